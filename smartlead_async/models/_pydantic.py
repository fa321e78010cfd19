"""How pydantic, and FastAPI with it, read, write and document models. Both are optional."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from types import NoneType
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin

import attrs

from .._codec import wire_names
from .._errors import ResponseDecodeError
from .._secret import Secret
from ._base import Model

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

__all__ = ["core_schema_of", "json_schema_of"]

_TYPES: Final[Mapping[Any, dict[str, Any]]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    Secret: {"type": "string", "format": "password"},
    NoneType: {"type": "null"},
    dict: {"type": "object"},
}


def core_schema_of(cls: type[Model]) -> CoreSchema:
    """Return the schema by which pydantic takes and writes a model, secrets masked."""
    from pydantic_core import core_schema  # noqa: PLC0415 - optional

    def read(value: object) -> Model:
        if isinstance(value, cls):
            return value
        if not isinstance(value, Mapping):
            raise ValueError(f"not a {cls.__name__}")  # noqa: TRY004 - what pydantic asks for
        try:
            return cls.from_dict(value)  # pyright: ignore[reportUnknownArgumentType]
        except ResponseDecodeError as error:
            problem = f"{error.location}: {error.problem}"
        raise ValueError(problem)

    return core_schema.no_info_plain_validator_function(
        read,
        serialization=core_schema.plain_serializer_function_ser_schema(
            Model.to_dict, return_schema=core_schema.dict_schema()
        ),
    )


def json_schema_of(cls: type[Model]) -> dict[str, Any]:
    """Return the JSON Schema of what a model is written as."""
    attrs.resolve_types(cls)
    names = wire_names(cls)
    fields = {field.name: field for field in attrs.fields(cls) if field.name in names}
    return {
        "title": cls.__name__,
        "description": (cls.__doc__ or "").partition("\n")[0],
        "type": "object",
        "properties": {names[name]: _schema(field.type) for name, field in fields.items()},
        "required": [names[n] for n, field in fields.items() if field.default is attrs.NOTHING],
    }


def _schema(kind: Any) -> dict[str, Any]:
    origin, inner = get_origin(kind) or kind, get_args(kind)
    if origin in _TYPES:
        return _TYPES[origin]
    if origin in (tuple, list):
        return {"type": "array", "items": _schema(inner[0])}
    if isinstance(origin, type) and issubclass(origin, Model):
        return json_schema_of(origin)
    if isinstance(origin, type) and issubclass(origin, Enum):  # open: other words may come
        return {"type": "string", "examples": [each.value for each in origin]}
    return {"anyOf": [_schema(each) for each in inner]} if inner else {}
