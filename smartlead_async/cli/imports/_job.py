"""Run an import, and account for every lead."""

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

from .._exit import SAFE_TO_REPEAT, Interrupted, Refused, UnusableInput, in_short
from .._printing import Figures, OutputError, print_figures, say, say_json
from .._progress import Watch, make_meter
from .._service import ServiceOptions, Traffic, connect, read_key, run_async
from ._account import (
    as_json,
    bad_rows,
    cost_figures,
    leads_figures,
    print_failed,
)
from ._journal import ADVICE, resumption
from ._lead_file import BadRow, LeadSource
from ._rejects import rejects, write_rejects

__all__ = ["SETTINGS", "ImportOptions", "Job", "import_leads"]

SETTINGS: Final = {
    "ignore_global_block_list": "Add leads that are on the global block list.",
    "ignore_unsubscribe_list": "Add leads that have unsubscribed.",
    "ignore_community_bounce_list": "Add leads that bounced for other users of the service.",
    "ignore_duplicate_leads_in_other_campaign": (
        "Documented: add leads that are in other campaigns too. Reported from the live service: "
        "skip them. Try it with a few leads first."
    ),
}


class ImportOptions(ServiceOptions):
    """The values of the options of an import."""

    quiet: bool
    as_json: bool
    no_dedupe: bool
    max_in_flight: int
    patience: float
    rejects: Path | None
    check_existing: bool
    ignore_global_block_list: bool
    ignore_unsubscribe_list: bool
    ignore_community_bounce_list: bool
    ignore_duplicate_leads_in_other_campaign: bool


@frozen
class Job:
    """An import to run.

    Attributes:
        leads: The leads.
        campaign: The campaign.
        journal: Path of the journal; None for no journal.
        options: The values of the options.
        elapsed: Seconds that earlier runs of the same import took.
    """

    leads: LeadSource
    campaign: int
    journal: Path | None
    options: ImportOptions
    elapsed: float = 0.0

    @property
    def advice(self) -> str:
        """How to continue once the import has stopped."""
        return SAFE_TO_REPEAT if self.journal is None else resumption(self.journal)


def import_leads(job: Job) -> bool:
    """Import the leads, print the account, and return whether no lead is missing.

    Raises:
        Interrupted: The user pressed Ctrl-C.
        UploadError: The import stopped.
    """
    traffic = Traffic()
    report, stopped = _run(job, traffic)
    rows: Sequence[BadRow] = ()
    try:
        rows = _show(report, job, traffic)
    except (OutputError, UnusableInput) as error:
        if stopped is None:
            raise type(error)(f"{error}. The import is done: {in_short(report)}.") from None
        stopped.add_note(f"Also: {error}.")
    if rows and job.options["quiet"]:
        where = "" if job.options["rejects"] else "; --rejects FILE writes them into a file"
        say(f"{len(rows):,} of {report.total:,} rows failed{where}", err=True, color="red")
    if stopped is not None:
        raise stopped
    if report.stopped_by == "lead_limit":
        say(f"The plan is full: {report.not_attempted:,} leads were not sent.", err=True)
    return not (rows or report.not_attempted or report.skipped_by_reason.get("unexplained"))


def _run(job: Job, traffic: Traffic) -> tuple[UploadReport, UploadError | None]:
    """Upload the leads; return the report and the error that stopped the upload, if any."""
    options = job.options
    key = read_key(options["api_key_file"])
    with make_meter(
        "Importing", len(job.leads), elapsed=job.elapsed, quiet=options["quiet"]
    ) as meter:
        watch = Watch(meter, patience=options["patience"])
        try:
            return run_async(_upload(connect(key, traffic, options), job, watch)), None
        except KeyboardInterrupt:
            raise Interrupted(_how_far(job, watch)) from None
        except UploadError as error:
            error.add_note(job.advice)
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
                patience=job.options["patience"],
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
    """Return the state of an interrupted import as a sentence."""
    if not job.leads.rows_read:
        return "Interrupted before any lead was sent."
    progress = watch.latest
    added, skipped, failed = (
        (progress.added, progress.skipped, progress.failed) if progress else (0, 0, 0)
    )
    return (
        f"Interrupted: of {len(job.leads):,} leads, {added:,} were added, {skipped:,} skipped and "
        f"{failed:,} failed; the outcome of up to {job.leads.rows_read - watch.settled:,} more is "
        f"not known. {job.advice}"
    )


def _costs(report: UploadReport, traffic: Traffic) -> Figures:
    return cost_figures(
        requests=report.requests,
        rate_limited=report.rate_limited,
        elapsed=report.elapsed,
        round_trip=traffic.round_trip,
    )


def _show(report: UploadReport, job: Job, traffic: Traffic) -> Sequence[BadRow]:
    """Write the rejects, print the account, and return the rows that failed."""
    rows, options = bad_rows(report.failed, job.leads), job.options
    try:
        if options["rejects"] is not None:
            left_out = rejects(report, rows, job.leads, sent=True)
            write_rejects(options["rejects"], left_out, job.leads)
    finally:
        if options["as_json"]:
            say_json(as_json(report, rows))
        elif not options["quiet"]:
            print_figures(
                {"Leads": leads_figures(report, len(rows)), "Import": _costs(report, traffic)}
            )
            print_failed(rows)
    return rows
