"""The requests that arrived, and assertions about them."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Final

from .._options import NOT_GIVEN, NotGiven
from .._public import public
from ._routing import is_array, is_object

KEPT_BODIES: Final = 1000
_NEAREST: Final = 3
_LONGEST_BODY: Final = 500


@dataclass(slots=True)
class RequestRecord:
    """A request that arrived.

    Args:
        time: When it arrived, on the event loop's clock (seconds).
        method: The HTTP method.
        path: The path below the base URL, without the query.
        query: The query, without the key.
        body: The body; None if it is one of the older ones, whose bodies are dropped.
        status: The status of the answer; None if there is none, or none yet.
        is_unknown: Whether no route has that method and path.
    """

    time: float
    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes | None = field(default=b"", repr=False)
    status: int | None = None
    is_unknown: bool = False

    @property
    def json(self) -> Any:
        """The body as JSON; None if there is none, or if it is no JSON."""
        try:
            return json.loads(self.body) if self.body else None
        except ValueError:
            return None

    def __str__(self) -> str:
        """Return the request as one line: method, path, query, body, status."""
        query = "&".join(f"{name}={value}" for name, value in self.query.items())
        target = f"{self.path}?{query}" if query else self.path
        body = "" if self.json is None else f" {_short(self.json)}"
        return f"{self.method} {target}{body} → {self.status}"


class RequestLog(deque[RequestRecord]):
    """The newest requests in order of arrival, with the bodies of the newest 1,000."""

    def append(self, record: RequestRecord, /) -> None:
        """Add a request."""
        super().append(record)
        if len(self) > KEPT_BODIES:
            self[-KEPT_BODIES - 1].body = None


@dataclass(frozen=True, slots=True)
class Expected:
    """A request that a test expects.

    Args:
        method: The HTTP method.
        path: The path; ``*`` or ``{name}`` stands for any segment.
        json: Fields of the body, or all of a body that is no object.
        query: Parameters of the query.
    """

    method: str
    path: str
    json: Any = NOT_GIVEN
    query: Mapping[str, Any] | NotGiven = NOT_GIVEN

    def among(self, records: Iterable[RequestRecord]) -> list[RequestRecord]:
        """Return the requests that are as expected."""
        return [record for record in records if not self.differences(record)]

    def differences(self, record: RequestRecord) -> list[str]:
        """Return what is not as expected, in words."""
        found: list[str] = []
        if record.method != self.method.upper():
            found.append(f"the method is {record.method}")
        if not _pattern(self.path).fullmatch(record.path):
            found.append("the path is another one")
        if not isinstance(self.query, NotGiven):
            wanted = {name: str(value) for name, value in self.query.items()}
            found += _differing("query", wanted, dict(record.query))
        if self.json is not NOT_GIVEN:
            found += _differing("json", self.json, record.json)
        return found

    def likeness(self, record: RequestRecord) -> tuple[float, int]:
        """Return how near a request is."""
        near = SequenceMatcher(None, f"{self.method} {self.path}", f"{record.method} {record.path}")
        return near.ratio(), -len(self.differences(record))

    def __str__(self) -> str:
        """Return what is expected as one line."""
        query = "" if isinstance(self.query, NotGiven) else f" with the query {dict(self.query)}"
        body = "" if self.json is NOT_GIVEN else f" with {_short(self.json)}"
        return f"{self.method.upper()} {self.path}{query}{body}"


def check(
    expected: Expected, records: Sequence[RequestRecord], times: int | None
) -> list[RequestRecord]:
    """Return the requests that are as expected.

    Raises:
        AssertionError: They are not as many as expected; the text shows the nearest ones.
    """
    found = expected.among(records)
    if found if times is None else len(found) == times:
        return found
    wanted = "at least once" if times is None else f"{times} times"
    raise AssertionError(
        f"expected {wanted}, but found {len(found)} times: {expected}\n"
        + _told("as expected", found)
        + _told("nearest", _nearest(expected, records, but=found))
    )


def _nearest(
    expected: Expected, records: Sequence[RequestRecord], *, but: Sequence[RequestRecord]
) -> list[str]:
    others = [record for record in records if record not in but]
    others.sort(key=expected.likeness, reverse=True)
    return [
        f"{record}\n      {'; '.join(expected.differences(record))}" for record in others[:_NEAREST]
    ]


def _told(title: str, lines: Sequence[object]) -> str:
    return "".join([f"  {title}:\n", *(f"    {line}\n" for line in lines)]) if lines else ""


def _pattern(path: str) -> re.Pattern[str]:
    segments = ("[^/]+" if _is_open(each) else re.escape(each) for each in path.split("/"))
    return re.compile("/".join(segments))


def _is_open(segment: str) -> bool:
    return segment == "*" or segment[:1] + segment[-1:] == "{}"


def _differing(where: str, wanted: Any, given: Any) -> list[str]:
    """Return where a value is not as expected; of objects only the expected keys count."""
    if is_object(wanted) and is_object(given):
        return [
            difference
            for name, value in wanted.items()
            for difference in _differing(f"{where}.{name}", value, given.get(name))
        ]
    if is_array(wanted) and is_array(given) and len(wanted) == len(given):
        return [
            difference
            for index, (one, other) in enumerate(zip(wanted, given, strict=True))
            for difference in _differing(f"{where}[{index}]", one, other)
        ]
    return [] if wanted == given else [f"{where} is {_short(given)}, not {_short(wanted)}"]


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_BODY else f"{text[:_LONGEST_BODY]}…"


public("smartlead_async.sandbox", RequestRecord)
