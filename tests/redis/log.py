"""Looks into the log that the limiter keeps in Redis."""

from __future__ import annotations

from redis import Redis

from smartlead_async import RateLimit

# A second, ample limit lets the log remember a minute of requests.
A_MINUTE = RateLimit(100_000, 60.0)


def entries(url: str, key_id: str) -> list[float]:
    """Return when each request counts, in seconds by the clock of Redis."""
    with Redis.from_url(url) as client:
        pairs = client.zrange(_log(key_id), 0, -1, withscores=True)
    return [score / 1_000_000 for _, score in pairs]


def processes(url: str, key_id: str) -> set[str]:
    """Return by what names the processes go that have read an answer of this Redis."""
    with Redis.from_url(url, decode_responses=True) as client:
        names = [entry.partition("-") for entry in client.zrange(_log(key_id), 0, -1)]
    return {name for name, _, number in names if number != "0"}


def _log(key_id: str) -> str:
    return f"smartlead:{{{key_id}}}:log"


def fullest(times: list[float], limit: RateLimit) -> int:
    """Return the greatest number of entries in any half-open window of the limit."""
    return max(sum(start <= time < start + limit.per_seconds for time in times) for start in times)
