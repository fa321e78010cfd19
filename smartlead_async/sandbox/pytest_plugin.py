"""The sandbox as pytest fixtures, for the tests of programs that use this SDK.

Needs pytest-asyncio. Nothing loads it by itself; write in `conftest.py`:

    pytest_plugins = ["smartlead_async.sandbox.pytest_plugin"]

    async def test_import(smartlead_sandbox):
        async with Smartlead(
            smartlead_sandbox.api_key, base_url=smartlead_sandbox.base_url
        ) as smartlead:
            ...

A request that no route of the API has fails the test, unless it is marked with
`@pytest.mark.smartlead_unknown_routes`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
import pytest_asyncio

from smartlead_async.sandbox import RequestRecord, Sandbox

__all__ = [
    "fail_on_unknown_routes",
    "pytest_configure",
    "set_environment",
    "smartlead_environment",
    "smartlead_sandbox",
    "smartlead_sandbox_options",
]

_MARKER = "smartlead_unknown_routes"


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    config.addinivalue_line("markers", f"{_MARKER}: requests may match no route of the API")


@pytest.fixture
def smartlead_sandbox_options() -> dict[str, Any]:
    """The keyword arguments of the sandbox; override it to change them.

    Returns:
        No rate limit, so that tests do not wait.
    """
    return {"rate_limits": ()}


@pytest_asyncio.fixture
async def smartlead_sandbox(
    smartlead_sandbox_options: dict[str, Any], request: pytest.FixtureRequest
) -> AsyncIterator[Sandbox]:
    """A running sandbox, fresh for each test.

    Yields:
        The sandbox.
    """
    async with Sandbox(**smartlead_sandbox_options) as sandbox:
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


def set_environment(api_key: str, base_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point clients that are made without arguments at a server."""
    monkeypatch.setenv("SMARTLEAD_API_KEY", api_key)
    monkeypatch.setenv("SMARTLEAD_BASE_URL", base_url)


def fail_on_unknown_routes(
    requests: Sequence[RequestRecord], request: pytest.FixtureRequest
) -> None:
    """Fail a test whose requests match no route of the API, unless it is marked."""
    unknown = [str(record) for record in requests if record.is_unknown]
    if unknown and request.node.get_closest_marker(_MARKER) is None:
        lines = "\n".join(f"  {line}" for line in unknown)
        pytest.fail(
            f"no route of the API has these requests:\n{lines}\n"
            f"Mark the test with @pytest.mark.{_MARKER} if that is meant.",
            pytrace=False,
        )
