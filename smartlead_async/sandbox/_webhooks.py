"""Webhooks: the routes of the reference, and those that integrators use."""

from __future__ import annotations

from typing import Any

from ._answer import Refusal
from ._reference import KEYS, Json, shape
from ._routing import Call, Routes
from ._state import now

routes = Routes()

NUMBERED = {"1": "user", "2": "client", "3": "campaign"}
SCOPES = {**NUMBERED, **{name: name for name in NUMBERED.values()}}


def _create(call: Call, body: Json) -> Json:
    id_ = call.state.next_id()
    call.state.webhooks[id_] = shape("webhook", id=id_, created_at=now()) | body
    return call.state.webhooks[id_]


def _webhook(call: Call, id_: int) -> Json:
    if id_ not in call.state.webhooks:
        raise Refusal(404, {"error": "Webhook not found"})
    return call.state.webhooks[id_]


@routes.add("POST", "/webhooks", only="reference")
def create_webhook(call: Call) -> Any:
    return {"success": True, "data": _create(call, call.body(("webhook_url",), KEYS["webhook"]))}


@routes.add("GET", "/webhooks", only="reference")
def list_webhooks(call: Call) -> Any:
    return list(call.state.webhooks.values())


@routes.add("PATCH", "/webhooks/{webhook_id}", only="reference")
@routes.add("PUT", "/webhook/update/{webhook_id}", only="live")
def update_webhook(call: Call) -> Any:
    webhook = _webhook(call, call.ids["webhook_id"])
    webhook.update(call.body((), KEYS["webhook"]), updated_at=now())
    if call.first:
        return {"success": True, "data": webhook}
    return {"ok": True, "id": webhook["id"], "message": "Webhook saved successfully"}


@routes.add("DELETE", "/webhooks/{webhook_id}", only="reference")
@routes.add("DELETE", "/webhook/delete/{webhook_id}", only="live")
@routes.add("DELETE", "/webhook/delete", only="live")
@routes.add("DELETE", "/campaigns/{campaign_id}/webhooks/{webhook_id}", only="live")
@routes.add("DELETE", "/campaigns/{campaign_id}/webhooks", only="live")
def delete_webhook(call: Call) -> Any:
    id_ = call.ids.get("webhook_id") or call.number("id", call.body(("id",), ())["id"], 1)
    del call.state.webhooks[_webhook(call, id_)["id"]]
    return call.dialect.done("Webhook deleted successfully")


@routes.add("POST", "/webhook/create", only="live")
def create_scoped_webhook(call: Call) -> Any:
    body = call.body(("webhook_url", "association_type"), KEYS["webhook"])
    if call.one_of("association_type", body["association_type"], SCOPES) == "campaign":
        call.keys(body, ("email_campaign_id",), body.keys())
    webhook = _create(call, body)
    return {"ok": True, "id": webhook["id"], "webhook_url": webhook["webhook_url"]}


@routes.add("GET", "/campaigns/{campaign_id}/webhooks", only="live")
def list_campaign_webhooks(call: Call) -> Any:
    id_, rows = call.campaign().fields["id"], call.state.webhooks.values()
    return [_view(row) for row in rows if row.get("email_campaign_id") == id_]


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
    webhook = _webhook(call, body["id"]) if body.get("id") else _create(call, {})
    saved = {key: body[key] for key in required}
    webhook.update(saved, email_campaign_id=campaign_id, updated_at=now())
    return _view(webhook)


def _view(webhook: Json) -> Json:
    return {key: webhook.get(key) for key in KEYS["campaign_webhook"]}
