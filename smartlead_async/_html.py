"""Tables for notebooks."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, Final

import attrs

__all__ = ["html_table"]

_MOST_ROWS: Final = 20  # a notebook is no place for thousands
_MOST_COLUMNS: Final = 12
_MOST_TEXT: Final = 80


def html_table(caption: str, items: Sequence[object]) -> str:
    """Return the first items as a table under a caption, without columns that hold nothing."""
    rows = [_row(item) for item in items[:_MOST_ROWS]]
    filled = (name for row in rows for name, value in row.items() if value not in (None, [], ""))
    columns = list(dict.fromkeys(filled))[:_MOST_COLUMNS]
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    body = "".join(f"<tr>{''.join(_cell(row.get(name)) for name in columns)}</tr>" for row in rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"<p>{escape(caption)}</p>{table if columns else ''}"


def _row(item: Any) -> dict[str, Any]:
    if hasattr(item, "to_flat_dict"):
        return dict(item.to_flat_dict())
    return attrs.asdict(item, recurse=False) if attrs.has(item.__class__) else {"item": item}


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"<td>{escape(text if len(text) <= _MOST_TEXT else f'{text[:_MOST_TEXT]}…')}</td>"
