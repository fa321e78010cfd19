"""The way of every call: permit, exchange, decision, and at last a value or a typed error."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import itertools
import logging
from collections.abc import Sequence
from typing import Any, Final, Generic, Protocol, TypeVar
from urllib.parse import parse_qsl, urljoin, urlsplit

from attrs import define, evolve, field, frozen

from .._codec import dumps
from .._errors import (
    APIConnectionError,
    APITimeoutError,
    ClientClosedError,
    OutcomeUnknownError,
    RateLimitError,
    ResponseDecodeError,
    SmartleadError,
)
from .._limiter import Lane, LocalRateLimiter, Permit, RateLimiter
from .._limiter.protocol import KeyedRateLimiter, KeyPaused, QueueingRateLimiter, RateLimitState
from .._limiter.registry import release_limiter, shared_limiter
from .._options import NOT_GIVEN, AttemptInfo, Options, RateLimit
from .endpoint import Request, quote_path
from .response import body_retry_after, interpret, lacks_json
from .retry import (
    Again,
    OutcomeUnknown,
    RetryPolicy,
    RetryState,
    Settled,
    repeat_while_told,
    was_sent,
)
from .transport import Failure, Outcome, RawResponse, Sink, Transport
from .wire_forms import FormMemory, is_unknown_route

__all__ = ["Channel", "Observer", "Pipeline"]

T = TypeVar("T")

_log = logging.getLogger("smartlead_async")
_call_ids = itertools.count(1)
_MOST_REDIRECTS: Final = 3
_CARRIED_OUT: Final = RawResponse(200, {}, b"")


class Observer(Protocol):
    """Follows the attempts of one call."""

    def departed(self) -> None:
        """A request is going out."""

    def attempted(self, info: AttemptInfo, /) -> None:
        """An attempt is over."""


class Channel:
    """What sibling clients share: the transport and the rate limiter of one key.

    Args:
        transport: Sends requests.
        rate_limits: What the shared limiter of the key keeps.
        limiter: A limiter to use instead of the shared one, or what makes one for the key.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        rate_limits: Sequence[RateLimit],
        limiter: RateLimiter | KeyedRateLimiter | None = None,
    ) -> None:
        self.transport = transport
        self.forms = FormMemory()
        self.waiting: set[asyncio.Task[Any] | None] = set()
        self.ended: set[asyncio.Task[Any] | None] = set()
        self.rate_limits = tuple(rate_limits)
        self._given = limiter
        self._joined: RateLimiter | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def limiter(self) -> RateLimiter:
        """Return the limiter to ask, which belongs to the running event loop.

        Raises:
            ClientClosedError: The client was closed.
            ConfigurationError: Another client of the key keeps different limits.
        """
        self.check_open()
        loop = asyncio.get_running_loop()
        if self._joined is None or self._loop is not loop:
            self._joined, self._loop = self._join(), loop
        return self._joined

    def check_open(self) -> None:
        """Raise ClientClosedError if the client was closed."""
        if self.transport.closed:
            raise _closed()

    def _join(self) -> RateLimiter:
        if self._given is None:
            return shared_limiter(self.transport.key_id, self.rate_limits, owner=self)
        if isinstance(self._given, KeyedRateLimiter):
            return self._given.for_key(self.transport.key_id, self.rate_limits)
        return self._given

    def rate_limit_state(self) -> RateLimitState:
        """Return what the limiter tells of itself; see the client."""
        self.join_running_loop()
        if isinstance(self._joined, QueueingRateLimiter):
            return self._joined.state()
        untouched = self._given is None
        return RateLimitState(
            free_slots=min(limit.max_requests for limit in self.rate_limits) if untouched else None
        )

    def join_running_loop(self) -> None:
        """Take part in the key's limiter from now on, if an event loop runs.

        Raises:
            ConfigurationError: Another client of the key keeps different limits.
        """
        with contextlib.suppress(RuntimeError):
            asyncio.get_running_loop()
            self.limiter()

    async def aclose(self) -> None:
        """End the calls that wait, close the transport and let go of the limiter. Idempotent."""
        joined, self._joined = self._joined, None
        here = self._loop is asyncio.get_running_loop()
        if here:
            self._end_waiting()
        try:
            await self.transport.aclose()
        finally:
            if joined is not None and here:
                await self._leave(joined)

    def _end_waiting(self) -> None:
        while self.waiting:
            task = self.waiting.pop()
            if task is not None:
                self.ended.add(task)
                task.cancel()

    async def _leave(self, joined: RateLimiter) -> None:
        if isinstance(self._given, KeyedRateLimiter):
            await self._given.release()
        elif isinstance(joined, LocalRateLimiter):
            release_limiter(joined, owner=self)


def _closed() -> ClientClosedError:
    return ClientClosedError("this client is closed: make a new one")


@frozen
class Pipeline:
    """Carries out requests.

    Args:
        channel: Transport and limiter.
        options: Timeout, retries and hooks.
    """

    channel: Channel
    options: Options

    async def execute(
        self,
        request: Request[T],
        *,
        lane: Lane = "interactive",
        observer: Observer | None = None,
        sink: Sink | None = None,
    ) -> T:
        """Send a request as often as it takes and return its decoded answer.

        Args:
            request: What to send, in the form of the reference.
            lane: Which lane of the rate limiter to wait in.
            observer: Follows the attempts.
            sink: Takes the body of a successful answer, which is not decoded then.

        Raises:
            SmartleadError: Any of the errors that a call may end with.
        """
        call = _Call(self.channel, self.options, request, lane, observer, sink)
        result = await self.channel.forms.send(request, call.carry_out)
        if isinstance(result, SmartleadError):
            raise result
        return result


def _conclude(call: _Call[T], step: Settled | OutcomeUnknown) -> T | SmartleadError:
    """Return the value that the last attempt of a call stands for, or the error."""
    request = call.request
    if isinstance(step, OutcomeUnknown):
        return OutcomeUnknownError(
            method=request.method, path=request.path, cause=step.cause, status_code=step.status
        )
    if isinstance(step.outcome, Failure):
        error = APITimeoutError if step.outcome.kind == "timeout" else APIConnectionError
        tries = f" ({call.attempts} attempts)" if call.attempts > 1 else ""
        text = f"{request.method} {request.path} → {step.outcome.description}{tries}"
        return error(text, method=request.method, path=request.path)
    raw = step.outcome
    if raw.cut and 200 <= raw.status < 300:
        return _too_large(request, call.channel.transport, raw)
    result = interpret(request, raw)
    if step.carried_out and not is_unknown_route(result):
        return interpret(request, _CARRIED_OUT)
    if isinstance(result, SmartleadError):
        return interpret(request, call.channel.transport.redact(raw))
    return result


def _too_large(request: Request[T], transport: Transport, raw: RawResponse) -> SmartleadError:
    return ResponseDecodeError(
        f"more than {transport.max_response_bytes:,} bytes; raise max_response_bytes to read it",
        body=transport.redact(raw).body,
        method=request.method,
        path=request.path,
        status_code=raw.status,
    )


@define
class _Call(Generic[T]):
    """One call, attempt by attempt."""

    channel: Channel
    options: Options
    request: Request[T]
    lane: Lane
    observer: Observer | None
    sink: Sink | None
    id: int = field(factory=lambda: next(_call_ids))
    attempts: int = 0
    redirects: int = 0
    state: RetryState = field(factory=RetryState)
    body: bytes | None = field(default=None, repr=False)
    told_pause: float | None = None
    task: asyncio.Task[Any] | None = field(factory=asyncio.current_task, repr=False)

    async def carry_out(self, request: Request[T]) -> T | SmartleadError:
        """Send a request as often as it takes and return its decoded answer, or the error.

        Of the attempts that were refused in another form, all but the doubt counts on.
        """
        self.request = request
        self.body = None if request.json is NOT_GIVEN else dumps(request.json)
        if self.state.ambiguous:
            self.state = evolve(self.state, ambiguous=False)
        return _conclude(self, await self._attempts())

    async def _attempts(self) -> Settled | OutcomeUnknown:
        """Make attempts until one is the last, or the client is closed while the call waits."""
        waiting, ended, task = self.channel.waiting, self.channel.ended, self.task
        waiting.add(task)
        try:
            return await repeat_while_told(self.attempt)
        except asyncio.CancelledError:
            if task is None or task not in ended or task.uncancel():  # others want it to end too
                raise
        finally:
            waiting.discard(task)
            ended.discard(task)
        raise _closed()

    async def attempt(self) -> Again | Settled | OutcomeUnknown:
        """Make one attempt and decide what follows."""
        outcome = await self._exchange()
        if self._follow(outcome):
            return Again(self.state)
        policy = RetryPolicy(self.options.max_retries, self.options.max_rate_limit_wait)
        step = policy.decide(
            self.state,
            outcome,
            method=self.request.method,
            repeat=self.request.repeat,
            retry_after=_asked_in_body(outcome),
            readable=self._is_readable(outcome),
            pause=self.told_pause,
        )
        if isinstance(step, Again):
            self.channel.check_open()
            self.state = step.state
            self._log_repetition(outcome, step)
        return step

    async def _exchange(self) -> Outcome:
        loop = asyncio.get_running_loop()
        queued = loop.time()
        permit = await self._permit()
        granted = loop.time()
        request = self.request
        self.channel.waiting.discard(self.task)  # what is under way is not cut off

        def on_sent() -> None:
            permit.sent()
            if self.observer is not None:
                self.observer.departed()

        try:
            outcome = await self.channel.transport.exchange(
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
        self.channel.waiting.add(self.task)
        if isinstance(outcome, RawResponse):
            self.told_pause = permit.done(
                outcome.status, outcome.headers, retry_after=_asked_in_body(outcome)
            )
        else:
            permit.cancelled()
        self._report(outcome, waited=granted - queued, elapsed=loop.time() - granted)
        return outcome

    def _is_readable(self, outcome: Outcome) -> bool:
        return not (isinstance(outcome, RawResponse) and lacks_json(self.request, outcome))

    async def _permit(self) -> Permit:
        limiter = self.channel.limiter()
        self.attempts += 1
        if not isinstance(limiter, QueueingRateLimiter):
            return await limiter.acquire(self.lane)
        try:
            return await limiter.acquire_within(
                self.lane,
                again=self.attempts > 1,
                longest_pause=self.options.max_rate_limit_wait,
            )
        except KeyPaused as paused:
            raise _paused_error(self.request, paused.seconds) from None

    def _report(self, outcome: Outcome, *, waited: float, elapsed: float) -> None:
        on_attempt = self.options.on_attempt
        if self.observer is None and on_attempt is None and not _log.isEnabledFor(logging.DEBUG):
            return
        answer = outcome if isinstance(outcome, RawResponse) else None
        info = AttemptInfo(
            call_id=self.id,
            attempt=self.attempts,
            method=self.request.method,
            path=self.request.path,
            status=answer.status if answer else None,
            bytes=len(answer.body) + answer.streamed if answer else 0,
            waited_s=waited,
            elapsed_s=elapsed,
            sent=was_sent(outcome),
            readable=self._is_readable(outcome),
        )
        _log.debug(
            "%s %s → %s in %.0f ms (attempt %d)",
            info.method,
            info.path,
            _in_words(outcome),
            info.elapsed_s * 1000,
            info.attempt,
        )
        if self.observer is not None:
            self.observer.attempted(info)
        if on_attempt is not None:
            try:
                on_attempt(info)
            except Exception:  # noqa: BLE001 - a hook that watches must not cost an answer
                _log.exception("on_attempt raised")

    def _log_repetition(self, outcome: Outcome, step: Again) -> None:
        if step.pause:  # the limiter has warned, once for all calls that it concerns
            return
        _log.warning(
            "%s %s → %s: retry %d of %d within %.1f s",
            self.request.method,
            self.request.path,
            _in_words(outcome) + ("" if self._is_readable(outcome) else " without JSON"),
            step.state.retries,
            self.options.max_retries,
            step.backoff,
        )

    def _follow(self, outcome: Outcome) -> bool:
        """Turn the request to where a read was redirected, if that is the same host."""
        if not isinstance(outcome, RawResponse) or not 300 <= outcome.status < 400:
            return False
        transport = self.channel.transport
        location = transport.redact(outcome).headers.get("location", "")
        target = _redirected(transport.base_url, self.request, location)
        if target is None or self.redirects >= _MOST_REDIRECTS:
            return False
        self.redirects += 1
        self.request = target
        return True


def _paused_error(request: Request[Any], seconds: float) -> RateLimitError:
    until = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=seconds)
    return RateLimitError(
        status_code=429,
        message=f"not sent: all calls on this key are paused until {until:%Y-%m-%d %H:%M:%S} UTC, "
        "for longer than max_rate_limit_wait",
        method=request.method,
        path=request.path,
        retry_after=seconds,
    )


def _in_words(outcome: Outcome) -> str:
    return str(outcome.status) if isinstance(outcome, RawResponse) else outcome.description


def _asked_in_body(outcome: Outcome) -> float | None:
    if isinstance(outcome, RawResponse) and outcome.status == 429:
        return body_retry_after(outcome)
    return None


def _redirected(base_url: str, request: Request[T], location: str) -> Request[T] | None:
    """Return the read that a redirect to below the same base URL stands for."""
    if request.method != "GET" or not location:
        return None
    try:
        target = urlsplit(urljoin(base_url + request.path, location))
    except ValueError:
        return None
    base = urlsplit(base_url)
    same_host = (target.scheme, target.netloc) == (base.scheme, base.netloc)
    if not same_host or not target.path.startswith(base.path + "/"):
        return None
    pairs = parse_qsl(target.query, keep_blank_values=True)
    query = tuple(pair for pair in pairs if pair[0] != "api_key")
    path = quote_path(target.path.removeprefix(base.path))
    return evolve(request, path=path, query=query or request.query)
