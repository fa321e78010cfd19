"""One of several processes that share a key: options as JSON in the argument.

Prints the number of permits it used, when all its tasks have had theirs.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any

from smartlead_async import RateLimit, RedisRateLimiter

SKEW = 0.0
_wall_clock = time.time


class SkewedLoop(asyncio.SelectorEventLoop):
    def time(self) -> float:
        return super().time() + SKEW


async def work(options: dict[str, Any]) -> int:
    limiter = RedisRateLimiter(options["url"])
    limits = [RateLimit(*pair) for pair in options["limits"]]
    mine = limiter.for_key(options["key_id"], limits)

    async def calls() -> int:
        for _ in range(options["calls"]):
            permit = await mine.acquire("bulk")
            permit.sent()  # and never done: the log then shows what was granted, and when
            await asyncio.sleep(0.003)
        return options["calls"]

    used = sum(await asyncio.gather(*(calls() for _ in range(options["tasks"]))))
    await limiter.release()
    return used


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    SKEW = given["skew"]
    time.time = lambda: _wall_clock() + SKEW
    with asyncio.Runner(loop_factory=SkewedLoop) as runner:
        sys.stdout.write(str(runner.run(work(given))))
