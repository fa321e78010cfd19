"""Leads: as such, in a campaign, in an export, and the messages exchanged with them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, Literal, TypeAlias, TypedDict, cast

from attrs import field, frozen

from .._codec import DecodeProblem, field_names, is_object
from .._options import NotGiven
from ._addresses import with_plain_addresses
from ._base import Model, OpenEnum, empty_object, names
from .campaigns import CampaignStatus

__all__ = [
    "CampaignLead",
    "CampaignLeadFilters",
    "EmailStats",
    "ExportedLead",
    "Lead",
    "LeadCampaign",
    "LeadCampaignData",
    "LeadCategory",
    "LeadDetails",
    "LeadStatus",
    "Message",
    "MessageType",
    "SentimentType",
]


LeadStatusName: TypeAlias = Literal[
    "STARTED", "INPROGRESS", "COMPLETED", "BLOCKED", "PAUSED", "STOPPED"
]


class LeadStatus(OpenEnum):
    """State of a lead in a campaign."""

    STARTED = "STARTED"
    INPROGRESS = "INPROGRESS"
    COMPLETED = "COMPLETED"
    BLOCKED = "BLOCKED"
    PAUSED = "PAUSED"
    STOPPED = "STOPPED"


class SentimentType(OpenEnum):
    """The interest of the lead that a category stands for."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    NEUTRAL = "neutral"


class MessageType(OpenEnum):
    """Who wrote a message. One typed in the master inbox is ``SENT`` too."""

    SENT = "SENT"
    REPLY = "REPLY"


@frozen(kw_only=True, repr=False, eq=False)
class LeadCampaignData(Model):
    """One campaign of a lead, as part of :class:`Lead`.

    Attributes:
        campaign_id: The campaign.
        campaign_lead_map_id: The lead's place in it; not the lead's id.
        campaign_name: Its name.
        client_id: The client it belongs to.
        client_email: That client's address.
        lead_category_id: The lead's category in it.
        last_reply_at: When the lead last replied in it.
    """

    campaign_id: int
    campaign_lead_map_id: int | None = None
    campaign_name: str | None = None
    client_id: int | None = None
    client_email: str | None = None
    lead_category_id: int | None = None
    last_reply_at: datetime | None = None


@frozen(kw_only=True, repr=False, eq=False)
class Lead(Model):
    """A prospect, independent of campaigns (``GET /leads/``).

    Attributes:
        id: Identifier; larger than 32 bits.
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
        is_unsubscribed: Whether the lead is unsubscribed from everything.
        unsubscribed_client_id_map: Clients whose campaigns the lead is unsubscribed from.
        created_at: When the lead was created.
        lead_campaign_data: The lead's campaigns; sent by the lookup by email only.
    """

    id: int = field(metadata=names("id", "lead_id"))
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
    is_unsubscribed: bool | None = None
    unsubscribed_client_id_map: dict[str, Any] | None = field(default=None, hash=False)
    created_at: datetime | None = None
    lead_campaign_data: tuple[LeadCampaignData, ...] = ()


@frozen(kw_only=True, repr=False, eq=False)
class EmailStats(Model):
    """Actions of a lead on the emails of a campaign.

    Attributes:
        is_opened: Opened one.
        is_clicked: Clicked a link.
        is_replied: Replied.
        is_bounced: One came back.
    """

    is_opened: bool | None = None
    is_clicked: bool | None = None
    is_replied: bool | None = None
    is_bounced: bool | None = None


@frozen(kw_only=True, repr=False, eq=False)
class LeadDetails(Lead):
    """A lead with its state in a campaign (``GET /leads/{lead_id}``).

    Attributes:
        status: The lead's state in the campaign.
        lead_category_id: The lead's category in the campaign.
        category_name: Name of the category.
        email_stats: Actions of the lead on the emails.
    """

    status: LeadStatus | None = None
    lead_category_id: int | None = field(
        default=None, metadata=names("lead_category_id", "category_id")
    )
    category_name: str | None = None
    email_stats: EmailStats | None = None


_PLACE: Final = ("campaign_lead_map_id", "email_lead_map_id", "lead_map_id")


def is_blank(value: dict[str, Any]) -> bool:
    """Return whether an object says nothing, such as a lead that was removed."""
    return not any(value.values())


@frozen(kw_only=True, repr=False, eq=False)
class CampaignLead(Model):
    """A lead in a campaign (``GET /campaigns/{campaign_id}/leads``).

    Answers with the lead's own fields beside those of the campaign give the same object. When a
    lead is removed from the account, the service keeps its row, so that the offsets of the other
    rows stay the same: such a row is kept here as well, and its ``lead`` is None.

    Attributes:
        lead: The lead; None for the row of a removed lead.
        campaign_lead_map_id: The lead's place in the campaign; not the lead's id.
        lead_category_id: The lead's category in this campaign.
        status: The lead's state in this campaign.
        created_at: When the lead was added to the campaign.
        category_name: Name of the category, where it is sent.
        last_sent_time: When the last email was sent, where it is sent.
        email_stats: Actions of the lead on the emails, where they are sent.
    """

    lead: Lead | None
    campaign_lead_map_id: int | None = field(default=None, metadata=names(*_PLACE))
    lead_category_id: int | None = field(
        default=None, metadata=names("lead_category_id", "category_id")
    )
    status: LeadStatus | None = None
    created_at: datetime | None = None
    category_name: str | None = None
    last_sent_time: datetime | None = None
    email_stats: EmailStats | None = None

    @property
    def is_removed(self) -> bool:
        """Whether the lead was removed from the account, and this row is all that is left."""
        return self.lead is None

    @classmethod
    def _reshape(cls, data: dict[str, Any]) -> dict[str, Any]:
        if "lead" in data:
            lead = data["lead"]
            return data | {"lead": None} if is_object(lead) and is_blank(lead) else data
        own = field_names(cast("Any", cls))
        lead = {name: value for name, value in data.items() if name not in own}
        row = {name: data[name] for name in data if name in own}
        if is_blank(lead) and not any(row.get(name) for name in _PLACE):
            raise DecodeProblem("neither a lead nor its place in the campaign")
        return row | {"lead": None if is_blank(lead) else lead}


@frozen(kw_only=True, repr=False, eq=False)
class LeadCategory(Model):
    """A category of leads; ids differ from account to account.

    Attributes:
        id: Identifier.
        name: Name, such as ``Interested``.
        sentiment_type: The interest of the lead that it stands for.
        created_at: When it was created.
    """

    id: int
    name: str | None = None
    sentiment_type: SentimentType | None = None
    created_at: datetime | None = None


@frozen(kw_only=True, repr=False, eq=False)
class LeadCampaign(Model):
    """A campaign that contains a lead (``GET /leads/{lead_id}/campaigns``).

    Attributes:
        id: Identifier of the campaign.
        name: Its name.
        status: Its state.
    """

    id: int = field(metadata=names("id", "campaign_id"))
    name: str | None = field(default=None, metadata=names("name", "campaign_name"))
    status: CampaignStatus | None = None


_DIRECTIONS: dict[object, str] = {"outbound": "SENT", "inbound": "REPLY"}


def _direction(message: dict[str, Any]) -> str | None:
    """Return the direction of a message that tells it by the name of its time alone."""
    if message.get("sent_at"):
        return "outbound"
    return "inbound" if message.get("received_at") else None


@frozen(kw_only=True, repr=False, eq=False)
class Message(Model):
    """A message in the thread with a lead (``GET …/message-history``).

    Both generations of the answer give the same object.

    Attributes:
        type: Who wrote it.
        message_id: Identifier of the message, which a reply refers to.
        stats_id: Identifier of the sending, which some endpoints ask for.
        time: When it was sent or received.
        from_email: Sender; in old answers it is told for the whole history.
        to_email: Recipient; in old answers it is told for the whole history.
        cc_emails: Addresses in copy; anything else that came is in ``extra``.
        subject: Subject.
        email_body: HTML body.
        email_seq_number: Step of the sequence; None for one typed by hand.
        open_count: How often it was opened.
        click_count: How often a link in it was clicked.
        click_details: Clicks by link.
        opened_at: When it was opened.
        replied_at: When it was replied to.
    """

    type: MessageType | None = None
    message_id: str | None = field(default=None, metadata=names("message_id", "id"))
    stats_id: str | None = field(default=None, metadata=names("stats_id", "email_stats_id"))
    time: datetime | None = field(default=None, metadata=names("time", "sent_at", "received_at"))
    from_email: str | None = field(default=None, metadata=names("from", "from_email", "sent_from"))
    to_email: str | None = field(default=None, metadata=names("to", "to_email", "sent_to"))
    cc_emails: tuple[str, ...] = ()
    subject: str | None = None
    email_body: str | None = field(default=None, metadata=names("email_body", "body"))
    email_seq_number: int | None = field(
        default=None, metadata=names("email_seq_number", "sequence_number")
    )
    open_count: int | None = None
    click_count: int | None = None
    click_details: Any = field(default=None, hash=False)
    opened_at: datetime | None = None
    replied_at: datetime | None = None

    @property
    def id(self) -> str | None:
        """The message's identifier, ``message_id``."""
        return self.message_id

    @property
    def direction(self) -> Literal["outbound", "inbound"] | None:
        """``outbound`` for what was sent, ``inbound`` for what the lead wrote."""
        match self.type:
            case MessageType.SENT:
                return "outbound"
            case MessageType.REPLY:
                return "inbound"
            case _:
                return None

    @property
    def sent_at(self) -> datetime | None:
        """When it was sent; None for what the lead wrote."""
        return self.time if self.type == MessageType.SENT else None

    @property
    def received_at(self) -> datetime | None:
        """When it was received; None for what was sent."""
        return self.time if self.type == MessageType.REPLY else None

    @classmethod
    def _reshape(cls, data: dict[str, Any]) -> dict[str, Any]:
        data = with_plain_addresses(data)
        direction = data.get("direction") or _direction(data)
        if not isinstance(direction, str) or data.get("type") is not None:
            return data
        rest = {name: value for name, value in data.items() if name != "direction"}
        return rest | {"type": _DIRECTIONS.get(direction.lower(), direction)}


@frozen(kw_only=True, repr=False, eq=False)
class ExportedLead(Model):
    """A row of the CSV export (``GET /campaigns/{campaign_id}/leads-export``).

    The columns are those that the documentation names, and two more.

    Attributes:
        email: Address.
        id: Identifier of the lead; larger than 32 bits.
        campaign_lead_map_id: The lead's place in the campaign; not the lead's id.
        status: The lead's state in the campaign.
        category: Name of the lead's category.
        is_interested: Whether that category means interest.
        created_at: When the lead was added.
        first_name: First name.
        last_name: Last name.
        phone_number: Phone number.
        company_name: Company.
        website: Website.
        location: Location.
        custom_fields: Custom fields by name, parsed from the JSON in the cell.
        linkedin_profile: LinkedIn profile URL.
        company_url: The company's website.
        is_unsubscribed: Whether the lead is unsubscribed.
        unsubscribed_client_id_map: Clients whose campaigns the lead is unsubscribed from.
        last_email_sequence_sent: Number of the last step sent.
        open_count: Opens.
        click_count: Clicks.
        reply_count: Replies.
    """

    email: str | None = None
    id: int | None = None
    campaign_lead_map_id: int | None = None
    status: LeadStatus | None = None
    category: str | None = None
    is_interested: bool | None = None
    created_at: datetime | None = None
    first_name: str | None = None
    last_name: str | None = None
    phone_number: str | None = None
    company_name: str | None = None
    website: str | None = None
    location: str | None = None
    custom_fields: dict[str, Any] = field(factory=empty_object, hash=False)
    linkedin_profile: str | None = None
    company_url: str | None = None
    is_unsubscribed: bool | None = None
    unsubscribed_client_id_map: dict[str, Any] | None = field(default=None, hash=False)
    last_email_sequence_sent: int | None = None
    open_count: int | None = None
    click_count: int | None = None
    reply_count: int | None = None

    @classmethod
    def _reshape(cls, data: dict[str, Any]) -> dict[str, Any]:
        row = {name: value for name, value in data.items() if value not in ("", None)}
        if "email" not in row and "id" not in row:
            raise DecodeProblem("neither an email nor an id")
        return row


LeadEmailStatus: TypeAlias = Literal[
    "is_opened",
    "is_clicked",
    "is_replied",
    "is_bounced",
    "is_unsubscribed",
    "is_spam",
    "is_accepted",
    "not_replied",
    "is_sender_bounced",
]


class CampaignLeadFilters(TypedDict, total=False):
    """Filters of a campaign's leads.

    Attributes:
        status: Only leads in this status: ``STARTED``, ``INPROGRESS``, ``COMPLETED``,
            ``BLOCKED``, ``PAUSED`` or ``STOPPED``.
        lead_category_id: Only leads of this category.
        email_status: Only leads whose emails were ``is_opened``, ``is_clicked``,
            ``is_replied``, ``is_bounced``, ``is_unsubscribed``, ``is_spam``, ``is_accepted``,
            ``not_replied`` or ``is_sender_bounced``.
        created_at_gt: Only leads added after this time (ISO 8601, or a datetime; without a
            timezone it is UTC).
        last_sent_time_gt: Only leads whose last email was sent after this time.
        event_time_gt: Only leads with an event after this time.
    """

    status: LeadStatus | LeadStatusName | NotGiven
    lead_category_id: int | NotGiven
    email_status: LeadEmailStatus | NotGiven
    created_at_gt: datetime | str | NotGiven
    last_sent_time_gt: datetime | str | NotGiven
    event_time_gt: datetime | str | NotGiven
