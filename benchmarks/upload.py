"""Share of the rate limit that an upload and a fetch of 20,000 leads reach, and their 429s.

The share is ``ideal(n) / elapsed`` with ``ideal(n) = per_seconds · ⌊(n - 1) / max_requests⌋`` plus
one round trip, for n requests; 429s do not count as requests.
"""

from __future__ import annotations

import asyncio
import sys
import time

from benchmarks._server import sandbox_process
from smartlead_async import RateLimit, Smartlead

LEADS = 20_000
LIMIT = RateLimit(10, 2.0)
ROUND_TRIP = {"steady": 0.08, "jittery": 0.15}
CASES = [
    ("steady", "sliding"),
    ("steady", "fixed"),
    ("jittery", "sliding"),
    ("jittery", "fixed"),
]


def share(requests: int, elapsed: float, network: str) -> float:
    """Return the share of the limit, 1.0 being all that it allows."""
    windows = (requests - 1) // LIMIT.max_requests
    return (LIMIT.per_seconds * windows + ROUND_TRIP[network]) / elapsed


async def upload(server: dict[str, str], network: str) -> tuple[int, list[str]]:
    async with Smartlead(**server) as smartlead:
        campaign = await smartlead.campaigns.create(name="benchmark")
        await asyncio.sleep(2.5)  # the window of that call is over
        leads = ({"email": f"lead{i}@example.com", "first_name": "Ann"} for i in range(LEADS))
        report = await smartlead.leads.upload(campaign.id, leads)
        assert report.added == report.total == LEADS, report
    sent = report.requests - report.rate_limited
    return campaign.id, [
        f"{share(sent, report.elapsed, network):7.1%}",
        f"{report.rate_limited:5d}",
        f"{report.elapsed:8.2f} s",
    ]


async def fetch(server: dict[str, str], network: str, campaign_id: int) -> list[str]:
    statuses: list[int | None] = []
    async with Smartlead(**server, on_attempt=lambda info: statuses.append(info.status)) as client:
        started = time.perf_counter()
        ids = [row.lead.id async for row in client.leads.iterate(campaign_id) if row.lead]
        elapsed = time.perf_counter() - started
    assert len(set(ids)) == len(ids) == LEADS
    limited = statuses.count(429)
    return [
        f"{share(len(statuses) - limited, elapsed, network):7.1%}",
        f"{limited:5d}",
        f"{elapsed:8.2f} s",
    ]


def main() -> None:
    print(f"{'job':8} {'network':8} {'window':8} {'share':>7} {'429s':>5} {'elapsed':>10}")
    for network, window in CASES:
        with sandbox_process(network=network, window=window) as server:
            campaign_id, figures = asyncio.run(upload(server, network))
            print(f"{'upload':8} {network:8} {window:8}", *figures, flush=True)
            if "--fetch" in sys.argv:
                time.sleep(2.5)
                figures = asyncio.run(fetch(server, network, campaign_id))
                print(f"{'fetch':8} {network:8} {window:8}", *figures, flush=True)


if __name__ == "__main__":
    main()
