"""The base of all models."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Self

import attrs
from attrs import field, frozen

from .._codec import NAMES, DecodeProblem, is_object, structure, unstructure
from .._errors import ResponseDecodeError
from .._public import public

__all__ = ["Model", "OpenEnum", "empty_object", "names"]


def names(*spellings: str) -> dict[str, tuple[str, ...]]:
    """Return the metadata of a field with several API spellings; the first is dumped."""
    return {NAMES: spellings}


def empty_object() -> dict[str, Any]:
    """Return the default of a field that holds an object."""
    return {}


class OpenEnum(StrEnum):
    """Text from a set that may grow: a value that is not listed becomes a member of its own.

    Members compare equal to their text, so ``campaign.status == "ACTIVE"`` works for every value.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = value
        return member

    def __hash__(self) -> int:
        return str.__hash__(self)

    def __reduce_ex__(self, _: object) -> tuple[type[Self], tuple[str]]:
        return (type(self), (self._value_,))


def _flat(data: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in data.items():
        inner = _flat(value, f"{prefix}{name}.") if is_object(value) else {f"{prefix}{name}": value}
        flat.update(inner)
    return flat


@frozen(kw_only=True, repr=False, eq=False)
class Model:
    """Base of all objects that the API sends: immutable, comparable, picklable.

    Attributes:
        extra: Fields of the answer that are not documented, under the API's names.
    """

    extra: dict[str, Any] = field(factory=empty_object, hash=False)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return the object that the API would send as ``data``.

        Args:
            data: Decoded JSON under the API's names, such as :meth:`to_dict` returns.

        Raises:
            ResponseDecodeError: If the data cannot be understood; ``location`` says where.
        """
        try:
            return structure(data, cls)
        except DecodeProblem as found:
            problem = found
        raise ResponseDecodeError(problem.problem, location=problem.location)

    def to_dict(self, *, reveal_secrets: bool = False) -> dict[str, Any]:
        """Return the object as JSON-ready data under the API's names.

        Args:
            reveal_secrets: Write secrets in clear, so that :meth:`from_dict` restores an equal
                object; otherwise they are written as ``***``.
        """
        return unstructure(self, reveal_secrets=reveal_secrets)

    def to_flat_dict(self) -> dict[str, Any]:
        """Return the object as a row of a table: :meth:`to_dict` with the names of objects dotted.

        The column of a custom field is ``custom_fields.NAME``, of a lead in a campaign
        ``lead.custom_fields.NAME``, as ``pandas.json_normalize`` names them. Lists stay lists.
        Secrets are written as ``***``.
        """
        return _flat(self.to_dict())

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from ._pydantic import core_schema_of  # noqa: PLC0415 - optional

        return core_schema_of(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        from ._pydantic import json_schema_of  # noqa: PLC0415 - optional

        return json_schema_of(cls)

    # One method for all models: those that attrs writes for each take long to import.

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        names = [item.name for item in attrs.fields(type(self))]
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def __hash__(self) -> int:
        names = [item.name for item in attrs.fields(type(self)) if item.hash is not False]
        return hash((type(self), *(getattr(self, name) for name in names)))

    def __repr__(self) -> str:
        values = ((item.name, getattr(self, item.name)) for item in attrs.fields(type(self)))
        given = (f"{name}={value!r}" for name, value in values if value not in (None, (), {}))
        return f"{type(self).__name__}({', '.join(given)})"


public("smartlead_async.models", Model, OpenEnum)
