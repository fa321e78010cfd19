"""Statistics and analytics: of a campaign, and of all campaigns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Sequence
from functools import partial
from typing import Final, Unpack, get_args

from .._http import wire_forms
from .._http.endpoint import Endpoint
from .._http.envelopes import lookup, many, one, page
from .._http.pagination import Items
from .._options import NOT_GIVEN, NotGiven
from .._validate import (
    date_span,
    day,
    in_range,
    joined_ids,
    moment,
    one_of,
    timezone_name,
)
from ..models import (
    AnalyticsByDate,
    AnalyticsOverview,
    CampaignAnalytics,
    CampaignStatistics,
    CampaignStatisticsFilters,
    Page,
)
from ..models.analytics import SentEmailStatus
from ._base import Listing, Resource, optional

__all__ = ["Analytics"]


def _identity(row: CampaignStatistics) -> Hashable | None:
    """Name the email that a row is about; a row about no email is like no other."""
    if row.lead_email is None:
        return None
    return (row.lead_email, row.sequence_number, row.sent_time)


_CAMPAIGN: Final = "/campaigns/{campaign_id}"
_STATISTICS: Final = Listing(
    endpoint=Endpoint(
        "GET",
        f"{_CAMPAIGN}/statistics",
        "safe",
        page(CampaignStatistics, (), ("total_stats", "total")),
    ),
    filters=CampaignStatisticsFilters,
    methods=("get_campaign_statistics", "iterate_campaign_statistics"),
    most=1000,
    identity=_identity,
    checks={
        "email_sequence_number": partial(in_range, least=1, most=20),
        "email_status": partial(one_of, allowed=get_args(SentEmailStatus)),
        "sent_time_start_date": moment,
        "sent_time_end_date": moment,
    },
)
_BY_DATE: Final = Endpoint("GET", f"{_CAMPAIGN}/analytics-by-date", "safe", many(AnalyticsByDate))
_ANALYTICS: Final = Endpoint("GET", f"{_CAMPAIGN}/analytics", "safe", lookup(CampaignAnalytics))
_OVERVIEW: Final = Endpoint(
    "GET", "/analytics/overview", "safe", one(AnalyticsOverview), other=wire_forms.OVERALL_STATS
)


class Analytics(Resource):
    """Figures of campaigns."""

    async def get_campaign_statistics(
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
            offset: Rows to pass over.
            limit: Rows to return at most, 1 to 1000.
            filters: See :class:`~smartlead_async.models.CampaignStatisticsFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
            NotFoundError: There is no such campaign.
        """
        return await self._list(
            _STATISTICS, campaign_id, start=offset, limit=limit, filters=filters
        )

    def iterate_campaign_statistics(
        self,
        campaign_id: int,
        *,
        page_size: int = 100,
        prefetch: int | None = None,
        **filters: Unpack[CampaignStatisticsFilters],
    ) -> Items[CampaignStatistics]:
        """Return all of a campaign's statistics, in order, with pages read ahead.

        Args:
            page_size: Rows to ask for at a time, 1 to 1000.
            prefetch: Pages to read ahead; by default what one burst of the key's limit allows.
            filters: See :class:`~smartlead_async.models.CampaignStatisticsFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return self._iterate(
            _STATISTICS, campaign_id, page_size=page_size, prefetch=prefetch, filters=filters
        )

    async def get_campaign_by_date(
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
        The service is seen to send a row for each day, or one for the whole range.

        Args:
            start_date: First day (a date, or ISO 8601 text).
            end_date: Last day, at most 30 days after the first.
            time_zone: IANA timezone of the days, such as ``America/New_York``.

        Raises:
            InvalidRequestError: The range is empty or longer than 30 days.
            NotFoundError: There is no such campaign.
        """
        start, end = date_span(start_date, end_date)
        zone = optional(timezone_name, "time_zone", time_zone)
        query = {"start_date": start, "end_date": end, "time_zone": zone}
        return await self._call(_BY_DATE.request(campaign_id, query=query))

    async def get_campaign(self, campaign_id: int) -> CampaignAnalytics:
        """Return the totals of a campaign.

        ``GET /campaigns/{campaign_id}/analytics``
        ([API reference](https://api.smartlead.ai/api-reference/campaign-statistics/top-level)).

        Raises:
            NotFoundError: There is no such campaign.
        """
        return await self._call(_ANALYTICS.request(campaign_id))

    async def get_overview(
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
        query = {
            "start_date": optional(day, "start_date", start_date),
            "end_date": optional(day, "end_date", end_date),
            "timezone": optional(timezone_name, "timezone", timezone),
            "client_ids": optional(joined_ids, "client_ids", client_ids),
            "campaign_ids": optional(joined_ids, "campaign_ids", campaign_ids),
            "is_agency": is_agency,
            "full_data": full_data,
        }
        return await self._call(_OVERVIEW.request(query=query))
