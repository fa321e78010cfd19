from __future__ import annotations

import asyncio
import functools
import inspect
import random
from typing import TYPE_CHECKING
from unittest.mock import Mock

import aiohttp
import aioresponses.core
import hypothesis
import pytest

from smartlead_async._limiter import registry
from tests.virtual_loop import VirtualTimeLoop

if TYPE_CHECKING:
    from collections.abc import Callable

# No test may depend on how fast the machine is, nor on chance: examples are the same in every run.
hypothesis.settings.register_profile("project", deadline=None, derandomize=True)
hypothesis.settings.load_profile("project")

# aioresponses 0.7.9 does not pass the argument that aiohttp 3.14 made mandatory; a test in
# test_aioresponses_shim.py fails as soon as this is no longer needed.
if "stream_writer" in inspect.signature(aiohttp.ClientResponse).parameters:
    aioresponses.core.ClientResponse = functools.partial(
        aiohttp.ClientResponse, stream_writer=Mock(output_size=0)
    )


# Where threads and event loops meet; elsewhere asyncio's debug mode only takes half as long again.
DEBUGGED = {"limiter", "redis", "sync", "transport"}

# Folders and files whose tests go through the same code again and again.
REPETITIVE = {"journal", "limiter", "test_upload_outage"}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "virtual_time: run the async test on an event loop that never really waits"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure no coverage where a test goes through the same code again and again.

    It would take twice as long.
    """
    for item in items:
        is_property_test = hypothesis.is_hypothesis_test(getattr(item, "obj", None))
        if is_property_test or {item.path.parent.name, item.path.stem} & REPETITIVE:
            item.add_marker(pytest.mark.no_cover)


def pytest_asyncio_loop_factories(
    item: pytest.Item,
) -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    if item.get_closest_marker("virtual_time"):
        return {"virtual": VirtualTimeLoop}
    return {
        "real": _debugging_loop if item.path.parent.name in DEBUGGED else asyncio.new_event_loop
    }


def _debugging_loop() -> asyncio.AbstractEventLoop:
    """Return a loop that complains of calls from wrong threads."""
    loop = asyncio.new_event_loop()
    loop.set_debug(True)
    return loop


@pytest.fixture(autouse=True)
def _seeded() -> None:
    """What the package draws by lot, such as a wait, is the same in every run."""
    random.seed(0)


@pytest.fixture(autouse=True)
def _no_requests_of_earlier_tests() -> None:
    """The tests use a few keys over and over: none waits for the requests of another."""
    registry._windows.clear()


@pytest.fixture(autouse=True)
def _no_ambient_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key of the developer's own never reaches a test, nor a test the real service."""
    monkeypatch.delenv("SMARTLEAD_API_KEY", raising=False)
    monkeypatch.delenv("SMARTLEAD_BASE_URL", raising=False)
