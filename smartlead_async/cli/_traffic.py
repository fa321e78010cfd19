"""What the requests of a job amount to, against the rate limit (pure)."""

from __future__ import annotations

import math
from typing import Final

from attrs import define

from smartlead_async import AttemptInfo, RateLimit

__all__ = ["LIMIT", "Traffic", "share_of_limit"]

LIMIT: Final = RateLimit(10, 2.0)
"""What the service allows a key."""


@define
class Traffic:
    """Counts the attempts of a client; meant as its ``on_attempt``.

    Attributes:
        requests: Requests made.
        rate_limited: How many of them were answered 429.
        round_trip: Seconds of the fastest of them.
    """

    requests: int = 0
    rate_limited: int = 0
    round_trip: float = math.inf

    def __call__(self, info: AttemptInfo) -> None:
        """Count an attempt."""
        self.requests += 1
        self.rate_limited += info.status == 429
        self.round_trip = min(self.round_trip, info.elapsed_s)


def share_of_limit(requests: int, elapsed: float, *, round_trip: float) -> float | None:
    """Return which part of the speed that the limit allows was reached, from 0 to 1.

    The ideal for n requests is ``per_seconds · ⌊(n - 1) / max_requests⌋`` and one round trip.

    Args:
        requests: Requests made.
        elapsed: Seconds they took.
        round_trip: Seconds of one.

    Returns:
        The share; None for so few requests that the limit does not slow them down.
    """
    windows = (requests - 1) // LIMIT.max_requests
    if windows < 1 or elapsed <= 0:
        return None
    return (LIMIT.per_seconds * windows + round_trip) / elapsed
