from __future__ import annotations

import inspect
from typing import Any

import pytest

from smartlead_async import NOT_GIVEN
from smartlead_async._endpoint import fill
from tests.contract.recording import (
    RESOURCES,
    arguments,
    body_of,
    keyword,
    parameters,
    requested,
)
from tests.contract.reference import CAMPAIGN, OTHER_WAYS, ROWS, Row

EACH_ROW = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.call)
PAGE = {"offset": "0", "limit": "100"}
LEAST = {"leads.block": {"email": "ada@example.com"}}
PAGING = {"page_size", "prefetch"}


def method_of(call: str) -> Any:
    resource, method = call.split(".")
    return getattr(RESOURCES[resource], method)


def signature_of(call: str) -> dict[str, inspect.Parameter]:
    return dict(inspect.signature(method_of(call)).parameters)


def public_methods() -> set[str]:
    return {
        f"{resource}.{name}"
        for resource, cls in RESOURCES.items()
        for name, _ in inspect.getmembers(cls, inspect.isfunction)
        if not name.startswith("_")
    }


def test_the_table_has_the_41_endpoints_of_the_reference_and_each_once():
    assert [row.number for row in ROWS] == list(range(1, 42))
    assert len({(row.method, row.path) for row in ROWS}) == 41
    assert len({row.call for row in ROWS}) == 41


def test_every_public_method_is_in_the_table_and_the_other_way_round():
    assert public_methods() == {row.call for row in ROWS} | set(OTHER_WAYS)


@EACH_ROW
async def test_everything_that_the_reference_documents_goes_where_it_says(row: Row):
    request = await requested(
        row.call, *row.ids, *row.positional, **arguments(row, everything=True)
    )

    assert (request.method, request.path) == (row.method, fill(row.path, row.ids))
    in_query = [*row.query, *(row.extra if row.body is None else ())]
    assert dict(request.query) == {each.name: each.sent for each in in_query}
    if row.body is None:
        assert body_of(request) is NOT_GIVEN
    elif isinstance(row.body, list):
        assert body_of(request) == row.body
    else:
        assert body_of(request) == {each.name: each.sent for each in (*row.body, *row.extra)}


@EACH_ROW
async def test_nothing_is_sent_that_was_not_asked_for(row: Row):
    given = arguments(row, everything=False) | LEAST.get(row.call, {})
    request = await requested(row.call, *row.ids, *row.positional, **given)

    needed = {each.name: each.sent for each in row.query if each.required}
    is_page = "limit" in {each.name for each in row.query}
    assert dict(request.query) == needed | (PAGE if is_page else {})
    if isinstance(row.body, tuple):
        needed = {each.name: each.sent for each in row.body if each.required}
        assert body_of(request) == needed | LEAST.get(row.call, {})


@EACH_ROW
def test_required_parameters_have_no_default_and_all_others_do(row: Row):
    found = signature_of(row.call)
    by_position = [name for name, each in found.items() if each.kind is each.POSITIONAL_OR_KEYWORD]
    assert len(by_position) == len(("self", *row.ids, *row.positional))
    needed = {keyword(each.name) for each in parameters(row) if each.required} | {*by_position}
    for name, parameter in found.items():
        if name in needed:
            assert parameter.default is parameter.empty
        else:
            assert parameter.default in (NOT_GIVEN, None, 0, 100)


@EACH_ROW
def test_no_method_has_a_keyword_that_is_documented_nowhere(row: Row):
    every = (*parameters(row), *row.extra)
    documented = {keyword(each.name) for each in every if each.given is not ...}
    if row.call == "leads.block":
        documented.add("domain")
    keywords = {
        name for name, each in signature_of(row.call).items() if each.kind is each.KEYWORD_ONLY
    }
    assert keywords == documented


@EACH_ROW
def test_the_docstring_names_the_route_and_a_document(row: Row):
    text = inspect.getdoc(method_of(row.call)) or ""
    assert f"``{row.method} {row.path}``" in text
    assert any(f"reference document {number}" in text for number in row.documents.split(", "))
    keywords = set(signature_of(row.call)) - {"self"}
    assert {name for name in keywords if f"{name}: " not in text} == set()


@pytest.mark.parametrize("call", [name for name in OTHER_WAYS if "iterate" in name])
def test_iterating_takes_the_filters_of_the_page(call: str):
    of_page = set(signature_of(OTHER_WAYS[call])) - {"offset", "limit"}
    assert set(signature_of(call)) - PAGING == of_page


async def test_iterating_sends_the_filters_of_the_page():
    request = await requested("leads.iterate", CAMPAIGN, status="PAUSED", email_status="is_spam")
    assert dict(request.query) == PAGE | {"status": "PAUSED", "emailStatus": "is_spam"}


async def test_a_domain_is_blocked_in_place_of_an_address():
    request = await requested("leads.block", domain="example.com", client_id=None)
    assert body_of(request) == {"domain": "example.com", "client_id": None}


async def test_null_is_sent_in_a_body_and_left_out_of_a_query():
    request = await requested("leads.resume", 1, 2, resume_lead_with_delay_days=None)
    assert body_of(request) == {"resume_lead_with_delay_days": None}
    request = await requested("campaigns.list", client_id=None)
    assert request.query == ()
