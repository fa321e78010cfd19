"""Read leads from a file: its columns, its rows, and the lines they stand on."""

from __future__ import annotations

import codecs
import contextlib
import gzip
import shutil
import sys
import tempfile
import zlib
from array import array
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol, cast

from attrs import frozen

from smartlead_async import LeadDict, LeadInput

from .._exit import UnusableInput
from ._formats import recognised

__all__ = [
    "BadRow",
    "Column",
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


# Field of a lead → other names of its column, in lower case and without separators.
_ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "email": ("emailaddress", "mail", "emailid"),
    "first_name": ("givenname", "forename"),
    "last_name": ("surname", "familyname"),
    "company_name": ("company", "organization", "organisation"),
    "phone_number": ("phone", "telephone"),
    "website": ("web", "homepage"),
    "location": (),
    "linkedin_profile": ("linkedin", "linkedinurl", "linkedinprofileurl"),
    "company_url": ("companywebsite",),
}


def _plain(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


_FIELD_OF: Final = {
    name: field
    for field, aliases in _ALIASES.items()
    for name in (_plain(field), *aliases)
}  # fmt: skip


@frozen
class Column:
    """A column and its target.

    Attributes:
        header: Its name in the file.
        target: A field of a lead or the name of a custom field; None if it is not sent.
    """

    header: str
    target: str | None

    @property
    def is_custom(self) -> bool:
        """Whether the column becomes a custom field."""
        return self.target is not None and self.target not in _ALIASES


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

    @property
    def rows_read(self) -> int:
        """Leads yielded by the latest iteration."""
        ...

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[LeadInput | LeadDict]: ...

    def line(self, position: int) -> int:
        """Return the line of the lead at a position of the latest iteration."""
        ...


class LeadFile:
    """The leads of a CSV or JSON Lines file, with a length, for any number of iterations.

    The constructor reads the whole file, so that an unusable file is refused before anything is
    sent. Each iteration reads it again, lazily.

    Args:
        path: The file, plain or compressed with gzip.
        encoding: Its character encoding.
        mapping: The choices of the user for its columns.
        name: Its name in errors; by default its path.

    Attributes:
        columns: Its columns; for JSON Lines, all names that occur.
        malformed: Malformed rows among those read so far.

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

    def __iter__(self) -> Iterator[LeadDict]:
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
        """Leads yielded by the latest iteration; the one in the constructor does not count."""
        return len(self._lines)

    def line(self, position: int) -> int:
        """Return the line of the lead at a position of the latest iteration."""
        return self._lines[position]

    @contextlib.contextmanager
    def _text(self) -> Generator[Iterator[str]]:
        """Open the file; errors become a sentence that names it."""
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


def map_columns(header: Sequence[str], chosen: Mapping[str, str]) -> tuple[Column, ...]:
    """Return the columns of a table.

    Args:
        header: Names of the columns.
        chosen: The choices of the user: a column → a field, the name of a custom field, or ""
            to leave the column out.

    Raises:
        UnusableInput: A chosen column does not exist, two columns have the same target, or no
            column holds the addresses.
    """
    if missing := [name for name in chosen if name not in header]:
        raise UnusableInput(f"the file has no column {missing[0]!r}: it has {_listed(header)}")
    columns = tuple(Column(name, _target(chosen.get(name, name))) for name in header)
    _check(columns)
    return columns


def _target(name: str) -> str | None:
    return _FIELD_OF.get(_plain(name), name) or None


def _check(columns: Sequence[Column]) -> None:
    headers: defaultdict[str, list[str]] = defaultdict(list)
    for column in columns:
        if column.target is not None:
            headers[column.target].append(column.header)
    for target, names in headers.items():
        if len(names) > 1:
            raise UnusableInput(
                f"the columns {_listed(names)} all mean {target}: choose with --map COLUMN=FIELD "
                "(--map COLUMN= leaves a column out)"
            )
    if "email" not in headers:
        raise UnusableInput(
            "no column holds the email addresses: name it with --map COLUMN=email "
            f"(the file has {_listed([column.header for column in columns])})"
        )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(repr(name) for name in names)


def described(columns: Sequence[Column]) -> str:
    """Return the targets of the columns as a sentence."""
    fields = [f"{c.header} → {c.target}" for c in columns if c.target and not c.is_custom]
    custom = [
        c.header if c.header == c.target else f"{c.header} → {c.target}"
        for c in columns
        if c.is_custom
    ]
    unsent = [c.header or "(no name)" for c in columns if c.target is None]
    groups = (("Columns", fields), ("custom fields", custom), ("not sent", unsent))
    return "; ".join(f"{title}: {', '.join(names)}" for title, names in groups if names)


def lead_of(cells: Sequence[str], columns: Sequence[Column]) -> LeadDict:
    """Return the lead of a row, without empty cells."""
    lead: dict[str, Any] = {"email": ""}
    custom: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if cell and column.target is not None:
            (custom if column.is_custom else lead)[column.target] = cell
    return cast("LeadDict", {**lead, "custom_fields": custom} if custom else lead)
