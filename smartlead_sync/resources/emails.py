# Written by scripts/generate_sync.py from smartlead_async/resources/emails.py.
"""Single emails outside campaigns."""

from __future__ import annotations

from smartlead_async.resources.emails import Emails as AsyncEmails
from smartlead_sync._facade import Facade

__all__ = ["Emails"]


class Emails(Facade[AsyncEmails]):
    """Single emails outside campaigns."""
