"""A wrapper that keeps credentials out of logs, reprs and tracebacks."""

from __future__ import annotations

import base64
import binascii
from typing import final

from ._public import public

__all__ = ["Secret"]


@final
class Secret:
    """Text that shows as ``***`` everywhere except where it is asked for by name.

    It holds the API key, passwords of email accounts, proxy credentials and webhook secrets. It
    compares and hashes by value and survives pickling (a pickle therefore holds the value).

    Args:
        value: The text to protect.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the protected text as the server sent it."""
        return self._value

    def decode(self) -> str:
        """Return the text behind a base64 value, or the value itself if it is not base64.

        Lists of email accounts carry passwords as base64 while the single-account answer carries
        them in clear: only a value that round-trips exactly is decoded.
        """
        try:
            raw = base64.b64decode(self._value, validate=True)
            text = raw.decode()
        except (binascii.Error, ValueError):
            return self._value
        return text if base64.b64encode(raw).decode() == self._value else self._value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __repr__(self) -> str:
        return "Secret('***')"

    def __str__(self) -> str:
        return "***"

    def __reduce__(self) -> tuple[type[Secret], tuple[str]]:
        return (Secret, (self._value,))


public("smartlead_async", Secret)
