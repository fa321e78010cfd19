"""Estimate when a request reached the server, from the round trips seen so far."""

from __future__ import annotations

import math
from typing import Final

__all__ = ["Delays"]

_LEAST_BOUND: Final = 0.02  # seconds; a busy event loop alone may be that late
_GREATEST_BOUND: Final = 0.5  # seconds
_ANSWERS_PER_TRIAL: Final = 10  # answers between two attempts at a tighter bound
_CAUTION: Final = 1.5  # standard errors
_WIDENING: Final = 0.02  # seconds per 429
_SUCCESSES_PER_RECOVERY: Final = 1000
_RECOVERY: Final = 0.01  # seconds, or a hundredth of the share
_LEAST_SHARE: Final = 0.5  # as if both ways took the same time
_SUCCESSES_PER_STEP: Final = 200
_STEP: Final = 0.02  # of the share
_REFUTED_BEYOND: Final = 0.1  # a 429 at share 0.6 refutes every share below 0.7


class Delays:
    """Learns how late a request may have reached the server, in seconds.

    The server counts a request when it arrives, and the client only sees when the answer comes.
    Example: the fastest round trip is 80 ms, and an answer comes after 95 ms. The request was at
    most 15 ms slower on its way than the fastest one, so it counts from 15 ms after it was sent,
    and its place in a window of 2 s is free after 2.015 s. The part of the way that is the same
    for all requests shifts them all and does not matter.

    That is the worst case: some of the 15 ms may belong to the way back. So the share that counts
    shrinks from 1.0 towards 0.5 (7.5 ms) as calls succeed. A 429 sets it back to 1.0.

    A request that is not answered yet counts from ``bound`` after it was sent. The bound also caps
    late answers: a server that works for 700 ms after it has counted a request would otherwise
    keep its place taken for 700 ms too long. Where most answers are that late, a tighter bound is
    tried: 500 ms, 250 ms, 125 ms and so on, until a 429 refutes it.

    Attributes:
        bound: The longest delay on the way to allow for.
        widening: Seconds to add to every window, after 429s in spite of the greatest bound.
    """

    def __init__(self) -> None:
        self.bound = _GREATEST_BOUND
        self.widening = 0.0
        self._refuted = _LEAST_BOUND
        self._share = 1.0
        self._least_share = _LEAST_SHARE
        self._was_refused = False
        self._shortest = math.inf
        self._sum = 0.0
        self._answers = self._late = self._successes = 0

    def learn(self, round_trip: float) -> None:
        """Learn from an answer that came after ``round_trip`` seconds."""
        self._shortest = min(self._shortest, round_trip)
        self._sum += round_trip
        self._answers += 1
        self._late += round_trip - self._least() > self.bound
        if self._answers % _ANSWERS_PER_TRIAL == 0:
            self._try_tighter()

    def arrived_within(self, round_trip: float) -> float:
        """Return how late a request answered after ``round_trip`` may have arrived."""
        return min(self._share * (round_trip - self._least()), self.bound)

    def usual_stay(self, window: float) -> float:
        """Return how long a request usually keeps its place in a window, from its departure on.

        At least until its answer comes, which tells when it arrived, or until the bound is over.
        """
        if not self._answers:
            return window
        mean = self._sum / self._answers
        return min(max(mean, window + self.arrived_within(mean)), window + self.bound)

    def _least(self) -> float:
        """Return the fastest round trip to expect.

        A faster one may still come, so this stays below the fastest seen: after two answers of
        80 ms it is 38 ms, after ten 76 ms.
        """
        mean = self._sum / self._answers
        spread = max(mean - self._shortest, self._shortest / self._answers)
        return max(0.0, self._shortest - _CAUTION * spread / math.sqrt(self._answers))

    def _try_tighter(self) -> None:
        if self._late > _ANSWERS_PER_TRIAL // 2:
            self.bound = max(self._refuted, self.bound / 2)
        self._late = 0

    def refused(self) -> None:
        """Allow for more delay after a 429: a greater share, then a longer bound, a wider window.

        The first 429 alone changes no bound. The server may dislike bursts, and pacing ends those.
        """
        first, self._was_refused = not self._was_refused, True
        if self._share < 1.0:
            self._least_share = min(1.0, self._share + _REFUTED_BEYOND)
            self._share = 1.0
        elif not first:
            self._widen()

    def _widen(self) -> None:
        if self.bound >= _GREATEST_BOUND:
            self.widening += _WIDENING
        self.bound = self._refuted = min(_GREATEST_BOUND, self.bound * 2)

    def succeeded(self) -> None:
        """Allow for a little less delay after a success, and slowly forget the 429s."""
        self._successes += 1
        if self._successes % _SUCCESSES_PER_STEP == 0:
            self._share = max(self._least_share, self._share - _STEP)
        if self._successes % _SUCCESSES_PER_RECOVERY == 0:
            self.widening = max(0.0, self.widening - _RECOVERY)
            self._refuted = max(_LEAST_BOUND, self._refuted - _RECOVERY)
            self._least_share = max(_LEAST_SHARE, self._least_share - _RECOVERY)
