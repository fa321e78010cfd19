"""One conversation of the inbox: read state, category, reminder, assignment, revenue."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ._answer import Refusal
from ._inbox_lists import view
from ._leads import set_category
from ._reference import Json
from ._routing import Call, Pages
from ._state import CampaignLead

pages = Pages()

MAX_DAYS = 3650


def _row(call: Call) -> CampaignLead:
    return call.state.mapped(call.id("email_lead_map_id"))[1]


def _done(message: str, row: CampaignLead, /, **more: Any) -> Json:
    data = {"email_lead_map_id": row.campaign_lead_map_id, **more}
    return {"success": True, "message": message, "data": data}


@pages.add("inbox.get")
def get_item(call: Call) -> Any:
    return view(call, *call.state.mapped(call.ids["id"]), history=True)


@pages.add("inbox.set_read_status")
def set_read_status(call: Call) -> Any:
    row = _row(call)
    row.inbox.is_read = str(call.fields["read_status"]).lower() == "true"
    return _done("Read status updated", row, is_read=row.inbox.is_read, updated_at=call.state.now())


@pages.add("inbox.update_category")
def update_category(call: Call) -> Any:
    set_category(call, *call.state.mapped(call.id("email_lead_map_id")))
    return {"success": True, "message": "Lead category updated successfully"}


@pages.add("inbox.update_revenue")
def update_revenue(call: Call) -> Any:
    row, revenue = _row(call), float(call.fields["revenue"])
    if revenue < 0:
        raise Refusal(422, {"error": "revenue must be non-negative", "field": "revenue"})
    row.inbox.revenue = revenue
    return _done("Revenue updated successfully", row, revenue=revenue, updated_at=call.state.now())


@pages.add("inbox.update_team_member")
def update_team_member(call: Call) -> Any:
    row, member = _row(call), call.id("team_member_id")
    row.inbox.team_member_id = member
    message = "Team member assigned successfully"
    return _done(message, row, team_member_id=member, assigned_at=call.state.now())


@pages.add("inbox.set_reminder")
def set_reminder(call: Call) -> Any:
    row = _row(call)
    row.inbox.reminder = {key: call.fields[key] for key in ("reminder_time", "message")}
    id_ = call.state.next_id()
    return _done("Reminder set successfully", row, reminder_id=id_, **row.inbox.reminder)


@pages.add("inbox.push_to_subsequence")
def push_to_subsequence(call: Call) -> Any:
    campaign, row = call.state.mapped(call.id("email_lead_map_id"))
    target = call.state.campaign(call.id("sub_sequence_id"))
    call.state.put_lead(target, row.lead)
    ids = {"parent_campaign_id": campaign.fields["id"], "sub_sequence_id": target.fields["id"]}
    start = _in_days(call, "sub_sequence_delay_time")[1]
    stop = call.fields.get("stop_lead_on_parent_campaign_reply", False)
    more = {"will_start_at": start, "stop_on_parent_reply": stop}
    return _done("Lead pushed to subsequence successfully", row, **ids, **more)


@pages.add("inbox.resume_lead")
def resume_lead(call: Call) -> Any:
    row, (days, start) = _row(call), _in_days(call, "resume_delay_days")
    row.resume()
    delay = {"resume_delay_days": days, "will_resume_at": start}
    return _done("Lead resumed successfully", row, campaign_id=call.id("campaign_id"), **delay)


def _in_days(call: Call, name: str) -> tuple[int, str]:
    """Return the days that the body names, none if it does not, and the time after them."""
    days = call.number(name, call.fields.get(name, 0), 0, MAX_DAYS)
    return days, (call.state.clock.now() + timedelta(days=days)).isoformat()
