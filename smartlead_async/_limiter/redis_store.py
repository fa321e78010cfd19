"""The connection of an event loop to Redis: it runs scripts, and hides passwords in errors."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncGenerator, Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit
from weakref import WeakValueDictionary

from .._errors import RateLimiterUnavailableError
from .._options import RateLimit
from .._secret import Secret
from .local import LocalRateLimiter

__all__ = ["ATTEMPT_TIMEOUT", "Store", "problem_with"]

_log = logging.getLogger("smartlead_async")

ATTEMPT_TIMEOUT: Final = 2.0
_UNKNOWN_OPTION: Final = re.compile(r"unexpected keyword argument '(\w+)'")


def problem_with(url: Secret, *, cluster: bool) -> str | None:
    """Return why redis-py cannot use an address, None if it can. Connect to nothing.

    Args:
        url: The address as given, of any type.
        cluster: Whether it is a node of a cluster.
    """
    if not isinstance(url.reveal(), str):  # pyright: ignore[reportUnnecessaryIsInstance]
        return "must be text, such as redis://localhost:6379/0"
    try:
        client = _client(url, cluster=cluster)
        if not cluster:  # RedisCluster has checked the options already
            client.connection_pool.make_connection()
    except Exception as error:  # noqa: BLE001 - of any type, and it may quote the password
        option = _UNKNOWN_OPTION.search(str(error))
        if option and "@" not in urlsplit(url.reveal()).query:  # "@": a password with a "?" in it
            return f"has an option that redis-py does not know: {option[1]}"
        kind = type(error).__name__
    else:
        return None
    return (
        f"is not an address that redis-py takes ({kind}): "
        "redis[s]://[[user]:password@]host[:port][/db], "
        "with special characters in the password percent-encoded, or unix://path"
    )


def _client(url: Secret, *, cluster: bool) -> Any:
    # redis-py is an extra, and slow to import
    from redis.asyncio import Redis, RedisCluster  # noqa: PLC0415
    from redis.asyncio.retry import Retry  # noqa: PLC0415
    from redis.backoff import NoBackoff  # noqa: PLC0415

    client: Any = RedisCluster if cluster else Redis
    return client.from_url(
        url.reveal(),
        decode_responses=True,
        socket_timeout=ATTEMPT_TIMEOUT,
        socket_connect_timeout=ATTEMPT_TIMEOUT,
        retry=Retry(NoBackoff(), 0),
    )


def _is_stray(error: BaseException) -> bool:
    """Return whether this is a cancellation from within: nobody has cancelled this task."""
    task = asyncio.current_task()
    return isinstance(error, asyncio.CancelledError) and task is not None and not task.cancelling()


def _passwords(url: Secret) -> list[str]:
    """Return every spelling of the password that a server or an error may quote."""
    parts = urlsplit(url.reveal())
    given = parts.password or ""
    texts = {given, unquote(given), *parse_qs(parts.query).get("password", ())} - {""}
    return sorted(texts, key=len, reverse=True)


class Store:
    """The connection of an event loop to Redis, and its limiters.

    Args:
        url: Address of Redis.
        cluster: Whether it is a node of a cluster.
        on_close: Called when the connection is closed.
    """

    def __init__(self, url: Secret, *, cluster: bool, on_close: Callable[[], object]) -> None:
        self._redis = _client(url, cluster=cluster)
        self._passwords = [Secret(password) for password in _passwords(url)]
        self._on_close = on_close
        self._open: AsyncGenerator[None, None] | None = None
        self.clients = 0
        self.limiters: WeakValueDictionary[tuple[str, tuple[RateLimit, ...]], LocalRateLimiter]
        self.limiters = WeakValueDictionary()
        self._running: set[asyncio.Task[None]] = set()

    async def run(
        self, script: str, keys: Sequence[str], *args: object, within: float = ATTEMPT_TIMEOUT
    ) -> Any:
        """Run a script.

        Args:
            script: The Lua script.
            keys: The keys that it uses.
            *args: Its arguments.
            within: Seconds to wait for the answer.

        Raises:
            RateLimiterUnavailableError: Redis did not answer, or answered with an error.
        """
        await self._close_with_the_loop()
        try:
            async with asyncio.timeout(within):
                return await self._redis.eval(script, len(keys), *keys, *args)
        except BaseException as error:  # of any type: Redis is of no use now
            if not isinstance(error, Exception) and not _is_stray(error):
                raise
            reason, cause = self._in_words(error), self._presentable(error)
        raise RateLimiterUnavailableError(
            f"the shared rate limiter's Redis is down ({reason})"
        ) from cause

    def _in_words(self, error: BaseException) -> str:
        text = f"{type(error).__name__}: {error}"
        for password in self._passwords:
            text = text.replace(password.reveal(), "***")
        return text

    def _presentable(self, error: BaseException) -> BaseException | None:
        """Return the error without frames, as they hold the password; None if it quotes that."""
        shown = f"{error} {error!r} {vars(error)}"
        if any(password.reveal() in shown for password in self._passwords):
            return None
        error.__cause__ = error.__context__ = None
        return error.with_traceback(None)

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run a coroutine without waiting for it."""
        task = asyncio.get_running_loop().create_task(work, name="smartlead redis limiter")
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def tell(self, script: str, keys: Sequence[str], *args: object) -> None:
        """Run a script; if Redis is down, only log that."""
        try:
            await self.run(script, keys, *args)
        except RateLimiterUnavailableError as error:
            _log.debug("Redis missed an update: %s", error)

    async def leave(self) -> None:
        """Count a client less; after the last one, finish the updates and disconnect."""
        self.clients -= 1
        if self.clients == 0:
            if self._running:
                await asyncio.wait(self._running, timeout=ATTEMPT_TIMEOUT)
            if self.clients == 0:  # no other has joined meanwhile
                await (self._close() if self._open is None else self._open.aclose())

    async def _close_with_the_loop(self) -> None:
        """Make sure that the connection closes with the event loop, even if no client closes it.

        ``asyncio.run`` closes all open asynchronous generators when it ends, so one is opened.
        """
        if self._open is None:
            self._open = self._until_closed()
            await anext(self._open)

    async def _until_closed(self) -> AsyncGenerator[None, None]:
        try:
            yield
        finally:
            await self._close()

    async def _close(self) -> None:
        self._on_close()
        self._open = None
        with suppress(TimeoutError):
            async with asyncio.timeout(ATTEMPT_TIMEOUT):
                await self._redis.aclose()
