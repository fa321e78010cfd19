"""Checks of arguments that the API is known to refuse, made before anything is sent (pure).

Each returns the argument as it is sent, or raises an
:class:`~smartlead_async._errors.InvalidRequestError` that names the argument and the rule.
"""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

from ._errors import InvalidRequestError

__all__ = [
    "date_span",
    "email_address",
    "exactly_one",
    "hour",
    "in_range",
    "is_number",
    "is_whole",
    "non_empty_text",
    "one_of",
    "percentage",
    "positive_id",
    "positive_ids",
    "timezone_name",
    "weekdays",
]

T = TypeVar("T")
TextT = TypeVar("TextT", bound=str)
NumberT = TypeVar("NumberT", int, float)

_LONGEST_SPAN: Final = dt.timedelta(days=30)
_HOUR: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_LONGEST_EMAIL: Final = 254
# One @; a local part and labels without separators, quotes, brackets or control characters.
_EMAIL: Final = re.compile(
    r"""[^@\s<>()\[\],;:\\"\x00-\x1f\x7f-\x9f\ud800-\udfff]+ @ (?:(?!-)[^\W_](?:[\w-]*[^\W_])?\.)+
        [^\W_](?:[\w-]*[^\W_])""",
    re.VERBOSE,
)


def is_number(value: object) -> bool:
    """Return whether a value is a number; booleans are not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_whole(value: object) -> bool:
    """Return whether a value is an integer; booleans are not."""
    return isinstance(value, int) and not isinstance(value, bool)


def positive_id(name: str, value: int) -> int:
    """Return an id, which is a positive integer."""
    if not is_whole(value) or value < 1:
        raise _refused(name, "must be a positive integer", value)
    return value


def positive_ids(name: str, values: Iterable[int]) -> list[int]:
    """Return ids, of which there is at least one."""
    if isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise _refused(name, "must be a list of ids", values)
    ids = [positive_id(f"{name}[{index}]", value) for index, value in enumerate(values)]
    if not ids:
        raise InvalidRequestError(f"{name} must hold at least one id", field=name)
    return ids


def in_range(name: str, value: int, least: int, most: int | None = None) -> int:
    """Return an integer from ``least`` to ``most``."""
    if not is_whole(value) or value < least or (most is not None and value > most):
        bounds = f"at least {least}" if most is None else f"from {least} to {most}"
        raise _refused(name, f"must be an integer {bounds}", value)
    return value


def percentage(name: str, value: NumberT) -> NumberT:
    """Return a number from 0 to 100."""
    if not is_number(value) or not 0 <= value <= 100:
        raise _refused(name, "must be a percentage from 0 to 100", value)
    return value


def non_empty_text(name: str, value: TextT) -> TextT:
    """Return text that is more than whitespace."""
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InvalidRequestError(f"{name} must be text, not {type(value).__name__}", field=name)
    if not value.strip():
        raise InvalidRequestError(f"{name} must not be empty", field=name)
    return value


def one_of(name: str, value: TextT, allowed: Collection[str]) -> TextT:
    """Return text that the API knows; only for vocabularies outside of which it refuses all."""
    if value not in allowed:
        raise _refused(name, f"must be one of {', '.join(allowed)}", value)
    return value


def email_address(name: str, value: str) -> str:
    """Return an address without surrounding whitespace; it need only look like one."""
    address = non_empty_text(name, value).strip()
    if len(address) > _LONGEST_EMAIL or not _EMAIL.fullmatch(address):
        raise InvalidRequestError("not an email address", field=name)
    return address


def hour(name: str, value: str) -> str:
    """Return a time of day, ``HH:MM`` from 00:00 to 23:59."""
    if not isinstance(value, str) or not _HOUR.fullmatch(value):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise _refused(name, "must be a time of day such as 09:00", value)
    return value


def weekdays(name: str, values: Sequence[int]) -> list[int]:
    """Return days of the week, 0 = Sunday to 6 = Saturday, of which there is at least one."""
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise _refused(name, "must be a list of days from 0 (Sunday) to 6 (Saturday)", values)
    days = [in_range(f"{name}[{index}]", value, 0, 6) for index, value in enumerate(values)]
    if not days:
        raise InvalidRequestError(f"{name} must hold at least one day", field=name)
    return days


def timezone_name(name: str, value: str) -> str:
    """Return the name of a timezone of the IANA database, such as ``America/New_York``."""
    try:
        zoneinfo.ZoneInfo(non_empty_text(name, value))
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        known = not zoneinfo.available_timezones()  # without a database the service decides
    else:
        known = True
    if not known:
        raise _refused(name, "must be an IANA timezone such as America/New_York", value)
    return value


def date_span(start_date: dt.date | str, end_date: dt.date | str) -> tuple[str, str]:
    """Return two days at most 30 days apart, the first not after the last, as YYYY-MM-DD."""
    start, end = _day("start_date", start_date), _day("end_date", end_date)
    if end < start:
        raise InvalidRequestError("end_date must not be before start_date", field="end_date")
    if end - start > _LONGEST_SPAN:
        raise InvalidRequestError(
            f"end_date must be at most {_LONGEST_SPAN.days} days after start_date", field="end_date"
        )
    return start.isoformat(), end.isoformat()


def exactly_one(given: Mapping[str, object]) -> None:
    """Make sure that exactly one of several arguments is there; the others are None or unset."""
    named = " or ".join(given)
    if sum(bool(value) for value in given.values()) != 1:
        raise InvalidRequestError(f"pass {named}, and only one of them", field=next(iter(given)))


def _day(name: str, value: dt.date | str) -> dt.date:
    try:
        day = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        day = None
    if not isinstance(day, dt.date):
        raise _refused(name, "must be a date such as 2024-01-31", value)
    return day.date() if isinstance(day, dt.datetime) else day


def _refused(name: str, rule: str, value: Any) -> InvalidRequestError:
    return InvalidRequestError(f"{name} {rule}, not {value!r}", field=name)
