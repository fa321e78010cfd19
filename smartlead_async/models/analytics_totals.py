"""Figures of days and of campaigns. Rates are percentages: ``"34%"`` and ``34`` are ``34.0``."""

from __future__ import annotations

from typing import Any

from attrs import field, frozen

from .._codec import is_object
from ._base import Model, names
from ._counts import Counts, Performance

__all__ = [
    "CampaignPerformance",
    "CampaignResponses",
    "CampaignStatusCount",
    "DailyStats",
    "FirstReplyLeads",
    "FollowupReplyRate",
    "FollowupStats",
    "ReplyTime",
]


@frozen(kw_only=True, repr=False, eq=False)
class DailyStats(Counts):
    """A day's figures (``GET /analytics/day-wise-overall-stats`` and its three siblings).

    Attributes:
        date: The day, as the service writes it: the page shows ``2024-01-15``, but ``20 Apr`` is
            seen too.
        day_name: Its weekday, where it is sent.
        sent: Emails sent.
        opened: Opens.
        clicked: Clicks.
        replied: Replies.
        positive_replied: Replies that show interest.
        bounced: Bounces.
        unsubscribed: Unsubscribed leads.
        open_rate: Share opened.
        click_rate: Share clicked.
        reply_rate: Share replied to.
        bounce_rate: Share that came back.
        unsubscribe_rate: Share that led to unsubscribing.
    """

    date: str | None = None
    day_name: str | None = None
    positive_replied: int | None = None

    @classmethod
    def _reshape(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Lift the figures, which are seen to come in an object of their own."""
        figures = data.get("email_engagement_metrics")
        if not is_object(figures):
            return data
        return figures | {name: data[name] for name in data if name != "email_engagement_metrics"}


@frozen(kw_only=True, repr=False, eq=False)
class CampaignPerformance(Performance):
    """A campaign in ``GET /analytics/campaign/overall-stats``.

    Attributes:
        id: The campaign.
        campaign_name: Its name.
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

    id: int = field(metadata=names("id", "campaign_id"))
    campaign_name: str | None = field(default=None, metadata=names("campaign_name", "name"))


@frozen(kw_only=True, repr=False, eq=False)
class CampaignResponses(Model):
    """The replies to a campaign, by category (``GET /analytics/campaign/response-stats``).

    Attributes:
        campaign_id: The campaign.
        campaign_name: Its name.
        positive_reply: Replies that show interest.
        neutral_reply: Replies that show neither.
        negative_reply: Replies that decline.
        leads_contacted: Leads contacted, where it is sent.
        not_replied: Leads that did not reply, where it is sent.
        total_response: Replies in all, where it is sent.
        total_unique_response: Leads that replied, where it is sent.
        unrecognised_response: Other replies, where it is sent.
    """

    campaign_id: int = field(metadata=names("campaign_id", "email_campaign_id"))
    campaign_name: str | None = field(
        default=None, metadata=names("campaign_name", "email_campaign_name")
    )
    positive_reply: int | None = field(
        default=None, metadata=names("positive_reply", "total_positive_response")
    )
    neutral_reply: int | None = field(
        default=None, metadata=names("neutral_reply", "total_neutral_response")
    )
    negative_reply: int | None = field(
        default=None, metadata=names("negative_reply", "total_negative_response")
    )
    leads_contacted: int | None = None
    not_replied: int | None = None
    total_response: int | None = None
    total_unique_response: int | None = None
    unrecognised_response: int | None = None


@frozen(kw_only=True, repr=False, eq=False)
class CampaignStatusCount(Model):
    """How many campaigns are in a state (``GET /analytics/campaign/status-stats``).

    Attributes:
        status: The state, in this endpoint's own words: the page shows ``STARTED``, ``PAUSED``
            and ``COMPLETED``, but ``Active`` and others are seen too.
        count: Number of campaigns.
    """

    status: str | None = None
    count: int | None = field(default=None, metadata=names("count", "total_count"))


@frozen(kw_only=True, repr=False, eq=False)
class FollowupStats(Model):
    """Replies to follow-ups, as part of :class:`FollowupReplyRate`.

    Attributes:
        total_followups: Follow-ups sent.
        followup_replies: Replies to them.
        followup_reply_rate: Share replied to, in percent.
        avg_followups_per_campaign: Follow-ups in a campaign, on average.
    """

    total_followups: int | None = None
    followup_replies: int | None = None
    followup_reply_rate: float | None = None
    avg_followups_per_campaign: float | None = None


@frozen(kw_only=True, repr=False, eq=False)
class FollowupReplyRate(Model):
    """How often follow-ups are replied to (``GET /analytics/campaign/follow-up-reply-rate``).

    Attributes:
        followup_reply_rate: Share of follow-ups replied to, in percent.
        followup_stats: The figures behind it, where they are sent.
    """

    followup_reply_rate: float | None = None
    followup_stats: FollowupStats | None = None


@frozen(kw_only=True, repr=False, eq=False)
class ReplyTime(Model):
    """How long leads took to reply (``GET /analytics/campaign/lead-to-reply-time``).

    The vendor documents an entry per time span; the service was seen to send an average and a
    median instead.

    Attributes:
        time_range: The span of time, such as ``0-1h``.
        count: Number of replies in it.
        average_time_diff: Average time to the first reply, such as ``13d 20h 28m 46s``.
        median_time_diff: Median time to the first reply.
    """

    time_range: str | None = None
    count: int | None = None
    average_time_diff: str | None = None
    median_time_diff: str | None = None


@frozen(kw_only=True, repr=False, eq=False)
class FirstReplyLeads(Model):
    """How many leads a reply takes (``GET /analytics/campaign/leads-take-for-first-reply``).

    Attributes:
        leads_take_for_first_reply: Leads contacted until the first of them replies, on average.
    """

    leads_take_for_first_reply: float | None = None
