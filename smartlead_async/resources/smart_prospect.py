"""Smart Prospect: the search for contacts."""

from __future__ import annotations

from ._base import Resource

__all__ = ["SmartProspect"]


class SmartProspect(Resource):
    """Smart Prospect: the search for contacts."""
