"""Answers of the server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of the server; `cut` closes the connection after it."""

    body: bytes = b""
    status: int = 200
    content_type: str = "application/json; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    cut: bool = False

    @classmethod
    def of(cls, value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
        """Make an answer of an Answer, JSON, text, or None for an empty body."""
        if isinstance(value, Answer):
            return value
        if value is None or isinstance(value, str):
            return cls((value or "").encode(), status, HTML, headers or {})
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return cls(text.encode(), status, headers=headers or {})


class Refusal(Exception):
    """Raised by a handler to answer with an error body."""

    def __init__(self, status: int, body: Any) -> None:
        super().__init__(status, body)
        self.answer = Answer.of(body, status)


def lookup(table: Mapping[int, T], id_: int, what: str) -> T:
    """Return the entry of a table, or refuse with 404."""
    try:
        return table[id_]
    except KeyError:
        raise Refusal(404, {"error": f"{what} not found"}) from None
