"""A listing with holes: rows of removed leads, and pages that come without a body."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from smartlead_async import ResponseDecodeError
from smartlead_async._http import retry
from tests.support import Behaviour, Loopback, Received, answer, answer_with, client_of

LEADS = 250
REMOVED = {3: None, 120: {"id": None, "email": None, "custom_fields": None}, 249: {}}


def row(number: int) -> dict[str, Any]:
    lead = REMOVED.get(
        number, {"id": str(4_000_000_000 + number), "email": f"{number}@example.com"}
    )
    return {"campaign_lead_map_id": number + 1, "status": "STARTED", "lead": lead}


def page(request: Received) -> dict[str, Any]:
    offset, limit = int(request.query["offset"]), int(request.query["limit"])
    rows = [row(number) for number in range(offset, min(LEADS, offset + limit))]
    return {"total_leads": str(LEADS), "data": rows, "offset": offset, "limit": limit}


def without_body(at: int, times: int, body: bytes = b"") -> Behaviour:
    """Answer with pages, but the one at an offset without a body for so many times."""
    left = times

    async def behave(request: Received, writer: asyncio.StreamWriter) -> None:
        nonlocal left
        hole = int(request.query["offset"]) == at and left > 0
        left -= hole
        await (answer(200, body) if hole else answer_with(page))(request, writer)

    return behave


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry.backoff, "full_jitter", lambda _: 0.0)


@pytest.mark.parametrize("at", [0, 100, 200])
@pytest.mark.parametrize("body", [b"", b'"Something went wrong"'])
async def test_all_rows_are_read_through_a_page_without_a_body(at: int, body: bytes):
    async with Loopback(without_body(at, 2, body)) as server, client_of(server) as smartlead:
        rows = [row async for row in smartlead.leads.iterate(5)]
    assert [row.campaign_lead_map_id for row in rows] == list(range(1, LEADS + 1))
    assert [number for number, row in enumerate(rows) if row.is_removed] == list(REMOVED)
    assert {row.lead for row in rows if row.is_removed} == {None}


@pytest.mark.parametrize("at", [0, 100, 200])
async def test_a_page_that_never_has_a_body_is_an_error(at: int):
    async with Loopback(without_body(at, 99)) as server, client_of(server) as smartlead:
        with pytest.raises(ResponseDecodeError, match="/campaigns/5/leads → 200"):
            async for _ in smartlead.leads.iterate(5):
                pass
    assert len([r for r in server.requests if int(r.query["offset"]) == at]) == 5


async def test_rows_of_removed_leads_that_name_nothing_are_not_taken_for_one():
    body = {"data": [{"lead": None}, {"lead": None}, {"lead": {"id": 7}}], "total_leads": 3}
    async with Loopback(answer(200, body)) as server, client_of(server) as smartlead:
        assert (await smartlead.leads.list(5)).removed == 2
        rows = [row async for row in smartlead.leads.iterate(5)]
    assert [row.is_removed for row in rows] == [True, True, False]
