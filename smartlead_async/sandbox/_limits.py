"""The two window models of a rate-limiting server; a rejected request takes no room."""

from __future__ import annotations

import math
import time
from collections import deque
from typing import TYPE_CHECKING, Protocol

from ._answer import Answer

if TYPE_CHECKING:
    from .._options import RateLimit


class Window(Protocol):
    """A count of arrivals over time, all times on one monotonic clock in seconds."""

    def wait(self, now: float) -> float:
        """Seconds until an arrival is admitted, 0 if it is admitted now."""
        ...

    def take(self, now: float, /) -> None:
        """Count an arrival."""
        ...


class SlidingLog:
    """At most `max_requests` arrivals in any half-open window."""

    def __init__(self, limit: RateLimit) -> None:
        self._limit = limit
        self._log: deque[float] = deque()

    def wait(self, now: float) -> float:
        while self._log and self._log[0] + self._limit.per_seconds <= now:
            self._log.popleft()
        if len(self._log) < self._limit.max_requests:
            return 0.0
        return self._log[0] + self._limit.per_seconds - now

    def take(self, now: float) -> None:
        self._log.append(now)


class FixedWindow:
    """At most `max_requests` arrivals in each of the windows that follow one another."""

    def __init__(self, limit: RateLimit) -> None:
        self._limit = limit
        self._index = -1
        self._count = 0

    def wait(self, now: float) -> float:
        index = math.floor(now / self._limit.per_seconds)
        if index != self._index:
            self._index, self._count = index, 0
        if self._count < self._limit.max_requests:
            return 0.0
        return (index + 1) * self._limit.per_seconds - now

    def take(self, _now: float) -> None:
        self._count += 1


WINDOWS: dict[str, type[SlidingLog | FixedWindow]] = {"sliding": SlidingLog, "fixed": FixedWindow}


def too_many_requests(wait: float, limit: int, *, hints: bool = True) -> Answer:
    """Return a 429 with the wait (seconds, rounded up) in every documented place."""
    seconds = max(1, math.ceil(wait))
    error = {"code": "RATE_LIMIT_EXCEEDED", "message": "Too many requests. Please slow down."}
    if not hints:
        return Answer.of({"error": error}, 429)
    headers = {
        "Retry-After": str(seconds),
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset": str(math.ceil(time.time() + wait)),
    }
    return Answer.of({"error": {**error, "retry_after": seconds}}, 429, headers)
