"""Four processes on one key: 429s, throughput and each one's share, without and with Redis.

Each process runs ten tasks for 30 seconds against a sandbox that keeps a strict sliding log of 10
requests in 2 seconds. Bars for the rows with Redis: no 429, 98 % of the limit, no process below
half its share; a restart of Redis costs two windows in addition. Needs redis-server.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
import time
from typing import Any

from benchmarks._server import sandbox_process
from smartlead_async import RedisRateLimiter, Smartlead
from tests.redis.server import RedisServer

PROCESSES = 4
TASKS = 10
SECONDS = 30.0
WHOLE_LIMIT = 10 * SECONDS / 2
ROWS = {
    "none": {"redis": False},
    "RedisRateLimiter": {},
    "… with skewed process clocks": {"skew": 3600.0},
    "… through a Redis restart": {"restart": True},
    '… restarted, when_down="local"': {"restart": True, "local": True},
}


class SkewedLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock is off by so many seconds."""

    skew = 0.0

    def time(self) -> float:
        """Return the wrong time in seconds."""
        return super().time() + self.skew


async def work(options: dict[str, Any]) -> dict[str, int]:
    """Call as often as the limiter allows, and count the answers."""
    statuses: list[int | None] = []
    limiter = None
    if url := options["redis_url"]:
        fallback = {"when_down": "local", "expected_processes": PROCESSES}
        limiter = RedisRateLimiter(url, **(fallback if options["local"] else {}))
    async with Smartlead(
        **options["server"], limiter=limiter, on_attempt=lambda info: statuses.append(info.status)
    ) as smartlead:

        async def call_on_and_on() -> None:
            while True:
                await smartlead.campaigns.list()

        await asyncio.sleep(options["starts_at"] - time.time())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SECONDS):
                await asyncio.gather(*(call_on_and_on() for _ in range(TASKS)))
    return {"accepted": statuses.count(200), "refused": statuses.count(429)}


def run_worker(options: dict[str, Any]) -> None:
    """Be one of the processes: options as JSON in the argument, figures on standard output."""
    SkewedLoop.skew = options["skew"]
    with asyncio.Runner(loop_factory=SkewedLoop) as runner:
        print(json.dumps(runner.run(work(options))))


def measure(redis_url: str | None, server: RedisServer, row: dict[str, Any]) -> str:
    """Run all processes at once and return the cells of a row."""
    with sandbox_process() as sandbox:
        options = {"server": sandbox, "redis_url": redis_url, "local": row.get("local", False)}
        starts_at = time.time() + 3
        workers = [
            subprocess.Popen(
                [
                    *(sys.executable, "-m", "benchmarks.redis_limiter"),
                    json.dumps(options | {"starts_at": starts_at, "skew": skew * number}),
                ],
                stdout=subprocess.PIPE,
            )
            for skew, number in ((row.get("skew", 0.0), number) for number in range(PROCESSES))
        ]
        if row.get("restart"):
            time.sleep(starts_at - time.time() + SECONDS / 2)
            server.stop()
            time.sleep(1.0)
            server.start()
        figures = [json.loads(worker.communicate()[0]) for worker in workers]
    shares = [each["accepted"] for each in figures]
    refused = sum(each["refused"] for each in figures)
    used = sum(shares) / WHOLE_LIMIT
    return f"{refused} / {sum(shares)} | {used:.1%} | {', '.join(map(str, sorted(shares)))}"


def main() -> None:
    """Print the table."""
    print("| limiter | 429 / accepted | of the limit | by process |\n|---|---|---|---|")
    for name, row in ROWS.items():
        with RedisServer() as server:
            url = server.url if row.get("redis", True) else None
            print(f"| {name} | {measure(url, server, row)} |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        run_worker(json.loads(sys.argv[1]))
    else:
        main()
