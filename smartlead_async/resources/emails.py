"""Single emails outside campaigns."""

from __future__ import annotations

from ._base import Resource

__all__ = ["Emails"]


class Emails(Resource):
    """Single emails outside campaigns."""
