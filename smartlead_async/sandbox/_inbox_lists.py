"""The listings of the inbox, all derived from the leads of the campaigns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ._clock import moment
from ._leads import EMAIL_STATUS
from ._reactions import opened_at
from ._reference import Json
from ._routing import Call, Handler, Pages, is_array
from ._state import SENDER, Campaign, CampaignLead

pages = Pages()

STANDING = (
    *("is_read", "is_important", "is_archived"),
    *("snoozed_until", "scheduled_time", "revenue"),
)
STATUSES = {
    name: f"is_{name.lower()}"
    for name in ("Bounced", "Unsubscribed", "Replied", "Clicked", "Opened", "Accepted")
} | {"Not Replied": "not_replied"}
LISTS: dict[str, Callable[[CampaignLead], Any]] = {
    "inbox.list_replies": lambda row: row.messages("REPLY"),
    "inbox.list_unread": lambda row: row.messages("REPLY") and not row.inbox.is_read,
    "inbox.list_sent": lambda row: row.messages("SENT"),
    "inbox.list_view": lambda row: row.history,
    "inbox.list_important": lambda row: row.inbox.is_important,
    "inbox.list_archived": lambda row: row.inbox.is_archived,
    "inbox.list_snoozed": lambda row: row.inbox.snoozed_until,
    "inbox.list_scheduled": lambda row: row.inbox.scheduled_time,
    "inbox.list_reminders": lambda row: row.inbox.reminder,
    "inbox.list_assigned_to_me": lambda row: row.inbox.team_member_id,
}
SORTS: dict[str, Callable[[CampaignLead], str]] = {
    "REPLY_TIME": lambda row: _last_time(row, "REPLY") or "",
    "SENT_TIME": lambda row: _last_time(row, "SENT") or "",
    "SCHEDULED_TIME": lambda row: row.inbox.scheduled_time or "",
    "REMINDER_TIME": lambda row: (row.inbox.reminder or {}).get("reminder_time", ""),
}


def _lister(belongs: Callable[[CampaignLead], Any]) -> Handler:
    def list_items(call: Call) -> Any:
        offset, limit = call.page(20, 20, call.fields)
        rows = [(campaign, row) for campaign, row in _rows(call) if belongs(row)]
        if by := call.fields.get("sortBy"):
            key, _, order = call.one_of("sortBy", by, ORDERS).rpartition("_")
            rows.sort(key=lambda pair: SORTS[key](pair[1]), reverse=order == "DESC")
        page = rows[offset : offset + limit]
        history = call.flag("fetch_message_history")
        messages = [view(call, *each, history=history) for each in page]
        return {"messages": messages, "total_count": len(rows), "offset": offset, "limit": limit}

    return list_items


ORDERS = {f"{key}_{order}": f"{key}_{order}" for key in SORTS for order in ("ASC", "DESC")}
pages.update({id_: _lister(belongs) for id_, belongs in LISTS.items()})


@pages.add("inbox.list_untracked")
def list_untracked(call: Call) -> Any:
    offset, limit = call.page(100, 20)
    rows = [row for row in call.state.untracked_replies if _is_asked_for(call, row)]
    return {"untracked_replies": rows[offset : offset + limit], "total_count": len(rows)}


def _is_asked_for(call: Call, row: Json) -> bool:
    names = {"from_email": "from_email", "to_email": "to_email", "subject_line": "subject"}
    return all(
        call.query.get(name, "").lower() in str(row.get(key, "")).lower()
        for name, key in names.items()
    )


# Filters


def _rows(call: Call) -> Iterator[tuple[Campaign, CampaignLead]]:
    """Yield the leads that the filters of the body let through."""
    given: Json = call.fields.get("filters") or {}
    filters = {key: wanted for key, wanted in given.items() if key in FILTERS}
    for campaign in call.state.campaigns.values():
        for row in campaign.leads.values():
            if all(FILTERS[key](campaign, row, wanted) for key, wanted in filters.items()):
                yield campaign, row


def _each(value: Any) -> Iterable[Any]:
    return value if is_array(value) else [value]


def _one_of(*values: Any) -> Callable[[Any], bool]:
    """Return whether one of the values is among those that a filter names."""
    return lambda wanted: bool({str(value) for value in values} & {str(e) for e in _each(wanted)})


def _is_found(row: CampaignLead, wanted: str) -> bool:
    fields = (row.lead[key] or "" for key in ("email", "first_name", "last_name", "company_name"))
    return wanted.lower() in " ".join(fields).lower()


def _has_status(row: CampaignLead, wanted: Any) -> bool:
    return any(EMAIL_STATUS[STATUSES[name]](row) for name in _each(wanted) if name in STATUSES)


def _has_category(row: CampaignLead, wanted: Json) -> bool:
    category, is_assigned = row.lead_category_id, row.lead_category_id is not None
    return (
        not (wanted.get("unassigned") and is_assigned)
        and not (wanted.get("isAssigned") and not is_assigned)
        and category not in wanted.get("categoryIdsNotIn", ())
        and category in wanted.get("categoryIdsIn", [category])
    )


def _is_between(row: CampaignLead, wanted: list[str]) -> bool:
    time = _last_time(row, "REPLY")
    return time is not None and min(wanted, default="") <= time <= max(wanted, default="")


FILTERS: dict[str, Callable[[Campaign, CampaignLead, Any], bool]] = {
    "search": lambda _, row, wanted: _is_found(row, wanted),
    "emailStatus": lambda _, row, wanted: _has_status(row, wanted),
    "leadCategories": lambda _, row, wanted: _has_category(row, wanted),
    "replyTimeBetween": lambda _, row, wanted: _is_between(row, wanted),
    "campaignId": lambda of, _, wanted: _one_of(of.fields["id"])(wanted),
    "subSequenceId": lambda of, _, wanted: _one_of(of.fields["id"])(wanted),
    "campaignClientId": lambda of, _, wanted: _one_of(of.fields["client_id"])(wanted),
    "emailAccountId": lambda of, _, wanted: _one_of(*of.email_account_ids)(wanted),
    "campaignTagId": lambda of, _, wanted: _one_of(*(e["id"] for e in of.fields["tags"]))(wanted),
    "campaignTeamMemberId": lambda _, row, wanted: _one_of(row.inbox.team_member_id)(wanted),
}


# Views


def view(call: Call, campaign: Campaign, row: CampaignLead, *, history: bool = False) -> Json:
    """Return a conversation with all that any of the listings shows."""
    id_, account = row.campaign_lead_map_id, _account(call, campaign, row)
    shown = {"message_history": [_message(each) for each in row.history]} if history else {}
    return {
        "id": f"msg_{id_}",
        "campaign_lead_map_id": str(id_),
        "lead": _lead(row.lead),
        "campaign": {"id": campaign.fields["id"], "name": campaign.fields["name"]},
        "subsequence": _subsequence(campaign),
        "email_account": account,
        "last_message": _last_message(row, account["email"]) if row.history else None,
        "email_status": next((name for name in STATUSES if _has_status(row, name)), None),
        "category": _category(call, row.lead_category_id),
        "stats": _stats(row),
        "tags": _tags(call, row),
        **_standing(call, row),
        **shown,
    }


def _lead(lead: Json) -> Json:
    return {
        **{key: lead[key] for key in ("email", "first_name", "last_name")},
        "company": lead["company_name"],
        "phone": lead["phone_number"],
        "title": lead["custom_fields"].get("title"),
    }


def _account(call: Call, campaign: Campaign, row: CampaignLead) -> Json:
    ids = (row.email_account_id or 0, *campaign.email_account_ids)
    accounts = [call.state.email_accounts.get(id_) for id_ in ids]
    for account in filter(None, accounts):
        names = {"email": account["from_email"], "name": account["from_name"]}
        return {"id": account["id"], **names}
    return {"id": None, "email": SENDER, "name": None}


def _subsequence(campaign: Campaign) -> Json | None:
    fields = campaign.fields
    return {"id": fields["id"], "name": fields["name"]} if fields["parent_campaign_id"] else None


def _category(call: Call, id_: int | None) -> Json | None:
    return None if id_ is None else {"id": id_, "name": call.state.category_name(id_)}


def _tags(call: Call, row: CampaignLead) -> list[str]:
    mappings = [each for each in call.state.lead_tags.values() if each["lead_id"] == row.lead["id"]]
    tags = [call.state.tags.get(each["tag_id"]) for each in mappings]
    return [tag["name"] for tag in tags if tag]


def _last_time(row: CampaignLead, kind: str) -> str | None:
    return max((message["time"] for message in row.messages(kind)), default=None)


def _last_message(row: CampaignLead, account: str) -> Json:
    message, sent = row.history[-1], row.messages("SENT")
    ends = (account, row.lead["email"])
    start, end = ends if message["type"] == "SENT" else ends[::-1]
    return {
        "id": message["message_id"],
        "subject": message["subject"],
        "body": message["email_body"],
        "sent_from": start,
        "sent_to": end,
        "sent_at": _last_time(row, "SENT"),
        "received_at": _last_time(row, "REPLY"),
        "opened_at": opened_at(sent[-1]) if sent else None,
        "replied_at": _last_time(row, "REPLY"),
    }


def _message(message: Json) -> Json:
    is_sent = message["type"] == "SENT"
    return {
        "id": message["message_id"],
        "subject": message["subject"],
        "body": message["email_body"],
        "direction": "outbound" if is_sent else "inbound",
        "sent_at" if is_sent else "received_at": message["time"],
    }


def _stats(row: CampaignLead) -> Json:
    replies = len(row.messages("REPLY"))
    counts = {"opens": row.total("open_count"), "clicks": row.total("click_count")}
    return {
        **counts,
        "replies": replies,
        "total_sent": len(row.messages("SENT")),
        "total_opened": counts["opens"],
        "total_clicked": counts["clicks"],
        "total_replied": replies,
        "last_activity": max((each["time"] for each in row.history), default=None),
    }


def _standing(call: Call, row: CampaignLead) -> Json:
    """Return where the conversation stands in the inbox."""
    item, reminder = row.inbox, row.inbox.reminder or {}
    member, due = item.team_member_id, reminder.get("reminder_time")
    names = {"name": f"Member {member}", "email": None}
    return {
        **{key: getattr(item, key) for key in STANDING},
        "assigned_to": None if member is None else {"id": member, **names},
        "importance_score": 95 if item.is_important else 0,
        "reply_age_hours": _age(call, _last_time(row, "REPLY")),
        "reminder_time": due,
        "reminder_message": reminder.get("message"),
        "is_overdue": due is not None and due < call.state.now(),
    }


def _age(call: Call, time: str | None) -> float | None:
    if time is None:
        return None
    passed = call.state.clock.now() - moment(time)
    return round(passed.total_seconds() / 3600, 1)
