"""The master inbox: replies, their state, reminders and forwarding."""

from __future__ import annotations

from ._base import Resource

__all__ = ["Inbox"]


class Inbox(Resource):
    """The master inbox: replies, their state, reminders and forwarding."""
