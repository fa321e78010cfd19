"""Smart Prospect: the filters of its searches and lists, each stated once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias, TypedDict

from .._options import NotGiven

__all__ = [
    "CatchAllStatus",
    "EmailVerificationStatus",
    "ProspectCityFilters",
    "ProspectContactFilters",
    "ProspectIndustryFilters",
    "ProspectLookupFilters",
    "ProspectSearchFilters",
    "ProspectSearchPaging",
    "ProspectStateFilters",
    "ProspectSubIndustryFilters",
]

EmailVerificationStatus: TypeAlias = Literal["valid", "catch_all", "invalid"]
CatchAllStatus: TypeAlias = Literal[
    "catch_all_verified",
    "catch_all_soft_bounced",
    "catch_all_hard_bounced",
    "catch_all_unknown",
    "catch_all_bounced",
]


class ProspectSearchFilters(TypedDict, total=False):
    """Filters of a search for contacts; at most 2000 texts each.

    Attributes:
        name: Full names.
        first_name: First names.
        last_name: Last names.
        title: Job titles.
        include_title: Only these job titles.
        exclude_title: None of these job titles.
        include_company: Only these companies.
        exclude_company: None of these companies.
        include_company_domain: Only these domains of companies.
        exclude_company_domain: None of these domains of companies.
        department: Departments; ``list_departments`` returns those that the service knows.
        level: Levels of seniority; see ``list_levels``.
        company_name: Names of companies.
        company_domain: Domains of companies.
        company_keyword: Keywords of companies; see ``list_keywords``.
        company_head_count: Ranges of head count; see ``list_head_counts``.
        company_revenue: Ranges of revenue; see ``list_revenues``.
        company_industry: Industries; see ``list_industries``.
        company_sub_industry: Sub-industries; see ``list_sub_industries``.
        city: Cities; see ``list_cities``.
        state: States; see ``list_states``.
        country: Countries; see ``list_countries``.
        dont_display_owned_contact: Whether to leave out contacts that are owned already.
        title_exact_match: Whether a title must be the same, and not only alike.
        company_exact_match: Whether a company must be the same.
        company_domain_exact_match: Whether a domain must be the same.
    """

    name: Sequence[str] | NotGiven
    first_name: Sequence[str] | NotGiven
    last_name: Sequence[str] | NotGiven
    title: Sequence[str] | NotGiven
    include_title: Sequence[str] | NotGiven
    exclude_title: Sequence[str] | NotGiven
    include_company: Sequence[str] | NotGiven
    exclude_company: Sequence[str] | NotGiven
    include_company_domain: Sequence[str] | NotGiven
    exclude_company_domain: Sequence[str] | NotGiven
    department: Sequence[str] | NotGiven
    level: Sequence[str] | NotGiven
    company_name: Sequence[str] | NotGiven
    company_domain: Sequence[str] | NotGiven
    company_keyword: Sequence[str] | NotGiven
    company_head_count: Sequence[str] | NotGiven
    company_revenue: Sequence[str] | NotGiven
    company_industry: Sequence[str] | NotGiven
    company_sub_industry: Sequence[str] | NotGiven
    city: Sequence[str] | NotGiven
    state: Sequence[str] | NotGiven
    country: Sequence[str] | NotGiven
    dont_display_owned_contact: bool | NotGiven
    title_exact_match: bool | NotGiven
    company_exact_match: bool | NotGiven
    company_domain_exact_match: bool | NotGiven


class ProspectContactFilters(TypedDict, total=False):
    """Filters of saved contacts: either ``id`` or ``filter_id`` must be given, and not both.

    Attributes:
        id: These contacts, at most 200.
        filter_id: The contacts of this search.
        search: Only contacts with this in their name.
        verification_status: Only contacts whose email address is ``valid``, ``catch_all`` or
            ``invalid``.
        catch_all_status: Only contacts whose catch-all address has this state, such as
            ``catch_all_verified``.
    """

    id: Sequence[str] | NotGiven
    filter_id: int | NotGiven
    search: str | NotGiven
    verification_status: EmailVerificationStatus | NotGiven
    catch_all_status: CatchAllStatus | NotGiven


class ProspectSearchPaging(TypedDict, total=False):
    """The part of a list of searches to return.

    Attributes:
        limit: Searches to return at most; the service's default is 10.
        offset: Searches to pass over.
    """

    limit: int | NotGiven
    offset: int | NotGiven


class ProspectLookupFilters(TypedDict, total=False):
    """The part of a list of words to return.

    Attributes:
        limit: Items to return at most: 1 to 100, 10 by default. Of companies, domains, job
            titles and keywords any number, 100 by default.
        offset: Items to pass over.
        search: Only items with this in them.
    """

    limit: int | NotGiven
    offset: int | NotGiven
    search: str | NotGiven


class ProspectStateFilters(ProspectLookupFilters, total=False):
    """Filters of states.

    Attributes:
        limit: States to return at most, 1 to 100; the service's default is 10.
        offset: States to pass over.
        search: Only states with this in their name.
        country: Only states of these countries.
    """

    country: Sequence[str] | NotGiven


class ProspectCityFilters(ProspectStateFilters, total=False):
    """Filters of cities.

    Attributes:
        limit: Cities to return at most, 1 to 100; the service's default is 10.
        offset: Cities to pass over.
        search: Only cities with this in their name.
        country: Only cities of these countries.
        state: Only cities of these states.
    """

    state: Sequence[str] | NotGiven


class ProspectIndustryFilters(ProspectLookupFilters, total=False):
    """Filters of industries.

    Attributes:
        limit: Industries to return at most, 1 to 100; the service's default is 10.
        offset: Industries to pass over.
        search: Only industries with this in their name.
        with_sub_industry: Whether to fill in ``sub_industry_list``.
    """

    with_sub_industry: bool | NotGiven


class ProspectSubIndustryFilters(ProspectLookupFilters, total=False):
    """Filters of sub-industries.

    Attributes:
        limit: Sub-industries to return at most, 1 to 100; the service's default is 10.
        offset: Sub-industries to pass over.
        search: Only sub-industries with this in their name.
        industry_id: Only sub-industries of this industry.
    """

    industry_id: int | NotGiven
