"""Whatever goes wrong in the limiter or its store, no caller waits for ever."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartlead_async import RateLimit, RateLimiterUnavailableError, RedisRateLimiter
from smartlead_async._limiter import LocalRateLimiter
from smartlead_async._limiter.protocol import QueueTooLong
from smartlead_async._limiter.redis_windows import _read_plan
from tests.virtual_loop import run_virtual

LIMITS = (RateLimit(10, 2.0),)
TIMEOUT = 7.0


class BrokenWindows:
    """Windows of which one has to wait for the place, and then gets an error."""

    instant = False
    paused_until = -math.inf
    probe_next = False

    def __init__(self, error: BaseException) -> None:
        self.error: BaseException | None = error

    def free_at(self) -> float:
        return -math.inf

    async def take(self) -> Any:
        await asyncio.sleep(0.1)
        if self.error is not None:
            raise self.error
        return Place()

    def pause(self, until: float, *, probe: bool) -> None:
        self.paused_until = until

    def free_slots(self) -> None:
        return None

    def foresee(self, ahead: int, stay: Callable[[float], float]) -> float:
        return -math.inf


class Place:
    def departed(self, at: float, latest: float) -> None:
        pass

    def arrived(self, latest: float) -> None:
        pass

    def withdraw(self) -> None:
        pass


ERRORS = [ValueError("wrong"), StopAsyncIteration(), asyncio.CancelledError(), OSError(5, "no")]


@pytest.mark.virtual_time
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
async def test_an_error_of_any_kind_reaches_all_who_wait_with_its_cause(error):
    windows = BrokenWindows(error)
    limiter = LocalRateLimiter(LIMITS, windows)
    lanes = ["bulk", "interactive"] * 3
    errors = await asyncio.gather(*map(limiter.acquire, lanes), return_exceptions=True)
    assert [type(each) for each in errors] == [RateLimiterUnavailableError] * 6
    assert len(set(map(id, errors))) == 6
    for each in errors:
        assert type(error).__name__ in str(each)
        assert each.__cause__ is error
    windows.error = None
    await limiter.acquire("bulk")  # and later calls find it mended


@pytest.mark.virtual_time
async def test_a_pump_that_somebody_cancels_leaves_nobody_behind():
    limiter = LocalRateLimiter(LIMITS, BrokenWindows(ValueError()))
    waiting = asyncio.create_task(limiter.acquire("bulk"))
    await asyncio.sleep(0.05)
    limiter._pump.cancel()
    with pytest.raises(RateLimiterUnavailableError):
        await waiting


@pytest.mark.virtual_time
async def test_a_caller_that_comes_as_the_last_one_gives_up_is_served():
    limiter = LocalRateLimiter([RateLimit(1, 2.0)])
    (await limiter.acquire("bulk")).sent()
    first = asyncio.create_task(limiter.acquire("bulk"))
    await asyncio.sleep(1)
    first.cancel()
    await asyncio.wait([first])
    await limiter.acquire("bulk")


# -- Redis, as redis-py presents it ----------------------------------------------------------------


class Strange(Exception):
    """An error that nobody expects."""


class FakeRedis:
    """Does in turn what it is told to, the last of it for ever."""

    def __init__(self, deeds: list[Any]) -> None:
        self._deeds = deeds

    async def eval(self, *_: Any) -> Any:
        deed = self._deeds.pop(0) if len(self._deeds) > 1 else self._deeds[0]
        if deed is HANG:
            await asyncio.get_running_loop().create_future()
        if isinstance(deed, BaseException):
            raise deed
        return deed

    async def aclose(self) -> None:
        pass


HANG = object()

KINDS = [Strange, ValueError, TypeError, KeyError, OSError, ConnectionResetError, TimeoutError]
KINDS += [asyncio.CancelledError, StopAsyncIteration, AssertionError, RecursionError, MemoryError]
raised = st.sampled_from(KINDS).map(lambda kind: kind("s3cret"))
texts = st.one_of(st.text(max_size=6), st.from_regex(r"[0-9]{1,30}", fullmatch=True))
scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.binary(), texts)
answers = st.recursive(
    scalars, lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(texts, inner))
)
deeds = st.lists(st.one_of(st.just(HANG), raised, answers), min_size=1, max_size=5)


def is_a_plan(deed: Any) -> bool:
    """Return whether an answer happens to be one that the script gives."""
    return _read_plan(deed) is not None


@settings(derandomize=True, max_examples=60)
@given(deeds.filter(lambda deeds: not any(map(is_a_plan, deeds))), st.integers(1, 4))
def test_no_store_leaves_a_caller_waiting_beyond_its_timeout(deeds, callers):
    async def scenario() -> None:
        limiter = RedisRateLimiter("redis://:s3cret@localhost", timeout=TIMEOUT)
        limiter._store()._redis = FakeRedis(list(deeds))
        shared = limiter.for_key("key", LIMITS)
        async with asyncio.timeout(TIMEOUT + 0.001):
            errors = await asyncio.gather(
                *(shared.acquire("bulk") for _ in range(callers)), return_exceptions=True
            )
        assert [type(error) for error in errors] == [RateLimiterUnavailableError] * callers
        assert "s3cret" not in "".join(f"{error} {error.__cause__!r}" for error in errors)

    run_virtual(scenario())


@settings(derandomize=True, max_examples=100)
@given(st.lists(scalars, min_size=4, max_size=4))
def test_a_plan_that_makes_no_sense_is_no_plan(answer):
    plan = _read_plan(answer)
    assert plan is None or (plan.wait >= 0 and plan.pause >= 0)


@pytest.mark.virtual_time
@pytest.mark.parametrize("wait", ["9" * 18, "9" * 17, "9000000000000"])
async def test_a_place_beyond_all_that_is_planned_is_none(wait):
    limiter = RedisRateLimiter("redis://localhost", timeout=TIMEOUT)
    limiter._store()._redis = FakeRedis([[wait, "1", "0", "0"]])
    with pytest.raises(RateLimiterUnavailableError, match="invalid answer"):
        await limiter.for_key("key", LIMITS).acquire("bulk")
    assert asyncio.get_running_loop().time() <= TIMEOUT


@pytest.mark.virtual_time
async def test_a_store_that_hangs_once_is_asked_again_within_the_timeout():
    limiter = RedisRateLimiter("redis://localhost", timeout=TIMEOUT)
    limiter._store()._redis = FakeRedis([HANG, ["0", "1", "0", "0"]])
    await limiter.for_key("key", LIMITS).acquire("bulk")
    assert asyncio.get_running_loop().time() == pytest.approx(2.1)


@pytest.mark.virtual_time
async def test_a_timeout_of_zero_makes_one_attempt():
    limiter = RedisRateLimiter("redis://localhost", timeout=0)
    limiter._store()._redis = FakeRedis([HANG])
    with pytest.raises(RateLimiterUnavailableError):
        await limiter.for_key("key", LIMITS).acquire("bulk")
    assert asyncio.get_running_loop().time() == 2


@pytest.mark.virtual_time
@pytest.mark.skipif(not hasattr(asyncio, "eager_task_factory"), reason="needs Python 3.12")
async def test_a_store_that_breaks_at_once_reaches_the_caller_of_an_eager_loop():
    class Strict(BrokenWindows):
        async def take(self) -> Any:
            raise ValueError

    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    with pytest.raises(RateLimiterUnavailableError, match="broke"):
        await LocalRateLimiter(LIMITS, Strict(ValueError())).acquire("bulk")


@pytest.mark.virtual_time
async def test_a_client_that_joins_while_the_last_one_leaves_keeps_its_connection():
    class Counting(FakeRedis):
        closed = 0

        async def aclose(self) -> None:
            self.closed += 1

    limiter = RedisRateLimiter("redis://localhost")
    store = limiter._store()
    redis = store._redis = Counting([["0", "1", "0", "0"]])
    await limiter.for_key("key", LIMITS).acquire("bulk")
    store.start(asyncio.sleep(0.3))
    leaving = asyncio.create_task(limiter.release())
    await asyncio.sleep(0.1)
    joined = limiter.for_key("key", LIMITS)
    await leaving
    assert redis.closed == 0
    await joined.acquire("bulk")
    await limiter.release()
    assert redis.closed == 1


@pytest.mark.virtual_time
async def test_asking_the_store_is_no_waiting_in_the_queue():
    class Slow(FakeRedis):
        async def eval(self, *_: Any) -> Any:
            await asyncio.sleep(0.02)
            return await super().eval()

    limiter = RedisRateLimiter("redis://localhost")
    limiter._store()._redis = Slow([["0", "1", "0", "0"], ["5000", "0", "0", "0"]])
    shared = limiter.for_key("key", LIMITS)
    await shared.acquire_within("interactive", longest_wait=0)
    with pytest.raises(QueueTooLong):
        await shared.acquire_within("interactive", longest_wait=0)
    assert asyncio.get_running_loop().time() < 1
