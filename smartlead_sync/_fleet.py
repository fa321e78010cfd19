"""Several API keys without ``await``: the asynchronous fleet, with each call on a thread."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import TracebackType
from typing import Any, Final, Self, TypeVar, Unpack, overload

from smartlead_async import Fleet as AsyncFleet
from smartlead_async._fleet import ClientOptions
from smartlead_async._key_file import read_key_file
from smartlead_async._public import public

from ._arguments import in_list, no_session, watcher
from ._client import Smartlead
from ._facade import Items, Later, behind
from ._loop_thread import call as call_async
from ._loop_thread import in_thread

__all__ = ["Fleet"]

T = TypeVar("T")

_MOST_THREADS: Final = 32


class Fleet(Mapping[str, Smartlead]):
    """A client for each of several API keys. They share one session.

    ::

        with Fleet({"acme": "key of Acme", "globex": "key of Globex"}) as fleet:
            for name, campaigns in fleet.each(lambda client: client.campaigns.list()):
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
        made = Later(AsyncFleet, keys, **_on_caller(options))
        del keys
        no_session(options.get("session"))
        self._async = call_async(made.run())
        self._clients = {
            name: Smartlead._sibling(client)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
            for name, client in self._async.items()
        }

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
        self, call: Callable[[Smartlead], Items[T]], *, max_concurrency: int | None = None
    ) -> Items[tuple[str, list[T] | Exception]]: ...

    @overload
    def each(
        self, call: Callable[[Smartlead], T], *, max_concurrency: int | None = None
    ) -> Items[tuple[str, T | Exception]]: ...

    def each(
        self, call: Callable[[Smartlead], Any], *, max_concurrency: int | None = None
    ) -> Items[tuple[str, Any]]:
        """Call a function with every client at once, and yield each result as it comes.

        A key whose call fails never stops the others: its error comes in place of the result. The
        calls start with the iteration. Leaving it early cancels those under way.

        Args:
            call: Called with each client, on a thread of its own. Where it returns an iterator,
                such as ``client.leads.iterate(5)``, the result is the list of its items.
            max_concurrency: The most keys that are worked on at once; by default 32.

        Returns:
            An iterator of the names and their results, or the ``Exception`` of that key.

        Raises:
            InvalidRequestError: ``max_concurrency`` is below 1.
        """
        twins = {behind(client): client for client in self.values()}
        most = _MOST_THREADS if max_concurrency is None else max_concurrency
        each = partial(self._async.each, max_concurrency=most)
        return Items(
            call_async(
                Later(each, lambda client: in_thread(partial(_result, call, twins[client]))).run()
            )
        )

    def close(self) -> None:
        """Close all clients. Idempotent."""
        call_async(self._async.aclose())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __getitem__(self, name: str) -> Smartlead:
        return self._clients[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._clients)

    def __len__(self) -> int:
        return len(self._clients)

    def __repr__(self) -> str:
        return repr(self._async) if hasattr(self, "_async") else "<Fleet>"


def _on_caller(options: ClientOptions) -> ClientOptions:
    """Return options whose code runs on the caller's thread."""
    given = options.copy()
    if "rate_limits" in given:
        given["rate_limits"] = in_list(given["rate_limits"])
    if "on_attempt" in given:
        given["on_attempt"] = watcher(given["on_attempt"])
    return given


def _result(call: Callable[[Smartlead], object], client: Smartlead) -> object:
    result = call(client)
    return [*result] if isinstance(result, Iterator) else result  # pyright: ignore[reportUnknownVariableType]


public("smartlead_sync", Fleet)
