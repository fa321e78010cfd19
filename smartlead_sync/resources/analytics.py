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
    CampaignAnalytics,
    CampaignStatistics,
    NotGiven,
    Page,
)
from smartlead_async.models import CampaignStatisticsFilters
from smartlead_async.resources.analytics import Analytics as AsyncAnalytics
from smartlead_sync._arguments import in_list
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
            offset: Rows to pass over.
            limit: Rows to return at most, 1 to 1000.
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
        **filters: Unpack[CampaignStatisticsFilters],
    ) -> Items[CampaignStatistics]:
        """Return all of a campaign's statistics, in order, with pages read ahead.

        Args:
            page_size: Rows to ask for at a time, 1 to 1000.
            prefetch: Pages to read ahead; by default what one burst of the key's limit allows.
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
                    **filters,
                ).run()
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
        The service is seen to send a row for each day, or one for the whole range.

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
