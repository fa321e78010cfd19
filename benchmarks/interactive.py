"""How long interactive calls wait beside bulk work, a burst after idle, and the CPU of an acquire.

Everything runs on a virtual clock over a steady network of 80 ms. Bars: the first interactive call
beside 1,000 queued chunks waits at most 2.1 s, and 95 % of those after it at most 0.4 s; 10 calls
after idle are sent at once; 40 µs of CPU for an acquire with 10,000 waiters.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import time
from collections.abc import Callable, Coroutine
from typing import Any

from benchmarks._rows import Row, show
from smartlead_async import Lane, RateLimit
from smartlead_async._limiter import LocalRateLimiter
from tests.virtual_loop import run_virtual

ROUND_TRIP = 0.08
CHUNKS = 1000
GETS = 100
WAITERS = 10_000


async def call(limiter: LocalRateLimiter, lane: Lane) -> float:
    """Make one call and return how many seconds it waited for its permit."""
    asked_at = limiter.now()
    permit = await limiter.acquire(lane)
    waited = limiter.now() - asked_at
    permit.sent()
    await asyncio.sleep(ROUND_TRIP)
    permit.done(200, {})
    return waited


async def beside_chunks() -> list[float]:
    """Return the waits of interactive calls, made now and then while chunks queue."""
    limiter, rng = LocalRateLimiter([RateLimit(10, 2.0)]), random.Random(7)
    chunks = [asyncio.create_task(call(limiter, "bulk")) for _ in range(CHUNKS)]
    waits = []
    for _ in range(GETS):
        await asyncio.sleep(rng.uniform(0.1, 3.0))
        waits.append(await call(limiter, "interactive"))
    for chunk in chunks:
        chunk.cancel()
    await asyncio.gather(*chunks, return_exceptions=True)
    return waits


async def after_idle() -> list[float]:
    """Return the waits of ten calls made at once after a minute of silence."""
    limiter = LocalRateLimiter([RateLimit(10, 2.0)])
    await asyncio.gather(*(call(limiter, "bulk") for _ in range(30)))
    await asyncio.sleep(60)
    return await asyncio.gather(*(call(limiter, "interactive") for _ in range(10)))


async def many_waiters() -> None:
    """Let ten thousand calls wait at once until all have had their turn."""
    limiter = LocalRateLimiter([RateLimit(10, 2.0)])
    await asyncio.gather(*(call(limiter, "bulk") for _ in range(WAITERS)))


async def many_sleepers() -> None:
    """Do what surrounds the acquires of those calls."""
    await asyncio.gather(*(asyncio.sleep(ROUND_TRIP) for _ in range(WAITERS)))


def cpu_of(work: Callable[[], Coroutine[Any, Any, None]]) -> float:
    """Return the CPU seconds that a coroutine function takes."""
    started = time.process_time()
    run_virtual(work())
    return time.process_time() - started


def measure(*, quick: bool = False) -> list[Row]:
    """Return the rows."""
    del quick  # it takes some seconds anyway
    first, *later = run_virtual(beside_chunks())
    p95 = statistics.quantiles(later, n=20)[-1]
    last = max(run_virtual(after_idle()))
    cpu = (cpu_of(many_waiters) - cpu_of(many_sleepers)) / WAITERS
    return [
        Row(f"interactive beside {CHUNKS:,} queued chunks: the first waits", first, 2.1, "s"),
        Row(f"interactive beside {CHUNKS:,} queued chunks: 95 % wait at most", p95, 0.4, "s"),
        Row("10 calls after idle: the last waits", last, 0.001, "s"),
        Row(f"CPU of a turn in the rate limiter, {WAITERS:,} waiting", cpu * 1e6, 40, "µs"),
    ]


if __name__ == "__main__":
    show(measure(quick="--quick" in sys.argv))
