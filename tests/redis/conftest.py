from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.redis.server import EXECUTABLE, RedisServer


@pytest.fixture(scope="module")
def _redis_is_installed() -> None:
    if EXECUTABLE is None:
        sentence = "needs redis-server (Debian and Ubuntu: apt install redis-server)"
        if os.environ.get("CI") == "true":
            pytest.fail(sentence)
        pytest.skip(sentence)


@pytest.fixture(scope="module")
def shared_server(_redis_is_installed: None) -> Iterator[RedisServer]:
    with RedisServer() as server:
        yield server


@pytest.fixture
def own_server(_redis_is_installed: None) -> Iterator[RedisServer]:
    """A Redis that the test may stop and start."""
    with RedisServer() as server:
        yield server
