# Written by scripts/generate_sync.py from smartlead_async/resources/analytics.py.
"""Statistics and analytics: of a campaign, and of all campaigns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Unpack

from smartlead_async import (
    NOT_GIVEN,
    AnalyticsByDate,
    AnalyticsOverview,
    Campaign,
    CampaignAnalytics,
    CampaignStatistics,
    NotGiven,
    Page,
)
from smartlead_async.models import (
    AnalyticsClient,
    AnalyticsFilters,
    CampaignPerformance,
    CampaignResponses,
    CampaignStatisticsFilters,
    CampaignStatusCount,
    ClientPerformance,
    ClientPerformanceFilters,
    DailyStats,
    DetailedAnalyticsFilters,
    DomainHealth,
    EmailAccountHealth,
    EmailAccountStatistics,
    EmailAccountStatisticsFilters,
    EmailAccountTotals,
    FirstReplyLeads,
    FollowupReplyRate,
    LeadCategoryResponse,
    LeadStatistics,
    LeadStatisticsFilters,
    LeadTotals,
    MonthlyClientCount,
    PerformanceByProvider,
    ReplyTime,
    SentTimeFilters,
    TeamMemberStats,
    TopLevelAnalytics,
)
from smartlead_async.resources.analytics import Analytics as AsyncAnalytics
from smartlead_sync._arguments import in_list, in_lists
from smartlead_sync._facade import Facade, Items, Later
from smartlead_sync._loop_thread import call

__all__ = ["Analytics"]


class Analytics(Facade[AsyncAnalytics]):
    """Figures of campaigns."""

    def get_campaign_statistics(
        self,
        campaign_id: int,
        *,
        offset: int = 0,
        limit: int = 100,
        **filters: Unpack[CampaignStatisticsFilters],
    ) -> Page[CampaignStatistics]:
        """Return one page of a campaign's statistics.

        ``GET /campaigns/{campaign_id}/statistics``
        ([API reference](https://api.smartlead.ai/api-reference/campaign-statistics/get-by-id)).

        Args:
            offset: Entries to pass over.
            limit: Entries to return at most, 1 to 1000.
            filters: See :class:`~smartlead_sync.models.CampaignStatisticsFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
            NotFoundError: There is no such campaign.
        """
        return call(
            self._async.get_campaign_statistics(campaign_id, offset=offset, limit=limit, **filters)
        )

    def iterate_campaign_statistics(
        self,
        campaign_id: int,
        *,
        page_size: int = 100,
        prefetch: int | None = None,
        patience: float = 0.0,
        **filters: Unpack[CampaignStatisticsFilters],
    ) -> Items[CampaignStatistics]:
        """Return all of a campaign's statistics, in order, with pages read ahead.

        Args:
            page_size: Entries to ask for at a time, 1 to 1000.
            prefetch: Pages to read ahead; by default what one burst of the key's limit allows.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            filters: See :class:`~smartlead_sync.models.CampaignStatisticsFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return Items(
            call(
                Later(
                    self._async.iterate_campaign_statistics,
                    campaign_id,
                    page_size=page_size,
                    prefetch=prefetch,
                    patience=patience,
                    **filters,
                ).run()
            )
        )

    def list_lead_statistics(
        self,
        campaign_id: int,
        *,
        offset: int = 0,
        limit: int = 100,
        **filters: Unpack[LeadStatisticsFilters],
    ) -> Page[LeadStatistics]:
        """Return one page of the statistics of a campaign's leads.

        ``GET /campaigns/{campaign_id}/leads-statistics``
        ([API reference](https://api.smartlead.ai/api-reference/campaign-statistics/lead-statistics)).

        Args:
            offset: Leads to pass over.
            limit: Leads to return at most, 1 to 100.
            filters: See :class:`~smartlead_sync.models.LeadStatisticsFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
            NotFoundError: There is no such campaign.
        """
        return call(
            self._async.list_lead_statistics(campaign_id, offset=offset, limit=limit, **filters)
        )

    def iterate_lead_statistics(
        self,
        campaign_id: int,
        *,
        page_size: int = 100,
        prefetch: int | None = None,
        patience: float = 0.0,
        **filters: Unpack[LeadStatisticsFilters],
    ) -> Items[LeadStatistics]:
        """Return the statistics of all of a campaign's leads, with one page read ahead.

        Args:
            page_size: Leads to ask for at a time, 1 to 100.
            prefetch: Pages to read ahead where the service tells the total.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            filters: See :class:`~smartlead_sync.models.LeadStatisticsFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return Items(
            call(
                Later(
                    self._async.iterate_lead_statistics,
                    campaign_id,
                    page_size=page_size,
                    prefetch=prefetch,
                    patience=patience,
                    **filters,
                ).run()
            )
        )

    def list_mailbox_statistics(
        self,
        campaign_id: int,
        *,
        offset: int = 0,
        limit: int = 20,
        **filters: Unpack[EmailAccountStatisticsFilters],
    ) -> Page[EmailAccountStatistics]:
        """Return one page of the statistics of a campaign's email accounts.

        ``GET /campaigns/{campaign_id}/mailbox-statistics``
        ([API reference](https://api.smartlead.ai/api-reference/campaign-statistics/mailbox-statistics)).
        The vendor documents a parameter for a second key. The SDK does not send it: make a client
        with that key instead.

        Args:
            offset: Email accounts to pass over.
            limit: Email accounts to return at most, 1 to 20.
            filters: See :class:`~smartlead_sync.models.EmailAccountStatisticsFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
            NotFoundError: There is no such campaign.
        """
        return call(
            self._async.list_mailbox_statistics(campaign_id, offset=offset, limit=limit, **filters)
        )

    def iterate_mailbox_statistics(
        self,
        campaign_id: int,
        *,
        page_size: int = 20,
        prefetch: int | None = None,
        patience: float = 0.0,
        **filters: Unpack[EmailAccountStatisticsFilters],
    ) -> Items[EmailAccountStatistics]:
        """Return the statistics of all of a campaign's email accounts, with one page read ahead.

        Args:
            page_size: Email accounts to ask for at a time, 1 to 20.
            prefetch: Pages to read ahead where the service tells the total.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            filters: See :class:`~smartlead_sync.models.EmailAccountStatisticsFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return Items(
            call(
                Later(
                    self._async.iterate_mailbox_statistics,
                    campaign_id,
                    page_size=page_size,
                    prefetch=prefetch,
                    patience=patience,
                    **filters,
                ).run()
            )
        )

    def get_campaign_top_level_by_date(
        self, campaign_id: int, *, start_date: dt.date | str, end_date: dt.date | str
    ) -> list[TopLevelAnalytics]:
        """Return the totals of a campaign in a range of days of any length.

        ``GET /campaigns/{campaign_id}/top-level-analytics-by-date``
        ([API reference](https://api.smartlead.ai/api-reference/campaign-statistics/top-level-by-date)).
        The vendor documents both a list and a single object; an object becomes a list of one.

        Args:
            start_date: First day (a date, or ISO 8601 text).
            end_date: Last day.

        Raises:
            InvalidRequestError: A date is wrong.
            NotFoundError: There is no such campaign.
        """
        return call(
            self._async.get_campaign_top_level_by_date(
                campaign_id, start_date=start_date, end_date=end_date
            )
        )

    def get_campaign_by_date(
        self,
        campaign_id: int,
        *,
        start_date: dt.date | str,
        end_date: dt.date | str,
        time_zone: str | NotGiven = NOT_GIVEN,
    ) -> list[AnalyticsByDate]:
        """Return the figures of a campaign in a range of days.

        ``GET /campaigns/{campaign_id}/analytics-by-date``
        ([API reference](https://api.smartlead.ai/api-reference/campaign-statistics/get-by-date-range)).
        The service was seen to send one entry per day, or one for the whole range.

        Args:
            start_date: First day (a date, or ISO 8601 text).
            end_date: Last day, at most 30 days after the first.
            time_zone: IANA timezone of the days, such as ``America/New_York``.

        Raises:
            InvalidRequestError: The range is empty or longer than 30 days.
            NotFoundError: There is no such campaign.
        """
        return call(
            self._async.get_campaign_by_date(
                campaign_id, start_date=start_date, end_date=end_date, time_zone=time_zone
            )
        )

    def get_campaign(self, campaign_id: int) -> CampaignAnalytics:
        """Return the totals of a campaign.

        ``GET /campaigns/{campaign_id}/analytics``
        ([API reference](https://api.smartlead.ai/api-reference/campaign-statistics/top-level)).

        Raises:
            NotFoundError: There is no such campaign.
        """
        return call(self._async.get_campaign(campaign_id))

    def get_overview(
        self,
        *,
        start_date: dt.date | str | NotGiven = NOT_GIVEN,
        end_date: dt.date | str | NotGiven = NOT_GIVEN,
        timezone: str | NotGiven = NOT_GIVEN,
        client_ids: Sequence[int] | NotGiven = NOT_GIVEN,
        campaign_ids: Sequence[int] | NotGiven = NOT_GIVEN,
        is_agency: bool | NotGiven = NOT_GIVEN,
        full_data: bool | NotGiven = NOT_GIVEN,
    ) -> AnalyticsOverview:
        """Return the totals over all campaigns.

        ``GET /analytics/overview``; where the service does not know it and both dates are given,
        ``GET /analytics/overall-stats-v2``.

        Args:
            start_date: First day (a date, or ISO 8601 text).
            end_date: Last day.
            timezone: IANA timezone of the days, such as ``America/New_York``.
            client_ids: Only campaigns of these clients (agency accounts).
            campaign_ids: Only these campaigns.
            is_agency: Whether to count as an agency does.
            full_data: Whether to return all groups of figures.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
            NotFoundError: The service knows neither route, or no dates are given for the second.
        """
        return call(
            self._async.get_overview(
                start_date=start_date,
                end_date=end_date,
                timezone=timezone,
                client_ids=in_list(client_ids),
                campaign_ids=in_list(campaign_ids),
                is_agency=is_agency,
                full_data=full_data,
            )
        )

    def get_overall_stats(
        self, *, is_agency: bool | NotGiven = NOT_GIVEN, **filters: Unpack[DetailedAnalyticsFilters]
    ) -> AnalyticsOverview:
        """Return the totals over all campaigns in a range of days.

        ``GET /analytics/overall-stats-v2``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/overview)).
        :meth:`get_overview` needs no dates.

        Args:
            is_agency: Whether to count as an agency does.
            filters: See :class:`~smartlead_sync.models.DetailedAnalyticsFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return call(self._async.get_overall_stats(is_agency=is_agency, **in_lists(filters)))

    def get_day_wise_overall_stats(self, **filters: Unpack[AnalyticsFilters]) -> list[DailyStats]:
        """Return the figures of each day.

        ``GET /analytics/day-wise-overall-stats``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/day-wise-stats)).

        Args:
            filters: See :class:`~smartlead_sync.models.AnalyticsFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return call(self._async.get_day_wise_overall_stats(**in_lists(filters)))

    def get_day_wise_overall_stats_by_sent_time(
        self, **filters: Unpack[SentTimeFilters]
    ) -> list[DailyStats]:
        """Return the figures of each day, opens and replies counted for the day of sending.

        ``GET /analytics/day-wise-overall-stats-by-sent-time``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/day-wise-sent-time)).

        Args:
            filters: See :class:`~smartlead_sync.models.SentTimeFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return call(self._async.get_day_wise_overall_stats_by_sent_time(**in_lists(filters)))

    def get_day_wise_positive_reply_stats(
        self, **filters: Unpack[AnalyticsFilters]
    ) -> list[DailyStats]:
        """Return the number of positive replies of each day.

        ``GET /analytics/day-wise-positive-reply-stats``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/day-wise-positive-reply)).

        Args:
            filters: See :class:`~smartlead_sync.models.AnalyticsFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return call(self._async.get_day_wise_positive_reply_stats(**in_lists(filters)))

    def get_day_wise_positive_reply_stats_by_sent_time(
        self, **filters: Unpack[SentTimeFilters]
    ) -> list[DailyStats]:
        """Return the number of positive replies to the emails of each day.

        ``GET /analytics/day-wise-positive-reply-stats-by-sent-time``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/day-wise-positive-sent-time)).

        Args:
            filters: See :class:`~smartlead_sync.models.SentTimeFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return call(self._async.get_day_wise_positive_reply_stats_by_sent_time(**in_lists(filters)))

    def list_campaigns(self, *, client_ids: Sequence[int] | NotGiven = NOT_GIVEN) -> list[Campaign]:
        """Return the ids and names of all campaigns.

        ``GET /analytics/campaign/list``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/campaign-list)).
        :meth:`Campaigns.list` returns all that is known of them.

        Args:
            client_ids: Only campaigns of these clients (agency accounts).

        Raises:
            InvalidRequestError: An id is not a positive integer.
        """
        return call(self._async.list_campaigns(client_ids=in_list(client_ids)))

    def get_campaign_performance(
        self,
        *,
        limit: int | NotGiven = NOT_GIVEN,
        offset: int | NotGiven = NOT_GIVEN,
        **filters: Unpack[DetailedAnalyticsFilters],
    ) -> Page[CampaignPerformance]:
        """Return one page of the figures of each campaign.

        ``GET /analytics/campaign/overall-stats``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/campaign-performance)).
        The service does not tell the total.

        Args:
            limit: Entries to return at most.
            offset: Entries to pass over.
            filters: See :class:`~smartlead_sync.models.DetailedAnalyticsFilters`.

        Raises:
            InvalidRequestError: An argument is wrong.
        """
        return call(
            self._async.get_campaign_performance(limit=limit, offset=offset, **in_lists(filters))
        )

    def get_campaign_response_stats(
        self, **filters: Unpack[DetailedAnalyticsFilters]
    ) -> list[CampaignResponses]:
        """Return how many replies to each campaign are positive, neutral and negative.

        ``GET /analytics/campaign/response-stats``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/campaign-response-stats)).

        Args:
            filters: See :class:`~smartlead_sync.models.DetailedAnalyticsFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return call(self._async.get_campaign_response_stats(**in_lists(filters)))

    def get_campaign_status_stats(
        self, *, client_ids: Sequence[int] | NotGiven = NOT_GIVEN
    ) -> list[CampaignStatusCount]:
        """Return how many campaigns are in each state.

        ``GET /analytics/campaign/status-stats``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/campaign-status-stats)).

        Args:
            client_ids: Only campaigns of these clients (agency accounts).

        Raises:
            InvalidRequestError: An id is not a positive integer.
        """
        return call(self._async.get_campaign_status_stats(client_ids=in_list(client_ids)))

    def get_followup_reply_rate(self, **filters: Unpack[AnalyticsFilters]) -> FollowupReplyRate:
        """Return the share of follow-ups that are replied to.

        ``GET /analytics/campaign/follow-up-reply-rate``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/followup-reply-rate)).

        Args:
            filters: See :class:`~smartlead_sync.models.AnalyticsFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return call(self._async.get_followup_reply_rate(**in_lists(filters)))

    def get_lead_to_reply_time(self, **filters: Unpack[AnalyticsFilters]) -> list[ReplyTime]:
        """Return how long leads took to reply.

        ``GET /analytics/campaign/lead-to-reply-time``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/lead-to-reply-time)).

        Args:
            filters: See :class:`~smartlead_sync.models.AnalyticsFilters`.

        Returns:
            One entry per time span, or one with the average and the median.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return call(self._async.get_lead_to_reply_time(**in_lists(filters)))

    def get_leads_for_first_reply(self, **filters: Unpack[AnalyticsFilters]) -> FirstReplyLeads:
        """Return how many leads are contacted until one replies.

        ``GET /analytics/campaign/leads-take-for-first-reply``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/leads-for-first-reply)).

        Args:
            filters: See :class:`~smartlead_sync.models.AnalyticsFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return call(self._async.get_leads_for_first_reply(**in_lists(filters)))

    def list_clients(
        self, *, client_ids: Sequence[int] | NotGiven = NOT_GIVEN
    ) -> list[AnalyticsClient]:
        """Return the ids and names of all clients (agency accounts).

        ``GET /analytics/client/list``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/client-list)).

        Args:
            client_ids: Only these clients.

        Raises:
            InvalidRequestError: An id is not a positive integer.
        """
        return call(self._async.list_clients(client_ids=in_list(client_ids)))

    def get_client_performance(
        self,
        *,
        limit: int | NotGiven = NOT_GIVEN,
        offset: int | NotGiven = NOT_GIVEN,
        **filters: Unpack[ClientPerformanceFilters],
    ) -> Page[ClientPerformance]:
        """Return one page of the figures of each client (agency accounts).

        ``GET /analytics/client/overall-stats``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/client-performance)).
        The service does not tell the total.

        Args:
            limit: Entries to return at most.
            offset: Entries to pass over.
            filters: See :class:`~smartlead_sync.models.ClientPerformanceFilters`.

        Raises:
            InvalidRequestError: An argument is wrong.
        """
        return call(
            self._async.get_client_performance(limit=limit, offset=offset, **in_lists(filters))
        )

    def get_client_month_wise_count(
        self, *, client_ids: Sequence[int] | NotGiven = NOT_GIVEN
    ) -> list[MonthlyClientCount]:
        """Return the number of clients of each month (agency accounts).

        ``GET /analytics/client/month-wise-count``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/month-wise-client-count)).

        Args:
            client_ids: Only these clients.

        Raises:
            InvalidRequestError: An id is not a positive integer.
        """
        return call(self._async.get_client_month_wise_count(client_ids=in_list(client_ids)))

    def get_lead_overall_stats(self, **filters: Unpack[AnalyticsFilters]) -> LeadTotals:
        """Return how many leads were contacted, for the first time and again.

        ``GET /analytics/lead/overall-stats``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/lead-stats)).

        Args:
            filters: See :class:`~smartlead_sync.models.AnalyticsFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return call(self._async.get_lead_overall_stats(**in_lists(filters)))

    def get_lead_category_response(
        self, **filters: Unpack[AnalyticsFilters]
    ) -> list[LeadCategoryResponse]:
        """Return the number of replies of each category.

        ``GET /analytics/lead/category-wise-response``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/lead-category-response)).

        Args:
            filters: See :class:`~smartlead_sync.models.AnalyticsFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return call(self._async.get_lead_category_response(**in_lists(filters)))

    def get_mailbox_overall_stats(
        self, *, client_ids: Sequence[int] | NotGiven = NOT_GIVEN
    ) -> EmailAccountTotals:
        """Return how many email accounts are connected, in use and disconnected.

        ``GET /analytics/mailbox/overall-stats``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/mailbox-health)).

        Args:
            client_ids: Only email accounts of these clients (agency accounts).

        Raises:
            InvalidRequestError: An id is not a positive integer.
        """
        return call(self._async.get_mailbox_overall_stats(client_ids=in_list(client_ids)))

    def get_mailbox_name_health(
        self,
        *,
        limit: int | NotGiven = NOT_GIVEN,
        offset: int | NotGiven = NOT_GIVEN,
        is_bounced: bool | NotGiven = NOT_GIVEN,
        **filters: Unpack[DetailedAnalyticsFilters],
    ) -> Page[EmailAccountHealth]:
        """Return one page of the figures of each email account.

        ``GET /analytics/mailbox/name-wise-health-metrics``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/email-wise-health)).
        The service does not tell the total.

        Args:
            limit: Entries to return at most.
            offset: Entries to pass over.
            is_bounced: Filter by bounces; the vendor does not describe it.
            filters: See :class:`~smartlead_sync.models.DetailedAnalyticsFilters`.

        Raises:
            InvalidRequestError: An argument is wrong.
        """
        return call(
            self._async.get_mailbox_name_health(
                limit=limit, offset=offset, is_bounced=is_bounced, **in_lists(filters)
            )
        )

    def get_mailbox_domain_health(
        self,
        *,
        limit: int | NotGiven = NOT_GIVEN,
        offset: int | NotGiven = NOT_GIVEN,
        **filters: Unpack[DetailedAnalyticsFilters],
    ) -> Page[DomainHealth]:
        """Return one page of the figures of each sending domain.

        ``GET /analytics/mailbox/domain-wise-health-metrics``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/domain-wise-health)).
        The service does not tell the total.

        Args:
            limit: Entries to return at most.
            offset: Entries to pass over.
            filters: See :class:`~smartlead_sync.models.DetailedAnalyticsFilters`.

        Raises:
            InvalidRequestError: An argument is wrong.
        """
        return call(
            self._async.get_mailbox_domain_health(limit=limit, offset=offset, **in_lists(filters))
        )

    def get_mailbox_provider_performance(
        self, **filters: Unpack[DetailedAnalyticsFilters]
    ) -> PerformanceByProvider:
        """Return the figures of each provider of email accounts, in all and by tag.

        ``GET /analytics/mailbox/provider-wise-overall-performance``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/provider-performance)).

        Args:
            filters: See :class:`~smartlead_sync.models.DetailedAnalyticsFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return call(self._async.get_mailbox_provider_performance(**in_lists(filters)))

    def get_team_board_stats(
        self, **filters: Unpack[DetailedAnalyticsFilters]
    ) -> list[TeamMemberStats]:
        """Return the figures of each member of the team.

        ``GET /analytics/team-board/overall-stats``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/team-board-stats)).

        Args:
            filters: See :class:`~smartlead_sync.models.DetailedAnalyticsFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return call(self._async.get_team_board_stats(**in_lists(filters)))
