"""The contents of a journal: each step is one statement, and thereby one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any, Final

from attrs import astuple, frozen

from ._records import Fingerprint, dump_outcome, load_outcome
from ._sending import Past

__all__ = ["Ending", "Record", "Store"]

_SELECT: Final = (
    "SELECT first, after, sha256, checksums, state, outcome, requests, rate_limited"
    " FROM chunks WHERE number BETWEEN ? AND ? ORDER BY number"
)
_LAST: Final = 2**63 - 1


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
        return Ending(*self._database.execute("SELECT total, stopped_by FROM job").fetchone())

    def extent(self) -> tuple[int, float]:
        """Return the number of chunks up to the last one known, and the seconds taken so far."""
        row = self._database.execute("SELECT max(number) + 1, max(elapsed) FROM chunks").fetchone()
        return row[0] or 0, row[1] or 0.0

    def record(self, number: int) -> Record | None:
        """Return the row of a chunk, if there is one."""
        return next(self.records(number, number), None)

    def records(self, first: int = 0, last: int = _LAST) -> Iterator[Record]:
        """Return the rows of these chunks, in input order."""
        return map(_record, self._database.execute(_SELECT, (first, last)))

    def begin(self, number: int, fingerprint: Fingerprint) -> None:
        """Record that a chunk is about to be sent; what is known of it remains."""
        self._database.execute(
            "INSERT INTO chunks (number, first, after, sha256, checksums, state)"
            " VALUES (?, ?, ?, ?, ?, 'in_flight')"
            " ON CONFLICT (number) DO UPDATE SET state = 'in_flight'",
            (number, *astuple(fingerprint)),
        )

    def finish(self, number: int, past: Past, elapsed: float) -> None:
        """Record what became of a chunk."""
        self._database.execute(
            "UPDATE chunks SET state = ?, outcome = ?, requests = ?, rate_limited = ?, elapsed = ?"
            " WHERE number = ?",
            (
                "in_flight" if past.in_flight else "done",
                dump_outcome(past.outcome) if past.outcome.size else None,
                past.requests,
                past.rate_limited,
                elapsed,
                number,
            ),
        )

    def forget(self, number: int) -> None:
        """Take back that a chunk was about to be sent."""
        self._database.execute("DELETE FROM chunks WHERE number = ?", (number,))

    def end(self, total: int | None, stopped_by: str | None) -> None:
        """Record how a run ended; a length that is known already remains."""
        self._database.execute(
            "UPDATE job SET total = coalesce(?, total), stopped_by = ?", (total, stopped_by)
        )


def _record(row: tuple[Any, ...]) -> Record:
    start, end = row[:2]
    past = Past(
        in_flight=row[4] == "in_flight",
        outcome=load_outcome(row[5]).placed(start, end),  # older journals hold no places
        requests=row[6],
        rate_limited=row[7],
    )
    return Record(Fingerprint(*row[:4]), past)
