"""The limiter that every client, task and thread of one process shares for one API key."""

from __future__ import annotations

import asyncio
import logging
import math
import random
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Final
from weakref import WeakSet

from .._errors import SmartleadError
from .._options import RateLimit
from .delays import Delays
from .hints import pause_after_429, remaining_is_zero, reported_limit, seconds_until_reset
from .protocol import Lane, RateLimitState, ReportedLimit
from .windows import Booking, LocalWindows, Windows

__all__ = ["LocalPermit", "LocalRateLimiter"]

_log = logging.getLogger("smartlead_async")

_LOOP_JITTER: Final = 0.003  # seconds by which sending may trail the stamp of its permit
_EARLY_ANSWERS: Final = 10
_PACING_LASTS: Final = 30.0
_PAUSE_JITTER: Final = 0.05
_OVERTAKES: Final = 4  # interactive permits in a row while bulk waits


class LocalPermit:
    """The right to send one request; see the permit protocol."""

    __slots__ = ("_booking", "_limiter", "_sent_at")

    def __init__(self, limiter: LocalRateLimiter, booking: Booking) -> None:
        self._limiter = limiter
        self._booking = booking
        self._sent_at: float | None = None

    def sent(self) -> None:
        """The request is going out now: its place is taken from this moment."""
        self._departure()

    def done(
        self, status: int, headers: Mapping[str, str], *, retry_after: float | None = None
    ) -> None:
        """The server answered."""
        sent_at = self._departure()
        self._limiter.answered(self._booking, sent_at)
        self._limiter.learn(status, headers, retry_after, sent_at)

    def cancelled(self) -> None:
        """Nothing was sent, or no answer will come."""
        if self._sent_at is None:
            self._limiter.unsent(self._booking)
        else:
            self._limiter.unanswered(self._booking, self._sent_at)

    def _departure(self) -> float:
        if self._sent_at is None:
            self._sent_at = self._limiter.now()
            self._limiter.departed(self._booking, self._sent_at)
        return self._sent_at


class LocalRateLimiter:
    """Lets the calls of one event loop out in order, as the windows of one API key allow.

    A request counts in a window from the latest moment at which it may have reached the server:
    its answer less the smallest round trip seen, and at most its departure plus a bound on the way
    there. What :class:`Delays` learns of 429s makes that earlier or later.

    Args:
        limits: The limits to keep.
        windows: Where they are kept; by default here, for this event loop alone.
    """

    def __init__(self, limits: Sequence[RateLimit], windows: Windows | None = None) -> None:
        self.limits = tuple(limits)
        self.owners: WeakSet[object] = WeakSet()
        self._loop = asyncio.get_running_loop()
        self.now = self._loop.time
        self._windows = windows or LocalWindows(self.limits)
        self._lanes: dict[Lane, _Queue] = {"interactive": _Queue(), "bulk": _Queue()}
        self._pump: asyncio.Task[None] | None = None
        self._pump_waits_until = -math.inf
        self._overtaken = 0
        self._spacing = max(limit.per_seconds / limit.max_requests for limit in limits)
        self._paced_until = self._bulk_not_before = -math.inf
        self._strikes = self._rate_limited = 0
        self._last_strike = -math.inf
        self._delays = Delays()
        self._early: list[tuple[Booking, float, float]] = []
        self._alone_since = self.now() + min(limit.per_seconds for limit in limits)
        self._reported = ReportedLimit()

    def state(self) -> RateLimitState:
        """Return what is known now; may be called from any thread."""
        return RateLimitState(
            free_slots=self._windows.free_slots(),
            paused_for_s=max(0.0, self._windows.paused_until - self.now()),
            waiting={name: lane.size() for name, lane in self._lanes.items()},
            rate_limited=self._rate_limited,
            reported=self._reported,
        )

    # -- waiting ---------------------------------------------------------------------------

    async def acquire(self, lane: Lane) -> LocalPermit:
        """Wait until a request may be sent; see the limiter protocol."""
        return await self._acquire(lane, self._lanes[lane].first_attempts)

    async def acquire_again(self, lane: Lane) -> LocalPermit:
        """Wait ahead of the calls of the lane that were never sent."""
        return await self._acquire(lane, self._lanes[lane].repeats)

    async def _acquire(self, lane: Lane, line: deque[asyncio.Future[LocalPermit]]) -> LocalPermit:
        if self._windows.instant and not self._pump_runs() and self._free_at(lane) <= self.now():
            booking = await self._windows.take()
            if booking is not None:
                return self._grant(lane, booking)
        if lane == "interactive" and self._lanes["bulk"].waiting():
            self._start_pacing()
        waiter: asyncio.Future[LocalPermit] = self._loop.create_future()
        line.append(waiter)
        self._wake(self._free_at(lane))
        try:
            return await waiter
        except asyncio.CancelledError:
            if waiter.done() and not waiter.cancelled() and waiter.exception() is None:
                waiter.result().cancelled()
            raise

    def _free_at(self, lane: Lane) -> float:
        """Return when the next call of a lane may go, as far as is known now."""
        return max(self._held_back_until(lane), self._windows.free_at())

    def _held_back_until(self, lane: Lane) -> float:
        paced = lane == "bulk" and self.now() < self._paced_until
        return self._bulk_not_before if paced else -math.inf

    # -- granting --------------------------------------------------------------------------

    async def _run(self) -> None:
        """Grant permits as places become free, until nobody waits."""
        try:
            while (lane := self._next_lane()) is not None:
                free_at = self._free_at(lane)
                if free_at > self.now():
                    await self._until(free_at)
                elif (booking := await self._windows.take()) is not None:
                    self._hand_over(booking)
        except SmartleadError as error:
            self._refuse_all(error)

    def _hand_over(self, booking: Booking) -> None:
        """Give a place to whoever is next by now."""
        lane = self._next_lane()
        if lane is None:
            booking.withdraw()
        else:
            self._lanes[lane].pop().set_result(self._grant(lane, booking))

    def _grant(self, lane: Lane, booking: Booking) -> LocalPermit:
        if lane == "bulk":
            self._overtaken = 0
            self._bulk_not_before = self.now() + self._spacing
        elif self._lanes["bulk"].waiting():
            self._overtaken += 1
        return LocalPermit(self, booking)

    def _refuse_all(self, error: SmartleadError) -> None:
        for lane in self._lanes.values():
            while lane.waiting():
                lane.pop().set_exception(type(error)(*error.args))

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

    def _wake_who_waits(self) -> None:
        """Let the pump look again at when a place is free, and end if nobody waits any more."""
        if self._next_lane() is not None or self._pump_waits_until == math.inf:
            self._wake(self._windows.free_at())

    def _wake(self, reason_at: float) -> None:
        """See to it that the pump runs, and does not wait for longer than it has to."""
        if self._pump_runs() and reason_at >= self._pump_waits_until:
            return
        if self._pump is not None:
            self._pump.cancel()
        self._pump_waits_until = -math.inf
        if self._next_lane() is not None:
            self._pump = self._loop.create_task(self._run(), name="smartlead rate limiter")

    def _pump_runs(self) -> bool:
        return self._pump is not None and not self._pump.done()

    # -- what permits report ---------------------------------------------------------------

    def departed(self, booking: Booking, at: float) -> None:
        """Take note of a request that is going out."""
        booking.departed(self._with_margins(at + self._delays.bound))
        self._wake_who_waits()

    def answered(self, booking: Booking, sent_at: float) -> None:
        """Take note of an answer: it is known now how late the request can have arrived."""
        round_trip = self.now() - sent_at
        self._delays.learn(round_trip)
        if len(self._early) < _EARLY_ANSWERS:
            # the first answers are understood better once there are some to compare them with
            self._early.append((booking, sent_at, round_trip))
            for early in self._early:
                self._arrived(*early)
        else:
            self._arrived(booking, sent_at, round_trip)
        self._wake_who_waits()

    def _arrived(self, booking: Booking, sent_at: float, round_trip: float) -> None:
        arrived = sent_at + self._delays.arrived_within(round_trip)
        booking.arrived(self._with_margins(arrived))

    def unanswered(self, booking: Booking, sent_at: float) -> None:
        """Take note of a request given up now, which may only just have arrived."""
        booking.arrived(self._with_margins(max(self.now(), sent_at + self._delays.bound)))

    def unsent(self, booking: Booking) -> None:
        """Give the place of a request that never went out to the next in line."""
        booking.withdraw()
        self._wake(-math.inf)

    def _with_margins(self, arrived: float) -> float:
        return arrived + self._delays.widening + _LOOP_JITTER

    # -- what answers teach ----------------------------------------------------------------

    def learn(
        self, status: int, headers: Mapping[str, str], retry_after: float | None, sent_at: float
    ) -> None:
        """Take note of an answer to a request that left at ``sent_at``."""
        self._reported = reported_limit(headers) or self._reported
        if status == 429:
            self._pause(headers, retry_after, sent_at)
        else:
            if sent_at > self._last_strike:
                self._strikes = 0
            self._delays.succeeded()
        if remaining_is_zero(headers) and (reset := seconds_until_reset(headers)):
            self._windows.pause(self.now() + reset)

    def _pause(self, headers: Mapping[str, str], retry_after: float | None, sent_at: float) -> None:
        """Pause the whole key; one strike per pause, not one per 429."""
        self._rate_limited += 1
        first_of_storm = sent_at > self._last_strike
        strikes = self._strikes if first_of_storm else self._strikes - 1
        seconds = pause_after_429(headers, retry_after=retry_after, strikes=strikes)
        if first_of_storm:
            self._last_strike = self.now()
            self._strikes += 1
            self._learn_from_strike(sent_at)
            _log.warning("429: all calls on this key pause for %.1f s", seconds)
        self._windows.pause(self.now() + seconds + random.uniform(0.0, _PAUSE_JITTER))
        self._start_pacing()

    def _learn_from_strike(self, sent_at: float) -> None:
        """Allow for more delay, unless what was sent before this limiter came may be the cause."""
        if sent_at > self._alone_since:
            self._delays.refused()

    def _start_pacing(self) -> None:
        self._paced_until = self.now() + _PACING_LASTS


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

    def size(self) -> int:
        """Return how many wait."""
        return sum(not waiter.done() for waiter in [*self.repeats, *self.first_attempts])

    def pop(self) -> asyncio.Future[LocalPermit]:
        """Remove and return the waiter whose turn it is."""
        return (self.repeats or self.first_attempts).popleft()
