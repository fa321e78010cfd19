"""The file of the leads that did not get into the campaign (``--rejects``)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from attrs import astuple, fields, frozen

from smartlead_async import UploadReport

from ._exit import UnusableInput
from ._lead_file import BadRow, LeadSource

__all__ = ["Reject", "rejects", "write_rejects"]

# Leads that are in the campaign because of this import.
_IN_PLACE: Final = "present_after_retry"


@frozen
class Reject:
    """A row that was left out, or a number of rows of which the service tells no more.

    Attributes:
        first_line: Line of the row, or of the first that may be meant.
        last_line: The same, or the last that may be meant.
        count: How many rows were left out.
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
) -> Iterator[Reject]:
    """Return every row that was left out, those named first, then those that are only counted.

    Args:
        report: What the upload reports.
        rows: The rows that failed.
        leads: Where the leads came from, read to the end.
        sent: Whether anything was sent at all.
    """
    for row in rows:
        yield Reject(row.line, row.line, 1, row.reason, row.email, row.message)
    counts = dict(sorted(report.skipped_by_reason.items()))
    counts["not_attempted"] = report.not_attempted if sent else 0
    for reason, count in counts.items():
        if count and reason != _IN_PLACE:
            yield Reject(leads.line(0), leads.line(leads.rows_read - 1), count, reason)


def write_rejects(path: Path, found: Iterable[Reject]) -> None:
    """Write rejects into a CSV file, with a byte order mark so that Excel reads its letters.

    Raises:
        UnusableInput: It cannot be written.
    """
    rows: Sequence[Reject] = list(found)
    try:
        with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(field.name for field in fields(Reject))
            writer.writerows(astuple(row) for row in rows)
    except OSError as error:
        problem = error.strerror
    else:
        return
    raise UnusableInput(f"cannot write {path}: {problem}")
