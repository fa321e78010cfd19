"""Blocking many addresses and domains: the bad ones fail alone, and the report names them."""

from __future__ import annotations

import asyncio
import pickle

import pytest

from smartlead_async import InvalidRequestError, ServerError
from smartlead_async.helpers import BlockError, RefusedEntry, block_many
from smartlead_async.sandbox import Sandbox
from tests.support import Loopback, Received, answer, client_of

REFUSED = answer(422, {"error": "not this one"})
DONE = answer(200, {"success": True})


@pytest.mark.parametrize("dialect", ["reference", "live"])
async def test_each_entry_is_blocked_once(dialect: str) -> None:
    async with Sandbox(rate_limits=(), dialect=dialect) as sandbox:
        async with client_of(sandbox.base_url, sandbox.api_key) as smartlead:
            given = ["a.example", "https://www.b.example/", " Ada@c.example", "A.Example", 5]
            report = await block_many(smartlead, given)
        assert sandbox.block_list == {"a.example", "ada@c.example"}
    assert report.blocked == ("a.example", "Ada@c.example")
    assert [(each.position, each.sent) for each in report.refused] == [(1, False), (4, False)]
    assert 'did you mean "b.example"?' in report.refused[0].message
    assert (report.total, report.repeated) == (5, 1)
    assert str(report) == "5 entries: 2 blocked, 2 refused, 1 repeated"


async def test_one_bad_entry_does_not_fail_the_others() -> None:
    # all refused, a taken alone and in a list, b refused, c taken
    async with Loopback(REFUSED, DONE, DONE, REFUSED, DONE) as server:
        async with client_of(server) as smartlead:
            given = ["a.example", "b.example", "c.example"]
            report = await block_many(smartlead, given, client_id=7)
        bodies = [request.json for request in server.requests]
    assert report.blocked == ("a.example", "c.example")
    (refused,) = report.refused
    assert (refused.position, refused.entry, refused.sent) == (1, "b.example", True)
    assert "not this one" in refused.message
    assert isinstance(refused, RefusedEntry)
    assert bodies[0] == {"domain_block_list": given, "client_id": 7}
    assert bodies[1] == {"domain": "a.example", "client_id": 7}
    assert bodies[2] == {"domain_block_list": ["a.example"], "client_id": 7}


async def test_a_service_that_takes_no_lists_costs_one_request_an_entry() -> None:
    async def behave(request: Received, writer: asyncio.StreamWriter) -> None:
        await (REFUSED if "domain_block_list" in request.json else DONE)(request, writer)

    async with Loopback(behave) as server, client_of(server) as smartlead:
        report = await block_many(smartlead, [f"{number}.example" for number in range(250)])
        assert len(server.requests) == 252
    assert report.blocked == tuple(f"{number}.example" for number in range(250))


async def test_a_hundred_at_a_time() -> None:
    async with Loopback(DONE) as server, client_of(server) as smartlead:
        report = await block_many(smartlead, (f"{number}.example" for number in range(201)))
        assert len(report.blocked) == 201
        assert len(server.requests) == 3


async def test_a_service_that_fails_is_an_error_with_the_account_so_far() -> None:
    # all refused, a taken alone and in a list, b taken, c and d refused, c taken, d fails
    failure = answer(500, {"error": "out of order"})
    given = [f"{letter}.example" for letter in "abcdA"] + ["nonsense"]
    async with (
        Loopback(REFUSED, DONE, DONE, DONE, REFUSED, DONE, failure) as server,
        client_of(server, max_retries=0) as smartlead,
    ):
        with pytest.raises(BlockError, match="out of order") as caught:
            await block_many(smartlead, given)
    assert isinstance(caught.value.__cause__, ServerError)
    report = pickle.loads(pickle.dumps(caught.value)).report
    assert report.blocked == ("a.example", "b.example", "c.example")
    assert report.unconfirmed == ("d.example",)
    assert str(report) == "6 entries: 3 blocked, 1 refused, 1 repeated, 1 unconfirmed"
    assert str(report) in str(caught.value)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("https://www.a.com/", "a.com"),
        ("www.a.com", "a.com"),
        ("http://a.co.uk?x=1.y", "a.co.uk"),
        ("a.com/index.html", "a.com"),
        ("a.com:443", "a.com"),
        ("a.com.", "a.com"),
        ("@a.com", "a.com"),
        ("*@a.com", "a.com"),
        ("*.a.com", "a.com"),
        ("mailto:ada@a.com", "ada@a.com"),
        ("Ada <ada@a.com>", "ada@a.com"),
        ("a.com, b.com", None),
        ("nonsense", None),
    ],
)
async def test_what_blocks_nobody_is_refused(given: str, meant: str | None) -> None:
    async with Loopback() as server, client_of(server) as smartlead:
        for call in (
            smartlead.leads.block(email=given),
            smartlead.leads.block(domain=given),
            smartlead.inbox.block_domains(domains=["b.com", given]),
        ):
            with pytest.raises(InvalidRequestError) as caught:
                await call
            assert ("did you mean" in str(caught.value)) == (meant is not None)
            assert meant is None or str(caught.value).endswith(f'did you mean "{meant}"?')
        assert server.requests == []


async def test_an_address_is_no_domain() -> None:
    async with Loopback() as server, client_of(server) as smartlead:
        with pytest.raises(InvalidRequestError, match="which is an email address"):
            await smartlead.leads.block(domain="ada@a.com")
        with pytest.raises(InvalidRequestError, match="which is a bare domain"):
            await smartlead.leads.block(email="a.com")
        assert server.requests == []


@pytest.mark.parametrize("domain", ["a.com", " www.com ", "müller.example", "a-b.c.co"])
async def test_bare_domains_are_blocked(domain: str) -> None:
    async with Loopback(DONE) as server, client_of(server) as smartlead:
        await smartlead.leads.block(domain=domain)
        assert server.requests[0].json == {"domain": domain.strip()}
