"""Charts as SVG, written by hand: readable in light and dark, without a library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import escape
from typing import Final, TypeAlias

from attrs import frozen

__all__ = ["Bar", "Lane", "bars", "lanes"]

WIDTH: Final = 720
LEFT: Final = 16
RIGHT: Final = 120
TOP: Final = 40
Draw: TypeAlias = Callable[[float, float], Iterator[str]]
"""Draws a row: from its upper edge, and the value at the end of the axis."""

STYLE: Final = """
<style>
  text { font: 13px system-ui, sans-serif; fill: #24292f; }
  .title { font-size: 15px; font-weight: 600; }
  .quiet { fill: #57606a; font-size: 12px; }
  .axis { stroke: #8c959f; stroke-width: 1; }
  .mark { stroke: #24292f; stroke-width: 2; }
  .good { fill: #1a7f37; }
  .other { fill: #8c959f; }
  .bad { fill: #cf222e; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .quiet { fill: #9198a1; }
    .mark { stroke: #e6edf3; }
    .good { fill: #3fb950; }
    .bad { fill: #f85149; }
  }
</style>
"""


@frozen
class Bar:
    """A bar of a chart.

    Attributes:
        label: Words above it.
        value: Its length.
        note: Words to its right.
        kind: Its colour: ``good``, ``other`` or ``bad``.
        mark: Where the bound is, if it has one.
    """

    label: str
    value: float
    note: str
    kind: str = "good"
    mark: float | None = None


@frozen
class Lane:
    """Points on a line of time: ``(seconds, whether it is a good one)``."""

    label: str
    points: Sequence[tuple[float, bool]]
    note: str


def bars(title: str, axis: str, rows: Sequence[Bar], most: float) -> str:
    """Return a chart of horizontal bars, cut off at the end of the axis."""
    return _chart(title, axis, [partial(_bar, row) for row in rows], 44, most)


def _bar(row: Bar, y: float, most: float) -> Iterator[str]:
    width = _x(min(row.value, most), most) - LEFT
    yield f'<text x="{LEFT}" y="{y + 14}">{escape(row.label)}</text>'
    yield f'<rect class="{row.kind}" x="{LEFT}" y="{y + 20}" width="{width:.1f}" height="14"/>'
    if row.mark is not None:
        x = f"{_x(row.mark, most):.1f}"
        yield f'<line class="mark" x1="{x}" x2="{x}" y1="{y + 17}" y2="{y + 37}"/>'
    x = max(LEFT + width, 0 if row.mark is None else _x(min(row.mark, most), most)) + 6
    yield f'<text class="quiet" x="{x:.1f}" y="{y + 32}">{escape(row.note)}</text>'


def lanes(title: str, axis: str, rows: Sequence[Lane], most: float) -> str:
    """Return a chart of points over time, those at one moment above one another."""
    return _chart(title, axis, [partial(_lane, row) for row in rows], 110, most)


def _lane(row: Lane, y: float, most: float) -> Iterator[str]:
    yield f'<text x="{LEFT}" y="{y + 16}">{escape(row.label)}: {escape(row.note)}</text>'
    heights: dict[int, int] = {}
    for seconds, good in sorted(row.points):
        x = _x(min(seconds, most), most)
        column = round(x / 7)
        height = heights[column] = heights.get(column, 0) + 1
        kind = "good" if good else "bad"
        yield f'<circle class="{kind}" cx="{column * 7}" cy="{y + 106 - 7 * height}" r="3"/>'


def _axis(words: str, y: float, most: float) -> Iterator[str]:
    yield f'<line class="axis" x1="{LEFT}" x2="{_x(most, most):.1f}" y1="{y}" y2="{y}"/>'
    for part in range(6):
        x, value = _x(most * part / 5, most), most * part / 5
        yield f'<line class="axis" x1="{x:.1f}" x2="{x:.1f}" y1="{y}" y2="{y + 4}"/>'
        yield (
            f'<text class="quiet" x="{x:.1f}" y="{y + 18}" text-anchor="middle">{value:g}</text>'
        )
    middle = (LEFT + _x(most, most)) / 2
    yield (
        f'<text class="quiet" x="{middle:.1f}" y="{y + 36}" text-anchor="middle">'
        f"{escape(words)}</text>"
    )


def _x(value: float, most: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * value / most


def _chart(title: str, axis: str, rows: Sequence[Draw], step: int, most: float) -> str:
    """Return a chart of rows, one every ``step`` pixels, above an axis."""
    bottom = TOP + step * len(rows)
    parts = [part for i, draw in enumerate(rows) for part in draw(TOP + step * i, most)]
    body = "\n".join([*parts, *_axis(axis, bottom, most)])
    height = bottom + 44
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" '
        f'role="img" aria-label="{escape(title)}">\n<title>{escape(title)}</title>{STYLE}'
        f'<text class="title" x="8" y="24">{escape(title)}</text>\n{body}\n</svg>\n'
    )
