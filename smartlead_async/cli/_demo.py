"""``smartlead demo``."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from attrs import evolve, frozen

from smartlead_async import CampaignLead, Smartlead, UploadReport

from ._exit import LEADS_MISSING
from ._lead_file import BadRow, LeadFile
from ._printing import say
from ._progress import Watch
from ._service import run_async
from ._summary import bad_rows, cost_figures, leads_figures, print_account
from ._terminal import make_meter
from ._traffic import LIMIT, Traffic
from ._verification import differences, expect

if TYPE_CHECKING:
    from smartlead_async.sandbox import Sandbox

__all__ = ["demo", "run_demo"]

_ROUND_TRIP: Final = 0.08  # seconds, as over a good network


@click.command(short_help="Try an import against a local server.")
@click.pass_context
def demo(context: click.Context) -> None:
    """Import 10,000 leads into a local server and read them back; needs no account.

    The server keeps the rate limit of the service over a pretended network of 80 ms. Exit
    status 1 if a lead is missing, altered, extra or unaccounted for.
    """
    from smartlead_async.sandbox import Sandbox

    server = Sandbox(rate_limits=(LIMIT,), latency=_ROUND_TRIP)
    bundled = resources.files(__package__ or "").joinpath("data", "leads.csv.gz")
    with resources.as_file(bundled) as path:
        context.exit(0 if run_demo(path, server) else LEADS_MISSING)


@frozen
class _Outcome:
    """What the demo did, and what it took."""

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
        Whether the campaign holds exactly the leads that it must, and the report says so.
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
            f"All {len(expected.leads):,} leads that belong in the campaign are there, unaltered, "
            "and no other."
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
    print_account(groups, rows)
