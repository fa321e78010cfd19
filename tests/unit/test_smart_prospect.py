"""Smart Prospect: what the contract tests cannot know."""

from __future__ import annotations

import json
from typing import Any

import pytest

from smartlead_async import InvalidRequestError
from tests.contract.recording import RawResponse, answered, body_of, requested

FETCH = "smart_prospect.fetch_contacts"
SAVE = "smart_prospect.save_search"


async def read(payload: Any, method: str, **keywords: Any) -> Any:
    raw = RawResponse(200, {}, json.dumps(payload).encode())
    return await answered(raw, f"smart_prospect.{method}", **keywords)


@pytest.mark.parametrize(
    ("method", "keywords", "place"),
    [
        ("list_cities", {}, (0, 10)),
        ("list_cities", {"limit": 2, "offset": 4}, (4, 2)),
        ("list_companies", {"offset": 3}, (3, 100)),
        ("list_saved_searches", {}, (0, 10)),
    ],
)
async def test_a_page_says_where_it_is(method: str, keywords: dict[str, Any], place: Any):
    found = await read({"data": []}, method, **keywords)
    assert (found.offset, found.limit) == place


async def test_lists_have_one_word_for_their_words():
    rows = {"data": [{"id": 1, "city_name": "Austin"}]}
    (city,) = await read(rows, "list_cities")
    assert (city.id, city.name) == (1, "Austin")


@pytest.mark.parametrize(
    ("method", "keywords", "data"),
    [
        ("search_contacts", {"limit": 5}, {"filter_id": 7}),
        ("get_contacts", {"filter_id": 7}, {"pagination": {"filterId": "7"}}),
    ],
)
async def test_a_page_of_contacts_names_its_search(
    method: str, keywords: dict[str, Any], data: dict[str, Any]
):
    contacts = {"list": [{"id": "a"}], "total_count": 30, "totalCount": 30}
    found = await read({"data": data | contacts}, method, **keywords)
    assert (found.filter_id, found.total, found.items[0].id) == (7, 30, "a")


@pytest.mark.parametrize(
    ("method", "keywords"),
    [
        ("get_contacts", {}),
        ("get_contacts", {"id": ["a"], "filter_id": 7}),
        ("iterate_contacts", {"id": []}),
        ("fetch_contacts", {"filter_id": 7}),
        ("fetch_contacts", {"filter_id": 7, "id": ["a"], "limit": 5}),
        ("fetch_contacts", {"filter_id": 7, "limit": 30_001}),
        ("find_emails", {"contacts": [{"first_name": "Ada", "last_name": "King"}]}),
        ("list_cities", {"country": ["Korea, South"]}),
        ("list_cities", {"country": ["x" * 128, "y" * 128]}),
        ("search_contacts", {"limit": 5, "title": "Director"}),
    ],
)
async def test_what_the_service_would_refuse_is_not_sent(method: str, keywords: dict[str, Any]):
    with pytest.raises(InvalidRequestError):
        await requested(f"smart_prospect.{method}", **keywords)


async def test_some_accounts_may_fetch_more():
    request = await requested(FETCH, filter_id=7, limit=30_000)
    assert body_of(request) == {"filter_id": 7, "limit": 30_000}


@pytest.mark.parametrize("method", ["list_cities", "search_contacts", "save_search"])
async def test_an_unknown_filter_is_named(method: str):
    own = {"search_contacts": {"limit": 5}, "save_search": {"search_string": "x"}}
    with pytest.raises(TypeError, match=f"SmartProspect.{method}.*'countri'.*'country'"):
        await requested(f"smart_prospect.{method}", countri=["Peru"], **own.get(method, {}))


async def test_a_saved_search_takes_the_filters_of_a_search():
    request = await requested(SAVE, search_string="CTOs", title=("CTO",), title_exact_match=True)
    assert body_of(request) == {
        "search_string": "CTOs",
        "title": ["CTO"],
        "titleExactMatch": True,
    }
