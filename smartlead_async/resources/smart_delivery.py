"""Smart Delivery: placement tests and their reports."""

from __future__ import annotations

from ._base import Resource

__all__ = ["SmartDelivery"]


class SmartDelivery(Resource):
    """Smart Delivery: placement tests and their reports."""
