"""What commands print on stdout: tables for people, JSON for programs."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from ._exit import printable

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["make_console", "print_json", "print_table", "word"]

_ENDLESS: Final = 10_000


def make_console() -> Console:
    """Return what tables are printed on: as wide as the terminal; elsewhere nothing is folded."""
    from rich.console import Console

    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_ENDLESS)


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def word(value: object) -> str:
    """Return a value of a cell as people write it (pure)."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def print_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    title: str | None = None,
    right: Collection[str] = (),
) -> None:
    """Print a table; on a terminal, what does not fit its column is folded, never cut.

    Args:
        columns: Names of the columns.
        rows: Their cells.
        title: What the table shows.
        right: Columns that are aligned at the right.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=box.SIMPLE, title=title, title_justify="left", pad_edge=False, collapse_padding=True
    )
    for name in columns:
        table.add_column(name, overflow="fold", justify="right" if name in right else "left")
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    make_console().print(table)
