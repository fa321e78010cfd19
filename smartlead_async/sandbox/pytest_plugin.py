"""The sandbox as a pytest fixture, for the tests of programs that use this SDK.

Needs pytest-asyncio. Nothing loads it by itself; write in `conftest.py`:

    pytest_plugins = ["smartlead_async.sandbox.pytest_plugin"]

    async def test_import(smartlead_sandbox):
        async with Smartlead(
            smartlead_sandbox.api_key, base_url=smartlead_sandbox.base_url
        ) as smartlead:
            ...
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from smartlead_async.sandbox import Sandbox

__all__ = ["smartlead_sandbox", "smartlead_sandbox_options"]


@pytest.fixture
def smartlead_sandbox_options() -> dict[str, Any]:
    """The keyword arguments of the sandbox; override it to change them.

    Returns:
        No rate limit, so that tests do not wait.
    """
    return {"rate_limits": ()}


@pytest_asyncio.fixture
async def smartlead_sandbox(smartlead_sandbox_options: dict[str, Any]) -> AsyncIterator[Sandbox]:
    """A running sandbox, fresh for each test.

    Yields:
        The sandbox.
    """
    async with Sandbox(**smartlead_sandbox_options) as sandbox:
        yield sandbox
