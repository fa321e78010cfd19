"""Killing the importing process with SIGKILL, wherever it is, loses nothing and repeats little."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from smartlead_async import ConfigurationError, JournalStatus, RateLimit, Smartlead, read_journal
from smartlead_async.sandbox import Sandbox

LEADS, CHUNK, IN_FLIGHT = 3200, 400, 4
CHUNKS = LEADS // CHUNK
ADDRESSES = [f"lead{number}@example.com" for number in range(LEADS)]
LIMITS = (RateLimit(1000, 1.0),)


IMPORTER = f"""
import asyncio, sys
from smartlead_async import RateLimit, Smartlead

async def main(api_key, base_url, campaign_id, journal):
    leads = ({{"email": f"lead{{number}}@example.com"}} for number in range({LEADS}))
    async with Smartlead(api_key, base_url=base_url, rate_limits=[RateLimit(1000, 1.0)]) as client:
        await client.leads.upload(
            int(campaign_id), leads, max_in_flight={IN_FLIGHT}, journal=journal
        )

asyncio.run(main(*sys.argv[1:]))
"""


class Watched(Sandbox):
    """Counts how often each chunk comes in, and calls back at each step of a request."""

    def __init__(self) -> None:
        super().__init__(rate_limits=LIMITS, latency=self._step)
        self.chunks: Counter[int] = Counter()
        self.on_step: Callable[[], None] = lambda: None

    def _step(self) -> float:
        self.on_step()
        return 0.002

    def answer(self, method: str, path: str, query: Mapping[str, str], body: bytes):
        leads = json.loads(body)["lead_list"]
        self.chunks[ADDRESSES.index(leads[0]["email"]) // CHUNK] += 1
        return super().answer(method, path, query, body)


async def import_and_kill(sandbox: Watched, campaign_id: int, journal: Path, rng) -> None:
    """Run an import in a process and kill it after a random step of a request, and a moment."""
    steps, killed = rng.randrange(2 * CHUNKS), asyncio.Event()

    def count() -> None:
        nonlocal steps
        steps -= 1
        if steps < 0:
            killed.set()

    sandbox.on_step = count
    arguments = (sandbox.api_key, sandbox.base_url, str(campaign_id), str(journal))
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", IMPORTER, *arguments)
    ended = asyncio.create_task(process.wait())
    await asyncio.wait(
        [ended, asyncio.create_task(killed.wait())], return_when=asyncio.FIRST_COMPLETED
    )
    killed.set()
    await asyncio.sleep(rng.random() * 0.01)
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    assert await ended in {-9, 0}
    sandbox.on_step = lambda: None


def status_of(journal: Path) -> JournalStatus | None:
    try:
        return read_journal(journal)
    except ConfigurationError:  # killed before it was made
        return None


@pytest.mark.parametrize("seed", range(6))
async def test_a_killed_import_is_finished_by_the_same_call(seed, tmp_path):
    rng, journal = random.Random(seed), tmp_path / "leads.journal"
    in_flight = 0
    async with Watched() as sandbox:
        campaign_id = sandbox.seed_campaign()
        for _ in range(rng.choice((1, 1, 2))):
            await import_and_kill(sandbox, campaign_id, journal, rng)
            status = status_of(journal)
            in_flight += status.chunks_in_flight if status else 0
            assert not status or status.chunks_in_flight <= IN_FLIGHT
        await asyncio.sleep(0.05)  # what the killed process sent has arrived
        async with Smartlead(
            sandbox.api_key, base_url=sandbox.base_url, rate_limits=LIMITS
        ) as smartlead:
            report = await smartlead.leads.upload(
                campaign_id, [{"email": address} for address in ADDRESSES], journal=journal
            )
        held = [lead["email"] for lead in sandbox.leads_of(campaign_id)]
    assert sorted(held) == sorted(ADDRESSES)
    assert report.total == LEADS == report.added + report.skipped
    assert set(report.skipped_by_reason) <= {"present_after_retry"}
    resent = sandbox.chunks.total() - CHUNKS
    assert set(sandbox.chunks) == set(range(CHUNKS))
    assert resent <= in_flight
    assert read_journal(journal).finished
