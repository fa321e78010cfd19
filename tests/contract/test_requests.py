"""What each method sends, and what its signature and docstring say: all from the catalogue."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any, Required, TypedDict, Unpack

import pytest

from smartlead_async import NOT_GIVEN, InvalidRequestError
from tests.contract.calls import CALLS, PAGES, Arguments, Call, arguments, call_of
from tests.contract.catalogue import ROWS
from tests.contract.exceptions import DEPARTURES, OTHER_METHODS, READ_BY, UNCHECKED
from tests.contract.recording import (
    AREAS,
    EMPTY,
    HOSTS,
    Keyword,
    body_of,
    documentation_of,
    keywords_of,
    method_of,
    public_methods,
    requested,
)
from tests.contract.values import value_of, violations
from tests.for_each import for_each

pytestmark = pytest.mark.no_cover  # it would take twice as long

EACH_CALL = for_each("call", CALLS, ids=str)
EACH_PAGE = for_each("call", PAGES, ids=str)
BAD_IDS = (0, -1, "5", "5/../6", 1.0, None, True)


class TestCoverage:
    def test_every_row_has_its_method(self):
        wanted = {name for row in ROWS for name in (row.python, row.iterate)} - {""}
        assert not wanted - public_methods()

    def test_the_reference_is_covered_whole(self):
        assert len({(row.host, row.method, row.path) for row in ROWS}) == len(ROWS) == 201
        assert sum(call.row.in_reference for call in PAGES) == 41

    def test_every_method_has_a_row(self):
        named = {name for row in ROWS for name in (row.python, row.iterate)}
        assert public_methods() - named == set(OTHER_METHODS)

    def test_exceptions_are_about_rows_that_there_are(self):
        ids = {row.id for row in ROWS}
        assert {*DEPARTURES, *READ_BY, *(id_ for id_, _ in UNCHECKED)} <= ids
        assert all(departure.reason for departure in DEPARTURES.values())

    def test_values_can_be_made_for_every_row(self):
        for row in ROWS:
            for parameter in (*row.ids, *row.parameters):
                assert value_of(parameter).sent not in (None, "", [], {}), (row.id, parameter)


class TestWhatIsSent:
    @EACH_CALL
    async def test_the_request_goes_where_the_row_says(self, call: Call):
        row, given = call.row, arguments(call)
        request = await requested(call.method, *given.ids, **given.keywords)
        assert (request.method, request.path) == (row.method, given.path)
        assert HOSTS[request.host].startswith(f"https://{row.host}.")
        assert request.repeat == row.repeat

    @EACH_CALL
    async def test_all_parameters_are(self, call: Call):
        await assert_sent(call, arguments(call, call.optional))

    @EACH_CALL
    async def test_only_what_is_given_is(self, call: Call):
        await assert_sent(call, arguments(call))
        for name in call.optional:
            await assert_sent(call, arguments(call, [name]))

    @EACH_CALL
    async def test_null_is_in_a_body_and_not_in_a_query(self, call: Call):
        await assert_sent(call, arguments(call, null=True))


async def assert_sent(call: Call, given: Arguments) -> None:
    request = await requested(call.method, *given.ids, **given.keywords)
    assert sorted(request.query) == given.pairs
    assert body_of(request) == given.body(call.row.body_kind)


class TestSignatures:
    @EACH_CALL
    def test_ids_come_first_and_everything_else_is_a_keyword(self, call: Call):
        by_position = [name for name, each in call.keywords.items() if each.by_position]
        assert by_position == [*call.ids, *call.row.departure.by_position]

    @EACH_CALL
    def test_every_parameter_has_its_keyword_and_no_other_is_there(self, call: Call):
        documented = {call.keyword(each) for each in call.row.parameters} - {None}
        assert set(call.keywords) - set(call.ids) == documented | call.own_keywords

    @EACH_CALL
    def test_what_is_required_has_no_default_and_all_else_is_not_given(self, call: Call):
        required = {call.keyword(each) for each in call.row.parameters if each.required}
        for name, each in call.keywords.items():
            pages = name in {"offset", "limit"} - required and call.row.iterate
            if name in {"page_size", "patience"} or pages:
                assert each.default >= 0
            elif name in required or name in call.ids:
                assert each.default is EMPTY, name
            else:
                assert each.default in (NOT_GIVEN, None), name


class TestDocstrings:
    @EACH_PAGE
    def test_it_names_the_route(self, call: Call):
        text = inspect.getdoc(method_of(call.method)) or ""
        routes = re.findall(r"``([A-Z]+ /\S*)``", text)
        assert anonymous(f"{call.row.method} {call.row.path}") in map(anonymous, routes)

    @EACH_PAGE
    def test_it_links_the_page_of_the_row_if_any(self, call: Call):
        text = inspect.getdoc(method_of(call.method)) or ""
        assert set(re.findall(r"https://api\.smartlead\.ai/[\w/-]+", text)) <= set(call.row.docs)

    @EACH_CALL
    def test_it_describes_every_keyword(self, call: Call):
        text = documentation_of(call.method)
        assert {
            name for name in set(call.keywords) - set(call.ids) if f"{name}: " not in text
        } == set()


def anonymous(route: str) -> str:
    """Return a route without the names of its ids, which the pages write in several ways."""
    return re.sub(r"\{\w+\}", "{}", route)


@EACH_CALL
async def test_documented_limits_are_kept_before_anything_is_sent(call: Call):
    sent = set()
    for where, keyword, value in broken_limits(call):
        field = await refused(call, keyword, value)
        assert field is None or field.startswith(keyword)
        sent |= {where} if field is None else set()
    assert sent == {where for id_, where in UNCHECKED if id_ == call.row.id}


def broken_limits(call: Call) -> Iterator[tuple[str, str, Any]]:
    """Yield where a limit is broken, the keyword, and the value that breaks it."""
    for parameter in call.row.parameters:
        if keyword := call.keyword(parameter):
            for where, value in violations(parameter, call.keywords[keyword].hint):
                yield where, keyword, value


async def refused(call: Call, keyword: str, value: Any) -> str | None:
    """Return the field that is said to be wrong, or None if the request is sent."""
    given = arguments(call)
    try:
        await requested(call.method, *given.ids, **given.keywords | {keyword: value})
    except InvalidRequestError as error:
        return error.field
    return None


@EACH_CALL
async def test_every_id_must_be_a_positive_integer(call: Call):
    given = arguments(call)
    for position, id_ in enumerate(call.row.ids):
        for bad in BAD_IDS if id_.type != "string" else ():
            ids = [*given.ids[:position], bad, *given.ids[position + 1 :]]
            with pytest.raises(InvalidRequestError, match="positive integer"):
                await requested(call.method, *ids, **given.keywords)


async def test_a_domain_is_blocked_in_place_of_an_address():
    request = await requested("leads.block", domain="example.com", client_id=None)
    assert body_of(request) == {"domain": "example.com", "client_id": None}


async def test_null_is_left_out_of_a_query_where_it_is_not_documented_either():
    assert (await requested("campaigns.list", client_id=None)).query == ()


async def test_any_sequence_will_do_for_a_list():
    request = await requested("campaigns.add_email_accounts", 5, (456, 457))
    assert body_of(request) == {"email_account_ids": [456, 457]}


class Filters(TypedDict, total=False):
    name: Required[str]
    client_id: int


class Listing:
    async def list(self, id_: int, *, offset: int = 0, **filters: Unpack[Filters]) -> None: ...


def test_filters_that_are_stated_once_are_keywords(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(AREAS, "listing", Listing)
    assert keywords_of("listing.list") == {
        "id_": Keyword(EMPTY, int, by_position=True),
        "offset": Keyword(0, int, by_position=False),
        "name": Keyword(EMPTY, str, by_position=False),
        "client_id": Keyword(NOT_GIVEN, int, by_position=False),
    }


def test_iterating_takes_the_types_of_the_page():
    for call in CALLS:
        if call.iterates:
            page = call_of(call.row.python).keywords
            shared = set(call.keywords) & set(page)
            assert {name: call.keywords[name].hint for name in shared} == {
                name: page[name].hint for name in shared
            }
