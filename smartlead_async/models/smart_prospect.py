"""Smart Prospect: contacts found, searches, and the words that searches know."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypedDict

from attrs import field, frozen

from ._base import Model, empty_object, names

__all__ = [
    "FetchedProspectSearch",
    "FoundEmail",
    "ProspectCompany",
    "ProspectContact",
    "ProspectCredits",
    "ProspectFetch",
    "ProspectFetchDetails",
    "ProspectFetchMetrics",
    "ProspectFilterFigures",
    "ProspectIndustry",
    "ProspectName",
    "ProspectPerson",
    "ProspectReplies",
    "ProspectReplyAnalytics",
    "ProspectReview",
    "ProspectSearch",
    "ProspectSearchAnalytics",
    "ProspectSubIndustry",
    "ProspectTerm",
    "ProspectTrend",
]


# ── contacts ─────────────────────────────────────────────────────────────────────────────────


@frozen(kw_only=True, repr=False, eq=False)
class ProspectCompany(Model):
    """The company of a contact.

    Attributes:
        name: Its name.
        website: Its domain.
    """

    name: str | None = None
    website: str | None = None


@frozen(kw_only=True, repr=False, eq=False)
class ProspectContact(Model):
    """A contact that a search found, or that was fetched; fetched ones come with fewer fields.

    Attributes:
        id: Identifier, which is text.
        first_name: First name.
        last_name: Last name.
        full_name: First and last name.
        title: Job title.
        company: Company.
        department: Departments.
        level: Seniority.
        industry: Industry of the company.
        sub_industry: Its part of the industry.
        company_head_count: Range of the company's head count, such as ``25 - 100``.
        company_revenue: Range of the company's revenue, such as ``$1 - 10M``.
        country: Country.
        state: State.
        city: City.
        address: Address.
        email: Email address.
        email_deliverability: Likelihood that an email arrives, 0 to 1.
        linkedin: LinkedIn profile.
        verification_status: Result of the email's verification, such as ``valid``.
        status: State of the fetching, such as ``completed``.
    """

    id: str
    first_name: str | None = field(default=None, metadata=names("firstName"))
    last_name: str | None = field(default=None, metadata=names("lastName"))
    full_name: str | None = field(default=None, metadata=names("fullName"))
    title: str | None = None
    company: ProspectCompany | None = None
    department: tuple[str, ...] = ()
    level: str | None = None
    industry: str | None = None
    sub_industry: str | None = field(default=None, metadata=names("subIndustry"))
    company_head_count: str | None = field(default=None, metadata=names("companyHeadCount"))
    company_revenue: str | None = field(default=None, metadata=names("companyRevenue"))
    country: str | None = None
    state: str | None = None
    city: str | None = None
    address: str | None = None
    email: str | None = None
    email_deliverability: float | None = field(default=None, metadata=names("emailDeliverability"))
    linkedin: str | None = None
    verification_status: str | None = field(default=None, metadata=names("verificationStatus"))
    status: str | None = None


@frozen(kw_only=True, repr=False, eq=False)
class ProspectFetchMetrics(Model):
    """Counts of the fetched contacts.

    Attributes:
        total_contacts: Contacts.
        total_emails: Email addresses found.
        no_email_found: Contacts without one.
        invalid_emails: Invalid ones.
        catch_all_emails: Addresses of domains that take every address.
        verified_emails: Verified ones.
        completed: Contacts that are done.
    """

    total_contacts: int | None = field(default=None, metadata=names("totalContacts"))
    total_emails: int | None = field(default=None, metadata=names("totalEmails"))
    no_email_found: int | None = field(default=None, metadata=names("noEmailFound"))
    invalid_emails: int | None = field(default=None, metadata=names("invalidEmails"))
    catch_all_emails: int | None = field(default=None, metadata=names("catchAllEmails"))
    verified_emails: int | None = field(default=None, metadata=names("verifiedEmails"))
    completed: int | None = None


@frozen(kw_only=True, repr=False, eq=False)
class ProspectFetch(Model):
    """The answer to fetching contacts.

    Attributes:
        contacts: The fetched contacts, or the part of them that was asked for.
        total_count: Fetched contacts in all.
        visual_limit: Contacts returned at most.
        visual_offset: Contacts passed over.
        metrics: Counts of the fetched contacts.
    """

    contacts: tuple[ProspectContact, ...] = field(default=(), metadata=names("list", "contacts"))
    total_count: int | None = None
    visual_limit: int | None = None
    visual_offset: int | None = None
    metrics: ProspectFetchMetrics | None = None


@frozen(kw_only=True, repr=False, eq=False)
class ProspectFetchDetails(Model):
    """The state of fetching the contacts of a search.

    Attributes:
        metrics: Counts of the fetched contacts.
        leads_found: Contacts found.
        email_fetched: Email addresses fetched.
        catch_all_status_list: States that occur among catch-all addresses.
        verification_status_list: Results of verification that occur.
    """

    metrics: ProspectFetchMetrics | None = None
    leads_found: int | None = None
    email_fetched: int | None = None
    catch_all_status_list: tuple[str, ...] = ()
    verification_status_list: tuple[str, ...] = ()


@frozen(kw_only=True, repr=False, eq=False)
class ProspectReview(Model):
    """The answer to a review of the contacts of a search.

    Attributes:
        filter_id: The search.
        records_updated: Contacts that were brought up to date.
        fetch_details: The state of the fetching.
    """

    filter_id: int
    records_updated: int | None = None
    fetch_details: ProspectFetchDetails | None = None


@frozen(kw_only=True, repr=False, eq=False)
class FoundEmail(Model):
    """The answer about one person whose email address was to be found.

    Attributes:
        first_name: First name.
        last_name: Last name.
        company_domain: Domain of the company.
        email_id: The email address; empty if none was found.
        status: ``Found`` or ``Not Found``.
        verification_status: Result of its verification, such as ``Valid``.
    """

    first_name: str | None = field(default=None, metadata=names("firstName"))
    last_name: str | None = field(default=None, metadata=names("lastName"))
    company_domain: str | None = field(default=None, metadata=names("companyDomain"))
    email_id: str | None = None
    status: str | None = None
    verification_status: str | None = None


class ProspectPerson(TypedDict):
    """A person whose email address is to be found.

    Attributes:
        first_name: First name.
        last_name: Last name.
        company_domain: Domain of the company, such as ``example.com``.
    """

    first_name: str
    last_name: str
    company_domain: str


# ── searches ─────────────────────────────────────────────────────────────────────────────────


@frozen(kw_only=True, repr=False, eq=False)
class ProspectSearch(Model):
    """A search: a saved one, or a recent one.

    Attributes:
        id: Identifier; the ``filter_id`` of other methods.
        search_string: Its name.
        filter_details: Its filters, under the API's names.
        created_at: When it was made.
        updated_at: When it was last changed.
    """

    id: int
    search_string: str | None = None
    filter_details: dict[str, Any] = field(factory=empty_object, hash=False)
    created_at: dt.datetime | None = None
    updated_at: dt.datetime | None = None


@frozen(kw_only=True, repr=False, eq=False)
class FetchedProspectSearch(ProspectSearch):
    """A search whose contacts were fetched.

    Attributes:
        id: Identifier; the ``filter_id`` of other methods.
        search_string: Its name.
        filter_details: Its filters, under the API's names.
        created_at: When it was made.
        updated_at: When it was last changed.
        user_id: Its owner.
        type: Its kind, such as ``saved``.
        include_owned: Whether contacts that were owned already are among its results.
        is_saved: Whether it is saved.
        is_fetched: Whether its contacts were fetched.
        fetch_details: The state of the fetching.
    """

    user_id: int | None = None
    type: str | None = None
    include_owned: bool | None = None
    is_saved: bool | None = None
    is_fetched: bool | None = None
    fetch_details: ProspectFetchDetails | None = None


# ── the words that searches know ─────────────────────────────────────────────────────────────


@frozen(kw_only=True, repr=False, eq=False)
class ProspectTerm(Model):
    """A city, country, department, head count, level, revenue or state to search by.

    Attributes:
        id: Identifier.
        name: The word that a search takes, whatever the list calls it: ``city_name``,
            ``head_count`` …
    """

    id: int
    name: str | None = field(
        default=None,
        metadata=names(
            *("name", "city_name", "country_name", "department_name", "head_count"),
            *("level_name", "revenue", "state_name"),
        ),
    )


@frozen(kw_only=True, repr=False, eq=False)
class ProspectName(Model):
    """A company, domain, job title or keyword to search by, which has no identifier.

    Attributes:
        name: The word that a search takes, whatever the list calls it: ``company_name``,
            ``job_title`` …
    """

    name: str = field(
        metadata=names(
            *("name", "company_name", "domain_name", "job_title", "keyword"),
            "sub_industry_name",
        )
    )


@frozen(kw_only=True, repr=False, eq=False)
class ProspectIndustry(Model):
    """An industry to search by.

    Attributes:
        id: Identifier.
        name: The word that a search takes.
        sub_industry_list: Its sub-industries, if they were asked for.
    """

    id: int
    name: str | None = field(default=None, metadata=names("industry_name", "name"))
    sub_industry_list: tuple[ProspectName, ...] = ()


@frozen(kw_only=True, repr=False, eq=False)
class ProspectSubIndustry(Model):
    """A sub-industry to search by.

    Attributes:
        id: Identifier.
        name: The word that a search takes.
        industry_id: Its industry.
    """

    id: int
    name: str | None = field(default=None, metadata=names("sub_industry_name", "name"))
    industry_id: int | None = None


# ── figures ──────────────────────────────────────────────────────────────────────────────────


@frozen(kw_only=True, repr=False, eq=False)
class ProspectTrend(Model):
    """A number this month, and how it compares with the month before.

    Attributes:
        current: This month.
        previous_month: The month before.
        percentage_change: Change, in percent.
        percentage_change_text: The same as text, such as ``+20%``.
        trend: Direction, such as ``increase``.
        total: In all.
    """

    current: int | None = None
    previous_month: int | None = field(default=None, metadata=names("previousMonth"))
    percentage_change: float | None = field(default=None, metadata=names("percentageChange"))
    percentage_change_text: str | None = field(default=None, metadata=names("percentageChangeText"))
    trend: str | None = None
    total: int | None = None


@frozen(kw_only=True, repr=False, eq=False)
class ProspectCredits(Model):
    """Credits of the account.

    Attributes:
        available: Credits left.
        total: Credits in all.
        used: Credits spent.
    """

    available: int | None = None
    total: int | None = None
    used: int | None = None


@frozen(kw_only=True, repr=False, eq=False)
class ProspectFilterFigures(Model):
    """Numbers of one search.

    Attributes:
        leads_found: Contacts found.
        emails_fetched: Email addresses fetched.
    """

    leads_found: int | None = field(default=None, metadata=names("leadsFound"))
    emails_fetched: int | None = field(default=None, metadata=names("emailsFetched"))


@frozen(kw_only=True, repr=False, eq=False)
class ProspectSearchAnalytics(Model):
    """Results of searches, and contacts that may still be fetched.

    Attributes:
        leads_found: Contacts found.
        emails_fetched: Email addresses fetched.
        available_credits: Credits.
        leads_found_today: Contacts found today.
        filter_data: Numbers of the search that was asked about.
        max_daily_fetch_limit: Contacts that may be fetched in a day.
        max_single_fetch_limit: Contacts that may be fetched in a call.
    """

    leads_found: ProspectTrend | None = field(default=None, metadata=names("leadsFound"))
    emails_fetched: ProspectTrend | None = field(default=None, metadata=names("emailsFetched"))
    available_credits: ProspectCredits | None = field(
        default=None, metadata=names("availableCredits")
    )
    leads_found_today: int | None = field(default=None, metadata=names("leadsFoundToday"))
    filter_data: ProspectFilterFigures | None = field(default=None, metadata=names("filterData"))
    max_daily_fetch_limit: int | None = field(default=None, metadata=names("maxDailyFetchLimit"))
    max_single_fetch_limit: int | None = field(default=None, metadata=names("maxSingleFetchLimit"))


@frozen(kw_only=True, repr=False, eq=False)
class ProspectReplies(Model):
    """Replies in a month.

    Attributes:
        replied: Replies.
    """

    replied: int | None = None


@frozen(kw_only=True, repr=False, eq=False)
class ProspectReplyAnalytics(Model):
    """Replies of contacts, this month and the month before.

    Attributes:
        current_month: This month.
        previous_month: The month before.
        percentage_change: Change, in percent.
        trend: Direction, such as ``increase``.
    """

    current_month: ProspectReplies | None = field(default=None, metadata=names("currentMonth"))
    previous_month: ProspectReplies | None = field(default=None, metadata=names("previousMonth"))
    percentage_change: float | None = None
    trend: str | None = None
