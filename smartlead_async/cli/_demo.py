"""``smartlead demo``: import the bundled file into a local server and verify the result."""

from __future__ import annotations

import asyncio
import csv
import gzip
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import click
from attrs import evolve, frozen

from smartlead_async import CampaignLead, Lead, Smartlead, UploadReport

from ._exit import LEADS_MISSING
from ._printing import print_figures, say
from ._progress import Watch, make_meter
from ._service import LIMIT, Traffic, run_async
from .imports import BadRow, LeadFile, bad_rows, cost_figures, leads_figures, print_failed

if TYPE_CHECKING:
    from smartlead_async.sandbox import Sandbox

__all__ = ["Expectation", "demo", "differences", "expect", "run_demo"]

_ROUND_TRIP: Final = 0.08  # seconds, as over a good network
_ADDRESS: Final = re.compile(r"[^@\s]+@(?:[a-z0-9-]+\.)+[a-z]{2,}")
_SHOWN: Final = 5
_Traits: TypeAlias = tuple[str, str]


@click.command(short_help="Try an import against a local server.")
@click.pass_context
def demo(context: click.Context) -> None:
    """Import 10,000 leads into a local server and read them back. No account is needed.

    The server has the rate limit of the service and a simulated round trip of 80 ms. The exit
    status is 1 if a lead is missing, altered, extra or unaccounted for.
    """
    from smartlead_async.sandbox import Sandbox

    server = Sandbox(rate_limits=(LIMIT,), latency=_ROUND_TRIP)
    bundled = resources.files(__package__ or "").joinpath("data", "leads.csv.gz")
    with resources.as_file(bundled) as path:
        context.exit(0 if run_demo(path, server) else LEADS_MISSING)


@frozen
class _Outcome:
    """The report, the leads read back, and the cost."""

    report: UploadReport
    found: list[CampaignLead]
    traffic: Traffic
    elapsed: float


def run_demo(path: Path, server: Sandbox) -> bool:
    """Import a file in the form of the bundled one, read the campaign back, and compare.

    Args:
        path: The file, compressed with gzip.
        server: The sandbox, not yet started.

    Returns:
        Whether the campaign holds exactly the expected leads and the report agrees.
    """
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        expected = expect(file)
    leads = LeadFile(path)
    say(
        f"{len(leads):,} rows into a local server that takes {LIMIT.max_requests} requests in "
        f"{LIMIT.per_seconds:g} s",
        err=True,
    )
    outcome = run_async(_import_and_read(leads, server, len(expected.leads)))
    rows = bad_rows(outcome.report.failed, leads)
    _print(outcome, rows)
    problems = differences(
        expected, outcome.report, rows, [row.lead for row in outcome.found if row.lead]
    )
    for problem in problems:
        say(f"WRONG: {problem}", err=True)
    if not problems:
        say(
            f"All {len(expected.leads):,} expected leads are in the campaign, unaltered, "
            "and there are no others."
        )
    return not problems


async def _import_and_read(leads: LeadFile, server: Sandbox, expected: int) -> _Outcome:
    traffic, now = Traffic(), asyncio.get_running_loop().time
    async with (
        server,
        Smartlead(
            server.api_key, base_url=server.base_url, rate_limits=(LIMIT,), on_attempt=traffic
        ) as smartlead,
    ):
        started = now()
        campaign = await smartlead.campaigns.create(name="Demo")
        with make_meter("Importing", len(leads)) as meter:
            report = await smartlead.leads.upload(campaign.id, leads, on_progress=Watch(meter))
        found = await _read(smartlead, campaign.id, expected, traffic)
        return _Outcome(report, found, traffic, now() - started)


async def _read(
    smartlead: Smartlead, campaign_id: int, expected: int, traffic: Traffic
) -> list[CampaignLead]:
    found: list[CampaignLead] = []
    before = evolve(traffic)
    with make_meter("Reading", expected) as meter:
        async for page in smartlead.leads.iterate(campaign_id).pages():
            found += page
            meter.update(
                len(found),
                requests=traffic.requests - before.requests,
                rate_limited=traffic.rate_limited - before.rate_limited,
            )
    return found


def _print(outcome: _Outcome, rows: Sequence[BadRow]) -> None:
    report, traffic = outcome.report, outcome.traffic
    imported = cost_figures(
        requests=report.requests,
        rate_limited=report.rate_limited,
        elapsed=report.elapsed,
        round_trip=traffic.round_trip,
    )
    overall = cost_figures(
        requests=traffic.requests,
        rate_limited=traffic.rate_limited,
        elapsed=outcome.elapsed,
        round_trip=traffic.round_trip,
    )
    groups = {
        "Leads": leads_figures(report, len(rows)),
        "Import": imported,
        "Import and reading back": overall,
    }
    print_figures(groups)
    print_failed(rows)


# -- verification, from the file alone: it shares no code with the import --------------------------


@frozen
class Expectation:
    """The expected result of an import.

    Attributes:
        leads: Address in lower case → first name and industry (a custom field).
        repeated: Number of rows that repeat an earlier address.
        bad_lines: Lines of the rows that are not valid leads.
    """

    leads: dict[str, _Traits]
    repeated: int
    bad_lines: tuple[int, ...]


def expect(lines: Iterable[str]) -> Expectation:
    """Return the expected result of importing a file in the form of the bundled one."""
    leads: dict[str, _Traits] = {}
    repeated = 0
    bad: list[int] = []
    for line, row in _numbered(csv.DictReader(lines)):
        address = row["E-mail"].strip().lower()
        if not _ADDRESS.fullmatch(address):
            bad.append(line)
        elif address in leads:
            repeated += 1
        else:
            leads[address] = (row["First Name"], row["Industry"])
    return Expectation(leads, repeated, tuple(bad))


def _numbered(reader: csv.DictReader[str]) -> Iterator[tuple[int, dict[str, str]]]:
    before = 1
    for row in reader:
        yield before + 1, row
        before = reader.line_num


def differences(
    expected: Expectation, report: UploadReport, rows: Iterable[BadRow], found: Iterable[Lead]
) -> list[str]:
    """Return a sentence for each difference between the expected and the actual result.

    Args:
        expected: The expected result.
        report: The report of the upload.
        rows: The failed rows.
        found: The leads in the campaign.
    """
    leads = list(found)
    times = Counter((lead.email or "").lower() for lead in leads)
    held = {(lead.email or "").lower(): _traits(lead) for lead in leads}
    groups = {
        "missing": expected.leads.keys() - held.keys(),
        "extra": held.keys() - expected.leads.keys(),
        "in the campaign twice": {address for address, count in times.items() if count > 1},
        "altered": {
            address
            for address, traits in held.items()
            if expected.leads.get(address, traits) != traits
        },
    }
    problems = [_named(what, addresses) for what, addresses in groups.items() if addresses]
    return [*problems, *_misreported(expected, report, [row.line for row in rows])]


def _traits(lead: Lead) -> _Traits:
    return lead.first_name or "", str(lead.custom_fields.get("Industry", ""))


def _named(what: str, addresses: Collection[str]) -> str:
    some = ", ".join(sorted(addresses)[:_SHOWN])
    return f"{len(addresses):,} {what}: {some}{', …' if len(addresses) > _SHOWN else ''}"


def _misreported(expected: Expectation, report: UploadReport, lines: list[int]) -> list[str]:
    accounted = report.added + report.skipped + len(report.failed) + report.not_attempted
    repeated = {"duplicate_in_input": expected.repeated} if expected.repeated else {}
    rows = len(expected.leads) + expected.repeated + len(expected.bad_lines)
    claims = (
        ("rows", report.total, rows),
        ("rows accounted for", accounted, rows),
        ("added", report.added, len(expected.leads)),
        ("skipped", report.skipped_by_reason, repeated),
        ("failed lines", tuple(lines), expected.bad_lines),
    )
    return [
        f"the report says {name}: {claimed}, the file says {true}"
        for name, claimed, true in claims
        if claimed != true
    ]
