"""Showing how far a job is: nothing, or a line now and then."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from attrs import define

from smartlead_async import UploadProgress

from ._printing import say

__all__ = ["Display", "Meter", "PlainMeter", "Watch", "status"]

_LINES = 10


def status(*, done: int, total: int, elapsed: float, requests: int, rate_limited: int) -> str:
    """Return speed, requests and the time to go, short enough for a line of 80 columns (pure).

    Args:
        done: Leads done.
        total: Leads in all.
        elapsed: Seconds since the start.
        requests: Requests made.
        rate_limited: How many of them were answered 429.
    """
    speed = done / elapsed if elapsed > 0 else 0.0
    if done >= total:
        when = f"in {_clock(elapsed)}"
    else:
        when = f"ETA {_clock((total - done) / speed) if speed else '-:--'}"
    return f"{speed:,.0f} leads/s · requests: {requests:,} · 429s: {rate_limited:,} · {when}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class Display:
    """A context manager around the time in which something is shown."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        pass


class Meter(Display):
    """Shows nothing."""

    def update(self, done: int, *, requests: int, rate_limited: int) -> None:
        """Show how far the job is.

        Args:
            done: Leads done.
            requests: Requests made.
            rate_limited: How many of them were answered 429.
        """


class PlainMeter(Meter):
    """Prints a line on stderr whenever another tenth of the leads is done."""

    def __init__(self, title: str, total: int, *, elapsed: float = 0.0) -> None:
        self._title = title
        self._total = total
        self._tenths = 0
        self._started = time.monotonic() - elapsed

    def update(self, done: int, *, requests: int, rate_limited: int) -> None:
        """Print a line if there is something new."""
        tenths = _LINES * done // self._total if self._total else _LINES
        if tenths <= self._tenths:
            return
        self._tenths = tenths
        words = status(
            done=done,
            total=self._total,
            elapsed=time.monotonic() - self._started,
            requests=requests,
            rate_limited=rate_limited,
        )
        say(f"{self._title}: {done:,} of {self._total:,} · {words}", err=True)


@define
class Watch:
    """Follows an upload: shows it and remembers how far it has come.

    Attributes:
        meter: Shows it.
        settled: Leads whose fate is known.
        latest: What the upload last reported.
    """

    meter: Meter
    settled: int = 0
    latest: UploadProgress | None = None

    def __call__(self, progress: UploadProgress) -> None:
        """Take note of a report; meant as ``on_progress``."""
        self.latest = progress
        self.settled = progress.added + progress.skipped + progress.failed
        self.meter.update(
            self.settled, requests=progress.requests, rate_limited=progress.rate_limited
        )
