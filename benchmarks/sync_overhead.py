"""What smartlead_sync adds: its calls beside ``asyncio.run_coroutine_threadsafe``, and its items.

Prints medians and ratios of interleaved rounds, so that a slow moment of the machine hits both.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeAlias

from benchmarks._rows import Row, show
from benchmarks._server import sandbox_process
from smartlead_async import Items as AsyncItems
from smartlead_async import RateLimit
from smartlead_async import Smartlead as AsyncSmartlead
from smartlead_sync import Items, Smartlead
from smartlead_sync._facade import Facade
from smartlead_sync._loop_thread import call

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

ROUNDS, CALLS = 41, 2000
BAR_CALL = 1.1
BAR_ITEM_US = 6.0
PAGE, PAGES, THREADS = 100, 200, 32


class Nothing:
    """A resource whose method does nothing: what is left is the crossing."""

    async def get(self) -> None:
        """Do nothing."""


class SyncNothing(Facade[Nothing]):
    """Its twin, as the generator writes it."""

    def get(self) -> None:
        """Cross to the loop thread and back."""
        call(self._async.get())


async def pages() -> AsyncGenerator[list[int], None]:
    for _ in range(PAGES):
        yield list(range(PAGE))


def started_loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return loop


def per_call_us(function: Callable[[], object], calls: int) -> float:
    start = time.perf_counter()
    for _ in range(calls):
        function()
    return (time.perf_counter() - start) / calls * 1e6


def per_item_us() -> float:
    start = time.perf_counter()
    for _ in Items(AsyncItems(pages(), "pages")):
        pass
    return (time.perf_counter() - start) / (PAGE * PAGES) * 1e6


async def per_item_async_us() -> float:
    start = time.perf_counter()
    async for _ in AsyncItems(pages(), "pages"):
        pass
    return (time.perf_counter() - start) / (PAGE * PAGES) * 1e6


def calls_per_second(function: Callable[[], object], calls: int) -> float:
    start = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        for _ in range(THREADS):
            pool.submit(per_call_us, function, calls // THREADS)
    return calls / (time.perf_counter() - start)


Pair: TypeAlias = "tuple[Callable[[], object], Callable[[], object]]"
Measure: TypeAlias = "Callable[[Callable[[], object], int], float]"


def compare(
    name: str, unit: str, pair: Pair, measure: Measure, *, rounds: int, calls: int
) -> float:
    """Measure both in turns, print the medians, and return the median ratio."""
    for function in pair:
        measure(function, calls)  # warm up
    measured = [(measure(pair[0], calls), measure(pair[1], calls)) for _ in range(rounds)]
    ours, theirs = (statistics.median(column) for column in zip(*measured, strict=True))
    ratio = statistics.median(ours / theirs for ours, theirs in measured)
    print(f"{name:<28} {ours:>11.1f} {theirs:>10.1f} {unit:<8} ratio {ratio:.3f}", flush=True)
    return ratio


def calls_of_nothing(loop: asyncio.AbstractEventLoop) -> Pair:
    resource = Nothing()
    ours = SyncNothing(resource).get
    return ours, lambda: asyncio.run_coroutine_threadsafe(resource.get(), loop).result()


def ratio_of_a_real_call(loop: asyncio.AbstractEventLoop, rounds: int) -> float:
    limits = [RateLimit(1_000_000, 1.0)]
    with (
        sandbox_process(rate_limits=[]) as server,
        Smartlead(**server, rate_limits=limits) as smartlead,
    ):
        theirs = AsyncSmartlead(**server, rate_limits=limits)

        def get() -> object:
            return asyncio.run_coroutine_threadsafe(theirs.campaigns.list(), loop).result()

        pair = (smartlead.campaigns.list, get)
        ratio = compare("GET over loopback", "µs", pair, per_call_us, rounds=rounds, calls=100)
        asyncio.run_coroutine_threadsafe(theirs.aclose(), loop).result()
    return ratio


def measure(*, quick: bool = False) -> list[Row]:
    """Print all figures, and return the rows."""
    rounds, calls = (3, 200) if quick else (ROUNDS, CALLS)
    loop = started_loop()
    print(f"{'':<28} {'ours':>11} {'baseline':>10}")
    pair = calls_of_nothing(loop)
    empty = compare("empty call", "µs", pair, per_call_us, rounds=rounds, calls=calls)
    name = f"{THREADS} threads at once"
    compare(name, "calls/s", pair, calls_per_second, rounds=rounds // 2, calls=calls)
    real = ratio_of_a_real_call(loop, rounds)
    added = statistics.median(
        per_item_us() - asyncio.run(per_item_async_us()) for _ in range(rounds)
    )
    return [
        Row("an empty sync call over run_coroutine_threadsafe", empty, BAR_CALL, "ratio"),
        Row("a sync GET over run_coroutine_threadsafe", real, BAR_CALL, "ratio"),
        Row("an item of a sync iterate over async", added, BAR_ITEM_US, "µs"),
    ]


if __name__ == "__main__":
    show(measure(quick="--quick" in sys.argv))
