"""Smart Prospect: the lists of words that a search takes, and of searches."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final, TypeVar, Unpack

from attrs import evolve, frozen

from .._http.endpoint import Endpoint
from .._http.envelopes import many, page
from .._validate import bounded_text, in_range, joined_texts, positive_id
from ..models import (
    FetchedProspectSearch,
    Page,
    ProspectCityFilters,
    ProspectIndustry,
    ProspectIndustryFilters,
    ProspectLookupFilters,
    ProspectName,
    ProspectSearch,
    ProspectSearchPaging,
    ProspectStateFilters,
    ProspectSubIndustry,
    ProspectSubIndustryFilters,
    ProspectTerm,
)
from ..models._base import Model
from ._base import Listing, Resource

__all__ = ["ROOT", "SEARCHES", "SmartProspectLookups"]

T = TypeVar("T")
ModelT = TypeVar("ModelT", bound=Model)
SearchT = TypeVar("SearchT", bound=ProspectSearch)

ROOT: Final = "/search-email-leads"
SEARCHES: Final = f"{ROOT}/search-filters"


def _joined(name: str, values: Any) -> str:
    return bounded_text(name, joined_texts(name, values), 1, 255)


_CHECKS: Final[Mapping[str, Any]] = {
    "limit": partial(in_range, least=1, most=100),
    "offset": partial(in_range, least=0),
    "search": partial(bounded_text, least=1, most=255),
    "state": _joined,
    "country": _joined,
    "industry_id": positive_id,
}
_ANY_NUMBER: Final = {"limit": partial(in_range, least=1), "offset": partial(in_range, least=0)}


@frozen(kw_only=True)
class _Lookup(Listing[T]):
    """A listing whose page the service chooses unless the caller does.

    Attributes:
        usual: The limit that the service takes if none is given.
    """

    usual: int


def _terms(
    method: str, path: str, cls: type[ModelT], filters: type = ProspectLookupFilters
) -> _Lookup[ModelT]:
    """Return a list that takes at most 100 items at a time."""
    return _Lookup(
        endpoint=Endpoint("GET", f"{ROOT}/{path}", "safe", page(cls, ()), "smart_prospect"),
        filters=filters,
        methods=(method, ""),
        wire={"with_sub_industry": "withSubIndustry"},
        checks=_CHECKS,
        usual=10,
    )


def _names(method: str, path: str) -> _Lookup[ProspectName]:
    """Return a list that takes any number of items at a time."""
    return evolve(_terms(method, path, ProspectName), checks=_ANY_NUMBER, usual=100)


def _searches(method: str, path: str, cls: type[SearchT], items: str) -> _Lookup[SearchT]:
    read = page(cls, (items,), ("totalCount",))
    return _Lookup(
        endpoint=Endpoint("GET", f"{SEARCHES}/{path}", "safe", read, "smart_prospect"),
        filters=ProspectSearchPaging,
        methods=(method, ""),
        checks=_ANY_NUMBER,
        usual=10,
    )


_CITIES: Final = _terms("list_cities", "cities", ProspectTerm, ProspectCityFilters)
_COMPANIES: Final = _names("list_companies", "company")
_COUNTRIES: Final = _terms("list_countries", "countries", ProspectTerm)
_DEPARTMENTS: Final = _terms("list_departments", "departments", ProspectTerm)
_DOMAINS: Final = _names("list_domains", "domain")
_HEAD_COUNTS: Final = _terms("list_head_counts", "head-counts", ProspectTerm)
_INDUSTRIES: Final = _terms(
    "list_industries", "industries", ProspectIndustry, ProspectIndustryFilters
)
_JOB_TITLES: Final = _names("list_job_titles", "job-title")
_KEYWORDS: Final = _names("list_keywords", "keywords")
_LEVELS: Final = _terms("list_levels", "levels", ProspectTerm)
_REVENUES: Final = Endpoint("GET", f"{ROOT}/revenue", "safe", many(ProspectTerm), "smart_prospect")
_STATES: Final = _terms("list_states", "states", ProspectTerm, ProspectStateFilters)
_SUB_INDUSTRIES: Final = _terms(
    "list_sub_industries", "sub-industries", ProspectSubIndustry, ProspectSubIndustryFilters
)
_SAVED: Final = _searches("list_saved_searches", "saved-searches", ProspectSearch, "savedSearches")
_RECENT: Final = _searches(
    "list_recent_searches", "recent-searches", ProspectSearch, "recentSearches"
)
_FETCHED: Final = _searches(
    "list_fetched_searches", "fetched-searches", FetchedProspectSearch, "fetchedLeads"
)


class SmartProspectLookups(Resource):
    """The words that searches know, and the searches that there are."""

    async def list_cities(self, **filters: Unpack[ProspectCityFilters]) -> Page[ProspectTerm]:
        """Return one page of the cities to search by.

        ``GET /search-email-leads/cities``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/cities)).

        Args:
            filters: See :class:`~smartlead_async.models.ProspectCityFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return await self._look_up(_CITIES, filters)

    async def list_companies(self, **filters: Unpack[ProspectLookupFilters]) -> Page[ProspectName]:
        """Return one page of the companies to search by.

        ``GET /search-email-leads/company``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/company)).

        Args:
            filters: See :class:`~smartlead_async.models.ProspectLookupFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return await self._look_up(_COMPANIES, filters)

    async def list_countries(self, **filters: Unpack[ProspectLookupFilters]) -> Page[ProspectTerm]:
        """Return one page of the countries to search by.

        ``GET /search-email-leads/countries``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/countries)).

        Args:
            filters: See :class:`~smartlead_async.models.ProspectLookupFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return await self._look_up(_COUNTRIES, filters)

    async def list_departments(
        self, **filters: Unpack[ProspectLookupFilters]
    ) -> Page[ProspectTerm]:
        """Return one page of the departments to search by.

        ``GET /search-email-leads/departments``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/departments)).

        Args:
            filters: See :class:`~smartlead_async.models.ProspectLookupFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return await self._look_up(_DEPARTMENTS, filters)

    async def list_domains(self, **filters: Unpack[ProspectLookupFilters]) -> Page[ProspectName]:
        """Return one page of the domains of companies to search by.

        ``GET /search-email-leads/domain``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/domain)).

        Args:
            filters: See :class:`~smartlead_async.models.ProspectLookupFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return await self._look_up(_DOMAINS, filters)

    async def list_head_counts(
        self, **filters: Unpack[ProspectLookupFilters]
    ) -> Page[ProspectTerm]:
        """Return one page of the ranges of head count to search by.

        ``GET /search-email-leads/head-counts``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/head-counts)).

        Args:
            filters: See :class:`~smartlead_async.models.ProspectLookupFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return await self._look_up(_HEAD_COUNTS, filters)

    async def list_industries(
        self, **filters: Unpack[ProspectIndustryFilters]
    ) -> Page[ProspectIndustry]:
        """Return one page of the industries to search by.

        ``GET /search-email-leads/industries``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/industries)).

        Args:
            filters: See :class:`~smartlead_async.models.ProspectIndustryFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return await self._look_up(_INDUSTRIES, filters)

    async def list_job_titles(self, **filters: Unpack[ProspectLookupFilters]) -> Page[ProspectName]:
        """Return one page of the job titles to search by.

        ``GET /search-email-leads/job-title``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/job-title)).

        Args:
            filters: See :class:`~smartlead_async.models.ProspectLookupFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return await self._look_up(_JOB_TITLES, filters)

    async def list_keywords(self, **filters: Unpack[ProspectLookupFilters]) -> Page[ProspectName]:
        """Return one page of the keywords of companies to search by.

        ``GET /search-email-leads/keywords``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/keywords)).

        Args:
            filters: See :class:`~smartlead_async.models.ProspectLookupFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return await self._look_up(_KEYWORDS, filters)

    async def list_levels(self, **filters: Unpack[ProspectLookupFilters]) -> Page[ProspectTerm]:
        """Return one page of the levels of seniority to search by.

        ``GET /search-email-leads/levels``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/levels)).

        Args:
            filters: See :class:`~smartlead_async.models.ProspectLookupFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return await self._look_up(_LEVELS, filters)

    async def list_revenues(self) -> list[ProspectTerm]:
        """Return all ranges of revenue to search by.

        ``GET /search-email-leads/revenue``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/revenue)).
        """
        return await self._call(_REVENUES.request())

    async def list_states(self, **filters: Unpack[ProspectStateFilters]) -> Page[ProspectTerm]:
        """Return one page of the states to search by.

        ``GET /search-email-leads/states``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/states)).

        Args:
            filters: See :class:`~smartlead_async.models.ProspectStateFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return await self._look_up(_STATES, filters)

    async def list_sub_industries(
        self, **filters: Unpack[ProspectSubIndustryFilters]
    ) -> Page[ProspectSubIndustry]:
        """Return one page of the sub-industries to search by.

        ``GET /search-email-leads/sub-industries``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/sub-industries)).

        Args:
            filters: See :class:`~smartlead_async.models.ProspectSubIndustryFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return await self._look_up(_SUB_INDUSTRIES, filters)

    async def list_saved_searches(
        self, **paging: Unpack[ProspectSearchPaging]
    ) -> Page[ProspectSearch]:
        """Return one page of the saved searches.

        ``GET /search-email-leads/search-filters/saved-searches``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/saved-searches)).

        Args:
            paging: See :class:`~smartlead_async.models.ProspectSearchPaging`.

        Raises:
            InvalidRequestError: A number is out of range.
        """
        return await self._look_up(_SAVED, paging)

    async def list_recent_searches(
        self, **paging: Unpack[ProspectSearchPaging]
    ) -> Page[ProspectSearch]:
        """Return one page of the recent searches.

        ``GET /search-email-leads/search-filters/recent-searches``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/recent-searches)).

        Args:
            paging: See :class:`~smartlead_async.models.ProspectSearchPaging`.

        Raises:
            InvalidRequestError: A number is out of range.
        """
        return await self._look_up(_RECENT, paging)

    async def list_fetched_searches(
        self, **paging: Unpack[ProspectSearchPaging]
    ) -> Page[FetchedProspectSearch]:
        """Return one page of the searches whose contacts were fetched.

        ``GET /search-email-leads/search-filters/fetched-searches``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/fetched-searches)).

        Args:
            paging: See :class:`~smartlead_async.models.ProspectSearchPaging`.

        Raises:
            InvalidRequestError: A number is out of range.
        """
        return await self._look_up(_FETCHED, paging)

    async def _look_up(self, lookup: _Lookup[T], filters: Mapping[str, object]) -> Page[T]:
        """Return one page of a list whose limit and offset need not be given."""
        given = lookup.check(f"{type(self).__name__}.{lookup.methods[0]}", filters)
        query = {lookup.wire.get(name, name): value for name, value in given.items()}
        found = await self._call(lookup.endpoint.request(query=query))
        start, most = given.get("offset"), given.get("limit")
        return evolve(
            found,
            offset=start if isinstance(start, int) else 0,
            limit=most if isinstance(most, int) else lookup.usual,
        )
