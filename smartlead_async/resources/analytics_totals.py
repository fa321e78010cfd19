"""Figures of days and of campaigns: ``/analytics`` and ``/analytics/campaign``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Unpack

from .._http.endpoint import Endpoint
from .._http.envelopes import many, one, page
from .._options import NOT_GIVEN, NotGiven
from .._validate import joined_ids, true_or_false
from ..models import (
    AnalyticsFilters,
    AnalyticsOverview,
    Campaign,
    CampaignPerformance,
    CampaignResponses,
    CampaignStatusCount,
    DailyStats,
    DetailedAnalyticsFilters,
    FirstReplyLeads,
    FollowupReplyRate,
    Page,
    ReplyTime,
    SentTimeFilters,
)
from ._base import optional
from ._figures import DAYS, Figures

__all__ = ["AnalyticsTotals"]


_OVERALL: Final = Endpoint("GET", "/analytics/overall-stats-v2", "safe", one(AnalyticsOverview))
_BY_DAY: Final = Endpoint(
    "GET", "/analytics/day-wise-overall-stats", "safe", many(DailyStats, "day_wise_stats")
)
_BY_DAY_SENT: Final = Endpoint(
    "GET",
    "/analytics/day-wise-overall-stats-by-sent-time",
    "safe",
    many(DailyStats, "day_wise_stats"),
)
_POSITIVE_BY_DAY: Final = Endpoint(
    "GET", "/analytics/day-wise-positive-reply-stats", "safe", many(DailyStats, "day_wise_stats")
)
_POSITIVE_BY_DAY_SENT: Final = Endpoint(
    "GET",
    "/analytics/day-wise-positive-reply-stats-by-sent-time",
    "safe",
    many(DailyStats, "day_wise_stats"),
)
_CAMPAIGNS: Final = Endpoint(
    "GET", "/analytics/campaign/list", "safe", many(Campaign, "campaign_list")
)
_PERFORMANCE: Final = Endpoint(
    "GET",
    "/analytics/campaign/overall-stats",
    "safe",
    page(CampaignPerformance, ("campaign_wise_performance",)),
)
_RESPONSES: Final = Endpoint(
    "GET",
    "/analytics/campaign/response-stats",
    "safe",
    many(CampaignResponses, "campaign_wise_response_stats"),
)
_STATES: Final = Endpoint(
    "GET",
    "/analytics/campaign/status-stats",
    "safe",
    many(CampaignStatusCount, "campaign_status_stats"),
)
_FOLLOWUPS: Final = Endpoint(
    "GET", "/analytics/campaign/follow-up-reply-rate", "safe", one(FollowupReplyRate)
)
_REPLY_TIME: Final = Endpoint(
    "GET", "/analytics/campaign/lead-to-reply-time", "safe", many(ReplyTime, "lead_to_reply_time")
)
_FIRST_REPLY: Final = Endpoint(
    "GET", "/analytics/campaign/leads-take-for-first-reply", "safe", one(FirstReplyLeads)
)


class AnalyticsTotals(Figures):
    """The part of :class:`Analytics` about days and campaigns."""

    async def get_overall_stats(
        self,
        *,
        is_agency: bool | NotGiven = NOT_GIVEN,
        **filters: Unpack[DetailedAnalyticsFilters],
    ) -> AnalyticsOverview:
        """Return the totals over all campaigns in a range of days.

        ``GET /analytics/overall-stats-v2``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/overview)).
        :meth:`get_overview` needs no dates.

        Args:
            is_agency: Whether to count as an agency does.
            filters: See :class:`~smartlead_async.models.DetailedAnalyticsFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return await self._figures(
            _OVERALL,
            "get_overall_stats",
            filters,
            DetailedAnalyticsFilters,
            is_agency=optional(true_or_false, "is_agency", is_agency),
        )

    async def get_day_wise_overall_stats(
        self, **filters: Unpack[AnalyticsFilters]
    ) -> list[DailyStats]:
        """Return the figures of each day.

        ``GET /analytics/day-wise-overall-stats``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/day-wise-stats)).

        Args:
            filters: See :class:`~smartlead_async.models.AnalyticsFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return await self._figures(_BY_DAY, "get_day_wise_overall_stats", filters)

    async def get_day_wise_overall_stats_by_sent_time(
        self, **filters: Unpack[SentTimeFilters]
    ) -> list[DailyStats]:
        """Return the figures of each day, opens and replies counted for the day of sending.

        ``GET /analytics/day-wise-overall-stats-by-sent-time``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/day-wise-sent-time)).

        Args:
            filters: See :class:`~smartlead_async.models.SentTimeFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return await self._figures(
            _BY_DAY_SENT,
            "get_day_wise_overall_stats_by_sent_time",
            filters,
            SentTimeFilters,
            required=(*DAYS, "timezone"),
        )

    async def get_day_wise_positive_reply_stats(
        self, **filters: Unpack[AnalyticsFilters]
    ) -> list[DailyStats]:
        """Return the number of positive replies of each day.

        ``GET /analytics/day-wise-positive-reply-stats``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/day-wise-positive-reply)).

        Args:
            filters: See :class:`~smartlead_async.models.AnalyticsFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return await self._figures(_POSITIVE_BY_DAY, "get_day_wise_positive_reply_stats", filters)

    async def get_day_wise_positive_reply_stats_by_sent_time(
        self, **filters: Unpack[SentTimeFilters]
    ) -> list[DailyStats]:
        """Return the number of positive replies to the emails of each day.

        ``GET /analytics/day-wise-positive-reply-stats-by-sent-time``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/day-wise-positive-sent-time)).

        Args:
            filters: See :class:`~smartlead_async.models.SentTimeFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return await self._figures(
            _POSITIVE_BY_DAY_SENT,
            "get_day_wise_positive_reply_stats_by_sent_time",
            filters,
            SentTimeFilters,
            required=(*DAYS, "timezone"),
        )

    async def list_campaigns(
        self, *, client_ids: Sequence[int] | NotGiven = NOT_GIVEN
    ) -> list[Campaign]:
        """Return the ids and names of all campaigns.

        ``GET /analytics/campaign/list``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/campaign-list)).
        :meth:`Campaigns.list` returns all that is known of them.

        Args:
            client_ids: Only campaigns of these clients (agency accounts).

        Raises:
            InvalidRequestError: An id is not a positive integer.
        """
        ids = optional(joined_ids, "client_ids", client_ids)
        return await self._call(_CAMPAIGNS.request(query={"client_ids": ids}))

    async def get_campaign_performance(
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
            filters: See :class:`~smartlead_async.models.DetailedAnalyticsFilters`.

        Raises:
            InvalidRequestError: An argument is wrong.
        """
        return await self._page_of_figures(
            _PERFORMANCE,
            "get_campaign_performance",
            filters,
            DetailedAnalyticsFilters,
            limit=limit,
            offset=offset,
        )

    async def get_campaign_response_stats(
        self, **filters: Unpack[DetailedAnalyticsFilters]
    ) -> list[CampaignResponses]:
        """Return how many replies to each campaign are positive, neutral and negative.

        ``GET /analytics/campaign/response-stats``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/campaign-response-stats)).

        Args:
            filters: See :class:`~smartlead_async.models.DetailedAnalyticsFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return await self._figures(
            _RESPONSES, "get_campaign_response_stats", filters, DetailedAnalyticsFilters
        )

    async def get_campaign_status_stats(
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
        ids = optional(joined_ids, "client_ids", client_ids)
        return await self._call(_STATES.request(query={"client_ids": ids}))

    async def get_followup_reply_rate(
        self, **filters: Unpack[AnalyticsFilters]
    ) -> FollowupReplyRate:
        """Return the share of follow-ups that are replied to.

        ``GET /analytics/campaign/follow-up-reply-rate``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/followup-reply-rate)).

        Args:
            filters: See :class:`~smartlead_async.models.AnalyticsFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return await self._figures(_FOLLOWUPS, "get_followup_reply_rate", filters)

    async def get_lead_to_reply_time(self, **filters: Unpack[AnalyticsFilters]) -> list[ReplyTime]:
        """Return how long leads took to reply.

        ``GET /analytics/campaign/lead-to-reply-time``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/lead-to-reply-time)).

        Args:
            filters: See :class:`~smartlead_async.models.AnalyticsFilters`.

        Returns:
            One entry per time span, or one with the average and the median.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return await self._figures(_REPLY_TIME, "get_lead_to_reply_time", filters)

    async def get_leads_for_first_reply(
        self, **filters: Unpack[AnalyticsFilters]
    ) -> FirstReplyLeads:
        """Return how many leads are contacted until one replies.

        ``GET /analytics/campaign/leads-take-for-first-reply``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/leads-for-first-reply)).

        Args:
            filters: See :class:`~smartlead_async.models.AnalyticsFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return await self._figures(_FIRST_REPLY, "get_leads_for_first_reply", filters)
