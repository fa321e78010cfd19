"""Resources whose requests are written down instead of sent."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace
from typing import Any

from smartlead_async import RateLimit
from smartlead_async._codec import dumps
from smartlead_async._endpoint import Request
from smartlead_async._options import NOT_GIVEN
from smartlead_async.resources import Analytics, Campaigns, EmailAccounts, Leads, Webhooks
from tests.contract.reference import Row

RESOURCES = {
    "campaigns": Campaigns,
    "leads": Leads,
    "email_accounts": EmailAccounts,
    "analytics": Analytics,
    "webhooks": Webhooks,
}


class Sent(Exception):
    """Ends a call where it would be sent."""


class Recorder:
    """Takes the place of the pipeline."""

    channel = SimpleNamespace(rate_limits=(RateLimit(10, 2.0),))

    def __init__(self) -> None:
        self.requests: list[Request[Any]] = []

    async def execute(self, request: Request[Any], **_: Any) -> Any:
        self.requests.append(request)
        raise Sent


async def requested(call: str, *args: Any, **kwargs: Any) -> Request[Any]:
    """Return the first request that a method makes."""
    recorder = Recorder()
    resource, method = call.split(".")
    answer = getattr(RESOURCES[resource](recorder), method)(*args, **kwargs)
    try:
        await (anext(answer) if hasattr(answer, "__anext__") else answer)
    except Sent:
        return recorder.requests[0]
    raise AssertionError(f"{call} sent nothing")


def body_of(request: Request[Any]) -> Any:
    """Return a request's body as the service reads it."""
    return NOT_GIVEN if request.json is NOT_GIVEN else json.loads(dumps(request.json))


def keyword(name: str) -> str:
    """Return the keyword of a parameter: its wire name in snake_case."""
    return re.sub("[A-Z]", lambda capital: f"_{capital[0].lower()}", name)


def parameters(row: Row) -> list[Any]:
    """Return the reference's parameters of an endpoint."""
    body = row.body if isinstance(row.body, tuple) else ()
    return [*row.query, *body]


def arguments(row: Row, *, everything: bool) -> dict[str, Any]:
    """Return keyword arguments: for all parameters, or for those that are required."""
    chosen = [each for each in parameters(row) if everything or each.required]
    chosen += row.extra if everything else ()
    return {keyword(each.name): each.given for each in chosen if each.given is not ...}
