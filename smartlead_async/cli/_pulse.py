"""Showing that a job of unknown length is under way."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

import click

from ._progress import is_live

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["LivePulse", "PlainPulse", "Pulse", "make_pulse", "size"]

_MEGABYTE: Final = 1_000_000
_LINE_EVERY: Final = 10 * _MEGABYTE


def size(count: int) -> str:
    """Return a number of bytes in words."""
    for limit, unit in ((_MEGABYTE, "MB"), (1_000, "kB")):
        if count >= limit:
            return f"{count / limit:,.1f} {unit}"
    return f"{count} bytes"


class Pulse:
    """Shows nothing. A context manager, as all are."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        pass

    def update(self, done: int) -> None:
        """Show how far the job is.

        Args:
            done: Bytes written.
        """


class PlainPulse(Pulse):
    """Prints a line on stderr whenever another 10 MB are written."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._shown = 0

    def update(self, done: int) -> None:
        """Print a line if there is something new."""
        lines = done // _LINE_EVERY
        if lines > self._shown:
            self._shown = lines
            click.echo(f"{self._title}: {size(done)}", err=True)


class LivePulse(Pulse):
    """A moving bar on stderr with the bytes written and the time taken."""

    def __init__(self, title: str, console: Console) -> None:
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[written]}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._task = self._progress.add_task(title, total=None, written=size(0))

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

    def update(self, done: int) -> None:
        """Show the bytes written."""
        self._progress.update(self._task, written=size(done))


def make_pulse(title: str, *, quiet: bool) -> Pulse:
    """Return what suits the terminal.

    Args:
        title: What is going on.
        quiet: Whether to show nothing.
    """
    if quiet:
        return Pulse()
    from rich.console import Console

    console = Console(stderr=True)
    return LivePulse(title, console) if is_live(console) else PlainPulse(title)
