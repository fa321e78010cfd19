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
    positive_id,
    timezone_name,
)
from ..models import (
    AnalyticsByDate,
    AnalyticsOverview,
    CampaignAnalytics,
    CampaignStatistics,
    CampaignStatisticsFilters,
    EmailAccountStatistics,
    EmailAccountStatisticsFilters,
    LeadStatistics,
    LeadStatisticsFilters,
    Page,
    TopLevelAnalytics,
)
from ..models.analytics import SentEmailStatus
from ._base import Listing, optional
from .analytics_groups import AnalyticsGroups
from .analytics_totals import AnalyticsTotals

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
_LEADS: Final = Listing(
    endpoint=Endpoint("GET", f"{_CAMPAIGN}/leads-statistics", "safe", page(LeadStatistics)),
    filters=LeadStatisticsFilters,
    methods=("list_lead_statistics", "iterate_lead_statistics"),
    identity=lambda row: row.lead_id or row.lead_email,
    checks={"event_time_gt": day},
)
_ACCOUNTS: Final = Listing(
    endpoint=Endpoint(
        "GET",
        f"{_CAMPAIGN}/mailbox-statistics",
        "safe",
        page(EmailAccountStatistics, ("mailbox_statistics",), ("total",)),
    ),
    filters=EmailAccountStatisticsFilters,
    methods=("list_mailbox_statistics", "iterate_mailbox_statistics"),
    most=20,
    identity=lambda row: row.email_account_id or row.from_email,
    checks={
        "client_id": positive_id,
        "start_date": day,
        "end_date": day,
        "time_zone": timezone_name,
    },
)
_TOP_LEVEL: Final = Endpoint(
    "GET", f"{_CAMPAIGN}/top-level-analytics-by-date", "safe", many(TopLevelAnalytics)
)
_BY_DATE: Final = Endpoint("GET", f"{_CAMPAIGN}/analytics-by-date", "safe", many(AnalyticsByDate))
_ANALYTICS: Final = Endpoint("GET", f"{_CAMPAIGN}/analytics", "safe", lookup(CampaignAnalytics))
_OVERVIEW: Final = Endpoint(
    "GET", "/analytics/overview", "safe", one(AnalyticsOverview), other=wire_forms.OVERALL_STATS
)


class Analytics(AnalyticsTotals, AnalyticsGroups):
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
            offset: Entries to pass over.
            limit: Entries to return at most, 1 to 1000.
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
        patience: float = 0.0,
        **filters: Unpack[CampaignStatisticsFilters],
    ) -> Items[CampaignStatistics]:
        """Return all of a campaign's statistics, in order, with pages read ahead.

        Args:
            page_size: Entries to ask for at a time, 1 to 1000.
            prefetch: Pages to read ahead; by default what one burst of the key's limit allows.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            filters: See :class:`~smartlead_async.models.CampaignStatisticsFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return self._iterate(
            _STATISTICS,
            campaign_id,
            page_size=page_size,
            prefetch=prefetch,
            patience=patience,
            filters=filters,
        )

    async def list_lead_statistics(
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
            filters: See :class:`~smartlead_async.models.LeadStatisticsFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
            NotFoundError: There is no such campaign.
        """
        return await self._list(_LEADS, campaign_id, start=offset, limit=limit, filters=filters)

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
            filters: See :class:`~smartlead_async.models.LeadStatisticsFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return self._iterate(
            _LEADS,
            campaign_id,
            page_size=page_size,
            prefetch=prefetch,
            patience=patience,
            filters=filters,
        )

    async def list_mailbox_statistics(
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
            filters: See :class:`~smartlead_async.models.EmailAccountStatisticsFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
            NotFoundError: There is no such campaign.
        """
        return await self._list(_ACCOUNTS, campaign_id, start=offset, limit=limit, filters=filters)

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
            filters: See :class:`~smartlead_async.models.EmailAccountStatisticsFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return self._iterate(
            _ACCOUNTS,
            campaign_id,
            page_size=page_size,
            prefetch=prefetch,
            patience=patience,
            filters=filters,
        )

    async def get_campaign_top_level_by_date(
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
        query = {"start_date": day("start_date", start_date), "end_date": day("end_date", end_date)}
        return await self._call(_TOP_LEVEL.request(campaign_id, query=query))

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
        The service was seen to send one entry per day, or one for the whole range.

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
