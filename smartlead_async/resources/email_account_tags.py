"""Tags of email accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .._http.endpoint import Endpoint
from .._http.envelopes import acknowledgement, many, one
from .._options import NOT_GIVEN, NotGiven
from .._validate import (
    bounded_list,
    hex_color,
    non_empty_text,
    positive_id,
    positive_ids,
)
from ..models import Acknowledgement, EmailAccount, Tag
from ._base import Resource, optional

__all__ = ["EmailAccountTags"]

_MOST_ACCOUNTS: Final = 25

_CREATE: Final = Endpoint("POST", "/tags", "never", one(Tag, "tag"))
_UPDATE: Final = Endpoint("POST", "/email-accounts/tag-manager", "idempotent", one(Tag, "tag"))
_LIST_FOR_EMAILS: Final = Endpoint(
    "POST", "/email-accounts/tag-list", "safe", many(EmailAccount, "email_accounts")
)
_MAPPING: Final = "/email-accounts/tag-mapping"
_ASSIGN: Final = Endpoint("POST", _MAPPING, "idempotent", acknowledgement)
_REMOVE: Final = Endpoint("DELETE", _MAPPING, "idempotent", acknowledgement)


class EmailAccountTags(Resource):
    """Tags of email accounts."""

    async def create(self, *, name: str, color: str | NotGiven = NOT_GIVEN) -> Tag:
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
        body = {
            "name": non_empty_text("name", name),
            "color": optional(hex_color, "color", color),
        }
        return await self._call(_CREATE.request(json=body))

    async def update(self, *, id: int, name: str, color: str) -> Tag:
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
        body = {
            "id": positive_id("id", id),
            "name": non_empty_text("name", name),
            "color": hex_color("color", color),
        }
        return await self._call(_UPDATE.request(json=body))

    async def list_for_emails(self, *, email_ids: Sequence[str]) -> list[EmailAccount]:
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
        body = {"email_ids": bounded_list("email_ids", email_ids, non_empty_text, 1)}
        return await self._call(_LIST_FOR_EMAILS.request(json=body))

    async def assign(
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
        accounts = bounded_list(
            "email_account_ids", email_account_ids, positive_id, 1, _MOST_ACCOUNTS
        )
        body = {"email_account_ids": accounts, "tag_ids": positive_ids("tag_ids", tag_ids)}
        return await self._call(_ASSIGN.request(json=body))

    async def remove(
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
        body = {
            "email_account_ids": positive_ids("email_account_ids", email_account_ids),
            "tag_ids": positive_ids("tag_ids", tag_ids),
        }
        return await self._call(_REMOVE.request(json=body))
