"""The requests that a sandbox has got: their records, and assertions about them."""

from __future__ import annotations

import json as jsonlib
from typing import Any

import pytest

from smartlead_async import APIError, InvalidRequestError, NotFoundError, Smartlead
from smartlead_async.sandbox import RequestRecord, Sandbox
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


# Assertions


@pytest.fixture
def quiet() -> Sandbox:
    """A sandbox that has got some requests; none was sent."""
    sandbox = Sandbox()
    lead = {"email": "ada@example.com", "custom_fields": {"row": "1"}}
    for line, query, body in (
        ("POST /campaigns/create", {}, {"name": "Q1", "client_id": None}),
        ("POST /campaigns/7/leads", {}, {"lead_list": [lead], "settings": {}}),
        ("GET /campaigns/7/leads", {"limit": "100", "offset": "0", "flag": "true"}, None),
        ("GET /campaigns/7/leads", {"limit": "100", "offset": "100"}, None),
    ):
        raw = jsonlib.dumps(body).encode() if body else b""
        sandbox.requests.append(RequestRecord(0.0, *line.split(), query, raw, 200))
    return sandbox


@pytest.mark.parametrize(
    ("line", "about", "found"),
    [
        ("POST /campaigns/create", {}, [0]),
        ("post campaigns/create/", {}, [0]),
        ("GET /campaigns/{campaign_id}/leads", {}, [2, 3]),
        ("GET /campaigns/*/leads", {"times": 2}, [2, 3]),
        ("GET /campaigns/8/leads", {"times": 0}, []),
        ("GET /campaigns/7", {"times": 0}, []),
        ("POST /campaigns/create", {"json": {"name": "Q1"}}, [0]),
        ("POST /campaigns/create", {"json": {"client_id": None}}, [0]),
        ("POST /campaigns/create", {"json": None, "times": 0}, []),
        ("POST /*/*/leads", {"json": {"lead_list": [{"email": "ada@example.com"}]}}, [1]),
        ("POST /*/*/leads", {"json": {"lead_list": ({"custom_fields": {}},)}}, [1]),
        ("POST /*/*/leads", {"json": {"lead_list": []}, "times": 0}, []),
        ("GET /*/*/leads", {"json": None}, [2, 3]),
        ("GET /*/*/leads", {"query": {"limit": 100, "offset": 0, "flag": True}}, [2]),
    ],
)
def test_the_requests_that_fit_are_returned(quiet: Sandbox, line, about, found):
    records = quiet.assert_requested(*line.split(), **about)
    assert records == [quiet.requests[index] for index in found]


def failure(check, line: str, **about: Any) -> str:
    with pytest.raises(AssertionError) as caught:
        check(*line.split(), **about)
    return str(caught.value)


def test_a_failure_shows_the_keys_that_differ_first(quiet: Sandbox):
    wanted = {"lead_list": [{"email": "bob@example.com", "frist_name": "Bob"}]}
    text = failure(quiet.assert_requested, "POST /campaigns/{id}/leads", json=wanted)
    assert (
        text
        == """\
no request: POST /campaigns/{id}/leads with json {'lead_list': [{'email': 'bob@example.com', \
'frist_name': 'Bob'}]}
the nearest of 4 other requests:
  POST /campaigns/7/leads → 200
    json.lead_list[0].email is 'ada@example.com', not 'bob@example.com'
    json.lead_list[0].frist_name is missing; there are email, custom_fields
  GET /campaigns/7/leads → 200
  POST /campaigns/create → 200"""
    )


def test_of_the_same_requests_the_one_with_fewest_differences_comes_first(quiet: Sandbox):
    wanted = {"limit": 100, "offset": 200, "flag": True}
    lines = failure(quiet.assert_requested, "GET /campaigns/7/leads", query=wanted).splitlines()
    assert lines[3] == "    query.offset is '0', not '200'"
    assert lines[5] == "    query.offset is '100', not '200'"
    assert lines[6] == "    query.flag is missing; there are limit, offset"


def test_a_wrong_number_of_requests_shows_them_all(quiet: Sandbox):
    text = failure(quiet.assert_requested, "POST /campaigns/create", times=2)
    assert text.startswith("1 request instead of 2: POST /campaigns/create\n  POST /campaigns/")
    assert "'client_id': None" in text
    assert "the nearest of 3 other requests:" in text
    text = failure(quiet.assert_requested, "GET /campaigns/{id}/leads", times=1)
    assert text.startswith("2 requests instead of 1: GET /campaigns/{id}/leads\n  GET")
    assert "nearest" not in text


def test_not_requested(quiet: Sandbox):
    quiet.assert_not_requested("DELETE", "/campaigns/{id}")
    quiet.assert_not_requested("POST", "/campaigns/create", json={"name": "Q2"})
    text = failure(quiet.assert_not_requested, "POST /campaigns/create", json={"name": "Q1"})
    assert text.splitlines() == [
        "1 request instead of 0: POST /campaigns/create with json {'name': 'Q1'}",
        "  POST /campaigns/create → 200 {'name': 'Q1', 'client_id': None}",
    ]


def test_without_any_request_the_failure_says_so():
    text = failure(Sandbox().assert_requested, "GET /campaigns/")
    assert text == "no request: GET /campaigns/\nthere is no other"


@pytest.mark.parametrize("path", ["/campaigns/7/leads?limit=5", "/api/v1/campaigns", "http://x/y"])
def test_a_path_that_cannot_match_is_refused(quiet: Sandbox, path):
    with pytest.raises(InvalidRequestError, match="below the base URL"):
        quiet.assert_not_requested("GET", path)
