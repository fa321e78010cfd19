"""The inbox of the sandbox is made of the leads of its campaigns."""

from __future__ import annotations

from typing import Any

import pytest

from smartlead_async import APIError, NotFoundError
from smartlead_async.sandbox import CampaignLead, Sandbox
from tests.sandbox.asking import Ask


async def listed(ask: Ask, name: str, **body: Any) -> list[int]:
    """Return the ids of a listing of the inbox."""
    answer = await ask(f"POST /master-inbox/{name}", body)
    rows = answer["messages"]
    assert answer["total_count"] >= len(rows)
    return [int(row["campaign_lead_map_id"]) for row in rows]


async def test_a_reply_is_unread_until_it_is_read(ask: Ask, replied: CampaignLead):
    id_ = replied.campaign_lead_map_id
    assert await listed(ask, "inbox-replies") == await listed(ask, "unread-replies") == [id_]
    change = {"email_lead_map_id": id_, "read_status": True}
    assert (await ask("PATCH /master-inbox/change-read-status", change))["data"]["is_read"]
    assert await listed(ask, "unread-replies") == []
    assert await listed(ask, "inbox-replies") == [id_]
    await ask("PATCH /master-inbox/change-read-status", {**change, "read_status": False})
    assert await listed(ask, "unread-replies") == [id_]


async def test_a_reply_that_a_test_makes_is_listed(
    ask: Ask, sandbox: Sandbox, campaign: int, replied: CampaignLead
):
    first = next(iter(sandbox.campaigns[campaign].leads.values()))
    assert len(await listed(ask, "sent")) == 3
    first.history.append(sandbox.message(type="REPLY", email_body="<p>Hello</p>"))
    assert first.campaign_lead_map_id in await listed(ask, "unread-replies")
    item = await ask(f"GET /master-inbox/{first.campaign_lead_map_id}")
    assert item["last_message"]["body"] == "<p>Hello</p>"
    assert [each["direction"] for each in item["message_history"]] == ["inbound"]
    status = await ask("GET /master-inbox/reply-status", message_id=first.history[0]["message_id"])
    assert status["data"]["email_stats_id"] == first.history[0]["stats_id"]
    with pytest.raises(NotFoundError, match="No reply found"):
        await ask("GET /master-inbox/reply-status", message_id="<none>")


async def test_what_is_done_in_the_inbox_shows_there(ask: Ask, replied: CampaignLead):
    of_map = {"email_lead_map_id": replied.campaign_lead_map_id}
    await ask("PATCH /master-inbox/update-category", {**of_map, "category_id": 2})
    await ask("PATCH /master-inbox/update-revenue", {**of_map, "revenue": 500})
    await ask("POST /master-inbox/update-team-member", {**of_map, "team_member_id": 456})
    reminder = {"email_stats_id": "s", "message": "Call", "reminder_time": "2024-01-27T14:00:00Z"}
    await ask("POST /master-inbox/set-reminder", {**of_map, **reminder})
    for name in ("assigned-me", "reminders"):
        assert await listed(ask, name) == [replied.campaign_lead_map_id]
    item = await ask(f"GET /master-inbox/{replied.campaign_lead_map_id}")
    assert item["category"] == {"id": 2, "name": "Not Interested"}
    assert (item["revenue"], item["assigned_to"]["id"]) == (500, 456)
    assert (item["reminder_message"], item["is_overdue"]) == ("Call", True)
    with pytest.raises(APIError, match="non-negative"):
        await ask("PATCH /master-inbox/update-revenue", {**of_map, "revenue": -1})


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("important", "is_important", True),
        ("archived", "is_archived", True),
        ("snoozed", "snoozed_until", "2025-01-25T09:00:00Z"),
        ("scheduled", "scheduled_time", "2025-01-25T09:00:00Z"),
    ],
)
async def test_a_test_puts_a_conversation_where_it_likes(
    ask: Ask, replied: CampaignLead, name: str, field: str, value: Any
):
    assert await listed(ask, name) == []
    setattr(replied.inbox, field, value)
    assert await listed(ask, name) == [replied.campaign_lead_map_id]


async def test_a_lead_is_pushed_to_a_subsequence(
    ask: Ask, sandbox: Sandbox, campaign: int, replied: CampaignLead
):
    target = sandbox.seed_campaign("Later")
    body = {"email_lead_map_id": replied.campaign_lead_map_id, "sub_sequence_id": target}
    answer = await ask("POST /master-inbox/push-to-subsequence", body)
    assert answer["data"]["parent_campaign_id"] == campaign
    assert sandbox.leads_of(target) == [replied.lead]


async def test_a_paused_lead_is_resumed_from_the_inbox(
    ask: Ask, campaign: int, replied: CampaignLead
):
    replied.status = "PAUSED"
    body = {"campaign_id": campaign, "email_lead_map_id": replied.campaign_lead_map_id}
    answer = await ask("PATCH /master-inbox/resume-lead", {**body, "resume_delay_days": 7})
    assert (answer["data"]["resume_delay_days"], replied.status) == (7, "INPROGRESS")


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"search": "LEAD2@"}, 1),
        ({"search": "nobody"}, 0),
        ({"emailStatus": "Replied"}, 1),
        ({"emailStatus": ["Bounced", "Replied"]}, 2),
        ({"leadCategories": {"unassigned": True}}, 2),
        ({"leadCategories": {"isAssigned": True}}, 1),
        ({"leadCategories": {"categoryIdsIn": [1]}}, 1),
        ({"leadCategories": {"categoryIdsNotIn": [1]}}, 2),
        ({"campaignId": [1, 2]}, 0),
        ({"campaignClientId": 7}, 3),
        ({"campaignTeamMemberId": 7}, 0),
        ({"campaignTagId": 5}, 3),
        ({"emailAccountId": [1]}, 0),
        ({"replyTimeBetween": ["2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z"]}, 1),
    ],
)
@pytest.mark.usefixtures("replied")
async def test_filters_of_the_inbox(
    ask: Ask, sandbox: Sandbox, campaign: int, filters: Any, count: int
):
    sandbox.campaigns[campaign].fields.update(client_id=7, tags=[{"id": 5}])
    assert len(await listed(ask, "sent", filters=filters)) == count


async def test_pages_and_order_of_the_inbox(ask: Ask, sandbox: Sandbox, campaign: int):
    sandbox.seed_leads(campaign, 40)  # of which thirty were mailed
    for number, row in enumerate(sandbox.campaigns[campaign].leads.values()):
        for message in row.history:
            message["time"] = f"2024-01-20T10:{number:02}:00.000Z"
    every = [id_ for start in (0, 20) for id_ in await listed(ask, "sent", offset=start)]
    assert len(set(every)) == 30
    newest = await listed(ask, "sent", sortBy="SENT_TIME_DESC", limit=3)
    assert newest == every[:-4:-1]
    with pytest.raises(APIError, match="limit"):
        await listed(ask, "sent", limit=21)
    with pytest.raises(APIError, match="sortBy"):
        await listed(ask, "sent", sortBy="NAME")


async def test_untracked_replies_are_a_list_of_the_test(ask: Ask, sandbox: Sandbox):
    sandbox.untracked_replies += [{"id": 1, "from_email": "a@b.example"}, {"id": 2}]
    found = await ask("GET /master-inbox/untracked-replies", from_email="b.example")
    assert found == {"untracked_replies": sandbox.untracked_replies[:1], "total_count": 1}
