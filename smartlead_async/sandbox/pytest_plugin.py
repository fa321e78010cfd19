"""The sandbox as a pytest fixture, for the tests of programs that use this SDK.

Needs pytest-asyncio. Nothing loads it by itself; write in `conftest.py`:

    pytest_plugins = ["smartlead_async.sandbox.pytest_plugin"]

    async def test_import(smartlead_environment):
        await import_leads()  # makes its own Smartlead()
        smartlead_environment.assert_requested("POST", "/campaigns/{id}/leads")

A test fails if one of its requests matches no route of the API, unless it is marked
`@pytest.mark.smartlead_unknown_routes`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio

from smartlead_async.sandbox import Sandbox
from smartlead_async.sandbox._pytest import (
    pytest_configure,
    pytest_runtest_call,
    smartlead_environment,
    smartlead_sandbox_options,
)

__all__ = [
    "pytest_configure",
    "pytest_runtest_call",
    "smartlead_environment",
    "smartlead_sandbox",
    "smartlead_sandbox_options",
]


@pytest_asyncio.fixture
async def smartlead_sandbox(smartlead_sandbox_options: dict[str, Any]) -> AsyncIterator[Sandbox]:
    """A running sandbox, fresh for each test.

    Yields:
        The sandbox.
    """
    async with Sandbox(**smartlead_sandbox_options) as sandbox:
        yield sandbox
