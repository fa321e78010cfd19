"""The sandbox as a pytest fixture, for the tests of programs that use this SDK without ``await``.

Nothing loads it by itself; write in `conftest.py`:

    pytest_plugins = ["smartlead_sync.sandbox.pytest_plugin"]

    def test_import(smartlead_sandbox):
        with Smartlead(
            smartlead_sandbox.api_key, base_url=smartlead_sandbox.base_url
        ) as smartlead:
            ...
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from smartlead_async.sandbox.pytest_plugin import (
    fail_on_unknown_routes,
    pytest_configure,
    set_environment,
    smartlead_sandbox_options,
)
from smartlead_sync.sandbox import Sandbox

__all__ = [
    "pytest_configure",
    "smartlead_environment",
    "smartlead_sandbox",
    "smartlead_sandbox_options",
]


@pytest.fixture
def smartlead_sandbox(
    smartlead_sandbox_options: dict[str, Any],
    request: pytest.FixtureRequest,
) -> Iterator[Sandbox]:
    """A running sandbox, fresh for each test.

    Yields:
        The sandbox.
    """
    with Sandbox(**smartlead_sandbox_options) as sandbox:
        yield sandbox
        fail_on_unknown_routes(sandbox.requests, request)


@pytest.fixture
def smartlead_environment(smartlead_sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """The same sandbox, and clients that are made without arguments go to it.

    Returns:
        The sandbox.
    """
    set_environment(smartlead_sandbox.api_key, smartlead_sandbox.base_url, monkeypatch)
    return smartlead_sandbox
