"""The client and its resources, with aioresponses in place of the network.

aioresponses goes around the client middlewares: the key is not in the URLs seen here.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from aioresponses import aioresponses

from smartlead_async import (
    APIConnectionError,
    AuthenticationError,
    BlockedByEdgeError,
    ConfigurationError,
    InvalidRequestError,
    LeadImportSettings,
    LeadInput,
    NotFoundError,
    OutcomeUnknownError,
    RateLimit,
    ResponseDecodeError,
    ServerError,
    Smartlead,
)
from tests.support import CountingLimiter

BASE = "https://server.smartlead.ai/api/v1"
CAMPAIGN = {"id": 5, "name": "Q1", "status": "DRAFTED"}
ADDED = {"ok": True, "upload_count": 1, "total_leads": 1}
ADA = {"email": "ada@example.com"}


@pytest.fixture
def http() -> Any:
    with aioresponses() as mocked:
        yield mocked


@pytest.fixture
async def smartlead() -> Any:
    async with Smartlead("key", limiter=CountingLimiter(), max_retries=0) as client:
        yield client


def sent(http: Any) -> tuple[str, str, Any]:
    """Return method, path with query, and body of the only request."""
    [((method, url), [call])] = http.requests.items()
    body = call.kwargs["data"]
    text = str(url).removeprefix(BASE)
    return method, text, None if body is None else json.loads(body)


@pytest.mark.parametrize(
    "case",
    [
        (
            lambda c: c.campaigns.list(),
            ("GET", "/campaigns/", None),
            [CAMPAIGN, {"id": 6, "name": "Q2"}],
            lambda r: [campaign.id for campaign in r] == [5, 6],
        ),
        (
            lambda c: c.campaigns.list(client_id=3, include_tags=True),
            ("GET", "/campaigns/?client_id=3&include_tags=true", None),
            {"data": []},
            lambda r: r == [],
        ),
        (
            lambda c: c.campaigns.get(5),
            ("GET", "/campaigns/5", None),
            CAMPAIGN,
            lambda r: (r.id, r.name, r.status) == (5, "Q1", "DRAFTED"),
        ),
        (
            lambda c: c.campaigns.create(name="Q1", client_id=None),
            ("POST", "/campaigns/create", {"name": "Q1", "client_id": None}),
            {"ok": True, "id": 5, "name": "Q1", "created_at": "2025-01-02T03:04:05.678Z"},
            lambda r: (
                r.id == 5
                and r.created_at == dt.datetime(2025, 1, 2, 3, 4, 5, 678000, tzinfo=dt.UTC)
            ),
        ),
        (
            lambda c: c.campaigns.delete(5),
            ("DELETE", "/campaigns/5", None),
            {"ok": True},
            lambda r: r.ok,
        ),
        (
            lambda c: c.leads.list(5, offset=100, limit=50, status="INPROGRESS"),
            ("GET", "/campaigns/5/leads?limit=50&offset=100&status=INPROGRESS", None),
            {"total_leads": "170", "data": []},
            lambda r: (r.total, r.offset, r.limit, len(r)) == (170, 100, 50, 0),
        ),
        (
            lambda c: c.leads.list(5, created_at_gt=dt.datetime(2025, 1, 1, tzinfo=dt.UTC)),
            (
                "GET",
                "/campaigns/5/leads?created_at_gt=2025-01-01T00:00:00.000Z&limit=100&offset=0",
                None,
            ),
            {"total_leads": 0, "data": []},
            lambda r: not r.has_more,
        ),
        (
            lambda c: c.leads.add(5, [LeadInput("ada@example.com", first_name="Ada")]),
            (
                "POST",
                "/campaigns/5/leads",
                {"lead_list": [{"email": "ada@example.com", "first_name": "Ada"}]},
            ),
            ADDED,
            lambda r: r.added == 1,
        ),
        (
            lambda c: c.leads.add(5, [ADA], settings={"ignore_global_block_list": True}),
            (
                "POST",
                "/campaigns/5/leads",
                {"lead_list": [ADA], "settings": {"ignore_global_block_list": True}},
            ),
            ADDED,
            lambda r: r.added == 1,
        ),
        (
            lambda c: c.leads.add(5, [ADA], settings=LeadImportSettings()),
            ("POST", "/campaigns/5/leads", {"lead_list": [ADA]}),
            ADDED,
            lambda r: r.added == 1,
        ),
        (
            lambda c: c.email_accounts.list(is_in_use=False, username="bob", esp="SMTP"),
            (
                "GET",
                "/email-accounts/?esp=SMTP&isInUse=false&limit=100&offset=0&username=bob",
                None,
            ),
            [{"id": "2995276770", "from_email": "bob@example.com"}],
            lambda r: (r.items[0].id, r.total) == (2995276770, None),
        ),
        (
            lambda c: c.request("put", "things/5", params={"b": 1}, json=[1]),
            ("PUT", "/things/5?b=1", [1]),
            {"anything": True},
            lambda r: r == {"anything": True},
        ),
    ],
)
async def test_what_is_sent_and_what_comes_back(
    http: Any, smartlead: Smartlead, case: tuple[Any, Any, Any, Any]
) -> None:
    call, request, payload, is_expected = case
    getattr(http, request[0].lower())(BASE + request[1], payload=payload)
    assert is_expected(await call(smartlead))
    assert sent(http) == request


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (
            {"status": 401, "payload": {"message": "Invalid API Key"}},
            AuthenticationError,
            "Settings",
        ),
        ({"status": 404, "payload": {"error": "Campaign not found"}}, NotFoundError, "not found"),
        ({"status": 200, "payload": {}}, NotFoundError, "there is no"),
        ({"status": 200, "body": '{"id": 5'}, ResponseDecodeError, "not JSON"),
        ({"status": 502, "body": "<html><title>Bad</title></html>"}, ServerError, "an HTML page"),
        ({"status": 403, "body": "<html></html>"}, BlockedByEdgeError, "user_agent"),
        ({"exception": ConnectionResetError("boom")}, APIConnectionError, "lost"),
    ],
)
async def test_errors_say_what_was_called_and_what_became_of_it(
    http: Any, smartlead: Smartlead, answer: Any, error: type[Exception], words: str
) -> None:
    http.get(f"{BASE}/campaigns/5", **answer)
    with pytest.raises(error, match=words) as caught:
        await smartlead.campaigns.get(5)
    assert str(caught.value).startswith("GET /campaigns/5 → ")
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


async def test_a_create_answered_by_a_gateway(http: Any, smartlead: Smartlead) -> None:
    http.post(f"{BASE}/campaigns/create", status=502)
    with pytest.raises(OutcomeUnknownError, match="a gateway answered 502"):
        await smartlead.campaigns.create(name="Q1")


@pytest.mark.parametrize(
    "call",
    [
        lambda c: c.leads.add(5, []),
        lambda c: c.leads.add(5, [ADA] * 401),
        lambda c: c.leads.add(5, [{"email": "nobody"}]),
        lambda c: c.leads.add(5, [{"email": "a@b.co", "nonsense": 1}]),
        lambda c: c.leads.add(5, [None]),
        lambda c: c.leads.add(5, [ADA], settings={"nonsense": True}),
        lambda c: c.leads.add(0, [ADA]),
        lambda c: c.leads.get_by_email(" "),
        lambda c: c.leads.get_by_email("\ud800"),
        lambda c: c.campaigns.create(name="\ud800"),
        lambda c: c.campaigns.get("5"),
        lambda c: c.leads.list(5, limit=101),
    ],
)
async def test_what_the_api_would_refuse_is_not_sent(
    http: Any, smartlead: Smartlead, call: Any
) -> None:
    with pytest.raises(InvalidRequestError):
        await call(smartlead)
    assert not http.requests


async def test_a_client_shows_where_it_goes(smartlead: Smartlead) -> None:
    assert repr(smartlead) == f"<Smartlead {BASE}>"


async def test_a_sibling_has_all_resources_and_its_own_options(smartlead: Smartlead) -> None:
    sibling = smartlead.with_options(timeout=1)
    assert type(sibling) is Smartlead
    assert sibling.leads is not smartlead.leads
    assert vars(sibling).keys() == vars(smartlead).keys()
    with pytest.raises(ConfigurationError):
        sibling.with_options(timeout=0)


async def test_a_client_needs_no_event_loop_to_be_made() -> None:
    import asyncio

    made = await asyncio.to_thread(Smartlead, "key", rate_limits=[RateLimit(3, 1)])
    await made.aclose()
