"""What the client asks of a rate limiter, and what it tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Protocol, TypeAlias, runtime_checkable

__all__ = ["Lane", "Permit", "RateLimiter", "RequeueingRateLimiter"]

Lane: TypeAlias = Literal["interactive", "bulk"]
"""Interactive calls overtake bulk ones (uploads and iteration)."""


class Permit(Protocol):
    """The right to send one request.

    After :meth:`sent`, or instead of it, exactly one of :meth:`done` and :meth:`cancelled`.
    """

    def sent(self) -> None:
        """The request is going out now."""

    def done(
        self, status: int, headers: Mapping[str, str], *, retry_after: float | None = None
    ) -> None:
        """The server answered.

        Args:
            status: HTTP status.
            headers: The answer's headers, names in lower case.
            retry_after: Seconds to wait that the body of a 429 names, if it does.
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
class RequeueingRateLimiter(RateLimiter, Protocol):
    """A limiter that can also put a repeated attempt at the front of its lane."""

    async def acquire_again(self, lane: Lane) -> Permit:
        """Wait as :meth:`RateLimiter.acquire` does, ahead of calls that were never sent."""
        ...
