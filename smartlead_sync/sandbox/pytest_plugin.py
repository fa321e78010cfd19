"""The sandbox as a pytest fixture, for the tests of programs that use this SDK without ``await``.

Nothing loads it by itself; write in `conftest.py`:

    pytest_plugins = ["smartlead_sync.sandbox.pytest_plugin"]

    def test_import(smartlead_environment):
        import_leads()  # makes its own Smartlead()
        smartlead_environment.assert_requested("POST", "/campaigns/{id}/leads")

A test fails if one of its requests matches no route of the API, unless it is marked
`@pytest.mark.smartlead_unknown_routes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from smartlead_async.sandbox._pytest import (
    pytest_configure,
    pytest_runtest_call,
    smartlead_environment,
    smartlead_sandbox_options,
)
from smartlead_sync.sandbox import Sandbox

__all__ = [
    "pytest_configure",
    "pytest_runtest_call",
    "smartlead_environment",
    "smartlead_sandbox",
    "smartlead_sandbox_options",
]


@pytest.fixture
def smartlead_sandbox(smartlead_sandbox_options: dict[str, Any]) -> Iterator[Sandbox]:
    """A running sandbox, fresh for each test.

    Yields:
        The sandbox.
    """
    with Sandbox(**smartlead_sandbox_options) as sandbox:
        yield sandbox
