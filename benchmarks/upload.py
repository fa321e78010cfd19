"""Share of the rate limit that an upload and a fetch of 20,000 leads reach, and their 429s.

The share is ``ideal(n) / elapsed`` with ``ideal(n) = per_seconds · ⌊(n - 1) / max_requests⌋`` plus
one round trip, for n requests; 429s do not count as requests.
"""

from __future__ import annotations

import asyncio
import sys
import time

from attrs import frozen

from benchmarks._rows import Row, show
from benchmarks._server import sandbox_process
from smartlead_async import RateLimit, Smartlead

LEADS = 20_000
LIMIT = RateLimit(10, 2.0)
ROUND_TRIP = {"steady": 0.08, "jittery": 0.15}
CASES = [
    ("steady", "sliding", 98, 0),
    ("steady", "fixed", 98, 0),
    ("jittery", "sliding", 93, 3),
    ("jittery", "fixed", 93, 3),
]


def share(requests: int, elapsed: float, network: str) -> float:
    """Return the share of the limit, 1.0 being all that it allows."""
    windows = (requests - 1) // LIMIT.max_requests
    return (LIMIT.per_seconds * windows + ROUND_TRIP[network]) / elapsed


@frozen
class Done:
    """What a job used of the limit."""

    share: float
    requests: int
    limited: int
    elapsed: float

    def rows(self, what: str, least: float, most_429s: float) -> list[Row]:
        """Return its share of the limit and its 429s as rows."""
        refused = 1000 * self.limited / self.requests
        return [
            Row(f"{what}: share of the limit", 100 * self.share, least, "%", at_least=True),
            Row(f"{what}: 429s per 1,000", refused, most_429s, "answers"),
        ]


async def upload(server: dict[str, str], network: str, leads: int) -> tuple[int, Done]:
    async with Smartlead(**server) as smartlead:
        campaign = await smartlead.campaigns.create(name="benchmark")
        await asyncio.sleep(2.5)  # the window of that call is over
        given = ({"email": f"lead{i}@example.com", "first_name": "Ann"} for i in range(leads))
        report = await smartlead.leads.upload(campaign.id, given)
        assert report.added == report.total == leads, report
    sent = report.requests - report.rate_limited
    used = share(sent, report.elapsed, network)
    return campaign.id, Done(used, sent, report.rate_limited, report.elapsed)


async def fetch(server: dict[str, str], network: str, campaign_id: int, leads: int) -> Done:
    statuses: list[int | None] = []
    async with Smartlead(**server, on_attempt=lambda info: statuses.append(info.status)) as client:
        started = time.perf_counter()
        ids = [row.lead.id async for row in client.leads.iterate(campaign_id) if row.lead]
        elapsed = time.perf_counter() - started
    assert len(set(ids)) == len(ids) == leads
    limited = statuses.count(429)
    sent = len(statuses) - limited
    return Done(share(sent, elapsed, network), sent, limited, elapsed)


def measure(*, quick: bool = False) -> list[Row]:
    """Return the rows."""
    leads, rows = 6000 if quick else LEADS, list[Row]()
    for network, window, least, most_429s in CASES:
        with sandbox_process(network=network, window=window) as server:
            campaign_id, done = asyncio.run(upload(server, network, leads))
            rows += done.rows(f"upload, {network} network, {window} window", least, most_429s)
            if (network, window) == ("steady", "sliding"):
                time.sleep(2.5)
                fetched = asyncio.run(fetch(server, network, campaign_id, leads))
                rows += fetched.rows(f"fetch, {network} network, {window} window", 97, 0)
    return rows


if __name__ == "__main__":
    show(measure(quick="--quick" in sys.argv))
