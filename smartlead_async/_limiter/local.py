"""The limiter that every client, task and thread of one process shares for one API key."""

from __future__ import annotations

import asyncio
import logging
import math
import random
from bisect import insort
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Final
from weakref import WeakSet

from .._options import RateLimit
from .hints import pause_after_429, remaining_is_zero, seconds_until_reset
from .protocol import Lane
from .ring import Ring, Slot

__all__ = ["LocalPermit", "LocalRateLimiter"]

_log = logging.getLogger("smartlead_async")

_LOOP_JITTER: Final = 0.003  # seconds by which sending may trail the stamp of its permit
_LEAST_DELAY_BOUND: Final = 0.03
_GREATEST_DELAY_BOUND: Final = 0.5
_WIDENING: Final = 0.05
_SUCCESSES_PER_TRIAL: Final = 50
_SUCCESSES_PER_RECOVERY: Final = 1000
_RECOVERY: Final = 0.01
_PACING_LASTS: Final = 30.0
_PAUSE_JITTER: Final = 0.05
_SHORTEST_KEPT: Final = 3
_OVERTAKES: Final = 4  # interactive permits in a row while bulk waits


class LocalPermit:
    """The right to send one request; see the permit protocol."""

    __slots__ = ("_limiter", "_sent_at", "_slots")

    def __init__(self, limiter: LocalRateLimiter, slots: list[tuple[Ring, Slot]]) -> None:
        self._limiter = limiter
        self._slots = slots
        self._sent_at: float | None = None

    def sent(self) -> None:
        """The request is going out now: its slots are held from this moment."""
        if self._sent_at is None:
            self._sent_at = self._limiter.now()
            self._limiter.departed(self._slots, self._sent_at)

    def done(
        self, status: int, headers: Mapping[str, str], *, retry_after: float | None = None
    ) -> None:
        """The server answered."""
        self.sent()
        assert self._sent_at is not None
        self._limiter.answered(self._mine(), self._sent_at)
        self._limiter.learn(status, headers, retry_after, self._sent_at)

    def cancelled(self) -> None:
        """Nothing was sent, or no answer will come."""
        if self._sent_at is None:
            self._limiter.unsent(self._slots)
        else:
            self._limiter.unanswered(self._mine())

    def _mine(self) -> list[tuple[Ring, Slot]]:
        """Return the slots no later request has taken meanwhile."""
        return [(ring, slot) for ring, slot in self._slots if slot.owner is self._slots]


class LocalRateLimiter:
    """Keeps several rate limits at once for one API key in one event loop.

    A request's slot is free again ``per_seconds`` after the latest moment at which it may have
    reached the server: its answer less the smallest round trip seen, and at most its departure
    plus a bound on the way there, which 429s widen.

    Args:
        limits: The limits to keep.
    """

    def __init__(self, limits: Sequence[RateLimit]) -> None:
        self.limits = tuple(limits)
        self.owners: WeakSet[object] = WeakSet()
        self._loop = asyncio.get_running_loop()
        self._rings = [Ring(limit) for limit in limits]
        self._lanes = {"interactive": _Queue(), "bulk": _Queue()}
        self._pump: asyncio.Task[None] | None = None
        self._pump_waits_until = -math.inf
        self._overtaken = 0
        self._spacing = max(limit.per_seconds / limit.max_requests for limit in limits)
        self._paced_until = self._bulk_not_before = self._paused_until = -math.inf
        self._strikes = 0
        self._last_strike = -math.inf
        self._delay_bound = _GREATEST_DELAY_BOUND
        self._refuted = _LEAST_DELAY_BOUND
        self._widening = 0.0
        self._round_trips = _RoundTrips()
        self._successes = 0

    def now(self) -> float:
        """Return the loop's time in seconds."""
        return self._loop.time()

    # -- waiting ---------------------------------------------------------------------------

    async def acquire(self, lane: Lane) -> LocalPermit:
        """Wait until a request may be sent; see the limiter protocol."""
        return await self._acquire(lane, self._lanes[lane].first_attempts)

    async def acquire_again(self, lane: Lane) -> LocalPermit:
        """Wait ahead of the calls of the lane that were never sent."""
        return await self._acquire(lane, self._lanes[lane].repeats)

    async def _acquire(self, lane: Lane, line: deque[asyncio.Future[LocalPermit]]) -> LocalPermit:
        if not self._pump_runs() and self._may_go(lane):
            return await self._grant(lane)
        if lane == "interactive" and self._lanes["bulk"].waiting():
            self._start_pacing()
        waiter: asyncio.Future[LocalPermit] = self._loop.create_future()
        line.append(waiter)
        self._wake(self._free_at(lane))
        try:
            return await waiter
        except asyncio.CancelledError:
            if waiter.done() and not waiter.cancelled():
                waiter.result().cancelled()
            raise

    def _may_go(self, lane: Lane) -> bool:
        return self._free_at(lane) <= self.now()

    def _free_at(self, lane: Lane) -> float:
        """Return when the next call of a lane may go, as far as is known now."""
        return max(self._held_back_until(lane), *(ring.free_at() for ring in self._rings))

    def _held_back_until(self, lane: Lane) -> float:
        if lane == "bulk" and self.now() < self._paced_until:
            return max(self._paused_until, self._bulk_not_before)
        return self._paused_until

    # -- granting --------------------------------------------------------------------------

    async def _run(self) -> None:
        """Grant permits as slots become free, until nobody waits."""
        while (lane := self._next_lane()) is not None:
            if self._may_go(lane):
                self._lanes[lane].pop().set_result(await self._grant(lane))
            else:
                await self._until(self._free_at(lane))

    async def _grant(self, lane: Lane) -> LocalPermit:
        if lane == "bulk":
            self._overtaken = 0
            self._bulk_not_before = self.now() + self._spacing
        elif self._lanes["bulk"].waiting():
            self._overtaken += 1
        slots: list[tuple[Ring, Slot]] = []
        for ring in self._rings:
            slots.append((ring, await ring.take(slots)))
        return LocalPermit(self, slots)

    def _next_lane(self) -> Lane | None:
        bulk = self._lanes["bulk"].waiting()
        if self._lanes["interactive"].waiting():
            bulk_is_due = self._overtaken >= _OVERTAKES
            bulk_may_go = bulk and self._held_back_until("bulk") <= self.now()
            return "bulk" if bulk_is_due and bulk_may_go else "interactive"
        return "bulk" if bulk else None

    async def _until(self, moment: float) -> None:
        """Sleep; whoever brings that moment forward restarts the pump."""
        self._pump_waits_until = moment
        if moment == math.inf:
            await self._loop.create_future()
        await asyncio.sleep(moment - self.now())
        self._pump_waits_until = -math.inf

    def _wake(self, reason_at: float) -> None:
        """See to it that the pump runs, and does not wait for longer than it has to."""
        if self._pump_runs() and reason_at >= self._pump_waits_until:
            return
        if self._pump is not None:
            self._pump.cancel()
        if self._next_lane() is not None:
            self._pump = self._loop.create_task(self._run(), name="smartlead rate limiter")

    def _pump_runs(self) -> bool:
        return self._pump is not None and not self._pump.done()

    # -- what permits report ---------------------------------------------------------------

    def departed(self, slots: list[tuple[Ring, Slot]], at: float) -> None:
        """Hold the slots of a request that is going out."""
        for ring, slot in slots:
            window = ring.limit.per_seconds + self._widening
            ring.hold(slot, at + self._delay_bound + window + _LOOP_JITTER)
            self._wake(slot.free_at)

    def answered(self, slots: list[tuple[Ring, Slot]], sent_at: float) -> None:
        """Free slots sooner, now that it is known how late the request can have arrived."""
        now = self.now()
        self._round_trips.add(now - sent_at)
        least = self._round_trips.least()
        for ring, slot in slots:
            window = ring.limit.per_seconds + self._widening
            free_at = now - least + window + _LOOP_JITTER
            if free_at < slot.free_at:
                ring.hold(slot, free_at)
                self._wake(free_at)

    def unanswered(self, slots: list[tuple[Ring, Slot]]) -> None:
        """Hold the slots of a request given up now, which may only just have arrived."""
        for ring, slot in slots:
            free_at = self.now() + ring.limit.per_seconds + self._widening
            if free_at > slot.free_at:
                ring.hold(slot, free_at)

    def unsent(self, slots: list[tuple[Ring, Slot]]) -> None:
        """Give the slots of a request that never went out to the next in line."""
        for ring, slot in slots:
            ring.refund(slot)
        self._wake(-math.inf)

    # -- what answers teach ----------------------------------------------------------------

    def learn(
        self, status: int, headers: Mapping[str, str], retry_after: float | None, sent_at: float
    ) -> None:
        """Take note of an answer to a request that left at ``sent_at``."""
        if status == 429:
            self._pause(headers, retry_after, sent_at)
        else:
            self._succeeded(sent_at)
        if remaining_is_zero(headers) and (reset := seconds_until_reset(headers)):
            self._paused_until = max(self._paused_until, self.now() + reset)

    def _pause(self, headers: Mapping[str, str], retry_after: float | None, sent_at: float) -> None:
        """Pause the whole key; one strike per pause, not one per 429."""
        first_of_storm = sent_at > self._last_strike
        strikes = self._strikes if first_of_storm else self._strikes - 1
        seconds = pause_after_429(headers, retry_after=retry_after, strikes=strikes)
        if first_of_storm:
            self._last_strike = self.now()
            self._strikes += 1
            self._widen()
            _log.warning("429: all calls on this key pause for %.1f s", seconds)
        jittered = seconds + random.uniform(0.0, _PAUSE_JITTER)  # noqa: S311 - no secret
        self._paused_until = max(self._paused_until, self.now() + jittered)
        self._start_pacing()

    def _widen(self) -> None:
        """Allow for more delay than the bound that was refuted; at its greatest, for the window."""
        if self._delay_bound >= _GREATEST_DELAY_BOUND:
            self._widening += _WIDENING
        self._delay_bound = self._refuted = min(_GREATEST_DELAY_BOUND, self._delay_bound * 2)

    def _succeeded(self, sent_at: float) -> None:
        """Try a tighter bound now and then, and slowly forget what was refuted."""
        if sent_at > self._last_strike:
            self._strikes = 0
        self._successes += 1
        if self._successes % _SUCCESSES_PER_TRIAL == 0:
            self._delay_bound = max(self._refuted, self._delay_bound / 2)
        if self._successes % _SUCCESSES_PER_RECOVERY == 0:
            self._widening = max(0.0, self._widening - _RECOVERY)
            self._refuted = max(_LEAST_DELAY_BOUND, self._refuted - _RECOVERY)

    def _start_pacing(self) -> None:
        self._paced_until = self.now() + _PACING_LASTS


class _RoundTrips:
    """Learns the least time in which a request and its answer pass the network."""

    __slots__ = ("_shortest",)

    def __init__(self) -> None:
        self._shortest: list[float] = []

    def add(self, seconds: float) -> None:
        """Take note of a round trip."""
        insort(self._shortest, seconds)
        del self._shortest[_SHORTEST_KEPT:]

    def least(self) -> float:
        """Return the least to expect: as far below the least seen as the next ones lie above."""
        return max(0.0, 2 * self._shortest[0] - self._shortest[-1])


class _Queue:
    """One lane: repeated attempts first, then first attempts, each in order of arrival."""

    __slots__ = ("first_attempts", "repeats")

    def __init__(self) -> None:
        self.first_attempts: deque[asyncio.Future[LocalPermit]] = deque()
        self.repeats: deque[asyncio.Future[LocalPermit]] = deque()

    def waiting(self) -> bool:
        """Return whether anybody waits, forgetting those who gave up."""
        for line in (self.repeats, self.first_attempts):
            while line and line[0].done():
                line.popleft()
        return bool(self.repeats or self.first_attempts)

    def pop(self) -> asyncio.Future[LocalPermit]:
        """Remove and return the waiter whose turn it is."""
        return (self.repeats or self.first_attempts).popleft()
