"""Analytics: answers that the pages do not show but the service is seen to give, and filters."""

from __future__ import annotations

import json
from typing import Any

import pytest

from smartlead_async import InvalidRequestError
from tests.contract.recording import RawResponse, answered, requested

DAYS = {"start_date": "2024-01-01", "end_date": "2024-01-31"}


async def read(method: str, data: Any, *ids: int, **keywords: Any) -> Any:
    body = json.dumps({"success": True, "message": "fetched successfully!", "data": data})
    return await answered(RawResponse(200, {}, body.encode()), method, *ids, **keywords)


async def test_the_figures_of_a_day_may_come_in_an_object_of_their_own():
    day = {
        "date": "20 Apr",
        "day_name": "Sunday",
        "email_engagement_metrics": {"sent": 2316, "bounced": 125},
    }
    (found,) = await read("analytics.get_day_wise_overall_stats", {"day_wise_stats": [day]}, **DAYS)
    assert (found.date, found.day_name, found.sent, found.bounced) == (
        "20 Apr",
        "Sunday",
        2316,
        125,
    )
    assert found.extra == {}


async def test_replies_by_category_may_come_beside_a_list_of_sentiments():
    answer = {
        "filter": [{"sentiment_type": "positive"}],
        "leadResponseGrouping": [
            {"total_response": 20267, "name": "Uncategorized", "percentage": "87.71%"},
            {"total_response": 46, "name": "Interested", "sentiment_type": "positive"},
        ],
    }
    data = {"lead_responses_by_category": answer}
    other, interested = await read("analytics.get_lead_category_response", data, **DAYS)
    assert (other.category, other.percentage) == ("Uncategorized", 87.71)
    assert (interested.category, interested.sentiment_type) == ("Interested", "positive")


async def test_the_time_to_a_reply_may_be_an_average():
    data = {"lead_to_reply_time": {"average_time_diff": "13d 20h", "median_time_diff": "2d"}}
    (found,) = await read("analytics.get_lead_to_reply_time", data, **DAYS)
    assert (found.average_time_diff, found.median_time_diff) == ("13d 20h", "2d")


async def test_responses_states_and_providers_have_other_names():
    row = {"email_campaign_id": 7, "email_campaign_name": "Q1", "total_positive_response": 3}
    data = {"campaign_wise_response_stats": [row]}
    (found,) = await read("analytics.get_campaign_response_stats", data, **DAYS)
    assert (found.campaign_id, found.campaign_name, found.positive_reply) == (7, "Q1", 3)

    data = {"campaign_status_stats": [{"status": "Active", "total_count": "30"}]}
    (found,) = await read("analytics.get_campaign_status_stats", data)
    assert (found.status, found.count) == ("Active", 30)

    rows = {"overall": [{"email_provider": "GMAIL", "sent": "3596", "reply_rate": "30.19%"}]}
    rows["tag_wise"] = [{"email_provider": "GMAIL", "tag_id": 52739, "tag_name": "A"}]
    data = {"email_providers_performance_overview": rows}
    found = await read("analytics.get_mailbox_provider_performance", data, **DAYS)
    assert [(each.provider, each.sent, each.reply_rate) for each in found.overall] == [
        ("GMAIL", 3596, 30.19)
    ]
    assert [(each.tag, each.tag_id) for each in found.tag_wise] == [("A", 52739)]


async def test_rows_that_no_page_describes():
    row = {"from_email": "a@example.com", "sent_count": "30", "sender_bounce_count": 1}
    (found,) = await read("analytics.list_mailbox_statistics", [row], 5)
    assert (found.from_email, found.sent_count, found.sender_bounce_count) == (
        *("a@example.com", 30, 1),
    )
    history = [{"type": "SENT", "time": "2024-01-20T10:00:00Z", "email_seq_number": "1"}]
    (found,) = await read(
        "analytics.list_lead_statistics", [{"to": "b@c.de", "history": history}], 5
    )
    assert (found.lead_email, found.history[0].email_seq_number) == ("b@c.de", 1)


async def test_a_page_says_where_it_starts():
    data = {"domain_health_metrics": [{"domain": "example.com"}]}
    page = await read("analytics.get_mailbox_domain_health", data, limit=50, offset=100, **DAYS)
    assert (page.limit, page.offset, page.has_more) == (50, 100, False)
    page = await read("analytics.get_mailbox_domain_health", data, **DAYS)
    assert (page.limit, page.offset) == (1, 0)


@pytest.mark.parametrize(
    ("keywords", "words"),
    [
        ({"start_date": "2024-01-01"}, "Analytics.get_mailbox_name_health.*missing.*: end_date"),
        ({**DAYS, "is_bonced": True}, "is_bonced.*Did you mean 'is_bounced'"),
        ({**DAYS, "campaigns_ids": [1]}, "Did you mean 'campaign_ids'"),
    ],
)
async def test_keywords_are_those_of_the_method(keywords: dict[str, Any], words: str):
    with pytest.raises(TypeError, match=words):
        await requested("analytics.get_mailbox_name_health", **keywords)


@pytest.mark.parametrize(
    "wrong",
    [
        {"start_date": None},
        {"end_date": "tomorrow"},
        {"timezone": "Europe/Atlantis"},
        {"client_ids": []},
        {"campaign_ids": [0]},
        {"full_data": "true"},
        {"limit": 0},
        {"offset": -1},
        {"is_bounced": "yes"},
    ],
    ids=str,
)
async def test_values_are_checked(wrong: dict[str, Any]):
    with pytest.raises(InvalidRequestError) as caught:
        await requested("analytics.get_mailbox_name_health", **DAYS | wrong)
    assert caught.value.field in wrong


async def test_figures_by_the_time_of_sending_need_a_timezone():
    with pytest.raises(TypeError, match="timezone"):
        await requested("analytics.get_day_wise_overall_stats_by_sent_time", **DAYS)


@pytest.mark.parametrize("method", ["list_mailbox_statistics", "iterate_mailbox_statistics"])
async def test_a_second_key_is_not_taken(method: str):
    with pytest.raises(TypeError, match="private_api_key") as caught:
        await requested(f"analytics.{method}", 5, private_api_key="cl_live_canary")
    assert "canary" not in str(caught.value)


async def test_without_a_limit_only_an_empty_page_is_the_last_for_certain():
    call, row = "analytics.get_mailbox_name_health", {"from_email": "ada@example.com"}
    for rows, keywords, more in (([row], {}, True), ([row], {"limit": 2}, False), ([], {}, False)):
        assert (await read(call, rows, **DAYS, **keywords)).has_more is more
