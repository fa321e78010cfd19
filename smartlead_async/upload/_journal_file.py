"""The file of a journal: an SQLite database with one writer.

The file is in WAL mode, so that it can be read while an upload writes it, and with
``synchronous=FULL``, so that a commit is on the disk when it returns. The writer holds an exclusive
lock on an empty SQLite database beside the file. The operating system frees the lock when the
process ends, however it ends.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Generator, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Final, Self

from attrs import asdict, astuple, frozen

from .._errors import ConfigurationError
from ._chunking import Chunk
from ._records import Fingerprint, Past, Row, dump_outcome, intact, load_outcome, sealed

__all__ = ["Ending", "Header", "Record", "Store", "in_words", "open_to_read", "open_to_write"]

_APPLICATION_ID: Final = 0x534C_4A31
_SCHEMA_VERSION: Final = 2
_SCHEMA: Final = (
    f"PRAGMA application_id = {_APPLICATION_ID}",
    f"PRAGMA user_version = {_SCHEMA_VERSION}",
    """CREATE TABLE job (
        campaign_id INTEGER NOT NULL,
        settings TEXT NOT NULL,
        chunk_size INTEGER NOT NULL,
        dedupe INTEGER NOT NULL,
        total INTEGER,
        stopped_by TEXT,
        checksum INTEGER NOT NULL
    )""",
    """CREATE TABLE chunks (
        number INTEGER PRIMARY KEY,
        first INTEGER NOT NULL,
        after INTEGER NOT NULL,
        sha256 BLOB NOT NULL,
        checksums BLOB NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('in_flight', 'done')),
        outcome TEXT,
        requests INTEGER NOT NULL,
        rate_limited INTEGER NOT NULL,
        elapsed REAL NOT NULL,
        checksum INTEGER NOT NULL
    )""",
)
_DURABILITY: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",  # macOS needs it for the same promise
)
_BUSY_SECONDS: Final = 5.0  # a reader may hold the file for a moment
_LOCK_SECONDS: Final = 0.5  # of two uploads that begin at once, one gets the lock
_SELECT: Final = "SELECT * FROM chunks WHERE number BETWEEN ? AND ? ORDER BY number"
_WRITE: Final = "INSERT OR REPLACE INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_LAST: Final = 2**63 - 1
_IN_FLIGHT: Final = "in_flight"


@frozen(kw_only=True)
class Header:
    """The identity of a job; another job cannot use its journal."""

    campaign_id: int
    settings: Mapping[str, bool]
    chunk_size: int
    dedupe: bool

    @classmethod
    def read(cls, database: sqlite3.Connection) -> Self:
        """Return the header of a journal."""
        campaign_id, settings, chunk_size, dedupe, *_ = _job_row(database)
        return cls(
            campaign_id=campaign_id,
            settings=json.loads(settings),
            chunk_size=chunk_size,
            dedupe=bool(dedupe),
        )

    def row(self) -> Row:
        """Return the row of a job that has just begun."""
        settings = json.dumps(self.settings)
        return (self.campaign_id, settings, self.chunk_size, int(self.dedupe), None, None)

    def differences(self, other: Header) -> list[str]:
        """Return the differences from another job in words."""
        theirs = asdict(other)
        return [
            f"{name} is {value!r} there and {theirs[name]!r} here"
            for name, value in asdict(self).items()
            if value != theirs[name]
        ]


def open_to_write(path: Path, header: Header) -> tuple[sqlite3.Connection, ExitStack]:
    """Open the journal of a job to write; make it if there is none.

    Returns:
        The connection, and the stack that closes it.

    Raises:
        ConfigurationError: It is in use, of another job, damaged, or not a journal.
    """
    with in_words(path), ExitStack() as opened:
        if path.is_dir():
            raise ConfigurationError(f"the journal {path} cannot be used: it is a folder")
        opened.enter_context(closing(_locked(path)))
        database = opened.enter_context(closing(_connect(path, "rwc")))
        is_new = not _is_journal(database)
        for pragma in _DURABILITY:
            database.execute(pragma)
        if is_new:
            _make(database, header)
        if differences := Header.read(database).differences(header):
            raise ConfigurationError(
                f"the journal {path} belongs to another job: {', '.join(differences)}"
            )
        return database, opened.pop_all()


def open_to_read(path: Path) -> sqlite3.Connection:
    """Open a journal to read it as it is now, even while an upload writes it.

    Raises:
        ConfigurationError: There is none, or it is damaged or not a journal.
    """
    with in_words(path), ExitStack() as opened:
        if not path.is_file():
            raise ConfigurationError(f"there is no journal {path}")
        database = opened.enter_context(closing(_connect(path, "rw")))
        if not _is_journal(database):
            raise ConfigurationError(f"{path} is not a journal: it is empty")
        database.execute("BEGIN")
        opened.pop_all()
        return database


def _locked(path: Path) -> sqlite3.Connection:
    """Return a connection that holds the lock of the writer.

    Raises:
        ConfigurationError: Another upload holds it.
    """
    lock = sqlite3.connect(f"{path}-lock", timeout=_LOCK_SECONDS, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        lock.close()
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
    else:
        return lock
    raise ConfigurationError(f"the journal {path} is in use by another upload")


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.as_uri()}?mode={mode}", uri=True, timeout=_BUSY_SECONDS, isolation_level=None
    )


def _is_journal(database: sqlite3.Connection) -> bool:
    """Return whether a database is a journal; False if it is empty.

    Raises:
        sqlite3.DatabaseError: It is something else.
    """
    (kind,) = database.execute("PRAGMA application_id").fetchone()
    (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not kind and not tables:
        return False
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if kind != _APPLICATION_ID:
        raise sqlite3.DatabaseError("it is a database of another kind")
    if version != _SCHEMA_VERSION:
        raise sqlite3.DatabaseError(
            f"it has version {version}, not {_SCHEMA_VERSION}: another release of this package "
            "wrote it, and can finish its import"
        )
    (verdict,) = database.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise sqlite3.DatabaseError(f"it is damaged: {verdict}")
    return True


def _make(database: sqlite3.Connection, header: Header) -> None:
    database.execute("BEGIN")
    for statement in _SCHEMA:
        database.execute(statement)
    database.execute("INSERT INTO job VALUES (?, ?, ?, ?, ?, ?, ?)", sealed(header.row()))
    database.execute("COMMIT")


def _job_row(database: sqlite3.Connection) -> Row:
    """Return the row of the job, without its checksum."""
    return intact(database.execute("SELECT * FROM job").fetchone())


@contextmanager
def in_words(path: Path) -> Generator[None]:
    """Turn errors about the contents of a journal into errors that name it.

    Raises:
        ConfigurationError: In place of them.
    """
    try:
        yield
    except sqlite3.Error as error:
        problem = str(error)
    except UnicodeDecodeError:  # raised while SQLite quotes it
        problem = "it is damaged: it holds text that cannot be read"
    except OSError as error:
        problem = error.strerror or str(error)
    else:
        return
    raise ConfigurationError(f"the journal {path} cannot be used: {problem}")


@frozen
class Record:
    """The row of a chunk."""

    fingerprint: Fingerprint
    past: Past


@frozen
class Ending:
    """The end of a run.

    Attributes:
        total: Length of the input, once it was read to its end.
        stopped_by: The reason why the run stopped early, if it did.
    """

    total: int | None
    stopped_by: str | None


class Store:
    """The rows of a journal; each step writes once, hence in one transaction.

    A row is read before it is written again, so that a damaged one never gets a new checksum.

    Args:
        database: The connection, to be used by one thread.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def ending(self) -> Ending:
        """Return the end of the last run."""
        *_, total, stopped_by = _job_row(self._database)
        return Ending(total, stopped_by)

    def extent(self) -> tuple[int, float]:
        """Return the number of chunks up to the last one known, and the seconds taken so far."""
        chunks, elapsed = 0, 0.0
        for row in self._rows():
            chunks, elapsed = row[0] + 1, max(elapsed, row[-1])
        return chunks, elapsed

    def record(self, number: int) -> Record | None:
        """Return the row of a chunk, if there is one."""
        return next(self.records(number, number), None)

    def records(self, first: int = 0, last: int = _LAST) -> Iterator[Record]:
        """Return the rows of these chunks, in input order."""
        return map(_record, self._rows(first, last))

    def _rows(self, first: int = 0, last: int = _LAST) -> Iterator[Row]:
        return map(intact, self._database.execute(_SELECT, (first, last)))

    def _row(self, number: int) -> Row | None:
        return next(self._rows(number, number), None)

    def _write(self, row: Row) -> None:
        self._database.execute(_WRITE, sealed(row))

    def begin(self, chunk: Chunk) -> None:
        """Record that a chunk is about to be sent; keep its earlier record."""
        new = (chunk.index, *astuple(Fingerprint.of(chunk)), _IN_FLIGHT, None, 0, 0, 0.0)
        known = self._row(chunk.index) or new
        self._write((*known[:5], _IN_FLIGHT, *known[6:]))

    def finish(self, number: int, past: Past, elapsed: float) -> None:
        """Record the outcome of a chunk that was begun."""
        if known := self._row(number):
            state = _IN_FLIGHT if past.in_flight else "done"
            outcome = dump_outcome(past.outcome) if past.outcome.size else None
            cost = (past.requests, past.rate_limited, float(elapsed))
            self._write((*known[:5], state, outcome, *cost))

    def forget(self, number: int) -> None:
        """Take back that a chunk was about to be sent."""
        self._database.execute("DELETE FROM chunks WHERE number = ?", (number,))

    def end(self, total: int | None, stopped_by: str | None) -> None:
        """Record how a run ended; a length that is known already remains."""
        *job, known, _ = _job_row(self._database)
        row = sealed((*job, known if total is None else total, stopped_by))
        self._database.execute("UPDATE job SET total = ?, stopped_by = ?, checksum = ?", row[-3:])


def _record(row: Row) -> Record:
    _, start, end, sha256, checksums, state, outcome, requests, rate_limited, _ = row
    past = Past(
        in_flight=state == _IN_FLIGHT,
        outcome=load_outcome(outcome),
        requests=requests,
        rate_limited=rate_limited,
    )
    return Record(Fingerprint(start, end, sha256, checksums), past)
