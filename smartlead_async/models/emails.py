"""Single emails outside campaigns."""

from __future__ import annotations

from typing import Required, TypedDict

from attrs import frozen

from .acknowledgement import Acknowledgement

__all__ = ["EmailAttachment", "SentEmail"]


@frozen(kw_only=True, repr=False, eq=False)
class SentEmail(Acknowledgement):
    """The service has taken a single email (``POST /send-email/initiate``).

    Attributes:
        message_id: Identifier of the email, where it is sent.
    """

    message_id: str | None = None


class EmailAttachment(TypedDict, total=False):
    """A file that a single email carries. All three are required.

    Attributes:
        filename: Name of the file.
        content: The file itself: its bytes, or text that is base64 already.
        mime_type: Its type, such as ``application/pdf``.
    """

    filename: Required[str]
    content: Required[str | bytes]
    mime_type: Required[str]
