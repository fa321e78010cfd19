from __future__ import annotations

from typing import assert_type

import smartlead_async
import smartlead_sync
from smartlead_async import Campaign, CampaignLead, SmartleadError


async def asynchronous(key: str) -> None:
    async with smartlead_async.Fleet({"acme": key}, timeout=5.0) as fleet:
        assert_type(fleet["acme"], smartlead_async.Smartlead)
        async for name, result in fleet.each(lambda client: client.campaigns.list()):
            assert_type(name, str)
            assert_type(result, list[Campaign] | Exception)
            if isinstance(result, SmartleadError):
                assert_type(result, SmartleadError)
            elif not isinstance(result, Exception):
                assert_type(result, list[Campaign])
        async for _, leads in fleet.each(lambda client: client.leads.iterate(5)):
            assert_type(leads, list[CampaignLead] | Exception)
    smartlead_async.Fleet({"acme": 5})  # type: ignore[dict-item]  # pyright: ignore[reportArgumentType]
    smartlead_async.Fleet({}, timout=5)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def synchronous(key: str) -> None:
    with smartlead_sync.Fleet.from_file("keys.toml", base_url=key) as fleet:
        assert_type(fleet, smartlead_sync.Fleet)
        assert_type(fleet["acme"], smartlead_sync.Smartlead)
        for name, result in fleet.each(lambda client: client.campaigns.list(), max_concurrency=5):
            assert_type(name, str)
            assert_type(result, list[Campaign] | Exception)
        for _, leads in fleet.each(lambda client: client.leads.iterate(5)):
            assert_type(leads, list[CampaignLead] | Exception)
