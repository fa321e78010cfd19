"""The windows of a key in Redis, for all processes and hosts that use the key."""

from __future__ import annotations

import asyncio
import itertools
import logging
import math
import re
import secrets
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Final

from attrs import frozen

from .._errors import RateLimiterUnavailableError
from .._options import RateLimit
from .redis_store import ATTEMPT_TIMEOUT, Store
from .stored import MARGIN, Entry, StoredWindows
from .windows import Booking, LocalWindows

__all__ = ["SharedWindows", "WindowsWithFallback"]

_log = logging.getLogger("smartlead_async")

_RETRY_EVERY: Final = 0.1
_LOOK_EVERY: Final = 1.0
_MICROSECONDS: Final = 1_000_000
_DIGITS: Final = re.compile(r"[0-9]{1,18}\|[0-9]{1,18}")

# All times are microseconds on the clock of Redis. The log holds one entry for each request, sent
# or planned, at the time from which it counts. A new request is planned after all others. When its
# time has come, it goes if the windows that end now have room, else it is planned again.
# A client that remembers another log (Redis has lost that one) waits for one window.
# No pause holds for more than an hour, whoever wrote it.
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
local paused = tonumber(redis.call('HGET', state, 'paused') or 0)
if paused > now + 3600000000 then
    paused = now + 3600000000
    redis.call('HSET', state, 'paused', string.format('%.0f', paused), 'probe', '1')
end
local due = math.max(now, paused)
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
local pause = string.format('%.0f', math.max(0, paused - now))
return {string.format('%.0f', due - now), since, pause, redis.call('HGET', state, 'probe') or '0'}
"""

_PAUSE: Final = """
local clock = redis.call('TIME')
local paused = clock[1] * 1000000 + clock[2] + ARGV[1]
if paused > tonumber(redis.call('HGET', KEYS[1], 'paused') or 0) then
    redis.call('HSET', KEYS[1], 'paused', string.format('%.0f', paused), 'probe', ARGV[2])
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


def _microseconds(seconds: float) -> int:
    return round(seconds * _MICROSECONDS)


class SharedWindows(StoredWindows):
    """Windows in Redis."""

    instant = False

    def __init__(
        self, store: Store, name: str, limits: Sequence[RateLimit], timeout: float
    ) -> None:
        super().__init__(limits)
        self._store = store
        self._log, self._state = f"{name}:log", f"{name}:state"
        self._limits = [
            item
            for limit in limits
            for item in (limit.max_requests, _microseconds(limit.per_seconds + MARGIN))
        ]
        self._timeout = timeout
        name = secrets.token_hex(6)
        self._ids = (f"{name}-{number}" for number in itertools.count())
        self._id = next(self._ids)
        self._latest = -math.inf
        self._known_log = ""

    def not_before(self, moment: float) -> None:
        """Ask for no place before a loop time."""
        self._due = max(self._due, moment)

    async def take(self) -> Booking | None:
        """Return the place of the planned request if its time has come, else None."""
        asked_at, wait = await self._reserve()
        if wait > 0:
            self._due = self._latest + wait
            return None
        booking = Entry(self, self._id, asked_at)
        self._id, self._due = next(self._ids), -math.inf
        return booking

    def pause(self, until: float, *, probe: bool) -> None:
        """Let nothing out until a loop time, in any process."""
        self._heed_pause(until, probe=probe)
        seconds = until - self._loop.time()
        self._tell(_PAUSE, self._state, _microseconds(seconds), int(probe))

    def free_slots(self) -> None:
        """Return None: only Redis knows."""

    def postpone(self, entry: str, seconds: float) -> None:
        self._tell(_POSTPONE, self._log, entry, _microseconds(seconds))

    def withdraw(self, entry: str) -> None:
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
        """Return when Redis was asked, and how many seconds the request has to wait."""
        asked_at = self._loop.time()
        deadline = asked_at + self._timeout
        if asked_at - self._latest > self.longest:
            self._known_log = ""  # all its entries have left the windows
        while True:
            try:
                return asked_at, await self._ask(within=deadline - asked_at)
            except RateLimiterUnavailableError:
                if self._loop.time() + _RETRY_EVERY >= deadline:
                    raise
            await asyncio.sleep(_RETRY_EVERY)
            asked_at = self._loop.time()

    async def _ask(self, within: float) -> float:
        keys, arguments = [self._log, self._state], [self._id, self._known_log, *self._limits]
        limit = min(ATTEMPT_TIMEOUT, within) or ATTEMPT_TIMEOUT
        plan = _read_plan(await self._store.run(_RESERVE, keys, *arguments, within=limit))
        if plan is None or plan.wait > self.latest_plan:
            raise RateLimiterUnavailableError(
                "the shared rate limiter's Redis gave an invalid answer"
            )
        self._latest = self._loop.time()
        self._known_log = plan.log
        if plan.pause > 0:
            self._heed_pause(self._latest + plan.pause, probe=plan.probe)
        return plan.wait


@frozen
class _Plan:
    """The answer to a reservation; all times are seconds from now on."""

    wait: float
    log: str
    pause: float
    probe: bool


def _read_plan(answer: object) -> _Plan | None:
    """Return the plan of Redis; None if the answer is none of the script's."""
    match answer:
        case [str(wait), str(log), str(pause), str(probe)] if _DIGITS.fullmatch(f"{wait}|{pause}"):
            return _Plan(int(wait) / _MICROSECONDS, log, int(pause) / _MICROSECONDS, probe == "1")
        case _:
            return None


class WindowsWithFallback:
    """Windows in Redis, or a share of them in memory while Redis is down."""

    instant = False

    def __init__(
        self, shared: SharedWindows, share: LocalWindows, limits: Sequence[RateLimit]
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

    @property
    def probe_next(self) -> bool:
        """Whether the next request goes out alone."""
        return self._shared.probe_next

    def probe_leaves(self) -> None:
        self._shared.probe_leaves()

    def probe_ended(self, *, answered: bool) -> None:
        self._shared.probe_ended(answered=answered)

    def free_at(self) -> float:
        return self._share.free_at() if self._down else self._shared.free_at()

    def foresee(self, ahead: int, stay: Callable[[float], float]) -> float:
        return (self._share if self._down else self._shared).foresee(ahead, stay)

    async def take(self) -> Booking | None:
        if self._down:
            self._look_for_redis()
            return await self._share.take()
        try:
            return await self._shared.take()
        except RateLimiterUnavailableError as error:
            _log.warning("%s: this process keeps to its share until it is back", error)
            # requests already sent leave the windows first
            self._share.pause(self._loop.time() + self._shortest, probe=False)
            self._down = True
            return None

    def pause(self, until: float, *, probe: bool) -> None:
        self._shared.pause(until, probe=probe)
        self._share.pause(until, probe=probe)

    def free_slots(self) -> int | None:
        return self._share.free_slots() if self._down else None

    def _look_for_redis(self) -> None:
        now = self._loop.time()
        if now >= self._look_again_at:
            self._look_again_at = now + _LOOK_EVERY + ATTEMPT_TIMEOUT
            self._shared.start(self._return_if_back())

    async def _return_if_back(self) -> None:
        if await self._shared.is_back():
            # the log misses the requests sent meanwhile: they leave the window first
            self._shared.not_before(self._loop.time() + _LOOK_EVERY + self._shortest)
            self._down = False
            _log.warning("the shared rate limiter's Redis is back")
        self._look_again_at = self._loop.time() + _LOOK_EVERY
