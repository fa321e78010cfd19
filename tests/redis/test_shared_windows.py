"""Limiters that share a key through a real Redis; each stands for a process of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from inspect import isawaitable
from itertools import count

import pytest
from redis.asyncio import Redis

from smartlead_async import (
    ConfigurationError,
    KeyedRateLimiter,
    RateLimit,
    RateLimiterUnavailableError,
    RedisRateLimiter,
    Smartlead,
)
from smartlead_async._limiter import LocalRateLimiter
from smartlead_sync import _loop_thread
from tests.redis.log import A_MINUTE, entries, fullest
from tests.redis.server import RedisServer
from tests.support import CANARY, Loopback

LIMIT = RateLimit(4, 0.4)
LIMITS = (LIMIT, A_MINUTE)
KEY_IDS = map("key-{}".format, count())


class Fleet:
    """Limiters of several processes on one key."""

    def __init__(self, url: str, **options) -> None:
        self.url = url
        self.key_id = next(KEY_IDS)
        self._options = options
        self._limiters: list[RedisRateLimiter] = []

    def process(self, limits=LIMITS, **options) -> LocalRateLimiter:
        limiter = RedisRateLimiter(self.url, **{**self._options, **options})
        self._limiters.append(limiter)
        return limiter.for_key(self.key_id, limits)

    async def disband(self) -> None:
        for limiter in self._limiters:
            await limiter.release()

    def entries(self) -> list[float]:
        return entries(self.url, self.key_id)


async def one_call(limiter: LocalRateLimiter, status: int = 200, headers=None) -> None:
    permit = await limiter.acquire("bulk")
    permit.sent()
    permit.done(status, headers or {})


async def calls(*limiters: LocalRateLimiter, each: int) -> None:
    """Make calls that are never answered: an answer that comes late moves its entry in the log."""
    permits = await asyncio.gather(
        *(limiter.acquire("bulk") for limiter in limiters for _ in range(each))
    )
    for permit in permits:
        permit.sent()


@pytest.fixture
async def fleet(shared_server: RedisServer) -> AsyncIterator[Fleet]:
    fleet = Fleet(shared_server.url)
    yield fleet
    await fleet.disband()


@pytest.fixture
async def own_fleet(own_server: RedisServer) -> AsyncIterator[Fleet]:
    fleet = Fleet(own_server.url)
    yield fleet
    await fleet.disband()


@pytest.fixture
async def client(shared_server: RedisServer) -> AsyncIterator[Redis]:
    async with Redis.from_url(shared_server.url, decode_responses=True) as client:
        yield client


async def evals(client: Redis) -> int:
    return (await client.info("commandstats")).get("cmdstat_eval", {"calls": 0})["calls"]


# -- one budget ------------------------------------------------------------------------------------


async def test_no_window_of_the_log_is_overfull_whoever_asks(fleet):
    await calls(fleet.process(), fleet.process(), fleet.process(), each=5)
    times = fleet.entries()
    assert len(times) == 15
    assert fullest(times, LIMIT) == 4


async def test_all_limits_of_a_key_hold_at_once(fleet):
    limits = (RateLimit(4, 0.2), RateLimit(6, 1.0), A_MINUTE)
    limiter = RedisRateLimiter(fleet.url)
    await calls(limiter.for_key(fleet.key_id, limits), each=13)
    await limiter.release()
    assert [fullest(fleet.entries(), limit) for limit in limits[:2]] == [4, 6]


async def test_free_places_are_used_at_once(fleet, client):
    await calls(fleet.process(), each=4)
    assert await client.zcount(f"smartlead:{{{fleet.key_id}}}:log", "-inf", "+inf") == 4
    times = fleet.entries()
    assert fullest(times, RateLimit(4, LIMIT.per_seconds / 2)) == 4


async def test_the_wait_is_slept_not_polled(fleet, client):
    limiter = fleet.process()
    await calls(limiter, each=4)
    before = await evals(client)
    permit = await limiter.acquire("bulk")
    assert await evals(client) - before == 2  # planned, and confirmed when it was due
    permit.cancelled()


async def test_a_process_plans_one_request_at_a_time(fleet, client):
    limiter = fleet.process()
    await calls(limiter, each=4)
    waiting = [asyncio.create_task(one_call(limiter)) for _ in range(20)]
    await asyncio.sleep(0.1)
    assert len(fleet.entries()) == 5
    await cancel(waiting)


async def until(condition) -> None:
    async with asyncio.timeout(10):
        # Redis tells of no event
        while not (result := condition()) or (isawaitable(result) and not await result):  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def cancel(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_processes_are_served_in_the_order_of_asking(fleet, client):
    limits = (RateLimit(4, 600.0),)  # no place comes free while the test runs
    first, second = fleet.process(limits), fleet.process(limits)
    await calls(first, each=4)
    greedy = [asyncio.create_task(one_call(first)) for _ in range(8)]
    await until(lambda: len(fleet.entries()) == 5)
    modest = asyncio.create_task(one_call(second))
    await until(lambda: len(fleet.entries()) == 6)
    places = await client.zrange(f"smartlead:{{{fleet.key_id}}}:log", 0, -1)
    owners = [place.partition("-")[0] for place in places]
    assert owners[:5] == [owners[0]] * 5
    assert owners[5] != owners[0]  # before seven of the greedy ones
    await cancel([*greedy, modest])


async def test_an_unsent_permit_gives_its_place_back_to_all(fleet, client):
    first, second = fleet.process(), fleet.process()
    permits = [await first.acquire("bulk") for _ in range(4)]
    permits[0].cancelled()
    await until(lambda: len(fleet.entries()) == 3)
    permits.append(await first.acquire("interactive"))
    await until(lambda: len(fleet.entries()) == 4)
    permits[1].cancelled()
    await until(lambda: len(fleet.entries()) == 3)
    permits.append(await second.acquire("bulk"))
    assert fullest(fleet.entries(), LIMIT) == 4


async def test_a_caller_that_gives_up_while_redis_is_asked_leaves_nothing_behind(fleet):
    task = asyncio.create_task(one_call(fleet.process()))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await cancel([task])
    await asyncio.sleep(0.1)
    assert fleet.entries() == []


async def test_a_429_pauses_every_process(fleet, client):
    first, second = fleet.process(), fleet.process()
    await one_call(first, 429, {"retry-after": "70"})
    state = f"smartlead:{{{fleet.key_id}}}:state"
    await until(lambda: client.hexists(state, "paused"))
    paused = await client.hget(state, "paused")
    waiting = asyncio.create_task(one_call(second))
    await until(lambda: len(fleet.entries()) == 2)
    refused, planned = fleet.entries()
    assert planned == float(paused) / 1_000_000
    assert planned > refused + 69  # the answer may have moved the entry of what was refused
    await cancel([waiting])


async def test_a_planned_request_heeds_a_pause_that_came_after_it(fleet):
    first, second = fleet.process(), fleet.process()
    await calls(first, each=3)
    permit = await first.acquire("bulk")
    permit.sent()
    waiting = asyncio.create_task(one_call(second))
    await asyncio.sleep(0.1)
    permit.done(429, {})
    await asyncio.sleep(LIMIT.per_seconds)
    assert not waiting.done()
    await cancel([waiting])


async def test_a_late_answer_makes_a_request_count_from_when_it_may_have_arrived(fleet):
    limiter = fleet.process()
    for _ in range(12):  # the round trip is known by now to be short
        await one_call(limiter)
    permit = await limiter.acquire("bulk")
    permit.sent()
    *_, before = fleet.entries()
    await asyncio.sleep(0.2)
    permit.done(200, {})
    await asyncio.sleep(0.05)
    *_, after = fleet.entries()
    assert after - before > 0.15


async def test_what_redis_forgot_is_waited_for(fleet, client):
    limiter = fleet.process()
    await calls(limiter, each=4)
    await client.delete(*await client.keys(f"*{fleet.key_id}*"))
    await calls(limiter, each=1)
    since = float(await client.hget(f"smartlead:{{{fleet.key_id}}}:state", "since")) / 1_000_000
    [entry] = fleet.entries()
    assert entry >= since + LIMIT.per_seconds


async def test_a_newcomer_does_not_wait_for_what_it_never_knew(fleet, client):
    await calls(fleet.process(), each=1)
    since = float(await client.hget(f"smartlead:{{{fleet.key_id}}}:state", "since")) / 1_000_000
    [entry] = fleet.entries()
    assert entry < since + LIMIT.per_seconds


# -- what is in Redis ------------------------------------------------------------------------------


async def test_keys_expire_share_a_slot_and_never_hold_the_api_key(shared_server, client):
    limiter = RedisRateLimiter(shared_server.url, prefix="mine")
    async with Loopback() as server, Smartlead(CANARY, base_url=server.url, limiter=limiter) as it:
        await it.request("GET", "/x")
        key_id = it._caller.channel.transport.key_id
        names = sorted(await client.keys("mine:*"))
        assert names == [f"mine:{{{key_id}}}:log", f"mine:{{{key_id}}}:state"]
        assert all([0 < await client.pttl(name) <= 5000 for name in names])
        assert CANARY not in str([names, await client.zrange(names[0], 0, -1)])


async def cluster_is_ready(node: Redis) -> bool:
    return b"cluster_state:ok" in await node.execute_command("CLUSTER", "INFO")


@pytest.mark.usefixtures("_redis_is_installed")
async def test_it_works_on_a_cluster():
    with RedisServer("--cluster-enabled", "yes") as server:
        async with Redis.from_url(server.url) as node:
            await node.execute_command("CLUSTER", "ADDSLOTSRANGE", 0, 16383)
            await until(lambda: cluster_is_ready(node))
        fleet = Fleet(server.url, cluster=True)
        processes = fleet.process(), fleet.process()
        await calls(*processes, each=4)
        await fleet.disband()
        times = fleet.entries()
        assert len(times) == 8
        assert fullest(times, LIMIT) == 4


# -- Redis is down ---------------------------------------------------------------------------------


async def test_without_redis_a_call_fails_and_says_why():
    fleet = Fleet("redis://:s3cret@127.0.0.1:1", timeout=0.0)
    with pytest.raises(
        RateLimiterUnavailableError, match=r"Redis is down .*127\.0\.0\.1:1"
    ) as info:
        await one_call(fleet.process())
    assert "s3cret" not in str(info.value)
    await fleet.disband()


async def test_all_who_wait_fail_when_redis_is_down(own_server, own_fleet):
    limiter = own_fleet.process(timeout=0.0)
    await calls(limiter, each=4)
    waiting = [asyncio.create_task(one_call(limiter)) for _ in range(3)]
    await asyncio.sleep(0.1)
    own_server.stop()
    errors = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(error) for error in errors] == [RateLimiterUnavailableError] * 3
    assert len(set(map(id, errors))) == 3


async def test_it_recovers_when_redis_is_back(own_server, own_fleet):
    limiter = own_fleet.process(timeout=0.0)
    own_server.stop()
    with pytest.raises(RateLimiterUnavailableError):
        await one_call(limiter)
    own_server.start()
    await one_call(limiter)
    assert len(own_fleet.entries()) == 1


async def test_a_restart_within_the_timeout_goes_unnoticed(own_server, own_fleet):
    limiter = own_fleet.process(timeout=30.0)
    await calls(limiter, each=4)
    waiting = [asyncio.create_task(one_call(limiter)) for _ in range(6)]
    own_server.stop()
    await asyncio.sleep(0.3)
    own_server.start()
    await asyncio.gather(*waiting)
    assert fullest(own_fleet.entries(), LIMIT) <= 4


async def test_without_redis_a_process_may_keep_to_its_share(own_server, own_fleet):
    limiter = own_fleet.process(when_down="local", expected_processes=2)
    await one_call(limiter)
    own_server.stop()
    times: list[float] = []
    for _ in range(6):
        await one_call(limiter)
        times.append(asyncio.get_running_loop().time())
    assert fullest(times, RateLimit(2, LIMIT.per_seconds)) == 2
    assert limiter.state().free_slots is not None


async def test_it_goes_back_to_redis_from_its_share(own_server, own_fleet):
    limiter = own_fleet.process(when_down="local", expected_processes=2)
    own_server.stop()
    await one_call(limiter)
    own_server.start()
    async with asyncio.timeout(30):
        while limiter.state().free_slots is not None:
            await one_call(limiter)
        await one_call(limiter)
    assert own_fleet.entries()


def test_a_share_smaller_than_one_request_is_a_longer_window():
    from smartlead_async._limiter.redis import _shares

    assert _shares([RateLimit(10, 2.0), RateLimit(3, 6.0)], 6) == [
        RateLimit(1, 2.0),
        RateLimit(1, 12.0),
    ]


# -- loops, threads, clients -----------------------------------------------------------------------


def test_several_event_loops_share_one_limiter_object(shared_server):
    limiter, key_id = RedisRateLimiter(shared_server.url), next(KEY_IDS)

    async def work() -> None:
        await calls(limiter.for_key(key_id, LIMITS), each=5)
        await limiter.release()

    threads = [threading.Thread(target=asyncio.run, args=(work(),)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = entries(shared_server.url, key_id)
    assert len(times) == 15
    assert fullest(times, LIMIT) == 4


def test_it_works_behind_the_synchronous_facade(shared_server):
    limiter = RedisRateLimiter(shared_server.url)

    async def calls_of_a_client() -> str:
        async with Loopback() as server:
            smartlead = Smartlead("sync", base_url=server.url, limiter=limiter, rate_limits=LIMITS)
            async with smartlead:
                await asyncio.gather(*(smartlead.request("GET", "/x") for _ in range(6)))
                return smartlead._caller.channel.transport.key_id

    key_id = _loop_thread.call(calls_of_a_client())
    assert len(entries(shared_server.url, key_id)) == 6


async def connections(client: Redis) -> int:
    return (await client.info("clients"))["connected_clients"]


async def only_one_is_connected(client: Redis) -> bool:
    return await connections(client) == 1


async def test_clients_of_one_key_share_a_limiter_and_the_last_closes_the_connection(own_server):
    """On a Redis of its own: another test's connections would be counted until they are closed."""
    limiter = RedisRateLimiter(own_server.url)
    async with Loopback() as server, Redis.from_url(own_server.url) as client:
        await until(lambda: only_one_is_connected(client))
        first = Smartlead("shared", base_url=server.url, limiter=limiter)
        second = Smartlead("shared", base_url=server.url, limiter=limiter)
        await first.request("GET", "/x")
        assert first._caller.channel.limiter() is second._caller.channel.limiter()
        connected = await connections(client)
        assert connected > 1
        await first.aclose()
        await second.request("GET", "/x")
        assert await connections(client) >= connected
        await second.aclose()
        await until(lambda: only_one_is_connected(client))


# -- options ---------------------------------------------------------------------------------------


def test_the_missing_extra_is_named(monkeypatch):
    monkeypatch.setattr("smartlead_async._limiter.redis.find_spec", lambda name: None)
    with pytest.raises(ImportError, match=r"smartlead-async\[redis\]"):
        RedisRateLimiter("redis://localhost")


@pytest.mark.parametrize(
    "options",
    [
        {"when_down": "hope"},
        {"when_down": "local"},
        {"when_down": "local", "expected_processes": 0},
    ],
)
def test_options_that_make_no_sense_are_refused(options):
    with pytest.raises(ConfigurationError, match=r"when_down|expected_processes"):
        RedisRateLimiter("redis://localhost", **options)


def test_the_address_may_hold_a_password_and_does_not_show():
    limiter = RedisRateLimiter("redis://:s3cret@localhost")
    assert "s3cret" not in repr(limiter)
    assert "s3cret" not in str(vars(limiter))
    assert isinstance(limiter, KeyedRateLimiter)
