"""Showing that a job of unknown length is under way."""

from __future__ import annotations

from typing import Final

from ._printing import say
from ._progress import Display

__all__ = ["PlainPulse", "Pulse", "size"]

_MEGABYTE: Final = 1_000_000
_LINE_EVERY: Final = 10 * _MEGABYTE


def size(count: int) -> str:
    """Return a number of bytes in words."""
    for limit, unit in ((_MEGABYTE, "MB"), (1_000, "kB")):
        if count >= limit:
            return f"{count / limit:,.1f} {unit}"
    return f"{count} bytes"


class Pulse(Display):
    """Shows nothing."""

    def update(self, done: int) -> None:
        """Show how far the job is.

        Args:
            done: Bytes written.
        """


class PlainPulse(Pulse):
    """Prints a line on stderr whenever another 10 MB are written."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._shown = 0

    def update(self, done: int) -> None:
        """Print a line if there is something new."""
        lines = done // _LINE_EVERY
        if lines > self._shown:
            self._shown = lines
            say(f"{self._title}: {size(done)}", err=True)
