"""Tags of email accounts."""

from __future__ import annotations

from ._base import Resource

__all__ = ["EmailAccountTags"]


class EmailAccountTags(Resource):
    """Tags of email accounts."""
