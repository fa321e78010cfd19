"""The one place where telemetry looks in: at calls, and at the leads that they add.

Nobody watches by default, and a call then pays for one comparison.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from ._limiter import RateLimitState
from ._options import RateLimit

__all__ = ["CallWatch", "Key", "Watch", "Watching", "watching"]


class Key(Protocol):
    """The part of a client that tells of its rate limit, on any thread."""

    @property
    def rate_limits(self) -> tuple[RateLimit, ...]:
        """The limits of the key."""
        ...

    def rate_limit_state(self) -> RateLimitState:
        """Return the state of the limiter."""
        ...


class CallWatch(Protocol):
    """Watches the attempts of one call. It raises nothing."""

    def departed(self) -> None:
        """A request is going out."""

    def attempted(self, status: int | None, waited: float, /) -> None:
        """An attempt is over: its status, if there was an answer, and the seconds it queued."""


class Watch(Protocol):
    """Watches all calls of the process. It raises nothing."""

    def call(
        self, method: str, template: str, base_url: str, key: Key, client: str | None, /
    ) -> AbstractContextManager[CallWatch]:
        """Return the context that one call runs in."""
        ...

    def leads(self, *, added: int, skipped: int, failed: int) -> None:
        """Learn how some leads ended."""


class Watching:
    """Who watches, if anybody does."""

    watch: Watch | None = None


watching = Watching()
