"""The events that webhooks deliver."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Final, TypeAlias

from attrs import field, frozen

from .._codec import is_object
from .._secret import Secret
from ._addresses import with_plain_addresses
from ._base import Model, empty_object, names
from .leads import Message, SentimentType
from .webhooks import WebhookEventType

__all__ = [
    "EVENTS",
    "CampaignStatusChangedEvent",
    "EmailAccountDisconnectedEvent",
    "EmailBouncedEvent",
    "EmailClickedEvent",
    "EmailOpenedEvent",
    "EmailRepliedEvent",
    "EmailSentEvent",
    "LeadCategoryUpdatedEvent",
    "LeadCorrespondence",
    "LeadUnsubscribedEvent",
    "LinkedInDisconnectedEvent",
    "ManualStepReachedEvent",
    "UnknownEvent",
    "UntrackedReplyEvent",
    "WebhookCategory",
    "WebhookEvent",
    "WebhookEventBase",
    "WebhookLead",
    "WebhookMessage",
]


@frozen(kw_only=True, repr=False, eq=False)
class _Part(Model):
    """A part of a delivery; an optional field that cannot be read is in ``extra``."""

    _tolerant: ClassVar[bool] = True


@frozen(kw_only=True, repr=False, eq=False)
class WebhookCategory(_Part):
    """A lead's category in a delivery.

    Attributes:
        name: Name.
        sentiment_type: The interest of the lead that it stands for.
    """

    name: str | None = None
    sentiment_type: SentimentType | None = None


@frozen(kw_only=True, repr=False, eq=False)
class WebhookLead(_Part):
    """A lead in a delivery: the fields of :class:`~smartlead_async.models.Lead`, without its id.

    Attributes:
        email: Address.
        first_name: First name.
        last_name: Last name.
        phone_number: Phone number.
        company_name: Company.
        website: Website.
        location: Location.
        linkedin_profile: LinkedIn profile URL.
        company_url: The company's website.
        custom_fields: Custom fields by name.
        category: The lead's category.
    """

    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    phone_number: str | None = None
    company_name: str | None = None
    website: str | None = None
    location: str | None = None
    linkedin_profile: str | None = None
    company_url: str | None = None
    custom_fields: dict[str, Any] = field(factory=empty_object, hash=False)
    category: WebhookCategory | None = None


@frozen(kw_only=True, repr=False, eq=False)
class WebhookMessage(_Part):
    """A message in a delivery.

    Attributes:
        message_id: Identifier, which a reply refers to.
        html: HTML body.
        text: Plain-text body.
        time: When it was sent or received.
    """

    message_id: str | None = None
    html: str | None = None
    text: str | None = None
    time: datetime | None = None


@frozen(kw_only=True, repr=False, eq=False)
class LeadCorrespondence(_Part):
    """Who was written to, and who answered.

    Attributes:
        target_lead_email: Address that was written to.
        reply_received_from: Address that answered.
        replied_company_domain: Domain of that address.
    """

    target_lead_email: str | None = field(default=None, metadata=names("targetLeadEmail"))
    reply_received_from: str | None = field(default=None, metadata=names("replyReceivedFrom"))
    replied_company_domain: str | None = field(default=None, metadata=names("repliedCompanyDomain"))


@frozen(kw_only=True, repr=False, eq=False)
class WebhookEventBase(_Part):
    """The fields that deliveries share. Deliveries repeat and come out of order.

    A field that is not documented, or cannot be read, is in ``extra`` as it was sent.

    Attributes:
        event_type: Name of the event as it was sent, of either generation.
        event_timestamp: When it happened.
        campaign_id: The campaign.
        campaign_name: Its name.
        campaign_status: Its state.
        client_id: The client it belongs to.
        sequence_number: Step of the sequence.
        from_email: Sender. Of a reply, which of the two is the lead differs: see ``lead_address``.
        to_email: Recipient.
        to_name: The recipient's name.
        lead_id: The lead, in events that name it so.
        lead_email: The lead's address, in events that name it so.
        lead_name: The lead's name.
        lead: The lead's fields, in events of the older generation.
        sl_email_lead_id: The lead.
        sl_email_lead_map_id: The lead's place in the campaign.
        sl_lead_email: The lead's address.
        lead_correspondence: Who was written to, and who answered.
        email_account_id: The sending account.
        subject: Subject.
        message_id: Identifier of the message, which a reply refers to.
        stats_id: Identifier of the sending, which some endpoints ask for.
        secret_key: Proves that the delivery comes from this webhook: ``parse_webhook`` compares it.
        webhook_id: The webhook.
        webhook_name: Its name.
        webhook_url: Where it sends to.
        app_url: The campaign in the web interface.
        ui_master_inbox_link: The thread in the web interface.
        metadata: Other values that the service adds.
    """

    event_type: WebhookEventType = field(metadata=names("event_type", "event"))
    event_timestamp: datetime | None = field(
        default=None, metadata=names("event_timestamp", "timestamp")
    )
    campaign_id: int | None = None
    campaign_name: str | None = None
    campaign_status: str | None = None
    client_id: int | None = None
    sequence_number: int | None = None
    from_email: str | None = field(default=None, metadata=names("from_email", "from"))
    to_email: str | None = field(default=None, metadata=names("to_email", "to"))
    to_name: str | None = None
    lead_id: int | None = None
    lead_email: str | None = None
    lead_name: str | None = None
    lead: WebhookLead | None = None
    sl_email_lead_id: int | None = None
    sl_email_lead_map_id: int | None = None
    sl_lead_email: str | None = None
    lead_correspondence: LeadCorrespondence | None = field(
        default=None, metadata=names("leadCorrespondence", "lead_correspondence")
    )
    email_account_id: int | None = None
    subject: str | None = None
    message_id: str | None = None
    stats_id: str | None = None
    secret_key: Secret | None = None
    webhook_id: int | str | None = None
    webhook_name: str | None = None
    webhook_url: str | None = None
    app_url: str | None = None
    ui_master_inbox_link: str | None = None
    metadata: Any = field(default=None, hash=False)

    @property
    def lead_address(self) -> str | None:
        """The lead's address, wherever this event has it.

        In some replies ``to_email`` is our own email account, so it is looked at last.
        """
        correspondence, lead = self.lead_correspondence, self.lead
        return (
            self.sl_lead_email
            or self.lead_email
            or (correspondence.target_lead_email if correspondence else None)
            or (lead.email if lead else None)
            or self.to_email
        )

    @classmethod
    def _reshape(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Lift what the older generation nests, under the names of the current one."""
        lifted: dict[str, Any] = {}
        for part, spellings in _NESTED.items():
            nested = data.get(part)
            if is_object(nested):
                data = {name: value for name, value in data.items() if name != part}
                lifted = {spellings.get(name, name): nested[name] for name in nested} | lifted
        return with_plain_addresses(lifted | data)


# Parts of an event of the older generation; what is in the first ones goes before the others.
_NESTED: Final[Mapping[str, Mapping[str, str]]] = {
    "reply": {"body": "reply_body", "received_at": "time_replied"},
    "link": {"url": "link_clicked", "clicked_at": "time_clicked"},
    "email": {"body": "custom_email_message", "sent_at": "time_sent"},
}


@frozen(kw_only=True, repr=False, eq=False)
class EmailSentEvent(WebhookEventBase):
    """An email was sent: ``EMAIL_SENT``, or ``FIRST_EMAIL_SENT`` for the first step.

    Attributes:
        time_sent: When.
        custom_subject: Subject, merge tags filled in.
        custom_email_message: HTML body, merge tags filled in.
    """

    time_sent: datetime | None = None
    custom_subject: str | None = None
    custom_email_message: str | None = None


@frozen(kw_only=True, repr=False, eq=False)
class EmailOpenedEvent(WebhookEventBase):
    """An email was opened: ``EMAIL_OPEN`` or ``EMAIL_OPENED``.

    Attributes:
        time_opened: When, for the last time.
        opened_count: How often so far.
        first_opened_at: When, for the first time.
    """

    time_opened: datetime | None = field(
        default=None, metadata=names("time_opened", "last_opened_at")
    )
    opened_count: int | None = None
    first_opened_at: datetime | None = None

    @property
    def last_opened_at(self) -> datetime | None:
        """``time_opened`` under the name of the older generation."""
        return self.time_opened


@frozen(kw_only=True, repr=False, eq=False)
class EmailClickedEvent(WebhookEventBase):
    """A link was clicked: ``EMAIL_LINK_CLICK`` or ``EMAIL_CLICKED``.

    Attributes:
        time_clicked: When.
        link_clicked: The links.
    """

    time_clicked: datetime | None = None
    link_clicked: tuple[str, ...] = ()


@frozen(kw_only=True, repr=False, eq=False)
class EmailRepliedEvent(WebhookEventBase):
    """A lead has replied: ``EMAIL_REPLY`` or ``EMAIL_REPLIED``.

    Attributes:
        time_replied: When.
        reply_body: HTML body of the reply.
        preview_text: Its beginning, as plain text.
        cc_emails: Addresses in copy; anything else that came is in ``extra``.
        reply_message: The reply.
        sent_message: The email replied to.
        sent_message_body: HTML body of the email replied to.
    """

    time_replied: datetime | None = None
    reply_body: str | None = None
    preview_text: str | None = None
    cc_emails: tuple[str, ...] = ()
    reply_message: WebhookMessage | None = None
    sent_message: WebhookMessage | None = None
    sent_message_body: str | None = None


@frozen(kw_only=True, repr=False, eq=False)
class EmailBouncedEvent(WebhookEventBase):
    """An email came back: ``EMAIL_BOUNCE`` or ``EMAIL_BOUNCED``.

    Attributes:
        bounce_message: The message that says so.
        is_sender_originated_bounce: Whether the cause lies with the sender, not the address.
    """

    bounce_message: WebhookMessage | None = None
    is_sender_originated_bounce: bool | None = None


@frozen(kw_only=True, repr=False, eq=False)
class LeadUnsubscribedEvent(WebhookEventBase):
    """A lead has unsubscribed: ``LEAD_UNSUBSCRIBED`` or ``EMAIL_UNSUBSCRIBED``.

    Attributes:
        unsubscribed_client_id_map: Clients whose campaigns the lead is unsubscribed from.
    """

    unsubscribed_client_id_map: dict[str, Any] | None = field(default=None, hash=False)


@frozen(kw_only=True, repr=False, eq=False)
class LeadCategoryUpdatedEvent(WebhookEventBase):
    """A lead's category has changed: ``LEAD_CATEGORY_UPDATED``.

    Attributes:
        lead_data: The lead.
        category: Name of the category.
        lead_category_id: The category.
        history: The thread with the lead.
        last_reply: The lead's last message.
    """

    lead_data: WebhookLead | None = None
    category: str | None = None
    lead_category_id: int | None = None
    history: tuple[Message, ...] = ()
    last_reply: Message | None = field(default=None, metadata=names("lastReply", "last_reply"))


@frozen(kw_only=True, repr=False, eq=False)
class CampaignStatusChangedEvent(WebhookEventBase):
    """A campaign's state has changed: ``CAMPAIGN_STATUS_CHANGED``.

    Attributes:
        previous_status: Its state before.
        current_status: Its state since then.
    """

    previous_status: str | None = None
    current_status: str | None = None


@frozen(kw_only=True, repr=False, eq=False)
class UntrackedReplyEvent(WebhookEventBase):
    """A reply outside of all campaigns: ``UNTRACKED_REPLIES``.

    Attributes:
        sender_detail: Who wrote it: an address, or a name and an address.
        recipient_detail: Address of the email account that it came to.
        cc: Addresses in copy.
        bcc: Addresses in blind copy.
        reply_message: The mail.
        visible_text: Its text without what it quotes.
        has_attachment: Whether it has attachments.
    """

    sender_detail: str | None = None
    recipient_detail: str | None = None
    cc: str | None = None
    bcc: str | None = None
    reply_message: WebhookMessage | None = None
    visible_text: str | None = None
    has_attachment: bool | None = None


@frozen(kw_only=True, repr=False, eq=False)
class ManualStepReachedEvent(WebhookEventBase):
    """A lead needs a manual step: ``MANUAL_STEP_REACHED``. Its fields are undocumented."""


@frozen(kw_only=True, repr=False, eq=False)
class EmailAccountDisconnectedEvent(WebhookEventBase):
    """An account is disconnected: ``EMAIL_ACCOUNT_DISCONNECTED``. Fields undocumented."""


@frozen(kw_only=True, repr=False, eq=False)
class LinkedInDisconnectedEvent(WebhookEventBase):
    """A LinkedIn account is disconnected: ``LINKEDIN_DISCONNECTED``. Fields undocumented."""


@frozen(kw_only=True, repr=False, eq=False)
class UnknownEvent(WebhookEventBase):
    """An event that is not known by name; its own fields are in ``extra``."""


WebhookEvent: TypeAlias = (
    EmailSentEvent
    | EmailOpenedEvent
    | EmailClickedEvent
    | EmailRepliedEvent
    | EmailBouncedEvent
    | LeadUnsubscribedEvent
    | LeadCategoryUpdatedEvent
    | CampaignStatusChangedEvent
    | UntrackedReplyEvent
    | ManualStepReachedEvent
    | EmailAccountDisconnectedEvent
    | LinkedInDisconnectedEvent
    | UnknownEvent
)
"""Any event: a ``match`` over these classes is complete, and type checkers know it."""

EVENTS: Final[Mapping[str, type[WebhookEvent]]] = {
    "EMAIL_SENT": EmailSentEvent,
    "FIRST_EMAIL_SENT": EmailSentEvent,
    "EMAIL_OPEN": EmailOpenedEvent,
    "EMAIL_OPENED": EmailOpenedEvent,
    "LEAD_OPENED": EmailOpenedEvent,
    "EMAIL_LINK_CLICK": EmailClickedEvent,
    "EMAIL_CLICKED": EmailClickedEvent,
    "LEAD_CLICKED": EmailClickedEvent,
    "EMAIL_REPLY": EmailRepliedEvent,
    "EMAIL_REPLIED": EmailRepliedEvent,
    "LEAD_REPLIED": EmailRepliedEvent,
    "EMAIL_BOUNCE": EmailBouncedEvent,
    "EMAIL_BOUNCED": EmailBouncedEvent,
    "LEAD_BOUNCED": EmailBouncedEvent,
    "LEAD_UNSUBSCRIBED": LeadUnsubscribedEvent,
    "EMAIL_UNSUBSCRIBED": LeadUnsubscribedEvent,
    "LEAD_CATEGORY_UPDATED": LeadCategoryUpdatedEvent,
    "CAMPAIGN_STATUS_CHANGED": CampaignStatusChangedEvent,
    "UNTRACKED_REPLIES": UntrackedReplyEvent,
    "MANUAL_STEP_REACHED": ManualStepReachedEvent,
    "EMAIL_ACCOUNT_DISCONNECTED": EmailAccountDisconnectedEvent,
    "LINKEDIN_DISCONNECTED": LinkedInDisconnectedEvent,
}
"""The class of each event type, in both generations of the names."""
