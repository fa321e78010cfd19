"""Endpoints and requests as plain values: what to send, and how to read the answer (pure)."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Generic, Literal, TypeAlias, TypeVar, cast
from urllib.parse import quote

from attrs import field, frozen

from .._errors import InvalidRequestError
from .._options import NOT_GIVEN
from .._validate import mapping, non_empty_text, positive_id

__all__ = ["Endpoint", "Repeat", "Request", "fill", "quote_path", "raw_request", "time_text"]

T = TypeVar("T")
TimeT = TypeVar("TimeT")

Repeat: TypeAlias = Literal["safe", "idempotent", "deduplicated", "never"]
"""What a repetition does: reads nothing but, the same again, nothing more, or maybe harm."""


def _never(_: Any) -> bool:
    return False


@frozen
class Request(Generic[T]):
    """One call, ready to be sent as often as it takes. It holds no key.

    Attributes:
        method: HTTP method.
        path: Path below the base URL, filled in and quoted.
        query: Query parameters, as text.
        json: The body, or NOT_GIVEN for none.
        repeat: What a repetition of this request does.
        read: Turns the answer's payload into what the caller gets.
        failure_is_answer: Tells whether a 2xx with ``{"ok": false}`` is an ordinary answer.
        template: The path of the endpoint it was made by, before ids were filled in.
        ids: The ids in the path.
        look_up: Reads the fields of the body that only the endpoint's other form needs.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    json: Any = field(repr=False)
    repeat: Repeat
    read: Callable[[Any], T] = field(repr=False)
    failure_is_answer: Callable[[Any], bool] = field(default=_never, repr=False)
    template: str = field(default="", repr=False)
    ids: tuple[int, ...] = field(default=(), repr=False)
    look_up: Callable[[], Awaitable[Mapping[str, Any]]] | None = field(default=None, repr=False)


@frozen
class Endpoint(Generic[T]):
    """One endpoint of the API.

    Attributes:
        method: HTTP method.
        path: Path below the base URL; ``{name}`` stands for the id of that name.
        repeat: What a repetition of a request does.
        read: Turns the answer's payload into what the caller gets.
        failure_is_answer: Tells whether a 2xx with ``{"ok": false}`` is an ordinary answer.
    """

    method: str
    path: str
    repeat: Repeat
    read: Callable[[Any], T]
    failure_is_answer: Callable[[Any], bool] = field(default=_never, repr=False)

    def request(
        self, *ids: int, query: Mapping[str, Any] | None = None, json: Any = NOT_GIVEN
    ) -> Request[T]:
        """Return a request to this endpoint.

        Args:
            ids: The ids in the path, in its order.
            query: Query parameters; those NOT_GIVEN are left out.
            json: The body; fields of an object that are NOT_GIVEN are left out.

        Raises:
            InvalidRequestError: An id is not a positive integer.
        """
        if isinstance(json, Mapping):
            fields = cast("Mapping[str, Any]", json)
            json = {name: value for name, value in fields.items() if value is not NOT_GIVEN}
        return Request(
            method=self.method,
            path=fill(self.path, ids),
            query=query_pairs(query or {}),
            json=json,
            repeat=self.repeat,
            read=self.read,
            failure_is_answer=self.failure_is_answer,
            template=self.path,
            ids=ids,
        )


def fill(template: str, ids: Iterable[int]) -> str:
    """Return a path with ids in place of its ``{name}`` segments.

    Raises:
        InvalidRequestError: An id is not a positive integer.
    """
    remaining = iter(ids)
    return "/".join(
        str(positive_id(segment[1:-1], next(remaining))) if segment[:1] == "{" else segment
        for segment in template.split("/")
    )


def query_pairs(query: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return query parameters as text: booleans in lower case, times in ISO 8601 UTC.

    A list repeats its name; None is left out, because a query cannot say null.

    Raises:
        InvalidRequestError: A value has no form in a query, or a text cannot be encoded.
    """
    return tuple(
        (name, _query_text(name, item))
        for name, value in query.items()
        if value is not NOT_GIVEN and value is not None
        for item in _each(value)
    )


def _each(value: Any) -> Iterable[Any]:
    return cast("list[Any]", value) if isinstance(value, list | tuple) else (value,)


def _query_text(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, dt.datetime):
        return time_text(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if not isinstance(value, str | int | float):
        kind = type(value).__name__
        raise InvalidRequestError(
            f"{name} must be text, a number, a truth value or a time, not {kind}", field=name
        )
    try:
        text = str(value)
    except ValueError:  # more digits than sys.get_int_max_str_digits() allows
        raise InvalidRequestError(f"{name} is too long a number", field=name) from None
    return _encodable(name, text)


def time_text(value: dt.datetime | TimeT) -> str | TimeT:
    """Return a time as ISO 8601 text in UTC, naive times taken for UTC; anything else as it is."""
    if not isinstance(value, dt.datetime):
        return value
    utc = value if value.tzinfo is None else value.astimezone(dt.UTC)
    return utc.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def _encodable(name: str, text: str) -> str:
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise InvalidRequestError(f"{name} holds half a surrogate pair", field=name)
    return text


def raw_request(
    method: str,
    path: str,
    *,
    params: Mapping[str, Any] | None,
    json: Any,
    repeat: Literal["never", "safe"],
) -> Request[Any]:
    """Return a request to any path below the base URL, whose answer is passed on undecoded.

    Raises:
        InvalidRequestError: The path is absolute or leaves the base URL, an argument is
            something the client takes care of itself, or none that can be sent.
    """
    if problem := _path_problem(non_empty_text("path", path)):
        raise InvalidRequestError(f"path {problem}", field="path")
    if not (non_empty_text("method", method).isascii() and method.isalpha()):
        raise InvalidRequestError("method must be an HTTP method name", field="method")
    if repeat not in ("never", "safe"):
        raise InvalidRequestError('repeat must be "never" or "safe"', field="repeat")
    if params is not None and "api_key" in mapping("params", params):
        raise InvalidRequestError("the client adds api_key by itself", field="params")
    return Request(
        method=method.upper(),
        path="/" + quote_path(path.lstrip("/")),
        query=query_pairs(params or {}),
        json=NOT_GIVEN if json is None else json,
        repeat=repeat,
        read=_as_is,
    )


def quote_path(path: str) -> str:
    """Return a path with everything quoted that may not stand in a request line."""
    return quote(path, safe="/%:@!$&'()*+,;=~-._", errors="replace")


def _path_problem(path: str) -> str | None:
    if "://" in path or path.startswith("//"):
        return "must be relative to the base URL"
    if "?" in path or "#" in path:
        return "must not hold a query: use params"
    if ".." in path.replace("%2e", ".").replace("%2E", ".").split("/") or "\\" in path:
        return "must not leave the base URL"
    return None


def _as_is(payload: Any) -> Any:
    return None if payload == "" else payload
