"""Activities of leads, over all campaigns."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict

from attrs import field, frozen

from .._options import NotGiven
from ._addresses import with_plain_addresses
from ._base import Model, names
from .campaigns import CampaignStatus
from .leads import LeadStatus

__all__ = ["ActivityEmail", "ActivityReply", "LeadActivity", "LeadActivityFilters"]


@frozen(kw_only=True, repr=False, eq=False)
class ActivityReply(Model):
    """A lead's reply, as part of :class:`ActivityEmail`.

    Attributes:
        time: When it was received.
        reply_email_body: Its body.
        message_id: Identifier of the message.
    """

    time: datetime | None = None
    reply_email_body: str | None = None
    message_id: str | None = None


@frozen(kw_only=True, repr=False, eq=False)
class ActivityEmail(Model):
    """An email to a lead, as part of :class:`LeadActivity`.

    Attributes:
        stats_id: Identifier of the sending.
        message_id: Identifier of the message.
        subject: Subject.
        email_body: Body.
        sent_time: When it was sent.
        from_email: Sender.
        to_email: Recipient.
        email_seq_number: Step of the sequence.
        open_count: How often it was opened.
        click_count: How often a link in it was clicked.
        click_details: Clicks by link.
        reply_details: The lead's reply, if any.
        thread_replies: More replies in the thread, as the service sends them.
    """

    stats_id: int | str | None = None
    message_id: str | None = None
    subject: str | None = None
    email_body: str | None = None
    sent_time: datetime | None = None
    from_email: str | None = None
    to_email: str | None = None
    email_seq_number: int | None = None
    open_count: int | None = None
    click_count: int | None = None
    click_details: Any = field(default=None, hash=False)
    reply_details: ActivityReply | None = None
    thread_replies: Any = field(default=None, hash=False)

    @classmethod
    def _reshape(cls, data: dict[str, Any]) -> dict[str, Any]:
        return with_plain_addresses(data)


@frozen(kw_only=True, repr=False, eq=False)
class LeadActivity(Model):
    """Activity of a lead in a campaign (``GET /campaigns/all-leads-activities``).

    The vendor documents two forms of an activity: a lead with its emails in ``activities``, or
    one event with ``lead_email``, ``activity_type`` and ``event_time``.

    Attributes:
        lead_id: The lead.
        email_lead_map_id: The lead's place in the campaign; not the lead's id.
        lead_email: The lead's address.
        campaign_id: The campaign.
        campaign_name: Its name.
        campaign_status: Its state.
        status: The lead's state in the campaign.
        current_seq_num: Step of the sequence that the lead has reached.
        created_at: When the lead was added to the campaign.
        activities: Emails to the lead, with opens, clicks and replies.
        activity_type: Kind of event, such as ``email_opened``.
        event_time: When the event occurred.
    """

    lead_id: int | None = None
    email_lead_map_id: int | None = field(
        default=None, metadata=names("email_lead_map_id", "campaign_lead_map_id", "lead_map_id")
    )
    lead_email: str | None = None
    campaign_id: int | None = None
    campaign_name: str | None = None
    campaign_status: CampaignStatus | None = None
    status: LeadStatus | None = None
    current_seq_num: int | None = None
    created_at: datetime | None = None
    activities: tuple[ActivityEmail, ...] = ()
    activity_type: str | None = None
    event_time: datetime | None = None


class LeadActivityFilters(TypedDict, total=False):
    """Filters of leads' activities.

    Attributes:
        event_time_from: Only activities from this time on (ISO 8601, or a datetime; without a
            timezone it is UTC).
        event_time_to: Only activities up to this time; only together with ``event_time_from``.
    """

    event_time_from: datetime | str | NotGiven
    event_time_to: datetime | str | NotGiven
