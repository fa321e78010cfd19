"""What a service may make of a documented answer without notice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs

from smartlead_async import Acknowledgement

WRAPPED = re.compile(r"wrapped:(\w+)")
Change = Callable[[Any], Any]


def everywhere(value: Any, change: Change) -> Any:
    """Return a JSON value with every leaf changed."""
    if isinstance(value, dict):
        return {name: everywhere(each, change) for name, each in value.items()}
    if isinstance(value, list):
        return [everywhere(each, change) for each in value]
    return change(value)


def one_by_one(value: Any, change: Change) -> Iterator[Any]:
    """Yield copies of a JSON value, each with one leaf changed."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from ({**value, name: other} for other in one_by_one(each, change))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from (
                [*value[:index], other, *value[index + 1 :]] for other in one_by_one(each, change)
            )
    else:
        yield change(value)


def with_unknown_keys(value: Any) -> Any:
    """Return a JSON value whose objects all hold a key that is documented nowhere."""
    if isinstance(value, dict):
        fields = {name: with_unknown_keys(each) for name, each in value.items()}
        return {**fields, "aNewKey": {"with": ["something"]}}
    return [with_unknown_keys(each) for each in value] if isinstance(value, list) else value


def null(_: Any) -> None:
    return None


def number_as_text(value: Any) -> Any:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def unknown_word(value: Any) -> Any:
    """Return a word of a vocabulary that is not documented, in place of one that is."""
    is_word = isinstance(value, str) and re.fullmatch("[A-Z][A-Z_]+", value)
    return "SOMETHING_NEW" if is_word else value


def ids_in(value: Any, name: str = "") -> Iterator[int]:
    """Yield the numbers in a JSON value that are ids by their name."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from ids_in(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from ids_in(each, name)
    elif type(value) is int and re.search("(^|_)ids?$|Id$", name):
        yield value


def numbers_in(value: Any) -> Iterator[int]:
    """Yield the integers in what a method returned."""
    if type(value) is int:
        yield value
    for each in _children(value):
        yield from numbers_in(each)


def _children(value: Any) -> list[Any]:
    if attrs.has(type(value)):
        return [getattr(value, each.name) for each in attrs.fields(type(value))]
    if isinstance(value, Mapping):
        return list(value.values())
    return list(value) if isinstance(value, list | tuple) else []


def fields_of(value: Any) -> Any:
    """Return a result for comparison, without what is kept as it came: ``extra`` and mappings."""
    if attrs.has(type(value)):
        names = [each.name for each in attrs.fields(type(value)) if each.name != "extra"]
        return {name: fields_of(getattr(value, name)) for name in names}
    if isinstance(value, list | tuple):
        return [fields_of(each) for each in value]
    return None if isinstance(value, Mapping) else value


def unknown_in(value: Any) -> dict[str, Any]:
    """Return what a result keeps although no attribute is named like it."""
    if isinstance(value, Acknowledgement):
        return {}
    if extra := getattr(value, "extra", {}):
        return dict(extra)
    return {name: each for child in _children(value) for name, each in unknown_in(child).items()}


def unwrapped(value: Any, forms: Iterable[str]) -> Any:
    """Return what is inside the envelopes of an answer."""
    names = {"data"} | {found[1] for form in forms if (found := WRAPPED.match(form))}
    while isinstance(value, dict) and (name := next(iter(names & value.keys()), None)):
        value = value[name]
    return value


def wrapped(value: Any, form: str) -> Any:
    """Return a value in an envelope; text stands for all that a write may answer."""
    if form == "text":
        return "success"
    return {found[1]: value} if (found := WRAPPED.match(form)) else value
