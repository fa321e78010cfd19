"""Scripted faults: what a server, a proxy or a network does wrong, on request."""

from __future__ import annotations

import asyncio
import inspect
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .._public import public
from ._answer import Answer
from ._limits import too_many_requests

if TYPE_CHECKING:
    from aiohttp import web

BAD_GATEWAY = (
    "<html>\n<head><title>502 Bad Gateway</title></head>\n<body>\n"
    "<center><h1>502 Bad Gateway</h1></center>\n<hr><center>nginx</center>\n</body>\n</html>\n"
)
SERVER_ERROR = {"message": "Internal Server Error"}


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request in the hands of a fault; `process` carries it out and says what to answer."""

    request: web.BaseRequest
    process: Callable[[], Answer]


async def _status(
    _: Exchange,
    status: int = 500,
    body: Any = SERVER_ERROR,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    return Answer.of(body, status, headers)


async def _html(_: Exchange, status: int = 502, body: str = BAD_GATEWAY) -> Answer:
    return Answer.of(body, status)


async def _rate_limited(_: Exchange, retry_after: float = 1.0, *, hints: bool = True) -> Answer:
    return too_many_requests(retry_after, 0, hints=hints)


async def _reset(exchange: Exchange) -> Answer:
    if exchange.request.transport is not None:
        exchange.request.transport.abort()
    return Answer()


async def _hang(_: Exchange) -> Answer:
    answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
    return await answer


async def _late(exchange: Exchange, seconds: float) -> Answer:
    answer = exchange.process()
    await asyncio.sleep(seconds)
    return answer


async def _truncate(exchange: Exchange) -> Answer:
    answer = exchange.process()
    length = {"Content-Length": str(len(answer.body) + 1)}
    half = answer.body[: len(answer.body) // 2]
    return replace(answer, body=half, headers={**answer.headers, **length}, cut=True)


async def _bad_json(exchange: Exchange) -> Answer:
    answer = exchange.process()
    return replace(answer, body=answer.body[: max(1, len(answer.body) // 2)])


KINDS: dict[str, Callable[..., Awaitable[Answer]]] = {
    each.__name__.removeprefix("_"): each
    for each in (_status, _html, _rate_limited, _reset, _hang, _late, _truncate, _bad_json)
}


@dataclass(slots=True)
class Fault:
    """A kind of fault, the requests it applies to, and how many of them are left."""

    kind: str
    details: dict[str, Any]
    method: str | None
    path: re.Pattern[str]
    times: int | None
    after: bool

    def __post_init__(self) -> None:
        inspect.signature(KINDS[self.kind]).bind(None, **self.details)

    def takes(self, method: str, path: str) -> bool:
        """Whether this request meets the fault, which then has one fewer left."""
        if self.times == 0 or self.method not in (None, method) or not self.path.match(path):
            return False
        if self.times is not None:
            self.times -= 1
        return True

    async def act(self, exchange: Exchange) -> Answer:
        """Answer the request wrongly; `after` means that it was carried out."""
        if self.after:
            exchange.process()
        return await KINDS[self.kind](exchange, **self.details)


public("smartlead_async.sandbox", Fault)
