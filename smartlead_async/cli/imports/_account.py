"""The account of an import: figures for people, JSON for programs, and the file of rejects."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import attrs
from attrs import frozen

from smartlead_async import FailedLead, UploadReport

from .._exit import UnusableInput
from .._printing import Figures, print_table, say
from .._service import LIMIT
from ._formats import REJECTS, as_text
from ._lead_file import BadRow, LeadSource

__all__ = [
    "Reject",
    "as_json",
    "bad_rows",
    "check_place",
    "cost_figures",
    "leads_figures",
    "print_failed",
    "rejects",
    "share_of_limit",
    "shown",
    "write_rejects",
]

_ROWS_SHOWN: Final = 20
_LISTS: Final = frozenset({"failed", "left_out"})  # they count positions, not lines
_IN_PLACE: Final = "present_after_retry"  # leads that this import brought into the campaign
_NOT_ATTEMPTED: Final = "not_attempted"


def bad_rows(failed: Iterable[FailedLead], file: LeadSource) -> list[BadRow]:
    """Return every row that could not be imported, by line.

    Args:
        failed: The failed leads of the report.
        file: The source of the leads.
    """
    rows = [
        BadRow(file.line(lead.position), lead.email or "", lead.reason, lead.message)
        for lead in failed
    ]
    return sorted([*rows, *file.malformed], key=lambda row: row.line)


# -- figures and JSON -----------------------------------------------------------------------------


def leads_figures(report: UploadReport, failed: int) -> Figures:
    """Return the counts of leads by outcome.

    Args:
        report: The report of the upload.
        failed: Number of failed rows, malformed ones included.
    """
    return [
        ("rows", f"{report.total - len(report.failed) + failed:,}"),
        ("added", f"{report.added:,}"),
        ("skipped", f"{report.skipped:,}"),
        *((f"  {reason}", f"{n:,}") for reason, n in sorted(report.skipped_by_reason.items())),
        ("failed", f"{failed:,}"),
        ("not attempted", f"{report.not_attempted:,}"),
    ]


def cost_figures(*, requests: int, rate_limited: int, elapsed: float, round_trip: float) -> Figures:
    """Return the time and the requests of an import."""
    share = share_of_limit(requests, elapsed, round_trip=round_trip)
    return [
        ("elapsed", f"{elapsed:,.1f} s"),
        ("requests", f"{requests:,}"),
        ("429s", f"{rate_limited:,}"),
        ("share of the limit", shown(share)),
    ]


def share_of_limit(requests: int, elapsed: float, *, round_trip: float) -> float | None:
    """Return the part of the speed allowed by the rate limit that was reached, 0 to 1.

    The ideal for n requests is ``per_seconds · ⌊(n - 1) / max_requests⌋`` and one round trip.

    Args:
        requests: Requests made.
        elapsed: Seconds they took.
        round_trip: Seconds of one request.

    Returns:
        The share; None for so few requests that the limit does not slow them down.
    """
    windows = (requests - 1) // LIMIT.max_requests
    if windows < 1 or elapsed <= 0:
        return None
    return (LIMIT.per_seconds * windows + round_trip) / elapsed


def shown(share: float | None) -> str:
    """Return a share in per cent."""
    return "n/a" if share is None else f"{share:.1%}"


def as_json(report: UploadReport, rows: Sequence[BadRow]) -> Mapping[str, Any]:
    """Return the account for programs.

    Args:
        report: The report of the upload.
        rows: The failed rows.
    """
    account = attrs.asdict(report, filter=lambda attribute, _: attribute.name not in _LISTS)
    total = report.total - len(report.failed) + len(rows)
    return {**account, "total": total, "failed": [attrs.asdict(row) for row in rows]}


def print_failed(rows: Sequence[BadRow], *, place: str = "line") -> None:
    """Print the first failed rows, and the number of the others.

    Args:
        rows: The failed rows.
        place: Heading of the column with the numbers of the rows.
    """
    if rows:
        shown_rows = [
            (str(row.line), row.email, row.reason, row.message or "") for row in rows[:_ROWS_SHOWN]
        ]
        columns = (place, "address", "reason", "message")
        print_table(columns, shown_rows, title="Failed rows", right={place})
    if len(rows) > _ROWS_SHOWN:
        say(f"… and {len(rows) - _ROWS_SHOWN:,} more failed rows (--json lists all)")


# -- rejects --------------------------------------------------------------------------------------


@frozen
class Reject:
    """A row that was left out, or a range of rows of which some were left out.

    Attributes:
        first_line: Line of the row, or of the first row of the range.
        last_line: The same, or the last row of the range.
        count: Rows left out. It is less than the range if it is not known which rows they are.
        reason: The reason, in one word.
        email: The address; empty for a range.
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
    """Return every row that failed or was left out, by line.

    Args:
        report: The report of the upload.
        rows: The failed rows.
        leads: The source of the leads, read as far as the report goes.
        sent: Whether this was an import and not a dry run.
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
    """Write rejects to a CSV file, with a byte order mark so that Excel detects UTF-8.

    Formulas are marked as text. An import of the file removes the marks.

    Raises:
        UnusableInput: The file cannot be written.
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
    """Return the cells of a row: each column is an attribute of the same name."""
    values = (getattr(row, name) for name in REJECTS)
    return ["" if value is None else as_text(str(value).strip()) for value in values]


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
