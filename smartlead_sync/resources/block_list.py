# Written by scripts/generate_sync.py from smartlead_async/resources/block_list.py.
"""Addresses and domains that are never written to."""

from __future__ import annotations

from smartlead_async.resources.block_list import BlockList as AsyncBlockList
from smartlead_sync._facade import Facade

__all__ = ["BlockList"]


class BlockList(Facade[AsyncBlockList]):
    """Addresses and domains that are never written to."""
