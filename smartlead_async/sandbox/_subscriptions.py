"""Which webhooks ask for an event."""

from __future__ import annotations

from typing import Any

from ._reference import Json
from ._routing import is_object
from ._state import Event, State
from ._webhooks import SCOPES

# The names of other pages of the reference, under which a webhook may ask for an event.
NAMES = {
    "LEAD_OPENED": "EMAIL_OPEN",
    "EMAIL_OPENED": "EMAIL_OPEN",
    "LEAD_CLICKED": "EMAIL_LINK_CLICK",
    "EMAIL_CLICKED": "EMAIL_LINK_CLICK",
    "LEAD_REPLIED": "EMAIL_REPLY",
    "EMAIL_REPLIED": "EMAIL_REPLY",
    "LEAD_BOUNCED": "EMAIL_BOUNCE",
    "EMAIL_BOUNCED": "EMAIL_BOUNCE",
    "EMAIL_UNSUBSCRIBED": "LEAD_UNSUBSCRIBED",
}


def asking(state: State, event: Event) -> list[Json]:
    """Return the webhooks that ask for an event.

    One of the user's takes the event from those of clients and campaigns, as documented.
    """
    found = [each for each in state.webhooks.values() if _asks(state, each, event)]
    of_user = [each for each in found if level(each) == "user"]
    return of_user or found


def level(webhook: Json) -> str:
    """Return whose events a webhook reports: `user`, `client` or `campaign`."""
    if webhook.get("association_type"):
        return SCOPES.get(str(webhook["association_type"]), "user")
    if webhook.get("email_campaign_id"):
        return "campaign"
    return "client" if webhook.get("client_id") else "user"


def _asks(state: State, webhook: Json, event: Event) -> bool:
    names = _event_types(webhook)
    return (
        bool(webhook["is_active"] and webhook.get("webhook_url"))
        and (event.type in names or not names)
        and _covers(state, webhook, event)
        and (event.type != "LEAD_CATEGORY_UPDATED" or _reports_category(state, webhook, event))
    )


def _event_types(webhook: Json) -> set[str]:
    """Return the event types that a webhook lists; none means every one."""
    listed = {*(webhook.get("event_types") or ()), *_switched_on(webhook.get("event_type_map"))}
    listed |= {webhook["event_type"]} if webhook.get("event_type") else set()
    return {NAMES.get(name, name) for name in listed}


def _covers(state: State, webhook: Json, event: Event) -> bool:
    match level(webhook):
        case "campaign":
            return str(webhook.get("email_campaign_id")) in _campaign_ids(state, event)
        case "client":
            about = event.campaign.fields if event.campaign else event.email_account or {}
            return str(webhook.get("client_id")) == str(about["client_id"])
        case _:
            return True


def _campaign_ids(state: State, event: Event) -> set[str]:
    """Return the campaigns of an event: for an email account, all that send from it."""
    if event.campaign:
        return {str(event.campaign.fields["id"])}
    account = event.email_account or {}
    return {str(id_) for id_ in state.campaigns_of_account(account["id"])}


def _reports_category(state: State, webhook: Json, event: Event) -> bool:
    """Whether a webhook names the lead's category, or none at all."""
    id_ = event.row.lead_category_id if event.row else None
    listed = {*_switched_on(webhook.get("category_id_map"))}
    listed |= {str(webhook["category_id"])} if webhook.get("category_id") else set()
    names: list[str] = webhook.get("categories") or []
    return (not listed and not names) or str(id_) in listed or state.category_name(id_) in names


def _switched_on(switches: Any) -> list[str]:
    return [name for name, is_on in switches.items() if is_on] if is_object(switches) else []
