"""Answer deliveries in an aiohttp server."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from ._asgi import Answer, read_bounded

__all__ = ["aiohttp_handler"]


def aiohttp_handler(
    answer: Answer, max_body_bytes: int
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Return a handler of POST requests."""

    async def handle(request: web.Request) -> web.Response:
        body = await read_bounded(request.content.iter_any(), max_body_bytes)
        return web.Response(status=await answer(body, request.headers))

    return handle
