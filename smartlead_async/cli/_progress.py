"""Show the progress of a job on stderr: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import math
import os
import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from attrs import define

from smartlead_async import UploadProgress

from ._printing import say

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress
    from rich.text import Text

__all__ = [
    "LiveMeter",
    "LivePulse",
    "Meter",
    "PlainMeter",
    "PlainPulse",
    "Pulse",
    "Watch",
    "is_live",
    "make_meter",
    "make_pulse",
    "no_answer",
    "size",
    "status",
]

_LINES: Final = 10
_MEGABYTE: Final = 1_000_000
_LINE_EVERY: Final = 10 * _MEGABYTE
_OTHER_COLUMNS: Final = 72  # with room for the ^C of a terminal, which would wrap a full line


# -- the two displays, and which one suits the terminal -------------------------------------------


class _Display:
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


class Meter(_Display):
    """Shows nothing. The base of the displays that count leads."""

    def update(self, done: int, *, requests: int, rate_limited: int) -> None:
        """Show the progress.

        Args:
            done: Leads done.
            requests: Requests made.
            rate_limited: Requests answered with 429.
        """

    def wait(self, waited: float, patience: float) -> None:
        """Show that the service does not answer, until the next update.

        Args:
            waited: Seconds since its last answer.
            patience: Seconds after which the job gives up.
        """


class Pulse(_Display):
    """Shows nothing. The base of the displays for a job of unknown length."""

    def update(self, done: int) -> None:
        """Show the progress.

        Args:
            done: Bytes written.
        """


def make_meter(title: str, total: int, *, elapsed: float = 0.0, quiet: bool = False) -> Meter:
    """Return the display of a job.

    Args:
        title: The name of the job.
        total: Leads in all.
        elapsed: Seconds spent on the job by earlier runs.
        quiet: Show nothing.
    """
    if quiet:
        return Meter()
    return (LiveMeter if is_live() else PlainMeter)(title, total, elapsed=elapsed)


def make_pulse(title: str, *, quiet: bool) -> Pulse:
    """Return the display of a job of unknown length.

    Args:
        title: The name of the job.
        quiet: Show nothing.
    """
    if quiet:
        return Pulse()
    return (LivePulse if is_live() else PlainPulse)(title)


def is_live() -> bool:
    """Return whether stderr is a terminal that can draw a bar."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM", "").lower() in {"dumb", "unknown"}
    return bool(sys.stderr and sys.stderr.isatty()) and not plain  # stderr may be closed: None


# -- plain lines ----------------------------------------------------------------------------------


class PlainMeter(Meter):
    """Prints a line whenever another tenth of the leads is done."""

    def __init__(self, title: str, total: int, *, elapsed: float = 0.0) -> None:
        self._title = title
        self._total = total
        self._tenths = 0
        self._wait_begun = -math.inf
        self._started = time.monotonic() - elapsed

    def update(self, done: int, *, requests: int, rate_limited: int) -> None:
        """Print a line if another tenth is done."""
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

    def wait(self, waited: float, patience: float) -> None:
        """Print a line when a wait begins."""
        begun = time.monotonic() - waited
        if abs(begun - self._wait_begun) > 1:
            say(f"{self._title}: {no_answer(waited, patience)}", err=True)
        self._wait_begun = begun


class PlainPulse(Pulse):
    """Prints a line whenever another 10 MB are written."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._shown = 0

    def update(self, done: int) -> None:
        """Print a line if another 10 MB are written."""
        lines = done // _LINE_EVERY
        if lines > self._shown:
            self._shown = lines
            say(f"{self._title}: {size(done)}", err=True)


# -- bars; only these import rich -----------------------------------------------------------------


class _Bar(_Display):
    _progress: Progress

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._progress.stop()


class LiveMeter(_Bar, Meter):
    """A bar with the speed, the requests and the time to go."""

    def __init__(
        self, title: str, total: int, *, elapsed: float = 0.0, console: Console | None = None
    ) -> None:
        from rich.progress import (
            BarColumn,
            Progress,
            RenderableColumn,
            TaskProgressColumn,
            TextColumn,
        )

        console = console or _stderr()
        self._elapsed = elapsed
        self._requests = self._rate_limited = 0
        self._wait: tuple[float, float] | None = None
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=max(8, min(40, console.width - _OTHER_COLUMNS))),
            TaskProgressColumn("{task.percentage:>3.0f} %"),
            RenderableColumn(self),
            console=console,
        )
        self._progress.add_task(title, total=total)

    def update(self, done: int, *, requests: int, rate_limited: int) -> None:
        """Move the bar."""
        self._requests, self._rate_limited, self._wait = requests, rate_limited, None
        self._progress.update(self._progress.task_ids[0], completed=done)

    def wait(self, waited: float, patience: float) -> None:
        """Show the length of the wait in place of the status; it grows by itself."""
        self._wait = (time.monotonic() - waited, patience)

    def __rich__(self) -> Text:
        """Return the status: rich asks whenever it draws, so speed and ETA follow the clock."""
        from rich.text import Text

        if self._wait is not None:
            since, patience = self._wait
            return Text(no_answer(time.monotonic() - since, patience), no_wrap=True)
        (task,) = self._progress.tasks
        elapsed = (task.elapsed or 0.0) if task.finished_time is None else task.finished_time
        words = status(
            done=int(task.completed),
            total=int(task.total or 0),
            elapsed=elapsed + self._elapsed,
            requests=self._requests,
            rate_limited=self._rate_limited,
        )
        return Text(words, no_wrap=True)


class LivePulse(_Bar, Pulse):
    """A moving bar with the bytes written and the time taken."""

    def __init__(self, title: str, *, console: Console | None = None) -> None:
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[written]}"),
            TimeElapsedColumn(),
            console=console or _stderr(),
            transient=True,
        )
        self._progress.add_task(title, total=None, written=size(0))

    def update(self, done: int) -> None:
        """Show the bytes written."""
        self._progress.update(self._progress.task_ids[0], written=size(done))


def _stderr() -> Console:
    from rich.console import Console

    return Console(stderr=True)


# -- words, and the link to an upload -------------------------------------------------------------


def status(*, done: int, total: int, elapsed: float, requests: int, rate_limited: int) -> str:
    """Return speed, requests and time to go, short enough for a line of 80 columns.

    Args:
        done: Leads done.
        total: Leads in all.
        elapsed: Seconds since the start.
        requests: Requests made.
        rate_limited: Requests answered with 429.
    """
    speed = done / elapsed if elapsed > 0 else 0.0
    if done >= total:
        when = f"in {clock(elapsed)}"
    else:
        when = f"ETA {clock((total - done) / speed) if speed else '-:--'}"
    return f"{speed:,.0f} leads/s · requests: {requests:,} · 429s: {rate_limited:,} · {when}"


def no_answer(waited: float, patience: float) -> str:
    """Return that the service does not answer, and how long the job waits for it.

    Args:
        waited: Seconds since its last answer.
        patience: Seconds after which the job gives up.
    """
    return f"the service has not answered for {clock(waited)}, trying again until {clock(patience)}"


def clock(seconds: float) -> str:
    """Return a time as minutes and seconds, with hours if there are any."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def size(count: int) -> str:
    """Return a number of bytes in words."""
    for limit, unit in ((_MEGABYTE, "MB"), (1_000, "kB")):
        if count >= limit:
            return f"{count / limit:,.1f} {unit}"
    return f"{count} bytes"


@define
class Watch:
    """Shows the progress of an upload and remembers it.

    Attributes:
        meter: The display.
        patience: Seconds that the upload waits for a service that does not answer.
        settled: Leads that are done: added, skipped or failed.
        latest: The last report of the upload.
    """

    meter: Meter
    patience: float = 0.0
    settled: int = 0
    latest: UploadProgress | None = None

    def __call__(self, progress: UploadProgress) -> None:
        """Show a report; pass this object as ``on_progress``."""
        self.latest = progress
        self.settled = progress.added + progress.skipped + progress.failed
        self.meter.update(
            self.settled, requests=progress.requests, rate_limited=progress.rate_limited
        )
        if progress.waiting_since is not None:
            self.meter.wait(progress.elapsed - progress.waiting_since, self.patience)
