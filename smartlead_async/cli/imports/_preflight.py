"""The dry run: what an import would send, and how long it would take."""

from __future__ import annotations

import asyncio
import json
import math
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

from attrs import field, frozen

from smartlead_async import (
    FailedLead,
    InvalidRequestError,
    LeftOut,
    NotFoundError,
    Smartlead,
    UploadReport,
)
from smartlead_async.models.lead_input import check, to_lead
from smartlead_async.upload import CHUNK_SIZE

from .._printing import Figures, print_figures, print_table, say, say_json
from .._progress import clock
from .._service import LIMIT, fetch
from ._account import ROWS_SHOWN, as_json, bad_rows, print_failed
from ._job import ImportOptions, Job
from ._lead_file import BadRow, LeadSource
from ._rejects import rejects, write_rejects

__all__ = ["Rehearsal", "check_leads", "rehearse"]

T = TypeVar("T")

_AT_A_TIME: Final = 4  # downloads


@frozen
class Rehearsal:
    """The account of an import that sends nothing.

    Attributes:
        report: Its report; the leads that could be sent are ``not_attempted``.
        first: The first of them, as it would be sent.
        lines: The lines of all of them by their addresses in lower case.
    """

    report: UploadReport
    first: Mapping[str, Any] | None
    lines: Mapping[str, int] = field(repr=False)

    @property
    def requests(self) -> int:
        """Requests of the import: one for the campaign, and one for each chunk."""
        return 1 + math.ceil(self.report.not_attempted / CHUNK_SIZE)


def rehearse(leads: LeadSource, *, dedupe: bool) -> Rehearsal:
    """Check all leads without sending any.

    Args:
        leads: The leads.
        dedupe: Whether to leave out repeated addresses.
    """
    lines: dict[str, int] = {}
    first: Mapping[str, Any] | None = None
    failed: list[FailedLead] = []
    duplicates: list[LeftOut] = []
    for position, item in enumerate(leads):
        try:
            lead = check(to_lead(item))
        except InvalidRequestError as error:
            failed.append(
                FailedLead(position=position, lead=item, reason="invalid", message=str(error))
            )
            continue
        address = lead.email.strip().lower()
        if dedupe and address in lines:
            again = LeftOut(position, position + 1, "duplicate_in_input", 1, lead.email)
            duplicates.append(again)
        lines.setdefault(address, leads.line(position))
        first = first or lead.to_wire()
    return Rehearsal(_report(len(leads), failed, duplicates), first, lines)


def _report(total: int, failed: list[FailedLead], duplicates: list[LeftOut]) -> UploadReport:
    skipped = len(duplicates)
    unsent = total - skipped - len(failed)
    rest = [LeftOut(0, total, "not_attempted", unsent)] if unsent else []
    return UploadReport(
        total=total,
        added=0,
        skipped=skipped,
        skipped_by_reason={"duplicate_in_input": skipped} if skipped else {},
        failed=tuple(failed),
        not_attempted=unsent,
        stopped_by="dry_run",
        chunks=0,
        requests=0,
        rate_limited=0,
        elapsed=0.0,
        left_out=(*duplicates, *rest),
    )


def check_leads(job: Job) -> bool:
    """Check all leads without sending any, print the account, and return whether all are valid."""
    options = job.options
    rehearsal = rehearse(job.leads, dedupe=not options["no_dedupe"])
    rows = bad_rows(rehearsal.report.failed, job.leads)
    if options["rejects"] is not None:
        left_out = rejects(rehearsal.report, rows, job.leads, sent=False)
        write_rejects(options["rejects"], left_out, job.leads)
    elsewhere = None
    if options["check_existing"]:
        elsewhere = fetch(
            options, lambda client: _elsewhere(client, job.campaign, rehearsal.lines, options)
        )
    if options["as_json"]:
        say_json(_as_json(rehearsal, rows, elsewhere))
    elif not options["quiet"]:
        _print(rehearsal, rows, elsewhere)
    return not rows


def _seconds(requests: int) -> float:
    """Return the time that the rate limit makes requests take."""
    return LIMIT.per_seconds * ((requests - 1) // LIMIT.max_requests)


# -- other campaigns ------------------------------------------------------------------------------


async def _elsewhere(
    client: Smartlead, campaign: int, lines: Mapping[str, int], options: ImportOptions
) -> dict[str, list[int]]:
    """Return the addresses that are in other campaigns, and these campaigns.

    The download of a campaign is one request, however many leads it has, and so is the look-up of
    one address. Whichever makes fewer requests is chosen.
    """
    others = [each.id for each in await client.campaigns.list() if each.id != campaign]
    look_up = len(lines) < len(others)
    requests = min(len(lines), len(others))
    if not options["quiet"]:
        how = f"{requests:,} look-ups" if look_up else f"{requests:,} downloads of campaigns"
        say(
            f"Looking for {len(lines):,} addresses in {len(others):,} other campaigns: {how}, "
            f"at least {clock(_seconds(requests))} at the rate limit",
            err=True,
        )
    found: dict[str, set[int]] = {}

    async def note_campaign(other: int) -> None:
        async for lead in client.leads.export(other):
            _note(lead.email, [other])

    async def note_address(address: str) -> None:
        lead = await client.leads.get_by_email(address)
        _note(address, [each.campaign_id for each in lead.lead_campaign_data])

    def _note(email: str | None, campaigns: Iterable[int]) -> None:
        address = (email or "").strip().lower()
        if address in lines and (elsewhere := set(campaigns) - {campaign}):
            found.setdefault(address, set()).update(elsewhere)

    await (_all(note_address, lines) if look_up else _all(note_campaign, others))
    return {address: sorted(found[address]) for address in lines if address in found}


async def _all(read: Callable[[T], Awaitable[None]], items: Iterable[T]) -> None:
    """Read all items, a few at a time; there may be nothing to find."""
    places = asyncio.Semaphore(_AT_A_TIME)

    async def one(item: T) -> None:
        async with places:
            try:
                await read(item)
            except NotFoundError:
                return

    await asyncio.gather(*map(one, items))


# -- figures and JSON -----------------------------------------------------------------------------


def _print(
    rehearsal: Rehearsal, rows: list[BadRow], elsewhere: Mapping[str, list[int]] | None
) -> None:
    print_figures({"Leads": _leads(rehearsal, rows, elsewhere), "Import": _costs(rehearsal)})
    print_failed(rows)
    if elsewhere:
        _print_elsewhere(rehearsal, elsewhere)
    if rehearsal.first is not None:
        say(
            f"The first lead as it would be sent: {json.dumps(rehearsal.first, ensure_ascii=False)}"
        )


def _leads(
    rehearsal: Rehearsal, rows: list[BadRow], elsewhere: Mapping[str, list[int]] | None
) -> Figures:
    report = rehearsal.report
    existing = [] if elsewhere is None else [("  in other campaigns", f"{len(elsewhere):,}")]
    return [
        ("rows", f"{report.total - len(report.failed) + len(rows):,}"),
        ("can be sent", f"{report.not_attempted:,}"),
        *existing,
        ("duplicates", f"{report.skipped:,}"),
        ("cannot be sent", f"{len(rows):,}"),
        *((f"  {why}", f"{count:,}") for why, count in _reasons(rows).items()),
    ]


def _reasons(rows: Iterable[BadRow]) -> dict[str, int]:
    return dict(Counter(row.message or row.reason for row in rows).most_common())


def _costs(rehearsal: Rehearsal) -> Figures:
    return [
        ("requests", f"{rehearsal.requests:,}"),
        ("time at the rate limit", clock(_seconds(rehearsal.requests))),
    ]


def _print_elsewhere(rehearsal: Rehearsal, elsewhere: Mapping[str, list[int]]) -> None:
    shown = [
        (str(rehearsal.lines[address]), address, ", ".join(map(str, campaigns)))
        for address, campaigns in list(elsewhere.items())[:ROWS_SHOWN]
    ]
    print_table(("line", "address", "campaigns"), shown, title="In other campaigns", right={"line"})
    if len(elsewhere) > ROWS_SHOWN:
        say(f"… and {len(elsewhere) - ROWS_SHOWN:,} more (--json lists all)")


def _as_json(
    rehearsal: Rehearsal, rows: list[BadRow], elsewhere: Mapping[str, list[int]] | None
) -> Mapping[str, Any]:
    existing = {} if elsewhere is None else {"in_other_campaigns": elsewhere}
    return {
        **as_json(rehearsal.report, rows),
        "can_be_sent": rehearsal.report.not_attempted,
        "invalid": _reasons(rows),
        "first_lead": rehearsal.first,
        "requests": rehearsal.requests,
        "minutes": round(_seconds(rehearsal.requests) / 60, 2),
        **existing,
    }
