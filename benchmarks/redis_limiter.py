"""Four processes on one key: 429s, throughput and each one's share, without and with Redis.

Each process runs ten tasks for 30 seconds against a sandbox that keeps a strict sliding log of 10
requests in 2 seconds. Bars for the rows with Redis: no 429, 98 % of the limit, no process below
half its share; a restart of Redis costs two windows in addition. Needs redis-server.
"""

from __future__ import annotations

import time
from typing import Any

from benchmarks._fleet import PROCESSES, SECONDS, Fleet, Used
from benchmarks._server import sandbox_process
from tests.redis.server import RedisServer

ROWS: dict[str, dict[str, Any]] = {
    "none": {"redis": False},
    "RedisRateLimiter": {},
    "… with skewed process clocks": {"skew": 3600.0},
    "… through a Redis restart": {"restart": True},
    '… restarted, when_down="local"': {"restart": True, "local": True},
}


def use(redis: RedisServer, row: dict[str, Any]) -> Used:
    """Run all processes at once and return what they used."""
    fallback = {"when_down": "local", "expected_processes": PROCESSES} if row.get("local") else {}
    limiter = {"RedisRateLimiter": {"url": redis.url, **fallback}} if row.get("redis", True) else {}
    with sandbox_process() as sandbox:
        fleet = Fleet(sandbox, limiter, skew=row.get("skew", 0.0))
        if row.get("restart"):
            time.sleep(fleet.starts_at - time.time() + SECONDS / 2)
            redis.stop()
            time.sleep(1.0)
            redis.start()
        return fleet.used()


def main() -> None:
    """Print the table."""
    print("| limiter | 429 / accepted | of the limit | by process |\n|---|---|---|---|")
    for name, row in ROWS.items():
        with RedisServer() as server:
            print(f"| {name} | {use(server, row)} |", flush=True)


if __name__ == "__main__":
    main()
