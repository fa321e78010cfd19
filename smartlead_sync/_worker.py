"""A thread that makes synchronous calls for a coroutine, which may end them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from queue import SimpleQueue
from typing import Final, NoReturn, TypeAlias, TypeVar

__all__ = ["Outcome", "Worker", "running", "throw"]

T = TypeVar("T")
Outcome: TypeAlias = tuple[T | None, BaseException | None]
"""The result of a function, or what it raised."""
Jobs: TypeAlias = SimpleQueue[Callable[[], object]]
"""What a thread runs while it waits for a call."""


class Worker:
    """The thread that calls :meth:`run`. Its call under way, or else the next, can be ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._jobs: Jobs | None = None
        self._ended = False

    def run(self, function: Callable[[], Outcome[T]]) -> Outcome[T]:
        """Run a function on this thread, and return what it returns or raises."""
        running.worker = self
        try:
            return function()
        except BaseException as error:  # noqa: BLE001  # raised again where it is awaited
            return None, error

    def end(self) -> None:
        """Raise CancelledError on the thread, from any other."""
        with self._lock:
            self._ended = self._jobs is None
            if self._jobs is not None:
                self._jobs.put(partial(throw, asyncio.CancelledError()))

    @contextmanager
    def serving(self, jobs: Jobs) -> Generator[None, None, None]:
        """Let :meth:`end` reach the thread while it runs these jobs."""
        with self._lock:
            if self._ended:
                self._ended = False  # clean-up may call again
                raise asyncio.CancelledError
            before, self._jobs = self._jobs, jobs
        try:
            yield
        finally:
            self._jobs = before


class Running(threading.local):
    """The running thread."""

    worker: Worker | None = None

    def serving(self, jobs: Jobs) -> AbstractContextManager[None]:
        """Let its worker, if it has one, be ended while it runs these jobs."""
        return self.worker.serving(jobs) if self.worker else nullcontext()


running: Final = Running()


def throw(error: BaseException) -> NoReturn:
    """Raise an error."""
    raise error
