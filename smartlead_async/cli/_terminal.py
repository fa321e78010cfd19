"""Which display suits the terminal: a live bar where one can be drawn, else lines."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ._progress import Meter, PlainMeter
from ._pulse import PlainPulse, Pulse

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["is_live", "make_meter", "make_pulse"]


def make_meter(title: str, total: int, *, elapsed: float = 0.0, quiet: bool = False) -> Meter:
    """Return what shows how far a job is.

    Args:
        title: What is going on.
        total: Leads in all.
        elapsed: Seconds that were spent on the job before.
        quiet: Whether to show nothing.
    """
    if quiet:
        return Meter()
    console = _console()
    if not is_live(console):
        return PlainMeter(title, total, elapsed=elapsed)
    from ._live import LiveMeter

    return LiveMeter(title, total, console, elapsed=elapsed)


def make_pulse(title: str, *, quiet: bool) -> Pulse:
    """Return what shows that a job of unknown length is under way.

    Args:
        title: What is going on.
        quiet: Whether to show nothing.
    """
    if quiet:
        return Pulse()
    console = _console()
    if not is_live(console):
        return PlainPulse(title)
    from ._live import LivePulse

    return LivePulse(title, console)


def is_live(console: Console) -> bool:
    """Return whether a bar can be drawn, on a terminal that takes control codes."""
    plain = console.is_dumb_terminal or os.environ.get("NO_COLOR")
    return console.is_terminal and not plain


def _console() -> Console:
    from rich.console import Console

    return Console(stderr=True)
