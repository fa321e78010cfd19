"""The windows of a key, in which each request takes a place: the protocol and those in memory."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Sequence
from typing import Protocol

from .._options import RateLimit
from .ring import Ring, Slot

__all__ = ["Booking", "LocalWindows", "Windows"]


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

    @probe_next.setter
    def probe_next(self, value: bool) -> None: ...

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


class LocalWindows:
    """Windows in memory, for one event loop.

    Args:
        limits: The limits to keep, all of which apply at once.
    """

    instant = True

    def __init__(self, limits: Sequence[RateLimit]) -> None:
        self.paused_until = -math.inf
        self.probe_next = False
        self._rings = [Ring(limit) for limit in limits]
        self._loop = asyncio.get_running_loop()

    def free_at(self) -> float:
        """Return when every ring has a free slot and no pause is on."""
        return max(self.paused_until, *[ring.free_at() for ring in self._rings])

    def foresee(self, ahead: int, stay: Callable[[float], float]) -> float:
        """Play through the queue, as far as it matters for the last request.

        In a ring of 10 slots, request 25 takes the slot of request 15, and that one the slot of
        request 5, which takes the sixth to come free.
        """
        now = self._loop.time()
        first = max(now, self.paused_until)
        stays = [stay(ring.limit.per_seconds) for ring in self._rings]
        free = [ring.likely_free(now, s) for ring, s in zip(self._rings, stays, strict=True)]
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

    async def take(self) -> Booking | None:
        """Return a slot of every ring."""
        booking = _Slots()
        for ring in self._rings:
            booking.places.append((ring, await ring.take(booking)))
        return booking

    def pause(self, until: float, *, probe: bool) -> None:
        """Let nothing out until a loop time, and then one request alone if ``probe``."""
        self.paused_until = max(self.paused_until, until)
        self.probe_next |= probe

    def free_slots(self) -> int:
        """Return how many requests may go out at once."""
        now = self._loop.time()
        return 0 if now < self.paused_until else min(ring.free_slots(now) for ring in self._rings)


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

    __slots__ = ("places",)

    def __init__(self) -> None:
        self.places: list[tuple[Ring, Slot]] = []

    def departed(self, at: float, latest: float) -> None:
        for ring, slot in self.places:
            ring.hold(slot, latest + ring.limit.per_seconds)
            slot.sent_at = at

    def arrived(self, latest: float) -> None:
        for ring, slot in self.places:
            if slot.owner is self:  # else a later request has taken it meanwhile
                ring.hold(slot, latest + ring.limit.per_seconds)
                slot.sent_at = None

    def withdraw(self) -> None:
        for ring, slot in self.places:
            ring.refund(slot)
