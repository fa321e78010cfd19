"""Addresses and domains that are never written to."""

from __future__ import annotations

from ._base import Resource

__all__ = ["BlockList"]


class BlockList(Resource):
    """Addresses and domains that are never written to."""
