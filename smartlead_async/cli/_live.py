"""Bars on stderr that are redrawn in place."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.text import Text

from ._progress import Display, Meter, status
from ._pulse import Pulse, size

__all__ = ["LiveMeter", "LivePulse"]

_OTHER_COLUMNS = 72  # and room for the ^C that a terminal shows, which would wrap a full line


class _StatusColumn(ProgressColumn):
    """Computed whenever the bar is drawn, so that speed and ETA follow the clock."""

    def render(self, task: Task) -> Text:
        elapsed = (task.elapsed or 0.0) if task.finished_time is None else task.finished_time
        text = status(
            done=int(task.completed),
            total=int(task.total or 0),
            elapsed=elapsed + task.fields["elapsed"],
            requests=task.fields["requests"],
            rate_limited=task.fields["rate_limited"],
        )
        return Text(text, no_wrap=True)


class _Bar(Display):
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
    """A bar with speed, requests and the time to go."""

    def __init__(self, title: str, total: int, console: Console, *, elapsed: float = 0.0) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=max(8, min(40, console.width - _OTHER_COLUMNS))),
            TaskProgressColumn("{task.percentage:>3.0f} %"),
            _StatusColumn(),
            console=console,
        )
        self._task = self._progress.add_task(
            title, total=total, requests=0, rate_limited=0, elapsed=elapsed
        )

    def update(self, done: int, *, requests: int, rate_limited: int) -> None:
        """Move the bar."""
        self._progress.update(
            self._task, completed=done, requests=requests, rate_limited=rate_limited
        )


class LivePulse(_Bar, Pulse):
    """A moving bar with the bytes written and the time taken."""

    def __init__(self, title: str, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[written]}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._task = self._progress.add_task(title, total=None, written=size(0))

    def update(self, done: int) -> None:
        """Show the bytes written."""
        self._progress.update(self._task, written=size(done))
