"""The protocol between the client and its rate limiter."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, Literal, Protocol, TypeAlias, runtime_checkable

from attrs import field, frozen

from .._headers import ReportedLimit
from .._options import RateLimit
from .._public import public

__all__ = [
    "LONGEST_PAUSE",
    "KeyPaused",
    "KeyedRateLimiter",
    "Lane",
    "Permit",
    "QueueTooLong",
    "QueueingRateLimiter",
    "RateLimitState",
    "RateLimiter",
    "ReportedLimit",
]

Lane: TypeAlias = Literal["interactive", "bulk"]
"""Interactive calls overtake bulk calls (uploads and iteration)."""

LONGEST_PAUSE: Final = 3600.0
"""Seconds. After a longer pause has lasted that long, one request tries whether it is over."""


class KeyPaused(Exception):
    """The key is paused for longer than the call is willing to wait. Nothing was sent.

    Attributes:
        seconds: How long the pause still lasts.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class QueueTooLong(Exception):
    """The call's turn would come later than it is willing to wait. Nothing was sent.

    Attributes:
        seconds: The expected wait, or the time the call has waited when its time is up.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@frozen
class RateLimitState:
    """State of the rate limiter of a key.

    Attributes:
        free_slots: Requests that may go out at once; None if only a shared store knows.
        paused_for_s: Seconds until the server's pause ends; 0 without a pause. A pause that
            another process wrote to Redis shows once this process has asked for a place.
        waiting: Number of waiting calls in each lane.
        rate_limited: Number of 429s so far.
        reported: The server's latest X-RateLimit headers.
    """

    free_slots: int | None
    paused_for_s: float = 0.0
    waiting: Mapping[Lane, int] = field(factory=lambda: {"interactive": 0, "bulk": 0})
    rate_limited: int = 0
    reported: ReportedLimit = field(factory=ReportedLimit)


class Permit(Protocol):
    """The right to send one request.

    The client calls :meth:`sent` when the request goes out, then either :meth:`done` or
    :meth:`cancelled`. If it sends nothing, it only calls :meth:`cancelled`.
    """

    def sent(self) -> None:
        """Learn that the request is going out now."""

    def done(
        self, status: int, headers: Mapping[str, str], *, retry_after: float | None = None
    ) -> float | None:
        """Learn that the server answered.

        Args:
            status: HTTP status.
            headers: The answer's headers, names in lower case.
            retry_after: Seconds to wait, if the body of a 429 names them.

        Returns:
            After a 429, how many seconds the calls on the key pause. With None the call itself
            waits as the answer asks.
        """

    def cancelled(self) -> None:
        """Learn that nothing was sent (the next in line may go), or that no answer will come."""


@runtime_checkable
class RateLimiter(Protocol):
    """Grants permits to all calls on one API key."""

    async def acquire(self, lane: Lane) -> Permit:
        """Wait until a request may be sent.

        Args:
            lane: Which of the two queues to wait in.
        """
        ...


@runtime_checkable
class QueueingRateLimiter(RateLimiter, Protocol):
    """A limiter that turns away calls that would wait for too long, and reports its state."""

    async def acquire_within(
        self,
        lane: Lane,
        *,
        again: bool = False,
        longest_pause: float = math.inf,
        longest_wait: float = math.inf,
    ) -> Permit:
        """Wait until a request may be sent, but not for too long.

        Args:
            lane: Which of the two queues to wait in.
            again: Whether the call is a repeat. Repeats go ahead of first attempts.
            longest_pause: Longest pause of the key to wait out, in seconds.
            longest_wait: Longest time to wait for the turn, in seconds.

        Raises:
            KeyPaused: The key is paused, or a pause began, for longer than ``longest_pause``.
            QueueTooLong: The turn would come after ``longest_wait``, or did not come in time.
        """
        ...

    def state(self) -> RateLimitState:
        """Return the current state; any thread may call this."""
        ...


@runtime_checkable
class KeyedRateLimiter(Protocol):
    """Makes a limiter for each API key."""

    def for_key(self, key_id: str, rate_limits: Sequence[RateLimit]) -> RateLimiter:
        """Return the limiter of a key in the running event loop; each client calls this once.

        Args:
            key_id: Hash of the API key.
            rate_limits: The client's limits, all of which apply at once.
        """
        ...

    async def release(self) -> None:
        """Learn that a client of the running event loop was closed."""


public(
    "smartlead_async",
    KeyPaused,
    KeyedRateLimiter,
    Permit,
    QueueTooLong,
    QueueingRateLimiter,
    RateLimitState,
    RateLimiter,
)
