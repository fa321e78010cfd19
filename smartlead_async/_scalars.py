"""How the service spells values: one reader a type, which understands all spellings.

The service writes one value in many ways (``42``, ``"42"``, ``"95%"``, ``"true"``, ``""``). A
value that no reader understands becomes a :class:`DecodeProblem`, never another exception. The text
of a problem names types only, so it can never repeat a credential or a prospect's data.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from types import NoneType
from typing import Any, Final, NamedTuple, SupportsIndex, TypeGuard, TypeVar, cast

from ._secret import Secret

__all__ = [
    "MISSING",
    "SCALARS",
    "DecodeProblem",
    "Scalar",
    "as_text",
    "enum_scalar",
    "integer",
    "is_list",
    "is_number",
    "is_object",
    "is_tuple",
    "mismatch",
    "plain",
]

T = TypeVar("T")

MISSING: Final = ("", "--")
"""How the service writes that there is no value; "--" in old accounts."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECONDS_FROM: Final = 1e11  # as seconds, a date after the year 5000
_COMPACT_DATE_DIGITS: Final = 8  # "20250131" is a date, longer runs of digits are epoch times


class DecodeProblem(Exception):
    """A value that cannot be understood.

    Args:
        problem: The problem, in words that contain no value.
        location: JSON path of the value, such as ``$.data[0].id``.
    """

    def __init__(self, problem: str, location: str = "$") -> None:
        super().__init__(problem, location)
        self.problem = problem
        self.location = location

    def within(self, step: str) -> DecodeProblem:
        """Return the same problem seen from one level up: ``step`` is ``.name`` or ``[0]``."""
        return DecodeProblem(self.problem, f"${step}{self.location[1:]}")


def as_text(value: object) -> str:
    """Return the text of any value, and its type in place of one that has none."""
    try:
        return str(value)
    except Exception:  # noqa: BLE001 - a number may be too long, and the type may be anybody's
        return f"<{type(value).__name__}>"


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Return whether a JSON value is an object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Return whether a JSON value is a list; a tuple is taken for one."""
    return isinstance(value, list | tuple)


def is_tuple(value: object) -> TypeGuard[tuple[Any, ...]]:
    """Return whether a value is the list of a model's field."""
    return isinstance(value, tuple)


def mismatch(expected: str, value: object) -> DecodeProblem:
    """Return the problem of a value of another type than expected, without the value."""
    kinds: dict[type, str] = {str: "text", bool: "a boolean", dict: "an object", list: "a list"}
    kinds |= {int: "a number", float: "a number", NoneType: "null"}
    return DecodeProblem(f"expected {expected}, got {kinds.get(type(value), type(value).__name__)}")


def integer(value: object) -> int | None:
    """Return any integer, such as NumPy's, as a plain one; booleans are none."""
    if isinstance(value, bool) or type(value).__name__ in {"bool", "bool_"}:
        return None
    try:
        return int(operator.index(cast("SupportsIndex", value)))
    except TypeError:
        return None


def plain(value: T) -> T:
    """Return any integer as a plain one, and any other value as it is."""
    whole = integer(value)
    return value if whole is None else cast("T", whole)


def is_number(value: object) -> bool:
    """Return whether a value is a number; booleans are not."""
    return isinstance(value, float) or integer(value) is not None


def _read_text(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    if not is_number(value):
        raise mismatch("text", value)
    try:
        return str(plain(value))
    except ValueError:  # more digits than sys.get_int_max_str_digits() allows
        raise mismatch("text", value) from None


def _read_secret(value: Any) -> Secret | None:
    text = _read_text(value)
    return None if text is None else Secret(text)


def _read_bool(value: Any) -> bool | None:
    text = value.strip().lower() if isinstance(value, str) else value
    match text:
        case True | 1 | "true" | "1":
            return True
        case False | 0 | "false" | "0":
            return False
        case "" | "--":
            return None
        case _:
            raise mismatch("true or false", value)


def _read_float(value: Any) -> float | None:
    text = value.strip().removesuffix("%") if isinstance(value, str) else value
    if text in MISSING:
        return None
    try:
        number = float(text) if isinstance(text, str) or is_number(text) else math.inf
    except (ValueError, OverflowError):
        number = math.inf
    if math.isinf(number):
        raise mismatch("a number", value)
    return None if math.isnan(number) else number


def _read_int(value: Any) -> int | None:
    text = value.strip() if isinstance(value, str) else value
    if isinstance(text, str) and text.removeprefix("-").isdecimal():
        try:
            return int(text)
        except ValueError:  # more digits than sys.get_int_max_str_digits() allows
            raise mismatch("a whole number", value) from None
    whole = integer(text)
    if whole is not None:
        return whole
    number = _read_float(text)
    if number is None:
        return None
    if not number.is_integer():
        raise mismatch("a whole number", value)
    return int(number)


def _read_number_or_text(value: Any) -> float | str | None:
    try:
        return _read_float(value)
    except DecodeProblem:
        return _read_text(value)


def _read_id_or_text(value: Any) -> int | str | None:
    try:
        return _read_int(value)
    except DecodeProblem:
        return _read_text(value)


def _from_epoch(value: float) -> datetime:
    seconds = value / 1000 if abs(value) >= _MILLISECONDS_FROM else value
    return _EPOCH + timedelta(seconds=seconds)


def _parse_datetime(value: Any) -> datetime | None:
    if isinstance(value, str):
        text = value.strip()
        if text.isdecimal() and len(text) > _COMPACT_DATE_DIGITS:
            return _from_epoch(float(text))
        return None if text in MISSING else datetime.fromisoformat(text)
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    if is_number(value):
        return _from_epoch(float(value))
    raise mismatch("a time", value)


def _read_datetime(value: Any) -> datetime | None:
    try:  # almost all times begin with a year and a dash, and there is nothing else to look out for
        usual = value.__class__ is str and value[4:5] == "-"
        moment = datetime.fromisoformat(value) if usual else _parse_datetime(value)
    except (ValueError, OverflowError):
        raise mismatch("a time", value) from None
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


def _read_date(value: Any) -> date | None:
    moment = _read_datetime(value)
    return None if moment is None else moment.date()


class Scalar(NamedTuple):
    """How to read a scalar type.

    Attributes:
        read: Returns the value, or None for null; raises DecodeProblem.
        exact: The type whose values need no reading, if there is one.
    """

    read: Callable[[Any], Any]
    exact: type | None = None


SCALARS: Final[Mapping[Any, Scalar]] = {
    str: Scalar(_read_text, str),
    bool: Scalar(_read_bool, bool),
    int: Scalar(_read_int, int),
    float: Scalar(_read_float),
    datetime: Scalar(_read_datetime),
    date: Scalar(_read_date),
    Secret: Scalar(_read_secret, Secret),
    float | str: Scalar(_read_number_or_text),
    int | str: Scalar(_read_id_or_text),
}


def enum_scalar(cls: type[Enum]) -> Scalar:
    """Return how to read an enum of text."""
    members = cls._value2member_map_

    def read(value: Any) -> Enum | None:
        try:
            return members[value]
        except (KeyError, TypeError):
            text = _read_text(value)
        return None if text in MISSING else cls(text)

    return Scalar(read, cls)
