"""One budget for a process: event loops and threads, clients of both packages."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import threading
import time
import weakref
from collections.abc import Iterator
from typing import Any

import pytest

import smartlead_sync
from smartlead_async import ConfigurationError, RateLimit, Smartlead
from smartlead_async._limiter import KeyPaused, LocalRateLimiter, registry, shared_limiter
from smartlead_async._limiter.windows import KeyWindows, LocalWindows
from smartlead_async.sandbox import Sandbox
from tests.support import in_a_fork
from tests.virtual_loop import run_virtual

LIMIT = RateLimit(4, 0.1)
LONG = RateLimit(4, 30.0)


class Owner:
    """Somebody who uses a limiter."""


OWNER = Owner()


def join(limit: RateLimit = LIMIT) -> LocalRateLimiter:
    return shared_limiter("key", [limit], owner=OWNER)


async def call(sent: list[float], limit: RateLimit = LIMIT) -> None:
    permit = await join(limit).acquire("bulk")
    permit.sent()
    sent.append(time.monotonic())
    permit.done(200, {})


async def calls(sent: list[float], count: int) -> None:
    await asyncio.gather(*(call(sent) for _ in range(count)))


def fullest(times: list[float]) -> int:
    return max(sum(start <= time < start + LIMIT.per_seconds for time in times) for start in times)


@pytest.fixture
def loops() -> Iterator[list[asyncio.AbstractEventLoop]]:
    """Two event loops of one thread, each of which runs when the test lets it."""
    loops = [asyncio.new_event_loop() for _ in range(2)]
    yield loops
    for loop in loops:
        for task in asyncio.all_tasks(loop):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                loop.run_until_complete(task)
        loop.close()


def test_an_event_loop_counts_the_requests_of_those_before_it():
    sent: list[float] = []
    for _ in range(4):
        asyncio.run(calls(sent, 4))
        gc.collect()
    assert fullest(sent) == 4


def test_threads_with_loops_of_their_own_keep_the_limit_together():
    sent: list[float] = []
    threads = [threading.Thread(target=asyncio.run, args=(calls(sent, 6),)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sent) == 18
    assert fullest(sent) == 4


def test_a_place_that_one_loop_gives_back_goes_to_a_call_that_waits_in_another(loops):
    here, there = loops
    held = [here.run_until_complete(acquire(LONG)) for _ in range(4)]
    waiting = there.create_task(acquire(LONG))
    there.run_until_complete(asyncio.sleep(0.001))
    held[0].cancelled()
    there.run_until_complete(asyncio.wait_for(waiting, 5))


async def acquire(limit: RateLimit, **bounds: float) -> Any:
    return await join(limit).acquire_within("bulk", **bounds)


def test_a_place_that_is_free_earlier_than_expected_is_free_in_every_loop(loops):
    here, there = loops
    held = [here.run_until_complete(acquire(LIMIT)) for _ in range(4)]
    waiting = there.create_task(acquire(LIMIT))
    for permit in held:
        permit.sent()  # the place is taken for 0.1 s + the longest way there
    there.run_until_complete(asyncio.sleep(0.001))
    for permit in held:
        permit.done(200, {})  # it was a short way
    started = time.monotonic()
    there.run_until_complete(asyncio.wait_for(waiting, 5))
    assert time.monotonic() - started < 0.5


@pytest.mark.virtual_time
async def test_a_place_goes_to_the_loop_that_is_faster():
    shared = KeyWindows([RateLimit(1, 30.0)])
    here, there = (LocalWindows(shared.limits, shared) for _ in range(2))
    assert await here.take() is not None
    assert await there.take() is None


def test_a_pause_in_one_loop_turns_away_the_impatient_in_all(loops):
    here, there = loops
    held = [here.run_until_complete(acquire(LONG)) for _ in range(4)]
    waiting = there.create_task(acquire(LONG, longest_pause=5))
    there.run_until_complete(asyncio.sleep(0.001))
    held[0].done(429, {"retry-after": "9"})
    with pytest.raises(KeyPaused):
        there.run_until_complete(asyncio.wait_for(waiting, 5))
    assert there.run_until_complete(state()).paused_for_s > 8


async def state() -> Any:
    return join(LONG).state()


@pytest.mark.parametrize("answered", [True, False])
def test_one_probe_goes_first_from_all_loops(loops, answered):
    here, there = loops
    here.run_until_complete(state())
    windows = registry._windows[registry._MACHINE]["key"]
    windows.paused_until, windows.probe_next = time.monotonic(), True
    probe = here.run_until_complete(acquire(LONG))
    waiting = there.create_task(acquire(LONG))
    there.run_until_complete(asyncio.sleep(0.001))
    assert not waiting.done()
    probe.sent()
    if answered:
        probe.done(200, {})
    else:
        probe.cancelled()
    there.run_until_complete(asyncio.wait_for(waiting, 5))
    assert windows.probing is not answered


def test_all_loops_keep_the_same_limits_while_a_client_lives(loops):
    here, there = loops
    held = here.run_until_complete(acquire(LONG))
    with pytest.raises(ConfigurationError, match="4 per 30 s"):
        there.run_until_complete(call([]))
    held.cancelled()
    here.close()
    there.run_until_complete(call([]))


def test_a_loop_on_a_clock_of_its_own_shares_with_no_other(loops):
    for _ in range(4):
        loops[0].run_until_complete(acquire(LONG))
    assert run_virtual(state()).free_slots == 4


def test_no_loop_is_kept_alive():
    gone = [weakref.ref(loop) for loop in map(used, range(3))]
    gc.collect()
    assert [ref() for ref in gone] == [None] * 3


def used(_: int) -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    loop.run_until_complete(call([]))
    loop.close()
    return loop


def test_windows_that_nobody_misses_are_forgotten():
    run_alone("one", RateLimit(1, 0.01))
    time.sleep(0.02)
    run_alone("two", LONG)
    assert list(registry._windows[registry._MACHINE]) == ["two"]
    run_alone("three", LONG)
    assert list(registry._windows[registry._MACHINE]) == ["two", "three"]


def run_alone(key: str, limit: RateLimit) -> None:
    async def one_call() -> None:
        permit = await shared_limiter(key, [limit], owner=OWNER).acquire("bulk")
        permit.sent()
        permit.done(200, {})

    asyncio.run(one_call())
    gc.collect()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_a_fork_starts_anew_and_finds_no_lock_taken():
    asyncio.run(calls([], 4))
    assert in_a_fork(lambda: asyncio.run(state_of_a_fork()))() == "4"


async def state_of_a_fork() -> int | None:
    return join(LONG).state().free_slots


# -- clients against a strict server ---------------------------------------------------------------


STRICT = [RateLimit(8, 0.15)]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A server in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    sandbox = Sandbox(rate_limits=STRICT)
    asyncio.run_coroutine_threadsafe(sandbox.start(), loop).result()
    yield sandbox
    asyncio.run_coroutine_threadsafe(sandbox.aclose(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


async def eight_calls(sandbox: Sandbox) -> None:
    async with Smartlead(
        sandbox.api_key, base_url=sandbox.base_url, rate_limits=STRICT
    ) as smartlead:
        await asyncio.gather(*(smartlead.campaigns.list() for _ in range(8)))


def test_four_runs_in_a_row_meet_no_429(sandbox):
    for _ in range(4):
        asyncio.run(eight_calls(sandbox))
    assert sandbox.request_count == 32
    assert sandbox.rate_limited == 0


def test_the_packages_beside_each_other_meet_no_429(sandbox):
    beside = threading.Thread(target=asyncio.run, args=(eight_calls(sandbox),))
    with smartlead_sync.Smartlead(
        sandbox.api_key, base_url=sandbox.base_url, rate_limits=STRICT
    ) as smartlead:
        beside.start()
        for _ in range(12):
            smartlead.campaigns.list()
    beside.join()
    assert sandbox.request_count == 20
    assert sandbox.rate_limited == 0
