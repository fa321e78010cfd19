"""The import of leads: what is taken, what is left out, and why."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from ._answer import Refusal
from ._reference import LEAD_KEYS, Json
from ._routing import Call, Routes, is_object
from ._state import Campaign

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
WRITABLE = LEAD_KEYS | {"custom_fields"}


@dataclass(slots=True)
class Import:
    """One import: decides lead by lead and counts why."""

    call: Call
    campaign: Campaign
    settings: Json
    at: str
    verdicts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    seen: set[str] = field(default_factory=set[str])
    lead_ids: dict[str, int] = field(default_factory=dict[str, int])
    lists: list[tuple[str, set[str]]] = field(default_factory=list[tuple[str, set[str]]])

    def __post_init__(self) -> None:
        """Find the lists that count, since most imports meet none."""
        state = self.call.state
        entries = (state.block_list, state.unsubscribed, state.bounced)
        for (verdict, ignored), listed in zip(LISTS.items(), entries, strict=True):
            if listed and not self.settings.get(ignored):
                self.lists.append((verdict, listed))

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
        if not (self.call.dialect.refuses_invalid_emails or _is_valid(self.call, email)):
            return "invalid"
        if email in self.seen:
            return "duplicate"
        for verdict, listed in self.lists:
            if is_listed(email, listed):
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
        skips = bool(self.settings.get(IGNORE_DUPLICATES)) == self.call.dialect.skips_duplicates
        return "elsewhere" if elsewhere and skips else "added"

    def answer(self) -> Json:
        """The account of the import in the names of the dialect."""
        counts = Counter(verdict for _, verdict in self.verdicts)
        return self._first(counts) if self.call.first else self._second(counts)

    def _first(self, counts: Counter[str]) -> Json:
        skipped = [
            {"email": email, "reason": "duplicate" if verdict == "elsewhere" else verdict}
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
        is_full, elsewhere = counts["lead_limit"] > 0, counts["elsewhere"]
        return {
            "ok": not is_full,
            "upload_count": len(self.verdicts),
            "total_leads": counts["added"],
            "block_count": counts["blocked"],
            "duplicate_count": counts["duplicate"],
            "invalid_email_count": counts["invalid"],
            "invalid_emails": self._emails("invalid"),
            "already_added_to_campaign": counts["already_in_campaign"],
            "unsubscribed_leads": self._emails("unsubscribed"),
            "is_lead_limit_exhausted": is_full,
            "lead_import_stopped_count": counts["lead_limit"],
            "bounce_count": counts["bounced"],
            **({"skipped_in_other_campaign_count": elsewhere} if elsewhere else {}),
            **self._ids("emailToLeadIdMap", {"newlyAddedLeads": self.lead_ids}),
        }

    def _emails(self, wanted: str) -> list[str]:
        return [email for email, verdict in self.verdicts if verdict == wanted]

    def _ids(self, key: str, ids: Any) -> Json:
        return {key: ids} if self.settings.get("return_lead_ids") else {}


def is_listed(email: str, listed: set[str]) -> bool:
    """Whether an address, or its domain, is in a list."""
    return email in listed or email.partition("@")[2] in listed


def _is_valid(call: Call, email: str) -> bool:
    return email not in call.state.refused_emails and bool(EMAIL.fullmatch(email))


@routes.add("POST", "/campaigns/{campaign_id}/leads")
def add_leads(call: Call) -> Any:
    campaign, body = (
        call.campaign(),
        call.body(("lead_list",), ("settings", "type", "lead_list_ids")),
    )
    settings = call.keys(body.get("settings") or {}, (), IMPORT_SETTINGS, "settings.")
    leads = call.array("lead_list", body["lead_list"])
    if len(leads) > MAX_LEADS:
        message = f"lead_list cannot exceed {MAX_LEADS} leads per request"
        counts = {"provided_count": len(leads), "max_allowed": MAX_LEADS}
        raise Refusal(422, {"error": message, **counts})
    for index, lead in enumerate(leads):
        check_lead(call, lead, f"lead_list[{index}].")
    job = Import(call, campaign, settings, call.state.now())
    for lead in leads:
        job.add(lead)
    return job.answer()


def check_lead(call: Call, lead: Any, at: str = "") -> None:
    """Refuse a lead with fields that cannot be."""
    fields = call.keys(lead, ("email",), WRITABLE, at)
    custom: Json = fields.get("custom_fields") or {}
    if not is_object(custom):
        raise call.dialect.refusal(f"{at}custom_fields", "must be of type object")
    if len(custom) > MAX_CUSTOM_FIELDS:
        rule = f"must have less than or equal to {MAX_CUSTOM_FIELDS} keys"
        raise call.dialect.refusal(f"{at}custom_fields", rule)
    for key, value in fields.items():
        if not _is_text(value) and key in LEAD_KEYS:
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
