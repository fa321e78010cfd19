"""Read Retry-After and the X-RateLimit headers."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final

from attrs import frozen

from ._public import public

__all__ = [
    "LEAST_PAUSE",
    "MOST_ASKED",
    "ReportedLimit",
    "pause_after_429",
    "remaining_is_zero",
    "reported_limit",
    "seconds_until_reset",
]

LEAST_PAUSE: Final = 2.0
MOST_ASKED: Final = 1e9
"""Seconds, 31 years: a longer pause, such as one in milliseconds since 1970, is read as this."""
_MILLISECONDS_FROM: Final = 1e12  # as Unix seconds, a date after the year 30000
_LONGEST_GUESS: Final = 60.0


@frozen
class ReportedLimit:
    """The latest X-RateLimit headers. The limiter never takes them for its limits.

    Attributes:
        limit: X-RateLimit-Limit: requests allowed in a window.
        remaining: X-RateLimit-Remaining: requests left in the window.
        resets_at: X-RateLimit-Reset: end of the window, in Unix seconds on the server's clock.
    """

    limit: float | None = None
    remaining: float | None = None
    resets_at: float | None = None


def pause_after_429(
    headers: Mapping[str, str], *, retry_after: float | None, strikes: int
) -> float:
    """Return how many seconds to pause after a 429.

    Retry-After (seconds or date), else the body's ``retry_after``, else X-RateLimit-Reset, else
    2 s doubled with each earlier strike up to 60 s; never less than 2 s.

    Args:
        headers: The answer's headers, names in lower case.
        retry_after: Seconds that the body names, if any.
        strikes: Number of earlier 429s in a row.
    """
    for hint in (asked_by_header(headers), retry_after, seconds_until_reset(headers)):
        if hint is not None:
            return max(LEAST_PAUSE, hint)
    return min(_LONGEST_GUESS, LEAST_PAUSE * 2.0 ** min(strikes, 10))


def asked_by_header(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that Retry-After asks for, as a number or by a date."""
    value = headers.get("retry-after")
    seconds = _number(value)
    if seconds is not None:
        return min(max(0.0, seconds), MOST_ASKED)
    moment = _http_date(value)
    return None if moment is None else max(0.0, moment - _server_time(headers))


def seconds_until_reset(headers: Mapping[str, str]) -> float | None:
    """Return the seconds until X-RateLimit-Reset (Unix seconds) on the server's clock."""
    reset = _reset(headers)
    return None if reset is None else max(0.0, reset - _server_time(headers))


def remaining_is_zero(headers: Mapping[str, str]) -> bool:
    """Return whether X-RateLimit-Remaining says that no request is left."""
    return _remaining(headers) == 0


def reported_limit(headers: Mapping[str, str]) -> ReportedLimit | None:
    """Return the X-RateLimit headers, None if there are none."""
    limit = _number(headers.get("x-ratelimit-limit"))
    remaining, resets_at = _remaining(headers), _reset(headers)
    if limit is remaining is resets_at is None:
        return None
    return ReportedLimit(limit, remaining, resets_at)


def _server_time(headers: Mapping[str, str]) -> float:
    moment = _http_date(headers.get("date"))
    return time.time() if moment is None else moment


def _remaining(headers: Mapping[str, str]) -> float | None:
    return _number(headers.get("x-ratelimit-remaining"))


def _reset(headers: Mapping[str, str]) -> float | None:
    reset = _number(headers.get("x-ratelimit-reset"))
    return None if reset is None or abs(reset) >= _MILLISECONDS_FROM else reset


def _number(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _http_date(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None


public("smartlead_async", ReportedLimit)
