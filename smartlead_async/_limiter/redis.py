"""The limiter that shares the budget of a key between processes and hosts."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Sequence
from functools import partial
from importlib.util import find_spec
from typing import Any, Literal

from .._errors import ConfigurationError
from .._options import RateLimit
from .._public import public
from .._secret import Secret
from .._validate import is_number, is_whole
from .local import LocalRateLimiter
from .redis_store import Store, problem_with
from .redis_windows import SharedWindows, WindowsWithFallback
from .windows import LocalWindows, Windows

__all__ = ["RedisRateLimiter"]


class RedisRateLimiter:
    """Shares the budget of each API key between all processes and hosts that use one Redis.

    ::

        limiter = RedisRateLimiter("redis://localhost")
        async with Smartlead(limiter=limiter) as smartlead:
            ...

    Give all of them the same ``rate_limits``. A script in Redis hands out the places, first come,
    first served. It runs on the clock of Redis, so the clocks of the hosts do not matter. A pause
    after a 429 holds for all. Redis sees a hash of the key, never the key. Each event loop opens a
    connection when it needs one. The connection closes with the last client of the event loop, or
    when ``asyncio.run`` ends.

    If Redis loses its memory (a restart without persistence), each process that remembers the lost
    log waits for the shortest window. Longer windows forget the requests before the restart.

    Args:
        url: Address of Redis, as redis-py takes it: ``redis://``, ``rediss://`` or ``unix://``,
            with credentials if there are any. They show in no error, log or traceback.
        when_down: ``"fail"``: while Redis does not answer, calls raise
            RateLimiterUnavailableError and nothing is sent. ``"local"``: each process keeps to its
            share, ``limit / expected_processes``, until Redis is back.
        expected_processes: Number of processes that share the key, where each event loop counts
            as one; required for ``when_down="local"``.
        timeout: With ``"fail"``, seconds to try to reach Redis before a call fails, so that a
            quick restart costs no call. One attempt takes up to 2 seconds; 0 makes one attempt.
        cluster: Whether the address is a node of a Redis Cluster.
        prefix: Prefix of the names of all keys in Redis.

    Raises:
        ConfigurationError: An option is invalid.
        ImportError: redis-py is missing; install ``smartlead-async[redis]``.
    """

    _prefix = "of unknown prefix"  # for the repr while the prefix is not checked yet

    def __init__(
        self,
        url: str,
        *,
        when_down: Literal["fail", "local"] = "fail",
        expected_processes: int | None = None,
        timeout: float = 10.0,
        cluster: bool = False,
        prefix: str = "smartlead",
    ) -> None:
        # no local variable may hold a credential: a traceback could show it
        address = Secret(url)
        del url
        _check_sharing(when_down, expected_processes)
        _check_timeout(timeout)
        _check_names(cluster, prefix)
        if find_spec("redis") is None:
            raise ImportError(
                "RedisRateLimiter needs redis-py: pip install 'smartlead-async[redis]'"
            )
        if problem := problem_with(address, cluster=cluster):
            raise ConfigurationError(f"url {problem}")
        self._url = address
        self._processes = expected_processes if when_down == "local" else None
        self._timeout = timeout
        self._cluster = cluster
        self._prefix = prefix
        self._stores: dict[asyncio.AbstractEventLoop, Store] = {}

    def for_key(self, key_id: str, rate_limits: Sequence[RateLimit]) -> LocalRateLimiter:
        """Return the limiter of a key in the running event loop; clients call this.

        Args:
            key_id: Hash of the API key.
            rate_limits: The limits of the client.
        """
        store, limits = self._store(), tuple(rate_limits)
        store.clients += 1
        limiter = store.limiters.get((key_id, limits))
        if limiter is None:
            windows = self._windows(store, f"{self._prefix}:{{{key_id}}}", limits)
            limiter = store.limiters[key_id, limits] = LocalRateLimiter(limits, windows)
        return limiter

    async def release(self) -> None:
        """Close the event loop's connection with its last client; clients call this."""
        store = self._stores.get(asyncio.get_running_loop())
        if store is not None:
            await store.leave()

    def _store(self) -> Store:
        for closed in [loop for loop in list(self._stores) if loop.is_closed()]:
            self._stores.pop(closed, None)  # this event loop did not end by ``asyncio.run``
        loop = asyncio.get_running_loop()
        if loop not in self._stores:
            forget = partial(self._stores.pop, loop, None)
            self._stores[loop] = Store(self._url, cluster=self._cluster, on_close=forget)
        return self._stores[loop]

    def _windows(self, store: Store, name: str, limits: tuple[RateLimit, ...]) -> Windows:
        if self._processes is None:
            return SharedWindows(store, name, limits, self._timeout)
        shared = SharedWindows(store, name, limits, timeout=0.0)
        return WindowsWithFallback(shared, LocalWindows(_shares(limits, self._processes)), limits)

    def __repr__(self) -> str:
        return f"<RedisRateLimiter {self._prefix}>"


def _check_sharing(when_down: Any, processes: Any) -> None:
    if when_down not in ("fail", "local"):
        raise ConfigurationError(f'when_down must be "fail" or "local", not {when_down!r}')
    if processes is None and when_down == "local":
        raise ConfigurationError('when_down="local" needs expected_processes, at least 1')
    if processes is not None and not (is_whole(processes) and processes >= 1):
        raise ConfigurationError(
            f"expected_processes must be a whole number >= 1, not {processes!r}"
        )


def _check_timeout(timeout: Any) -> None:
    if not (is_number(timeout) and 0 <= timeout < math.inf):
        raise ConfigurationError(f"timeout must be a number of seconds >= 0, not {timeout!r}")


def _check_names(cluster: Any, prefix: Any) -> None:
    if not isinstance(cluster, bool):
        raise ConfigurationError(f"cluster must be True or False, not {cluster!r}")
    if not (isinstance(prefix, str) and prefix and prefix.isprintable()):
        raise ConfigurationError(f"prefix must be printable text, not {prefix!r}")


def _shares(limits: Sequence[RateLimit], processes: int) -> list[RateLimit]:
    """Return the share of each limit for one of so many processes."""
    return [
        RateLimit(limit.max_requests // processes, limit.per_seconds)
        if limit.max_requests >= processes
        else RateLimit(1, limit.per_seconds * processes / limit.max_requests)
        for limit in limits
    ]


public("smartlead_async", RedisRateLimiter)
