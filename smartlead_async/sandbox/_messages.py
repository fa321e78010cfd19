"""The messages exchanged with a lead."""

from __future__ import annotations

from typing import Any

from ._answer import Refusal
from ._reference import KEYS, Json
from ._routing import Call, Routes
from ._state import Campaign, CampaignLead

routes = Routes()

QUEUED = "Email added to the queue, will be sent out soon!"


@routes.add("GET", "/campaigns/{campaign_id}/leads/{lead_id}/message-history")
def get_message_history(call: Call) -> Any:
    row, since = call.campaign_lead(), call.query.get("event_time_gt", "")
    messages = [each for each in row.history if each["time"] > since]
    if not call.first:
        messages = [_second_message(each) for each in messages]
    return {"history": messages, "from": "sender0@outreach.example", "to": row.lead["email"]}


def _second_message(message: Json) -> Json:
    """Return a message with the fields and the time format of its kind."""
    view = {key: message[key] for key in ("stats_id", "type", "message_id", "time", "email_body")}
    if message["type"] == "REPLY":
        return {**view, "time": message["time"].partition(".")[0] + ".000Z"}
    if message["email_seq_number"] is None:
        return {**view, "time": message["time"].replace("Z", "+00:00")}
    return {**view, **{key: message[key] for key in ("subject", "email_seq_number")}}


@routes.add("POST", "/campaigns/{campaign_id}/reply-email-thread")
def reply(call: Call) -> Any:
    campaign, keys = call.campaign(), KEYS["reply"]
    if not call.first:
        keys = [key for key in keys if key != "lead_id"]
        call.body((), keys)  # unknown keys are refused before missing ones
    body = call.body(("email_body", *call.dialect.thread), keys)
    thread = {"stats_id": body["email_stats_id"]} if body.get("email_stats_id") else {}
    sent = call.state.message(email_body=body["email_body"], **thread)
    _thread(campaign, body).history.append(sent)
    return {"success": True, "message": "Reply sent successfully"} if call.first else QUEUED


def _thread(campaign: Campaign, body: Json) -> CampaignLead:
    for row in campaign.leads.values():
        stats_ids = [message["stats_id"] for message in row.history]
        if body.get("lead_id") == row.lead["id"] or body.get("email_stats_id") in stats_ids:
            return row
    raise Refusal(404, {"error": "Lead not found - Invalid lead_id."})
