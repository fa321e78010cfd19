"""What the client asks of a rate limiter, and what it tells it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, Literal, Protocol, TypeAlias, runtime_checkable

from attrs import field, frozen

from .._headers import ReportedLimit
from .._options import RateLimit

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
"""Interactive calls overtake bulk ones (uploads and iteration)."""

LONGEST_PAUSE: Final = 3600.0
"""The longest pause to believe, in seconds. After it, one request asks whether it still holds."""


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
        seconds: The wait that was foreseen, or the time the call has waited in vain.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@frozen
class RateLimitState:
    """What the rate limiter of a key knows at one moment.

    Attributes:
        free_slots: Requests that may go out at once; None if only a shared store knows.
        paused_for_s: Seconds until the pause that the server asked for ends; 0 if there is none.
            One that another process told Redis of is known from the next request on that is
            planned there.
        waiting: Calls that wait, by lane.
        rate_limited: 429s seen so far.
        reported: What the server's headers say.
    """

    free_slots: int | None
    paused_for_s: float = 0.0
    waiting: Mapping[Lane, int] = field(factory=lambda: {"interactive": 0, "bulk": 0})
    rate_limited: int = 0
    reported: ReportedLimit = field(factory=ReportedLimit)


class Permit(Protocol):
    """The right to send one request.

    After :meth:`sent`, or instead of it, exactly one of :meth:`done` and :meth:`cancelled`.
    """

    def sent(self) -> None:
        """The request is going out now."""

    def done(
        self, status: int, headers: Mapping[str, str], *, retry_after: float | None = None
    ) -> float | None:
        """The server answered.

        Args:
            status: HTTP status.
            headers: The answer's headers, names in lower case.
            retry_after: Seconds to wait that the body of a 429 names, if it does.

        Returns:
            After a 429, for how many seconds the calls on the key are to pause. None leaves it
            to the call, which then does as the answer asks.
        """

    def cancelled(self) -> None:
        """Nothing was sent (the permit goes to the next in line), or no answer will come."""


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
    """A limiter that knows its queue: it turns away calls that would wait for too long."""

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
            again: Whether the call was sent before. Repeats go ahead of first attempts.
            longest_pause: The longest pause of the key to wait out, in seconds.
            longest_wait: The longest time to wait for the turn, in seconds.

        Raises:
            KeyPaused: The key is paused for longer than that.
            QueueTooLong: The turn would come later than that, or has not come by then.
        """
        ...

    def state(self) -> RateLimitState:
        """Return what is known now; called from any thread."""
        ...


@runtime_checkable
class KeyedRateLimiter(Protocol):
    """Makes limiters for the keys of the clients that it is given to."""

    def for_key(self, key_id: str, rate_limits: Sequence[RateLimit]) -> RateLimiter:
        """Return the limiter of a key in the running event loop; called once by each client.

        Args:
            key_id: Hash of the API key.
            rate_limits: The limits that the client was given, all to be kept at once.
        """
        ...

    async def release(self) -> None:
        """Take note that a client that asked in the running event loop is closed."""
