"""Answer deliveries in an ASGI server, and read no more of a body than is allowed."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, MutableMapping
from typing import Any, Final, Protocol, TypeAlias

from ._parse import Body, Headers

__all__ = ["ASGI", "Answer", "read_bounded"]

_WRONG_METHOD: Final = 405
_Message: TypeAlias = MutableMapping[str, Any]


class Answer(Protocol):
    """Handles a delivery and returns the HTTP status to answer with."""

    def __call__(self, body: Body, headers: Headers | None) -> Awaitable[int]:
        """Return the status."""
        ...


class ASGI:
    """An ASGI app that answers deliveries.

    It is an object, not a function, so that Starlette's ``add_route`` takes it for an app.
    """

    def __init__(self, answer: Answer, max_body_bytes: int) -> None:
        self._answer = answer
        self._max_body_bytes = max_body_bytes

    async def __call__(
        self,
        scope: _Message,
        receive: Callable[[], Awaitable[_Message]],
        send: Callable[[_Message], Awaitable[None]],
    ) -> None:
        if scope["type"] != "http":  # a server goes on without "lifespan"
            raise RuntimeError(f"no {scope['type']} here, only deliveries of webhooks")
        try:
            status = await self._status(scope, receive)
        except ConnectionResetError:  # the sender is gone, and will send it again
            return
        headers = [(b"content-length", b"0"), (b"allow", b"POST")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    async def _status(self, scope: _Message, receive: Callable[[], Awaitable[_Message]]) -> int:
        if scope["method"] != "POST":
            return _WRONG_METHOD
        body = await read_bounded(_chunks(receive), self._max_body_bytes)
        pairs = scope["headers"]
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in pairs}
        return await self._answer(body, headers)


async def _chunks(receive: Callable[[], Awaitable[_Message]]) -> AsyncGenerator[bytes]:
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionResetError
        yield message.get("body", b"")
        more = message.get("more_body", False)


async def read_bounded(chunks: AsyncIterable[bytes], most: int) -> bytes:
    """Return a body; of one that is longer than allowed, a part that is longer as well."""
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > most:
            break
    return bytes(body)
