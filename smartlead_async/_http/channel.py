"""The part of a client that its siblings share: transport, rate limiter, known wire forms."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Any

from .._errors import ClientClosedError, ConfigurationError
from .._limiter import LocalRateLimiter, RateLimiter
from .._limiter.protocol import KeyedRateLimiter, RateLimitState
from .._limiter.registry import release_limiter, shared_limiter
from .._options import RateLimit
from .transport import Transport
from .wire_forms import WireForm

__all__ = ["Channel"]


class Channel:
    """Transport and rate limiter of one key.

    Args:
        transport: Sends requests.
        rate_limits: The limits that the shared limiter of the key keeps.
        limiter: A limiter to use instead of the shared one, or a factory of limiters.

    Attributes:
        other_forms: The forms that succeeded where the reference's was refused.
        waiting: The tasks of calls that wait, which :meth:`aclose` ends.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        rate_limits: Sequence[RateLimit],
        limiter: RateLimiter | KeyedRateLimiter | None = None,
    ) -> None:
        self.transport = transport
        self.other_forms: set[WireForm] = set()
        self.waiting: set[asyncio.Task[Any] | None] = set()
        self.rate_limits = tuple(rate_limits)
        self._ended: set[asyncio.Task[Any] | None] = set()
        self._given = limiter
        self._joined: RateLimiter | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._process: int | None = None

    def limiter(self) -> RateLimiter:
        """Return the limiter to ask, which belongs to the running event loop.

        Raises:
            ClientClosedError: The client was closed.
            ConfigurationError: Another client of the key keeps different limits, or this one is
                in use in another event loop.
        """
        self.check_open()
        loop = asyncio.get_running_loop()
        if self._joined is None or self._loop is not loop:
            if self._is_in_use():
                raise ConfigurationError(
                    "this client is in use in another running event loop: make one client per loop"
                )
            self._joined, self._loop, self._process = self._join(), loop, os.getpid()
        return self._joined

    def _is_in_use(self) -> bool:
        """Return whether an event loop of this process, not of its parent, uses the client."""
        in_loop = self._loop is not None and not self._loop.is_closed()
        return self._joined is not None and in_loop and self._process == os.getpid()

    def check_open(self) -> None:
        """Raise ClientClosedError if the client was closed."""
        if self.transport.closed:
            raise _closed()

    def _join(self) -> RateLimiter:
        if self._given is None:
            return shared_limiter(self.transport.key_id, self.rate_limits, owner=self)
        if isinstance(self._given, KeyedRateLimiter):
            return self._given.for_key(self.transport.key_id, self.rate_limits)
        return self._given

    def rate_limit_state(self) -> RateLimitState:
        """Return the state of the limiter; see the client."""
        self.join_running_loop()
        state: Callable[[], RateLimitState] | None = getattr(self._joined, "state", None)
        if state is not None:
            return state()
        untouched = self._given is None
        return RateLimitState(
            free_slots=min(limit.max_requests for limit in self.rate_limits) if untouched else None
        )

    def join_running_loop(self) -> None:
        """Take part in the key's limiter from now on, if an event loop runs.

        Raises:
            ConfigurationError: Another client of the key keeps different limits.
        """
        if self._is_in_use():
            return self.check_open()
        with contextlib.suppress(RuntimeError):
            asyncio.get_running_loop()
            self.limiter()
        return None

    @contextmanager
    def ended_by_close(self, task: asyncio.Task[Any] | None) -> Generator[None]:
        """Let :meth:`aclose` end a task with ClientClosedError while it is among those waiting.

        A call may be part of another one: a reply that first looks up its message.
        """
        is_part = task in self.waiting
        self.waiting.add(task)
        try:
            yield
        except asyncio.CancelledError:
            if task is None or task not in self._ended or task.uncancel():
                raise  # others want it to end too
        else:
            return
        finally:
            if not is_part:
                self.waiting.discard(task)
            self._ended.discard(task)
        raise _closed()

    async def aclose(self) -> None:
        """End the calls that wait, close the transport and let go of the limiter. Idempotent."""
        joined, self._joined = self._joined, None
        here = self._loop is asyncio.get_running_loop()
        if here:
            self._end_waiting()
        try:
            await self.transport.aclose()
        finally:
            if joined is not None and here:
                await self._leave(joined)

    def _end_waiting(self) -> None:
        while self.waiting:
            task = self.waiting.pop()
            if task is not None:
                self._ended.add(task)
                task.cancel()

    async def _leave(self, joined: RateLimiter) -> None:
        if isinstance(self._given, KeyedRateLimiter):
            await self._given.release()
        elif isinstance(joined, LocalRateLimiter):
            release_limiter(joined, owner=self)


def _closed() -> ClientClosedError:
    return ClientClosedError("this client is closed: make a new one")
