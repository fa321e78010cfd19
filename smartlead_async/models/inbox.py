"""The master inbox: its messages, and the writes about them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from attrs import field, frozen

from .._codec import is_object
from ._base import Model, OpenEnum, names
from .acknowledgement import Acknowledgement
from .leads import LeadCampaign, LeadCategory, LeadStatus, Message, is_blank

__all__ = [
    "BlockedDomains",
    "ForwardedEmail",
    "InboxEmailAccount",
    "InboxEmailStatus",
    "InboxLead",
    "InboxMessage",
    "InboxReminder",
    "InboxStats",
    "InboxTeamMember",
    "InboxUpdate",
    "ReplyStatus",
    "UntrackedReply",
]


class InboxEmailStatus(OpenEnum):
    """State of the emails to a lead."""

    OPENED = "Opened"
    CLICKED = "Clicked"
    REPLIED = "Replied"
    UNSUBSCRIBED = "Unsubscribed"
    BOUNCED = "Bounced"
    ACCEPTED = "Accepted"
    NOT_REPLIED = "Not Replied"
    SCHEDULED = "Scheduled"


@frozen(kw_only=True, repr=False, eq=False)
class InboxLead(Model):
    """The lead of an inbox message.

    Attributes:
        id: Identifier, where it is sent.
        email: Address.
        first_name: First name.
        last_name: Last name.
        company: Company.
        title: Job title.
        phone: Phone number.
    """

    id: int | None = None
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    company: str | None = field(default=None, metadata=names("company", "company_name"))
    title: str | None = None
    phone: str | None = field(default=None, metadata=names("phone", "phone_number"))


@frozen(kw_only=True, repr=False, eq=False)
class InboxEmailAccount(Model):
    """The email account of an inbox message.

    Attributes:
        id: Identifier.
        email: Address.
        name: Name shown to recipients.
    """

    id: int | None = None
    email: str | None = None
    name: str | None = None


@frozen(kw_only=True, repr=False, eq=False)
class InboxTeamMember(Model):
    """The team member that an inbox message is assigned to.

    Attributes:
        id: Identifier.
        name: Name.
        email: Address.
    """

    id: int | None = None
    name: str | None = None
    email: str | None = None


@frozen(kw_only=True, repr=False, eq=False)
class InboxStats(Model):
    """Numbers of emails to a lead, and of its reactions.

    Attributes:
        total_sent: Emails sent.
        total_opened: Opens.
        total_clicked: Clicks.
        total_replied: Replies.
        last_activity: When the latest of them happened.
    """

    total_sent: int | None = None
    total_opened: int | None = field(default=None, metadata=names("total_opened", "opens"))
    total_clicked: int | None = field(default=None, metadata=names("total_clicked", "clicks"))
    total_replied: int | None = field(default=None, metadata=names("total_replied", "replies"))
    last_activity: datetime | None = None


# The same as flat fields: the object, and the API's name of each of its fields.
_FLAT: Final = {
    "lead": {
        "email_lead_id": "id",
        "lead_email": "email",
        "lead_first_name": "first_name",
        "lead_last_name": "last_name",
    },
    "campaign": {"email_campaign_id": "id", "email_campaign_name": "name"},
    "subsequence": {"sub_sequence_id": "id"},
    "email_account": {"email_account_id": "id"},
    "category": {"lead_category_id": "id"},
    "assigned_to": {"team_member_id": "id"},
}


@frozen(kw_only=True, repr=False, eq=False)
class InboxMessage(Model):
    """A lead's thread in the master inbox (``/master-inbox``).

    Each listing fills in the fields that it is about. The service is reported to send flat fields
    (``lead_email``, ``email_campaign_id``) in place of the documented objects: both forms give
    the same object.

    Attributes:
        campaign_lead_map_id: The lead's place in the campaign, ``email_lead_map_id`` in writes;
            not the lead's id.
        id: Identifier of the message, where it is sent.
        lead: The lead.
        campaign: The campaign.
        subsequence: The subsequence of that campaign that the lead is in, if any.
        email_account: The email account that the lead writes with.
        last_message: The latest message.
        message_history: All messages, oldest first; sent only when asked for with
            ``fetch_message_history``, and by the lookup by id.
        email_status: State of the emails.
        category: The lead's category in the campaign.
        assigned_to: The team member in charge.
        stats: Numbers of emails, opens, clicks and replies.
        is_read: Whether it has been read.
        is_important: Whether it is marked as important.
        is_archived: Whether it is archived.
        is_snoozed: Whether it is snoozed.
        importance_score: How important the service takes it to be.
        tags: Labels.
        reply_age_hours: Hours since the reply.
        last_sent_time: When the latest email was sent.
        last_reply_time: When the lead last replied.
        snoozed_until: When it comes back.
        scheduled_time: When its email is sent.
        reminder_time: When to remind of it.
        reminder_message: Text of the reminder.
        is_overdue: Whether that time has passed.
        lead_status: The lead's state in the campaign.
        current_sequence_number: Step of the sequence that the lead has reached.
        revenue: Revenue of the lead, as the service writes it.
        client_id: The client that the campaign belongs to.
    """

    campaign_lead_map_id: int = field(
        metadata=names("campaign_lead_map_id", "email_lead_map_id", "lead_map_id")
    )
    id: str | None = None
    lead: InboxLead | None = None
    campaign: LeadCampaign | None = None
    subsequence: LeadCampaign | None = None
    email_account: InboxEmailAccount | None = None
    last_message: Message | None = None
    message_history: tuple[Message, ...] = field(
        default=(), metadata=names("message_history", "email_history", "history")
    )
    email_status: InboxEmailStatus | None = None
    category: LeadCategory | None = None
    assigned_to: InboxTeamMember | None = None
    stats: InboxStats | None = None
    is_read: bool | None = None
    is_important: bool | None = None
    is_archived: bool | None = None
    is_snoozed: bool | None = None
    importance_score: float | None = None
    tags: tuple[str, ...] = ()
    reply_age_hours: float | None = None
    last_sent_time: datetime | None = None
    last_reply_time: datetime | None = None
    snoozed_until: datetime | None = None
    scheduled_time: datetime | None = None
    reminder_time: datetime | None = None
    reminder_message: str | None = None
    is_overdue: bool | None = None
    lead_status: LeadStatus | None = None
    current_sequence_number: int | None = None
    revenue: str | None = None
    client_id: int | None = None

    @classmethod
    def _reshape(cls, data: dict[str, Any]) -> dict[str, Any]:
        blank = {name for name in _FLAT if is_object(value := data.get(name)) and is_blank(value)}
        rest = data | dict.fromkeys(blank)  # {"id": null, "name": null} is no category
        for name, spelled in _FLAT.items():
            flat = {key: data[key] for key in spelled if data.get(key) is not None}
            nested = {spelled[key]: value for key, value in flat.items()}
            if rest.get(name) is None and ("id" in nested or (nested and name == "lead")):
                rest = {key: value for key, value in rest.items() if key not in spelled}
                rest[name] = nested
        unread = rest.get("has_new_unread_email")
        if isinstance(unread, bool) and rest.get("is_read") is None:
            del rest["has_new_unread_email"]
            rest["is_read"] = not unread
        return rest


@frozen(kw_only=True, repr=False, eq=False)
class UntrackedReply(Model):
    """An email to one of the email accounts that belongs to no campaign.

    Attributes:
        id: Identifier.
        from_email: Sender.
        to_email: Recipient.
        subject: Subject.
        received_at: When it was received.
        has_attachments: Whether it has attachments.
        body: Body, HTML if there is any; sent only when asked for with ``fetch_body``.
        attachments: Attachments as the service sends them; only when asked for with
            ``fetch_attachments``.
        email_account_id: The email account, where it is sent.
        message_id: Identifier of the message, where it is sent.
        is_read: Whether it has been read.
    """

    id: str
    from_email: str | None = field(default=None, metadata=names("from_email", "sender_detail"))
    to_email: str | None = field(default=None, metadata=names("to_email", "recipient_detail"))
    subject: str | None = None
    received_at: datetime | None = field(
        default=None, metadata=names("received_at", "reply_picked_time")
    )
    has_attachments: bool | None = field(
        default=None, metadata=names("has_attachments", "has_attachment")
    )
    body: str | None = None
    attachments: Any = field(default=None, hash=False)
    email_account_id: int | None = field(
        default=None, metadata=names("email_account_id", "account_id")
    )
    message_id: str | None = None
    is_read: bool | None = None

    @classmethod
    def _reshape(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Read a body that comes as HTML and text; both stay in ``extra``."""
        body = data.get("body")
        if not is_object(body):
            return data
        text = next((body[key] for key in ("textAsHtml", "html", "text") if body.get(key)), None)
        return data | {"body": text, "body_as_sent": body}


@frozen(kw_only=True, repr=False, eq=False)
class ReplyStatus(Model):
    """Whether a reply was sent (``GET /master-inbox/reply-status``).

    Attributes:
        message_id: Identifier of the message.
        status: State, such as ``COMPLETED``.
        status_message: The service's words about it.
        event_time: When that state was reached.
        scheduled_time: When it is to be sent, if it waits.
        email_stats_id: Identifier of the sending.
    """

    message_id: str
    status: str | None = None
    status_message: str | None = None
    event_time: datetime | None = None
    scheduled_time: datetime | None = None
    email_stats_id: str | None = None


@frozen(kw_only=True, repr=False, eq=False)
class InboxUpdate(Acknowledgement):
    """The service has changed something about a lead in a campaign.

    It repeats the values that were set, if anything.

    Attributes:
        email_lead_map_id: The lead's place in the campaign.
        campaign_id: The campaign.
        updated_at: When it was changed.
        is_read: Whether the thread counts as read.
        revenue: Revenue of the lead.
        team_member_id: The team member in charge.
        resume_delay_days: Days until sending goes on.
        sub_sequence_id: The subsequence that the lead is in now.
        will_start_at: When the subsequence starts.
        stop_on_parent_reply: Whether a reply to the parent campaign ends it.
    """

    email_lead_map_id: int | None = None
    campaign_id: int | None = field(
        default=None, metadata=names("campaign_id", "parent_campaign_id")
    )
    updated_at: datetime | None = field(default=None, metadata=names("updated_at", "assigned_at"))
    is_read: bool | None = None
    revenue: float | None = None
    team_member_id: int | None = None
    resume_delay_days: int | None = None
    sub_sequence_id: int | None = None
    will_start_at: datetime | None = None
    stop_on_parent_reply: bool | None = None


@frozen(kw_only=True, repr=False, eq=False)
class InboxReminder(Acknowledgement):
    """The service has set a reminder.

    Attributes:
        reminder_id: Identifier of the reminder.
        email_lead_map_id: The lead's place in the campaign.
        reminder_time: When it reminds.
    """

    reminder_id: int | None = None
    email_lead_map_id: int | None = None
    reminder_time: datetime | None = None


@frozen(kw_only=True, repr=False, eq=False)
class ForwardedEmail(Acknowledgement):
    """The service has forwarded an email.

    Attributes:
        message_id: Identifier of the new message, where it is sent.
        status: State of the sending, such as ``success``.
    """

    message_id: str | None = field(default=None, metadata=names("messageId", "message_id"))
    status: str | None = None


@frozen(kw_only=True, repr=False, eq=False)
class BlockedDomains(Acknowledgement):
    """The service has blocked domains.

    Attributes:
        blocked_domains: The domains.
        source: Why they are blocked: ``manual``, ``bounce``, ``complaint`` or ``invalid``.
        blocked_at: When they were blocked.
    """

    blocked_domains: tuple[str, ...] = ()
    source: str | None = None
    blocked_at: datetime | None = None
