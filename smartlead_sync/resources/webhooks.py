# Written by scripts/generate_sync.py from smartlead_async/resources/webhooks.py.
"""Webhook subscriptions: ``/webhooks``."""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence

from smartlead_async import NOT_GIVEN, Acknowledgement, NotGiven, Webhook, WebhookEventType
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
                ``request("GET", f"/campaigns/{campaign_id}/webhooks")`` lists those of a campaign.
        """
        return call(self._async.list())

    def create(
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
