# Written by scripts/generate_sync.py from smartlead_async/resources/lead_lists.py.
"""Lists of leads outside campaigns."""

from __future__ import annotations

from smartlead_async.resources.lead_lists import LeadLists as AsyncLeadLists
from smartlead_sync._facade import Facade

__all__ = ["LeadLists"]


class LeadLists(Facade[AsyncLeadLists]):
    """Lists of leads outside campaigns."""
