"""Time of ``import smartlead_async`` over ``import aiohttp`` in fresh processes (bar: 60 ms)."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

from benchmarks._rows import Row, show
from benchmarks._server import sandbox_process
from smartlead_sync import RateLimit, Smartlead

ROUNDS = 15
BAR_MS = 60

BARE = """
import asyncio, aiohttp, json, sys
async def main(base_url, api_key, campaign):
    async with aiohttp.ClientSession() as session:
        path = f"{base_url}/campaigns/{campaign}"
        async with session.get(path, params={"api_key": api_key}) as response:
            assert json.loads(await response.read())["id"] == campaign
asyncio.run(main(**json.loads(sys.argv[1])))
"""
OURS = """
import asyncio, json, sys
from smartlead_async import Smartlead
async def main(campaign, **server):
    async with Smartlead(**server) as smartlead:
        assert (await smartlead.campaigns.get(campaign)).id == campaign
asyncio.run(main(**json.loads(sys.argv[1])))
"""
PROGRAMS = {
    "import aiohttp": "import aiohttp",
    "import smartlead_async": "import smartlead_async",
    "import smartlead_sync": "import smartlead_sync",
    "aiohttp, session, one GET": BARE,
    "smartlead_async, client, one GET": OURS,
}


def run(program: str, server: str, environment: dict[str, str]) -> float:
    """Return the milliseconds from the start of a process that runs a program to its end."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", program, server], env=environment, check=True)
    return (time.perf_counter() - started) * 1e3


def milliseconds(server: dict[str, str], times: int) -> dict[str, list[float]]:
    """Return the milliseconds of every program, in rounds, so that noise hits all alike."""
    with Smartlead(**server, rate_limits=[RateLimit(1_000_000, 1.0)]) as smartlead:
        campaign = smartlead.campaigns.create(name="benchmark").id
    given = json.dumps(server | {"campaign": campaign})
    with tempfile.TemporaryDirectory() as compiled:
        # Modules are compiled beforehand, as pip does when it installs them.
        environment = os.environ | {"PYTHONPYCACHEPREFIX": compiled}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for program in PROGRAMS.values():
            run(program, given, environment)
        rounds = [
            [run(program, given, environment) for program in PROGRAMS.values()]
            for _ in range(times)
        ]
    return dict(zip(PROGRAMS, map(list, zip(*rounds, strict=True)), strict=True))


def measure(*, quick: bool = False) -> list[Row]:
    """Print all figures, and return the row."""
    with sandbox_process(rate_limits=[]) as server:
        measured = milliseconds(server, 2 if quick else ROUNDS)
    print(f"{'':34}{'least':>6} {'median':>7}")
    for name, times in measured.items():
        print(f"{name:34}{min(times):6.0f} {statistics.median(times):7.0f} ms")
    ours, theirs = (min(measured[f"import {name}"]) for name in ("smartlead_async", "aiohttp"))
    return [Row("import smartlead_async, over import aiohttp", ours - theirs, BAR_MS, "ms")]


if __name__ == "__main__":
    show(measure(quick="--quick" in sys.argv))
