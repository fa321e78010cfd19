"""The account of an import: as tables for people, as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from smartlead_async import FailedLead, UploadReport

from ._lead_file import BadRow, LeadSource
from ._printing import say
from ._tables import cell, print_rich, print_table
from ._traffic import share_of_limit

if TYPE_CHECKING:
    from rich.table import Table

__all__ = [
    "Figures",
    "as_json",
    "bad_rows",
    "cost_figures",
    "leads_figures",
    "print_account",
    "shown",
]

Figures: TypeAlias = Sequence[tuple[str, str]]

_ROWS_SHOWN: Final = 20
_LISTS: Final = frozenset({"failed", "left_out"})  # they count positions, not lines


def bad_rows(failed: Iterable[FailedLead], file: LeadSource) -> list[BadRow]:
    """Return every row that could not be imported, by line (pure).

    Args:
        failed: The leads that an upload reports as failed.
        file: Where they came from.
    """
    rows = [
        BadRow(file.line(lead.position), lead.email or "", lead.reason, lead.message)
        for lead in failed
    ]
    return sorted([*rows, *file.malformed], key=lambda row: row.line)


def leads_figures(report: UploadReport, failed: int) -> Figures:
    """Return what became of the leads, as pairs of words (pure).

    Args:
        report: What the upload reports.
        failed: Rows that failed, malformed ones included.
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
    """Return what it took, as pairs of words (pure)."""
    share = share_of_limit(requests, elapsed, round_trip=round_trip)
    return [
        ("elapsed", f"{elapsed:,.1f} s"),
        ("requests", f"{requests:,}"),
        ("429s", f"{rate_limited:,}"),
        ("share of the limit", shown(share)),
    ]


def shown(share: float | None) -> str:
    """Return a share in per cent."""
    return "n/a" if share is None else f"{share:.1%}"


def as_json(report: UploadReport, rows: Sequence[BadRow]) -> Mapping[str, Any]:
    """Return the account for programs (pure).

    Args:
        report: What the upload reports.
        rows: The rows that failed.
    """
    account = attrs.asdict(report, filter=lambda attribute, _: attribute.name not in _LISTS)
    total = report.total - len(report.failed) + len(rows)
    return {**account, "total": total, "failed": [attrs.asdict(row) for row in rows]}


def print_account(
    groups: Mapping[str, Figures], rows: Sequence[BadRow], *, place: str = "line"
) -> None:
    """Print groups of figures, and the rows that failed, on stdout.

    Args:
        groups: Pairs of words under the title of each group.
        rows: The rows that failed.
        place: What the number of a row counts.
    """
    print_rich(_figures_table(groups))
    if rows:
        shown_rows = [
            (str(row.line), row.email, row.reason, row.message or "") for row in rows[:_ROWS_SHOWN]
        ]
        columns = (place, "address", "reason", "message")
        print_table(columns, shown_rows, title="Failed rows", right={place})
    if len(rows) > _ROWS_SHOWN:
        say(f"… and {len(rows) - _ROWS_SHOWN:,} more failed rows (--json lists all)")


def _figures_table(groups: Mapping[str, Figures]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    for title, figures in groups.items():
        table.add_section()
        table.add_row(title, style="bold")
        for name, value in figures:
            table.add_row(cell(f"  {name}"), cell(value))
    return table
