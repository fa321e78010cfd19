"""Three cells of the simulation on the real clock, over real sockets, beside what it says of them.

50 tasks make 500 calls to a sandbox in a process of its own; the cells run at the same time, each
with a key of its own. They use no bulk call, which after a 429 would be spread evenly.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from attrs import frozen

from benchmarks._server import sandbox_process
from benchmarks.limiter_sim import LIMIT, NETWORKS, SERVERS, STRATEGIES, Cell, Job
from smartlead_async import AttemptInfo, Smartlead

JOB = Job(calls=500, in_flight=50, runs=1)
SIMULATED = Job(calls=JOB.calls, in_flight=JOB.in_flight, runs=8)


@frozen
class RealCell:
    """One cell.

    Attributes:
        server: The server in the simulation.
        network: The network in the simulation.
        options: The same for the sandbox.
    """

    server: str
    network: str
    options: dict[str, Any]

    async def measure(self, api_key: str, base_url: str) -> tuple[float, int]:
        """Return the share of the limit, and how many answers were 429s."""
        attempts: list[AttemptInfo] = []
        async with Smartlead(api_key, base_url=base_url, on_attempt=attempts.append) as smartlead:
            campaign = await smartlead.campaigns.create(name="benchmark")
            await asyncio.sleep(2.5)  # the window of that call is over
            attempts.clear()
            started = time.perf_counter()
            calls = iter(range(JOB.calls))
            await asyncio.gather(
                *(work(smartlead, campaign.id, calls) for _ in range(JOB.in_flight))
            )
            elapsed = time.perf_counter() - started
        windows = (JOB.calls - 1) // LIMIT.max_requests
        share = (LIMIT.per_seconds * windows + NETWORKS[self.network].round_trip) / elapsed
        return share, sum(attempt.status == 429 for attempt in attempts)

    def simulate(self) -> tuple[float, float]:
        """Return the same figures of the simulation, on average."""
        strategy = STRATEGIES["smartlead-async"]
        cell = Cell(strategy, SERVERS[self.server], NETWORKS[self.network], punishing=False)
        share, refused = cell.measure(SIMULATED)
        return share, refused * JOB.calls / 1000


CELLS = [
    RealCell("sliding log", "steady", {"network": "steady", "window": "sliding"}),
    RealCell("fixed window", "jittery", {"network": "jittery", "window": "fixed"}),
    RealCell(
        "sliding log",
        "slow server",
        {"network": "near", "window": "sliding", "work": (0.2, 1.2)},
    ),
]


async def work(smartlead: Smartlead, campaign_id: int, calls: Iterator[int]) -> None:
    for _ in calls:
        await smartlead.campaigns.get(campaign_id)


async def measure_all() -> list[tuple[float, int]]:
    """Measure all cells at the same time."""
    with ExitStack() as stack:
        servers = [stack.enter_context(sandbox_process(**cell.options)) for cell in CELLS]
        return await asyncio.gather(
            *(cell.measure(**server) for cell, server in zip(CELLS, servers, strict=True))
        )


def main() -> None:
    print(f"{'':26}{'real':>8} {'429s':>5} {'simulated':>11} {'429s':>5}")
    for cell, (share, refused) in zip(CELLS, asyncio.run(measure_all()), strict=True):
        simulated, expected = cell.simulate()
        name = f"{cell.server}, {cell.network}"
        print(f"{name:26}{share:8.1%} {refused:5} {simulated:11.1%} {expected:5.2f}")


if __name__ == "__main__":
    main()
