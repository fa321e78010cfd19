"""Tags of leads."""

from __future__ import annotations

from ._base import Resource

__all__ = ["LeadTags"]


class LeadTags(Resource):
    """Tags of leads."""
