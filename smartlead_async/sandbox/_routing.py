"""From a request to a handler and back: plain values, no sockets."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, TypeGuard

from ._answer import Refusal
from ._reference import Json

if TYPE_CHECKING:
    from ._deliveries import Deliveries
    from ._dialect import Dialect
    from ._state import Campaign, CampaignLead, State


@dataclass(frozen=True, slots=True)
class Call:
    """One request as a handler sees it, with the checks that handlers share."""

    state: State
    deliveries: Deliveries
    dialect: Dialect
    ids: Mapping[str, int]
    query: Mapping[str, str]
    json: Any

    @property
    def first(self) -> bool:
        """Whether the dialect uses the first generation of names."""
        return self.dialect.generation == 1

    def campaign(self) -> Campaign:
        """Return the campaign of the path, or refuse with 404."""
        return self.state.campaign(self.ids["campaign_id"])

    def campaign_lead(self) -> CampaignLead:
        """Return the lead of the path in its campaign, or refuse with 404."""
        try:
            return self.campaign().leads[self.ids["lead_id"]]
        except KeyError:
            raise Refusal(404, {"error": "Lead not found - Invalid lead_id."}) from None

    def email_account(self) -> Json:
        """Return the email account of the path, or refuse with 404."""
        return self.state.email_account(self.ids["email_account_id"])

    @property
    def fields(self) -> Json:
        """The JSON object that was sent; anything else counts as an empty one."""
        return self.json if is_object(self.json) else {}

    def id(self, name: str) -> int:
        """Return an id of the body, a number or its text."""
        return self.number(name, self.fields[name], 0)

    def ids_of(self, name: str) -> list[int]:
        """Return the ids that the body lists under a name; none if the name is left out."""
        return [self.number(name, id_, 0) for id_ in self.array(name, self.fields.get(name, []), 0)]

    def body(self, required: Iterable[str], optional: Collection[str]) -> Json:
        """Return the JSON object that was sent, with the required keys."""
        return self.keys(self.fields, required, optional)

    def keys(
        self, value: Any, required: Iterable[str], optional: Collection[str], at: str = ""
    ) -> Json:
        """Return `value` if it is an object with the required keys and, where strict, no others."""
        if not is_object(value):
            raise self.dialect.refusal(at.removesuffix("."), "must be of type object")
        required = tuple(required)
        self.require(value, required, at)
        if self.dialect.refuses_unknown_keys:
            self._known(value, optional, at, required)
        return value

    def require(self, given: Mapping[str, Any], required: Iterable[str], at: str = "") -> None:
        """Refuse what lacks a required key, or has nothing there."""
        for key in required:
            if given.get(key) in (None, ""):
                raise self.dialect.refusal(at + key, "is required")

    def parameters(self, known: Collection[str]) -> None:
        """Where strict, refuse a query with other parameters than these and the key."""
        if self.dialect.refuses_unknown_keys:
            self._known(self.query, {*known, "api_key"})

    def _known(
        self, given: Iterable[str], known: Collection[str], at: str = "", also: Collection[str] = ()
    ) -> None:
        for key in given:
            if key not in known and key not in also:
                raise self.dialect.refusal(at + key, "is not allowed")

    def array(self, name: str, value: Any, least: int = 1) -> list[Any]:
        """Return `value` if it is a list that is long enough."""
        if not is_array(value):
            raise self.dialect.refusal(name, "must be an array")
        if len(value) < least:
            raise self.dialect.refusal(name, f"must contain at least {least} items")
        return value

    def one_of(self, name: str, value: Any, table: Mapping[str, str]) -> str:
        """Return the table's entry for `value`: the value that is read back."""
        if str(value) not in table:
            raise self.dialect.refusal(name, f"must be one of [{', '.join(table)}]")
        return table[str(value)]

    def number(self, name: str, value: Any, low: int, high: int | None = None) -> int:
        """Return `value` as a whole number within bounds."""
        try:
            number = int(value)
        except (TypeError, ValueError, OverflowError):
            raise self.dialect.refusal(name, "must be a number") from None
        if number < low:
            raise self.dialect.refusal(name, f"must be greater than or equal to {low}")
        if high is not None and number > high:
            raise self.dialect.refusal(name, f"must be less than or equal to {high}")
        return number

    def page(
        self, maximum: int, usual: int = 100, given: Mapping[str, Any] | None = None
    ) -> tuple[int, int]:
        """Return the offset and limit of the query, or of what is given."""
        given = self.query if given is None else given
        offset = self.number("offset", given.get("offset", 0), 0)
        return offset, self.number("limit", given.get("limit", usual), 1, maximum)

    def flag(self, name: str) -> bool:
        """Return a flag of the query; any text but "true" means no."""
        return self.query.get(name, "").lower() == "true"


Handler = Callable[[Call], Any]


@dataclass(frozen=True, slots=True)
class Route:
    """A method and a path, the function that answers them, and the one dialect that has them."""

    method: str
    pattern: re.Pattern[str]
    handler: Handler
    only: str | None


class Routes(list[Route]):
    """The routes of one area of the API."""

    def add(
        self, method: str, path: str, *, only: str | None = None
    ) -> Callable[[Handler], Handler]:
        """Register the decorated function; `{name}` in the path stands for a numeric id."""
        pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>\\d{1,18})", path.rstrip("/")) + "/?")

        def register(handler: Handler) -> Handler:
            self.append(Route(method, pattern, handler, only))
            return handler

        return register


class Pages(dict[str, Handler]):
    """The handlers of documented endpoints of one area: their requests are checked already."""

    def add(self, id_: str) -> Callable[[Handler], Handler]:
        """Register the decorated function for a row of the catalogue."""

        def register(handler: Handler) -> Handler:
            self[id_] = handler
            return handler

        return register


def find(
    routes: Iterable[Route], dialect: Dialect, method: str, path: str
) -> tuple[Handler, dict[str, int]] | None:
    """Return the handler of a request and the ids in its path."""
    for route in routes:
        if route.method == method and route.only in (None, dialect.name):
            match = route.pattern.fullmatch(path)
            if match:
                return route.handler, {key: int(value) for key, value in match.groupdict().items()}
    return None


def unknown_route(method: str, path: str) -> Refusal:
    """Refuse a request as Express does."""
    return Refusal(404, _cannot(method, path))


def is_array(value: Any) -> TypeGuard[list[Any]]:
    """Whether a value is a JSON list."""
    return isinstance(value, list)


def is_object(value: Any) -> TypeGuard[Json]:
    """Whether a value is a JSON object."""
    return isinstance(value, dict)


def _cannot(method: str, path: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n'
        f"</head>\n<body>\n<pre>Cannot {method} /api/v1{escape(path)}</pre>\n</body>\n</html>\n"
    )
