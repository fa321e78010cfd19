"""Reports of placement tests. Rates and percentages are numbers: ``"34%"`` is ``34.0``."""

from __future__ import annotations

import datetime as dt
from typing import Any

from attrs import field, frozen

from .._codec import is_list
from ._base import Model, names

__all__ = [
    "BlacklistCheck",
    "BlacklistedReply",
    "IPAnalytics",
    "PlacementCounts",
    "PlacementDelivery",
    "PlacementEmail",
    "PlacementEmailHeaders",
    "PlacementReport",
    "PlacementReportRow",
    "PlacementRun",
    "PlacementSender",
    "SeedCheck",
    "SenderChecks",
    "SenderPlacement",
    "SenderReport",
    "SenderReputation",
    "SpamFilterReport",
    "SpamFilterResult",
    "WhoisData",
]


@frozen(kw_only=True, repr=False, eq=False)
class _Placement(Model):
    inbox_count: int | None = None
    tab_count: int | None = None
    spam_count: int | None = None


@frozen(kw_only=True, repr=False, eq=False)
class PlacementReportRow(_Placement):
    """The results of a provider or a region in a report.

    The service sends rates, or reportedly counts in their place.

    Attributes:
        provider: The provider (report by provider).
        provider_id: Its identifier, where it is sent.
        region: The region (report by region).
        region_id: Its identifier, where it is sent.
        group_name: The group of providers, where it is sent.
        group_id: Its identifier, where it is sent.
        inbox_rate: Share that reached the inbox, in percent.
        spam_rate: Share that was put into spam, in percent.
        bounce_rate: Share that came back, in percent.
        mailbox_count: Seed accounts that were sent to.
        avg_delivery_time_seconds: Seconds from sending to arrival, on average.
        inbox_count: Emails found in the inbox, where it is sent.
        tab_count: Emails found in another tab, such as promotions, where it is sent.
        spam_count: Emails found in spam, where it is sent.
        adjusted_total_email_count: Emails counted, where it is sent.
    """

    provider: str | None = field(default=None, metadata=names("provider", "provider_name"))
    provider_id: int | str | None = None
    region: str | None = field(default=None, metadata=names("region", "region_name"))
    region_id: int | str | None = None
    group_name: str | None = None
    group_id: int | str | None = None
    inbox_rate: float | None = None
    spam_rate: float | None = None
    bounce_rate: float | None = None
    mailbox_count: int | None = None
    avg_delivery_time_seconds: float | None = None
    adjusted_total_email_count: int | None = None


@frozen(kw_only=True, repr=False, eq=False)
class PlacementReport(Model):
    """Where the emails of a test arrived, by provider or by region.

    Attributes:
        overall_total_count: Emails in all. As long as ``result`` counts fewer, not all are found.
        status: State of the test, such as ``completed``.
        result: One entry per provider or region.
    """

    overall_total_count: int | None = field(
        default=None, metadata=names("overallTotalCount", "overall_total_count")
    )
    status: str | None = None
    result: tuple[PlacementReportRow, ...] = ()


@frozen(kw_only=True, repr=False, eq=False)
class PlacementRun(_Placement):
    """A run of an automated test.

    Attributes:
        spam_test_id: The test.
        test_run_no: Number of the run.
        status: State of the run, such as ``completed``.
        inbox_count: Emails found in the inbox.
        tab_count: Emails found in another tab, such as promotions.
        spam_count: Emails found in spam.
        reply_hour_interval_start: First hour after sending that is counted.
        reply_hour_interval_end: Last hour after sending that is counted.
        adjusted_total_email_count: Emails counted.
    """

    spam_test_id: str
    test_run_no: int | None = None
    status: str | None = None
    reply_hour_interval_start: int | None = None
    reply_hour_interval_end: int | None = None
    adjusted_total_email_count: int | None = None


@frozen(kw_only=True, repr=False, eq=False)
class PlacementCounts(_Placement):
    """Where the emails of all tests arrived.

    Attributes:
        inbox_count: Emails found in the inbox.
        tab_count: Emails found in another tab, such as promotions.
        spam_count: Emails found in spam.
        failed_count: Emails that did not arrive.
        total_email_count: Emails in all.
    """

    failed_count: int | None = None
    total_email_count: int | None = None


@frozen(kw_only=True, repr=False, eq=False)
class SenderPlacement(_Placement):
    """Where the emails of an email account arrived, over all tests.

    Attributes:
        id: Identifier.
        from_email: Address of the email account.
        esp: Email provider.
        total_email_count: Emails in all.
        inbox_count: Emails found in the inbox.
        tab_count: Emails found in another tab, such as promotions.
        spam_count: Emails found in spam.
        failed_count: Emails that did not arrive.
        placement_score: Score of the placement, 0 to 100.
    """

    id: str
    from_email: str | None = None
    esp: str | None = None
    total_email_count: int | None = None
    failed_count: int | None = None
    placement_score: float | None = None


@frozen(kw_only=True, repr=False, eq=False)
class PlacementSender(Model):
    """An email account that sends the emails of a test.

    Attributes:
        id: Identifier.
        spam_test_id: The test.
        from_email: Address of the email account.
        created_at: When it was added.
        updated_at: When it was last changed.
        client_id: The client it belongs to.
        user_id: Its owner.
    """

    id: str
    spam_test_id: str | None = None
    from_email: str | None = None
    created_at: dt.datetime | None = None
    updated_at: dt.datetime | None = None
    client_id: int | str | None = None
    user_id: int | str | None = None


@frozen(kw_only=True, repr=False, eq=False)
class SenderReputation(Model):
    """Figures of an email account over its tests.

    Attributes:
        sender_name: Name of the sender.
        tests_count: Tests it took part in.
        avg_inbox_rate: Share that reached the inbox, in percent, on average.
        avg_spam_rate: Share that was put into spam, in percent, on average.
        avg_bounce_rate: Share that came back, in percent, on average.
        reputation_score: Score of its reputation.
        last_test_date: When it was last tested.
    """

    sender_name: str | None = None
    tests_count: int | None = None
    avg_inbox_rate: float | None = None
    avg_spam_rate: float | None = None
    avg_bounce_rate: float | None = None
    reputation_score: float | None = None
    last_test_date: dt.datetime | None = None


@frozen(kw_only=True, repr=False, eq=False)
class PlacementDelivery(Model):
    """An email to a seed account, and how it arrived.

    Attributes:
        id: Identifier of the seed account.
        email: Its address.
        reply: The email as it arrived; its ``id`` is the ``reply_id`` of other reports.
    """

    id: str | None = None
    email: str | None = None
    reply: dict[str, Any] | None = field(default=None, hash=False)


@frozen(kw_only=True, repr=False, eq=False)
class SenderReport(Model):
    """A test's report about one email account.

    Attributes:
        email: Address of the email account.
        details: Its figures.
        deliveries: Its emails one by one, where the service sends those in place of figures.
    """

    email: str | None = None
    details: SenderReputation | None = None
    deliveries: tuple[PlacementDelivery, ...] = ()

    @classmethod
    def _reshape(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Tell the list of emails from the figures: both come as ``details``."""
        details = data.get("details")
        return data | {"details": None, "deliveries": details} if is_list(details) else data


@frozen(kw_only=True, repr=False, eq=False)
class SeedCheck(Model):
    """The result of a check at one seed account. Each report fills its own field.

    Attributes:
        id: Identifier of the seed account.
        email: Its address.
        esp: Its email provider.
        dkim_verified: Whether the DKIM signature is valid.
        spf_verified: Whether SPF allows the sender.
        rdns_verified: Whether the sender's IP address has a reverse DNS name.
        domain_blacklisted: Whether a domain is on a blacklist.
    """

    id: str | None = None
    email: str | None = field(default=None, metadata=names("email", "to_email"))
    esp: str | None = None
    dkim_verified: bool | None = None
    spf_verified: bool | None = None
    rdns_verified: bool | None = None
    domain_blacklisted: bool | None = None


@frozen(kw_only=True, repr=False, eq=False)
class SenderChecks(Model):
    """The results of a check of one email account: DKIM, SPF, rDNS or domain blacklists.

    Attributes:
        from_email: Address of the email account.
        seed_accounts: The result at each seed account.
    """

    from_email: str | None = None
    seed_accounts: tuple[SeedCheck, ...] = ()


@frozen(kw_only=True, repr=False, eq=False)
class SpamFilterResult(Model):
    """The verdict of a spam filter.

    Attributes:
        filter: Name of the filter.
        triggered_count: Emails it caught.
        trigger_percentage: Share it caught, in percent.
        reasons: Why.
        spam_filter_result: The filter's score and rules, where the service sends those.
    """

    filter: str | None = None
    triggered_count: int | None = None
    trigger_percentage: float | None = None
    reasons: tuple[str, ...] = ()
    spam_filter_result: dict[str, Any] | None = field(default=None, hash=False)


@frozen(kw_only=True, repr=False, eq=False)
class SpamFilterReport(Model):
    """The verdicts of spam filters about one email account.

    Attributes:
        from_email: Address of the email account.
        spam_filter_details: The verdict of each filter.
    """

    from_email: str | None = None
    spam_filter_details: tuple[SpamFilterResult, ...] = ()


@frozen(kw_only=True, repr=False, eq=False)
class BlacklistedReply(Model):
    """The email that an entry of the blacklist report is about.

    Attributes:
        from_email: Address of the email account that sent it.
    """

    from_email: str | None = None


@frozen(kw_only=True, repr=False, eq=False)
class BlacklistCheck(Model):
    """An IP address looked up in a blacklist.

    Attributes:
        reply_id: The email.
        reply: Who sent it.
        to_email: The seed account that got it.
        domain: Domain of that account.
        blacklist_type_value: The blacklist.
        total_blacklist: Number of blacklists that list the address.
        rdns: Reverse DNS name of the address.
        ip: The address.
        details: The result in words.
    """

    reply_id: str | None = None
    reply: BlacklistedReply | None = None
    to_email: str | None = None
    domain: str | None = None
    blacklist_type_value: str | None = None
    total_blacklist: int | None = None
    rdns: str | None = None
    ip: str | None = None
    details: str | None = None


@frozen(kw_only=True, repr=False, eq=False)
class WhoisData(Model):
    """The registration of an IP address.

    Attributes:
        isp: Internet provider.
        location: Location.
        reverse_dns: Reverse DNS name.
        organization: Organization.
    """

    isp: str | None = None
    location: str | None = None
    reverse_dns: str | None = None
    organization: str | None = None


@frozen(kw_only=True, repr=False, eq=False)
class IPAnalytics(Model):
    """An IP address that sent emails of a test.

    Attributes:
        ip: The address.
        blacklisted: Whether a blacklist lists it.
        summary: Its reputation in words.
        whois_data: Its registration.
        created_at: When it was first seen.
    """

    ip: str | None = None
    blacklisted: bool | None = None
    summary: str | None = None
    whois_data: WhoisData | None = None
    created_at: dt.datetime | None = None


@frozen(kw_only=True, repr=False, eq=False)
class PlacementEmail(Model):
    """The email that a test sends.

    Attributes:
        spam_test: The test.
        subject: Subject.
        text: Body as plain text.
        html: Body as HTML.
        raw_email_content: The email with its headers.
    """

    spam_test: str | None = field(default=None, metadata=names("spamTest", "spam_test"))
    subject: str | None = None
    text: str | None = None
    html: str | None = field(default=None, metadata=names("html", "html_content"))
    raw_email_content: str | None = field(
        default=None, metadata=names("rawEmailContent", "raw_email_content", "raw_content")
    )


@frozen(kw_only=True, repr=False, eq=False)
class PlacementEmailHeaders(Model):
    """The headers of an email as it arrived; those not listed here are in ``extra``.

    Attributes:
        return_path: ``Return-Path``.
        received: ``Received``.
        received_spf: ``Received-SPF``; the vendor spells it ``Reveived-Spf``.
        authentication_results: ``Authentication-Results``.
    """

    return_path: str | None = field(default=None, metadata=names("Return-Path"))
    received: str | None = field(default=None, metadata=names("Received"))
    received_spf: str | None = field(
        default=None, metadata=names("Reveived-Spf", "Received-Spf", "Received-SPF")
    )
    authentication_results: str | None = field(
        default=None, metadata=names("Authentication-Results")
    )
