"""Hand each delivery over once, however often the service sends it."""

from __future__ import annotations

import inspect
import logging
import os
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any, Final, Protocol, TypeAlias

from .._errors import ConfigurationError, ResponseDecodeError, WebhookVerificationError
from .._public import public
from .._secret import Secret
from ..models.webhook_events import WebhookEvent
from ._asgi import ASGI
from ._parse import Body, Headers, delivery_id, parse_webhook, read_secret
from ._sqlite import InThread, SQLiteStore

__all__ = ["Handler", "WebhookInbox", "WebhookStore"]

Handler: TypeAlias = Callable[[WebhookEvent], object]
"""It may be a coroutine function."""

_HANDLED: Final = 200
_REFUSALS: Final = {ResponseDecodeError: 400, WebhookVerificationError: 401}
_TOO_LARGE: Final = 413
_AGAIN: Final = 500

_log = logging.getLogger("smartlead_async")


class WebhookStore(Protocol):
    """The ids of deliveries that were handled, in a database of yours.

    The methods may be coroutine functions; ``smartlead_sync`` takes plain functions only. An error
    that they raise leaves the delivery to be sent again.
    """

    def begin(self, delivery_id: str, /) -> Any:
        """Return a transaction in which the id is written; None if a committed one has it.

        While another transaction writes the same id, wait for its end.
        """
        ...

    def commit(self, transaction: Any, /) -> Any:
        """Make the transaction durable, and free what it holds."""
        ...

    def rollback(self, transaction: Any, /) -> Any:
        """Undo the transaction, and free what it holds."""
        ...


class WebhookInbox:
    """Webhook deliveries, each handed over once, however often they are sent.

    ::

        inbox = WebhookInbox("webhooks.db", secret="the secret of the webhook")

        async with inbox.receive(body, headers) as event:
            if event is not None:  # None: handled before
                print(event.event_type)

    A delivery counts as handled when the block has ended without an error, and is acknowledged only
    after that is on the disk. If the process dies in between, the delivery is handled again; writes
    in the same :attr:`transaction` are undone then, so they happen exactly once.

    A delivery is known by its ``X-Request-Id``, without one by its body.

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
        self._secret = read_secret(secret)
        self._max_body_bytes = max_body_bytes
        self._transaction: ContextVar[Any] = ContextVar("transaction", default=None)
        self._store: WebhookStore = (
            InThread(SQLiteStore(store)) if isinstance(store, str | os.PathLike) else store
        )

    @property
    def transaction(self) -> Any:
        """The store's transaction of the delivery being handled: commits and rolls back with it.

        For a path it is an :class:`sqlite3.Connection`; write with it, and leave its end to the
        inbox.

        Raises:
            ConfigurationError: No delivery is being handled here.
        """
        transaction = self._transaction.get()
        if transaction is None:
            raise ConfigurationError("there is a transaction only while a delivery is handled")
        return transaction

    def receive(
        self, body: Body, headers: Headers | None = None
    ) -> AbstractAsyncContextManager[WebhookEvent | None]:
        """Hand over a delivery.

        ``async with`` gives its event, or None if it was handled before.

        The delivery is handled when the block ends without an error, and open for the next attempt
        of the service otherwise. Another attempt that comes meanwhile waits for the end.

        Args:
            body: The body of the POST request, as received.
            headers: The headers of the request, of any framework.

        Raises:
            WebhookVerificationError: If the delivery does not prove that it comes from the service.
            ResponseDecodeError: If the body is not an event.
        """
        event = parse_webhook(body, headers=headers, secret=self._secret)
        return self._hand_over(delivery_id(body, headers), event)

    @asynccontextmanager
    async def _hand_over(
        self, name: str, event: WebhookEvent
    ) -> AsyncGenerator[WebhookEvent | None]:
        transaction = await _settled(self._store.begin(name))
        if transaction is None:
            yield None
            return
        self._transaction.set(transaction)
        try:
            yield event
        except BaseException:
            await _settled(self._store.rollback(transaction))
            raise
        finally:
            self._transaction.set(None)
        await _settled(self._store.commit(transaction))

    async def handle(self, body: Body, headers: Headers | None, handler: Handler) -> int:
        """Hand a delivery to a handler and return the HTTP status to answer with.

        200 if it is handled or was before; 400, 401 or 413 (final for the service) if it is no
        event, not verified or too large; 500 if the handler or the store failed: the service sends
        it again after about 1, 5 and 30 minutes. What failed is logged.

        Args:
            body: The body of the POST request, as received.
            headers: The headers of the request, of any framework.
            handler: Called with the event, unless it was handled before.
        """
        if not isinstance(body, bytes | str) or len(body) <= self._max_body_bytes:
            return await self._status(body, headers, handler)
        _log.warning("refused a webhook delivery of more than %d bytes", self._max_body_bytes)
        return _TOO_LARGE

    async def _status(self, body: Body, headers: Headers | None, handler: Handler) -> int:
        try:
            delivery = self.receive(body, headers)
        except (ResponseDecodeError, WebhookVerificationError) as error:
            _log.warning("refused a webhook delivery: %s", error)
            return _REFUSALS[type(error)]
        try:
            async with delivery as event:
                if event is not None:
                    await _settled(handler(event))
        except Exception:  # noqa: BLE001 - whatever failed, the service must hear of it
            _log.exception("a webhook delivery was not handled; the service will send it again")
            return _AGAIN
        return _HANDLED

    def asgi(self, handler: Handler) -> ASGI:
        """Return an ASGI app that answers deliveries, to be mounted in FastAPI, Starlette, ….

        Args:
            handler: Called with each event.
        """
        return ASGI(partial(self.handle, handler=handler), self._max_body_bytes)

    def aiohttp(self, handler: Handler) -> Callable[[Any], Awaitable[Any]]:
        """Return an aiohttp handler that answers deliveries, for ``router.add_post``.

        Args:
            handler: Called with each event.
        """
        from ._aiohttp import aiohttp_handler  # noqa: PLC0415 - aiohttp.web takes long to import

        return aiohttp_handler(partial(self.handle, handler=handler), self._max_body_bytes)


async def _settled(result: Any) -> Any:
    """Return a result, awaited if it has to be."""
    return await result if inspect.isawaitable(result) else result


public("smartlead_async", WebhookInbox, WebhookStore)
