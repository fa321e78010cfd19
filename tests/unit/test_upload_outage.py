"""Uploads through outages of the service, on virtual time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from itertools import pairwise

import pytest

from smartlead_async import (
    APIConnectionError,
    AttemptInfo,
    InvalidRequestError,
    ServerError,
    Smartlead,
    UploadError,
    UploadProgress,
    read_journal,
)
from tests.scripted_service import Service, adds_up, rows, upload
from tests.virtual_sandbox import VirtualSandbox

pytestmark = pytest.mark.virtual_time

ADD = r"/campaigns/\d+/leads$"
LEADS = 20_000
BEGIN = 3.0
LOST = APIConnectionError("lost", method="POST", path="/")


class Trial:
    """An upload to a sandbox that does not answer for some time."""

    def __init__(self, seconds: float, kind: str = "reset", **details: object) -> None:
        self.seconds, self.kind, self.details = seconds, kind, details
        self.sent: list[float] = []
        self.progress: list[UploadProgress] = []

    async def run(self, sandbox: VirtualSandbox, campaign: int, **options):
        loop = asyncio.get_running_loop()

        def watch(_info: AttemptInfo) -> None:
            self.sent.append(loop.time())

        async with (
            sandbox.session() as session,
            Smartlead(
                sandbox.api_key, base_url=sandbox.base_url, session=session, on_attempt=watch
            ) as smartlead,
        ):
            outage = asyncio.create_task(self._outage(sandbox))
            try:
                return await smartlead.leads.upload(
                    campaign, rows(LEADS), on_progress=self.progress.append, **options
                )
            finally:
                outage.cancel()

    async def _outage(self, sandbox: VirtualSandbox) -> None:
        await asyncio.sleep(BEGIN)
        fault = sandbox.fault(self.kind, path=ADD, times=1_000_000, **self.details)
        try:
            await asyncio.sleep(self.seconds)
        finally:
            fault.times = 0


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    texts = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    return [text for text in texts if text.startswith("the service")]


@pytest.mark.parametrize("journal", [None, "leads.journal"])
@pytest.mark.parametrize("kind", [("reset", {}), ("status", {"status": 503})])
@pytest.mark.parametrize("seconds", [5, 30, 120])
async def test_an_outage_in_the_middle_is_waited_out(seconds, kind, journal, tmp_path, caplog):
    trial = Trial(seconds, kind[0], **kind[1])
    path = tmp_path / journal if journal else None
    async with VirtualSandbox(latency=0.08) as sandbox:
        campaign = sandbox.seed_campaign()
        report = await trial.run(sandbox, campaign, journal=path)
        held = [lead["email"] for lead in sandbox.leads_of(campaign)]
    assert sorted(held) == sorted(row["email"] for row in rows(LEADS))
    assert (report.failed, report.not_attempted, report.stopped_by) == ((), 0, None)
    assert report.added + report.skipped_by_reason.get("present_after_retry", 0) == LEADS
    assert adds_up(report)
    if seconds < 30:
        return
    assert report.elapsed <= 1.02 * (seconds + 8.2) + (seconds < 120) * 2
    begin, end = warnings(caplog)
    assert begin.startswith("the service has not answered for ")
    assert end.startswith("the service answers again, after ")
    waits = {progress.waiting_since for progress in trial.progress} - {None}
    assert len(waits) == 1
    assert BEGIN - 0.2 <= waits.pop() <= BEGIN + 2
    assert trial.progress[-1].waiting_since is None
    last_probes = [at for at in trial.sent if BEGIN + seconds / 2 < at < BEGIN + seconds]
    assert last_probes
    assert all(later - sooner >= 1.9 for sooner, later in pairwise(last_probes))


@pytest.mark.parametrize("journal", [None, "leads.journal"])
async def test_when_the_patience_is_used_up_the_error_says_so_and_the_next_run_finishes(
    journal, tmp_path
):
    path = tmp_path / journal if journal else None
    async with VirtualSandbox(latency=0.08) as sandbox:
        campaign = sandbox.seed_campaign()
        with pytest.raises(UploadError, match="the patience of 60 s is used up") as caught:
            await Trial(1200).run(sandbox, campaign, journal=path, patience=60)
        assert isinstance(caught.value.__cause__, APIConnectionError)
        assert adds_up(caught.value.report)
        assert 60 <= caught.value.report.elapsed <= 60 + BEGIN + 2
        report = await Trial(0).run(sandbox, campaign, journal=path)
        held = [lead["email"] for lead in sandbox.leads_of(campaign)]
    assert sorted(held) == sorted(row["email"] for row in rows(LEADS))
    assert report.failed == ()
    assert path is None or read_journal(path).finished


def answering(isup: Callable[[float], bool], error: Exception) -> Service:
    service, loop = Service(), asyncio.get_running_loop()
    service.script = lambda *_: None if isup(loop.time()) else error
    return service


async def test_probes_come_one_at_a_time_with_growing_pauses_of_at_most_30_seconds():
    service = answering(lambda now: now < 1 or now > 4000, LOST)
    loop, sent = asyncio.get_running_loop(), []
    real = service.add

    async def probe(leads, observer):
        assert service.under_way == 0
        sent.append(loop.time())
        return await real(leads, observer)

    report = await upload(service, rows(10_000), max_in_flight=2, patience=5000, probe=probe)
    assert report.failed == ()
    pauses = [round(later - sooner - 0.1, 2) for sooner, later in pairwise(sent)]
    assert pauses == sorted(pauses)
    assert pauses[0] == 2.0
    assert pauses[-1] == 30.0
    assert len(service.campaign) == 10_000


async def test_retry_after_is_respected():
    error = ServerError(status_code=503, message="down", method="POST", path="/", retry_after=100.0)
    service = answering(lambda now: now > 90, error)
    report = await upload(service, rows(5), patience=900)
    assert len(service.sent) == 2
    assert 100 <= report.elapsed < 101


async def test_a_retry_after_beyond_the_patience_stops_the_upload_at_once():
    error = ServerError(status_code=503, message="down", method="POST", path="/", retry_after=100.0)
    service = answering(lambda _: False, error)
    with pytest.raises(UploadError, match="patience of 60 s is used up") as caught:
        await upload(service, rows(5), patience=60)
    assert caught.value.report.elapsed < 1


async def test_one_bad_chunk_alone_in_flight_is_no_outage(caplog):
    service = Service()
    service.script = lambda _n, leads: (
        LOST if any(lead.email == "lead450@example.com" for lead in leads) else None
    )
    report = await upload(service, rows(2000), max_in_flight=1, patience=900)
    assert [lead.position for lead in report.failed] == [450]
    assert report.elapsed < 30
    assert warnings(caplog) == []


async def test_a_service_that_fails_over_one_lead_of_a_single_chunk_is_found_out():
    service = Service()
    service.script = lambda _n, leads: (
        LOST if any(lead.email == "lead7@example.com" for lead in leads) else None
    )
    report = await upload(service, rows(400), patience=900)
    assert [lead.position for lead in report.failed] == [7]
    assert sorted(service.campaign) == sorted(
        row["email"] for row in rows(400) if row["email"] != "lead7@example.com"
    )


@pytest.mark.parametrize("patience", [-1, float("nan"), float("inf"), "long", None])
async def test_what_is_no_number_of_seconds_is_refused(patience):
    with pytest.raises(InvalidRequestError, match="patience must be a number >= 0"):
        await upload(Service(), rows(5), patience=patience)
