"""Move leads to another campaign.

Only leads without an email so far are moved. With the journal, the same call finishes a move that
was interrupted.
"""

import asyncio

from smartlead_async import Smartlead
from smartlead_async.helpers import move_leads


async def main() -> None:
    async with Smartlead() as smartlead:
        campaigns = {each.name: each.id for each in await smartlead.campaigns.list()}
        report = await move_leads(
            smartlead,
            campaigns["Winter"],
            campaigns["Summer"],
            status="STARTED",
            journal="move.journal",
        )
        print(report)
        for lead in report.missing:
            print(lead.email, "stays:", lead.reason)


asyncio.run(main())
