# Written by scripts/generate_typing.py from smartlead_async.resources.
from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterable, Mapping
from pathlib import Path
from typing import Any, assert_type

from smartlead_async import Items, Secret, Smartlead, UploadReport
from smartlead_async.models import (
    AccountType,
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
    Lead,
    LeadCampaign,
    LeadCategory,
    LeadImportSettings,
    LeadInput,
    LeadStatus,
    Message,
    Page,
    PortType,
    SequenceStep,
    StopLeadSetting,
    TrackSetting,
    WarmupStats,
    Webhook,
    WebhookEventType,
)


async def campaigns_list(smartlead: Smartlead) -> None:
    assert_type(await smartlead.campaigns.list(client_id=5, include_tags=True), list[Campaign])


async def campaigns_get(smartlead: Smartlead) -> None:
    assert_type(await smartlead.campaigns.get(5, include_tags=True), Campaign)


async def campaigns_create(smartlead: Smartlead) -> None:
    assert_type(await smartlead.campaigns.create(name="text", client_id=5), Campaign)
    assert_type(await smartlead.campaigns.create(client_id=None), Campaign)


async def campaigns_update_status(smartlead: Smartlead) -> None:
    assert_type(await smartlead.campaigns.update_status(5, CampaignStatus.ACTIVE), Acknowledgement)
    assert_type(await smartlead.campaigns.update_status(5, "text"), Acknowledgement)


async def campaigns_update_schedule(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.campaigns.update_schedule(
            5,
            timezone="text",
            days_of_the_week=[5],
            start_hour="text",
            end_hour="text",
            min_time_btw_emails=5,
            max_leads_per_day=5,
        ),
        Acknowledgement,
    )


async def campaigns_update_settings(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.campaigns.update_settings(
            5,
            track_settings=[TrackSetting.DONT_EMAIL_OPEN],
            stop_lead_settings=StopLeadSetting.REPLY_TO_AN_EMAIL,
            unsubscribe_text="text",
            send_as_plain_text=True,
            follow_up_percentage=5,
            enable_ai_esp_matching=True,
            client_id=5,
            name="text",
            force_plain_text=True,
            auto_pause_domain_leads_on_reply=True,
            ignore_ss_mailbox_sending_limit=True,
            bounce_autopause_threshold="text",
            domain_level_rate_limit=True,
            out_of_office_detection_settings={"text": True},
            add_unsubscribe_tag=True,
            ai_categorisation_options=[5],
        ),
        Acknowledgement,
    )
    assert_type(
        await smartlead.campaigns.update_settings(
            5,
            track_settings=["text"],
            stop_lead_settings="text",
            client_id=None,
            out_of_office_detection_settings={"text": 0.5},
            ai_categorisation_options=["text"],
        ),
        Acknowledgement,
    )


async def campaigns_get_sequences(smartlead: Smartlead) -> None:
    assert_type(await smartlead.campaigns.get_sequences(5), list[SequenceStep])


async def campaigns_save_sequences(smartlead: Smartlead, sequence_step: SequenceStep) -> None:
    assert_type(await smartlead.campaigns.save_sequences(5, [sequence_step]), Acknowledgement)
    assert_type(
        await smartlead.campaigns.save_sequences(5, [{"text": "anything"}]), Acknowledgement
    )


async def campaigns_delete(smartlead: Smartlead) -> None:
    assert_type(await smartlead.campaigns.delete(5), Acknowledgement)


async def campaigns_list_email_accounts(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.campaigns.list_email_accounts(5, include_tags=True), list[EmailAccount]
    )


async def campaigns_add_email_accounts(smartlead: Smartlead) -> None:
    assert_type(await smartlead.campaigns.add_email_accounts(5, [5]), Acknowledgement)


async def campaigns_remove_email_accounts(smartlead: Smartlead) -> None:
    assert_type(await smartlead.campaigns.remove_email_accounts(5, [5]), Acknowledgement)


async def leads_list(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.leads.list(
            5,
            offset=5,
            limit=5,
            status=LeadStatus.STARTED,
            lead_category_id=5,
            email_status="is_opened",
            created_at_gt=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
            last_sent_time_gt=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
            event_time_gt=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
        ),
        Page[CampaignLead],
    )
    assert_type(
        await smartlead.leads.list(
            5, status="text", created_at_gt="text", last_sent_time_gt="text", event_time_gt="text"
        ),
        Page[CampaignLead],
    )
    await smartlead.leads.list(5, email_status="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def leads_iterate(smartlead: Smartlead) -> None:
    assert_type(
        smartlead.leads.iterate(
            5,
            page_size=5,
            prefetch=5,
            status=LeadStatus.STARTED,
            lead_category_id=5,
            email_status="is_opened",
            created_at_gt=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
            last_sent_time_gt=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
            event_time_gt=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
        ),
        Items[CampaignLead],
    )
    assert_type(
        smartlead.leads.iterate(
            5,
            prefetch=None,
            status="text",
            created_at_gt="text",
            last_sent_time_gt="text",
            event_time_gt="text",
        ),
        Items[CampaignLead],
    )
    smartlead.leads.iterate(5, email_status="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def leads_get_by_email(smartlead: Smartlead) -> None:
    assert_type(await smartlead.leads.get_by_email("text"), Lead)


async def leads_list_categories(smartlead: Smartlead) -> None:
    assert_type(await smartlead.leads.list_categories(), list[LeadCategory])


async def leads_list_campaigns(smartlead: Smartlead) -> None:
    assert_type(await smartlead.leads.list_campaigns(5), list[LeadCampaign])


async def leads_update(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.leads.update(
            5,
            5,
            email="text",
            first_name="text",
            last_name="text",
            company_name="text",
            phone_number="text",
            website="text",
            location="text",
            linkedin_profile="text",
            company_url="text",
            custom_fields={"text": "anything"},
        ),
        Acknowledgement,
    )
    assert_type(
        await smartlead.leads.update(
            5,
            5,
            first_name=None,
            last_name=None,
            company_name=None,
            phone_number=None,
            website=None,
            location=None,
            linkedin_profile=None,
            company_url=None,
        ),
        Acknowledgement,
    )


async def leads_pause(smartlead: Smartlead) -> None:
    assert_type(await smartlead.leads.pause(5, 5), Acknowledgement)


async def leads_resume(smartlead: Smartlead) -> None:
    assert_type(await smartlead.leads.resume(5, 5, resume_lead_with_delay_days=5), Acknowledgement)
    assert_type(
        await smartlead.leads.resume(5, 5, resume_lead_with_delay_days=None), Acknowledgement
    )


async def leads_delete(smartlead: Smartlead) -> None:
    assert_type(await smartlead.leads.delete(5, 5), Acknowledgement)


async def leads_unsubscribe(smartlead: Smartlead) -> None:
    assert_type(await smartlead.leads.unsubscribe(5, 5), Acknowledgement)


async def leads_unsubscribe_globally(smartlead: Smartlead) -> None:
    assert_type(await smartlead.leads.unsubscribe_globally(5), Acknowledgement)


async def leads_block(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.leads.block(email="text", domain="text", client_id=5), Acknowledgement
    )
    assert_type(await smartlead.leads.block(client_id=None), Acknowledgement)


def leads_export(smartlead: Smartlead) -> None:
    assert_type(smartlead.leads.export(5), Items[ExportedLead])


async def leads_export_csv(smartlead: Smartlead) -> None:
    assert_type(await smartlead.leads.export_csv(5, "text"), Path)
    assert_type(await smartlead.leads.export_csv(5, Path("file")), Path)


async def leads_add(
    smartlead: Smartlead, lead_input: LeadInput, lead_import_settings: LeadImportSettings
) -> None:
    assert_type(
        await smartlead.leads.add(
            5, [lead_input], settings=lead_import_settings, lead_list_ids=[5], type="text"
        ),
        AddLeadsResult,
    )
    assert_type(
        await smartlead.leads.add(5, [{"text": "anything"}], settings={"text": True}),
        AddLeadsResult,
    )
    assert_type(await smartlead.leads.add(5, [{"text": "anything"}], settings=None), AddLeadsResult)


async def leads_upload(
    smartlead: Smartlead,
    lead_input: LeadInput,
    async_iterable: AsyncIterable[LeadInput | Mapping[str, Any]],
    lead_import_settings: LeadImportSettings,
) -> None:
    assert_type(
        await smartlead.leads.upload(
            5,
            [lead_input],
            settings=lead_import_settings,
            dedupe=True,
            max_in_flight=5,
            journal="text",
            on_progress=print,
        ),
        UploadReport,
    )
    assert_type(
        await smartlead.leads.upload(
            5,
            [{"text": "anything"}],
            settings={"text": True},
            journal=Path("file"),
            on_progress=None,
        ),
        UploadReport,
    )
    assert_type(
        await smartlead.leads.upload(5, async_iterable, settings=None, journal=None), UploadReport
    )


async def leads_get_message_history(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.leads.get_message_history(
            5,
            5,
            event_time_gt=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
            show_plain_text_response=True,
        ),
        list[Message],
    )
    assert_type(
        await smartlead.leads.get_message_history(5, 5, event_time_gt="text"), list[Message]
    )


async def leads_reply(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.leads.reply(
            5,
            lead_id=5,
            email_body="text",
            reply_message_id="text",
            reply_email_time=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
            email_stats_id="text",
            to_email="text",
            to_first_name="text",
            to_last_name="text",
            cc="text",
            bcc="text",
            reply_email_body="text",
            scheduled_time=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
            schedule_condition="text",
            add_signature=True,
            seq_type="text",
            attachments=[{"text": "text"}],
        ),
        Acknowledgement,
    )
    assert_type(
        await smartlead.leads.reply(
            5,
            lead_id=5,
            email_body="text",
            reply_message_id="text",
            reply_email_time="text",
            scheduled_time="text",
            attachments=[{"text": 5}],
        ),
        Acknowledgement,
    )


async def email_accounts_list(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.email_accounts.list(
            offset=5,
            limit=5,
            is_in_use=True,
            email_warmup_status="ACTIVE",
            is_smtp_success=True,
            is_warmup_blocked=True,
            esp=AccountType.GMAIL,
            username="text",
            client_id=5,
        ),
        Page[EmailAccount],
    )
    assert_type(await smartlead.email_accounts.list(esp="text"), Page[EmailAccount])
    await smartlead.email_accounts.list(email_warmup_status="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def email_accounts_iterate(smartlead: Smartlead) -> None:
    assert_type(
        smartlead.email_accounts.iterate(
            page_size=5,
            prefetch=5,
            is_in_use=True,
            email_warmup_status="ACTIVE",
            is_smtp_success=True,
            is_warmup_blocked=True,
            esp=AccountType.GMAIL,
            username="text",
            client_id=5,
        ),
        Items[EmailAccount],
    )
    assert_type(smartlead.email_accounts.iterate(prefetch=None, esp="text"), Items[EmailAccount])
    smartlead.email_accounts.iterate(email_warmup_status="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def email_accounts_get(smartlead: Smartlead) -> None:
    assert_type(await smartlead.email_accounts.get(5, fetch_campaigns=True), EmailAccount)


async def email_accounts_create(smartlead: Smartlead, secret: Secret) -> None:
    assert_type(
        await smartlead.email_accounts.create(
            from_name="text",
            from_email="text",
            username="text",
            password="text",
            smtp_host="text",
            smtp_port=5,
            smtp_port_type=PortType.TLS,
            imap_host="text",
            imap_port=5,
            max_email_per_day=5,
            custom_tracking_url="text",
            bcc="text",
            signature="text",
            imap_user_name="text",
            imap_password="text",
            different_reply_to_address="text",
            time_to_wait_in_mins=5,
            client_id=5,
            is_suspended=True,
            type=AccountType.GMAIL,
            token={"text": "anything"},
            warmup_enabled=True,
            total_warmup_per_day=5,
            daily_rampup=5,
            reply_rate_percentage=5,
            id=5,
        ),
        EmailAccount,
    )
    assert_type(
        await smartlead.email_accounts.create(
            from_name="text",
            from_email="text",
            username="text",
            password=secret,
            smtp_host="text",
            smtp_port=5,
            smtp_port_type="text",
            imap_host="text",
            imap_port=5,
            custom_tracking_url=None,
            bcc=None,
            signature=None,
            imap_password=secret,
            type="text",
            id=None,
        ),
        EmailAccount,
    )


async def email_accounts_update(smartlead: Smartlead, secret: Secret) -> None:
    assert_type(
        await smartlead.email_accounts.update(
            5,
            from_name="text",
            from_email="text",
            username="text",
            password="text",
            smtp_host="text",
            smtp_port=5,
            smtp_port_type=PortType.TLS,
            imap_host="text",
            imap_port=5,
            max_email_per_day=5,
            custom_tracking_url="text",
            bcc="text",
            signature="text",
            imap_user_name="text",
            imap_password="text",
            different_reply_to_address="text",
            time_to_wait_in_mins=5,
            client_id=5,
            is_suspended=True,
            type=AccountType.GMAIL,
            token={"text": "anything"},
            warmup_enabled=True,
            total_warmup_per_day=5,
            daily_rampup=5,
            reply_rate_percentage=5,
        ),
        Acknowledgement,
    )
    assert_type(
        await smartlead.email_accounts.update(
            5,
            password=secret,
            smtp_port_type="text",
            custom_tracking_url=None,
            bcc=None,
            signature=None,
            imap_password=secret,
            type="text",
        ),
        Acknowledgement,
    )


async def email_accounts_configure_warmup(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.email_accounts.configure_warmup(
            5,
            warmup_enabled=True,
            total_warmup_per_day=5,
            daily_rampup=5,
            reply_rate_percentage=5,
            warmup_key_id="text",
            auto_adjust_warmup=True,
            is_rampup_enabled=True,
        ),
        Acknowledgement,
    )


async def email_accounts_get_warmup_stats(smartlead: Smartlead) -> None:
    assert_type(await smartlead.email_accounts.get_warmup_stats(5), WarmupStats)


async def analytics_get_campaign_statistics(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_campaign_statistics(
            5,
            offset=5,
            limit=5,
            email_sequence_number=5,
            email_status="opened",
            sent_time_start_date=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
            sent_time_end_date=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
        ),
        Page[CampaignStatistics],
    )
    assert_type(
        await smartlead.analytics.get_campaign_statistics(
            5, sent_time_start_date="text", sent_time_end_date="text"
        ),
        Page[CampaignStatistics],
    )
    await smartlead.analytics.get_campaign_statistics(5, email_status="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def analytics_iterate_campaign_statistics(smartlead: Smartlead) -> None:
    assert_type(
        smartlead.analytics.iterate_campaign_statistics(
            5,
            page_size=5,
            prefetch=5,
            email_sequence_number=5,
            email_status="opened",
            sent_time_start_date=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
            sent_time_end_date=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
        ),
        Items[CampaignStatistics],
    )
    assert_type(
        smartlead.analytics.iterate_campaign_statistics(
            5, prefetch=None, sent_time_start_date="text", sent_time_end_date="text"
        ),
        Items[CampaignStatistics],
    )
    smartlead.analytics.iterate_campaign_statistics(5, email_status="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def analytics_get_campaign_by_date(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_campaign_by_date(
            5, start_date=dt.date(2024, 1, 20), end_date=dt.date(2024, 1, 20), time_zone="text"
        ),
        list[AnalyticsByDate],
    )
    assert_type(
        await smartlead.analytics.get_campaign_by_date(5, start_date="text", end_date="text"),
        list[AnalyticsByDate],
    )


async def analytics_get_campaign(smartlead: Smartlead) -> None:
    assert_type(await smartlead.analytics.get_campaign(5), CampaignAnalytics)


async def analytics_get_overview(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_overview(
            start_date=dt.date(2024, 1, 20),
            end_date=dt.date(2024, 1, 20),
            timezone="text",
            client_ids=[5],
            campaign_ids=[5],
            is_agency=True,
            full_data=True,
        ),
        AnalyticsOverview,
    )
    assert_type(
        await smartlead.analytics.get_overview(start_date="text", end_date="text"),
        AnalyticsOverview,
    )


async def webhooks_list(smartlead: Smartlead) -> None:
    assert_type(await smartlead.webhooks.list(), list[Webhook])


async def webhooks_create(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.webhooks.create(
            webhook_url="text",
            event_types=[WebhookEventType.EMAIL_SENT],
            name="text",
            email_campaign_id=5,
            client_id=5,
            association_type="text",
            event_type_map={"text": True},
            category_id_map={"text": True},
            event_type="text",
            category_id=5,
            webhook_type="text",
            force_create=True,
        ),
        Webhook,
    )
    assert_type(
        await smartlead.webhooks.create(
            webhook_url="text", event_types=["text"], association_type=5
        ),
        Webhook,
    )


async def webhooks_update(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.webhooks.update(
            5,
            webhook_url="text",
            event_types=[WebhookEventType.EMAIL_SENT],
            name="text",
            categories=["text"],
        ),
        Acknowledgement,
    )
    assert_type(await smartlead.webhooks.update(5, event_types=["text"]), Acknowledgement)


async def webhooks_delete(smartlead: Smartlead) -> None:
    assert_type(await smartlead.webhooks.delete(5), Acknowledgement)
