"""Show the library's warnings on stderr, one line for an outage."""

from __future__ import annotations

import logging
import time
from typing import Final

from ._printing import say

__all__ = ["show_warnings"]

_RETRY: Final = ": retry %d of %d"  # part of the line that each call under way logs
_QUIET_SECONDS: Final = 30.0


def show_warnings() -> None:
    """Show warnings, unless logging is set up already, as by SMARTLEAD_LOG."""
    logger = logging.getLogger("smartlead_async")
    if not logger.hasHandlers():
        logger.addHandler(_Warnings(logging.WARNING))


class _Warnings(logging.Handler):
    """Prints warnings. In an outage all calls under way repeat: the first one speaks for all."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self._said = -_QUIET_SECONDS

    def emit(self, record: logging.LogRecord) -> None:
        """Print a record, unless it is one of many repetitions."""
        if _RETRY in str(record.msg):
            now = time.monotonic()
            if now - self._said < _QUIET_SECONDS:
                return
            self._said = now
        say(record.getMessage(), err=True)
