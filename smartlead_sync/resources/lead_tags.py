# Written by scripts/generate_sync.py from smartlead_async/resources/lead_tags.py.
"""Tags of leads."""

from __future__ import annotations

from smartlead_async.resources.lead_tags import LeadTags as AsyncLeadTags
from smartlead_sync._facade import Facade

__all__ = ["LeadTags"]


class LeadTags(Facade[AsyncLeadTags]):
    """Tags of leads."""
