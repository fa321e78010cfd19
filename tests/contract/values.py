"""Values for documented parameters: as a caller gives them, as they are sent, and too large ones.

Values differ by name, so that two parameters which are mixed up do not go unnoticed.
"""

from __future__ import annotations

import datetime as dt
import re
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from attrs import evolve

from tests.contract.catalogue import Parameter, snake_case

NOON = dt.datetime(2024, 1, 20, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=2)))
NOON_TEXT = "2024-01-20T10:00:00.000Z"
DAY_TEXT = "2024-01-20"
OF_FORMAT = {
    "HH:MM": "09:00",
    "base64": "aGk=",
    "YYYY-MM-DD": DAY_TEXT,
    "comma-separated": "x,y",
    "^#[0-9A-Fa-f]{6}$": "#1a2b3c",
    "^[0-9]+$": "17",
    "^[1-9][0-9]*$": "17",
    "letters, digits, space, hyphen, underscore": "Q1 key",
}
OF_NAME = (
    ("^(time_?zone|tz)$", "Europe/Berlin"),
    ("(^|_)email(s|_address)?[0-9]*$", "ada@example.com"),
    ("(^|_)domains?[0-9]*$", "bücher.example"),
    ("url[0-9]*$", "https://example.com/é"),
)
KINDS = (
    (bool, "flag"),
    (str, "text"),
    ((int, float), "number"),
    (dt.datetime, "time"),
    (dt.date, "day"),
    (Mapping, "object"),
    (Sequence, "list"),
)
UNKNOWN = "NOT DOCUMENTED"


class Value(NamedTuple):
    given: Any
    sent: Any


def value_of(parameter: Parameter, hint: Any = Any) -> Value:
    """Return a value within the documented limits, of a type that the annotation takes."""
    kinds = kinds_of(hint)
    if is_list(parameter, kinds):
        return _list(parameter, hint)
    if parameter.type == "object":
        return _object(parameter, hint)
    if kinds & {"time", "day"}:
        return _time(parameter, kinds)
    if parameter.type == "boolean" or ("flag" in kinds and "text" not in kinds):
        return Value(True, True if parameter.type == "boolean" else "true")
    if parameter.type.startswith(("number", "integer")):
        return Value(*2 * (_number(parameter),))
    return _text(parameter, kinds)


def kinds_of(hint: Any) -> set[str]:
    """Return what an annotation takes; one that says nothing takes "anything"."""
    return {_kind(each) for each in _members(hint)}


def _members(hint: Any) -> Iterator[Any]:
    if get_origin(hint) in (Union, types.UnionType):
        for each in get_args(hint):
            yield from _members(each)
    else:
        yield hint


def _kind(hint: Any) -> str:
    kind = get_origin(hint) or hint
    if kind is Literal:
        return "text"
    if not isinstance(kind, type) or kind is object:
        return "anything"
    return next((name for base, name in KINDS if issubclass(kind, base)), "other")


def _inner(hint: Any, wanted: str) -> Any:
    """Return what may be inside the list or the mapping of an annotation."""
    found = (get_args(each) for each in _members(hint) if _kind(each) == wanted)
    return next((arguments[-1] for arguments in found if arguments), Any)


def is_list(parameter: Parameter, kinds: set[str]) -> bool:
    if parameter.name == "[]" or parameter.type.startswith("array"):
        return True
    if parameter.type.endswith(("[]", "or array")):
        return bool(kinds & {"list", "anything"})
    return "list" in kinds and "text" not in kinds


def item_of(parameter: Parameter, hint: Any, index: int = 0) -> Parameter:
    """Return the parameter that an item of a list is."""
    kind = _item_kind(parameter, kinds_of(hint))
    span = re.search(r"(\d+)-(\d+)", kind)
    limits: dict[str, Any] = {"min": int(span[1]), "max": int(span[2])} if span else {}
    if enum := parameter.limits.get("enum"):
        limits["enum"] = [*enum[index % len(enum) :], *enum[: index % len(enum)]]
    if "ISO" in kind:
        limits["format"] = kind
    fields = tuple(_numbered(each, index) for each in parameter.fields)
    name = f"{parameter.name.strip('[]')}{index}"
    return evolve(parameter, name=name, type=kind, limits=limits, fields=fields)


def _numbered(parameter: Parameter, index: int) -> Parameter:
    """Return a field of an item such that its numbers differ from those of other items."""
    limits = parameter.limits
    return evolve(
        parameter, limits={**limits, "min": limits.get("min", 1) + index} if index else limits
    )


def _item_kind(parameter: Parameter, kinds: set[str]) -> str:
    """Return the type of an item: as documented, or else as the annotation says."""
    if parameter.fields:
        return "object"
    if "items" in parameter.limits:
        return parameter.limits["items"]
    if parameter.type == "string[]" or "enum" in parameter.limits:
        return "string"
    return "string" if "text" in kinds else "number"


def _list(parameter: Parameter, hint: Any) -> Value:
    inner = _inner(hint, "list")
    count = max(2, parameter.limits.get("minItems", 2))
    items = [value_of(item_of(parameter, inner, index), inner) for index in range(count)]
    sent: Any = [each.sent for each in items]
    if parameter.type == "string":  # documented as text with commas
        sent = ",".join(map(str, sent))
    return Value([each.given for each in items], sent)


def _object(parameter: Parameter, hint: Any) -> Value:
    if not parameter.fields:
        kinds = kinds_of(_inner(hint, "object"))
        only_flags = "flag" in kinds and "text" not in kinds
        return Value(*2 * ({_key(hint): True if only_flags else "b"},))
    values = {each.name: value_of(each) for each in parameter.fields}
    return Value(
        {name: value.given for name, value in values.items()},
        {name: value.sent for name, value in values.items()},
    )


def _key(hint: Any) -> str:
    """Return a key of the mapping that an annotation takes: a documented one, if some are."""
    keys = [get_args(each)[0] for each in _members(hint) if len(get_args(each)) == 2]
    return next((get_args(each)[0] for each in keys if get_origin(each) is Literal), "a")


def _time(parameter: Parameter, kinds: set[str]) -> Value:
    given = NOON if "time" in kinds else NOON.date()
    is_day = "time" not in kinds or parameter.limits.get("format") == "YYYY-MM-DD"
    return Value(given, DAY_TEXT if is_day else NOON_TEXT)


def _number(parameter: Parameter) -> int:
    low, high = parameter.limits.get("min", 1), parameter.limits.get("max", 90)
    return low + sum(map(ord, parameter.name)) % (high - low + 1)


def _text(parameter: Parameter, kinds: set[str]) -> Value:
    if "number" in kinds and "text" not in kinds:
        number = _number(parameter)
        return Value(number, str(number))
    return Value(*2 * (_plain_text(parameter),))


def _plain_text(parameter: Parameter) -> str:
    limits, name = parameter.limits, snake_case(parameter.name)
    if "enum" in limits:
        return limits["enum"][0]
    rules = (limits.get("pattern"), limits.get("format"))
    if found := next((OF_FORMAT[rule] for rule in rules if rule in OF_FORMAT), None):
        return found
    if "ISO" in limits.get("format", ""):
        return NOON_TEXT
    if found := next((text for ending, text in OF_NAME if re.search(ending, name)), None):
        return found
    return f"{name} é"[-limits.get("maxLength", 99) :]


def violations(parameter: Parameter, hint: Any) -> Iterator[tuple[str, Any]]:
    """Yield where a documented limit is broken, and a value that breaks it."""
    yield from _violations(parameter.name, parameter, hint)


def _violations(path: str, parameter: Parameter, hint: Any) -> Iterator[tuple[str, Any]]:
    good = value_of(parameter, hint).given
    for limit, beyond in _BEYOND.get(type(good), {}).items():
        if limit in parameter.limits:
            yield path, beyond(good, parameter.limits[limit])
    if isinstance(good, list):
        inside = path if path == "[]" else f"{path}[]"
        inner = _inner(hint, "list")
        for where, bad in _violations(inside, item_of(parameter, inner), inner):
            yield where, [bad, *good[1:]]
    elif isinstance(good, dict):
        for each in parameter.fields:
            for where, bad in _violations(f"{path}.{each.name}", each, Any):
                yield where, {**good, each.name: bad}


_BEYOND: dict[type, dict[str, Callable[[Any, Any], Any]]] = {
    int: {"min": lambda _, least: least - 1, "max": lambda _, most: most + 1},
    str: {
        "enum": lambda *_: UNKNOWN,
        "minLength": lambda _, least: "é" * (least - 1),
        "maxLength": lambda _, most: "é" * (most + 1),
    },
    list: {
        "minItems": lambda good, least: good[: least - 1],
        "maxItems": lambda good, most: (good * (most + 1))[: most + 1],
    },
    dict: {"maxProperties": lambda _, most: dict.fromkeys(map(str, range(most + 1)), "b")},
}
