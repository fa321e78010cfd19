"""An account in which libraries meet the SDK."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from smartlead_async import Smartlead
from smartlead_async.sandbox import Sandbox


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(rate_limits=()) as sandbox:
        yield sandbox


@pytest.fixture
async def smartlead(sandbox: Sandbox) -> AsyncIterator[Smartlead]:
    async with Smartlead(sandbox.api_key, base_url=sandbox.base_url) as smartlead:
        yield smartlead
