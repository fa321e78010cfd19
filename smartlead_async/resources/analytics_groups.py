"""Figures of clients, leads, email accounts and the team: ``/analytics/client`` and others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Unpack

from .._http.endpoint import Endpoint
from .._http.envelopes import many, one, page
from .._options import NOT_GIVEN, NotGiven
from .._validate import joined_ids, true_or_false
from ..models import (
    AnalyticsClient,
    AnalyticsFilters,
    ClientPerformance,
    ClientPerformanceFilters,
    DetailedAnalyticsFilters,
    DomainHealth,
    EmailAccountHealth,
    EmailAccountTotals,
    LeadCategoryResponse,
    LeadTotals,
    MonthlyClientCount,
    Page,
    PerformanceByProvider,
    TeamMemberStats,
)
from ._base import optional
from ._figures import Figures

__all__ = ["AnalyticsGroups"]


_CLIENTS: Final = Endpoint(
    "GET", "/analytics/client/list", "safe", many(AnalyticsClient, "client_list")
)
_CLIENT_PERFORMANCE: Final = Endpoint(
    "GET",
    "/analytics/client/overall-stats",
    "safe",
    page(ClientPerformance, ("client_wise_performance",)),
)
_CLIENTS_BY_MONTH: Final = Endpoint(
    "GET", "/analytics/client/month-wise-count", "safe", many(MonthlyClientCount, "monthly_stats")
)
_LEADS: Final = Endpoint(
    "GET", "/analytics/lead/overall-stats", "safe", one(LeadTotals, "lead_stats")
)
_CATEGORIES: Final = Endpoint(
    "GET",
    "/analytics/lead/category-wise-response",
    "safe",
    many(LeadCategoryResponse, "lead_responses_by_category", "leadResponseGrouping"),
)
_ACCOUNTS: Final = Endpoint(
    "GET",
    "/analytics/mailbox/overall-stats",
    "safe",
    one(EmailAccountTotals, "overall_mailbox_stats"),
)
_ACCOUNT_HEALTH: Final = Endpoint(
    "GET",
    "/analytics/mailbox/name-wise-health-metrics",
    "safe",
    page(EmailAccountHealth, ("email_health_metrics",)),
)
_DOMAIN_HEALTH: Final = Endpoint(
    "GET",
    "/analytics/mailbox/domain-wise-health-metrics",
    "safe",
    page(DomainHealth, ("domain_health_metrics",)),
)
_PROVIDERS: Final = Endpoint(
    "GET",
    "/analytics/mailbox/provider-wise-overall-performance",
    "safe",
    one(PerformanceByProvider, "email_providers_performance_overview"),
)
_TEAM: Final = Endpoint(
    "GET", "/analytics/team-board/overall-stats", "safe", many(TeamMemberStats, "team_board_stats")
)


class AnalyticsGroups(Figures):
    """The part of :class:`Analytics` about clients, leads, email accounts and the team."""

    async def list_clients(
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
        ids = optional(joined_ids, "client_ids", client_ids)
        return await self._call(_CLIENTS.request(query={"client_ids": ids}))

    async def get_client_performance(
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
            filters: See :class:`~smartlead_async.models.ClientPerformanceFilters`.

        Raises:
            InvalidRequestError: An argument is wrong.
        """
        return await self._page_of_figures(
            _CLIENT_PERFORMANCE,
            "get_client_performance",
            filters,
            ClientPerformanceFilters,
            limit=limit,
            offset=offset,
        )

    async def get_client_month_wise_count(
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
        ids = optional(joined_ids, "client_ids", client_ids)
        return await self._call(_CLIENTS_BY_MONTH.request(query={"client_ids": ids}))

    async def get_lead_overall_stats(self, **filters: Unpack[AnalyticsFilters]) -> LeadTotals:
        """Return how many leads were contacted, for the first time and again.

        ``GET /analytics/lead/overall-stats``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/lead-stats)).

        Args:
            filters: See :class:`~smartlead_async.models.AnalyticsFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return await self._figures(_LEADS, "get_lead_overall_stats", filters)

    async def get_lead_category_response(
        self, **filters: Unpack[AnalyticsFilters]
    ) -> list[LeadCategoryResponse]:
        """Return the number of replies of each category.

        ``GET /analytics/lead/category-wise-response``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/lead-category-response)).

        Args:
            filters: See :class:`~smartlead_async.models.AnalyticsFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return await self._figures(_CATEGORIES, "get_lead_category_response", filters)

    async def get_mailbox_overall_stats(
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
        ids = optional(joined_ids, "client_ids", client_ids)
        return await self._call(_ACCOUNTS.request(query={"client_ids": ids}))

    async def get_mailbox_name_health(
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
            filters: See :class:`~smartlead_async.models.DetailedAnalyticsFilters`.

        Raises:
            InvalidRequestError: An argument is wrong.
        """
        return await self._page_of_figures(
            _ACCOUNT_HEALTH,
            "get_mailbox_name_health",
            filters,
            DetailedAnalyticsFilters,
            limit=limit,
            offset=offset,
            is_bounced=optional(true_or_false, "is_bounced", is_bounced),
        )

    async def get_mailbox_domain_health(
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
            filters: See :class:`~smartlead_async.models.DetailedAnalyticsFilters`.

        Raises:
            InvalidRequestError: An argument is wrong.
        """
        return await self._page_of_figures(
            _DOMAIN_HEALTH,
            "get_mailbox_domain_health",
            filters,
            DetailedAnalyticsFilters,
            limit=limit,
            offset=offset,
        )

    async def get_mailbox_provider_performance(
        self, **filters: Unpack[DetailedAnalyticsFilters]
    ) -> PerformanceByProvider:
        """Return the figures of each provider of email accounts, in all and by tag.

        ``GET /analytics/mailbox/provider-wise-overall-performance``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/provider-performance)).

        Args:
            filters: See :class:`~smartlead_async.models.DetailedAnalyticsFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return await self._figures(
            _PROVIDERS, "get_mailbox_provider_performance", filters, DetailedAnalyticsFilters
        )

    async def get_team_board_stats(
        self, **filters: Unpack[DetailedAnalyticsFilters]
    ) -> list[TeamMemberStats]:
        """Return the figures of each member of the team.

        ``GET /analytics/team-board/overall-stats``
        ([API reference](https://api.smartlead.ai/api-reference/analytics/team-board-stats)).

        Args:
            filters: See :class:`~smartlead_async.models.DetailedAnalyticsFilters`.

        Raises:
            InvalidRequestError: A date, an id or the timezone is wrong.
        """
        return await self._figures(_TEAM, "get_team_board_stats", filters, DetailedAnalyticsFilters)
