"""Uploads against a scripted service, on virtual time."""

from __future__ import annotations

import asyncio
import inspect
import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartlead_async import (
    APIConnectionError,
    AuthenticationError,
    BadRequestError,
    InvalidRequestError,
    LeadInput,
    LeftOut,
    ResponseDecodeError,
    Smartlead,
    UploadError,
    UploadProgress,
    ValidationError,
)
from smartlead_async.models import AddLeadsResult, Lead
from smartlead_async.resources.leads import Leads
from smartlead_async.upload import JournalFile
from smartlead_sync.resources.leads import Leads as SyncLeads
from tests.scripted_service import (
    Service,
    adds_up,
    attempt,
    refusal,
    rows,
    upload,
    upload_leads,
)
from tests.virtual_loop import run_virtual

pytestmark = pytest.mark.virtual_time

LOST = APIConnectionError("lost", method="POST", path="/")


async def test_leads_are_sent_in_chunks_of_400_in_input_order():
    service = Service()
    report = await upload(service, rows(1001), max_in_flight=1)
    assert service.sizes == [400, 400, 201]
    assert service.campaign == [row["email"] for row in rows(1001)]
    assert (report.total, report.added, report.chunks, report.requests) == (1001, 1001, 3, 3)
    assert report.stopped_by is None


@pytest.mark.parametrize("most", [1, 3, 8])
async def test_no_more_chunks_than_allowed_are_under_way(most):
    service = Service()
    await upload(service, rows(4000), max_in_flight=most)
    assert service.most_under_way == most


def test_by_default_as_many_are_under_way_as_the_default_limit_lets_out_at_once():
    (limit,) = inspect.signature(Smartlead).parameters["rate_limits"].default
    for leads in (Leads, SyncLeads):
        by_default = inspect.signature(leads.upload).parameters["max_in_flight"].default
        assert by_default == limit.max_requests == 10


async def test_generators_and_async_generators_are_read_lazily():
    service, read = Service(), 0

    def source():
        nonlocal read
        for row in rows(4000):
            read += 1
            yield row

    async def asynchronous():
        for row in source():
            yield row

    task = asyncio.create_task(upload(service, asynchronous(), max_in_flight=2))
    await asyncio.sleep(0.05)
    assert read == 1200  # two chunks under way, and the next one ready
    assert (await task).added == 4000


async def test_what_was_read_goes_out_while_more_is_read():
    read, when_sent = 0, []

    def source():
        nonlocal read
        for row in rows(800):
            read += 1
            yield row

    class Noting(Service):
        async def add(self, leads, observer):
            for _ in range(3):  # a connection is made
                await asyncio.sleep(0)
            when_sent.append(read)
            return await super().add(leads, observer)

    await upload(Noting(), source())
    assert 400 <= when_sent[0] < 800


async def test_invalid_and_duplicate_leads_are_accounted_for_and_not_sent():
    service = Service()
    leads = [
        {"email": "a@example.com"},
        {"email": "no address"},
        {"email": " A@Example.com "},
        {"email": "b@example.com", "shoe_size": 47},
        LeadInput("c@example.com", custom_fields={str(i): "x" for i in range(201)}),
        {"first_name": "nobody"},
        "d@example.com",
    ]
    report = await upload(service, leads)
    assert service.campaign == ["a@example.com"]
    assert report.skipped_by_reason == {"duplicate_in_input": 1}
    assert report.left_out == (LeftOut(2, 3, "duplicate_in_input", 1, " A@Example.com "),)
    assert [(lead.position, lead.reason) for lead in report.failed] == [
        (1, "invalid"),
        (3, "invalid"),
        (4, "invalid"),
        (5, "invalid"),
        (6, "invalid"),
    ]
    assert "shoe_size" in report.failed[1].message
    assert report.failed[0].lead == {"email": "no address"}
    assert report.failed[0].email == "no address"
    assert adds_up(report)


NO_LEADS = [
    pytest.param(["a@example.com"] * 2, "not str; the first one is 'a@example.com'", id="texts"),
    pytest.param([{"Mail": "a@example.com"}] * 5, "unknown lead fields: Mail", id="wrong name"),
    pytest.param([{"email": "Ada"}] * 400 + rows(1), "not an email address", id="wrong column"),
    pytest.param(["a"] * 900, "none of the first 400 items is a lead", id="many"),
]


@pytest.mark.parametrize(("leads", "words"), NO_LEADS)
async def test_something_else_than_leads_is_refused_before_anything_is_sent(leads, words, tmp_path):
    service = Service()
    for journal in (None, JournalFile(tmp_path / "journal", 5, {})):
        with pytest.raises(InvalidRequestError, match=re.escape(words)) as caught:
            await upload(service, leads, journal=journal)
        assert repr(leads[0]) in str(caught.value)
    assert service.sizes == []
    assert (await upload(service, rows(3), journal=journal)).added == 3  # the journal is still new


SOME_LEADS = [
    pytest.param(["a@example.com"], 1, id="a single one"),
    pytest.param([{"email": "Ada"}] * 399, 399, id="wrong addresses"),
    pytest.param(["a", {"Mail": "b"}], 2, id="two reasons"),
    pytest.param([*rows(1), *["a"] * 900], 900, id="after a lead"),
    pytest.param([*["a"] * 399, *rows(1)], 399, id="before a lead"),
]


@pytest.mark.parametrize(("leads", "failed"), SOME_LEADS)
async def test_items_that_may_be_mistakes_of_their_own_are_accounted_for(leads, failed):
    report = await upload(Service(), leads)
    assert len(report.failed) == failed
    assert adds_up(report)


async def test_a_lead_of_the_service_that_is_invalid_can_be_kept_in_a_journal(tmp_path):
    journal = JournalFile(tmp_path / "journal", 5, {})
    report = await upload(Service(), [Lead(id=5, email="Ada"), *rows(1)], journal=journal)
    assert report.failed[0].lead == LeadInput("Ada")


async def test_duplicates_are_sent_when_the_caller_says_so():
    service = Service()
    report = await upload(service, rows(3) + rows(3), dedupe=False)
    assert report.added == 3
    assert report.skipped_by_reason == {"already_in_campaign": 3}
    assert report.left_out == (LeftOut(0, 6, "already_in_campaign", 3),)


async def test_leads_that_were_not_sent_are_known_beside_those_that_failed():
    service = Service()
    service.script = lambda *_: AuthenticationError(
        status_code=401, message="no", method="POST", path="/"
    )
    leads = [*rows(3), {"email": "none"}, *rows(1), *rows(2, start=3)]
    with pytest.raises(UploadError) as caught:
        await upload(service, leads)
    assert caught.value.report.left_out == (
        LeftOut(0, 3, "not_attempted", 3),
        LeftOut(4, 5, "duplicate_in_input", 1, "lead0@example.com"),
        LeftOut(5, 7, "not_attempted", 2),
    )


async def test_leads_that_an_answer_names_are_known_in_every_chunk():
    service = Service()

    async def names(leads, observer):
        await service.add(leads, observer)
        last = {"email": leads[-1].email, "reason": "Lead is on the block list"}
        return AddLeadsResult.from_dict(
            {"success": True, "added_count": len(leads) - 1, "skipped_leads": [last]}
        )

    report = await upload_leads(
        names, rows(800), dedupe=True, max_in_flight=2, journal=None, on_progress=None
    )
    assert report.left_out == (
        LeftOut(399, 400, "blocked", 1, "lead399@example.com"),
        LeftOut(799, 800, "blocked", 1, "lead799@example.com"),
    )
    assert adds_up(report)


@pytest.mark.parametrize("leads", ["leads.csv", b"x", {"email": "a@example.com"}, 5, None])
async def test_what_is_no_iterable_of_leads_is_refused_at_once(leads):
    with pytest.raises(InvalidRequestError):
        await upload(Service(), leads)


async def test_nothing_at_all_is_a_report_of_zeros():
    report = await upload(Service(), [])
    assert (report.total, report.requests, report.chunks) == (0, 0, 0)


@pytest.mark.parametrize("names_poison", [True, False])
async def test_only_the_offending_leads_of_a_refused_chunk_fail(names_poison):
    poison = {f"lead{i}@example.com" for i in (0, 1, 2, 199, 399)}
    service = Service(poison=poison, names_poison=names_poison)
    report = await upload(service, rows(400))
    assert {lead.email for lead in report.failed} == poison
    assert {lead.reason for lead in report.failed} == {"refused"}
    assert report.added == 395
    assert set(service.campaign) == {row["email"] for row in rows(400)} - poison
    assert len(service.sizes) <= 2 * 5 * 10
    assert adds_up(report)


@pytest.mark.parametrize(
    "offending",
    [
        range(20),
        range(380, 400),
        *(range(0, 400, step) for step in (2, 4, 8, 10)),
        range(1, 400, 3),
    ],
)
async def test_however_the_offending_leads_lie_only_they_fail(offending):
    poison = {f"lead{i}@example.com" for i in offending}
    service = Service(poison=poison, names_poison=False)
    report = await upload(service, rows(400))
    assert [lead.position for lead in report.failed] == list(offending)
    assert set(service.campaign) == {row["email"] for row in rows(400)} - poison
    assert adds_up(report)


async def test_a_refusal_that_quotes_an_address_needs_no_halving():
    service = Service()
    service.script = lambda _n, leads: (
        refusal("Invalid email format for lead7@example.com")
        if any(lead.email == "lead7@example.com" for lead in leads)
        else None
    )
    report = await upload(service, rows(400))
    assert service.sizes == [400, 399]
    assert [lead.position for lead in report.failed] == [7]


@pytest.mark.parametrize("names_poison", [True, False])
async def test_many_refused_leads_in_a_row_stop_nothing_where_others_are_accepted(names_poison):
    poison = {f"lead{i}@example.com" for i in range(400, 800)}
    service = Service(poison=poison, names_poison=names_poison)
    report = await upload(service, rows(1200), max_in_flight=1)
    assert (report.added, report.stopped_by) == (800, None)
    assert {lead.email for lead in report.failed} == poison
    assert len(service.sent) <= 802
    assert adds_up(report)


async def test_what_an_earlier_run_got_accepted_counts_too(tmp_path):
    service = Service()
    file = JournalFile(tmp_path / "j", 5, {})
    service.script = lambda number, _leads: LOST if number == 1 else None
    with pytest.raises(UploadError):
        await upload(service, rows(800), max_in_flight=1, journal=file)
    service.script, service.poison = (lambda *_: None), {row["email"] for row in rows(400, 400)}
    report = await upload(service, rows(800), journal=file)
    assert (report.added, len(report.failed)) == (400, 400)


async def test_leads_that_refusals_name_cost_two_requests_each():
    poison = {f"lead{i}@example.com" for i in (0, 1, 2, 199, 399)}
    service = Service(poison=poison, names_poison=True)
    report = await upload(service, rows(400))
    assert {lead.email for lead in report.failed} == poison
    assert len(service.sent) == 2 * len(poison)


@pytest.mark.parametrize(
    "misnames", [lambda index: index + 1, lambda _: 0, lambda index: max(0, index - 1)]
)
async def test_a_refusal_that_names_another_lead_fails_no_good_one(misnames):
    poison = {f"lead{i}@example.com" for i in (0, 7, 8, 399, 400, 650)}
    service = Service(poison=poison, names_poison=True, misnames=misnames)
    report = await upload(service, rows(792), max_in_flight=1)
    assert {lead.email for lead in report.failed} == poison
    assert report.added == 792 - len(poison)
    assert len(service.sent) <= 2 + len(poison) * 20
    assert adds_up(report)


async def test_a_refusal_that_names_several_leads_is_checked_for_each():
    service = Service()

    def script(_number, leads):
        bad = [i for i, lead in enumerate(leads) if lead.email in service.poison]
        named = [f"lead_list[{i}].email" for i in {0, *bad} if i < len(leads)]
        return refusal("bad", fields=named) if bad else None

    service.script, service.poison = script, {"lead3@example.com", "lead9@example.com"}
    report = await upload(service, rows(20))
    assert [lead.position for lead in report.failed] == [3, 9]
    assert report.added == 18


@settings(max_examples=40)
@given(
    st.integers(1, 90),
    st.sets(st.integers(0, 89)),
    st.lists(st.integers(0, 90), min_size=1, max_size=5),
)
def test_only_offending_leads_fail_whatever_refusals_name(count, offending, names):
    poison = {f"lead{i}@example.com" for i in offending}
    drawn = itertools.cycle(names)
    service = Service(poison=poison, names_poison=True, misnames=lambda _: next(drawn))
    leads = [*rows(400, start=1000), *rows(count)]
    report = run_virtual(upload(service, leads, max_in_flight=1))
    assert {lead.position - 400 for lead in report.failed} == {i for i in offending if i < count}
    assert adds_up(report)


async def test_a_refusal_of_the_request_itself_stops_the_upload():
    service = Service()
    service.script = lambda _n, _leads: refusal("not allowed", field="settings.foo")
    with pytest.raises(UploadError) as caught:
        await upload(service, rows(1000), max_in_flight=1)
    assert service.sizes == [400]
    report = caught.value.report
    assert isinstance(caught.value.__cause__, ValidationError)
    assert report.not_attempted == report.total
    assert adds_up(report)


async def test_a_service_that_refuses_everything_is_not_asked_for_every_lead():
    service = Service()
    service.script = lambda _n, _leads: BadRequestError(
        status_code=400, message="no", method="POST", path="/"
    )
    with pytest.raises(UploadError) as caught:
        await upload(service, rows(400))
    assert len(service.sizes) < 40
    assert adds_up(caught.value.report)


async def test_an_error_waits_for_what_is_on_the_wire_and_reports_everything():
    service = Service()

    def script(number, _leads):
        if number == 2:
            return AuthenticationError(status_code=401, message="no", method="POST", path="/")
        return None

    service.script = script
    with pytest.raises(UploadError, match="401") as caught:
        await upload(service, rows(10_000), max_in_flight=4)
    report = caught.value.report
    assert isinstance(caught.value.__cause__, AuthenticationError)
    assert report.stopped_by == "error"
    assert report.added == len(service.campaign) == 1200
    assert report.chunks == 3
    assert report.not_attempted >= 400
    assert service.under_way == 0
    assert adds_up(report)


async def test_a_chunk_without_an_answer_is_of_unknown_outcome():
    service = Service()
    service.script = lambda _n, _leads: APIConnectionError("lost", method="POST", path="/")
    with pytest.raises(UploadError) as caught:
        await upload(service, rows(5))
    assert {lead.reason for lead in caught.value.report.failed} == {"outcome_unknown"}


async def test_an_unreadable_answer_is_asked_for_again():
    service = Service()
    real = service.add

    async def unreadable_once(leads, observer):
        answer = await real(leads, observer)
        if len(service.sizes) == 1:
            raise ResponseDecodeError("truncated", method="POST", path="/", status_code=200)
        return answer

    report = await upload_leads(
        unreadable_once, rows(5), dedupe=True, max_in_flight=1, journal=None, on_progress=None
    )
    assert report.skipped_by_reason == {"present_after_retry": 5}
    assert service.campaign == [row["email"] for row in rows(5)]


async def test_answers_that_stay_unreadable_stop_the_upload():
    service = Service()
    service.afterwards = lambda *_: ResponseDecodeError("what?", method="POST", path="/")
    with pytest.raises(UploadError) as caught:
        await upload(service, rows(5))
    assert len(service.sent) == 3
    assert {lead.reason for lead in caught.value.report.failed} == {"outcome_unknown"}


async def test_a_full_plan_stops_the_upload_and_counts_the_rest():
    class Full(Service):
        async def add(self, leads, observer):
            await super().add(leads, observer)
            return AddLeadsResult.from_dict(
                {
                    "total_leads": 100,
                    "upload_count": 400,
                    "is_lead_limit_exhausted": True,
                    "lead_import_stopped_count": 300,
                }
            )

    async def source():
        for row in rows(5000):
            yield row

    report = await upload(Full(), source(), max_in_flight=1)
    assert report.stopped_by == "lead_limit"
    assert (report.chunks, report.requests) == (1, 1)
    assert (report.total, report.added, report.not_attempted) == (5000, 100, 4900)
    assert report.left_out == (
        LeftOut(0, 400, "not_attempted", 300),
        LeftOut(400, 5000, "not_attempted", 4600),
    )


async def test_what_is_read_after_a_full_plan_counts_even_if_the_input_breaks():
    def source():
        yield from rows(3000)
        raise OSError("the disk is gone")

    with pytest.raises(UploadError) as caught:
        await upload(Service(room=400), source(), max_in_flight=1)
    report = caught.value.report
    assert (report.total, report.added, report.not_attempted) == (3000, 400, 2600)
    assert adds_up(report)


async def test_when_the_plan_is_full_chunks_that_may_have_arrived_are_still_followed():
    service = Service(room=400)

    async def second_loses_its_answer(leads, observer):
        if leads[0].email == "lead400@example.com":
            observer.departed()
            observer.attempted(attempt(502))
            await asyncio.sleep(5)  # until it tries again
        return await service.add(leads, observer)

    report = await upload_leads(
        second_loses_its_answer,
        rows(1600),
        dedupe=True,
        max_in_flight=4,
        journal=None,
        on_progress=None,
    )
    assert (report.stopped_by, report.failed) == ("lead_limit", ())
    assert (report.added, report.not_attempted) == (400, 1200)


async def test_an_error_of_the_input_is_reported_with_what_was_done():
    service = Service()

    def source():
        yield from rows(450)
        raise OSError("disk gone")

    with pytest.raises(UploadError, match="disk gone") as caught:
        await upload(service, source())
    report = caught.value.report
    assert isinstance(caught.value.__cause__, OSError)
    assert (report.total, report.added, report.not_attempted) == (450, 400, 50)


async def test_progress_comes_in_order_and_ends_with_done():
    seen: list[UploadProgress] = []
    report = await upload(Service(), rows(2000), on_progress=seen.append)
    assert [progress.done for progress in seen] == [False] * 5 + [True]
    assert [progress.added for progress in seen] == [400, 800, 1200, 1600, 2000, 2000]
    assert {progress.total_hint for progress in seen} == {2000}
    assert seen[-1].read == report.total
    assert seen[-1].requests == report.requests == 5


async def test_progress_of_an_unsized_input_has_no_total():
    seen: list[UploadProgress] = []
    await upload(Service(), iter(rows(10)), on_progress=seen.append)
    assert {progress.total_hint for progress in seen} == {None}


async def test_an_awaitable_from_on_progress_is_awaited():
    running = 0

    async def slow(_progress) -> None:
        nonlocal running
        running += 1
        assert running == 1
        await asyncio.sleep(5)
        running -= 1

    await upload(Service(), rows(2000), on_progress=slow)


async def test_an_error_in_on_progress_stops_the_upload():
    def broken(_progress) -> None:
        raise ZeroDivisionError

    with pytest.raises(UploadError) as caught:
        await upload(Service(), rows(2000), on_progress=broken, max_in_flight=2)
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    assert caught.value.report.added >= 400
    assert adds_up(caught.value.report)


@pytest.mark.parametrize("on_progress", [5, "show", []])
async def test_what_cannot_be_called_is_no_callback(on_progress):
    service = Service()
    with pytest.raises(InvalidRequestError, match="on_progress must be callable"):
        await upload(service, rows(5), on_progress=on_progress)
    assert service.sent == []


class Closing:
    """Leads from an async generator that notes how it ends."""

    def __init__(self, problem: Exception | None = None) -> None:
        self.is_closed = False
        self.problem = problem

    async def leads(self):
        try:
            for row in rows(10_000):
                yield row
        finally:
            await asyncio.sleep(0)
            self.is_closed = True
            if self.problem:
                raise self.problem


async def test_an_async_generator_is_closed_when_the_upload_stops():
    source, service = Closing(), Service()
    service.script = lambda *_: LOST
    leads = source.leads()
    with pytest.raises(UploadError):
        await upload(service, leads, max_in_flight=1)
    assert source.is_closed


async def test_an_async_generator_is_closed_when_the_upload_is_cancelled():
    source = Closing()
    leads = source.leads()
    task = asyncio.create_task(upload(Service(seconds=100), leads, max_in_flight=1))
    await asyncio.sleep(1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert source.is_closed


async def test_an_async_generator_is_read_to_its_end_when_the_plan_is_full():
    source = Closing()
    report = await upload(Service(room=400), source.leads(), max_in_flight=1)
    assert (report.total, report.stopped_by) == (10_000, "lead_limit")
    assert source.is_closed


async def test_what_stopped_an_upload_outlives_an_error_of_the_clean_up():
    source, service = Closing(ZeroDivisionError()), Service()
    service.script = lambda *_: LOST
    with pytest.raises(UploadError) as caught:
        await upload(service, source.leads(), max_in_flight=1)
    assert caught.value.__cause__ is LOST
    assert source.is_closed


async def test_cancelling_passes_through_and_leaves_no_task():
    service = Service(seconds=100)
    task = asyncio.create_task(upload(service, rows(2000)))
    await asyncio.sleep(1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert asyncio.all_tasks() == {asyncio.current_task()}
    assert service.under_way == 0


async def test_the_error_says_how_far_the_upload_came():
    service = Service()
    service.script = lambda _n, _leads: APIConnectionError("lost", method="POST", path="/")
    with pytest.raises(UploadError) as caught:
        await upload(service, rows(3))
    assert re.search(r"after 3 leads \(0 added, 3 failed, 0 not attempted\)", str(caught.value))


async def test_a_chunk_that_is_cancelled_from_outside_stops_the_upload():
    def cancel(number: int, _leads: object) -> Exception | None:
        if number == 1:
            raise asyncio.CancelledError
        return None

    with pytest.raises(UploadError, match="cancelled") as caught:
        await upload(Service(script=cancel), rows(1200), max_in_flight=1)
    report = caught.value.report
    assert adds_up(report)
    assert (report.stopped_by, report.added) == ("error", 400)
