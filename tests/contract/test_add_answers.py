"""What adding leads makes of the answers that the service is seen to give, over real sockets."""

from __future__ import annotations

from typing import Any

import pytest

from smartlead_async import APIError, ResponseDecodeError, SmartleadError, UploadError, UploadReport
from tests.scripted_service import adds_up, rows
from tests.support import Behaviour, Loopback, answer, client_of

FULL = {
    "ok": False,
    "error": "The plan holds no more leads",
    "is_lead_limit_exhausted": True,
    "lead_import_stopped_count": 7,
}
TEXTS = ["Something went wrong, try later", "Rate limit exceeded, wait", '"Something went wrong"']


async def add(*behaviours: Behaviour) -> Any:
    async with Loopback(*behaviours) as server, client_of(server, max_retries=0) as smartlead:
        return await smartlead.leads.add(5, rows(10))


async def uploaded(*behaviours: Behaviour, count: int = 10) -> UploadReport:
    async with Loopback(*behaviours) as server, client_of(server) as smartlead:
        report = await smartlead.leads.upload(5, rows(count), max_in_flight=1)
    assert adds_up(report)
    return report


@pytest.mark.parametrize(
    "body",
    [
        FULL | {"upload_count": 3, "total_leads": 10},
        {"ok": False, "upload_count": 3, "total_leads": 10, "lead_import_stopped_count": 7},
        {"success": False, "added_count": 3, "is_lead_limit_exhausted": True},
        {"ok": True, "total_leads": 3, "upload_count": 10, "is_lead_limit_exhausted": "true"},
        {"ok": False, "data": FULL | {"total_leads": "3", "upload_count": "10"}},
        FULL | {"error": {"code": "FULL", "message": "no room"}, "total_leads": 3},
    ],
)
async def test_a_full_plan_is_an_answer(body):
    result = await add(answer(200, body))
    assert result.added == 3
    report = await uploaded(answer(200, body), count=1000)
    assert report.stopped_by == "lead_limit"
    assert (report.total, report.added, report.skipped, report.requests) == (1000, 3, 0, 1)
    assert report.not_attempted == 997


async def test_a_full_plan_that_took_nothing_says_so():
    result = await add(answer(200, FULL))
    assert (result.ok, result.added, result.lead_import_stopped_count) == (False, 0, 7)
    assert result.error == "The plan holds no more leads"
    report = await uploaded(answer(200, FULL))
    assert (report.stopped_by, report.not_attempted) == ("lead_limit", 10)


@pytest.mark.parametrize(
    "body",
    [
        {"ok": False, "error": "no"},
        {"success": False, "error": {"message": "no"}},
        {"ok": False, "message": "no", "upload_count": 0, "is_lead_limit_exhausted": False},
        {"ok": False, "message": "no", "upload_count": [{}, {}], "skipped_leads": [None]},
        {"ok": False, "message": "no", "upload_count": 10, "total_leads": 10},
        {"success": False, "message": "no", "added_count": 10},
        {"ok": False, "message": "no", "total_leads": 10, "upload_count": 0, "duplicate_count": 9},
    ],
)
async def test_a_failure_that_does_not_explain_itself_is_an_error(body):
    with pytest.raises(APIError, match="no"):
        await add(answer(200, body))
    with pytest.raises(UploadError, match="no") as caught:
        await uploaded(answer(200, body))
    assert adds_up(caught.value.report)
    assert caught.value.report.added == 0


async def test_a_failure_whose_reasons_explain_all_leads_is_an_answer():
    body = {"ok": False, "total_leads": 10, "upload_count": 0, "duplicate_count": 10}
    report = await uploaded(answer(200, body))
    assert (report.added, report.skipped_by_reason) == (0, {"duplicate": 10})


async def test_a_count_that_no_document_knows_is_a_reason_of_its_own():
    body = {"ok": True, "total_leads": 6, "upload_count": 10, "skipped_in_other_campaign_count": 4}
    reasons = {"skipped_in_other_campaign": 4}
    assert (await add(answer(200, body))).skipped_by_reason == reasons
    report = await uploaded(answer(200, body))
    assert (report.added, report.skipped_by_reason) == (6, reasons)


async def test_a_count_that_explains_nothing_is_no_reason():
    body = {"ok": True, "total_leads": 6, "upload_count": 10, "seen_count": 10, "new_count": "6"}
    assert (await add(answer(200, body))).skipped_by_reason == {}
    assert (await uploaded(answer(200, body))).skipped_by_reason == {"unexplained": 4}


@pytest.mark.parametrize("unsubscribed", [2, "2", ["a@example.com", "b@example.com"]])
async def test_counts_of_zero_may_be_missing(unsubscribed):
    body = {"ok": True, "total_leads": 8, "unsubscribed_leads": unsubscribed}
    result = await add(answer(200, body))
    assert (result.added, result.skipped_by_reason) == (8, {"unsubscribed": 2})
    assert (await uploaded(answer(200, body))).skipped_by_reason == {"unsubscribed": 2}


async def test_a_success_that_says_nothing_claims_nothing():
    assert (await add(answer(200, {}))).added == 0
    report = await uploaded(answer(200, {}))
    assert (report.added, report.skipped_by_reason) == (0, {"unexplained": 10})


@pytest.mark.parametrize("key", ["emailToLeadIdMap", "email_to_lead_id_map", "lead_ids"])
async def test_a_map_of_ids_breaks_nothing(key):
    ids = {"lead0@example.com": 71, "newlyAddedLeads": {"lead1@example.com": "72"}}
    result = await add(answer(200, {"ok": True, "total_leads": 10, key: ids}))
    assert (result.added, result.email_to_lead_id_map) == (10, ids)


@pytest.mark.parametrize("text", TEXTS)
async def test_a_bare_text_is_no_success(text):
    with pytest.raises(SmartleadError):
        await add(answer(200, text))
    report = await uploaded(answer(200, text), answer(200, {"total_leads": 10}))
    assert report.added == 10


async def test_a_service_that_answers_nothing_but_text_stops_the_upload(monkeypatch):
    monkeypatch.setattr("backoff.full_jitter", lambda _: 0.001)
    with pytest.raises(UploadError) as caught:
        await uploaded(answer(200, TEXTS[0]))
    assert isinstance(caught.value.__cause__, ResponseDecodeError | APIError)
    assert adds_up(caught.value.report)
    assert caught.value.report.added == 0
