# Written by scripts/generate_sync.py from smartlead_async/resources/webhooks.py.
"""Webhook subscriptions: ``/webhooks`` and ``/campaigns/{campaign_id}/webhooks``."""

from __future__ import annotations

import builtins
import datetime as dt
from collections.abc import Mapping, Sequence

from smartlead_async import NOT_GIVEN, Acknowledgement, NotGiven, Webhook, WebhookEventType
from smartlead_async.models import RetriggeredEvents, WebhookSummary
from smartlead_async.models.webhooks import WebhookEventName, WebhookOwner
from smartlead_async.resources.webhooks import Webhooks as AsyncWebhooks
from smartlead_sync._arguments import in_list
from smartlead_sync._facade import Facade
from smartlead_sync._loop_thread import call

__all__ = ["Webhooks"]


class Webhooks(Facade[AsyncWebhooks]):
    """Where the service reports events. :func:`parse_webhook` reads what it sends."""

    def list(self) -> builtins.list[Webhook]:
        """Return all webhooks.

        ``GET /webhooks``.

        Raises:
            NotFoundError: The service is reported not to know this route everywhere; there,
                :meth:`list_for_campaign` returns those of a campaign.
        """
        return call(self._async.list())

    def create(
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
        return call(
            self._async.create(
                webhook_url=webhook_url,
                event_types=in_list(event_types),
                name=name,
                email_campaign_id=email_campaign_id,
                client_id=client_id,
                association_type=association_type,
                event_type_map=event_type_map,
                category_id_map=category_id_map,
                event_type=event_type,
                category_id=category_id,
                webhook_type=webhook_type,
                force_create=force_create,
            )
        )

    def update(
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
        return call(
            self._async.update(
                webhook_id,
                webhook_url=webhook_url,
                event_types=in_list(event_types),
                name=name,
                categories=in_list(categories),
            )
        )

    def delete(self, webhook_id: int) -> Acknowledgement:
        """Delete a webhook.

        ``DELETE /webhooks/{webhook_id}``; where the service does not know that route,
        ``DELETE /webhook/delete`` with the id in the body.

        Raises:
            NotFoundError: There is no such webhook.
        """
        return call(self._async.delete(webhook_id))

    def get(self, webhook_id: int) -> Webhook:
        """Return one webhook.

        ``GET /webhook/{webhook_id}``
        ([API reference](https://api.smartlead.ai/api-reference/webhooks/get)).

        Raises:
            NotFoundError: There is no such webhook.
        """
        return call(self._async.get(webhook_id))

    def list_for_campaign(self, campaign_id: int) -> builtins.list[Webhook]:
        """Return the webhooks of a campaign.

        ``GET /campaigns/{campaign_id}/webhooks``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/get-webhooks)).

        Raises:
            NotFoundError: There is no such campaign.
        """
        return call(self._async.list_for_campaign(campaign_id))

    def save_for_campaign(
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
        return call(
            self._async.save_for_campaign(
                campaign_id,
                name=name,
                webhook_url=webhook_url,
                event_types=in_list(event_types),
                categories=in_list(categories),
                id=id,
            )
        )

    def delete_for_campaign(self, campaign_id: int, webhook_id: int) -> Acknowledgement:
        """Delete a webhook of a campaign.

        ``DELETE /campaigns/{campaign_id}/webhooks/{webhook_id}``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/delete-webhook)).

        Raises:
            NotFoundError: There is no such campaign or webhook.
        """
        return call(self._async.delete_for_campaign(campaign_id, webhook_id))

    def retrigger_failed_for_campaign(
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
        return call(
            self._async.retrigger_failed_for_campaign(
                campaign_id, from_time=from_time, to_time=to_time
            )
        )

    def get_summary_for_campaign(
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
        return call(
            self._async.get_summary_for_campaign(campaign_id, from_time=from_time, to_time=to_time)
        )
