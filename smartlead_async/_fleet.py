"""Several API keys: a client of each, and one session for all."""

from __future__ import annotations

import asyncio
import os
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Awaitable,
    Callable,
    Iterator,
    Mapping,
    Sequence,
)
from inspect import isawaitable
from types import TracebackType
from typing import Any, Self, TypedDict, TypeVar, Unpack, cast, overload

from ._client import Smartlead
from ._errors import ConfigurationError, InvalidRequestError
from ._http.pagination import Items, cancel
from ._http.transport import ClientSession, Transport
from ._key_file import read_key_file
from ._limiter import KeyedRateLimiter, RateLimiter
from ._options import AttemptInfo, RateLimit, read_api_key
from ._public import public
from ._secret import Secret
from ._validate import in_range, shown

__all__ = ["ClientOptions", "Fleet"]

T = TypeVar("T")


class ClientOptions(TypedDict, total=False):
    """The options of :class:`Smartlead` that clients with different keys may share."""

    base_url: str | None
    rate_limits: Sequence[RateLimit]
    timeout: float
    max_retries: int
    max_rate_limit_wait: float
    max_queue_wait: float | None
    max_response_bytes: int
    user_agent: str | None
    proxy: str | None
    trust_env: bool
    session: ClientSession | None
    limiter: RateLimiter | KeyedRateLimiter | None
    on_attempt: Callable[[AttemptInfo], None] | None


class Fleet(Mapping[str, Smartlead]):
    """A client for each of several API keys. They share one session.

    ::

        async with Fleet({"acme": "key of Acme", "globex": "key of Globex"}) as fleet:
            async for name, campaigns in fleet.each(lambda client: client.campaigns.list()):
                if isinstance(campaigns, Exception):
                    print(name, "failed:", campaigns)
                else:
                    print(name, len(campaigns))

    It is a mapping of the names to their clients: ``fleet["acme"]``. Each key goes only into the
    requests of its own client, and each has a rate limit of its own. Closing one of the clients
    leaves the others open.

    Args:
        keys: The API keys by names of your choice.
        **options: The options of :class:`Smartlead`, the same for all clients. A ``limiter`` that
            is neither a :class:`HostRateLimiter` nor a :class:`RedisRateLimiter` limits all keys
            together.

    Raises:
        ConfigurationError: There is no key, a key is empty or there twice, or an option makes no
            sense.
    """

    def __init__(self, keys: Mapping[str, str], **options: Unpack[ClientOptions]) -> None:
        # from here on no local variable holds a credential that a traceback could show
        given = _hidden(keys)
        del keys
        self._clients = {
            name: Smartlead(key.reveal(), name=name, **options)
            for name, key in _checked(given).items()
        }
        first, *others = map(_transport, self._clients.values())
        for other in others:
            other.share_session(first)

    @classmethod
    def from_file(cls, path: str | os.PathLike[str], **options: Unpack[ClientOptions]) -> Self:
        """Return a fleet of the keys in a JSON or TOML file, which maps names to keys.

        A file that other users may read is used with a warning.

        Args:
            path: The file, by whose name it is ``.json`` or ``.toml``.
            **options: The options of :class:`Smartlead`, the same for all clients.

        Raises:
            ConfigurationError: The file cannot be read, or its keys or an option make no sense.
        """
        return cls(read_key_file(path), **options)

    @overload
    def each(
        self, call: Callable[[Smartlead], Awaitable[T]], *, max_concurrency: int | None = None
    ) -> Items[tuple[str, T | Exception]]: ...

    @overload
    def each(
        self, call: Callable[[Smartlead], AsyncIterator[T]], *, max_concurrency: int | None = None
    ) -> Items[tuple[str, list[T] | Exception]]: ...

    def each(
        self, call: Callable[[Smartlead], Any], *, max_concurrency: int | None = None
    ) -> Items[tuple[str, Any]]:
        """Call a function with every client at once, and yield each result as it comes.

        A key whose call fails never stops the others: its error comes in place of the result. The
        calls start with the iteration. Leaving it early cancels those under way.

        Args:
            call: Called with each client. Where it returns an iterator, such as
                ``client.leads.iterate(5)``, the result is the list of its items.
            max_concurrency: The most keys that are worked on at once; by default all.

        Returns:
            An iterator of the names and their results, or the ``Exception`` of that key.

        Raises:
            InvalidRequestError: ``max_concurrency`` is below 1.
        """
        most = len(self) if max_concurrency is None else max_concurrency
        room = asyncio.Semaphore(in_range("max_concurrency", most, 1))
        return Items(_completed(self._clients, call, room), f"the results of {len(self)} keys")

    async def aclose(self) -> None:
        """Close all clients. Idempotent; a session passed in stays open."""
        await asyncio.gather(*(client.aclose() for client in self.values()))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    def __getitem__(self, name: str) -> Smartlead:
        return self._clients[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._clients)

    def __len__(self) -> int:
        return len(self._clients)

    def __repr__(self) -> str:
        names = list(getattr(self, "_clients", ()))  # none if __init__ failed
        more = ", …" if len(names) > 3 else ""
        return f"<Fleet of {len(names)} keys: {', '.join(names[:3])}{more}>"


def _hidden(keys: Mapping[str, str]) -> dict[str, Secret] | None:
    return {n: Secret(key) for n, key in keys.items()} if hasattr(keys, "items") else None


def _checked(given: dict[str, Secret] | None) -> dict[str, Secret]:
    """Return the keys by their names, without stray whitespace."""
    if not given:
        raise ConfigurationError(
            'keys must map names to API keys, such as {"acme": "the key"}, and hold one at least'
        )
    names: dict[Secret, str] = {}
    for name, key in given.items():
        other = names.setdefault(_read_key(name, key), name)
        if other != name:
            raise ConfigurationError(
                f"{other!r} and {name!r} have the same key: which of them is it?"
            )
    return {name: key for key, name in names.items()}


def _read_key(name: str, given: Secret) -> Secret:
    if not (isinstance(cast("object", name), str) and name.strip() and name.isprintable()):
        raise ConfigurationError(f"the name of a key must be printable text, not {shown(name)}")
    kind: type = type(given.reveal())
    if kind is not str or not given.reveal().strip():
        raise ConfigurationError(
            f"the key of {name!r} must be text, not {'empty' if kind is str else kind.__name__}"
        )
    try:
        return read_api_key(given)
    except ConfigurationError as error:
        raise ConfigurationError(f"the key of {name!r}: {error}") from None


def _transport(client: Smartlead) -> Transport:
    return client._caller.channel.transport  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]


async def _completed(
    clients: Mapping[str, Smartlead], call: Callable[[Smartlead], Any], room: asyncio.Semaphore
) -> AsyncGenerator[list[tuple[str, Any]], None]:
    """Yield each name with its result, in the order in which they come."""
    tasks = [
        asyncio.create_task(_outcome(name, client, call, room)) for name, client in clients.items()
    ]
    try:
        for following in asyncio.as_completed(tasks):
            yield [await following]
    finally:
        await cancel(tasks)


async def _outcome(
    name: str, client: Smartlead, call: Callable[[Smartlead], Any], room: asyncio.Semaphore
) -> tuple[str, Any]:
    async with room:
        try:
            return name, await _result(call(client))
        except Exception as error:  # noqa: BLE001 - it comes in place of the result
            return name, error


async def _result(given: object) -> Any:
    if isinstance(given, AsyncIterable):
        return [item async for item in given]  # pyright: ignore[reportUnknownVariableType]
    if isawaitable(given):
        return await given
    raise InvalidRequestError(
        "the function given to each() must return what can be awaited, such as "
        f"client.campaigns.list(), not {shown(given)}",
        field="call",
    )


public("smartlead_async", Fleet)
