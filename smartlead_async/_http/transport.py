"""The only module that speaks HTTP: one exchange, with the key added on the way out."""

from __future__ import annotations

import asyncio
import gc
import hashlib
import io
import os
import re
import select
import socket
import ssl
import warnings
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import ClassVar, Final, Literal, TypeAlias, cast
from weakref import WeakSet

import aiohttp
from aiohttp.client_proto import ResponseHandler
from aiohttp.connector import Connection
from aiohttp.tracing import Trace
from attrs import evolve, field, frozen
from yarl import URL

from .._errors import ClientClosedError, ConfigurationError
from .._options import Host
from .._secret import Secret
from .body import LONGEST_SHOWN, Body, BodyCutError, CompressedBody, Sink, is_compressed

__all__ = ["ClientSession", "Failure", "Outcome", "RawResponse", "Sink", "Transport"]

ClientSession: TypeAlias = aiohttp.ClientSession

_CONNECT_TIMEOUT: Final = 10.0
_KEEPALIVE: Final = 4.0  # seconds; Node servers drop idle connections after five
_LARGE_BODY: Final = 2**20  # bytes above which aiohttp wants a stream
_LONGEST_SPELLING: Final = 12  # bytes that a URL may need for a character of the key
_REDACTED: Final = "***"


@frozen
class RawResponse:
    """A complete answer.

    Attributes:
        status: HTTP status.
        headers: Headers, names in lower case.
        body: The whole body; empty if a sink took it.
        streamed: Bytes that a sink took.
        cut: Whether ``body`` is only the beginning of a body that is too large.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    streamed: int = 0
    cut: bool = False


@frozen
class Failure:
    """No complete answer.

    Attributes:
        kind: Kind of failure.
        sent: Whether a byte of the request may have left this machine.
        description: The same in words that hold neither URL nor key.
    """

    kind: Literal["connect", "timeout", "lost"]
    sent: bool
    description: str


Outcome: TypeAlias = RawResponse | Failure


class _NoAnswerError(Exception):
    """Replaces aiohttp's own exception inside aiohttp.

    aiohttp does not know it, and so neither sends the request again by itself, without a permit,
    nor shows the trace configs of a session an exception whose text holds the URL and so the key.
    """

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.description)
        self.failure = failure


class _Request(aiohttp.ClientRequest):
    """A request of our own session. :class:`_Connector` tells it when it goes out."""

    exchange: _Exchange


class _Connector(aiohttp.TCPConnector):
    """A connector that tells requests that they go out, and leaves complaining to the client.

    A server may answer a request that was given up, or none at all, on a connection that lies
    idle. Such a connection is not used again: the next request would get that answer.
    """

    _used: ClassVar[WeakSet[ResponseHandler]] = WeakSet()

    async def connect(
        self,
        req: aiohttp.ClientRequest,
        traces: list[Trace],
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109 - aiohttp's own signature
    ) -> Connection:
        """Return a connection, on which aiohttp sends the request at once."""
        connection = await super().connect(req, traces, timeout)
        try:
            while await self._spoke_unasked(connection):
                connection.close()
                connection = await super().connect(req, traces, timeout)
            if isinstance(req, _Request):
                req.exchange.mark_sent()
        except BaseException:
            connection.close()
            raise
        return connection

    async def _spoke_unasked(self, connection: Connection) -> bool:
        """Return whether a connection was used before, and the server has said something since."""
        protocol = cast("ResponseHandler", connection.protocol)
        if protocol not in self._used:
            self._used.add(protocol)
            return False
        if _has_input(protocol.transport):
            for _ in range(2):  # the loop looks for what has arrived, then hands it over
                await asyncio.sleep(0)
        return protocol.should_close or not protocol.is_connected()

    def __del__(self, _warnings: object = None) -> None:
        """Schedule and log nothing: sockets are closed by their own finalizers."""


class _Exchange:
    """One request on its way through aiohttp."""

    __slots__ = ("_key", "_on_sent", "sent")

    def __init__(self, key: Secret, on_sent: Callable[[], None]) -> None:
        self._key = key
        self._on_sent = on_sent
        self.sent = False

    def mark_sent(self) -> None:
        if not self.sent:
            self.sent = True
            self._on_sent()

    async def add_key(
        self, request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
    ) -> aiohttp.ClientResponse:
        request.url = request.url.extend_query(api_key=self._key.reveal())
        if isinstance(request, _Request):
            request.exchange = self
        else:  # a session that is not ours does not tell when the request goes out
            self.mark_sent()
        try:
            return await handler(request)
        except (aiohttp.ClientError, OSError) as error:
            failure = _failure(error, sent=self.sent)
        raise _NoAnswerError(failure)


class SessionPool:
    """The session of one client, or of all clients of a fleet, made at the first request.

    Args:
        trust_env: Whether the session takes proxies from the environment.
    """

    def __init__(self, *, trust_env: bool) -> None:
        self._trust_env = trust_env
        self._users: WeakSet[Transport] = WeakSet()
        self._session: aiohttp.ClientSession | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        _pools.add(self)

    def join(self, user: Transport) -> None:
        """Keep the session open until this transport leaves, too."""
        self._users.add(user)

    async def leave(self, user: Transport) -> None:
        """Close the session with the last transport that uses it. Idempotent."""
        self._users.discard(user)
        if self._users or self._session is None:
            return
        session, self._session = self._session, None
        if self._loop is not None and self._loop.is_closed():
            _abandon(session)
        else:
            await session.close()

    def session(self) -> aiohttp.ClientSession:
        """Return the session of the running event loop."""
        loop = asyncio.get_running_loop()
        if self._session is None or self._loop is not loop:
            self._leave_loop()
            self._session, self._loop = _new_session(trust_env=self._trust_env), loop
        return self._session

    def forked(self) -> None:
        """Let go of the connections, in a forked child: they are the parent's.

        To close them would take them out of the selector, which both processes share.
        """
        session, self._session = self._session, None
        if session is not None:
            session.detach()

    def _leave_loop(self) -> None:
        if self._session is None or self._loop is None:
            return
        if not self._loop.is_closed():
            raise ConfigurationError(
                "this client is in use in another running event loop: make one client per loop"
            )
        _abandon(self._session)
        self._session = None

    def __del__(self) -> None:
        session = getattr(self, "_session", None)
        if session is not None:
            session.detach()
            warnings.warn(
                "unclosed Smartlead client: use async with (with in smartlead_sync), or close it",
                ResourceWarning,
                source=self,
                stacklevel=2,
            )


class Transport:
    """Exchanges requests for answers with one key, on a session made at the first of them.

    Args:
        key: The API key.
        base_urls: Base URL of each host, without a trailing slash.
        user_agent: Value of the User-Agent header.
        max_response_bytes: The longest body of an answer, decompressed, unless a sink takes it.
        proxy: URL of an HTTP proxy, if any.
        trust_env: Whether a session of ours takes proxies from the environment.
        session: A session of the caller's, which is used and never closed.
    """

    def __init__(
        self,
        key: Secret,
        *,
        base_urls: Mapping[Host, str],
        user_agent: str,
        max_response_bytes: int,
        proxy: Secret | None = None,
        trust_env: bool = False,
        session: aiohttp.ClientSession | None = None,
    ) -> None:
        self._base_urls = base_urls
        self.max_response_bytes = max_response_bytes
        self.closed = False
        self._key = key
        self._headers = {
            "User-Agent": user_agent,
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
        }
        self._proxy = proxy
        self._injected = session
        self._pool = SessionPool(trust_env=trust_env)
        self._pool.join(self)

    def share_session(self, other: Transport) -> None:
        """Use one session with another transport; neither has sent anything yet."""
        self._pool = other._pool
        self._pool.join(self)

    @property
    def key_id(self) -> str:
        """A hash of the key, fit to name it by."""
        return hashlib.sha256(self._key.reveal().encode()).hexdigest()

    def base_url(self, host: Host = "main") -> str:
        """Return the base URL of a host."""
        return self._base_urls[host]

    async def exchange(
        self,
        host: Host,
        method: str,
        path: str,
        query: tuple[tuple[str, str], ...],
        body: bytes | None,
        *,
        time_limit: float,
        on_sent: Callable[[], None],
        sink: Sink | None = None,
    ) -> Outcome:
        """Send one request once and return the answer, or why there is none.

        Args:
            host: The host to send it to.
            method: HTTP method.
            path: Path below the host's base URL, quoted.
            query: Query parameters without the key.
            body: JSON text, if any.
            time_limit: Seconds for the whole exchange, of which at most 10 to connect; with a sink,
                seconds of silence.
            on_sent: Called as the request goes out.
            sink: Takes the body of a 2xx, unless it is JSON or HTML.

        Raises:
            ClientClosedError: The client was closed.
        """
        session = self._session()
        exchange = _Exchange(self._key, on_sent)
        try:
            async with session.request(
                method,
                URL(self._base_urls[host] + path, encoded=True),
                params=query,
                data=_payload(body),
                headers=self._headers_of(body, sink),
                timeout=_timeout(time_limit, streamed=sink is not None),
                allow_redirects=False,
                raise_for_status=False,
                proxy=None if self._proxy is None else self._proxy.reveal(),
                middlewares=(exchange.add_key,),
            ) as response:
                encoding = response.headers.get("Content-Encoding", "")
                compressed = is_compressed(encoding) and not session.auto_decompress
                content = (CompressedBody if compressed else Body)(response.content.read)
                return await _receive(response, content, sink, self.max_response_bytes)
        except _NoAnswerError as error:
            return error.failure
        except (aiohttp.ClientError, OSError, BodyCutError) as error:
            return _failure(error, sent=exchange.sent)

    def redact(self, raw: RawResponse) -> RawResponse:
        """Return the answer without the key, which servers and proxies echo in error pages."""
        body = raw.body.decode("utf-8", "surrogateescape")
        body = self._key_pattern().sub(_REDACTED, body)
        if raw.cut:  # the key may be cut too, and then not be recognized
            body = body[: max(0, len(body) - _LONGEST_SPELLING * len(self._key.reveal()))]
        return evolve(
            raw,
            body=body.encode("utf-8", "surrogateescape"),
            headers=self.safe_headers(raw.headers),
        )

    def safe_headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """Return headers without cookies and without the key."""
        sub = self._key_pattern().sub
        return {
            sub(_REDACTED, name): sub(_REDACTED, value)
            for name, value in headers.items()
            if name != "set-cookie"
        }

    def _key_pattern(self) -> re.Pattern[str]:
        """Return a pattern for the key as it is and as URLs write it, wholly or in part.

        The key ``a/b`` is found in ``a/b``, ``a%2Fb`` and ``%61%2fb``.
        """
        spellings = (
            f"(?:{re.escape(char)}|{''.join(f'%{octet:02x}' for octet in char.encode())})"
            for char in self._key.reveal()
        )
        return re.compile("".join(spellings), re.IGNORECASE)  # re caches compiled patterns

    async def aclose(self) -> None:
        """Close the session, if it is ours and no other transport uses it. Idempotent."""
        self.closed = True
        await self._pool.leave(self)

    def _headers_of(self, body: bytes | None, sink: Sink | None) -> dict[str, str]:
        headers = self._headers
        if body is not None:
            headers = {**headers, "Content-Type": "application/json"}
        if sink is not None:  # a session of the caller's does not see that a gzip stream was cut
            headers = {**headers, "Accept-Encoding": "identity"}
        return headers

    def _session(self) -> aiohttp.ClientSession:
        if self.closed:
            raise ClientClosedError("this client is closed: make a new one")
        if self._injected is not None:
            if self._injected.closed:
                raise ClientClosedError("the aiohttp session of this client is closed")
            return self._injected
        return self._pool.session()


def _new_session(*, trust_env: bool) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=_Connector(limit=0, keepalive_timeout=_KEEPALIVE),
        cookie_jar=aiohttp.DummyCookieJar(),
        request_class=_Request,
        auto_decompress=False,
        trust_env=trust_env,
    )


@lru_cache
def _timeout(time_limit: float, *, streamed: bool) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(
        total=None if streamed else time_limit,
        connect=min(_CONNECT_TIMEOUT, time_limit),
        sock_read=time_limit if streamed else None,
    )


def _has_input(transport: asyncio.BaseTransport | None) -> bool:
    """Return whether the peer's bytes, or its end, wait to be read from a connection.

    Asking the system is quicker than two rounds of the event loop for every call.
    """
    connection = transport and transport.get_extra_info("socket")
    if not connection:
        return True
    if not hasattr(select, "poll"):  # Windows
        return bool(select.select([connection], [], [], 0)[0])
    waiting = select.poll()
    waiting.register(connection, select.POLLIN)
    return bool(waiting.poll(0))


def _abandon(session: aiohttp.ClientSession) -> None:
    """Let go of a session whose event loop has ended and can no longer close its sockets."""
    session.detach()
    with warnings.catch_warnings():  # their finalizers close them, complaining about each
        warnings.filterwarnings("ignore", "unclosed (transport|<)", ResourceWarning)
        gc.collect()


async def _receive(
    response: aiohttp.ClientResponse, body: Body, sink: Sink | None, most: int
) -> RawResponse:
    """Return the answer; the sink takes the body of a 2xx, unless it is JSON or HTML."""
    headers = {name.lower(): value for name, value in response.headers.items()}
    first, fine = b"", 200 <= response.status < 300
    if sink is not None and fine:
        await sink.restart()
        first = await body.read()
        if first.lstrip()[:1] not in {b"{", b"[", b"<"}:
            return RawResponse(response.status, headers, b"", await body.pour(first, sink))
    kept, cut = await body.keep(first, most if fine else min(most, LONGEST_SHOWN))
    return RawResponse(response.status, headers, kept, cut=cut)


def _payload(body: bytes | None) -> bytes | io.BytesIO | None:
    return io.BytesIO(body) if body is not None and len(body) > _LARGE_BODY else body


def _failure(error: Exception, *, sent: bool) -> Failure:
    """Describe an exception of aiohttp, whose own text may hold the URL and so the key."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):  # before 3.14 has no os_error
        return _unreachable(error.host, error.certificate_error)
    if isinstance(error, aiohttp.ClientConnectorError):
        return _unreachable(error.host, error.os_error)
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return Failure("timeout", sent=False, description="no connection in time")
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return Failure("connect", sent=False, description=f"the proxy answered {error.status}")
    if isinstance(error, TimeoutError):
        return Failure("timeout", sent=sent, description="no complete answer in time")
    return Failure(
        "lost", sent=sent, description=f"the connection was lost ({type(error).__name__})"
    )


def _unreachable(host: str, error: Exception) -> Failure:
    """Describe it in the system's words, in place of which asyncio may have put its own."""
    number, words = getattr(error, "errno", None) or 0, getattr(error, "strerror", None)
    if number > 0 and not isinstance(error, (ssl.SSLError, socket.gaierror)):
        words = os.strerror(number)
    reason = words or type(error).__name__
    return Failure("connect", sent=False, description=f"cannot connect to {host}: {reason}")


def _after_fork_in_child() -> None:
    for pool in list(_pools):
        pool.forked()


_pools: WeakSet[SessionPool] = WeakSet()

if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)
