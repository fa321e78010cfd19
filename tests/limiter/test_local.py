"""Lanes, pauses, refunds and what the limiter learns."""

from __future__ import annotations

import asyncio
import gc

import pytest

from smartlead_async import ConfigurationError, RateLimit
from smartlead_async._limiter import LocalRateLimiter, shared_limiter
from smartlead_async._limiter.registry import release_limiter

pytestmark = pytest.mark.virtual_time

STANDARD = (RateLimit(10, 2.0),)


def now() -> float:
    return asyncio.get_running_loop().time()


class Calls:
    """Makes calls on a limiter and notes when each was let go."""

    def __init__(self, limiter: LocalRateLimiter) -> None:
        self.limiter = limiter
        self.granted: list[tuple[str, float]] = []

    async def one(self, lane: str, *, status: int = 200, headers=None, again=False) -> float:
        permit = await self.limiter.acquire_within(lane, again=again)
        self.granted.append((lane, now()))
        permit.sent()
        await asyncio.sleep(0.1)
        permit.done(status, headers or {})
        return self.granted[-1][1]

    def start(self, lane: str, count: int = 1, **details) -> list[asyncio.Task[float]]:
        return [asyncio.create_task(self.one(lane, **details)) for _ in range(count)]


@pytest.fixture
async def calls() -> Calls:
    return Calls(LocalRateLimiter(STANDARD))


async def test_an_interactive_call_overtakes_waiting_bulk_calls(calls):
    bulk = calls.start("bulk", 40)
    await asyncio.sleep(0.5)
    assert await calls.one("interactive") < 2.2
    await asyncio.gather(*bulk)


async def test_bulk_is_not_starved_by_a_flood_of_interactive_calls(calls):
    flood = calls.start("interactive", 200)
    bulk = calls.start("bulk", 8)
    await asyncio.gather(*bulk)
    assert not all(task.done() for task in flood)
    await asyncio.gather(*flood)
    last_bulk = max(i for i, (lane, _) in enumerate(calls.granted) if lane == "bulk")
    assert last_bulk < 60


async def test_interactive_calls_wait_briefly_once_bulk_is_paced(calls):
    bulk = calls.start("bulk", 200)
    await asyncio.sleep(0.5)
    waits = []
    for _ in range(20):
        asked = now()
        waits.append(await calls.one("interactive") - asked)
        await asyncio.sleep(0.9)
    assert waits[0] <= 2.1
    assert max(waits[3:]) <= 0.4
    for task in bulk:
        task.cancel()
    await asyncio.gather(*bulk, return_exceptions=True)


async def test_bulk_alone_is_not_paced(calls):
    tasks = calls.start("bulk", 10)
    await asyncio.gather(*tasks)
    assert {at for _, at in calls.granted} == {0.0}


async def test_pacing_ends_thirty_seconds_after_the_last_interactive_call(calls):
    bulk = calls.start("bulk", 15)
    await asyncio.sleep(0.5)
    await calls.one("interactive")
    await asyncio.gather(*bulk)
    await asyncio.sleep(31)
    later = await asyncio.gather(*calls.start("bulk", 10))
    assert max(later) - min(later) == 0


async def test_a_429_pauses_the_whole_key(calls):
    await asyncio.gather(*calls.start("interactive", status=429, headers={"retry-after": "7"}))
    asked = now()
    resumed = await asyncio.gather(*calls.start("interactive"), *calls.start("bulk"))
    assert 7 <= min(resumed) - asked <= 7.06


async def test_a_storm_of_429s_is_one_strike(calls):
    await asyncio.gather(*calls.start("bulk", 10, status=429))
    asked = now()
    assert 2 <= await calls.one("bulk") - asked <= 2.06


async def test_strikes_in_a_row_double_the_pause_up_to_a_minute(calls):
    pauses = []
    for _ in range(7):
        await calls.one("bulk", status=429)
        asked = now()
        permit = await calls.limiter.acquire("bulk")
        pauses.append(round(now() - asked))
        permit.cancelled()
    assert pauses == [2, 4, 8, 16, 32, 60, 60]


async def test_a_success_after_the_pause_ends_the_row(calls):
    for _ in range(3):
        await calls.one("bulk", status=429)
    await calls.one("bulk")
    await calls.one("bulk", status=429)
    asked = now()
    assert 2 <= await calls.one("bulk") - asked <= 2.06


async def test_remaining_zero_with_a_reset_pauses_until_then(calls):
    headers = {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": "1700000005",
        "date": "Tue, 14 Nov 2023 22:13:20 GMT",  # 1700000000
    }
    await calls.one("interactive", headers=headers)
    asked = now()
    assert 5 <= await calls.one("interactive") - asked < 5.1


async def test_the_limit_header_alone_changes_nothing(calls):
    await calls.one("interactive", headers={"x-ratelimit-limit": "1"})
    tasks = calls.start("interactive", 9)
    assert max(await asyncio.gather(*tasks)) < 0.2


async def test_an_unsent_permit_goes_to_the_next_in_line(calls):
    held = [await calls.limiter.acquire("bulk") for _ in range(10)]
    [waiting] = calls.start("bulk")
    await asyncio.sleep(1)
    assert not waiting.done()
    held[3].cancelled()
    assert await waiting == 1.0
    for permit in held[:3] + held[4:]:
        permit.cancelled()


async def test_a_caller_cancelled_as_its_permit_arrives_gives_it_back(calls):
    held = [await calls.limiter.acquire("bulk") for _ in range(10)]
    first, second = calls.start("bulk"), calls.start("bulk")
    await asyncio.sleep(1)
    held[0].cancelled()
    await asyncio.sleep(0)  # the pump grants; the first caller has not run yet
    first[0].cancel()
    assert await second[0] == 1.0
    for permit in held[1:]:
        permit.cancelled()


async def test_a_waiter_that_gives_up_takes_no_slot(calls):
    await asyncio.gather(*calls.start("bulk", 10))
    impatient = calls.start("bulk", 5)
    patient = calls.start("bulk", 10)
    await asyncio.sleep(1)
    for task in impatient:
        task.cancel()
    granted = await asyncio.gather(*patient)
    assert max(granted) < 2.1


async def test_no_task_waits_when_nobody_does():
    limiter = LocalRateLimiter([RateLimit(1, 2.0)])
    permit = await limiter.acquire("bulk")
    waiter = asyncio.create_task(limiter.acquire("bulk"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    waiter.cancel()
    await asyncio.sleep(0)
    permit.sent()
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_request_given_up_holds_its_slot_for_another_window(calls):
    permits = [await calls.limiter.acquire("bulk") for _ in range(10)]
    for permit in permits:
        permit.sent()
    await asyncio.sleep(1.5)
    for permit in permits:
        permit.cancelled()
    assert await calls.one("bulk") >= 3.5


async def test_a_repeated_attempt_goes_to_the_front_of_its_lane(calls):
    await asyncio.gather(*calls.start("bulk", 10))
    first_attempts = calls.start("bulk", 30)
    await asyncio.sleep(0.5)
    assert await calls.one("bulk", again=True) < 2.1
    await asyncio.gather(*first_attempts)


async def test_slow_answers_do_not_hold_slots_for_their_whole_way(calls):
    permits = [await calls.limiter.acquire("bulk") for _ in range(10)]
    for permit in permits:
        permit.sent()
    assert await calls.one("bulk") <= 2.6  # the ten are still unanswered


async def test_clients_of_one_key_share_a_limiter_and_others_do_not():
    first = shared_limiter("key", STANDARD, owner=Owner())
    assert shared_limiter("key", STANDARD, owner=Owner()) is first
    assert shared_limiter("other key", STANDARD, owner=Owner()) is not first


class Owner:
    """Somebody who uses a limiter."""


async def test_a_living_client_decides_on_the_limits():
    owner = Owner()
    limiter = shared_limiter("key", STANDARD, owner=owner)
    with pytest.raises(ConfigurationError, match="10 per 2 s"):
        shared_limiter("key", (RateLimit(5, 1.0),), owner=Owner())
    release_limiter(limiter, owner=owner)
    assert shared_limiter("key", (RateLimit(5, 1.0),), owner=Owner()) is not limiter


async def test_a_client_made_right_after_another_was_closed_knows_what_it_sent():
    owner = Owner()
    limiter = shared_limiter("key", STANDARD, owner=owner)
    await asyncio.gather(*Calls(limiter).start("bulk", 10))
    release_limiter(limiter, owner=owner)
    del limiter
    gc.collect()
    again = shared_limiter("key", STANDARD, owner=Owner())
    assert await Calls(again).one("bulk") >= 2.0


async def test_limiters_are_not_kept_for_ever():
    owner = Owner()
    limiter = shared_limiter("key", STANDARD, owner=owner)
    release_limiter(limiter, owner=owner)
    identity = id(limiter)
    limiter.mark = "old"
    del limiter
    await asyncio.sleep(3)
    gc.collect()
    assert not hasattr(shared_limiter("key", STANDARD, owner=Owner()), "mark"), identity
