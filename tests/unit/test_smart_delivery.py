"""Smart Delivery beyond its documentation: bodies and answers that others have seen."""

from __future__ import annotations

import json
from typing import Any

import pytest

from smartlead_async import InvalidRequestError
from tests.contract.recording import RawResponse, answered, body_of, requested


async def read(answer: Any, method: str, *args: Any) -> Any:
    raw = RawResponse(200, {}, json.dumps(answer).encode())
    return await answered(raw, f"smart_delivery.{method}", *args)


async def body(method: str, **settings: Any) -> Any:
    return body_of(await requested(f"smart_delivery.{method}", **settings))


async def test_ids_in_a_body_are_numbers_where_they_are_digits():
    assert await body("delete_tests", spam_test_ids=["7268", 5, "test_001"]) == {
        "spamTestIds": [7268, 5, "test_001"]
    }
    sent = await body("create_automated_test", provider_ids=["27", 28], folder_id="456")
    assert sent == {"provider_ids": [27, 28], "folder_id": 456}


@pytest.mark.parametrize("ids", [[], "7268", [0], [""], [True], [None]])
async def test_deleting_takes_at_least_one_id(ids: Any):
    with pytest.raises(InvalidRequestError, match="spam_test_ids"):
        await body("delete_tests", spam_test_ids=ids)


async def test_a_schedule_is_an_object_in_snake_case_or_a_cron_expression():
    times = {"tz": "Asia/Kolkata", "days": [1, 5], "start_hour": "06:50"}
    assert await body("create_automated_test", scheduler_cron_value=times) == {
        "scheduler_cron_value": {"tz": "Asia/Kolkata", "days": [1, 5], "startHour": "06:50"}
    }
    cron = {"scheduler_cron_value": "0 10 * * 0"}
    assert await body("create_automated_test", **cron) == cron


@pytest.mark.parametrize(
    ("schedule", "problem"),
    [
        ({"start_houre": "06:50"}, "did you mean start_hour"),
        ({"tz": "Asia/Nowhere"}, "IANA"),
        ({"days": [8]}, "from 0 to 7"),
        ({"end_hour": "6:50"}, "time of day"),
        (" ", "must hold text"),
        (5, "must be a mapping"),
    ],
)
async def test_a_wrong_schedule_is_refused(schedule: Any, problem: str):
    with pytest.raises(InvalidRequestError, match=problem) as caught:
        await body("create_automated_test", scheduler_cron_value=schedule)
    assert caught.value.field == "scheduler_cron_value"


async def test_a_report_may_hold_counts_in_place_of_rates():
    row = {"provider_id": 21, "provider_name": "Office365", "inbox_count": 35, "spam_count": 0}
    report = await read(
        {"overallTotalCount": 60, "status": "COMPLETED", "result": [row]},
        "get_provider_report",
        "7268",
    )
    (found,) = report.result
    assert (report.overall_total_count, found.provider, found.inbox_count) == (60, "Office365", 35)
    assert (found.provider_id, found.inbox_rate, found.extra) == (21, None, {})


async def test_a_senders_report_may_hold_its_emails_in_place_of_figures():
    reply = {"id": "23153", "mail_folder": "Inbox"}
    answer = {"email": "ada@example.com", "details": [{"id": 5, "email": "s@x.io", "reply": reply}]}
    (report,) = await read([answer], "get_sender_report", "7268")
    assert report.details is None
    assert [(each.id, each.email, each.reply) for each in report.deliveries] == [
        ("5", "s@x.io", reply)
    ]
    assert type(report).from_dict(report.to_dict()) == report


async def test_providers_are_read_where_they_are_sent():
    provider = {"provider_id": "27", "provider_name": "Outlook"}
    region = {"region_id": "4", "groups": [{"group_id": "14", "providers": [provider]}]}
    (found,) = await read([region], "list_providers")
    assert found.groups[0].providers[0].provider_id == 27


async def test_numeric_ids_are_text_for_other_methods():
    created = await read({"id": 7268, "provider_id": [27, 28]}, "create_manual_test")
    (listed,) = await read([{"spam_test_id": 7268}], "list_tests")
    assert created.id == listed.id == "7268"
    assert (await requested("smart_delivery.get_test", created.id)).path == "/spam-test/7268"


async def test_a_spam_filters_score_is_kept():
    rows = [{"from_email": "a@x.io", "spam_filter_details": [{"spam_filter_result": {"score": 1}}]}]
    (report,) = await read(rows, "get_spam_filter_report", "7268")
    assert report.spam_filter_details[0].spam_filter_result == {"score": 1}
