"""An upload of 20,000 leads through an outage of 120 s, on virtual time over a network of 80 ms.

Bar: at most 2 % longer than the outage and the upload without it, and each lead there once.
"""

from __future__ import annotations

import asyncio
import logging
import sys

from benchmarks._rows import Row, show
from smartlead_async import Smartlead, UploadReport
from tests.virtual_loop import run_virtual
from tests.virtual_sandbox import VirtualSandbox

LEADS = 20_000
OUTAGE_S = 120.0


async def upload(outage_s: float) -> UploadReport:
    """Upload the leads; the service is gone for so many seconds after the first three."""
    async with (
        VirtualSandbox(latency=0.08) as sandbox,
        sandbox.session() as session,
        Smartlead(sandbox.api_key, base_url=sandbox.base_url, session=session) as smartlead,
    ):
        campaign = sandbox.seed_campaign()
        leads = ({"email": f"lead{number}@example.com"} for number in range(LEADS))
        job = asyncio.create_task(smartlead.leads.upload(campaign, leads))
        if outage_s:
            await asyncio.sleep(3)
            await be_gone(sandbox, outage_s)
        report = await job
        held = [lead["email"] for lead in sandbox.leads_of(campaign)]
    assert len(set(held)) == len(held) == LEADS, len(held)
    return report


async def be_gone(sandbox: VirtualSandbox, seconds: float) -> None:
    fault = sandbox.fault("reset", path=r"/campaigns/\d+/leads$")
    fault.times = None
    with sandbox.refusing_connections():
        await asyncio.sleep(seconds)
    fault.times = 0


def measure(*, quick: bool = False) -> list[Row]:
    """Return the rows."""
    del quick  # it takes a second anyway
    logging.getLogger("smartlead_async").setLevel(logging.ERROR)
    usual, interrupted = (run_virtual(upload(seconds)).elapsed for seconds in (0.0, OUTAGE_S))
    longer = interrupted / (OUTAGE_S + usual) - 1
    return [
        Row("upload through an outage of 120 s, longer than both", 100 * max(longer, 0), 2, "%")
    ]


if __name__ == "__main__":
    show(measure(quick="--quick" in sys.argv))
