"""An asyncio event loop whose clock jumps to the next timer instead of waiting for it.

Hours of virtual time pass in milliseconds, and every run of a test sees the same times::

    @pytest.mark.virtual_time
    async def test_sleep() -> None: ...


    def test_property() -> None:  # under Hypothesis: a loop for every example
        run_virtual(scenario())

Work in threads (``asyncio.to_thread``) is waited for while the clock stands still. TCP sockets and
pipes must not be used: the clock would not wait for them. Unix sockets may: see
:mod:`tests.virtual_sandbox`.
"""

from __future__ import annotations

import asyncio
import selectors
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

T = TypeVar("T")


class DeadlockError(AssertionError):
    """Nothing is ready and no timer is set: every task would wait for ever."""


class _JumpingSelector(selectors.DefaultSelector):
    """Never waits for a timer: asks the loop to jump to it."""

    def __init__(self, idle: Callable[[], bool]) -> None:
        super().__init__()
        self._idle = idle

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready or timeout == 0 or self._idle():
            return ready
        return super().select(None)


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """A selector event loop on virtual time, starting at 0.0."""

    def __init__(self) -> None:
        self._now = 0.0
        self._in_threads = 0
        super().__init__(_JumpingSelector(self._jump))

    def time(self) -> float:
        """Return the virtual time in seconds."""
        return self._now

    def _jump(self) -> bool:
        """Go to the next timer; False if a thread has to be waited for instead."""
        if self._in_threads:
            return False
        if not self._scheduled:
            raise DeadlockError(self._describe_deadlock())
        self._now = max(self._now, self._scheduled[0].when())
        return True

    def _describe_deadlock(self) -> str:
        waiting = "\n".join(f"  {task!r}" for task in asyncio.all_tasks(self))
        return f"nothing is ready and no timer is set at {self._now} s; waiting:\n{waiting}"

    def run_in_executor(
        self, executor: Any, func: Callable[..., T], *args: Any
    ) -> asyncio.Future[T]:
        """Run in a thread; the clock stands still meanwhile."""
        future = super().run_in_executor(executor, func, *args)
        self._in_threads += 1
        future.add_done_callback(self._leave_thread)
        return future

    async def shutdown_default_executor(self, *args: Any) -> None:
        """Join the threads; the clock stands still meanwhile."""
        self._in_threads += 1
        try:
            await super().shutdown_default_executor(*args)
        finally:
            self._leave_thread()

    def _leave_thread(self, _future: object = None) -> None:
        self._in_threads -= 1


def run_virtual(main: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine on a fresh virtual-time loop, as ``asyncio.run`` does on a real one."""
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        return runner.run(main)
