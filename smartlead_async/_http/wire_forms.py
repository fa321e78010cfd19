"""The wire forms: where the service is reported to understand another form than the reference's.

The reference's form is always sent first. An endpoint for which another is reported carries it as
``other``. All of them stand in the table below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from attrs import evolve, frozen

from .._scalars import is_list

__all__ = ["Arguments", "WireForm"]


@frozen
class Arguments:
    """The arguments of a call, in one form or the other.

    Attributes:
        ids: The ids in the path.
        query: Query parameters, as text.
        json: The body, or NOT_GIVEN for none.
    """

    ids: tuple[int | str, ...]
    query: tuple[tuple[str, str], ...]
    json: Any


def _unchanged(given: Arguments) -> Arguments:
    return given


@frozen(eq=False)
class WireForm:
    """Another form of an endpoint.

    Attributes:
        method: HTTP method.
        path: Path below the base URL; ``{name}`` stands for the next of the ids.
        rewrite: Returns the same arguments in this form, or None if it cannot express them.
        route_only: Whether only an unknown route leads here, never a refused body.
    """

    method: str
    path: str
    rewrite: Callable[[Arguments], Arguments | None] = _unchanged
    route_only: bool = False


# ── rewriting ────────────────────────────────────────────────────────────────────────────────


def _renamed(**names: str) -> Callable[[Arguments], Arguments]:
    def rewrite(given: Arguments) -> Arguments:
        return evolve(
            given, json={names.get(name, name): value for name, value in given.json.items()}
        )

    return rewrite


def _reworded(**words: Mapping[str, str]) -> Callable[[Arguments], Arguments]:
    """Replace values of the named fields, or of the lists in them."""

    def translate(name: str, value: Any) -> Any:
        if is_list(value):
            return [translate(name, item) for item in value]
        return words.get(name, {}).get(value, value) if isinstance(value, str) else value

    def rewrite(given: Arguments) -> Arguments:
        body = {name: translate(name, value) for name, value in given.json.items()}
        return evolve(given, json=body)

    return rewrite


def _wrapped_steps(given: Arguments) -> Arguments:
    return evolve(given, json={"sequences": [_wrapped_step(step) for step in given.json]})


def _wrapped_step(step: Mapping[str, Any]) -> dict[str, Any]:
    """Write a single variant as the step's own text: the service is reported to refuse one."""
    rest = {name: value for name, value in step.items() if name != "variants"}
    variants: list[Mapping[str, Any]] = step.get("variants") or []
    if len(variants) != 1:
        return rest | ({"seq_variants": variants} if variants else {})
    rest.pop("variant_distribution_type", None)
    return rest | {name: variants[0].get(name, "") for name in ("subject", "email_body")}


def _block_list(given: Arguments) -> Arguments:
    body = dict(given.json)
    entries = [body.pop(name) for name in ("email", "domain") if name in body]
    return evolve(given, json={"domain_block_list": entries, **body})


def _with_dates(given: Arguments) -> Arguments | None:
    dates = {"start_date", "end_date"}
    return given if dates <= {name for name, _ in given.query} else None


def _scoped_webhook(given: Arguments) -> Arguments:
    """Name the owner of the webhook, and write its events as switches."""
    body = dict(given.json)
    scopes = {"email_campaign_id": "campaign", "client_id": "client"}
    scope = next((scopes[name] for name in scopes if body.get(name) is not None), "user")
    body.setdefault("association_type", scope)
    if "event_types" in body:
        switches = dict.fromkeys(body.pop("event_types") or (), True)
        body["event_type_map"] = switches | (body.get("event_type_map") or {})
    return evolve(given, json=body)


def _by_sending(given: Arguments) -> Arguments:
    """Name the email that is replied to in place of the lead."""
    body = {name: value for name, value in given.json.items() if name != "lead_id"}
    return evolve(given, json={"email_stats_id": None, **body})


def _id_in_body(given: Arguments) -> Arguments:
    return evolve(given, ids=(), json={"id": given.ids[0]})


# ── the table ────────────────────────────────────────────────────────────────────────────────

STATUS_BY_POST: Final = WireForm(
    "POST", "/campaigns/{campaign_id}/status", _reworded(status={"ACTIVE": "START"})
)
NEW_LEADS_PER_DAY: Final = WireForm(
    "POST",
    "/campaigns/{campaign_id}/schedule",
    _renamed(max_leads_per_day="max_new_leads_per_day"),
)
SECOND_VOCABULARY: Final = WireForm(
    "POST",
    "/campaigns/{campaign_id}/settings",
    _reworded(
        track_settings={
            "DONT_EMAIL_OPEN": "DONT_TRACK_EMAIL_OPEN",
            "DONT_LINK_CLICK": "DONT_TRACK_LINK_CLICK",
        },
        stop_lead_settings={"OPENED_EMAIL": "OPEN_AN_EMAIL", "CLICKED_LINK": "CLICK_ON_A_LINK"},
    ),
)
WRAPPED_SEQUENCES: Final = WireForm("POST", "/campaigns/{campaign_id}/sequences", _wrapped_steps)
USER_NAME: Final = WireForm("POST", "/email-accounts/save", _renamed(username="user_name"))
BLOCK_LIST: Final = WireForm("POST", "/leads/add-domain-block-list", _block_list)
REPLY_BY_SENDING: Final = WireForm(
    "POST", "/campaigns/{campaign_id}/reply-email-thread", _by_sending
)
OVERALL_STATS: Final = WireForm("GET", "/analytics/overall-stats-v2", _with_dates)
CREATE_WEBHOOK: Final = WireForm("POST", "/webhook/create", _scoped_webhook, route_only=True)
UPDATE_WEBHOOK: Final = WireForm("PUT", "/webhook/update/{webhook_id}", route_only=True)
DELETE_WEBHOOK: Final = WireForm("DELETE", "/webhook/delete", _id_in_body, route_only=True)
