"""The contents of a journal: each step writes once, and thereby in one transaction.

The one writer reads a row before it writes it again, so that what is damaged is never sealed anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final

from attrs import astuple, frozen

from ._journal_file import job_row
from ._records import Fingerprint, Row, dump_outcome, intact, load_outcome, sealed
from ._sending import Past

__all__ = ["Ending", "Record", "Store"]

_SELECT: Final = "SELECT * FROM chunks WHERE number BETWEEN ? AND ? ORDER BY number"
_WRITE: Final = "INSERT OR REPLACE INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_LAST: Final = 2**63 - 1
_IN_FLIGHT: Final = "in_flight"


@frozen
class Record:
    """The row of a chunk."""

    fingerprint: Fingerprint
    past: Past


@frozen
class Ending:
    """How a run ended.

    Attributes:
        total: Length of the input, once it was read to its end.
        stopped_by: What stopped the run, if anything did.
    """

    total: int | None
    stopped_by: str | None


class Store:
    """The rows of a journal.

    Args:
        database: The connection, to be used by one thread.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def ending(self) -> Ending:
        """Return how the last run ended."""
        *_, total, stopped_by = job_row(self._database)
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

    def begin(self, number: int, fingerprint: Fingerprint) -> None:
        """Record that a chunk is about to be sent; what is known of it remains."""
        new = (number, *astuple(fingerprint), _IN_FLIGHT, None, 0, 0, 0.0)
        known = self._row(number) or new
        self._write((*known[:5], _IN_FLIGHT, *known[6:]))

    def finish(self, number: int, past: Past, elapsed: float) -> None:
        """Record what became of a chunk that was begun."""
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
        *job, known, _ = job_row(self._database)
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
