"""Tables, as commands print them on stdout."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from ._printing import printable, to_stdout

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

__all__ = ["cell", "print_rich", "print_table", "word"]

_ENDLESS: Final = 10_000


def print_rich(content: RenderableType) -> None:
    """Print something as wide as the terminal; elsewhere nothing is folded.

    Raises:
        OutputError: Standard output cannot be written.
    """
    with to_stdout():
        _console().print(content)


def _console() -> Console:
    from rich.console import Console

    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_ENDLESS)


def cell(text: str) -> Text:
    """Return text of a cell as it is: it is no markup, and nothing that a terminal obeys."""
    from rich.text import Text

    return Text(printable(text))


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

    table = Table(
        box=box.SIMPLE, title=title, title_justify="left", pad_edge=False, collapse_padding=True
    )
    for name in columns:
        table.add_column(name, overflow="fold", justify="right" if name in right else "left")
    for row in rows:
        table.add_row(*map(cell, row))
    print_rich(table)
