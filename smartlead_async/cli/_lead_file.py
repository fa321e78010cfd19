"""Reading leads from a file."""

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
from typing import Any, BinaryIO, Final, Protocol

from attrs import frozen

from smartlead_async import LeadInput

from ._columns import Column, lead_of, map_columns
from ._exit import UnusableInput
from ._formats import recognised

__all__ = ["BadRow", "LeadFile", "LeadSource", "decoded", "standard_input"]

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


class LeadSource(Protocol):
    """Leads, each of which comes from a line of a file."""

    malformed: Sequence[BadRow]
    """Rows that are no leads, as far as the source has been read."""

    @property
    def rows_read(self) -> int:
        """How many leads the latest iteration has yielded."""
        ...

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[LeadInput | Mapping[str, Any]]: ...

    def line(self, position: int) -> int:
        """Return the line of the lead at a position of the latest iteration."""
        ...


class LeadFile:
    """The leads of a CSV or JSON Lines file: sized, and iterable as often as need be.

    The file is read to its end at once, so that what makes it unusable is known before anything
    is sent, and again lazily by each iteration.

    Args:
        path: The file, plain or compressed with gzip.
        encoding: Its character encoding.
        mapping: What the user says of its columns.
        name: What to call it in errors; by default its path.

    Attributes:
        columns: Its columns; for JSON Lines, the names that occur.
        malformed: Rows that are no leads, as far as the file has been read.

    Raises:
        UnusableInput: It cannot be read, or has no column with addresses.
    """

    def __init__(
        self,
        path: Path,
        *,
        encoding: str = "utf-8",
        mapping: Mapping[str, str] | None = None,
        name: str | None = None,
    ) -> None:
        self._path = path
        self._encoding = encoding
        self._name = name or str(path)
        with self._text() as lines:
            self._format = recognised(lines)
        with self._text() as lines:
            self._header = self._format.header(lines)
        if not self._header:
            raise UnusableInput(f"{self._name}: the file is empty")
        self.columns: Sequence[Column] = map_columns(self._header, mapping or {})
        self._size = sum(1 for _ in self)
        self._lines = array("Q")

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[dict[str, Any]]:
        self._lines = array("Q")
        malformed: list[BadRow] = []
        self.malformed: Sequence[BadRow] = malformed
        with self._text() as lines:
            for row in self._format.rows(lines, self._header):
                lead = lead_of(row.cells, self.columns)
                if row.problem is not None:
                    malformed.append(BadRow(row.line, lead["email"], "malformed", row.problem))
                    continue
                self._lines.append(row.line)
                yield lead

    @property
    def rows_read(self) -> int:
        """How many leads the latest iteration, but for that of the start, has yielded."""
        return len(self._lines)

    def line(self, position: int) -> int:
        """Return the line of the lead at a position of the latest iteration."""
        return self._lines[position]

    @contextlib.contextmanager
    def _text(self) -> Generator[Iterator[str]]:
        """Open the file; what is wrong with it becomes a sentence that names it."""
        try:
            with _open(self._path) as file:
                yield decoded(file, self._encoding)
        except UnusableInput as error:
            problem = error.message
        except (OSError, EOFError, zlib.error) as error:
            problem = (isinstance(error, OSError) and error.strerror) or str(error)
        else:
            return
        raise UnusableInput(f"{self._name}: {problem}")


def _open(path: Path) -> gzip.GzipFile | BinaryIO:
    with path.open("rb") as file:
        compressed = file.read(len(_GZIP)) == _GZIP
    return gzip.open(path) if compressed else path.open("rb")


@contextlib.contextmanager
def standard_input() -> Generator[Path]:
    """Copy standard input into a file that can be read more than once, and remove it in the end."""
    with tempfile.TemporaryDirectory(prefix="smartlead-") as folder:
        path = Path(folder, "leads")
        with path.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        yield path


def decoded(lines: Iterable[bytes], encoding: str) -> Iterator[str]:
    """Decode lines, without the byte order mark that Excel puts before the first.

    Raises:
        UnusableInput: A line cannot be decoded.
    """
    for number, line in enumerate(lines, 1):
        if number == 1 and line.startswith(_UTF_16):
            raise UnusableInput("the file is UTF-16: save it as UTF-8 (in Excel: CSV UTF-8)")
        try:
            text = line.decode(encoding)
        except UnicodeDecodeError as error:
            bad = line[error.start]
        else:
            yield text.removeprefix("\ufeff") if number == 1 else text
            continue
        raise UnusableInput(
            f"line {number} is not {encoding} (byte 0x{bad:02x}): save the file as UTF-8, or "
            "name its encoding, such as --encoding cp1252"
        )
