from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import assert_type

from smartlead_async import (
    Acknowledgement,
    AddLeadsResult,
    AnalyticsByDate,
    AnalyticsOverview,
    Campaign,
    CampaignAnalytics,
    CampaignLead,
    CampaignStatistics,
    CampaignStatus,
    EmailAccount,
    ExportedLead,
    Items,
    Lead,
    LeadCampaign,
    LeadCategory,
    LeadInput,
    LeadStatus,
    Message,
    Page,
    PortType,
    Secret,
    SequenceStep,
    Smartlead,
    StopLeadSetting,
    TrackSetting,
    UploadReport,
    WarmupStats,
    Webhook,
    WebhookEventType,
)


async def campaigns(smartlead: Smartlead, step: SequenceStep) -> None:
    resource = smartlead.campaigns
    assert_type(await resource.list(client_id=7, include_tags=True), list[Campaign])
    assert_type(await resource.get(5), Campaign)
    assert_type(await resource.create(name="Q1", client_id=None), Campaign)
    assert_type(await resource.update_status(5, "ACTIVE"), Acknowledgement)
    assert_type(await resource.update_status(5, CampaignStatus.PAUSED), Acknowledgement)
    assert_type(
        await resource.update_schedule(
            5,
            timezone="UTC",
            days_of_the_week=(1, 2),
            start_hour="09:00",
            end_hour="17:00",
            min_time_btw_emails=10,
            max_leads_per_day=100,
        ),
        Acknowledgement,
    )
    assert_type(
        await resource.update_settings(
            5,
            track_settings=[TrackSetting.DONT_EMAIL_OPEN, "DONT_LINK_CLICK"],
            stop_lead_settings=StopLeadSetting.NEVER,
            client_id=None,
        ),
        Acknowledgement,
    )
    assert_type(await resource.get_sequences(5), list[SequenceStep])
    assert_type(await resource.save_sequences(5, [step, {"seq_number": 2}]), Acknowledgement)
    assert_type(await resource.delete(5), Acknowledgement)
    assert_type(await resource.list_email_accounts(5), list[EmailAccount])
    assert_type(await resource.add_email_accounts(5, [1]), Acknowledgement)
    assert_type(await resource.remove_email_accounts(5, (1, 2)), Acknowledgement)


async def leads(smartlead: Smartlead) -> None:
    resource = smartlead.leads
    assert_type(await resource.list(5, status="PAUSED"), Page[CampaignLead])
    assert_type(resource.iterate(5, status=LeadStatus.PAUSED), Items[CampaignLead])
    async for lead in resource.iterate(5, email_status="is_replied"):
        assert_type(lead, CampaignLead)
    assert_type(await resource.get_by_email("ada@example.com"), Lead)
    assert_type(await resource.list_categories(), list[LeadCategory])
    assert_type(await resource.list_campaigns(7), list[LeadCampaign])
    assert_type(await resource.add(5, [LeadInput("ada@example.com")]), AddLeadsResult)
    assert_type(await resource.upload(5, [{"email": "ada@example.com"}]), UploadReport)
    assert_type(await resource.update(5, 7, first_name="Ada", location=None), Acknowledgement)
    assert_type(await resource.pause(5, 7), Acknowledgement)
    assert_type(await resource.resume(5, 7, resume_lead_with_delay_days=2), Acknowledgement)
    assert_type(await resource.delete(5, 7), Acknowledgement)
    assert_type(await resource.unsubscribe(5, 7), Acknowledgement)
    assert_type(await resource.unsubscribe_globally(7), Acknowledgement)
    assert_type(await resource.block(domain="example.com"), Acknowledgement)
    assert_type(await resource.get_message_history(5, 7), list[Message])
    assert_type(
        await resource.reply(
            5,
            lead_id=7,
            email_body="<p>Hi</p>",
            reply_message_id="msg",
            reply_email_time=dt.datetime.now(dt.UTC),
        ),
        Acknowledgement,
    )
    assert_type(resource.export(5), Items[ExportedLead])
    assert_type(await resource.export_csv(5, "leads.csv"), Path)


async def email_accounts(smartlead: Smartlead) -> None:
    resource = smartlead.email_accounts
    assert_type(await resource.list(is_in_use=True, esp="GMAIL"), Page[EmailAccount])
    assert_type(resource.iterate(email_warmup_status="ACTIVE"), Items[EmailAccount])
    assert_type(await resource.get(5, fetch_campaigns=True), EmailAccount)
    assert_type(
        await resource.create(
            from_name="Ada",
            from_email="ada@example.com",
            username="ada",
            password=Secret("hunter2"),
            smtp_host="smtp.example.com",
            smtp_port=587,
            smtp_port_type=PortType.TLS,
            imap_host="imap.example.com",
            imap_port=993,
            bcc=None,
        ),
        EmailAccount,
    )
    assert_type(await resource.update(5, signature=None), Acknowledgement)
    assert_type(await resource.configure_warmup(5, warmup_enabled=True), Acknowledgement)
    assert_type(await resource.get_warmup_stats(5), WarmupStats)


async def analytics(smartlead: Smartlead) -> None:
    resource = smartlead.analytics
    assert_type(
        await resource.get_campaign_statistics(5, email_status="opened"), Page[CampaignStatistics]
    )
    assert_type(resource.iterate_campaign_statistics(5), Items[CampaignStatistics])
    assert_type(
        await resource.get_campaign_by_date(
            5, start_date=dt.date(2024, 1, 1), end_date="2024-01-31"
        ),
        list[AnalyticsByDate],
    )
    assert_type(await resource.get_campaign(5), CampaignAnalytics)
    assert_type(await resource.get_overview(start_date="2024-01-01"), AnalyticsOverview)


async def webhooks(smartlead: Smartlead) -> None:
    resource = smartlead.webhooks
    assert_type(await resource.list(), list[Webhook])
    assert_type(
        await resource.create(
            webhook_url="https://example.com", event_types=[WebhookEventType.EMAIL_REPLY]
        ),
        Webhook,
    )
    assert_type(await resource.update(5, name="CRM"), Acknowledgement)
    assert_type(await resource.delete(5), Acknowledgement)


async def what_is_wrong_is_seen_before_it_runs(smartlead: Smartlead) -> None:
    await smartlead.leads.get_by_email()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    await smartlead.campaigns.get("5")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.leads.list(5, email_status="opened")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.leads.pause(5)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
