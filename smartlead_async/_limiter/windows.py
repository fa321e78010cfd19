"""Where a request finds a place in every window of a key: the seam between queue and store."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Callable, Sequence
from typing import Protocol

from .._options import RateLimit
from .ring import Ring, Slot

__all__ = ["Booking", "LocalWindows", "Windows"]


class Booking(Protocol):
    """The place of one request. All times are times of the event loop, in seconds."""

    def departed(self, at: float, latest: float) -> None:
        """The request left at ``at`` and reaches the server by ``latest``."""

    def arrived(self, latest: float) -> None:
        """It is known now that the request reached the server by ``latest``, if it ever did."""

    def withdraw(self) -> None:
        """The request was never sent: its place is free."""


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
        """Whether the next request goes out alone, since the pause was longer than is believed."""
        ...

    @probe_next.setter
    def probe_next(self, value: bool) -> None: ...

    def free_at(self) -> float:
        """Return when to ask for a place: a loop time, inf if others must give one back first."""
        ...

    def foresee(self, ahead: int, stay: Callable[[float], float]) -> float:
        """Return when the request after ``ahead`` others is likely to go out: a loop time.

        Args:
            ahead: How many requests go before it, each as soon as it may.
            stay: Returns for how long after its departure a request usually takes up a place in a
                window of so many seconds.
        """
        ...

    async def take(self) -> Booking | None:
        """Return a place, or None if :meth:`free_at` has moved on.

        Raises:
            RateLimiterUnavailableError: The store does not answer.
        """
        ...

    def pause(self, until: float, *, probe: bool) -> None:
        """Let nothing out until that loop time, and then perhaps a probe first."""

    def free_slots(self) -> int | None:
        """Return how many requests may go out at once, None if that is not known here."""
        ...


class LocalWindows:
    """Windows that this event loop has to itself.

    Args:
        limits: The limits to keep, all at once.
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
        """Play through who takes which slot of every ring when."""
        now = self._loop.time()
        turn = max(now, self.paused_until)
        stays = [stay(ring.limit.per_seconds) for ring in self._rings]
        free = [deque(r.likely_free(now, s)) for r, s in zip(self._rings, stays, strict=True)]
        for _ in range(ahead + 1):
            turn = max(turn, *[times.popleft() for times in free])
            for times, seconds in zip(free, stays, strict=True):
                times.append(turn + seconds)
        return turn

    async def take(self) -> Booking | None:
        """Return a slot of every ring."""
        booking = _Slots()
        for ring in self._rings:
            booking.places.append((ring, await ring.take(booking)))
        return booking

    def pause(self, until: float, *, probe: bool) -> None:
        """Let nothing out until that loop time, and then perhaps a probe first."""
        self.paused_until = max(self.paused_until, until)
        self.probe_next |= probe

    def free_slots(self) -> int:
        """Return how many requests may go out at once."""
        now = self._loop.time()
        return 0 if now < self.paused_until else min(ring.free_slots(now) for ring in self._rings)


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
