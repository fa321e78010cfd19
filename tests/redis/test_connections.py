"""Connections, addresses and answers of Redis, and of what may stand in its place."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
import traceback
import weakref
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from redis import Redis

from smartlead_async import (
    ConfigurationError,
    RateLimit,
    RateLimiterUnavailableError,
    RedisRateLimiter,
    Smartlead,
)
from tests.support import Loopback, everything_of

LIMITS = (RateLimit(10, 0.5),)


# -- options ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"timeout": None}, "timeout"),
        ({"timeout": "10"}, "timeout"),
        ({"timeout": -1}, "timeout"),
        ({"timeout": True}, "timeout"),
        ({"timeout": float("nan")}, "timeout"),
        ({"timeout": float("inf")}, "timeout"),
        ({"expected_processes": 0}, "expected_processes"),
        ({"expected_processes": "4"}, "expected_processes"),
        ({"expected_processes": 2.0}, "expected_processes"),
        ({"expected_processes": True}, "expected_processes"),
        ({"when_down": "local", "expected_processes": 1.5}, "expected_processes"),
        ({"prefix": ""}, "prefix"),
        ({"prefix": None}, "prefix"),
        ({"prefix": b"x"}, "prefix"),
        ({"prefix": "a\nb"}, "prefix"),
        ({"prefix": "\udc80"}, "prefix"),
        ({"cluster": "yes"}, "cluster"),
        ({"cluster": None}, "cluster"),
        ({"when_down": None}, "when_down"),
        ({"when_down": []}, "when_down"),
    ],
    ids=str,
)
def test_an_option_that_makes_no_sense_is_named(options, named):
    with pytest.raises(ConfigurationError, match=named) as caught:
        RedisRateLimiter("redis://:s3cret@localhost", **options)
    assert "s3cret" not in everything_of(caught.value)


BAD_ADDRESSES = [
    "",
    "localhost:6379",
    "http://:s3cret@localhost",
    "redis://:s3cret#more@localhost",
    "redis://:s3cret@localhost:port",
    "redis://:s3cret@localhost:99999",
    "redis://:s3cret@[::1",
    "redis://:s3cret@localhost?db=s3cret",
    "redis://localhost?password=s3cret&nonsense=1",
    "redis://:a?s3cret=x@localhost",
    "redis://:s3cret@localhost?timeout=1",
    None,
    5,
    b"redis://:s3cret@localhost",
]


@pytest.mark.parametrize("cluster", [False, True])
@pytest.mark.parametrize("url", BAD_ADDRESSES, ids=str)
def test_an_address_that_makes_no_sense_is_refused_without_showing_its_password(url, cluster):
    with pytest.raises(ConfigurationError, match=r"^url (is|has|must)") as caught:
        RedisRateLimiter(url, cluster=cluster)
    assert "s3cret" not in everything_of(caught.value)


@pytest.mark.parametrize("option", ["protocol=7", "retry=x", "parser_class=x"])
def test_an_option_of_the_address_that_no_connection_takes_is_refused(option):
    with pytest.raises(ConfigurationError) as caught:
        RedisRateLimiter(f"redis://:s3cret@localhost?{option}")
    assert "s3cret" not in everything_of(caught.value)


def test_an_unknown_option_of_the_address_is_named():
    with pytest.raises(ConfigurationError, match="does not know: nonsense"):
        RedisRateLimiter("redis://localhost/0?nonsense=1")


def test_a_limiter_that_could_not_be_made_can_be_shown():
    with pytest.raises(ConfigurationError) as caught:
        RedisRateLimiter("redis://localhost", prefix=5)
    frames = traceback.walk_tb(caught.value.__traceback__)
    stack = traceback.StackSummary.extract(frames, capture_locals=True)
    assert "RedisRateLimiter" in str([frame.locals for frame in stack])
    assert "error" not in str([frame.locals.get("self") for frame in stack if frame.locals])


# -- answers ---------------------------------------------------------------------------------------


@asynccontextmanager
async def in_place_of_redis(reply: bytes | None) -> AsyncIterator[str]:
    """Answer whatever is asked with the same bytes; with None, never."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(65536):
            if reply is not None:
                writer.write(reply)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    yield f"redis://:s3cret@127.0.0.1:{port}?protocol=2"
    server.close()


@pytest.mark.parametrize(
    "reply",
    [
        b"+OK\r\n",
        b":5\r\n",
        b"*2\r\n:1\r\n:2\r\n",
        b"*4\r\n+x\r\n+y\r\n+z\r\n+0\r\n",
        b"$-1\r\n",
        b"*0\r\n",
        b"$4\r\n1234\r\n",
        b"-ERR unknown command 'AUTH', with args beginning with: 's3cret'\r\n",
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"\x00\xff\r\n",
        None,
    ],
    ids=str,
)
async def test_whatever_answers_in_its_place_no_caller_waits_for_ever(reply):
    async with in_place_of_redis(reply) as url, asyncio.timeout(20):
        limiter = RedisRateLimiter(url, timeout=0.3)
        shared = limiter.for_key("key", LIMITS)
        errors = await asyncio.gather(
            *(shared.acquire("bulk") for _ in range(3)), return_exceptions=True
        )
        await limiter.release()
    assert [type(error) for error in errors] == [RateLimiterUnavailableError] * 3
    for error in errors:
        assert "s3cret" not in everything_of(error)


async def test_the_cause_is_chained_where_it_shows_no_password():
    limiter = RedisRateLimiter("redis://:s3cret@127.0.0.1:1", timeout=0)
    with pytest.raises(RateLimiterUnavailableError) as caught:
        await limiter.for_key("key", LIMITS).acquire("bulk")
    assert isinstance(caught.value.__cause__, Exception)
    assert "s3cret" not in everything_of(caught.value)
    await limiter.release()


# -- many event loops ------------------------------------------------------------------------------


def connected(url: str) -> int:
    with Redis.from_url(url) as client:
        return int(client.info("clients")["connected_clients"])


def soon(condition: Callable[[], bool]) -> bool:
    """Return whether something comes true: Redis takes note of a closed connection by itself."""
    deadline = time.monotonic() + 10
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()


class Program:
    """A client at module level, used in one short event loop after the other."""

    def __init__(self, url: str) -> None:
        self.limiter = RedisRateLimiter(url)
        self.loops: list[weakref.ref[asyncio.AbstractEventLoop]] = []
        self.smartlead: Any = None

    async def use(self) -> None:
        self.loops.append(weakref.ref(asyncio.get_running_loop()))
        async with Loopback() as server:
            if self.smartlead is None:
                self.smartlead = Smartlead("loops", base_url=server.url, limiter=self.limiter)
            self.smartlead._caller.channel.transport._base_urls = {"main": server.url}
            await self.smartlead.request("GET", "/x")

    def living_loops(self) -> int:
        gc.collect()
        return sum(loop() is not None for loop in self.loops)


def test_a_client_used_in_many_short_event_loops_leaves_no_connection_open(shared_server):
    before = connected(shared_server.url)
    program = Program(shared_server.url)
    for _ in range(4):
        asyncio.run(program.use())
        assert soon(lambda: connected(shared_server.url) == before)
    asyncio.run(program.smartlead.aclose())
    assert program.limiter._stores == {}


def test_a_limiter_at_module_level_keeps_no_closed_event_loop(shared_server):
    program = Program(shared_server.url)
    for _ in range(4):
        asyncio.run(program.use())
        asyncio.run(program.smartlead.aclose())
        program.smartlead = None
    assert program.living_loops() == 0


def test_a_loop_that_ended_without_its_generators_is_let_go_by_the_next(shared_server):
    program = Program(shared_server.url)

    async def ask() -> None:
        program.loops.append(weakref.ref(asyncio.get_running_loop()))
        program.limiter.for_key("key", LIMITS)

    loop = asyncio.new_event_loop()
    loop.run_until_complete(ask())
    loop.close()
    del loop
    asyncio.run(ask())
    assert len(program.limiter._stores) == 1
    assert program.living_loops() == 1


def test_event_loops_of_threads_leave_no_connection_open(shared_server):
    before = connected(shared_server.url)
    limiter = RedisRateLimiter(shared_server.url)

    async def call() -> None:
        (await limiter.for_key("threads", LIMITS).acquire("bulk")).cancelled()

    threads = [threading.Thread(target=asyncio.run, args=(call(),)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert limiter._stores == {}
    assert soon(lambda: connected(shared_server.url) == before)


# -- pauses ----------------------------------------------------------------------------------------


async def test_a_pause_of_another_process_ends_a_call_and_is_told(shared_server):
    one, other = RedisRateLimiter(shared_server.url), RedisRateLimiter(shared_server.url)
    permit = await one.for_key("paused", LIMITS).acquire("bulk")
    assert permit.done(429, {"retry-after": "86400"}) == 3600
    await one.release()  # once Redis was told
    async with (
        Loopback() as server,
        Smartlead("another", base_url=server.url, limiter=other, rate_limits=LIMITS) as it,
    ):
        shared = it._caller.channel._joined = other.for_key("paused", LIMITS)
        with pytest.raises(Exception, match="not sent: all calls on this key are paused until"):
            await it.request("GET", "/x")
        assert 3590 < it.rate_limit_state().paused_for_s <= 3600.1
        assert shared._windows.probe_next
    await other.release()
    assert server.requests == []


async def test_a_pause_of_a_day_that_stands_in_redis_is_cut_to_an_hour(shared_server):
    day = 86_400_000_000
    with Redis.from_url(shared_server.url) as client:
        seconds, microseconds = client.time()
        until = seconds * 1_000_000 + microseconds + day
        client.hset("smartlead:{old}:state", "paused", str(until))
        limiter = RedisRateLimiter(shared_server.url)
        shared = limiter.for_key("old", LIMITS)
        task = asyncio.create_task(shared.acquire("bulk"))
        assert await asyncio.to_thread(soon, lambda: shared.state().paused_for_s > 0)
        assert shared.state().paused_for_s <= 3600
        cut = int(client.hget("smartlead:{old}:state", "paused"))
        assert cut <= until - day + 3_700_000_000
    task.cancel()
    await asyncio.wait([task])
    await limiter.release()
