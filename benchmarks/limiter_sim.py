"""The limiter against every model of a rate-limiting server, on a virtual clock.

Each cell is two runs of 2,000 calls from 50 tasks, and reads "share of the limit / 429s per 1,000
calls". The share is ``ideal(n) / elapsed`` with ``ideal(n) = per_seconds · ⌊(n - 1) /
max_requests⌋`` plus one round trip. ``python -m benchmarks.limiter_sim --short`` runs jobs of 50
calls, 8 in flight, instead: twenty of them a cell.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import math
import random
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from aiolimiter import AsyncLimiter
from attrs import frozen

from benchmarks._rows import Row
from smartlead_async import RateLimit
from smartlead_async._limiter import LocalRateLimiter
from tests.virtual_loop import VirtualTimeLoop

LIMIT = RateLimit(10, 2.0)
RATE = LIMIT.max_requests / LIMIT.per_seconds
RETRY_AFTER = 1.0


# -- servers: whether a request that arrives now is let through --------------------------------


class Server(Protocol):
    """A model of how a server keeps the limit."""

    def admits(self, now: float, *, punishing: bool) -> bool:
        """Count an arrival; a punishing server counts those that it refuses too."""
        ...


class SlidingLog:
    """At most so many in any half-open window."""

    def __init__(self, _phase: float) -> None:
        self._log: deque[float] = deque()

    def admits(self, now: float, *, punishing: bool) -> bool:
        """Count an arrival."""
        while self._log and self._log[0] <= now - LIMIT.per_seconds:
            self._log.popleft()
        admitted = len(self._log) < LIMIT.max_requests
        if admitted or punishing:
            self._log.append(now)
        return admitted


class FixedWindow:
    """At most so many in each of the windows that follow one another."""

    def __init__(self, phase: float) -> None:
        self._phase = phase
        self._window = self._count = 0

    def admits(self, now: float, *, punishing: bool) -> bool:
        """Count an arrival."""
        window = math.floor(now / LIMIT.per_seconds + self._phase)
        if window != self._window:
            self._window, self._count = window, 0
        admitted = self._count < LIMIT.max_requests
        self._count += admitted or punishing
        return admitted


class TokenBucket:
    """A full bucket that is filled again at the mean rate."""

    def __init__(self, _phase: float) -> None:
        self._tokens = float(LIMIT.max_requests)
        self._at = 0.0

    def admits(self, now: float, *, punishing: bool) -> bool:
        """Count an arrival."""
        self._tokens = min(LIMIT.max_requests, self._tokens + (now - self._at) * RATE)
        self._at = now
        admitted = self._tokens >= 1 - 1e-9
        if admitted or punishing:
            self._tokens -= 1
        return admitted


class GCRA:
    """The generic cell rate algorithm: a theoretical arrival time may run ahead by one burst."""

    def __init__(self, _phase: float) -> None:
        self._theoretical = 0.0

    def admits(self, now: float, *, punishing: bool) -> bool:
        """Count an arrival."""
        due = max(self._theoretical, now)
        admitted = due - now <= LIMIT.per_seconds - 1 / RATE + 1e-9
        if admitted or punishing:
            self._theoretical = due + 1 / RATE
        return admitted


class SlidingCounter:
    """The count of this window, and of the last one as far as it still overlaps."""

    def __init__(self, phase: float) -> None:
        self._phase = phase
        self._window = self._count = self._previous = 0

    def admits(self, now: float, *, punishing: bool) -> bool:
        """Count an arrival."""
        window, into = divmod(now / LIMIT.per_seconds + self._phase, 1.0)
        if window != self._window:
            self._previous = self._count if window == self._window + 1 else 0
            self._window, self._count = int(window), 0
        admitted = self._previous * (1 - into) + self._count < LIMIT.max_requests
        self._count += admitted or punishing
        return admitted


SERVERS: dict[str, Callable[[float], Server]] = {
    "sliding log": SlidingLog,
    "fixed window": FixedWindow,
    "token bucket": TokenBucket,
    "GCRA": GCRA,
    "sliding counter": SlidingCounter,
}


# -- networks ----------------------------------------------------------------------------------


@frozen
class Network:
    """How long things take, in seconds.

    Attributes:
        way: One way of a request or an answer, drawn anew for each.
        work: What the server does after its limiter.
        round_trip: The mean of a whole exchange.
    """

    way: Callable[[random.Random], float]
    work: Callable[[random.Random], float]
    round_trip: float


def lognormal_way(rng: random.Random) -> float:
    """Return one way of 74 ms on average, at most 500 ms."""
    return min(0.5, rng.lognormvariate(math.log(0.075) - 0.245, 0.7))


NETWORKS = {
    "steady": Network(lambda _: 0.04, lambda _: 0.0, 0.08),
    "jittery": Network(lognormal_way, lambda _: 0.0, 0.148),
    "slow server": Network(lambda _: 0.03, lambda rng: rng.uniform(0.2, 1.2), 0.76),
}


# -- strategies --------------------------------------------------------------------------------


class Permit(Protocol):
    """The part of the permit protocol that a run uses."""

    def sent(self) -> None:
        """The request is going out now."""

    def done(self, status: int, headers: Mapping[str, str], /) -> None:
        """The server answered."""


class Strategy(Protocol):
    """Decides when an attempt goes out."""

    async def acquire(self, *, again: bool) -> Permit:
        """Wait until a first attempt, or one after a 429, may go out."""
        ...


class Naive:
    """One AsyncLimiter, and waiting as long as a 429 asks for."""

    def __init__(self, max_rate: float, time_period: float) -> None:
        self._limiter = AsyncLimiter(max_rate, time_period)

    async def acquire(self, *, again: bool) -> Permit:
        """Wait for the limiter, after a 429 for what it asks too."""
        if again:
            await asyncio.sleep(RETRY_AFTER)
        await self._limiter.acquire()
        return self

    def sent(self) -> None:
        """Take no note."""

    def done(self, status: int, headers: Mapping[str, str], /) -> None:
        """Take no note."""


class Ours:
    """The limiter of smartlead-async, asked for bulk calls."""

    def __init__(self) -> None:
        self._limiter = LocalRateLimiter([LIMIT])

    async def acquire(self, *, again: bool) -> Permit:
        """Wait for the limiter."""
        if again:
            return await self._limiter.acquire_within("bulk", again=True)
        return await self._limiter.acquire("bulk")


STRATEGIES: dict[str, Callable[[], Strategy]] = {
    "`AsyncLimiter(10, 2)`": lambda: Naive(10, 2),
    "`AsyncLimiter(1, 0.2)`": lambda: Naive(1, 0.2),
    "smartlead-async": Ours,
}


# -- one run -----------------------------------------------------------------------------------


@frozen
class Job:
    """So many calls, so many of them at a time, done so many times over."""

    calls: int
    in_flight: int
    runs: int


LONG = Job(calls=2000, in_flight=50, runs=2)
SHORT = Job(calls=50, in_flight=8, runs=20)


@frozen
class Cell:
    """One cell of the table."""

    strategy: Callable[[], Strategy]
    server: Callable[[float], Server]
    network: Network
    punishing: bool

    def measure(self, job: Job) -> tuple[float, float]:
        """Return the share of the limit, 1.0 being all of it, and the 429s per 1,000 calls."""
        windows = (job.calls - 1) // LIMIT.max_requests
        ideal = LIMIT.per_seconds * windows + self.network.round_trip
        outcomes = [self._run(job, seed) for seed in range(job.runs)]
        share = sum(ideal / elapsed for elapsed, _ in outcomes) / job.runs
        refused = sum(refused for _, refused in outcomes)
        return share, 1000 * refused / (job.runs * job.calls)

    def _run(self, job: Job, seed: int) -> tuple[float, int]:
        random.seed(seed)  # the limiter draws the jitter of its pauses
        with asyncio.Runner(loop_factory=TickingLoop, debug=False) as runner:
            return runner.run(self._carry_out(job, random.Random(seed)))

    async def _carry_out(self, job: Job, rng: random.Random) -> tuple[float, int]:
        run = _Run(self, rng)
        started = asyncio.get_running_loop().time()
        await run.all_calls(job)
        return asyncio.get_running_loop().time() - started, run.refused


class _Run:
    def __init__(self, cell: Cell, rng: random.Random) -> None:
        self._cell, self._rng = cell, rng
        self._strategy, self._server = cell.strategy(), cell.server(rng.random())
        self.refused = 0

    async def all_calls(self, job: Job) -> None:
        calls = iter(range(job.calls))
        await asyncio.gather(*(self._work(calls) for _ in range(job.in_flight)))

    async def _work(self, calls: Iterator[int]) -> None:
        for _ in calls:
            again = False
            while not await self._attempt(again=again):
                again = True
                self.refused += 1

    async def _attempt(self, *, again: bool) -> bool:
        network, rng = self._cell.network, self._rng
        permit = await self._strategy.acquire(again=again)
        permit.sent()
        await asyncio.sleep(network.way(rng))
        now = asyncio.get_running_loop().time()
        admitted = self._server.admits(now, punishing=self._cell.punishing)
        await asyncio.sleep((network.work(rng) if admitted else 0.0) + network.way(rng))
        permit.done(200 if admitted else 429, {} if admitted else {"retry-after": "1"})
        return admitted


class TickingLoop(VirtualTimeLoop):
    """A virtual clock on which time passes: aiolimiter compares times that may differ by rounding.

    On a clock that stands still it would wait for the same moment again and again.
    """

    def time(self) -> float:
        """Return the virtual time in seconds, which each look at the clock moves on."""
        self._now += 1e-7
        return self._now


def main() -> None:
    """Print the table."""
    logging.getLogger("smartlead_async").setLevel(logging.ERROR)
    job = SHORT if "--short" in sys.argv else LONG
    wanted = [name for name in STRATEGIES if name in sys.argv] or list(STRATEGIES)
    print("| server | network |", " | ".join(wanted), "|")
    print("|---|---|" + "---|" * len(wanted))
    for (name, server), punishing in itertools.product(SERVERS.items(), (False, True)):
        for network_name, network in NETWORKS.items():
            cells = [Cell(STRATEGIES[each], server, network, punishing) for each in wanted]
            measured = [cell.measure(job) for cell in cells]
            figures = " | ".join(f"{share:.1%} / {refused:.3g}" for share, refused in measured)
            mark = ", punishing" if punishing else ""
            print(f"| {name}{mark} | {network_name} | {figures} |", flush=True)


def measure(*, quick: bool = False) -> list[Row]:
    """Return the rows of the hardest server."""
    del quick  # it takes some seconds anyway
    logging.getLogger("smartlead_async").setLevel(logging.ERROR)
    cell = Cell(Ours, SlidingCounter, NETWORKS["jittery"], punishing=False)
    share, refused = cell.measure(LONG)
    return [
        Row(
            "sliding counter, heavy jitter: share of the limit", 100 * share, 90, "%", at_least=True
        ),
        Row("sliding counter, heavy jitter: 429s per 1,000", refused, 1, "answers"),
    ]


if __name__ == "__main__":
    main()
