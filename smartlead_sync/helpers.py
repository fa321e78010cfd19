# Written by scripts/generate_sync.py from smartlead_async/helpers.py.
"""Small functions over the client, for work across several campaigns.

::

    from smartlead_sync import Smartlead
    from smartlead_sync.helpers import attachable_accounts, inactive_leads, shared_leads

    with Smartlead() as smartlead:
        print(shared_leads(smartlead, [12, 13]))
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import smartlead_async.helpers
from smartlead_async import CampaignLead, EmailAccount
from smartlead_async.helpers import account_faults, is_warm
from smartlead_sync._arguments import in_list
from smartlead_sync._client import Smartlead
from smartlead_sync._facade import behind
from smartlead_sync._loop_thread import call

__all__ = ["account_faults", "attachable_accounts", "inactive_leads", "is_warm", "shared_leads"]


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
