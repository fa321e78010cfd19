"""Functions over the client, for work across several campaigns.

::

    from smartlead_async import Smartlead
    from smartlead_async.helpers import attachable_accounts, inactive_leads, shared_leads

    async with Smartlead() as smartlead:
        print(await shared_leads(smartlead, [12, 13]))
"""

from __future__ import annotations

from ._blocking import BlockError, BlockReport, RefusedEntry, block_many
from ._campaigns import inactive_leads, shared_leads
from ._email_accounts import account_faults, attachable_accounts, is_warm
from ._move_report import LeftLead, MoveReport
from ._moving import copy_leads, move_leads

__all__ = [
    "BlockError",
    "BlockReport",
    "LeftLead",
    "MoveReport",
    "RefusedEntry",
    "account_faults",
    "attachable_accounts",
    "block_many",
    "copy_leads",
    "inactive_leads",
    "is_warm",
    "move_leads",
    "shared_leads",
]
