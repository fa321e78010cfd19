"""Leads: lists, changes, export, block list."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

from ._answer import Answer, Refusal
from ._lead_import import WRITABLE, check_lead
from ._reactions import categorize, leave
from ._reference import KEYS, Json
from ._routing import Call, Pages, Routes
from ._state import Campaign, CampaignLead

routes, pages = Routes(), Pages()

EMAIL_STATUS: dict[str, Callable[[CampaignLead], bool]] = {
    "is_opened": lambda row: row.total("open_count") > 0,
    "is_clicked": lambda row: row.total("click_count") > 0,
    "is_replied": lambda row: bool(row.messages("REPLY")),
    "is_bounced": lambda row: row.is_bounced,
    "is_unsubscribed": lambda row: row.has_left,
    "is_accepted": lambda row: bool(row.messages("SENT")) and not row.is_bounced,
    "not_replied": lambda row: not row.messages("REPLY"),
    "is_spam": lambda _: False,
    "is_sender_bounced": lambda _: False,
}


@routes.add("GET", "/campaigns/{campaign_id}/leads")
def list_leads(call: Call) -> Any:
    rows, (offset, limit) = _filtered(call), call.page(100)
    page = [_view(call, row) for row in rows[offset : offset + limit]]
    total = call.dialect.count(len(rows))
    return {"total_leads": total, "offset": offset, "limit": limit, "data": page}


def _view(call: Call, row: CampaignLead) -> Json:
    shown = ("campaign_lead_map_id", "lead_category_id", "status", "created_at", "lead")
    view = {key: getattr(row, key) for key in shown}
    if call.first:
        return view
    # The row of a lead that is gone stays, so that offsets keep their meaning.
    lead = call.state.leads.get(row.lead["id"])
    return {**view, "campaign_lead_map_id": str(row.campaign_lead_map_id), "lead": _fields(lead)}


def _fields(lead: Json | None) -> Json | None:
    if lead is None:
        return None
    fields = {key: value for key, value in lead.items() if key != "created_at"}
    return {**fields, "unsubscribed_client_id_map": {}}


def _filtered(call: Call) -> list[CampaignLead]:
    rows, query = list(call.campaign().leads.values()), call.query
    if status := query.get("status"):
        rows = [row for row in rows if row.status == status]
    if category := query.get("lead_category_id"):
        rows = [row for row in rows if str(row.lead_category_id) == category]
    if email_status := query.get("emailStatus"):
        call.one_of("emailStatus", email_status, dict.fromkeys(EMAIL_STATUS, ""))
        rows = [row for row in rows if EMAIL_STATUS[email_status](row)]
    if since := query.get("created_at_gt"):
        rows = [row for row in rows if row.created_at > since]
    for name, kinds in (("last_sent_time_gt", ("SENT",)), ("event_time_gt", ("SENT", "REPLY"))):
        if since := query.get(name):
            rows = [row for row in rows if _last_time(row, kinds) > since]
    return rows


def _last_time(row: CampaignLead, kinds: tuple[str, ...]) -> str:
    return max((each["time"] for each in row.history if each["type"] in kinds), default="")


@routes.add("GET", "/leads/")
def get_lead_by_email(call: Call) -> Any:
    email = call.query.get("email", "").strip().lower()
    if not email:
        raise call.dialect.refusal("email", "is required")
    id_ = call.state.lead_ids.get(email)
    if id_ is None:
        return {}
    holding = [each for each in call.state.campaigns.values() if id_ in each.leads]
    data = [_membership(call, campaign.fields, campaign.leads[id_]) for campaign in holding]
    return {**call.state.leads[id_], "lead_campaign_data": data}


def _membership(call: Call, campaign: Json, row: CampaignLead) -> Json:
    replied = _last_time(row, ("REPLY",)) or None
    return {
        "campaign_lead_map_id": row.campaign_lead_map_id,
        "campaign_id": campaign["id"],
        "campaign_name": campaign["name"],
        "client_id": campaign["client_id"],
        "client_email": None,
        "lead_category_id": row.lead_category_id,
        **({} if call.first else {"last_reply_at": replied}),
    }


@pages.add("leads.get")
def get_lead(call: Call) -> Any:
    lead = call.state.lead(call.ids["lead_id"])
    holding = [each.leads for each in call.state.campaigns.values() if lead["id"] in each.leads]
    row = holding[0][lead["id"]] if holding else None
    category = row.lead_category_id if row else None
    stats = ("is_opened", "is_clicked", "is_replied")
    return {
        **lead,
        "status": row.status if row else None,
        "category_id": category,
        "category_name": call.state.category_name(category),
        "email_stats": {name: bool(row and EMAIL_STATUS[name](row)) for name in stats},
    }


@routes.add("GET", "/leads/fetch-categories")
def list_categories(call: Call) -> Any:
    return call.state.categories


@routes.add("GET", "/leads/{lead_id}/campaigns")
def list_lead_campaigns(call: Call) -> Any:
    id_ = call.state.lead(call.ids["lead_id"])["id"]
    campaigns = [each.fields for each in call.state.campaigns.values() if id_ in each.leads]
    return [{key: each[key] for key in ("id", "status", "name")} for each in campaigns]


@routes.add("POST", "/campaigns/{campaign_id}/leads/{lead_id}")
def update_lead(call: Call) -> Any:
    if call.ids["lead_id"] not in call.campaign().leads:
        raise Refusal(404, {"ok": False, "error": "Invalid request!"})
    lead, body = call.campaign_lead().lead, call.body((), WRITABLE)
    fields = {"email": lead["email"], **body}
    check_lead(call, fields)
    call.state.lead_ids.pop(lead["email"].lower())
    call.state.lead_ids[fields["email"].strip().lower()] = lead["id"]
    call.state.refresh_lead(lead, fields)
    return call.dialect.done("Lead updated successfully")


@routes.add("POST", "/campaigns/{campaign_id}/leads/{lead_id}/pause")
def pause_lead(call: Call) -> Any:
    call.campaign_lead().status = "PAUSED"
    return call.dialect.done("Lead paused successfully", data="success")


@routes.add("POST", "/campaigns/{campaign_id}/leads/{lead_id}/resume")
def resume_lead(call: Call) -> Any:
    row = call.campaign().leads.get(call.ids["lead_id"])
    call.body((), ("resume_lead_with_delay_days",))
    if row is None:
        raise Refusal(500, {"error": "Invalid lead id"})
    if row.status == "COMPLETED":
        raise Refusal(500, {"error": "This is the last sequence. You cannot resume this lead."})
    row.resume()
    return call.dialect.done("Lead resumed successfully", data="success")


@pages.add("leads.update_category")
def update_category(call: Call) -> Any:
    row = call.campaign_lead()
    set_category(call, call.campaign(), row)
    if call.fields.get("pause_lead"):
        row.status = "PAUSED"
    return {"success": True, "message": "Lead category updated"}


def set_category(call: Call, campaign: Campaign, row: CampaignLead) -> None:
    """Give a lead the category of the body, if one is there; null takes it away."""
    if "category_id" in call.fields:
        is_none = call.fields["category_id"] is None
        categorize(call.state, campaign, row, None if is_none else call.id("category_id"))


@pages.add("leads.mark_complete")
def complete_lead(call: Call) -> Any:
    campaign, (of, row) = call.campaign(), call.state.mapped(call.ids["lead_map_id"])
    if of is not campaign:
        raise Refusal(404, {"error": "Lead not found - Invalid lead_map_id."})
    row.status = "COMPLETED"
    return {"success": True, "message": "Lead marked as complete"}


@routes.add("DELETE", "/campaigns/{campaign_id}/leads/{lead_id}")
def delete_lead(call: Call) -> Any:
    del call.campaign().leads[call.campaign_lead().lead["id"]]
    return call.dialect.done("Lead deleted from campaign successfully") if call.first else "success"


@routes.add("POST", "/campaigns/{campaign_id}/leads/{lead_id}/unsubscribe")
def unsubscribe_lead(call: Call) -> Any:
    leave(call.state, call.campaign(), call.campaign_lead())
    return call.dialect.done("Lead unsubscribed successfully")


@routes.add("POST", "/leads/{lead_id}/unsubscribe")
def unsubscribe_lead_globally(call: Call) -> Any:
    lead = call.state.lead(call.ids["lead_id"])
    changed = not lead["is_unsubscribed"]
    lead["is_unsubscribed"] = True
    call.state.unsubscribed.add(lead["email"].lower())
    for campaign in call.state.campaigns.values():
        if changed and lead["id"] in campaign.leads:
            row = campaign.leads[lead["id"]]
            call.state.happened("LEAD_UNSUBSCRIBED", campaign, row=row)
    return {"ok": changed}


@routes.add("POST", "/leads/add-domain-block-list")
def block(call: Call) -> Any:
    if call.first:
        body = call.body((), ("email", "domain"))
        entries = [body[key] for key in ("email", "domain") if body.get(key)]
        if len(entries) != 1:
            raise Refusal(422, {"error": "email or domain is required, but not both"})
    else:
        written = call.body(("domain_block_list",), ("client_id",))["domain_block_list"]
        entries = call.array("domain_block_list", written)
    added = {str(entry).strip().lower() for entry in entries} - call.state.block_list
    call.state.block_list |= added
    if call.first:
        return call.dialect.done(f"{len(added)} entries added to block list")
    return {"uploadCount": len(entries), "totalDomainAdded": len(added)}


@routes.add("GET", "/campaigns/{campaign_id}/leads-export")
def export_leads(call: Call) -> Any:
    text, columns = io.StringIO(newline=""), KEYS["export" if call.first else "export_live"]
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for lead in call.campaign().leads.values():
        row = _export_row(call, lead)
        writer.writerow([row[column] for column in columns])
    disposition = {"Content-Disposition": 'attachment; filename="leads.csv"'}
    return Answer(text.getvalue().encode(), 200, "text/csv; charset=utf-8", disposition)


def _export_row(call: Call, row: CampaignLead) -> Json:
    counts = _export_counts(row)
    return {
        **row.lead,
        **(counts if call.first or row.history else dict.fromkeys(counts)),
        "category": call.state.category_name(row.lead_category_id),
        "unsubscribed_client_id_map": "{}",
        "campaign_lead_map_id": row.campaign_lead_map_id,
        "status": row.status,
        "created_at": row.created_at,
        "custom_fields": json.dumps(row.lead["custom_fields"], ensure_ascii=False),
        "is_unsubscribed": str(row.has_left).lower(),
        "is_interested": str(row.lead_category_id == 1).lower(),
    }


def _export_counts(row: CampaignLead) -> Json:
    steps = [message["email_seq_number"] or 0 for message in row.messages("SENT")]
    return {
        "last_email_sequence_sent": max(steps, default=0),
        "open_count": row.total("open_count"),
        "click_count": row.total("click_count"),
        "reply_count": len(row.messages("REPLY")),
    }
