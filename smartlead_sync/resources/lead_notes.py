# Written by scripts/generate_sync.py from smartlead_async/resources/lead_notes.py.
"""Notes about leads."""

from __future__ import annotations

from smartlead_async.resources.lead_notes import LeadNotes as AsyncLeadNotes
from smartlead_sync._facade import Facade

__all__ = ["LeadNotes"]


class LeadNotes(Facade[AsyncLeadNotes]):
    """Notes about leads."""
