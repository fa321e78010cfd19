"""From the payload of an answer to typed values, whatever envelope it comes in.

A payload is decoded JSON, or text for a plain-text answer: the empty text for an empty body. What
cannot be understood raises :class:`~smartlead_async._codec.DecodeProblem`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, TypeVar, cast

from .._codec import DecodeProblem, field_names, is_list, is_object, structure
from .._errors import InvalidRequestError
from ..models import Acknowledgement, Page
from ..models._base import Model

__all__ = [
    "NothingFound",
    "acknowledged",
    "acknowledgement",
    "lookup",
    "many",
    "one",
    "one_or_many",
    "page",
]

T = TypeVar("T")
ModelT = TypeVar("ModelT", bound=Model)
AnswerT = TypeVar("AnswerT", bound=Acknowledgement)

_VERDICT: Final = frozenset({"ok", "success", "message"})
_ENVELOPE: Final = _VERDICT | {"offset", "limit", "hasMore", "has_more", "pagination"}

# Some writes are answered with a sentence, and so are some failures, with status 200. A sentence
# acknowledges if it has a word of success and none of failure: "Email could not be added".
_SUCCESS: Final = (
    *("success", "successful", "successfully", "ok", "okay", "done", "true", "accepted"),
    *("received", "complete", "completed", "processed", "submitted", "assigned", "queued"),
    *("scheduled", "sent", "added", "created", "saved", "updated", "changed", "deleted"),
    *("removed", "paused", "resumed", "started", "stopped", "subscribed", "unsubscribed"),
    *("blocked", "unblocked"),
)
_FAILURE: Final = (
    *("not", "no", "nothing", "cannot", "unable", r"fail\w*", "error", "errors", "wrong"),
    *("invalid", "denied", r"exceed\w*", "too many", "try", "retry", r"\w*n['\u2019]t"),
)


class NothingFound(Exception):
    """A lookup was answered with nothing: the object does not exist.

    Args:
        words: Say so, before the parameters of the query; empty if the ids in the path say enough.
    """

    def __init__(self, words: str = "") -> None:
        super().__init__(words)
        self.words = words


def one(cls: type[ModelT], *wrappers: str) -> Callable[[Any], ModelT]:
    """Return a decoder of one object, bare or under ``data`` or one of ``wrappers``."""

    def decode(payload: Any) -> ModelT:
        value, location = _unwrap(payload, cls, wrappers)
        return _at(location, lambda: structure(_without_verdict(value, cls), cls))

    return decode


def lookup(cls: type[ModelT], *wrappers: str, missing: str = "") -> Callable[[Any], ModelT]:
    """Return a decoder like :func:`one` that raises NothingFound for an empty answer.

    Args:
        cls: Type of the object.
        wrappers: Names under which it may come, besides ``data``.
        missing: The words of NothingFound.
    """
    read = one(cls, *wrappers)

    def decode(payload: Any) -> ModelT:
        value, _ = _unwrap(payload, cls, wrappers, empty=True)
        if value is None or value in ({}, [], ""):
            raise NothingFound(missing)
        return read(payload)

    return decode


def many(cls: type[ModelT], *wrappers: str) -> Callable[[Any], list[ModelT]]:
    """Return a decoder of a list, bare or under ``data`` or one of ``wrappers``.

    Null and ``{}`` in place of the list are an empty list, an empty body is not; a single object
    in place of the list is a list of one.
    """

    def decode(payload: Any) -> list[ModelT]:
        value, location = _unwrap(payload, cls, ("data", *wrappers), empty=True)
        return _rows(value, location, cls)

    return decode


def one_or_many(cls: type[ModelT]) -> Callable[[Any], ModelT | list[ModelT]]:
    """Return a decoder of an object or of a list, whichever the answer is.

    Raises:
        InvalidRequestError: That is no model.
    """
    if not _is_model(cls):
        raise InvalidRequestError("into must be a class of smartlead_async.models", field="into")

    def decode(payload: Any) -> ModelT | list[ModelT]:
        value, _ = _unwrap(payload, cls, ("data",), empty=True)
        return many(cls)(payload) if is_list(value) else lookup(cls)(payload)

    return decode


def _is_model(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Model)


def page(
    cls: type[ModelT],
    items: Sequence[str] = ("leads",),
    total: Sequence[str] = ("total_leads", "total"),
) -> Callable[[Any], Page[ModelT]]:
    """Return a decoder of a page. The caller knows its offset and limit, and fills them in.

    Args:
        cls: Type of the items.
        items: Names under which the items may come, besides ``data``.
        total: Names under which the number of all items may come, as a number or as text.
    """

    def decode(payload: Any) -> Page[ModelT]:
        value, location = _unwrap(payload, cls, ("data", *items), empty=True)
        rows = _rows(value, location, cls)
        return Page(
            items=rows,
            offset=0,
            limit=len(rows),
            total=_beside(payload, total, int | None),
            scroll_id=_beside(payload, ("scroll_id",), str | None),
            filter_id=_beside(payload, ("filter_id", "filterId"), int | None),
        )

    return decode


def acknowledged(cls: type[AnswerT]) -> Callable[[Any], AnswerT]:
    """Return a decoder of the answer to a write: an object, text, a list, or nothing."""

    def decode(payload: Any) -> AnswerT:
        if payload in (None, "", {}):
            return cls()
        if is_object(payload):
            return structure(payload, cls)
        if is_list(payload):
            return cls(extra={"data": payload})
        if isinstance(payload, str) and _has(_SUCCESS, payload) and not _has(_FAILURE, payload):
            return cls(message=payload.strip())
        raise DecodeProblem("expected an acknowledgement")

    return decode


acknowledgement: Final = acknowledged(Acknowledgement)
"""Reads the answer to a write that has nothing to tell."""


def _has(words: Sequence[str], text: str) -> bool:
    return re.search(rf"\b({'|'.join(words)})\b", text, re.IGNORECASE) is not None


def _unwrap(
    payload: Any, cls: type[Model], wrappers: Sequence[str], *, empty: bool = False
) -> tuple[Any, str]:
    """Return the value inside all envelopes, and its location.

    Args:
        payload: The payload.
        cls: The model to look for; an object that is one itself is no envelope.
        wrappers: Names of envelopes besides ``data``. Around a list, where they are given, other
            keys are of no matter.
        empty: Whether an envelope around nothing is unwrapped; otherwise it is the value itself.
    """
    value, location = payload, "$"
    while is_object(value):
        name = next((name for name in ("data", *wrappers) if name in value), None)
        if name is None or not (value[name] or empty):
            break
        around_list = is_list(value[name]) and name in wrappers
        if not around_list and not _is_envelope(value, name, cls):
            break
        value, location = value[name], f"{location}.{name}"
    return value, location


def _is_envelope(value: dict[str, Any], name: str, cls: type[Model]) -> bool:
    """Return whether an object is only the envelope of its value under a name."""
    beside = {key: item for key, item in value.items() if key != name}
    if all(key in _ENVELOPE or str(key).startswith("total") for key in beside):
        return True
    return not beside.get("error") and not _fits(beside, cls)


def _fits(value: dict[str, Any], cls: type[Model]) -> bool:
    try:
        structure({key: value[key] for key in value if key not in _VERDICT}, cls)
    except DecodeProblem:
        return False
    return True


def _without_verdict(value: Any, cls: type[Model]) -> Any:
    """Drop ``ok``, ``success`` and ``message`` beside the fields of an object that has none."""
    if not is_object(value):
        return value
    dropped = _VERDICT - field_names(cast("Any", cls)).keys()
    return {name: item for name, item in value.items() if name not in dropped}


def _rows(value: Any, location: str, cls: type[ModelT]) -> list[ModelT]:
    rows: Any = [_without_verdict(value, cls)] if is_object(value) and value else value
    if not (rows is None or rows == {} or is_list(rows)):
        raise DecodeProblem("expected a list", location)
    return _at(location, lambda: structure(rows, list[cls]))  # type: ignore[valid-type]


def _beside(payload: Any, names: Sequence[str], kind: Any) -> Any:
    """Return the first value under one of the names, beside a list or in its envelopes."""
    location, level = "$", payload
    while is_object(level):
        paging: Any = level.get("pagination")
        for place, found in ((location, level), (f"{location}.pagination", paging)):
            for name in names if is_object(found) else ():
                if found.get(name) is not None:
                    return _at(f"{place}.{name}", partial(structure, found[name], kind))
        location, level = f"{location}.data", level.get("data")
    return None


def _at(location: str, read: Callable[[], T]) -> T:
    try:
        return read()
    except DecodeProblem as found:
        problem = found
    raise problem.within(location[1:])
