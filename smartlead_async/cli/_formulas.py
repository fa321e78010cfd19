"""Cells that spreadsheet programs take for text, and those cells as they were (pure).

A spreadsheet program runs a cell that begins like a formula. Where it takes a semicolon or a tab
for the delimiter, as it does in many countries, a cell of its own begins after each of them.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["as_text", "as_written"]

# Where a cell begins, or may be taken to begin.
_START: Final = r"(?:^|(?<=[;|\t\r\n]))"
# What a formula begins with: in Japanese programs also as wide characters.
_FORMULA: Final = r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
_BARE: Final = re.compile(rf"{_START}(?='*{_FORMULA})")
_MARKED: Final = re.compile(rf"{_START}'(?='*{_FORMULA})")


def as_text(cell: str) -> str:
    """Return a cell with an apostrophe wherever it, or a part of it, begins like a formula.

    One that is there already gets another, so that :func:`as_written` returns every cell as it was.
    """
    return _BARE.sub("'", cell)


def as_written(cell: str) -> str:
    """Return a cell that :func:`as_text` returned as it was before."""
    return _MARKED.sub("", cell)
