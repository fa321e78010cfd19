# Written by scripts/generate_sync.py from smartlead_async/resources/smart_delivery.py.
"""Smart Delivery: placement tests, their folders and their reports, ``/spam-test``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from smartlead_async import NOT_GIVEN, Acknowledgement, NotGiven
from smartlead_async.models import (
    BlacklistCheck,
    IPAnalytics,
    PlacementCounts,
    PlacementEmail,
    PlacementEmailHeaders,
    PlacementFolder,
    PlacementReport,
    PlacementRun,
    PlacementSender,
    PlacementTest,
    PlacementTestSchedule,
    PlacementTestSummary,
    SeedRegion,
    SenderChecks,
    SenderPlacement,
    SenderReport,
    SpamFilterReport,
)
from smartlead_async.models.smart_delivery import PlacementTestType, TimeUnit
from smartlead_async.resources.smart_delivery import SmartDelivery as AsyncSmartDelivery
from smartlead_sync._arguments import in_list
from smartlead_sync._facade import Facade
from smartlead_sync._loop_thread import call

__all__ = ["SmartDelivery"]


class SmartDelivery(Facade[AsyncSmartDelivery]):
    """Placement tests: emails to seed accounts show whether they reach the inbox.

    Ids of tests, folders and replies are text, even where they are digits.

    The bodies of several calls here are not documented. The methods take the fields that such calls
    are known to have, none of them required.
    """

    def list_providers(self) -> list[SeedRegion]:
        """Return the email providers that a test can send to, by region.

        ``GET /spam-test/seed/providers``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/provider-ids)).
        """
        return call(self._async.list_providers())

    def create_manual_test(
        self,
        *,
        test_name: str | NotGiven = NOT_GIVEN,
        description: str | NotGiven = NOT_GIVEN,
        campaign_id: int | NotGiven = NOT_GIVEN,
        sequence_mapping_id: int | NotGiven = NOT_GIVEN,
        sender_accounts: Sequence[str] | NotGiven = NOT_GIVEN,
        provider_ids: Sequence[int | str] | NotGiven = NOT_GIVEN,
        spam_filters: Sequence[str] | NotGiven = NOT_GIVEN,
        link_checker: bool | NotGiven = NOT_GIVEN,
        all_email_sent_without_time_gap: bool | NotGiven = NOT_GIVEN,
        min_time_btwn_emails: int | NotGiven = NOT_GIVEN,
        min_time_unit: TimeUnit | NotGiven = NOT_GIVEN,
        is_warmup: bool | NotGiven = NOT_GIVEN,
    ) -> PlacementTest:
        """Create a test that runs once, at once.

        ``POST /spam-test/manual``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/create-manual-test)).
        It sends emails from the email accounts and uses credits of Smart Delivery, so it is never
        repeated once it may have been carried out. The service is reported to refuse a test
        without a name, a campaign, a step, senders and providers.

        Args:
            test_name: Name.
            description: Description.
            campaign_id: The campaign whose email is sent.
            sequence_mapping_id: The step or variant that is sent.
            sender_accounts: Addresses of the email accounts that send.
            provider_ids: Providers to send to, of :meth:`list_providers`.
            spam_filters: Spam filters to ask, such as ``spam_assassin``.
            link_checker: Whether to look up the domains of links in blacklists.
            all_email_sent_without_time_gap: Whether to send all emails at once. The service
                refuses ``min_time_unit`` beside it.
            min_time_btwn_emails: Time between two emails of an email account.
            min_time_unit: Unit of that time: ``minutes``, ``hours`` or ``days``.
            is_warmup: Whether seed accounts reply and move emails from spam to the inbox.

        Raises:
            InvalidRequestError: An argument is out of range.
            OutcomeUnknownError: The test may or may not have been created.
        """
        return call(
            self._async.create_manual_test(
                test_name=test_name,
                description=description,
                campaign_id=campaign_id,
                sequence_mapping_id=sequence_mapping_id,
                sender_accounts=in_list(sender_accounts),
                provider_ids=in_list(provider_ids),
                spam_filters=in_list(spam_filters),
                link_checker=link_checker,
                all_email_sent_without_time_gap=all_email_sent_without_time_gap,
                min_time_btwn_emails=min_time_btwn_emails,
                min_time_unit=min_time_unit,
                is_warmup=is_warmup,
            )
        )

    def create_automated_test(
        self,
        *,
        test_name: str | NotGiven = NOT_GIVEN,
        description: str | NotGiven = NOT_GIVEN,
        campaign_id: int | NotGiven = NOT_GIVEN,
        sequence_mapping_id: int | NotGiven = NOT_GIVEN,
        sender_accounts: Sequence[str] | NotGiven = NOT_GIVEN,
        provider_ids: Sequence[int | str] | NotGiven = NOT_GIVEN,
        spam_filters: Sequence[str] | NotGiven = NOT_GIVEN,
        link_checker: bool | NotGiven = NOT_GIVEN,
        all_email_sent_without_time_gap: bool | NotGiven = NOT_GIVEN,
        min_time_btwn_emails: int | NotGiven = NOT_GIVEN,
        min_time_unit: TimeUnit | NotGiven = NOT_GIVEN,
        is_warmup: bool | NotGiven = NOT_GIVEN,
        folder_id: int | str | NotGiven = NOT_GIVEN,
        schedule_start_time: dt.datetime | str | NotGiven = NOT_GIVEN,
        test_end_date: dt.date | str | NotGiven = NOT_GIVEN,
        every_days: int | NotGiven = NOT_GIVEN,
        scheduler_cron_value: PlacementTestSchedule | str | NotGiven = NOT_GIVEN,
    ) -> PlacementTest:
        """Create a test that runs again and again.

        ``POST /spam-test/schedule``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/create-automated-test)).
        Each run sends emails from the email accounts and uses credits of Smart Delivery, so it is
        never repeated once it may have been carried out. The service is reported to refuse a test
        without the fields of a manual one, a start, an end, an interval and a schedule.

        Args:
            test_name: Name.
            description: Description.
            campaign_id: The campaign whose email is sent.
            sequence_mapping_id: The step or variant that is sent.
            sender_accounts: Addresses of the email accounts that send.
            provider_ids: Providers to send to, of :meth:`list_providers`.
            spam_filters: Spam filters to ask, such as ``spam_assassin``.
            link_checker: Whether to look up the domains of links in blacklists.
            all_email_sent_without_time_gap: Whether to send all emails at once. The service
                refuses ``min_time_unit`` beside it.
            min_time_btwn_emails: Time between two emails of an email account.
            min_time_unit: Unit of that time: ``minutes``, ``hours`` or ``days``.
            is_warmup: Whether seed accounts reply and move emails from spam to the inbox.
            folder_id: The folder to put it in.
            schedule_start_time: When it first runs, which must not be past (ISO 8601, or a
                datetime; without a timezone it is UTC).
            test_end_date: Last day.
            every_days: Days from one run to the next.
            scheduler_cron_value: When it runs, see
                :class:`~smartlead_sync.models.PlacementTestSchedule`. Requests are known to take
                such an object, but the vendor shows a cron expression; both are sent.

        Raises:
            InvalidRequestError: An argument is out of range.
            OutcomeUnknownError: The test may or may not have been created.
        """
        return call(
            self._async.create_automated_test(
                test_name=test_name,
                description=description,
                campaign_id=campaign_id,
                sequence_mapping_id=sequence_mapping_id,
                sender_accounts=in_list(sender_accounts),
                provider_ids=in_list(provider_ids),
                spam_filters=in_list(spam_filters),
                link_checker=link_checker,
                all_email_sent_without_time_gap=all_email_sent_without_time_gap,
                min_time_btwn_emails=min_time_btwn_emails,
                min_time_unit=min_time_unit,
                is_warmup=is_warmup,
                folder_id=folder_id,
                schedule_start_time=schedule_start_time,
                test_end_date=test_end_date,
                every_days=every_days,
                scheduler_cron_value=scheduler_cron_value,
            )
        )

    def list_tests(
        self,
        *,
        test_type: PlacementTestType | NotGiven = NOT_GIVEN,
        offset: int | NotGiven = NOT_GIVEN,
        limit: int | NotGiven = NOT_GIVEN,
    ) -> list[PlacementTestSummary]:
        """Return placement tests.

        ``POST /spam-test/report``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/list-tests)).
        The service is reported to return about ten tests where no limit is given.

        Args:
            test_type: Only tests that are ``manual``, or automated ones: ``auto``.
            offset: Tests to pass over.
            limit: Tests to return at most.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return call(self._async.list_tests(test_type=test_type, offset=offset, limit=limit))

    def get_test(self, spam_test_id: int | str) -> PlacementTest:
        """Return a test.

        ``GET /spam-test/{spamTestId}``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/test-details)).

        Raises:
            NotFoundError: There is no such test.
        """
        return call(self._async.get_test(spam_test_id))

    def stop_automated_test(self, spam_test_id: int | str) -> Acknowledgement:
        """Stop an automated test before its end; the reports of its runs stay.

        ``PUT /spam-test/{spamTestId}/stop``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/stop-automated-test)).

        Raises:
            NotFoundError: There is no such test.
        """
        return call(self._async.stop_automated_test(spam_test_id))

    def delete_tests(
        self, *, spam_test_ids: Sequence[int | str] | NotGiven = NOT_GIVEN
    ) -> Acknowledgement:
        """Delete tests and their reports.

        ``POST /spam-test/delete``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/delete-tests-bulk)).

        Args:
            spam_test_ids: The tests. The service is reported to refuse a call without any.

        Raises:
            InvalidRequestError: There are no ids, or one is wrong.
        """
        return call(self._async.delete_tests(spam_test_ids=in_list(spam_test_ids)))

    def list_folders(
        self,
        *,
        offset: int | NotGiven = NOT_GIVEN,
        limit: int | NotGiven = NOT_GIVEN,
        name: str | NotGiven = NOT_GIVEN,
    ) -> list[PlacementFolder]:
        """Return the folders of tests.

        ``GET /spam-test/folder``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/get-folders)).
        The filters are optional; some deployments may ask for offset and limit.

        Args:
            offset: Folders to pass over.
            limit: Folders to return at most.
            name: Only folders of this name.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return call(self._async.list_folders(offset=offset, limit=limit, name=name))

    def create_folder(self, *, folder_name: str) -> PlacementFolder:
        """Create a folder for tests.

        ``POST /spam-test/folder``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/create-folder)).
        Never repeated once it may have been carried out.

        Args:
            folder_name: Name of the folder.

        Raises:
            InvalidRequestError: The name is empty.
            OutcomeUnknownError: The folder may or may not have been created.
        """
        return call(self._async.create_folder(folder_name=folder_name))

    def get_folder(self, folder_id: int | str) -> PlacementFolder:
        """Return a folder of tests.

        ``GET /spam-test/folder/{folderId}``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/get-folder-by-id)).

        Raises:
            NotFoundError: There is no such folder.
        """
        return call(self._async.get_folder(folder_id))

    def delete_folder(self, folder_id: int | str) -> Acknowledgement:
        """Delete a folder of tests.

        ``DELETE /spam-test/folder/{folderId}``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/delete-folder)).

        Raises:
            NotFoundError: There is no such folder.
        """
        return call(self._async.delete_folder(folder_id))

    def get_provider_report(self, spam_test_id: int | str) -> PlacementReport:
        """Return where the emails of a test arrived, by email provider.

        ``POST /spam-test/report/{spamTestId}/providerwise``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/provider-report)).

        Raises:
            NotFoundError: There is no such test.
        """
        return call(self._async.get_provider_report(spam_test_id))

    def get_geo_report(self, spam_test_id: int | str) -> PlacementReport:
        """Return where the emails of a test arrived, by region.

        ``POST /spam-test/report/{spamTestId}/groupwise``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/geo-report)).

        Raises:
            NotFoundError: There is no such test.
        """
        return call(self._async.get_geo_report(spam_test_id))

    def get_schedule_history(self, spam_test_id: int | str) -> list[PlacementRun]:
        """Return the runs of an automated test.

        ``GET /spam-test/report/{spamTestId}/schedule-history``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/schedule-history)).

        Raises:
            NotFoundError: There is no such test.
        """
        return call(self._async.get_schedule_history(spam_test_id))

    def get_sender_accounts(self, spam_test_id: int | str) -> list[PlacementSender]:
        """Return the email accounts that send the emails of a test.

        ``GET /spam-test/report/{spamTestId}/sender-accounts``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/sender-list)).

        Raises:
            NotFoundError: There is no such test.
        """
        return call(self._async.get_sender_accounts(spam_test_id))

    def get_sender_report(self, spam_test_id: int | str) -> list[SenderReport]:
        """Return the results of a test by the email account that sent.

        ``GET /spam-test/report/{spamTestId}/sender-account-wise``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/sender-report)).
        The service sends figures of each account, or reportedly a list of its emails in their
        place.

        Raises:
            NotFoundError: There is no such test.
        """
        return call(self._async.get_sender_report(spam_test_id))

    def get_reply_headers(
        self, spam_test_id: int | str, reply_id: int | str
    ) -> PlacementEmailHeaders:
        """Return the headers of one email as it arrived.

        ``GET /spam-test/report/{spamTestId}/sender-account-wise/{replyId}/email-headers``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/reply-headers)).

        Raises:
            NotFoundError: There is no such test, or no such email.
        """
        return call(self._async.get_reply_headers(spam_test_id, reply_id))

    def get_email_content(self, spam_test_id: int | str) -> PlacementEmail:
        """Return the email that a test sends.

        ``GET /spam-test/report/{spamTestId}/email-content``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/test-email-content)).

        Raises:
            NotFoundError: There is no such test.
        """
        return call(self._async.get_email_content(spam_test_id))

    def get_spam_filter_report(self, spam_test_id: int | str) -> list[SpamFilterReport]:
        """Return the verdicts of spam filters, by the email account that sent.

        ``GET /spam-test/report/{spamTestId}/spam-filter-details``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/spam-filter-report)).

        Raises:
            NotFoundError: There is no such test.
        """
        return call(self._async.get_spam_filter_report(spam_test_id))

    def get_dkim_details(self, spam_test_id: int | str) -> list[SenderChecks]:
        """Return where the DKIM signature of each email account was valid.

        ``GET /spam-test/report/{spamTestId}/dkim-details``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/dkim-details)).

        Raises:
            NotFoundError: There is no such test.
        """
        return call(self._async.get_dkim_details(spam_test_id))

    def get_spf_details(self, spam_test_id: int | str) -> list[SenderChecks]:
        """Return where SPF allowed each email account to send.

        ``GET /spam-test/report/{spamTestId}/spf-details``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/spf-details)).

        Raises:
            NotFoundError: There is no such test.
        """
        return call(self._async.get_spf_details(spam_test_id))

    def get_rdns_details(self, spam_test_id: int | str) -> list[SenderChecks]:
        """Return where the IP address of each email account had a reverse DNS name.

        ``GET /spam-test/report/{spamTestId}/rdns-details``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/rdns-report)).

        Raises:
            NotFoundError: There is no such test.
        """
        return call(self._async.get_rdns_details(spam_test_id))

    def get_domain_blacklist(self, spam_test_id: int | str) -> list[SenderChecks]:
        """Return where domains were found on a blacklist, by the email account that sent.

        ``GET /spam-test/report/{spamTestId}/domain-blacklist``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/domain-blacklist)).

        Raises:
            NotFoundError: There is no such test.
        """
        return call(self._async.get_domain_blacklist(spam_test_id))

    def get_blacklist(self, spam_test_id: int | str) -> list[BlacklistCheck]:
        """Return the results of looking up IP addresses in blacklists, by email.

        ``GET /spam-test/report/{spamTestId}/blacklist``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/blacklists)).
        The service may send only a count: a list of one check with only ``total_blacklist`` set.

        Raises:
            NotFoundError: There is no such test.
        """
        return call(self._async.get_blacklist(spam_test_id))

    def get_ip_analytics(self, spam_test_id: int | str) -> list[IPAnalytics]:
        """Return the IP addresses that sent the emails of a test.

        ``GET /spam-test/report/{spamTestId}/ip-analytics``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/ip-details)).

        Raises:
            NotFoundError: There is no such test.
        """
        return call(self._async.get_ip_analytics(spam_test_id))

    def get_mailboxes_count(self) -> PlacementCounts:
        """Return where the emails of all tests arrived, in total.

        ``GET /spam-test/report/mailboxes-count``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/mailbox-count)).
        """
        return call(self._async.get_mailboxes_count())

    def get_mailboxes_summary(self) -> list[SenderPlacement]:
        """Return where the emails of all tests arrived, by the email account that sent.

        ``GET /spam-test/report/mailboxes-summary``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/mailbox-summary)).
        """
        return call(self._async.get_mailboxes_summary())
