"""Tags of leads, and the notes and tasks about them."""

from __future__ import annotations

from typing import Any

from ._answer import lookup
from ._reference import Json
from ._routing import Call, Pages

pages = Pages()


@pages.add("lead_tags.list")
def list_tags(call: Call) -> Any:
    tags, wanted = call.state.tags, call.query.get("leadId")
    if wanted is None:
        return {"ok": True, "data": [{**tag, "tag_mapping_id": None} for tag in tags.values()]}
    rows = [
        {**tags[each["tag_id"]], "tag_mapping_id": id_}
        for id_, each in call.state.lead_tags.items()
        if str(each["lead_id"]) == wanted and each["tag_id"] in tags
    ]
    return {"ok": True, "data": rows}


@pages.add("lead_tags.add_to_lead")
def add_tags(call: Call) -> Any:
    lead_id = call.state.lead(call.id("leadId"))["id"]
    for id_ in call.ids_of("tagIds"):
        mapping = {"lead_id": lead_id, "tag_id": lookup(call.state.tags, id_, "Tag")["id"]}
        if mapping not in call.state.lead_tags.values():
            call.state.lead_tags[call.state.next_id()] = mapping
    return {"ok": True, "message": "Tags added to lead successfully"}


@pages.add("lead_tags.remove_from_lead")
def remove_tag(call: Call) -> Any:
    lookup(call.state.lead_tags, call.ids["tagMappingId"], "Tag mapping")
    del call.state.lead_tags[call.ids["tagMappingId"]]
    return {"ok": True, "message": "Tag removed from lead successfully"}


@pages.add("lead_notes.create")
def create_note(call: Call) -> Any:
    note = {**_record(call, "note_message"), "created_by": "Sandbox"}
    call.state.lead_notes.append(note)
    return {"ok": True, "data": note}


@pages.add("lead_notes.list")
def list_notes(call: Call) -> Any:
    return {"ok": True, "data": _of_lead(call, call.state.lead_notes)}


@pages.add("lead_tasks.create")
def create_task(call: Call) -> Any:
    task = {**_record(call, "name", "description", "priority", "due_date"), "status": "pending"}
    call.state.lead_tasks.append(task)
    data = {**task, "task_id": task["id"]}
    return {"success": True, "message": "Task created successfully", "data": data}


@pages.add("lead_tasks.list")
def list_tasks(call: Call) -> Any:
    return {"ok": True, "data": _of_lead(call, call.state.lead_tasks)}


def _record(call: Call, *names: str) -> Json:
    """Make a record about the lead of the body, with its fields of these names."""
    _, row = call.state.mapped(call.id("email_lead_map_id"))
    return {
        "id": call.state.next_id(),
        "lead_id": row.lead["id"],
        "email_lead_map_id": row.campaign_lead_map_id,
        **{name: call.fields.get(name) for name in names},
        "created_at": call.state.now(),
    }


def _of_lead(call: Call, records: list[Json]) -> list[Json]:
    id_ = call.state.lead(call.ids["id"])["id"]
    return [record for record in records if record["lead_id"] == id_]
