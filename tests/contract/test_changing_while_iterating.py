from __future__ import annotations

import logging

import pytest

from smartlead_async.sandbox import Sandbox
from tests.support import client_of


async def test_leads_that_leave_a_filter_while_it_is_iterated_give_a_warning_and_no_duplicate(
    caplog: pytest.LogCaptureFixture,
):
    async with Sandbox(rate_limits=()) as sandbox:
        campaign_id = sandbox.seed_campaign("Q1")
        sandbox.seed_leads(campaign_id, 200)
        seen: list[int] = []
        async with client_of(sandbox.base_url, sandbox.api_key) as smartlead:
            started = smartlead.leads.iterate(
                campaign_id, status="STARTED", page_size=10, prefetch=1
            )
            with caplog.at_level(logging.WARNING, "smartlead_async"):
                async for item in started:
                    seen.append(item.lead.id)
                    await smartlead.leads.pause(campaign_id, item.lead.id)
    assert 10 < len(seen) == len(set(seen)) < 50
    (warning,) = caplog.records
    assert "collect first, then change" in warning.getMessage()
