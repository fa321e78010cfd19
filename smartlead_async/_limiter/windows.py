"""The windows of a key, in which each request takes a place: the protocol and those in memory."""

from __future__ import annotations

import asyncio
import contextlib
import math
import os
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Protocol
from weakref import WeakSet

from .._options import RateLimit
from .ring import Ring, Slot

if TYPE_CHECKING:
    from aiolimiter import AsyncLimiter

__all__ = ["Booking", "KeyWindows", "LocalWindows", "Windows", "lock"]

lock: Final = threading.RLock()
"""Held for some microseconds by whoever reads or changes windows in memory, of any key."""

if hasattr(os, "register_at_fork"):  # a child must not inherit it from a thread that it lacks
    os.register_at_fork(
        before=lock.acquire, after_in_parent=lock.release, after_in_child=lock.release
    )


class Booking(Protocol):
    """The place of one request. All times are times of the event loop, in seconds."""

    def departed(self, at: float, latest: float) -> None:
        """Learn that the request left at ``at`` and reaches the server by ``latest``."""

    def arrived(self, latest: float) -> None:
        """Learn that the request reached the server by ``latest``, if at all."""

    def withdraw(self) -> None:
        """Give the place back: the request was never sent."""


class Windows(Protocol):
    """All windows of one key, as one event loop sees them.

    Attributes:
        instant: Whether :meth:`take` never waits.
    """

    instant: bool

    @property
    def paused_until(self) -> float:
        """The loop time before which nothing goes out."""
        ...

    @property
    def probe_next(self) -> bool:
        """Whether the next request goes out alone, after a pause that was cut to an hour."""
        ...

    def probe_leaves(self) -> None:
        """Learn that the next request goes out alone now."""

    def probe_ended(self, *, answered: bool) -> None:
        """Learn how it ended: answered, all may go, else the next one goes out alone."""

    def free_at(self) -> float:
        """Return the loop time at which to ask for a place; inf if others hold them all."""
        ...

    def foresee(self, ahead: int, stay: Callable[[float], float], /) -> float:
        """Return the loop time at which the request after ``ahead`` others is likely to go out.

        Args:
            ahead: Number of requests before it, each of which goes out as soon as it may.
            stay: Returns the seconds for which a request usually keeps its place in a window of
                so many seconds, from its departure on.
        """
        ...

    async def take(self) -> Booking | None:
        """Return a place, or None if :meth:`free_at` has become later.

        Raises:
            RateLimiterUnavailableError: The store does not answer.
        """
        ...

    def pause(self, until: float, *, probe: bool) -> None:
        """Let nothing out until a loop time, and then one request alone if ``probe``."""

    def free_slots(self) -> int | None:
        """Return how many requests may go out at once; None if only a shared store knows."""
        ...


class Listener(Protocol):
    """The limiter of one event loop, as the other event loops see it."""

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The event loop."""
        ...

    def look_again(self) -> None:
        """Learn that another event loop has changed the windows."""


class KeyWindows:
    """The windows of a key in memory, for all event loops whose clock is the same.

    Args:
        limits: The limits to keep, all of which apply at once.

    Attributes:
        listeners: The limiters that take places here, one for each event loop.
        probing: Whether a request is out alone, which tries if a pause is over.
    """

    def __init__(self, limits: Sequence[RateLimit]) -> None:
        self.limits = tuple(limits)
        self.rings = [Ring(limit) for limit in limits]
        self.listeners: WeakSet[Listener] = WeakSet()
        self.paused_until = -math.inf
        self.probe_next = self.probing = False

    def free_slots(self, now: float) -> int:
        """Return how many requests may go out at once."""
        with lock:
            if now < self.paused_until:
                return 0
            return min(ring.free_slots(now) for ring in self.rings)

    def are_idle(self, now: float) -> bool:
        """Return whether nobody would miss them: no pause, and every place is free."""
        with lock:
            free = (ring.free_slots(now) == ring.limit.max_requests for ring in self.rings)
            return now >= self.paused_until and not self.listeners and all(free)

    def tell_others(self, here: asyncio.AbstractEventLoop) -> None:
        """Let the limiters of other event loops look again."""
        if len(self.listeners) < 2:
            return
        with lock:
            others = [listener for listener in self.listeners if listener.loop is not here]
        for other in others:
            with contextlib.suppress(RuntimeError):  # its event loop is closed
                other.loop.call_soon_threadsafe(other.look_again)


class LocalWindows:
    """Windows in memory, as one event loop sees them.

    Each place has a bucket of aiolimiter here, which lets one request through in ``per_seconds``.
    It belongs to this event loop, and has drained whenever the place is free.

    Args:
        limits: The limits to keep, all of which apply at once.
        shared: The windows to share with other event loops; by default new ones.
    """

    instant = True

    def __init__(self, limits: Sequence[RateLimit], shared: KeyWindows | None = None) -> None:
        self.shared = shared or KeyWindows(limits)
        self._buckets: dict[Slot, AsyncLimiter] = {}
        self._loop = asyncio.get_running_loop()

    @property
    def paused_until(self) -> float:
        """The loop time before which nothing goes out."""
        return self.shared.paused_until

    @property
    def probe_next(self) -> bool:
        """Whether the next request goes out alone."""
        return self.shared.probe_next

    def probe_leaves(self) -> None:
        self.shared.probe_next, self.shared.probing = False, True

    def probe_ended(self, *, answered: bool) -> None:
        self.shared.probe_next |= not answered
        self.shared.probing = False
        self.changed()

    def free_at(self) -> float:
        """Return when every ring has a free slot, and neither a pause nor a probe is on."""
        shared = self.shared
        if shared.probing:
            return math.inf
        with lock:
            return max(shared.paused_until, *[ring.free_at() for ring in shared.rings])

    def foresee(self, ahead: int, stay: Callable[[float], float]) -> float:
        """Return when the last request of the queue is likely to get a slot of every ring.

        In a single ring of 10 slots, request 25 goes two rounds after request 5, which takes the
        sixth slot to come free.
        """
        now = self._loop.time()
        first = max(now, self.paused_until)
        rings = self.shared.rings
        stays = [stay(ring.limit.per_seconds) for ring in rings]
        with lock:
            free = [ring.likely_free(now, s) for ring, s in zip(rings, stays, strict=True)]
        if len(rings) > 1:
            return _last_turn(ahead, first, free, stays)
        rounds, place = divmod(ahead, len(free[0]))
        return max(first, free[0][place]) + rounds * stays[0]

    async def take(self) -> Booking | None:
        """Return a slot of every ring, or None if another event loop was faster."""
        with lock:
            if self.free_at() > self._loop.time():
                return None
            booking = _Slots(self)
        for ring, slot in booking.places:
            await self._bucket(ring, slot).acquire()
        return booking

    def refund(self, ring: Ring, slot: Slot) -> None:
        """Free a slot at once: its request was never sent."""
        self._buckets.pop(slot, None)  # it holds that request
        ring.refund(slot)

    def pause(self, until: float, *, probe: bool) -> None:
        """Let nothing out until a loop time, and then one request alone if ``probe``."""
        with lock:
            self.shared.paused_until = max(self.shared.paused_until, until)
            self.shared.probe_next |= probe
        self.changed()

    def free_slots(self) -> int:
        """Return how many requests may go out at once."""
        return self.shared.free_slots(self._loop.time())

    def changed(self) -> None:
        """Tell the other event loops that the windows have changed."""
        self.shared.tell_others(self._loop)

    def _bucket(self, ring: Ring, slot: Slot) -> AsyncLimiter:
        bucket = self._buckets.get(slot)
        if bucket is None:
            # slow to import, and never needed where a store keeps the windows
            from aiolimiter import AsyncLimiter  # noqa: PLC0415

            bucket = self._buckets[slot] = AsyncLimiter(1, ring.limit.per_seconds)
        return bucket


def _last_turn(
    ahead: int, first: float, free: Sequence[Sequence[float]], stays: Sequence[float]
) -> float:
    """Play through the queue, as far as it matters for the last request.

    In a ring of 10 slots, request 25 takes the slot of request 15, and that one the slot of
    request 5.

    Args:
        ahead: Number of requests before it.
        first: When the first request may go out.
        free: When each slot of each ring is likely to be free, in order.
        stays: Seconds for which a request keeps its slot in each ring.
    """
    turns: dict[int, float] = {}
    for number in _before(ahead, [len(times) for times in free]):
        turns[number] = max(
            first,
            *(
                times[number] if number < len(times) else turns[number - len(times)] + seconds
                for times, seconds in zip(free, stays, strict=True)
            ),
        )
    return turns[ahead]


def _before(number: int, sizes: Sequence[int]) -> list[int]:
    """Return a request and those whose slots it takes in rings of these sizes, in order."""
    found, new = {number}, [number]
    while new:
        latest = new.pop()
        earlier = {latest - size for size in sizes if latest >= size} - found
        found |= earlier
        new.extend(earlier)
    return sorted(found)


class _Slots:
    """One slot of every ring."""

    __slots__ = ("_token", "_windows", "places")

    def __init__(self, windows: LocalWindows) -> None:
        self._windows = windows
        self._token = object()  # not this object, by which a slot would keep an event loop alive
        self.places = [(ring, ring.take(self._token)) for ring in windows.shared.rings]

    def departed(self, at: float, latest: float) -> None:
        with lock:
            for ring, slot in self.places:
                ring.hold(slot, latest + ring.limit.per_seconds)
                slot.sent_at = at
        self._windows.changed()

    def arrived(self, latest: float) -> None:
        with lock:
            for ring, slot in self.places:
                if slot.owner is self._token:  # else a later request has taken it meanwhile
                    ring.hold(slot, latest + ring.limit.per_seconds)
                    slot.sent_at = None
        self._windows.changed()

    def withdraw(self) -> None:
        with lock:
            for ring, slot in self.places:
                self._windows.refund(ring, slot)
        self._windows.changed()
