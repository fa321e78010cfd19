"""Whatever callers do, no window at the server is ever overfull."""

from __future__ import annotations

import asyncio
import itertools

from attrs import field, frozen, mutable
from hypothesis import given, settings
from hypothesis import strategies as st

from smartlead_async import RateLimit
from smartlead_async._limiter import LocalRateLimiter
from tests.virtual_loop import run_virtual

LATENCY = 0.08  # seconds, each way
EPSILON = 1e-6

seconds = st.floats(0, 6, allow_nan=False).map(lambda value: round(value, 3))
short = st.sampled_from([0.0, 0.001, 0.05, 0.4])


@frozen
class Caller:
    """One call: when it comes, how it goes, when it gives up."""

    comes_at: float
    lane: str
    way: str
    sends_after: float
    works_for: float


callers = st.builds(
    Caller,
    comes_at=seconds,
    lane=st.sampled_from(["interactive", "bulk"]),
    way=st.sampled_from(
        ["ok", "ok", "ok", "429", "timeout", "gives up waiting", "never sends", "is cancelled"]
    ),
    sends_after=short,
    works_for=short,
)
limits = st.lists(
    st.builds(RateLimit, st.integers(1, 12), st.sampled_from([0.5, 1.0, 2.0, 7.0])),
    min_size=1,
    max_size=3,
    unique=True,
)


@mutable
class Server:
    """Logs when requests arrive, a constant time after they were sent."""

    arrivals: list[float] = field(factory=list)

    def fullest(self, limit: RateLimit) -> int:
        """Return the greatest number of arrivals in any half-open window of the limit."""
        times = sorted(self.arrivals)
        return max(
            (
                sum(start <= time < start + limit.per_seconds - EPSILON for time in times)
                for start in times
            ),
            default=0,
        )


async def call(limiter: LocalRateLimiter, server: Server, caller: Caller) -> None:
    await asyncio.sleep(caller.comes_at)
    patience = 0.7 if caller.way == "gives up waiting" else None
    async with asyncio.timeout(patience):
        permit = await limiter.acquire(caller.lane)
    await asyncio.sleep(caller.sends_after)
    if caller.way == "never sends":
        permit.cancelled()
        return
    permit.sent()
    server.arrivals.append(asyncio.get_running_loop().time() + LATENCY)
    if caller.way == "is cancelled":
        permit.cancelled()
        return
    await asyncio.sleep(2 * LATENCY + caller.works_for)
    if caller.way == "timeout":
        permit.cancelled()
    else:
        permit.done(429 if caller.way == "429" else 200, {})


async def play(given_limits: list[RateLimit], given_callers: list[Caller]) -> Server:
    limiter, server = LocalRateLimiter(given_limits), Server()
    outcomes = await asyncio.gather(
        *(call(limiter, server, caller) for caller in given_callers), return_exceptions=True
    )
    assert {type(outcome) for outcome in outcomes} <= {type(None), TimeoutError}
    # no permit has leaked: a further full window of every limit still gets through
    most = max(limit.max_requests for limit in given_limits)
    ok = Caller(comes_at=0, lane="bulk", way="ok", sends_after=0, works_for=0)
    async with asyncio.timeout(3600):
        await asyncio.gather(*(call(limiter, server, ok) for _ in range(most)))
    return server


@given(limits, st.lists(callers, max_size=60))
@settings(max_examples=75)
def test_no_window_of_any_limit_is_ever_overfull(given_limits, given_callers) -> None:
    server = run_virtual(play(given_limits, given_callers))
    for limit in given_limits:
        assert server.fullest(limit) <= limit.max_requests


def test_the_check_itself_notices_an_overfull_window() -> None:
    server = Server(arrivals=[0.0, 0.1, 1.9])
    assert server.fullest(RateLimit(2, 2.0)) == 3


async def saturate(limits: list[RateLimit], calls: int) -> Server:
    limiter, server = LocalRateLimiter(limits), Server()
    ok = Caller(comes_at=0, lane="bulk", way="ok", sends_after=0, works_for=0)
    await asyncio.gather(*(call(limiter, server, ok) for _ in range(calls)))
    return server


def test_the_limit_is_used_to_the_full_when_many_wait() -> None:
    server = run_virtual(saturate([RateLimit(10, 2.0)], 100))
    ideal = 2.0 * (99 // 10) + LATENCY
    assert max(server.arrivals) <= ideal / 0.99


def test_ten_calls_after_idle_are_sent_at_once() -> None:
    server = run_virtual(saturate([RateLimit(10, 2.0)], 10))
    assert server.arrivals == [LATENCY] * 10


def test_several_limits_hold_at_once() -> None:
    given_limits = [RateLimit(10, 2.0), RateLimit(30, 60.0)]
    server = run_virtual(saturate(given_limits, 70))
    assert [server.fullest(limit) for limit in given_limits] == [10, 30]


@given(st.lists(st.tuples(seconds, st.sampled_from(["interactive", "bulk"])), max_size=40))
def test_one_lane_is_served_in_the_order_of_arrival(arrivals) -> None:
    async def scenario() -> list[tuple[str, int]]:
        limiter, served = LocalRateLimiter([RateLimit(3, 1.0)]), []
        numbers = itertools.count()

        async def one(at: float, lane: str) -> None:
            await asyncio.sleep(at)
            number = next(numbers)
            permit = await limiter.acquire(lane)
            served.append((lane, number))
            permit.sent()
            permit.done(200, {})

        await asyncio.gather(*(one(at, lane) for at, lane in arrivals))
        return served

    served = run_virtual(scenario())
    for lane in ("interactive", "bulk"):
        numbers = [number for at_lane, number in served if at_lane == lane]
        assert numbers == sorted(numbers)
    assert len(served) == len(arrivals)
