"""One key's budget shared by processes and hosts: the windows are kept in Redis."""

from __future__ import annotations

import asyncio
import itertools
import logging
import math
import secrets
from collections.abc import Coroutine, Sequence
from importlib.util import find_spec
from typing import Any, Final, Literal
from weakref import WeakKeyDictionary, WeakValueDictionary

from .._errors import ConfigurationError, RateLimiterUnavailableError
from .._options import RateLimit
from .._secret import Secret
from .local import LocalRateLimiter
from .windows import Booking, LocalWindows, Windows

__all__ = ["RedisRateLimiter"]

_log = logging.getLogger("smartlead_async")

_MARGIN: Final = 0.01  # seconds by which a request may leave after its place in the log
_ATTEMPT_TIMEOUT: Final = 2.0
_RETRY_EVERY: Final = 0.1
_LOOK_EVERY: Final = 1.0
_MICROSECONDS: Final = 1_000_000

# All times are microseconds of Redis's own clock. The log holds one entry for each request, sent
# or planned, at the moment at which it counts. A new request is planned behind all others. One
# whose time has come goes if the windows that end now have room, else it is planned anew.
# A client that remembers another log than this one (Redis has lost it) waits for one window.
_RESERVE: Final = """
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local log, state, id, known_log = KEYS[1], KEYS[2], ARGV[1], ARGV[2]
local longest, shortest = 0, math.huge
for i = 4, #ARGV, 2 do
    longest = math.max(longest, tonumber(ARGV[i]))
    shortest = math.min(shortest, tonumber(ARGV[i]))
end
redis.call('HSETNX', state, 'since', string.format('%.0f', now))
local since = redis.call('HGET', state, 'since')
local due = math.max(now, tonumber(redis.call('HGET', state, 'paused') or 0))
if known_log ~= '' and known_log ~= since then
    due = math.max(due, since + shortest)
end
redis.call('ZREMRANGEBYSCORE', log, '-inf', now - longest)
local last = redis.call('ZREM', log, id) == 1 and now or '+inf'
for i = 3, #ARGV, 2 do
    local entry = redis.call(
        'ZREVRANGEBYSCORE', log, last, '-inf', 'WITHSCORES', 'LIMIT', ARGV[i] - 1, 1)
    if entry[2] then due = math.max(due, entry[2] + ARGV[i + 1]) end
end
redis.call('ZADD', log, string.format('%.0f', due), id)
local lives = math.ceil((due - now + 2 * longest) / 1000)
for _, key in ipairs(KEYS) do
    if redis.call('PTTL', key) < lives then redis.call('PEXPIRE', key, lives) end
end
return {string.format('%.0f', due - now), since}
"""

_PAUSE: Final = """
local clock = redis.call('TIME')
local paused = clock[1] * 1000000 + clock[2] + ARGV[1]
if paused > tonumber(redis.call('HGET', KEYS[1], 'paused') or 0) then
    redis.call('HSET', KEYS[1], 'paused', string.format('%.0f', paused))
end
local lives = math.ceil(2 * ARGV[1] / 1000)
if redis.call('PTTL', KEYS[1]) < lives then redis.call('PEXPIRE', KEYS[1], lives) end
"""

_POSTPONE: Final = """
if redis.call('ZSCORE', KEYS[1], ARGV[1]) then
    redis.call('ZINCRBY', KEYS[1], ARGV[2], ARGV[1])
end
"""


_WITHDRAW: Final = "redis.call('ZREM', KEYS[1], ARGV[1])"


class RedisRateLimiter:
    """Shares the budget of each API key between all processes and hosts that use one Redis.

    ::

        limiter = RedisRateLimiter("redis://localhost")
        async with Smartlead(limiter=limiter) as smartlead:
            ...

    All of them must be given the same ``rate_limits``. Places are given out in order of asking by
    a script that runs in Redis and on its clock, those of the hosts do not matter; a pause after a
    429 holds for all. Redis sees a hash of the key, never the key. Each event loop has its own
    connection, opened when needed and closed with the client.

    If Redis loses its memory (a restart without persistence), those that remember the lost log
    wait for one window, the shortest; of longer windows what was sent before is forgotten.

    Args:
        url: Address of Redis, as redis-py takes it: ``redis://``, ``rediss://`` or ``unix://``,
            with credentials if there are any.
        when_down: What to do while Redis does not answer. ``"fail"``: calls raise
            RateLimiterUnavailableError, nothing is sent. ``"local"``: each process keeps to its
            share, ``limit / expected_processes``, until Redis is back.
        expected_processes: Processes that share the key, each event loop counted; needed for
            ``when_down="local"``.
        timeout: With ``"fail"``, seconds to try to reach Redis before a call fails, so that a
            restart goes unnoticed.
        cluster: Whether the address is that of a node of a Redis Cluster.
        prefix: What the names of all keys in Redis begin with.

    Raises:
        ConfigurationError: An option makes no sense.
        ImportError: redis-py is missing: install ``smartlead-async[redis]``.
    """

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
        self._url = Secret(url)
        del url
        if when_down not in {"fail", "local"}:
            raise ConfigurationError(f'when_down must be "fail" or "local", not {when_down!r}')
        if when_down == "local" and (expected_processes is None or expected_processes < 1):
            raise ConfigurationError('when_down="local" needs expected_processes, at least 1')
        if find_spec("redis") is None:
            raise ImportError(
                "RedisRateLimiter needs redis-py: pip install 'smartlead-async[redis]'"
            )
        self._processes = expected_processes if when_down == "local" else None
        self._timeout = timeout
        self._cluster = cluster
        self._prefix = prefix
        self._stores: WeakKeyDictionary[asyncio.AbstractEventLoop, _Store] = WeakKeyDictionary()

    def for_key(self, key_id: str, rate_limits: Sequence[RateLimit]) -> LocalRateLimiter:
        """Return the limiter of a key in the running event loop; clients call this.

        Args:
            key_id: Hash of the API key.
            rate_limits: The limits that the client was given.
        """
        store, limits = self._store(), tuple(rate_limits)
        store.clients += 1
        limiter = store.limiters.get((key_id, limits))
        if limiter is None:
            windows = self._windows(store, f"{self._prefix}:{{{key_id}}}", limits)
            limiter = store.limiters[key_id, limits] = LocalRateLimiter(limits, windows)
        return limiter

    async def release(self) -> None:
        """Close the running event loop's connections with its last client; clients call this."""
        await self._store().leave()

    def _store(self) -> _Store:
        loop = asyncio.get_running_loop()
        if loop not in self._stores:
            self._stores[loop] = _Store(self._url, cluster=self._cluster)
        return self._stores[loop]

    def _windows(self, store: _Store, name: str, limits: tuple[RateLimit, ...]) -> Windows:
        if self._processes is None:
            return _SharedWindows(store, name, limits, self._timeout)
        shared = _SharedWindows(store, name, limits, timeout=0.0)
        return _WindowsWithFallback(shared, LocalWindows(_shares(limits, self._processes)), limits)

    def __repr__(self) -> str:
        return f"<RedisRateLimiter {self._prefix}>"


def _shares(limits: Sequence[RateLimit], processes: int) -> list[RateLimit]:
    """Return what one of so many processes may use of each limit."""
    return [
        RateLimit(limit.max_requests // processes, limit.per_seconds)
        if limit.max_requests >= processes
        else RateLimit(1, limit.per_seconds * processes / limit.max_requests)
        for limit in limits
    ]


def _microseconds(seconds: float) -> int:
    return round(seconds * _MICROSECONDS)


class _Store:
    """One event loop's connections to Redis, and its limiters."""

    def __init__(self, url: Secret, *, cluster: bool) -> None:
        # redis-py is an extra, and slow to import
        from redis import exceptions  # noqa: PLC0415
        from redis.asyncio import Redis, RedisCluster  # noqa: PLC0415
        from redis.asyncio.retry import Retry  # noqa: PLC0415
        from redis.backoff import NoBackoff  # noqa: PLC0415

        client: Any = RedisCluster if cluster else Redis
        self._redis = client.from_url(
            url.reveal(),
            decode_responses=True,
            socket_timeout=_ATTEMPT_TIMEOUT,
            socket_connect_timeout=_ATTEMPT_TIMEOUT,
            retry=Retry(NoBackoff(), 0),
        )
        self._down = (exceptions.RedisError, exceptions.RedisClusterException, OSError)
        self.clients = 0
        self.limiters: WeakValueDictionary[tuple[str, tuple[RateLimit, ...]], LocalRateLimiter]
        self.limiters = WeakValueDictionary()
        self._running: set[asyncio.Task[None]] = set()

    async def run(self, script: str, keys: Sequence[str], *args: object) -> Any:
        """Run a script.

        Raises:
            RateLimiterUnavailableError: Redis did not answer.
        """
        try:
            return await self._redis.eval(script, len(keys), *keys, *args)
        except self._down as error:
            reason = f"{type(error).__name__}: {error}"
        raise RateLimiterUnavailableError(f"the shared rate limiter's Redis is down ({reason})")

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run a coroutine without waiting for it."""
        task = asyncio.get_running_loop().create_task(work, name="smartlead redis limiter")
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def tell(self, script: str, keys: Sequence[str], *args: object) -> None:
        """Run a script, or do without if Redis is down."""
        try:
            await self.run(script, keys, *args)
        except RateLimiterUnavailableError as error:
            _log.debug("not told: %s", error)

    async def leave(self) -> None:
        """Take note that a client is closed: after the last one, tell the rest and disconnect."""
        self.clients -= 1
        if self.clients == 0:
            if self._running:
                await asyncio.wait(self._running, timeout=_ATTEMPT_TIMEOUT)
            await self._redis.aclose()


class _SharedWindows:
    """Windows in Redis, as one event loop sees them: it has one request planned at a time."""

    instant = False

    def __init__(
        self, store: _Store, name: str, limits: Sequence[RateLimit], timeout: float
    ) -> None:
        self.paused_until = -math.inf
        self._store = store
        self._log, self._state = f"{name}:log", f"{name}:state"
        self._limits = [
            item
            for limit in limits
            for item in (limit.max_requests, _microseconds(limit.per_seconds + _MARGIN))
        ]
        self._longest = max(limit.per_seconds for limit in limits)
        self._timeout = timeout
        self._loop = asyncio.get_running_loop()
        name = secrets.token_hex(6)
        self._ids = (f"{name}-{number}" for number in itertools.count())
        self._id = next(self._ids)
        self._due = self._latest = -math.inf
        self._known_log = ""

    def free_at(self) -> float:
        """Return when the planned request is due; it is planned when somebody asks."""
        return max(self._due, self.paused_until)

    def not_before(self, moment: float) -> None:
        """Do not ask before that loop time."""
        self._due = max(self._due, moment)

    async def take(self) -> Booking | None:
        """Return the place of the planned request if its time has come."""
        asked_at, wait = await self._reserve()
        if wait > 0:
            self._due = self._latest + wait
            return None
        booking = _Entry(self, self._id, asked_at)
        self._id, self._due = next(self._ids), -math.inf
        return booking

    def pause(self, until: float) -> None:
        """Let nothing out until that loop time, in no process."""
        self.paused_until = max(self.paused_until, until)
        self._tell(_PAUSE, self._state, _microseconds(until - self._loop.time()))

    def free_slots(self) -> None:
        """Return None: only Redis knows."""

    def postpone(self, entry: str, seconds: float) -> None:
        """Let an entry of the log count so much later."""
        self._tell(_POSTPONE, self._log, entry, _microseconds(seconds))

    def withdraw(self, entry: str) -> None:
        """Take an entry out of the log."""
        self._tell(_WITHDRAW, self._log, entry)

    async def is_back(self) -> bool:
        """Return whether Redis answers."""
        try:
            await self._store.run("return 1", [self._log])
        except RateLimiterUnavailableError:
            return False
        return True

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run a coroutine without waiting for it."""
        self._store.start(work)

    def _tell(self, script: str, key: str, *args: object) -> None:
        self._store.start(self._store.tell(script, [key], *args))

    async def _reserve(self) -> tuple[float, float]:
        """Return when Redis was asked, and how many seconds the request has to wait from now on."""
        started = asked_at = self._loop.time()
        if started - self._latest > self._longest:
            self._known_log = ""  # what it held no longer counts
        while True:
            try:
                wait = await self._ask()
            except RateLimiterUnavailableError:
                if self._loop.time() - started >= self._timeout:
                    raise
                await asyncio.sleep(_RETRY_EVERY)
                asked_at = self._loop.time()
            else:
                return asked_at, wait

    async def _ask(self) -> float:
        keys = [self._log, self._state]
        wait, self._known_log = await self._store.run(
            _RESERVE, keys, self._id, self._known_log, *self._limits
        )
        self._latest = self._loop.time()
        return int(wait) / _MICROSECONDS


class _Entry:
    """One request in the log of Redis, entered at the loop time ``logged_at`` or later."""

    __slots__ = ("_counts_from", "_id", "_logged_at", "_windows")

    def __init__(self, windows: _SharedWindows, entry: str, logged_at: float) -> None:
        self._windows = windows
        self._id = entry
        self._logged_at = self._counts_from = logged_at

    def departed(self, latest: float) -> None:
        """Do nothing: until it is known better, a request counts from its place in the log."""

    def arrived(self, latest: float) -> None:
        counts_from = max(self._logged_at, latest - _MARGIN)
        if counts_from != self._counts_from:
            self._windows.postpone(self._id, counts_from - self._counts_from)
            self._counts_from = counts_from

    def withdraw(self) -> None:
        self._windows.withdraw(self._id)


class _WindowsWithFallback:
    """Windows in Redis; while it is down, a share of them."""

    instant = False

    def __init__(
        self, shared: _SharedWindows, share: LocalWindows, limits: Sequence[RateLimit]
    ) -> None:
        self._shared, self._share = shared, share
        self._down = False
        self._shortest = min(limit.per_seconds for limit in limits)
        self._loop = asyncio.get_running_loop()
        self._look_again_at = -math.inf

    @property
    def paused_until(self) -> float:
        """The loop time before which nothing goes out."""
        return self._shared.paused_until

    def free_at(self) -> float:
        return self._share.free_at() if self._down else self._shared.free_at()

    async def take(self) -> Booking | None:
        if self._down:
            self._look_for_redis()
            return await self._share.take()
        try:
            return await self._shared.take()
        except RateLimiterUnavailableError as error:
            _log.warning("%s: this process keeps to its share until it is back", error)
            self._share.pause(self._loop.time() + self._shortest)  # let what was sent leave
            self._down = True
            return None

    def pause(self, until: float) -> None:
        self._shared.pause(until)
        self._share.pause(until)

    def free_slots(self) -> int | None:
        return self._share.free_slots() if self._down else None

    def _look_for_redis(self) -> None:
        now = self._loop.time()
        if now >= self._look_again_at:
            self._look_again_at = now + _LOOK_EVERY + _ATTEMPT_TIMEOUT
            self._shared.start(self._return_if_back())

    async def _return_if_back(self) -> None:
        if await self._shared.is_back():
            # what each process has sent meanwhile is not in the log: let it leave the window
            self._shared.not_before(self._loop.time() + _LOOK_EVERY + self._shortest)
            self._down = False
            _log.warning("the shared rate limiter's Redis is back")
        self._look_again_at = self._loop.time() + _LOOK_EVERY
