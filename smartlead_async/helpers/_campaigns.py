"""Leads across campaigns: those that are in several, and those that nothing happens to."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress

from .. import CampaignLead, InvalidRequestError, Smartlead
from .._public import public
from .._validate import each, instance, is_finite, plain, positive_id, shown

__all__ = ["inactive_leads", "shared_leads"]


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
    instance("smartlead", smartlead, Smartlead)
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
    instance("smartlead", smartlead, Smartlead)
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
    instance("now", now, dt.datetime)
    if now.tzinfo is None:
        raise InvalidRequestError("now must have a timezone", field="now")
    number = plain(days)
    if is_finite(number) and number > 0:
        with suppress(OverflowError):
            return now - dt.timedelta(days=number)
    raise InvalidRequestError(f"days must be above 0, not {shown(days)}", field="days")


public("smartlead_async.helpers", inactive_leads, shared_leads)
