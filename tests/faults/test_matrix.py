"""Every kind of call meets every fault, over sockets, and ends as docs/faults.md says.

A cell of the table reads "error sent/carried out". It holds for a fault that stays. A fault that
passes costs a call that was sent again nothing but time.
"""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest
from attrs import define, field, frozen

from smartlead_async import AttemptInfo, Smartlead, SmartleadError
from smartlead_async._http import retry
from tests.support import (
    TIMEOUT,
    Behaviour,
    Loopback,
    Received,
    answer,
    client_of,
    drop,
    raw,
    reset,
    stall,
    truncated,
    unused_port,
)

PAGE = Path(__file__).parents[2] / "docs" / "faults.md"
OK = {"ok": True, "data": [], "upload_count": 1, "message": "success"}
SLOW = {"timeout": TIMEOUT}
DEEP = b'{"data": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"

CALLS: dict[str, Callable[[Smartlead], Awaitable[object]]] = {
    "safe read": lambda smartlead: smartlead.campaigns.list(),
    "idempotent write": lambda smartlead: smartlead.leads.pause(5, 7),
    "deduplicated add": lambda smartlead: smartlead.leads.add(5, [{"email": "ada@example.com"}]),
    "send": lambda smartlead: smartlead.leads.reply(
        5,
        lead_id=7,
        email_body="<p>Hi</p>",
        reply_message_id="<m@example.com>",
        reply_email_time="2026-01-02T03:04:05Z",
        email_stats_id="s",
    ),
}


async def redirect(request: Received, writer: asyncio.StreamWriter) -> None:
    await answer(302, "", {"location": request.target})(request, writer)


async def drop_at_reuse(request: Received, writer: asyncio.StreamWriter) -> None:
    """Answer the first request of a connection, and drop it as the second arrives."""
    first = writer not in answered
    answered.add(writer)
    await (answer(200, OK) if first else drop())(request, writer)


answered: WeakSet[asyncio.StreamWriter] = WeakSet()


def chunked(end: bytes) -> Behaviour:
    head = (
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
    )
    return raw(head + b'8\r\n{"ok": t\r\n' + end)


def too_many(body: Any = "slow down", **headers: str) -> Behaviour:
    return answer(429, body, {name.replace("_", "-"): value for name, value in headers.items()})


@frozen
class Fault:
    """What happens to a request.

    Args:
        behaviour: What the server does; None if there is none.
        url: Where the request goes if there is no server.
        carried_out: Whether the request is carried out before it goes wrong.
        options: Options of the client.
    """

    behaviour: Behaviour | None
    carried_out: bool = True
    url: str = ""
    options: dict[str, Any] = field(factory=dict)


def before(behaviour: Behaviour, **options: Any) -> Fault:
    return Fault(behaviour, carried_out=False, options=options)


def after(behaviour: Behaviour, **options: Any) -> Fault:
    return Fault(behaviour, options=options)


FAULTS: dict[str, Fault] = {
    "connection refused": Fault(None, url=f"http://127.0.0.1:{unused_port()}"),
    "no such host": Fault(None, url="https://nowhere.invalid/api/v1"),
    "reset before it is carried out": before(reset),
    "reset after it is carried out": after(reset),
    "idle connection dropped at re-use": before(drop_at_reuse),
    "half-open connection": before(stall(), **SLOW),
    "no answer in time": after(stall(), **SLOW),
    "stalls in the headers": after(stall(b"HTTP/1.1 200 OK\r\ncontent-"), **SLOW),
    "stalls in the body": after(stall(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"), **SLOW),
    "body shorter than announced": after(truncated()),
    "chunks cut off": after(chunked(b"")),
    "chunks that are none": after(chunked(b"banana\r\n")),
    "gzip that is none": after(answer(200, b"no gzip", {"content-encoding": "gzip"})),
    "gzip cut off": after(
        answer(200, gzip.compress(b'{"ok": true}' * 99)[:-9], {"content-encoding": "gzip"})
    ),
    "truncated JSON": after(answer(200, b'{"ok": true, "da')),
    "100,000-deep JSON": after(answer(200, DEEP)),
    "NaN": after(answer(200, b'{"ok": true, "upload_count": NaN, "data": NaN}')),
    "duplicate keys": after(
        answer(200, b'{"ok": false, "data": [], "upload_count": 2, "ok": true}')
    ),
    "empty body": after(answer(200, b"")),
    "text in place of JSON": after(answer(200, b"Something went wrong")),
    "204": after(raw(b"HTTP/1.1 204 No Content\r\n\r\n")),
    "400": before(answer(400, {"message": "no"})),
    "403 as an HTML page": before(
        answer(403, "<html><title>Blocked</title></html>", {"content-type": "text/html"})
    ),
    "429 with Retry-After in seconds": before(too_many(retry_after="7")),
    "429 with Retry-After as a date": before(too_many(retry_after="Fri, 01 Jan 2100 00:00:00 GMT")),
    "429 with retry_after in its body": before(too_many({"error": {"retry_after": 7}})),
    "429 with X-RateLimit-Reset": before(too_many(x_ratelimit_reset="4102444800")),
    "429 without a hint": before(too_many()),
    "500": after(answer(500, {"error": "oops"})),
    "502": after(answer(502, "<html>Bad gateway</html>")),
    "503": after(answer(503)),
    "520": after(answer(520)),
    "redirect loop": before(redirect),
    "redirect to another host": before(
        answer(302, "", {"location": "https://elsewhere.example/api/v1/campaigns/"})
    ),
    "body over max_response_bytes": after(
        answer(200, {**OK, "extra": "x" * 2000}), max_response_bytes=1000
    ),
}


@define
class Counting:
    """Counts what is carried out of the requests that a behaviour meets."""

    fault: Fault
    times: int
    carried_out: int = 0

    async def __call__(self, request: Received, writer: asyncio.StreamWriter) -> None:
        self.times -= 1
        assert self.fault.behaviour is not None
        if self.times < 0:
            self.carried_out += 1
            await answer(200, OK)(request, writer)
            return
        self.carried_out += self.fault.carried_out
        await self.fault.behaviour(request, writer)


async def cell(fault: Fault, kind: str, times: int) -> str:
    """Make a call that meets the fault so many times, and return how it ends."""
    meets = Counting(fault, times)
    attempts: list[AttemptInfo] = []
    async with Loopback(meets) as server:
        options = {"max_retries": 2, "max_rate_limit_wait": 1.0, **fault.options}
        where = fault.url or server
        async with client_of(where, on_attempt=attempts.append, **options) as smartlead:
            if fault.behaviour is drop_at_reuse:
                await smartlead.campaigns.list()
                attempts.clear()
            try:
                await CALLS[kind](smartlead)
                end = "ok"
            except SmartleadError as error:
                end = f"`{type(error).__name__}`"
    if fault.behaviour is drop_at_reuse:  # a connection's first request is carried out
        meets.carried_out = server.connections - 1
    return f"{end} {sum(info.sent for info in attempts)}/{meets.carried_out}"


def table() -> dict[str, dict[str, str]]:
    """Return the cells of the page by fault and kind of call."""
    rows = re.findall(r"^\| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    head, *rest = ([cell.strip() for cell in row.split("|")] for row in rows)
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rest}


async def cells(times: int) -> dict[str, dict[str, str]]:
    stalling = {name: fault for name, fault in FAULTS.items() if fault.options == SLOW}
    rows = [(name, await row(fault, times)) for name, fault in stalling.items()]
    others = [name for name in FAULTS if name not in stalling]
    together = await asyncio.gather(*(row(FAULTS[name], times) for name in others))
    return dict(rows) | dict(zip(others, together, strict=True))


async def row(fault: Fault, times: int) -> dict[str, str]:
    """Return the cells of a fault; of one that sets the clock forward, one after the other."""
    if fault.options == SLOW:
        return {kind: await cell(fault, kind, times) for kind in CALLS}
    ends = await asyncio.gather(*(cell(fault, kind, times) for kind in CALLS))
    return dict(zip(CALLS, ends, strict=True))


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry.backoff, "full_jitter", lambda _: 0.0)


async def test_a_fault_that_stays():
    assert await cells(times=1000) == table()


async def test_a_fault_that_passes(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(retry, "pause_after_429", lambda *_, **__: 0.001)
    lasting = table()
    for name, row in (await cells(times=1)).items():
        for kind, end in row.items():
            if name.startswith("429"):
                assert end == "ok 2/1", (name, kind)  # it was not carried out, so it is sent again
            elif re.search(r"Error` [2-9]/", lasting[name][kind]):
                assert end.startswith("ok 2/"), (name, kind)
            elif FAULTS[name].behaviour is not drop_at_reuse:  # it happens once to a connection
                assert end == lasting[name][kind], (name, kind)
