"""The loop thread within one process: calls, callbacks, user iterables, iteration by page."""

from __future__ import annotations

import asyncio
import gc
import queue
import threading
import traceback
import weakref
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from typing import Any

import pytest

from smartlead_async import Items as AsyncItems
from smartlead_async._errors import ConfigurationError
from smartlead_sync import Items, _loop_thread
from smartlead_sync._loop_thread import (
    PageIterator,
    batches,
    call,
    on_caller,
)

colour: ContextVar[str] = ContextVar("colour", default="none")


class Boom(Exception):
    """A weakly referable error of the test's own."""


async def thread_id() -> int:
    return threading.get_ident()


async def fail() -> None:
    raise Boom


@pytest.fixture
def reported() -> Iterator[list[str]]:
    """What the loop reports because nobody else will."""
    messages: list[str] = []

    async def listen(handler: Callable[..., object] | None) -> None:
        asyncio.get_running_loop().set_exception_handler(handler)

    call(listen(lambda _, context: messages.append(context["message"])))
    yield messages
    call(listen(None))


# --- calls ---------------------------------------------------------------------------------------


def test_every_thread_is_served_by_the_same_loop_thread():
    barrier = threading.Barrier(32)

    def one(_: int) -> int:
        barrier.wait()
        return call(thread_id())

    with ThreadPoolExecutor(32) as pool:
        idents = set(pool.map(one, range(32)))

    assert len(idents) == 1
    assert threading.get_ident() not in idents


def test_32_threads_meet_in_one_loop():
    """Every call waits for all the others, so none may block the loop or wait for a worker."""
    waiting: list[asyncio.Future[None]] = []

    async def meet() -> int:
        mine = asyncio.get_running_loop().create_future()
        waiting.append(mine)
        if len(waiting) == 32:
            for one in waiting:
                one.set_result(None)
        await mine
        return len(waiting)

    with ThreadPoolExecutor(32) as pool:
        assert list(pool.map(lambda _: call(meet()), range(32))) == [32] * 32


def test_the_loop_thread_is_a_daemon():
    async def current() -> threading.Thread:
        return threading.current_thread()

    assert call(current()).daemon


def test_context_variables_reach_the_coroutine_and_stay_there():
    async def read_and_set() -> str:
        seen = colour.get()
        colour.set("changed inside")
        return seen

    token = colour.set("the caller's")
    try:
        assert call(read_and_set()) == "the caller's"
        assert colour.get() == "the caller's"
    finally:
        colour.reset(token)


def test_an_error_shows_the_caller_and_the_coroutine_in_its_traceback():
    def caller_of_the_sdk() -> None:
        call(fail())

    with pytest.raises(Boom) as caught:
        caller_of_the_sdk()

    names = [frame.name for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert names.index("caller_of_the_sdk") < names.index("fail")


def raise_in_call() -> None:
    call(fail())


def raise_in_callback() -> None:
    def callback() -> None:
        raise Boom

    async def job(callback: Callable[[], asyncio.Future[None]]) -> None:
        await callback()

    call(job(on_caller(callback)))


def raise_in_iterable() -> None:
    async def job(lists: AsyncGenerator[list[int], None]) -> None:
        async for _ in lists:
            pass

    def items() -> Iterator[int]:
        yield 1
        raise Boom

    call(job(batches(items(), 10)))


def raise_in_pages() -> None:
    async def pages() -> AsyncGenerator[list[int], None]:
        yield [1]
        raise Boom

    list(PageIterator(pages()))


@pytest.mark.parametrize(
    "action", [raise_in_call, raise_in_callback, raise_in_iterable, raise_in_pages]
)
def test_an_error_is_freed_without_the_garbage_collector(action: Callable[[], None]):
    gc.collect()
    gc.disable()
    try:
        try:
            action()
        except Boom as error:
            alive = weakref.ref(error)
        call(thread_id())  # the loop lets go of the last thing it ran
        assert alive() is None
    finally:
        gc.enable()


def test_a_call_works_inside_a_running_loop():
    async def notebook_cell() -> int:
        return call(thread_id())

    assert asyncio.run(notebook_cell()) != threading.get_ident()


def test_a_call_from_the_loop_thread_is_refused_at_once():
    async def reentrant() -> None:
        call(thread_id())

    with pytest.raises(ConfigurationError, match="own thread"):
        call(reentrant())


def test_a_call_from_the_loop_thread_leaves_no_coroutine_behind():
    inner = thread_id()

    async def reentrant() -> None:
        call(inner)

    with pytest.raises(ConfigurationError):
        call(reentrant())
    assert inner.cr_frame is None  # closed, not forgotten


def test_a_call_that_reaches_the_loop_after_exit_began_is_not_started():
    loop_thread = _loop_thread._LoopThread()
    loop_thread.closed = True
    coro = thread_id()
    _loop_thread._Call(coro, _loop_thread._Caller(loop_thread)).start()
    assert coro.cr_frame is None


# --- Ctrl-C where a real one strikes too rarely --------------------------------------------------


def test_ctrl_c_before_the_start_closes_the_coroutine(monkeypatch: pytest.MonkeyPatch):
    original = _loop_thread._LoopThread.post

    def interrupted(self, function, *args):
        monkeypatch.setattr(_loop_thread._LoopThread, "post", original)
        raise KeyboardInterrupt

    monkeypatch.setattr(_loop_thread._LoopThread, "post", interrupted)
    coro = thread_id()
    with pytest.raises(KeyboardInterrupt):
        call(coro)
    assert coro.cr_frame is None


def test_ctrl_c_that_swallows_the_news_of_the_end_does_not_wait_for_it(
    monkeypatch: pytest.MonkeyPatch,
):
    class Interrupted:
        """Loses the first job, as when a signal arrives between taking and running it."""

        def __init__(self) -> None:
            self.jobs: queue.SimpleQueue[object] = queue.SimpleQueue()
            self.put = self.jobs.put
            self.get = self.lose_one

        def lose_one(self, timeout: float | None) -> None:
            self.get = self.jobs.get
            self.jobs.get()
            raise KeyboardInterrupt

    def no_timeout(error: type[BaseException]) -> AbstractContextManager[None]:
        assert error is queue.Empty
        return nullcontext()

    monkeypatch.setattr(_loop_thread, "SimpleQueue", Interrupted)
    monkeypatch.setattr(_loop_thread, "suppress", no_timeout)  # timing out would raise queue.Empty
    with pytest.raises(KeyboardInterrupt):
        call(thread_id())


def test_an_error_nobody_asks_for_after_ctrl_c_is_not_reported_as_lost(reported: list[str]):
    def interrupt() -> None:
        raise KeyboardInterrupt

    async def job(ask: Callable[[], asyncio.Future[None]]) -> None:
        try:
            await ask()
        finally:
            raise Boom

    with pytest.raises(KeyboardInterrupt):
        call(job(on_caller(interrupt)))
    gc.collect()
    call(thread_id())
    assert reported == []


# --- callbacks -----------------------------------------------------------------------------------


def test_a_callback_runs_on_the_calling_thread_and_answers_the_coroutine():
    seen: list[tuple[int, str]] = []

    def callback(number: int, *, word: str) -> int:
        seen.append((threading.get_ident(), word))
        return number + 1

    async def job(ask: Callable[..., asyncio.Future[int]]) -> int:
        return await ask(1, word="a") + await ask(2, word="b")

    assert call(job(on_caller(callback))) == 5
    assert seen == [(threading.get_ident(), "a"), (threading.get_ident(), "b")]


def test_a_callback_serves_tasks_that_the_coroutine_started():
    async def job(ask: Callable[[], asyncio.Future[int]]) -> list[int]:
        async def child() -> int:
            return await ask()

        return await asyncio.gather(*(asyncio.create_task(child()) for _ in range(3)))

    assert call(job(on_caller(threading.get_ident))) == [threading.get_ident()] * 3


def test_callbacks_of_two_threads_run_each_on_its_own():
    barrier = threading.Barrier(2)

    async def job(ask: Callable[[], asyncio.Future[int]]) -> int:
        return await ask()

    ask = on_caller(threading.get_ident)  # one wrapper, as an option of a shared client

    def one(_: int) -> bool:
        barrier.wait()
        return call(job(ask)) == threading.get_ident()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(one, range(2))) == [True, True]


def test_a_callback_that_nobody_awaits_runs_before_the_call_returns():
    seen: list[int] = []

    async def job(tell: Callable[[int], asyncio.Future[None]]) -> None:
        tell(1)
        tell(2)

    call(job(on_caller(seen.append)))
    assert seen == [1, 2]


def test_an_error_in_a_callback_can_be_handled_by_the_coroutine():
    def callback() -> None:
        raise Boom

    async def job(ask: Callable[[], asyncio.Future[None]]) -> str:
        try:
            await ask()
        except Boom:
            return "handled"
        return "missed"

    assert call(job(on_caller(callback))) == "handled"


def test_stop_iteration_in_a_callback_becomes_a_runtime_error():
    async def job(ask: Callable[[], asyncio.Future[int]]) -> None:
        await ask()

    with pytest.raises(RuntimeError, match="StopIteration"):
        call(job(on_caller(lambda: next(iter(())))))


def test_a_callback_may_call_again():
    async def job(ask: Callable[[], asyncio.Future[int]]) -> int:
        return await ask()

    outer = call(job(on_caller(lambda: call(job(on_caller(lambda: call(thread_id())))))))
    assert outer == call(thread_id())


@pytest.mark.parametrize("leaving", [KeyboardInterrupt, SystemExit])
def test_what_is_no_exception_leaves_through_the_caller_and_cancels_the_job(
    leaving: type[BaseException],
):
    events: list[str] = []

    def callback() -> None:
        raise leaving

    async def job(ask: Callable[[], asyncio.Future[None]]) -> None:
        try:
            await ask()
        except asyncio.CancelledError:
            await asyncio.sleep(0)
            events.append("cleaned up")
            raise

    with pytest.raises(leaving):
        call(job(on_caller(callback)))
    assert events == ["cleaned up"]
    assert call(thread_id()) != threading.get_ident()


def test_a_callback_that_was_cancelled_while_it_queued_is_not_run():
    cancelled = threading.Event()
    ran: list[str] = []

    async def job(
        first: Callable[[], asyncio.Future[bool]], second: Callable[[str], asyncio.Future[None]]
    ) -> None:
        busy, queued = first(), second("ran")
        queued.cancel()
        cancelled.set()
        await busy

    call(job(on_caller(cancelled.wait), on_caller(ran.append)))
    assert ran == []


def test_a_callback_that_was_cancelled_while_it_ran_is_forgotten(reported: list[str]):
    running, cancelled = threading.Event(), threading.Event()

    def callback() -> None:
        running.set()
        cancelled.wait()

    async def job(ask: Callable[[], asyncio.Future[None]]) -> None:
        answer = ask()
        await asyncio.to_thread(running.wait)
        answer.cancel()
        cancelled.set()

    call(job(on_caller(callback)))
    call(thread_id())
    assert reported == []


# --- user iterables ------------------------------------------------------------------------------


async def collect(lists: AsyncGenerator[list[int], None]) -> list[list[int]]:
    return [items async for items in lists]


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, []),
        (1, [[0]]),
        (3, [[0, 1, 2]]),
        (4, [[0, 1, 2], [3]]),
        (6, [[0, 1, 2], [3, 4, 5]]),
    ],
)
def test_an_iterable_arrives_in_lists(count: int, expected: list[list[int]]):
    assert call(collect(batches(range(count), 3))) == expected


def test_an_iterable_is_read_lazily_on_the_calling_thread():
    read: list[int] = []

    def items() -> Iterator[int]:
        for number in range(100):
            assert threading.get_ident() == here
            read.append(number)
            yield number

    async def take_one(lists: AsyncGenerator[list[int], None]) -> list[int]:
        return await anext(lists)

    here = threading.get_ident()
    assert call(take_one(batches(items(), 3))) == [0, 1, 2]
    assert read == [0, 1, 2]


def test_items_before_an_error_of_the_iterable_are_not_lost():
    def items() -> Iterator[int]:
        yield from range(4)
        raise Boom

    async def job(lists: AsyncGenerator[list[int], None]) -> list[list[int]]:
        received = [await anext(lists), await anext(lists)]
        with pytest.raises(Boom):
            await anext(lists)
        return received

    assert call(job(batches(items(), 3))) == [[0, 1, 2], [3]]


def test_an_iterable_may_call():
    def items() -> Iterator[int]:
        yield call(thread_id())

    assert call(collect(batches(items(), 3))) == [[call(thread_id())]]


def test_what_cannot_be_iterated_is_refused_in_the_caller():
    with pytest.raises(TypeError, match="not iterable"):
        batches(5, 3)  # type: ignore[arg-type]


# --- iteration by page ---------------------------------------------------------------------------


class Pages:
    """A listing that remembers what happened to its generator."""

    def __init__(self, *pages: list[int], error: Exception | None = None) -> None:
        self.pages = pages
        self.error = error
        self.read = 0
        self.closed_on: list[int] = []
        self.closed = asyncio.Event()
        self.ahead: asyncio.Task[None] | None = None

    async def generate(self) -> AsyncGenerator[list[int], None]:
        self.ahead = asyncio.create_task(asyncio.Event().wait())
        try:
            for page in self.pages:
                self.read += 1
                yield page
            if self.error:
                raise self.error
        finally:
            self.ahead.cancel()
            await asyncio.gather(self.ahead, return_exceptions=True)
            self.closed_on.append(threading.get_ident())
            self.closed.set()

    def is_cleaned_up(self) -> bool:
        return self.closed_on == [call(thread_id())] and self.ahead.cancelled()


def test_pages_come_whole_and_in_order():
    pages = Pages([1, 2], [], [3])
    assert list(PageIterator(pages.generate())) == [[1, 2], [], [3]]
    assert pages.is_cleaned_up()


def test_an_iterator_is_its_own_iterator_and_stays_exhausted():
    iterator = PageIterator(Pages([1]).generate())
    assert iter(iterator) is iterator
    assert list(iterator) == [[1]]
    assert list(iterator) == []


def test_pages_are_read_one_crossing_each(monkeypatch: pytest.MonkeyPatch):
    crossings = 0
    original = _loop_thread._LoopThread.run

    def counting(self, coro, *args):
        nonlocal crossings
        crossings += 1
        return original(self, coro, *args)

    monkeypatch.setattr(_loop_thread._LoopThread, "run", counting)
    items = Items(AsyncItems(Pages(*[list(range(100))] * 5).generate(), "pages"))
    assert len(list(items)) == 500
    assert crossings == 5 + 2  # the end of the pages, and the clean-up


def test_nothing_is_read_before_it_is_wanted():
    pages = Pages([1], [2])
    iterator = PageIterator(pages.generate())
    assert pages.read == 0
    next(iterator)
    assert pages.read == 1


def test_break_cleans_up_before_control_returns():
    pages = Pages([1, 2], [3])
    for page in PageIterator(pages.generate()):
        if page == [1, 2]:
            break
    assert pages.is_cleaned_up()


def test_an_exception_in_the_body_cleans_up():
    pages = Pages([1, 2], [3])

    def body() -> None:
        for _ in PageIterator(pages.generate()):
            raise Boom

    with pytest.raises(Boom):
        body()
    assert pages.is_cleaned_up()


def test_the_end_of_a_with_block_cleans_up():
    pages = Pages([1, 2], [3])
    with PageIterator(pages.generate()) as items:
        assert next(items) == [1, 2]
    assert pages.is_cleaned_up()
    assert list(items) == []


def test_close_cleans_up_and_ends_the_iteration():
    pages = Pages([1, 2], [3])
    items = PageIterator(pages.generate())
    next(items)
    items.close()
    items.close()
    assert pages.is_cleaned_up()
    assert list(items) == []


def test_dropping_the_iterator_cleans_up():
    pages = Pages([1, 2], [3])
    items = PageIterator(pages.generate())
    next(items)
    del items
    assert pages.is_cleaned_up()


def test_an_iterator_collected_on_the_loop_thread_is_closed_by_asyncio():
    pages = Pages([1, 2], [3])
    holder = [PageIterator(pages.generate())]
    next(holder[0])

    async def collect_it_here() -> None:
        holder.clear()
        await pages.closed.wait()

    call(collect_it_here())
    assert pages.is_cleaned_up()


def in_threads(number: int, work: Callable[[], Any]) -> list[Any]:
    """Return the results of the same work in some threads at once."""
    together = threading.Barrier(number)

    def start(_: int) -> Any:
        together.wait()
        return work()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(start, range(number)))


@pytest.mark.parametrize("kind", ["PageIterator", "Items", "pages"])
def test_threads_that_share_an_iterator_get_each_item_once(kind: str):
    async def generate() -> AsyncGenerator[list[int], None]:
        for start in range(0, 1000, 10):
            await asyncio.sleep(0)
            yield list(range(start, start + 10))

    items = Items(AsyncItems(generate(), "pages"))
    pages = PageIterator(generate())

    def take() -> list[int]:
        if kind == "Items":
            return list(items)
        return [
            item for page in (pages if kind == "PageIterator" else items.pages()) for item in page
        ]

    taken = in_threads(4, take)
    assert sorted(item for part in taken for item in part) == list(range(1000))
    assert all(part == sorted(part) for part in taken)


def test_closing_an_iterator_waits_for_the_page_that_another_thread_is_waiting_for():
    asked, go_on = threading.Event(), asyncio.Event()

    async def generate() -> AsyncGenerator[list[int], None]:
        asked.set()
        await go_on.wait()
        yield [1, 2]

    async def let_go() -> None:
        go_on.set()

    items = PageIterator(generate())
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(next, items)
        asked.wait()
        closed = pool.submit(items.close)
        call(let_go())
        assert first.result() == [1, 2]
        closed.result()
    assert list(items) == []


@pytest.mark.parametrize("act", [next, PageIterator.close, list])
def test_a_callback_that_asks_the_iterator_that_waits_for_it_is_refused(act: Callable[..., Any]):
    ask = on_caller(lambda: act(items))

    async def generate() -> AsyncGenerator[list[int], None]:
        with pytest.raises(ConfigurationError, match="next page waits for that callback"):
            await ask()
        yield [1]

    items = PageIterator(generate())
    assert list(items) == [[1]]


def test_the_loop_thread_does_not_wait_for_an_iterator_that_waits_for_it():
    async def generate() -> AsyncGenerator[list[int], None]:
        with pytest.raises(ConfigurationError, match="own thread"):
            next(items)
        yield [1]

    items = PageIterator(generate())
    assert list(items) == [[1]]


def test_an_error_of_a_page_arrives_after_the_items_before_it():
    pages = Pages([1, 2], error=Boom())
    received: list[int] = []
    with pytest.raises(Boom):
        received.extend(Items(AsyncItems(pages.generate(), "pages")))
    assert received == [1, 2]
    assert pages.is_cleaned_up()


def test_clean_up_that_hangs_is_cancelled_in_the_end(monkeypatch: pytest.MonkeyPatch):
    """Collection may strike a thread that holds a lock which the loop thread wants."""
    monkeypatch.setattr(_loop_thread, "CLEAN_UP_SECONDS", 0.01)
    events: list[str] = []

    async def pages() -> AsyncGenerator[list[int], None]:
        try:
            yield [1, 2]
        finally:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                events.append("cancelled")
                raise

    items = PageIterator(pages())
    next(items)
    items.close()
    call(thread_id())
    assert events == ["cancelled"]


def test_a_callback_that_interrupted_the_call_does_not_run_in_its_clean_up():
    events: list[str] = []

    def interrupt() -> None:
        events.append("interrupt")
        raise KeyboardInterrupt

    ask = on_caller(interrupt)

    async def job() -> None:
        try:
            await ask()
        finally:
            await asyncio.gather(ask(), return_exceptions=True)
            events.append("cleaned up")

    with pytest.raises(KeyboardInterrupt):
        call(job())
    assert events == ["interrupt", "cleaned up"]


def test_callbacks_made_between_two_pages_run_with_the_next_one():
    seen: list[tuple[str, int]] = []

    def tell(word: str) -> None:
        seen.append((word, threading.get_ident()))

    async def pages(tell: Callable[[str], object]) -> AsyncGenerator[list[int], None]:
        ahead = asyncio.create_task(read_ahead(tell))
        yield [1]
        await ahead
        yield [2]

    async def read_ahead(tell: Callable[[str], object]) -> None:
        await asyncio.sleep(0)
        tell("read ahead")

    assert list(PageIterator(pages(on_caller(tell)))) == [[1], [2]]
    assert seen == [("read ahead", threading.get_ident())]
