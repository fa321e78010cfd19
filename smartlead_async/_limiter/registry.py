"""One limiter per event loop and API key, on windows that the event loops of the process share."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from typing import Final, cast
from weakref import WeakKeyDictionary

from .._errors import ConfigurationError
from .._options import RateLimit
from .local import LocalRateLimiter
from .windows import KeyWindows, LocalWindows, lock

__all__ = ["release_limiter", "shared_limiter"]


class _Clock:
    """The monotonic clock of the machine, on which event loops run."""


_MACHINE: Final = _Clock()
_windows: WeakKeyDictionary[object, dict[str, KeyWindows]] = WeakKeyDictionary()
"""By clock and by key. They outlive event loops: the next one counts the requests of the last."""


def shared_limiter(key_id: str, limits: Sequence[RateLimit], *, owner: object) -> LocalRateLimiter:
    """Return the limiter that all owners of a key share in the running event loop.

    The limiters of several event loops, in any threads, take their places in the same windows.

    Args:
        key_id: Hash of the API key.
        limits: The limits to keep.
        owner: Its user; held weakly.

    Raises:
        ConfigurationError: A living owner of the key has different limits.
    """
    loop = asyncio.get_running_loop()
    with lock:
        windows = _windows_of(key_id, tuple(limits), loop)
        limiter = next((each for each in _limiters(windows) if each.loop is loop), None)
        if limiter is None:
            limiter = LocalRateLimiter(limits, LocalWindows(limits, windows))
            windows.listeners.add(limiter)
        limiter.owners.add(owner)
    return limiter


def _windows_of(
    key_id: str, limits: tuple[RateLimit, ...], loop: asyncio.AbstractEventLoop
) -> KeyWindows:
    by_key = _windows.setdefault(_clock(loop), {})
    windows = by_key.get(key_id)
    if windows is not None and windows.limits == limits:
        return windows
    if windows is not None and _are_owned(windows):
        raise ConfigurationError(
            "another client of this API key already keeps different rate limits "
            f"({_words(windows.limits)}): give all clients of one key the same rate_limits"
        )
    for idle in [key for key, each in by_key.items() if each.are_idle(loop.time())]:
        del by_key[idle]
    windows = by_key[key_id] = KeyWindows(limits)
    return windows


def _clock(loop: asyncio.AbstractEventLoop) -> object:
    """Return what event loops have in common whose times can be compared.

    A loop with a method ``time`` of its own, such as one that jumps to the next timer in tests,
    shares its times with no other.
    """
    of_its_own = isinstance(loop, asyncio.BaseEventLoop) and (
        type(loop).time is not asyncio.BaseEventLoop.time
    )
    return loop if of_its_own else _MACHINE


def _limiters(windows: KeyWindows) -> list[LocalRateLimiter]:
    return cast("list[LocalRateLimiter]", list(windows.listeners))


def _are_owned(windows: KeyWindows) -> bool:
    return any(each.owners and not each.loop.is_closed() for each in _limiters(windows))


def release_limiter(limiter: LocalRateLimiter, *, owner: object) -> None:
    """Release a limiter. It lives on until its latest requests have left every window.

    So a client that is made right afterwards goes on with all that it has learned.
    """
    limiter.owners.discard(owner)
    longest = max(limit.per_seconds for limit in limiter.limits)
    asyncio.get_running_loop().call_later(longest, _keep_alive, limiter)


def _keep_alive(_limiter: LocalRateLimiter) -> None:
    """Do nothing: the timer kept the limiter alive until now."""


def _words(limits: Sequence[RateLimit]) -> str:
    return ", ".join(f"{limit.max_requests} per {limit.per_seconds:g} s" for limit in limits)


if hasattr(os, "register_at_fork"):  # permits of the parent's threads would never come back
    os.register_at_fork(after_in_child=_windows.clear)
