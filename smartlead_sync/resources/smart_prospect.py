# Written by scripts/generate_sync.py from smartlead_async/resources/smart_prospect.py.
"""Smart Prospect: the search for contacts."""

from __future__ import annotations

from smartlead_async.resources.smart_prospect import SmartProspect as AsyncSmartProspect
from smartlead_sync._facade import Facade

__all__ = ["SmartProspect"]


class SmartProspect(Facade[AsyncSmartProspect]):
    """Smart Prospect: the search for contacts."""
