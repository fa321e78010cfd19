# Written by scripts/generate_sync.py from smartlead_async/resources/clients.py.
"""Clients of an agency, and their API keys."""

from __future__ import annotations

from smartlead_async.resources.clients import Clients as AsyncClients
from smartlead_sync._facade import Facade

__all__ = ["Clients"]


class Clients(Facade[AsyncClients]):
    """Clients of an agency, and their API keys."""
