"""Processes of one host on one key, without and with HostRateLimiter: 429s, throughput, CPU.

Four processes run ten tasks each for 30 seconds against a sandbox that keeps a strict sliding log
of 10 requests in 2 seconds; in one row processes are killed inside the lock meanwhile. Then fifty
processes make five calls each, one after the other; what they use of the limit depends on how fast
a process starts. ``--table`` prints the table of docs/limits.md.

Bars: no 429, 98 % of the limit, at most 80 µs of CPU an acquire.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from benchmarks._fleet import SECONDS, Fleet, Used
from benchmarks._rows import Row, show
from benchmarks._server import sandbox_process
from smartlead_async import HostRateLimiter, RateLimit, Smartlead

FOLLOWERS = 50
CALLS = 5
LIMIT = RateLimit(10, 2.0)
ACQUIRES = 2000


def four_at_once(directory: str | None, *, kills: bool = False, seconds: float = SECONDS) -> Used:
    """Run four processes and return what they used of the limit."""
    with sandbox_process() as sandbox:
        limiter = {} if directory is None else {"HostRateLimiter": {"directory": directory}}
        fleet = Fleet(sandbox, limiter, seconds=seconds)
        if kills:
            while not any(Path(directory or "").iterdir()):
                time.sleep(0.1)
            for _ in range(20):
                kill_inside_the_lock(Path(directory or ""))
        return fleet.used()


def kill_inside_the_lock(directory: Path) -> None:
    """Let a process lock the file of the key, kill it at once, and wait for a second."""
    program = (
        "import fcntl, os, sys, time; fd = os.open(sys.argv[1], os.O_RDWR); "
        "fcntl.flock(fd, fcntl.LOCK_EX); print(flush=True); time.sleep(60)"
    )
    [file] = directory.iterdir()
    with subprocess.Popen([sys.executable, "-c", program, file], stdout=subprocess.PIPE) as process:
        process.stdout and process.stdout.readline()
        time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
    time.sleep(1)


def one_after_the_other(directory: str, followers: int = FOLLOWERS) -> Used:
    """Run fifty processes that make five calls each, and return what they used of the limit."""
    with sandbox_process() as sandbox:
        command = [
            sys.executable,
            "-m",
            "benchmarks.host_limiter",
            sandbox["api_key"],
            sandbox["base_url"],
        ]
        started = time.monotonic()
        answers = [subprocess.check_output([*command, directory]) for _ in range(followers)]
        elapsed = time.monotonic() - started
    refused = sum(int(answer) for answer in answers)
    calls = followers * CALLS
    ideal = LIMIT.per_seconds * ((calls - 1) // LIMIT.max_requests)
    return Used(refused, calls, ideal / elapsed)


async def follow(api_key: str, base_url: str, directory: str) -> int:
    """Be one of the fifty, and return the number of 429s."""
    statuses: list[int | None] = []
    limiter = HostRateLimiter(directory)
    async with Smartlead(
        api_key,
        base_url=base_url,
        limiter=limiter,
        on_attempt=lambda info: statuses.append(info.status),
    ) as smartlead:
        await asyncio.gather(*(smartlead.campaigns.list() for _ in range(CALLS)))
    return statuses.count(429)


async def acquires(directory: str) -> None:
    """Take places one after the other, of which some have to be waited for."""
    limiter = HostRateLimiter(directory).for_key("key", (RateLimit(10, 0.01),))
    for _ in range(ACQUIRES):
        permit = await limiter.acquire("bulk")
        permit.sent()
        permit.done(200, {})


async def sleeps() -> None:
    """Wait as often as those acquires do."""
    for _ in range(ACQUIRES // 10):
        await asyncio.sleep(0.02)


def cpu_of(work: Callable[[], Coroutine[Any, Any, None]]) -> float:
    """Return the CPU seconds that a coroutine function takes."""
    started = time.process_time()
    asyncio.run(work())
    return time.process_time() - started


def cpu_of_an_acquire() -> float:
    """Return the microseconds of CPU that it takes."""
    with tempfile.TemporaryDirectory() as directory:
        runs = [cpu_of(lambda: acquires(directory)) - cpu_of(sleeps) for _ in range(5)]
    return min(runs) / ACQUIRES * 1e6


def measure(*, quick: bool = False) -> list[Row]:
    """Return the rows."""
    with tempfile.TemporaryDirectory() as directory:
        four = four_at_once(directory, seconds=6.0 if quick else SECONDS)
    with tempfile.TemporaryDirectory() as directory:
        fifty = one_after_the_other(directory, 6 if quick else FOLLOWERS)
    return [
        Row(
            "4 processes of a host at once: share of the limit",
            100 * four.share,
            98,
            "%",
            at_least=True,
        ),
        Row("4 processes of a host at once: 429s", four.refused, 0, "answers"),
        Row(f"{FOLLOWERS} processes one after the other: 429s", fifty.refused, 0, "answers"),
        Row("CPU of a turn in HostRateLimiter", cpu_of_an_acquire(), 80, "µs"),
    ]


def main() -> None:
    """Print the table of docs/limits.md."""
    print("| limiter | 429 / accepted | of the limit | by process |\n|---|---|---|---|")
    print(f"| none | {four_at_once(None)} |", flush=True)
    for name, kills in (("HostRateLimiter", False), ("… others killed inside the lock", True)):
        with tempfile.TemporaryDirectory() as directory:
            print(f"| {name} | {four_at_once(directory, kills=kills)} |", flush=True)
    with tempfile.TemporaryDirectory() as directory:
        print(f"| … fifty one after the other | {one_after_the_other(directory)} |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        print(asyncio.run(follow(*sys.argv[1:])))
    elif "--table" in sys.argv:
        main()
    else:
        show(measure(quick="--quick" in sys.argv))
