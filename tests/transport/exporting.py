"""A program whose calls succeed and fail while everything watches; it prints all that is exported.

Sentry patches aiohttp for good, so that this cannot be part of a test's own process. Usage::

    python -m tests.transport.exporting    # CANARY of tests.support is the key
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import sentry_sdk
from opentelemetry.instrumentation.aiohttp_client import AioHttpClientInstrumentor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan, SpanProcessor, TracerProvider
from sentry_sdk.envelope import Envelope
from sentry_sdk.integrations.aiohttp import AioHttpIntegration
from sentry_sdk.transport import Transport

from smartlead_async import Smartlead, SmartleadError, telemetry
from tests.support import CANARY, Loopback, answer, client_of, never, raw, reset

FAULTS = {
    "success": answer(200, [{"id": 5, "name": "a"}]),
    "refused key": answer(401, {"message": f"Invalid API key {CANARY}"}),
    "time-out": never,
    "no JSON": answer(200, [{"id": "not a number"}]),
    "lost": reset,
    "no HTTP": raw(f"HTTP/9.9 what? {CANARY}\r\n\r\n".encode()),
    # the last: the key is paused then
    "too many": answer(429, {"message": f"slow down, {CANARY}"}, {"Retry-After": "600"}),
}


def show(*parts: object) -> None:
    sys.stdout.write(" ".join(map(str, parts)) + "\n")


class Dump(SpanProcessor):
    """Prints everything that a span has, at its start too, as Logfire's processors may."""

    def on_start(self, span: Any, parent_context: Any = None) -> None:
        self._print(span)

    def on_end(self, span: ReadableSpan) -> None:
        self._print(span)

    def _print(self, span: ReadableSpan) -> None:
        show("span", span.to_json(indent=None), repr(vars(span)))


class Printed(Transport):
    """Prints what would go to Sentry."""

    def capture_envelope(self, envelope: Envelope) -> None:
        show("sentry", envelope.serialize().decode())


async def call(name: str) -> None:
    async with Loopback(FAULTS[name]) as server:
        smartlead: Smartlead = client_of(
            server,
            CANARY,
            name="acme",
            timeout=0.2,
            max_retries=0,
            max_rate_limit_wait=1.0,
            limiter=None,
        )
        async with smartlead:
            try:
                await smartlead.campaigns.list()
            except SmartleadError as error:
                sentry_sdk.capture_exception(error)
                show("failed", name, type(error).__name__)
            else:
                sentry_sdk.capture_message(name)  # with breadcrumbs
                show("worked", name)


async def main() -> None:
    spans, metrics = TracerProvider(), InMemoryMetricReader()
    spans.add_span_processor(Dump())
    sentry_sdk.init(
        "https://public@localhost/1",
        transport=Printed,
        integrations=[AioHttpIntegration()],
        traces_sample_rate=1.0,
        include_local_variables=True,
        send_default_pii=True,
        max_request_body_size="always",
    )
    AioHttpClientInstrumentor().instrument(tracer_provider=spans)
    telemetry.instrument(spans, MeterProvider([metrics]))
    for name in FAULTS:
        with sentry_sdk.start_transaction(name=name):
            await call(name)
    data = metrics.get_metrics_data()
    show("metrics", data and data.to_json(indent=None))
    sentry_sdk.flush()


if __name__ == "__main__":
    asyncio.run(main())
    sys.stdout.flush()
