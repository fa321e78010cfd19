"""Statistics and analytics. Rates are percentages: ``"34%"`` and ``34`` are both ``34.0``."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, TypeAlias, TypedDict

from attrs import field, frozen

from .._codec import is_object
from .._options import NotGiven
from ._base import names
from ._counts import Counts, Performance, Totals
from .campaigns import CampaignStatus

__all__ = [
    "AnalyticsByDate",
    "AnalyticsOverview",
    "CampaignAnalytics",
    "CampaignStatistics",
    "CampaignStatisticsFilters",
]


@frozen(kw_only=True, repr=False, eq=False)
class CampaignStatistics(Counts):
    """One entry of a campaign's statistics (``GET /campaigns/{campaign_id}/statistics``).

    The service was seen to send an entry per email, per step, or one for the campaign. Fields
    that do not apply are None. Counts are numbers of emails, rates are percentages.

    Attributes:
        campaign_id: The campaign.
        lead_name: The lead's name (entry of an email).
        lead_email: The lead's address (entry of an email).
        sequence_number: The step (entry of an email or step).
        stats_id: Identifier of the sending, which a reply needs (entry of an email).
        sent_time: When the email was sent (entry of an email).
        open_time: When it was opened (entry of an email).
        click_time: When a link in it was clicked (entry of an email).
        reply_time: When it was replied to; some entries of replies hold nothing else (entry of
            an email).
        is_opened: Whether it was opened (entry of an email).
        is_clicked: Whether a link in it was clicked (entry of an email).
        is_replied: Whether it was replied to (entry of an email).
        is_bounced: Whether it came back (entry of an email).
        is_unsubscribed: Whether the lead unsubscribed (entry of an email).
        sent: Sent.
        opened: Opened.
        clicked: Clicked.
        replied: Replied to.
        bounced: Came back.
        unsubscribed: Led to the lead's unsubscribing.
        open_rate: Share opened.
        click_rate: Share clicked.
        reply_rate: Share replied to.
        bounce_rate: Share that came back.
        unsubscribe_rate: Share that led to unsubscribing.
        total_leads: Leads (entry of the campaign).
        contacted: Leads contacted (entry of the campaign).
    """

    campaign_id: int | None = None
    lead_name: str | None = None
    lead_email: str | None = None
    sequence_number: int | None = None
    stats_id: str | None = None
    sent_time: dt.datetime | None = None
    open_time: dt.datetime | None = None
    click_time: dt.datetime | None = None
    reply_time: dt.datetime | None = None
    is_opened: bool | None = None
    is_clicked: bool | None = None
    is_replied: bool | None = None
    is_bounced: bool | None = None
    is_unsubscribed: bool | None = None
    total_leads: int | None = None
    contacted: int | None = None


@frozen(kw_only=True, repr=False, eq=False)
class CampaignAnalytics(Totals):
    """A campaign's totals (``GET /campaigns/{campaign_id}/analytics``).

    Both generations of the answer give the same object. Rates are percentages.

    Attributes:
        campaign_id: The campaign.
        campaign_name: Its name.
        status: Its state, where it is sent.
        created_at: When it was created, where it is sent.
        user_id: Its owner, where it is sent.
        client_id: The client it belongs to.
        client_name: That client's name.
        client_email: That client's address.
        total_sent: Emails sent.
        total_opened: Opens.
        total_clicked: Clicks.
        total_replied: Replies.
        total_bounced: Bounces.
        total_unsubscribed: Unsubscribed leads.
        open_rate: Share opened.
        click_rate: Share clicked.
        reply_rate: Share replied to.
        bounce_rate: Share that came back.
        unsubscribe_rate: Share that led to unsubscribing.
        unique_sent_count: Leads that were sent an email.
        unique_open_count: Leads that opened one.
        unique_click_count: Leads that clicked a link.
        block_count: Blocked emails.
        total_count: Emails in all, sent or not.
        drafted_count: Emails not sent yet.
        campaign_lead_stats: Number of leads by state.
    """

    campaign_id: int = field(metadata=names("campaign_id", "id"))
    campaign_name: str | None = field(default=None, metadata=names("campaign_name", "name"))
    status: CampaignStatus | None = None
    created_at: dt.datetime | None = None
    user_id: int | None = None
    client_id: int | None = None
    client_name: str | None = None
    client_email: str | None = None
    unique_sent_count: int | None = None
    unique_open_count: int | None = None
    unique_click_count: int | None = None
    block_count: int | None = None
    total_count: int | None = None
    drafted_count: int | None = None
    campaign_lead_stats: dict[str, Any] | None = field(default=None, hash=False)

    @property
    def id(self) -> int:
        """``campaign_id`` under the name of the other generation."""
        return self.campaign_id

    @property
    def name(self) -> str | None:
        """``campaign_name`` under the name of the other generation."""
        return self.campaign_name


@frozen(kw_only=True, repr=False, eq=False)
class AnalyticsByDate(Totals):
    """One entry of ``GET /campaigns/{campaign_id}/analytics-by-date``: a day, or the whole range.

    Attributes:
        date: The day, in an entry of a day.
        start_date: First day, in an entry of the range.
        end_date: Last day, in an entry of the range.
        campaign_id: The campaign.
        total_sent: Emails sent.
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
    """

    date: dt.date | None = field(default=None, metadata=names("date", "day"))
    start_date: dt.date | None = None
    end_date: dt.date | None = None
    campaign_id: int | None = field(default=None, metadata=names("campaign_id", "id"))


@frozen(kw_only=True, repr=False, eq=False)
class AnalyticsOverview(Performance):
    """Totals over all campaigns (``GET /analytics/overview``, ``GET /analytics/overall-stats-v2``).

    The fields of the groups of figures are not documented: what is beside the totals is in
    ``extra``. Rates are percentages.

    Attributes:
        sent: Emails sent.
        opened: Opens.
        clicked: Clicks.
        replied: Replies.
        bounced: Bounces.
        unsubscribed: Unsubscribed leads.
        positive_replied: Replies that show interest.
        unique_lead_count: Leads that were sent an email.
        unique_open_count: Leads that opened one.
        open_rate: Share opened.
        click_rate: Share clicked.
        reply_rate: Share replied to.
        positive_reply_rate: Share that showed interest.
        bounce_rate: Share that came back.
        unsubscribe_rate: Share that led to unsubscribing.
    """

    @classmethod
    def _reshape(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Lift the totals, which come in an object of their own beside the other groups."""
        totals = data.get("overall_stats")
        if not is_object(totals):
            return data
        return totals | {name: data[name] for name in data if name != "overall_stats"}


SentEmailStatus: TypeAlias = Literal["opened", "clicked", "replied", "unsubscribed", "bounced"]


class CampaignStatisticsFilters(TypedDict, total=False):
    """Filters of a campaign's statistics.

    Attributes:
        email_sequence_number: Only emails of this step, 1 to 20.
        email_status: Only emails that were ``opened``, ``clicked``, ``replied``,
            ``unsubscribed`` or ``bounced``.
        sent_time_start_date: Only emails sent from this time on (ISO 8601, or a datetime;
            without a timezone it is UTC).
        sent_time_end_date: Only emails sent until this time.
    """

    email_sequence_number: int | NotGiven
    email_status: SentEmailStatus | NotGiven
    sent_time_start_date: dt.datetime | str | NotGiven
    sent_time_end_date: dt.datetime | str | NotGiven
