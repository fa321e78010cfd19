"""Lists of leads: their leads are the account's, and go to campaigns when they are pushed."""

from __future__ import annotations

from typing import Any

from ._answer import lookup
from ._lead_import import LISTS, check_lead, is_listed
from ._reference import Json
from ._routing import Call, Pages

pages = Pages()


def _list(call: Call, id_: int) -> Json:
    return lookup(call.state.lead_lists, id_, "Lead list")


def _view(lead_list: Json) -> Json:
    shown = ("id", "name", "created_at", "updated_at")
    return {**{key: lead_list[key] for key in shown}, "lead_count": len(lead_list["lead_ids"])}


@pages.add("lead_lists.create")
def create_list(call: Call) -> Any:
    id_, made = call.state.next_id(), call.state.now()
    lead_list = {"id": id_, "name": call.fields["listName"], "created_at": made, "updated_at": made}
    call.state.lead_lists[id_] = {**lead_list, "lead_ids": [], "tag_ids": []}
    return {"ok": True, "data": lead_list}


@pages.add("lead_lists.list")
def list_lists(call: Call) -> Any:
    offset, limit = call.page(1000, 10)
    tags = {int(tag) for tag in call.query.get("tagIds", "").split(",") if tag.strip().isdecimal()}
    rows = [
        _view(each)
        for each in call.state.lead_lists.values()
        if call.query.get("listName", "").lower() in each["name"].lower()
        and (not tags or tags & set(each["tag_ids"]))
    ]
    return {"ok": True, "data": rows[offset : offset + limit]}


@pages.add("lead_lists.get")
def get_list(call: Call) -> Any:
    return {"ok": True, "data": _view(_list(call, call.ids["id"]))}


@pages.add("lead_lists.update")
def update_list(call: Call) -> Any:
    lead_list = _list(call, call.ids["id"])
    lead_list.update(name=call.fields["listName"], updated_at=call.state.now())
    return {"ok": True, "data": _view(lead_list)}


@pages.add("lead_lists.delete")
def delete_list(call: Call) -> Any:
    del call.state.lead_lists[_list(call, call.ids["id"])["id"]]
    return {"ok": True, "message": "Lead list deleted successfully"}


@pages.add("lead_lists.assign_tags")
def assign_tags(call: Call) -> Any:
    added, removed = call.ids_of("tagIds"), call.ids_of("removeTagIds")
    for lead_list in [_list(call, id_) for id_ in call.ids_of("listIds")]:
        kept = [tag for tag in lead_list["tag_ids"] if tag not in removed]
        lead_list["tag_ids"] = list(dict.fromkeys([*kept, *added]))
    return {"ok": True, "message": "Tags updated successfully"}


@pages.add("lead_lists.import_leads")
def import_leads(call: Call) -> Any:
    lead_list, leads = _list(call, call.ids["id"]), call.fields["leadList"]
    for index, lead in enumerate(leads):
        check_lead(call, lead, f"leadList[{index}].")
    taken = [lead for lead in leads if not _is_blocked(call, lead)]
    ids = [call.state.put_own_lead(lead, call.state.now())["id"] for lead in taken]
    imported = _extend(call, lead_list, ids)
    counts = {"duplicates": len(taken) - imported, "blocked": len(leads) - len(taken)}
    return {"ok": True, "data": {"total_leads": len(leads), "imported": imported, **counts}}


def _is_blocked(call: Call, lead: Json) -> bool:
    settings: Json = call.fields.get("csvSettings") or {}
    ignores = settings.get("ignoreGlobalBlockList") or settings.get(LISTS["blocked"])
    return not ignores and is_listed(lead["email"].strip().lower(), call.state.block_list)


def _extend(call: Call, lead_list: Json, ids: list[int]) -> int:
    """Put leads into a list; return how many were not there yet."""
    before, lead_list["updated_at"] = len(lead_list["lead_ids"]), call.state.now()
    lead_list["lead_ids"] = list(dict.fromkeys([*lead_list["lead_ids"], *ids]))
    return len(lead_list["lead_ids"]) - before


def _leave(call: Call, lead_list: Json | None, ids: list[int]) -> None:
    """Take leads that are moved, not copied, out of their list."""
    if lead_list and call.fields["action"] == "move":
        lead_list["lead_ids"] = [id_ for id_ in lead_list["lead_ids"] if id_ not in ids]


@pages.add("lead_lists.push_between_lists")
def push_between_lists(call: Call) -> Any:
    target, source = _list(call, call.id("toListId")), None
    if "fromListId" in call.fields:
        source = _list(call, call.id("fromListId"))
    elif "leadIds" not in call.fields:
        raise call.dialect.refusal("leadIds", "is required")
    ids = call.ids_of("leadIds") or list(source["lead_ids"] if source else ())
    _extend(call, target, [call.state.lead(id_)["id"] for id_ in ids])
    _leave(call, source, ids)
    return {"ok": True, "data": {"total_leads_moved": len(ids)}}


@pages.add("lead_lists.push_to_campaign")
def push_to_campaign(call: Call) -> Any:
    wanted: Json = call.fields.get("leadList") or {}
    source = _list(call, wanted["listId"]) if wanted.get("listId") else None
    every = source["lead_ids"] if source else call.state.leads if wanted.get("allLeads") else ()
    leads = [call.state.lead(id_) for id_ in wanted.get("leadIds") or every]
    campaign = call.state.campaign(_campaign_id(call))
    before = len(campaign.leads)
    for lead in leads:
        call.state.put_lead(campaign, lead)
    _leave(call, source, [lead["id"] for lead in leads])
    pushed = len(campaign.leads) - before
    counts = {"pushed": pushed, "duplicates": len(leads) - pushed}
    return {"ok": True, "data": {"total_leads": len(leads), **counts}}


def _campaign_id(call: Call) -> int:
    if "campaignId" in call.fields:
        return call.id("campaignId")
    if name := call.fields.get("campaignName"):
        return call.state.seed_campaign(name)
    raise call.dialect.refusal("campaignId", "is required")
