"""What both pytest plugins share: options, environment, and the check for unknown routes."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

__all__ = [
    "pytest_configure",
    "pytest_runtest_call",
    "smartlead_environment",
    "smartlead_sandbox_options",
]

MARKER = "smartlead_unknown_routes"


@pytest.fixture
def smartlead_sandbox_options() -> dict[str, Any]:
    """The keyword arguments of the sandbox; override it to change them.

    Returns:
        No rate limit, so that tests do not wait.
    """
    return {"rate_limits": ()}


@pytest.fixture
def smartlead_environment(smartlead_sandbox: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A running sandbox to which the environment points, for code that makes its own client.

    Returns:
        The sandbox, the same as `smartlead_sandbox`.
    """
    monkeypatch.setenv("SMARTLEAD_API_KEY", smartlead_sandbox.api_key)
    monkeypatch.setenv("SMARTLEAD_BASE_URL", smartlead_sandbox.base_url)
    return smartlead_sandbox


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    line = f"{MARKER}: let the test pass though a request to the sandbox matches no route"
    config.addinivalue_line("markers", line)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test that passes though one of its requests matches no route."""
    result = yield
    sandbox = getattr(item, "funcargs", {}).get("smartlead_sandbox")
    if sandbox is not None and item.get_closest_marker(MARKER) is None:
        _check([record for record in sandbox.requests if not record.has_route])
    return result


def _check(unknown: list[Any]) -> None:
    if unknown:
        lines = "".join(f"\n  {record}" for record in unknown)
        hint = f"If that is meant, mark the test: @pytest.mark.{MARKER}"
        pytest.fail(f"The API has no route for:{lines}\n{hint}", pytrace=False)
