"""A call, top to bottom: wire form, permit, exchange, decision, wait, answer."""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
import logging
import math
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Any, Final, Generic, Protocol, TypeVar

from attrs import define, evolve, field, frozen

from .._codec import dumps
from .._errors import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    OutcomeUnknownError,
    QueueTimeoutError,
    RateLimitError,
    ResponseDecodeError,
    SmartleadError,
)
from .._limiter import (
    KeyPaused,
    Lane,
    LocalRateLimiter,
    Permit,
    QueueingRateLimiter,
    QueueTooLong,
    RateLimiter,
)
from .._naming import named
from .._options import NOT_GIVEN, AttemptInfo, Options
from .._patience import Patience
from .._watch import CallWatch, watching
from .channel import Channel
from .endpoint import Request
from .response import (
    asked_to_wait,
    interpret,
    is_unknown_route,
    lacks_json,
    redirected,
    refuses_form,
)
from .retry import Again, OutcomeUnknown, RetryPolicy, RetryState, Settled, backoffs, was_sent
from .transport import Failure, Outcome, RawResponse, Sink, Transport

__all__ = ["Caller", "Observer"]

T = TypeVar("T")

_log = logging.getLogger("smartlead_async")
_call_ids = itertools.count(1)
_MOST_REDIRECTS: Final = 3
_NAMELESS: Final = nullcontext()
_UNWATCHED: Final = nullcontext[CallWatch | None](None)
_CARRIED_OUT: Final = RawResponse(200, {}, b"")


class Observer(Protocol):
    """Follows the attempts of one call."""

    def departed(self) -> None:
        """A request is going out."""

    def attempted(self, info: AttemptInfo, /) -> None:
        """An attempt is over."""


@frozen
class Caller:
    """Carries out the requests of one client.

    Args:
        channel: Transport and limiter.
        options: Timeout, retries and hooks.
    """

    channel: Channel
    options: Options

    def without_retries(self) -> Caller:
        """Return a caller that sends each request once, unless the rate limit is exceeded."""
        return Caller(self.channel, evolve(self.options, max_retries=0))

    def patient(self, seconds: float) -> Caller:
        """Return a caller that waits so long for a service that does not answer."""
        return PatientCaller(self.channel, self.options, Patience(seconds))

    async def send(
        self,
        request: Request[T],
        *,
        lane: Lane = "interactive",
        observer: Observer | None = None,
        sink: Sink | None = None,
    ) -> T:
        """Send a request as often as it takes and return its decoded answer.

        Args:
            request: The request, in the reference's form.
            lane: The lane of the rate limiter to wait in.
            observer: Follows the attempts.
            sink: Takes the body of a successful answer, which is not decoded then.

        Raises:
            SmartleadError: Any of the errors that a call may end with.
        """
        call: _Call[T] = _Call(self.channel, self.options, lane, observer, sink)
        with (
            self._named(),
            self._watched(request) as call.watch,
            self.channel.ended_by_close(call.task),
        ):
            return await call.carry_out(request)

    def _watched(self, request: Request[Any]) -> AbstractContextManager[CallWatch | None]:
        if watching.watch is None:
            return _UNWATCHED
        base_url = self.channel.transport.base_url(request.host)
        return watching.watch.call(
            *(request.method, request.template, base_url, self.channel, self.options.name)
        )

    def _named(self) -> AbstractContextManager[None]:
        return named(self.options.name) if self.options.name else _NAMELESS


@frozen
class PatientCaller(Caller):
    """A caller whose calls wait together for a service that does not answer.

    Args:
        patience: The patience that they share.
    """

    patience: Patience

    async def send(
        self,
        request: Request[T],
        *,
        lane: Lane = "interactive",
        observer: Observer | None = None,
        sink: Sink | None = None,
    ) -> T:
        """Send a request as often as it takes and return its decoded answer."""
        call, probe = (
            partial(caller.send, request, lane=lane, observer=observer, sink=sink)
            for caller in (Caller(self.channel, self.options), self.without_retries())
        )
        with self._named():
            return await self.patience.outlast(call, probe)


@define
class _Attempt:
    """The outcome of one attempt.

    Attributes:
        outcome: The answer, or why there is none.
        readable: False for a 2xx without the JSON that is due.
        retry_after: Seconds that the body of a 429 asks to wait.
        pause: Seconds for which the rate limiter pauses the key after a 429, if it says so.
    """

    outcome: Outcome
    readable: bool = True
    retry_after: float | None = None
    pause: float | None = None

    def __str__(self) -> str:
        if isinstance(self.outcome, Failure):
            return self.outcome.description
        return f"{self.outcome.status}{'' if self.readable else ' without JSON'}"


@define
class _Call(Generic[T]):
    """One call and its state."""

    channel: Channel
    options: Options
    lane: Lane
    observer: Observer | None
    sink: Sink | None
    watch: CallWatch | None = None
    id: int = field(factory=lambda: next(_call_ids))
    task: asyncio.Task[Any] | None = field(factory=asyncio.current_task)
    body: bytes | None = field(default=None, repr=False)
    attempts: int = 0
    redirects: int = 0
    state: RetryState = field(factory=RetryState)
    backoffs: Iterator[float] | None = None

    async def carry_out(self, request: Request[T]) -> T:
        """Send the request until one attempt is the last, and return the answer."""
        policy = RetryPolicy(self.options.max_retries, self.options.max_rate_limit_wait)
        first, fallback = _forms(request, self.channel)
        sent, refusal = await self._prepared(first), None
        while True:
            attempt = await self._attempt(sent)
            if target := self._redirected(sent, attempt.outcome):
                sent = target
                continue
            step = policy.decide(
                self.state,
                attempt.outcome,
                method=sent.method,
                repeat=sent.repeat,
                readable=attempt.readable,
                retry_after=attempt.retry_after,
                pause=attempt.pause,
            )
            if isinstance(step, Again):
                await self._wait(step, sent, attempt)
                continue
            answer = self._read(step, sent)
            if fallback is not None and refuses_form(answer, sent, fallback):
                _log.info(
                    "%s: trying the other reported form, %s %s",
                    *(answer, fallback.method, fallback.path),
                )
                refusal, sent, fallback = answer, await self._prepared(fallback), None
                continue
            return self._result(answer, sent, refusal)

    async def _prepared(self, request: Request[T]) -> Request[T]:
        """Return the request in the form to send now, complete, with its body written out."""
        if request.look_up is not None:
            found = await request.look_up()
            request = evolve(request, json={**request.json, **found}, look_up=None)
        self.body = None if request.json is NOT_GIVEN else dumps(request.json)
        # a request refused in another form was not carried out
        self.state = evolve(self.state, ambiguous=False) if self.state.ambiguous else self.state
        return request

    async def _attempt(self, request: Request[T]) -> _Attempt:
        """Wait for a permit and exchange the request for an answer, once."""
        now = asyncio.get_running_loop().time
        queued = now()
        permit = await self._permit(request)
        granted = now()
        self.channel.waiting.discard(self.task)  # a request under way is not cut off
        outcome = await self._exchange(request, permit)
        self.channel.waiting.add(self.task)
        attempt = _settled(permit, outcome, request)
        if self.watch is not None:
            status = None if isinstance(outcome, Failure) else outcome.status
            self.watch.attempted(status, granted - queued)
        self._report(request, attempt, waited=granted - queued, elapsed=now() - granted)
        return attempt

    async def _permit(self, request: Request[T]) -> Permit:
        limiter, options = self.channel.limiter(), self.options
        self.attempts += 1
        bound = options.max_queue_wait if self.attempts == 1 else None
        longest = math.inf if bound is None else bound
        try:
            # ours comes first: to check a protocol takes longer than most permits
            if isinstance(limiter, (LocalRateLimiter, QueueingRateLimiter)):
                return await limiter.acquire_within(
                    self.lane,
                    again=self.attempts > 1,
                    longest_pause=options.max_rate_limit_wait,
                    longest_wait=longest,
                )
            return await _acquired(limiter, self.lane, bound)
        except KeyPaused as paused:
            error: SmartleadError = _paused_error(request, paused.seconds, self.attempts)
        except QueueTooLong as queue:
            error = QueueTimeoutError(queue.seconds, longest)
        raise error

    async def _exchange(self, request: Request[T], permit: Permit) -> Outcome:
        def on_sent() -> None:
            permit.sent()
            for follower in (self.observer, self.watch):
                if follower is not None:
                    follower.departed()

        try:
            return await self.channel.transport.exchange(
                request.host,
                request.method,
                request.path,
                request.query,
                self.body,
                time_limit=self.options.timeout,
                on_sent=on_sent,
                sink=self.sink,
            )
        except BaseException:
            permit.cancelled()
            raise

    async def _wait(self, step: Again, request: Request[T], attempt: _Attempt) -> None:
        """Wait before a repetition."""
        self.channel.check_open()
        self.state = step.state
        if step.pause is not None:  # the limiter has warned, once for all calls that it concerns
            await asyncio.sleep(step.pause)
            return
        self.backoffs = self.backoffs or backoffs()
        seconds = next(self.backoffs)
        _log.warning(
            "%s %s → %s: retry %d of %d in %.1f s",
            request.method,
            request.path,
            attempt,
            step.state.retries,
            self.options.max_retries,
            seconds,
        )
        await asyncio.sleep(seconds)

    def _read(self, step: Settled | OutcomeUnknown, request: Request[T]) -> T | SmartleadError:
        """Return the value that the last attempt stands for, or the error."""
        transport = self.channel.transport
        if isinstance(step, OutcomeUnknown):
            return _unknown(request, transport, step)
        if isinstance(step.outcome, Failure):
            return _no_answer(request, step.outcome, self.attempts)
        raw = step.outcome
        if raw.cut and 200 <= raw.status < 300:
            return _too_large(request, transport, raw)
        result = interpret(request, raw)
        if step.carried_out and not is_unknown_route(result):
            return interpret(request, _CARRIED_OUT)
        if isinstance(result, SmartleadError):
            return interpret(request, transport.redact(raw))
        return result

    def _result(self, answer: T | SmartleadError, sent: Request[T], refusal: APIError | None) -> T:
        """Return or raise the answer; remember the form that works where the first was refused."""
        if refusal is not None and isinstance(answer, APIError) and _is_refusal(answer):
            refusal.add_note(f"the other reported form was refused too: {answer}")
            raise refusal
        if isinstance(answer, SmartleadError):
            raise answer
        if refusal is not None and sent.form is not None:
            known = self.channel.other_forms
            (known.discard if sent.other else known.add)(sent.form)
        return answer

    def _redirected(self, request: Request[T], outcome: Outcome) -> Request[T] | None:
        """Return the request that a read was redirected to, if that is the same host."""
        if isinstance(outcome, Failure) or not 300 <= outcome.status < 400:
            return None
        self.redirects += 1
        if self.redirects > _MOST_REDIRECTS:
            return None
        transport = self.channel.transport
        location = transport.safe_headers(outcome.headers).get("location", "")
        return redirected(transport.base_url(request.host), request, location)

    def _report(
        self, request: Request[T], attempt: _Attempt, *, waited: float, elapsed: float
    ) -> None:
        """Tell the log, the observer and the hook of an attempt."""
        on_attempt = self.options.on_attempt
        if self.observer is None and on_attempt is None and not _log.isEnabledFor(logging.DEBUG):
            return
        raw = attempt.outcome if isinstance(attempt.outcome, RawResponse) else None
        info = AttemptInfo(
            call_id=self.id,
            attempt=self.attempts,
            method=request.method,
            path=request.path,
            status=raw.status if raw else None,
            bytes=len(raw.body) + raw.streamed if raw else 0,
            waited_s=waited,
            elapsed_s=elapsed,
            sent=was_sent(attempt.outcome),
            readable=attempt.readable,
            headers=self.channel.transport.safe_headers(raw.headers) if raw else {},
            client=self.options.name,
        )
        _log.debug(
            "%s %s → %s in %.0f ms (attempt %d)",
            *(info.method, info.path, attempt, info.elapsed_s * 1000, info.attempt),
        )
        if self.observer is not None:
            self.observer.attempted(info)
        if on_attempt is not None:
            try:
                on_attempt(info)
            except Exception:  # noqa: BLE001 - a hook that watches must not cost an answer
                _log.exception("on_attempt raised")


def _forms(request: Request[T], channel: Channel) -> tuple[Request[T], Request[T] | None]:
    """Return the request in the form to send first, and in the one to fall back on."""
    if request.other is not None and request.form in channel.other_forms:
        return request.other, request
    return request, request.other


async def _acquired(limiter: RateLimiter, lane: Lane, bound: float | None) -> Permit:
    """Return a permit of a limiter that cannot bound the wait by itself."""
    timeout = asyncio.timeout(bound)
    try:
        async with timeout:
            return await limiter.acquire(lane)
    except TimeoutError:
        if bound is None or not timeout.expired():
            raise
    raise QueueTooLong(bound)


def _settled(permit: Permit, outcome: Outcome, request: Request[Any]) -> _Attempt:
    """Tell the permit how its request ended."""
    if isinstance(outcome, Failure):
        permit.cancelled()
        return _Attempt(outcome)
    asked = asked_to_wait(outcome)
    pause = permit.done(outcome.status, outcome.headers, retry_after=asked)
    readable = outcome.cut or not lacks_json(request, outcome)
    return _Attempt(outcome, readable, asked, pause)


def _is_refusal(error: APIError) -> bool:
    return 400 <= error.status_code < 500 and error.status_code != 429


def _unknown(
    request: Request[Any], transport: Transport, step: OutcomeUnknown
) -> OutcomeUnknownError:
    raw = step.answer
    return OutcomeUnknownError(
        method=request.method,
        path=request.path,
        cause=step.cause,
        status_code=raw.status if raw else None,
        headers=transport.safe_headers(raw.headers) if raw else None,
    )


def _no_answer(request: Request[Any], failure: Failure, attempts: int) -> APIConnectionError:
    error = APITimeoutError if failure.kind == "timeout" else APIConnectionError
    tries = f" ({attempts} attempts)" if attempts > 1 else ""
    text = f"{request.method} {request.path} → {failure.description}{tries}"
    return error(text, method=request.method, path=request.path)


def _too_large(request: Request[T], transport: Transport, raw: RawResponse) -> SmartleadError:
    return ResponseDecodeError(
        f"more than {transport.max_response_bytes:,} bytes; raise max_response_bytes to read it",
        body=transport.redact(raw).body,
        method=request.method,
        path=request.path,
        status_code=raw.status,
        headers=transport.safe_headers(raw.headers),
    )


def _paused_error(request: Request[Any], seconds: float, attempts: int) -> RateLimitError:
    sent = "sent again" if attempts > 1 else "sent"
    until = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=seconds)
    return RateLimitError(
        status_code=429,
        message=f"not {sent}: all calls on this key are paused until "
        f"{until:%Y-%m-%d %H:%M:%S} UTC, for longer than max_rate_limit_wait",
        method=request.method,
        path=request.path,
        retry_after=seconds,
    )
