# Written by scripts/generate_sync.py from smartlead_async/resources/smart_senders.py.
"""Smart Senders: domains and email accounts to buy."""

from __future__ import annotations

from smartlead_async.resources.smart_senders import SmartSenders as AsyncSmartSenders
from smartlead_sync._facade import Facade

__all__ = ["SmartSenders"]


class SmartSenders(Facade[AsyncSmartSenders]):
    """Smart Senders: domains and email accounts to buy."""
