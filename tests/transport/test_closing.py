"""To close a client ends its calls that wait, and no others."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from smartlead_async import (
    ClientClosedError,
    ConfigurationError,
    OutcomeUnknownError,
    RateLimit,
    RateLimitState,
    Smartlead,
)
from tests.support import KEY, CountingLimiter, Loopback, answer, client_of, never

LIMITS = (RateLimit(2, 600.0),)
OK = answer(200, {"id": 5, "name": "Q1"})


async def waiting_calls(*clients: Smartlead) -> list[asyncio.Task[object]]:
    """Start a call of each client and let them get as far as they get."""
    tasks = [asyncio.create_task(client.request("GET", "/x")) for client in clients]
    await asyncio.sleep(0.05)
    assert not any(task.done() for task in tasks)
    return tasks


async def test_calls_that_wait_for_a_place_end_with_the_client_and_its_siblings() -> None:
    async with Loopback(OK) as server:
        ours, others = (Smartlead(KEY, base_url=server.url, rate_limits=LIMITS) for _ in range(2))
        await asyncio.gather(*(ours.campaigns.get(5) for _ in range(2)))
        first, sibling, other = await waiting_calls(ours, ours.with_options(timeout=9), others)
        await ours.aclose()
        for task in (first, sibling):
            with pytest.raises(ClientClosedError, match="closed"):
                await task
        assert not other.done()
        assert others.rate_limit_state().waiting["interactive"] == 1
        await others.aclose()
        with pytest.raises(ClientClosedError):
            await other
    assert len(server.requests) == 2


async def test_a_call_that_waits_out_a_429_ends_with_the_client(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()  # of the pauses that are no pauses in these tests
    async with Loopback(answer(429, None, {"retry-after": "200"})) as server:
        smartlead = client_of(server)
        [task] = await waiting_calls(smartlead)
        await smartlead.aclose()
        with pytest.raises(ClientClosedError):
            await task
    assert len(server.requests) == 1


async def test_a_limiter_of_ones_own_is_left_as_well() -> None:
    class Never(CountingLimiter):
        cancelled = 0

        async def acquire(self, lane):
            try:
                return await asyncio.get_running_loop().create_future()
            except asyncio.CancelledError:
                self.cancelled += 1
                raise

    limiter = Never()
    smartlead = client_of("http://127.0.0.1:1", limiter=limiter)
    [task] = await waiting_calls(smartlead)
    await smartlead.aclose()
    with pytest.raises(ClientClosedError):
        await task
    assert limiter.cancelled == 1


async def test_a_write_under_way_is_not_taken_for_one_that_waited() -> None:
    async with Loopback(never) as server:
        smartlead = client_of(server)
        write = asyncio.create_task(smartlead.campaigns.create(name="Q1"))
        read = asyncio.create_task(smartlead.campaigns.get(5))
        await asyncio.sleep(0.05)
        await smartlead.aclose()
        with pytest.raises(OutcomeUnknownError):
            await write
        with pytest.raises(ClientClosedError):  # it would be repeated
            await read
    assert len(server.requests) == 2


async def test_a_call_that_others_cancel_as_the_client_is_closed_is_cancelled() -> None:
    async with Loopback(OK) as server:
        smartlead = Smartlead(KEY, base_url=server.url, rate_limits=LIMITS)
        await asyncio.gather(*(smartlead.campaigns.get(5) for _ in range(2)))
        [task] = await waiting_calls(smartlead)
        closing = asyncio.create_task(smartlead.aclose())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await closing


async def test_a_caller_goes_on_as_usual_when_closing_has_ended_its_call() -> None:
    async with Loopback(OK) as server:
        smartlead = Smartlead(KEY, base_url=server.url, rate_limits=LIMITS)
        await asyncio.gather(*(smartlead.campaigns.get(5) for _ in range(2)))

        async def caller() -> int:
            with pytest.raises(ClientClosedError):
                async with asyncio.timeout(60):
                    await smartlead.campaigns.get(5)
            await asyncio.sleep(0.01)
            task = asyncio.current_task()
            assert task is not None
            return task.cancelling()

        task = asyncio.create_task(caller())
        await asyncio.sleep(0.05)
        await smartlead.aclose()
        assert await task == 0


async def test_a_timeout_of_the_callers_stays_one() -> None:
    async with Loopback(OK) as server:
        smartlead = Smartlead(KEY, base_url=server.url, rate_limits=LIMITS)
        await asyncio.gather(*(smartlead.campaigns.get(5) for _ in range(2)))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(smartlead.campaigns.get(5), 0.01)
        await smartlead.aclose()


async def test_calls_leave_nothing_behind_that_closing_would_have_to_end() -> None:
    async with Loopback(OK) as server, client_of(server) as smartlead:
        await asyncio.gather(*(smartlead.campaigns.get(5) for _ in range(5)))
        assert smartlead._caller.channel.waiting == set()


async def test_a_reply_that_waits_after_it_looked_up_its_message_ends_with_the_client() -> None:
    refused = answer(400, {"message": '"lead_id" is not allowed'})
    history = answer(200, {"history": [{"message_id": "1@example.com", "stats_id": "s"}]})
    async with Loopback(refused, history) as server:
        smartlead = Smartlead(KEY, base_url=server.url, rate_limits=LIMITS)
        reply = smartlead.leads.reply(
            *(5,),
            lead_id=7,
            email_body="Hello",
            reply_message_id="<1@example.com>",
            reply_email_time="2024-01-20T10:00:00Z",
        )
        task = asyncio.create_task(reply)
        while not smartlead.rate_limit_state().waiting["interactive"]:  # noqa: ASYNC110
            await asyncio.sleep(0)
        await smartlead.aclose()
        with pytest.raises(ClientClosedError):
            await task
    assert len(server.requests) == 2


async def in_another_loop(do: Callable[[], Awaitable[object]]) -> object:
    return await asyncio.to_thread(lambda: asyncio.run(do()))


async def test_another_event_loop_takes_neither_the_places_nor_the_calls_that_wait() -> None:
    async with Loopback(OK) as server:
        smartlead = Smartlead(KEY, base_url=server.url, rate_limits=LIMITS)
        await asyncio.gather(*(smartlead.campaigns.get(5) for _ in range(2)))
        [task] = await waiting_calls(smartlead)

        async def state() -> RateLimitState:
            return smartlead.rate_limit_state()

        with pytest.raises(ConfigurationError, match="another running event loop"):
            await in_another_loop(lambda: smartlead.campaigns.get(5))
        assert await in_another_loop(state) == smartlead.rate_limit_state()
        assert smartlead.rate_limit_state().free_slots == 0
        await smartlead.aclose()
        with pytest.raises(ClientClosedError):
            await task
    assert len(server.requests) == 2
