"""JSON to objects and back: the only module that knows cattrs and orjson.

Reading JSON gives an object or a :class:`DecodeProblem` with the JSON path of the offending value,
and never any other exception.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin

import attrs
import orjson

from ._errors import InvalidRequestError
from ._scalars import (
    MISSING,
    SCALARS,
    DecodeProblem,
    enum_scalar,
    integer,
    is_list,
    is_object,
    is_tuple,
    mismatch,
)
from ._secret import Secret

__all__ = [
    "NAMES",
    "DecodeProblem",
    "dumps",
    "field_names",
    "is_list",
    "is_object",
    "json_object",
    "loads",
    "structure",
    "unstructure",
    "wire_names",
]

T = TypeVar("T")

NAMES: Final = "names"
"""Metadata key of a field's API spellings: all are read, the first is dumped."""

_JSON: Final = (str, int, float, dict, list, type(None))
_DEEPEST: Final = 20
_CREDENTIAL: Final = re.compile("passw|secret|api_?key", re.IGNORECASE)


# ── bytes ────────────────────────────────────────────────────────────────────────────────────


def loads(body: bytes | str) -> Any:
    """Return the JSON value of a body. Raises DecodeProblem if it is not JSON."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        problem = f"not JSON: {error.msg} at character {error.pos}"
    raise DecodeProblem(problem)


def dumps(value: Any) -> bytes:
    """Return a value as the JSON of a request body: secrets in clear, times in UTC with Z."""
    try:
        return orjson.dumps(value, default=_json_value, option=orjson.OPT_UTC_Z)
    except orjson.JSONEncodeError as error:
        problem = f"the body cannot be written as JSON: {error}"
    raise InvalidRequestError(problem)


def json_object(value: Any) -> dict[str, Any]:
    """Return a JSON value that is an object, and an empty object in place of any other."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _json_value(value: object) -> str | int:
    if isinstance(value, Secret):
        return value.reveal()
    whole = integer(value)
    if whole is not None:
        return whole
    raise TypeError(f"{type(value).__name__} is not a JSON value")


def _plain(value: Any) -> Any:
    """Return a container that came as JSON text as the container; empty text is null."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if text in MISSING:
        return None
    return loads(text) if text[0] in "{[" else value


def _read_object(value: Any) -> dict[str, Any] | None:
    value = _plain(value)
    if is_object(value):
        return value
    if value is None or value == []:
        return None
    raise mismatch("an object", value)


def _read_list(value: Any, *, of_text: bool) -> list[Any]:
    value = _plain(value)
    if is_list(value):
        return value
    if value is None or value == {}:
        return []
    if of_text and isinstance(value, str):
        return [value]
    raise mismatch("a list", value)


# ── hooks ────────────────────────────────────────────────────────────────────────────────────

_Hook = Callable[[Any, Any], Any]


def _without_none(tp: Any) -> Any:
    """Return ``X`` of ``X | None``, and any other type as it is."""
    if get_origin(tp) not in (UnionType, Union) or NoneType not in get_args(tp):
        return tp
    return Union[tuple(arg for arg in get_args(tp) if arg is not NoneType)]  # noqa: UP007 - of a tuple


def _is_text_enum(tp: Any) -> bool:
    return isinstance(tp, type) and issubclass(tp, Enum) and issubclass(tp, str)


def _exact(tp: Any) -> type | None:
    """Return the type whose values are values of ``tp`` as they are, if there is one."""
    base = _without_none(tp)
    if _is_text_enum(base):
        return cast("type", base)
    return SCALARS[base].exact if base in SCALARS else None


def _scalar_hook(tp: Any) -> _Hook:
    base = _without_none(tp)
    read, exact = enum_scalar(base) if _is_text_enum(base) else SCALARS[base]
    nullable = base is not tp

    def hook(value: Any, _: Any) -> Any:
        if value.__class__ is exact or (value is None and nullable):
            return value
        result = None if value is None else read(value)
        if result is None and not nullable:
            raise DecodeProblem("null where a value is required")
        return result

    return hook


def _nullable_model_hook(tp: Any) -> _Hook:
    read = _hook(_without_none(tp))

    def hook(value: Any, _: Any) -> Any:
        data = None if value is None else _read_object(value)
        return read(data, None) if data else None

    return hook


def _list_hook(tp: Any) -> _Hook:
    make, of = get_origin(tp), get_args(tp)[0]
    read = _hook(of)
    of_text = of is str or _is_text_enum(of)

    def hook(value: Any, _: Any) -> Any:
        found = _read_list(value, of_text=of_text)
        items: list[Any] = []
        try:
            for item in found:
                items.append(read(item, of))  # noqa: PERF401 - its length is the failing index
        except DecodeProblem as error:
            problem = error
        else:
            return items if make is list else tuple(items)
        raise problem.within(f"[{len(items)}]")

    return hook


def _object_hook(tp: Any) -> _Hook:
    nullable = _without_none(tp) is not tp

    def hook(value: Any, _: Any) -> Any:
        data: Any = value
        if value is not None and type(value) is not dict:
            data = _read_object(value)
        return {} if data is None and not nullable else data

    return hook


@cache
def field_names(cls: Any) -> dict[str, str]:
    """Return every name under which the API sends a field of the model ``cls``, with its own."""
    return {name: field.name for field in _fields(cls) for name in _names(field)}


def wire_names(cls: Any) -> dict[str, str]:
    """Return the name under which each field of the model ``cls`` is dumped."""
    return {field.name: _names(field)[0] for field in _fields(cls)}


def _fields(cls: Any) -> list[attrs.Attribute[Any]]:
    return [field for field in attrs.fields(cls) if field.name != "extra"]


def _names(field: attrs.Attribute[Any]) -> tuple[str, ...]:
    names: tuple[str, ...] = field.metadata.get(NAMES, (field.name,))
    return names


def _respell(data: dict[str, Any], aliases: Mapping[str, str]) -> dict[str, Any]:
    """Move values to the first spelling of their field, unless that one has a value itself."""
    data = dict(data)
    for alias, name in aliases.items():
        if alias in data and data.get(name) is None:
            data[name] = data.pop(alias)
    return data


def _unknown(data: dict[str, Any], known: frozenset[str]) -> dict[str, Any]:
    """Return the fields that are not documented, credentials in them wrapped."""
    return {name: _wrapped(name, data[name]) for name in data if name not in known}


def _wrapped(name: Any, value: Any, depth: int = 0) -> Any:
    """Return a field with the credentials in it wrapped, at a depth that real answers have."""
    if isinstance(value, str):
        return Secret(value) if _CREDENTIAL.search(str(name)) else value
    if depth < _DEEPEST and is_object(value):
        return {inner: _wrapped(inner, value[inner], depth + 1) for inner in value}
    if depth < _DEEPEST and is_list(value):
        return [_wrapped(name, item, depth + 1) for item in value]
    return value


def _each_secret(value: Any, dump: Callable[[Any], Any], depth: int = 0) -> Any:
    """Return JSON in which credentials were wrapped with each of them dumped."""
    if depth <= _DEEPEST and is_object(value):
        return {name: _each_secret(item, dump, depth + 1) for name, item in value.items()}
    if depth <= _DEEPEST and is_list(value):
        return [_each_secret(item, dump, depth + 1) for item in value]
    return dump(value)


def _hook_of(field: attrs.Attribute[Any]) -> _Hook | None:
    return None if field.type is Any else _hook(cast("Any", field.type))


def _builder(cls: Any) -> Callable[[dict[str, Any]], Any]:
    """Return a function that makes a ``cls`` of an object in which all is as it should be.

    It is a third of the time of going through ``attrs`` and cattrs, and what a page of leads
    costs: each field is read at most by one call, and set by plain assignment (a frozen object
    sets its fields by a call that gets around its own ban) before the object becomes frozen.
    """
    body = ["def build(data):", " get = data.get", " self = new(thawed)", " self.extra = {}"]
    scope: dict[str, Any] = {"frozen": cls, "new": object.__new__}
    plain = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    scope["thawed"] = type(cls.__name__, (cls,), {"__slots__": (), **plain})
    for field in _fields(cls):
        body += _field_source(field, scope)
    exec("\n".join([*body, " self.__class__ = frozen", " return self"]), scope)  # noqa: S102 - as attrs and cattrs do, from the names of fields alone
    build: Callable[[dict[str, Any]], Any] = scope["build"]
    return build


def _field_source(field: attrs.Attribute[Any], scope: dict[str, Any]) -> list[str]:
    name, spelled = field.name, repr(_names(field)[0])
    scope[f"read_{name}"] = _hook_of(field) or _as_is
    scope[f"default_{name}"] = field.default
    scope[f"exact_{name}"] = _exact(field.type)
    if field.default is attrs.NOTHING:
        return [f" self.{name} = read_{name}(data[{spelled}], None)"]
    if field.default is None:
        usual = f"value is None or value.__class__ is exact_{name}"
        read = f"value if {usual} else read_{name}(value, None)"
        return [f" value = get({spelled})", f" self.{name} = {read}"]
    if isinstance(field.default, attrs.Factory):  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        return [f" self.{name} = read_{name}(get({spelled}), None)"]
    read = f"read_{name}(data[{spelled}], None) if {spelled} in data else default_{name}"
    return [f" self.{name} = {read}"]


def _as_is(value: Any, _: Any) -> Any:
    return value


def _reads(read: _Hook, value: Any) -> bool:
    try:
        read(value, None)
    except DecodeProblem:
        return False
    return True


class _Fields:
    """How a model is read from a JSON object, by its fields."""

    def __init__(self, cls: Any) -> None:
        attrs.resolve_types(cls)
        fields = _fields(cls)
        self.cls = cls
        self.reshape: Callable[[dict[str, Any]], dict[str, Any]] | None
        self.reshape = getattr(cls, "_reshape", None)
        self.known = frozenset(_names(field)[0] for field in fields)
        self.aliases = {alias: _names(field)[0] for field in fields for alias in _names(field)[1:]}
        # A plain Model, of which nothing is documented, is made of any object.
        self.needs_any = fields != [] and all(
            field.default is not attrs.NOTHING for field in fields
        )
        self.build = _builder(cls)

    def read_foreign(self, data: dict[str, Any]) -> Any:
        """Read an object with other spellings or with unknown fields."""
        if not self.aliases.keys().isdisjoint(data):
            data = _respell(data, self.aliases)
        if self.needs_any and self.known.isdisjoint(data):
            raise DecodeProblem("none of the expected fields is present")
        try:
            model = self.build(data)
        except (DecodeProblem, KeyError):
            model = _detailed(self.cls)(data, None)
        object.__setattr__(model, "extra", _unknown(data, self.known))
        return model

    def spelled(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return an object with the current shape and spellings."""
        return _respell(self.reshape(data) if self.reshape else data, self.aliases)

    def unreadable(self, data: dict[str, Any]) -> set[str]:
        """Return the names of the optional fields that cannot be read."""
        optional = (each for each in _fields(self.cls) if each.default is not attrs.NOTHING)
        present = {_names(each)[0]: _hook_of(each) or _as_is for each in optional}
        return {name for name in data if name in present and not _reads(present[name], data[name])}


@cache
def _detailed(cls: Any) -> _Hook:
    """Return a reader of objects in which something is wrong, to find out what and where."""
    # only an answer that cannot be understood needs cattrs, which is slow to import
    from cattrs import ClassValidationError, Converter  # noqa: PLC0415
    from cattrs.gen import make_dict_structure_fn, override  # noqa: PLC0415

    names = wire_names(cls)
    overrides: dict[str, Any] = {
        field.name: override(rename=names[field.name], struct_hook=_hook_of(field))
        for field in _fields(cls)
    }
    converter = Converter(detailed_validation=True)
    read = make_dict_structure_fn(cls, converter, extra=override(omit=True), **overrides)

    def hook(value: Any, _: Any) -> Any:
        try:
            return read(value, cls)
        except ClassValidationError as error:
            cause, note = error.group_exceptions()[0][0]
        if not isinstance(cause, DecodeProblem):
            cause = DecodeProblem("required but missing")
        raise cause.within(f".{names[note.name]}")

    return hook


def _model_hook(cls: Any) -> _Hook:
    fields = _Fields(cls)
    build, known = fields.build, fields.known
    reshape = fields.reshape

    def hook(value: Any, _: Any) -> Any:
        data: Any = value
        if type(value) is not dict:
            data = _read_object(value)
        if not data:
            raise DecodeProblem("expected an object, got nothing")
        if reshape is not None:
            data = reshape(data)
        if not known.issuperset(data):
            return fields.read_foreign(data)
        try:
            return build(data)
        except (DecodeProblem, KeyError):
            return _detailed(cls)(data, None)

    return _tolerant(fields, hook) if getattr(cls, "_tolerant", False) else hook


def _tolerant(fields: _Fields, read: _Hook) -> _Hook:
    """Return a reader that leaves optional fields in ``extra`` if they cannot be read."""

    def hook(value: Any, _: Any) -> Any:
        try:
            return read(value, None)
        except DecodeProblem as found:
            problem = found
        if not is_object(value):
            raise problem
        data = fields.spelled(value)
        unreadable = fields.unreadable(data)
        if not unreadable:
            raise problem
        model = read({name: data[name] for name in data if name not in unreadable}, None)
        aside = {name: data[name] for name in unreadable}
        object.__setattr__(model, "extra", model.extra | _unknown(aside, frozenset()))
        return model

    return hook


@cache
def _hook(tp: Any) -> _Hook:
    """Return the reader of a type; cattrs' own dispatch would take a text enum for plain text."""
    base = _without_none(tp)
    if attrs.has(base):
        return _model_hook(tp) if base is tp else _nullable_model_hook(tp)
    if get_origin(base) is dict:
        return _object_hook(tp)
    return _list_hook(tp) if get_origin(tp) in (list, tuple) else _scalar_hook(tp)


# ── public ───────────────────────────────────────────────────────────────────────────────────


def structure(data: Any, cls: type[T]) -> T:
    """Return JSON data as an instance of ``cls``: a model, or ``list[Model]``.

    Raises:
        DecodeProblem: For anything that cannot be understood, with its location.
    """
    result: T = _hook(cast("Any", cls))(data, cls)
    return result


def unstructure(model: Any, *, reveal_secrets: bool) -> dict[str, Any]:
    """Return a model as JSON-ready data under the API's names, unknown fields included.

    Args:
        model: The model.
        reveal_secrets: Whether secrets are written in clear; otherwise as ``***``.
    """

    def dump(value: Any) -> Any:
        if isinstance(value, Secret):
            return value.reveal() if reveal_secrets else str(value)
        if isinstance(value, Enum):
            return value.value
        if isinstance(value, date):
            text = value.isoformat()
            return f"{text.removesuffix('+00:00')}Z" if text.endswith("+00:00") else text
        if is_tuple(value):  # of a field; what came as JSON is lists and objects
            return [dump(item) for item in value]
        if hasattr(value, "__attrs_attrs__"):
            return unstructure(value, reveal_secrets=reveal_secrets)
        return cast("Any", value) if isinstance(value, _JSON) else str(value)

    names = wire_names(type(model))
    dumped = {name: _each_secret(getattr(model, field), dump) for field, name in names.items()}
    extra = {name: _each_secret(value, dump) for name, value in model.extra.items()}
    return dumped | extra
