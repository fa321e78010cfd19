"""Figures of clients, leads, email accounts and the team. Rates are percentages."""

from __future__ import annotations

import datetime as dt

from attrs import field, frozen

from ._base import Model, names
from ._counts import Performance
from .leads import SentimentType

__all__ = [
    "AnalyticsClient",
    "ClientPerformance",
    "ClientStats",
    "DomainHealth",
    "EmailAccountHealth",
    "EmailAccountTotals",
    "LeadCategoryResponse",
    "LeadCounts",
    "LeadShares",
    "LeadTotals",
    "MonthlyClientCount",
    "PerformanceByProvider",
    "ProviderPerformance",
    "TeamMemberStats",
]


@frozen(kw_only=True, repr=False, eq=False)
class AnalyticsClient(Model):
    """A client whose figures can be asked for (``GET /analytics/client/list``).

    Another listing than :class:`Client`, which comes from ``GET /client/``: it has no credentials,
    and ids are all that the analytics take of it.

    Attributes:
        id: Identifier of the client.
        name: Its name.
        email: Its address, where it is sent.
        uuid: Its other identifier, where it is sent.
        created_at: When it was created, where it is sent.
        user_id: The account that it belongs to, where it is sent.
        logo: Text in place of a logo, where it is sent.
        logo_url: Where its logo is, where it is sent.
    """

    id: int = field(metadata=names("id", "client_id"))
    name: str | None = field(default=None, metadata=names("name", "client_name"))
    email: str | None = None
    uuid: str | None = None
    created_at: dt.datetime | None = None
    user_id: int | None = None
    logo: str | None = None
    logo_url: str | None = None


@frozen(kw_only=True, repr=False, eq=False)
class ClientStats(Performance):
    """The figures of a client's campaigns, as part of :class:`ClientPerformance`.

    Attributes:
        sent: Emails sent.
        opened: Opens.
        clicked: Clicks.
        replied: Replies.
        bounced: Bounces.
        unsubscribed: Unsubscribed leads.
        positive_replied: Replies that show interest.
        client_health: The service's mark for the client, in percent.
        unique_lead_count: Leads that were sent an email.
        unique_open_count: Leads that opened one.
        open_rate: Share opened.
        click_rate: Share clicked.
        reply_rate: Share replied to.
        positive_reply_rate: Share that showed interest.
        bounce_rate: Share that came back.
        unsubscribe_rate: Share that led to unsubscribing.
    """

    client_health: float | None = None


@frozen(kw_only=True, repr=False, eq=False)
class ClientPerformance(Model):
    """A client in ``GET /analytics/client/overall-stats``.

    Attributes:
        client_id: The client.
        client_name: Its name.
        total_campaigns_count: Number of its campaigns.
        campaign_stats: The figures of its campaigns.
    """

    client_id: int = field(metadata=names("client_id", "id"))
    client_name: str | None = field(default=None, metadata=names("client_name", "name"))
    total_campaigns_count: int | None = None
    campaign_stats: ClientStats | None = None


@frozen(kw_only=True, repr=False, eq=False)
class MonthlyClientCount(Model):
    """The number of clients in a month (``GET /analytics/client/month-wise-count``).

    Attributes:
        month: The month, as the service writes it: the page shows ``2024-01``, but ``June`` is
            seen too.
        count: Number of clients.
    """

    month: str | None = None
    count: int | None = None


@frozen(kw_only=True, repr=False, eq=False)
class LeadCounts(Model):
    """Numbers of leads, as part of :class:`LeadTotals`.

    Attributes:
        total: Leads contacted.
        new: Leads contacted for the first time.
        follow_up: Leads contacted again.
    """

    total: int | None = None
    new: int | None = None
    follow_up: int | None = None


@frozen(kw_only=True, repr=False, eq=False)
class LeadShares(Model):
    """Shares of leads in percent, as part of :class:`LeadTotals`.

    Attributes:
        new: Leads contacted for the first time.
        follow_up: Leads contacted again.
    """

    new: float | None = None
    follow_up: float | None = None


@frozen(kw_only=True, repr=False, eq=False)
class LeadTotals(Model):
    """New leads and those contacted again (``GET /analytics/lead/overall-stats``).

    Attributes:
        count: Their numbers.
        percentage: Their shares.
    """

    count: LeadCounts | None = None
    percentage: LeadShares | None = None


@frozen(kw_only=True, repr=False, eq=False)
class LeadCategoryResponse(Model):
    """The replies of a category (``GET /analytics/lead/category-wise-response``).

    Attributes:
        category: Name of the category.
        total_response: Number of replies.
        percentage: Their share of all replies.
        sentiment_type: The interest that the category stands for, where it is sent.
    """

    category: str | None = field(default=None, metadata=names("category", "name"))
    total_response: int | None = None
    percentage: float | None = None
    sentiment_type: SentimentType | None = None


@frozen(kw_only=True, repr=False, eq=False)
class EmailAccountTotals(Model):
    """Numbers of email accounts (``GET /analytics/mailbox/overall-stats``).

    Attributes:
        total_connected: Connected.
        in_use: In use by a campaign.
        disconnected: No longer connected.
        enabled_without_warmup: Ready to send, with warmup off.
    """

    total_connected: int | None = None
    in_use: int | None = None
    disconnected: int | None = None
    enabled_without_warmup: int | None = None


@frozen(kw_only=True, repr=False, eq=False)
class EmailAccountHealth(Performance):
    """An email account in ``GET /analytics/mailbox/name-wise-health-metrics``.

    Attributes:
        email_account: Its address.
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

    email_account: str | None = field(
        default=None, metadata=names("email_account", "from_email", "email")
    )


@frozen(kw_only=True, repr=False, eq=False)
class DomainHealth(Performance):
    """A sending domain in ``GET /analytics/mailbox/domain-wise-health-metrics``.

    Attributes:
        domain: The domain.
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

    domain: str | None = None


@frozen(kw_only=True, repr=False, eq=False)
class ProviderPerformance(Performance):
    """A provider's email accounts, all or those with a tag, of :class:`PerformanceByProvider`.

    Attributes:
        provider: The provider, such as ``Gmail``.
        tag: The tag, in an entry of a tag.
        tag_id: Its identifier, where it is sent.
        tag_color: Its color, where it is sent.
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

    provider: str | None = field(default=None, metadata=names("provider", "email_provider"))
    tag: str | None = field(default=None, metadata=names("tag", "tag_name"))
    tag_id: int | None = None
    tag_color: str | None = None


@frozen(kw_only=True, repr=False, eq=False)
class PerformanceByProvider(Model):
    """The figures of providers (``GET /analytics/mailbox/provider-wise-overall-performance``).

    Attributes:
        overall: One entry per provider.
        tag_wise: One entry per tag and provider.
    """

    overall: tuple[ProviderPerformance, ...] = ()
    tag_wise: tuple[ProviderPerformance, ...] = ()


@frozen(kw_only=True, repr=False, eq=False)
class TeamMemberStats(Model):
    """A member of the team in ``GET /analytics/team-board/overall-stats``.

    Attributes:
        id: Identifier of the member.
        name: Name.
        profile_pic_url: Where the picture is.
        lead_count: Leads.
        campaign_count: Campaigns.
        reply_count: Replies.
        positive_reply_count: Replies that show interest.
        reply_rate: Share replied to.
        positive_reply_rate: Share that showed interest.
        average_reply_time: Time to a reply on average, as the service writes it: ``2h 15m``.
        unique_open_count: Leads that opened an email.
    """

    id: int
    name: str | None = None
    profile_pic_url: str | None = None
    lead_count: int | None = None
    campaign_count: int | None = None
    reply_count: int | None = None
    positive_reply_count: int | None = None
    reply_rate: float | None = None
    positive_reply_rate: float | None = None
    average_reply_time: str | None = None
    unique_open_count: int | None = None
