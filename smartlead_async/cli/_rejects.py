"""The file of the leads that did not get into the campaign (``--rejects``)."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from attrs import frozen

from smartlead_async import UploadReport

from ._exit import UnusableInput
from ._formats import REJECTS
from ._formulas import as_text
from ._lead_file import BadRow, LeadSource

__all__ = ["Reject", "check_place", "rejects", "write_rejects"]

# Leads that are in the campaign because of this import.
_IN_PLACE: Final = "present_after_retry"
_NOT_ATTEMPTED: Final = "not_attempted"


@frozen
class Reject:
    """A row that was left out, or a stretch of rows of which a number was left out.

    Attributes:
        first_line: Line of the row, or of the first of the stretch.
        last_line: The same, or the last of the stretch.
        count: How many rows were left out; fewer than the stretch has if it is not known which.
        reason: Why.
        email: The address; empty for several rows.
        message: The reason in words, if there are any.
    """

    first_line: int
    last_line: int
    count: int
    reason: str
    email: str = ""
    message: str | None = None


def rejects(
    report: UploadReport, rows: Iterable[BadRow], leads: LeadSource, *, sent: bool
) -> list[Reject]:
    """Return every row that failed or was left out, by line (pure).

    Args:
        report: What the upload reports.
        rows: The rows that failed.
        leads: Where the leads came from, read as far as the report goes.
        sent: Whether anything was to be sent at all.
    """
    in_place = {_IN_PLACE} if sent else {_IN_PLACE, _NOT_ATTEMPTED}
    failed = [Reject(row.line, row.line, 1, row.reason, row.email, row.message) for row in rows]
    left_out = [
        Reject(
            leads.line(item.start),
            leads.line(item.end - 1),
            item.count,
            item.reason,
            item.email or "",
        )
        for item in report.left_out
        if item.reason not in in_place
    ]
    return sorted([*failed, *left_out], key=lambda row: (row.first_line, row.last_line))


def write_rejects(path: Path, rows: Iterable[Reject]) -> None:
    """Write rejects into a CSV file, with a byte order mark so that Excel reads its letters.

    No cell is a formula; an import of the file takes the marks off again.

    Raises:
        UnusableInput: It cannot be written.
    """
    try:
        with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(REJECTS)
            writer.writerows(map(_cells, rows))
    except OSError as error:
        problem = error.strerror
    else:
        return
    raise UnusableInput(f"cannot write {path}: {problem}")


def _cells(row: Reject) -> list[str]:
    """Return a row's cells, which are attributes of the same names as the columns."""
    values = (getattr(row, name) for name in REJECTS)
    return ["" if value is None else as_text(str(value).strip()) for value in values]


def check_place(path: Path, kept: Iterable[Path]) -> None:
    """Make sure that writing rejects will overwrite none of the files that are to be kept.

    Args:
        path: Where the rejects go, by whatever name: a link to such a file is refused too.
        kept: Files that the import reads or writes, some of which may not exist yet.

    Raises:
        UnusableInput: It would overwrite one.
    """
    for file in kept:
        if _is_same(path, file):
            raise UnusableInput(f"the rejects would overwrite {file}: name another file")


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other) and path.is_file()
    except OSError:  # one of them does not exist
        return os.path.realpath(path) == os.path.realpath(other)
