# Written by scripts/generate_typing.py from smartlead_async.resources.
from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterable
from pathlib import Path
from typing import assert_type

from smartlead_async import Items, LeadOutcome, Secret, Smartlead, UploadReport
from smartlead_async.models import (
    AccountType,
    Acknowledgement,
    AddLeadsResult,
    AnalyticsByDate,
    AnalyticsClient,
    AnalyticsOverview,
    BlacklistCheck,
    BlockedDomains,
    BlockListEntry,
    Campaign,
    CampaignAnalytics,
    CampaignLead,
    CampaignPerformance,
    CampaignResponses,
    CampaignStatistics,
    CampaignStatus,
    CampaignStatusCount,
    Client,
    ClientApiKey,
    ClientPerformance,
    DailyStats,
    DataFrame,
    DomainHealth,
    EmailAccount,
    EmailAccountHealth,
    EmailAccountStatistics,
    EmailAccountTotals,
    ExportedLead,
    FetchedProspectSearch,
    FirstReplyLeads,
    FollowupReplyRate,
    ForwardedEmail,
    FoundEmail,
    InboxEmailStatus,
    InboxMessage,
    InboxReminder,
    InboxUpdate,
    IPAnalytics,
    Lead,
    LeadActivity,
    LeadCampaign,
    LeadCategory,
    LeadCategoryResponse,
    LeadDetails,
    LeadDict,
    LeadImportSettings,
    LeadInput,
    LeadList,
    LeadListImport,
    LeadNote,
    LeadStatistics,
    LeadStatus,
    LeadTag,
    LeadTask,
    LeadTotals,
    Message,
    Model,
    MonthlyClientCount,
    MovedLeads,
    OneTimePassword,
    Page,
    PerformanceByProvider,
    PlacementCounts,
    PlacementEmail,
    PlacementEmailHeaders,
    PlacementFolder,
    PlacementReport,
    PlacementRun,
    PlacementSender,
    PlacementTest,
    PlacementTestSummary,
    PortType,
    ProspectContact,
    ProspectFetch,
    ProspectIndustry,
    ProspectName,
    ProspectReplyAnalytics,
    ProspectReview,
    ProspectSearch,
    ProspectSearchAnalytics,
    ProspectSubIndustry,
    ProspectTerm,
    PushedLeads,
    ReplyStatus,
    ReplyTime,
    RetriggeredEvents,
    SeedRegion,
    SenderChecks,
    SenderPlacement,
    SenderReport,
    SentEmail,
    SequenceStep,
    SmartSendersOrder,
    SpamFilterReport,
    StopLeadSetting,
    Tag,
    TaskPriority,
    TeamMemberStats,
    TopLevelAnalytics,
    TrackSetting,
    UntrackedReply,
    VariantDistribution,
    WarmupStats,
    Webhook,
    WebhookEventType,
    WebhookSummary,
)


async def campaigns_list(smartlead: Smartlead) -> None:
    assert_type(await smartlead.campaigns.list(client_id=5, include_tags=True), list[Campaign])


async def campaigns_get(smartlead: Smartlead) -> None:
    assert_type(await smartlead.campaigns.get(5, include_tags=True), Campaign)


async def campaigns_create(smartlead: Smartlead) -> None:
    assert_type(await smartlead.campaigns.create(name="text", client_id=5), Campaign)
    assert_type(await smartlead.campaigns.create(client_id=None), Campaign)


async def campaigns_duplicate(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.campaigns.duplicate(
            5, duplicate_sub_sequence=True, duplicate_client_label=True
        ),
        Campaign,
    )


async def campaigns_send_test_email(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.campaigns.send_test_email(
            5,
            lead_id=5,
            sequence_number=5,
            selected_email_account_id=5,
            custom_email_address="text",
        ),
        Acknowledgement,
    )


async def campaigns_update_team_member(smartlead: Smartlead) -> None:
    assert_type(await smartlead.campaigns.update_team_member(5, team_member_id=5), Acknowledgement)
    assert_type(
        await smartlead.campaigns.update_team_member(5, team_member_id=None), Acknowledgement
    )


async def campaigns_update_status(smartlead: Smartlead) -> None:
    assert_type(await smartlead.campaigns.update_status(5, CampaignStatus.ACTIVE), Acknowledgement)
    assert_type(await smartlead.campaigns.update_status(5, "ACTIVE"), Acknowledgement)
    await smartlead.campaigns.update_status(5, "no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


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
            out_of_office_detection_settings={
                "ignoreOOOasReply": True,
                "autoReactivateOOO": True,
                "reactivateOOOwithDelay": 0.5,
                "autoCategorizeOOO": True,
            },
            add_unsubscribe_tag=True,
            ai_categorisation_options=[5],
        ),
        Acknowledgement,
    )
    assert_type(
        await smartlead.campaigns.update_settings(
            5,
            track_settings=["DONT_EMAIL_OPEN"],
            stop_lead_settings="REPLY_TO_AN_EMAIL",
            client_id=None,
            ai_categorisation_options=["text"],
        ),
        Acknowledgement,
    )
    await smartlead.campaigns.update_settings(5, track_settings=["no such value"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await smartlead.campaigns.update_settings(5, stop_lead_settings="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


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


async def campaigns_get_sequences(smartlead: Smartlead) -> None:
    assert_type(await smartlead.campaigns.get_sequences(5), list[SequenceStep])


async def campaigns_save_sequences(smartlead: Smartlead, sequence_step: SequenceStep) -> None:
    assert_type(await smartlead.campaigns.save_sequences(5, [sequence_step]), Acknowledgement)
    assert_type(
        await smartlead.campaigns.save_sequences(
            5,
            [
                {
                    "seq_number": 5,
                    "id": 5,
                    "seq_delay_details": {"delay_in_days": 5},
                    "variant_distribution_type": VariantDistribution.MANUALLY_EQUAL,
                    "variants": [
                        {
                            "id": 5,
                            "subject": "text",
                            "email_body": "text",
                            "variant_label": "text",
                            "variant_distribution_percentage": 0.5,
                        }
                    ],
                    "subject": "text",
                    "email_body": "text",
                    "lead_distribution_percentage": 0.5,
                    "winning_metric_property": "text",
                    "seq_type": "text",
                }
            ],
        ),
        Acknowledgement,
    )
    assert_type(
        await smartlead.campaigns.save_sequences(
            5,
            [
                {
                    "seq_number": 5,
                    "id": None,
                    "variant_distribution_type": "MANUALLY_EQUAL",
                    "variants": [{"id": None, "email_body": "text"}],
                }
            ],
        ),
        Acknowledgement,
    )
    await smartlead.campaigns.save_sequences(
        5,
        [{"seq_number": 5, "variant_distribution_type": "no such value"}],  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    )


async def campaigns_create_subsequence(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.campaigns.create_subsequence(
            parent_campaign_id=5, subsequence_name="text", condition_events=["anything"]
        ),
        Campaign,
    )


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
            5,
            status="STARTED",
            created_at_gt="text",
            last_sent_time_gt="text",
            event_time_gt="text",
        ),
        Page[CampaignLead],
    )
    await smartlead.leads.list(5, status="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.leads.list(5, email_status="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def leads_iterate(smartlead: Smartlead) -> None:
    assert_type(
        smartlead.leads.iterate(
            5,
            page_size=5,
            prefetch=5,
            patience=0.5,
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
            status="STARTED",
            created_at_gt="text",
            last_sent_time_gt="text",
            event_time_gt="text",
        ),
        Items[CampaignLead],
    )
    smartlead.leads.iterate(5, status="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.leads.iterate(5, email_status="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def leads_get(smartlead: Smartlead) -> None:
    assert_type(await smartlead.leads.get(5), LeadDetails)


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


async def leads_mark_complete(smartlead: Smartlead) -> None:
    assert_type(await smartlead.leads.mark_complete(5, 5), Acknowledgement)


async def leads_update_category(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.leads.update_category(5, 5, category_id=5, pause_lead=True), Acknowledgement
    )
    assert_type(await smartlead.leads.update_category(5, 5, category_id=None), Acknowledgement)


async def leads_update_email_account(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.leads.update_email_account(
            email_account_id=5,
            email_campaign_id=5,
            email_lead_id=5,
            override_lead_email_account=True,
        ),
        Acknowledgement,
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


async def leads_add(
    smartlead: Smartlead,
    lead_input: LeadInput,
    lead: Lead,
    campaign_lead: CampaignLead,
    exported_lead: ExportedLead,
    data_frame: DataFrame,
    lead_import_settings: LeadImportSettings,
) -> None:
    assert_type(
        await smartlead.leads.add(
            5, [lead_input], settings=lead_import_settings, lead_list_ids=[5], type="text"
        ),
        AddLeadsResult,
    )
    assert_type(
        await smartlead.leads.add(
            5,
            [
                {
                    "email": "text",
                    "first_name": "text",
                    "last_name": "text",
                    "company_name": "text",
                    "phone_number": "text",
                    "website": "text",
                    "location": "text",
                    "linkedin_profile": "text",
                    "company_url": "text",
                    "custom_fields": {"text": "anything"},
                }
            ],
            settings={
                "ignore_global_block_list": True,
                "ignore_unsubscribe_list": True,
                "ignore_community_bounce_list": True,
                "ignore_duplicate_leads_in_other_campaign": True,
                "return_lead_ids": True,
            },
        ),
        AddLeadsResult,
    )
    assert_type(
        await smartlead.leads.add(
            5,
            [
                {
                    "email": "text",
                    "first_name": None,
                    "last_name": None,
                    "company_name": None,
                    "phone_number": None,
                    "website": None,
                    "location": None,
                    "linkedin_profile": None,
                    "company_url": None,
                }
            ],
            settings={
                "ignore_global_block_list": None,
                "ignore_unsubscribe_list": None,
                "ignore_community_bounce_list": None,
                "ignore_duplicate_leads_in_other_campaign": None,
                "return_lead_ids": None,
            },
        ),
        AddLeadsResult,
    )
    assert_type(await smartlead.leads.add(5, [lead], settings=None), AddLeadsResult)
    assert_type(await smartlead.leads.add(5, [campaign_lead]), AddLeadsResult)
    assert_type(await smartlead.leads.add(5, [exported_lead]), AddLeadsResult)
    assert_type(await smartlead.leads.add(5, data_frame), AddLeadsResult)


async def leads_upload(
    smartlead: Smartlead,
    lead_input: LeadInput,
    lead: Lead,
    campaign_lead: CampaignLead,
    exported_lead: ExportedLead,
    async_iterable: AsyncIterable[LeadInput | LeadDict | Lead | CampaignLead | ExportedLead],
    data_frame: DataFrame,
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
            patience=0.5,
            on_progress=print,
        ),
        UploadReport,
    )
    assert_type(
        await smartlead.leads.upload(
            5,
            [
                {
                    "email": "text",
                    "first_name": "text",
                    "last_name": "text",
                    "company_name": "text",
                    "phone_number": "text",
                    "website": "text",
                    "location": "text",
                    "linkedin_profile": "text",
                    "company_url": "text",
                    "custom_fields": {"text": "anything"},
                }
            ],
            settings={
                "ignore_global_block_list": True,
                "ignore_unsubscribe_list": True,
                "ignore_community_bounce_list": True,
                "ignore_duplicate_leads_in_other_campaign": True,
                "return_lead_ids": True,
            },
            journal=Path("file"),
            on_progress=None,
        ),
        UploadReport,
    )
    assert_type(
        await smartlead.leads.upload(
            5,
            [
                {
                    "email": "text",
                    "first_name": None,
                    "last_name": None,
                    "company_name": None,
                    "phone_number": None,
                    "website": None,
                    "location": None,
                    "linkedin_profile": None,
                    "company_url": None,
                }
            ],
            settings={
                "ignore_global_block_list": None,
                "ignore_unsubscribe_list": None,
                "ignore_community_bounce_list": None,
                "ignore_duplicate_leads_in_other_campaign": None,
                "return_lead_ids": None,
            },
            journal=None,
        ),
        UploadReport,
    )
    assert_type(await smartlead.leads.upload(5, [lead], settings=None), UploadReport)
    assert_type(await smartlead.leads.upload(5, [campaign_lead]), UploadReport)
    assert_type(await smartlead.leads.upload(5, [exported_lead]), UploadReport)
    assert_type(await smartlead.leads.upload(5, async_iterable), UploadReport)
    assert_type(await smartlead.leads.upload(5, data_frame), UploadReport)


def leads_upload_stream(
    smartlead: Smartlead,
    lead_input: LeadInput,
    lead: Lead,
    campaign_lead: CampaignLead,
    exported_lead: ExportedLead,
    async_iterable: AsyncIterable[LeadInput | LeadDict | Lead | CampaignLead | ExportedLead],
    data_frame: DataFrame,
    lead_import_settings: LeadImportSettings,
) -> None:
    assert_type(
        smartlead.leads.upload_stream(
            5,
            [lead_input],
            settings=lead_import_settings,
            dedupe=True,
            max_in_flight=5,
            journal="text",
            patience=0.5,
        ),
        Items[LeadOutcome],
    )
    assert_type(
        smartlead.leads.upload_stream(
            5,
            [
                {
                    "email": "text",
                    "first_name": "text",
                    "last_name": "text",
                    "company_name": "text",
                    "phone_number": "text",
                    "website": "text",
                    "location": "text",
                    "linkedin_profile": "text",
                    "company_url": "text",
                    "custom_fields": {"text": "anything"},
                }
            ],
            settings={
                "ignore_global_block_list": True,
                "ignore_unsubscribe_list": True,
                "ignore_community_bounce_list": True,
                "ignore_duplicate_leads_in_other_campaign": True,
                "return_lead_ids": True,
            },
            journal=Path("file"),
        ),
        Items[LeadOutcome],
    )
    assert_type(
        smartlead.leads.upload_stream(
            5,
            [
                {
                    "email": "text",
                    "first_name": None,
                    "last_name": None,
                    "company_name": None,
                    "phone_number": None,
                    "website": None,
                    "location": None,
                    "linkedin_profile": None,
                    "company_url": None,
                }
            ],
            settings={
                "ignore_global_block_list": None,
                "ignore_unsubscribe_list": None,
                "ignore_community_bounce_list": None,
                "ignore_duplicate_leads_in_other_campaign": None,
                "return_lead_ids": None,
            },
            journal=None,
        ),
        Items[LeadOutcome],
    )
    assert_type(smartlead.leads.upload_stream(5, [lead], settings=None), Items[LeadOutcome])
    assert_type(smartlead.leads.upload_stream(5, [campaign_lead]), Items[LeadOutcome])
    assert_type(smartlead.leads.upload_stream(5, [exported_lead]), Items[LeadOutcome])
    assert_type(smartlead.leads.upload_stream(5, async_iterable), Items[LeadOutcome])
    assert_type(smartlead.leads.upload_stream(5, data_frame), Items[LeadOutcome])


def leads_export(smartlead: Smartlead) -> None:
    assert_type(smartlead.leads.export(5, patience=0.5), Items[ExportedLead])


async def leads_export_csv(smartlead: Smartlead) -> None:
    assert_type(await smartlead.leads.export_csv(5, "text", patience=0.5), Path)
    assert_type(await smartlead.leads.export_csv(5, Path("file")), Path)


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


async def leads_get_message_history_bulk(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.leads.get_message_history_bulk(
            5, lead_ids=[5], event_time_gt=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)
        ),
        dict[int, list[Message]],
    )
    assert_type(
        await smartlead.leads.get_message_history_bulk(5, lead_ids=None, event_time_gt="text"),
        dict[int, list[Message]],
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
            attachments=[
                {"file_url": "text", "file_name": "text", "file_type": "text", "file_size": 5}
            ],
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
        ),
        Acknowledgement,
    )


async def leads_reply_to(smartlead: Smartlead, message_: Message) -> None:
    assert_type(
        await smartlead.leads.reply_to(
            5,
            5,
            message_,
            email_body="text",
            cc="text",
            bcc="text",
            scheduled_time=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
            add_signature=True,
            attachments=[
                {"file_url": "text", "file_name": "text", "file_type": "text", "file_size": 5}
            ],
        ),
        Acknowledgement,
    )
    assert_type(
        await smartlead.leads.reply_to(5, 5, message_, email_body="text", scheduled_time="text"),
        Acknowledgement,
    )


async def leads_list_activities(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.leads.list_activities(
            offset=5,
            limit=5,
            event_time_from=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
            event_time_to=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
        ),
        Page[LeadActivity],
    )
    assert_type(
        await smartlead.leads.list_activities(event_time_from="text", event_time_to="text"),
        Page[LeadActivity],
    )


def leads_iterate_activities(smartlead: Smartlead) -> None:
    assert_type(
        smartlead.leads.iterate_activities(
            page_size=5,
            prefetch=5,
            patience=0.5,
            event_time_from=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
            event_time_to=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
        ),
        Items[LeadActivity],
    )
    assert_type(
        smartlead.leads.iterate_activities(
            prefetch=None, event_time_from="text", event_time_to="text"
        ),
        Items[LeadActivity],
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
    assert_type(await smartlead.email_accounts.list(esp="GMAIL"), Page[EmailAccount])
    await smartlead.email_accounts.list(email_warmup_status="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.email_accounts.list(esp="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def email_accounts_iterate(smartlead: Smartlead) -> None:
    assert_type(
        smartlead.email_accounts.iterate(
            page_size=5,
            prefetch=5,
            patience=0.5,
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
    assert_type(smartlead.email_accounts.iterate(prefetch=None, esp="GMAIL"), Items[EmailAccount])
    smartlead.email_accounts.iterate(email_warmup_status="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.email_accounts.iterate(esp="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def email_accounts_get(smartlead: Smartlead) -> None:
    assert_type(await smartlead.email_accounts.get(5, fetch_campaigns=True), EmailAccount)


async def email_accounts_delete(smartlead: Smartlead) -> None:
    assert_type(await smartlead.email_accounts.delete(5), Acknowledgement)


async def email_accounts_suspend(smartlead: Smartlead) -> None:
    assert_type(await smartlead.email_accounts.suspend(5), Acknowledgement)


async def email_accounts_unsuspend(smartlead: Smartlead) -> None:
    assert_type(await smartlead.email_accounts.unsuspend(5), Acknowledgement)


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
            token={
                "scope": "text",
                "access_token": "text",
                "refresh_token": "text",
                "id_token": "text",
                "expiry_date": 5,
            },
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
            smtp_port_type="TLS",
            imap_host="text",
            imap_port=5,
            custom_tracking_url=None,
            bcc=None,
            signature=None,
            imap_password=secret,
            type="GMAIL",
            token={"access_token": secret, "refresh_token": secret, "id_token": secret},
            id=None,
        ),
        EmailAccount,
    )
    await smartlead.email_accounts.create(
        from_name="text",
        from_email="text",
        username="text",
        password="text",
        smtp_host="text",
        smtp_port=5,
        smtp_port_type="no such value",  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        imap_host="text",
        imap_port=5,
    )
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
        type="no such value",  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    )


async def email_accounts_create_oauth(smartlead: Smartlead, secret: Secret) -> None:
    assert_type(
        await smartlead.email_accounts.create_oauth(
            from_name="text",
            from_email="text",
            username="text",
            type="GMAIL",
            token={
                "scope": "text",
                "token_type": "text",
                "access_token": "text",
                "refresh_token": "text",
                "expiry_date": 5,
                "id_token": "text",
                "expiry": "text",
                "expires_in": 5,
                "ext_expires_in": 5,
            },
            warmup_enabled=True,
            use_whitelabel_credentials=True,
            id=5,
            max_email_per_day=5,
            custom_tracking_url="text",
            bcc="text",
            time_to_wait_in_mins=5,
            signature="text",
            total_warmup_per_day=5,
            daily_rampup=5,
            reply_rate_percentage=5,
            client_id=5,
        ),
        EmailAccount,
    )
    assert_type(
        await smartlead.email_accounts.create_oauth(
            from_name="text",
            from_email="text",
            username="text",
            type="GMAIL",
            token={
                "scope": "text",
                "token_type": "text",
                "access_token": secret,
                "refresh_token": secret,
                "expiry_date": 5,
                "id_token": secret,
            },
            warmup_enabled=True,
            use_whitelabel_credentials=True,
            id=None,
        ),
        EmailAccount,
    )
    await smartlead.email_accounts.create_oauth(
        from_name="text",
        from_email="text",
        username="text",
        type="no such value",  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        token={
            "scope": "text",
            "token_type": "text",
            "access_token": "text",
            "refresh_token": "text",
            "expiry_date": 5,
            "id_token": "text",
            "expiry": "text",
            "expires_in": 5,
            "ext_expires_in": 5,
        },
        warmup_enabled=True,
        use_whitelabel_credentials=True,
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
            token={
                "scope": "text",
                "access_token": "text",
                "refresh_token": "text",
                "id_token": "text",
                "expiry_date": 5,
            },
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
            smtp_port_type="TLS",
            custom_tracking_url=None,
            bcc=None,
            signature=None,
            imap_password=secret,
            type="GMAIL",
            token={"access_token": secret, "refresh_token": secret, "id_token": secret},
        ),
        Acknowledgement,
    )
    await smartlead.email_accounts.update(5, smtp_port_type="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.email_accounts.update(5, type="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


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
            patience=0.5,
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


async def analytics_list_lead_statistics(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.list_lead_statistics(
            5, offset=5, limit=5, event_time_gt=dt.date(2024, 1, 20)
        ),
        Page[LeadStatistics],
    )
    assert_type(
        await smartlead.analytics.list_lead_statistics(5, event_time_gt="text"),
        Page[LeadStatistics],
    )


def analytics_iterate_lead_statistics(smartlead: Smartlead) -> None:
    assert_type(
        smartlead.analytics.iterate_lead_statistics(
            5, page_size=5, prefetch=5, patience=0.5, event_time_gt=dt.date(2024, 1, 20)
        ),
        Items[LeadStatistics],
    )
    assert_type(
        smartlead.analytics.iterate_lead_statistics(5, prefetch=None, event_time_gt="text"),
        Items[LeadStatistics],
    )


async def analytics_list_mailbox_statistics(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.list_mailbox_statistics(
            5,
            offset=5,
            limit=5,
            client_id=5,
            start_date=dt.date(2024, 1, 20),
            end_date=dt.date(2024, 1, 20),
            time_zone="text",
        ),
        Page[EmailAccountStatistics],
    )
    assert_type(
        await smartlead.analytics.list_mailbox_statistics(5, start_date="text", end_date="text"),
        Page[EmailAccountStatistics],
    )


def analytics_iterate_mailbox_statistics(smartlead: Smartlead) -> None:
    assert_type(
        smartlead.analytics.iterate_mailbox_statistics(
            5,
            page_size=5,
            prefetch=5,
            patience=0.5,
            client_id=5,
            start_date=dt.date(2024, 1, 20),
            end_date=dt.date(2024, 1, 20),
            time_zone="text",
        ),
        Items[EmailAccountStatistics],
    )
    assert_type(
        smartlead.analytics.iterate_mailbox_statistics(
            5, prefetch=None, start_date="text", end_date="text"
        ),
        Items[EmailAccountStatistics],
    )


async def analytics_get_campaign_top_level_by_date(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_campaign_top_level_by_date(
            5, start_date=dt.date(2024, 1, 20), end_date=dt.date(2024, 1, 20)
        ),
        list[TopLevelAnalytics],
    )
    assert_type(
        await smartlead.analytics.get_campaign_top_level_by_date(
            5, start_date="text", end_date="text"
        ),
        list[TopLevelAnalytics],
    )


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


async def analytics_get_overall_stats(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_overall_stats(
            is_agency=True,
            start_date=dt.date(2024, 1, 20),
            end_date=dt.date(2024, 1, 20),
            client_ids=[5],
            timezone="text",
            campaign_ids=[5],
            full_data=True,
        ),
        AnalyticsOverview,
    )
    assert_type(
        await smartlead.analytics.get_overall_stats(start_date="text", end_date="text"),
        AnalyticsOverview,
    )


async def analytics_get_day_wise_overall_stats(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_day_wise_overall_stats(
            start_date=dt.date(2024, 1, 20),
            end_date=dt.date(2024, 1, 20),
            client_ids=[5],
            timezone="text",
            campaign_ids=[5],
        ),
        list[DailyStats],
    )
    assert_type(
        await smartlead.analytics.get_day_wise_overall_stats(start_date="text", end_date="text"),
        list[DailyStats],
    )


async def analytics_get_day_wise_overall_stats_by_sent_time(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_day_wise_overall_stats_by_sent_time(
            start_date=dt.date(2024, 1, 20),
            end_date=dt.date(2024, 1, 20),
            client_ids=[5],
            timezone="text",
            campaign_ids=[5],
        ),
        list[DailyStats],
    )
    assert_type(
        await smartlead.analytics.get_day_wise_overall_stats_by_sent_time(
            start_date="text", end_date="text", timezone="text"
        ),
        list[DailyStats],
    )


async def analytics_get_day_wise_positive_reply_stats(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_day_wise_positive_reply_stats(
            start_date=dt.date(2024, 1, 20),
            end_date=dt.date(2024, 1, 20),
            client_ids=[5],
            timezone="text",
            campaign_ids=[5],
        ),
        list[DailyStats],
    )
    assert_type(
        await smartlead.analytics.get_day_wise_positive_reply_stats(
            start_date="text", end_date="text"
        ),
        list[DailyStats],
    )


async def analytics_get_day_wise_positive_reply_stats_by_sent_time(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_day_wise_positive_reply_stats_by_sent_time(
            start_date=dt.date(2024, 1, 20),
            end_date=dt.date(2024, 1, 20),
            client_ids=[5],
            timezone="text",
            campaign_ids=[5],
        ),
        list[DailyStats],
    )
    assert_type(
        await smartlead.analytics.get_day_wise_positive_reply_stats_by_sent_time(
            start_date="text", end_date="text", timezone="text"
        ),
        list[DailyStats],
    )


async def analytics_list_campaigns(smartlead: Smartlead) -> None:
    assert_type(await smartlead.analytics.list_campaigns(client_ids=[5]), list[Campaign])


async def analytics_get_campaign_performance(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_campaign_performance(
            limit=5,
            offset=5,
            start_date=dt.date(2024, 1, 20),
            end_date=dt.date(2024, 1, 20),
            client_ids=[5],
            timezone="text",
            campaign_ids=[5],
            full_data=True,
        ),
        Page[CampaignPerformance],
    )
    assert_type(
        await smartlead.analytics.get_campaign_performance(start_date="text", end_date="text"),
        Page[CampaignPerformance],
    )


async def analytics_get_campaign_response_stats(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_campaign_response_stats(
            start_date=dt.date(2024, 1, 20),
            end_date=dt.date(2024, 1, 20),
            client_ids=[5],
            timezone="text",
            campaign_ids=[5],
            full_data=True,
        ),
        list[CampaignResponses],
    )
    assert_type(
        await smartlead.analytics.get_campaign_response_stats(start_date="text", end_date="text"),
        list[CampaignResponses],
    )


async def analytics_get_campaign_status_stats(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_campaign_status_stats(client_ids=[5]),
        list[CampaignStatusCount],
    )


async def analytics_get_followup_reply_rate(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_followup_reply_rate(
            start_date=dt.date(2024, 1, 20),
            end_date=dt.date(2024, 1, 20),
            client_ids=[5],
            timezone="text",
            campaign_ids=[5],
        ),
        FollowupReplyRate,
    )
    assert_type(
        await smartlead.analytics.get_followup_reply_rate(start_date="text", end_date="text"),
        FollowupReplyRate,
    )


async def analytics_get_lead_to_reply_time(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_lead_to_reply_time(
            start_date=dt.date(2024, 1, 20),
            end_date=dt.date(2024, 1, 20),
            client_ids=[5],
            timezone="text",
            campaign_ids=[5],
        ),
        list[ReplyTime],
    )
    assert_type(
        await smartlead.analytics.get_lead_to_reply_time(start_date="text", end_date="text"),
        list[ReplyTime],
    )


async def analytics_get_leads_for_first_reply(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_leads_for_first_reply(
            start_date=dt.date(2024, 1, 20),
            end_date=dt.date(2024, 1, 20),
            client_ids=[5],
            timezone="text",
            campaign_ids=[5],
        ),
        FirstReplyLeads,
    )
    assert_type(
        await smartlead.analytics.get_leads_for_first_reply(start_date="text", end_date="text"),
        FirstReplyLeads,
    )


async def analytics_list_clients(smartlead: Smartlead) -> None:
    assert_type(await smartlead.analytics.list_clients(client_ids=[5]), list[AnalyticsClient])


async def analytics_get_client_performance(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_client_performance(
            limit=5,
            offset=5,
            start_date=dt.date(2024, 1, 20),
            end_date=dt.date(2024, 1, 20),
            client_ids=[5],
            timezone="text",
            filter="text",
            full_data=True,
        ),
        Page[ClientPerformance],
    )
    assert_type(
        await smartlead.analytics.get_client_performance(start_date="text", end_date="text"),
        Page[ClientPerformance],
    )


async def analytics_get_client_month_wise_count(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_client_month_wise_count(client_ids=[5]),
        list[MonthlyClientCount],
    )


async def analytics_get_lead_overall_stats(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_lead_overall_stats(
            start_date=dt.date(2024, 1, 20),
            end_date=dt.date(2024, 1, 20),
            client_ids=[5],
            timezone="text",
            campaign_ids=[5],
        ),
        LeadTotals,
    )
    assert_type(
        await smartlead.analytics.get_lead_overall_stats(start_date="text", end_date="text"),
        LeadTotals,
    )


async def analytics_get_lead_category_response(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_lead_category_response(
            start_date=dt.date(2024, 1, 20),
            end_date=dt.date(2024, 1, 20),
            client_ids=[5],
            timezone="text",
            campaign_ids=[5],
        ),
        list[LeadCategoryResponse],
    )
    assert_type(
        await smartlead.analytics.get_lead_category_response(start_date="text", end_date="text"),
        list[LeadCategoryResponse],
    )


async def analytics_get_mailbox_overall_stats(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_mailbox_overall_stats(client_ids=[5]), EmailAccountTotals
    )


async def analytics_get_mailbox_name_health(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_mailbox_name_health(
            limit=5,
            offset=5,
            is_bounced=True,
            start_date=dt.date(2024, 1, 20),
            end_date=dt.date(2024, 1, 20),
            client_ids=[5],
            timezone="text",
            campaign_ids=[5],
            full_data=True,
        ),
        Page[EmailAccountHealth],
    )
    assert_type(
        await smartlead.analytics.get_mailbox_name_health(start_date="text", end_date="text"),
        Page[EmailAccountHealth],
    )


async def analytics_get_mailbox_domain_health(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_mailbox_domain_health(
            limit=5,
            offset=5,
            start_date=dt.date(2024, 1, 20),
            end_date=dt.date(2024, 1, 20),
            client_ids=[5],
            timezone="text",
            campaign_ids=[5],
            full_data=True,
        ),
        Page[DomainHealth],
    )
    assert_type(
        await smartlead.analytics.get_mailbox_domain_health(start_date="text", end_date="text"),
        Page[DomainHealth],
    )


async def analytics_get_mailbox_provider_performance(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_mailbox_provider_performance(
            start_date=dt.date(2024, 1, 20),
            end_date=dt.date(2024, 1, 20),
            client_ids=[5],
            timezone="text",
            campaign_ids=[5],
            full_data=True,
        ),
        PerformanceByProvider,
    )
    assert_type(
        await smartlead.analytics.get_mailbox_provider_performance(
            start_date="text", end_date="text"
        ),
        PerformanceByProvider,
    )


async def analytics_get_team_board_stats(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.analytics.get_team_board_stats(
            start_date=dt.date(2024, 1, 20),
            end_date=dt.date(2024, 1, 20),
            client_ids=[5],
            timezone="text",
            campaign_ids=[5],
            full_data=True,
        ),
        list[TeamMemberStats],
    )
    assert_type(
        await smartlead.analytics.get_team_board_stats(start_date="text", end_date="text"),
        list[TeamMemberStats],
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
            association_type="user",
            event_type_map={"EMAIL_SENT": True},
            category_id_map={"text": True},
            event_type=WebhookEventType.EMAIL_SENT,
            category_id=5,
            webhook_type="text",
            force_create=True,
        ),
        Webhook,
    )
    assert_type(
        await smartlead.webhooks.create(
            webhook_url="text", event_types=["EMAIL_SENT"], event_type="EMAIL_SENT"
        ),
        Webhook,
    )
    await smartlead.webhooks.create(webhook_url="text", event_types=["no such value"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await smartlead.webhooks.create(webhook_url="text", association_type="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.webhooks.create(webhook_url="text", event_type="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


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
    assert_type(await smartlead.webhooks.update(5, event_types=["EMAIL_SENT"]), Acknowledgement)
    await smartlead.webhooks.update(5, event_types=["no such value"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]


async def webhooks_delete(smartlead: Smartlead) -> None:
    assert_type(await smartlead.webhooks.delete(5), Acknowledgement)


async def webhooks_get(smartlead: Smartlead) -> None:
    assert_type(await smartlead.webhooks.get(5), Webhook)


async def webhooks_list_for_campaign(smartlead: Smartlead) -> None:
    assert_type(await smartlead.webhooks.list_for_campaign(5), list[Webhook])


async def webhooks_save_for_campaign(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.webhooks.save_for_campaign(
            5,
            name="text",
            webhook_url="text",
            event_types=[WebhookEventType.EMAIL_SENT],
            categories=["text"],
            id=5,
        ),
        Webhook,
    )
    assert_type(
        await smartlead.webhooks.save_for_campaign(
            5, name="text", webhook_url="text", event_types=["EMAIL_SENT"], id=None
        ),
        Webhook,
    )
    await smartlead.webhooks.save_for_campaign(
        5,
        name="text",
        webhook_url="text",
        event_types=["no such value"],  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    )


async def webhooks_delete_for_campaign(smartlead: Smartlead) -> None:
    assert_type(await smartlead.webhooks.delete_for_campaign(5, 5), Acknowledgement)


async def webhooks_retrigger_failed_for_campaign(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.webhooks.retrigger_failed_for_campaign(
            5,
            from_time=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
            to_time=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
        ),
        RetriggeredEvents,
    )
    assert_type(
        await smartlead.webhooks.retrigger_failed_for_campaign(5, from_time="text", to_time="text"),
        RetriggeredEvents,
    )


async def webhooks_get_summary_for_campaign(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.webhooks.get_summary_for_campaign(
            5,
            from_time=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
            to_time=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
        ),
        WebhookSummary,
    )
    assert_type(
        await smartlead.webhooks.get_summary_for_campaign(5, from_time="text", to_time="text"),
        WebhookSummary,
    )


async def inbox_list_untracked(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.inbox.list_untracked(
            offset=5,
            limit=5,
            fetch_attachments=True,
            fetch_body=True,
            from_email="text",
            to_email="text",
            subject_line="text",
        ),
        Page[UntrackedReply],
    )


def inbox_iterate_untracked(smartlead: Smartlead) -> None:
    assert_type(
        smartlead.inbox.iterate_untracked(
            page_size=5,
            prefetch=5,
            patience=0.5,
            fetch_attachments=True,
            fetch_body=True,
            from_email="text",
            to_email="text",
            subject_line="text",
        ),
        Items[UntrackedReply],
    )
    assert_type(smartlead.inbox.iterate_untracked(prefetch=None), Items[UntrackedReply])


async def inbox_get(smartlead: Smartlead) -> None:
    assert_type(await smartlead.inbox.get(5), InboxMessage)


async def inbox_get_reply_status(smartlead: Smartlead) -> None:
    assert_type(await smartlead.inbox.get_reply_status(message_id="text"), ReplyStatus)


async def inbox_set_read_status(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.inbox.set_read_status(email_lead_map_id=5, read_status=True), InboxUpdate
    )


async def inbox_update_category(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.inbox.update_category(email_lead_map_id=5, category_id=5), Acknowledgement
    )
    assert_type(
        await smartlead.inbox.update_category(email_lead_map_id=5, category_id=None),
        Acknowledgement,
    )


async def inbox_update_revenue(smartlead: Smartlead) -> None:
    assert_type(await smartlead.inbox.update_revenue(email_lead_map_id=5, revenue=0.5), InboxUpdate)


async def inbox_update_team_member(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.inbox.update_team_member(email_lead_map_id=5, team_member_id=5), InboxUpdate
    )


async def inbox_resume_lead(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.inbox.resume_lead(campaign_id=5, email_lead_map_id=5, resume_delay_days=5),
        InboxUpdate,
    )


async def inbox_push_to_subsequence(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.inbox.push_to_subsequence(
            email_lead_map_id=5,
            sub_sequence_id=5,
            sub_sequence_delay_time=5,
            stop_lead_on_parent_campaign_reply=True,
        ),
        InboxUpdate,
    )


async def inbox_set_reminder(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.inbox.set_reminder(
            email_lead_map_id=5,
            email_stats_id="text",
            message="text",
            reminder_time=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
        ),
        InboxReminder,
    )
    assert_type(
        await smartlead.inbox.set_reminder(
            email_lead_map_id=5, email_stats_id="text", message="text", reminder_time="text"
        ),
        InboxReminder,
    )


async def inbox_block_domains(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.inbox.block_domains(domains=["text"], source="manual"), BlockedDomains
    )
    await smartlead.inbox.block_domains(domains=["text"], source="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def inbox_forward(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.inbox.forward(
            5,
            message_id="text",
            stats_id="text",
            to_emails=["text"],
            forward_email_body="text",
            forward_email_subject="text",
        ),
        ForwardedEmail,
    )


async def inbox_list_replies(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.inbox.list_replies(
            offset=5,
            limit=5,
            filters={
                "search": "text",
                "lead_categories": {
                    "unassigned": True,
                    "is_assigned": True,
                    "category_ids_in": [5],
                    "category_ids_not_in": [5],
                },
                "email_status": InboxEmailStatus.OPENED,
                "campaign_id": 5,
                "email_account_id": 5,
                "campaign_team_member_id": 5,
                "campaign_tag_id": 5,
                "campaign_client_id": 5,
                "reply_time_between": [dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)],
            },
            sort_by="REPLY_TIME_DESC",
            fetch_message_history=True,
        ),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_replies(
            filters={
                "email_status": "Opened",
                "campaign_id": [5],
                "email_account_id": [5],
                "campaign_team_member_id": [5],
                "campaign_tag_id": [5],
                "campaign_client_id": [5],
                "reply_time_between": ["text"],
            }
        ),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_replies(filters={"email_status": [InboxEmailStatus.OPENED]}),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_replies(filters={"email_status": ["Opened"]}), Page[InboxMessage]
    )
    await smartlead.inbox.list_replies(filters={"email_status": "no such value"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.inbox.list_replies(filters={"email_status": ["no such value"]})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.inbox.list_replies(sort_by="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def inbox_iterate_replies(smartlead: Smartlead) -> None:
    assert_type(
        smartlead.inbox.iterate_replies(
            page_size=5,
            prefetch=5,
            patience=0.5,
            filters={
                "search": "text",
                "lead_categories": {
                    "unassigned": True,
                    "is_assigned": True,
                    "category_ids_in": [5],
                    "category_ids_not_in": [5],
                },
                "email_status": InboxEmailStatus.OPENED,
                "campaign_id": 5,
                "email_account_id": 5,
                "campaign_team_member_id": 5,
                "campaign_tag_id": 5,
                "campaign_client_id": 5,
                "reply_time_between": [dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)],
            },
            sort_by="REPLY_TIME_DESC",
            fetch_message_history=True,
        ),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_replies(
            prefetch=None,
            filters={
                "email_status": "Opened",
                "campaign_id": [5],
                "email_account_id": [5],
                "campaign_team_member_id": [5],
                "campaign_tag_id": [5],
                "campaign_client_id": [5],
                "reply_time_between": ["text"],
            },
        ),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_replies(filters={"email_status": [InboxEmailStatus.OPENED]}),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_replies(filters={"email_status": ["Opened"]}), Items[InboxMessage]
    )
    smartlead.inbox.iterate_replies(filters={"email_status": "no such value"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.inbox.iterate_replies(filters={"email_status": ["no such value"]})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.inbox.iterate_replies(sort_by="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def inbox_list_unread(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.inbox.list_unread(
            offset=5,
            limit=5,
            filters={
                "search": "text",
                "lead_categories": {
                    "unassigned": True,
                    "is_assigned": True,
                    "category_ids_in": [5],
                    "category_ids_not_in": [5],
                },
                "email_status": InboxEmailStatus.OPENED,
                "campaign_id": 5,
                "email_account_id": 5,
                "campaign_team_member_id": 5,
                "campaign_tag_id": 5,
                "campaign_client_id": 5,
                "reply_time_between": [dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)],
            },
            sort_by="REPLY_TIME_DESC",
            fetch_message_history=True,
        ),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_unread(
            filters={
                "email_status": "Opened",
                "campaign_id": [5],
                "email_account_id": [5],
                "campaign_team_member_id": [5],
                "campaign_tag_id": [5],
                "campaign_client_id": [5],
                "reply_time_between": ["text"],
            }
        ),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_unread(filters={"email_status": [InboxEmailStatus.OPENED]}),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_unread(filters={"email_status": ["Opened"]}), Page[InboxMessage]
    )
    await smartlead.inbox.list_unread(filters={"email_status": "no such value"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.inbox.list_unread(filters={"email_status": ["no such value"]})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.inbox.list_unread(sort_by="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def inbox_iterate_unread(smartlead: Smartlead) -> None:
    assert_type(
        smartlead.inbox.iterate_unread(
            page_size=5,
            prefetch=5,
            patience=0.5,
            filters={
                "search": "text",
                "lead_categories": {
                    "unassigned": True,
                    "is_assigned": True,
                    "category_ids_in": [5],
                    "category_ids_not_in": [5],
                },
                "email_status": InboxEmailStatus.OPENED,
                "campaign_id": 5,
                "email_account_id": 5,
                "campaign_team_member_id": 5,
                "campaign_tag_id": 5,
                "campaign_client_id": 5,
                "reply_time_between": [dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)],
            },
            sort_by="REPLY_TIME_DESC",
            fetch_message_history=True,
        ),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_unread(
            prefetch=None,
            filters={
                "email_status": "Opened",
                "campaign_id": [5],
                "email_account_id": [5],
                "campaign_team_member_id": [5],
                "campaign_tag_id": [5],
                "campaign_client_id": [5],
                "reply_time_between": ["text"],
            },
        ),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_unread(filters={"email_status": [InboxEmailStatus.OPENED]}),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_unread(filters={"email_status": ["Opened"]}), Items[InboxMessage]
    )
    smartlead.inbox.iterate_unread(filters={"email_status": "no such value"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.inbox.iterate_unread(filters={"email_status": ["no such value"]})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.inbox.iterate_unread(sort_by="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def inbox_list_important(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.inbox.list_important(
            offset=5,
            limit=5,
            filters={
                "search": "text",
                "lead_categories": {
                    "unassigned": True,
                    "is_assigned": True,
                    "category_ids_in": [5],
                    "category_ids_not_in": [5],
                },
                "email_status": InboxEmailStatus.OPENED,
                "campaign_id": 5,
                "email_account_id": 5,
                "campaign_team_member_id": 5,
                "campaign_tag_id": 5,
                "campaign_client_id": 5,
                "reply_time_between": [dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)],
            },
            sort_by="REPLY_TIME_DESC",
            fetch_message_history=True,
        ),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_important(
            filters={
                "email_status": "Opened",
                "campaign_id": [5],
                "email_account_id": [5],
                "campaign_team_member_id": [5],
                "campaign_tag_id": [5],
                "campaign_client_id": [5],
                "reply_time_between": ["text"],
            }
        ),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_important(filters={"email_status": [InboxEmailStatus.OPENED]}),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_important(filters={"email_status": ["Opened"]}),
        Page[InboxMessage],
    )
    await smartlead.inbox.list_important(filters={"email_status": "no such value"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.inbox.list_important(filters={"email_status": ["no such value"]})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.inbox.list_important(sort_by="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def inbox_iterate_important(smartlead: Smartlead) -> None:
    assert_type(
        smartlead.inbox.iterate_important(
            page_size=5,
            prefetch=5,
            patience=0.5,
            filters={
                "search": "text",
                "lead_categories": {
                    "unassigned": True,
                    "is_assigned": True,
                    "category_ids_in": [5],
                    "category_ids_not_in": [5],
                },
                "email_status": InboxEmailStatus.OPENED,
                "campaign_id": 5,
                "email_account_id": 5,
                "campaign_team_member_id": 5,
                "campaign_tag_id": 5,
                "campaign_client_id": 5,
                "reply_time_between": [dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)],
            },
            sort_by="REPLY_TIME_DESC",
            fetch_message_history=True,
        ),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_important(
            prefetch=None,
            filters={
                "email_status": "Opened",
                "campaign_id": [5],
                "email_account_id": [5],
                "campaign_team_member_id": [5],
                "campaign_tag_id": [5],
                "campaign_client_id": [5],
                "reply_time_between": ["text"],
            },
        ),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_important(filters={"email_status": [InboxEmailStatus.OPENED]}),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_important(filters={"email_status": ["Opened"]}), Items[InboxMessage]
    )
    smartlead.inbox.iterate_important(filters={"email_status": "no such value"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.inbox.iterate_important(filters={"email_status": ["no such value"]})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.inbox.iterate_important(sort_by="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def inbox_list_snoozed(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.inbox.list_snoozed(
            offset=5,
            limit=5,
            filters={
                "search": "text",
                "lead_categories": {
                    "unassigned": True,
                    "is_assigned": True,
                    "category_ids_in": [5],
                    "category_ids_not_in": [5],
                },
                "email_status": InboxEmailStatus.OPENED,
                "campaign_id": 5,
                "email_account_id": 5,
                "campaign_team_member_id": 5,
                "campaign_tag_id": 5,
                "campaign_client_id": 5,
                "reply_time_between": [dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)],
            },
            sort_by="REPLY_TIME_DESC",
            fetch_message_history=True,
        ),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_snoozed(
            filters={
                "email_status": "Opened",
                "campaign_id": [5],
                "email_account_id": [5],
                "campaign_team_member_id": [5],
                "campaign_tag_id": [5],
                "campaign_client_id": [5],
                "reply_time_between": ["text"],
            }
        ),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_snoozed(filters={"email_status": [InboxEmailStatus.OPENED]}),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_snoozed(filters={"email_status": ["Opened"]}), Page[InboxMessage]
    )
    await smartlead.inbox.list_snoozed(filters={"email_status": "no such value"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.inbox.list_snoozed(filters={"email_status": ["no such value"]})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.inbox.list_snoozed(sort_by="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def inbox_iterate_snoozed(smartlead: Smartlead) -> None:
    assert_type(
        smartlead.inbox.iterate_snoozed(
            page_size=5,
            prefetch=5,
            patience=0.5,
            filters={
                "search": "text",
                "lead_categories": {
                    "unassigned": True,
                    "is_assigned": True,
                    "category_ids_in": [5],
                    "category_ids_not_in": [5],
                },
                "email_status": InboxEmailStatus.OPENED,
                "campaign_id": 5,
                "email_account_id": 5,
                "campaign_team_member_id": 5,
                "campaign_tag_id": 5,
                "campaign_client_id": 5,
                "reply_time_between": [dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)],
            },
            sort_by="REPLY_TIME_DESC",
            fetch_message_history=True,
        ),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_snoozed(
            prefetch=None,
            filters={
                "email_status": "Opened",
                "campaign_id": [5],
                "email_account_id": [5],
                "campaign_team_member_id": [5],
                "campaign_tag_id": [5],
                "campaign_client_id": [5],
                "reply_time_between": ["text"],
            },
        ),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_snoozed(filters={"email_status": [InboxEmailStatus.OPENED]}),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_snoozed(filters={"email_status": ["Opened"]}), Items[InboxMessage]
    )
    smartlead.inbox.iterate_snoozed(filters={"email_status": "no such value"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.inbox.iterate_snoozed(filters={"email_status": ["no such value"]})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.inbox.iterate_snoozed(sort_by="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def inbox_list_archived(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.inbox.list_archived(
            offset=5,
            limit=5,
            filters={
                "search": "text",
                "lead_categories": {
                    "unassigned": True,
                    "is_assigned": True,
                    "category_ids_in": [5],
                    "category_ids_not_in": [5],
                },
                "email_status": InboxEmailStatus.OPENED,
                "campaign_id": 5,
                "email_account_id": 5,
                "campaign_team_member_id": 5,
                "campaign_tag_id": 5,
                "campaign_client_id": 5,
                "reply_time_between": [dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)],
            },
            sort_by="REPLY_TIME_DESC",
            fetch_message_history=True,
        ),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_archived(
            filters={
                "email_status": "Opened",
                "campaign_id": [5],
                "email_account_id": [5],
                "campaign_team_member_id": [5],
                "campaign_tag_id": [5],
                "campaign_client_id": [5],
                "reply_time_between": ["text"],
            }
        ),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_archived(filters={"email_status": [InboxEmailStatus.OPENED]}),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_archived(filters={"email_status": ["Opened"]}),
        Page[InboxMessage],
    )
    await smartlead.inbox.list_archived(filters={"email_status": "no such value"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.inbox.list_archived(filters={"email_status": ["no such value"]})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.inbox.list_archived(sort_by="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def inbox_iterate_archived(smartlead: Smartlead) -> None:
    assert_type(
        smartlead.inbox.iterate_archived(
            page_size=5,
            prefetch=5,
            patience=0.5,
            filters={
                "search": "text",
                "lead_categories": {
                    "unassigned": True,
                    "is_assigned": True,
                    "category_ids_in": [5],
                    "category_ids_not_in": [5],
                },
                "email_status": InboxEmailStatus.OPENED,
                "campaign_id": 5,
                "email_account_id": 5,
                "campaign_team_member_id": 5,
                "campaign_tag_id": 5,
                "campaign_client_id": 5,
                "reply_time_between": [dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)],
            },
            sort_by="REPLY_TIME_DESC",
            fetch_message_history=True,
        ),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_archived(
            prefetch=None,
            filters={
                "email_status": "Opened",
                "campaign_id": [5],
                "email_account_id": [5],
                "campaign_team_member_id": [5],
                "campaign_tag_id": [5],
                "campaign_client_id": [5],
                "reply_time_between": ["text"],
            },
        ),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_archived(filters={"email_status": [InboxEmailStatus.OPENED]}),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_archived(filters={"email_status": ["Opened"]}), Items[InboxMessage]
    )
    smartlead.inbox.iterate_archived(filters={"email_status": "no such value"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.inbox.iterate_archived(filters={"email_status": ["no such value"]})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.inbox.iterate_archived(sort_by="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def inbox_list_sent(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.inbox.list_sent(
            offset=5,
            limit=5,
            filters={
                "search": "text",
                "lead_categories": {
                    "unassigned": True,
                    "is_assigned": True,
                    "category_ids_in": [5],
                    "category_ids_not_in": [5],
                },
                "email_status": InboxEmailStatus.OPENED,
                "campaign_id": 5,
                "email_account_id": 5,
                "campaign_team_member_id": 5,
                "campaign_tag_id": 5,
                "campaign_client_id": 5,
                "reply_time_between": [dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)],
            },
            sort_by="REPLY_TIME_DESC",
        ),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_sent(
            filters={
                "email_status": "Opened",
                "campaign_id": [5],
                "email_account_id": [5],
                "campaign_team_member_id": [5],
                "campaign_tag_id": [5],
                "campaign_client_id": [5],
                "reply_time_between": ["text"],
            }
        ),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_sent(filters={"email_status": [InboxEmailStatus.OPENED]}),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_sent(filters={"email_status": ["Opened"]}), Page[InboxMessage]
    )
    await smartlead.inbox.list_sent(filters={"email_status": "no such value"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.inbox.list_sent(filters={"email_status": ["no such value"]})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.inbox.list_sent(sort_by="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def inbox_iterate_sent(smartlead: Smartlead) -> None:
    assert_type(
        smartlead.inbox.iterate_sent(
            page_size=5,
            prefetch=5,
            patience=0.5,
            filters={
                "search": "text",
                "lead_categories": {
                    "unassigned": True,
                    "is_assigned": True,
                    "category_ids_in": [5],
                    "category_ids_not_in": [5],
                },
                "email_status": InboxEmailStatus.OPENED,
                "campaign_id": 5,
                "email_account_id": 5,
                "campaign_team_member_id": 5,
                "campaign_tag_id": 5,
                "campaign_client_id": 5,
                "reply_time_between": [dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)],
            },
            sort_by="REPLY_TIME_DESC",
        ),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_sent(
            prefetch=None,
            filters={
                "email_status": "Opened",
                "campaign_id": [5],
                "email_account_id": [5],
                "campaign_team_member_id": [5],
                "campaign_tag_id": [5],
                "campaign_client_id": [5],
                "reply_time_between": ["text"],
            },
        ),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_sent(filters={"email_status": [InboxEmailStatus.OPENED]}),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_sent(filters={"email_status": ["Opened"]}), Items[InboxMessage]
    )
    smartlead.inbox.iterate_sent(filters={"email_status": "no such value"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.inbox.iterate_sent(filters={"email_status": ["no such value"]})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.inbox.iterate_sent(sort_by="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def inbox_list_scheduled(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.inbox.list_scheduled(
            offset=5,
            limit=5,
            filters={
                "search": "text",
                "lead_categories": {
                    "unassigned": True,
                    "is_assigned": True,
                    "category_ids_in": [5],
                    "category_ids_not_in": [5],
                },
                "email_status": InboxEmailStatus.OPENED,
                "campaign_id": 5,
                "email_account_id": 5,
                "campaign_team_member_id": 5,
                "campaign_tag_id": 5,
                "campaign_client_id": 5,
                "reply_time_between": [dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)],
            },
            sort_by="SCHEDULED_TIME_ASC",
            fetch_message_history=True,
        ),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_scheduled(
            filters={
                "email_status": "Opened",
                "campaign_id": [5],
                "email_account_id": [5],
                "campaign_team_member_id": [5],
                "campaign_tag_id": [5],
                "campaign_client_id": [5],
                "reply_time_between": ["text"],
            }
        ),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_scheduled(filters={"email_status": [InboxEmailStatus.OPENED]}),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_scheduled(filters={"email_status": ["Opened"]}),
        Page[InboxMessage],
    )
    await smartlead.inbox.list_scheduled(filters={"email_status": "no such value"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.inbox.list_scheduled(filters={"email_status": ["no such value"]})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.inbox.list_scheduled(sort_by="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def inbox_iterate_scheduled(smartlead: Smartlead) -> None:
    assert_type(
        smartlead.inbox.iterate_scheduled(
            page_size=5,
            prefetch=5,
            patience=0.5,
            filters={
                "search": "text",
                "lead_categories": {
                    "unassigned": True,
                    "is_assigned": True,
                    "category_ids_in": [5],
                    "category_ids_not_in": [5],
                },
                "email_status": InboxEmailStatus.OPENED,
                "campaign_id": 5,
                "email_account_id": 5,
                "campaign_team_member_id": 5,
                "campaign_tag_id": 5,
                "campaign_client_id": 5,
                "reply_time_between": [dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)],
            },
            sort_by="SCHEDULED_TIME_ASC",
            fetch_message_history=True,
        ),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_scheduled(
            prefetch=None,
            filters={
                "email_status": "Opened",
                "campaign_id": [5],
                "email_account_id": [5],
                "campaign_team_member_id": [5],
                "campaign_tag_id": [5],
                "campaign_client_id": [5],
                "reply_time_between": ["text"],
            },
        ),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_scheduled(filters={"email_status": [InboxEmailStatus.OPENED]}),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_scheduled(filters={"email_status": ["Opened"]}), Items[InboxMessage]
    )
    smartlead.inbox.iterate_scheduled(filters={"email_status": "no such value"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.inbox.iterate_scheduled(filters={"email_status": ["no such value"]})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.inbox.iterate_scheduled(sort_by="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def inbox_list_reminders(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.inbox.list_reminders(
            offset=5,
            limit=5,
            filters={
                "search": "text",
                "lead_categories": {
                    "unassigned": True,
                    "is_assigned": True,
                    "category_ids_in": [5],
                    "category_ids_not_in": [5],
                },
                "email_status": InboxEmailStatus.OPENED,
                "campaign_id": 5,
                "email_account_id": 5,
                "campaign_team_member_id": 5,
                "campaign_tag_id": 5,
                "campaign_client_id": 5,
                "reply_time_between": [dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)],
            },
            sort_by="REMINDER_TIME_ASC",
        ),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_reminders(
            filters={
                "email_status": "Opened",
                "campaign_id": [5],
                "email_account_id": [5],
                "campaign_team_member_id": [5],
                "campaign_tag_id": [5],
                "campaign_client_id": [5],
                "reply_time_between": ["text"],
            }
        ),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_reminders(filters={"email_status": [InboxEmailStatus.OPENED]}),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_reminders(filters={"email_status": ["Opened"]}),
        Page[InboxMessage],
    )
    await smartlead.inbox.list_reminders(filters={"email_status": "no such value"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.inbox.list_reminders(filters={"email_status": ["no such value"]})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.inbox.list_reminders(sort_by="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def inbox_iterate_reminders(smartlead: Smartlead) -> None:
    assert_type(
        smartlead.inbox.iterate_reminders(
            page_size=5,
            prefetch=5,
            patience=0.5,
            filters={
                "search": "text",
                "lead_categories": {
                    "unassigned": True,
                    "is_assigned": True,
                    "category_ids_in": [5],
                    "category_ids_not_in": [5],
                },
                "email_status": InboxEmailStatus.OPENED,
                "campaign_id": 5,
                "email_account_id": 5,
                "campaign_team_member_id": 5,
                "campaign_tag_id": 5,
                "campaign_client_id": 5,
                "reply_time_between": [dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)],
            },
            sort_by="REMINDER_TIME_ASC",
        ),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_reminders(
            prefetch=None,
            filters={
                "email_status": "Opened",
                "campaign_id": [5],
                "email_account_id": [5],
                "campaign_team_member_id": [5],
                "campaign_tag_id": [5],
                "campaign_client_id": [5],
                "reply_time_between": ["text"],
            },
        ),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_reminders(filters={"email_status": [InboxEmailStatus.OPENED]}),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_reminders(filters={"email_status": ["Opened"]}), Items[InboxMessage]
    )
    smartlead.inbox.iterate_reminders(filters={"email_status": "no such value"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.inbox.iterate_reminders(filters={"email_status": ["no such value"]})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.inbox.iterate_reminders(sort_by="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def inbox_list_assigned_to_me(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.inbox.list_assigned_to_me(
            offset=5,
            limit=5,
            filters={
                "search": "text",
                "lead_categories": {
                    "unassigned": True,
                    "is_assigned": True,
                    "category_ids_in": [5],
                    "category_ids_not_in": [5],
                },
                "email_status": InboxEmailStatus.OPENED,
                "campaign_id": 5,
                "email_account_id": 5,
                "campaign_team_member_id": 5,
                "campaign_tag_id": 5,
                "campaign_client_id": 5,
                "reply_time_between": [dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)],
            },
            sort_by="REPLY_TIME_DESC",
            fetch_message_history=True,
        ),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_assigned_to_me(
            filters={
                "email_status": "Opened",
                "campaign_id": [5],
                "email_account_id": [5],
                "campaign_team_member_id": [5],
                "campaign_tag_id": [5],
                "campaign_client_id": [5],
                "reply_time_between": ["text"],
            }
        ),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_assigned_to_me(
            filters={"email_status": [InboxEmailStatus.OPENED]}
        ),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_assigned_to_me(filters={"email_status": ["Opened"]}),
        Page[InboxMessage],
    )
    await smartlead.inbox.list_assigned_to_me(filters={"email_status": "no such value"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.inbox.list_assigned_to_me(filters={"email_status": ["no such value"]})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.inbox.list_assigned_to_me(sort_by="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def inbox_iterate_assigned_to_me(smartlead: Smartlead) -> None:
    assert_type(
        smartlead.inbox.iterate_assigned_to_me(
            page_size=5,
            prefetch=5,
            patience=0.5,
            filters={
                "search": "text",
                "lead_categories": {
                    "unassigned": True,
                    "is_assigned": True,
                    "category_ids_in": [5],
                    "category_ids_not_in": [5],
                },
                "email_status": InboxEmailStatus.OPENED,
                "campaign_id": 5,
                "email_account_id": 5,
                "campaign_team_member_id": 5,
                "campaign_tag_id": 5,
                "campaign_client_id": 5,
                "reply_time_between": [dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)],
            },
            sort_by="REPLY_TIME_DESC",
            fetch_message_history=True,
        ),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_assigned_to_me(
            prefetch=None,
            filters={
                "email_status": "Opened",
                "campaign_id": [5],
                "email_account_id": [5],
                "campaign_team_member_id": [5],
                "campaign_tag_id": [5],
                "campaign_client_id": [5],
                "reply_time_between": ["text"],
            },
        ),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_assigned_to_me(filters={"email_status": [InboxEmailStatus.OPENED]}),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_assigned_to_me(filters={"email_status": ["Opened"]}),
        Items[InboxMessage],
    )
    smartlead.inbox.iterate_assigned_to_me(filters={"email_status": "no such value"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.inbox.iterate_assigned_to_me(filters={"email_status": ["no such value"]})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.inbox.iterate_assigned_to_me(sort_by="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def inbox_list_view(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.inbox.list_view(
            offset=5,
            limit=5,
            filters={
                "search": "text",
                "lead_categories": {
                    "unassigned": True,
                    "is_assigned": True,
                    "category_ids_in": [5],
                    "category_ids_not_in": [5],
                },
                "email_status": InboxEmailStatus.OPENED,
                "campaign_id": 5,
                "email_account_id": 5,
                "campaign_team_member_id": 5,
                "campaign_tag_id": 5,
                "campaign_client_id": 5,
                "reply_time_between": [dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)],
                "sub_sequence_id": 5,
            },
            sort_by="REPLY_TIME_DESC",
            fetch_message_history=True,
        ),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_view(
            filters={
                "email_status": "Opened",
                "campaign_id": [5],
                "email_account_id": [5],
                "campaign_team_member_id": [5],
                "campaign_tag_id": [5],
                "campaign_client_id": [5],
                "reply_time_between": ["text"],
            }
        ),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_view(filters={"email_status": [InboxEmailStatus.OPENED]}),
        Page[InboxMessage],
    )
    assert_type(
        await smartlead.inbox.list_view(filters={"email_status": ["Opened"]}), Page[InboxMessage]
    )
    await smartlead.inbox.list_view(filters={"email_status": "no such value"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.inbox.list_view(filters={"email_status": ["no such value"]})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.inbox.list_view(sort_by="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def inbox_iterate_view(smartlead: Smartlead) -> None:
    assert_type(
        smartlead.inbox.iterate_view(
            page_size=5,
            prefetch=5,
            patience=0.5,
            filters={
                "search": "text",
                "lead_categories": {
                    "unassigned": True,
                    "is_assigned": True,
                    "category_ids_in": [5],
                    "category_ids_not_in": [5],
                },
                "email_status": InboxEmailStatus.OPENED,
                "campaign_id": 5,
                "email_account_id": 5,
                "campaign_team_member_id": 5,
                "campaign_tag_id": 5,
                "campaign_client_id": 5,
                "reply_time_between": [dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)],
                "sub_sequence_id": 5,
            },
            sort_by="REPLY_TIME_DESC",
            fetch_message_history=True,
        ),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_view(
            prefetch=None,
            filters={
                "email_status": "Opened",
                "campaign_id": [5],
                "email_account_id": [5],
                "campaign_team_member_id": [5],
                "campaign_tag_id": [5],
                "campaign_client_id": [5],
                "reply_time_between": ["text"],
            },
        ),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_view(filters={"email_status": [InboxEmailStatus.OPENED]}),
        Items[InboxMessage],
    )
    assert_type(
        smartlead.inbox.iterate_view(filters={"email_status": ["Opened"]}), Items[InboxMessage]
    )
    smartlead.inbox.iterate_view(filters={"email_status": "no such value"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.inbox.iterate_view(filters={"email_status": ["no such value"]})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.inbox.iterate_view(sort_by="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def clients_list(smartlead: Smartlead) -> None:
    assert_type(await smartlead.clients.list(), list[Client])


async def clients_save(smartlead: Smartlead, secret: Secret) -> None:
    assert_type(
        await smartlead.clients.save(
            email="text",
            name="text",
            password="text",
            logo="text",
            logo_url="text",
            permission=["text"],
            is_credit_assigned=True,
            email_credits=5,
            lead_credits=5,
            id=5,
            uuid="text",
        ),
        Client,
    )
    assert_type(await smartlead.clients.save(email="text", name="text", password=secret), Client)


async def clients_list_api_keys(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.clients.list_api_keys(client_id=5, status="active", key_name="text"),
        list[ClientApiKey],
    )
    await smartlead.clients.list_api_keys(status="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def clients_create_api_key(smartlead: Smartlead) -> None:
    assert_type(await smartlead.clients.create_api_key(client_id=5, key_name="text"), ClientApiKey)


async def clients_delete_api_key(smartlead: Smartlead) -> None:
    assert_type(await smartlead.clients.delete_api_key(5), Acknowledgement)


async def clients_reset_api_key(smartlead: Smartlead) -> None:
    assert_type(await smartlead.clients.reset_api_key(5), Acknowledgement)


async def block_list_list(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.block_list.list(
            offset=5,
            limit=5,
            filter_client_id=5,
            filter_email_or_domain="text",
            filter_email_with_domain="text",
        ),
        Page[BlockListEntry],
    )


def block_list_iterate(smartlead: Smartlead) -> None:
    assert_type(
        smartlead.block_list.iterate(
            page_size=5,
            prefetch=5,
            patience=0.5,
            filter_client_id=5,
            filter_email_or_domain="text",
            filter_email_with_domain="text",
        ),
        Items[BlockListEntry],
    )
    assert_type(smartlead.block_list.iterate(prefetch=None), Items[BlockListEntry])


async def block_list_delete(smartlead: Smartlead) -> None:
    assert_type(await smartlead.block_list.delete(5), Acknowledgement)


async def lead_lists_list(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.lead_lists.list(offset=5, limit=5, list_name="text", tag_ids=[5]),
        Page[LeadList],
    )


def lead_lists_iterate(smartlead: Smartlead) -> None:
    assert_type(
        smartlead.lead_lists.iterate(
            page_size=5, prefetch=5, patience=0.5, list_name="text", tag_ids=[5]
        ),
        Items[LeadList],
    )
    assert_type(smartlead.lead_lists.iterate(prefetch=None), Items[LeadList])


async def lead_lists_create(smartlead: Smartlead) -> None:
    assert_type(await smartlead.lead_lists.create(list_name="text"), LeadList)


async def lead_lists_get(smartlead: Smartlead) -> None:
    assert_type(await smartlead.lead_lists.get(5), LeadList)


async def lead_lists_update(smartlead: Smartlead) -> None:
    assert_type(await smartlead.lead_lists.update(5, list_name="text"), LeadList)


async def lead_lists_delete(smartlead: Smartlead) -> None:
    assert_type(await smartlead.lead_lists.delete(5), Acknowledgement)


async def lead_lists_import_leads(
    smartlead: Smartlead,
    lead_input: LeadInput,
    lead: Lead,
    campaign_lead: CampaignLead,
    exported_lead: ExportedLead,
    data_frame: DataFrame,
) -> None:
    assert_type(
        await smartlead.lead_lists.import_leads(
            5,
            lead_list=[lead_input],
            file_name="text",
            email_fields_added={"text": "anything"},
            custom_fields={"text": "anything"},
            csv_settings={"ignore_global_block_list": True},
        ),
        LeadListImport,
    )
    assert_type(
        await smartlead.lead_lists.import_leads(
            5,
            lead_list=[
                {
                    "email": "text",
                    "first_name": "text",
                    "last_name": "text",
                    "company_name": "text",
                    "phone_number": "text",
                    "website": "text",
                    "location": "text",
                    "linkedin_profile": "text",
                    "company_url": "text",
                    "custom_fields": {"text": "anything"},
                }
            ],
            file_name="text",
        ),
        LeadListImport,
    )
    assert_type(
        await smartlead.lead_lists.import_leads(
            5,
            lead_list=[
                {
                    "email": "text",
                    "first_name": None,
                    "last_name": None,
                    "company_name": None,
                    "phone_number": None,
                    "website": None,
                    "location": None,
                    "linkedin_profile": None,
                    "company_url": None,
                }
            ],
            file_name="text",
        ),
        LeadListImport,
    )
    assert_type(
        await smartlead.lead_lists.import_leads(5, lead_list=[lead], file_name="text"),
        LeadListImport,
    )
    assert_type(
        await smartlead.lead_lists.import_leads(5, lead_list=[campaign_lead], file_name="text"),
        LeadListImport,
    )
    assert_type(
        await smartlead.lead_lists.import_leads(5, lead_list=[exported_lead], file_name="text"),
        LeadListImport,
    )
    assert_type(
        await smartlead.lead_lists.import_leads(5, lead_list=data_frame, file_name="text"),
        LeadListImport,
    )


async def lead_lists_assign_tags(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.lead_lists.assign_tags(list_ids=[5], tag_ids=[5], remove_tag_ids=[5]),
        Acknowledgement,
    )


async def lead_lists_push_to_campaign(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.lead_lists.push_to_campaign(
            action="copy",
            campaign_id=5,
            campaign_name="text",
            lead_list={"list_id": 5, "lead_ids": [5], "all_leads": True},
            csv_settings={"text": "anything"},
            filters={"text": "anything"},
        ),
        PushedLeads,
    )
    await smartlead.lead_lists.push_to_campaign(action="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def lead_lists_push_between_lists(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.lead_lists.push_between_lists(
            action="copy", to_list_id=5, lead_ids=[5], from_list_id=5
        ),
        MovedLeads,
    )
    await smartlead.lead_lists.push_between_lists(action="no such value", to_list_id=5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def lead_tags_list(smartlead: Smartlead) -> None:
    assert_type(await smartlead.lead_tags.list(lead_id=5), list[LeadTag])


async def lead_tags_add_to_lead(smartlead: Smartlead) -> None:
    assert_type(await smartlead.lead_tags.add_to_lead(lead_id=5, tag_ids=[5]), Acknowledgement)


async def lead_tags_remove_from_lead(smartlead: Smartlead) -> None:
    assert_type(await smartlead.lead_tags.remove_from_lead(5), Acknowledgement)


async def lead_notes_list(smartlead: Smartlead) -> None:
    assert_type(await smartlead.lead_notes.list(5), list[LeadNote])


async def lead_notes_create(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.lead_notes.create(email_lead_map_id=5, note_message="text"), LeadNote
    )


async def lead_tasks_list(smartlead: Smartlead) -> None:
    assert_type(await smartlead.lead_tasks.list(5), list[LeadTask])


async def lead_tasks_create(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.lead_tasks.create(
            email_lead_map_id=5,
            name="text",
            description="text",
            priority="LOW",
            due_date=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
        ),
        LeadTask,
    )
    assert_type(
        await smartlead.lead_tasks.create(
            email_lead_map_id=5, name="text", priority=TaskPriority.LOW, due_date="text"
        ),
        LeadTask,
    )
    await smartlead.lead_tasks.create(email_lead_map_id=5, name="text", priority="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def email_account_tags_create(smartlead: Smartlead) -> None:
    assert_type(await smartlead.email_account_tags.create(name="text", color="text"), Tag)


async def email_account_tags_update(smartlead: Smartlead) -> None:
    assert_type(await smartlead.email_account_tags.update(id=5, name="text", color="text"), Tag)


async def email_account_tags_list_for_emails(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.email_account_tags.list_for_emails(email_ids=["text"]), list[EmailAccount]
    )


async def email_account_tags_assign(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.email_account_tags.assign(email_account_ids=[5], tag_ids=[5]),
        Acknowledgement,
    )


async def email_account_tags_remove(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.email_account_tags.remove(email_account_ids=[5], tag_ids=[5]),
        Acknowledgement,
    )


async def emails_send(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.emails.send(
            to="text",
            subject="text",
            body="text",
            from_email="text",
            from_email_id=5,
            from_name="text",
            reply_to="text",
            attachments=[{"filename": "text", "content": "text", "mime_type": "text"}],
        ),
        SentEmail,
    )
    assert_type(
        await smartlead.emails.send(
            to="text",
            subject="text",
            body="text",
            attachments=[{"filename": "text", "content": b"text", "mime_type": "text"}],
        ),
        SentEmail,
    )


async def smart_delivery_list_providers(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_delivery.list_providers(), list[SeedRegion])


async def smart_delivery_create_manual_test(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_delivery.create_manual_test(
            test_name="text",
            description="text",
            campaign_id=5,
            sequence_mapping_id=5,
            sender_accounts=["text"],
            provider_ids=[5],
            spam_filters=["text"],
            link_checker=True,
            all_email_sent_without_time_gap=True,
            min_time_btwn_emails=5,
            min_time_unit="minutes",
            is_warmup=True,
        ),
        PlacementTest,
    )
    assert_type(
        await smartlead.smart_delivery.create_manual_test(provider_ids=["text"]), PlacementTest
    )
    await smartlead.smart_delivery.create_manual_test(min_time_unit="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def smart_delivery_create_automated_test(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_delivery.create_automated_test(
            test_name="text",
            description="text",
            campaign_id=5,
            sequence_mapping_id=5,
            sender_accounts=["text"],
            provider_ids=[5],
            spam_filters=["text"],
            link_checker=True,
            all_email_sent_without_time_gap=True,
            min_time_btwn_emails=5,
            min_time_unit="minutes",
            is_warmup=True,
            folder_id=5,
            schedule_start_time=dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC),
            test_end_date=dt.date(2024, 1, 20),
            every_days=5,
            scheduler_cron_value={
                "tz": "text",
                "days": [5],
                "start_hour": "text",
                "end_hour": "text",
            },
        ),
        PlacementTest,
    )
    assert_type(
        await smartlead.smart_delivery.create_automated_test(
            provider_ids=["text"],
            folder_id="text",
            schedule_start_time="text",
            test_end_date="text",
            scheduler_cron_value="text",
        ),
        PlacementTest,
    )
    await smartlead.smart_delivery.create_automated_test(min_time_unit="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def smart_delivery_list_tests(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_delivery.list_tests(test_type="manual", offset=5, limit=5),
        list[PlacementTestSummary],
    )
    await smartlead.smart_delivery.list_tests(test_type="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def smart_delivery_get_test(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_delivery.get_test(5), PlacementTest)
    assert_type(await smartlead.smart_delivery.get_test("text"), PlacementTest)


async def smart_delivery_stop_automated_test(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_delivery.stop_automated_test(5), Acknowledgement)
    assert_type(await smartlead.smart_delivery.stop_automated_test("text"), Acknowledgement)


async def smart_delivery_delete_tests(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_delivery.delete_tests(spam_test_ids=[5]), Acknowledgement)
    assert_type(
        await smartlead.smart_delivery.delete_tests(spam_test_ids=["text"]), Acknowledgement
    )


async def smart_delivery_list_folders(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_delivery.list_folders(offset=5, limit=5, name="text"),
        list[PlacementFolder],
    )


async def smart_delivery_create_folder(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_delivery.create_folder(folder_name="text"), PlacementFolder)


async def smart_delivery_get_folder(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_delivery.get_folder(5), PlacementFolder)
    assert_type(await smartlead.smart_delivery.get_folder("text"), PlacementFolder)


async def smart_delivery_delete_folder(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_delivery.delete_folder(5), Acknowledgement)
    assert_type(await smartlead.smart_delivery.delete_folder("text"), Acknowledgement)


async def smart_delivery_get_provider_report(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_delivery.get_provider_report(5), PlacementReport)
    assert_type(await smartlead.smart_delivery.get_provider_report("text"), PlacementReport)


async def smart_delivery_get_geo_report(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_delivery.get_geo_report(5), PlacementReport)
    assert_type(await smartlead.smart_delivery.get_geo_report("text"), PlacementReport)


async def smart_delivery_get_schedule_history(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_delivery.get_schedule_history(5), list[PlacementRun])
    assert_type(await smartlead.smart_delivery.get_schedule_history("text"), list[PlacementRun])


async def smart_delivery_get_sender_accounts(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_delivery.get_sender_accounts(5), list[PlacementSender])
    assert_type(await smartlead.smart_delivery.get_sender_accounts("text"), list[PlacementSender])


async def smart_delivery_get_sender_report(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_delivery.get_sender_report(5), list[SenderReport])
    assert_type(await smartlead.smart_delivery.get_sender_report("text"), list[SenderReport])


async def smart_delivery_get_reply_headers(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_delivery.get_reply_headers(5, 5), PlacementEmailHeaders)
    assert_type(
        await smartlead.smart_delivery.get_reply_headers("text", "text"), PlacementEmailHeaders
    )


async def smart_delivery_get_email_content(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_delivery.get_email_content(5), PlacementEmail)
    assert_type(await smartlead.smart_delivery.get_email_content("text"), PlacementEmail)


async def smart_delivery_get_spam_filter_report(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_delivery.get_spam_filter_report(5), list[SpamFilterReport])
    assert_type(
        await smartlead.smart_delivery.get_spam_filter_report("text"), list[SpamFilterReport]
    )


async def smart_delivery_get_dkim_details(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_delivery.get_dkim_details(5), list[SenderChecks])
    assert_type(await smartlead.smart_delivery.get_dkim_details("text"), list[SenderChecks])


async def smart_delivery_get_spf_details(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_delivery.get_spf_details(5), list[SenderChecks])
    assert_type(await smartlead.smart_delivery.get_spf_details("text"), list[SenderChecks])


async def smart_delivery_get_rdns_details(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_delivery.get_rdns_details(5), list[SenderChecks])
    assert_type(await smartlead.smart_delivery.get_rdns_details("text"), list[SenderChecks])


async def smart_delivery_get_domain_blacklist(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_delivery.get_domain_blacklist(5), list[SenderChecks])
    assert_type(await smartlead.smart_delivery.get_domain_blacklist("text"), list[SenderChecks])


async def smart_delivery_get_blacklist(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_delivery.get_blacklist(5), list[BlacklistCheck])
    assert_type(await smartlead.smart_delivery.get_blacklist("text"), list[BlacklistCheck])


async def smart_delivery_get_ip_analytics(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_delivery.get_ip_analytics(5), list[IPAnalytics])
    assert_type(await smartlead.smart_delivery.get_ip_analytics("text"), list[IPAnalytics])


async def smart_delivery_get_mailboxes_count(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_delivery.get_mailboxes_count(), PlacementCounts)


async def smart_delivery_get_mailboxes_summary(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_delivery.get_mailboxes_summary(), list[SenderPlacement])


async def smart_prospect_search_contacts(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_prospect.search_contacts(
            limit=5,
            scroll_id="text",
            name=["text"],
            first_name=["text"],
            last_name=["text"],
            title=["text"],
            include_title=["text"],
            exclude_title=["text"],
            include_company=["text"],
            exclude_company=["text"],
            include_company_domain=["text"],
            exclude_company_domain=["text"],
            department=["text"],
            level=["text"],
            company_name=["text"],
            company_domain=["text"],
            company_keyword=["text"],
            company_head_count=["text"],
            company_revenue=["text"],
            company_industry=["text"],
            company_sub_industry=["text"],
            city=["text"],
            state=["text"],
            country=["text"],
            dont_display_owned_contact=True,
            title_exact_match=True,
            company_exact_match=True,
            company_domain_exact_match=True,
        ),
        Page[ProspectContact],
    )
    assert_type(
        await smartlead.smart_prospect.search_contacts(limit=5, scroll_id=None),
        Page[ProspectContact],
    )


def smart_prospect_iterate_search_results(smartlead: Smartlead) -> None:
    assert_type(
        smartlead.smart_prospect.iterate_search_results(
            page_size=5,
            prefetch=5,
            patience=0.5,
            name=["text"],
            first_name=["text"],
            last_name=["text"],
            title=["text"],
            include_title=["text"],
            exclude_title=["text"],
            include_company=["text"],
            exclude_company=["text"],
            include_company_domain=["text"],
            exclude_company_domain=["text"],
            department=["text"],
            level=["text"],
            company_name=["text"],
            company_domain=["text"],
            company_keyword=["text"],
            company_head_count=["text"],
            company_revenue=["text"],
            company_industry=["text"],
            company_sub_industry=["text"],
            city=["text"],
            state=["text"],
            country=["text"],
            dont_display_owned_contact=True,
            title_exact_match=True,
            company_exact_match=True,
            company_domain_exact_match=True,
        ),
        Items[ProspectContact],
    )
    assert_type(
        smartlead.smart_prospect.iterate_search_results(prefetch=None), Items[ProspectContact]
    )


async def smart_prospect_get_contacts(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_prospect.get_contacts(
            offset=5,
            limit=5,
            id=["text"],
            filter_id=5,
            search="text",
            verification_status="valid",
            catch_all_status="catch_all_verified",
        ),
        Page[ProspectContact],
    )
    await smartlead.smart_prospect.get_contacts(verification_status="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await smartlead.smart_prospect.get_contacts(catch_all_status="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def smart_prospect_iterate_contacts(smartlead: Smartlead) -> None:
    assert_type(
        smartlead.smart_prospect.iterate_contacts(
            page_size=5,
            prefetch=5,
            patience=0.5,
            id=["text"],
            filter_id=5,
            search="text",
            verification_status="valid",
            catch_all_status="catch_all_verified",
        ),
        Items[ProspectContact],
    )
    assert_type(smartlead.smart_prospect.iterate_contacts(prefetch=None), Items[ProspectContact])
    smartlead.smart_prospect.iterate_contacts(verification_status="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    smartlead.smart_prospect.iterate_contacts(catch_all_status="no such value")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def smart_prospect_fetch_contacts(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_prospect.fetch_contacts(
            filter_id=5, id=["text"], limit=5, visual_limit=5, visual_offset=5
        ),
        ProspectFetch,
    )


async def smart_prospect_find_emails(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_prospect.find_emails(
            contacts=[{"first_name": "text", "last_name": "text", "company_domain": "text"}]
        ),
        list[FoundEmail],
    )


async def smart_prospect_review_contacts(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_prospect.review_contacts(5), ProspectReview)


async def smart_prospect_save_search(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_prospect.save_search(
            search_string="text",
            limit=5,
            name=["text"],
            first_name=["text"],
            last_name=["text"],
            title=["text"],
            include_title=["text"],
            exclude_title=["text"],
            include_company=["text"],
            exclude_company=["text"],
            include_company_domain=["text"],
            exclude_company_domain=["text"],
            department=["text"],
            level=["text"],
            company_name=["text"],
            company_domain=["text"],
            company_keyword=["text"],
            company_head_count=["text"],
            company_revenue=["text"],
            company_industry=["text"],
            company_sub_industry=["text"],
            city=["text"],
            state=["text"],
            country=["text"],
            dont_display_owned_contact=True,
            title_exact_match=True,
            company_exact_match=True,
            company_domain_exact_match=True,
        ),
        Acknowledgement,
    )


async def smart_prospect_update_saved_search(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_prospect.update_saved_search(5, search_string="text"), Acknowledgement
    )


async def smart_prospect_update_fetched_search(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_prospect.update_fetched_search(5, search_string="text"),
        Acknowledgement,
    )


async def smart_prospect_get_search_analytics(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_prospect.get_search_analytics(filter_id=5), ProspectSearchAnalytics
    )


async def smart_prospect_get_reply_analytics(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_prospect.get_reply_analytics(), ProspectReplyAnalytics)


async def smart_prospect_list_cities(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_prospect.list_cities(
            limit=5, offset=5, search="text", country=["text"], state=["text"]
        ),
        Page[ProspectTerm],
    )


async def smart_prospect_list_companies(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_prospect.list_companies(limit=5, offset=5, search="text"),
        Page[ProspectName],
    )


async def smart_prospect_list_countries(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_prospect.list_countries(limit=5, offset=5, search="text"),
        Page[ProspectTerm],
    )


async def smart_prospect_list_departments(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_prospect.list_departments(limit=5, offset=5, search="text"),
        Page[ProspectTerm],
    )


async def smart_prospect_list_domains(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_prospect.list_domains(limit=5, offset=5, search="text"),
        Page[ProspectName],
    )


async def smart_prospect_list_head_counts(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_prospect.list_head_counts(limit=5, offset=5, search="text"),
        Page[ProspectTerm],
    )


async def smart_prospect_list_industries(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_prospect.list_industries(
            limit=5, offset=5, search="text", with_sub_industry=True
        ),
        Page[ProspectIndustry],
    )


async def smart_prospect_list_job_titles(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_prospect.list_job_titles(limit=5, offset=5, search="text"),
        Page[ProspectName],
    )


async def smart_prospect_list_keywords(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_prospect.list_keywords(limit=5, offset=5, search="text"),
        Page[ProspectName],
    )


async def smart_prospect_list_levels(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_prospect.list_levels(limit=5, offset=5, search="text"),
        Page[ProspectTerm],
    )


async def smart_prospect_list_revenues(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_prospect.list_revenues(), list[ProspectTerm])


async def smart_prospect_list_states(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_prospect.list_states(
            limit=5, offset=5, search="text", country=["text"]
        ),
        Page[ProspectTerm],
    )


async def smart_prospect_list_sub_industries(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_prospect.list_sub_industries(
            limit=5, offset=5, search="text", industry_id=5
        ),
        Page[ProspectSubIndustry],
    )


async def smart_prospect_list_saved_searches(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_prospect.list_saved_searches(limit=5, offset=5), Page[ProspectSearch]
    )


async def smart_prospect_list_recent_searches(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_prospect.list_recent_searches(limit=5, offset=5), Page[ProspectSearch]
    )


async def smart_prospect_list_fetched_searches(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_prospect.list_fetched_searches(limit=5, offset=5),
        Page[FetchedProspectSearch],
    )


async def smart_senders_list_vendors(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_senders.list_vendors(), list[Model])


async def smart_senders_search_domain(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_senders.search_domain(domain_name="text", vendor_id=5), list[Model]
    )


async def smart_senders_auto_generate_mailboxes(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_senders.auto_generate_mailboxes(
            vendor_id=5, domains={"text": {"count": 5}}
        ),
        list[Model],
    )
    assert_type(
        await smartlead.smart_senders.auto_generate_mailboxes(vendor_id="text"), list[Model]
    )


async def smart_senders_place_order(smartlead: Smartlead) -> None:
    assert_type(
        await smartlead.smart_senders.place_order(
            vendor_id=5,
            forwarding_domain="text",
            user_details={
                "email": "text",
                "first_name": "text",
                "last_name": "text",
                "company": "text",
                "country": "text",
                "city": "text",
                "address_line_one": "text",
                "address_line_two": "text",
                "postal_code": "text",
                "state": "text",
                "phone_cc": "text",
                "phone": "text",
                "language_preference": "text",
            },
            domains=[
                {
                    "domain_name": "text",
                    "mailbox_details": [
                        {
                            "mailbox": "text",
                            "first_name": "text",
                            "last_name": "text",
                            "profile_pic": "text",
                            "parent_account_id": 5,
                        }
                    ],
                }
            ],
        ),
        Acknowledgement,
    )


async def smart_senders_get_order(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_senders.get_order("text"), SmartSendersOrder)


async def smart_senders_list_domains(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_senders.list_domains(), list[Model])


async def smart_senders_get_otp(smartlead: Smartlead) -> None:
    assert_type(await smartlead.smart_senders.get_otp(email_account="text"), OneTimePassword)
