"""Four processes of ten tasks each on one key, by the log that Redis itself keeps."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from redis import Redis

from smartlead_async import RateLimit
from tests.redis.log import A_MINUTE, entries, fullest, processes
from tests.redis.server import RedisServer

ROOT = Path(__file__).parents[2]
LIMIT = RateLimit(10, 0.5)
PROCESSES, TASKS, CALLS = 4, 10, 2


@pytest.fixture
def start(own_server: RedisServer) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def start(*, skew: float = 0.0) -> subprocess.Popen[bytes]:
        options = {
            "url": own_server.url,
            "key_id": "key",
            "limits": [[limit.max_requests, limit.per_seconds] for limit in (LIMIT, A_MINUTE)],
            "tasks": TASKS,
            "calls": CALLS,
            "skew": skew,
        }
        command = [sys.executable, "-m", "tests.redis.worker", json.dumps(options)]
        started.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE))
        return started[-1]

    yield start
    for process in started:
        with process:
            process.kill()


def used(workers: list[subprocess.Popen[bytes]]) -> int:
    """Return how many permits the processes used in all, when all have ended."""
    return sum(int(process.communicate(timeout=60)[0]) for process in workers)


@pytest.mark.parametrize("skew", [0.0, 1000.0], ids=["", "skewed clocks"])
def test_redis_never_grants_more_than_the_limit_in_any_window(own_server, start, skew):
    workers = [start(skew=skew * number) for number in range(PROCESSES)]
    assert used(workers) == PROCESSES * TASKS * CALLS
    times = entries(own_server.url, "key")
    assert len(times) == PROCESSES * TASKS * CALLS
    assert fullest(times, LIMIT) == LIMIT.max_requests


def test_a_restart_of_redis_lets_no_window_overflow(own_server, start):
    workers = [start() for _ in range(PROCESSES)]
    while len(processes(own_server.url, "key")) < PROCESSES:
        time.sleep(0.01)
    before = entries(own_server.url, "key")
    own_server.stop()
    own_server.start()
    assert used(workers) == PROCESSES * TASKS * CALLS
    after = entries(own_server.url, "key")
    with Redis.from_url(own_server.url) as client:
        since = float(client.hget("smartlead:{key}:state", "since") or 0) / 1_000_000
    assert min(after) >= since + LIMIT.per_seconds  # longer than what was sent before counts
    assert fullest(before, LIMIT) <= LIMIT.max_requests
    assert fullest(after, LIMIT) <= LIMIT.max_requests


def test_the_check_itself_notices_an_overfull_window():
    assert fullest([0.0, 0.1, 0.49, 0.5], RateLimit(2, 0.5)) == 3
