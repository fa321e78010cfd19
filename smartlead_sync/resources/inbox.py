# Written by scripts/generate_sync.py from smartlead_async/resources/inbox.py.
"""The master inbox: replies, their state, reminders and forwarding."""

from __future__ import annotations

from smartlead_async.resources.inbox import Inbox as AsyncInbox
from smartlead_sync._facade import Facade

__all__ = ["Inbox"]


class Inbox(Facade[AsyncInbox]):
    """The master inbox: replies, their state, reminders and forwarding."""
