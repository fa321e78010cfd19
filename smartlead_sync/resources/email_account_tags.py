# Written by scripts/generate_sync.py from smartlead_async/resources/email_account_tags.py.
"""Tags of email accounts."""

from __future__ import annotations

from collections.abc import Sequence

from smartlead_async import NOT_GIVEN, Acknowledgement, EmailAccount, NotGiven, Tag
from smartlead_async.resources.email_account_tags import EmailAccountTags as AsyncEmailAccountTags
from smartlead_sync._arguments import in_list
from smartlead_sync._facade import Facade
from smartlead_sync._loop_thread import call

__all__ = ["EmailAccountTags"]


class EmailAccountTags(Facade[AsyncEmailAccountTags]):
    """Tags of email accounts."""

    def create(self, *, name: str, color: str | NotGiven = NOT_GIVEN) -> Tag:
        """Create a tag.

        ``POST /tags``
        ([API reference](https://api.smartlead.ai/api-reference/email-account-tags/create-new)).
        Never repeated once it may have been carried out.

        Args:
            name: Text of the tag.
            color: Hex color, such as ``#4CAF50``.

        Raises:
            InvalidRequestError: The name is empty, or the color is not a hex color.
            OutcomeUnknownError: The tag may or may not have been created.
        """
        return call(self._async.create(name=name, color=color))

    def update(self, *, id: int, name: str, color: str) -> Tag:
        """Change a tag.

        ``POST /email-accounts/tag-manager``
        ([API reference](https://api.smartlead.ai/api-reference/email-account-tags/create)).

        Args:
            id: Id of the tag, from :meth:`create` or from a tag of an email account.
            name: Text of the tag.
            color: Hex color, such as ``#4CAF50``.

        Raises:
            InvalidRequestError: The id is not positive, the name is empty, or the color is not a
                hex color.
            NotFoundError: There is no such tag.
        """
        return call(self._async.update(id=id, name=name, color=color))

    def list_for_emails(self, *, email_ids: Sequence[str]) -> list[EmailAccount]:
        """Return the tags of some email accounts.

        ``POST /email-accounts/tag-list``
        ([API reference](https://api.smartlead.ai/api-reference/email-account-tags/get-all)).

        Args:
            email_ids: Addresses of the email accounts, at least one.

        Returns:
            The email accounts, with no more than ``id``, ``from_email`` and ``tags``.

        Raises:
            InvalidRequestError: There is no address, or one is empty.
        """
        return call(self._async.list_for_emails(email_ids=in_list(email_ids)))

    def assign(
        self, *, email_account_ids: Sequence[int], tag_ids: Sequence[int]
    ) -> Acknowledgement:
        """Add tags to email accounts.

        ``POST /email-accounts/tag-mapping``
        ([API reference](https://api.smartlead.ai/api-reference/email-account-tags/assign)).

        Args:
            email_account_ids: The email accounts, 1 to 25.
            tag_ids: The tags, at least one.

        Raises:
            InvalidRequestError: There are no ids or too many, or one is not a positive integer.
            NotFoundError: There is no such email account or tag.
        """
        return call(
            self._async.assign(
                email_account_ids=in_list(email_account_ids), tag_ids=in_list(tag_ids)
            )
        )

    def remove(
        self, *, email_account_ids: Sequence[int], tag_ids: Sequence[int]
    ) -> Acknowledgement:
        """Remove tags from email accounts.

        ``DELETE /email-accounts/tag-mapping``
        ([API reference](https://api.smartlead.ai/api-reference/email-account-tags/remove)).

        Args:
            email_account_ids: The email accounts, at least one.
            tag_ids: The tags, at least one.

        Raises:
            InvalidRequestError: There are no ids, or one is not a positive integer.
            NotFoundError: There is no such email account or tag.
        """
        return call(
            self._async.remove(
                email_account_ids=in_list(email_account_ids), tag_ids=in_list(tag_ids)
            )
        )
