"""The journal of a copy or a move: the leads that the source had, and those removed from it.

It is an SQLite database in exclusive mode: one process at a time can open it, and the operating
system lets go of it when that process ends, however it ends.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable, Generator, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final, ParamSpec, Self, TypeVar

from .. import ConfigurationError
from ._move_report import Row

__all__ = ["MoveJournal"]

P = ParamSpec("P")
T = TypeVar("T")

_APPLICATION_ID: Final = 0x534C_4D31
_BUSY_SECONDS: Final = 0.5  # of two jobs that begin at once, one gets the file
_SCHEMA: Final = (
    f"PRAGMA application_id = {_APPLICATION_ID}",
    "CREATE TABLE job (marks TEXT NOT NULL)",
    """CREATE TABLE leads (
        lead_id INTEGER PRIMARY KEY,
        fields TEXT NOT NULL,
        is_unsubscribed INTEGER NOT NULL,
        was_there INTEGER NOT NULL,
        is_removed INTEGER NOT NULL
    )""",
)


class MoveJournal:
    """The journal of one job; without a path it is held in memory.

    A thread of its own works on it, in the order of the calls, even if a caller is cancelled
    meanwhile.

    Args:
        path: The file, made if there is none.
        marks: The marks by which the job is known; another job cannot use the journal.
    """

    def __init__(self, path: Path | None, marks: Mapping[str, Any]) -> None:
        self._path = path
        self._marks: dict[str, Any] = json.loads(json.dumps(marks, default=str))
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="smartlead journal")

    async def __aenter__(self) -> Self:
        """Open the journal.

        Raises:
            ConfigurationError: It is in use, of another job, damaged, or no journal.
        """
        try:
            await self._run(self._open)
        except BaseException:
            self._thread.shutdown(wait=False)
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close it after the last step, so that another job can open it."""
        try:
            await self._run(self._close)
        finally:
            self._thread.shutdown(wait=False)

    async def rows(self) -> list[Row] | None:
        """Return the leads of the job; None if it is new."""
        return await self._run(self._rows)

    async def begin(self, rows: Iterable[Row]) -> None:
        """Record a new job with all of its leads."""
        await self._run(self._begin, rows)

    async def removed(self, lead_ids: Iterable[int]) -> None:
        """Record that leads were removed from the source."""
        await self._run(self._removed, lead_ids)

    async def _run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._thread, partial(step, *args, **kwargs))
        try:
            return await asyncio.shield(work)
        except sqlite3.Error as error:
            is_busy = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
            problem = "it is in use by another job" if is_busy else str(error)
        raise ConfigurationError(f"the journal {self._path} cannot be used: {problem}")

    def _open(self) -> None:
        with ExitStack() as opened:
            path = self._path or ":memory:"
            connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
            self._database = opened.enter_context(closing(connection))
            self._database.execute("PRAGMA synchronous = FULL")
            with self._transaction():
                # Not before: two jobs that open the file at once would each keep a lock to read,
                # which the other would have to wait for.
                self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
                self._check()
            opened.pop_all()

    def _check(self) -> None:
        (kind,) = self._database.execute("PRAGMA application_id").fetchone()
        if self._has_tables() and kind != _APPLICATION_ID:
            raise sqlite3.DatabaseError("it is a database of another kind")
        if differences := self._differences():
            raise ConfigurationError(
                f"the journal {self._path} belongs to another job: {', '.join(differences)}"
            )

    @contextmanager
    def _transaction(self) -> Generator[None]:
        self._database.execute("BEGIN EXCLUSIVE")
        yield
        self._database.execute("COMMIT")

    def _differences(self) -> list[str]:
        """Return the differences from the job of an earlier run in words."""
        if not self._has_tables():
            return []
        (text,) = self._database.execute("SELECT marks FROM job").fetchone()
        theirs, ours = json.loads(text), self._marks
        return [
            f"{name} is {theirs.get(name)!r} there and {ours[name]!r} here"
            for name in ours
            if theirs.get(name) != ours[name]
        ]

    def _has_tables(self) -> bool:
        return bool(self._database.execute("SELECT 1 FROM sqlite_master").fetchone())

    def _rows(self) -> list[Row] | None:
        if not self._has_tables():
            return None
        found = self._database.execute("SELECT * FROM leads ORDER BY rowid")
        return [Row(id_, json.loads(fields), *map(bool, flags)) for id_, fields, *flags in found]

    def _begin(self, rows: Iterable[Row]) -> None:
        values = [
            (row.lead_id, json.dumps(row.fields), row.is_unsubscribed, row.was_there, False)
            for row in rows
        ]
        with self._transaction():
            for statement in _SCHEMA:
                self._database.execute(statement)
            self._database.execute("INSERT INTO job VALUES (?)", (json.dumps(self._marks),))
            self._database.executemany("INSERT INTO leads VALUES (?, ?, ?, ?, ?)", values)

    def _removed(self, lead_ids: Iterable[int]) -> None:
        ids = [(id_,) for id_ in lead_ids]
        with self._transaction():
            self._database.executemany("UPDATE leads SET is_removed = 1 WHERE lead_id = ?", ids)

    def _close(self) -> None:
        self._database.close()
