# Written by scripts/generate_sync.py from smartlead_async/helpers/__init__.py.
"""Functions over the client, for work across several campaigns.

::

    from smartlead_sync import Smartlead
    from smartlead_sync.helpers import attachable_accounts, inactive_leads, shared_leads

    with Smartlead() as smartlead:
        print(shared_leads(smartlead, [12, 13]))
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from typing import Unpack

import smartlead_async.helpers
from smartlead_async import (
    NOT_GIVEN,
    CampaignLead,
    EmailAccount,
    LeadImportSettings,
    LeadImportSettingsDict,
    NotGiven,
)
from smartlead_async.helpers import (
    BlockError,
    BlockReport,
    LeftLead,
    MoveReport,
    RefusedEntry,
    account_faults,
    is_warm,
)
from smartlead_async.models import CampaignLeadFilters
from smartlead_sync._arguments import in_list
from smartlead_sync._client import Smartlead
from smartlead_sync._facade import behind
from smartlead_sync._loop_thread import call

__all__ = [
    "BlockError",
    "BlockReport",
    "LeftLead",
    "MoveReport",
    "RefusedEntry",
    "account_faults",
    "attachable_accounts",
    "block_many",
    "copy_leads",
    "inactive_leads",
    "is_warm",
    "move_leads",
    "shared_leads",
]


def attachable_accounts(
    smartlead: Smartlead, *, min_reputation: float = 90.0
) -> list[EmailAccount]:
    """Return the email accounts that are fit to be attached to a campaign.

    They are connected, not suspended and warm, as :func:`account_faults` and :func:`is_warm`
    say. ``GET /email-accounts/``.

    Args:
        smartlead: The client.
        min_reputation: Least warmup reputation in percent.
    """
    return call(
        smartlead_async.helpers.attachable_accounts(
            behind(smartlead), min_reputation=min_reputation
        )
    )


def block_many(
    smartlead: Smartlead,
    domains_or_addresses: Iterable[str],
    *,
    client_id: int | NotGiven | None = NOT_GIVEN,
) -> BlockReport:
    """Never again send emails to these addresses, or to any address of these domains.

    ``POST /leads/add-domain-block-list``, 100 entries at a time, or one where the service takes no
    lists. Of entries that the service refuses together, the good ones are blocked all the same.
    Blocking twice does no harm: after an error, repeat the call, or block what is ``unconfirmed``
    in the error's report.

    Args:
        smartlead: The client.
        domains_or_addresses: Bare domains, such as ``example.com``, and addresses.
        client_id: The client whose campaigns it applies to (agency accounts), or None.

    Returns:
        The addresses and domains that are blocked now, and what was refused and why. An entry that
        is neither is not sent; its message says what it would have to be.

    Raises:
        InvalidRequestError: That is no list, or the client's id is not positive.
        BlockError: The service failed, or refused more than an entry. It holds the report.
    """
    return call(
        smartlead_async.helpers.block_many(
            behind(smartlead), in_list(domains_or_addresses), client_id=client_id
        )
    )


def copy_leads(
    smartlead: Smartlead,
    source: int,
    target: int,
    *,
    settings: LeadImportSettings | LeadImportSettingsDict | None = None,
    journal: str | os.PathLike[str] | None = None,
    **filters: Unpack[CampaignLeadFilters],
) -> MoveReport:
    """Add the leads of a campaign to another one, with their custom fields.

    ``GET`` and ``POST /campaigns/{campaign_id}/leads``. In the target a lead starts with the first
    email, without a category. Leads that unsubscribed are left out unless
    ``ignore_unsubscribe_list`` is set. All leads are held in memory.

    The documentation and the live service disagree about the value of
    ``ignore_duplicate_leads_in_other_campaign`` with which leads of other campaigns are taken. So
    the leads are sent with False, the target is read, and those that it does not list are sent with
    True. Neither value adds a lead twice.

    Args:
        smartlead: The client.
        source: The campaign to copy from.
        target: The campaign to copy to.
        settings: Which other checks of the service to leave out.
        journal: An SQLite file that remembers the leads that were in the source as the job began,
            and how far it is; made if there is none. The same call then finishes a job that was
            interrupted, by whatever. One job at a time can use it.
        filters: Which leads of the source; see
            :class:`~smartlead_sync.models.CampaignLeadFilters`.

    Returns:
        The account, after the target was read once more.

    Raises:
        InvalidRequestError: An argument makes no sense; both campaigns are the same.
        ConfigurationError: The journal is in use, damaged, or of another job. Nothing was sent.
        NotFoundError: There is no such campaign.
        UploadError: The service failed while leads were added.
    """
    return call(
        smartlead_async.helpers.copy_leads(
            behind(smartlead), source, target, settings=settings, journal=journal, **filters
        )
    )


def inactive_leads(
    smartlead: Smartlead, campaign_id: int, *, days: float, now: dt.datetime | None = None
) -> list[CampaignLead]:
    """Return the leads of a campaign that nothing has happened to for some days.

    Those are the leads that were added before, without those that the service lists as having
    had an event since (``event_time_gt``) or an email since (``last_sent_time_gt``). Rows of
    removed leads are left out.
    ``GET /campaigns/{campaign_id}/leads``.

    Args:
        smartlead: The client.
        campaign_id: The campaign.
        days: How many days; above 0.
        now: The time from which to count back, aware; by default that of this machine.

    Raises:
        InvalidRequestError: ``days`` is not above 0, ``now`` has no timezone, or an argument is
            of the wrong type.
        NotFoundError: There is no such campaign.
    """
    return call(
        smartlead_async.helpers.inactive_leads(behind(smartlead), campaign_id, days=days, now=now)
    )


def move_leads(
    smartlead: Smartlead,
    source: int,
    target: int,
    *,
    settings: LeadImportSettings | LeadImportSettingsDict | None = None,
    journal: str | os.PathLike[str] | None = None,
    **filters: Unpack[CampaignLeadFilters],
) -> MoveReport:
    """Copy the leads of a campaign to another one, and remove those from it that are there.

    As :func:`copy_leads`, then ``DELETE /campaigns/{campaign_id}/leads/{lead_id}`` for each lead
    that the target lists. The history of a lead in the source is not moved.

    Args:
        smartlead: The client.
        source: The campaign to move from.
        target: The campaign to move to.
        settings: Which other checks of the service to leave out.
        journal: An SQLite file that remembers the leads that were in the source as the job began,
            and how far it is; made if there is none. The same call then finishes a job that was
            interrupted, by whatever, and its report covers the whole job. One job at a time can
            use it.
        filters: Which leads of the source; see
            :class:`~smartlead_sync.models.CampaignLeadFilters`.

    Returns:
        The account. Leads that the target does not list are in ``missing``, and stay in the source.

    Raises:
        InvalidRequestError: An argument makes no sense; both campaigns are the same.
        ConfigurationError: The journal is in use, damaged, or of another job. Nothing was sent.
        NotFoundError: There is no such campaign.
        UploadError: The service failed while leads were added; nothing was removed.
    """
    return call(
        smartlead_async.helpers.move_leads(
            behind(smartlead), source, target, settings=settings, journal=journal, **filters
        )
    )


def shared_leads(smartlead: Smartlead, campaign_ids: Iterable[int]) -> dict[str, tuple[int, ...]]:
    """Return the addresses that are in more than one of the campaigns.

    ``GET /campaigns/{campaign_id}/leads``, one campaign after the other.
    All addresses are held in memory.

    Args:
        smartlead: The client.
        campaign_ids: The campaigns to compare; one that is named twice counts once.

    Returns:
        Address in lower case → the campaigns it is in, in the order given.

    Raises:
        InvalidRequestError: An argument is of the wrong type, or an id not positive.
        NotFoundError: There is no such campaign.
    """
    return call(smartlead_async.helpers.shared_leads(behind(smartlead), in_list(campaign_ids)))
