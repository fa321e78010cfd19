"""The outcome of each lead, told as it is known, agrees with the report of the same upload."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import aclosing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartlead_async import (
    APIConnectionError,
    AuthenticationError,
    BadRequestError,
    InvalidRequestError,
    LeadOutcome,
    ResponseDecodeError,
    ServerError,
    Smartlead,
    UploadError,
    UploadReport,
    read_journal,
)
from smartlead_async.models import AddLeadsResult
from smartlead_async.upload import JournalFile
from smartlead_async.upload._run import Upload
from tests.scripted_service import Service, adds_up, rows
from tests.unit.test_upload_accounting import answers
from tests.virtual_loop import run_virtual
from tests.virtual_sandbox import VirtualSandbox

pytestmark = pytest.mark.virtual_time

REQUEST = {"message": "no", "method": "POST", "path": "/"}
FAULTS = [
    APIConnectionError("lost", method="POST", path="/"),
    ServerError(status_code=500, **REQUEST),
    ServerError(status_code=503, **REQUEST),
    BadRequestError(status_code=400, **REQUEST),
    AuthenticationError(status_code=401, **REQUEST),
    ResponseDecodeError("unreadable", method="POST", path="/", status_code=200),
]


class Source:
    """Leads as an asynchronous generator gives them, some of them invalid or repeated."""

    def __init__(self, count: int, *, spoilt: bool = False) -> None:
        self.items: list[dict[str, str]] = rows(count)
        if spoilt:
            self.items[::7] = [{"email": "nobody"}] * len(self.items[::7])
            self.items[1::11] = rows(1) * len(self.items[1::11])
        self.read = 0
        self.closed = False

    async def __aiter__(self):
        try:
            for item in self.items:
                self.read += 1
                yield item
        finally:
            self.closed = True


def job(add, leads, **options) -> Upload:
    given = {"dedupe": True, "max_in_flight": 3, "journal": None} | options
    return Upload(add, leads, **given)


async def told(add, leads, **options) -> tuple[UploadReport, list[LeadOutcome]]:
    """Return the report of an upload, also of one that stopped, and what was told meanwhile."""
    outcomes: list[LeadOutcome] = []

    async def take(page: list[LeadOutcome]) -> None:
        assert page
        outcomes.extend(page)

    try:
        report = await job(add, leads, **options).run(on_settled=take)
    except UploadError as error:
        report = error.report
    return report, outcomes


async def read_all(upload: Upload, outcomes: list[LeadOutcome]) -> None:
    async for page in upload.outcomes():
        outcomes += page


def assert_agree(report: UploadReport, outcomes: list[LeadOutcome]) -> None:
    """Assert that each lead was told once, and as the report counts it if its place is known."""
    assert adds_up(report)
    by_position = {outcome.position: outcome for outcome in outcomes}
    assert sorted(by_position) == list(range(report.total))
    assert len(outcomes) == report.total
    statuses = Counter(outcome.status for outcome in outcomes)
    failed = {(lead.position, lead.reason, lead.message) for lead in report.failed}
    assert failed == {(o.position, o.reason, o.message) for o in outcomes if o.status == "failed"}
    reasons = Counter(o.reason for o in outcomes if o.status in {"skipped", "unexplained"})
    vague = [o for o in outcomes if o.status == "unexplained" and o.message]
    if not vague:
        assert statuses["added"] == report.added
        assert statuses["not_attempted"] == report.not_attempted
        assert reasons == Counter(report.skipped_by_reason)
    assert statuses["added"] <= report.added
    assert len(vague) >= report.added - statuses["added"]
    for item in report.left_out:
        if item.count == item.end - item.start:
            for position in range(item.start, item.end):
                expected = {"unexplained", "skipped", "not_attempted"}
                assert by_position[position].status in expected


@settings(max_examples=25)
@given(st.lists(answers, min_size=1, max_size=8), st.integers(1, 1500), st.booleans())
def test_outcomes_agree_with_the_report_whatever_the_service_answers(given_, count, dedupe):
    numbers = iter(range(10_000))

    async def add(leads, _observer):
        await asyncio.sleep(0.1)
        return given_[next(numbers) % len(given_)]

    source = Source(count, spoilt=True)
    assert_agree(*run_virtual(told(add, source, dedupe=dedupe)))


faults = st.dictionaries(st.integers(0, 12), st.sampled_from(FAULTS), max_size=6)


@settings(max_examples=25)
@given(faults, faults, st.integers(1, 2500), st.integers(1, 4), st.sampled_from([0, 60]))
def test_outcomes_agree_with_the_report_whatever_fails(before, after, count, most, patience):
    service = Service(room=2000)
    service.script = lambda number, _leads: before.get(number)
    service.afterwards = lambda number, _leads: after.get(number)
    source = Source(count, spoilt=True)
    run = told(service.add, source, max_in_flight=most, patience=patience)
    assert_agree(*run_virtual(run))
    assert source.closed


@settings(max_examples=8, deadline=None)
@given(faults, st.integers(0, 1300), st.booleans())
def test_after_a_break_or_a_cancellation_the_next_run_tells_of_the_whole_job(
    before, taken, by_cancelling
):
    with TemporaryDirectory() as folder:
        file = JournalFile(Path(folder) / "j", 5, {})
        run_virtual(_break_and_finish(file, before, taken, by_cancelling=by_cancelling))


async def _break_and_finish(file, before, taken, *, by_cancelling) -> None:
    service, source = Service(), Source(1300)
    service.script = lambda number, _leads: before.get(number)
    if by_cancelling:
        task = asyncio.create_task(_take(service, source, file, taken))
        await asyncio.sleep(taken / 5000)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    else:
        await _take(service, source, file, taken)
    assert source.closed or not source.read
    assert asyncio.all_tasks() == {asyncio.current_task()}
    service.script = lambda *_: None
    report, outcomes = await told(service.add, Source(1300), journal=file)
    assert_agree(report, outcomes)
    refused = {o.lead.email for o in outcomes if o.status == "failed"}
    assert sorted(service.campaign) == sorted({r["email"] for r in rows(1300)} - refused)
    assert read_journal(file.path).finished


async def _take(service, source, file, count) -> None:
    try:
        async with aclosing(job(service.add, source, journal=file).outcomes()) as pages:
            async for page in pages:
                count -= len(page)
                if count <= 0:
                    break
    except UploadError:
        pass


async def test_a_slow_reader_holds_the_upload_back():
    service, source = Service(), Source(4000)
    seen = 0
    async with aclosing(job(service.add, source, max_in_flight=2).outcomes()) as pages:
        async for page in pages:
            seen += len(page)
            await asyncio.sleep(100)
            assert source.read <= seen + 4 * 400
    assert seen == 4000


async def test_all_that_is_known_is_told_before_the_error_that_stops_the_upload():
    service, source = Service(), Source(5000)
    service.script = lambda number, _leads: FAULTS[4] if number == 5 else None
    outcomes: list[LeadOutcome] = []
    with pytest.raises(UploadError) as caught:
        await read_all(job(service.add, source, max_in_flight=2), outcomes)
    assert caught.value.__cause__ is FAULTS[4]
    assert_agree(caught.value.report, outcomes)
    assert {o.reason for o in outcomes if o.status == "not_attempted"} == {"error"}
    assert len({o.status for o in outcomes}) == 2


async def test_an_error_of_the_input_comes_last():
    def leads():
        yield from rows(500)
        raise KeyError("torn")

    outcomes: list[LeadOutcome] = []
    with pytest.raises(UploadError) as caught:
        await read_all(job(Service().add, leads()), outcomes)
    assert isinstance(caught.value.__cause__, KeyError)
    assert_agree(caught.value.report, outcomes)
    assert len(outcomes) == 500


async def test_leads_beyond_a_full_plan_are_told_as_they_were_given():
    service, source = Service(room=400), Source(3000)
    report, outcomes = await told(service.add, source, max_in_flight=1)
    assert_agree(report, outcomes)
    rest = [outcome for outcome in outcomes if outcome.status == "not_attempted"]
    assert (report.added, len(rest), report.chunks) == (400, 2600, 2)
    assert {outcome.reason for outcome in rest} == {"lead_limit"}
    assert outcomes[-1].lead == source.items[-1]
    assert outcomes[-1].email == source.items[-1]["email"]


async def test_leads_among_which_the_answer_only_counts_are_unexplained():
    service = Service()
    service.campaign.append("lead5@example.com")
    _, outcomes = await told(service.add, rows(600))
    assert [o.status for o in outcomes] == ["unexplained"] * 400 + ["added"] * 200
    assert outcomes[0].message == (
        "one of 399 added, 1 already_in_campaign: the service did not say which"
    )


@pytest.mark.parametrize(
    "ids", [{"lead0@example.com": "70"}, {"new": {"LEAD0@example.com": 70}, "count": None}]
)
async def test_ids_that_an_answer_names_are_told(ids):
    answer = {
        "upload_count": 1,
        "total_leads": 2,
        "emailToLeadIdMap": ids,
        "skipped_leads": [{"email": "lead1@example.com", "reason": "duplicate", "id": 71}],
    }

    async def add(_leads, _observer):
        return AddLeadsResult.from_dict(answer)

    _, outcomes = await told(add, [*rows(2), {"email": "nobody"}])
    assert [(o.status, o.reason, o.lead_id) for o in outcomes] == [
        ("added", None, 70),
        ("skipped", "duplicate", 71),
        ("failed", "invalid", None),
    ]


async def test_an_upload_can_be_read_lead_by_lead_through_an_outage():
    async with (
        VirtualSandbox(latency=0.08) as sandbox,
        sandbox.session() as session,
        Smartlead(sandbox.api_key, base_url=sandbox.base_url, session=session) as smartlead,
    ):
        campaign = sandbox.seed_campaign()
        fault = sandbox.fault("status", status=503, method="POST")
        fault.times = None
        outcomes = smartlead.leads.upload_stream(campaign, rows(1000), dedupe=False)
        asyncio.get_running_loop().call_later(30, setattr, fault, "times", 0)
        told_ = [outcome async for outcome in outcomes]
        assert len(sandbox.leads_of(campaign)) == 1000
    assert sorted(o.position for o in told_) == list(range(1000))
    assert {o.status for o in told_} <= {"added", "skipped"}
    with pytest.raises(InvalidRequestError, match="max_in_flight"):  # before it is iterated
        smartlead.leads.upload_stream(campaign, rows(1), max_in_flight=0)
