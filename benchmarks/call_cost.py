"""CPU time of one call over a bare aiohttp GET decoded with orjson (bar: 150 µs)."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable

import aiohttp
import orjson

from benchmarks._server import sandbox_process
from smartlead_async import RateLimit, Smartlead

CALLS = 1000
ROUNDS = 7


async def cpu_per_call(call: Callable[[], Awaitable[object]]) -> float:
    """Return the microseconds of CPU time that one call takes, one after the other."""
    started = time.process_time()
    for _ in range(CALLS):
        await call()
    return (time.process_time() - started) / CALLS * 1e6


async def measure(server: dict[str, str]) -> None:
    url, key = server["base_url"], server["api_key"]
    limits = (RateLimit(1_000_000, 1.0),)
    async with (
        aiohttp.ClientSession() as session,
        Smartlead(**server, rate_limits=limits) as smartlead,
    ):
        campaign = await smartlead.campaigns.create(name="benchmark")

        async def bare() -> object:
            path = f"{url}/campaigns/{campaign.id}"
            async with session.get(path, params={"api_key": key}) as response:
                return orjson.loads(await response.read())

        rounds = [
            (
                await cpu_per_call(bare),
                await cpu_per_call(lambda: smartlead.campaigns.get(campaign.id)),
            )
            for _ in range(ROUNDS)
        ]
    plain, ours = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"bare aiohttp GET + orjson  {plain:6.0f} µs")
    print(f"campaigns.get              {ours:6.0f} µs")
    print(f"difference                 {ours - plain:6.0f} µs (bar 150)")


def main() -> None:
    with sandbox_process(rate_limits=[]) as server:
        asyncio.run(measure(server))


if __name__ == "__main__":
    main()
