"""The options of ``smartlead leads import``, and the job they describe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Unpack

import click

from .._exit import LEADS_MISSING
from .._printing import say
from .._service import CommandT, service_options
from ._job import SETTINGS, ImportOptions, Job, import_leads
from ._journal import FailedLeads, choose_journal, last_known, told
from ._lead_file import LeadFile, described, standard_input
from ._preflight import check_leads
from ._rejects import check_place

__all__ = ["import_"]

_FILE: Final = click.Path(exists=True, allow_dash=True, path_type=Path)
_STANDARD_INPUT: Final = Path("-")
_REDIRECTED_INPUT: Final = Path("/dev/stdin")  # the file after <, on systems that have it


def _read_file(_context: click.Context, _argument: click.Parameter, given: Path) -> Path:
    if given.is_dir():
        raise click.BadParameter(f"{given} is a folder: name a file in it")
    return given


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
        raise click.BadParameter(f"{given!r} is not a known text encoding")
    return given


def _read_rejects(
    _context: click.Context, _option: click.Parameter, given: Path | None
) -> Path | None:
    if given is not None and not given.parent.is_dir():
        raise click.BadParameter(f"there is no folder {given.parent}")
    return given


def _setting_options(command: CommandT) -> CommandT:
    for name, words in reversed(SETTINGS.items()):
        option = click.option(f"--{name.replace('_', '-')}", is_flag=True, help=words)
        command = option(command)
    return command


@click.command("import", short_help="Import leads from a file into a campaign.")
@click.argument("file", type=_FILE, callback=_read_file)
@click.option(
    "--campaign",
    type=click.IntRange(min=1),
    required=True,
    metavar="ID",
    help="Campaign to add the leads to.",
)
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="COLUMN=FIELD",
    callback=_read_mapping,
    help="Import COLUMN as this field of a lead or as a custom field of this name. "
    "COLUMN= leaves it out. Repeatable.",
)
@click.option(
    "--encoding",
    default="utf-8",
    show_default=True,
    callback=_read_encoding,
    help="Character encoding of the file.",
)
@click.option(
    "--sheet", metavar="NAME", help="Sheet of a workbook. By default the first with rows."
)
@click.option("--dry-run", is_flag=True, help="Check every row and send nothing.")
@click.option(
    "--check-existing",
    is_flag=True,
    help="With --dry-run: also look for the addresses in other campaigns.",
)
@click.option("--no-dedupe", is_flag=True, help="Send repeated addresses too. Saves memory.")
@click.option(
    "--max-in-flight",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    help="Most requests in flight at a time.",
)
@click.option(
    "--patience",
    type=click.FloatRange(min=0),
    default=900.0,
    show_default=True,
    metavar="SECONDS",
    help="Time to wait for a service that does not answer, counted from its last answer.",
)
@click.option(
    "--journal",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Record here what was sent, so that the same command can continue after an "
    "interruption. By default FILE.ID.journal beside FILE.",
)
@click.option("--no-journal", is_flag=True, help="Keep no journal.")
@click.option(
    "--retry-failed",
    is_flag=True,
    help="Send only the failed leads of the journal again. The journal does not change.",
)
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    metavar="FILE",
    callback=_read_rejects,
    help="Write the rows that failed or were left out to this CSV file, with lines and reasons. "
    "It can be corrected and imported.",
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
    sheet: str | None,
    dry_run: bool,
    journal: Path | None,
    no_journal: bool,
    retry_failed: bool,
    **options: Unpack[ImportOptions],
) -> None:
    """Import the leads of FILE into a campaign; "-" reads standard input.

    FILE is CSV, JSON Lines or a workbook (.xlsx, .xls, .ods).

    Columns are recognized by name, for example "E-mail", "firstName" or "Company". All other
    columns become custom fields. Rows that cannot be imported do not stop the others. They are
    listed at the end with their lines, and the exit status is then 1.
    """
    if options["check_existing"] and not dry_run:
        raise click.UsageError("--check-existing needs --dry-run")
    is_piped = file == _STANDARD_INPUT
    place = choose_journal(None if is_piped else file, campaign, chosen=journal, none=no_journal)
    if options["rejects"] is not None:
        source = _REDIRECTED_INPUT if is_piped else file
        check_place(options["rejects"], _kept(source, place, options["api_key_file"]))
    leads = LeadFile(
        context.with_resource(standard_input()) if is_piped else file,
        encoding=encoding,
        mapping=mapping,
        name="standard input" if is_piped else None,
        sheet=sheet,
    )
    notes = [*_told_sheets(leads), described(leads.columns)]
    if dry_run:
        job, run = Job(leads, campaign, None, options), check_leads
    elif retry_failed:
        job, run = _retried(leads, campaign, place, options), import_leads
        notes.append(f"Sending {len(job.leads):,} failed leads again.")
    else:
        before = last_known(place) if place else None
        elapsed = before.elapsed if before else 0.0
        job, run = Job(leads, campaign, place, options, elapsed), import_leads
        notes += [told(place, before)] if place else []
    if not options["quiet"]:
        for note in notes:
            say(note, err=True)
    context.exit(0 if run(job) else LEADS_MISSING)


def _told_sheets(leads: LeadFile) -> Iterator[str]:
    if leads.other_sheets:
        others = ", ".join(leads.other_sheets)
        yield f"Sheet: {leads.sheet}; not read: {others} (--sheet NAME reads another)"


def _kept(source: Path, journal: Path | None, key: Path | None) -> Iterator[Path]:
    """Yield the files that must not be overwritten; SQLite keeps some beside a journal."""
    yield source
    if journal is not None:
        yield from (Path(f"{journal}{end}") for end in ("", "-lock", "-wal", "-shm"))
    if key is not None:
        yield key


def _retried(leads: LeadFile, campaign: int, journal: Path | None, options: ImportOptions) -> Job:
    if journal is None:
        raise click.UsageError("--retry-failed needs a journal")
    return Job(FailedLeads(journal, campaign, leads), campaign, None, options)
