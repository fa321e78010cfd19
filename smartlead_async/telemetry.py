"""Spans and metrics of calls, through OpenTelemetry (``pip install 'smartlead-async[otel]'``).

::

    from smartlead_async.telemetry import instrument

    instrumentation = instrument()
    ...
    instrumentation.uninstrument()

The API key is in no span and no metric, nor is the content of a request or an answer.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from types import TracebackType
from typing import Any, Concatenate, Final, ParamSpec, Self, TypeVar
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

try:
    from opentelemetry import context, metrics, trace
except ImportError as missing:
    raise ImportError(
        "telemetry needs opentelemetry-api: pip install 'smartlead-async[otel]'"
    ) from missing

from ._errors import APIError, ConfigurationError
from ._version import __version__
from ._watch import Key, watching

__all__ = ["Instrumentation", "instrument"]

P = ParamSpec("P")
SelfT = TypeVar("SelfT")

_log = logging.getLogger("smartlead_async")
_NAME: Final = "smartlead_async"
_SECONDS: Final = (0.001, 0.01, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0)


def instrument(
    tracer_provider: trace.TracerProvider | None = None,
    meter_provider: metrics.MeterProvider | None = None,
) -> Instrumentation:
    """Record spans and metrics of all calls of the process from now on.

    Clients of ``smartlead_async`` and ``smartlead_sync`` are recorded, those that exist already
    among them. An error of the telemetry is logged and breaks no call.

    Args:
        tracer_provider: Makes the spans; by default the global one.
        meter_provider: Takes the metrics; by default the global one.

    Returns:
        The instrumentation, whose ``uninstrument()`` ends it.

    Raises:
        ConfigurationError: Calls are recorded already.
    """
    if watching.watch is not None:
        raise ConfigurationError("calls are recorded already: uninstrument() that first")
    watch = watching.watch = _Telemetry(
        trace.get_tracer(_NAME, __version__, tracer_provider),
        metrics.get_meter(_NAME, __version__, meter_provider),
    )
    return Instrumentation(watch)


class Instrumentation:
    """Telemetry that is on; :func:`instrument` makes it."""

    def __init__(self, watch: _Telemetry) -> None:
        self._watch = watch

    def uninstrument(self) -> None:
        """Record no further calls. Idempotent."""
        self._watch.keys.clear()
        if watching.watch is self._watch:
            watching.watch = None


def _harmless(
    method: Callable[Concatenate[SelfT, P], None],
) -> Callable[Concatenate[SelfT, P], None]:
    """Log what a method raises: providers, processors and exporters are not ours."""

    @wraps(method)
    def guarded(self: SelfT, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            method(self, *args, **kwargs)
        except Exception:  # noqa: BLE001 - whatever it is, the call goes on
            _log.exception("telemetry failed")

    return guarded


class _Telemetry:
    """Watches all calls."""

    def __init__(self, tracer: trace.Tracer, meter: metrics.Meter) -> None:
        self.tracer = tracer
        self.keys = WeakKeyDictionary[Key, str | None]()
        self._in_flight = Counter[str | None]()
        self._lock = threading.Lock()
        self.queue_wait = meter.create_histogram(
            "smartlead.client.queue.wait",
            unit="s",
            description="Time that an attempt queued for the rate limit",
            explicit_bucket_boundaries_advisory=_SECONDS,
        )
        self.rate_limited = meter.create_counter(
            "smartlead.client.rate_limited", unit="{answer}", description="Answers with status 429"
        )
        # read when metrics are collected: to add to a counter twice a call costs more than a span
        meter.create_observable_up_down_counter(
            "smartlead.client.in_flight",
            callbacks=[self._under_way],
            unit="{request}",
            description="Requests under way",
        )
        self._leads = meter.create_counter(
            "smartlead.leads", unit="{lead}", description="Leads by the way in which they ended"
        )
        meter.create_observable_gauge(
            "smartlead.client.limit.used",
            callbacks=[self._used],
            unit="1",
            description="Share of the rate limit in use",
        )

    def call(
        self, method: str, template: str, base_url: str, key: Key, client: str | None, /
    ) -> _CallSpan:
        """Return the context that one call runs in."""
        if key not in self.keys:
            with self._lock:
                self.keys[key] = client
        return _CallSpan(self, method, template, base_url, client)

    @_harmless
    def leads(self, *, added: int, skipped: int, failed: int) -> None:
        """Count leads."""
        for outcome, count in {"added": added, "skipped": skipped, "failed": failed}.items():
            if count:
                self._leads.add(count, {"smartlead.lead.outcome": outcome})

    def add_in_flight(self, number: int, client: str | None) -> None:
        """Count requests that go out, or with a number below 0 those that are over."""
        with self._lock:
            self._in_flight[client] += number

    def _under_way(self, _: metrics.CallbackOptions) -> Iterable[metrics.Observation]:
        with self._lock:
            counts = dict(self._in_flight)
        return [
            metrics.Observation(count, _client_attributes(client))
            for client, count in counts.items()
        ]

    def _used(self, _: metrics.CallbackOptions) -> Iterable[metrics.Observation]:
        """Observe each key; of those whose clients share a name, or have none, the busiest."""
        with self._lock:
            keys = list(self.keys.items())
        shares = dict[str | None, float]()
        for key, client in keys:
            if (share := _share_in_use(key)) is not None:
                shares[client] = max(share, shares.get(client, 0.0))
        return [
            metrics.Observation(share, _client_attributes(client))
            for client, share in shares.items()
        ]


class _CallSpan:
    """One call: a span, and what its attempts add to the metrics."""

    __slots__ = ("_attempts", "_call", "_client", "_in_flight", "_span", "_status", "_to", "_token")

    def __init__(
        self, to: _Telemetry, method: str, template: str, base_url: str, client: str | None
    ) -> None:
        self._to = to
        self._call = method, template, base_url, client
        self._client = _client_attributes(client)
        self._attempts = self._in_flight = 0
        self._status: int | None = None
        self._span: trace.Span | None = None
        self._token: Any = None

    def __enter__(self) -> Self:
        self._start()
        return self

    @_harmless
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
        /,
    ) -> None:
        self._count(-self._in_flight)
        if self._token is not None:
            context.detach(self._token)
        if self._span is not None:
            self._finish(self._span, error)

    @_harmless
    def departed(self) -> None:
        self._count(1)

    @_harmless
    def attempted(self, status: int | None, waited: float, /) -> None:
        self._attempts += 1
        self._status = status
        self._count(-self._in_flight)
        self._to.queue_wait.record(waited, self._client)
        if status == 429:
            self._to.rate_limited.add(1, self._client)

    def _count(self, number: int) -> None:
        """Count requests of this call that go out, or are over."""
        if number:
            self._in_flight += number
            self._to.add_in_flight(number, self._call[-1])

    @_harmless
    def _start(self) -> None:
        name, attributes = _described(*self._call)
        self._span = self._to.tracer.start_span(
            name, kind=trace.SpanKind.CLIENT, attributes=attributes
        )
        self._token = context.attach(trace.set_span_in_context(self._span))

    def _finish(self, span: trace.Span, error: BaseException | None) -> None:
        if span.is_recording():
            if self._status is not None:
                span.set_attribute("http.response.status_code", self._status)
            if self._attempts > 1:
                span.set_attribute("http.request.resend_count", self._attempts - 1)
            if error is not None:  # without its text, in which the service may quote a lead
                span.set_attribute("error.type", _type_of(error))
                span.set_status(trace.StatusCode.ERROR)
        span.end()


@lru_cache(maxsize=1024)
def _described(
    method: str, template: str, base_url: str, client: str | None
) -> tuple[str, dict[str, str | int]]:
    """Return the name of a call's span and its first attributes.

    Raw requests have no template: a path with ids in it would make a name for each of them.
    """
    path = template.replace(":text}", "}")
    url = urlsplit(base_url)
    attributes: dict[str, str | int] = {
        "http.request.method": method,
        "server.address": url.hostname or "",
        "server.port": url.port or (443 if url.scheme == "https" else 80),
    }
    if path:
        attributes["url.template"] = path
    return f"smartlead {method} {path}".rstrip(), attributes | _client_attributes(client)


@lru_cache(maxsize=1024)
def _client_attributes(client: str | None) -> dict[str, str]:
    return {} if client is None else {"smartlead.client": client}


def _share_in_use(key: Key) -> float | None:
    """Return the share of the rate limit that is in use, None if only a shared store knows."""
    try:
        free = key.rate_limit_state().free_slots
    except Exception:  # noqa: BLE001 - closed meanwhile; a limiter of the caller's may do anything
        return None
    most = min(limit.max_requests for limit in key.rate_limits)
    return None if free is None else 1 - free / most


def _type_of(error: BaseException) -> str:
    if isinstance(error, APIError) and error.status_code >= 400:
        return str(error.status_code)
    return f"{type(error).__module__}.{type(error).__qualname__}"
