"""Smart Senders: domains and email accounts to buy."""

from __future__ import annotations

from ._base import Resource

__all__ = ["SmartSenders"]


class SmartSenders(Resource):
    """Smart Senders: domains and email accounts to buy."""
