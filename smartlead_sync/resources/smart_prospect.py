# Written by scripts/generate_sync.py from smartlead_async/resources/smart_prospect.py.
"""Smart Prospect: the search for contacts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from smartlead_async import NOT_GIVEN, Acknowledgement, NotGiven, Page
from smartlead_async.models import (
    FetchedProspectSearch,
    FoundEmail,
    ProspectCityFilters,
    ProspectContact,
    ProspectContactFilters,
    ProspectFetch,
    ProspectIndustry,
    ProspectIndustryFilters,
    ProspectLookupFilters,
    ProspectName,
    ProspectPerson,
    ProspectReplyAnalytics,
    ProspectReview,
    ProspectSearch,
    ProspectSearchAnalytics,
    ProspectSearchFilters,
    ProspectSearchPaging,
    ProspectStateFilters,
    ProspectSubIndustry,
    ProspectSubIndustryFilters,
    ProspectTerm,
)
from smartlead_async.resources.smart_prospect import SmartProspect as AsyncSmartProspect
from smartlead_sync._arguments import in_list, in_lists
from smartlead_sync._facade import Facade, Items, Later
from smartlead_sync._loop_thread import call

__all__ = ["SmartProspect"]


class SmartProspect(Facade[AsyncSmartProspect]):
    """The search for contacts, and its filters.

    A search costs nothing, and its page names its ``filter_id``. :meth:`fetch_contacts` spends
    credits on the email addresses of that search. :meth:`get_contacts` returns fetched contacts.
    """

    def search_contacts(
        self, *, limit: int, scroll_id: str | None = None, **filters: Unpack[ProspectSearchFilters]
    ) -> Page[ProspectContact]:
        """Search for contacts, and return one page of them.

        ``POST /search-email-leads/search-contacts``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/search-contacts)).
        It costs no credits. The result names the search as ``filter_id``, and the service adds it
        to the recent searches.

        Args:
            limit: Contacts to return at most, 1 to 500.
            scroll_id: The ``scroll_id`` of the page before; None for the first page.
            filters: See :class:`~smartlead_sync.models.ProspectSearchFilters`.

        Raises:
            InvalidRequestError: A filter or the limit is out of range.
        """
        return call(
            self._async.search_contacts(limit=limit, scroll_id=scroll_id, **in_lists(filters))
        )

    def iterate_search_results(
        self,
        *,
        page_size: int = 100,
        prefetch: int | None = None,
        patience: float = 0.0,
        **filters: Unpack[ProspectSearchFilters],
    ) -> Items[ProspectContact]:
        """Return all contacts that a search finds, page by page.

        A search may find millions: leave the loop when there are enough.

        Args:
            page_size: Contacts to ask for at a time, 1 to 500.
            prefetch: Has no effect: each page names the next, so at most one is read ahead.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            filters: See :class:`~smartlead_sync.models.ProspectSearchFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return Items(
            call(
                Later(
                    self._async.iterate_search_results,
                    page_size=page_size,
                    prefetch=prefetch,
                    patience=patience,
                    **in_lists(filters),
                ).run()
            )
        )

    def get_contacts(
        self, *, offset: int = 0, limit: int = 100, **filters: Unpack[ProspectContactFilters]
    ) -> Page[ProspectContact]:
        """Return one page of the fetched contacts of a search, or fetched contacts by their ids.

        ``POST /search-email-leads/get-contacts``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/get-contacts)).

        Args:
            offset: Contacts to pass over.
            limit: Contacts to return at most, 1 to 1000.
            filters: See :class:`~smartlead_sync.models.ProspectContactFilters`.

        Raises:
            InvalidRequestError: Neither ``id`` nor ``filter_id`` is given, or both are, or an
                argument is out of range.
        """
        return call(self._async.get_contacts(offset=offset, limit=limit, **in_lists(filters)))

    def iterate_contacts(
        self,
        *,
        page_size: int = 100,
        prefetch: int | None = None,
        patience: float = 0.0,
        **filters: Unpack[ProspectContactFilters],
    ) -> Items[ProspectContact]:
        """Return all fetched contacts, in order, with pages read ahead.

        Args:
            page_size: Contacts to ask for at a time, 1 to 1000.
            prefetch: Pages to read ahead; by default what one burst of the key's limit allows.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            filters: See :class:`~smartlead_sync.models.ProspectContactFilters`.

        Raises:
            InvalidRequestError: Neither ``id`` nor ``filter_id`` is given, or both are, or an
                argument is out of range.
        """
        return Items(
            call(
                Later(
                    self._async.iterate_contacts,
                    page_size=page_size,
                    prefetch=prefetch,
                    patience=patience,
                    **in_lists(filters),
                ).run()
            )
        )

    def fetch_contacts(
        self,
        *,
        filter_id: int,
        id: Sequence[str] | NotGiven = NOT_GIVEN,
        limit: int | NotGiven = NOT_GIVEN,
        visual_limit: int | NotGiven = NOT_GIVEN,
        visual_offset: int | NotGiven = NOT_GIVEN,
    ) -> ProspectFetch:
        """Fetch the email addresses of contacts that a search found. This spends credits.

        ``POST /search-email-leads/fetch-contacts``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/fetch-contacts)).
        Email addresses are paid for with credits, so it is never repeated once it may have been
        carried out. :meth:`get_search_analytics` tells the credits and limits. The service
        refuses more contacts than there are credits for.

        Args:
            filter_id: The search, by ``filter_id`` of a page of :meth:`search_contacts`.
            id: The contacts to fetch. Give either ``id`` or ``limit``.
            limit: Contacts to fetch, 1 to 10000; on some accounts to 30000.
            visual_limit: Contacts to return at most, 1 to 1000; the service's default is 10.
            visual_offset: Contacts to pass over in the answer.

        Raises:
            InvalidRequestError: Neither ``id`` nor ``limit`` is given, or both are, or a number
                is out of range.
            APIError: There are not enough credits, or the limit is too high for the account.
            OutcomeUnknownError: The contacts may or may not have been fetched and paid for.
        """
        return call(
            self._async.fetch_contacts(
                filter_id=filter_id,
                id=in_list(id),
                limit=limit,
                visual_limit=visual_limit,
                visual_offset=visual_offset,
            )
        )

    def find_emails(self, *, contacts: Sequence[ProspectPerson]) -> list[FoundEmail]:
        """Find the email addresses of people. This spends credits.

        ``POST /search-email-leads/search-contacts/find-emails``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/find-emails)).
        Email addresses are paid for with credits, so it is never repeated once it may have been
        carried out.

        Args:
            contacts: The people, 1 to 10, each with ``first_name``, ``last_name`` and
                ``company_domain``.

        Raises:
            InvalidRequestError: There are too few or too many people, or one lacks a field.
            APIError: There are not enough credits (status 402).
            OutcomeUnknownError: The addresses may or may not have been looked for and paid for.
        """
        return call(self._async.find_emails(contacts=in_list(contacts)))

    def review_contacts(self, filter_id: int) -> ProspectReview:
        """Bring the fetched contacts of a search up to date.

        ``PATCH /search-email-leads/review-contacts/{filter_id}``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/review-contacts)).

        Args:
            filter_id: The search, by the ``filter_id`` with which its contacts were fetched.

        Raises:
            NotFoundError: There is no such search.
        """
        return call(self._async.review_contacts(filter_id))

    def save_search(
        self,
        *,
        search_string: str,
        limit: int | NotGiven = NOT_GIVEN,
        **filters: Unpack[ProspectSearchFilters],
    ) -> Acknowledgement:
        """Save a search. :meth:`list_saved_searches` returns its id.

        ``POST /search-email-leads/search-filters/save-search``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/save-search)).
        Never repeated once it may have been carried out.

        Args:
            search_string: Its name.
            limit: Contacts to find at most, 1 to 10000.
            filters: See :class:`~smartlead_sync.models.ProspectSearchFilters`.

        Raises:
            InvalidRequestError: The name is empty, or a filter or the limit is out of range.
            OutcomeUnknownError: The search may or may not have been saved.
        """
        return call(
            self._async.save_search(search_string=search_string, limit=limit, **in_lists(filters))
        )

    def update_saved_search(self, search_id: int, *, search_string: str) -> Acknowledgement:
        """Rename a saved search.

        ``PUT /search-email-leads/search-filters/save-search/{search_id}``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/update-saved-search)).

        Args:
            search_id: Id of the search, from :meth:`list_saved_searches`.
            search_string: Its new name, 1 to 255 characters.

        Raises:
            InvalidRequestError: The name is empty or too long.
            NotFoundError: There is no such search.
        """
        return call(self._async.update_saved_search(search_id, search_string=search_string))

    def update_fetched_search(self, search_id: int, *, search_string: str) -> Acknowledgement:
        """Rename a search whose contacts were fetched.

        ``PUT /search-email-leads/search-filters/fetched-searches/{search_id}``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/update-fetched-lead)).

        Args:
            search_id: Id of the search, from :meth:`list_fetched_searches`.
            search_string: Its new name, 1 to 255 characters.

        Raises:
            InvalidRequestError: The name is empty or too long.
            NotFoundError: There is no such search.
        """
        return call(self._async.update_fetched_search(search_id, search_string=search_string))

    def get_search_analytics(
        self, *, filter_id: int | NotGiven = NOT_GIVEN
    ) -> ProspectSearchAnalytics:
        """Return what searches found, the credits that are left, and the limits of a fetch.

        ``GET /search-email-leads/search-analytics``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/search-analytics)).

        Args:
            filter_id: A search whose numbers are to be returned as well.

        Raises:
            InvalidRequestError: The id is not positive.
        """
        return call(self._async.get_search_analytics(filter_id=filter_id))

    def get_reply_analytics(self) -> ProspectReplyAnalytics:
        """Return how many contacts replied this month and the month before.

        ``GET /search-email-leads/reply-analytics``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/reply-analytics)).
        """
        return call(self._async.get_reply_analytics())

    def list_cities(self, **filters: Unpack[ProspectCityFilters]) -> Page[ProspectTerm]:
        """Return one page of the cities to search by.

        ``GET /search-email-leads/cities``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/cities)).

        Args:
            filters: See :class:`~smartlead_sync.models.ProspectCityFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return call(self._async.list_cities(**in_lists(filters)))

    def list_companies(self, **filters: Unpack[ProspectLookupFilters]) -> Page[ProspectName]:
        """Return one page of the companies to search by.

        ``GET /search-email-leads/company``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/company)).

        Args:
            filters: See :class:`~smartlead_sync.models.ProspectLookupFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return call(self._async.list_companies(**filters))

    def list_countries(self, **filters: Unpack[ProspectLookupFilters]) -> Page[ProspectTerm]:
        """Return one page of the countries to search by.

        ``GET /search-email-leads/countries``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/countries)).

        Args:
            filters: See :class:`~smartlead_sync.models.ProspectLookupFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return call(self._async.list_countries(**filters))

    def list_departments(self, **filters: Unpack[ProspectLookupFilters]) -> Page[ProspectTerm]:
        """Return one page of the departments to search by.

        ``GET /search-email-leads/departments``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/departments)).

        Args:
            filters: See :class:`~smartlead_sync.models.ProspectLookupFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return call(self._async.list_departments(**filters))

    def list_domains(self, **filters: Unpack[ProspectLookupFilters]) -> Page[ProspectName]:
        """Return one page of the domains of companies to search by.

        ``GET /search-email-leads/domain``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/domain)).

        Args:
            filters: See :class:`~smartlead_sync.models.ProspectLookupFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return call(self._async.list_domains(**filters))

    def list_head_counts(self, **filters: Unpack[ProspectLookupFilters]) -> Page[ProspectTerm]:
        """Return one page of the ranges of head count to search by.

        ``GET /search-email-leads/head-counts``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/head-counts)).

        Args:
            filters: See :class:`~smartlead_sync.models.ProspectLookupFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return call(self._async.list_head_counts(**filters))

    def list_industries(self, **filters: Unpack[ProspectIndustryFilters]) -> Page[ProspectIndustry]:
        """Return one page of the industries to search by.

        ``GET /search-email-leads/industries``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/industries)).

        Args:
            filters: See :class:`~smartlead_sync.models.ProspectIndustryFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return call(self._async.list_industries(**filters))

    def list_job_titles(self, **filters: Unpack[ProspectLookupFilters]) -> Page[ProspectName]:
        """Return one page of the job titles to search by.

        ``GET /search-email-leads/job-title``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/job-title)).

        Args:
            filters: See :class:`~smartlead_sync.models.ProspectLookupFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return call(self._async.list_job_titles(**filters))

    def list_keywords(self, **filters: Unpack[ProspectLookupFilters]) -> Page[ProspectName]:
        """Return one page of the keywords of companies to search by.

        ``GET /search-email-leads/keywords``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/keywords)).

        Args:
            filters: See :class:`~smartlead_sync.models.ProspectLookupFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return call(self._async.list_keywords(**filters))

    def list_levels(self, **filters: Unpack[ProspectLookupFilters]) -> Page[ProspectTerm]:
        """Return one page of the levels of seniority to search by.

        ``GET /search-email-leads/levels``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/levels)).

        Args:
            filters: See :class:`~smartlead_sync.models.ProspectLookupFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return call(self._async.list_levels(**filters))

    def list_revenues(self) -> list[ProspectTerm]:
        """Return all ranges of revenue to search by.

        ``GET /search-email-leads/revenue``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/revenue)).
        """
        return call(self._async.list_revenues())

    def list_states(self, **filters: Unpack[ProspectStateFilters]) -> Page[ProspectTerm]:
        """Return one page of the states to search by.

        ``GET /search-email-leads/states``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/states)).

        Args:
            filters: See :class:`~smartlead_sync.models.ProspectStateFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return call(self._async.list_states(**in_lists(filters)))

    def list_sub_industries(
        self, **filters: Unpack[ProspectSubIndustryFilters]
    ) -> Page[ProspectSubIndustry]:
        """Return one page of the sub-industries to search by.

        ``GET /search-email-leads/sub-industries``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/sub-industries)).

        Args:
            filters: See :class:`~smartlead_sync.models.ProspectSubIndustryFilters`.

        Raises:
            InvalidRequestError: A filter is out of range.
        """
        return call(self._async.list_sub_industries(**filters))

    def list_saved_searches(self, **paging: Unpack[ProspectSearchPaging]) -> Page[ProspectSearch]:
        """Return one page of the saved searches.

        ``GET /search-email-leads/search-filters/saved-searches``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/saved-searches)).

        Args:
            paging: See :class:`~smartlead_sync.models.ProspectSearchPaging`.

        Raises:
            InvalidRequestError: A number is out of range.
        """
        return call(self._async.list_saved_searches(**paging))

    def list_recent_searches(self, **paging: Unpack[ProspectSearchPaging]) -> Page[ProspectSearch]:
        """Return one page of the recent searches.

        ``GET /search-email-leads/search-filters/recent-searches``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/recent-searches)).

        Args:
            paging: See :class:`~smartlead_sync.models.ProspectSearchPaging`.

        Raises:
            InvalidRequestError: A number is out of range.
        """
        return call(self._async.list_recent_searches(**paging))

    def list_fetched_searches(
        self, **paging: Unpack[ProspectSearchPaging]
    ) -> Page[FetchedProspectSearch]:
        """Return one page of the searches whose contacts were fetched.

        ``GET /search-email-leads/search-filters/fetched-searches``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/fetched-searches)).

        Args:
            paging: See :class:`~smartlead_sync.models.ProspectSearchPaging`.

        Raises:
            InvalidRequestError: A number is out of range.
        """
        return call(self._async.list_fetched_searches(**paging))
