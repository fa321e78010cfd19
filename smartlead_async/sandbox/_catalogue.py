"""Every documented endpoint: found by method and path, checked, and answered as its page shows.

`catalogue.json` has a row for each. It is read when the first request comes that no route answers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ._reference import Json
from ._routing import Call, Handler, is_array, is_object

if TYPE_CHECKING:
    from ._dialect import Dialect

NUMBER: Final = r"\d{1,18}"
TEXT: Final = "[^/]+"


@dataclass(frozen=True, slots=True)
class Page:
    """An endpoint as its page documents it."""

    row: Json
    method: str
    pattern: re.Pattern[str]

    def answer(self, call: Call, handler: Handler | None) -> Any:
        """Check the request, then answer by the handler, or with the documented example."""
        check(call, self.row)
        return handler(call) if handler else self.example()

    def example(self) -> Any:
        """Return a new copy of the first documented answer."""
        examples: list[Any] = self.row.get("responses") or [{}]
        return deepcopy(examples[0])


def find_page(
    handlers: Mapping[str, Handler], dialect: Dialect, method: str, path: str
) -> tuple[Handler, dict[str, int]] | None:
    """Return what answers a documented request, and the numeric ids in its path."""
    for page in _pages(dialect.generation):
        match = page.pattern.fullmatch(path) if page.method == method else None
        if match:
            texts = match.groupdict().items()
            ids = {key: int(text) for key, text in texts if re.fullmatch(NUMBER, text)}
            return partial(page.answer, handler=handlers.get(page.row["id"])), ids
    return None


@cache
def rows() -> list[Json]:
    """Read the catalogue."""
    found: list[Json] = json.loads(Path(__file__).with_name("catalogue.json").read_text("utf-8"))
    return found


@cache
def _pages(generation: int) -> list[Page]:
    """Return the endpoints of a generation; fixed paths come before those that hold ids."""
    found = [_page(row, form) for row in rows() if (form := form_of(row, generation))]
    return sorted(found, key=lambda page: [part[:1] == "{" for part in page.row["path"].split("/")])


def form_of(row: Json, generation: int) -> Json | None:
    """Return the row as a generation writes the request; the second has only what has a page."""
    if generation == 1:
        return {**row, **row.get("reference", {})}
    return row if row.get("docs") else None


def _page(row: Json, form: Json) -> Page:
    kinds = {each["name"]: _id_pattern(each) for each in row.get("ids", ())}
    path = re.sub(
        r"\{(\w+)\}", lambda name: f"(?P<{name[1]}>{kinds[name[1]]})", form["path"].rstrip("/")
    )
    return Page(row, form["method"], re.compile(path + "/?"))


def _id_pattern(parameter: Json) -> str:
    pattern: str = parameter.get("pattern", TEXT if parameter["type"] == "string" else NUMBER)
    return pattern.strip("^$")


# Rules for values


def check(call: Call, row: Json) -> None:
    """Refuse a request that lacks what its row requires, or holds what the row does not allow."""
    query, body = row.get("query", ()), row.get("body", ())
    call.require(call.query, _required(query, call.query))
    _check_values(call, query, call.query)
    if body:
        _check_object(call, body, call.fields)


def _required(parameters: Iterable[Json], given: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names that need a value: null is one where it is allowed."""
    for each in parameters:
        is_null = each.get("nullable") and each["name"] in given
        if each.get("required") and not is_null:
            yield each["name"]


def _check_object(call: Call, parameters: Sequence[Json], given: Json, at: str = "") -> None:
    call.keys(given, _required(parameters, given), [each["name"] for each in parameters], at)
    _check_values(call, parameters, given, at)


def _check_values(
    call: Call, parameters: Iterable[Json], given: Mapping[str, Any], at: str = ""
) -> None:
    for each in parameters:
        value = given.get(each["name"])
        is_left_out = each["name"] not in given or (value is None and each.get("nullable"))
        if not is_left_out:
            _check_value(call, each, value, at + each["name"])


def _check_value(call: Call, parameter: Json, value: Any, at: str) -> None:
    kinds = _kinds(parameter)
    if not any(_KINDS[kind][0](value) for kind in kinds):
        raise call.dialect.refusal(at, _KINDS[kinds[0]][1])
    if is_array(value):
        _check_items(call, _item(parameter), value, at)
    elif fields := parameter.get("fields"):
        _check_object(call, fields, value, f"{at}.")


def _check_items(call: Call, item: Json | None, values: list[Any], at: str) -> None:
    if item:
        for index, value in enumerate(values):
            _check_value(call, item, value, f"{at}[{index}]")


def _kinds(parameter: Json) -> list[str]:
    if parameter.get("format") == "YYYY-MM-DD":
        return ["day"]
    return [_kind(name) for name in parameter["type"].split(" or ")]


def _kind(name: str) -> str:
    return "array" if name.endswith("[]") else name


def _item(parameter: Json) -> Json | None:
    """Return what an item of a list must be, if the page says it."""
    if fields := parameter.get("fields"):
        return {"type": "object", "fields": fields}
    kind: str = parameter["type"].removesuffix("[]")
    if kind == parameter["type"]:
        kind = parameter.get("items", "").partition(" ")[0]
    return {"type": kind} if kind in _KINDS else None


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        return bool(re.fullmatch(r"-?\d+(\.\d+)?", value))
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool) or value in ("true", "false")


def _reads(read: Callable[[str], Any], value: Any) -> bool:
    try:
        read(value)
    except (TypeError, ValueError):
        return False
    return True


_KINDS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "string": (_is_text, "must be a string"),
    "number": (_is_number, "must be a number"),
    "integer": (_is_number, "must be a number"),
    "boolean": (_is_flag, "must be a boolean"),
    "array": (is_array, "must be an array"),
    "object": (is_object, "must be of type object"),
    "date": (partial(_reads, datetime.fromisoformat), "must be a valid date"),
    "day": (partial(_reads, date.fromisoformat), "must be in YYYY-MM-DD format"),
}
