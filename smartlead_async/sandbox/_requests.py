"""The requests that arrived."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .._public import public


@dataclass(slots=True)
class RequestRecord:
    """A request that arrived.

    Args:
        time: When it arrived, on the event loop's clock (seconds).
        method: The HTTP method.
        path: The path below the base URL, without the query.
        query: The query, without the key.
        body: The bytes of the body.
        status: The status of the answer; None if there is none, or none yet.
        elapsed: Seconds until it was answered, or its connection lost; None before.
        has_route: Whether the API has such a method and path, in one dialect at least.
    """

    time: float
    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = field(default=b"", repr=False)
    status: int | None = None
    elapsed: float | None = None
    has_route: bool = True

    @property
    def json(self) -> Any:
        """The decoded body; None if there is none, or it is not JSON."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.method} {self.path} → {self.status or 'no answer'}"


class RequestLog(list[RequestRecord]):
    """The newest requests, oldest first.

    Args:
        size: How many are kept; None for all, 0 for none.
    """

    def __init__(self, size: int | None = None) -> None:
        super().__init__()
        self._size = size
        self.arrived = 0

    def add(self, record: RequestRecord) -> None:
        """Note a request, and forget the oldest one when there are too many."""
        self.arrived += 1
        self.append(record)
        if self._size is not None:
            del self[: max(0, len(self) - self._size)]


public("smartlead_async.sandbox", RequestRecord)
