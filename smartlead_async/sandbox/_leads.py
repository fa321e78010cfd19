"""Leads: import, lists, changes, threads, export, block list."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ._answer import Answer, Refusal
from ._reference import KEYS, Json
from ._routing import Call, Routes
from ._state import Campaign, CampaignLead, now

routes = Routes()

MAX_LEADS, MAX_CUSTOM_FIELDS = 400, 200
EMAIL = re.compile(r"[^@\s,;<>]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+(?:[^\W\d_]{2,}|xn--[\w-]+)")
LISTS = {
    "blocked": "ignore_global_block_list",
    "unsubscribed": "ignore_unsubscribe_list",
    "bounced": "ignore_community_bounce_list",
}
IGNORE_DUPLICATES = "ignore_duplicate_leads_in_other_campaign"
IMPORT_SETTINGS = (*LISTS.values(), IGNORE_DUPLICATES, "return_lead_ids")
WRITABLE = (*KEYS["lead"], "custom_fields")
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


@dataclass(slots=True)
class Import:
    """One import: decides lead by lead and counts why."""

    call: Call
    campaign: Campaign
    settings: Json
    at: str = field(default_factory=now)
    verdicts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    seen: set[str] = field(default_factory=set[str])
    lead_ids: dict[str, int] = field(default_factory=dict[str, int])

    def add(self, lead: Json) -> None:
        """Take a lead, or note why not."""
        email = lead["email"].strip().lower()
        verdict = self._verdict(email)
        self.verdicts.append((lead["email"], verdict))
        self.seen.add(email)
        if verdict in {"added", "already_in_campaign"}:
            row = self.call.state.put_lead(self.campaign, lead, self.at)
            self.lead_ids[lead["email"]] = row.lead["id"]

    def _verdict(self, email: str) -> str:
        state = self.call.state
        if not _is_valid(self.call, email):
            return "invalid"
        if email in self.seen:
            return "duplicate"
        entries = (state.block_list, state.unsubscribed, state.bounced)
        for (verdict, ignored), listed in zip(LISTS.items(), entries, strict=True):
            if listed and not self.settings.get(ignored) and _is_listed(email, listed):
                return verdict
        return self._place(state.lead_ids.get(email))

    def _place(self, id_: int | None) -> str:
        state = self.call.state
        if id_ is None:
            full = state.lead_limit is not None and len(state.leads) >= state.lead_limit
            return "lead_limit" if full else "added"
        if id_ in self.campaign.leads:
            return "already_in_campaign"
        elsewhere = any(id_ in campaign.leads for campaign in state.campaigns.values())
        return "duplicate" if elsewhere and not self.settings.get(IGNORE_DUPLICATES) else "added"

    def answer(self) -> Json:
        """The account of the import in the names of the dialect."""
        counts = Counter(verdict for _, verdict in self.verdicts)
        return self._first(counts) if self.call.first else self._second(counts)

    def _first(self, counts: Counter[str]) -> Json:
        skipped = [
            {"email": email, "reason": verdict}
            for email, verdict in self.verdicts
            if verdict not in {"added", "lead_limit"}
        ]
        stopped = counts["lead_limit"]
        limit = {"is_lead_limit_exhausted": True, "lead_import_stopped_count": stopped}
        return {
            "success": True,
            "message": "Leads added successfully",
            "added_count": counts["added"],
            "skipped_count": len(skipped),
            "skipped_leads": skipped,
            **(limit if stopped else {}),
            **self._ids("lead_ids", list(self.lead_ids.values())),
        }

    def _second(self, counts: Counter[str]) -> Json:
        numbers = {
            "upload_count": len(self.verdicts),
            "total_leads": counts["added"],
            "block_count": counts["blocked"],
            "duplicate_count": counts["duplicate"],
            "invalid_email_count": counts["invalid"],
            "already_added_to_campaign": counts["already_in_campaign"],
            "unsubscribed_leads": counts["unsubscribed"],
            "lead_import_stopped_count": counts["lead_limit"],
            "bounce_count": counts["bounced"],
        }
        return {
            "ok": True,
            **{key: self.call.dialect.count(number) for key, number in numbers.items()},
            "invalid_emails": [email for email, verdict in self.verdicts if verdict == "invalid"],
            "is_lead_limit_exhausted": counts["lead_limit"] > 0,
            **self._ids("emailToLeadIdMap", {"newlyAddedLeads": self.lead_ids}),
        }

    def _ids(self, key: str, ids: Any) -> Json:
        return {key: ids} if self.settings.get("return_lead_ids") else {}


def _is_listed(email: str, listed: set[str]) -> bool:
    return email in listed or email.partition("@")[2] in listed


def _is_valid(call: Call, email: str) -> bool:
    return email not in call.state.refused_emails and bool(EMAIL.fullmatch(email))


@routes.add("POST", "/campaigns/{campaign_id}/leads")
def add_leads(call: Call) -> Any:
    campaign, body = call.campaign(), call.body(("lead_list",), ("settings", "type"))
    settings = call.keys(body.get("settings") or {}, (), IMPORT_SETTINGS, "settings.")
    leads = call.array("lead_list", body["lead_list"])
    if len(leads) > MAX_LEADS:
        message = f"lead_list cannot exceed {MAX_LEADS} leads per request"
        counts = {"provided_count": len(leads), "max_allowed": MAX_LEADS}
        raise Refusal(422, {"error": message, **counts})
    for index, lead in enumerate(leads):
        _check(call, lead, f"lead_list[{index}].")
    job = Import(call, campaign, settings)
    for lead in leads:
        job.add(lead)
    return job.answer()


def _check(call: Call, lead: Any, at: str) -> None:
    fields = call.keys(lead, ("email",), WRITABLE, at)
    custom: Json = fields.get("custom_fields") or {}
    call.keys(custom, (), custom, f"{at}custom_fields")
    if len(custom) > MAX_CUSTOM_FIELDS:
        rule = f"must have less than or equal to {MAX_CUSTOM_FIELDS} keys"
        raise call.dialect.refusal(f"{at}custom_fields", rule)
    for key, value in fields.items():
        if key in KEYS["lead"] and not _is_text(value):
            raise call.dialect.refusal(at + key, "must be a string")
    for key, value in custom.items():
        if not _is_text(value):
            raise call.dialect.refusal(f"{at}custom_fields.{key}", "must be a string")
    if call.dialect.refuses_invalid_emails and not _is_valid(call, fields["email"].strip().lower()):
        raise _invalid_email(call, fields["email"], f"{at}email")


def _is_text(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _invalid_email(call: Call, email: str, where: str) -> Refusal:
    message = f"Invalid email format for {email}"
    if not call.dialect.names_refused_lead:
        return Refusal(422, {"error": message})
    error = {"code": "VALIDATION_ERROR", "message": message, "details": {"field": where}}
    return Refusal(422, {"error": error})


@routes.add("GET", "/campaigns/{campaign_id}/leads")
def list_leads(call: Call) -> Any:
    rows, (offset, limit) = _filtered(call), call.page(100)
    shown = ("campaign_lead_map_id", "lead_category_id", "status", "created_at", "lead")
    page = [{key: getattr(row, key) for key in shown} for row in rows[offset : offset + limit]]
    total = call.dialect.count(len(rows))
    return {"total_leads": total, "offset": offset, "limit": limit, "data": page}


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
    data = [_membership(campaign.fields, campaign.leads[id_]) for campaign in holding]
    return {**call.state.leads[id_], "lead_campaign_data": data}


def _membership(campaign: Json, row: CampaignLead) -> Json:
    return {
        "campaign_lead_map_id": row.campaign_lead_map_id,
        "campaign_id": campaign["id"],
        "campaign_name": campaign["name"],
        "client_id": campaign["client_id"],
        "client_email": None,
        "lead_category_id": row.lead_category_id,
    }


@routes.add("GET", "/leads/fetch-categories")
def list_categories(call: Call) -> Any:
    return call.dialect.listing(call.state.categories)


@routes.add("GET", "/leads/{lead_id}/campaigns")
def list_lead_campaigns(call: Call) -> Any:
    id_ = _lead(call)["id"]
    campaigns = [each.fields for each in call.state.campaigns.values() if id_ in each.leads]
    rows = [{key: each[key] for key in ("id", "status", "name")} for each in campaigns]
    return call.dialect.listing(rows, "campaigns")


def _lead(call: Call) -> Json:
    try:
        return call.state.leads[call.ids["lead_id"]]
    except KeyError:
        raise Refusal(404, {"error": "Lead not found - Invalid lead_id."}) from None


@routes.add("POST", "/campaigns/{campaign_id}/leads/{lead_id}")
def update_lead(call: Call) -> Any:
    if call.ids["lead_id"] not in call.campaign().leads:
        raise Refusal(404, {"ok": False, "error": "Invalid request!"})
    lead, body = call.campaign_lead().lead, call.body((), WRITABLE)
    fields = {"email": lead["email"], **body}
    _check(call, fields, "")
    call.state.lead_ids.pop(lead["email"].lower())
    call.state.lead_ids[fields["email"].strip().lower()] = lead["id"]
    call.state.refresh_lead(lead, fields)
    return call.dialect.done("Lead updated successfully")


@routes.add("POST", "/campaigns/{campaign_id}/leads/{lead_id}/pause")
def pause_lead(call: Call) -> Any:
    call.campaign_lead().status = "PAUSED"
    return _lead_done(call, "Lead paused successfully")


@routes.add("POST", "/campaigns/{campaign_id}/leads/{lead_id}/resume")
def resume_lead(call: Call) -> Any:
    row = call.campaign().leads.get(call.ids["lead_id"])
    call.body((), ("resume_lead_with_delay_days",))
    if row is None:
        raise Refusal(500, {"error": "Invalid lead id"})
    if row.status == "COMPLETED":
        raise Refusal(500, {"error": "This is the last sequence. You cannot resume this lead."})
    row.status = "INPROGRESS" if row.messages("SENT") else "STARTED"
    return _lead_done(call, "Lead resumed successfully")


def _lead_done(call: Call, message: str) -> Json:
    return call.dialect.done(message) if call.first else {"ok": True, "data": "success"}


@routes.add("DELETE", "/campaigns/{campaign_id}/leads/{lead_id}")
def delete_lead(call: Call) -> Any:
    del call.campaign().leads[call.campaign_lead().lead["id"]]
    return call.dialect.done("Lead deleted from campaign successfully") if call.first else "success"


@routes.add("POST", "/campaigns/{campaign_id}/leads/{lead_id}/unsubscribe")
def unsubscribe_lead(call: Call) -> Any:
    call.campaign_lead().is_unsubscribed = True
    return call.dialect.done("Lead unsubscribed successfully")


@routes.add("POST", "/leads/{lead_id}/unsubscribe")
def unsubscribe_lead_globally(call: Call) -> Any:
    lead = _lead(call)
    changed = not lead["is_unsubscribed"]
    lead["is_unsubscribed"] = True
    call.state.unsubscribed.add(lead["email"].lower())
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


@routes.add("GET", "/campaigns/{campaign_id}/leads/{lead_id}/message-history")
def get_message_history(call: Call) -> Any:
    row, since = call.campaign_lead(), call.query.get("event_time_gt", "")
    messages = [each for each in row.history if each["time"] > since]
    if call.first:
        return {"history": messages, "from": "sender0@outreach.example", "to": row.lead["email"]}
    return {"messages": [_second_message(each) for each in messages]}


def _second_message(message: Json) -> Json:
    sent = message["type"] == "SENT"
    return {
        "id": message["message_id"],
        "stats_id": message["stats_id"],
        "subject": message["subject"],
        "email_body": message["email_body"],
        "direction": "outbound" if sent else "inbound",
        "sent_at" if sent else "received_at": message["time"],
    }


@routes.add("POST", "/campaigns/{campaign_id}/reply-email-thread")
def reply(call: Call) -> Any:
    campaign, required = call.campaign(), KEYS["thread"] if call.first else []
    body = call.body(("email_body", *required), KEYS["reply"])
    _thread(campaign, body).history.append(call.state.message(email_body=body["email_body"]))
    return {"success": True, "message": "Reply sent successfully"}


def _thread(campaign: Campaign, body: Json) -> CampaignLead:
    for row in campaign.leads.values():
        stats_ids = [message["stats_id"] for message in row.history]
        if body.get("lead_id") == row.lead["id"] or body.get("email_stats_id") in stats_ids:
            return row
    raise Refusal(404, {"error": "Lead not found - Invalid lead_id."})


@routes.add("GET", "/campaigns/{campaign_id}/leads-export")
def export_leads(call: Call) -> Any:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(KEYS["export"])
    for row in map(_export_row, call.campaign().leads.values()):
        writer.writerow([row[column] for column in KEYS["export"]])
    disposition = {"Content-Disposition": 'attachment; filename="leads.csv"'}
    return Answer(text.getvalue().encode(), 200, "text/csv; charset=utf-8", disposition)


def _export_row(row: CampaignLead) -> Json:
    steps = [message["email_seq_number"] or 0 for message in row.messages("SENT")]
    return {
        **row.lead,
        "campaign_lead_map_id": row.campaign_lead_map_id,
        "status": row.status,
        "created_at": row.created_at,
        "custom_fields": json.dumps(row.lead["custom_fields"], ensure_ascii=False),
        "is_unsubscribed": str(row.has_left).lower(),
        "is_interested": str(row.lead_category_id == 1).lower(),
        "last_email_sequence_sent": max(steps, default=0),
        "open_count": row.total("open_count"),
        "click_count": row.total("click_count"),
        "reply_count": len(row.messages("REPLY")),
    }
