"""Tasks about leads."""

from __future__ import annotations

from ._base import Resource

__all__ = ["LeadTasks"]


class LeadTasks(Resource):
    """Tasks about leads."""
