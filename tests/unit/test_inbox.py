"""The master inbox: its filters, both forms of its messages, and answers without an object."""

from __future__ import annotations

import datetime as dt
import json
import math
from typing import Any

import pytest

from smartlead_async import InvalidRequestError, NotFoundError
from smartlead_async._http.transport import RawResponse
from smartlead_async.models import InboxMessage, InboxUpdate
from tests.contract.recording import answered, body_of, requested

NESTED = {
    "campaign_lead_map_id": 71,
    "lead": {"id": 3, "email": "ada@example.com", "first_name": "Ada", "last_name": "King"},
    "campaign": {"id": 5, "name": "Engines"},
    "subsequence": {"id": 6},
    "email_account": {"id": 8},
    "category": {"id": 2},
    "assigned_to": {"id": 9},
    "message_history": [{"type": "REPLY", "time": "2026-02-01T08:00:00Z"}],
    "is_read": False,
    "revenue": "12.50",
    "lead_status": "COMPLETED",
}
FLAT = {
    "email_lead_map_id": "71",
    "email_lead_id": "3",
    "lead_email": "ada@example.com",
    "lead_first_name": "Ada",
    "lead_last_name": "King",
    "email_campaign_id": 5,
    "email_campaign_name": "Engines",
    "sub_sequence_id": 6,
    "email_account_id": 8,
    "lead_category_id": 2,
    "team_member_id": 9,
    "email_history": [{"type": "REPLY", "time": "2026-02-01T08:00:00Z"}],
    "has_new_unread_email": True,
    "revenue": "12.50",
    "lead_status": "COMPLETED",
}
UPDATE = {"email_lead_map_id": 71, "read_status": True}


async def read(payload: Any, method: str, *ids: int, **keywords: Any) -> Any:
    raw = RawResponse(200, {}, json.dumps(payload).encode())
    return await answered(raw, method, *ids, **keywords)


async def sent_filters(method: str, filters: Any) -> Any:
    return body_of(await requested(f"inbox.{method}", filters=filters))["filters"]


class TestMessages:
    def test_the_flat_form_is_the_same_object(self):
        flat = InboxMessage.from_dict(FLAT)
        assert flat == InboxMessage.from_dict(NESTED)
        assert (flat.campaign_lead_map_id, flat.is_read, flat.extra) == (71, False, {})

    def test_a_flat_form_without_ids_is_kept(self):
        message = InboxMessage.from_dict(
            {"email_lead_map_id": 1, "email_campaign_id": None, "email_campaign_name": "Engines"}
        )
        assert message.campaign is None
        assert message.extra["email_campaign_name"] == "Engines"

    def test_the_latest_message_knows_its_direction(self):
        message = InboxMessage.from_dict(
            NESTED | {"last_message": {"sent_from": "a@b.co", "received_at": "2026-02-01"}}
        ).last_message
        assert message is not None
        assert (message.direction, message.from_email) == ("inbound", "a@b.co")
        assert message.received_at == dt.datetime(2026, 2, 1, tzinfo=dt.UTC)

    async def test_a_thread_may_come_as_a_list_of_one(self):
        expected = InboxMessage.from_dict(NESTED)
        assert await read({"ok": True, "data": [FLAT]}, "inbox.get", 71) == expected

    @pytest.mark.parametrize("nothing", [{"ok": True, "data": []}, [], {}, None, ""])
    async def test_a_thread_that_is_not_there(self, nothing: Any):
        with pytest.raises(NotFoundError):
            await read(nothing, "inbox.get", 71)

    @pytest.mark.virtual_time
    async def test_a_lead_may_have_two_reminders(self):
        rows = [NESTED | {"reminder_time": f"2026-02-0{day}"} for day in (1, 2)]
        page = {"messages": rows, "total_count": 2}
        assert len(await read(page, "inbox.iterate_reminders")) == 2

    async def test_untracked_replies_in_two_envelopes(self):
        row = {"id": "u1", "sender_detail": "a@b.co", "body": {"text": "Hi", "textAsHtml": ""}}
        inner = {"success": True, "message": "Found", "data": {"replies": [row], "totalCount": 7}}
        for payload in (inner, {"ok": True, "data": inner}):
            page = await read(payload, "inbox.list_untracked")
            assert page.total == 7
            assert (page.items[0].from_email, page.items[0].body) == ("a@b.co", "Hi")


class TestFilters:
    async def test_they_are_sent_under_the_names_of_the_api(self):
        east = dt.timezone(dt.timedelta(hours=2))
        filters = {
            "lead_categories": {"is_assigned": True, "category_ids_in": (1,)},
            "email_status": "Not Replied",
            "reply_time_between": [dt.datetime(2026, 2, 1, 2, tzinfo=east), "2026-02-02"],
        }
        assert await sent_filters("list_unread", filters) == {
            "leadCategories": {"isAssigned": True, "categoryIdsIn": [1]},
            "emailStatus": "Not Replied",
            "replyTimeBetween": ["2026-02-01T00:00:00.000Z", "2026-02-02"],
        }

    async def test_each_listing_has_its_own_limits(self):
        many = list(range(1, 16))
        assert await sent_filters("list_sent", {"campaign_id": many}) == {"campaignId": many}
        assert await sent_filters("list_sent", {"campaign_tag_id": many * 9})
        assert await sent_filters("list_replies", {"email_account_id": many})
        for method in ("list_unread", "list_reminders"):
            with pytest.raises(InvalidRequestError, match="1 to 10 items"):
                await sent_filters(method, {"email_account_id": many})
        for method in ("list_view", "list_assigned_to_me"):
            assert await sent_filters(method, {"campaign_id": 1}) == {"campaignId": 1}
            for bad in ({"campaign_id": [1]}, {"email_status": ["Opened"]}):
                with pytest.raises(InvalidRequestError):
                    await sent_filters(method, bad)

    async def test_an_unknown_filter_is_refused(self):
        view = {"sub_sequence_id": 5}
        assert await sent_filters("list_view", view) == {"subSequenceId": 5}
        with pytest.raises(InvalidRequestError, match="is unknown"):
            await sent_filters("list_replies", view)
        with pytest.raises(InvalidRequestError, match="did you mean campaign_id"):
            await sent_filters("list_replies", {"campaign_ids": 5})
        with pytest.raises(InvalidRequestError, match=r"filters\.lead_categories\.assigned"):
            await sent_filters("list_replies", {"lead_categories": {"assigned": True}})

    async def test_reminders_are_sorted_their_own_way(self):
        with pytest.raises(InvalidRequestError, match="REMINDER_TIME_ASC"):
            await requested("inbox.list_reminders", sort_by="REPLY_TIME_DESC")
        with pytest.raises(TypeError, match="fetch_message_history"):
            await requested("inbox.list_sent", fetch_message_history=True)


class TestWrites:
    @pytest.mark.parametrize("payload", [{"ok": True, "message": "Done"}, {}, "success"])
    async def test_an_answer_may_be_a_sentence(self, payload: Any):
        found = await read(payload, "inbox.set_read_status", **UPDATE)
        assert isinstance(found, InboxUpdate)
        assert (found.ok, found.email_lead_map_id) == (True, None)

    async def test_an_answer_may_repeat_the_values(self):
        data = {"email_lead_map_id": "71", "is_read": True, "updated_at": "2026-02-01T00:00:00Z"}
        found = await read({"success": True, "data": data}, "inbox.set_read_status", **UPDATE)
        assert (found.email_lead_map_id, found.is_read) == (71, True)
        assert found.updated_at == dt.datetime(2026, 2, 1, tzinfo=dt.UTC)

    @pytest.mark.parametrize("revenue", [-0.01, math.nan, math.inf, "5", True])
    async def test_revenue_is_an_amount(self, revenue: Any):
        with pytest.raises(InvalidRequestError, match="revenue"):
            await requested("inbox.update_revenue", email_lead_map_id=71, revenue=revenue)

    async def test_an_email_is_forwarded_to_addresses(self):
        keywords = {"message_id": "<m>", "stats_id": "s"}
        to = ("ada@example.com", " bob@example.com ")
        request = await requested("inbox.forward", 5, to_emails=to, **keywords)
        assert body_of(request)["to_emails"] == "ada@example.com,bob@example.com"
        for bad in ((), ["nobody"], "ada@example.com", ["a@b.co,c@d.co"]):
            with pytest.raises(InvalidRequestError, match=r"to_emails|not an email address"):
                await requested("inbox.forward", 5, to_emails=bad, **keywords)


@pytest.mark.parametrize("name", ["campaign", "subsequence", "category", "email_account", "lead"])
def test_an_object_that_says_nothing_is_none(name: str):
    blank = {"id": None, "name": None, "email": None}
    message = InboxMessage.from_dict({"campaign_lead_map_id": 5, name: blank})
    assert getattr(message, name) is None
