"""Run many cron jobs on one key without 429s.

Each process of a host keeps the whole limit by itself, unless a file shares it. With
`HostRateLimiter`, jobs that start at the same minute, or one right after the other, send no more
than one process would.
"""

import asyncio

from smartlead_async import HostRateLimiter, Smartlead


async def main() -> None:
    async with Smartlead(limiter=HostRateLimiter()) as smartlead:
        for campaign in await smartlead.campaigns.list():
            figures = await smartlead.analytics.get_campaign(campaign.id)
            print(f"{campaign.name}: {figures.total_sent or 0} sent")


asyncio.run(main())
