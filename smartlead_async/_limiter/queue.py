"""Who waits in one lane, in which order, and how long a pause each would wait out."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Generic, TypeAlias, TypeVar

from .protocol import KeyPaused

__all__ = ["Line", "Queue"]

T = TypeVar("T")
Line: TypeAlias = OrderedDict[asyncio.Future[T], float]
"""Waiters in order of arrival, each with the longest pause that it waits out, in seconds."""


class Queue(Generic[T]):
    """One lane: repeated attempts first, then first attempts, each in order of arrival.

    Whoever gives up leaves its line.
    """

    __slots__ = ("first_attempts", "repeats")

    def __init__(self) -> None:
        self.first_attempts: Line[T] = OrderedDict()
        self.repeats: Line[T] = OrderedDict()

    def waiting(self) -> bool:
        """Return whether anybody waits, forgetting those at the head who gave up just now."""
        for line in (self.repeats, self.first_attempts):
            while line and next(iter(line)).done():
                line.popitem(last=False)
        return bool(self.repeats or self.first_attempts)

    def size(self) -> int:
        """Return how many wait."""
        return self.ahead_of(again=False)

    def ahead_of(self, *, again: bool) -> int:
        """Return how many go before a call that joins now."""
        line = self.repeats if again else [*self.repeats, *self.first_attempts]
        return sum(not waiter.done() for waiter in list(line))

    def pop(self) -> asyncio.Future[T]:
        """Remove and return the waiter whose turn it is."""
        return (self.repeats or self.first_attempts).popitem(last=False)[0]

    def refuse_the_impatient(self, pause: float) -> None:
        """Send away who would not wait out a pause of so many seconds."""
        for line in (self.repeats, self.first_attempts):
            impatient = [waiter for waiter, patience in line.items() if patience < pause]
            for waiter in impatient:
                del line[waiter]
                if not waiter.done():
                    waiter.set_exception(KeyPaused(pause))
