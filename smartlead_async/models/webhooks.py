"""Webhook subscriptions."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from .._secret import Secret
from ._base import Model, OpenEnum, names
from .acknowledgement import Acknowledgement

__all__ = ["RetriggeredEvents", "Webhook", "WebhookEventType", "WebhookSummary"]


WebhookOwner: TypeAlias = Literal["user", "client", "campaign", 1, 2, 3]
"""Kind of the owner of a webhook, under either of the two forms that the service documents."""

WebhookEventName: TypeAlias = Literal[
    "EMAIL_SENT",
    "FIRST_EMAIL_SENT",
    "EMAIL_OPEN",
    "EMAIL_LINK_CLICK",
    "EMAIL_REPLY",
    "EMAIL_BOUNCE",
    "LEAD_UNSUBSCRIBED",
    "LEAD_CATEGORY_UPDATED",
    "CAMPAIGN_STATUS_CHANGED",
    "UNTRACKED_REPLIES",
    "MANUAL_STEP_REACHED",
    "EMAIL_ACCOUNT_DISCONNECTED",
    "LINKEDIN_DISCONNECTED",
    "EMAIL_OPENED",
    "EMAIL_CLICKED",
    "EMAIL_REPLIED",
    "EMAIL_BOUNCED",
    "EMAIL_UNSUBSCRIBED",
    "LEAD_OPENED",
    "LEAD_CLICKED",
    "LEAD_REPLIED",
    "LEAD_BOUNCED",
]


class WebhookEventType(OpenEnum):
    """An event that a webhook reports, in all generations of the names."""

    EMAIL_SENT = "EMAIL_SENT"
    FIRST_EMAIL_SENT = "FIRST_EMAIL_SENT"
    EMAIL_OPEN = "EMAIL_OPEN"
    EMAIL_LINK_CLICK = "EMAIL_LINK_CLICK"
    EMAIL_REPLY = "EMAIL_REPLY"
    EMAIL_BOUNCE = "EMAIL_BOUNCE"
    LEAD_UNSUBSCRIBED = "LEAD_UNSUBSCRIBED"
    LEAD_CATEGORY_UPDATED = "LEAD_CATEGORY_UPDATED"
    CAMPAIGN_STATUS_CHANGED = "CAMPAIGN_STATUS_CHANGED"
    UNTRACKED_REPLIES = "UNTRACKED_REPLIES"
    MANUAL_STEP_REACHED = "MANUAL_STEP_REACHED"
    EMAIL_ACCOUNT_DISCONNECTED = "EMAIL_ACCOUNT_DISCONNECTED"
    LINKEDIN_DISCONNECTED = "LINKEDIN_DISCONNECTED"
    EMAIL_OPENED = "EMAIL_OPENED"
    EMAIL_CLICKED = "EMAIL_CLICKED"
    EMAIL_REPLIED = "EMAIL_REPLIED"
    EMAIL_BOUNCED = "EMAIL_BOUNCED"
    EMAIL_UNSUBSCRIBED = "EMAIL_UNSUBSCRIBED"
    LEAD_OPENED = "LEAD_OPENED"
    LEAD_CLICKED = "LEAD_CLICKED"
    LEAD_REPLIED = "LEAD_REPLIED"
    LEAD_BOUNCED = "LEAD_BOUNCED"


@frozen(kw_only=True, repr=False, eq=False)
class Webhook(Model):
    """A webhook subscription (``/webhooks``, ``/campaigns/{campaign_id}/webhooks``).

    Attributes:
        id: Identifier.
        name: Name.
        webhook_url: Where events are sent.
        event_types: Reported events.
        event_type_map: Reported events, as a switch for each event type.
        category_id_map: Categories whose changes are reported, as a switch for each id.
        categories: Names of these categories; sent with a campaign's webhooks.
        email_campaign_id: The campaign it is limited to, if any.
        client_id: The client it is limited to, if any.
        is_active: Whether it is switched on.
        secret_key: Secret that deliveries carry to prove where they come from.
        created_at: When it was created.
        updated_at: When it was last changed.
    """

    id: int = field(metadata=names("id", "webhook_id"))
    name: str | None = field(default=None, metadata=names("name", "webhook_name"))
    webhook_url: str | None = field(default=None, metadata=names("webhook_url", "url"))
    event_types: tuple[WebhookEventType, ...] = field(
        default=(), metadata=names("event_types", "events")
    )
    event_type_map: dict[str, Any] | None = field(default=None, hash=False)
    category_id_map: dict[str, Any] | None = field(default=None, hash=False)
    categories: tuple[str, ...] = ()
    email_campaign_id: int | None = field(
        default=None, metadata=names("email_campaign_id", "campaign_id")
    )
    client_id: int | None = None
    is_active: bool | None = None
    secret_key: Secret | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None


@frozen(kw_only=True, repr=False, eq=False)
class WebhookSummary(Model):
    """Deliveries of a campaign's webhooks (``GET /campaigns/{campaign_id}/webhooks/summary``).

    Attributes:
        total_calls: Deliveries.
        successful_calls: How many of them succeeded.
        failed_calls: How many of them failed.
        success_rate: Share that succeeded, in percent.
    """

    total_calls: int | None = None
    successful_calls: int | None = None
    failed_calls: int | None = None
    success_rate: float | None = None


@frozen(kw_only=True, repr=False, eq=False)
class RetriggeredEvents(Acknowledgement):
    """The service repeats failed deliveries.

    Attributes:
        retriggered_count: Events that are delivered again.
    """

    retriggered_count: int | None = None
