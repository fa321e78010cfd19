"""The journal of an import: its place, its progress (``import-status``), its failed leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import attrs
import click

from smartlead_async import (
    ConfigurationError,
    JournalStatus,
    LeadDict,
    LeadInput,
    LeftOut,
    read_journal,
)

from .._exit import LEADS_MISSING, UnusableInput
from .._printing import Figures, print_figures, say_json
from ._account import print_failed
from ._lead_file import BadRow, LeadFile

__all__ = [
    "ADVICE",
    "FailedLeads",
    "choose_journal",
    "import_status",
    "last_known",
    "resumption",
    "told",
]

ADVICE: Final = (
    "A journal belongs to one import: the same leads, campaign and options. Delete it to start "
    "over, use another one with --journal FILE, or use none with --no-journal"
)


def choose_journal(
    file: Path | None, campaign: int, *, chosen: Path | None, none: bool
) -> Path | None:
    """Return the path of the journal; None for an import without one.

    Args:
        file: The file with the leads; None for standard input.
        campaign: The campaign.
        chosen: The path that the user chose.
        none: Whether the user wants no journal.
    """
    if none and chosen is not None:
        raise click.UsageError("use either --journal or --no-journal")
    if none or chosen is not None or file is None:
        return chosen
    return file.with_name(f"{file.name}.{campaign}.journal")


def last_known(journal: Path) -> JournalStatus | None:
    """Return the progress in a journal; None if there is no readable journal."""
    try:
        return read_journal(journal)
    except ConfigurationError:  # if it exists, the upload reports the problem
        return None


def told(journal: Path, status: JournalStatus | None) -> str:
    """Return a line with the journal and its progress."""
    return f"Journal: {journal}" + ("" if status is None else f" · {_progress(status)}")


def _progress(status: JournalStatus) -> str:
    if not status.finished:
        return f"continuing the last run: {status.done:,} leads are done"
    again = f"; --retry-failed sends the {len(status.failed):,} failed leads again"
    return (
        f"this import of {status.read:,} leads is finished, and nothing is left to send"
        f"{again if status.failed else ''} (delete the journal to start over)"
    )


def resumption(journal: Path) -> str:
    """Return the advice for an import that was stopped."""
    return f"Run the same command to continue: {journal} records what was sent."


class FailedLeads:
    """The failed leads of a journal, with their lines in the original file.

    Args:
        journal: The journal.
        campaign: The campaign.
        file: The original file.

    Attributes:
        malformed: Malformed rows; always empty.
        names: Names of the columns of the original file.
        originals: Yields the rows of the original file.
        rows_read: Leads yielded by the latest iteration.

    Raises:
        UnusableInput: The journal belongs to another campaign or another file.
    """

    def __init__(self, journal: Path, campaign: int, file: LeadFile) -> None:
        status = read_journal(journal)
        if status.campaign_id != campaign:
            raise UnusableInput(f"{journal} belongs to campaign {status.campaign_id}")
        self.malformed: Sequence[BadRow] = ()
        self.rows_read = 0
        self.names = file.names
        self.originals = file.originals
        self._leads = status.failed_leads
        self._lines = _lines(status, journal, file)

    def __len__(self) -> int:
        return len(self._leads)

    def __iter__(self) -> Iterator[LeadInput | LeadDict]:
        self.rows_read = 0
        for lead in self._leads:
            self.rows_read += 1
            yield lead

    def line(self, position: int) -> int:
        """Return the line of the lead at a position."""
        return self._lines[position]


def _lines(status: JournalStatus, journal: Path, file: LeadFile) -> list[int]:
    wanted = {failed.position: failed.email for failed in status.failed}
    found = {
        position: file.line(position)
        for position, lead in enumerate(file)
        if position in wanted and lead["email"] == (wanted[position] or "")
    }
    if missing := wanted.keys() - found.keys():
        address = wanted[min(missing)] or "(without an address)"
        raise UnusableInput(
            f"the failed lead {address} of {journal} is not in its place in the file: undo the "
            "changes to the file, or import the corrected rows from a file of their own"
        )
    return [found[failed.position] for failed in status.failed]


# -- import-status --------------------------------------------------------------------------------


@click.command(short_help="Show the progress of an import.")
@click.argument("journal", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def import_status(context: click.Context, *, journal: Path, as_json: bool) -> None:
    """Show the progress of an import from its JOURNAL, also while the import runs.

    Failed leads are listed with their position in the file, counted from 1. The exit status is 1
    if the import is not finished or some leads failed.
    """
    status = read_journal(journal)
    if as_json:
        say_json(_as_json(status))
    else:
        groups = {"Job": _job(status), "Leads": _leads(status), "Cost": _cost(status)}
        print_figures(groups)
        print_failed(_failed(status), place="lead")
    context.exit(LEADS_MISSING if status.failed or not status.finished else 0)


def _failed(status: JournalStatus) -> list[BadRow]:
    return [
        BadRow(failed.position + 1, failed.email or "", failed.reason, failed.message)
        for failed in status.failed
    ]


def _as_json(status: JournalStatus) -> Mapping[str, Any]:
    failed = [
        {"lead": row.line, "email": row.email, "reason": row.reason, "message": row.message}
        for row in _failed(status)
    ]
    left_out = [
        {"first_lead": item.start + 1, "last_lead": item.end, **_what(item)}
        for item in status.left_out
    ]
    return attrs.asdict(status, recurse=False) | {"failed": failed, "left_out": left_out}


def _what(item: LeftOut) -> Mapping[str, Any]:
    return {"count": item.count, "reason": item.reason, "email": item.email or ""}


def _job(status: JournalStatus) -> Figures:
    state = "finished" if status.finished else "not finished"
    stopped = [("stopped by", status.stopped_by)] if status.stopped_by else []
    return [("campaign", str(status.campaign_id)), ("state", state), *stopped]


def _leads(status: JournalStatus) -> Figures:
    return [
        ("read", f"{status.read:,}"),
        ("done", f"{status.done:,}"),
        ("  added", f"{status.added:,}"),
        ("  skipped", f"{status.skipped:,}"),
        *((f"    {reason}", f"{n:,}") for reason, n in sorted(status.skipped_by_reason.items())),
        ("  failed", f"{len(status.failed):,}"),
        ("in flight", f"{status.in_flight:,}"),
        ("not attempted", f"{status.not_attempted:,}"),
    ]


def _cost(status: JournalStatus) -> Figures:
    return [
        ("elapsed", f"{status.elapsed:,.1f} s"),
        ("requests", f"{status.requests:,}"),
        ("429s", f"{status.rate_limited:,}"),
    ]
