"""Print lines, JSON and tables; nothing else in the command writes to the terminal.

Headers, cells, file names and answers of the service may hold escape sequences, other control
characters, and marks that reverse the direction of writing. None of them reaches the terminal.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import sys
from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import click

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

__all__ = [
    "Figures",
    "OutputError",
    "colored",
    "is_terminal",
    "json_option",
    "print_figures",
    "print_table",
    "printable",
    "say",
    "say_json",
    "word",
]

json_option = click.option("--json", "as_json", is_flag=True, help="Print every field as JSON.")

_ENDLESS: Final = 10_000
Figures: TypeAlias = Sequence[tuple[str, str]]
"""Names and their values, ready to print."""


class OutputError(Exception):
    """Standard output cannot be written, for example because the disk is full."""


def printable(text: str) -> str:
    """Return the text on one line, with a space for each character that is not printable."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else " " for character in text)


def word(value: object) -> str:
    """Return a value as people write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def is_terminal() -> bool:
    """Return whether standard output is read by a person."""
    return sys.stdout is not None and sys.stdout.isatty()


def say(text: str, *, err: bool = False, color: str | None = None) -> None:
    """Print a line.

    Args:
        text: The line.
        err: Print on stderr. A line that cannot be written there stops no work.
        color: Its colour on a terminal.

    Raises:
        OutputError: Standard output cannot be written.
    """
    with contextlib.suppress(OSError) if err else _to_stdout():
        click.echo(colored(printable(text), color), err=err)


def colored(text: str, color: str | None) -> str:
    """Return a text in a colour, unless NO_COLOR is set; click drops it where no terminal is."""
    return text if color is None or os.environ.get("NO_COLOR") else click.style(text, fg=color)


def say_json(value: Any, *, compact: bool = False) -> None:
    """Print a value as JSON, with escapes for the characters that are not printable.

    Args:
        value: The value.
        compact: Print it on one line, without spaces.

    Raises:
        OutputError: Standard output cannot be written.
    """
    layout: Any = {"separators": (",", ":")} if compact else {"indent": 2}
    lines = json.dumps(value, ensure_ascii=False, **layout).split("\n")
    with _to_stdout():
        click.echo("\n".join(map(_escaped, lines)))


def _escaped(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(each if each.isprintable() else json.dumps(each)[1:-1] for each in line)


@contextlib.contextmanager
def _to_stdout() -> Generator[None]:
    """Report a failure to write; click handles a closed pipe."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write to standard output: {error.strerror or error}") from None


def print_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    title: str | None = None,
    right: Collection[str] = (),
    empty: str = "",
) -> None:
    """Print a table. Where the terminal is too narrow for its words, print a list of its rows.

    Args:
        columns: Names of the columns.
        rows: Their cells.
        title: A heading.
        right: Columns to align at the right.
        empty: The line to print if there are no rows.

    Raises:
        OutputError: Standard output cannot be written.
    """
    from rich import box
    from rich.table import Table

    cells = [[printable(cell) for cell in row] for row in rows]
    if empty and not cells:
        say(empty)
        return
    widths = _least_widths(columns, cells)
    if sum(widths) + 2 * len(widths) > _console().width:
        _print_records(columns, cells, title)
        return
    table = Table(
        box=box.SIMPLE, title=title, title_justify="left", pad_edge=False, collapse_padding=True
    )
    for name, width in zip(columns, widths, strict=True):
        table.add_column(name, min_width=width, justify="right" if name in right else "left")
    for row in cells:
        table.add_row(*map(_cell, row))
    _print(table)


def _least_widths(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[int]:
    """Return the width of the longest word of each column."""
    from rich.cells import cell_len

    widths = [0] * len(columns)
    for row in (columns, *rows):
        for index, cell in enumerate(row):
            widths[index] = max(widths[index], *map(cell_len, cell.split(" ")))
    return widths


def _print_records(
    columns: Sequence[str], rows: Iterable[Sequence[str]], title: str | None
) -> None:
    """Print the rows of a table as lists of "name: value"."""
    if title:
        say(title)
    for row in rows:
        say("")
        for name, cell in zip(columns, row, strict=True):
            if cell:
                say(f"{name}: {cell}")


def print_figures(groups: Mapping[str, Figures]) -> None:
    """Print groups of figures, each under its title; as a list where the terminal is too narrow.

    Raises:
        OutputError: Standard output cannot be written.
    """
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    for title, figures in groups.items():
        table.add_section()
        table.add_row(title, style="bold")
        for name, value in figures:
            table.add_row(_cell(f"  {name}"), _cell(value))
    console = _console()
    endless = console.options.update(width=_ENDLESS)
    if console.measure(table, options=endless).maximum <= console.width:
        _print(table)
        return
    for title, figures in groups.items():
        say("")
        say(title)
        for name, value in figures:
            say(f"  {name}: {value}")


def _cell(text: str) -> Text:
    """Return the text of a cell, which rich would read as markup."""
    from rich.text import Text

    return Text(printable(text))


def _print(table: Table) -> None:
    with _to_stdout():
        _console().print(table)


def _console() -> Console:
    """Return a console as wide as the terminal; elsewhere nothing is folded."""
    from rich.console import Console

    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_ENDLESS)
