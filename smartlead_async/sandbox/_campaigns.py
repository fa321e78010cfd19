"""Campaigns, their sequences and their email accounts."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from ._answer import Refusal
from ._reference import KEYS, Json
from ._routing import Call, Pages, Routes
from ._state import Campaign, State

routes, pages = Routes(), Pages()


def _view(call: Call, fields: Json) -> Json:
    tags = call.flag("include_tags")
    shown = {key: value for key, value in fields.items() if tags or key != "tags"}
    return shown if fields["scheduler_cron_value"] else {**shown, **call.dialect.unscheduled}


@routes.add("GET", "/campaigns/")
def list_campaigns(call: Call) -> Any:
    client = call.query.get("client_id")
    rows = [each.fields for each in reversed(call.state.campaigns.values())]
    kept = [row for row in rows if client is None or str(row["client_id"]) == client]
    return [_view(call, row) for row in kept]


@routes.add("GET", "/campaigns/{campaign_id}")
def get_campaign(call: Call) -> Any:
    if not call.first and call.ids["campaign_id"] in call.state.deleted_campaigns:
        return None
    return _view(call, call.campaign().fields)


@routes.add("POST", "/campaigns/create")
def create_campaign(call: Call) -> Any:
    body = call.body((), ("name", "client_id"))
    name = body.get("name") or "Untitled Campaign"
    if not isinstance(name, str):
        raise Refusal(422, {"error": "Invalid campaign name format"})
    fields = call.state.campaigns[call.state.seed_campaign(name, body.get("client_id"))].fields
    return {"ok": True, **{key: fields[key] for key in ("id", "name", "created_at")}}


@pages.add("campaigns.create_subsequence")
def create_subsequence(call: Call) -> Any:
    parent = call.state.campaign(call.id("parent_campaign_id")).fields
    name = call.fields.get("subsequence_name") or f"{parent['name']} - Subsequence"
    id_ = call.state.seed_campaign(name, parent["client_id"])
    call.state.campaigns[id_].fields["parent_campaign_id"] = parent["id"]
    return {"success": True, "subsequence_id": id_}


@pages.add("campaigns.duplicate")
def duplicate_campaign(call: Call) -> Any:
    original = call.state.campaigns.get(call.ids["campaign_id"])
    if original is None:
        raise Refusal(500, {"message": "Invalid campaign Id!"})
    id_ = call.state.seed_campaign(f"{original.fields['name']} - Copy")
    copy = call.state.campaigns[id_]
    own = {key: copy.fields[key] for key in ("id", "name", "status", "created_at", "updated_at")}
    copy.fields = {**deepcopy(original.fields), **own}
    of_copy = {"email_campaign_id": id_}
    copy.sequences = [
        {**step, **of_copy, "id": call.state.next_id()} for step in deepcopy(original.sequences)
    ]
    copy.email_account_ids = list(original.email_account_ids)
    return {"ok": True, "newCampaignId": id_}


@routes.add("PATCH", "/campaigns/{campaign_id}/status", only="reference")
@routes.add("POST", "/campaigns/{campaign_id}/status", only="live")
def update_status(call: Call) -> Any:
    campaign, written = call.campaign(), call.body(("status",), ())["status"]
    change_status(call.state, campaign, call.one_of("status", written, call.dialect.statuses))
    return call.dialect.done("Campaign status updated successfully")


def change_status(state: State, campaign: Campaign, status: str) -> None:
    """Give a campaign a status; webhooks hear of it if it is another one."""
    previous = campaign.fields["status"]
    campaign.fields.update(status=status, updated_at=state.now())
    if status != previous:
        state.happened("CAMPAIGN_STATUS_CHANGED", campaign, previous_status=previous)


@routes.add("POST", "/campaigns/{campaign_id}/schedule")
def update_schedule(call: Call) -> Any:
    cap = call.dialect.daily_cap
    hours = ("start_hour", "end_hour")
    required = ("timezone", "days_of_the_week", *hours, "min_time_btw_emails", cap)
    campaign, body = call.campaign(), call.body(required, ("schedule_start_time",))
    days = call.array("days_of_the_week", body["days_of_the_week"])
    minutes, least = body["min_time_btw_emails"], call.dialect.least_minutes
    campaign.fields.update(
        scheduler_cron_value={
            "tz": body["timezone"],
            "days": [call.number("days_of_the_week", day, 0, 6) for day in days],
            "startHour": body["start_hour"],
            "endHour": body["end_hour"],
        },
        min_time_btwn_emails=call.number("min_time_btw_emails", minutes, least),
        max_leads_per_day=call.number(cap, body[cap], 1),
        schedule_start_time=body.get("schedule_start_time"),
        updated_at=call.state.now(),
    )
    return call.dialect.done("Schedule updated successfully")


@routes.add("POST", "/campaigns/{campaign_id}/settings")
def update_settings(call: Call) -> Any:
    fields, body = call.campaign().fields, dict(call.body((), KEYS["settings"]))
    if "track_settings" in body:
        body["track_settings"] = [
            call.one_of(f"track_settings[{index}]", value, call.dialect.track_settings)
            for index, value in enumerate(call.array("track_settings", body["track_settings"], 0))
        ]
    if "stop_lead_settings" in body:
        stop, table = body["stop_lead_settings"], call.dialect.stop_lead_settings
        body["stop_lead_settings"] = call.one_of("stop_lead_settings", stop, table)
    if "follow_up_percentage" in body:
        call.number("follow_up_percentage", body["follow_up_percentage"], 0, 100)
    fields.update(
        {key: body[key] for key in KEYS["settings"] if key in body}, updated_at=call.state.now()
    )
    return call.dialect.done("Settings updated successfully")


@routes.add("GET", "/campaigns/{campaign_id}/sequences")
def get_sequences(call: Call) -> Any:
    return call.campaign().sequences


@routes.add("POST", "/campaigns/{campaign_id}/sequences")
def save_sequences(call: Call) -> Any:
    campaign, key = call.campaign(), call.dialect.sequences
    steps = call.body((key,), ())[key] if key else call.json
    written = enumerate(call.array("sequences", steps))
    saved = [_step(call, step, f"sequences[{index}].") for index, step in written]
    if not call.first and campaign.fields["status"] == "ACTIVE":
        message = "Sequences of an active campaign cannot be changed. Please pause it first."
        raise Refusal(400, {"message": message})
    campaign.sequences = saved
    return call.dialect.done("Sequences saved successfully", data="success")


def _step(call: Call, written: Any, at: str) -> Json:
    key = call.dialect.variants
    first = ("variant_distribution_type", key) if call.first else ()
    step = call.keys(written, ("seq_number", "seq_delay_details", *first), (*KEYS["step"], key), at)
    if not call.first and len(step.get(key) or ()) == 1:
        raise call.dialect.refusal(at + key, "must contain at least 2 items")
    delay = call.keys(step["seq_delay_details"], ("delay_in_days",), (), f"{at}seq_delay_details.")
    variants = [
        call.keys(each, (), KEYS["variant"], f"{at}{key}[{index}].")
        for index, each in enumerate(step.get(key) or [])
    ]
    return {
        **_wording(call, step),
        "id": step.get("id") or call.state.next_id(),
        "created_at": call.state.now(),
        "updated_at": call.state.now(),
        "email_campaign_id": call.ids["campaign_id"],
        "seq_number": call.number(f"{at}seq_number", step["seq_number"], 1, 20),
        "seq_delay_details": {
            "delayInDays": call.number(f"{at}delay", delay["delay_in_days"], 0, 365)
        },
        "sequence_variants": [{"id": call.state.next_id(), **each} for each in variants]
        or ([] if call.first else None),
    }


def _wording(call: Call, step: Json) -> Json:
    if call.first:
        return {key: step.get(key, "") for key in KEYS["step"]}
    return {"subject": "", **{key: step[key] for key in KEYS["step"] if key in step}}


@routes.add("DELETE", "/campaigns/{campaign_id}")
def delete_campaign(call: Call) -> Any:
    if call.campaign().fields["status"] == "ACTIVE":
        message = "Cannot delete active campaign. Please stop it first."
        error = {"code": "CAMPAIGN_ACTIVE", "message": message}
        raise Refusal(400, {"success": False, "error": error})
    del call.state.campaigns[call.ids["campaign_id"]]
    call.state.deleted_campaigns.add(call.ids["campaign_id"])
    return call.dialect.done("Campaign deleted successfully")


@routes.add("GET", "/campaigns/{campaign_id}/email-accounts")
def list_campaign_email_accounts(call: Call) -> Any:
    ids = call.campaign().email_account_ids
    rows = [_account_row(call, call.state.email_account(id_)) for id_ in ids]
    # The vendor's document shows an empty object, though it speaks of an array.
    return {"success": True, "data": {}} if call.first and not rows else rows


def _account_row(call: Call, account: Json) -> Json:
    return {
        **{key: account[key] for key in KEYS["campaign_account"]},
        "warmup_enabled": account["warmup_details"]["status"] == "ACTIVE",
        "warmup_reputation": "95%" if call.first else "excellent",
        **(
            {"tags": call.state.tags_of_account(account["id"])} if call.flag("include_tags") else {}
        ),
    }


@routes.add("POST", "/campaigns/{campaign_id}/email-accounts")
def add_campaign_email_accounts(call: Call) -> Any:
    campaign, ids = call.campaign(), _email_account_ids(call)
    for account in map(call.state.email_account, ids):
        if not (account["is_smtp_success"] and account["is_imap_success"]):
            raise Refusal(422, {"error": f"Email account {account['id']} is not connected"})
    campaign.email_account_ids = list(dict.fromkeys([*campaign.email_account_ids, *ids]))
    return {"success": True, "data": {}} if call.first else {"ok": True}


@routes.add("DELETE", "/campaigns/{campaign_id}/email-accounts")
def remove_campaign_email_accounts(call: Call) -> Any:
    campaign, ids = call.campaign(), _email_account_ids(call)
    campaign.email_account_ids = [id_ for id_ in campaign.email_account_ids if id_ not in ids]
    return {"success": True, "data": {}} if call.first else {"ok": True}


def _email_account_ids(call: Call) -> list[int]:
    # The vendor's documents show one id and a list of ids; integrators report the list alone.
    one = call.body((), ("email_account_ids",)).get("email_account_id")
    if call.first and one is not None:
        return [call.number("email_account_id", one, 1)]
    ids = call.body(("email_account_ids",), ())["email_account_ids"]
    return [
        call.number(f"email_account_ids[{index}]", id_, 1)
        for index, id_ in enumerate(call.array("email_account_ids", ids))
    ]
