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
    return {"history": messages, "from": "sender0@outreach.example", "to": row.lead["email"]}


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
    since, until = (call.query.get(f"event_time_{end}") for end in ("from", "to"))
    campaigns = call.state.campaigns.values()
    rows = [(each.fields, row) for each in campaigns for row in each.leads.values()]
    found = [
        (campaign, row, message)
        for campaign, row in rows
        for message in row.history
        if (since or "") <= message["time"] <= (until or "9999")
    ]
    page = [_activity(*each) for each in found[offset : offset + limit]]
    return {"total": len(found), "hasMore": offset + limit < len(found), "data": page}


def _activity(campaign: Json, row: CampaignLead, message: Json) -> Json:
    return {
        "lead_id": row.lead["id"],
        "lead_email": row.lead["email"],
        "email_lead_map_id": row.campaign_lead_map_id,
        "campaign_id": campaign["id"],
        "campaign_name": campaign["name"],
        "campaign_status": campaign["status"],
        "status": row.status,
        "activity_type": "email_sent" if message["type"] == "SENT" else "email_replied",
        "event_time": message["time"],
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
