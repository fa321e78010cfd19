"""The clients of an agency."""

from __future__ import annotations

from typing import Any

from ._routing import Call, Routes

routes = Routes()


@routes.add("GET", "/client/", only="live")
def list_clients(call: Call) -> Any:
    return call.state.clients
