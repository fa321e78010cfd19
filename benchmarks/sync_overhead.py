"""What a synchronous call adds: the loop thread beside ``asyncio.run_coroutine_threadsafe``.

Prints medians and ratios of interleaved rounds, so that a slow moment of the machine hits both::

    python benchmarks/sync_overhead.py [--rounds 41] [--calls 2000]
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from smartlead_sync._loop_thread import PageIterator, call

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

BAR_CALL = 1.1
BAR_ITEM_US = 6.0
PAGE, PAGES, THREADS = 100, 200, 32


async def nothing() -> None:
    """Be the empty coroutine: what is left is the crossing."""


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
    for _ in PageIterator(pages()):
        pass
    return (time.perf_counter() - start) / (PAGE * PAGES) * 1e6


async def per_item_async_us() -> float:
    start = time.perf_counter()
    async for page in pages():
        for _ in page:
            pass
    return (time.perf_counter() - start) / (PAGE * PAGES) * 1e6


def calls_per_second(function: Callable[[], object], calls: int) -> float:
    start = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        for _ in range(THREADS):
            pool.submit(per_call_us, function, calls // THREADS)
    return calls / (time.perf_counter() - start)


def report(name: str, rounds: list[tuple[float, float]], unit: str) -> float:
    ours, theirs = (statistics.median(column) for column in zip(*rounds, strict=True))
    ratio = statistics.median(ours / theirs for ours, theirs in rounds)
    print(f"{name:<28} {ours:>11.1f} {theirs:>10.1f} {unit:<8} ratio {ratio:.3f}")
    return ratio


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=41)
    parser.add_argument("--calls", type=int, default=2000)
    options = parser.parse_args()
    loop = started_loop()

    def ours() -> None:
        call(nothing())

    def theirs() -> None:
        asyncio.run_coroutine_threadsafe(nothing(), loop).result()

    def compare(
        measure: Callable[[Callable[[], object], int], float], rounds: int
    ) -> list[tuple[float, float]]:
        measure(ours, options.calls)  # warm up
        measure(theirs, options.calls)
        return [
            (measure(ours, options.calls), measure(theirs, options.calls)) for _ in range(rounds)
        ]

    print(f"{'':<28} {'loop thread':>11} {'baseline':>10}")
    ratio = report("empty call", compare(per_call_us, options.rounds), "µs")
    report(f"{THREADS} threads at once", compare(calls_per_second, options.rounds // 2), "calls/s")
    added = [per_item_us() - asyncio.run(per_item_async_us()) for _ in range(options.rounds)]
    print(f"an item of iterate: {statistics.median(added):.2f} µs over async (bar {BAR_ITEM_US})")
    print(f"bar for the empty call: {BAR_CALL}; reached: {ratio <= BAR_CALL}")


if __name__ == "__main__":
    main()
