"""The windows of a key in a file, for all processes of the host that use the key."""

from __future__ import annotations

import itertools
import logging
import math
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from .._errors import RateLimiterUnavailableError
from .._options import RateLimit
from .host_file import HostFile, LockedError, Log
from .stored import MARGIN, Entry, StoredWindows
from .windows import Booking

__all__ = ["HostWindows"]

_log = logging.getLogger("smartlead_async")

_PATIENCE: Final = 10.0  # seconds to try to get the lock before calls fail
_LOOK_EVERY: Final = 0.05


class HostWindows(StoredWindows):
    """Windows in a file.

    The log works as that in Redis: a new request is planned after all others. When its time has
    come, it goes if the windows that end now have room, else it is planned again.

    Args:
        path: Path of the file.
        limits: The limits to keep, all of which apply at once.
    """

    instant = True

    def __init__(self, path: Path, limits: Sequence[RateLimit]) -> None:
        super().__init__(limits)
        self._file = HostFile(path, limits, self.latest_plan)
        self._windows = [(limit.max_requests, limit.per_seconds + MARGIN) for limit in limits]
        self._most = max(limit.max_requests for limit in limits)
        self._ids = itertools.count(secrets.randbits(62))
        self._id = next(self._ids)
        self._is_planned = False
        self._locked_since = math.inf

    async def take(self) -> Booking | None:
        """Return the place of the planned request if its time has come, else None."""
        asked_at = self._loop.time()
        wait = self._reserve(asked_at)
        if wait > 0:
            self._due = self._loop.time() + wait
            return None
        booking = _Place(self, self._id, asked_at)
        self._id, self._is_planned, self._due = next(self._ids), False, -math.inf
        return booking

    def pause(self, until: float, *, probe: bool) -> None:
        """Let nothing out until a loop time, in any process."""
        self._heed_pause(until, probe=probe)
        seconds = until - self._loop.time()
        self._change(lambda log: log.pause(log.now + seconds, probe=probe))

    def free_slots(self) -> int | None:
        """Return how many requests may go out at once; None if the file cannot be read."""
        try:
            with self._file.locked() as log:
                self._heed(log)
                return self._free(log)
        except OSError:
            return None

    def _free(self, log: Log) -> int:
        if log.now < log.paused_until:
            return 0
        taken = (
            sum(time > log.now - seconds for time in log.times) for _, seconds in self._windows
        )
        return max(0, min(n - t for (n, _), t in zip(self._windows, taken, strict=True)))

    def _reserve(self, asked_at: float) -> float:
        """Plan the request, and return how many seconds it has to wait."""
        try:
            with self._file.locked() as log:
                self._locked_since = math.inf
                return self._plan(log)
        except LockedError as error:
            self._locked_since = min(self._locked_since, asked_at)
            if asked_at - self._locked_since < _PATIENCE:
                return _LOOK_EVERY
            reason: OSError = error
        except OSError as error:
            reason = error
        raise RateLimiterUnavailableError(
            f"the rate limiter's file {self._file.path} cannot be used ({_in_words(reason)})"
        ) from reason

    def _heed(self, log: Log) -> None:
        """Take over a pause that another process has written."""
        if log.paused_until > log.now:
            self._heed_pause(self._loop.time() + log.paused_until - log.now, probe=log.probe)

    def _plan(self, log: Log) -> float:
        self._heed(log)
        if log.paused_until > log.now:  # nothing is planned: a call that is turned away goes
            return log.paused_until - log.now
        planned = self._is_planned and self._id in log.ids
        pairs = zip(log.times, log.ids, strict=True)
        before = (
            [t for t, id_ in pairs if t <= log.now and id_ != self._id] if planned else log.times
        )
        latest = sorted(before, reverse=True)
        free = (latest[n - 1] + seconds for n, seconds in self._windows if n <= len(latest))
        due = max([log.now, *free])
        log.write(log.position(self._id, self._most, self.longest + MARGIN), due, self._id)
        self._is_planned = True
        return due - log.now

    def postpone(self, entry: int, seconds: float) -> None:
        self._change(lambda log: log.move(entry, seconds))

    def withdraw(self, entry: int) -> None:
        self._change(lambda log: log.withdraw(entry))

    def _change(self, change: Callable[[Log], None]) -> None:
        """Change the log; if the file cannot be used, only log that."""
        try:
            with self._file.locked() as log:
                change(log)
        except OSError as error:
            _log.debug("the rate limiter's file missed an update: %s", _in_words(error))


class _Place(Entry):
    def departed(self, at: float, latest: float) -> None:
        """Let the request count from its departure, if the connection was slow to open."""
        del latest  # a guess: the answer will tell
        self.arrived(at)


def _in_words(error: OSError) -> str:
    return error.strerror or str(error)
