"""The limiter that all clients and tasks of an event loop share for one API key."""

from __future__ import annotations

import asyncio
import logging
import math
import random
from collections.abc import Mapping, Sequence
from typing import Final
from weakref import WeakSet

from .._errors import RateLimiterUnavailableError
from .._headers import pause_after_429, remaining_is_zero, reported_limit, seconds_until_reset
from .._options import RateLimit
from .delays import Delays
from .protocol import (
    LONGEST_PAUSE,
    KeyPaused,
    Lane,
    QueueTooLong,
    RateLimitState,
    ReportedLimit,
)
from .queue import Line, Queue
from .windows import Booking, LocalWindows, Windows

__all__ = ["LocalPermit", "LocalRateLimiter"]

_log = logging.getLogger("smartlead_async")

_LOOP_JITTER: Final = 0.003  # seconds at most from ``permit.sent()`` until the bytes go out
_ASKING: Final = 0.25  # seconds that asking a shared store may take, beyond a bounded wait
_EARLY_ANSWERS: Final = 10
_PACING_LASTS: Final = 30.0
_PAUSE_JITTER: Final = 0.05
_SAME_PAUSE: Final = 1.0  # seconds; a pause that grows by less is not logged again
_OVERTAKES: Final = 4  # interactive permits in a row while bulk waits


class LocalPermit:
    """The right to send one request; see the permit protocol."""

    __slots__ = ("_booking", "_limiter", "_sent_at")

    def __init__(self, limiter: LocalRateLimiter, booking: Booking) -> None:
        self._limiter = limiter
        self._booking = booking
        self._sent_at: float | None = None

    def sent(self) -> None:
        """Take the place from now on: the request is going out."""
        self._departure()

    def done(
        self, status: int, headers: Mapping[str, str], *, retry_after: float | None = None
    ) -> float:
        """Learn from the answer; return for how many seconds all calls on the key pause."""
        sent_at = self._departure()
        self._limiter.answered(self._booking, sent_at)
        pause = self._limiter.learn(status, headers, retry_after, sent_at)
        self._limiter.settled(self, answered=True)
        self._limiter.wake_who_waits()
        return pause

    def cancelled(self) -> None:
        """Give the permit up: nothing was sent, or no answer will come."""
        self._limiter.settled(self, answered=False)
        if self._sent_at is None:
            self._limiter.unsent(self._booking)
        else:
            self._limiter.unanswered(self._booking, self._sent_at)
        self._limiter.wake_who_waits()

    def _departure(self) -> float:
        if self._sent_at is None:
            self._sent_at = self._limiter.now()
            self._limiter.departed(self._booking, self._sent_at)
        return self._sent_at


class LocalRateLimiter:
    """Lets the calls of one event loop out in order, as the windows of one API key allow.

    A request counts from the latest moment at which it may have reached the server; see
    :class:`Delays`. Example for a window of 2 s and round trips of 80 ms:

    - Granted at 0.000 s: the place is taken, and nobody knows for how long.
    - Sent at 0.000 s: it arrives within 500 ms, so the place is free at 2.503 s (3 ms are for the
      event loop).
    - Answered at 0.095 s: it arrived at most 15 ms late, so the place is free at 2.018 s.

    One task, the pump, waits for the next free place while calls wait. It gives the place to the
    first in line at that moment. So a call that gives up costs no place, and a late interactive
    call still goes first.

    Args:
        limits: The limits to keep.
        windows: Where they are kept; by default in memory, for this event loop alone.

    Attributes:
        owners: The users of the limiter; held weakly.
        loop: Its event loop.
    """

    def __init__(self, limits: Sequence[RateLimit], windows: Windows | None = None) -> None:
        self.limits = tuple(limits)
        self.owners: WeakSet[object] = WeakSet()
        self.loop = asyncio.get_running_loop()
        self.now = self.loop.time
        self._windows = windows or LocalWindows(self.limits)
        self._lanes: dict[Lane, Queue[LocalPermit]] = {"interactive": Queue(), "bulk": Queue()}
        self._pump: asyncio.Task[None] | None = None
        self._pump_waits_until = -math.inf
        self._probe: LocalPermit | None = None
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
        """Return the current state; any thread may call this."""
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
        return await self.acquire_within(lane)

    async def acquire_within(
        self,
        lane: Lane,
        *,
        again: bool = False,
        longest_pause: float = math.inf,
        longest_wait: float = math.inf,
    ) -> LocalPermit:
        """Wait until a request may be sent, but not for too long; see the limiter protocol.

        Raises:
            KeyPaused: The key is paused, or a pause began, for longer than ``longest_pause``.
            QueueTooLong: The turn would come after ``longest_wait``, or did not come in time.
            RateLimiterUnavailableError: The limiter broke, or its store does not answer.
        """
        if self._windows.instant and not self._pump_runs() and self._free_at(lane) <= self.now():
            booking = await self._windows.take()
            if booking is not None:
                return self._grant(lane, booking)
        if (pause := self._windows.paused_until - self.now()) > longest_pause:
            raise KeyPaused(pause)
        if longest_wait < math.inf and (wait := self._foresee(lane, again=again)) > longest_wait:
            raise QueueTooLong(wait)
        if lane == "interactive" and self._lanes["bulk"].waiting():
            self._start_pacing()
        queue = self._lanes[lane]
        line = queue.repeats if again else queue.first_attempts
        return await self._wait_in(line, lane, longest_pause, longest_wait)

    async def _wait_in(
        self, line: Line[LocalPermit], lane: Lane, longest_pause: float, longest_wait: float
    ) -> LocalPermit:
        waiter: asyncio.Future[LocalPermit] = self.loop.create_future()
        line[waiter] = longest_pause
        if longest_wait < math.inf:
            allowed = longest_wait if self._windows.instant else longest_wait + _ASKING
            timer = self.loop.call_later(allowed, self._expire, line, waiter, longest_wait)
            waiter.add_done_callback(lambda _: timer.cancel())
        self._wake(self._free_at(lane))
        try:
            return await waiter
        except asyncio.CancelledError:
            line.pop(waiter, None)
            self._give_up(waiter)
            raise

    def _expire(
        self, line: Line[LocalPermit], waiter: asyncio.Future[LocalPermit], waited: float
    ) -> None:
        """Turn away a call whose turn did not come in time."""
        if line.pop(waiter, None) is not None and not waiter.done():
            waiter.set_exception(QueueTooLong(waited))
            self._rest_if_idle()

    def _foresee(self, lane: Lane, *, again: bool) -> float:
        """Return how many seconds a call that joins the queue now is likely to wait.

        Example for 10 requests in 2 s, all places free at 1.2 s, and 25 calls ahead: ten go at
        1.2 s, ten at 3.2 s, and this one goes with the last five at 5.2 s.

        The bulk calls that go between interactive ones are not counted.
        """
        ahead = self._lanes[lane].ahead_of(again=again)
        paced = min(self._held_back_until(lane) + ahead * self._spacing, self._paced_until)
        if lane == "bulk":
            ahead += self._lanes["interactive"].size()
        return max(paced, self._windows.foresee(ahead, self._usual_stay)) - self.now()

    def _usual_stay(self, per_seconds: float) -> float:
        return self._delays.usual_stay(self._with_margins(per_seconds))

    def _give_up(self, waiter: asyncio.Future[LocalPermit]) -> None:
        """Pass on the permit that a cancelled waiter has just been granted, if any."""
        if waiter.done() and not waiter.cancelled() and waiter.exception() is None:
            waiter.result().cancelled()
        else:
            self._rest_if_idle()

    def _rest_if_idle(self) -> None:
        """End the pump if nobody waits any more."""
        if self._next_lane() is None:
            self._wake(-math.inf)

    def _free_at(self, lane: Lane) -> float:
        """Return the earliest time at which the next call of a lane may go."""
        if self._probe is not None:
            return math.inf
        return max(self._held_back_until(lane), self._windows.free_at())

    def _held_back_until(self, lane: Lane) -> float:
        paced = lane == "bulk" and self.now() < self._paced_until
        return self._bulk_not_before if paced else -math.inf

    # -- granting --------------------------------------------------------------------------

    async def _run(self) -> None:
        """Grant permits as places come free, until nobody waits."""
        self._pump = asyncio.current_task()  # an eager task runs before it is returned
        try:
            while (lane := self._next_lane()) is not None:
                free_at = self._free_at(lane)
                if free_at > self.now():
                    await self._until(free_at)
                elif (booking := await self._windows.take()) is not None:
                    self._hand_over(booking)
                else:
                    self._refuse_the_impatient()  # another process may have paused the key
        except BaseException as error:  # without a pump, calls would wait for ever
            if self._pump is asyncio.current_task():  # not if another pump has replaced this one
                self._refuse_all(error)
            if not isinstance(error, Exception):
                raise

    def _hand_over(self, booking: Booking) -> None:
        """Give a place to the call that is first in line now."""
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
        permit = LocalPermit(self, booking)
        if self._windows.probe_next:
            self._windows.probe_leaves()
            self._probe = permit
        return permit

    def _refuse_all(self, error: BaseException) -> None:
        known = isinstance(error, RateLimiterUnavailableError)
        text = str(error) if known else f"the rate limiter broke ({type(error).__name__})"
        cause = error.__cause__ if known else error
        for lane in self._lanes.values():
            while lane.waiting():
                refusal = RateLimiterUnavailableError(text)
                refusal.__cause__ = cause
                lane.pop().set_exception(refusal)

    def _refuse_the_impatient(self) -> None:
        """Turn away the calls that would not wait out the current pause."""
        pause = self._windows.paused_until - self.now()
        if pause > 0:
            for lane in self._lanes.values():
                lane.refuse_the_impatient(pause)
            self._rest_if_idle()

    def _next_lane(self) -> Lane | None:
        bulk = self._lanes["bulk"].waiting()
        if self._lanes["interactive"].waiting():
            bulk_is_due = self._overtaken >= _OVERTAKES
            bulk_may_go = bulk and self._held_back_until("bulk") <= self.now()
            return "bulk" if bulk_is_due and bulk_may_go else "interactive"
        return "bulk" if bulk else None

    async def _until(self, moment: float) -> None:
        """Sleep. If a place comes free earlier, :meth:`_wake` starts the pump anew."""
        self._pump_waits_until = moment
        if moment == math.inf:
            await self.loop.create_future()
        await asyncio.sleep(moment - self.now())
        self._pump_waits_until = -math.inf

    def wake_who_waits(self) -> None:
        """Let the pump look again for a free place, or end if nobody waits any more."""
        if self._next_lane() is not None or self._pump_waits_until == math.inf:
            self._wake(self._windows.free_at())

    def _wake(self, reason_at: float) -> None:
        """Make sure that the pump runs, and sleeps no longer than until ``reason_at``."""
        if self._pump_runs() and reason_at >= self._pump_waits_until:
            return
        if self._pump is not None:
            self._pump.cancel()
            self._pump = None
        self._pump_waits_until = -math.inf
        if self._next_lane() is not None:
            self._pump = self.loop.create_task(self._run(), name="smartlead rate limiter")

    def _pump_runs(self) -> bool:
        return self._pump is not None and not self._pump.done()

    def look_again(self) -> None:
        """Learn that another event loop has changed the windows that this one shares with it."""
        self._refuse_the_impatient()
        self.wake_who_waits()

    # -- reports of permits ----------------------------------------------------------------

    def departed(self, booking: Booking, at: float) -> None:
        """Take the place of a request that goes out, for the longest time it may need."""
        booking.departed(at, self._with_margins(at + self._delays.bound))
        self.wake_who_waits()

    def answered(self, booking: Booking, sent_at: float) -> None:
        """Correct the place of a request: its answer tells how late it can have arrived.

        The first answers are judged again with each new one. Alone, an answer after 80 ms only
        shows that the request arrived within 80 ms. Ten such answers show that it arrived within
        4 ms, so all ten places come free 76 ms earlier.
        """
        round_trip = self.now() - sent_at
        self._delays.learn(round_trip)
        if len(self._early) < _EARLY_ANSWERS:
            self._early.append((booking, sent_at, round_trip))
            for early in self._early:
                self._arrived(*early)
        else:
            self._arrived(booking, sent_at, round_trip)

    def _arrived(self, booking: Booking, sent_at: float, round_trip: float) -> None:
        arrived = sent_at + self._delays.arrived_within(round_trip)
        booking.arrived(self._with_margins(arrived))

    def unanswered(self, booking: Booking, sent_at: float) -> None:
        """Correct the place of a request that was given up: it may have arrived just now."""
        booking.arrived(self._with_margins(max(self.now(), sent_at + self._delays.bound)))

    def unsent(self, booking: Booking) -> None:
        """Give the place of a request that was never sent to the next in line."""
        booking.withdraw()
        self._wake(-math.inf)

    def settled(self, permit: LocalPermit, *, answered: bool) -> None:
        """End a probe: after its answer all others may go, without one another probe goes."""
        if permit is self._probe:
            self._probe = None
            self._windows.probe_ended(answered=answered)

    def _with_margins(self, arrived: float) -> float:
        return arrived + self._delays.widening + _LOOP_JITTER

    # -- limits that answers tell ------------------------------------------------------------

    def learn(
        self, status: int, headers: Mapping[str, str], retry_after: float | None, sent_at: float
    ) -> float:
        """Learn from the answer to a request that was sent at ``sent_at``.

        Returns:
            For how many seconds all calls on the key pause.
        """
        self._reported = reported_limit(headers) or self._reported
        asked = 0.0
        if status == 429:
            asked = self._strike(headers, retry_after, sent_at)
        else:
            if sent_at > self._last_strike:
                self._strikes = 0
            self._delays.succeeded()
        if remaining_is_zero(headers):
            asked = max(asked, seconds_until_reset(headers) or 0.0)
        return self._pause(asked, status) if asked else 0.0

    def _strike(
        self, headers: Mapping[str, str], retry_after: float | None, sent_at: float
    ) -> float:
        """Return for how long a 429 asks to pause.

        Requests that were sent before the pause do not count again: ten 429s at once ask for a
        pause of 2 s, not of 2, 4, 8 s and so on.
        """
        self._rate_limited += 1
        first_of_storm = sent_at > self._last_strike
        strikes = self._strikes if first_of_storm else self._strikes - 1
        if first_of_storm:
            self._last_strike = self.now()
            self._strikes += 1
            self._learn_from_strike(sent_at)
        self._start_pacing()
        return pause_after_429(headers, retry_after=retry_after, strikes=strikes)

    def _pause(self, asked: float, status: int) -> float:
        """Pause the whole key and return for how long."""
        seconds, probe = min(asked, LONGEST_PAUSE), asked > LONGEST_PAUSE
        until = self.now() + seconds + random.uniform(0.0, _PAUSE_JITTER)
        paused_until = self._windows.paused_until
        if paused_until <= self.now() or until > paused_until + _SAME_PAUSE:
            reason = "429" if status == 429 else "the server says that no request is left"
            asks = f" (of {asked:.0f} s), then one request goes first" if probe else ""
            _log.warning("%s: all calls on this key pause for %.1f s%s", reason, seconds, asks)
        self._windows.pause(until, probe=probe)
        self._refuse_the_impatient()
        return seconds

    def _learn_from_strike(self, sent_at: float) -> None:
        """Allow for more delay, unless requests from before this limiter may be the cause."""
        if sent_at > self._alone_since:
            self._delays.refused()

    def _start_pacing(self) -> None:
        self._paced_until = self.now() + _PACING_LASTS
