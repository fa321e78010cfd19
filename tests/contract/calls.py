"""Calls of the client's methods, made from the catalogue's rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

from attrs import field, frozen

from smartlead_async import NOT_GIVEN
from tests.contract.catalogue import ROWS, Parameter, Row
from tests.contract.recording import Keyword, keywords_of, public_methods
from tests.contract.values import Value, value_of


class Call(NamedTuple):
    """A method and the row that it must follow: there is one for a page, and one to iterate."""

    row: Row
    method: str

    @property
    def keywords(self) -> dict[str, Keyword]:
        return keywords_of(self.method)

    @property
    def iterates(self) -> bool:
        return self.method == self.row.iterate

    @property
    def own_keywords(self) -> set[str]:
        """Keywords that are no parameters of the endpoint."""
        if self.iterates:
            return {"page_size", "prefetch", "patience"}
        return {"patience"} if self.method == "leads.export" else set()

    @property
    def ids(self) -> list[str]:
        """The names that the ids in the path have as arguments."""
        return list(self.keywords)[: len(self.row.ids)]

    def keyword(self, parameter: Parameter) -> str | None:
        """Return the keyword of a parameter; who iterates does not say where a page starts."""
        if not self.iterates or parameter.name not in {"offset", "limit", self.row.cursor}:
            return parameter.keyword
        return "page_size" if parameter.name == "limit" else None

    @property
    def optional(self) -> list[str]:
        """The wire names of what this method need not be given."""
        every = self.row.parameters
        return [each.name for each in every if not each.required and self.keyword(each)]

    def __str__(self) -> str:
        return self.method


def _calls() -> Iterator[Call]:
    methods = public_methods()
    for row in ROWS:
        for method in (row.python, row.iterate):
            if method in methods and not row.is_second_form:
                yield Call(row, method)


CALLS = tuple(_calls())
PAGES = tuple(call for call in CALLS if not call.iterates)
"""The calls without the iterating ones: one for each row that has its method."""


def call_of(method: str) -> Call:
    return next(call for call in CALLS if call.method == method)


@frozen
class Arguments:
    """What a caller passes, and what must be sent for it."""

    ids: tuple[Any, ...]
    path: str
    keywords: dict[str, Any] = field(factory=dict)
    query: dict[str, Any] = field(factory=dict)
    fields: dict[str, Any] = field(factory=dict)

    def add(self, keyword: str | None, parameter: Parameter, value: Value) -> None:
        if keyword is not None:
            self.keywords[keyword] = value.given
        self.expect(parameter, value.sent)

    def expect(self, parameter: Parameter, sent: Any) -> None:
        (self.query if parameter.place == "query" else self.fields)[parameter.name] = sent

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The query as it is sent."""
        items = [(name, each) for name, value in self.query.items() for each in _each(value)]
        return sorted((name, _query_text(each)) for name, each in items)

    def body(self, kind: str) -> Any:
        """Return the body as it is sent."""
        if kind == "none":
            return NOT_GIVEN
        return self.fields["[]"] if kind == "array" else self.fields


def arguments(call: Call, optional: Collection[str] = (), *, null: bool = False) -> Arguments:
    """Return arguments for the parameters that are required, and for some that are not.

    Args:
        call: The call.
        optional: Wire names of the others.
        null: Whether those that may be null are.
    """
    names = zip(call.row.ids, call.ids, strict=True)
    ids = [_id_of(id_, call.keywords[name].hint) for id_, name in names]
    made = Arguments(tuple(each.given for each in ids), _path(call.row, ids))
    given = _given(call.row, optional)
    for parameter in call.row.parameters:
        keyword = call.keyword(parameter)
        if keyword is None:
            if parameter.name == "offset":
                made.expect(parameter, 0)
        elif null and parameter.limits.get("nullable"):
            made.add(keyword, parameter, Value(None, None))
        elif parameter.name in given:
            made.add(keyword, parameter, value_of(parameter, call.keywords[keyword].hint))
        elif type(default := call.keywords[keyword].default) is int:
            made.expect(parameter, default)
    return made


def _given(row: Row, optional: Collection[str]) -> set[str]:
    """Return the parameters to give: of those of which a call takes one, the first."""
    alternatives = row.departure.one_of
    chosen = [name for name in alternatives if name in optional] or list(alternatives)
    required = {each.name for each in row.parameters if each.required}
    return required | set(optional) - set(alternatives) | set(chosen[:1])


def _id_of(id_: Parameter, hint: Any) -> Value:
    value = value_of(id_, hint)
    if isinstance(value.given, str) and "pattern" not in id_.limits:
        return Value("a/b", "a/b")  # text is one segment of the path, whatever it holds
    return value


def _path(row: Row, ids: list[Value]) -> str:
    path = row.path
    for id_, value in zip(row.ids, ids, strict=True):
        path = path.replace(f"{{{id_.name}}}", quote(str(value.sent), safe=""))
    return path


def _each(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _query_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
