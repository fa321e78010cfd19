"""Lists of leads outside campaigns."""

from __future__ import annotations

from ._base import Resource

__all__ = ["LeadLists"]


class LeadLists(Resource):
    """Lists of leads outside campaigns."""
