"""Clients of an agency, and their API keys."""

from __future__ import annotations

from ._base import Resource

__all__ = ["Clients"]


class Clients(Resource):
    """Clients of an agency, and their API keys."""
