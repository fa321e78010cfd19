"""Memory, speed and CPU time of an upload of 1,000,000 leads, without and with a journal.

The leads are generated, the sandbox has no rate limit and a process of its own. Memory growth is
that of the peak after the first 10,000 leads; CPU time is that of the whole client process,
generating the leads included::

    python -m benchmarks.million [--leads 1000000]
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks._server import sandbox_process
from smartlead_async import RateLimit, Smartlead, UploadProgress, UploadReport

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


def peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


async def upload(
    server: dict[str, str], count: int, journal: Path | None
) -> tuple[UploadReport, float]:
    """Upload generated leads; return the report and the growth of memory in MB."""
    warm = 0.0

    def watch(progress: UploadProgress) -> None:
        nonlocal warm
        if not warm and progress.added >= WARM_UP:
            warm = peak_mb()

    async with Smartlead(**server, rate_limits=UNLIMITED) as smartlead:
        campaign = await smartlead.campaigns.create(name="million")
        report = await smartlead.leads.upload(
            campaign.id, generated(count), dedupe=False, journal=journal, on_progress=watch
        )
    return report, peak_mb() - warm


def measure(count: int, journal: Path | None) -> None:
    with sandbox_process(rate_limits=[], log_size=0) as server:
        started, cpu = time.perf_counter(), time.process_time()
        report, growth = asyncio.run(upload(server, count, journal))
        elapsed, cpu = time.perf_counter() - started, time.process_time() - cpu
    assert report.added == report.total == count, report
    print(
        f"{'without' if journal is None else 'with'} journal: memory +{growth:.1f} MB "
        f"(bar {BAR_MB:.0f}: {'reached' if growth < BAR_MB else 'MISSED'}), "
        f"{count / elapsed:,.0f} leads/s, {cpu / count * 1e6:.1f} µs CPU a lead",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leads", type=int, default=1_000_000)
    count = parser.parse_args().leads
    print(f"{count:,} leads")
    with tempfile.TemporaryDirectory() as folder:
        for journal in (None, Path(folder) / "leads.journal"):
            # a process each: the peak of the one is not that of the other
            process = multiprocessing.get_context("spawn").Process(
                target=measure, args=(count, journal)
            )
            process.start()
            process.join()
            if process.exitcode:
                sys.exit(process.exitcode)


if __name__ == "__main__":
    main()
