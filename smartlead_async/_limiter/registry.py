"""One limiter per event loop and API key, kept while a client needs it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from weakref import WeakKeyDictionary, WeakValueDictionary

from .._errors import ConfigurationError
from .._options import RateLimit
from .local import LocalRateLimiter

__all__ = ["release_limiter", "shared_limiter"]

_limiters: WeakKeyDictionary[
    asyncio.AbstractEventLoop, WeakValueDictionary[str, LocalRateLimiter]
] = WeakKeyDictionary()


def shared_limiter(key_id: str, limits: Sequence[RateLimit], *, owner: object) -> LocalRateLimiter:
    """Return the limiter that all owners of a key share in the running event loop.

    Args:
        key_id: Hash of the API key.
        limits: The limits to keep.
        owner: Its user; held weakly.

    Raises:
        ConfigurationError: A living owner of the key has different limits.
    """
    limiters = _limiters.setdefault(asyncio.get_running_loop(), WeakValueDictionary())
    limiter = limiters.get(key_id)
    if limiter is None or (limiter.limits != tuple(limits) and not limiter.owners):
        limiter = limiters[key_id] = LocalRateLimiter(limits)
    if limiter.limits != tuple(limits):
        raise ConfigurationError(
            "another client of this API key already keeps different rate limits "
            f"({_words(limiter.limits)}): give all clients of one key the same rate_limits"
        )
    limiter.owners.add(owner)
    return limiter


def release_limiter(limiter: LocalRateLimiter, *, owner: object) -> None:
    """Release a limiter. It lives on until its latest requests have left every window.

    So a client that is made right afterwards still counts them.
    """
    limiter.owners.discard(owner)
    longest = max(limit.per_seconds for limit in limiter.limits)
    asyncio.get_running_loop().call_later(longest, _keep_alive, limiter)


def _keep_alive(_limiter: LocalRateLimiter) -> None:
    """Do nothing: the timer kept the limiter alive until now."""


def _words(limits: Sequence[RateLimit]) -> str:
    return ", ".join(f"{limit.max_requests} per {limit.per_seconds:g} s" for limit in limits)
