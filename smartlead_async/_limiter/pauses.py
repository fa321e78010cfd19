"""How long a pause is believed, and the signal that it is too long for a call."""

from __future__ import annotations

from typing import Final

__all__ = ["LONGEST_PAUSE", "KeyPaused"]

LONGEST_PAUSE: Final = 3600.0
"""Seconds after which a single request finds out whether a longer pause is meant."""


class KeyPaused(Exception):
    """The key is paused for longer than a call is willing to wait. Nothing was sent.

    Attributes:
        seconds: How long the pause still lasts.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds
