from __future__ import annotations

from typing import assert_type

from smartlead_async import (
    Acknowledgement,
    CampaignLead,
    CampaignStatistics,
    Lead,
    Page,
    SequenceStep,
    Smartlead,
)


async def what_a_listing_holds(smartlead: Smartlead) -> None:
    page = await smartlead.leads.list(5)
    assert_type(page, Page[CampaignLead])
    assert_type([row.lead for row in page], list[Lead | None])
    async for lead in smartlead.leads.iterate(5, email_status="is_replied"):
        assert_type(lead, CampaignLead)
    async for rows in smartlead.analytics.iterate_campaign_statistics(5).pages():
        assert_type(rows, list[CampaignStatistics])


async def any_sequence_is_taken(smartlead: Smartlead, step: SequenceStep) -> None:
    resource = smartlead.campaigns
    assert_type(await resource.remove_email_accounts(5, (1, 2)), Acknowledgement)
    assert_type(await resource.save_sequences(5, [step, {"seq_number": 2}]), Acknowledgement)


async def what_is_wrong_is_seen_before_it_runs(smartlead: Smartlead) -> None:
    await smartlead.leads.get_by_email()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    await smartlead.campaigns.get("5")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.leads.list(5, statuses="opened")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    await smartlead.leads.pause(5)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
