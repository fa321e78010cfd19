"""A stateful local server that speaks the Smartlead API, for tests, demos and benchmarks.

It listens on loopback, checks the key, keeps the rate limit strictly, keeps an account, and fails
on request:

    async with Sandbox() as sandbox:
        async with Smartlead(sandbox.api_key, base_url=sandbox.base_url) as smartlead:
            campaign = await smartlead.campaigns.create(name="Q1")
            sandbox.fault("html", path="/campaigns")  # the next call gets a proxy's 502

The module `smartlead_async.sandbox.pytest_plugin` offers it as a pytest fixture.
"""

from ._deliveries import Delivery
from ._dialect import LIVE, REFERENCE, Dialect
from ._faults import Fault
from ._requests import RequestRecord
from ._server import Sandbox
from ._state import Campaign, CampaignLead, InboxItem, State

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
