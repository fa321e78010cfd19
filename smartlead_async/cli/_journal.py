"""The journal beside the file: where it is, what it says, and its failed leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import click

from smartlead_async import ConfigurationError, JournalStatus, LeadInput, read_journal

from ._exit import UnusableInput
from ._lead_file import BadRow, LeadFile

__all__ = ["ADVICE", "FailedLeads", "choose_journal", "last_known", "resumption", "told"]

ADVICE: Final = (
    "A journal belongs to one import: the same leads, campaign and options. Remove it to begin "
    "anew, keep another with --journal FILE, or do without with --no-journal"
)


def choose_journal(
    file: Path | None, campaign: int, *, chosen: Path | None, none: bool
) -> Path | None:
    """Return where the journal of an import is, if there is to be one (pure).

    Args:
        file: The file with the leads; None for standard input, beside which nothing can lie.
        campaign: The campaign.
        chosen: Where the user wants it.
        none: Whether the user wants none.
    """
    if none and chosen is not None:
        raise click.UsageError("--journal and --no-journal exclude each other")
    if none or chosen is not None or file is None:
        return chosen
    return file.with_name(f"{file.name}.{campaign}.journal")


def last_known(journal: Path) -> JournalStatus | None:
    """Return how far the import of a journal is, if there is one that can be read."""
    try:
        return read_journal(journal)
    except ConfigurationError:  # there is none, or the upload says what is wrong with it
        return None


def told(journal: Path, status: JournalStatus | None) -> str:
    """Return in a line which journal is kept, and how far its import is (pure)."""
    return f"Journal: {journal}" + ("" if status is None else f" · {_how_far(status)}")


def _how_far(status: JournalStatus) -> str:
    if not status.finished:
        return f"going on where the last run ended: {status.done:,} leads are done"
    again = f"; --retry-failed sends the {len(status.failed):,} failed leads again"
    return (
        f"this import of {status.read:,} leads is finished, and nothing is left to send"
        f"{again if status.failed else ''} (remove the journal to begin anew)"
    )


def resumption(journal: Path) -> str:
    """Return how an import that was stopped goes on."""
    return f"The same command goes on from there: {journal} remembers what was sent."


class FailedLeads:
    """The failed leads of a journal, with their lines in the file that they came from.

    Args:
        journal: The journal.
        campaign: The campaign that the leads are for.
        file: The file.

    Attributes:
        malformed: Rows of the file that are no leads; none here.
        rows_read: How many leads the latest iteration has yielded.

    Raises:
        UnusableInput: The journal is of another campaign, or of another file.
    """

    def __init__(self, journal: Path, campaign: int, file: LeadFile) -> None:
        status = read_journal(journal)
        if status.campaign_id != campaign:
            raise UnusableInput(f"{journal} is the journal of campaign {status.campaign_id}")
        self.malformed: Sequence[BadRow] = ()
        self.rows_read = 0
        self._leads = status.failed_leads
        self._lines = _lines(status, journal, file)

    def __len__(self) -> int:
        return len(self._leads)

    def __iter__(self) -> Iterator[LeadInput | Mapping[str, Any]]:
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
            f"the failed lead {address} of {journal} is not where it was in the file: correct a "
            "copy of the file instead, and import that"
        )
    return [found[failed.position] for failed in status.failed]
