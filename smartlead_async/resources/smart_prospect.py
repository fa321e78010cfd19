"""Smart Prospect: the search for contacts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final, Unpack, get_args

from .._http.endpoint import Endpoint
from .._http.envelopes import acknowledgement, many, one, page
from .._http.pagination import Items
from .._options import NOT_GIVEN, NotGiven
from .._validate import (
    bounded_list,
    bounded_text,
    exactly_one,
    in_range,
    known_fields,
    non_empty_text,
    non_empty_texts,
    one_of,
    positive_id,
    true_or_false,
)
from ..models import (
    Acknowledgement,
    CatchAllStatus,
    EmailVerificationStatus,
    FoundEmail,
    Page,
    ProspectContact,
    ProspectContactFilters,
    ProspectFetch,
    ProspectPerson,
    ProspectReplyAnalytics,
    ProspectReview,
    ProspectSearchAnalytics,
    ProspectSearchFilters,
)
from ._base import Listing, optional
from .smart_prospect_lookups import ROOT, SEARCHES, SmartProspectLookups

__all__ = ["SmartProspect"]

_MOST_FETCHED: Final = 30_000  # of some accounts; of the others 10,000
_SWITCHES: Final = frozenset(
    {
        "dont_display_owned_contact",
        "title_exact_match",
        "company_exact_match",
        "company_domain_exact_match",
    }
)
_TEXTS: Final = partial(bounded_list, check=non_empty_text, least=0, most=2000)
_IDS: Final = partial(bounded_list, check=non_empty_text, least=1, most=200)


def _camel_case(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))


_SEARCH: Final = Listing(
    endpoint=Endpoint(
        "POST",
        f"{ROOT}/search-contacts",
        "safe",
        page(ProspectContact, ("list",), ("total_count",)),
        "smart_prospect",
    ),
    filters=ProspectSearchFilters,
    methods=("search_contacts", "iterate_search_results"),
    paging="cursor",
    most=500,
    identity=lambda contact: contact.id,
    wire={name: _camel_case(name) for name in ProspectSearchFilters.__annotations__},
    checks={
        name: true_or_false if name in _SWITCHES else _TEXTS
        for name in ProspectSearchFilters.__annotations__
    },
)
_CONTACTS: Final = Listing(
    endpoint=Endpoint(
        "POST",
        f"{ROOT}/get-contacts",
        "safe",
        page(ProspectContact, ("list",), ("totalCount",)),
        "smart_prospect",
    ),
    filters=ProspectContactFilters,
    methods=("get_contacts", "iterate_contacts"),
    paging="body",
    most=1000,
    identity=lambda contact: contact.id,
    checks={
        "id": _IDS,
        "filter_id": positive_id,
        "verification_status": partial(one_of, allowed=get_args(EmailVerificationStatus)),
        "catch_all_status": partial(one_of, allowed=get_args(CatchAllStatus)),
    },
)
_SAVE: Final = Endpoint(
    "POST", f"{SEARCHES}/save-search", "never", acknowledgement, "smart_prospect"
)
_UPDATE_SAVED: Final = Endpoint(
    "PUT",
    f"{SEARCHES}/save-search/{{search_id}}",
    "idempotent",
    acknowledgement,
    "smart_prospect",
)
_UPDATE_FETCHED: Final = Endpoint(
    "PUT",
    f"{SEARCHES}/fetched-searches/{{search_id}}",
    "idempotent",
    acknowledgement,
    "smart_prospect",
)
_FETCH: Final = Endpoint(
    "POST", f"{ROOT}/fetch-contacts", "never", one(ProspectFetch), "smart_prospect"
)
_FIND: Final = Endpoint(
    "POST",
    f"{ROOT}/search-contacts/find-emails",
    "never",
    many(FoundEmail),
    "smart_prospect",
)
_REVIEW: Final = Endpoint(
    "PATCH",
    f"{ROOT}/review-contacts/{{filter_id}}",
    "idempotent",
    one(ProspectReview),
    "smart_prospect",
)
_SEARCH_ANALYTICS: Final = Endpoint(
    "GET", f"{ROOT}/search-analytics", "safe", one(ProspectSearchAnalytics), "smart_prospect"
)
_REPLY_ANALYTICS: Final = Endpoint(
    "GET", f"{ROOT}/reply-analytics", "safe", one(ProspectReplyAnalytics), "smart_prospect"
)
_PERSON: Final[Mapping[str, Any]] = dict.fromkeys(
    ("firstName", "lastName", "companyDomain"), non_empty_text
)


def _person(name: str, value: ProspectPerson) -> dict[str, Any]:
    return known_fields(name, value, _PERSON, required=_PERSON)


def _one_source(filters: ProspectContactFilters) -> None:
    exactly_one({"id": filters.get("id"), "filter_id": filters.get("filter_id")})


class SmartProspect(SmartProspectLookups):
    """The search for contacts, and its filters.

    A search costs nothing, and its page names its ``filter_id``. :meth:`fetch_contacts` spends
    credits on the email addresses of that search. :meth:`get_contacts` returns fetched contacts.
    """

    async def search_contacts(
        self,
        *,
        limit: int,
        scroll_id: str | None = None,
        **filters: Unpack[ProspectSearchFilters],
    ) -> Page[ProspectContact]:
        """Search for contacts, and return one page of them.

        ``POST /search-email-leads/search-contacts``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/search-contacts)).
        It costs no credits. The result names the search as ``filter_id``, and the service adds it
        to the recent searches.

        Args:
            limit: Contacts to return at most, 1 to 500.
            scroll_id: The ``scroll_id`` of the page before; None for the first page.
            filters: See :class:`~smartlead_async.models.ProspectSearchFilters`.

        Raises:
            InvalidRequestError: A filter or the limit is out of range.
        """
        return await self._list(_SEARCH, start=scroll_id, limit=limit, filters=filters)

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
            filters: See :class:`~smartlead_async.models.ProspectSearchFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return self._iterate(
            _SEARCH, page_size=page_size, prefetch=prefetch, patience=patience, filters=filters
        )

    async def get_contacts(
        self, *, offset: int = 0, limit: int = 100, **filters: Unpack[ProspectContactFilters]
    ) -> Page[ProspectContact]:
        """Return one page of the fetched contacts of a search, or fetched contacts by their ids.

        ``POST /search-email-leads/get-contacts``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/get-contacts)).

        Args:
            offset: Contacts to pass over.
            limit: Contacts to return at most, 1 to 1000.
            filters: See :class:`~smartlead_async.models.ProspectContactFilters`.

        Raises:
            InvalidRequestError: Neither ``id`` nor ``filter_id`` is given, or both are, or an
                argument is out of range.
        """
        _one_source(filters)
        return await self._list(_CONTACTS, start=offset, limit=limit, filters=filters)

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
            filters: See :class:`~smartlead_async.models.ProspectContactFilters`.

        Raises:
            InvalidRequestError: Neither ``id`` nor ``filter_id`` is given, or both are, or an
                argument is out of range.
        """
        _one_source(filters)
        return self._iterate(
            _CONTACTS, page_size=page_size, prefetch=prefetch, patience=patience, filters=filters
        )

    async def fetch_contacts(
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
        body = {
            "filter_id": positive_id("filter_id", filter_id),
            "id": optional(non_empty_texts, "id", id),
            "limit": optional(in_range, "limit", limit, 1, _MOST_FETCHED),
            "visual_limit": optional(in_range, "visual_limit", visual_limit, 1, 1000),
            "visual_offset": optional(in_range, "visual_offset", visual_offset, 0),
        }
        exactly_one({"limit": limit, "id": id})
        return await self._call(_FETCH.request(json=body))

    async def find_emails(self, *, contacts: Sequence[ProspectPerson]) -> list[FoundEmail]:
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
        body = {"contacts": bounded_list("contacts", contacts, _person, 1, 10)}
        return await self._call(_FIND.request(json=body))

    async def review_contacts(self, filter_id: int) -> ProspectReview:
        """Bring the fetched contacts of a search up to date.

        ``PATCH /search-email-leads/review-contacts/{filter_id}``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/review-contacts)).

        Args:
            filter_id: The search, by the ``filter_id`` with which its contacts were fetched.

        Raises:
            NotFoundError: There is no such search.
        """
        return await self._call(_REVIEW.request(filter_id))

    async def save_search(
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
            filters: See :class:`~smartlead_async.models.ProspectSearchFilters`.

        Raises:
            InvalidRequestError: The name is empty, or a filter or the limit is out of range.
            OutcomeUnknownError: The search may or may not have been saved.
        """
        given = _SEARCH.check("SmartProspect.save_search", filters, "search_string", "limit")
        body = {_SEARCH.wire[name]: value for name, value in given.items()}
        body["search_string"] = non_empty_text("search_string", search_string)
        body["limit"] = optional(in_range, "limit", limit, 1, 10_000)
        return await self._call(_SAVE.request(json=body))

    async def update_saved_search(self, search_id: int, *, search_string: str) -> Acknowledgement:
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
        body = {"search_string": bounded_text("search_string", search_string, 1, 255)}
        return await self._call(_UPDATE_SAVED.request(search_id, json=body))

    async def update_fetched_search(self, search_id: int, *, search_string: str) -> Acknowledgement:
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
        body = {"search_string": bounded_text("search_string", search_string, 1, 255)}
        return await self._call(_UPDATE_FETCHED.request(search_id, json=body))

    async def get_search_analytics(
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
        query = {"filter_id": optional(positive_id, "filter_id", filter_id)}
        return await self._call(_SEARCH_ANALYTICS.request(query=query))

    async def get_reply_analytics(self) -> ProspectReplyAnalytics:
        """Return how many contacts replied this month and the month before.

        ``GET /search-email-leads/reply-analytics``
        ([API reference](https://api.smartlead.ai/api-reference/smart-prospect/reply-analytics)).
        """
        return await self._call(_REPLY_ANALYTICS.request())
