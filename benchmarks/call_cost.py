"""CPU time of one call over a bare aiohttp GET decoded with orjson, and what telemetry adds.

Bars: 150 µs; 3 % for telemetry, without what a tracer and a meter do behind OpenTelemetry's API.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable

import aiohttp
import orjson
from opentelemetry.metrics import NoOpMeterProvider
from opentelemetry.trace import NoOpTracerProvider

from benchmarks._rows import Row, show
from benchmarks._server import sandbox_process
from smartlead_async import RateLimit, Smartlead
from smartlead_async.telemetry import instrument

CALLS = 100  # few at a time: what else the machine does falls on all three alike
ROUNDS = 60


async def cpu_per_call(call: Callable[[], Awaitable[object]], calls: int) -> float:
    """Return the microseconds of CPU time that one call takes, one after the other."""
    started = time.process_time()
    for _ in range(calls):
        await call()
    return (time.process_time() - started) / calls * 1e6


async def rounds(server: dict[str, str], calls: int) -> list[tuple[float, float, float]]:
    """Return the cost of a bare GET, of ours, and of ours with telemetry, in turns."""
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

        async def ours() -> object:
            return await smartlead.campaigns.get(campaign.id)

        async def recorded() -> float:
            instrumentation = instrument(NoOpTracerProvider(), NoOpMeterProvider())
            try:
                return await cpu_per_call(ours, calls)
            finally:
                instrumentation.uninstrument()

        return [
            (await cpu_per_call(bare, calls), await cpu_per_call(ours, calls), await recorded())
            for _ in range(ROUNDS)
        ]


def measure(*, quick: bool = False) -> list[Row]:
    """Return the rows."""
    with sandbox_process(rate_limits=[]) as server:
        measured = asyncio.run(rounds(server, 20 if quick else CALLS))
    added = statistics.median(ours - bare for bare, ours, _ in measured)
    telemetry = statistics.median(recorded / ours for _, ours, recorded in measured) - 1
    return [
        Row("CPU of a call over a bare aiohttp GET and orjson", added, 150, "µs"),
        Row("CPU that telemetry adds to a call", 100 * max(telemetry, 0), 3, "%"),
    ]


if __name__ == "__main__":
    show(measure(quick="--quick" in sys.argv))
