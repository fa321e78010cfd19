"""The calls that wait in one lane, in order."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Generic, TypeAlias, TypeVar

from .protocol import KeyPaused

__all__ = ["Line", "Queue"]

T = TypeVar("T")
Line: TypeAlias = OrderedDict[asyncio.Future[T], float]
"""Waiters in order of arrival, each with the longest pause that it would wait out, in seconds."""


class Queue(Generic[T]):
    """One lane: repeats first, then first attempts, each in order of arrival."""

    __slots__ = ("first_attempts", "repeats")

    def __init__(self) -> None:
        self.first_attempts: Line[T] = OrderedDict()
        self.repeats: Line[T] = OrderedDict()

    def waiting(self) -> bool:
        """Return whether any call waits; drop those at the head that gave up just now."""
        for line in (self.repeats, self.first_attempts):
            while line and next(iter(line)).done():
                line.popitem(last=False)
        return bool(self.repeats or self.first_attempts)

    def size(self) -> int:
        """Return how many calls wait."""
        return self.ahead_of(again=False)

    def ahead_of(self, *, again: bool) -> int:
        """Return how many calls are ahead of one that joins now."""
        return len(self.repeats) + (0 if again else len(self.first_attempts))

    def pop(self) -> asyncio.Future[T]:
        """Remove and return the first waiter."""
        return (self.repeats or self.first_attempts).popitem(last=False)[0]

    def refuse_the_impatient(self, pause: float) -> None:
        """Turn away the calls that would not wait out a pause of ``pause`` seconds."""
        for line in (self.repeats, self.first_attempts):
            impatient = [waiter for waiter, patience in line.items() if patience < pause]
            for waiter in impatient:
                del line[waiter]
                if not waiter.done():
                    waiter.set_exception(KeyPaused(pause))
