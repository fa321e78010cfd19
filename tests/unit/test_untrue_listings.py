"""Listings that say what is not so: no item is left out in silence, and none takes for ever."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from attrs import define, field
from hypothesis import given
from hypothesis import strategies as st

from smartlead_async import (
    Page,
    ResponseDecodeError,
    Smartlead,
)
from smartlead_async._http.pagination import read_by_cursor, read_pages
from tests.support import Loopback, Received, answer_with, client_of
from tests.virtual_loop import run_virtual


@define
class Untrue:
    """A listing on a server.

    Args:
        items: What it holds.
        total: The total it tells with a page of so many items from an offset.
        empty: The offsets whose page comes empty, and how often.
        ignores_offset: Whether each page is the first one.
        most: The greatest page that it gives.
    """

    items: list[Any]
    total: Callable[[int, int], int | None]
    empty: dict[int, float] = field(factory=dict)
    ignores_offset: bool = False
    most: int = 100
    asked: list[int] = field(factory=list)

    async def fetch(self, offset: int, limit: int) -> Page[Any]:
        self.asked.append(offset)
        await asyncio.sleep(0.1)
        start = 0 if self.ignores_offset else offset
        items = self.items[start : start + min(limit, self.most)]
        if self.empty.get(offset, 0) > 0:
            self.empty[offset] -= 1
            items = []
        return Page(items, offset, limit, self.total(offset, len(items)))

    async def read(self, page_size: int = 100, prefetch: int = 4, **rest: Any) -> list[Any]:
        rest.setdefault("identity", lambda item: item)
        pages = read_pages(
            self.fetch, page_size=page_size, prefetch=prefetch, path="/campaigns/5/leads", **rest
        )
        return [item async for item in pages]


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [r.getMessage() for r in caplog.records if r.levelno == logging.WARNING]


TOO_LOW: dict[str, Callable[[int, int], int]] = {
    "0": lambda offset, count: 0,
    "-1": lambda offset, count: -1,
    "a page's size": lambda offset, count: 100,
    "what is on the page": lambda offset, count: count,
    "how far the page goes": lambda offset, count: offset + count,
    "too few": lambda offset, count: 90,
}


@pytest.mark.virtual_time
@pytest.mark.parametrize("told", TOO_LOW)
@pytest.mark.parametrize("count", [100, 101, 250, 300])
async def test_a_total_that_is_too_low_ends_nothing(
    told: str, count: int, caplog: pytest.LogCaptureFixture
) -> None:
    listing = Untrue(list(range(count)), TOO_LOW[told])
    assert await listing.read() == list(range(count))
    assert len(listing.asked) <= count // 100 + 4
    assert warnings(caplog) or told in {"a page's size", "how far the page goes"}


@pytest.mark.virtual_time
@pytest.mark.parametrize("told", ["0", "-1"])
async def test_so_on_a_listing_of_one_short_page(
    told: str, caplog: pytest.LogCaptureFixture
) -> None:
    listing = Untrue(list(range(15)), TOO_LOW[told])
    assert await listing.read() == list(range(15))
    assert listing.asked == [0, 15, 15]
    first, second = warnings(caplog)
    assert "/campaigns/5/leads" in first
    assert f"tells of {told} items" in first
    assert "empty page at offset 15" in second


@pytest.mark.virtual_time
async def test_a_page_beyond_a_total_that_is_too_low_is_asked_for_again() -> None:
    listing = Untrue(list(range(250)), TOO_LOW["0"], empty={100: 1, 200: 1})
    assert await listing.read() == list(range(250))


@pytest.mark.virtual_time
@pytest.mark.parametrize("most", [50, 100])
@pytest.mark.parametrize("total", [200, 300])
async def test_so_if_the_total_lacks_whole_pages(
    total: int, most: int, caplog: pytest.LogCaptureFixture
) -> None:
    listing = Untrue(list(range(450)), lambda *_: total, most=most)
    assert await listing.read() == list(range(450))
    assert f"tells of {total} items" in warnings(caplog)[0]


@pytest.mark.virtual_time
@pytest.mark.parametrize(
    ("count", "asked"), [(100, [0, 100]), (200, [0, 100, 200]), (60, [0]), (160, [0, 100])]
)
async def test_a_total_of_whole_pages_costs_one_request_more(
    count: int, asked: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    listing = Untrue(list(range(count)), lambda *_: count)
    assert await listing.read() == list(range(count))
    assert listing.asked == asked
    assert warnings(caplog) == []


@pytest.mark.virtual_time
@pytest.mark.parametrize("count", [15, 150, 250])
async def test_a_total_that_is_far_too_high_ends_at_the_empty_page(
    count: int, caplog: pytest.LogCaptureFixture
) -> None:
    listing = Untrue(list(range(count)), lambda *_: 2_300_000)
    assert await listing.read() == list(range(count))
    assert len(listing.asked) < 20
    assert listing.asked.count(count) > 1
    assert f"tells of 2300000 items and ends after {count}" in warnings(caplog)[-1]


@pytest.mark.virtual_time
@pytest.mark.parametrize(("count", "total"), [(200, 2_300_000), (200, 250), (0, 250)])
async def test_nothing_after_a_full_page_is_an_error(count: int, total: int) -> None:
    """The rest may be there and not come, as far as anybody can tell."""
    listing = Untrue(list(range(count)), lambda *_: total)
    with pytest.raises(ResponseDecodeError, match=f"offset {count} stays empty") as caught:
        await listing.read()
    assert (caught.value.method, caught.value.path) == ("GET", "/campaigns/5/leads")
    assert "GET /campaigns/5/leads → 200: " in str(caught.value)
    assert listing.asked.count(count) == 4
    assert len(listing.asked) < 20


@pytest.mark.virtual_time
@pytest.mark.parametrize("prefetch", [1, 4])
@pytest.mark.parametrize("offset", [0, 100, 200])
@pytest.mark.parametrize("times", [1, 2, 3])
async def test_an_empty_page_in_the_middle_is_asked_for_again(
    offset: int, times: int, prefetch: int, caplog: pytest.LogCaptureFixture
) -> None:
    listing = Untrue(list(range(250)), lambda *_: 250, empty={offset: times})
    assert await listing.read(prefetch=prefetch) == list(range(250))
    pauses = sum((0.5, 1.0, 2.0)[:times])
    assert pauses < asyncio.get_running_loop().time() < pauses + 2
    assert len(warnings(caplog)) == times
    assert f"empty page at offset {offset}" in warnings(caplog)[0]


@pytest.mark.virtual_time
@pytest.mark.parametrize("prefetch", [1, 4])
@pytest.mark.parametrize("offset", [0, 100, 200])
async def test_one_that_stays_empty_is_an_error(offset: int, prefetch: int) -> None:
    listing = Untrue(list(range(250)), lambda *_: 250, empty={offset: 99})
    with pytest.raises(ResponseDecodeError, match=f"offset {offset} stays empty"):
        await listing.read(prefetch=prefetch)


@pytest.mark.virtual_time
@pytest.mark.parametrize("prefetch", [1, 4])
async def test_one_after_a_short_page_is_an_error_if_there_is_an_end(prefetch: int) -> None:
    listing = Untrue(list(range(350)), lambda *_: 350, empty={150: 99})
    plain = listing.fetch

    async def cut(offset: int, limit: int) -> Page[int]:
        return await plain(offset, 50 if offset == 100 else limit)

    listing_of_short_pages = read_pages(cut, page_size=100, prefetch=prefetch)
    with pytest.raises(ResponseDecodeError, match="offset 150 stays empty"):
        [item async for item in listing_of_short_pages]


@pytest.mark.virtual_time
@pytest.mark.parametrize("total", [None, 20, 1000, 2_300_000, 0, -1, 10])
async def test_a_server_that_ignores_the_offset_is_told_of(
    total: int | None, caplog: pytest.LogCaptureFixture
) -> None:
    listing = Untrue(list(range(10)), lambda *_: total, ignores_offset=True)
    assert await listing.read(page_size=10) == list(range(10))
    assert len(listing.asked) < 20
    assert any("items may be missing" in text for text in warnings(caplog))


@pytest.mark.virtual_time
async def test_items_that_have_no_name_are_like_no_other(caplog: pytest.LogCaptureFixture) -> None:
    items = [None if number % 3 else number for number in range(500)]
    assert await Untrue(items, lambda *_: 500).read(page_size=10) == items
    assert await Untrue([None] * 500, lambda *_: 500).read(page_size=10) == [None] * 500
    assert warnings(caplog) == []


@given(
    count=st.integers(0, 40),
    total=st.integers(-1, 60) | st.none(),
    page_size=st.integers(1, 15),
    prefetch=st.integers(1, 5),
    empty=st.dictionaries(st.integers(0, 40), st.integers(1, 3), max_size=2),
)
def test_all_items_or_an_error(
    count: int, total: int | None, page_size: int, prefetch: int, empty: dict[int, float]
) -> None:
    """Whatever the total, as long as no page beyond it is empty that should not be."""
    holes = empty if total is not None and total >= count else {}
    listing = Untrue(list(range(count)), lambda *_: total, empty=dict(holes))
    try:
        items = run_virtual(listing.read(page_size, prefetch))
    except ResponseDecodeError:
        assert total is not None
        assert total > count or holes
    else:
        assert items == list(range(count))


# -- listings by cursor --------------------------------------------------------------------------


@define
class Scrolling:
    """A listing by cursor of 250 items.

    Args:
        totals: The totals that it tells, one with each page, the last with all further ones.
        empty: How often the page at an offset comes empty.
        ends: The offset whose page names no other.
    """

    totals: list[int | None] = field(factory=lambda: [250])
    empty: dict[int, float] = field(factory=dict)
    ends: int = 200
    asked: list[str | None] = field(factory=list)

    async def fetch(self, scroll_id: str | None, limit: int) -> Page[int]:
        self.asked.append(scroll_id)
        start = int(scroll_id or 0)
        total = self.totals.pop(0) if len(self.totals) > 1 else self.totals[0]
        if self.empty.get(start, 0) > 0:
            self.empty[start] -= 1
            return Page([], 0, limit, total, scroll_id)
        end = min(start + limit, 250)
        following = None if start >= self.ends else str(end)
        return Page(list(range(start, end)), 0, limit, total, following)

    async def read(self) -> list[int]:
        pages = read_by_cursor(
            self.fetch, page_size=100, identity=lambda item: item, path="/search", method="POST"
        )
        return [item async for item in pages]


@pytest.mark.virtual_time
@pytest.mark.parametrize("totals", [[250], [250, None], [250, 0], [90]])
@pytest.mark.parametrize("offset", [0, 100, 200])
async def test_an_empty_page_by_cursor_is_asked_for_again(
    offset: int, totals: list[int | None], caplog: pytest.LogCaptureFixture
) -> None:
    listing = Scrolling(list(totals), empty={offset: 1})
    assert await listing.read() == list(range(250))
    assert listing.asked.count(str(offset) if offset else None) == 2
    assert f"/search: the listing has an empty page at offset {offset}" in caplog.text


@pytest.mark.virtual_time
@pytest.mark.parametrize("offset", [0, 100, 200])
async def test_one_by_cursor_that_stays_empty_is_an_error(offset: int) -> None:
    listing = Scrolling(empty={offset: 99})
    with pytest.raises(ResponseDecodeError, match=f"POST /search .* offset {offset} stays empty"):
        await listing.read()


@pytest.mark.virtual_time
async def test_one_by_cursor_after_a_short_page_is_the_end(
    caplog: pytest.LogCaptureFixture,
) -> None:
    listing = Scrolling([300], empty={250: 99}, ends=999)
    assert await listing.read() == list(range(250))
    assert "tells of 300 items and ends after 250" in warnings(caplog)[-1]


@pytest.mark.virtual_time
@pytest.mark.parametrize("empty", [{}, {100: 1}])
async def test_a_cursor_that_is_missing_before_the_total_is_told_of(
    empty: dict[int, float], caplog: pytest.LogCaptureFixture
) -> None:
    assert await Scrolling(empty=empty, ends=100).read() == list(range(200))
    assert "tells of 250 items and gave 200 different ones" in warnings(caplog)[-1]


@pytest.mark.virtual_time
@pytest.mark.parametrize("ends", [200, 999])
@pytest.mark.parametrize("total", [None, 250])
async def test_a_true_listing_by_cursor_is_no_cause_for_warnings(
    total: int | None, ends: int, caplog: pytest.LogCaptureFixture
) -> None:
    listing = Scrolling([total], empty={250: 99}, ends=ends)
    assert await listing.read() == list(range(250))
    assert listing.asked == [None, "100", "200", *(["250"] if ends == 999 else [])]
    assert warnings(caplog) == []


# -- leads ---------------------------------------------------------------------------------------


def row(number: int) -> dict[str, Any]:
    return {
        "campaign_lead_map_id": str(number),
        "status": "STARTED",
        "lead": {"id": 1000 + number, "email": f"lead{number}@example.com"},
    }


def listing_with(bad: dict[int, list[bytes]]) -> Any:
    """Return a server of 250 leads that answers an offset with what is bad until that is used."""

    def serve(request: Received) -> Any:
        offset, limit = int(request.query["offset"]), int(request.query["limit"])
        if bad.get(offset):
            return bad[offset].pop(0)
        rows = [row(number) for number in range(1, 251)][offset : offset + limit]
        return {"total_leads": "250", "data": rows, "offset": offset, "limit": limit}

    return answer_with(serve)


EMPTY = json.dumps({"total_leads": "250", "data": []}).encode()


@pytest.fixture
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smartlead_async._http.pagination._PAUSES", (0.0, 0.0, 0.0))


@pytest.mark.usefixtures("_no_pauses")
@pytest.mark.parametrize("page_size", [50, 100])
@pytest.mark.parametrize("times", [1, 3, 99])
@pytest.mark.parametrize("offset", [0, 100, 200])
async def test_of_250_leads_all_come_or_an_error(offset: int, times: int, page_size: int) -> None:
    seen: list[int] = []

    async def read(smartlead: Smartlead) -> None:
        async for lead in smartlead.leads.iterate(5, page_size=page_size):
            seen.append(lead.campaign_lead_map_id or 0)  # noqa: PERF401 - those before an error count

    async with (
        Loopback(listing_with({offset: [EMPTY] * times})) as server,
        client_of(server) as smartlead,
    ):
        if times == 99:
            with pytest.raises(
                ResponseDecodeError, match=f"/campaigns/5/leads .* offset {offset} "
            ):
                await read(smartlead)
        else:
            await read(smartlead)
    assert seen == list(range(1, 251))[: offset if times == 99 else 250]
