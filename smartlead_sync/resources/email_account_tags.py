# Written by scripts/generate_sync.py from smartlead_async/resources/email_account_tags.py.
"""Tags of email accounts."""

from __future__ import annotations

from smartlead_async.resources.email_account_tags import EmailAccountTags as AsyncEmailAccountTags
from smartlead_sync._facade import Facade

__all__ = ["EmailAccountTags"]


class EmailAccountTags(Facade[AsyncEmailAccountTags]):
    """Tags of email accounts."""
