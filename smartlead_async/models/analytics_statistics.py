"""Statistics of one campaign: of its leads, of its email accounts, and of a range of days."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict

from attrs import field, frozen

from .._options import NotGiven
from ._base import names
from ._counts import Totals
from .analytics import AnalyticsByDate
from .campaigns import CampaignStatus
from .leads import Message

__all__ = [
    "EmailAccountStatistics",
    "EmailAccountStatisticsFilters",
    "LeadStatistics",
    "LeadStatisticsFilters",
    "TopLevelAnalytics",
]


@frozen(kw_only=True, repr=False, eq=False)
class TopLevelAnalytics(AnalyticsByDate):
    """A campaign's totals in a range of days.

    Of ``GET /campaigns/{campaign_id}/top-level-analytics-by-date``.

    Attributes:
        date: The day, in an entry of a day.
        start_date: First day, in an entry of the range.
        end_date: Last day, in an entry of the range.
        campaign_id: The campaign.
        campaign_name: Its name.
        status: Its state.
        created_at: When it was created.
        user_id: Its owner.
        total_sent: Emails sent.
        total_delivered: Emails delivered.
        total_opened: Opens.
        total_clicked: Clicks.
        total_replied: Replies.
        total_bounced: Bounces.
        total_unsubscribed: Unsubscribed leads.
        open_rate: Share opened, in percent.
        click_rate: Share clicked, in percent.
        reply_rate: Share replied to, in percent.
        bounce_rate: Share that came back, in percent.
        unsubscribe_rate: Share that led to unsubscribing, in percent.
        positive_reply_count: Replies that show interest.
        unique_sent_count: Leads that were sent an email.
        unique_open_count: Leads that opened one.
        unique_click_count: Leads that clicked a link.
        block_count: Blocked emails.
        total_count: Emails in all, sent or not.
        drafted_count: Emails not sent yet.
    """

    campaign_name: str | None = field(default=None, metadata=names("campaign_name", "name"))
    status: CampaignStatus | None = None
    created_at: dt.datetime | None = None
    user_id: int | None = None
    total_delivered: int | None = None
    positive_reply_count: int | None = None
    unique_sent_count: int | None = None
    unique_open_count: int | None = None
    unique_click_count: int | None = None
    block_count: int | None = None
    total_count: int | None = None
    drafted_count: int | None = None


@frozen(kw_only=True, repr=False, eq=False)
class LeadStatistics(Totals):
    """A lead in ``GET /campaigns/{campaign_id}/leads-statistics``.

    The vendor does not describe the items. The service was seen to send a lead's messages; other
    clients read the counts. Anything else is in ``extra``.

    Attributes:
        lead_id: The lead.
        lead_name: The lead's name.
        lead_email: The lead's address.
        from_email: The address that the lead was written from.
        history: The messages, in the service's order.
        total_sent: Emails sent.
        total_opened: Opens.
        total_clicked: Clicks.
        total_replied: Replies.
        total_bounced: Bounces.
        total_unsubscribed: Whether the lead unsubscribed, as a number.
        open_rate: Share opened, in percent.
        click_rate: Share clicked, in percent.
        reply_rate: Share replied to, in percent.
        bounce_rate: Share that came back, in percent.
        unsubscribe_rate: Share that led to unsubscribing, in percent.
    """

    lead_id: int | None = None
    lead_name: str | None = None
    lead_email: str | None = field(default=None, metadata=names("lead_email", "to", "email"))
    from_email: str | None = field(default=None, metadata=names("from", "from_email"))
    history: tuple[Message, ...] = ()


@frozen(kw_only=True, repr=False, eq=False)
class EmailAccountStatistics(Totals):
    """An email account in ``GET /campaigns/{campaign_id}/mailbox-statistics``.

    The vendor does not describe the items: these are the fields that were seen.

    Attributes:
        email_account_id: The email account, where it is sent.
        from_email: Its address.
        total_sent: Emails sent.
        total_opened: Opens.
        total_clicked: Clicks.
        total_replied: Replies.
        total_bounced: Bounces.
        total_unsubscribed: Unsubscribed leads.
        sender_bounce_count: Bounces for a reason of the sender's.
        open_rate: Share opened, in percent.
        click_rate: Share clicked, in percent.
        reply_rate: Share replied to, in percent.
        bounce_rate: Share that came back, in percent.
        unsubscribe_rate: Share that led to unsubscribing, in percent.
    """

    email_account_id: int | None = field(default=None, metadata=names("email_account_id", "id"))
    from_email: str | None = field(default=None, metadata=names("from_email", "email"))
    sender_bounce_count: int | None = None


class LeadStatisticsFilters(TypedDict, total=False):
    """Filters of the statistics of a campaign's leads.

    Attributes:
        event_time_gt: Only leads with an event after this day (a date, or
            ISO 8601 text).
    """

    event_time_gt: dt.date | str | NotGiven


class EmailAccountStatisticsFilters(TypedDict, total=False):
    """Filters of the statistics of a campaign's email accounts.

    Attributes:
        client_id: Only email accounts of this client (agency accounts).
        start_date: First day (a date, or ISO 8601 text).
        end_date: Last day.
        time_zone: IANA timezone of the days, such as ``America/New_York``; the service's default
            is UTC.
    """

    client_id: int | NotGiven
    start_date: dt.date | str | NotGiven
    end_date: dt.date | str | NotGiven
    time_zone: str | NotGiven
