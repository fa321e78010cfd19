"""Webhooks: the routes of the reference, and those that integrators use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ._answer import Refusal, lookup
from ._clock import moment
from ._dialect import percentage
from ._reference import KEYS, Json
from ._routing import Call, Pages, Routes

if TYPE_CHECKING:
    from ._deliveries import Delivery

routes, pages = Routes(), Pages()

NUMBERED = {"1": "user", "2": "client", "3": "campaign"}
WEBHOOK: Json = dict.fromkeys(("email_campaign_id", "updated_at")) | {
    "event_type_map": {},
    "category_id_map": {},
}
OF_ONE_EVENT = ("event_type", "category_id", "force_create")
SCOPES = {**NUMBERED, **{name: name for name in NUMBERED.values()}}


def _webhook(call: Call, id_: int) -> Json:
    return lookup(call.state.webhooks, id_, "Webhook")


@routes.add("POST", "/webhooks", only="reference")
def create_webhook(call: Call) -> Any:
    return {
        "success": True,
        "data": call.state.put_webhook(**call.body(("webhook_url",), KEYS["webhook"])),
    }


@routes.add("GET", "/webhooks", only="reference")
def list_webhooks(call: Call) -> Any:
    return list(call.state.webhooks.values())


@routes.add("PATCH", "/webhooks/{webhook_id}", only="reference")
def update_webhook(call: Call) -> Any:
    webhook = _webhook(call, call.ids["webhook_id"])
    webhook.update(call.body((), KEYS["webhook"]), updated_at=call.state.now())
    return {"success": True, "data": webhook}


@routes.add("PUT", "/webhook/update/{webhook_id}", only="live")
@pages.add("webhooks.update_scoped")
def update_scoped_webhook(call: Call) -> Any:
    id_ = update_webhook(call)["data"]["id"]
    return {"ok": True, "id": id_, "message": "Webhook saved successfully"}


@routes.add("DELETE", "/webhooks/{webhook_id}", only="reference")
@routes.add("DELETE", "/webhook/delete/{webhook_id}", only="live")
@routes.add("DELETE", "/webhook/delete", only="live")
@routes.add("DELETE", "/campaigns/{campaign_id}/webhooks/{webhook_id}", only="live")
@routes.add("DELETE", "/campaigns/{campaign_id}/webhooks", only="live")
@pages.add("webhooks.delete_for_campaign")
def delete_webhook(call: Call) -> Any:
    id_ = call.ids.get("webhook_id") or call.number("id", call.body(("id",), ())["id"], 1)
    del call.state.webhooks[_webhook(call, id_)["id"]]
    return call.dialect.done("Webhook deleted successfully")


@pages.add("webhooks.delete_scoped")
def delete_scoped_webhook(call: Call) -> Any:
    delete_webhook(call)
    return {"ok": True}


@pages.add("webhooks.get")
def get_webhook(call: Call) -> Any:
    webhook = _webhook(call, call.ids["webhook_id"])
    return {"ok": True, "data": {**WEBHOOK, **webhook}}


@routes.add("POST", "/webhook/create", only="live")
@pages.add("webhooks.create_scoped")
def create_scoped_webhook(call: Call) -> Any:
    body = call.body(("webhook_url", "association_type"), (*KEYS["webhook"], *OF_ONE_EVENT))
    if call.one_of("association_type", body["association_type"], SCOPES) == "campaign":
        call.keys(body, ("email_campaign_id",), body.keys())
    webhook = call.state.put_webhook(**body)
    return {"ok": True, "id": webhook["id"], "webhook_url": webhook["webhook_url"]}


@routes.add("GET", "/campaigns/{campaign_id}/webhooks", only="live")
def list_campaign_webhooks(call: Call) -> Any:
    return [_view(row) for row in _of_campaign(call)]


@pages.add("webhooks.list_for_campaign")
def list_documented_webhooks(call: Call) -> Any:
    return {"success": True, "data": _of_campaign(call)}


def _of_campaign(call: Call) -> list[Json]:
    id_, rows = call.campaign().fields["id"], call.state.webhooks.values()
    return [row for row in rows if row.get("email_campaign_id") == id_]


@routes.add("POST", "/campaigns/{campaign_id}/webhooks", only="live")
def save_campaign_webhook(call: Call) -> Any:
    campaign_id = call.campaign().fields["id"]
    required = ("name", "webhook_url", "event_types", "categories")
    body = call.body(required, ("id", *KEYS["webhook"]))
    if not call.array("categories", body["categories"], 0):
        raise call.dialect.refusal("categories", "does not contain 1 required value(s)")
    for event in call.array("event_types", body["event_types"]):
        if event not in KEYS["campaign_webhook_events"]:
            raise Refusal(400, {"error": f"Invalid event_types - {event}"})
    return _view(_saved(call, campaign_id, {key: body[key] for key in required}))


@pages.add("webhooks.save_for_campaign")
def save_documented_webhook(call: Call) -> Any:
    named = {key: value for key, value in call.fields.items() if key in KEYS["webhook"]}
    return {"success": True, "data": _saved(call, call.campaign().fields["id"], named)}


def _saved(call: Call, campaign_id: int, fields: Json) -> Json:
    """Save the webhook that the body names by its id, or a new one."""
    webhook = _webhook(call, call.id("id")) if call.fields.get("id") else call.state.put_webhook()
    webhook.update(fields, email_campaign_id=campaign_id, updated_at=call.state.now())
    return webhook


@pages.add("webhooks.summary_for_campaign")
def summarize_deliveries(call: Call) -> Any:
    sent = _deliveries(call, call.query)
    delivered = sum(each.delivered for each in sent)
    return {
        "total_calls": len(sent),
        "successful_calls": delivered,
        "failed_calls": sum(each.failed for each in sent),
        "success_rate": percentage(delivered, len(sent)),
    }


@pages.add("webhooks.retrigger_failed_for_campaign")
def retrigger_deliveries(call: Call) -> Any:
    failed = [each for each in _deliveries(call, call.fields) if each.failed]
    for delivery in failed:
        call.deliveries.send_again(delivery)
    return {"success": True, "retriggered_count": len(failed)}


def _deliveries(call: Call, given: Mapping[str, str]) -> list[Delivery]:
    """Return the deliveries about the campaign's events, between the two times that are given."""
    id_ = call.state.campaign(call.ids["campaignId"]).fields["id"]
    since, until = (_time(call, given, name) for name in ("fromTime", "toTime"))
    return call.deliveries.of_campaign(id_, since, until)


def _time(call: Call, given: Mapping[str, str], name: str) -> datetime:
    try:
        return moment(given[name])
    except ValueError:
        raise call.dialect.refusal(name, "must be in ISO 8601 date format") from None


def _view(webhook: Json) -> Json:
    return {key: webhook.get(key) for key in KEYS["campaign_webhook"]}
