"""The retry policy alone, and in a call on virtual time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from itertools import islice, pairwise
from typing import Any

import pytest
from attrs import define, field

from smartlead_async import (
    APIConnectionError,
    OutcomeUnknownError,
    RateLimit,
    RateLimitError,
    ServerError,
)
from smartlead_async._http.call import Caller
from smartlead_async._http.channel import Channel
from smartlead_async._http.endpoint import raw_request
from smartlead_async._http.retry import (
    Again,
    OutcomeUnknown,
    RetryPolicy,
    RetryState,
    Settled,
    backoffs,
)
from smartlead_async._http.transport import Failure, Outcome, RawResponse
from smartlead_async._limiter.local import LocalRateLimiter
from smartlead_async._options import Options
from tests.support import CountingLimiter

POLICY = RetryPolicy(max_retries=3, max_rate_limit_wait=100)
LOST = Failure("lost", sent=True, description="lost")
UNSENT = Failure("connect", sent=False, description="refused")
LATE = Failure("timeout", sent=True, description="late")
REPEATABLE = ["safe", "idempotent", "deduplicated"]


def said(status: int, **headers: str) -> RawResponse:
    return RawResponse(status, {k.replace("_", "-"): v for k, v in headers.items()}, b"")


def decide(outcome: Outcome, repeat: Any, state: RetryState | None = None, **rest: Any) -> Any:
    method = rest.pop("method", "GET")
    return POLICY.decide(state or RetryState(), outcome, method=method, repeat=repeat, **rest)


@pytest.mark.parametrize("repeat", REPEATABLE)
@pytest.mark.parametrize("outcome", [LOST, LATE, UNSENT, *map(said, (500, 502, 503, 504, 520))])
def test_what_may_be_repeated_is(outcome: Outcome, repeat: str) -> None:
    assert isinstance(decide(outcome, repeat), Again)


@pytest.mark.parametrize(
    ("outcome", "step"),
    [
        (LOST, OutcomeUnknown),
        (LATE, OutcomeUnknown),
        (Failure("timeout", sent=False, description="no connection in time"), Again),
        (UNSENT, Again),
        (said(502), OutcomeUnknown),
        (said(503), OutcomeUnknown),
        (said(504), OutcomeUnknown),
        (said(524), OutcomeUnknown),
        (said(500), Settled),
        (said(501), Settled),
        (said(200), Settled),
        (said(404), Settled),
        (said(429), Again),
    ],
)
def test_what_must_not_be_repeated_is_only_when_it_was_not_carried_out(
    outcome: Outcome, step: type
) -> None:
    assert type(decide(outcome, "never")) is step


@pytest.mark.parametrize("repeat", [*REPEATABLE, "never"])
@pytest.mark.parametrize("status", [200, 201, 204, 302, 400, 401, 403, 404, 409, 422, 501, 505])
def test_answers_are_final(status: int, repeat: str) -> None:
    assert decide(said(status), repeat) == Settled(said(status))


def test_one_500_to_a_write_is_repeated_and_the_second_is_final_even_after_other_failures() -> None:
    first = decide(said(500), "idempotent")
    then = decide(LOST, "idempotent", first.state)
    assert isinstance(decide(said(500), "idempotent", then.state), Settled)
    assert isinstance(decide(said(503), "idempotent", then.state), Again)


@pytest.mark.parametrize("repeat", ["safe", "deduplicated"])
def test_a_500_where_repeating_does_no_harm_is_repeated_like_any_failure(repeat: str) -> None:
    state, steps = RetryState(), 0
    while isinstance(step := decide(said(500), repeat, state), Again):
        state, steps = step.state, steps + 1
    assert step == Settled(said(500))
    assert steps == POLICY.max_retries


@pytest.mark.parametrize("repeat", REPEATABLE)
def test_an_answer_without_json_is_a_passing_failure(repeat: str) -> None:
    step = decide(said(200), repeat, readable=False)
    assert isinstance(step, Again)
    assert step.state.ambiguous
    exhausted = RetryState(retries=POLICY.max_retries)
    assert decide(said(200), repeat, exhausted, readable=False) == Settled(said(200))


def test_an_answer_without_json_to_what_must_not_be_repeated_is_final() -> None:
    assert decide(said(200), "never", readable=False) == Settled(said(200))


def test_429s_do_not_count_as_retries() -> None:
    state = RetryState(retries=3)
    assert isinstance(decide(LOST, "safe", state), Settled)
    step = decide(said(429, retry_after="5"), "never", state)
    assert (step.pause, step.state.retries, step.state.paused) == (5, 3, 5)


@pytest.mark.parametrize(
    ("paused", "asked", "step"), [(0, "100", Again), (0, "100.5", Settled), (95, "6", Settled)]
)
def test_pauses_add_up_to_what_is_allowed_at_most(paused: float, asked: str, step: type) -> None:
    state = RetryState(paused=paused)
    assert type(decide(said(429, retry_after=asked), "safe", state)) is step


@pytest.mark.parametrize("cause", [LOST, LATE, said(502), said(500)])
def test_a_repeated_delete_that_finds_nothing_was_carried_out(cause: Outcome) -> None:
    state = decide(cause, "idempotent", method="DELETE").state
    step = decide(said(404), "idempotent", state, method="DELETE")
    assert step == Settled(said(404), carried_out=True)
    assert decide(said(404), "idempotent", state, method="GET") == Settled(said(404))


@pytest.mark.parametrize("then", [UNSENT, said(429)])
def test_what_comes_after_an_ambiguous_attempt_does_not_make_it_definite(then: Outcome) -> None:
    state = decide(LOST, "idempotent", method="DELETE").state
    state = decide(then, "idempotent", state, method="DELETE").state
    assert decide(said(404), "idempotent", state, method="DELETE").carried_out


@pytest.mark.parametrize("cause", [UNSENT, said(429)])
def test_a_delete_that_was_never_carried_out_and_finds_nothing_failed(cause: Outcome) -> None:
    state = decide(cause, "idempotent", method="DELETE").state
    assert decide(said(404), "idempotent", state, method="DELETE") == Settled(said(404))


def test_the_backoff_doubles_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backoff.full_jitter", lambda seconds: seconds)
    bounds = list(islice(backoffs(), 50))
    assert bounds[:7] == [0.5, 1, 2, 4, 8, 16, 30]
    assert set(bounds[7:]) == {30}


# -- calls on virtual time -----------------------------------------------------------------------


@define
class FakeTransport:
    """Answers at once what it was told to, and notes when it was asked."""

    outcomes: list[Outcome]
    key_id: str = "id"
    closed: bool = False
    sent_at: list[float] = field(factory=list)

    async def exchange(self, *_: Any, on_sent: Callable[[], None], **__: Any) -> Outcome:
        outcome = self.outcomes[min(len(self.sent_at), len(self.outcomes) - 1)]
        if isinstance(outcome, RawResponse) or outcome.sent:
            on_sent()
        self.sent_at.append(asyncio.get_running_loop().time())
        return outcome

    def redact(self, raw: RawResponse) -> RawResponse:
        return raw

    def safe_headers(self, headers: Any) -> Any:
        return headers


class Call:
    """One raw call, and when its attempts were made."""

    def __init__(self, *outcomes: Outcome, limiter: Any = None, **options: Any) -> None:
        self.transport = FakeTransport(list(outcomes))
        self.limiter = limiter or CountingLimiter()
        self.options = Options(**options)

    async def run(self, repeat: Any = "safe", method: str = "GET") -> Any:
        channel = Channel(
            self.transport,  # type: ignore[arg-type]
            rate_limits=[RateLimit(10, 2)],
            limiter=self.limiter,
        )
        request = raw_request(method, "/x", params=None, json=None, repeat=repeat)
        return await Caller(channel, self.options).send(request)

    @property
    def gaps(self) -> list[float]:
        times = self.transport.sent_at
        return [round(later - earlier, 9) for earlier, later in pairwise(times)]


@pytest.fixture
def longest_backoff(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backoff.full_jitter", lambda seconds: seconds)


@pytest.mark.virtual_time
@pytest.mark.usefixtures("longest_backoff")
async def test_failures_are_waited_out_with_growing_delays() -> None:
    call = Call(said(503), LOST, LATE, UNSENT, said(200))
    assert await call.run() is None
    assert call.gaps == [0.5, 1, 2, 4]


@pytest.mark.virtual_time
async def test_the_delay_is_jittered_over_its_whole_length(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[tuple[float, float]] = []
    monkeypatch.setattr("random.uniform", lambda low, high: drawn.append((low, high)) or low)
    call = Call(said(503), said(503), said(200))
    await call.run()
    assert drawn == [(0, 0.5), (0, 1)]
    assert call.gaps == [0, 0]


@pytest.mark.virtual_time
@pytest.mark.parametrize("repeat", ["never", "safe"])
async def test_429s_are_waited_out_exactly_as_asked(repeat: str) -> None:
    body = RawResponse(429, {}, b'{"error": {"code": "X", "retry_after": 7}}')
    call = Call(said(429, retry_after="3.5"), body, said(429, retry_after="0"), said(200))
    await call.run(repeat)
    assert call.gaps == [3.5, 7, 2]


@pytest.mark.virtual_time
async def test_without_a_hint_the_pauses_double_and_a_call_gives_up_before_waiting_in_vain() -> (
    None
):
    call = Call(said(429), max_retries=0, max_rate_limit_wait=60)
    with pytest.raises(RateLimitError, match="raise max_rate_limit_wait"):
        await call.run("never")
    assert call.gaps == [2, 4, 8, 16]  # 32 more would be 62


@pytest.mark.virtual_time
async def test_a_pause_longer_than_allowed_is_not_begun() -> None:
    call = Call(said(429, retry_after="301"))
    with pytest.raises(RateLimitError) as caught:
        await call.run()
    assert caught.value.retry_after == 301
    assert asyncio.get_running_loop().time() == 0


@pytest.mark.virtual_time
@pytest.mark.usefixtures("longest_backoff")
async def test_429s_between_failures_leave_the_retries_alone() -> None:
    call = Call(LOST, said(429), LOST, said(429), LOST, max_retries=2)
    with pytest.raises(APIConnectionError, match=r"lost \(5 attempts\)"):
        await call.run()
    assert call.gaps == [0.5, 2, 1, 4]


@pytest.mark.virtual_time
async def test_without_retries_the_first_failure_is_final() -> None:
    for outcome, error in ((said(503), ServerError), (LOST, APIConnectionError)):
        call = Call(outcome, max_retries=0)
        with pytest.raises(error):
            await call.run()
        assert len(call.transport.sent_at) == 1


@pytest.mark.virtual_time
async def test_an_unknown_outcome_after_429s_is_not_repeated() -> None:
    call = Call(said(429), said(429), LOST, said(200))
    with pytest.raises(OutcomeUnknownError, match="lost"):
        await call.run("never", "POST")
    assert len(call.transport.sent_at) == 3


@pytest.mark.virtual_time
@pytest.mark.usefixtures("longest_backoff")
async def test_each_repetition_takes_a_permit_and_each_permit_is_settled() -> None:
    call = Call(said(503), UNSENT, LOST, said(429), said(200))
    await call.run()
    assert [permit.said for permit in call.limiter.permits] == [
        ["sent", "done"],
        ["cancelled"],
        ["sent", "cancelled"],
        ["sent", "done"],
        ["sent", "done"],
    ]


@pytest.mark.virtual_time
async def test_waiting_for_a_permit_counts_against_nothing() -> None:
    class Slow(CountingLimiter):
        async def acquire(self, lane: Any) -> Any:
            await asyncio.sleep(1000)
            return await super().acquire(lane)

    call = Call(said(429, retry_after="4"), said(200), limiter=Slow(), max_rate_limit_wait=5)
    await call.run()
    assert call.gaps == [1004]


@pytest.mark.virtual_time
async def test_a_429_pauses_the_whole_key() -> None:
    limiter = LocalRateLimiter([RateLimit(10, 2)])
    refused = Call(said(429, retry_after="20"), said(200), limiter=limiter)
    other = Call(said(200), limiter=limiter)
    first = asyncio.ensure_future(refused.run())
    await asyncio.sleep(1)
    await asyncio.gather(first, other.run())
    assert other.transport.sent_at[0] >= 20
    assert refused.gaps[0] >= 20


@pytest.mark.virtual_time
@pytest.mark.usefixtures("longest_backoff")
async def test_repetitions_are_logged_without_a_body(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "smartlead_async")
    body = RawResponse(503, {}, b"secret words")
    await Call(body, said(200)).run()
    lines = [(record.levelname, record.getMessage()) for record in caplog.records]
    assert lines == [
        ("DEBUG", "GET /x → 503 in 0 ms (attempt 1)"),
        ("WARNING", "GET /x → 503: retry 1 of 4 in 0.5 s"),
        ("DEBUG", "GET /x → 200 in 0 ms (attempt 2)"),
    ]


@pytest.mark.virtual_time
async def test_cancelling_a_call_that_waits_ends_it_at_once() -> None:
    call = Call(said(429, retry_after="200"), said(200))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(call.run(), 50)
    assert asyncio.get_running_loop().time() == 50
    assert len(call.transport.sent_at) == 1
