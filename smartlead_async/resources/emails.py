"""Single emails outside campaigns: ``/send-email``."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from .._errors import InvalidRequestError
from .._http.endpoint import Endpoint
from .._http.envelopes import acknowledged
from .._options import NOT_GIVEN, NotGiven
from .._validate import each, email_address, exactly_one, known_fields, non_empty_text, positive_id
from ..models import EmailAttachment, SentEmail
from ._base import Resource, optional

__all__ = ["Emails"]

_SEND: Final = Endpoint("POST", "/send-email/initiate", "never", acknowledged(SentEmail))


class Emails(Resource):
    """Single emails outside campaigns."""

    async def send(
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
            attachments: Files; see :class:`~smartlead_async.models.EmailAttachment`. Bytes are
                sent in base64.

        Raises:
            InvalidRequestError: A required text is empty, an attachment is incomplete, or both or
                neither of ``from_email`` and ``from_email_id`` are given.
            OutcomeUnknownError: The email may or may not have been sent.
        """
        exactly_one({"from_email": from_email, "from_email_id": from_email_id})
        fields = {
            "to": non_empty_text("to", to),
            "subject": non_empty_text("subject", subject),
            "body": non_empty_text("body", body),
            "fromEmail": optional(email_address, "from_email", from_email),
            "fromEmailId": optional(positive_id, "from_email_id", from_email_id),
            "fromName": from_name,
            "replyTo": optional(non_empty_text, "reply_to", reply_to),
            "attachments": optional(each, "attachments", attachments, _attachment),
        }
        return await self._call(_SEND.request(json=fields))


def _base64(name: str, value: str | bytes) -> str:
    """Return a file in base64; text must be base64 already."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    try:
        base64.b64decode(value, validate=True)
    except (TypeError, ValueError):
        problem = f"{name} must be bytes, or text in base64"
    else:
        return value
    raise InvalidRequestError(problem, field="attachments")


_attachment: Final = partial[dict[str, Any]](
    known_fields,
    known={"filename": non_empty_text, "content": _base64, "mimeType": non_empty_text},
    required=("filename", "content", "mimeType"),
)
