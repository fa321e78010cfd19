"""The endpoints of the API, one class for each group."""

from __future__ import annotations

from .analytics import Analytics
from .campaigns import Campaigns
from .email_accounts import EmailAccounts
from .leads import Leads
from .webhooks import Webhooks

__all__ = ["Analytics", "Campaigns", "EmailAccounts", "Leads", "Webhooks"]
