from __future__ import annotations

from collections.abc import Iterator

import pytest

from smartlead_sync import Smartlead
from smartlead_sync.sandbox import Sandbox
from smartlead_sync.sandbox.pytest_plugin import smartlead_sandbox, smartlead_sandbox_options
from tests.support import CountingLimiter

__all__ = ["smartlead_sandbox", "smartlead_sandbox_options"]


@pytest.fixture
def sandbox(smartlead_sandbox: Sandbox) -> Sandbox:
    return smartlead_sandbox


@pytest.fixture
def smartlead(sandbox: Sandbox) -> Iterator[Smartlead]:
    with Smartlead(
        sandbox.api_key, base_url=sandbox.base_url, limiter=CountingLimiter()
    ) as smartlead:
        yield smartlead
