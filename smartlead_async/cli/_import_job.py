"""Importing leads: the run, its account, and what to say when it stops."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from attrs import frozen

from smartlead_async import (
    ConfigurationError,
    LeadImportSettings,
    NotFoundError,
    Smartlead,
    UploadError,
    UploadReport,
)

from ._dry_run import rehearse
from ._exit import SAFE_TO_REPEAT, Interrupted, Refused, UnusableInput, in_short
from ._journal import ADVICE, resumption
from ._lead_file import BadRow, LeadSource
from ._printing import OutputError, say, say_json
from ._progress import Watch
from ._rejects import rejects, write_rejects
from ._service import ServiceOptions, connect, read_key, run_async
from ._summary import Figures, as_json, bad_rows, cost_figures, leads_figures, print_account
from ._terminal import make_meter
from ._traffic import Traffic

__all__ = ["SETTINGS", "ImportOptions", "Job", "check_leads", "import_leads"]

SETTINGS: Final = {
    "ignore_global_block_list": "Take leads that are on the global block list.",
    "ignore_unsubscribe_list": "Take leads that have unsubscribed.",
    "ignore_community_bounce_list": "Take leads that bounced for other users of the service.",
    "ignore_duplicate_leads_in_other_campaign": "Take leads that are in other campaigns too.",
}


class ImportOptions(ServiceOptions):
    """The values of the options that the work depends on."""

    quiet: bool
    as_json: bool
    no_dedupe: bool
    max_in_flight: int
    rejects: Path | None
    ignore_global_block_list: bool
    ignore_unsubscribe_list: bool
    ignore_community_bounce_list: bool
    ignore_duplicate_leads_in_other_campaign: bool


@frozen
class Job:
    """What to import, and where to.

    Attributes:
        leads: The leads.
        campaign: The campaign.
        journal: Where to keep the journal, if anywhere.
        options: How.
        elapsed: Seconds that earlier runs of the same import took.
    """

    leads: LeadSource
    campaign: int
    journal: Path | None
    options: ImportOptions
    elapsed: float = 0.0

    @property
    def way_on(self) -> str:
        """How to go on once the import has stopped."""
        return SAFE_TO_REPEAT if self.journal is None else resumption(self.journal)


def import_leads(job: Job) -> bool:
    """Import the leads and print the account; return whether each of them has found its place.

    Raises:
        Interrupted: The user pressed Ctrl-C.
        UploadError: The import stopped.
    """
    traffic = Traffic()
    report, stopped = _run(job, traffic)
    rows: Sequence[BadRow] = ()
    try:
        rows = _show(report, job, sent=True, Import=_costs(report, traffic))
    except (OutputError, UnusableInput) as error:
        if stopped is None:
            raise type(error)(f"{error}. The import is done: {in_short(report)}.") from None
        stopped.add_note(f"Besides: {error}.")
    if stopped is not None:
        raise stopped
    if report.stopped_by == "lead_limit":
        say(f"The plan is full: {report.not_attempted:,} leads were not taken.", err=True)
    return not (rows or report.not_attempted or report.skipped_by_reason.get("unexplained"))


def _run(job: Job, traffic: Traffic) -> tuple[UploadReport, UploadError | None]:
    """Upload the leads; return what became of them, and what stopped it if anything did."""
    options = job.options
    key = read_key(options["api_key_file"])
    with make_meter(
        "Importing", len(job.leads), elapsed=job.elapsed, quiet=options["quiet"]
    ) as meter:
        watch = Watch(meter)
        try:
            return run_async(_upload(connect(key, traffic, options), job, watch)), None
        except KeyboardInterrupt:
            raise Interrupted(_how_far(job, watch)) from None
        except UploadError as error:
            error.add_note(job.way_on)
            return error.report, error


async def _upload(client: Smartlead, job: Job, watch: Watch) -> UploadReport:
    async with client:
        try:
            await client.campaigns.get(job.campaign)
        except NotFoundError:
            raise Refused(f"this account has no campaign {job.campaign}") from None
        try:
            return await client.leads.upload(
                job.campaign,
                job.leads,
                settings=_settings(job.options),
                dedupe=not job.options["no_dedupe"],
                max_in_flight=job.options["max_in_flight"],
                journal=job.journal,
                on_progress=watch,
            )
        except ConfigurationError as error:
            raise UnusableInput(f"{error}. {ADVICE}") from None


def _settings(options: ImportOptions) -> LeadImportSettings:
    return LeadImportSettings(
        ignore_global_block_list=options["ignore_global_block_list"] or None,
        ignore_unsubscribe_list=options["ignore_unsubscribe_list"] or None,
        ignore_community_bounce_list=options["ignore_community_bounce_list"] or None,
        ignore_duplicate_leads_in_other_campaign=(
            options["ignore_duplicate_leads_in_other_campaign"] or None
        ),
    )


def _how_far(job: Job, watch: Watch) -> str:
    """Return what is known of an import that was interrupted."""
    if not job.leads.rows_read:
        return "Interrupted before any lead was sent."
    progress = watch.latest
    added, skipped, failed = (
        (progress.added, progress.skipped, progress.failed) if progress else (0, 0, 0)
    )
    return (
        f"Interrupted: of {len(job.leads):,} leads, {added:,} were added, {skipped:,} skipped and "
        f"{failed:,} failed; what became of up to {job.leads.rows_read - watch.settled:,} more is "
        f"not known. {job.way_on}"
    )


def check_leads(job: Job) -> bool:
    """Check all leads and print the account; return whether all are well. Nothing is sent."""
    report = rehearse(job.leads, dedupe=not job.options["no_dedupe"])
    return not _show(report, job, sent=False)


def _costs(report: UploadReport, traffic: Traffic) -> Figures:
    return cost_figures(
        requests=report.requests,
        rate_limited=report.rate_limited,
        elapsed=report.elapsed,
        round_trip=traffic.round_trip,
    )


def _show(report: UploadReport, job: Job, *, sent: bool, **groups: Figures) -> Sequence[BadRow]:
    """Write the rejects, print the account, and return the rows that failed."""
    rows, options = bad_rows(report.failed, job.leads), job.options
    try:
        if options["rejects"] is not None:
            write_rejects(options["rejects"], rejects(report, rows, job.leads, sent=sent))
    finally:
        if options["as_json"]:
            say_json(as_json(report, rows))
        elif not options["quiet"]:
            print_account({"Leads": leads_figures(report, len(rows)), **groups}, rows)
    return rows
