"""How long a call would wait for its turn, and that it never waits for longer than it may."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartlead_async import RateLimit
from smartlead_async._limiter import LocalRateLimiter
from smartlead_async._limiter.protocol import (
    KeyPaused,
    QueueingRateLimiter,
    QueueTooLong,
    RateLimiter,
)
from smartlead_async._limiter.redis_windows import SharedWindows
from smartlead_async._limiter.windows import LocalWindows
from tests.support import CountingLimiter
from tests.virtual_loop import run_virtual

STANDARD = (RateLimit(10, 2.0),)
MARGIN = 0.003  # seconds that each window is longer
EPSILON = 1e-9
limit_sets = st.lists(
    st.builds(RateLimit, st.integers(1, 12), st.sampled_from([0.5, 1.0, 2.0, 7.0])),
    min_size=1,
    max_size=3,
    unique=True,
)
lanes = st.sampled_from(["interactive", "bulk"])
virtual = pytest.mark.virtual_time


def now() -> float:
    return asyncio.get_running_loop().time()


async def call(limiter: LocalRateLimiter, lane: str, round_trip: float = 0.0, **details) -> float:
    """Make a call and return how long it waited for its turn."""
    asked = now()
    permit = await limiter.acquire_within(lane, **details)
    waited = now() - asked
    permit.sent()
    if round_trip:
        await asyncio.sleep(round_trip)
    permit.done(200, {})
    return waited


async def foreseen(limiter: LocalRateLimiter, lane: str, **details) -> float:
    """Return the wait that a call is told which would not wait at all; 0 if it may go at once."""
    try:
        permit = await limiter.acquire_within(lane, longest_wait=0, **details)
    except QueueTooLong as error:
        return error.seconds
    permit.cancelled()
    return 0.0


async def queue(limiter: LocalRateLimiter, lane: str, count: int, **details) -> list:
    tasks = [asyncio.create_task(call(limiter, lane, **details)) for _ in range(count)]
    await asyncio.sleep(0)
    return tasks


async def end(tasks: list) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


# -- what is foreseen ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ahead", "windows"), [(0, 0), (9, 0), (10, 1), (19, 1), (20, 2), (25, 2), (99, 9)]
)
@pytest.mark.parametrize("lane", ["interactive", "bulk"])
@virtual
async def test_ten_calls_go_in_every_window(lane, ahead, windows):
    limiter = LocalRateLimiter(STANDARD)
    tasks = await queue(limiter, lane, ahead)
    assert await foreseen(limiter, lane) == pytest.approx(windows * (2 + MARGIN))
    await asyncio.gather(*tasks)


async def foreseen_and_real(limits, lane, ahead, round_trip, earlier) -> tuple[float, float]:
    limiter = LocalRateLimiter(limits)
    await asyncio.gather(*await queue(limiter, lane, earlier, round_trip=round_trip))
    tasks = await queue(limiter, lane, ahead, round_trip=round_trip)
    told = await foreseen(limiter, lane)
    real = await call(limiter, lane, round_trip)
    await asyncio.gather(*tasks)
    return told, real


@given(limit_sets, lanes, st.integers(0, 60))
@settings(max_examples=50)
def test_the_foreseen_wait_is_the_real_one(limits, lane, ahead) -> None:
    told, real = run_virtual(foreseen_and_real(limits, lane, ahead, 0.0, 0))
    assert told == pytest.approx(real, abs=1e-6)


@given(
    limit_sets, lanes, st.integers(0, 40), st.sampled_from([0.08, 0.3, 1.2]), st.integers(20, 50)
)
@settings(max_examples=50)
def test_it_nearly_is_once_the_round_trip_is_known(
    limits, lane, ahead, round_trip, earlier
) -> None:
    told, real = run_virtual(foreseen_and_real(limits, lane, ahead, round_trip, earlier))
    assert told == pytest.approx(real, rel=0.01, abs=0.01)


async def in_one_ring_and_in_two(size, taken, pause, ahead) -> list[float]:
    """Return what is foreseen with a limit given once, and twice, which makes no difference."""
    told = []
    for times in (1, 2):
        windows = LocalWindows([RateLimit(size, 2.0)] * times)
        for number in range(min(size, taken)):
            place = await windows.take()
            if number % 3:
                place.departed(now() - number / 8, now())
        windows.pause(now() + pause, probe=False)
        told.append(windows.foresee(ahead, lambda seconds: seconds + 0.25) - now())
    return told


@given(st.integers(1, 12), st.integers(0, 12), st.sampled_from([0.0, 1.0]), st.integers(0, 2000))
@settings(max_examples=50)
def test_whole_rounds_in_one_ring_are_those_of_the_queue_played_through(
    size, taken, pause, ahead
) -> None:
    once, twice = run_virtual(in_one_ring_and_in_two(size, taken, pause, ahead))
    assert once == pytest.approx(twice, abs=1e-6)


@virtual
async def test_interactive_calls_do_not_wait_for_bulk_ones():
    limiter = LocalRateLimiter(STANDARD)
    tasks = await queue(limiter, "bulk", 45) + await queue(limiter, "interactive", 5)
    assert await foreseen(limiter, "interactive") == pytest.approx(2 + MARGIN)
    assert await foreseen(limiter, "bulk") > 8
    await end(tasks)


@virtual
async def test_a_repeat_goes_ahead_of_first_attempts():
    limiter = LocalRateLimiter(STANDARD)
    tasks = await queue(limiter, "bulk", 45) + await queue(limiter, "bulk", 5, again=True)
    assert await foreseen(limiter, "bulk", again=True) == pytest.approx(2 + MARGIN)
    await end(tasks)


@virtual
async def test_paced_bulk_calls_are_foreseen_one_by_one():
    limiter = LocalRateLimiter(STANDARD)
    tasks = await queue(limiter, "bulk", 11) + await queue(limiter, "interactive", 1)
    await asyncio.sleep(2.5)  # all but the last window is free: pacing alone holds them back
    tasks += await queue(limiter, "bulk", 6)
    told = await foreseen(limiter, "bulk")
    assert told == pytest.approx(await call(limiter, "bulk"), abs=0.01)
    assert told > 0.5
    await end(tasks)


@virtual
async def test_a_pause_that_is_on_counts():
    limiter = LocalRateLimiter(STANDARD)
    (await limiter.acquire("bulk")).done(429, {"retry-after": "30"})
    assert 30 <= await foreseen(limiter, "interactive") <= 30.05
    with pytest.raises(KeyPaused):
        await limiter.acquire_within("interactive", longest_pause=20, longest_wait=10)


@virtual
async def test_permits_that_are_not_sent_yet_count_as_if_they_went_out_now():
    limiter = LocalRateLimiter(STANDARD)
    permits = [await limiter.acquire("bulk") for _ in range(10)]
    await asyncio.sleep(1)
    assert await foreseen(limiter, "bulk") == pytest.approx(2 + MARGIN)
    for permit in permits:
        permit.cancelled()
    assert await foreseen(limiter, "bulk") == 0


@pytest.mark.parametrize(("ahead", "wait"), [(0, 0), (9, 0), (10, 2), (29, 4), (30, 60)])
@virtual
async def test_of_redis_only_whole_windows_are_foreseen(ahead, wait):
    limits = [*STANDARD, RateLimit(30, 60.0)]
    windows = SharedWindows(None, "name", limits, timeout=0)
    assert windows.foresee(ahead, float) == wait
    windows.not_before(1.5)
    assert windows.foresee(ahead, float) == wait + 1.5


# -- nobody waits for longer ---------------------------------------------------------------------


@virtual
async def test_a_call_that_would_wait_for_too_long_does_not_join_the_queue():
    limiter = LocalRateLimiter(STANDARD)
    tasks = await queue(limiter, "bulk", 30)
    with pytest.raises(QueueTooLong) as caught:
        await limiter.acquire_within("bulk", longest_wait=6)
    assert caught.value.seconds == pytest.approx(3 * (2 + MARGIN))
    assert now() == 0
    assert limiter.state().waiting["bulk"] == 20
    tasks.append(asyncio.create_task(call(limiter, "bulk", longest_wait=6.01)))
    await asyncio.gather(*tasks)
    assert now() <= 6.01


@pytest.mark.parametrize("again", [False, True])
@virtual
async def test_a_call_leaves_the_queue_when_its_time_is_up(again):
    limiter = LocalRateLimiter(STANDARD)
    held = [await limiter.acquire("bulk") for _ in range(10)]
    with pytest.raises(QueueTooLong) as caught:
        await limiter.acquire_within("bulk", again=again, longest_wait=5)
    assert (now(), caught.value.seconds) == (5, 5)
    assert limiter.state().waiting["bulk"] == 0
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == {asyncio.current_task()}
    held.pop().cancelled()
    assert await call(limiter, "bulk") == 0


@virtual
async def test_the_time_limit_goes_with_its_call():
    limiter = LocalRateLimiter(STANDARD)
    tasks = await queue(limiter, "bulk", 15, longest_wait=50)
    tasks[-1].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert all(timer.cancelled() for timer in asyncio.get_running_loop()._scheduled)


waits = st.sampled_from([0.0, 0.3, 1.0, 2.5, 6.0])
newcomers = st.tuples(
    st.sampled_from([0.0, 0.2, 0.7, 1.0, 1.9, 3.0, 5.5]),
    lanes,
    st.booleans(),
    waits,
    st.sampled_from([200, 200, 200, 429]),
    st.sampled_from([0.0, 0.05, 0.4, 3.0]),
)


async def crowd(limits, calls) -> list[float]:
    """Return for how much longer than it wanted each call has waited."""
    limiter = LocalRateLimiter(limits)

    async def one(details) -> float:
        comes_at, lane, again, longest, status, takes = details
        await asyncio.sleep(comes_at)
        try:
            permit = await limiter.acquire_within(lane, again=again, longest_wait=longest)
        except QueueTooLong:
            return now() - comes_at - longest
        late = now() - comes_at - longest
        permit.sent()
        await asyncio.sleep(takes)
        permit.done(status, {})
        return late

    late = await asyncio.gather(*(one(details) for details in calls))
    assert limiter.state().waiting == {"interactive": 0, "bulk": 0}
    return late


@given(limit_sets, st.lists(newcomers, min_size=1, max_size=40))
@settings(max_examples=75)
def test_nobody_waits_for_longer_than_it_may(limits, calls) -> None:
    assert max(run_virtual(crowd(limits, calls))) <= EPSILON


# -- the protocol --------------------------------------------------------------------------------


@virtual
async def test_which_limiters_know_their_queue():
    limiter = LocalRateLimiter(STANDARD)
    assert isinstance(limiter, QueueingRateLimiter)
    assert isinstance(CountingLimiter(), RateLimiter)
    assert not isinstance(CountingLimiter(), QueueingRateLimiter)


@virtual
async def test_a_call_without_a_limit_sets_no_timer():
    limiter = LocalRateLimiter(STANDARD)
    tasks = await queue(limiter, "bulk", 15)
    await asyncio.sleep(0)
    pump_alone = 1
    assert len(asyncio.get_running_loop()._scheduled) == pump_alone
    await end(tasks)
