"""Webhook subscriptions: ``/webhooks``."""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from typing import Final

from .._http import wire_forms
from .._http.endpoint import Endpoint
from .._http.envelopes import acknowledgement, many, one
from .._options import NOT_GIVEN, NotGiven
from .._validate import non_empty_text, non_empty_texts, positive_id
from ..models import Acknowledgement, Webhook, WebhookEventType
from ._base import Resource, optional

__all__ = ["Webhooks"]

_LIST: Final = Endpoint("GET", "/webhooks", "safe", many(Webhook, "webhooks"))
_CREATE: Final = Endpoint(
    "POST", "/webhooks", "never", one(Webhook, "webhook"), other=wire_forms.CREATE_WEBHOOK
)
_UPDATE: Final = Endpoint(
    "PATCH",
    "/webhooks/{webhook_id}",
    "idempotent",
    acknowledgement,
    other=wire_forms.UPDATE_WEBHOOK,
)
_DELETE: Final = Endpoint(
    "DELETE",
    "/webhooks/{webhook_id}",
    "idempotent",
    acknowledgement,
    other=wire_forms.DELETE_WEBHOOK,
)


class Webhooks(Resource):
    """Where the service reports events. :func:`parse_webhook` reads what it sends."""

    async def list(self) -> builtins.list[Webhook]:
        """Return all webhooks.

        ``GET /webhooks``.

        Raises:
            NotFoundError: The service is reported not to know this route everywhere; there,
                ``request("GET", f"/campaigns/{campaign_id}/webhooks")`` lists those of a campaign.
        """
        return await self._call(_LIST.request())

    async def create(
        self,
        *,
        webhook_url: str,
        event_types: Sequence[WebhookEventType | str] | NotGiven = NOT_GIVEN,
        name: str | NotGiven = NOT_GIVEN,
        email_campaign_id: int | NotGiven = NOT_GIVEN,
        client_id: int | NotGiven = NOT_GIVEN,
        association_type: str | int | NotGiven = NOT_GIVEN,
        event_type_map: Mapping[str, bool] | NotGiven = NOT_GIVEN,
        category_id_map: Mapping[str, bool] | NotGiven = NOT_GIVEN,
        event_type: str | NotGiven = NOT_GIVEN,
        category_id: int | NotGiven = NOT_GIVEN,
        webhook_type: str | NotGiven = NOT_GIVEN,
        force_create: bool | NotGiven = NOT_GIVEN,
    ) -> Webhook:
        """Create a webhook.

        ``POST /webhooks``; where the service does not know that route, ``POST /webhook/create``,
        with ``event_types`` as ``event_type_map``. Never repeated once it may have been carried
        out. The answer names little more than the id.

        Args:
            webhook_url: Where events are sent.
            event_types: What is reported, such as ``EMAIL_REPLY`` or ``LEAD_UNSUBSCRIBED``.
            name: Name of the webhook.
            email_campaign_id: Only events of this campaign.
            client_id: Only events of this client (agency accounts).
            association_type: What it belongs to: ``user``, ``client`` or ``campaign``; the
                second route asks for it, and it is derived from the two ids if not given.
            event_type_map: What is reported, as a switch for each event type.
            category_id_map: Categories whose changes are reported, as a switch for each id.
            event_type: A single event type.
            category_id: A single category.
            webhook_type: Kind of webhook.
            force_create: Whether to create it even if there is one like it.

        Raises:
            InvalidRequestError: The URL is empty, or an id is not positive.
            OutcomeUnknownError: The webhook may or may not have been created.
        """
        body = {
            "webhook_url": non_empty_text("webhook_url", webhook_url),
            "event_types": optional(non_empty_texts, "event_types", event_types),
            "name": name,
            "email_campaign_id": optional(positive_id, "email_campaign_id", email_campaign_id),
            "client_id": optional(positive_id, "client_id", client_id),
            "association_type": association_type,
            "event_type_map": event_type_map,
            "category_id_map": category_id_map,
            "event_type": event_type,
            "category_id": category_id,
            "webhook_type": webhook_type,
            "force_create": force_create,
        }
        return await self._call(_CREATE.request(json=body))

    async def update(
        self,
        webhook_id: int,
        *,
        webhook_url: str | NotGiven = NOT_GIVEN,
        event_types: Sequence[WebhookEventType | str] | NotGiven = NOT_GIVEN,
        name: str | NotGiven = NOT_GIVEN,
        categories: Sequence[str] | NotGiven = NOT_GIVEN,
    ) -> Acknowledgement:
        """Change a webhook; what is not given stays as it is.

        ``PATCH /webhooks/{webhook_id}``; where the service does not know that route,
        ``PUT /webhook/update/{webhook_id}``.

        Args:
            webhook_url: Where events are sent.
            event_types: What is reported.
            name: Name of the webhook.
            categories: Categories whose changes are reported.

        Raises:
            InvalidRequestError: The URL is empty.
            NotFoundError: There is no such webhook.
        """
        body = {
            "webhook_url": optional(non_empty_text, "webhook_url", webhook_url),
            "event_types": optional(non_empty_texts, "event_types", event_types),
            "name": name,
            "categories": optional(non_empty_texts, "categories", categories),
        }
        return await self._call(_UPDATE.request(webhook_id, json=body))

    async def delete(self, webhook_id: int) -> Acknowledgement:
        """Delete a webhook.

        ``DELETE /webhooks/{webhook_id}``; where the service does not know that route,
        ``DELETE /webhook/delete`` with the id in the body.

        Raises:
            NotFoundError: There is no such webhook.
        """
        return await self._call(_DELETE.request(webhook_id))
