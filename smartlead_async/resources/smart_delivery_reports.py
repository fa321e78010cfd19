"""Reports of placement tests: ``/spam-test/report``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

from .._http.endpoint import Endpoint
from .._http.envelopes import lookup, many, one
from ..models import (
    BlacklistCheck,
    IPAnalytics,
    PlacementCounts,
    PlacementEmail,
    PlacementEmailHeaders,
    PlacementReport,
    PlacementRun,
    PlacementSender,
    SenderChecks,
    SenderPlacement,
    SenderReport,
    SpamFilterReport,
)
from ._base import Resource

__all__ = ["SmartDeliveryReports"]

T = TypeVar("T")

_TEST: Final = "/{spam_test_id:text}"


def _report(path: str, read: Callable[[Any], T], method: str = "GET") -> Endpoint[T]:
    return Endpoint(method, f"/spam-test/report{path}", "safe", read, host="smart_delivery")


_BY_PROVIDER: Final = _report(f"{_TEST}/providerwise", one(PlacementReport), "POST")
_BY_REGION: Final = _report(f"{_TEST}/groupwise", one(PlacementReport), "POST")
_HISTORY: Final = _report(f"{_TEST}/schedule-history", many(PlacementRun))
_SENDERS: Final = _report(f"{_TEST}/sender-accounts", many(PlacementSender))
_BY_SENDER: Final = _report(f"{_TEST}/sender-account-wise", many(SenderReport))
_HEADERS: Final = _report(
    f"{_TEST}/sender-account-wise/{{reply_id:text}}/email-headers", lookup(PlacementEmailHeaders)
)
_CONTENT: Final = _report(f"{_TEST}/email-content", lookup(PlacementEmail, "email_content"))
_SPAM_FILTERS: Final = _report(f"{_TEST}/spam-filter-details", many(SpamFilterReport))
_DKIM: Final = _report(f"{_TEST}/dkim-details", many(SenderChecks))
_SPF: Final = _report(f"{_TEST}/spf-details", many(SenderChecks))
_RDNS: Final = _report(f"{_TEST}/rdns-details", many(SenderChecks))
_DOMAINS: Final = _report(f"{_TEST}/domain-blacklist", many(SenderChecks))
_BLACKLIST: Final = _report(f"{_TEST}/blacklist", many(BlacklistCheck))
_IPS: Final = _report(f"{_TEST}/ip-analytics", many(IPAnalytics))
_COUNT: Final = _report("/mailboxes-count", one(PlacementCounts))
_SUMMARY: Final = _report("/mailboxes-summary", many(SenderPlacement))


class SmartDeliveryReports(Resource):
    """The part of :class:`SmartDelivery` that reads the reports of tests."""

    async def get_provider_report(self, spam_test_id: int | str) -> PlacementReport:
        """Return where the emails of a test arrived, by email provider.

        ``POST /spam-test/report/{spamTestId}/providerwise``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/provider-report)).

        Raises:
            NotFoundError: There is no such test.
        """
        return await self._call(_BY_PROVIDER.request(spam_test_id, json={}))

    async def get_geo_report(self, spam_test_id: int | str) -> PlacementReport:
        """Return where the emails of a test arrived, by region.

        ``POST /spam-test/report/{spamTestId}/groupwise``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/geo-report)).

        Raises:
            NotFoundError: There is no such test.
        """
        return await self._call(_BY_REGION.request(spam_test_id, json={}))

    async def get_schedule_history(self, spam_test_id: int | str) -> list[PlacementRun]:
        """Return the runs of an automated test.

        ``GET /spam-test/report/{spamTestId}/schedule-history``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/schedule-history)).

        Raises:
            NotFoundError: There is no such test.
        """
        return await self._call(_HISTORY.request(spam_test_id))

    async def get_sender_accounts(self, spam_test_id: int | str) -> list[PlacementSender]:
        """Return the email accounts that send the emails of a test.

        ``GET /spam-test/report/{spamTestId}/sender-accounts``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/sender-list)).

        Raises:
            NotFoundError: There is no such test.
        """
        return await self._call(_SENDERS.request(spam_test_id))

    async def get_sender_report(self, spam_test_id: int | str) -> list[SenderReport]:
        """Return the results of a test by the email account that sent.

        ``GET /spam-test/report/{spamTestId}/sender-account-wise``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/sender-report)).
        The service sends figures of each account, or reportedly a list of its emails in their
        place.

        Raises:
            NotFoundError: There is no such test.
        """
        return await self._call(_BY_SENDER.request(spam_test_id))

    async def get_reply_headers(
        self, spam_test_id: int | str, reply_id: int | str
    ) -> PlacementEmailHeaders:
        """Return the headers of one email as it arrived.

        ``GET /spam-test/report/{spamTestId}/sender-account-wise/{replyId}/email-headers``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/reply-headers)).

        Raises:
            NotFoundError: There is no such test, or no such email.
        """
        return await self._call(_HEADERS.request(spam_test_id, reply_id))

    async def get_email_content(self, spam_test_id: int | str) -> PlacementEmail:
        """Return the email that a test sends.

        ``GET /spam-test/report/{spamTestId}/email-content``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/test-email-content)).

        Raises:
            NotFoundError: There is no such test.
        """
        return await self._call(_CONTENT.request(spam_test_id))

    async def get_spam_filter_report(self, spam_test_id: int | str) -> list[SpamFilterReport]:
        """Return the verdicts of spam filters, by the email account that sent.

        ``GET /spam-test/report/{spamTestId}/spam-filter-details``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/spam-filter-report)).

        Raises:
            NotFoundError: There is no such test.
        """
        return await self._call(_SPAM_FILTERS.request(spam_test_id))

    async def get_dkim_details(self, spam_test_id: int | str) -> list[SenderChecks]:
        """Return where the DKIM signature of each email account was valid.

        ``GET /spam-test/report/{spamTestId}/dkim-details``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/dkim-details)).

        Raises:
            NotFoundError: There is no such test.
        """
        return await self._call(_DKIM.request(spam_test_id))

    async def get_spf_details(self, spam_test_id: int | str) -> list[SenderChecks]:
        """Return where SPF allowed each email account to send.

        ``GET /spam-test/report/{spamTestId}/spf-details``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/spf-details)).

        Raises:
            NotFoundError: There is no such test.
        """
        return await self._call(_SPF.request(spam_test_id))

    async def get_rdns_details(self, spam_test_id: int | str) -> list[SenderChecks]:
        """Return where the IP address of each email account had a reverse DNS name.

        ``GET /spam-test/report/{spamTestId}/rdns-details``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/rdns-report)).

        Raises:
            NotFoundError: There is no such test.
        """
        return await self._call(_RDNS.request(spam_test_id))

    async def get_domain_blacklist(self, spam_test_id: int | str) -> list[SenderChecks]:
        """Return where domains were found on a blacklist, by the email account that sent.

        ``GET /spam-test/report/{spamTestId}/domain-blacklist``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/domain-blacklist)).

        Raises:
            NotFoundError: There is no such test.
        """
        return await self._call(_DOMAINS.request(spam_test_id))

    async def get_blacklist(self, spam_test_id: int | str) -> list[BlacklistCheck]:
        """Return the results of looking up IP addresses in blacklists, by email.

        ``GET /spam-test/report/{spamTestId}/blacklist``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/blacklists)).
        The service may send only a count: a list of one check with only ``total_blacklist`` set.

        Raises:
            NotFoundError: There is no such test.
        """
        return await self._call(_BLACKLIST.request(spam_test_id))

    async def get_ip_analytics(self, spam_test_id: int | str) -> list[IPAnalytics]:
        """Return the IP addresses that sent the emails of a test.

        ``GET /spam-test/report/{spamTestId}/ip-analytics``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/ip-details)).

        Raises:
            NotFoundError: There is no such test.
        """
        return await self._call(_IPS.request(spam_test_id))

    async def get_mailboxes_count(self) -> PlacementCounts:
        """Return where the emails of all tests arrived, in total.

        ``GET /spam-test/report/mailboxes-count``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/mailbox-count)).
        """
        return await self._call(_COUNT.request())

    async def get_mailboxes_summary(self) -> list[SenderPlacement]:
        """Return where the emails of all tests arrived, by the email account that sent.

        ``GET /spam-test/report/mailboxes-summary``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/mailbox-summary)).
        """
        return await self._call(_SUMMARY.request())
