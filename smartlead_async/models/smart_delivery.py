"""Smart Delivery: placement tests, their folders, and the email providers they send to.

Ids of Smart Delivery are text, even where they are digits: methods take them as they come.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Literal, TypeAlias, TypedDict

from attrs import field, frozen

from ._base import Model, names

__all__ = [
    "PlacementFolder",
    "PlacementTest",
    "PlacementTestSchedule",
    "PlacementTestSummary",
    "SeedGroup",
    "SeedProvider",
    "SeedRegion",
]

PlacementTestType: TypeAlias = Literal["manual", "auto"]
TimeUnit: TypeAlias = Literal["minutes", "hours", "days"]


class PlacementTestSchedule(TypedDict, total=False):
    """When an automated test runs: ``scheduler_cron_value``.

    Attributes:
        tz: IANA timezone of the hours, such as ``America/New_York``.
        days: Days of the week, 1 = Monday to 6 = Saturday; Sunday is 0 or 7, as sources disagree.
        start_hour: From when on it runs, ``HH:MM`` of 24 hours.
        end_hour: Until when it runs, ``HH:MM`` of 24 hours.
    """

    tz: str
    days: Sequence[int]
    start_hour: str
    end_hour: str


@frozen(kw_only=True, repr=False, eq=False)
class PlacementTest(Model):
    """A placement test.

    Attributes:
        id: Identifier.
        test_name: Name.
        test_type: Kind, such as ``manual`` or ``automated``.
        description: Description.
        status: State, such as ``active`` or ``completed``.
        spam_filters: Whether spam filters are asked, or the names of those that are.
        link_checker: Whether the domains of links are looked up in blacklists.
        campaign_id: The campaign whose email is sent.
        sequence_mapping_id: The step or variant that is sent.
        all_email_sent_without_time_gap: Whether all emails are sent at once.
        min_time_btwn_emails: Time between two emails of an email account.
        min_time_unit: Unit of that time.
        is_warmup: Whether seed accounts reply and move emails from spam to the inbox.
        test_with_sl_account: Whether email accounts of Smartlead send.
        has_seed_mapping: Whether seed accounts are assigned.
        user_id: Its owner.
        client_id: The client it belongs to.
        folder_id: The folder it is in.
        email_track_id: Identifier that its emails carry.
        provider_id: The provider it is sent to, or a list of them.
        schedule_start_time: When an automated test starts.
        test_end_date: When an automated test ends.
        every_days: Days from one run to the next.
        scheduler_cron_value: Times of an automated test, as a cron expression or an object.
        created_at: When it was created.
        updated_at: When it was last changed.
    """

    id: str
    test_name: str | None = None
    test_type: str | None = None
    description: str | None = None
    status: str | None = None
    spam_filters: Any = field(default=None, hash=False)
    link_checker: bool | None = None
    campaign_id: int | str | None = None
    sequence_mapping_id: int | str | None = None
    all_email_sent_without_time_gap: bool | None = None
    min_time_btwn_emails: int | None = None
    min_time_unit: str | None = None
    is_warmup: bool | None = None
    test_with_sl_account: bool | None = None
    has_seed_mapping: bool | None = None
    user_id: int | str | None = None
    client_id: int | str | None = None
    folder_id: str | None = None
    email_track_id: str | None = None
    provider_id: Any = field(default=None, hash=False)
    schedule_start_time: dt.datetime | None = None
    test_end_date: dt.datetime | None = None
    every_days: int | None = None
    scheduler_cron_value: Any = field(default=None, hash=False)
    created_at: dt.datetime | None = None
    updated_at: dt.datetime | None = None


@frozen(kw_only=True, repr=False, eq=False)
class PlacementTestSummary(Model):
    """One entry in the list of placement tests.

    The counts are not documented; only some answers hold them.

    Attributes:
        spam_test_id: The test.
        test_name: Its name.
        test_type: Its kind, such as ``manual`` or ``automated``.
        status: Its state, such as ``active`` or ``completed``.
        schedule_start_time: When it starts.
        test_end_date: When it ends.
        every_days: Days from one run to the next; None for a manual test.
        current_test_run_no: Number of its last run.
        created_at: When it was created.
        inbox_count: Emails found in the inbox.
        tab_count: Emails found in another tab, such as promotions.
        spam_count: Emails found in spam.
        adjusted_total_email_count: Emails counted.
    """

    spam_test_id: str = field(metadata=names("spam_test_id", "id"))
    test_name: str | None = None
    test_type: str | None = None
    status: str | None = None
    schedule_start_time: dt.datetime | None = None
    test_end_date: dt.datetime | None = None
    every_days: int | None = None
    current_test_run_no: int | None = None
    created_at: dt.datetime | None = None
    inbox_count: int | None = None
    tab_count: int | None = None
    spam_count: int | None = None
    adjusted_total_email_count: int | None = None

    @property
    def id(self) -> str:
        """``spam_test_id`` under the name that a single test has for it."""
        return self.spam_test_id


@frozen(kw_only=True, repr=False, eq=False)
class PlacementFolder(Model):
    """A folder of placement tests.

    Attributes:
        id: Identifier.
        name: Name.
        user_id: Its owner.
        client_id: The client it belongs to.
        created_at: When it was created.
        updated_at: When it was last changed.
    """

    id: str
    name: str | None = field(default=None, metadata=names("name", "folder_name"))
    user_id: int | str | None = None
    client_id: int | str | None = None
    created_at: dt.datetime | None = None
    updated_at: dt.datetime | None = None


@frozen(kw_only=True, repr=False, eq=False)
class SeedProvider(Model):
    """An email provider with seed accounts.

    Attributes:
        provider_id: Identifier: one of the ``provider_ids`` of a test.
        provider_name: Name.
    """

    provider_id: int | str
    provider_name: str | None = None


@frozen(kw_only=True, repr=False, eq=False)
class SeedGroup(Model):
    """A group of email providers in a region.

    Attributes:
        group_id: Identifier.
        group_name: Name.
        provider_count: Number of its providers.
        providers: Its providers, where they are sent.
    """

    group_id: str
    group_name: str | None = None
    provider_count: int | None = None
    providers: tuple[SeedProvider, ...] = ()


@frozen(kw_only=True, repr=False, eq=False)
class SeedRegion(Model):
    """A region and the groups of email providers in it.

    Attributes:
        region_id: Identifier.
        region_name: Name.
        groups: Its groups.
    """

    region_id: str
    region_name: str | None = None
    groups: tuple[SeedGroup, ...] = ()
