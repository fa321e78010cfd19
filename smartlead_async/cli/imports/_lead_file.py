"""Read leads from a file: its columns, its rows, and the lines they stand on.

In a workbook, a row is a line.
"""

from __future__ import annotations

import codecs
import contextlib
import gzip
import shutil
import sys
import tempfile
import zlib
from array import array
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol, cast

from attrs import frozen

from smartlead_async import InvalidRequestError, LeadDict, LeadInput
from smartlead_async.models import LeadColumn
from smartlead_async.models.columns import lead_columns

from .._exit import UnusableInput
from ._formats import REJECTS, SHEET, Row, is_rejects, recognised
from ._workbook import is_workbook, open_sheet, sheet_names

__all__ = [
    "BadRow",
    "LeadFile",
    "LeadSource",
    "decoded",
    "described",
    "lead_of",
    "map_columns",
    "standard_input",
]

_GZIP: Final = b"\x1f\x8b"
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MAP: Final = "--map COLUMN=FIELD says what a column is, --map COLUMN= leaves it out"


@frozen
class BadRow:
    """A row that cannot be sent.

    Attributes:
        line: Its line in the file, counted from 1.
        email: Its address; may be empty.
        reason: The reason, in one word.
        message: The reason in words, if there are any.
    """

    line: int
    email: str
    reason: str
    message: str | None = None


class LeadSource(Protocol):
    """Leads that know their lines in a file."""

    malformed: Sequence[BadRow]
    """Malformed rows among those read so far."""
    names: Sequence[str]
    """Names of the columns of the file, without those that were added to rejects."""

    @property
    def rows_read(self) -> int:
        """Leads yielded by the latest iteration."""
        ...

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[LeadInput | LeadDict]: ...

    def line(self, position: int) -> int:
        """Return the line of the lead at a position of the latest iteration."""
        ...

    def originals(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Yield the line and the cells of every row of the file. Extra cells come last."""
        ...


class LeadFile:
    """The leads of a CSV or JSON Lines file or a workbook, for any number of iterations.

    The constructor reads the whole file, so that an unusable file is refused before anything is
    sent. Each iteration reads it again; text is read lazily.

    Args:
        path: The file; text may be compressed with gzip.
        encoding: The character encoding of text.
        mapping: The choices of the user for its columns.
        name: Its name in errors; by default its path.
        sheet: The sheet of a workbook; by default the first one with rows.

    Attributes:
        columns: Its columns; for JSON Lines, all names that occur.
        names: Names of its columns, without those that were added to rejects.
        malformed: Malformed rows among those read so far.
        sheet: The sheet that is read; None for text.
        other_sheets: The sheets with rows that are not read.

    Raises:
        UnusableInput: The file cannot be read or has no column with addresses.
    """

    def __init__(
        self,
        path: Path,
        *,
        encoding: str = "utf-8",
        mapping: Mapping[str, str] | None = None,
        name: str | None = None,
        sheet: str | None = None,
    ) -> None:
        self._path = path
        self._encoding = encoding
        self._name = name or str(path)
        with self._in_words():
            self.sheet, self.other_sheets = _sheets(path, sheet)
        with self._opened() as source:
            self._format = recognised(source) if self.sheet is None else SHEET
        with self._opened() as source:
            self._header = self._format.header(source)
        if not self._header:
            raise UnusableInput(
                f"{self._name}: the file is empty: it needs a row with the names of the columns, "
                "such as email and first_name, and a row for each lead"
            )
        self.columns: Sequence[LeadColumn] = map_columns(self._header, mapping or {})
        added = REJECTS if is_rejects(self._header) else ()
        self._own = [number for number, name in enumerate(self._header) if name not in added]
        self.names: Sequence[str] = [self._header[number] for number in self._own]
        self._size = sum(1 for _ in self)
        self._lines = array("Q")

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[LeadDict]:
        self._lines = array("Q")
        malformed: list[BadRow] = []
        self.malformed: Sequence[BadRow] = malformed
        for row in self._rows():
            lead = lead_of(row.cells, self.columns)
            if row.problem is not None:
                malformed.append(BadRow(row.line, lead["email"], "malformed", row.problem))
                continue
            self._lines.append(row.line)
            yield lead

    @property
    def rows_read(self) -> int:
        """Leads yielded by the latest iteration; the one in the constructor does not count."""
        return len(self._lines)

    def line(self, position: int) -> int:
        """Return the line of the lead at a position of the latest iteration."""
        return self._lines[position]

    def originals(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Yield the line and the cells of every row of the file. Extra cells come last."""
        for row in self._rows():
            cells = [*row.cells, *[""] * (len(self._header) - len(row.cells))]
            yield row.line, [*map(cells.__getitem__, self._own), *cells[len(self._header) :]]

    def _rows(self) -> Iterator[Row]:
        with self._opened() as source:
            yield from self._format.rows(source, self._header)

    @contextlib.contextmanager
    def _opened(self) -> Generator[Iterator[Any]]:
        """Open the file: the lines of text, or the records of a sheet."""
        with self._in_words():
            if self.sheet is not None:
                yield open_sheet(self._path, self.sheet)
                return
            with _open(self._path) as file:
                yield decoded(file, self._encoding)

    @contextlib.contextmanager
    def _in_words(self) -> Generator[None]:
        """Let errors become a sentence that names the file."""
        try:
            yield
        except UnusableInput as error:
            problem = error.message
        except (OSError, EOFError, zlib.error) as error:
            problem = (isinstance(error, OSError) and error.strerror) or str(error)
        else:
            return
        raise UnusableInput(f"{self._name}: {problem}")


def _sheets(path: Path, chosen: str | None) -> tuple[str | None, list[str]]:
    if is_workbook(path):
        return sheet_names(path, chosen)
    if chosen is not None:
        raise UnusableInput("it is no workbook: leave out --sheet")
    return None, []


def _open(path: Path) -> gzip.GzipFile | BinaryIO:
    with path.open("rb") as file:
        compressed = file.read(len(_GZIP)) == _GZIP
    return gzip.open(path) if compressed else path.open("rb")


@contextlib.contextmanager
def standard_input() -> Generator[Path]:
    """Copy standard input to a temporary file, because it is read more than once."""
    with tempfile.TemporaryDirectory(prefix="smartlead-") as folder:
        path = Path(folder, "leads")
        with path.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        yield path


def decoded(lines: Iterable[bytes], encoding: str) -> Iterator[str]:
    """Decode lines and drop the byte order mark that Excel writes.

    Raises:
        UnusableInput: A line cannot be decoded.
    """
    for number, line in enumerate(lines, 1):
        if number == 1 and line.startswith(_UTF_16):
            raise UnusableInput("the file is UTF-16: save it as UTF-8 (in Excel: CSV UTF-8)")
        if b"\0" in line:
            raise UnusableInput(
                f"line {number} holds NUL bytes, so that this is no {encoding} text: save the file "
                "as CSV UTF-8, or as a workbook (.xlsx)"
            )
        try:
            text = line.decode(encoding)
        except UnicodeDecodeError as error:
            bad = line[error.start]
        else:
            yield text.removeprefix("\ufeff") if number == 1 else text
            continue
        raise UnusableInput(
            f"line {number} is not {encoding} (byte 0x{bad:02x}): save the file as UTF-8, or "
            "name its encoding, for example --encoding cp1252"
        )


def map_columns(header: Sequence[str], chosen: Mapping[str, str]) -> tuple[LeadColumn, ...]:
    """Return the columns of a table, without those that were added to rejects.

    Args:
        header: Names of the columns.
        chosen: The choices of the user.

    Raises:
        UnusableInput: The columns are not those of leads.
    """
    ignored = dict.fromkeys(REJECTS, "") if is_rejects(header) else {}
    try:
        return lead_columns(header, ignored | dict(chosen))
    except InvalidRequestError as error:
        problem, field = str(error), error.field
    if field in header:
        remedy = f" (--map '{field}=' leaves it out, --map '{field}=NAME' gives it another meaning)"
    else:
        remedy = "" if field == "columns" else f" ({_MAP})"
    raise UnusableInput(f"{problem}{remedy}")


def described(columns: Sequence[LeadColumn]) -> str:
    """Return the targets of the columns as a sentence."""
    fields = [f"{c.header} → {c.target}" for c in columns if c.target and not c.is_custom]
    custom = [
        c.header if c.header == c.target else f"{c.header} → {c.target}"
        for c in columns
        if c.is_custom
    ]
    unsent = dict.fromkeys(c.header or "(no name)" for c in columns if c.target is None)
    groups = (("Columns", fields), ("custom fields", custom), ("not sent", unsent))
    return "; ".join(f"{title}: {', '.join(names)}" for title, names in groups if names)


def lead_of(cells: Sequence[str], columns: Sequence[LeadColumn]) -> LeadDict:
    """Return the lead of a row, without empty cells."""
    lead: dict[str, Any] = {"email": ""}
    custom: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if cell and column.target is not None:
            (custom if column.is_custom else lead)[column.target] = cell
    return cast("LeadDict", {**lead, "custom_fields": custom} if custom else lead)
