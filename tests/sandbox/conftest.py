"""A sandbox in either dialect over sockets, and something in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from smartlead_async import Smartlead
from smartlead_async.sandbox import CampaignLead, Sandbox
from tests.sandbox.asking import Ask
from tests.support import client_of


@pytest.fixture(params=["reference", "live"])
async def sandbox(request: pytest.FixtureRequest) -> AsyncIterator[Sandbox]:
    async with Sandbox(dialect=request.param, rate_limits=()) as sandbox:
        yield sandbox


@pytest.fixture
async def smartlead(sandbox: Sandbox) -> AsyncIterator[Smartlead]:
    async with client_of(sandbox.base_url, sandbox.api_key) as smartlead:
        yield smartlead


@pytest.fixture
def ask(smartlead: Smartlead) -> Ask:
    async def ask(line: str, json: Any = None, **params: Any) -> Any:
        method, path = line.split()
        return await smartlead.request(method, path, json=json, params=params or None)

    return ask


@pytest.fixture
def campaign(sandbox: Sandbox) -> int:
    return sandbox.seed_campaign("Q1")


@pytest.fixture
def replied(sandbox: Sandbox, campaign: int) -> CampaignLead:
    """A lead that replied, the third of four."""
    id_ = sandbox.seed_leads(campaign, 4)[2]
    return sandbox.campaigns[campaign].leads[id_]
