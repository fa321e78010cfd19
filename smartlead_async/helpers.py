"""Small functions over the client, for work across several campaigns.

::

    from smartlead_async import Smartlead
    from smartlead_async.helpers import attachable_accounts, inactive_leads, shared_leads

    async with Smartlead() as smartlead:
        print(await shared_leads(smartlead, [12, 13]))
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from . import CampaignLead, EmailAccount, InvalidRequestError, Smartlead, WarmupStatus
from ._validate import each, is_finite, percentage, plain, positive_id, shown

__all__ = ["account_faults", "attachable_accounts", "inactive_leads", "is_warm", "shared_leads"]

_GOOD_REPUTATIONS: Final = frozenset({"excellent", "good"})


async def shared_leads(
    smartlead: Smartlead, campaign_ids: Iterable[int]
) -> dict[str, tuple[int, ...]]:
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
    _check("smartlead", smartlead, Smartlead)
    campaigns_of: defaultdict[str, list[int]] = defaultdict(list)
    for campaign_id in dict.fromkeys(each("campaign_ids", campaign_ids, positive_id)):
        addresses = {
            row.lead.email.strip().lower()
            async for row in smartlead.leads.iterate(campaign_id)
            if row.lead and row.lead.email
        }
        for address in addresses:
            campaigns_of[address].append(campaign_id)
    return {
        address: tuple(found) for address, found in sorted(campaigns_of.items()) if len(found) > 1
    }


async def inactive_leads(
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
    _check("smartlead", smartlead, Smartlead)
    since = _days_before(dt.datetime.now(dt.UTC) if now is None else now, days)
    leads = smartlead.leads
    active = {_lead_id(row) async for row in leads.iterate(campaign_id, event_time_gt=since)}
    active |= {_lead_id(row) async for row in leads.iterate(campaign_id, last_sent_time_gt=since)}
    active.add(None)
    return [
        row
        async for row in leads.iterate(campaign_id)
        if _lead_id(row) not in active and not (row.created_at and row.created_at > since)
    ]


def _lead_id(row: CampaignLead) -> int | None:
    return row.lead.id if row.lead else None


def _days_before(now: dt.datetime, days: float) -> dt.datetime:
    _check("now", now, dt.datetime)
    if now.tzinfo is None:
        raise InvalidRequestError("now must have a timezone", field="now")
    number = plain(days)
    if is_finite(number) and number > 0:
        with suppress(OverflowError):
            return now - dt.timedelta(days=number)
    raise InvalidRequestError(f"days must be above 0, not {shown(days)}", field="days")


def _check(name: str, value: object, kind: type) -> None:
    if not isinstance(value, kind):
        raise InvalidRequestError(
            f"{name} must be a {kind.__module__.partition('.')[0]}.{kind.__name__}, not "
            f"{type(value).__module__}.{type(value).__name__}",
            field=name,
        )


def account_faults(account: EmailAccount) -> list[str]:
    """Return the faults that keep an email account from sending; none if all is well.

    An email account can be attached to a campaign if it is connected, both SMTP and IMAP, and not
    suspended. Blocked warmup counts as a fault too.

    Args:
        account: The email account, of a list or by id.
    """
    _check("account", account, EmailAccount)
    warmup = account.warmup_details
    blocked = warmup is not None and (warmup.is_warmup_blocked or warmup.blocked_reason)
    faults = {
        "SMTP not connected": account.is_smtp_success is not True,
        "IMAP not connected": account.is_imap_success is not True,
        "suspended": bool(account.is_suspended),
        "warmup blocked": bool(blocked),
    }
    return [fault for fault, is_there in faults.items() if is_there]


def is_warm(account: EmailAccount, *, min_reputation: float = 90.0) -> bool:
    """Return whether an email account is warmed up: warmup is on, and its reputation high.

    Args:
        account: The email account, of a list or of a campaign.
        min_reputation: Least reputation in percent; where the service sends a word instead,
            ``excellent`` and ``good`` are high enough.
    """
    _check("account", account, EmailAccount)
    percentage("min_reputation", min_reputation)
    details = account.warmup_details
    is_on = account.warmup_enabled if details is None else details.status == WarmupStatus.ACTIVE
    reputation = account.warmup_reputation if details is None else details.warmup_reputation
    if isinstance(reputation, str):
        return bool(is_on) and reputation.strip().lower() in _GOOD_REPUTATIONS
    return bool(is_on) and reputation is not None and reputation >= min_reputation


async def attachable_accounts(
    smartlead: Smartlead, *, min_reputation: float = 90.0
) -> list[EmailAccount]:
    """Return the email accounts that are fit to be attached to a campaign.

    They are connected, not suspended and warm, as :func:`account_faults` and :func:`is_warm`
    say. ``GET /email-accounts/``.

    Args:
        smartlead: The client.
        min_reputation: Least warmup reputation in percent.
    """
    _check("smartlead", smartlead, Smartlead)
    percentage("min_reputation", min_reputation)
    return [
        account
        async for account in smartlead.email_accounts.iterate()
        if not account_faults(account) and is_warm(account, min_reputation=min_reputation)
    ]
