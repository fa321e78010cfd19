"""Rate limiting: the permit protocol, and the limiter that all clients of a key share."""

from __future__ import annotations

from .local import LocalRateLimiter
from .protocol import Lane, Permit, RateLimiter
from .registry import shared_limiter

__all__ = ["Lane", "LocalRateLimiter", "Permit", "RateLimiter", "shared_limiter"]
