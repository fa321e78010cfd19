"""The file of rejects: the rows that failed or were left out, to be corrected and imported."""

from __future__ import annotations

import csv
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from smartlead_async import LeftOut, UploadReport

from .._exit import UnusableInput
from ._formats import REJECTS, as_text
from ._lead_file import BadRow, LeadSource

__all__ = ["Reject", "check_place", "rejects", "write_rejects"]

_IN_PLACE: Final = "present_after_retry"  # leads that this import brought into the campaign
_NOT_ATTEMPTED: Final = "not_attempted"
_NOT_SKIPPED: Final = frozenset({_NOT_ATTEMPTED, "unexplained"})


@frozen
class Reject:
    """A row that was left out, or a stretch of rows of which all or some were left out.

    Attributes:
        first: Line of the row, or of the first row of the stretch.
        last: The same, or the last row of the stretch.
        status: ``failed``, ``skipped``, ``not_attempted`` or ``unexplained``.
        reason: The reason, in one word.
        message: The reason in words, if there are any.
        some: How many rows of the stretch are meant if it is not known which; 0 for all of them.
    """

    first: int
    last: int
    status: str
    reason: str
    message: str | None = None
    some: int = 0

    @property
    def cells(self) -> list[str]:
        """The cells of the columns that are added."""
        lines = str(self.first) if self.first == self.last else f"{self.first}-{self.last}"
        message = f"{self.some:,} of these rows" if self.some else self.message or ""
        return [lines, self.status, self.reason, message]


def rejects(
    report: UploadReport, rows: Iterable[BadRow], leads: LeadSource, *, sent: bool
) -> list[Reject]:
    """Return every row that failed or was left out, by line.

    Args:
        report: The report of the upload.
        rows: The failed rows.
        leads: The source of the leads, read as far as the report goes.
        sent: Whether this was an import and not a dry run.
    """
    in_place = {_IN_PLACE} if sent else {_IN_PLACE, _NOT_ATTEMPTED}
    failed = [Reject(row.line, row.line, "failed", row.reason, row.message) for row in rows]
    left_out = [_left_out(item, leads) for item in report.left_out if item.reason not in in_place]
    return sorted([*failed, *left_out], key=lambda row: (row.first, row.last))


def _left_out(item: LeftOut, leads: LeadSource) -> Reject:
    return Reject(
        leads.line(item.start),
        leads.line(item.end - 1),
        item.reason if item.reason in _NOT_SKIPPED else "skipped",
        item.reason,
        some=0 if item.count == item.end - item.start else item.count,
    )


def write_rejects(path: Path, rows: Sequence[Reject], leads: LeadSource) -> None:
    """Write rejects to a CSV file, with a byte order mark so that Excel detects UTF-8.

    Each has the cells that it has in its file, and those of :data:`REJECTS`. Where it is not known
    which rows of a stretch are meant, the stretch has one row without cells of the file. Formulas
    are marked as text. An import of the file removes the marks.

    Raises:
        UnusableInput: The file cannot be written, or that of the leads not read.
    """
    try:
        with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([*map(as_text, leads.names), *REJECTS])
            writer.writerows(list(map(as_text, cells)) for cells in _table(rows, leads))
    except OSError as error:
        problem = error.strerror
    else:
        return
    raise UnusableInput(f"cannot write {path}: {problem}")


def _table(rows: Sequence[Reject], leads: LeadSource) -> Iterator[list[str]]:
    width = len(leads.names)
    known = [row for row in rows if not row.some]
    for row, cells in _with_cells(known, leads) if known else ():
        yield [*cells[:width], *row.cells, *cells[width:]]
    for row in rows:
        if row.some:
            yield [*[""] * width, *row.cells]


def _with_cells(
    rows: Sequence[Reject], leads: LeadSource
) -> Iterator[tuple[Reject, Sequence[str]]]:
    """Yield each row that is meant with its cells; one of its own comes before a stretch."""
    single = {row.first: row for row in rows if row.first == row.last}
    stretches = deque(row for row in rows if row.first < row.last)
    for line, cells in leads.originals():
        while stretches and stretches[0].last < line:
            stretches.popleft()
        if line in single:
            yield single[line], cells
        elif stretches and stretches[0].first <= line:
            yield evolve(stretches[0], first=line, last=line), cells


def check_place(path: Path, kept: Iterable[Path]) -> None:
    """Check that the rejects will overwrite none of the files that must be kept.

    Args:
        path: The file for the rejects. A link to a kept file is refused too.
        kept: Files that the import reads or writes. Some may not exist yet.

    Raises:
        UnusableInput: The rejects would overwrite one.
    """
    for file in kept:
        if _is_same(path, file):
            raise UnusableInput(f"the rejects would overwrite {file}: name another file")


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other) and path.is_file()
    except OSError:  # one of them does not exist
        return os.path.realpath(path) == os.path.realpath(other)
