"""Likely mistakes end with one sentence that says what to do."""

from __future__ import annotations

import datetime as dt
import logging
import traceback

import pytest

import smartlead_sync
from smartlead_async import InvalidRequestError, NotFoundError, Smartlead
from smartlead_async._http.endpoint import Endpoint
from smartlead_async._http.envelopes import lookup
from smartlead_async._http.response import interpret
from smartlead_async._http.transport import RawResponse
from smartlead_async.models import Campaign


async def test_async_things_in_plain_statements():
    async with Smartlead("key") as smartlead:
        items = smartlead.leads.iterate(5)
        with pytest.raises(TypeError, match="read these items with async for"):
            list(items)
        with pytest.raises(TypeError, match="items are not awaited: read them with async for"):
            await items
        await items.aclose()
        with pytest.raises(TypeError, match="use async with, or smartlead_sync"), smartlead:
            pass


async def test_plain_things_in_async_statements():
    with smartlead_sync.Smartlead("key") as smartlead:
        with pytest.raises(TypeError, match="use a plain with"):
            async with smartlead:
                pass
        with pytest.raises(TypeError, match="read these items with a plain for"):
            async for _ in smartlead.leads.iterate(5):
                pass


def refused(endpoint: Endpoint, *ids: object, status: int, body: bytes) -> NotFoundError:
    error = interpret(endpoint.request(*ids), RawResponse(status, {}, body))
    assert isinstance(error, NotFoundError)
    return error


REMEDY = "If the id is right, it may belong to another API key"


def test_a_lookup_that_finds_nothing_names_what_it_looked_for():
    read = lookup(Campaign)
    one = Endpoint("GET", "/campaigns/{campaign_id}/leads/{lead_map_id:text}", "safe", read)
    assert str(refused(one, 7, "a/b", status=200, body=b"{}")) == (
        "GET /campaigns/7/leads/a%2Fb → 200: there is no lead map a/b of campaign 7. " + REMEDY
    )
    nameless = refused(Endpoint("GET", "/folder", "safe", read), status=200, body=b"{}")
    assert nameless.message == "there is no such thing"


def test_only_an_id_that_is_not_there_may_belong_to_another_key():
    one = Endpoint("GET", "/campaigns/{campaign_id}", "safe", lookup(Campaign))
    assert REMEDY in str(refused(one, 7, status=404, body=b'{"error": "Campaign not found"}'))
    assert REMEDY not in str(
        refused(one, 7, status=404, body=b"<html>Cannot GET /campaigns</html>")
    )
    assert REMEDY not in str(
        refused(one, 7, status=404, body=b'{"error": "Cannot GET /campaigns"}')
    )
    without = Endpoint("GET", "/folder", "safe", lookup(Campaign))
    assert REMEDY not in str(refused(without, status=404, body=b'{"error": "not found"}'))


def test_a_time_without_a_timezone_is_sent_as_utc_with_a_warning(caplog):
    endpoint = Endpoint("GET", "/leads", "safe", lookup(Campaign))
    with caplog.at_level(logging.WARNING):
        naive = endpoint.request(query={"at": dt.datetime(2026, 1, 2, 3)})  # noqa: DTZ001
        aware = endpoint.request(query={"at": dt.datetime(2026, 1, 2, 3, tzinfo=dt.UTC)})
    assert naive == aware
    (record,) = caplog.records
    assert "2026-01-02 03:00:00 has no timezone and is taken for UTC" in record.getMessage()


def test_the_facade_adds_two_frames_to_a_traceback():
    with (
        smartlead_sync.Smartlead("key") as smartlead,
        pytest.raises(InvalidRequestError) as caught,
    ):
        smartlead.campaigns.get(-7)
    files = [frame.filename for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert sum("smartlead_sync" in name for name in files) == 2
