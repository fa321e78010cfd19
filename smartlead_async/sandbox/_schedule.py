"""When a campaign may send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ._clock import LONG_AGO, moment
from ._reference import Json

EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Schedule:
    """The hours of a campaign.

    Args:
        zone: The timezone of its days and hours.
        days: Its days, 0 = Sunday to 6 = Saturday.
        opens: When it opens, from midnight.
        closes: When it closes, from midnight.
        begins: When it opens for the first time.
    """

    zone: ZoneInfo
    days: frozenset[int]
    opens: timedelta
    closes: timedelta
    begins: datetime

    @classmethod
    def of(cls, campaign: Json) -> Schedule:
        """Return the schedule in a campaign's fields; without one it may send at any time."""
        begins, hours = campaign["schedule_start_time"], campaign["scheduler_cron_value"]
        start = moment(begins) if begins else LONG_AGO
        if hours is None:
            return cls(ZoneInfo("UTC"), EVERY_DAY, timedelta(), timedelta(days=1), start)
        opens, closes = (_since_midnight(hours[key]) for key in ("startHour", "endHour"))
        return cls(ZoneInfo(hours["tz"]), frozenset(hours["days"]), opens, closes, start)

    def day(self, at: datetime) -> date:
        """Return the day of a moment in its timezone."""
        return at.astimezone(self.zone).date()

    def opening(self, at: datetime) -> datetime | None:
        """Return the first moment from `at` on at which it is open, None if it never opens."""
        at = max(at, self.begins)
        first = self.day(at)
        for day in (first + timedelta(days=number) for number in range(8)):
            opens, closes = self._hours(day)
            if day.isoweekday() % 7 in self.days and max(at, opens) < closes:
                return max(at, opens)
        return None

    def opening_after(self, day: date) -> datetime | None:
        """Return the first moment after a day at which it is open, None if it never opens."""
        return self.opening(self._at(day + timedelta(days=1), timedelta()))

    def _hours(self, day: date) -> tuple[datetime, datetime]:
        return self._at(day, self.opens), self._at(day, self.closes)

    def _at(self, day: date, since_midnight: timedelta) -> datetime:
        # On the wall clock: 09:00 is 09:00 on the days when the clocks change, too.
        local = datetime.combine(day, time()) + since_midnight
        return local.replace(tzinfo=self.zone).astimezone(UTC)


def _since_midnight(text: str) -> timedelta:
    """Return the time since midnight: `"09:30"`, or `"24:00"` for the end of the day."""
    hours, _, minutes = str(text).partition(":")
    return timedelta(hours=int(hours), minutes=int(minutes or 0))
