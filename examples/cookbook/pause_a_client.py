"""Pause all campaigns of a client.

One that cannot be paused does not stop the others.
"""

import asyncio

from smartlead_async import APIError, CampaignStatus, Smartlead

CLIENT = "Acme"


async def main() -> None:
    async with Smartlead() as smartlead:
        clients = {client.name: client for client in await smartlead.clients.list()}
        for campaign in await smartlead.campaigns.list(client_id=clients[CLIENT].id):
            if campaign.status != CampaignStatus.ACTIVE:
                continue
            try:
                await smartlead.campaigns.update_status(campaign.id, "PAUSED")
                print(f"{campaign.name}: paused")
            except APIError as error:
                print(f"{campaign.name}: still active: {error}")


asyncio.run(main())
