"""Deliveries seen, in an SQLite file.

A delivery holds the write lock of the file from its begin to its end. So another attempt of the
same delivery waits, in this process or another, and a killed process leaves nothing behind: the
operating system frees the lock, and SQLite rolls back.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
import weakref
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from typing import Final

from .._errors import ConfigurationError

__all__ = ["InThread", "SQLiteStore"]

_BUSY_SECONDS: Final = 30.0  # then the service has given up this attempt
_KEPT_SECONDS: Final = 90 * 86_400  # the service tries for hours, and users retrigger for weeks
_SCHEMA: Final = (
    """CREATE TABLE IF NOT EXISTS smartlead_deliveries (
        id TEXT PRIMARY KEY,
        seen_at REAL NOT NULL
    ) WITHOUT ROWID""",
    """CREATE INDEX IF NOT EXISTS smartlead_deliveries_by_age
        ON smartlead_deliveries (seen_at)""",
)
_DURABILITY: Final = (
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",  # macOS needs it for the same promise
)


class SQLiteStore:
    """A store for threads and processes: each delivery has a connection of its own.

    Connections are used again: closing the last one would cost several writes to the disk.

    Args:
        path: The file; it is made if there is none, and may hold tables of yours.

    Raises:
        ConfigurationError: It cannot be opened, or is no file.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = os.fspath(path)
        self._idle: list[sqlite3.Connection] = []
        weakref.finalize(self, _close, self._idle)
        _stores.add(self)
        if self._path in {"", ":memory:"}:
            raise ConfigurationError("store must be the path of a file, to outlive the process")
        try:
            self._prepare()
        except sqlite3.Error as error:
            problem = str(error)
        else:
            return
        raise ConfigurationError(f"the store {self._path} cannot be used: {problem}")

    def _prepare(self) -> None:
        with closing(self._connect()) as database:
            # Readers of the file then wait for nobody. Another process may be doing the same.
            with suppress(sqlite3.OperationalError):
                database.execute("PRAGMA journal_mode = WAL")
            for statement in _SCHEMA:
                database.execute(statement)

    def _connect(self) -> sqlite3.Connection:
        database = sqlite3.connect(
            self._path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            for pragma in _DURABILITY:
                database.execute(pragma)
        except BaseException:
            database.close()
            raise
        return database

    def begin(self, delivery_id: str) -> sqlite3.Connection | None:
        """Return a connection in a transaction that notes the delivery; None if it is known."""
        database = self._take()
        try:
            database.execute("BEGIN IMMEDIATE")
            is_new = _note(database, delivery_id)
        except BaseException:
            database.close()
            raise
        if is_new:
            database.set_authorizer(_keep_open)
            return database
        self.rollback(database)
        return None

    def commit(self, database: sqlite3.Connection) -> None:
        """Keep the note, and all that was written with it."""
        self._end(database, "COMMIT")

    def rollback(self, database: sqlite3.Connection) -> None:
        """Forget the note, and all that was written with it."""
        self._end(database, "ROLLBACK")

    def _end(self, database: sqlite3.Connection, statement: str) -> None:
        try:
            database.set_authorizer(None)
            database.execute(statement)
        except BaseException:
            database.close()  # rolls back
            raise
        self._idle.append(database)

    def _take(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._connect()

    def close_idle(self) -> None:
        """Close the connections that no delivery uses."""
        _close(self._idle)


def _note(database: sqlite3.Connection, delivery_id: str) -> bool:
    """Note a delivery and forget old ones; return whether it is new."""
    now = time.time()
    note = "INSERT OR IGNORE INTO smartlead_deliveries VALUES (?, ?)"
    is_new = database.execute(note, (delivery_id, now)).rowcount
    old = "DELETE FROM smartlead_deliveries WHERE seen_at < ?"
    database.execute(old, (now - _KEPT_SECONDS,))
    return bool(is_new)


def _keep_open(action: int, *_: object) -> int:
    """Refuse COMMIT: writes of a handler that then fails would stay, and be made again."""
    return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_TRANSACTION else sqlite3.SQLITE_OK


def _close(databases: list[sqlite3.Connection]) -> None:
    while databases:
        databases.pop().close()


def _before_fork() -> None:
    """Close idle connections: in the child, SQLite would take the parent's locks for its own."""
    for store in list(_stores):
        store.close_idle()


_stores: weakref.WeakSet[SQLiteStore] = weakref.WeakSet()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before_fork)


class InThread:
    """A blocking store for an event loop.

    Those who wait for the lock wait in one thread, in the order of asking. Whoever holds it ends
    in another one: it would wait behind them for ever.
    """

    def __init__(self, store: SQLiteStore) -> None:
        self._store = store
        self._waiting = ThreadPoolExecutor(1, "smartlead-webhooks")

    async def begin(self, delivery_id: str) -> sqlite3.Connection | None:
        """Return a connection in a transaction that notes the delivery; None if it is known."""
        begun = self._waiting.submit(self._store.begin, delivery_id)
        try:
            return await asyncio.wrap_future(begun)
        except asyncio.CancelledError:
            begun.add_done_callback(self._undo)
            raise

    def _undo(self, begun: Future[sqlite3.Connection | None]) -> None:
        if begun.cancelled() or begun.exception():
            return
        if database := begun.result():
            self._store.rollback(database)

    async def commit(self, database: sqlite3.Connection) -> None:
        """Keep the note, and all that was written with it."""
        await _to_its_end(self._store.commit, database)

    async def rollback(self, database: sqlite3.Connection) -> None:
        """Forget the note, and all that was written with it."""
        await _to_its_end(self._store.rollback, database)


async def _to_its_end(
    function: Callable[[sqlite3.Connection], None], database: sqlite3.Connection
) -> None:
    """Run a function in a thread, whoever is cancelled: it frees the lock."""
    await asyncio.shield(asyncio.get_running_loop().run_in_executor(None, function, database))
