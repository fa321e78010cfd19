"""Rate limiting: the permit protocol, and the limiter that all clients of a key share."""

from __future__ import annotations

from .local import LocalRateLimiter
from .protocol import (
    KeyedRateLimiter,
    KeyPaused,
    Lane,
    Permit,
    QueueingRateLimiter,
    QueueTooLong,
    RateLimiter,
    RateLimitState,
    ReportedLimit,
)
from .registry import shared_limiter

__all__ = [
    "KeyPaused",
    "KeyedRateLimiter",
    "Lane",
    "LocalRateLimiter",
    "Permit",
    "QueueTooLong",
    "QueueingRateLimiter",
    "RateLimitState",
    "RateLimiter",
    "ReportedLimit",
    "shared_limiter",
]
