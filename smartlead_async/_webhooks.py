"""Webhook deliveries as typed events, whatever server framework receives them."""

from __future__ import annotations

from typing import Any

from ._codec import DecodeProblem, is_object, loads, structure
from ._errors import ResponseDecodeError
from .models.webhook_events import EVENTS, WebhookEvent

__all__ = ["parse_webhook"]


def parse_webhook(body: bytes | str) -> WebhookEvent:
    """Return the event in the body of a webhook delivery.

    Check ``secret_key`` (or the signature your server sees) before you trust it.

    Args:
        body: The body of the POST request, as received.

    Raises:
        ResponseDecodeError: If the body is not an event; ``location`` says where it is not.
    """
    try:
        data = loads(body)
        return structure(data, _event_class(data))
    except DecodeProblem as found:
        problem = found
    raw = body if isinstance(body, bytes) else body.encode(errors="replace")
    raise ResponseDecodeError(problem.problem, location=problem.location, body=raw)


def _event_class(data: Any) -> type[WebhookEvent]:
    name = data.get("event_type") or data.get("event") if is_object(data) else None
    return EVENTS.get(name, WebhookEvent) if isinstance(name, str) else WebhookEvent
