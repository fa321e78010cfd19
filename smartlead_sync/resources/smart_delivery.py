# Written by scripts/generate_sync.py from smartlead_async/resources/smart_delivery.py.
"""Smart Delivery: placement tests and their reports."""

from __future__ import annotations

from smartlead_async.resources.smart_delivery import SmartDelivery as AsyncSmartDelivery
from smartlead_sync._facade import Facade

__all__ = ["SmartDelivery"]


class SmartDelivery(Facade[AsyncSmartDelivery]):
    """Smart Delivery: placement tests and their reports."""
