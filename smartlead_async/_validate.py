"""Checks of arguments that the API is known to refuse, made before anything is sent.

Each returns the argument as it is sent, or raises an
:class:`~smartlead_async._errors.InvalidRequestError` that names the argument and the rule.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, TypeVar, cast

from ._errors import InvalidRequestError
from ._scalars import integer, is_number, plain

__all__ = [
    "block_entry",
    "bounded_list",
    "bounded_text",
    "date_span",
    "day",
    "documented",
    "each",
    "email_address",
    "exactly_one",
    "file_path",
    "hex_color",
    "hour",
    "id_or_ids",
    "in_range",
    "instance",
    "is_finite",
    "is_number",
    "is_whole",
    "joined_ids",
    "joined_texts",
    "known_fields",
    "mapping",
    "moment",
    "nearest",
    "non_empty_text",
    "non_empty_texts",
    "not_negative",
    "one_of",
    "percentage",
    "plain",
    "positive_id",
    "positive_ids",
    "shown",
    "snake_case",
    "timezone_name",
    "true_or_false",
    "unknown",
    "weekdays",
]

_log = logging.getLogger("smartlead_async")

T = TypeVar("T")
GivenT = TypeVar("GivenT")
TextT = TypeVar("TextT", bound=str)
NumberT = TypeVar("NumberT", int, float)
MappingT = TypeVar("MappingT", bound=Mapping[str, object])
Check: TypeAlias = Callable[[str, Any], Any]

_LONGEST_SPAN: Final = dt.timedelta(days=30)
_GREATEST: Final = 2**53 - 1  # the greatest integer that every reader of JSON keeps exact
_GREATEST_FLOAT: Final = sys.float_info.max
_MOST_SHOWN: Final = 200
_COLOR: Final = re.compile("#[0-9A-Fa-f]{6}")
_HOUR: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_LONGEST_EMAIL: Final = 254
# One @; a local part and labels without separators, quotes, brackets or control characters.
_LOCAL_PART: Final = r"""[^@\s<>()\[\],;:\\"\x00-\x1f\x7f-\x9f\ud800-\udfff]+"""
_LABELS: Final = r"(?:(?!-)[^\W_](?:[\w-]*[^\W_])?\.)+[^\W_](?:[\w-]*[^\W_])"
_EMAIL: Final = re.compile(f"{_LOCAL_PART}@{_LABELS}")
_DOMAIN: Final = re.compile(_LABELS)
_KINDS: Final = {"email": "an email address", "domain": "a bare domain such as example.com"}
_BEFORE_A_HOST: Final = re.compile(r"\W*((https?|ftp|mailto):)?/*(www\.(?=[^/]*\.))?")


def is_whole(value: object) -> bool:
    """Return whether a value is an integer; booleans are not."""
    return integer(value) is not None


def is_finite(value: object) -> bool:
    """Return whether a value is a number that a float can hold; neither infinite nor NaN."""
    return is_number(value) and -_GREATEST_FLOAT <= cast("float", plain(value)) <= _GREATEST_FLOAT


def shown(value: object) -> str:
    """Return a value for an error message: not too long, and whatever its ``repr`` may do."""
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001 - such as that of a number with too many digits
        return f"a value of type {type(value).__name__}"
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def positive_id(name: str, value: int) -> int:
    """Return an id, which is a positive integer."""
    whole = integer(value)
    if whole is None or not 1 <= whole <= _GREATEST:
        raise _refused(name, "must be a positive integer", value)
    return whole


def positive_ids(name: str, values: Iterable[int]) -> list[int]:
    """Return ids, of which there is at least one."""
    return _some(name, each(name, values, positive_id))


def in_range(name: str, value: int, least: int, most: int = _GREATEST) -> int:
    """Return an integer from ``least`` to ``most``."""
    whole = integer(value)
    if whole is None or not least <= whole <= most:
        bounds = f"at least {least}" if most == _GREATEST else f"from {least} to {most}"
        raise _refused(name, f"must be an integer {bounds}", value)
    return whole


def not_negative(name: str, value: NumberT) -> NumberT:
    """Return a finite number >= 0."""
    if is_finite(value) and value >= 0:
        return value
    raise _refused(name, "must be a number >= 0", value)


def true_or_false(name: str, value: bool) -> bool:  # noqa: FBT001 - it is what is checked
    """Return a truth value."""
    if not isinstance(value, bool):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise _refused(name, "must be true or false", value)
    return value


def percentage(name: str, value: NumberT) -> NumberT:
    """Return a number from 0 to 100."""
    number = plain(value)
    if not is_number(number) or not 0 <= number <= 100:
        raise _refused(name, "must be a percentage from 0 to 100", value)
    return number


def non_empty_text(name: str, value: TextT) -> TextT:
    """Return text that is more than whitespace."""
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise _refused(name, "must be text", type(value).__name__)
    if not value.strip():
        raise _refused(name, "must hold text", value)
    return value


def non_empty_texts(name: str, values: Iterable[str]) -> list[str]:
    """Return texts, none of them empty; there may be no texts."""
    return each(name, values, non_empty_text)


def bounded_text(name: str, value: TextT, least: int, most: int) -> TextT:
    """Return text of ``least`` to ``most`` characters."""
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise _refused(name, "must be text", type(value).__name__)
    if not least <= len(value) <= most:
        raise _refused(name, f"must have {least} to {most} characters", value)
    return value


def bounded_list(
    name: str,
    values: Iterable[GivenT],
    check: Callable[[str, GivenT], T],
    least: int,
    most: int = _GREATEST,
) -> list[T]:
    """Return ``least`` to ``most`` items, each of them checked."""
    items = each(name, values, check)
    if not least <= len(items) <= most:
        bounds = f"at least {least}" if most == _GREATEST else f"{least} to {most}"
        raise _refused(name, f"must have {bounds} items", items)
    return items


def id_or_ids(name: str, value: int | Iterable[int], most: int = _GREATEST) -> int | list[int]:
    """Return an id, or a list of at most ``most`` ids."""
    if is_number(value) or not isinstance(value, Iterable):
        return positive_id(name, cast("int", value))
    return bounded_list(name, value, positive_id, 1, most)


def joined_ids(name: str, values: Iterable[int]) -> str:
    """Return ids as one text with commas, of which there is at least one."""
    return ",".join(map(str, positive_ids(name, values)))


def joined_texts(name: str, values: Iterable[str]) -> str:
    """Return texts as one text with commas, of which there is at least one."""
    return ",".join(_some(name, each(name, values, _without_comma)))


def _without_comma(name: str, value: str) -> str:
    if "," in non_empty_text(name, value):
        raise _refused(name, "must not hold a comma", value)
    return value


def one_of(name: str, value: TextT, allowed: Collection[str]) -> TextT:
    """Return text that the API knows; only for vocabularies outside of which it refuses all."""
    if value not in allowed:
        raise _refused(name, f"must be one of {', '.join(allowed)}", value)
    return value


def documented(name: str, value: TextT, words: Collection[str]) -> TextT:
    """Return text, with a warning if it is none of the documented words: there may be new ones."""
    if non_empty_text(name, value) not in words:
        hint = _suggestion(value, words)
        _log.warning("%s %s is sent, though it is not documented%s", name, shown(str(value)), hint)
    return value


def email_address(name: str, value: str) -> str:
    """Return an address without surrounding whitespace; it need only look like one."""
    address = non_empty_text(name, value).strip()
    if len(address) > _LONGEST_EMAIL or not _EMAIL.fullmatch(address):
        raise InvalidRequestError("not an email address", field=name)
    return address


def block_entry(name: str, value: str, *, only: Literal["email", "domain"] | None = None) -> str:
    """Return an address or a bare domain, or only one of them, without surrounding whitespace.

    A block list takes anything, and a URL in it blocks nobody.
    """
    entry = non_empty_text(name, value).strip()
    kind = _kind_of_entry(entry)
    if kind and only in (None, kind):
        return entry
    rule = _KINDS[only] if only else " or ".join(_KINDS.values())
    refused = _refused(name, f"must be {rule}", value)
    raise InvalidRequestError(f"{refused}{_meant(entry, kind)}", field=refused.field)


def _kind_of_entry(entry: str) -> str | None:
    if len(entry) > _LONGEST_EMAIL or "*" in entry:
        return None
    if _EMAIL.fullmatch(entry):
        return "email"
    is_site = entry.lower().startswith("www.") and entry.count(".") > 1
    return "domain" if _DOMAIN.fullmatch(entry) and not is_site else None


def _meant(entry: str, kind: str | None) -> str:
    """Return the end of the error about an entry: what it would have to be."""
    if kind:
        return f", which is {_KINDS[kind].removesuffix(' such as example.com')}"
    core = _BEFORE_A_HOST.sub("", entry[:_LONGEST_EMAIL].lower(), count=1)
    host = re.split(r"[/?#:]", core, maxsplit=1)[0]
    found = _EMAIL.findall(core) or _DOMAIN.findall(host)
    return f': did you mean "{found[0]}"?' if len(found) == 1 else ""


def hex_color(name: str, value: str) -> str:
    """Return a color, ``#`` and six hexadecimal digits."""
    if not isinstance(cast("object", value), str) or not _COLOR.fullmatch(value):
        raise _refused(name, "must be a color such as #4CAF50", value)
    return value


def hour(name: str, value: str) -> str:
    """Return a time of day, ``HH:MM`` from 00:00 to 23:59."""
    if not isinstance(cast("object", value), str) or not _HOUR.fullmatch(value):
        raise _refused(name, "must be a time of day such as 09:00", value)
    return value


def weekdays(name: str, values: Iterable[int]) -> list[int]:
    """Return days of the week, 0 = Sunday to 6 = Saturday, of which there is at least one."""
    return _some(name, each(name, values, lambda name, value: in_range(name, value, 0, 6)))


def timezone_name(name: str, value: str) -> str:
    """Return the name of a timezone of the IANA database, such as ``America/New_York``."""
    import zoneinfo  # noqa: PLC0415 - slow to import, and few calls name a timezone

    try:
        zoneinfo.ZoneInfo(non_empty_text(name, value))
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        known = not zoneinfo.available_timezones()  # without a database the service decides
    else:
        known = True
    if not known:
        raise _refused(name, "must be an IANA timezone such as America/New_York", value)
    return value


def day(name: str, value: Any) -> str:
    """Return a day, given as a date or as ISO 8601 text, as YYYY-MM-DD."""
    return _date(name, value).isoformat()


def date_span(start_date: dt.date | str, end_date: dt.date | str) -> tuple[str, str]:
    """Return two days at most 30 days apart, the first not after the last, as YYYY-MM-DD."""
    start, end = _date("start_date", start_date), _date("end_date", end_date)
    if end < start:
        raise InvalidRequestError("end_date must not be before start_date", field="end_date")
    if end - start > _LONGEST_SPAN:
        raise InvalidRequestError(
            f"end_date must be at most {_LONGEST_SPAN.days} days after start_date", field="end_date"
        )
    return start.isoformat(), end.isoformat()


def moment(name: str, value: Any) -> dt.date | str:
    """Return a time, given as a datetime, a date or text."""
    if isinstance(value, str):
        return non_empty_text(name, value)
    if not isinstance(value, dt.date):
        raise _refused(name, "must be a datetime or ISO 8601 text", value)
    return value


def mapping(name: str, value: MappingT) -> MappingT:
    """Return a mapping whose keys are text. Its values may be secrets, and are not shown."""
    if not isinstance(value, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise _refused(name, "must be a mapping", type(value).__name__)
    if not all(isinstance(key, str) for key in value):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InvalidRequestError(f"{name} must have text for keys", field=name)
    return value


def known_fields(
    name: str,
    value: Mapping[str, object],
    known: Mapping[str, Check | None],
    required: Collection[str] = (),
) -> dict[str, Any]:
    """Return an object under the API's names, each field checked.

    A field may be given in snake_case too: ``campaign_id`` for ``campaignId``. Null is sent as it
    is. A name that is not known would be dropped by the service, so it is refused here.

    Args:
        name: The argument's name.
        value: The object.
        known: The API's name of each field, and its check if it has one.
        required: Fields, under the API's names, that must be there.
    """
    wire = {snake_case(each): each for each in known} | {each: each for each in known}
    sent: dict[str, Any] = {}
    for key, item in mapping(name, value).items():
        if key not in wire:
            raise unknown(name, key, wire)
        check = known[wire[key]]
        sent[wire[key]] = item if check is None or item is None else check(f"{name}.{key}", item)
    if missing := [each for each in required if each not in sent]:
        raise InvalidRequestError(f"{name}.{snake_case(missing[0])} is missing", field=name)
    return sent


def snake_case(name: str) -> str:
    """Return a name of the API in snake_case: ``campaign_id`` for ``campaignId``."""
    return re.sub("(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def unknown(name: str, key: str, known: Collection[str]) -> InvalidRequestError:
    """Return the error about a key of a mapping, with the one that was probably meant."""
    return InvalidRequestError(f"{name}.{key} is unknown{_suggestion(key, known)}", field=name)


def _suggestion(text: str, known: Collection[str]) -> str:
    near = nearest(text, known)
    return f": did you mean {near}?" if near else f"; known are {', '.join(known)}"


def nearest(text: str, known: Collection[str]) -> str | None:
    """Return the word that is most like a text, whatever the case of their letters."""
    import difflib  # noqa: PLC0415 - only for what is wrong

    words = {word.lower(): word for word in known}
    found = difflib.get_close_matches(text.lower(), words, 1)
    return words[found[0]] if found else None


def file_path(name: str, value: str | os.PathLike[str]) -> Path:
    """Return the path of a file."""
    try:
        text = os.fspath(value)
        os.fsencode(text)
    except (TypeError, UnicodeError):
        text = None
    if not isinstance(text, str) or not text or "\0" in text:
        raise _refused(name, "must be the path of a file", value)
    return Path(text)


def exactly_one(given: Mapping[str, object]) -> None:
    """Make sure that one of several arguments holds something, and none of the others."""
    if sum(bool(value) for value in given.values()) != 1:
        raise InvalidRequestError(
            f"pass {' or '.join(given)}, and only one of them", field=next(iter(given))
        )


def instance(name: str, value: object, kind: type) -> None:
    """Make sure that an argument is an object of a class."""
    if not isinstance(value, kind):
        raise InvalidRequestError(
            f"{name} must be a {kind.__module__.partition('.')[0]}.{kind.__name__}, not "
            f"{type(value).__module__}.{type(value).__name__}",
            field=name,
        )


def _date(name: str, value: dt.date | str) -> dt.date:
    try:
        date = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        date = None
    if not isinstance(date, dt.date):
        raise _refused(name, "must be a date such as 2024-01-31", value)
    return date.date() if isinstance(date, dt.datetime) else date


def each(name: str, values: Iterable[GivenT], check: Callable[[str, GivenT], T]) -> list[T]:
    """Return the items of a list, each of them checked under its name, ``name[index]``."""
    if isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise _refused(name, "must be a list", type(cast("object", values)).__name__)
    return [check(f"{name}[{index}]", value) for index, value in enumerate(values)]


def _some(name: str, values: list[T]) -> list[T]:
    if not values:
        raise _refused(name, "must not be empty", values)
    return values


def _refused(name: str, rule: str, value: object) -> InvalidRequestError:
    """Return the error about an argument, or about what is in one: ``name[index].field``."""
    field = re.split(r"[.\[]", name)[0]
    return InvalidRequestError(f"{name} {rule}, not {shown(value)}", field=field)
