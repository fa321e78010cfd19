"""A long run under faults: nothing lost, nothing doubled, no memory or descriptor kept.

Several workers share one key and a server that misbehaves a few times a second. Each uploads leads
with a journal, is cancelled now and then and goes on, reads them back and compares. Interactive
calls run beside them, and are cancelled at random. It fails if a bound is broken::

    python -m benchmarks.soak [--seconds 600] [--seed 1]
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from attrs import define, field

from benchmarks._server import sandbox_process
from smartlead_async import (
    AttemptInfo,
    RateLimit,
    ResponseDecodeError,
    Smartlead,
    SmartleadError,
    UploadError,
)

LIMIT = RateLimit(40, 1.0)
WORKERS = 4
MOST_MB = 30.0
MOST_DESCRIPTORS = 5


@define
class Tally:
    """What happened."""

    requests: int = 0
    limited: int = 0
    faults: Counter[str] = field(factory=Counter)
    uploaded: int = 0
    resumed: int = 0
    interactive: int = 0
    cancelled: int = 0
    lost: int = 0
    doubled: int = 0

    def attempted(self, info: AttemptInfo) -> None:
        """Count an attempt."""
        self.requests += 1
        self.limited += info.status == 429
        if info.status is None or info.status >= 500 or not info.readable:
            self.faults[str(info.status or "no answer")] += 1

    def compare(self, sent: set[str], listed: Counter[str]) -> None:
        """Count the leads of an upload that are missing, and those that are there twice."""
        self.uploaded += len(sent)
        self.lost += len(sent - listed.keys())
        self.doubled += sum(count - 1 for count in listed.values())


def resident_mb() -> float:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - names are enough


async def persistent_upload(
    smartlead: Smartlead, campaign: int, people: list[str], rng: random.Random, tally: Tally
) -> None:
    """Upload leads with a journal, cancelled now and then, until all is said."""
    with tempfile.TemporaryDirectory() as directory:
        journal = Path(directory) / "leads.journal"
        while True:
            leads = ({"email": email} for email in people)
            upload = smartlead.leads.upload(campaign, leads, journal=journal)
            patience = rng.uniform(0.1, 0.6) if rng.random() < 0.3 else None
            try:
                async with asyncio.timeout(patience):
                    await upload
            except (TimeoutError, UploadError):
                tally.resumed += 1
            else:
                return


async def read_back(smartlead: Smartlead, campaign: int) -> Counter[str]:
    while True:
        try:
            rows = [row async for row in smartlead.leads.iterate(campaign, patience=60)]
        except ResponseDecodeError:  # JSON cut off: the reader decides whether to ask again
            continue
        return Counter(row.lead.email for row in rows if row.lead)


async def upload_and_compare(
    smartlead: Smartlead, rng: random.Random, tally: Tally, until: float
) -> None:
    while time.monotonic() < until:
        try:
            campaign = await smartlead.campaigns.create(name="Soak")
        except SmartleadError:
            continue  # it may have been made; nobody is mailed from it
        people = [f"{rng.getrandbits(60):x}@soak.example" for _ in range(rng.randint(1, 3000))]
        await persistent_upload(smartlead, campaign.id, people, rng, tally)
        tally.compare(set(people), await read_back(smartlead, campaign.id))


async def interact(smartlead: Smartlead, rng: random.Random, tally: Tally, until: float) -> None:
    while time.monotonic() < until:
        await asyncio.sleep(rng.uniform(0, 0.5))
        with contextlib.suppress(SmartleadError):
            try:
                async with asyncio.timeout(rng.uniform(0.01, 3)):
                    await smartlead.campaigns.list()
                    tally.interactive += 1
            except TimeoutError:
                tally.cancelled += 1


async def run(seconds: float, seed: int) -> bool:
    """Return whether all bounds were kept."""
    tally, rng = Tally(), random.Random(seed)
    limits = [[LIMIT.max_requests, LIMIT.per_seconds]]
    with sandbox_process(rate_limits=limits, network="near", faults=seed) as server:
        warm = time.monotonic() + min(30.0, seconds / 4)
        states: list[tuple[float, int]] = []
        for until in (warm, warm + seconds):  # the first part fills caches
            async with (
                Smartlead(**server, rate_limits=[LIMIT], on_attempt=tally.attempted) as smartlead,
                asyncio.TaskGroup() as group,
            ):
                for _ in range(WORKERS):
                    own = random.Random(rng.random())
                    group.create_task(upload_and_compare(smartlead, own, tally, until))
                group.create_task(interact(smartlead, rng, tally, until))
            states.append((resident_mb(), descriptors()))
    return report(tally, *states)


def report(tally: Tally, before: tuple[float, int], after: tuple[float, int]) -> bool:
    faults = ", ".join(f"{count} of {kind}" for kind, count in sorted(tally.faults.items()))
    print(f"requests            {tally.requests:,}, 429s: {tally.limited}")
    print(f"failed attempts     {faults}")
    print(f"leads               {tally.uploaded:,}; lost {tally.lost}, doubled {tally.doubled}")
    print(f"uploads resumed     {tally.resumed}")
    print(f"interactive calls   {tally.interactive}, cancelled {tally.cancelled}")
    print(f"resident memory     {before[0]:.1f} MB, at the end {after[0]:.1f} MB")
    print(f"descriptors         {before[1]}, at the end {after[1]}")
    kept = (
        not tally.lost
        and not tally.doubled
        and after[0] - before[0] < MOST_MB
        and after[1] - before[1] <= MOST_DESCRIPTORS
    )
    print("all bounds kept" if kept else "a bound is broken")
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not asyncio.run(run(options.seconds, options.seed)):
        sys.exit(1)


if __name__ == "__main__":
    main()
