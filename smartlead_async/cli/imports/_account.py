"""The account of an import: figures for people, JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import attrs

from smartlead_async import FailedLead, UploadReport

from .._printing import Figures, print_table, say
from .._service import LIMIT
from ._lead_file import BadRow, LeadSource

__all__ = [
    "ROWS_SHOWN",
    "as_json",
    "bad_rows",
    "cost_figures",
    "leads_figures",
    "print_failed",
    "share_of_limit",
    "shown",
]

ROWS_SHOWN: Final = 20
"""Failed rows that are printed; JSON lists all."""
_LISTS: Final = frozenset({"failed", "left_out"})  # they count positions, not lines


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
            (str(row.line), row.email, row.reason, row.message or "") for row in rows[:ROWS_SHOWN]
        ]
        columns = (place, "address", "reason", "message")
        print_table(columns, shown_rows, title="Failed rows", right={place})
    if len(rows) > ROWS_SHOWN:
        say(f"… and {len(rows) - ROWS_SHOWN:,} more failed rows (--json lists all)")
