"""What the limiter tells of itself, and the published plans."""

from __future__ import annotations

import asyncio

import pytest

from smartlead_async import (
    ClientClosedError,
    RateLimit,
    RateLimitState,
    ReportedLimit,
    Smartlead,
)
from smartlead_async._limiter import LocalRateLimiter, shared_limiter
from tests.support import CountingLimiter

LIMITS = (RateLimit(10, 2.0),)
virtual = pytest.mark.virtual_time


@pytest.fixture
async def limiter() -> LocalRateLimiter:
    return LocalRateLimiter([RateLimit(10, 2.0), RateLimit(12, 60.0)])


@virtual
async def test_free_slots_are_those_of_the_fullest_window(limiter):
    assert limiter.state().free_slots == 10
    for _ in range(9):
        (await limiter.acquire("bulk")).sent()
    assert limiter.state().free_slots == 1
    await asyncio.sleep(3)
    assert limiter.state().free_slots == 3


@virtual
async def test_calls_that_wait_are_counted_by_lane(limiter):
    lanes = ["bulk"] * 12 + ["interactive"] * 2
    tasks = [asyncio.create_task(limiter.acquire(lane)) for lane in lanes]
    again = asyncio.create_task(limiter.acquire_within("interactive", again=True))
    await asyncio.sleep(0)
    assert limiter.state().waiting == {"interactive": 3, "bulk": 2}
    tasks[-1].cancel()
    await asyncio.sleep(0)
    assert limiter.state().waiting == {"interactive": 2, "bulk": 2}
    for task in [*tasks, again]:
        task.cancel()


@virtual
async def test_a_pause_and_its_429s_are_told(limiter):
    for _ in range(3):
        permit = await limiter.acquire("bulk")
        permit.sent()
        permit.done(429, {"retry-after": "9"})
        await asyncio.sleep(10)
    permit = await limiter.acquire("bulk")
    permit.done(429, {"retry-after": "9"})
    await asyncio.sleep(4)
    state = limiter.state()
    assert state.rate_limited == 4
    assert 5 <= state.paused_for_s <= 5.05
    assert state.free_slots == 0
    await asyncio.sleep(6)
    assert limiter.state().paused_for_s == 0


@virtual
async def test_the_latest_headers_are_told(limiter):
    assert limiter.state().reported == ReportedLimit()
    headers = {"x-ratelimit-limit": "10", "x-ratelimit-remaining": "7", "x-ratelimit-reset": "99"}
    (await limiter.acquire("bulk")).done(200, headers)
    (await limiter.acquire("bulk")).done(200, {})
    assert limiter.state().reported == ReportedLimit(limit=10, remaining=7, resets_at=99)


@virtual
async def test_a_429_that_may_come_from_an_earlier_process_teaches_nothing(limiter):
    for _ in range(2):  # one that may, and the first of this process's own
        (await limiter.acquire("bulk")).done(429, {})
        assert limiter._delays.widening == 0
        await asyncio.sleep(5)
    (await limiter.acquire("bulk")).done(429, {})
    assert limiter._delays.widening > 0


async def test_a_client_tells_the_state_of_the_limiter_it_shares():
    async with Smartlead("key-of-the-state") as smartlead:
        assert smartlead.rate_limit_state().free_slots == 10
        key_id = smartlead._caller.channel.transport.key_id
        await shared_limiter(key_id, LIMITS, owner=smartlead).acquire("bulk")
        assert smartlead.rate_limit_state().free_slots == 9


def test_the_state_is_known_before_any_event_loop_runs():
    smartlead = Smartlead("key", rate_limits=RateLimit.PRO)
    assert smartlead.rate_limit_state() == RateLimitState(free_slots=20)


async def test_a_limiter_that_tells_nothing_has_an_empty_state():
    async with Smartlead("key", limiter=CountingLimiter()) as smartlead:
        assert smartlead.rate_limit_state() == RateLimitState(free_slots=None)


async def test_a_closed_client_has_no_state():
    smartlead = Smartlead("key")
    await smartlead.aclose()
    with pytest.raises(ClientClosedError):
        smartlead.rate_limit_state()


async def test_a_limiter_of_ones_own_may_be_made_for_the_key():
    class ForKeys:
        def __init__(self) -> None:
            self.asked = []
            self.released = 0

        def for_key(self, key_id, rate_limits):
            self.asked.append((key_id, rate_limits))
            return CountingLimiter()

        async def release(self):
            self.released += 1

    limiter = ForKeys()
    async with Smartlead("key", limiter=limiter) as smartlead:
        channel = smartlead._caller.channel
        assert channel.limiter() is channel.limiter()
        assert limiter.asked == [(channel.transport.key_id, LIMITS)]
    assert limiter.released == 1


def test_the_published_plans():
    assert (RateLimit(10, 1), RateLimit(60, 60), RateLimit(1000, 3600)) == RateLimit.STANDARD
    assert (RateLimit(20, 1), RateLimit(120, 60), RateLimit(3000, 3600)) == RateLimit.PRO
