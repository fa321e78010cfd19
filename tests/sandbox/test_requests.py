"""The requests that a sandbox has got: their records, and assertions about them."""

from __future__ import annotations

import pytest

from smartlead_async import APIError, NotFoundError, Smartlead
from smartlead_async.sandbox import Sandbox
from tests.support import client_of


async def test_a_record_tells_method_path_query_body_and_status(sandbox: Sandbox, smartlead):
    campaign = await smartlead.campaigns.create(name="Q1")
    await smartlead.leads.list(campaign.id, limit=5)
    made, listed = sandbox.requests
    assert (made.method, made.path, made.status) == ("POST", "/campaigns/create", 200)
    assert (made.json["name"], made.query) == ("Q1", {})
    assert (listed.path, listed.json) == (f"/campaigns/{campaign.id}/leads", None)
    assert listed.query["limit"] == "5"
    assert made.elapsed is not None
    assert made.time <= listed.time
    assert str(made) == "POST /campaigns/create → 200"


async def test_the_key_is_in_no_record(sandbox: Sandbox, smartlead: Smartlead):
    await smartlead.campaigns.list()
    assert sandbox.api_key not in repr(sandbox.requests)
    assert "api_key" not in sandbox.requests[0].query


async def test_requests_are_a_list_to_be_sliced_compared_and_cleared(smartlead, sandbox: Sandbox):
    assert sandbox.requests == []
    for _ in range(2):
        await smartlead.campaigns.list()
    assert [each.path for each in sandbox.requests[-1:]] == ["/campaigns/"]
    sandbox.requests.clear()
    assert (sandbox.requests, sandbox.log, sandbox.request_count) == ([], [], 2)


async def test_log_size_zero_keeps_nothing_but_counts():
    async with (
        Sandbox(rate_limits=(), log_size=0) as sandbox,
        client_of(sandbox.base_url, sandbox.api_key) as smartlead,
    ):
        await smartlead.campaigns.create(name="Q1")
        assert (sandbox.requests, sandbox.request_count) == ([], 1)


async def test_a_route_of_either_dialect_is_known(sandbox: Sandbox, smartlead: Smartlead):
    campaign = sandbox.state.seed_campaign()
    await smartlead.campaigns.update_status(campaign, "PAUSED")
    with pytest.raises(NotFoundError):
        await smartlead.campaigns.get(1)
    assert all(each.has_route for each in sandbox.requests)
    with pytest.raises(APIError, match="Cannot GET"):
        await smartlead.request("GET", "/campaings/1")
    assert not sandbox.requests[-1].has_route
