"""Reading a listing to its end."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartlead_async import InvalidRequestError, Page, ServerError, Smartlead
from smartlead_async._http.pagination import Items, read_pages
from smartlead_async._http.transport import RawResponse
from tests.support import CountingLimiter
from tests.virtual_loop import run_virtual


class Listing:
    """A list on a server: what it holds, and what it was asked for."""

    def __init__(self, items: list[Any], *, total: bool = True, cap: int = 100) -> None:
        self.items = items
        self.total = total
        self.cap = cap
        self.asked: list[tuple[int, int]] = []
        self.answered = 0
        self.cancelled = 0
        self.under_way = 0
        self.most_under_way = 0
        self.before_answer: Callable[[int], None] = lambda _: None

    async def fetch(self, offset: int, limit: int) -> Page[Any]:
        self.asked.append((offset, limit))
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            await asyncio.sleep(1 + offset % 7 / 10)  # pages do not answer in order
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        finally:
            self.under_way -= 1
        self.before_answer(self.answered)
        self.answered += 1
        items = self.items[offset : offset + min(limit, self.cap)]
        return Page(items, offset, limit, len(self.items) if self.total else None)

    def read(self, page_size: int = 10, prefetch: int = 4, **rest: Any) -> Items[Any]:
        rest.setdefault("identity", lambda item: item)
        return read_pages(self.fetch, page_size=page_size, prefetch=prefetch, **rest)


async def collect(items: Items[Any]) -> list[Any]:
    return [item async for item in items]


@given(
    count=st.integers(0, 60),
    page_size=st.integers(1, 20),
    prefetch=st.integers(1, 6),
    cap=st.integers(1, 25),
    total=st.booleans(),
)
def test_every_item_once_and_in_order(
    count: int, page_size: int, prefetch: int, cap: int, total: bool
) -> None:
    """Whatever the page size, and however few the server gives at a time."""
    listing = Listing(list(range(count)), total=total, cap=cap)
    assert run_virtual(collect(listing.read(page_size, prefetch))) == list(range(count))
    assert all(limit <= page_size for _, limit in listing.asked)


@given(
    count=st.integers(1, 60),
    lengths=st.lists(st.integers(1, 10), min_size=1, max_size=20),
    prefetch=st.integers(1, 6),
)
def test_pages_of_any_length_lose_nothing_where_the_total_is_known(
    count: int, lengths: list[int], prefetch: int
) -> None:
    listing = Listing(list(range(count)))

    def vary(answered: int) -> None:
        listing.cap = lengths[answered % len(lengths)]

    listing.before_answer = vary
    assert run_virtual(collect(listing.read(10, prefetch))) == list(range(count))


@pytest.mark.virtual_time
async def test_with_a_total_a_window_of_pages_is_read_at_once() -> None:
    listing = Listing(list(range(195)))
    await collect(listing.read(10, prefetch=4))
    assert listing.most_under_way == 4
    assert sorted(listing.asked) == [(offset, 10) for offset in range(0, 200, 10)]


@pytest.mark.virtual_time
async def test_without_a_total_one_page_is_read_ahead() -> None:
    listing = Listing(list(range(35)), total=False)
    await collect(listing.read(10, prefetch=4))
    assert listing.most_under_way == 1
    assert [offset for offset, _ in listing.asked] == [0, 10, 20, 30]


@pytest.mark.virtual_time
@pytest.mark.parametrize("cap", [100, 4])
async def test_without_a_total_the_end_is_an_empty_page(cap: int) -> None:
    listing = Listing(list(range(20)), total=False, cap=cap)
    assert await collect(listing.read(10)) == list(range(20))
    assert listing.asked[-1][0] == 20


@pytest.mark.virtual_time
async def test_an_empty_listing_takes_one_request() -> None:
    for total in (True, False):
        listing = Listing([], total=total)
        assert await collect(listing.read()) == []
        assert len(listing.asked) == 1


@pytest.mark.virtual_time
@pytest.mark.parametrize("total", [True, False])
async def test_a_server_that_ignores_the_offset_ends(total: bool) -> None:
    asked = []

    async def fetch(offset: int, limit: int) -> Page[int]:
        asked.append(offset)
        return Page(list(range(10)), offset, limit, 1000 if total else None)

    items = read_pages(fetch, page_size=10, prefetch=4, identity=lambda item: item)
    assert await collect(items) == list(range(10))
    assert len(asked) <= 100


@pytest.mark.virtual_time
@pytest.mark.parametrize("total", [True, False])
async def test_leaving_early_cancels_what_is_read_ahead(total: bool) -> None:
    listing = Listing(list(range(500)), total=total)
    async with listing.read() as items:
        async for item in items:
            if item == 25:
                break
    asked = len(listing.asked)
    assert listing.under_way == 0
    assert listing.answered < 10
    await asyncio.sleep(100)
    assert len(listing.asked) == asked


@pytest.mark.virtual_time
async def test_dropping_the_iterator_cancels_what_is_read_ahead() -> None:
    listing = Listing(list(range(500)))
    async for item in listing.read():
        if item == 25:
            break
    gc.collect()
    await asyncio.sleep(0.01)
    assert listing.under_way == 0
    assert listing.cancelled >= 1


@pytest.mark.virtual_time
async def test_closing_before_the_first_item_and_twice() -> None:
    listing = Listing([1])
    items = listing.read()
    await items.aclose()
    await items.aclose()
    assert await collect(items) == []
    assert listing.asked == []


@pytest.mark.virtual_time
@pytest.mark.parametrize("total", [True, False])
async def test_an_error_ends_the_iteration_where_it_belongs(total: bool) -> None:
    listing = Listing(list(range(100)), total=total)
    failure = ServerError(status_code=500, message="no", method="GET", path="/x")
    plain = listing.fetch

    async def fetch(offset: int, limit: int) -> Page[int]:
        if offset >= 30:
            raise failure
        return await plain(offset, limit)

    seen: list[int] = []

    async def read() -> None:
        async for item in read_pages(fetch, page_size=10, prefetch=4):
            seen.append(item)  # noqa: PERF401 - what was seen before the error counts

    with pytest.raises(ServerError):
        await read()
    assert seen == list(range(30))
    assert listing.under_way == 0


@pytest.mark.virtual_time
async def test_cancelling_the_consumer_cancels_what_is_read_ahead() -> None:
    listing = Listing(list(range(500)))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(collect(listing.read()), 1.5)
    assert listing.under_way == 0


@pytest.mark.virtual_time
async def test_a_listing_that_shrinks_warns_once_and_yields_nothing_twice(
    caplog: pytest.LogCaptureFixture,
) -> None:
    listing = Listing(list(range(100)))

    def shrink(answered: int) -> None:
        if answered in {3, 6, 8}:
            del listing.items[0]

    listing.before_answer = shrink
    items = await collect(listing.read(10, prefetch=2))
    assert len(items) == len(set(items))
    warned = [r.getMessage() for r in caplog.records if r.levelno == logging.WARNING]
    assert len(warned) == 1
    assert "collect first" in warned[0]


@pytest.mark.virtual_time
async def test_a_listing_that_grows_is_read_to_its_new_end(
    caplog: pytest.LogCaptureFixture,
) -> None:
    listing = Listing(list(range(50)))

    def grow(answered: int) -> None:
        if answered == 2:
            listing.items += range(50, 75)

    listing.before_answer = grow
    assert await collect(listing.read(10, prefetch=2)) == list(range(75))
    assert caplog.records == []


@pytest.mark.virtual_time
@pytest.mark.parametrize("total", [True, False])
@pytest.mark.parametrize("added", [3, 9, 10, 20])
async def test_items_that_come_in_front_repeat_nothing(added: int, total: bool) -> None:
    listing = Listing(list(range(100)), total=total)

    def shift(answered: int) -> None:
        if answered == 3:
            listing.items[:0] = [-n for n in range(added, 0, -1)]

    listing.before_answer = shift
    items = await collect(listing.read(10, prefetch=1))
    if total or added < 10:  # without a total, a whole page of known items is taken for the end
        assert items == list(range(100))
    else:
        assert items == list(range(len(items)))
        assert len(items) >= 30


@pytest.mark.virtual_time
async def test_items_without_an_identity_are_all_kept() -> None:
    listing = Listing([None] * 25)
    assert len(await collect(listing.read(identity=None))) == 25


@pytest.mark.virtual_time
async def test_pages_yields_the_rest_of_a_page_first() -> None:
    items = Listing(list(range(25))).read()
    assert [await anext(items) for _ in range(3)] == [0, 1, 2]
    assert [page async for page in items.pages()] == [
        list(range(3, 10)),
        list(range(10, 20)),
        list(range(20, 25)),
    ]


@pytest.mark.parametrize(
    "options", [{"page_size": 0}, {"page_size": 101}, {"page_size": True}, {"prefetch": 0}]
)
def test_numbers_out_of_range_are_refused_at_once(options: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequestError):
        Listing([]).read(**options)


# -- through the resources -----------------------------------------------------------------------


@pytest.fixture
def smartlead(monkeypatch: pytest.MonkeyPatch) -> Smartlead:
    """A client whose transport hands requests to ``smartlead.serve(path, query)``."""
    client = Smartlead("key", limiter=CountingLimiter())

    async def exchange(
        host: str, method: str, path: str, query: Any, body: Any, *, on_sent: Any, **_: Any
    ) -> RawResponse:
        on_sent()
        return RawResponse(200, {}, json.dumps(client.serve(path, dict(query))).encode())  # type: ignore[attr-defined]

    monkeypatch.setattr(client._caller.channel.transport, "exchange", exchange)
    return client


@pytest.mark.virtual_time
@pytest.mark.parametrize("as_text", [True, False])
async def test_filters_stay_on_every_page_of_leads(smartlead: Smartlead, as_text: bool) -> None:
    queries: list[dict[str, str]] = []

    def serve(path: str, query: dict[str, str]) -> Any:
        queries.append(query)
        offset, limit = int(query.pop("offset")), int(query.pop("limit"))
        rows = [
            {
                "campaign_lead_map_id": str(n),
                "status": "INPROGRESS",
                "lead": {"id": n, "email": f"a{n}@example.com"},
            }
            for n in range(offset + 1, min(offset + limit, 250) + 1)
        ]
        return {"total_leads": "250" if as_text else 250, "data": rows, "offset": 0}

    smartlead.serve = serve  # type: ignore[attr-defined]
    leads = smartlead.leads.iterate(5, status="INPROGRESS", email_status="is_opened")
    assert [lead.lead.id for lead in [lead async for lead in leads]] == list(range(1, 251))
    assert queries == [{"status": "INPROGRESS", "emailStatus": "is_opened"}] * 3


@pytest.mark.virtual_time
async def test_filters_stay_on_every_page_of_mailboxes(smartlead: Smartlead) -> None:
    queries: list[dict[str, str]] = []

    def serve(path: str, query: dict[str, str]) -> Any:
        queries.append(query)
        offset, limit = int(query.pop("offset")), int(query.pop("limit"))
        return [
            {"id": n, "from_email": f"a{n}@example.com"}
            for n in range(offset + 1, min(offset + limit, 25) + 1)
        ]

    smartlead.serve = serve  # type: ignore[attr-defined]
    accounts = smartlead.email_accounts.iterate(page_size=10, is_in_use=True, esp="GMAIL")
    assert [account.id async for account in accounts] == list(range(1, 26))
    assert queries == [{"isInUse": "true", "esp": "GMAIL"}] * 3


@pytest.mark.virtual_time
async def test_a_page_knows_where_it_is(smartlead: Smartlead) -> None:
    smartlead.serve = lambda path, query: {"total_leads": "7", "data": []}  # type: ignore[attr-defined]
    page = await smartlead.leads.list(5, offset=3, limit=2)
    assert (page.offset, page.limit, page.total, page.has_more) == (3, 2, 7, False)


@pytest.mark.parametrize(
    "arguments", [{"limit": 0}, {"limit": 101}, {"offset": -1}, {"limit": "10"}, {"offset": 1.0}]
)
async def test_pages_out_of_range_are_refused(arguments: dict[str, Any]) -> None:
    client = Smartlead("key")
    with pytest.raises(InvalidRequestError):
        await client.leads.list(5, **arguments)
    with pytest.raises(InvalidRequestError):
        await client.email_accounts.list(**arguments)


@pytest.mark.parametrize("campaign_id", [0, -1, "5", None, 1.0, True])
async def test_ids_that_are_none_are_refused(campaign_id: Any) -> None:
    client = Smartlead("key")
    with pytest.raises(InvalidRequestError, match="campaign_id"):
        client.leads.iterate(campaign_id)
    for call in (client.campaigns.get, client.campaigns.delete, client.leads.list):
        with pytest.raises(InvalidRequestError, match="campaign_id"):
            await call(campaign_id)
