# Written by scripts/generate_sync.py from smartlead_async/resources/lead_tasks.py.
"""Tasks about leads."""

from __future__ import annotations

from smartlead_async.resources.lead_tasks import LeadTasks as AsyncLeadTasks
from smartlead_sync._facade import Facade

__all__ = ["LeadTasks"]


class LeadTasks(Facade[AsyncLeadTasks]):
    """Tasks about leads."""
