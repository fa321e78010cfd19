"""Leads: histories in bulk, activities, and a lead by id."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from smartlead_async import InvalidRequestError, ResponseDecodeError
from smartlead_async.models import ActivityReply, Lead, LeadActivity, LeadDetails, Message
from smartlead_async.resources.lead_activities import _identity
from tests.contract.recording import RawResponse, answered, body_of, requested

SENT = {"type": "SENT", "message_id": "<m1>", "subject": "Hi"}
REPLY = {"type": "REPLY", "message_id": "<m2>"}


async def answer(call: str, payload: Any, *args: Any, **kwargs: Any) -> Any:
    return await answered(RawResponse(200, {}, json.dumps(payload).encode()), call, *args, **kwargs)


async def histories(payload: Any) -> Any:
    return await answer("leads.get_message_history_bulk", payload, 5)


@pytest.mark.parametrize("form", [lambda found: found, lambda found: {"ok": True, "data": found}])
async def test_histories_come_under_the_ids_of_their_leads(form: Any):
    assert await histories(form({"790": [SENT], "789": [SENT, REPLY]})) == {
        790: [Message.from_dict(SENT)],
        789: [Message.from_dict(SENT), Message.from_dict(REPLY)],
    }


async def test_a_history_may_name_the_parties_beside_its_messages():
    old = {"history": [SENT, REPLY], "from": "me@example.com", "to": "ada@example.com"}
    messages = (await histories({"data": {"789": old}}))[789]
    assert [each.from_email for each in messages] == ["me@example.com", "ada@example.com"]


class TestReplyTo:
    async def test_a_message_tells_what_a_reply_refers_to(self):
        message = Message.from_dict(
            {
                "type": "REPLY",
                "id": "<1@a.co>",
                "stats_id": "s",
                "received_at": "2024-01-20T10:00:00Z",
            }
        )
        request = await requested("leads.reply_to", 5, 7, message, email_body="Hi", cc="b@a.co")
        assert body_of(request) == {
            "lead_id": 7,
            "email_body": "Hi",
            "reply_message_id": "<1@a.co>",
            "reply_email_time": "2024-01-20T10:00:00.000Z",
            "email_stats_id": "s",
            "cc": "b@a.co",
        }

    @pytest.mark.parametrize(
        ("message", "problem"),
        [
            (Message(time=dt.datetime(2024, 1, 20, tzinfo=dt.UTC)), "reply_message_id"),
            (Message(message_id="<1@a.co>"), "reply_email_time"),
            ("<1@a.co>", "message must be a smartlead_async.Message"),
        ],
    )
    async def test_a_message_that_tells_too_little_is_refused(self, message: Any, problem: str):
        with pytest.raises(InvalidRequestError, match=problem):
            await requested("leads.reply_to", 5, 7, message, email_body="Hi")

    async def test_nothing_of_an_attachment_is_dropped(self):
        message = Message(message_id="<1@a.co>", time=dt.datetime(2024, 1, 20, tzinfo=dt.UTC))
        for wrong, problem in (
            ({"file_url": "https://a.co/x", "filename": "x"}, "did you mean file_name"),
            ({"file_name": "x"}, "file_url is missing"),
        ):
            with pytest.raises(InvalidRequestError, match=problem):
                await requested(
                    "leads.reply_to", 5, 7, message, email_body="Hi", attachments=[wrong]
                )


@pytest.mark.parametrize("payload", [{}, [], None, {"data": None}, {"data": {}}, {"data": []}])
async def test_no_history_is_an_empty_mapping(payload: Any):
    assert await histories(payload) == {}


@pytest.mark.parametrize(
    ("payload", "location"),
    [
        ({"data": [SENT]}, "$.data"),
        ({"data": {"789": [5]}}, "$.data.789[0]"),
        ({"789": "x"}, "$.789"),
        ({"data": {"ada": []}}, "$.data"),
    ],
)
async def test_histories_that_cannot_be_read_tell_where(payload: Any, location: str):
    with pytest.raises(ResponseDecodeError) as caught:
        await histories(payload)
    assert caught.value.location == location


async def test_null_asks_for_the_histories_of_all_leads():
    call = "leads.get_message_history_bulk"
    assert body_of(await requested(call, 5)) == {}
    assert body_of(await requested(call, 5, lead_ids=None)) == {"lead_ids": None}
    assert body_of(await requested(call, 5, lead_ids=(1, 2))) == {"lead_ids": [1, 2]}


async def test_a_lead_by_id_is_a_lead_with_its_state():
    lead = await answer("leads.get", {"id": 7, "email": "a@b.co", "status": "PAUSED"}, 7)
    assert isinstance(lead, LeadDetails)
    assert isinstance(lead, Lead)
    assert (lead.id, lead.email, lead.status) == (7, "a@b.co", "PAUSED")
    assert lead != Lead(id=7, email="a@b.co")


async def test_both_forms_of_an_activity_are_read():
    email = {"stats_id": "42", "reply_details": {"time": "2025-11-26T14:30:00.000Z"}}
    rows = [
        {"lead_id": 1, "email_lead_map_id": "2433664091", "activities": [email]},
        {"lead_email": "ada@example.com", "campaign_id": 1, "activity_type": "email_opened"},
    ]
    page = await answer("leads.list_activities", {"data": rows, "hasMore": True})
    lead, event = page.items
    assert lead.email_lead_map_id == 2433664091
    assert lead.activities[0].stats_id == 42
    reply = ActivityReply.from_dict({"time": "2025-11-26T14:30:00Z"})
    assert lead.activities[0].reply_details == reply
    assert (event.lead_email, event.activity_type) == ("ada@example.com", "email_opened")
    assert page.total is None


def test_an_activity_is_named_by_its_place_or_by_all_that_an_event_tells():
    event = {"lead_email": "ada@example.com", "event_time": "2025-01-20T14:30:00Z"}
    opened, clicked = ({**event, "activity_type": each} for each in ("opened", "clicked"))
    assert _identity(LeadActivity.from_dict({"email_lead_map_id": 9})) == 9
    assert _identity(LeadActivity.from_dict({"campaign_id": 9})) is None
    of_one_lead = [{**each, "email_lead_map_id": 9} for each in (opened, clicked)]
    assert len({_identity(LeadActivity.from_dict(each)) for each in of_one_lead}) == 2
    assert _identity(LeadActivity.from_dict(opened)) == _identity(LeadActivity.from_dict(opened))
    assert _identity(LeadActivity.from_dict(opened)) != _identity(LeadActivity.from_dict(clicked))
