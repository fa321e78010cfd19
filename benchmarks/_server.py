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


def uneven() -> Callable[[], float]:
    """Return a generator of round trips of 80 ± 60 ms."""
    rng = random.Random(7)
    return lambda: rng.uniform(0.02, 0.14)


NETWORKS: dict[str, float | Callable[[], float]] = {
    "none": 0.0,
    "near": 0.06,
    "steady": 0.08,  # 80 ms
    "uneven": uneven(),
    "jittery": lognormal(0.15, 1.0),  # mean 150 ms, tail to 1 s
}

WORKED_ON = 1000  # requests
FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("status", {"status": 500}),
    ("status", {"status": 503, "after": True}),
    ("html", {}),
    ("rate_limited", {"retry_after": 2.0}),
    ("reset", {}),
    ("reset", {"after": True}),
    ("late", {"seconds": 0.5}),
    ("truncate", {}),
    ("bad_json", {"method": "GET"}),  # a write would end with it
]


@contextmanager
def sandbox_process(**options: Any) -> Iterator[dict[str, str]]:
    """Run a sandbox in a process and yield its ``api_key`` and ``base_url``.

    Args:
        options: Options of the sandbox; ``network`` names one of :data:`NETWORKS`, and
            ``rate_limits`` holds pairs of numbers; ``work`` is the least and the most seconds
            that a request takes which the limit has let through; ``faults`` seeds faults of all
            kinds, a few a second.
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
    work, seed = options.pop("work", None), options.pop("faults", None)
    async with Sandbox(latency=network, rate_limits=limits, log_size=0, **options) as sandbox:
        for _ in range(WORKED_ON if work else 0):
            sandbox.fault("late", seconds=random.uniform(*work))
        print(json.dumps({"api_key": sandbox.api_key, "base_url": sandbox.base_url}), flush=True)
        misbehaving = None if seed is None else asyncio.create_task(misbehave(sandbox, seed))
        await asyncio.to_thread(sys.stdin.read)
        if misbehaving is not None:
            misbehaving.cancel()


async def misbehave(sandbox: Sandbox, seed: int) -> None:
    """Let a request meet a fault now and then, but never pile faults up to an outage."""
    rng = random.Random(seed)
    while True:
        kind, details = rng.choice(FAULTS)
        fault = sandbox.fault(kind, **details)
        while fault.times:  # noqa: ASYNC110 - it counts down by itself
            await asyncio.sleep(rng.uniform(0.1, 0.5))


if __name__ == "__main__":
    gc.disable()  # collections would be measured as round trips
    asyncio.run(serve(json.loads(sys.argv[1])))
