"""Statistics and analytics, all derived from the message histories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from ._answer import Refusal
from ._reactions import clicked_at, opened_at
from ._reference import KEYS, Json
from ._routing import Call, Pages, Routes
from ._state import Campaign, CampaignLead, is_step

routes, pages = Routes(), Pages()

MAX_DAYS = 30
STATUSES = ("opened", "clicked", "replied", "unsubscribed", "bounced")
RATES = {
    "open_rate": "opened",
    "click_rate": "clicked",
    "reply_rate": "replied",
    "bounce_rate": "bounced",
    "positive_reply_rate": "positive_replied",
}
FLAGS = {status: f"is_{status}" for status in STATUSES}


def _emails(leads: Iterable[CampaignLead]) -> list[Json]:
    """Return a row for each step that was sent: the lead, the time and the result."""
    return [email for row in leads for email in _emails_to(row)]


def _emails_to(row: CampaignLead) -> list[Json]:
    """Return a row for each step that a lead got; the lead reacts to the last one before."""
    emails = list[Json]()
    for message in row.history:
        if is_step(message):
            emails.append(_email(row, message))
        elif message["type"] == "REPLY" and emails and not emails[-1]["is_replied"]:
            emails[-1].update(is_replied=True, reply_time=message["time"])
    if emails:
        emails[-1].update(is_unsubscribed=row.has_left, is_bounced=row.is_bounced)
    return emails


def _email(row: CampaignLead, message: Json) -> Json:
    names = (row.lead["first_name"], row.lead["last_name"])
    return {
        "lead_name": " ".join(filter(None, names)),
        "lead_email": row.lead["email"],
        "lead_category": row.lead_category_id,
        "sequence_number": message["email_seq_number"],
        "stats_id": message["stats_id"],
        "email_subject": message["subject"],
        "email_message": message["email_body"],
        "sent_time": message["time"],
        "open_time": opened_at(message),
        "click_time": clicked_at(message),
        "reply_time": None,
        "open_count": message["open_count"],
        "click_count": message["click_count"],
        "is_opened": message["open_count"] > 0,
        "is_clicked": message["click_count"] > 0,
        **dict.fromkeys(("is_replied", "is_unsubscribed", "is_bounced"), False),
    }


@routes.add("GET", "/campaigns/{campaign_id}/statistics")
def get_statistics(call: Call) -> Any:
    call.parameters(KEYS["statistics"])
    campaign, (offset, limit) = call.campaign(), call.page(1000)
    rows = _emails(campaign.leads.values())
    if step := call.query.get("email_sequence_number"):
        number = call.number("email_sequence_number", step, 1, 20)
        rows = [row for row in rows if row["sequence_number"] == number]
    if status := call.query.get("email_status"):
        flag = call.one_of("email_status", status, FLAGS)
        rows = [row for row in rows if row[flag]]
    page = rows[offset : offset + limit]
    if not call.first:
        page = [_second_email(call, campaign, row) for row in page]
    total = call.dialect.count(len(rows))
    return {"total_stats": total, "data": page, "offset": offset, "limit": limit}


def _second_email(call: Call, campaign: Campaign, row: Json) -> Json:
    """Return a row in which only `reply_time` tells of a reply."""
    steps = {step["seq_number"]: step["id"] for step in campaign.sequences}
    return {
        **{key: row[key] for key in KEYS["statistics_row"]},
        "lead_category": call.state.category_name(row["lead_category"]),
        "email_campaign_seq_id": steps.get(row["sequence_number"]),
        "seq_variant_id": None,
        "ignore_reply": False,
    }


def _counts(call: Call, emails: list[Json]) -> Json:
    totals = {name: sum(row[flag] for row in emails) for name, flag in FLAGS.items()}
    counts = {
        "sent_count": len(emails),
        "unique_sent_count": len({row["lead_email"] for row in emails}),
        "open_count": sum(row["open_count"] for row in emails),
        "unique_open_count": totals["opened"],
        "click_count": sum(row["click_count"] for row in emails),
        "unique_click_count": totals["clicked"],
        "reply_count": totals["replied"],
        "bounce_count": totals["bounced"],
        "unsubscribed_count": totals["unsubscribed"],
    }
    return {key: call.dialect.count(value) for key, value in counts.items()}


@routes.add("GET", "/campaigns/{campaign_id}/analytics-by-date")
def get_analytics_by_date(call: Call) -> Any:
    campaign, (start, end) = call.campaign(), _span(call)
    if end - start > timedelta(days=MAX_DAYS):
        raise Refusal(422, {"error": f"Date range cannot exceed {MAX_DAYS} days"})
    emails = _between(_emails(campaign.leads.values()), start, end)
    if not call.first:
        dates = {"start_date": str(start), "end_date": str(end)}
        return {**_names(campaign.fields), **dates, **_counts(call, emails)}
    days = [str(start + timedelta(days=day)) for day in range((end - start).days + 1)]
    by_day = {day: [row for row in emails if row["sent_time"].startswith(day)] for day in days}
    return [{"date": day, **_counts(call, rows)} for day, rows in by_day.items()]


def _names(fields: Json) -> Json:
    return {key: fields[key] for key in ("id", "user_id", "created_at", "status", "name")}


def _between(emails: list[Json], start: date, end: date) -> list[Json]:
    return [row for row in emails if str(start) <= row["sent_time"][:10] <= str(end)]


def _span(call: Call) -> tuple[date, date]:
    return _day(call, "start_date"), _day(call, "end_date")


def _day(call: Call, name: str) -> date:
    if not call.query.get(name):
        raise call.dialect.refusal(name, "is required")
    try:
        return date.fromisoformat(call.query[name])
    except ValueError:
        raise call.dialect.refusal(name, "must be in YYYY-MM-DD format") from None


@routes.add("GET", "/campaigns/{campaign_id}/analytics")
def get_analytics(call: Call) -> Any:
    campaign, count = call.campaign(), call.dialect.count
    statuses = Counter(row.status for row in campaign.leads.values())
    names = {"notStarted": "STARTED", "inprogress": "INPROGRESS", "completed": "COMPLETED"}
    names |= {"paused": "PAUSED", "blocked": "BLOCKED"}
    lead_stats = {name: count(statuses[status]) for name, status in names.items()}
    return {
        **_names(campaign.fields),
        **_counts(call, _emails(campaign.leads.values())),
        "client_id": campaign.fields["client_id"],
        "campaign_lead_stats": {"total": count(len(campaign.leads)), **lead_stats},
    }


@routes.add("GET", "/analytics/overview", only="reference")
def get_overview(call: Call) -> Any:
    return {"overall_stats": _overall(call, by_date="start_date" in call.query)}


@routes.add("GET", "/analytics/overall-stats-v2", only="live")
@pages.add("analytics.overall_stats")
def get_overall_stats(call: Call) -> Any:
    return {"ok": True, "data": {"overall_stats": _overall(call, by_date=True)}}


def _overall(call: Call, *, by_date: bool) -> Json:
    leads = [row for each in call.state.campaigns.values() for row in each.leads.values()]
    emails = _emails(leads)
    if by_date:
        emails = _between(emails, *_span(call))
    totals = {name: sum(row[flag] for row in emails) for name, flag in FLAGS.items()}
    totals["positive_replied"] = sum(row["lead_category"] == 1 for row in emails)
    return {
        "sent": len(emails),
        **totals,
        "unique_lead_count": len(leads),
        "unique_open_count": totals["opened"],
        **{key: call.dialect.rate(totals[name], len(emails)) for key, name in RATES.items()},
    }


@pages.add("analytics.list_campaigns")
def list_campaigns(call: Call) -> Any:
    rows = [_named(each.fields) for each in call.state.campaigns.values()]
    return {"ok": True, "data": {"campaign_list": rows}}


@pages.add("analytics.list_clients")
def list_clients(call: Call) -> Any:
    return {"ok": True, "data": {"client_list": [_named(each) for each in call.state.clients]}}


def _named(fields: Json) -> Json:
    return {"id": fields["id"], "name": fields["name"]}


@pages.add("analytics.campaign_status_stats")
def count_statuses(call: Call) -> Any:
    counts = Counter(each.fields["status"] for each in call.state.campaigns.values())
    rows = [{"status": status, "count": count} for status, count in counts.items()]
    return {"ok": True, "data": {"campaign_status_stats": rows}}
