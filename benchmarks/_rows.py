"""Rows of the table of benchmarks: what was measured, and the bar that it must reach."""

from __future__ import annotations

from typing import Any, Final

from attrs import asdict, frozen

DECIMALS: Final = {"%": 1, "µs": 1, "ms": 2, "s": 2, "MB": 1, "ratio": 3}


@frozen
class Row:
    """One figure and its bar.

    Attributes:
        what: Words for the table.
        measured: The figure.
        bar: The least that it may be, or the most.
        unit: Its unit; ``%`` stands for figures in hundredths.
        at_least: Whether the bar is the least.
    """

    what: str
    measured: float
    bar: float
    unit: str
    at_least: bool = False

    @property
    def ok(self) -> bool:
        """Whether the bar is reached."""
        return self.measured >= self.bar if self.at_least else self.measured <= self.bar

    def to_dict(self) -> dict[str, Any]:
        """Return the row as it is written to ``results.json``."""
        return asdict(self) | {"measured": round(self.measured, 4), "ok": self.ok}

    def __str__(self) -> str:
        bound = f"{'≥' if self.at_least else '≤'} {self.bar:g} {self.unit}"
        figure = f"{self.measured:.{DECIMALS.get(self.unit, 0)}f} {self.unit}"
        return f"{self.what:66} {figure:>16}   {bound:>14}   {'' if self.ok else 'MISSED'}".rstrip()


def show(rows: list[Row]) -> None:
    for row in rows:
        print(row, flush=True)
