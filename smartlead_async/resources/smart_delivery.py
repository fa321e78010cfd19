"""Smart Delivery: placement tests, their folders and their reports, ``/spam-test``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final, TypeVar, get_args

from .._errors import InvalidRequestError
from .._http.endpoint import Endpoint, Repeat, time_text
from .._http.envelopes import acknowledgement, lookup, many, one
from .._options import NOT_GIVEN, NotGiven
from .._validate import (
    Check,
    day,
    each,
    hour,
    in_range,
    known_fields,
    moment,
    non_empty_text,
    non_empty_texts,
    one_of,
    positive_id,
    timezone_name,
)
from ..models import (
    Acknowledgement,
    PlacementFolder,
    PlacementTest,
    PlacementTestSchedule,
    PlacementTestSummary,
    SeedRegion,
)
from ..models.smart_delivery import PlacementTestType, TimeUnit
from ._base import optional
from .smart_delivery_reports import SmartDeliveryReports

__all__ = ["SmartDelivery"]

T = TypeVar("T")


def _endpoint(method: str, path: str, repeat: Repeat, read: Callable[[Any], T]) -> Endpoint[T]:
    return Endpoint(method, f"/spam-test{path}", repeat, read, host="smart_delivery")


_TEST: Final = "/{spam_test_id:text}"
_FOLDER: Final = "/folder/{folder_id:text}"
_PROVIDERS: Final = _endpoint("GET", "/seed/providers", "safe", many(SeedRegion))
_CREATE_MANUAL: Final = _endpoint("POST", "/manual", "never", one(PlacementTest))
_CREATE_AUTOMATED: Final = _endpoint("POST", "/schedule", "never", one(PlacementTest))
_LIST: Final = _endpoint("POST", "/report", "safe", many(PlacementTestSummary))
_GET: Final = _endpoint("GET", _TEST, "safe", lookup(PlacementTest))
_STOP: Final = _endpoint("PUT", f"{_TEST}/stop", "idempotent", acknowledgement)
_DELETE: Final = _endpoint("POST", "/delete", "idempotent", acknowledgement)
_FOLDERS: Final = _endpoint("GET", "/folder", "safe", many(PlacementFolder))
_CREATE_FOLDER: Final = _endpoint("POST", "/folder", "never", one(PlacementFolder))
_GET_FOLDER: Final = _endpoint("GET", _FOLDER, "safe", lookup(PlacementFolder))
_DELETE_FOLDER: Final = _endpoint("DELETE", _FOLDER, "idempotent", acknowledgement)


def _id(name: str, value: int | str) -> int | str:
    """Return an id as the service takes it in a body: a number where it is one."""
    if not isinstance(value, str):
        return positive_id(name, value)
    text = non_empty_text(name, value)
    return int(text) if text.isascii() and text.isdecimal() else text


def _ids(name: str, values: Iterable[int | str]) -> list[int | str]:
    ids = each(name, values, _id)
    if not ids:
        raise InvalidRequestError(f"{name} must not be empty", field=name)
    return ids


def _schedule(name: str, value: Mapping[str, object] | str) -> dict[str, Any] | str:
    """Return the times of a test: the object that the service takes, or a cron expression."""
    if isinstance(value, str):
        return non_empty_text(name, value)
    return known_fields(name, value, _SCHEDULE_FIELDS)


_SCHEDULE_FIELDS: Mapping[str, Check] = {
    "tz": timezone_name,
    "days": partial(each, check=partial(in_range, least=0, most=7)),
    "startHour": hour,
    "endHour": hour,
}
_CHECKS: Mapping[str, Check] = {
    "test_name": non_empty_text,
    "spam_filters": non_empty_texts,
    "campaign_id": positive_id,
    "sequence_mapping_id": positive_id,
    "provider_ids": _ids,
    "sender_accounts": non_empty_texts,
    "min_time_btwn_emails": partial(in_range, least=0),
    "min_time_unit": partial(one_of, allowed=get_args(TimeUnit)),
    "folder_id": _id,
    "schedule_start_time": lambda name, value: time_text(moment(name, value)),
    "test_end_date": day,
    "every_days": partial(in_range, least=1),
    "scheduler_cron_value": _schedule,
}


def _settings(**settings: Any) -> dict[str, Any]:
    """Return the settings of a test as they are sent."""
    return {
        name: optional(_CHECKS[name], name, value) if name in _CHECKS else value
        for name, value in settings.items()
    }


class SmartDelivery(SmartDeliveryReports):
    """Placement tests: emails to seed accounts show whether they reach the inbox.

    Ids of tests, folders and replies are text, even where they are digits.

    The bodies of several calls here are not documented. The methods take the fields that such calls
    are known to have, none of them required.
    """

    async def list_providers(self) -> list[SeedRegion]:
        """Return the email providers that a test can send to, by region.

        ``GET /spam-test/seed/providers``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/provider-ids)).
        """
        return await self._call(_PROVIDERS.request())

    async def create_manual_test(
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
        body = _settings(
            test_name=test_name,
            description=description,
            campaign_id=campaign_id,
            sequence_mapping_id=sequence_mapping_id,
            sender_accounts=sender_accounts,
            provider_ids=provider_ids,
            spam_filters=spam_filters,
            link_checker=link_checker,
            all_email_sent_without_time_gap=all_email_sent_without_time_gap,
            min_time_btwn_emails=min_time_btwn_emails,
            min_time_unit=min_time_unit,
            is_warmup=is_warmup,
        )
        return await self._call(_CREATE_MANUAL.request(json=body))

    async def create_automated_test(
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
                :class:`~smartlead_async.models.PlacementTestSchedule`. Requests are known to take
                such an object, but the vendor shows a cron expression; both are sent.

        Raises:
            InvalidRequestError: An argument is out of range.
            OutcomeUnknownError: The test may or may not have been created.
        """
        body = _settings(
            test_name=test_name,
            description=description,
            campaign_id=campaign_id,
            sequence_mapping_id=sequence_mapping_id,
            sender_accounts=sender_accounts,
            provider_ids=provider_ids,
            spam_filters=spam_filters,
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
        return await self._call(_CREATE_AUTOMATED.request(json=body))

    async def list_tests(
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
        types = get_args(PlacementTestType)
        query = {"testType": optional(one_of, "test_type", test_type, types)}
        body = {
            "offset": optional(in_range, "offset", offset, 0),
            "limit": optional(in_range, "limit", limit, 1),
        }
        return await self._call(_LIST.request(query=query, json=body))

    async def get_test(self, spam_test_id: int | str) -> PlacementTest:
        """Return a test.

        ``GET /spam-test/{spamTestId}``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/test-details)).

        Raises:
            NotFoundError: There is no such test.
        """
        return await self._call(_GET.request(spam_test_id))

    async def stop_automated_test(self, spam_test_id: int | str) -> Acknowledgement:
        """Stop an automated test before its end; the reports of its runs stay.

        ``PUT /spam-test/{spamTestId}/stop``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/stop-automated-test)).

        Raises:
            NotFoundError: There is no such test.
        """
        return await self._call(_STOP.request(spam_test_id, json={}))

    async def delete_tests(
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
        body = {"spamTestIds": optional(_ids, "spam_test_ids", spam_test_ids)}
        return await self._call(_DELETE.request(json=body))

    async def list_folders(
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
        query = {
            "offset": optional(in_range, "offset", offset, 0),
            "limit": optional(in_range, "limit", limit, 1),
            "name": name,
        }
        return await self._call(_FOLDERS.request(query=query))

    async def create_folder(self, *, folder_name: str) -> PlacementFolder:
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
        body = {"folderName": non_empty_text("folder_name", folder_name)}
        return await self._call(_CREATE_FOLDER.request(json=body))

    async def get_folder(self, folder_id: int | str) -> PlacementFolder:
        """Return a folder of tests.

        ``GET /spam-test/folder/{folderId}``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/get-folder-by-id)).

        Raises:
            NotFoundError: There is no such folder.
        """
        return await self._call(_GET_FOLDER.request(folder_id))

    async def delete_folder(self, folder_id: int | str) -> Acknowledgement:
        """Delete a folder of tests.

        ``DELETE /spam-test/folder/{folderId}``
        ([API reference](https://api.smartlead.ai/api-reference/smart-delivery/delete-folder)).

        Raises:
            NotFoundError: There is no such folder.
        """
        return await self._call(_DELETE_FOLDER.request(folder_id))
