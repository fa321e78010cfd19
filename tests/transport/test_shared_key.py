"""Many tasks and several clients on one key stay within its limit together."""

from __future__ import annotations

import asyncio

import pytest

from smartlead_async import RateLimit, Smartlead
from tests.virtual_sandbox import VirtualSandbox

LIMITS = (RateLimit(250, 0.25),)


@pytest.mark.virtual_time
async def test_a_thousand_calls_through_three_clients_meet_no_429() -> None:
    async with (
        VirtualSandbox(rate_limits=LIMITS, latency=0.08) as sandbox,
        sandbox.session() as session,
    ):
        id_ = sandbox.seed_campaign("shared")
        clients = [
            Smartlead(
                sandbox.api_key, base_url=sandbox.base_url, rate_limits=LIMITS, session=session
            )
            for _ in range(3)
        ]
        campaigns = await asyncio.gather(
            *(clients[number % 3].campaigns.get(id_) for number in range(1000))
        )
        for client in clients:
            await client.aclose()
        assert {campaign.id for campaign in campaigns} == {id_}
        assert sandbox.request_count == 1000
        assert sandbox.rate_limited == 0
