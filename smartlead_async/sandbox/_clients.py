"""The clients of an agency and their API keys."""

from __future__ import annotations

import secrets
from typing import Any

from ._answer import Refusal, lookup
from ._reference import Json
from ._routing import Call, Pages, Routes

routes, pages = Routes(), Pages()

SECRETS = ("password", "uuid")


@routes.add("GET", "/client/", only="live")
def list_clients(call: Call) -> Any:
    return call.state.clients


@pages.add("clients.list")
def list_documented_clients(call: Call) -> Any:
    return {"ok": True, "data": call.state.clients}


@pages.add("clients.save")
def save_client(call: Call) -> Any:
    fields = {key: value for key, value in call.fields.items() if key not in SECRETS}
    client = _client(call, call.id("id")) if "id" in fields else _new_client(call)
    client.update({**fields, "id": client["id"]})
    return {"ok": True, "data": {**client, "api_key": f"cl_sandbox_{client['id']}"}}


def _new_client(call: Call) -> Json:
    client: Json = {"id": call.state.next_id(), "created_at": call.state.now()}
    call.state.clients.append(client)
    return client


def _client(call: Call, id_: int) -> Json:
    for client in call.state.clients:
        if client["id"] == id_:
            return client
    raise Refusal(404, {"error": "Client not found"})


@pages.add("clients.create_api_key")
def create_api_key(call: Call) -> Any:
    id_, client = call.state.next_id(), _client(call, call.id("clientId"))
    made = {"id": id_, "client_id": client["id"], "key_name": call.fields["keyName"]}
    key = {**made, "api_key": _new_key(), "status": "active", "created_at": call.state.now()}
    call.state.client_api_keys[id_] = key
    return {"ok": True, "data": key}


def _new_key() -> str:
    return "cl_sandbox_" + secrets.token_hex(16)


@pages.add("clients.list_api_keys")
def list_api_keys(call: Call) -> Any:
    names = {"client_id": "clientId", "status": "status", "key_name": "keyName"}
    rows = [
        row
        for row in call.state.client_api_keys.values()
        if all(call.query.get(name, str(row[key])) == str(row[key]) for key, name in names.items())
    ]
    return {"ok": True, "data": rows}


@pages.add("clients.reset_api_key")
def reset_api_key(call: Call) -> Any:
    key = lookup(call.state.client_api_keys, call.ids["id"], "API key")
    key["api_key"] = _new_key()
    return {"ok": True, "data": key}


@pages.add("clients.delete_api_key")
def delete_api_key(call: Call) -> Any:
    key = lookup(call.state.client_api_keys, call.ids["id"], "API key")
    del call.state.client_api_keys[key["id"]]
    return {"ok": True, "message": "API key deleted successfully"}
