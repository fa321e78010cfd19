"""The clock of the account: real time, or time that only a test moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LONG_AGO = datetime.min.replace(tzinfo=UTC)
NEVER = datetime.max.replace(tzinfo=UTC)
MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)


@dataclass(slots=True)
class Clock:
    """A clock that can be moved forward.

    Args:
        start: Where it stands until it is moved; None to follow the real time.
        moved: How far it was moved.
    """

    start: datetime | None = None
    moved: timedelta = timedelta()

    @classmethod
    def of(cls, start: datetime | None, seed: int | str | None) -> Clock:
        """Return a clock that stands still if it has a start, or a seed makes runs the same."""
        start = start or (None if seed is None else MONDAY)
        return cls(start.replace(tzinfo=start.tzinfo or UTC) if start else None)

    def now(self) -> datetime:
        """Return the time."""
        return (self.start or datetime.now(UTC)) + self.moved

    def move_to(self, moment: datetime) -> None:
        """Move forward to a moment; one that is over changes nothing."""
        self.moved += max(moment - self.now(), timedelta())


def stamp(moment: datetime) -> str:
    """Return a moment in the format of the API."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def moment(text: str) -> datetime:
    """Return the moment of a text of the API; without a timezone it is UTC."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=UTC)
