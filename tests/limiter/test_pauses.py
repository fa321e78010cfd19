"""How long a pause is believed, and who waits it out."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import Any

import pytest

from smartlead_async import RateLimit, RateLimitError
from smartlead_async._http.call import Caller
from smartlead_async._http.channel import Channel
from smartlead_async._http.endpoint import raw_request
from smartlead_async._http.transport import RawResponse
from smartlead_async._limiter import LocalRateLimiter
from smartlead_async._limiter.protocol import KeyPaused
from smartlead_async._options import Options
from tests.support import CountingLimiter, CountingPermit

pytestmark = pytest.mark.virtual_time

RESET = "1700000000"  # with the Date below, 5 s ahead
DATE = "Tue, 14 Nov 2023 22:13:15 GMT"


def now() -> float:
    return asyncio.get_running_loop().time()


@pytest.fixture
async def limiter() -> LocalRateLimiter:
    return LocalRateLimiter([RateLimit(10, 2.0)])


async def answered(limiter: LocalRateLimiter, status: int, headers: Any = None) -> float:
    """Make a request and return the pause that its answer brings."""
    permit = await limiter.acquire("bulk")
    permit.sent()
    return permit.done(status, headers or {})


async def paused(limiter: LocalRateLimiter, seconds: object) -> float:
    return await answered(limiter, 429, {"retry-after": str(seconds)})


# -- who waits -----------------------------------------------------------------------------------


async def test_a_call_does_not_begin_to_wait_for_a_pause_that_is_too_long_for_it(limiter):
    await paused(limiter, 400)
    with pytest.raises(KeyPaused) as caught:
        await limiter.acquire_within("interactive", longest_pause=300)
    assert 400 <= caught.value.seconds <= 400.05
    assert now() == 0
    await asyncio.sleep(101)
    await limiter.acquire_within("interactive", longest_pause=300)
    assert 400 <= now() <= 400.06


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("lane", ["interactive", "bulk"])
async def test_a_call_that_waits_already_ends_as_the_pause_begins(limiter, lane, again):
    held = [await limiter.acquire("bulk") for _ in range(10)]
    acquire = partial(limiter.acquire_within, lane, again=again)
    hasty = [asyncio.create_task(acquire(longest_pause=300)) for _ in range(3)]
    patient = asyncio.create_task(acquire(longest_pause=500))
    await asyncio.sleep(1)
    held.pop().done(429, {"retry-after": "400"})
    errors = await asyncio.gather(*hasty, return_exceptions=True)
    assert [type(error) for error in errors] == [KeyPaused] * 3
    assert now() == 1
    await patient
    assert now() >= 401


async def test_nothing_runs_on_when_the_pause_was_too_long_for_all(limiter):
    held = [await limiter.acquire("bulk") for _ in range(10)]
    task = asyncio.create_task(limiter.acquire_within("bulk", longest_pause=1))
    await asyncio.sleep(1)
    for permit in held:
        permit.done(429, {"retry-after": "400"})
    with pytest.raises(KeyPaused):
        await task
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_callers_that_gave_up_behind_a_paused_head_are_let_go(limiter):
    await paused(limiter, 400)
    head = asyncio.create_task(limiter.acquire("bulk"))
    others = [asyncio.create_task(limiter.acquire("bulk")) for _ in range(50)]
    await asyncio.sleep(1)
    for task in reversed(others):
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    assert len(limiter._lanes["bulk"].first_attempts) == 1
    head.cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == {asyncio.current_task()}


# -- how long ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"retry-after": "86400"},
        {"retry-after": "1e9"},
        {"retry-after": "Fri, 31 Dec 9999 23:59:59 GMT"},
        {"x-ratelimit-reset": "1e11"},
        {"x-ratelimit-reset": "1e11", "x-ratelimit-remaining": "0"},
    ],
    ids=str,
)
@pytest.mark.parametrize("status", [200, 429])
async def test_no_pause_is_believed_for_more_than_an_hour(limiter, headers, status, caplog):
    if status == 200 and "x-ratelimit-remaining" not in headers:
        headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1e11"}
    assert await answered(limiter, status, headers) == 3600
    assert "pause for 3600.0 s (of " in caplog.text
    await limiter.acquire("bulk")
    assert 3600 <= now() <= 3600.06


async def test_then_one_request_goes_first_and_its_answer_lets_the_others_go(limiter):
    await paused(limiter, 86400)
    calls = [asyncio.create_task(limiter.acquire("bulk")) for _ in range(4)]
    probe = await calls.pop(0)
    probe.sent()
    calls.append(asyncio.create_task(limiter.acquire("interactive")))
    await asyncio.sleep(30)
    assert not any(task.done() for task in calls)
    probe.done(200, {})
    await asyncio.gather(*calls)
    assert 3630 <= now() <= 3630.1


async def test_a_probe_that_is_refused_begins_another_pause(limiter):
    await paused(limiter, 86400)
    assert await paused(limiter, 86400) == 3600
    first, second = (asyncio.create_task(limiter.acquire("bulk")) for _ in range(2))
    (await first).done(429, {"retry-after": "10"})
    await second
    assert 7210 <= now() <= 7210.2


@pytest.mark.parametrize("sent", [False, True])
async def test_a_probe_without_an_answer_is_followed_by_another(limiter, sent):
    await paused(limiter, 86400)
    calls = [asyncio.create_task(limiter.acquire("bulk")) for _ in range(3)]
    probe = await calls[0]
    if sent:
        probe.sent()
    probe.cancelled()
    await asyncio.sleep(30)
    assert [task.done() for task in calls] == [True, True, False]
    (await calls[1]).done(200, {})
    await calls[2]


async def test_after_a_shorter_pause_all_go_at_once(limiter):
    await paused(limiter, 3600)
    await asyncio.gather(*(limiter.acquire("bulk") for _ in range(9)))
    assert 3600 <= now() <= 3600.06


# -- what is said of it --------------------------------------------------------------------------


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [r.getMessage() for r in caplog.records if r.levelno == logging.WARNING]


async def test_every_pause_is_a_warning_and_a_storm_is_one(limiter, caplog):
    permits = [await limiter.acquire("bulk") for _ in range(10)]
    for permit in permits:
        permit.done(429, {"retry-after": "7"})
    assert warnings(caplog) == ["429: all calls on this key pause for 7.0 s"]


async def test_a_429_that_prolongs_the_pause_is_a_warning(limiter, caplog):
    permits = [await limiter.acquire("bulk") for _ in range(2)]
    permits[0].done(429, {"retry-after": "7"})
    permits[1].done(429, {"retry-after": "9"})
    assert [line.split()[-2] for line in warnings(caplog)] == ["7.0", "9.0"]


async def test_a_pause_until_the_reset_is_a_warning(limiter, caplog):
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": RESET, "date": DATE}
    assert await answered(limiter, 200, headers) == 5
    [line] = warnings(caplog)
    assert line == "the server says that no request is left: all calls on this key pause for 5.0 s"


async def test_an_answer_that_asks_for_nothing_pauses_nothing(limiter, caplog):
    assert await answered(limiter, 200, {"x-ratelimit-remaining": "3"}) == 0
    assert warnings(caplog) == []


# -- in a call -----------------------------------------------------------------------------------


class FakeTransport:
    """Gives the answers in turn, the last one for all further requests."""

    key_id = "id"
    closed = False

    def __init__(self, *answers: RawResponse) -> None:
        self.answers = list(answers)
        self.sent_at: list[float] = []

    async def exchange(self, *_, on_sent, **__) -> RawResponse:
        on_sent()
        self.sent_at.append(now())
        return self.answers[min(len(self.sent_at), len(self.answers)) - 1]

    def redact(self, raw: RawResponse) -> RawResponse:
        return raw

    def safe_headers(self, headers: Any) -> Any:
        return headers


async def call(transport: FakeTransport, limiter: Any, **options: Any) -> Any:
    channel = Channel(transport, rate_limits=[RateLimit(10, 2)], limiter=limiter)
    request = raw_request("GET", "/x", params=None, json=None, repeat="safe")
    return await Caller(channel, Options(**options)).send(request)


OK = RawResponse(200, {}, b"")


def refused(seconds: object) -> RawResponse:
    return RawResponse(429, {"retry-after": str(seconds)}, b"")


async def test_a_call_on_a_key_that_is_paused_for_too_long_says_until_when(limiter):
    await paused(limiter, 400)
    transport = FakeTransport(OK)
    with pytest.raises(RateLimitError, match=r"not sent: .* until \d{4}-\d\d-\d\d .*") as caught:
        await call(transport, limiter)
    error = caught.value
    assert (error.status_code, error.method, error.path) == (429, "GET", "/x")
    assert 400 <= error.retry_after <= 400.05
    assert transport.sent_at == []
    assert now() == 0
    await call(transport, limiter, max_rate_limit_wait=500)
    assert len(transport.sent_at) == 1


async def test_one_that_was_sent_before_the_pause_does_not_say_that_it_was_not(limiter):
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1e11"}
    transport = FakeTransport(RawResponse(503, headers, b""))
    with pytest.raises(RateLimitError, match="not sent again: all calls on this key are paused"):
        await call(transport, limiter)
    assert len(transport.sent_at) == 1


async def test_a_call_waits_as_long_as_the_limiter_pauses(limiter):
    transport = FakeTransport(refused(86400), OK)
    await call(transport, limiter, max_rate_limit_wait=3600)
    assert 3600 <= transport.sent_at[1] <= 3600.06


async def test_the_pauses_of_a_call_add_up_also_where_the_limiter_decides_on_them(limiter):
    transport = FakeTransport(refused(40))
    with pytest.raises(RateLimitError, match="max_rate_limit_wait"):
        await call(transport, limiter, max_rate_limit_wait=100)
    assert len(transport.sent_at) == 3


async def test_a_limiter_of_ones_own_may_decide_on_the_pause():
    class Decided(CountingPermit):
        def done(self, status, headers, *, retry_after=None) -> float | None:
            return 30.0 if status == 429 else None

    class Deciding(CountingLimiter):
        async def acquire(self, lane):
            return Decided()

    transport = FakeTransport(refused(5), OK)
    await call(transport, Deciding())
    assert transport.sent_at == [0, 30]


async def test_without_its_word_the_call_does_as_the_answer_asks_for_an_hour_at_most():
    transport = FakeTransport(refused(5), refused(86400), OK)
    await call(transport, CountingLimiter(), max_rate_limit_wait=3605)
    assert transport.sent_at == [0, 5, 3605]


async def test_every_pause_is_a_warning_however_short(limiter, caplog):
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": f"{RESET}.9"}
    date = {"date": "Tue, 14 Nov 2023 22:13:20 GMT"}
    for _ in range(3):
        assert await answered(limiter, 200, headers | date) == pytest.approx(0.9)
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 3
