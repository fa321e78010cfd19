"""The base of methods that return figures of a range of days."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, TypeVar

from attrs import evolve

from .._http.endpoint import Endpoint
from .._options import NotGiven
from .._validate import day, in_range, joined_ids, non_empty_text, timezone_name, true_or_false
from ..models import AnalyticsFilters, Page
from ._base import Resource, check_filters, optional

__all__ = ["DAYS", "Figures"]

T = TypeVar("T")

DAYS: Final = ("start_date", "end_date")
"""The keywords without which there are no figures."""

_CHECKS: Final[Mapping[str, Callable[[str, Any], Any]]] = {
    "start_date": day,
    "end_date": day,
    "timezone": timezone_name,
    "client_ids": joined_ids,
    "campaign_ids": joined_ids,
    "full_data": true_or_false,
    "filter": non_empty_text,
}


class Figures(Resource):
    """An area with such methods."""

    async def _figures(
        self,
        endpoint: Endpoint[T],
        method: str,
        filters: Mapping[str, object],
        known: type = AnalyticsFilters,
        *,
        required: Collection[str] = DAYS,
        **others: Any,
    ) -> T:
        """Return figures.

        Args:
            endpoint: The endpoint.
            method: The method that they are asked for by.
            filters: The keywords that its TypedDict states.
            known: The TypedDict.
            required: Those of the keywords that must be there.
            others: The method's own keywords, checked.
        """
        name = f"{type(self).__name__}.{method}"
        query = check_filters(name, filters, known, _CHECKS, others, required=required)
        return await self._call(endpoint.request(query=query | others))

    async def _page_of_figures(
        self,
        endpoint: Endpoint[Page[T]],
        method: str,
        filters: Mapping[str, object],
        known: type,
        *,
        limit: int | NotGiven,
        offset: int | NotGiven,
        **others: Any,
    ) -> Page[T]:
        """Return one page of figures; the service decides where it starts if nobody says so."""
        most, start = optional(in_range, "limit", limit, 1), optional(in_range, "offset", offset, 0)
        others |= {"limit": most, "offset": start}
        page = await self._figures(endpoint, method, filters, known, **others)
        return evolve(
            page,
            limit=most if isinstance(most, int) else page.limit,
            offset=start if isinstance(start, int) else 0,
        )
