"""What the vendor documents: the rows of the sandbox's ``catalogue.json``, one an endpoint.

A row is what its method must do: the reference's own form of the request where it has one, plus
what only the vendor's other pages name, less the departures listed in ``exceptions.py``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from tests.contract.exceptions import Departure, departure_of

DATA = Path(__file__).parents[2] / "smartlead_async" / "sandbox" / "catalogue.json"


@frozen(kw_only=True)
class Parameter:
    """A documented parameter, or a field of one.

    ``limits`` holds what else the page says: ``enum``, ``max``, ``maxItems``, ``format`` …
    """

    name: str
    type: str
    required: bool = False
    place: str = "body"
    keyword: str = ""
    fields: tuple[Parameter, ...] = ()
    limits: Mapping[str, Any] = field(factory=dict, hash=False)

    @classmethod
    def read(cls, documented: Mapping[str, Any], place: str = "body") -> Parameter:
        known = {"name", "type", "required", "fields"}
        return cls(
            name=documented["name"],
            type=documented["type"],
            required=documented.get("required", False),
            place=place,
            keyword=snake_case(documented["name"]),
            fields=tuple(cls.read(each) for each in documented.get("fields", ())),
            limits={name: documented[name] for name in documented if name not in known},
        )


@frozen(kw_only=True)
class Row:
    """An endpoint."""

    id: str
    method: str
    path: str
    host: str
    python: str
    repeat: str
    body_kind: str
    iterate: str = ""
    is_second_form: bool = False
    ids: tuple[Parameter, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    cursor: str = ""
    responses: tuple[Any, ...] = field(default=(), hash=False)
    accept: tuple[str, ...] = ()
    errors: tuple[Any, ...] = field(default=(), hash=False)
    docs: tuple[str, ...] = ()
    in_reference: bool = False

    @property
    def departure(self) -> Departure:
        return departure_of(self.id)


def snake_case(name: str) -> str:
    """Return the keyword of a parameter: its wire name in snake_case."""
    return re.sub("(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def read_rows(documented: Iterable[Mapping[str, Any]]) -> tuple[Row, ...]:
    """Return the rows as their methods must follow them."""
    pages = {each["id"]: each for each in documented}
    return tuple(_row(page, pages) for page in pages.values())


def _row(page: Mapping[str, Any], pages: Mapping[str, Any]) -> Row:
    reference = page.get("reference", {})
    form = {**page, **reference}
    return Row(
        **{name: page[name] for name in ("id", "host", "python", "repeat")},
        method=form["method"],
        path=form["path"],
        body_kind=form["body_kind"] if form["body_kind"] != "none" else page["body_kind"],
        iterate=page.get("iterate", ""),
        is_second_form=page.get("second_form", False),
        ids=tuple(Parameter.read(each) for each in page.get("ids", ())),
        parameters=_departed(page, pages),
        cursor=page.get("cursor", ""),
        responses=tuple(page.get("responses", ())),
        accept=tuple(page.get("accept", ())),
        errors=tuple(page.get("errors", ())),
        docs=tuple(page.get("docs", ())),
        in_reference=bool(reference),
    )


def _departed(page: Mapping[str, Any], pages: Mapping[str, Any]) -> tuple[Parameter, ...]:
    """Return the parameters that the method must have, and what it must call them."""
    change = departure_of(page["id"])
    known = merged(_parameters(page.get("reference", {})), _parameters(page))
    known += tuple(Parameter.read(each, each["place"]) for each in change.undocumented)
    others = [merged(known, _parameters(pages[id_])) for id_ in change.also_of]
    every = {each.name: each for each in sum(others, known)}
    return tuple(
        evolve(
            each,
            keyword=change.keywords.get(name, each.keyword),
            required=name in change.required or (each.required and name not in change.optional),
            fields=tuple(
                inner for inner in each.fields if f"{name}.{inner.name}" not in change.left_out
            ),
        )
        for name, each in every.items()
        if name not in change.left_out
    )


def _parameters(form: Mapping[str, Any]) -> tuple[Parameter, ...]:
    return tuple(
        Parameter.read(each, place) for place in ("query", "body") for each in form.get(place, ())
    )


def merged(first: tuple[Parameter, ...], other: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
    """Return the parameters of one source, and those that only the other names, as optional.

    The first source decides what is required and where it goes; both say what is allowed.
    """
    if not first:
        return other
    others = {each.name: each for each in other}
    known = [_merged(each, others.pop(each.name, each)) for each in first]
    return (*known, *(evolve(each, required=False) for each in others.values()))


def _merged(first: Parameter, other: Parameter) -> Parameter:
    limits = {**other.limits, **first.limits}
    if "enum" in first.limits and "enum" in other.limits:
        limits["enum"] = [*first.limits["enum"], *other.limits["enum"]]
    return evolve(first, limits=limits, fields=merged(first.fields, other.fields))


ROWS = read_rows(json.loads(DATA.read_text(encoding="utf-8")))
