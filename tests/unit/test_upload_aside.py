"""Chunks that fail alone: they are set aside, sent last, and narrowed down."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartlead_async import (
    APIConnectionError,
    AuthenticationError,
    BadRequestError,
    NotFoundError,
    PermissionDeniedError,
    ServerError,
    UploadError,
    read_journal,
)
from smartlead_async.upload import JournalFile
from tests.scripted_service import Service, adds_up, rows, upload
from tests.virtual_loop import run_virtual

pytestmark = pytest.mark.virtual_time

LOST = APIConnectionError("lost", method="POST", path="/")
BAD = BadRequestError(status_code=400, message="no", method="POST", path="/")


def broken(status: int = 500) -> ServerError:
    return ServerError(status_code=status, message="oops", method="POST", path="/")


def breaking(addresses, error: Exception):
    """Return a script that fails over every request with one of these addresses."""
    return lambda _n, leads: error if any(lead.email in addresses for lead in leads) else None


def good(count: int, bad: set[str]) -> list[str]:
    return sorted(row["email"] for row in rows(count) if row["email"] not in bad)


@pytest.mark.parametrize("most", [2, 10])
async def test_a_chunk_that_fails_once_is_sent_again_at_the_end(most):
    service = Service()
    service.script = lambda number, _leads: broken() if number == 1 else None
    report = await upload(service, rows(2000), max_in_flight=most)
    assert (report.added, report.failed, report.stopped_by) == (2000, (), None)
    assert service.sent[-1] == service.sent[1]
    assert (report.chunks, report.requests) == (5, 6)
    assert adds_up(report)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (broken(), "server_error"),
        (broken(503), "outcome_unknown"),
        (LOST, "outcome_unknown"),
    ],
)
@pytest.mark.parametrize("offending", [{450}, {400, 799}, {450, 451, 452, 700}, {3, 450, 1999}])
async def test_only_the_leads_over_which_the_service_fails_end_in_failed(error, reason, offending):
    bad = {f"lead{i}@example.com" for i in offending}
    service = Service()
    service.script = breaking(bad, error)
    report = await upload(service, rows(2000))
    assert [lead.position for lead in report.failed] == sorted(offending)
    assert {lead.reason for lead in report.failed} == {reason}
    assert report.failed[0].message == str(error)
    assert sorted(service.campaign) == good(2000, bad)
    assert report.added + report.skipped_by_reason.get("present_after_retry", 0) == 2000 - len(bad)
    assert len(service.sent) <= 5 + 2 * len(bad) * 12
    assert adds_up(report)


async def test_the_next_run_sends_again_what_the_service_failed_over(tmp_path):
    service, path = Service(), tmp_path / "j"
    file = JournalFile(path, 5, {})
    service.script = breaking({"lead450@example.com"}, broken())
    report = await upload(service, rows(1200), journal=file)
    assert [lead.reason for lead in report.failed] == ["server_error"]
    assert read_journal(path).failed[0].reason == "server_error"
    assert not read_journal(path).finished
    service.script, before = (lambda *_: None), len(service.sent)
    report = await upload(service, rows(1200), journal=file)
    assert len(service.sent) == before + 1
    assert (report.added, report.failed) == (1200, ())
    assert read_journal(path).finished
    assert adds_up(report)


async def test_a_first_chunk_of_bad_leads_alone_in_flight_does_not_stop_the_others():
    service = Service(poison={row["email"] for row in rows(400)})
    report = await upload(service, rows(1200), max_in_flight=1)
    assert (report.added, len(report.failed), report.stopped_by) == (800, 400, None)
    assert {lead.reason for lead in report.failed} == {"refused"}
    assert adds_up(report)


async def test_a_service_that_refuses_all_chunks_is_not_asked_for_each():
    service = Service()
    service.script = lambda *_: BAD
    with pytest.raises(UploadError) as caught:
        await upload(service, rows(40_000), max_in_flight=1)
    assert caught.value.__cause__ is BAD
    assert len(service.sent) <= 3 * 34
    assert adds_up(caught.value.report)


@pytest.mark.parametrize(
    ("kind", "status"),
    [(AuthenticationError, 401), (PermissionDeniedError, 403), (NotFoundError, 404)],
)
async def test_what_concerns_all_chunks_stops_the_upload_at_once(kind, status):
    service = Service()
    error = kind(status_code=status, message="no", method="POST", path="/")
    service.script = lambda number, _leads: error if number == 2 else None
    with pytest.raises(UploadError) as caught:
        await upload(service, rows(10_000), max_in_flight=2)
    assert caught.value.__cause__ is error
    assert len(service.sent) <= 4


async def test_without_patience_a_service_that_is_gone_stops_the_upload():
    service = Service()
    service.script = lambda number, _leads: LOST if number >= 5 else None
    with pytest.raises(UploadError) as caught:
        await upload(service, rows(10_000), max_in_flight=4)
    report = caught.value.report
    assert caught.value.__cause__ is LOST
    assert report.added == 2000
    assert len(service.sent) <= 5 + 4 + 3
    assert adds_up(report)


async def test_a_chunk_that_is_set_aside_when_the_plan_is_full_is_accounted_for():
    service = Service(room=800)
    service.script = lambda number, _leads: broken() if number == 1 else None
    report = await upload(service, rows(4000), max_in_flight=1, patience=900)
    assert (report.added, report.stopped_by) == (800, "lead_limit")
    assert [lead.position for lead in report.failed] == list(range(400, 800))
    assert {lead.reason for lead in report.failed} == {"outcome_unknown"}
    assert adds_up(report)


@settings(max_examples=30)
@given(
    st.integers(1, 2500),
    st.sets(st.integers(0, 2499), max_size=6),
    st.sets(st.integers(0, 20), max_size=4),
    st.integers(2, 5),
)
def test_each_lead_ends_once_and_only_offending_ones_fail(count, offending, hiccups, most):
    run_virtual(_upload_with(count, offending, hiccups, most))


async def _upload_with(count, offending, hiccups, most) -> None:
    bad = {f"lead{i}@example.com" for i in offending if i < count}
    service, fails = Service(), breaking(bad, broken())
    service.script = lambda n, leads: fails(n, leads) or (broken() if n in hiccups else None)
    try:
        report = await upload(service, rows(count), max_in_flight=most)
    except UploadError as error:  # nothing was answered meanwhile: it may be an outage
        stopped = error
    else:
        stopped = None
    if stopped is not None:
        assert adds_up(stopped.report)
        return
    assert {lead.email for lead in report.failed} == bad
    assert sorted(service.campaign) == good(count, bad)
    assert adds_up(report)
