"""Reading leads from a CSV file."""

from __future__ import annotations

import codecs
import contextlib
import csv
import gzip
import zlib
from array import array
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Final

from attrs import frozen

from ._columns import Column, lead_of, map_columns
from ._exit import UnusableInput

__all__ = ["BadRow", "LeadFile", "decoded", "records"]

_DELIMITERS: Final = ",;\t|"
_GZIP: Final = b"\x1f\x8b"
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@frozen
class BadRow:
    """A row that cannot be sent.

    Attributes:
        line: Its line in the file, counted from 1.
        email: Its address, as far as there is one.
        reason: What is wrong, as one word.
        message: The same in a sentence, if there is one.
    """

    line: int
    email: str
    reason: str
    message: str | None = None


class LeadFile:
    """The leads of a CSV file: sized, and iterable as often as need be.

    The file is read to its end at once, so that what makes it unusable is known before anything
    is sent, and again lazily by each iteration.

    Args:
        path: The file, plain or compressed with gzip.
        encoding: Its character encoding.
        mapping: What the user says of its columns.

    Attributes:
        columns: Its columns.
        malformed: Rows with more cells than the header, as far as the file has been read.

    Raises:
        UnusableInput: It cannot be read, or has no column with addresses.
    """

    def __init__(
        self, path: Path, *, encoding: str = "utf-8", mapping: Mapping[str, str] | None = None
    ) -> None:
        self._path = path
        self._encoding = encoding
        with self._records() as rows:
            _, header = next(rows, (0, list[str]()))
        if not header:
            raise UnusableInput(f"{path}: the file is empty")
        self.columns: Sequence[Column] = map_columns(header, mapping or {})
        self._size = sum(1 for _ in self)
        self._lines = array("Q")

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[dict[str, Any]]:
        self._lines = array("Q")
        self.malformed: list[BadRow] = []
        with self._records() as rows:
            next(rows, None)
            for line, cells in rows:
                lead = lead_of(cells, self.columns)
                if any(cells[len(self.columns) :]):
                    problem = f"{len(cells)} cells, but the header has {len(self.columns)}"
                    self.malformed.append(BadRow(line, lead["email"], "malformed", problem))
                    continue
                self._lines.append(line)
                yield lead

    @property
    def rows_read(self) -> int:
        """How many leads the latest iteration, but for that of the start, has yielded."""
        return len(self._lines)

    def line(self, position: int) -> int:
        """Return the line of the lead at a position of the latest iteration."""
        return self._lines[position]

    @contextlib.contextmanager
    def _records(self) -> Generator[Iterator[tuple[int, list[str]]]]:
        """Open the file; what is wrong with it becomes a sentence that names it."""
        try:
            with _open(self._path) as file:
                yield records(decoded(file, self._encoding))
        except UnusableInput as error:
            problem = error.message
        except (OSError, EOFError, zlib.error) as error:
            problem = (isinstance(error, OSError) and error.strerror) or str(error)
        else:
            return
        raise UnusableInput(f"{self._path}: {problem}")


def _open(path: Path) -> gzip.GzipFile | BinaryIO:
    with path.open("rb") as file:
        compressed = file.read(len(_GZIP)) == _GZIP
    return gzip.open(path) if compressed else path.open("rb")


def decoded(lines: Iterable[bytes], encoding: str) -> Iterator[str]:
    """Decode lines, without the byte order mark that Excel puts before the first.

    Raises:
        UnusableInput: A line cannot be decoded.
    """
    for number, line in enumerate(lines, 1):
        if number == 1 and line.startswith(_UTF_16):
            raise UnusableInput("the file is UTF-16: save it as CSV UTF-8")
        try:
            text = line.decode(encoding)
        except UnicodeDecodeError as error:
            bad = line[error.start]
        else:
            yield text.removeprefix("\ufeff") if number == 1 else text
            continue
        raise UnusableInput(
            f"line {number} is not {encoding} (byte 0x{bad:02x}): save the file as CSV UTF-8, or "
            "name its encoding, such as --encoding cp1252"
        )


def records(lines: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the records that are not blank, stripped, each with the line it begins on.

    Raises:
        UnusableInput: The quoting is broken; it is better to send nothing than to guess.
    """
    first = next(lines, "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(chain([first], lines), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield start, stripped
            start = reader.line_num + 1
    except csv.Error as error:
        problem = str(error)
    else:
        return
    raise UnusableInput(f"the record that begins on line {start} is not CSV: {problem}")
