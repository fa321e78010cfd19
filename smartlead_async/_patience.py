"""Patience with a service that does not answer: how long to wait, and when to try again."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from typing import Final, TypeVar

from ._errors import APIConnectionError, APIError, ServerError

__all__ = ["Patience"]

T = TypeVar("T")

_SHORTEST_PAUSE: Final = 2.0
_LONGEST_PAUSE: Final = 30.0
_SHARE: Final = 0.02  # of the wait so far, which is as much as the pauses may lengthen it

_log = logging.getLogger("smartlead_async")


class Patience:
    """Follows whether the service answers, and waits while it does not.

    The second failure in a row begins a wait: the first may have been the fault of that request.

    Args:
        seconds: How long to wait for an answer; 0 gives up at once.

    Attributes:
        seconds: The same.
        answered_at: Loop time of the latest answer.
        error: The latest failure, if there has been no answer since.
        waiting_since: Loop time of the first request without an answer, while a wait lasts.
        used_up: Whether the wait was given up.
        moved: Set when the service answers or fails.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.answered_at = -math.inf
        self.error: Exception | None = None
        self.waiting_since: float | None = None
        self.used_up = False
        self.moved = asyncio.Event()
        self._turn = asyncio.Lock()
        self._failures = 0
        self._since = self._failed_at = math.inf

    def answered(self) -> None:
        """Note an answer."""
        self.answered_at = now = _now()
        if self.waiting_since is not None:
            _log.warning("the service answers again, after %.0f s", now - self.waiting_since)
        if self.error is not None:
            self.error = self.waiting_since = None
            self._failures, self._since = 0, math.inf
        self.moved.set()

    def failed(self, error: Exception, *, sent_at: float) -> None:
        """Note a failure with no answer since.

        Args:
            error: The failure.
            sent_at: Loop time at which the request was sent.
        """
        self.error = error
        self._failures += 1
        self._since = min(self._since, sent_at)
        self._failed_at = now = _now()
        if self._failures > 1 and self.seconds and self.waiting_since is None:
            self.waiting_since = self._since
            _log.warning(
                "the service has not answered for %.0f s; trying again for up to %.0f s: %s",
                *(now - self._since, self.seconds, error),
            )
        self.moved.set()

    async def before_next_try(self) -> None:
        """Wait until the service is to be tried again: 2 to 30 s, or as long as it asks for.

        All times count from the latest failure: until a caller is ready to try again, nothing has
        been tried.

        Raises:
            Exception: The latest failure, if the patience is used up.
        """
        if self.error is None:
            return
        waited = self._failed_at - self._since
        left = self.seconds - waited
        asked: float = getattr(self.error, "retry_after", None) or 0.0
        if left <= 0 or asked > left:
            self._give_up(waited)
            raise self.error
        if self._failures > 1 or asked:
            pause = min(_LONGEST_PAUSE, max(_SHORTEST_PAUSE, _SHARE * waited))
            await asyncio.sleep(self._failed_at + min(left, max(pause, asked)) - _now())

    def _give_up(self, waited: float) -> None:
        self.used_up = self.seconds > 0
        if self.used_up:
            _log.warning("the service has not answered for %.0f s; giving up", waited)

    async def outlast(
        self, call: Callable[[], Awaitable[T]], probe: Callable[[], Awaitable[T]]
    ) -> T:
        """Make a call again until the service answers; of several, one at a time in an outage.

        Args:
            call: The call.
            probe: The same, made in an outage.

        Raises:
            Exception: Its failure, if the patience is used up; or any error that is an answer.
        """
        while True:
            async with nullcontext() if self.error is None else self._turn:
                await self.before_next_try()
                sent_at = _now()
                try:
                    answer = await (call if self.error is None else probe)()
                except (ServerError, APIConnectionError) as error:
                    self.failed(error, sent_at=sent_at)
                except APIError:
                    self.answered()
                    raise
                else:
                    self.answered()
                    return answer


def _now() -> float:
    return asyncio.get_running_loop().time()
