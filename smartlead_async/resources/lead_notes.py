"""Notes about leads."""

from __future__ import annotations

from ._base import Resource

__all__ = ["LeadNotes"]


class LeadNotes(Resource):
    """Notes about leads."""
