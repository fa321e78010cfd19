"""Beside what people do today: 20,000 leads uploaded to a strict server, 10 requests in 2 seconds.

The server keeps a sliding log; a round trip takes 80 ± 60 ms. The contenders run one after the
other, each in a process of its own against a server of its own::

    python -m benchmarks.compare [--quick]
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from typing import Any

from benchmarks._contenders import CHUNK, CONTENDERS
from benchmarks._server import sandbox_process
from smartlead_async import RateLimit, Smartlead

LEADS = 20_000
LIMIT = RateLimit(10, 2.0)
ROUND_TRIP = 0.08


def least_seconds(leads: int) -> float:
    """Return the seconds that the limit leaves at best."""
    requests = -(-leads // CHUNK)
    return LIMIT.per_seconds * ((requests - 1) // LIMIT.max_requests) + ROUND_TRIP


async def new_campaign(server: dict[str, str]) -> int:
    async with Smartlead(**server) as smartlead:
        return (await smartlead.campaigns.create(name="benchmark")).id


async def count_leads(server: dict[str, str], campaign: int) -> int:
    async with Smartlead(**server) as smartlead:
        return (await smartlead.leads.list(campaign, limit=1)).total or 0


def run(name: str, leads: int) -> dict[str, Any]:
    """Let one contender upload, and return its figures."""
    with sandbox_process(network="uneven") as server:
        campaign = asyncio.run(new_campaign(server))
        time.sleep(2.5)  # the window of that call is over
        job = json.dumps(server | {"campaign": campaign, "leads": leads})
        command = [sys.executable, "-m", "benchmarks._contenders", name, job]
        figures = json.loads(subprocess.check_output(command))
        time.sleep(2.5)
        lost = leads - asyncio.run(count_leads(server, campaign))
    limited = sum(status == 429 for _, status in figures["answers"])
    return {"name": name, "limited": limited, "lost": lost, **figures}


def measure(*, quick: bool = False) -> dict[str, Any]:
    """Return the figures of all contenders."""
    leads = 8000 if quick else LEADS
    contenders = [run(name, leads) for name in CONTENDERS]
    return {"leads": leads, "least_s": least_seconds(leads), "contenders": contenders}


def show(compared: dict[str, Any]) -> None:
    """Print the table."""
    print(f"\n{compared['leads']:,} leads, {compared['least_s']:.2f} s at best")
    print(f"{'':38} {'time':>8} {'429s':>5} {'lost':>7} {'CPU':>7} {'memory':>8}")
    for each in compared["contenders"]:
        print(
            f"{each['name']:38} {each['elapsed_s']:6.1f} s {each['limited']:5} {each['lost']:7,}"
            f" {each['cpu_s']:5.2f} s {each['peak_mb']:5.0f} MB"
        )


if __name__ == "__main__":
    show(measure(quick="--quick" in sys.argv))
