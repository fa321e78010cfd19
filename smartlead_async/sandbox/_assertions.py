"""Assertions about requests; a text that shows the nearest ones when there is no such request."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from .._errors import InvalidRequestError
from .._options import NOT_GIVEN
from ._requests import RequestRecord
from ._routing import is_array, is_object

SHOWN, WIDTH = 5, 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """The requests that an assertion is about.

    Args:
        method: The HTTP method.
        path: The path below the base URL; `{id}` or `*` stands for one segment.
        json: What the body must hold, `NOT_GIVEN` for any body.
        query: What the query must hold.
    """

    method: str
    path: str
    json: Any
    query: Mapping[str, Any]

    def __post_init__(self) -> None:
        if "?" in self.path or self.path.startswith(("/api/", "http")):
            rule = "path must be below the base URL and without a query, such as /campaigns/{id}"
            raise InvalidRequestError(f"{rule}, not {self.path}; pass query={{…}}", field="path")

    def takes(self, record: RequestRecord) -> bool:
        """Whether a request is one of these."""
        return self.distance(record) == 0 and not any(self.differences(record))

    def distance(self, record: RequestRecord) -> int:
        """Return how far a request is from this method and path: 0 for both, 1 for the path."""
        pairs = itertools.zip_longest(_segments(self.path), _segments(record.path))
        others = [pair for pair in pairs if not _fits(*pair)]
        return 2 * len(others) + (record.method != self.method.upper())

    def rank(self, record: RequestRecord) -> tuple[int, int]:
        """Return a number that is the lower, the nearer a request is."""
        distance = self.distance(record)
        return distance, 0 if distance else sum(1 for _ in self.differences(record))

    def differences(self, record: RequestRecord) -> Iterator[str]:
        """Yield in words where query and body differ."""
        query = {name: _in_query(value) for name, value in self.query.items()}
        yield from _differences(query, record.query, "query")
        if self.json is not NOT_GIVEN:
            yield from _differences(self.json, record.json, "json")

    def described(self, record: RequestRecord) -> str:
        """Return a request in words, and how it differs if it has the same method and path."""
        differences = () if self.distance(record) else self.differences(record)
        return "\n    ".join([f"  {record}", *itertools.islice(differences, SHOWN)])

    def __str__(self) -> str:
        json = "" if self.json is NOT_GIVEN else f" with json {_short(self.json)}"
        query = f" with query {_short(self.query)}" if self.query else ""
        return f"{self.method} {self.path}{query}{json}"


def requested(
    records: Sequence[RequestRecord], wanted: Wanted, times: int | None = None
) -> list[RequestRecord]:
    """Return the requests that are wanted.

    Raises:
        AssertionError: There are none, or not that many.
    """
    __tracebackhide__ = True
    found = [record for record in records if wanted.takes(record)]
    if len(found) != times and (times is not None or not found):
        raise AssertionError("\n".join(_failure(records, wanted, found, times)))
    return found


def _failure(
    records: Sequence[RequestRecord],
    wanted: Wanted,
    found: Sequence[RequestRecord],
    times: int | None,
) -> Iterator[str]:
    """Yield the lines that say what there is instead."""
    expected = "" if times is None else f" instead of {times}"
    yield f"{_count(len(found))}{expected}: {wanted}"
    yield from _lines(f"  {each} {_short(each.json)}" for each in found)
    if len(found) < (times or 1):
        others = sorted(itertools.filterfalse(wanted.takes, records), key=wanted.rank)
        yield f"the nearest of {len(others)} other requests:" if others else "there is no other"
        yield from _lines(map(wanted.described, others))


def _lines(texts: Iterable[str]) -> Iterable[str]:
    """Return the first few texts, each once."""
    return itertools.islice(dict.fromkeys(texts), SHOWN)


def _count(number: int) -> str:
    return f"{number or 'no'} request{'' if number <= 1 else 's'}"


def _differences(wanted: Any, given: Any, at: str) -> Iterator[str]:
    """Yield in words what is wanted and not given; an object may hold more keys."""
    if isinstance(wanted, Mapping) and is_object(given):
        yield from _of_objects(cast("Mapping[str, Any]", wanted), given, at)
    elif isinstance(wanted, (list, tuple)) and is_array(given):
        yield from _of_arrays(cast("Sequence[Any]", wanted), given, at)
    elif wanted != given:
        yield f"{at} is {_short(given)}, not {_short(wanted)}"


def _of_objects(wanted: Mapping[str, Any], given: Mapping[str, Any], at: str) -> Iterator[str]:
    for key, value in wanted.items():
        if key in given:
            yield from _differences(value, given[key], f"{at}.{key}")
        else:
            yield f"{at}.{key} is missing; there are {', '.join(given) or 'no keys'}"


def _of_arrays(wanted: Sequence[Any], given: Sequence[Any], at: str) -> Iterator[str]:
    if len(wanted) != len(given):
        yield f"{at} has {len(given)} items, not {len(wanted)}"
    for index, pair in enumerate(zip(wanted, given, strict=False)):
        yield from _differences(*pair, f"{at}[{index}]")


def _segments(path: str) -> list[str]:
    return path.strip("/").split("/")


def _fits(wanted: str | None, given: str | None) -> bool:
    if wanted is None or given is None:
        return False
    return wanted in ("*", given) or wanted[:1] + wanted[-1:] == "{}"


def _in_query(value: Any) -> str:
    """Return a value as a query has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= WIDTH else f"{text[:WIDTH]}…"
