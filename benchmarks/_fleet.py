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

from attrs import frozen

import smartlead_async
from smartlead_async import Smartlead

PROCESSES = 4
TASKS = 10
SECONDS = 30.0


class SkewedLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock is off by so many seconds."""

    skew = 0.0

    def time(self) -> float:
        """Return the wrong time in seconds."""
        return super().time() + self.skew


@frozen
class Used:
    """What processes used of the limit.

    Attributes:
        refused: The 429s.
        accepted: The other answers.
        share: The share of the limit, 1.0 being all of it.
        by_process: The answers of each.
    """

    refused: int
    accepted: int
    share: float
    by_process: tuple[int, ...] = ()

    def __str__(self) -> str:
        shares = ", ".join(map(str, self.by_process))
        return f"{self.refused} / {self.accepted} | {self.share:.1%} | {shares}"


class Fleet:
    """All the processes. They start when it is made.

    Args:
        server: Key and address of the server.
        limiter: Name of the limiter's class → its arguments; empty for none.
        skew: Seconds by which the clock of each process is ahead of that of the one before.
        seconds: How long they call.
    """

    def __init__(
        self,
        server: Mapping[str, Any],
        limiter: Mapping[str, Any],
        *,
        skew: float = 0.0,
        seconds: float = SECONDS,
    ) -> None:
        self._whole_limit = 10 * seconds / 2
        self.starts_at = time.time() + 6
        options = {
            "server": server,
            "limiter": limiter,
            "starts_at": self.starts_at,
            "seconds": seconds,
        }
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

    def used(self) -> Used:
        """Wait for all and return what they used."""
        figures = [json.loads(worker.communicate()[0]) for worker in self._workers]
        shares = sorted(each["accepted"] for each in figures)
        refused = sum(each["refused"] for each in figures)
        return Used(refused, sum(shares), sum(shares) / self._whole_limit, tuple(shares))


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
            async with asyncio.timeout(options["seconds"]):
                await asyncio.gather(*(call_on_and_on() for _ in range(TASKS)))
    return {"accepted": statuses.count(200), "refused": statuses.count(429)}


def run_worker(options: dict[str, Any]) -> None:
    """Be one of the processes: options as JSON in the argument, figures on standard output."""
    SkewedLoop.skew = options["skew"]
    with asyncio.Runner(loop_factory=SkewedLoop) as runner:
        print(json.dumps(runner.run(work(options))))


if __name__ == "__main__":
    run_worker(json.loads(sys.argv[1]))
