"""Endpoints and requests as plain values: what to send, and how to read the answer."""

from __future__ import annotations

import datetime as dt
import enum
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Generic, Literal, TypeAlias, TypeVar, cast
from urllib.parse import quote, unquote

from attrs import evolve, field, frozen

from .._errors import InvalidRequestError
from .._options import HOSTS, NOT_GIVEN, Host
from .._validate import mapping, non_empty_text, one_of, plain, positive_id
from .wire_forms import Arguments, WireForm

__all__ = ["Endpoint", "Repeat", "Request", "fill", "quote_path", "raw_request", "time_text"]

_log = logging.getLogger("smartlead_async")

T = TypeVar("T")
TimeT = TypeVar("TimeT")

Repeat: TypeAlias = Literal["safe", "idempotent", "deduplicated", "never"]
"""The effect of a repetition: only reads, same result, adds nothing, or may do harm."""


def _never(_: Any) -> bool:
    return False


@frozen
class Request(Generic[T]):
    """One call, ready to be sent as often as it takes. It holds no key.

    Attributes:
        method: HTTP method.
        path: Path below the host's base URL, filled in and quoted.
        query: Query parameters, as text.
        json: The body, or NOT_GIVEN for none.
        repeat: The effect of a repetition of this request.
        read: Turns the answer's payload into the result of the call.
        host: The host that it goes to.
        failure_is_answer: Tells whether a 2xx with ``{"ok": false}`` is an ordinary answer.
        form: The form besides the reference's that this request has too, or is in itself.
        other: The same request in that form, if it can be expressed there and differs.
        look_up: Reads fields of the body that are missing, right before this form is sent.
        template: The path with names in place of ids, as the endpoint has it.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    json: Any = field(repr=False)
    repeat: Repeat
    read: Callable[[Any], T] = field(repr=False)
    host: Host = "main"
    failure_is_answer: Callable[[Any], bool] = field(default=_never, repr=False)
    form: WireForm | None = field(default=None, repr=False)
    other: Request[T] | None = field(default=None, repr=False)
    look_up: Callable[[], Awaitable[Mapping[str, Any]]] | None = field(default=None, repr=False)
    template: str = ""

    def ids(self) -> dict[str, str]:
        """Return the ids in the path by name."""
        pairs = zip(self.template.split("/"), self.path.split("/"), strict=False)
        return {
            name[1:-1].partition(":")[0]: unquote(value) for name, value in pairs if name[:1] == "{"
        }


@frozen
class Endpoint(Generic[T]):
    """One endpoint of the API.

    Attributes:
        method: HTTP method.
        path: Path below the host's base URL; ``{name}`` stands for the number of that name,
            ``{name:text}`` for a text, or a number.
        repeat: The effect of a repetition of a request.
        read: Turns the answer's payload into the result of the call.
        host: The host that has it.
        failure_is_answer: Tells whether a 2xx with ``{"ok": false}`` is an ordinary answer.
        other: The form that it is reported to have besides the reference's, if any.
    """

    method: str
    path: str
    repeat: Repeat
    read: Callable[[Any], T]
    host: Host = "main"
    failure_is_answer: Callable[[Any], bool] = _never
    other: WireForm | None = None

    def request(
        self, *ids: int | str, query: Mapping[str, Any] | None = None, json: Any = NOT_GIVEN
    ) -> Request[T]:
        """Return a request to this endpoint.

        Args:
            ids: The ids in the path, in its order.
            query: Query parameters; those NOT_GIVEN are left out.
            json: The body; fields of an object that are NOT_GIVEN are left out.

        Raises:
            InvalidRequestError: An id or a query parameter cannot be sent.
        """
        if isinstance(json, Mapping):
            fields = cast("Mapping[str, Any]", json)
            json = {name: value for name, value in fields.items() if value is not NOT_GIVEN}
        request = Request(
            method=self.method,
            path=fill(self.path, ids),
            query=query_pairs(query or {}),
            json=json,
            repeat=self.repeat,
            read=self.read,
            host=self.host,
            failure_is_answer=self.failure_is_answer,
            template=self.path,
        )
        return request if self.other is None else _with_other(request, self.other, ids)


def _with_other(request: Request[T], form: WireForm, ids: tuple[int | str, ...]) -> Request[T]:
    given = form.rewrite(Arguments(ids, request.query, request.json))
    if given is None:
        return request
    path = fill(form.path, given.ids)
    other = evolve(
        request,
        method=form.method,
        path=path,
        query=given.query,
        json=given.json,
        template=form.path,
    )
    if other == request:
        return request
    return evolve(request, form=form, other=evolve(other, form=form))


def fill(template: str, ids: Iterable[int | str]) -> str:
    """Return a path with ids in place of its ``{name}`` segments.

    Raises:
        InvalidRequestError: An id is no positive integer, or no text where it must be one.
    """
    remaining = iter(ids)
    return "/".join(
        _segment(segment[1:-1], next(remaining)) if segment[:1] == "{" else segment
        for segment in template.split("/")
    )


def _segment(name: str, value: int | str) -> str:
    """Return an id as one segment of a path: a slash in a text does not make it two."""
    name, _, kind = name.partition(":")
    if kind == "text":
        return quote(_text_id(name, value), safe="")
    return str(positive_id(name, cast("int", value)))


def _text_id(name: str, value: int | str) -> str:
    text = value if isinstance(value, str) else str(positive_id(name, value))
    if non_empty_text(name, text).strip(".") == "":  # a path that ends in /.. leads elsewhere
        raise InvalidRequestError(f"{name} must be an id, not {text!r}", field=name)
    return _encodable(name, text)


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
    value = plain(value)
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
    if value.tzinfo is None:
        _log.warning(
            "%s has no timezone and is taken for UTC: make it with datetime.now(UTC), or add one "
            "with replace(tzinfo=…)",
            value,
        )
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
    host: Host = "main",
    read: Callable[[Any], Any] | None = None,
) -> Request[Any]:
    """Return a request to any path below a base URL.

    Raises:
        InvalidRequestError: The path is absolute or leaves the base URL, an argument is
            something the client takes care of itself, or none that can be sent.
    """
    if problem := _path_problem(non_empty_text("path", path)):
        raise InvalidRequestError(f"path {problem}", field="path")
    if not (non_empty_text("method", method).isascii() and method.isalpha()):
        raise InvalidRequestError("method must be an HTTP method name", field="method")
    if params is not None and "api_key" in mapping("params", params):
        raise InvalidRequestError("the client adds api_key by itself", field="params")
    return Request(
        method=method.upper(),
        path="/" + quote_path(path.lstrip("/")),
        query=query_pairs(params or {}),
        json=NOT_GIVEN if json is None else json,
        repeat=one_of("repeat", repeat, ("never", "safe")),
        read=read or _undecoded,
        host=one_of("host", host, HOSTS),
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


def _undecoded(payload: Any) -> Any:
    """Return the payload as it is, None for an empty body."""
    return None if payload == "" else payload
