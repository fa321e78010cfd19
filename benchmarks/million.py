"""Memory, speed and CPU time of 1,000,000 leads uploaded, with a journal, and streamed.

The leads are generated, the sandbox has no rate limit and a process of its own. Memory growth is
that of the peak after the first 10,000 leads; CPU time is that of the whole client process,
generating the leads included::

    python -m benchmarks.million [--leads 1000000]
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks._memory import peak_mb
from benchmarks._rows import Row
from benchmarks._server import sandbox_process
from smartlead_async import RateLimit, Smartlead, UploadProgress
from smartlead_async.resources.leads import Leads

WARM_UP = 10_000
BAR_MB = 25.0
UNLIMITED = (RateLimit(1_000_000, 1.0),)


def generated(count: int) -> Iterator[dict[str, str]]:
    for number in range(count):
        yield {
            "email": f"lead{number}@company{number % 997}.example",
            "first_name": f"First{number}",
            "company_name": f"Company {number % 997}",
        }


class Growth:
    """Growth of memory since the first leads were added."""

    def __init__(self) -> None:
        self._warm = 0.0

    def watch(self, added: int) -> None:
        """Note that so many leads were added."""
        if not self._warm and added >= WARM_UP:
            self._warm = peak_mb()

    @property
    def mb(self) -> float:
        """The growth in MB."""
        return peak_mb() - self._warm


async def upload(leads: Leads, campaign: int, count: int, growth: Growth, **options: Any) -> int:
    def watch(progress: UploadProgress) -> None:
        growth.watch(progress.added)

    report = await leads.upload(campaign, generated(count), on_progress=watch, **options)
    return report.added


async def stream(leads: Leads, campaign: int, count: int, growth: Growth, **options: Any) -> int:
    added = 0
    async for outcome in leads.upload_stream(campaign, generated(count), **options):
        added += outcome.status == "added"
        if added == WARM_UP:
            growth.watch(added)
    return added


WAYS = {"upload": upload, "upload with a journal": upload, "stream": stream}


async def add(server: dict[str, str], way: str, count: int, journal: Path | None) -> float:
    """Add generated leads; return the growth of memory in MB."""
    growth = Growth()
    async with Smartlead(**server, rate_limits=UNLIMITED) as smartlead:
        campaign = await smartlead.campaigns.create(name="million")
        options = {"dedupe": False, "journal": journal}
        assert await WAYS[way](smartlead.leads, campaign.id, count, growth, **options) == count
    return growth.mb


def run(way: str, count: int, journal: Path | None, growth_mb: Any) -> None:
    with sandbox_process(rate_limits=[]) as server:
        started, cpu = time.perf_counter(), time.process_time()
        growth_mb.value = growth = asyncio.run(add(server, way, count, journal))
        elapsed, cpu = time.perf_counter() - started, time.process_time() - cpu
    print(
        f"{way}: memory +{growth:.1f} MB "
        f"(bar {BAR_MB:.0f}: {'reached' if growth < BAR_MB else 'MISSED'}), "
        f"{count / elapsed:,.0f} leads/s, {cpu / count * 1e6:.1f} µs CPU a lead",
        flush=True,
    )


def growth_of(way: str, count: int) -> float:
    """Run one way and return the growth of memory in MB.

    It has a process to itself: the peak of the one is not that of the other.
    """
    spawn = multiprocessing.get_context("spawn")
    growth = spawn.Value("d", 0.0)
    with tempfile.TemporaryDirectory() as folder:
        journal = Path(folder) / "leads.journal" if "journal" in way else None
        process = spawn.Process(target=run, args=(way, count, journal, growth))
        process.start()
        process.join()
    if process.exitcode:
        sys.exit(process.exitcode)
    return growth.value


def measure(*, quick: bool = False) -> list[Row]:
    """Print all figures, and return the rows."""
    count = 20_000 if quick else 1_000_000
    return [
        Row(f"{way}, 1,000,000 leads: growth of memory", growth_of(way, count), BAR_MB, "MB")
        for way in WAYS
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leads", type=int, default=1_000_000)
    count = parser.parse_args().leads
    print(f"{count:,} leads")
    for way in WAYS:
        growth_of(way, count)


if __name__ == "__main__":
    main()
