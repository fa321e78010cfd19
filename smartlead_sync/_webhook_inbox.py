"""The inbox of webhook deliveries for WSGI servers and scripts.

The asynchronous inbox does the work on the caller's thread: over a store that blocks, and with a
handler that blocks, its coroutines wait for nothing and run to their end at once.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Coroutine, Generator
from contextlib import AbstractAsyncContextManager, AbstractContextManager, contextmanager
from typing import Any, TypeVar

from smartlead_async import ConfigurationError, Secret, WebhookEvent, WebhookStore
from smartlead_async import WebhookInbox as AsyncWebhookInbox
from smartlead_async._public import public
from smartlead_async.webhooks._asgi import ASGI, Answer
from smartlead_async.webhooks._inbox import Handler
from smartlead_async.webhooks._parse import Body, Headers
from smartlead_async.webhooks._sqlite import SQLiteStore

__all__ = ["WebhookInbox"]

T = TypeVar("T")


class WebhookInbox:
    """Webhook deliveries, each handed over once, however often they are sent.

    ::

        inbox = WebhookInbox("webhooks.db", secret="the secret of the webhook")

        with inbox.receive(body, headers) as event:
            if event is not None:  # None: handled before
                print(event.event_type)

    A delivery counts as handled when the block has ended without an error, and is acknowledged only
    after that is on the disk. If the process dies in between, the delivery is handled again; writes
    in the same :attr:`transaction` are undone then, so they happen exactly once.

    A delivery is known by its ``X-Request-Id``, without one by its body. Threads may share an
    inbox.

    Args:
        store: The path of an SQLite file, which handles one delivery at a time and forgets ids
            after 90 days; or a :class:`WebhookStore`. The file may hold tables of yours.
        secret: The secret of the webhook (see :func:`parse_webhook`); None verifies nothing.
        max_body_bytes: The largest body that is read. A larger one is refused.

    Raises:
        ConfigurationError: The file cannot be used, or ``secret`` is empty.
    """

    def __init__(
        self,
        store: str | os.PathLike[str] | WebhookStore,
        *,
        secret: str | Secret | None = None,
        max_body_bytes: int = 10 * 2**20,
    ) -> None:
        blocking = SQLiteStore(store) if isinstance(store, str | os.PathLike) else store
        self._max_body_bytes = max_body_bytes
        self._async = AsyncWebhookInbox(blocking, secret=secret, max_body_bytes=max_body_bytes)

    @property
    def transaction(self) -> Any:
        """The store's transaction of the delivery being handled: commits and rolls back with it.

        For a path it is an :class:`sqlite3.Connection`; write with it, and leave its end to the
        inbox.

        Raises:
            ConfigurationError: No delivery is being handled here.
        """
        return self._async.transaction

    def receive(
        self, body: Body, headers: Headers | None = None
    ) -> AbstractContextManager[WebhookEvent | None]:
        """Hand over a delivery.

        ``with`` gives its event, or None if it was handled before.

        The delivery is handled when the block ends without an error, and open for the next attempt
        of the service otherwise. Another attempt that comes meanwhile waits for the end.

        Args:
            body: The body of the POST request, as received.
            headers: The headers of the request, of any framework.

        Raises:
            WebhookVerificationError: If the delivery does not prove that it comes from the service.
            ResponseDecodeError: If the body is not an event.
        """
        return _blocking(self._async.receive(body, headers))

    def handle(self, body: Body, headers: Headers | None, handler: Handler) -> int:
        """Hand a delivery to a handler and return the HTTP status to answer with.

        200 if it is handled or was before; 400, 401 or 413 (final for the service) if it is no
        event, not verified or too large; 500 if the handler or the store failed: the service sends
        it again after about 1, 5 and 30 minutes. What failed is logged.

        Args:
            body: The body of the POST request, as received.
            headers: The headers of the request, of any framework.
            handler: Called with the event, unless it was handled before.
        """
        return _finished(self._async.handle(body, headers, handler))

    def asgi(self, handler: Handler) -> ASGI:
        """Return an ASGI app that answers deliveries, to be mounted in FastAPI, Starlette, ….

        Args:
            handler: Called with each event, in a thread.
        """
        return ASGI(self._in_thread(handler), self._max_body_bytes)

    def aiohttp(self, handler: Handler) -> Callable[[Any], Awaitable[Any]]:
        """Return an aiohttp handler that answers deliveries, for ``router.add_post``.

        Args:
            handler: Called with each event, in a thread.
        """
        from smartlead_async.webhooks._aiohttp import aiohttp_handler  # noqa: PLC0415 - slow

        return aiohttp_handler(self._in_thread(handler), self._max_body_bytes)

    def _in_thread(self, handler: Handler) -> Answer:
        async def answer(body: Body, headers: Headers | None) -> int:
            return await asyncio.to_thread(self.handle, body, headers, handler)

        return answer


def _finished(coro: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that waits for nothing, without an event loop."""
    try:
        coro.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    coro.close()
    raise ConfigurationError(
        "smartlead_sync.WebhookInbox takes plain functions, as the handler and in the store; "
        "smartlead_async.WebhookInbox takes coroutine functions"
    )


@contextmanager
def _blocking(delivery: AbstractAsyncContextManager[T]) -> Generator[T]:
    event = _finished(delivery.__aenter__())
    try:
        yield event
    except BaseException as error:
        _finished(delivery.__aexit__(type(error), error, error.__traceback__))
        raise
    _finished(delivery.__aexit__(None, None, None))


public("smartlead_sync", WebhookInbox)
