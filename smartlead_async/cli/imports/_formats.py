"""Read the rows of a table from the lines of a CSV or JSON Lines file, or from a sheet."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final, NoReturn, TypeGuard

from attrs import frozen

from smartlead_async.models.columns import numbered
from smartlead_async.models.lead_input import cell_text

from .._exit import UnusableInput

__all__ = [
    "CSV",
    "JSON_LINES",
    "REJECTS",
    "SHEET",
    "Format",
    "Row",
    "as_text",
    "as_written",
    "is_rejects",
    "recognised",
    "records",
]

_DELIMITERS: Final = ",;\t|"
_QUOTED: Final = re.compile(r'"[^"]*"?')
_EXCEL_DELIMITER: Final = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_CUSTOM: Final = "custom_fields"
REJECTS: Final = ("_line", "_status", "_reason", "_message")
"""Columns that a file of rejects has more than the file that the rows come from."""
# Where a cell begins, or may be taken to begin.
_START: Final = r"(?:^|(?<=[;|\t\r\n]))"
# First characters of a formula: in Japanese programs also as wide characters.
_FORMULA: Final = r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
_BARE: Final = re.compile(rf"{_START}(?='*{_FORMULA})")
_MARKED: Final = re.compile(rf"{_START}'(?='*{_FORMULA})")


@frozen
class Row:
    """A row of a table.

    Attributes:
        line: Its first line, counted from 1.
        cells: Its cells as text, stripped, in the order of the header; there may be more of them.
        problem: Why it cannot be a lead; None if it can.
    """

    line: int
    cells: Sequence[str]
    problem: str | None = None


@frozen
class Format:
    """How to read a table.

    Attributes:
        header: Returns the names of the columns, all different; empty if there are no rows.
        rows: Yields the rows below the header.

    Both take the lines of a file or the records of a sheet from their start.
    """

    header: Callable[[Iterator[Any]], Sequence[str]]
    rows: Callable[[Iterator[Any], Sequence[str]], Iterator[Row]]


def recognised(lines: Iterable[str]) -> Format:
    """Return the format of a file, judged by its first line.

    Raises:
        UnusableInput: The file is JSON, but not JSON Lines.
    """
    first = next((line for line in lines if line.strip()), "").lstrip()
    if first.startswith("["):
        raise UnusableInput("the file is a JSON array: write one object per line (JSON Lines)")
    return JSON_LINES if first.startswith("{") else CSV


def records(lines: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a CSV file with their first lines; skip blank ones.

    Cells are stripped. The delimiter is the most frequent one in the first record, or the one
    that Excel names in a line such as ``sep=;``.

    Raises:
        UnusableInput: The quoting is broken. A guess could lose leads.
    """
    start = 1
    try:
        head, delimiter = _dialect(lines)
        before = 0 if head else 1
        start += before
        reader = csv.reader(chain(head, lines), delimiter=delimiter, strict=True)
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield start, stripped
            start = before + reader.line_num + 1
    except csv.Error as error:
        problem = str(error)
    else:
        return
    raise UnusableInput(f"the record that begins on line {start} is not CSV: {problem}")


def _dialect(lines: Iterator[str]) -> tuple[list[str], str]:
    """Return the lines read so far, unless they hold no data, and the delimiter."""
    head = [next(lines, "")]
    if named := _EXCEL_DELIMITER.fullmatch(head[0]):
        return [], named[1]
    while not head[-1].strip() and (line := next(lines, "")):
        head.append(line)
    return head, max(_DELIMITERS, key=_QUOTED.sub("", head[-1]).count)


def is_rejects(header: Iterable[str]) -> bool:
    """Return whether a table with these columns is a file of rejects."""
    return set(REJECTS).issubset(header)


def _table_header(table: Iterator[tuple[int, list[str]]]) -> Sequence[str]:
    _, header = next(table, (0, list[str]()))
    return numbered(map(as_written, header) if is_rejects(header) else header)


def _table_rows(table: Iterator[tuple[int, list[str]]], header: Sequence[str]) -> Iterator[Row]:
    next(table, None)
    width = len(header)
    for line, cells in _as_written(table, header) if is_rejects(header) else table:
        too_many = any(cells[width:])
        problem = f"{len(cells)} cells, but the header has {width}" if too_many else None
        yield Row(line, cells, problem)


def _as_written(
    table: Iterator[tuple[int, list[str]]], header: Sequence[str]
) -> Iterator[tuple[int, list[str]]]:
    """Undo the marks of rejects, and skip the rows that hold none but tell of several."""
    added = {number for number, name in enumerate(header) if name in REJECTS}
    for line, cells in table:
        if any(cell for number, cell in enumerate(cells) if number not in added):
            yield line, list(map(as_written, cells))


def _objects(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the object on each line; skip blank lines. Numbers stay text.

    Raises:
        UnusableInput: A line is not an object.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line, parse_int=str, parse_float=str, parse_constant=_refuse)
        except ValueError as error:
            problem = f"is not JSON: {error}"
        except RecursionError:
            problem = "holds objects or lists nested too deeply"
        else:
            if _is_object(value):
                yield number, value
                continue
            problem = "is not a JSON object"
        raise UnusableInput(f"line {number} {problem}")


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a number")


def _is_object(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _custom(row: Mapping[str, Any]) -> Mapping[str, Any]:
    custom = row.get(_CUSTOM)
    return custom if _is_object(custom) else {}


def _json_header(lines: Iterator[str]) -> Sequence[str]:
    """Return all names in order of appearance, with those of custom fields."""
    names: dict[str, None] = {}
    for _, row in _objects(lines):
        names |= dict.fromkeys((*row, *_custom(row)))
    return [name for name in names if name != _CUSTOM]


def _json_rows(lines: Iterator[str], header: Sequence[str]) -> Iterator[Row]:
    for number, row in _objects(lines):
        custom = _custom(row)
        rest = {name: value for name, value in row.items() if value is not custom}
        values = {**custom, **rest}
        cells = [_text(values.get(name)) for name in header]
        yield Row(number, cells, _problem(values, rest.keys() & custom.keys()))


def _problem(values: Mapping[str, Any], twice: set[str]) -> str | None:
    if twice:
        return f"{min(twice)!r} is both a field and a custom field"
    if not _is_plain(custom := values.get(_CUSTOM)) or _text(custom):
        return f"the value of {_CUSTOM!r} is not an object"
    nested = next((name for name, value in values.items() if not _is_plain(value)), None)
    return None if nested is None else f"the value of {nested!r} is not text"


def _is_plain(value: Any) -> bool:
    return not isinstance(value, dict | list)


def _text(value: Any) -> str:
    """Return a value as text, a list or an object as JSON."""
    return cell_text(value).strip() if _is_plain(value) else json.dumps(value, ensure_ascii=False)


def as_text(cell: str) -> str:
    """Return a cell with an apostrophe before each part that begins like a formula.

    A spreadsheet program runs a cell that begins like a formula. In countries where it splits at a
    semicolon or a tab, a new cell begins after each of them. An apostrophe that is there already
    gets another one, so that :func:`as_written` can restore every cell.
    """
    return _BARE.sub("'", cell)


def as_written(cell: str) -> str:
    """Undo :func:`as_text`."""
    return _MARKED.sub("", cell)


SHEET: Final = Format(_table_header, _table_rows)
CSV: Final = Format(
    lambda lines: _table_header(records(lines)),
    lambda lines, header: _table_rows(records(lines), header),
)
JSON_LINES: Final = Format(_json_header, _json_rows)
