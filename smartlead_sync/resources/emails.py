# Written by scripts/generate_sync.py from smartlead_async/resources/emails.py.
"""Single emails outside campaigns: ``/send-email``."""

from __future__ import annotations

from collections.abc import Sequence

from smartlead_async import NOT_GIVEN, NotGiven
from smartlead_async.models import EmailAttachment, SentEmail
from smartlead_async.resources.emails import Emails as AsyncEmails
from smartlead_sync._arguments import in_list
from smartlead_sync._facade import Facade
from smartlead_sync._loop_thread import call

__all__ = ["Emails"]


class Emails(Facade[AsyncEmails]):
    """Single emails outside campaigns."""

    def send(
        self,
        *,
        to: str,
        subject: str,
        body: str,
        from_email: str | NotGiven = NOT_GIVEN,
        from_email_id: int | NotGiven = NOT_GIVEN,
        from_name: str | NotGiven = NOT_GIVEN,
        reply_to: str | NotGiven = NOT_GIVEN,
        attachments: Sequence[EmailAttachment] | NotGiven = NOT_GIVEN,
    ) -> SentEmail:
        """Send one email from one of the email accounts.

        ``POST /send-email/initiate``
        ([API reference](https://api.smartlead.ai/api-reference/utilities/send-single-email)). The
        email goes out at once. Never repeated once it may have been sent.

        Args:
            to: Address of the recipient.
            subject: Subject.
            body: Text, as HTML.
            from_email: Address of the email account that sends it; or
            from_email_id: the id of that email account. Pass one of them.
            from_name: Name shown to the recipient.
            reply_to: Reply-to address, if another.
            attachments: Files; see :class:`~smartlead_sync.models.EmailAttachment`. Bytes are
                sent in base64.

        Raises:
            InvalidRequestError: A required text is empty, an attachment is incomplete, or both or
                neither of ``from_email`` and ``from_email_id`` are given.
            OutcomeUnknownError: The email may or may not have been sent.
        """
        return call(
            self._async.send(
                to=to,
                subject=subject,
                body=body,
                from_email=from_email,
                from_email_id=from_email_id,
                from_name=from_name,
                reply_to=reply_to,
                attachments=in_list(attachments),
            )
        )
