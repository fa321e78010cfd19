"""A sandbox in a process of its own, so that it does not share the client's CPU time.

Run as a script it is that process: options as JSON in the first argument, address and key as JSON
on standard output, until standard input ends.
"""

from __future__ import annotations

import asyncio
import gc
import json
import math
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from smartlead_async import RateLimit
from smartlead_async.sandbox import Sandbox


def lognormal(mean: float, most: float) -> Callable[[], float]:
    """Return a generator of round trips with that mean and a tail cut at ``most`` seconds."""
    sigma = 0.7
    rng = random.Random(7)
    return lambda: min(most, rng.lognormvariate(math.log(mean) - sigma**2 / 2, sigma))


NETWORKS: dict[str, float | Callable[[], float]] = {
    "none": 0.0,
    "near": 0.06,
    "steady": 0.08,  # 80 ms
    "jittery": lognormal(0.15, 1.0),  # mean 150 ms, tail to 1 s
}

WORKED_ON = 1000  # requests


@contextmanager
def sandbox_process(**options: Any) -> Iterator[dict[str, str]]:
    """Run a sandbox in a process and yield its ``api_key`` and ``base_url``.

    Args:
        options: Options of the sandbox; ``network`` names one of :data:`NETWORKS`, and
            ``rate_limits`` holds pairs of numbers; ``work`` is the least and the most seconds
            that a request takes which the limit has let through.
    """
    command = [sys.executable, "-m", "benchmarks._server", json.dumps(options)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.stdin.close()


async def serve(options: dict[str, Any]) -> None:
    network = NETWORKS[options.pop("network", "none")]
    limits = [RateLimit(*pair) for pair in options.pop("rate_limits", [(10, 2.0)])]
    work = options.pop("work", None)
    async with Sandbox(latency=network, rate_limits=limits, log_size=0, **options) as sandbox:
        for _ in range(WORKED_ON if work else 0):
            sandbox.fault("late", seconds=random.uniform(*work))
        print(json.dumps({"api_key": sandbox.api_key, "base_url": sandbox.base_url}), flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    gc.disable()  # collections would be measured as round trips
    asyncio.run(serve(json.loads(sys.argv[1])))
