# Written by scripts/generate_sync.py; change smartlead_async/resources/__init__.py instead.
"""The endpoints of the API, one class for each group."""

from __future__ import annotations

from smartlead_sync.resources.analytics import Analytics
from smartlead_sync.resources.campaigns import Campaigns
from smartlead_sync.resources.email_accounts import EmailAccounts
from smartlead_sync.resources.leads import Leads
from smartlead_sync.resources.webhooks import Webhooks

__all__ = ["Analytics", "Campaigns", "EmailAccounts", "Leads", "Webhooks"]
