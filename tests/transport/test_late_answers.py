"""What a server says on a connection that lies idle is no answer to the next call."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.support import Behaviour, CountingLimiter, Loopback, Received, answer, client_of, http

OURS = answer(200, {"id": 5, "name": "ours"})


def then(late: bytes, *, at_once: bool = False) -> tuple[Behaviour, asyncio.Event]:
    """Return a behaviour that answers, and says more when the event is set or at once."""
    told = asyncio.Event()

    async def behave(request: Received, writer: asyncio.StreamWriter) -> None:
        first = http(200, {"id": 5, "name": "ours"})
        if at_once:
            writer.write(first + late)
            return
        writer.write(first)
        await told.wait()
        writer.write(late)

    return behave, told


LATE = {
    "an answer": http(200, {"id": 6, "name": "of another call"}),
    "two answers": http(200, {"id": 6}) + http(200, {"id": 7}),
    "a refusal": http(408, {"error": "Request Timeout"}),
    "an answer without its body": http(200, {"id": 6})[:-3],
    "no HTTP": b"banana\r\n\r\n",
}


@pytest.mark.parametrize("late", LATE)
@pytest.mark.parametrize("moment", ["handed over", "waiting in the socket", "with the answer"])
async def test_a_late_answer_is_not_taken_for_the_next_calls(late: str, moment: str) -> None:
    if (late, moment) == ("no HTTP", "with the answer"):
        pytest.skip("spoils the answer that it comes with")
    behave, told = then(LATE[late], at_once=moment == "with the answer")
    limiter = CountingLimiter()
    async with (
        Loopback(behave, OURS) as server,
        client_of(server, limiter=limiter, max_retries=0) as smartlead,
    ):
        assert (await smartlead.campaigns.get(5)).name == "ours"
        told.set()
        for _ in range(20 if moment == "handed over" else 1):
            await asyncio.sleep(0)
        assert (await smartlead.campaigns.get(5)).name == "ours"
        assert (await smartlead.campaigns.get(5)).name == "ours"
    assert len(server.requests) == 3
    assert server.connections == 2
    assert limiter.sent == 3


async def test_a_connection_that_says_nothing_unasked_is_kept() -> None:
    async with Loopback(OURS) as server, client_of(server) as smartlead:
        for _ in range(5):
            await smartlead.campaigns.get(5)
    assert server.connections == 1


async def test_a_create_survives_a_connection_that_was_closed_while_it_lay_idle() -> None:
    async def last(request: Received, writer: asyncio.StreamWriter) -> None:
        writer.write(http(200, {"id": 5, "name": "ours"}))
        await writer.drain()
        writer.close()

    async with Loopback(last, OURS) as server, client_of(server) as smartlead:
        await smartlead.campaigns.get(5)
        assert (await smartlead.campaigns.create(name="Q1")).id == 5
    assert server.connections == 2


async def test_several_idle_connections_that_spoke_are_all_dropped() -> None:
    together = asyncio.Barrier(4)

    async def speak(request: Received, writer: asyncio.StreamWriter) -> None:
        await together.wait()
        writer.write(http(200, {"id": 5, "name": "ours"}) + LATE["an answer"])

    async with Loopback(*[speak] * 4, OURS) as server, client_of(server) as smartlead:
        calls: list[Any] = [smartlead.campaigns.get(5) for _ in range(4)]
        assert {campaign.name for campaign in await asyncio.gather(*calls)} == {"ours"}
        assert (await smartlead.campaigns.get(5)).name == "ours"
    assert server.connections == 5
