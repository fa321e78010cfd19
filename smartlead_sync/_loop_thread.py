"""The event loop behind every synchronous client: one daemon thread a process, started when needed.

A call crosses to the loop thread once. While the calling thread waits, it runs the callbacks and
iterables that the coroutine asks for: the user's code never runs on the loop thread.
"""

from __future__ import annotations

import asyncio
import atexit
import inspect
import math
import os
import threading
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar, copy_context
from functools import partial
from itertools import islice
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, Self, TypeVar, cast

from smartlead_async._errors import ClientClosedError, ConfigurationError

from ._worker import Outcome, Worker, running, throw

if TYPE_CHECKING:
    from collections.abc import (
        AsyncGenerator,
        Callable,
        Coroutine,
        Generator,
        Iterable,
        Iterator,
    )

__all__ = ["PageIterator", "batches", "call", "in_thread", "on_caller"]

P = ParamSpec("P")
T = TypeVar("T")

# Ctrl-C in the instant before a thread falls asleep in a lock does not wake it: its flag is set,
# and there is no system call yet to interrupt. So no thread sleeps long without a look at the flag.
_LONGEST_NAP = 0.5
CLEAN_UP_SECONDS = 5.0

_CLOSED = (
    "too late for a synchronous call: the interpreter is exiting, or the process was forked "
    "while the call or the iteration was under way"
)
_OWN_THREAD = (
    "a synchronous call on the event loop's own thread would wait for itself; "
    "await the method of smartlead_async there"
)

_OWN_PAGE = "a callback cannot ask the iterator whose next page waits for that callback"


def call(coro: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine on the loop thread and wait for its result.

    The caller's context variables reach the coroutine, and its error comes back as it is. Inside
    another running event loop (a notebook) this works too, and blocks that loop. Ctrl-C cancels
    the coroutine and waits up to 5 seconds for its clean-up; a second Ctrl-C leaves at once.

    Raises:
        ClientClosedError: The interpreter is exiting.
        ConfigurationError: Called on the loop thread itself.
    """
    return _shared.run(coro).result()  # C code: the least frames in a traceback


def on_caller(function: Callable[P, T]) -> Callable[P, asyncio.Future[T]]:
    """Wrap a callback so that it runs on the thread that waits for the coroutine calling it.

    The wrapper's result may be awaited: an ``Exception`` of the callback is raised there. Anything
    else (Ctrl-C) leaves through the waiting thread and cancels the coroutine.
    """

    def submit(*args: P.args, **kwargs: P.kwargs) -> asyncio.Future[T]:
        return _caller.get().submit(partial(function, *args, **kwargs))

    return submit


def batches(iterable: Iterable[T], size: int) -> AsyncGenerator[list[T], None]:
    """Give a coroutine the user's items in lists, read on the thread that waits for it.

    Items that come before an error of the iterable are given before it is raised.

    Args:
        iterable: Read when the coroutine asks for the next list.
        size: Items a list; a shorter list is the last one.
    """
    return _batches(iter(iterable), size)


async def in_thread(function: Callable[[], T]) -> T:
    """Run a function, which makes synchronous calls, on a thread of its own.

    Cancelling ends the call under way there, or else the next one, as Ctrl-C does on the main
    thread, and waits up to 5 seconds for the end of the function.
    """
    worker, loop_thread = Worker(), _shared
    over: asyncio.Future[Outcome[T]] = asyncio.get_running_loop().create_future()

    def work() -> None:
        with suppress(ClientClosedError):  # at exit nobody waits any more
            loop_thread.post(_settle, over, worker.run(partial(_attempt, function)), None)

    threading.Thread(
        target=copy_context().run, args=(work,), daemon=True, name=f"{__package__}.each"
    ).start()
    try:
        await asyncio.wait([over])
    except asyncio.CancelledError:
        worker.end()
        if not loop_thread.closed:
            await asyncio.wait([over], timeout=CLEAN_UP_SECONDS)
        raise
    return await _result(over)


class PageIterator(Generic[T]):
    """The pages of an asynchronous generator; each crosses from the loop thread in one call.

    Leaving early (``break``, an exception, ``close``, the end of a ``with`` block, collection)
    closes the generator on the loop thread before control returns. Threads may share it: each
    page goes to one of them, and a thread that asks while a page is on its way waits for it.

    Args:
        pages: The generator.
        held: Closed on the caller's thread when the iteration is over.
    """

    def __init__(self, pages: AsyncGenerator[T, None], held: ExitStack | None = None) -> None:
        self._pages = _crossing(pages, held or ExitStack())
        self._lock = threading.RLock()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        with self.alone():
            return next(self._pages)

    def close(self) -> None:
        """End the iteration: cancel what is being read ahead and wait for the clean-up."""
        with self.alone():
            self._pages.close()

    @contextmanager
    def alone(self) -> Generator[None, None, None]:
        """Keep other threads out.

        Raises:
            ConfigurationError: That would be waiting for itself.
        """
        if not self._lock.acquire(blocking=not _shared.is_current()):
            raise ConfigurationError(_OWN_THREAD)
        try:
            if inspect.getgeneratorstate(self._pages) == inspect.GEN_RUNNING:
                raise ConfigurationError(_OWN_PAGE)
            yield
        finally:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()


class _LoopThread:
    """An event loop on a daemon thread; both start with the first call."""

    def __init__(self) -> None:
        self.closed = False
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def run(
        self,
        coro: Coroutine[Any, Any, T],
        caller: _Caller | None = None,
        seconds: float | None = None,
    ) -> asyncio.Task[T]:
        """Run a coroutine to its end; queue.Empty when that takes too many seconds."""
        try:
            self._usable_loop()
        except BaseException:
            coro.close()
            raise
        call = _Call(coro, caller or _Caller(self))
        self._wait(call, seconds)
        return call.task()

    def post(self, function: Callable[..., object], *args: object) -> None:
        """Have the loop call a function soon, in a copy of this thread's context."""
        self._usable_loop().call_soon_threadsafe(partial(function, *args))

    def is_current(self) -> bool:
        """Return whether the running thread is this one."""
        return self._thread is not None and self._thread.ident == threading.get_ident()

    def close(self) -> None:
        """Refuse new calls, cancel those in flight, stop."""
        self.closed = True
        if self._loop and self._thread:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(CLEAN_UP_SECONDS)

    def abandon(self) -> object:
        """Refuse new calls, in a forked child, and return the objects that must stay alive there.

        Its finalizers would reach through the selector, which both processes share, into the
        connections of the parent.
        """
        self.closed = True
        return self._loop, self._loop and asyncio.all_tasks(self._loop)

    def _usable_loop(self) -> asyncio.AbstractEventLoop:
        if self.closed:
            raise ClientClosedError(_CLOSED)
        if self.is_current():
            raise ConfigurationError(_OWN_THREAD)
        return self._loop or self._start()

    def _start(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                loop = asyncio.new_event_loop()
                thread = threading.Thread(target=_run, args=(loop,), daemon=True, name=__package__)
                try:
                    thread.start()
                except RuntimeError as error:  # 3.12 starts no thread once exit has begun
                    loop.close()
                    raise ClientClosedError(_CLOSED) from error
                self._thread, self._loop = thread, loop
            return self._loop

    def _wait(self, call: _Call[Any], seconds: float | None) -> None:
        try:
            with running.serving(call.caller.jobs):
                self.post(call.start)
                call.serve(seconds)
        except BaseException:
            call.caller.interrupted = True
            self.post(call.cancel)
            with suppress(Empty):
                call.serve(CLEAN_UP_SECONDS)
            raise


class _Caller:
    """A thread that waits for the loop, and meanwhile runs its callbacks."""

    __slots__ = ("interrupted", "jobs", "loop_thread")

    def __init__(self, loop_thread: _LoopThread) -> None:
        self.interrupted = False
        self.jobs: SimpleQueue[Callable[[], object]] = SimpleQueue()
        self.loop_thread = loop_thread

    def submit(self, function: Callable[[], T]) -> asyncio.Future[T]:
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self.jobs.put(partial(self._run, future, function))
        return future

    def _run(self, future: asyncio.Future[T], function: Callable[[], T]) -> None:
        if future.done():  # cancelled: nobody wants it any more
            return
        if self.interrupted:  # a callback that raises again would end the clean-up half-way
            self.loop_thread.post(future.cancel)
            return
        outcome = _attempt(function)
        try:
            self.loop_thread.post(_settle, future, *outcome)
        finally:
            del future, outcome  # error → traceback → frames → this frame → future → error


class _Call(Generic[T]):
    """One coroutine: started and cancelled on the loop thread, waited for on its caller's."""

    __slots__ = ("_coro", "_over", "_task", "caller")

    def __init__(self, coro: Coroutine[Any, Any, T], caller: _Caller) -> None:
        self.caller = caller
        self._coro = coro
        self._over = False
        self._task: asyncio.Task[T] | None = None

    def start(self) -> None:
        if self.caller.loop_thread.closed:
            self._coro.close()
            return
        _caller.set(self.caller)
        self._task = asyncio.get_running_loop().create_task(self._coro)
        self._task.add_done_callback(self._finish)

    def cancel(self) -> None:
        if self._task is None:  # Ctrl-C came before the start
            self._coro.close()
        if self._task is None or not self._task.cancel():
            self.caller.jobs.put(self._leave)  # Ctrl-C may have come as the first one was taken

    def serve(self, seconds: float | None = None) -> None:
        deadline = math.inf if seconds is None else monotonic() + seconds
        jobs = self.caller.jobs
        while not self._over:
            left = max(0.0, deadline - monotonic())
            try:
                job = jobs.get(timeout=min(left, _LONGEST_NAP))
            except Empty:
                if left <= _LONGEST_NAP:
                    raise
            else:
                job()

    def task(self) -> asyncio.Task[T]:
        """Give the task away: the traceback of its error may hold this call."""
        task, self._task = self._task, None
        return cast("asyncio.Task[T]", task)

    def _finish(self, task: asyncio.Task[T]) -> None:
        if not task.cancelled():
            task.exception()  # seen, even if an interrupted caller does not ask
        if not self.caller.loop_thread.closed:  # at exit only daemon threads still wait: let them
            self.caller.jobs.put(self._leave)

    def _leave(self) -> None:
        self._over = True


def _crossing(pages: AsyncGenerator[T, None], held: ExitStack) -> Generator[T, None, None]:
    loop_thread = _shared
    caller = _Caller(loop_thread)
    with held:
        try:
            while (page := loop_thread.run(_next_page(pages), caller).result()) is not None:
                yield page
        finally:
            if not loop_thread.is_current():  # there asyncio itself closes what is collected
                with suppress(ClientClosedError, Empty):
                    loop_thread.run(_close(pages), caller, CLEAN_UP_SECONDS).result()


async def _next_page(pages: AsyncGenerator[T, None]) -> T | None:
    return await anext(pages, None)


async def _close(pages: AsyncGenerator[Any, None]) -> None:
    if not getattr(pages, "ag_running", False):  # else an interrupted call still cleans up
        await pages.aclose()


async def _batches(iterator: Iterator[T], size: int) -> AsyncGenerator[list[T], None]:
    read = on_caller(_take)
    while True:
        batch, error = await read(iterator, size)
        if batch:
            yield batch
        if error is not None:
            try:
                raise error
            finally:
                del error  # error → traceback → this frame → error
        if len(batch) < size:
            return


def _take(iterator: Iterator[T], size: int) -> tuple[list[T], Exception | None]:
    batch: list[T] = []
    try:
        batch.extend(islice(iterator, size))
    except Exception as error:  # noqa: BLE001  # raised by _batches, after the items before it
        return batch, error
    return batch, None


def _run(loop: asyncio.AbstractEventLoop) -> None:
    try:
        loop.run_forever()
    finally:
        loop.run_until_complete(_wind_up(loop))
        loop.close()


async def _wind_up(loop: asyncio.AbstractEventLoop) -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    loop.set_exception_handler(_ignore)  # nested generators get into each other's way
    await loop.shutdown_asyncgens()


def _ignore(_loop: asyncio.AbstractEventLoop, _context: dict[str, Any]) -> None:
    """Report nothing."""


def _attempt(function: Callable[[], T]) -> tuple[T | None, Exception | None]:
    try:
        return function(), None
    except StopIteration:  # a future refuses it, as a generator does
        return None, RuntimeError("a callback raised StopIteration")
    except Exception as error:  # noqa: BLE001  # raised again where the callback is awaited
        return None, error


async def _result(over: asyncio.Future[Outcome[T]]) -> T:
    result, error = over.result()
    try:
        if isinstance(error, Exception):
            raise error
        if error is not None:  # Ctrl-C, say: nothing for the loop thread
            await on_caller(throw)(error)
    finally:
        del error, over  # error → traceback → this frame → error
    return cast("T", result)


def _settle(future: asyncio.Future[Any], result: object, error: Exception | None) -> None:
    if future.done():
        return
    if error is None:
        future.set_result(result)
    else:
        future.set_exception(error)


def _exit() -> None:
    _shared.close()


def _after_fork_in_child() -> None:
    global _shared  # noqa: PLW0603  # one loop thread a process
    _inherited.append(_shared.abandon())
    _shared = _LoopThread()


_shared = _LoopThread()
_inherited: list[object] = []
_caller: ContextVar[_Caller] = ContextVar("smartlead_sync_caller")

# Not threading._register_atexit: threads that outlive the main thread go on calling, and so may
# exit handlers that were registered after this import.
atexit.register(_exit)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)
