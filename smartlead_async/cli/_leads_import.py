"""``smartlead leads import``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Unpack

import click

from smartlead_async import (
    LeadImportSettings,
    NotFoundError,
    Smartlead,
    UploadError,
    UploadReport,
)

from ._columns import described
from ._dry_run import rehearse
from ._exit import LEADS_MISSING, SAFE_TO_REPEAT, Interrupted, Refused
from ._lead_file import BadRow, LeadFile
from ._progress import Watch, make_meter
from ._service import CommandT, ServiceOptions, connect, read_key, run_async, service_options
from ._summary import Figures, as_json, bad_rows, cost_figures, leads_figures, print_account
from ._traffic import Traffic

__all__ = ["import_"]

_SETTINGS: Final = {
    "ignore_global_block_list": "Take leads that are on the global block list.",
    "ignore_unsubscribe_list": "Take leads that have unsubscribed.",
    "ignore_community_bounce_list": "Take leads that bounced for other users of the service.",
    "ignore_duplicate_leads_in_other_campaign": "Take leads that are in other campaigns too.",
}


class ImportOptions(ServiceOptions):
    """The values of the options."""

    quiet: bool
    as_json: bool
    no_dedupe: bool
    max_in_flight: int
    ignore_global_block_list: bool
    ignore_unsubscribe_list: bool
    ignore_community_bounce_list: bool
    ignore_duplicate_leads_in_other_campaign: bool


def _read_mapping(
    _context: click.Context, _option: click.Parameter, given: Sequence[str]
) -> dict[str, str]:
    mapping: dict[str, str] = {}
    for text in given:
        column, separator, field = text.rpartition("=")
        if not separator or not column.strip():
            raise click.BadParameter(f"{text!r} is not COLUMN=FIELD")
        mapping[column.strip()] = field.strip()
    return mapping


def _read_encoding(_context: click.Context, _option: click.Parameter, given: str) -> str:
    try:
        is_usable = "\n".encode(given) == b"\n"
    except LookupError:
        is_usable = False
    if not is_usable:
        raise click.BadParameter(f"{given!r} is no encoding that CSV files are read in")
    return given


def _setting_options(command: CommandT) -> CommandT:
    for name, words in reversed(_SETTINGS.items()):
        option = click.option(f"--{name.replace('_', '-')}", is_flag=True, help=words)
        command = option(command)
    return command


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--campaign",
    type=click.IntRange(min=1),
    required=True,
    metavar="ID",
    help="The campaign to add the leads to.",
)
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="COLUMN=FIELD",
    callback=_read_mapping,
    help="Which field of a lead a column is, or the name of a custom field; nothing after the = "
    "leaves the column out. Repeatable.",
)
@click.option(
    "--encoding",
    default="utf-8",
    show_default=True,
    callback=_read_encoding,
    help="Character encoding of the file.",
)
@click.option("--dry-run", is_flag=True, help="Check every row and send nothing.")
@click.option("--no-dedupe", is_flag=True, help="Send repeated addresses too; saves memory.")
@click.option(
    "--max-in-flight",
    type=click.IntRange(1, 1000),
    default=8,
    show_default=True,
    help="Requests under way at a time.",
)
@click.option("--quiet", is_flag=True, help="Print warnings and errors only.")
@click.option("--json", "as_json", is_flag=True, help="Print the account as JSON.")
@_setting_options
@service_options
@click.pass_context
def import_(
    context: click.Context,
    *,
    file: Path,
    campaign: int,
    mapping: dict[str, str],
    encoding: str,
    dry_run: bool,
    **options: Unpack[ImportOptions],
) -> None:
    """Import the leads of FILE, a CSV file, into a campaign.

    The columns are found by their names, such as "E-mail", "firstName" or "Company"; columns that
    are no field of a lead become custom fields. Rows that cannot be imported are listed with
    their lines at the end and do not stop the others. Exit status 1 if there are any.
    """
    leads = LeadFile(file, encoding=encoding, mapping=mapping)
    if not options["quiet"]:
        click.echo(described(leads.columns), err=True)
    complete = _rehearse(leads, options) if dry_run else _import(leads, campaign, options)
    context.exit(0 if complete else LEADS_MISSING)


def _import(leads: LeadFile, campaign: int, options: ImportOptions) -> bool:
    """Import the leads; return whether each of them has found its place."""
    key, traffic = read_key(options["api_key_file"]), Traffic()
    stopped: UploadError | None = None
    with make_meter("Importing", len(leads), quiet=options["quiet"]) as meter:
        watch = Watch(meter)
        try:
            client = connect(key, traffic, options)
            report = run_async(_upload(client, leads, campaign, watch, options))
        except KeyboardInterrupt:
            raise Interrupted(_how_far(leads, watch)) from None
        except UploadError as error:
            stopped, report = error, error.report
    rows = bad_rows(report.failed, leads)
    _show(report, rows, options, Import=_costs(report, traffic))
    if stopped is not None:
        raise stopped
    return not (rows or report.not_attempted or report.skipped_by_reason.get("unexplained"))


async def _upload(
    client: Smartlead, leads: LeadFile, campaign: int, watch: Watch, options: ImportOptions
) -> UploadReport:
    async with client:
        try:
            await client.campaigns.get(campaign)
        except NotFoundError:
            raise Refused(f"this account has no campaign {campaign}") from None
        return await client.leads.upload(
            campaign,
            leads,
            settings=_settings(options),
            dedupe=not options["no_dedupe"],
            max_in_flight=options["max_in_flight"],
            on_progress=watch,
        )


def _settings(options: ImportOptions) -> LeadImportSettings:
    return LeadImportSettings(
        ignore_global_block_list=options["ignore_global_block_list"] or None,
        ignore_unsubscribe_list=options["ignore_unsubscribe_list"] or None,
        ignore_community_bounce_list=options["ignore_community_bounce_list"] or None,
        ignore_duplicate_leads_in_other_campaign=(
            options["ignore_duplicate_leads_in_other_campaign"] or None
        ),
    )


def _how_far(leads: LeadFile, watch: Watch) -> str:
    """Return what is known of an import that was interrupted."""
    if not leads.rows_read:
        return "Interrupted before any lead was sent."
    progress = watch.latest
    added, skipped, failed = (
        (progress.added, progress.skipped, progress.failed) if progress else (0, 0, 0)
    )
    return (
        f"Interrupted: of {len(leads):,} leads, {added:,} were added, {skipped:,} skipped and "
        f"{failed:,} failed; what became of up to {leads.rows_read - watch.settled:,} more is not "
        f"known. {SAFE_TO_REPEAT}"
    )


def _rehearse(leads: LeadFile, options: ImportOptions) -> bool:
    """Check all leads and print the account; return whether all are well."""
    report = rehearse(leads, dedupe=not options["no_dedupe"])
    rows = bad_rows(report.failed, leads)
    _show(report, rows, options)
    return not rows


def _costs(report: UploadReport, traffic: Traffic) -> Figures:
    return cost_figures(
        requests=report.requests,
        rate_limited=report.rate_limited,
        elapsed=report.elapsed,
        round_trip=traffic.round_trip,
    )


def _show(
    report: UploadReport, rows: Sequence[BadRow], options: ImportOptions, **groups: Figures
) -> None:
    if options["as_json"]:
        click.echo(json.dumps(as_json(report, rows), ensure_ascii=False, indent=2))
    elif not options["quiet"]:
        print_account({"Leads": leads_figures(report, len(rows)), **groups}, rows)
