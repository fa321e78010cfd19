"""Test your own code with the sandbox.

`start_campaign` is the code under test; in a project it is in a module of its own. The fixture
`smartlead_environment` is a running sandbox to which the environment points, so that a client made
without arguments goes there. The second test shows what your code does when the service fails.
"""

import pytest

from smartlead_async import ServerError, Smartlead
from smartlead_async.sandbox import Sandbox

pytest_plugins = ["smartlead_async.sandbox.pytest_plugin"]  # better in conftest.py


async def start_campaign(name: str, emails: list[str]) -> int:
    async with Smartlead(max_retries=0) as smartlead:
        campaign = await smartlead.campaigns.create(name=name)
        report = await smartlead.leads.upload(campaign.id, [{"email": email} for email in emails])
        report.raise_for_failures()
        await smartlead.campaigns.update_status(campaign.id, "ACTIVE")
        return campaign.id


@pytest.mark.asyncio
async def test_a_campaign_is_started_with_its_leads(smartlead_environment: Sandbox) -> None:
    campaign_id = await start_campaign("Spring", ["ada@example.com"])
    (lead,) = smartlead_environment.state.leads_of(campaign_id)
    assert lead["email"] == "ada@example.com"
    smartlead_environment.assert_requested(
        "POST", "/campaigns/{id}/leads", json={"lead_list": [{"email": "ada@example.com"}]}
    )


@pytest.mark.asyncio
async def test_without_a_campaign_nobody_is_written_to(smartlead_environment: Sandbox) -> None:
    smartlead_environment.fault("status", status=500)
    with pytest.raises(ServerError):
        await start_campaign("Spring", ["ada@example.com"])
    smartlead_environment.assert_not_requested("POST", "/campaigns/{id}/leads")
