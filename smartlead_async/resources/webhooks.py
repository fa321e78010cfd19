"""Webhook subscriptions: ``/webhooks`` and ``/campaigns/{campaign_id}/webhooks``."""

from __future__ import annotations

import builtins
import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final, cast, get_args

from .._http import wire_forms
from .._http.endpoint import Endpoint, time_text
from .._http.envelopes import acknowledged, acknowledgement, lookup, many, one
from .._options import NOT_GIVEN, NotGiven
from .._validate import (
    documented,
    each,
    in_range,
    is_whole,
    mapping,
    moment,
    non_empty_text,
    non_empty_texts,
    positive_id,
    unknown,
)
from ..models import (
    Acknowledgement,
    RetriggeredEvents,
    Webhook,
    WebhookEventType,
    WebhookSummary,
)
from ..models.webhooks import WebhookEventName, WebhookOwner
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
_GET: Final = Endpoint("GET", "/webhook/{webhook_id}", "safe", lookup(Webhook, "webhook"))
_OF_CAMPAIGN: Final = "/campaigns/{campaign_id}/webhooks"
_LIST_FOR_CAMPAIGN: Final = Endpoint("GET", _OF_CAMPAIGN, "safe", many(Webhook, "webhooks"))
_SAVE_FOR_CAMPAIGN: Final = Endpoint("POST", _OF_CAMPAIGN, "never", one(Webhook, "webhook"))
_DELETE_FOR_CAMPAIGN: Final = Endpoint(
    "DELETE", f"{_OF_CAMPAIGN}/{{webhook_id}}", "idempotent", acknowledgement
)
_RETRIGGER: Final = Endpoint(
    "POST", f"{_OF_CAMPAIGN}/retrigger-failed-events", "never", acknowledged(RetriggeredEvents)
)
_SUMMARY: Final = Endpoint("GET", f"{_OF_CAMPAIGN}/summary", "safe", lookup(WebhookSummary))

_EVENTS: Final = get_args(WebhookEventName)
_event_type: Final = partial(documented, words=_EVENTS)
_event_types: Final = partial(each, check=_event_type)


def _owner(name: str, value: object) -> object:
    if is_whole(value):
        return in_range(name, cast("int", value), 1, 3)
    return documented(name, cast("str", value), ("user", "client", "campaign"))


def _event_switches(name: str, value: object) -> object:
    for event in mapping(name, cast("Mapping[str, object]", value)):
        if event not in _EVENTS:
            raise unknown(name, event, _EVENTS)
    return value


class Webhooks(Resource):
    """Where the service reports events. :func:`parse_webhook` reads what it sends."""

    async def list(self) -> builtins.list[Webhook]:
        """Return all webhooks.

        ``GET /webhooks``.

        Raises:
            NotFoundError: The service is reported not to know this route everywhere; there,
                :meth:`list_for_campaign` returns those of a campaign.
        """
        return await self._call(_LIST.request())

    async def create(
        self,
        *,
        webhook_url: str,
        event_types: Sequence[WebhookEventType | WebhookEventName] | NotGiven = NOT_GIVEN,
        name: str | NotGiven = NOT_GIVEN,
        email_campaign_id: int | NotGiven = NOT_GIVEN,
        client_id: int | NotGiven = NOT_GIVEN,
        association_type: WebhookOwner | NotGiven = NOT_GIVEN,
        event_type_map: Mapping[WebhookEventName, bool] | NotGiven = NOT_GIVEN,
        category_id_map: Mapping[str, bool] | NotGiven = NOT_GIVEN,
        event_type: WebhookEventType | WebhookEventName | NotGiven = NOT_GIVEN,
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
            event_types: Reported events, such as ``EMAIL_REPLY`` or ``LEAD_UNSUBSCRIBED``.
            name: Name of the webhook.
            email_campaign_id: Only events of this campaign.
            client_id: Only events of this client (agency accounts).
            association_type: Kind of its owner: ``user``, ``client`` or ``campaign`` (or 1, 2,
                3); the second route asks for it, and it is derived from the two ids if not given.
            event_type_map: Reported events, as a switch for each event type.
            category_id_map: Categories whose changes are reported, as a switch for each id.
            event_type: A single event type.
            category_id: Id of a single category whose changes are reported.
            webhook_type: Kind of webhook.
            force_create: Whether to create it even if there is one like it.

        Raises:
            InvalidRequestError: The URL is empty, an id is not positive, or
                ``event_type_map`` has an event type that is unknown.
            OutcomeUnknownError: The webhook may or may not have been created.
        """
        body = {
            "webhook_url": non_empty_text("webhook_url", webhook_url),
            "event_types": optional(_event_types, "event_types", event_types),
            "name": name,
            "email_campaign_id": optional(positive_id, "email_campaign_id", email_campaign_id),
            "client_id": optional(positive_id, "client_id", client_id),
            "association_type": optional(_owner, "association_type", association_type),
            "event_type_map": optional(_event_switches, "event_type_map", event_type_map),
            "category_id_map": category_id_map,
            "event_type": optional(_event_type, "event_type", event_type),
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
        event_types: Sequence[WebhookEventType | WebhookEventName] | NotGiven = NOT_GIVEN,
        name: str | NotGiven = NOT_GIVEN,
        categories: Sequence[str] | NotGiven = NOT_GIVEN,
    ) -> Acknowledgement:
        """Change a webhook. Arguments that are not given stay unchanged.

        ``PATCH /webhooks/{webhook_id}``; where the service does not know that route,
        ``PUT /webhook/update/{webhook_id}``.

        Args:
            webhook_url: Where events are sent.
            event_types: Reported events.
            name: Name of the webhook.
            categories: Categories whose changes are reported.

        Raises:
            InvalidRequestError: The URL is empty.
            NotFoundError: There is no such webhook.
        """
        body = {
            "webhook_url": optional(non_empty_text, "webhook_url", webhook_url),
            "event_types": optional(_event_types, "event_types", event_types),
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

    async def get(self, webhook_id: int) -> Webhook:
        """Return one webhook.

        ``GET /webhook/{webhook_id}``
        ([API reference](https://api.smartlead.ai/api-reference/webhooks/get)).

        Raises:
            NotFoundError: There is no such webhook.
        """
        return await self._call(_GET.request(webhook_id))

    async def list_for_campaign(self, campaign_id: int) -> builtins.list[Webhook]:
        """Return the webhooks of a campaign.

        ``GET /campaigns/{campaign_id}/webhooks``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/get-webhooks)).

        Raises:
            NotFoundError: There is no such campaign.
        """
        return await self._call(_LIST_FOR_CAMPAIGN.request(campaign_id))

    async def save_for_campaign(
        self,
        campaign_id: int,
        *,
        name: str,
        webhook_url: str,
        event_types: Sequence[WebhookEventType | WebhookEventName],
        categories: Sequence[str] | NotGiven = NOT_GIVEN,
        id: int | NotGiven | None = NOT_GIVEN,
    ) -> Webhook:
        """Create a webhook of a campaign, or change one.

        ``POST /campaigns/{campaign_id}/webhooks``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/save-webhooks)). Never
        repeated once it may have been carried out.

        Args:
            name: Name of the webhook.
            webhook_url: Where events are sent.
            event_types: Events that are reported. The names exist in several generations, and the
                service decides which it takes: it is reported to want ``EMAIL_SENT``,
                ``EMAIL_OPEN``, ``EMAIL_LINK_CLICK``, ``EMAIL_REPLY``, ``EMAIL_BOUNCE`` (it refuses
                ``EMAIL_BOUNCED``), ``LEAD_UNSUBSCRIBED`` and ``LEAD_CATEGORY_UPDATED``.
                Documented are ``LEAD_REPLIED``, ``LEAD_OPENED``, ``LEAD_CLICKED``,
                ``LEAD_BOUNCED`` and ``LEAD_UNSUBSCRIBED``.
            categories: Names of the categories whose changes are reported, such as
                ``Interested``. They are optional, but the service is reported to refuse a webhook
                without at least one.
            id: The webhook to change; not given or None to create one.

        Raises:
            InvalidRequestError: A text is empty, or the id is not positive.
            NotFoundError: There is no such campaign or webhook.
            OutcomeUnknownError: The webhook may or may not have been saved.
        """
        body = {
            "id": optional(positive_id, "id", id),
            "name": non_empty_text("name", name),
            "webhook_url": non_empty_text("webhook_url", webhook_url),
            "event_types": _event_types("event_types", event_types),
            "categories": optional(non_empty_texts, "categories", categories),
        }
        return await self._call(_SAVE_FOR_CAMPAIGN.request(campaign_id, json=body))

    async def delete_for_campaign(self, campaign_id: int, webhook_id: int) -> Acknowledgement:
        """Delete a webhook of a campaign.

        ``DELETE /campaigns/{campaign_id}/webhooks/{webhook_id}``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/delete-webhook)).

        Raises:
            NotFoundError: There is no such campaign or webhook.
        """
        return await self._call(_DELETE_FOR_CAMPAIGN.request(campaign_id, webhook_id))

    async def retrigger_failed_for_campaign(
        self, campaign_id: int, *, from_time: dt.datetime | str, to_time: dt.datetime | str
    ) -> RetriggeredEvents:
        """Redeliver a campaign's failed events.

        ``POST /campaigns/{campaign_id}/webhooks/retrigger-failed-events``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/retrigger-webhooks)).
        Never repeated once it may have been carried out, so that no event is delivered twice.

        Args:
            from_time: Only events from this time on (ISO 8601, or a datetime; without a timezone
                it is UTC).
            to_time: Only events up to this time.

        Raises:
            InvalidRequestError: A time is empty or invalid.
            NotFoundError: There is no such campaign.
            OutcomeUnknownError: The events may or may not have been delivered again.
        """
        body = {
            "fromTime": time_text(moment("from_time", from_time)),
            "toTime": time_text(moment("to_time", to_time)),
        }
        return await self._call(_RETRIGGER.request(campaign_id, json=body))

    async def get_summary_for_campaign(
        self, campaign_id: int, *, from_time: dt.datetime | str, to_time: dt.datetime | str
    ) -> WebhookSummary:
        """Return how many deliveries of a campaign's webhooks have succeeded and failed.

        ``GET /campaigns/{campaign_id}/webhooks/summary``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/get-webhook-summary)).

        Args:
            from_time: Only deliveries from this time on (ISO 8601, or a datetime; without a
                timezone it is UTC).
            to_time: Only deliveries up to this time.

        Raises:
            InvalidRequestError: A time is empty or invalid.
            NotFoundError: There is no such campaign.
        """
        query = {"fromTime": moment("from_time", from_time), "toTime": moment("to_time", to_time)}
        return await self._call(_SUMMARY.request(campaign_id, query=query))
