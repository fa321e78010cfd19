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

from smartlead_sync.sandbox import Sandbox

__all__ = ["smartlead_sandbox", "smartlead_sandbox_options"]


@pytest.fixture
def smartlead_sandbox_options() -> dict[str, Any]:
    """The keyword arguments of the sandbox; override it to change them.

    Returns:
        No rate limit, so that tests do not wait.
    """
    return {"rate_limits": ()}


@pytest.fixture
def smartlead_sandbox(smartlead_sandbox_options: dict[str, Any]) -> Iterator[Sandbox]:
    """A running sandbox, fresh for each test.

    Yields:
        The sandbox.
    """
    with Sandbox(**smartlead_sandbox_options) as sandbox:
        yield sandbox
