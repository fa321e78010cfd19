# Written by scripts/generate_sync.py from smartlead_async/sandbox/__init__.py.
"""A stateful local server that speaks the Smartlead API, for tests, demos and benchmarks.

It listens on loopback, checks the key, keeps the rate limit strictly, keeps an account, and fails
on request:

    with Sandbox() as sandbox:
        with Smartlead(sandbox.api_key, base_url=sandbox.base_url) as smartlead:
            campaign = smartlead.campaigns.create(name="Q1")
            sandbox.fault("html", path="/campaigns")  # the next call gets a proxy's 502

The module `smartlead_sync.sandbox.pytest_plugin` offers it as a pytest fixture.
"""

from __future__ import annotations

import typing

from smartlead_async import _lazy

__all__ = [
    "LIVE",
    "REFERENCE",
    "Campaign",
    "CampaignLead",
    "Delivery",
    "Dialect",
    "Fault",
    "InboxItem",
    "RequestRecord",
    "Sandbox",
    "State",
]
if typing.TYPE_CHECKING:
    from smartlead_async.sandbox import (
        LIVE,
        REFERENCE,
        Campaign,
        CampaignLead,
        Delivery,
        Dialect,
        Fault,
        InboxItem,
        RequestRecord,
        State,
    )
    from smartlead_sync.sandbox._server import Sandbox
else:
    __getattr__, __dir__ = _lazy.lazy(
        __name__,
        {"smartlead_async.sandbox": __all__, "smartlead_sync.sandbox._server": ["Sandbox"]},
    )
