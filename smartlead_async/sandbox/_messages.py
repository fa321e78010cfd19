"""The messages exchanged with a lead."""

from __future__ import annotations

from typing import Any

from ._answer import Refusal
from ._reference import KEYS, Json
from ._routing import Call, Pages, Routes
from ._state import Campaign, CampaignLead

routes, pages = Routes(), Pages()

QUEUED = "Email added to the queue, will be sent out soon!"


@routes.add("GET", "/campaigns/{campaign_id}/leads/{lead_id}/message-history")
def get_message_history(call: Call) -> Any:
    row = call.campaign_lead()
    messages = _since(call, row)
    if not call.first:
        messages = [_second_message(each) for each in messages]
    return {"history": messages, "from": call.state.sender(row), "to": row.lead["email"]}


def _since(call: Call, row: CampaignLead) -> list[Json]:
    return [each for each in row.history if each["time"] > call.query.get("event_time_gt", "")]


@pages.add("leads.get_message_history_bulk")
def get_message_histories(call: Call) -> Any:
    leads = call.campaign().leads
    wanted = leads if call.fields.get("lead_ids") is None else call.ids_of("lead_ids")
    kept = {id_: _since(call, leads[id_]) for id_ in wanted if id_ in leads}
    views = {id_: [{**each, "sent_at": each["time"]} for each in kept[id_]] for id_ in kept}
    return {"data": {str(id_): view for id_, view in views.items()}}


@pages.add("leads.list_activities")
def list_activities(call: Call) -> Any:
    offset, limit = call.page(1000)
    rows = [
        row
        for campaign in call.state.campaigns.values()
        for lead in campaign.leads.values()
        for row in _activities(call, campaign.fields, lead)
    ]
    has_more, page = offset + limit < len(rows), rows[offset : offset + limit]
    return {"total": len(rows), "hasMore": has_more, "data": page}


def _activities(call: Call, campaign: Json, row: CampaignLead) -> list[Json]:
    """Return a row for each message, or one for the lead with all of its messages."""
    since = call.query.get("event_time_from", "")
    until = call.query.get("event_time_to", "9999")
    messages = [each for each in row.history if since <= each["time"] <= until]
    named = {
        **{f"campaign_{key}": campaign[key] for key in ("id", "name", "status")},
        "lead_id": row.lead["id"],
        "lead_email": row.lead["email"],
        "email_lead_map_id": row.campaign_lead_map_id,
        "status": row.status,
        "created_at": row.created_at,
    }
    if call.first:
        return [{**named, **_event(message)} for message in messages]
    sent = [_sent(call, row, each) for each in messages if each["type"] == "SENT"]
    last = max((each["email_seq_number"] or 0 for each in sent), default=0)
    return [{**named, "current_seq_num": last, "activities": sent}] if messages else []


def _event(message: Json) -> Json:
    word = "sent" if message["type"] == "SENT" else "replied"
    return {"activity_type": f"email_{word}", "event_time": message["time"]}


def _sent(call: Call, row: CampaignLead, message: Json) -> Json:
    keys = ("stats_id", "message_id", "subject", "email_body", "email_seq_number")
    replies = [each for each in row.messages("REPLY") if each["stats_id"] == message["stats_id"]]
    details = {key: replies[-1][key] for key in ("time", "message_id")} if replies else None
    return {
        **{key: message[key] for key in (*keys, "open_count", "click_count")},
        "sent_time": message["time"],
        "from_email": call.state.sender(row),
        "to_email": row.lead["email"],
        "click_details": {},
        "reply_details": details and {**details, "reply_email_body": replies[-1]["email_body"]},
        "thread_replies": [],
    }


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


@pages.add("utilities.send_email")
def send_email(call: Call) -> Any:
    call.state.sent_emails.append(call.fields)
    data = {"message": "Email sent successfully", "message_id": f"msg_{call.state.next_id()}"}
    return {"success": True, "data": data}


@pages.add("inbox.get_reply_status")
def get_reply_status(call: Call) -> Any:
    campaigns = call.state.campaigns.values()
    leads = [row for campaign in campaigns for row in campaign.leads.values()]
    for message in (message for row in leads for message in row.history):
        if message["message_id"] == call.query["message_id"]:
            return {"ok": True, "data": _reply_status(message)}
    raise Refusal(404, {"ok": False, "error": "No reply found for the given message_id"})


def _reply_status(message: Json) -> Json:
    return {
        "message_id": message["message_id"],
        "status": "COMPLETED",
        "status_message": "Email sent successfully!",
        "event_time": message["time"],
        "scheduled_time": None,
        "email_stats_id": message["stats_id"],
    }
