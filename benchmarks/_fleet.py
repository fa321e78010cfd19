"""Processes that share a key for some seconds: ``python -m benchmarks._fleet`` is one of them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Mapping
from typing import Any

import smartlead_async
from smartlead_async import Smartlead

PROCESSES = 4
TASKS = 10
SECONDS = 30.0
WHOLE_LIMIT = 10 * SECONDS / 2


class SkewedLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock is off by so many seconds."""

    skew = 0.0

    def time(self) -> float:
        """Return the wrong time in seconds."""
        return super().time() + self.skew


class Fleet:
    """All the processes. They start when it is made.

    Args:
        server: Key and address of the server.
        limiter: Name of the limiter's class → its arguments; empty for none.
        skew: Seconds by which the clock of each process is ahead of that of the one before.
    """

    def __init__(
        self, server: Mapping[str, Any], limiter: Mapping[str, Any], *, skew: float = 0.0
    ) -> None:
        self.starts_at = time.time() + 6
        options = {"server": server, "limiter": limiter, "starts_at": self.starts_at}
        self._workers = [
            subprocess.Popen(
                [
                    *(sys.executable, "-m", "benchmarks._fleet"),
                    json.dumps(options | {"skew": skew * number}),
                ],
                stdout=subprocess.PIPE,
            )
            for number in range(PROCESSES)
        ]

    def cells(self) -> str:
        """Wait for all and return the cells of a row: 429s, share of the limit, by process."""
        figures = [json.loads(worker.communicate()[0]) for worker in self._workers]
        shares = [each["accepted"] for each in figures]
        refused = sum(each["refused"] for each in figures)
        used = sum(shares) / WHOLE_LIMIT
        return f"{refused} / {sum(shares)} | {used:.1%} | {', '.join(map(str, sorted(shares)))}"


async def work(options: dict[str, Any]) -> dict[str, int]:
    """Call as often as the limiter allows, and count the answers."""
    statuses: list[int | None] = []
    made = [getattr(smartlead_async, name)(**given) for name, given in options["limiter"].items()]
    async with Smartlead(
        **options["server"],
        limiter=made[0] if made else None,
        on_attempt=lambda info: statuses.append(info.status),
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


if __name__ == "__main__":
    run_worker(json.loads(sys.argv[1]))
