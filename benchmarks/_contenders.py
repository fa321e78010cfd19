"""Programs that upload leads, as people write them today, and ours.

Run as a script it is one of them: a name and a job as JSON in the arguments, figures as JSON on
standard output. Each imports what it needs itself, so that memory and CPU time are its own.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any, TypeAlias

from benchmarks._memory import peak_mb

CHUNK = 400
Answers: TypeAlias = list[tuple[float, int]]
"""When each request was sent, on ``time.perf_counter``, and the status of its answer."""


class Job:
    """An upload: the address, the key, and the leads in chunks of 400."""

    def __init__(self, base_url: str, api_key: str, campaign: int, leads: int) -> None:
        self.base_url, self.api_key, self.campaign = base_url, api_key, campaign
        self.leads = [{"email": f"lead{i}@example.com", "first_name": "Ann"} for i in range(leads)]
        self.url = f"{base_url}/campaigns/{campaign}/leads"
        self.params = {"api_key": api_key}
        self.bodies = [
            {"lead_list": self.leads[start : start + CHUNK]} for start in range(0, leads, CHUNK)
        ]


def requests_loop(job: Job, answers: Answers) -> None:
    """Send one after the other, with a nap between, and once more after a 429."""
    import requests  # noqa: PLC0415

    def send(body: dict[str, Any]) -> requests.Response:
        at = time.perf_counter()
        response = requests.post(job.url, params=job.params, json=body, timeout=60)
        answers.append((at, response.status_code))
        return response

    for body in job.bodies:
        if send(body).status_code == 429:
            time.sleep(2)
            send(body)
        time.sleep(0.2)


def aiohttp_gather(job: Job, answers: Answers) -> None:
    """Send all at once behind a limiter, and gather."""
    import asyncio  # noqa: PLC0415

    import aiohttp  # noqa: PLC0415
    from aiolimiter import AsyncLimiter  # noqa: PLC0415

    async def main() -> None:
        limiter = AsyncLimiter(10, 2)
        async with aiohttp.ClientSession() as session:

            async def send(body: dict[str, Any]) -> None:
                async with limiter:
                    at = time.perf_counter()
                    async with session.post(job.url, params=job.params, json=body) as response:
                        answers.append((at, response.status))
                        response.raise_for_status()

            await asyncio.gather(*map(send, job.bodies), return_exceptions=True)

    asyncio.run(main())


def httpx_tenacity(job: Job, answers: Answers) -> None:
    """Send ten at a time, each up to six times with exponential backoff."""
    import asyncio  # noqa: PLC0415

    import httpx  # noqa: PLC0415
    import tenacity  # noqa: PLC0415

    async def main() -> None:
        at_once = asyncio.Semaphore(10)
        async with httpx.AsyncClient(timeout=60) as client:

            @tenacity.retry(
                wait=tenacity.wait_random_exponential(max=10),
                stop=tenacity.stop_after_attempt(6),
                retry=tenacity.retry_if_exception_type(httpx.HTTPError),
            )
            async def send(body: dict[str, Any]) -> None:
                at = time.perf_counter()
                response = await client.post(job.url, params=job.params, json=body)
                answers.append((at, response.status_code))
                response.raise_for_status()

            async def send_in_turn(body: dict[str, Any]) -> None:
                async with at_once:
                    await send(body)

            await asyncio.gather(*map(send_in_turn, job.bodies), return_exceptions=True)

    asyncio.run(main())


def ours(job: Job, answers: Answers) -> None:
    """Call ``leads.upload``."""
    import asyncio  # noqa: PLC0415

    from smartlead_async import AttemptInfo, Smartlead  # noqa: PLC0415

    def note(info: AttemptInfo) -> None:
        answers.append((time.perf_counter() - info.elapsed_s, info.status or 0))

    async def main() -> None:
        async with Smartlead(job.api_key, base_url=job.base_url, on_attempt=note) as smartlead:
            await smartlead.leads.upload(job.campaign, job.leads)

    asyncio.run(main())


CONTENDERS: dict[str, Callable[[Job, Answers], None]] = {
    "requests loop with sleep": requests_loop,
    "aiohttp, AsyncLimiter(10, 2), gather": aiohttp_gather,
    "httpx and tenacity": httpx_tenacity,
    "smartlead-async": ours,
}


def main(name: str, job: str) -> None:
    """Be one of the contenders."""
    answers: Answers = []
    CONTENDERS[name](Job(**json.loads(job)), answers)
    ended, started = time.perf_counter(), min(answers)[0]  # without imports
    figures = {
        "elapsed_s": round(ended - started, 2),
        "cpu_s": round(time.process_time(), 2),
        "peak_mb": round(peak_mb(), 1),
        "answers": [[round(at - started, 3), status] for at, status in sorted(answers)],
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
