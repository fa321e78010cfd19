"""Sessions, event loops and the end of a client."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
import warnings
from typing import Any

import aiohttp
import pytest

from smartlead_async import (
    APIConnectionError,
    ClientClosedError,
    ConfigurationError,
    OutcomeUnknownError,
    RateLimit,
    ServerError,
    Smartlead,
)
from tests.support import (
    KEY,
    NO_SLOW_CALLBACKS,
    CountingLimiter,
    Loopback,
    answer,
    client_of,
    unused_port,
)

OK = answer(200, {"id": 5, "name": "Q1"})


async def _forget(smartlead: Smartlead, calls: int) -> list[warnings.WarningMessage]:
    """Use a client, drop it without closing it, and return the warnings."""
    await asyncio.gather(*(smartlead.campaigns.get(5) for _ in range(calls)))
    scheduled = set(asyncio.get_running_loop()._scheduled)  # type: ignore[attr-defined]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        del smartlead
        gc.collect()
    assert set(asyncio.get_running_loop()._scheduled) <= scheduled  # type: ignore[attr-defined]
    return caught


@pytest.mark.parametrize("calls", [1, 3])
async def test_an_unclosed_client_warns_once_and_names_the_fix(
    calls: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with Loopback(OK) as server:
        caught = await _forget(client_of(server), calls)
    assert [warning.category for warning in caught] == [ResourceWarning]
    assert "use async with (with in smartlead_sync), or close it" in str(caught[0].message)
    assert caplog.records == []


async def test_a_client_that_was_never_used_has_nothing_to_close() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        Smartlead(KEY)
        gc.collect()
    assert caught == []


async def test_a_closed_client_does_not_warn() -> None:
    async with Loopback(OK) as server:
        async with client_of(server) as smartlead:
            await smartlead.campaigns.get(5)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            del smartlead
            gc.collect()
    assert caught == []


PROGRAM = f"""
import asyncio, sys
{NO_SLOW_CALLBACKS}
from smartlead_async import Smartlead

client = Smartlead("key", base_url=sys.argv[1])

async def use():
    assert (await client.campaigns.get(5)).id == 5

"""


@pytest.mark.parametrize(
    ("program", "warned"),
    [
        ("async def main():\n await use()\n await client.aclose()\nasyncio.run(main())", 0),
        ("asyncio.run(use())", 1),
        ("asyncio.run(use())\ndel client", 1),
        ("asyncio.run(use())\nasyncio.run(client.aclose())", 0),
        ("asyncio.run(use())\nasyncio.run(use())\nasyncio.run(client.aclose())", 0),
        ("asyncio.run(use())\nasyncio.run(use())", 1),
    ],
    ids=[
        "closed",
        "never closed",
        "dropped",
        "closed in another loop",
        "used in two loops and closed",
        "used in two loops",
    ],
)
async def test_the_end_of_the_interpreter_is_quiet(program: str, warned: int) -> None:
    async with Loopback(OK) as server:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-X", "dev", "-c", PROGRAM + program, server.url),
            stderr=asyncio.subprocess.PIPE,
        )
        _, complaints = await process.communicate()
    assert process.returncode == 0, complaints.decode()
    text = complaints.decode()
    assert text.count("unclosed Smartlead client") == warned, text
    # asyncio may complain about a socket that was never closed, but nothing else may go wrong
    assert "Traceback" not in text
    assert "closed" not in text.replace("unclosed", "")
    assert warned or not text, text


async def test_a_client_is_refused_in_a_second_loop_beside_the_first() -> None:
    async with Loopback(OK) as server, client_of(server) as smartlead:
        await smartlead.campaigns.get(5)
        with pytest.raises(ConfigurationError, match="one client per loop"):
            await asyncio.to_thread(lambda: asyncio.run(smartlead.campaigns.get(5)))  # type: ignore[arg-type]


async def test_closing_twice_and_using_afterwards() -> None:
    async with Loopback(OK) as server:
        smartlead = client_of(server)
        await smartlead.campaigns.get(5)
        await smartlead.aclose()
        await smartlead.aclose()
        assert repr(smartlead) == f"<Smartlead {server.url} closed>"
        for call in (
            smartlead.campaigns.get(5),
            smartlead.request("GET", "/x"),
            anext(smartlead.leads.iterate(5)),
        ):
            with pytest.raises(ClientClosedError, match="closed"):
                await call
    assert len(server.requests) == 1


async def test_closing_a_client_that_was_never_used() -> None:
    smartlead = client_of("http://127.0.0.1:1")
    await smartlead.aclose()
    with pytest.raises(ClientClosedError):
        await smartlead.campaigns.list()


async def test_siblings_share_the_session_and_its_end() -> None:
    async with Loopback(OK) as server:
        async with client_of(server) as smartlead:
            sibling = smartlead.with_options(max_retries=0)
            await sibling.campaigns.get(5)
            await smartlead.campaigns.get(5)
            assert server.connections == 1
        with pytest.raises(ClientClosedError):
            await sibling.campaigns.get(5)


async def test_a_sibling_keeps_what_it_is_not_told() -> None:
    async with Loopback(answer(503)) as server, client_of(server, max_retries=3) as smartlead:
        sibling = smartlead.with_options(timeout=5).with_options(max_rate_limit_wait=0)
        with pytest.raises(ServerError):
            await sibling.campaigns.get(5)
    assert len(server.requests) == 4


async def test_a_session_is_made_by_the_first_call_and_shared() -> None:
    async with Loopback(OK) as server, client_of(server) as smartlead:
        assert server.connections == 0
        for _ in range(3):
            await smartlead.campaigns.get(5)
        assert server.connections == 1


# -- a session passed in -------------------------------------------------------------------------


async def test_a_session_passed_in_is_used_and_never_closed() -> None:
    async with Loopback(OK) as server, aiohttp.ClientSession(headers={"x-own": "1"}) as session:
        async with client_of(server, session=session) as smartlead:
            await smartlead.campaigns.get(5)
        assert not session.closed
        assert server.requests[0].headers["x-own"] == "1"
        assert server.requests[0].query == {"api_key": KEY}
        with pytest.raises(ClientClosedError):
            await smartlead.campaigns.get(5)


async def test_a_session_passed_in_that_is_closed() -> None:
    session = aiohttp.ClientSession()
    await session.close()
    async with client_of("http://127.0.0.1:1", session=session) as smartlead:
        with pytest.raises(ClientClosedError, match="aiohttp session"):
            await smartlead.campaigns.get(5)


async def test_dropping_a_client_on_a_session_passed_in_does_not_warn() -> None:
    async with Loopback(OK) as server, aiohttp.ClientSession() as session:
        assert await _forget(client_of(server, session=session), 1) == []
        assert not session.closed


async def test_a_session_that_raises_for_status_still_gives_typed_errors() -> None:
    async with (
        Loopback(answer(422, {"error": "no"})) as server,
        aiohttp.ClientSession(raise_for_status=True) as session,
    ):
        smartlead = client_of(server, session=session)
        with pytest.raises(Exception, match="422: no"):
            await smartlead.campaigns.create(name="Q1")


async def test_a_session_with_a_base_url_and_middlewares_of_its_own() -> None:
    async def interfere(request: aiohttp.ClientRequest, handler: Any) -> aiohttp.ClientResponse:
        raise AssertionError("a request with the key in it is none of its business")

    async with (
        Loopback(OK) as server,
        aiohttp.ClientSession("https://elsewhere.invalid/", middlewares=[interfere]) as session,
    ):
        smartlead = client_of(server, session=session)
        assert (await smartlead.campaigns.get(5)).id == 5


async def test_on_a_session_passed_in_what_must_not_be_repeated_is_not() -> None:
    limiter = CountingLimiter()
    async with Loopback(answer(502)) as server, aiohttp.ClientSession() as session:
        smartlead = client_of(server, session=session, limiter=limiter)
        with pytest.raises(OutcomeUnknownError):
            await smartlead.campaigns.create(name="Q1")
    assert [permit.said for permit in limiter.permits] == [["sent", "done"]]


async def test_on_a_session_passed_in_a_refused_connection_is_no_unknown_outcome() -> None:
    async with aiohttp.ClientSession() as session:
        smartlead = client_of(f"http://127.0.0.1:{unused_port()}", session=session, max_retries=1)
        with pytest.raises(APIConnectionError):
            await smartlead.campaigns.create(name="Q1")


# -- the limiter of the key ----------------------------------------------------------------------


async def test_clients_of_one_key_agree_about_its_limits() -> None:
    async with Smartlead(KEY), Smartlead(KEY), Smartlead("another", rate_limits=RateLimit(1, 1)):  # type: ignore[arg-type]
        with pytest.raises(ConfigurationError, match="10 per 2 s"):
            Smartlead(KEY, rate_limits=[RateLimit(1, 1)])
    async with Smartlead(KEY, rate_limits=[RateLimit(1, 1)]):
        pass


def test_clients_made_before_the_loop_runs_are_checked_at_the_first_call() -> None:
    one, other = Smartlead(KEY), Smartlead(KEY, rate_limits=[RateLimit(1, 1)])

    async def use() -> None:
        with pytest.raises(APIConnectionError):
            await one.with_options(max_retries=0).request("GET", "/x")
        with pytest.raises(ConfigurationError, match="rate limits"):
            await other.request("GET", "/x")
        await one.aclose()
        await other.aclose()

    one._caller.channel.transport._base_urls = {"main": f"http://127.0.0.1:{unused_port()}"}
    asyncio.run(use())
