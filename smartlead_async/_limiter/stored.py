"""The part of windows in a store, which processes share, that is the same for every store."""

from __future__ import annotations

import asyncio
import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Final

from .._options import RateLimit
from .protocol import LONGEST_PAUSE

__all__ = ["MARGIN", "Entry", "StoredWindows"]

MARGIN: Final = 0.01  # seconds; a request leaves at most that long after its place in the log
_MOST_WINDOWS_AHEAD: Final = 1000


class StoredWindows(ABC):
    """Windows in a store. An event loop plans one request at a time there.

    Args:
        limits: The limits to keep, all of which apply at once.

    Attributes:
        longest: Seconds of the longest window.
        latest_plan: Seconds from now on; a later plan makes no sense.
    """

    def __init__(self, limits: Sequence[RateLimit]) -> None:
        self.paused_until = -math.inf
        self.probe_next = False
        self.longest = max(limit.per_seconds for limit in limits)
        self.latest_plan = LONGEST_PAUSE + _MOST_WINDOWS_AHEAD * self.longest
        self._rate_limits = tuple(limits)
        self._loop = asyncio.get_running_loop()
        self._due = -math.inf

    def free_at(self) -> float:
        """Return when the planned request is due; ``take`` plans it."""
        return max(self._due, self.paused_until)

    def foresee(self, ahead: int, _stay: Callable[[float], float]) -> float:
        """Return the earliest time at which the request after ``ahead`` others may go out.

        Example for 10 requests in 2 s: with 25 ahead it waits for the next place, then two windows.
        It may wait longer: only the store knows the requests of the other processes.
        """
        further = (ahead // limit.max_requests * limit.per_seconds for limit in self._rate_limits)
        return max(self._loop.time(), self.free_at()) + max(further)

    def probe_leaves(self) -> None:
        """Learn that the next request goes out alone now."""
        self.probe_next = False

    def probe_ended(self, *, answered: bool) -> None:
        """Learn how it ended: answered, all may go, else the next one goes out alone."""
        self.probe_next |= not answered

    @abstractmethod
    def postpone(self, entry: Any, seconds: float) -> None:
        """Let an entry of the log count so many seconds later."""

    @abstractmethod
    def withdraw(self, entry: Any) -> None:
        """Take an entry out of the log."""

    def _heed_pause(self, until: float, *, probe: bool) -> None:
        self.paused_until = max(self.paused_until, until)
        self.probe_next |= probe


class Entry:
    """One request in the log of a store, entered at loop time ``logged_at`` or later.

    Args:
        windows: The windows that it counts in.
        entry: Its name in the log.
        logged_at: Loop time.
    """

    __slots__ = ("_counts_from", "_entry", "_logged_at", "_windows")

    def __init__(self, windows: StoredWindows, entry: Any, logged_at: float) -> None:
        self._windows = windows
        self._entry = entry
        self._logged_at = self._counts_from = logged_at

    def departed(self, at: float, latest: float) -> None:
        """Do nothing: until its answer, a request counts from its place in the log."""

    def arrived(self, latest: float) -> None:
        """Let the request count from its latest arrival on, if that is after its place."""
        counts_from = max(self._logged_at, latest - MARGIN)
        if counts_from != self._counts_from:
            self._windows.postpone(self._entry, counts_from - self._counts_from)
            self._counts_from = counts_from

    def withdraw(self) -> None:
        self._windows.withdraw(self._entry)
