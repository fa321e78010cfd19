"""The entries of the block list; imports of leads keep to it."""

from __future__ import annotations

from typing import Any

from ._answer import Refusal
from ._reference import Json
from ._routing import Call, Pages

pages = Pages()


@pages.add("utilities.list_block_list")
def list_entries(call: Call) -> Any:
    offset, limit = call.page(1000)
    rows = [row for row in call.state.blocked() if _matches(call, row)]
    return rows[offset : offset + limit]


def _matches(call: Call, row: Json) -> bool:
    entry, query = row["email_or_domain"], call.query
    return (
        query.get("filter_email_or_domain", "").lower() in entry
        and query.get("filter_client_id", str(row["client_id"])) == str(row["client_id"])
        and entry.endswith(query.get("filter_email_with_domain", "").lower())
    )


@pages.add("utilities.delete_from_block_list")
def delete_entry(call: Call) -> Any:
    id_ = call.number("id", call.query["id"], 0)
    entry = next((row["email_or_domain"] for row in call.state.blocked() if row["id"] == id_), None)
    if entry is None:
        raise Refusal(404, {"error": "Block list entry not found"})
    call.state.block_list.discard(entry)
    return {"success": True, "message": "Entry deleted successfully"}


@pages.add("inbox.block_domains")
def block_domains(call: Call) -> Any:
    call.state.blocked()  # entries that are there already keep their source
    domains, source = call.fields["domains"], call.fields.get("source", "manual")
    call.state.block_list |= {domain.strip().lower() for domain in domains}
    call.state.blocked(source)
    data = {"blocked_domains": domains, "source": source, "blocked_at": call.state.now()}
    return {"success": True, "message": "Domains blocked successfully", "data": data}
