"""The inbox as an app of a server: ASGI, and aiohttp on a socket."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

import smartlead_async
import smartlead_sync

from .deliveries import SECRET, delivery

BODY, HEADERS = delivery(1)
INBOXES = pytest.mark.parametrize("package", [smartlead_async, smartlead_sync])


def make_inbox(package: Any, folder: Path) -> Any:
    return package.WebhookInbox(folder / "webhooks.db", secret=SECRET, max_body_bytes=1000)


async def call(
    app: Any, *bodies: bytes, method: str = "POST", headers: Any = HEADERS, scope: Any = None
) -> Any:
    """Return the status that an ASGI app answers with, and the number of messages it left."""
    messages = [{"type": "http.request", "body": body, "more_body": True} for body in bodies]
    messages.append({"type": "http.disconnect"})
    if bodies:
        messages[-2]["more_body"] = False
    sent: list[Any] = []

    async def receive() -> Any:
        return messages.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await app({"type": "http", "method": method, "headers": raw} | (scope or {}), receive, send)
    return sent[0]["status"] if sent else None, len(messages)


@INBOXES
async def test_an_asgi_app_answers_deliveries(package: Any, tmp_path: Path):
    events: list[Any] = []
    app = make_inbox(package, tmp_path).asgi(events.append)
    assert await call(app, BODY[:5], BODY[5:]) == (200, 1)
    assert await call(app, BODY) == (200, 1)
    assert [event.campaign_id for event in events] == [1]
    assert await call(app, BODY, headers={}) == (401, 1)
    assert await call(app, method="GET") == (405, 1)


async def test_an_asgi_app_reads_no_more_than_it_takes(tmp_path: Path):
    app = make_inbox(smartlead_async, tmp_path).asgi(print)
    assert await call(app, b" " * 600, b" " * 600, b" " * 600) == (413, 2)


async def test_an_asgi_app_answers_nobody_who_is_gone(tmp_path: Path):
    app = make_inbox(smartlead_async, tmp_path).asgi(print)
    assert await call(app) == (None, 0)


async def test_an_asgi_app_takes_nothing_but_requests(tmp_path: Path):
    app = make_inbox(smartlead_async, tmp_path).asgi(print)
    with pytest.raises(RuntimeError, match="lifespan"):
        await app({"type": "lifespan"}, None, None)


@pytest.fixture
async def post(tmp_path: Path) -> Any:
    """A function that posts to an aiohttp handler on a socket."""
    runners: list[web.AppRunner] = []
    async with aiohttp.ClientSession() as session:

        async def post(handler: Callable[..., Any], body: bytes) -> int:
            app = web.Application()
            app.router.add_post("/", handler)
            runners.append(web.AppRunner(app))
            await runners[-1].setup()
            site = web.TCPSite(runners[-1], "127.0.0.1", 0)
            await site.start()
            host, port = runners[-1].addresses[0]
            async with session.post(f"http://{host}:{port}/", data=body, headers=HEADERS) as answer:
                return answer.status

        yield post
    for runner in runners:
        await runner.cleanup()


@INBOXES
async def test_an_aiohttp_handler_answers_deliveries(package: Any, tmp_path: Path, post: Any):
    events: list[Any] = []
    handler = make_inbox(package, tmp_path).aiohttp(events.append)
    assert [await post(handler, BODY), await post(handler, BODY)] == [200, 200]
    assert [event.campaign_id for event in events] == [1]
    assert await post(handler, BODY + b" ") == 401
    assert await post(handler, b" " * 5000) == 413
