"""One rate limit as a ring of places: an exact sliding log."""

from __future__ import annotations

import math
from heapq import heappop, heappush
from itertools import count

from .._options import RateLimit

__all__ = ["Ring", "Slot"]


class Slot:
    """One of a ring's ``max_requests`` places.

    It is free ``per_seconds`` after the latest moment at which its request may have arrived.
    """

    __slots__ = ("free_at", "owner", "sent_at", "ticket")

    def __init__(self) -> None:
        self.free_at = -math.inf
        self.owner: object = None
        self.sent_at: float | None = None  # while its answer is awaited
        self.ticket = -1  # the number of its heap entry; -1 while its request is not sent yet


class Ring:
    """At most ``max_requests`` requests in any window of ``per_seconds`` at the server.

    Args:
        limit: The limit to keep.
    """

    def __init__(self, limit: RateLimit) -> None:
        self.limit = limit
        self._heap: list[tuple[float, int, Slot]] = []
        self._made = 0
        self._tickets = count()

    def free_at(self) -> float:
        """Return the loop time at which the next slot is free; inf if only permits hold them."""
        if self._made < self.limit.max_requests:
            return -math.inf
        head = self._head()
        return math.inf if head is None else head.free_at

    def free_slots(self, now: float) -> int:
        """Return how many requests may go out at ``now``."""
        unmade = self.limit.max_requests - self._made
        return unmade + sum(
            1 for free_at, ticket, slot in self._heap if ticket == slot.ticket and free_at <= now
        )

    def likely_free(self, now: float, stay: float) -> list[float]:
        """Return when each slot is likely to be free, in order.

        Args:
            now: The current time. Requests with a permit are expected to go out now.
            stay: Seconds for which a request usually keeps its slot, from its departure on.
        """
        held = [slot for _, ticket, slot in self._heap if ticket == slot.ticket]
        times = [s.free_at if s.sent_at is None else s.sent_at + stay for s in held]
        unmade = self.limit.max_requests - self._made
        unsent = self._made - len(held)
        return sorted([-math.inf] * unmade + times + [now + stay] * unsent)

    def take(self, owner: object) -> Slot:
        """Return the slot that is free first.

        Args:
            owner: What holds it from now on.
        """
        slot = self._pop()
        slot.owner, slot.ticket = owner, -1
        return slot

    def hold(self, slot: Slot, until: float) -> None:
        """Keep the slot until a loop time."""
        self._push(slot, until)

    def refund(self, slot: Slot) -> None:
        """Free a slot at once: its request was never sent."""
        slot.owner = slot.sent_at = None
        self._push(slot, -math.inf)

    def _pop(self) -> Slot:
        head = self._head()
        full = self._made == self.limit.max_requests
        if head is not None and (full or head.free_at == -math.inf):
            return heappop(self._heap)[2]
        self._made += 1
        return Slot()

    def _head(self) -> Slot | None:
        heap = self._heap
        while heap and heap[0][1] != heap[0][2].ticket:
            heappop(heap)
        return heap[0][2] if heap else None

    def _push(self, slot: Slot, free_at: float) -> None:
        slot.free_at, slot.ticket = free_at, next(self._tickets)
        heappush(self._heap, (free_at, slot.ticket, slot))
