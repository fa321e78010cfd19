"""Copying and moving leads from one campaign to another.

A lead counts as copied only once the target lists it, and is removed from the source only then.
"""

from __future__ import annotations

import asyncio
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Unpack

import attrs
from attrs import evolve, frozen

from .. import (
    NOT_GIVEN,
    APIError,
    InvalidRequestError,
    LeadImportSettings,
    LeadImportSettingsDict,
    LeadInput,
    NotFoundError,
    Smartlead,
)
from .._public import public
from .._validate import file_path, instance, positive_id
from ..models import CampaignLeadFilters
from ..resources.lead_import import read_settings
from ._move_journal import MoveJournal
from ._move_report import LeftLead, MoveReport, Reason, Reasons, Row, as_address, report_of

__all__ = ["copy_leads", "move_leads"]

_FIELDS: Final = tuple(attrs.fields_dict(LeadInput))
_DUPLICATES: Final = "ignore_duplicate_leads_in_other_campaign"
_OF_THE_JOB: Final = frozenset({401, 403, 429})  # all other refusals concern one lead
_AT_ONCE: Final = 10


async def copy_leads(
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
            :class:`~smartlead_async.models.CampaignLeadFilters`.

    Returns:
        The account, after the target was read once more.

    Raises:
        InvalidRequestError: An argument makes no sense; both campaigns are the same.
        ConfigurationError: The journal is in use, damaged, or of another job. Nothing was sent.
        NotFoundError: There is no such campaign.
        UploadError: The service failed while leads were added.
    """
    move = _Move(smartlead, source, target, _checked(settings), removes=False)
    return await move.run(journal, filters)


async def move_leads(
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
            :class:`~smartlead_async.models.CampaignLeadFilters`.

    Returns:
        The account. Leads that the target does not list are in ``missing``, and stay in the source.

    Raises:
        InvalidRequestError: An argument makes no sense; both campaigns are the same.
        ConfigurationError: The journal is in use, damaged, or of another job. Nothing was sent.
        NotFoundError: There is no such campaign.
        UploadError: The service failed while leads were added; nothing was removed.
    """
    move = _Move(smartlead, source, target, _checked(settings), removes=True)
    return await move.run(journal, filters)


def _checked(given: LeadImportSettings | LeadImportSettingsDict | None) -> dict[str, bool]:
    settings = read_settings(given)
    if _DUPLICATES in settings:
        raise InvalidRequestError(
            f"settings must not hold {_DUPLICATES}: both values are tried", field="settings"
        )
    return settings


@frozen
class _Move:
    """The leads of one campaign on their way to another."""

    smartlead: Smartlead
    source: int
    target: int
    settings: Mapping[str, bool]
    removes: bool

    def __attrs_post_init__(self) -> None:
        instance("smartlead", self.smartlead, Smartlead)
        positive_id("source", self.source)
        if positive_id("target", self.target) == self.source:
            raise InvalidRequestError("target must be another campaign than source", field="target")

    async def run(
        self, journal: str | os.PathLike[str] | None, filters: Mapping[str, Any]
    ) -> MoveReport:
        """Do the job, or what is left of it."""
        given = {name: value for name, value in filters.items() if value is not NOT_GIVEN}
        marks = attrs.asdict(self, filter=lambda mark, _: mark.name != "smartlead")
        path = None if journal is None else file_path("journal", journal)
        async with MoveJournal(path, {**marks, "filters": given}) as opened:
            rows, there = await self._begin(opened, given)
            there, reasons = await self._copy(rows, there)
            to_remove = [row for row in rows if not row.is_removed and row.address in there]
            staying = await self._remove(to_remove, opened) if self.removes else None
        return report_of(rows, there, reasons, staying)

    async def _begin(
        self, journal: MoveJournal, filters: Mapping[str, Any]
    ) -> tuple[list[Row], set[str]]:
        """Return the leads of the job, and the addresses of theirs that the target lists."""
        recorded = await journal.rows()
        rows = await self._list(filters) if recorded is None else recorded
        there = await self._there(rows)
        if recorded is None:
            rows = [evolve(row, was_there=row.address in there) for row in rows]
            await journal.begin(rows)
        return rows, there

    async def _list(self, filters: Mapping[str, Any]) -> list[Row]:
        leads, rows = self.smartlead.leads, dict[int, Row]()
        async for row in leads.iterate(self.source, **filters):
            if row.lead is not None:
                fields = {name: getattr(row.lead, name) for name in _FIELDS}
                rows[row.lead.id] = Row(row.lead.id, fields)
        if self.settings.get("ignore_unsubscribe_list"):
            return list(rows.values())
        left = leads.iterate(self.source, email_status="is_unsubscribed")
        unsubscribed = {row.lead.id async for row in left if row.lead is not None}
        return [evolve(row, is_unsubscribed=id_ in unsubscribed) for id_, row in rows.items()]

    async def _there(self, rows: Iterable[Row]) -> set[str]:
        """Return which of the addresses the target lists."""
        wanted = {row.address for row in rows if row.address}
        listed = self.smartlead.leads.iterate(self.target)
        return {
            address
            async for row in listed
            if row.lead and (address := as_address(row.lead.email)) in wanted
        }

    async def _copy(self, rows: Sequence[Row], there: set[str]) -> tuple[set[str], Reasons]:
        """Send the leads that the target does not list, with one value of the setting, then both.

        Returns:
            The addresses that the target lists then, and the reasons told for other leads.
        """
        reasons: Reasons = defaultdict(list)
        for ignore in (False, True):
            to_send = [row for row in rows if row.is_sendable and not row.is_in(there)]
            if to_send:
                await self._send(to_send, reasons, ignore=ignore)
                there = await self._there(rows)
        return there, reasons

    async def _send(self, rows: Sequence[Row], reasons: Reasons, *, ignore: bool) -> None:
        report = await self.smartlead.leads.upload(
            self.target,
            [LeadInput.from_mapping(row.fields) for row in rows],
            settings=LeadImportSettings(**{**self.settings, _DUPLICATES: ignore}),
        )
        for failed in report.failed:
            reasons[rows[failed.position].lead_id].append(Reason(failed.reason, failed.message))
        for part in report.left_out:
            reason = Reason(part.reason, is_sure=part.count == part.end - part.start)
            for row in rows[part.start : part.end]:
                reasons[row.lead_id].append(reason)

    async def _remove(self, rows: Sequence[Row], journal: MoveJournal) -> list[LeftLead]:
        """Remove leads from the source, some at a time; return those that cannot be removed."""
        staying: list[LeftLead] = []
        for start in range(0, len(rows), _AT_ONCE):
            batch = rows[start : start + _AT_ONCE]
            results = await asyncio.gather(*map(self._remove_one, batch), return_exceptions=True)
            done = zip(batch, results, strict=True)
            await journal.removed([row.lead_id for row, result in done if result is None])
            for result in results:
                if isinstance(result, BaseException):
                    raise result
                staying += [result] if result else []
        return staying

    async def _remove_one(self, row: Row) -> LeftLead | None:
        try:
            await self.smartlead.leads.delete(self.source, row.lead_id)
        except APIError as error:
            if error.status_code in _OF_THE_JOB:
                raise
            if isinstance(error, NotFoundError) and not await self._is_in_source(row):
                return None
            return row.left("not_removed", str(error))
        return None

    async def _is_in_source(self, row: Row) -> bool:
        try:
            campaigns = await self.smartlead.leads.list_campaigns(row.lead_id)
        except NotFoundError:
            return False
        return any(campaign.id == self.source for campaign in campaigns)


public("smartlead_async.helpers", copy_leads, move_leads)
