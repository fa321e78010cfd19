"""Telemetry shows calls and metrics, never the key, and never breaks a call."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from attrs import frozen
from opentelemetry import trace
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

import smartlead_sync
from smartlead_async import ConfigurationError, NotFoundError
from smartlead_async.telemetry import instrument
from tests.support import Loopback, answer, assert_no_canary, client_of, never, reset

ADDED = {"success": True, "added_count": 1, "skipped_count": 1, "duplicate_count": 1}
CAMPAIGN = {"id": 5, "name": "a"}


@frozen
class Exported:
    tracers: TracerProvider
    exporter: InMemorySpanExporter
    reader: InMemoryMetricReader

    @property
    def spans(self) -> list[ReadableSpan]:
        return list(self.exporter.get_finished_spans())

    def attributes(self) -> dict[str, Any]:
        [span] = self.spans
        return dict(span.attributes or {})

    def metric(self, name: str) -> list[Any]:
        data = self.reader.get_metrics_data()
        return [
            point
            for resource in (data.resource_metrics if data else [])
            for scope in resource.scope_metrics
            for metric in scope.metrics
            if metric.name == name
            for point in metric.data.data_points
        ]

    def value(self, name: str) -> Any:
        [point] = self.metric(name)
        return point.value


@pytest.fixture
def exported() -> Iterator[Exported]:
    spans, reader = InMemorySpanExporter(), InMemoryMetricReader()
    tracers, meters = TracerProvider(), MeterProvider([reader])
    tracers.add_span_processor(SimpleSpanProcessor(spans))
    instrumentation = instrument(tracers, meters)
    yield Exported(tracers, spans, reader)
    instrumentation.uninstrument()
    meters.shutdown()
    tracers.shutdown()


async def test_a_call_is_a_span_named_by_its_template(exported: Exported) -> None:
    async with Loopback(answer(200, CAMPAIGN)) as server, client_of(server, name="acme") as client:
        await client.campaigns.get(5)
    [span] = exported.spans
    assert span.name == "smartlead GET /campaigns/{campaign_id}"
    assert span.kind is trace.SpanKind.CLIENT
    assert span.status.is_unset
    assert exported.attributes() | {"server.port": 0} == {
        "http.request.method": "GET",
        "http.response.status_code": 200,
        "server.address": "127.0.0.1",
        "server.port": 0,
        "smartlead.client": "acme",
        "url.template": "/campaigns/{campaign_id}",
    }


async def test_a_text_in_a_path_and_a_raw_path_make_no_new_names(exported: Exported) -> None:
    async with Loopback(answer(200, {"ok": True})) as server, client_of(server) as client:
        await client.request("GET", "/campaigns/5/what")
        await client.smart_delivery.stop_automated_test("a/b")
    assert [span.name for span in exported.spans] == [
        "smartlead GET",
        "smartlead PUT /spam-test/{spam_test_id}/stop",
    ]


async def test_repetitions_are_counted_in_the_span_of_their_call(exported: Exported) -> None:
    async with (
        Loopback(reset, answer(503, {}), answer(200, [])) as server,
        client_of(server) as client,
    ):
        await client.campaigns.list()
    assert exported.attributes()["http.request.resend_count"] == 2
    assert exported.metric("smartlead.client.queue.wait")[0].count == 3
    assert exported.value("smartlead.client.in_flight") == 0


async def test_an_error_is_told_by_its_kind_alone(exported: Exported) -> None:
    async with (
        Loopback(answer(404, {"message": "no ann@example.com here"})) as server,
        client_of(server) as client,
    ):
        with pytest.raises(NotFoundError):
            await client.campaigns.get(5)
    [span] = exported.spans
    assert (span.status.status_code, span.status.description) == (trace.StatusCode.ERROR, None)
    assert exported.attributes()["error.type"] == "404"
    assert "ann@" not in span.to_json()


async def test_429s_are_counted(exported: Exported) -> None:
    async with (
        Loopback(answer(429, {}), answer(200, [])) as server,
        client_of(server) as client,
    ):
        await client.campaigns.list()
    assert exported.value("smartlead.client.rate_limited") == 1


async def test_a_cancelled_call_leaves_nothing_in_flight(exported: Exported) -> None:
    async with Loopback(never) as server, client_of(server) as client:
        call = asyncio.create_task(client.campaigns.list())
        while not server.requests:  # noqa: ASYNC110
            await asyncio.sleep(0)
        assert exported.value("smartlead.client.in_flight") == 1
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
    assert exported.value("smartlead.client.in_flight") == 0
    assert exported.attributes()["error.type"] == "asyncio.exceptions.CancelledError"


async def test_the_share_of_the_limit_is_that_of_the_busiest_key(exported: Exported) -> None:
    async with (
        Loopback(answer(200, [])) as server,
        client_of(server, limiter=None) as client,
        client_of(server, "another-key", limiter=None) as other,
    ):
        await other.campaigns.list()
        await asyncio.gather(*(client.campaigns.list() for _ in range(5)))
        assert exported.value("smartlead.client.limit.used") == 0.5


async def test_leads_are_counted_by_how_they_ended(exported: Exported) -> None:
    leads = [{"email": "a@example.com"}, {"email": "b@example.com"}]
    async with Loopback(answer(200, ADDED)) as server, client_of(server) as client:
        await client.leads.add(5, leads)
        await client.leads.upload(5, [*leads, {"email": "none"}])
    counted = {
        point.attributes["smartlead.lead.outcome"]: point.value
        for point in exported.metric("smartlead.leads")
    }
    assert counted == {"added": 2, "skipped": 2, "failed": 1}


async def test_leads_of_an_earlier_run_are_not_counted_again(exported: Exported, tmp_path) -> None:
    leads = [{"email": "a@example.com"}, {"email": "b@example.com"}]
    async with Loopback(answer(200, ADDED)) as server, client_of(server) as client:
        for _ in range(2):
            await client.leads.upload(5, leads, journal=tmp_path / "journal")
    assert sorted(point.value for point in exported.metric("smartlead.leads")) == [1, 1]


async def test_the_span_of_the_caller_is_the_parent_of_a_synchronous_call(
    exported: Exported,
) -> None:
    def call(url: str) -> None:
        with (
            smartlead_sync.Smartlead("key", base_url=url) as client,
            exported.tracers.get_tracer("test").start_as_current_span("job"),
        ):
            client.campaigns.list()

    async with Loopback(answer(200, [])) as server:
        await asyncio.to_thread(call, server.url)
    ours, job = exported.spans
    assert ours.parent is not None
    assert ours.parent.span_id == job.context.span_id


async def test_nothing_is_recorded_after_uninstrument() -> None:
    spans = InMemorySpanExporter()
    tracers = TracerProvider()
    tracers.add_span_processor(SimpleSpanProcessor(spans))
    instrumentation = instrument(tracers)
    with pytest.raises(ConfigurationError, match=r"uninstrument\(\)"):
        instrument(tracers)
    instrumentation.uninstrument()
    instrumentation.uninstrument()
    async with Loopback(answer(200, [])) as server, client_of(server) as client:
        await client.campaigns.list()
    assert not spans.get_finished_spans()
    tracers.shutdown()


class Broken(SpanProcessor):
    def on_start(self, span: Any, parent_context: Any = None) -> None:
        raise ZeroDivisionError("start")

    def on_end(self, span: ReadableSpan) -> None:
        raise ZeroDivisionError("end")


async def test_telemetry_that_fails_breaks_no_call(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracers = TracerProvider()
    tracers.add_span_processor(Broken())
    instrumentation = instrument(tracers)
    async with Loopback(answer(200, [])) as server, client_of(server) as client:
        assert await client.campaigns.list() == []
        monkeypatch.setattr(Broken, "on_start", lambda *_, **__: None)
        assert await client.campaigns.list() == []
    instrumentation.uninstrument()
    tracers.shutdown()
    assert [record.message for record in caplog.records].count("telemetry failed") == 2


def test_nothing_that_is_exported_holds_the_key() -> None:
    program = [sys.executable, "-W", "ignore", "-m", "tests.transport.exporting"]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    ends = [line for line in done.stdout.splitlines() if line.startswith(("worked", "failed"))]
    assert ends == [
        "worked success",
        "failed refused key AuthenticationError",
        "failed time-out APITimeoutError",
        "failed no JSON ResponseDecodeError",
        "failed lost APIConnectionError",
        "failed no HTTP APIConnectionError",
        "failed too many RateLimitError",
    ]
    for proof in (
        '"http.url"',
        '"url.template"',
        '"breadcrumbs"',
        '"vars"',
        "smartlead.client.in_flight",
    ):
        assert proof in done.stdout, proof  # everything watched that should
    assert_no_canary(done.stdout, done.stderr)
