"""What answers teach about the way to the server (pure)."""

from __future__ import annotations

import math
from typing import Final

__all__ = ["Delays"]

_LEAST_BOUND: Final = 0.02  # seconds
_GREATEST_BOUND: Final = 0.5  # seconds
_ANSWERS_PER_TRIAL: Final = 10  # of a tighter bound
_CAUTION: Final = 1.5  # standard errors
_WIDENING: Final = 0.02  # seconds for a 429
_SUCCESSES_PER_RECOVERY: Final = 1000
_RECOVERY: Final = 0.01  # seconds, or a hundredth of the share
_LEAST_SHARE: Final = 0.5  # as if both ways took the same time
_SUCCESSES_PER_STEP: Final = 200
_STEP: Final = 0.02  # of the share
_REFUTED_BEYOND: Final = 0.1  # above the share at which a 429 came, all that is less is refuted


class Delays:
    """Learns how long after its departure a request may have reached the server, in seconds.

    It has arrived by the time of its answer less the least way back. Of what an answer took beyond
    the least round trip, ever less is put down to the way there, as long as no 429 refutes it. And
    it has arrived within a bound, which only matters where answers are later than it allows for (a
    server that works for long after it has counted the request): only there a tighter one is tried.

    Attributes:
        bound: The longest way to the server to allow for.
        widening: What to add to every window, since 429s refuted even the greatest bound.
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
        """Take note of an answer that came after so many seconds."""
        self._shortest = min(self._shortest, round_trip)
        self._sum += round_trip
        self._answers += 1
        self._late += round_trip - self._least() > self.bound
        if self._answers % _ANSWERS_PER_TRIAL == 0:
            self._try_tighter()

    def arrived_within(self, round_trip: float) -> float:
        """Return the longest that a request answered after ``round_trip`` was on its way."""
        return min(self._share * (round_trip - self._least()), self.bound)

    def usual_stay(self, window: float) -> float:
        """Return how long after its departure a request usually gives up its place in a window.

        The window counts from its arrival, which only its answer tells. Without one, the bound
        holds.
        """
        if not self._answers:
            return window
        mean = self._sum / self._answers
        return min(max(mean, window + self.arrived_within(mean)), window + self.bound)

    def _least(self) -> float:
        """Return the least round trip to expect: the fewer were seen, the further below them."""
        mean = self._sum / self._answers
        spread = max(mean - self._shortest, self._shortest / self._answers)
        return max(0.0, self._shortest - _CAUTION * spread / math.sqrt(self._answers))

    def _try_tighter(self) -> None:
        if self._late > _ANSWERS_PER_TRIAL // 2:
            self.bound = max(self._refuted, self.bound / 2)
        self._late = 0

    def refused(self) -> None:
        """Allow for more after a 429: a longer way, at the greatest bound a wider window.

        But the first 429 may be due to a burst that the server does not like, and bursts end there.
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
        """Slowly dare more, and forget what was refuted."""
        self._successes += 1
        if self._successes % _SUCCESSES_PER_STEP == 0:
            self._share = max(self._least_share, self._share - _STEP)
        if self._successes % _SUCCESSES_PER_RECOVERY == 0:
            self.widening = max(0.0, self.widening - _RECOVERY)
            self._refuted = max(_LEAST_BOUND, self._refuted - _RECOVERY)
            self._least_share = max(_LEAST_SHARE, self._least_share - _RECOVERY)
