"""Tags, and which email accounts carry them."""

from __future__ import annotations

from typing import Any

from ._answer import lookup
from ._routing import Call, Pages

pages = Pages()

COLOR = "#4CAF50"


@pages.add("email_account_tags.create")
def create_tag(call: Call) -> Any:
    id_, fields = call.state.next_id(), call.fields
    tag = {"id": id_, "name": fields["name"], "color": fields.get("color", COLOR)}
    call.state.tags[id_] = tag
    return {"ok": True, "data": tag}


@pages.add("email_account_tags.update")
def update_tag(call: Call) -> Any:
    tag = lookup(call.state.tags, call.id("id"), "Tag")
    tag.update({key: call.fields[key] for key in ("name", "color")})
    return {"ok": True, "data": tag}


@pages.add("email_account_tags.assign")
def assign_tags(call: Call) -> Any:
    for id_, tags, wanted in _mapping(call):
        call.state.account_tags[id_] = list(dict.fromkeys([*tags, *wanted]))
    return {"ok": True, "message": "Tags assigned successfully"}


@pages.add("email_account_tags.remove")
def remove_tags(call: Call) -> Any:
    for id_, tags, unwanted in _mapping(call):
        call.state.account_tags[id_] = [tag for tag in tags if tag not in unwanted]
    return {"ok": True, "message": "Tags removed successfully"}


def _mapping(call: Call) -> list[tuple[int, list[int], list[int]]]:
    """Return each email account with its tags and those of the request."""
    tags = [lookup(call.state.tags, id_, "Tag")["id"] for id_ in call.ids_of("tag_ids")]
    accounts = map(call.state.email_account, call.ids_of("email_account_ids"))
    ids = [account["id"] for account in accounts]
    return [(id_, call.state.account_tags.get(id_, []), tags) for id_ in ids]


@pages.add("email_account_tags.list_for_emails")
def list_tags_of_accounts(call: Call) -> Any:
    wanted = {email.strip().lower() for email in call.fields["email_ids"]}
    accounts = call.state.email_accounts.values()
    rows = [
        {
            "email_account_id": account["id"],
            "from_email": account["from_email"],
            "tags": call.state.tags_of_account(account["id"]),
        }
        for account in accounts
        if account["from_email"].lower() in wanted
    ]
    return {"ok": True, "data": rows}
