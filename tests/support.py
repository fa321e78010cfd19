"""A loopback HTTP server that does to each request what a test tells it to, and other doubles.

Raw asyncio streams, so that it can also misbehave in ways no HTTP library would allow::

    async with Loopback(answer(200, {"id": 5}), drop()) as server:
        smartlead = client_of(server)

The behaviours are used in turn, the last one for all further requests.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import pickle
import socket
import struct
import traceback
import warnings
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, Self, TypeAlias
from urllib.parse import parse_qsl

from attrs import define, field, frozen

from smartlead_async import Lane, Smartlead

KEY = "key-of-the-tests"

# For programs run with -X dev whose stderr is compared: a busy machine is no complaint.
NO_SLOW_CALLBACKS = """
import logging
logging.getLogger("asyncio").setLevel(logging.ERROR)
"""

# Characters that URLs and forms write differently, between two words by which even a piece of the
# key is recognized.
CANARY = "c4nary+/=%25;~#?t41l"
_WORDS = ("c4nary", "t41l")
_TESTS = str(Path(__file__).parent)


@frozen
class Received:
    """One request as the server saw it."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    connection: int

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(self.target.partition("?")[2], keep_blank_values=True))

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Behaviour: TypeAlias = Callable[[Received, asyncio.StreamWriter], Awaitable[None]]


def raw(data: bytes) -> Behaviour:
    """Write these bytes, whatever they are, and close the connection."""

    async def behave(_: Received, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        writer.close()

    return behave


def answer(
    status: int = 200, body: Any = None, headers: Mapping[str, str] | None = None
) -> Behaviour:
    """Answer with a body (bytes, text, or anything else as JSON) and keep the connection."""

    async def behave(_: Received, writer: asyncio.StreamWriter) -> None:
        writer.write(http(status, body, headers))
        await writer.drain()

    return behave


def answer_with(make: Callable[[Received], Any], status: int = 200) -> Behaviour:
    """Answer with a body, or with (body, headers), made from the request."""

    async def behave(request: Received, writer: asyncio.StreamWriter) -> None:
        made = make(request)
        body, headers = made if isinstance(made, tuple) else (made, None)
        await answer(status, body, headers)(request, writer)

    return behave


def http(status: int, body: Any = None, headers: Mapping[str, str] | None = None) -> bytes:
    """Return an HTTP answer."""
    content = {bytes: lambda: body, str: lambda: str.encode(body), type(None): lambda: b""}.get(
        type(body), lambda: json.dumps(body).encode()
    )()
    lines = {"content-type": "application/json", "content-length": str(len(content))}
    lines |= {name.lower(): value for name, value in (headers or {}).items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} Whatever\r\n{head}\r\n".encode() + content


def truncated(body: bytes = b'{"id": 5, "na') -> Behaviour:
    """Announce more than is sent, then close the connection."""
    return raw(http(200, body, {"content-length": str(len(body) + 100)}))


def drop() -> Behaviour:
    """Close the connection after the request was read, without an answer."""
    return raw(b"")


async def reset(_: Received, writer: asyncio.StreamWriter) -> None:
    """Reset the connection after the request was read."""
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def never(_: Received, writer: asyncio.StreamWriter) -> None:
    """Never answer; return when the client or the server gives up."""
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()


TIMEOUT = 100.0
"""The time-out of a client that meets :func:`stall`; no test waits for it."""


class _Clock:
    """The clock of an event loop, ahead of the real one."""

    def __init__(self, real: Callable[[], float]) -> None:
        self.real, self.ahead = real, 0.0

    def __call__(self) -> float:
        return self.real() + self.ahead


def stall(sent: bytes = b"") -> Behaviour:
    """Send these bytes only, and let :data:`TIMEOUT` pass at once on the clock of the event loop.

    However loaded the machine, a call has reached the server when it times out.
    """

    async def behave(request: Received, writer: asyncio.StreamWriter) -> None:
        writer.write(sent)
        for _ in range(20):  # the client reads what came
            await asyncio.sleep(0)
        loop = asyncio.get_running_loop()
        clock = vars(loop).setdefault("time", _Clock(loop.time))
        clock.ahead += 2 * TIMEOUT  # more than enough: aiohttp rounds a long time-out up
        await never(request, writer)

    return behave


class Loopback:
    """The server, and what it received."""

    def __init__(self, *behaviours: Behaviour, port: int = 0, ssl: Any = None) -> None:
        self.behaviours = behaviours or (answer(200, {}),)
        self.requests: list[Received] = []
        self.connections = 0
        self.port = port
        self._ssl = ssl
        self._server: asyncio.Server | None = None
        self._handlers: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        return f"http{'s' if self._ssl else ''}://127.0.0.1:{self.port}/api/v1"

    async def __aenter__(self) -> Self:
        reserved = _RESERVED.get(self.port)
        where = {"sock": reserved.dup()} if reserved else {"host": "127.0.0.1", "port": self.port}
        self._server = await asyncio.start_server(self._serve, **where, ssl=self._ssl, limit=2**24)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._handlers:
            task.cancel()
        await asyncio.gather(*self._handlers, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._handlers.add(task)
        self.connections += 1
        connection = self.connections
        try:
            while not writer.is_closing():
                request = await _read(reader, connection)
                self.requests.append(request)
                turn = min(len(self.requests), len(self.behaviours)) - 1
                await self.behaviours[turn](request, writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self._handlers.discard(task)
            writer.transport.abort()


async def _read(reader: asyncio.StreamReader, connection: int) -> Received:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, target, _ = head[0].split(" ", 2)
    headers = {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])
    }
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Received(method, target, headers, body, connection)


# The sockets of ports that nobody listens on. A port that is merely free now may be given to a
# server of another test, in this process or another, before it is used.
_RESERVED: dict[int, socket.socket] = {}


def unused_port() -> int:
    """Return a port that refuses connections until a `Loopback` listens on it."""
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    port = int(sock.getsockname()[1])
    _RESERVED[port] = sock
    return port


@define
class CountingPermit:
    """A permit that remembers what it was told."""

    said: list[str] = field(factory=list)

    def sent(self) -> None:
        self.said.append("sent")

    def done(
        self, status: int, headers: Mapping[str, str], *, retry_after: float | None = None
    ) -> None:
        self.said.append("done")

    def cancelled(self) -> None:
        self.said.append("cancelled")


@define
class CountingLimiter:
    """Lets everything through, and remembers all permits."""

    permits: list[CountingPermit] = field(factory=list)

    async def acquire(self, lane: Lane) -> CountingPermit:
        self.permits.append(CountingPermit())
        return self.permits[-1]

    @property
    def sent(self) -> int:
        return sum("sent" in permit.said for permit in self.permits)


def in_a_fork(work: Callable[[], object]) -> Callable[[], str]:
    """Start work in a forked process; the function returned waits for the text of its result."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # 3.12 warns of any fork in a process with threads
        pid = os.fork()
    if pid == 0:
        try:
            os.write(writing, str(work()).encode())
        finally:
            os._exit(0)
    os.close(writing)

    def result() -> str:
        with os.fdopen(reading) as pipe:
            text = pipe.read()
        os.waitpid(pid, 0)
        return text

    return result


def client_of(server: Loopback | str, api_key: str = KEY, **options: Any) -> Smartlead:
    """Return a client of the server that no rate limit holds up."""
    base_url = server if isinstance(server, str) else server.url
    options.setdefault("limiter", CountingLimiter())
    return Smartlead(api_key, base_url=base_url, **options)


# -- what must not be seen -----------------------------------------------------------------------


def assert_no_canary(*texts: object) -> None:
    """Assert that no piece of the canary is in any of the texts."""
    for text in texts:
        shown = text.decode("latin-1") if isinstance(text, bytes) else str(text)
        for word in _WORDS:
            position = shown.find(word)
            before = shown[max(0, position - 200) : max(0, position)]
            assert position < 0, f"the key shows after: …{before.replace(word, '')}"


def everything_of(error: BaseException) -> str:
    """Return all that a handler, a log or a crash report may show of an error.

    The frames of tests are left out: the canary is in them.
    """
    texts: list[str] = []
    chain: list[BaseException | None] = [error]
    while chain:
        link = chain.pop()
        if link is None:
            continue
        texts += [str(link), repr(link), repr(link.args), repr(getattr(link, "__notes__", ()))]
        texts += [repr(vars(link)), pickle.dumps(link).decode("latin-1")]
        frames = (
            (frame, line)
            for frame, line in traceback.walk_tb(link.__traceback__)
            if not frame.f_code.co_filename.startswith(_TESTS)
        )
        stack = traceback.StackSummary.extract(frames, capture_locals=True, lookup_lines=False)
        texts += [str(frame.locals) for frame in stack]
        chain += [link.__cause__, link.__context__]
    return "\n".join(texts)
