"""A listing stated once: its filters, and its pages in the query, in the body or by cursor."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypedDict, Unpack, get_type_hints

import pytest
from attrs import frozen

from smartlead_async import InvalidRequestError, Items, Model, Page, Smartlead
from smartlead_async._http.endpoint import Endpoint
from smartlead_async._http.envelopes import page
from smartlead_async._http.transport import RawResponse
from smartlead_async._validate import positive_id
from smartlead_async.resources import analytics, email_accounts, lead_activities, leads
from smartlead_async.resources._base import Listing, Resource
from tests.support import CountingLimiter

LISTINGS = [
    analytics._STATISTICS,
    email_accounts._LIST,
    lead_activities._ACTIVITIES,
    leads._LIST,
]


@frozen(kw_only=True, repr=False, eq=False)
class Row(Model):
    id: int | None = None


class RowFilters(TypedDict, total=False):
    """Filters of rows.

    Attributes:
        owner_id: Only rows of this owner.
        with_history: Whether rows come with their history.
    """

    owner_id: int
    with_history: bool


def _named(row: Row) -> int | None:
    return row.id


BODY: Listing[Row] = Listing(
    endpoint=Endpoint("POST", "/boxes/{box_id}/rows", "safe", page(Row, ("messages",))),
    filters=RowFilters,
    paging="body",
    most=20,
    identity=_named,
    wire={"owner_id": "ownerId", "with_history": "fetch_history"},
    checks={"owner_id": positive_id},
    in_query={"with_history"},
)
CURSOR: Listing[Row] = Listing(
    endpoint=Endpoint("POST", "/search", "safe", page(Row, ("list",))),
    filters=RowFilters,
    paging="cursor",
    most=500,
    identity=_named,
)


class Rows(Resource):
    async def list(
        self, box_id: int, *, offset: int = 0, limit: int = 20, **filters: Unpack[RowFilters]
    ) -> Page[Row]:
        return await self._list(BODY, box_id, start=offset, limit=limit, filters=filters)

    def iterate(
        self,
        box_id: int,
        *,
        page_size: int = 20,
        prefetch: int | None = None,
        patience: float = 0.0,
        **filters: Unpack[RowFilters],
    ) -> Items[Row]:
        return self._iterate(
            BODY, box_id, page_size=page_size, prefetch=prefetch, patience=patience, filters=filters
        )


class Search(Resource):
    async def list(
        self, *, scroll_id: str | None = None, limit: int = 100, **filters: Unpack[RowFilters]
    ) -> Page[Row]:
        return await self._list(CURSOR, start=scroll_id, limit=limit, filters=filters)

    def iterate(
        self,
        *,
        page_size: int = 100,
        prefetch: int | None = None,
        patience: float = 0.0,
        **filters: Unpack[RowFilters],
    ) -> Items[Row]:
        return self._iterate(
            CURSOR, page_size=page_size, prefetch=prefetch, patience=patience, filters=filters
        )


class Server:
    """Answers in place of the transport, and remembers what it was sent."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, answer: Callable[[Any], Any]) -> None:
        self.client = Smartlead("key", limiter=CountingLimiter())
        self.bodies: list[Any] = []
        self.queries: list[dict[str, str]] = []
        self._answer = answer
        monkeypatch.setattr(self.client._caller.channel.transport, "exchange", self._exchange)

    async def _exchange(
        self, host: str, method: str, path: str, query: Any, body: bytes, *, on_sent: Any, **_: Any
    ) -> RawResponse:
        on_sent()
        assert method == "POST"
        self.bodies.append(json.loads(body))
        self.queries.append(dict(query))
        return RawResponse(200, {}, json.dumps(self._answer(self.bodies[-1])).encode())


def rows(first: int, last: int) -> list[dict[str, int]]:
    return [{"id": number} for number in range(first, last + 1)]


@pytest.mark.virtual_time
async def test_pages_in_the_body(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(body: Any) -> Any:
        first = body["offset"] + 1
        return {"messages": rows(first, min(body["offset"] + body["limit"], 45)), "total": 45}

    server = Server(monkeypatch, answer)
    items = Rows(server.client._caller).iterate(7, owner_id=3, with_history=True)
    assert [row.id async for row in items] == list(range(1, 46))
    expected = [{"limit": 20, "offset": n, "ownerId": 3} for n in (0, 20, 40)]
    assert [body | {"limit": 20} for body in server.bodies] == expected
    assert server.queries == [{"fetch_history": "true"}] * 3


def _whole(value: int) -> Any:
    """Return an integer as other libraries have them."""
    return type("int64", (), {"__index__": lambda _: value})()


@pytest.mark.virtual_time
async def test_one_page_in_the_body(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server(monkeypatch, lambda _: {"messages": rows(3, 4), "total": 9})
    read = await Rows(server.client._caller).list(7, offset=_whole(2), limit=_whole(2))
    assert ([row.id for row in read], read.offset, read.limit, read.total) == ([3, 4], 2, 2, 9)
    assert server.bodies == [{"limit": 2, "offset": 2}]


def by_cursor(body: Any) -> Any:
    start = int(body.get("scroll_id", "at-0")[3:])
    end = min(start + body["limit"], 25)
    cursor = {"scroll_id": f"at-{end}"} if end < 25 else {}
    return {"success": True, "data": {"list": rows(start + 1, end), "total_count": 25, **cursor}}


@pytest.mark.virtual_time
async def test_pages_by_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server(monkeypatch, by_cursor)
    items = Search(server.client._caller).iterate(page_size=_whole(10), owner_id=3)
    assert [row.id async for row in items] == list(range(1, 26))
    assert server.bodies == [
        {"limit": 10, "owner_id": 3},
        {"limit": 10, "scroll_id": "at-10", "owner_id": 3},
        {"limit": 10, "scroll_id": "at-20", "owner_id": 3},
    ]


@pytest.mark.virtual_time
async def test_one_page_by_cursor_names_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    search = Search(Server(monkeypatch, by_cursor).client._caller)
    first = await search.list(limit=10)
    assert (first.scroll_id, first.has_more) == ("at-10", True)
    rest = await search.list(limit=20, scroll_id=first.scroll_id)
    assert ([row.id for row in rest], rest.has_more) == (list(range(11, 26)), False)


@pytest.mark.virtual_time
async def test_a_cursor_that_never_ends_does_not_go_on_for_ever(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    again = {"data": {"list": rows(1, 10), "scroll_id": "same"}}
    server = Server(monkeypatch, lambda _: again)
    items = Search(server.client._caller).iterate(page_size=10)
    assert [row.id async for row in items] == list(range(1, 11))
    assert len(server.bodies) < 8
    assert "/search: the listing repeats the same items" in caplog.text


@pytest.mark.virtual_time
async def test_an_empty_page_ends_a_cursor_that_stays_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left = [rows(1, 10), rows(11, 20), []]
    server = Server(monkeypatch, lambda _: {"data": {"list": left.pop(0), "scroll_id": "same"}})
    items = Search(server.client._caller).iterate(page_size=10)
    assert [row.id async for row in items] == list(range(1, 21))
    assert left == []


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda client: client.leads.list(5, statu="PAUSED"),
            r"Leads.list\(\) got an unexpected keyword argument 'statu'. Did you mean 'status'\?",
        ),
        (
            lambda client: client.leads.iterate(5, pagesize=10),
            r"Leads.iterate\(\) got an unexpected .* 'pagesize'. Did you mean 'page_size'\?",
        ),
        (
            lambda client: client.email_accounts.list(nonsense=1),
            r"EmailAccounts.list\(\) got an unexpected keyword argument 'nonsense'$",
        ),
        (
            lambda client: client.analytics.iterate_campaign_statistics(5, email_statuses="sent"),
            r"Analytics.iterate_campaign_statistics\(\) .* Did you mean 'email_status'\?",
        ),
    ],
)
async def test_a_filter_that_there_is_not_is_a_type_error(
    call: Callable[[Smartlead], Any], message: str
) -> None:
    async with Smartlead("key", base_url="http://127.0.0.1:1") as client:
        with pytest.raises(TypeError, match=message):
            await call(client)


@pytest.mark.parametrize(
    "wrong", [{"page_size": 21}, {"page_size": 0}, {"prefetch": 0}, {"owner_id": 0}]
)
async def test_wrong_values_are_refused_at_once(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequestError):
        Rows(Smartlead("key")._caller).iterate(7, **wrong)


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda listing: listing.endpoint.path)
def test_names_and_checks_are_about_filters_that_there_are(listing: Listing[Any]) -> None:
    names = get_type_hints(listing.filters).keys()
    assert {*listing.wire, *listing.checks, *listing.in_query} <= names
    assert all(f"{name}: " in (listing.filters.__doc__ or "") for name in names)
