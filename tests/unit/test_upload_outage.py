"""Uploads through outages of the service, on virtual time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import nullcontext
from itertools import pairwise

import pytest
from attrs import evolve

from smartlead_async import (
    APIConnectionError,
    AttemptInfo,
    AuthenticationError,
    InvalidRequestError,
    ServerError,
    Smartlead,
    UploadError,
    UploadProgress,
    read_journal,
)
from smartlead_async.upload import JournalFile
from tests.scripted_service import Service, adds_up, attempt, rows, upload, upload_leads
from tests.virtual_sandbox import VirtualSandbox

pytestmark = [
    pytest.mark.virtual_time,
    pytest.mark.no_cover,  # it would take twice as long
]

ADD = r"/campaigns/\d+/leads$"
LEADS = 8_000
UNDISTURBED = 2.1  # seconds that such an upload takes
BEGIN = 1.0
LOST = APIConnectionError("lost", method="POST", path="/")


class Trial:
    """An upload to a sandbox that is gone for some time, or answers 5xx."""

    def __init__(self, seconds: float, answer: dict[str, object] | None = None) -> None:
        self.seconds, self.answer = seconds, answer
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
        if self.answer is None:
            fault, gone = sandbox.fault("reset", path=ADD), sandbox.refusing_connections()
        else:
            fault, gone = sandbox.fault("status", path=ADD, **self.answer), nullcontext()
        fault.times = None
        try:
            with gone:
                await asyncio.sleep(self.seconds)
        finally:
            fault.times = 0


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    texts = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    return [text for text in texts if text.startswith("the service")]


@pytest.mark.parametrize("journal", [None, "leads.journal"])
@pytest.mark.parametrize(("seconds", "answer"), [(5, None), (30, {"status": 503}), (120, None)])
async def test_an_outage_in_the_middle_is_waited_out(seconds, answer, journal, tmp_path, caplog):
    trial = Trial(seconds, answer)
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
    assert report.elapsed <= 1.02 * (seconds + UNDISTURBED) + (seconds < 120) * 2
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
    journal, tmp_path, caplog
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
    assert caught.value.patience == 60
    begin, end = warnings(caplog)[:2]
    assert begin.startswith("the service has not answered for ")
    assert end == "the service has not answered for 60 s; giving up"


def answering(isup: Callable[[float], bool], error: Exception) -> Service:
    service, loop = Service(), asyncio.get_running_loop()
    service.script = lambda *_: None if isup(loop.time()) else error
    return service


async def test_a_service_that_cannot_be_reached_is_waited_for_since_the_first_attempt():
    service, loop, progress = Service(), asyncio.get_running_loop(), []

    async def add(leads, observer):
        if not 1 < loop.time() < 50:
            return await service.add(leads, observer)
        await asyncio.sleep(7)
        observer.attempted(evolve(attempt(None), sent=False, elapsed_s=6.9))
        raise LOST

    options = {"dedupe": True, "max_in_flight": 2, "journal": None, "patience": 900}
    report = await upload_leads(add, rows(20_000), on_progress=progress.append, **options)
    assert (report.added, report.failed) == (20_000, ())
    (since,) = {each.waiting_since for each in progress} - {None}
    assert 1 < since < 1.3


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


async def test_retry_after_is_respected_by_all_probes():
    trial = Trial(60, {"status": 503, "headers": {"Retry-After": "20"}})
    async with VirtualSandbox(latency=0.08) as sandbox:
        report = await trial.run(sandbox, campaign := sandbox.seed_campaign())
        assert len(sandbox.leads_of(campaign)) == LEADS
    assert report.failed == ()
    probes = [at for at in trial.sent if BEGIN + 15 < at < BEGIN + 60]
    assert len(probes) == 2
    assert probes[1] - probes[0] >= 20


async def test_a_retry_after_beyond_the_patience_stops_the_upload_at_once():
    error = ServerError(status_code=503, message="down", method="POST", path="/", retry_after=100.0)
    service = answering(lambda _: False, error)
    with pytest.raises(UploadError, match="patience of 60 s is used up") as caught:
        await upload(service, rows(5), patience=60)
    assert caught.value.report.elapsed < 1


async def test_a_slow_input_does_not_use_up_the_patience():
    service = answering(lambda now: now < 0.35 or now > 30, LOST)

    async def leads():
        for row in rows(1600):
            yield row
        await asyncio.sleep(1000)
        yield {"email": "last@example.com"}

    report = await upload(service, leads(), max_in_flight=1, patience=60)
    assert (report.added, report.failed) == (1601, ())


async def test_a_wait_that_is_cancelled_leaves_a_journal_that_the_next_run_finishes(tmp_path):
    file = JournalFile(tmp_path / "j", 5, {})
    service = answering(lambda now: now < 0.15 or now > 100, LOST)
    run = {"max_in_flight": 2, "journal": file, "patience": 900}
    task = asyncio.create_task(upload(service, rows(4000), **run))
    await asyncio.sleep(50)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert asyncio.all_tasks() == {asyncio.current_task()}
    assert not read_journal(file.path).finished
    await asyncio.sleep(100)
    report = await upload(service, rows(4000), **run)
    assert (report.added, report.failed) == (4000, ())
    assert sorted(service.campaign) == sorted(row["email"] for row in rows(4000))
    assert read_journal(file.path).finished


async def test_an_error_that_concerns_all_leads_ends_a_wait(caplog):
    service, loop = Service(), asyncio.get_running_loop()
    refused = AuthenticationError(status_code=401, message="no", method="POST", path="/")
    service.script = lambda *_: LOST if loop.time() < 30 else refused
    with pytest.raises(UploadError, match="AuthenticationError") as caught:
        await upload(service, rows(10_000), patience=900)
    assert caught.value.__cause__ is refused
    assert "patience" not in str(caught.value)
    assert caught.value.patience is None
    assert warnings(caplog)[-1].startswith("the service answers again")
    assert caught.value.report.elapsed < 40
    assert adds_up(caught.value.report)


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


async def test_an_outage_while_a_chunk_is_halved_is_waited_out_too():
    service, loop, sent = Service(), asyncio.get_running_loop(), []
    bad = {"lead450@example.com", "lead700@example.com"}

    def script(number, leads):
        sent.append(loop.time())
        down = number > 9 and loop.time() < 200
        return LOST if down or any(lead.email in bad for lead in leads) else None

    service.script = script
    report = await upload(service, rows(2000), max_in_flight=1, patience=900)
    assert {lead.email for lead in report.failed} == bad
    assert len([at for at in sent if 10 < at < 200]) < 100
    assert len([at for at in sent if at <= 10]) < 30


@pytest.mark.parametrize("patience", [-1, float("nan"), float("inf"), "long", None])
async def test_what_is_no_number_of_seconds_is_refused(patience):
    with pytest.raises(InvalidRequestError, match="patience must be a number >= 0"):
        await upload(Service(), rows(5), patience=patience)
