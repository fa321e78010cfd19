"""Every documented response example, decoded as the endpoint's method decodes it."""

from __future__ import annotations

import contextlib
import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartlead_async._answers import NothingFound, acknowledgement, lookup, many, one, page
from smartlead_async._codec import DecodeProblem
from smartlead_async._secret import Secret
from smartlead_async.models import (
    Acknowledgement,
    AddLeadsResult,
    AnalyticsByDate,
    AnalyticsOverview,
    Campaign,
    CampaignAnalytics,
    CampaignLead,
    CampaignStatistics,
    EmailAccount,
    ExportedLead,
    Lead,
    LeadCampaign,
    LeadCategory,
    Message,
    Page,
    Schedule,
    SequenceStep,
    WarmupStats,
    Webhook,
)
from smartlead_async.resources import lead_messages

EXAMPLES: dict[str, list[Any]] = json.loads(
    (Path(__file__).parents[1] / "data" / "responses.json").read_text(encoding="utf-8")
)


def rows(text: str) -> list[ExportedLead]:
    return [ExportedLead.from_dict(row) for row in csv.DictReader(io.StringIO(text))]


READERS: dict[str, Callable[[Any], Any]] = {
    "campaigns.list": many(Campaign, "campaigns"),
    "campaigns.get": lookup(Campaign, "campaign"),
    "campaigns.create": one(Campaign, "campaign"),
    "sequences.get": many(SequenceStep, "sequences"),
    "campaigns.list_email_accounts": many(EmailAccount, "email_accounts"),
    "email_accounts.list": page(EmailAccount, ("email_accounts",)),
    "email_accounts.create": one(EmailAccount, "email_account"),
    "email_accounts.get": lookup(EmailAccount, "email_account"),
    "email_accounts.get_warmup_stats": one(WarmupStats),
    "leads.list_by_campaign": page(CampaignLead),
    "leads.get_by_email": lookup(Lead, "lead"),
    "leads.list_categories": many(LeadCategory, "categories"),
    "leads.add_to_campaign": one(AddLeadsResult),
    "leads.get_message_history": lead_messages._HISTORY.read,
    "leads.export": rows,
    "statistics.get_statistics": page(CampaignStatistics, (), ("total_stats", "total")),
    "statistics.get_analytics_by_date": many(AnalyticsByDate),
    "statistics.get_analytics": lookup(CampaignAnalytics),
    "analytics.overall_stats": one(AnalyticsOverview),
    "webhooks.create_scoped": one(Webhook, "webhook"),
    "webhooks.save_for_campaign": one(Webhook, "webhook"),
    "webhooks.list_for_campaign": many(Webhook, "webhooks"),
    "webhooks.get": one(Webhook, "webhook"),
    "webhooks.update_scoped": one(Webhook, "webhook"),
}


def example(endpoint: str, index: int = 0) -> Any:
    return READERS.get(endpoint, acknowledgement)(EXAMPLES[endpoint][index])


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


JOHN: dict[str, Any] = {
    "email": "john@example.com",
    "first_name": "John",
    "last_name": "Doe",
    "phone_number": "+1234567890",
    "company_name": "Acme Corp",
    "website": "https://acme.com",
    "linkedin_profile": "https://linkedin.com/in/johndoe",
    "company_url": "https://acme.com",
    "is_unsubscribed": False,
}
LEAD: dict[str, Any] = {
    **JOHN,
    "id": 2995276770,
    "location": "San Francisco, CA",
    "custom_fields": {"job_title": "CEO", "industry": "Technology"},
    "unsubscribed_client_id_map": None,
}
ACCOUNT: dict[str, Any] = {
    "id": 123,
    "created_at": utc("2025-01-15T10:30:00"),
    "updated_at": utc("2025-11-26T08:00:00"),
    "user_id": 456,
    "from_name": "John Doe",
    "from_email": "john@example.com",
    "username": "john@example.com",
    "smtp_host": "smtp.gmail.com",
    "smtp_port": 587,
    "smtp_port_type": "TLS",
    "message_per_day": 50,
    "is_smtp_success": True,
    "is_imap_success": True,
    "type": "GMAIL",
    "daily_sent_count": 25,
    "client_id": None,
    "extra": {},
}


# What each example decodes to: a list is compared item by item, a mapping attribute by attribute.
EXPECTED: list[tuple[str, int, Any]] = [
    (
        "campaigns.list",
        0,
        [
            {
                "id": 2710262,
                "user_id": 196026,
                "created_at": utc("2025-11-25T10:43:46.826"),
                "updated_at": utc("2025-11-25T14:02:21.776"),
                "status": "ACTIVE",
                "name": "Cold Outreach Q1 2024",
                "track_settings": ("DONT_EMAIL_OPEN", "DONT_LINK_CLICK"),
                "scheduler_cron_value": {
                    "tz": "America/New_York",
                    "days": (1, 2, 3, 4, 5),
                    "start_hour": "09:00",
                    "end_hour": "19:00",
                },
                "min_time_btwn_emails": 24,
                "max_leads_per_day": 100,
                "stop_lead_settings": "REPLY_TO_AN_EMAIL",
                "schedule_start_time": None,
                "enable_ai_esp_matching": True,
                "send_as_plain_text": False,
                "follow_up_percentage": 20,
                "unsubscribe_text": "",
                "parent_campaign_id": None,
                "client_id": None,
                "tags": [{"tag_id": 1, "tag_name": "Q1", "tag_color": "#FF5733"}],
                "extra": {},
            }
        ],
    ),
    ("campaigns.list", 1, [{"id": 12345, "user_id": 67890, "track_settings": (), "tags": ()}]),
    (
        "campaigns.get",
        0,
        {
            "id": 123,
            "name": "Q2 2026 Outreach",
            "status": "ACTIVE",
            "created_at": utc("2026-03-15T10:30:00"),
            "updated_at": utc("2026-04-01T14:22:00"),
            "client_id": 456,
            "track_settings": ("DONT_EMAIL_OPEN",),
            "stop_lead_settings": "REPLY_TO_AN_EMAIL",
            "sending_limit": 500,
            "total_leads": 5240,
            "leads_contacted": 4128,
            "leads_replied": 312,
            "extra": {},
        },
    ),
    (
        "campaigns.create",
        0,
        {
            "id": 125,
            "name": "Q1 2024 Cold Outreach",
            "created_at": utc("2024-01-25T10:30:00"),
            "extra": {},
        },
    ),
    (
        "campaigns.update_status",
        0,
        {
            "ok": True,
            "message": "Campaign status updated successfully",
            "campaign": Campaign(id=123, status="ACTIVE"),
            "extra": {},
        },
    ),
    (
        "campaigns.update_schedule",
        0,
        {
            "ok": True,
            "message": "Schedule updated successfully",
            "schedule": Schedule(
                tz="America/New_York",
                days=(1, 2, 3, 4, 5),
                start_hour="09:00",
                end_hour="17:00",
                min_time_between_emails=120,
            ),
            "extra": {},
        },
    ),
    ("campaigns.update_settings", 0, {"ok": True, "message": "Settings updated successfully"}),
    (
        "sequences.get",
        0,
        [
            {
                "id": 1001,
                "created_at": utc("2026-02-10T10:30:00"),
                "updated_at": utc("2026-02-10T10:30:00"),
                "email_campaign_id": 123,
                "seq_number": 1,
                "subject": "Quick question about {{company_name}}",
                "sequence_variants": [
                    {
                        "id": 5001,
                        "variant_name": "Variant A",
                        "variant_label": "Variant A",
                        "subject": "Quick question about {{company_name}}",
                    }
                ],
            },
            {
                "id": 1002,
                "seq_number": 2,
                "email_body": "<p>Following up on my previous email...</p>",
                "variants": [{"id": 5002, "variant_name": "Variant A"}],
            },
        ],
    ),
    ("sequences.save", 0, {"ok": True, "message": None}),
    ("campaigns.delete", 0, {"ok": True, "message": "Campaign deleted successfully"}),
    (
        "campaigns.list_email_accounts",
        0,
        [
            {
                "id": 2001,
                "from_email": "sales@mycompany.com",
                "from_name": "Sarah Lee",
                "type": "SMTP",
                "warmup_enabled": True,
                "warmup_reputation": "excellent",
            },
            {"id": 2002, "from_email": "outreach@mycompany.com", "from_name": "David Smith"},
        ],
    ),
    ("campaigns.list_email_accounts", 1, []),
    ("campaigns.add_email_accounts", 0, {"ok": True, "message": None, "extra": {}}),
    ("campaigns.add_email_accounts", 1, {"ok": True, "message": None, "extra": {}}),
    ("campaigns.remove_email_accounts", 0, {"ok": True}),
    (
        "email_accounts.list",
        0,
        [
            {
                **ACCOUNT,
                "min_time_to_wait_in_mins": 5,
                "password": Secret("encrypted_password"),
                "different_reply_to_address": None,
                "is_different_imap_account": False,
                "imap_username": "john@example.com",
                "imap_password": Secret("encrypted_password"),
                "imap_host": "imap.gmail.com",
                "imap_port": 993,
                "imap_port_type": "SSL",
                "signature": "<p>Best regards,<br>John</p>",
                "custom_tracking_domain": None,
                "bcc_email": None,
                "smtp_failure_error": None,
                "imap_failure_error": None,
                "campaign_count": 3,
                "warmup_details": {
                    "status": "ACTIVE",
                    "total_sent_count": 450,
                    "total_spam_count": 2,
                    "warmup_reputation": 95.0,
                    "warmup_key_id": 789,
                    "warmup_created_at": utc("2025-01-15T10:30:00"),
                    "reply_rate": 15,
                    "blocked_reason": None,
                    "extra": {},
                },
            }
        ],
    ),
    (
        "email_accounts.create",
        0,
        {
            "id": 123,
            "from_email": "john@example.com",
            "is_smtp_success": True,
            "is_imap_success": True,
            "warmup_details": {"status": "ACTIVE", "total_warmup_per_day": 20},
        },
    ),
    ("email_accounts.update", 0, {"ok": True, "message": "Email account updated successfully"}),
    (
        "email_accounts.get",
        0,
        {
            **ACCOUNT,
            "password": Secret("decrypted_password"),
            "warmup_details": {
                "id": 789,
                "status": "ACTIVE",
                "created_at": utc("2025-01-15T10:30:00"),
                "warmup_created_at": utc("2025-01-15T10:30:00"),
                "reply_rate": 15,
                "warmup_key_id": 1001,
                "blocked_reason": None,
                "total_sent_count": 450,
                "total_spam_count": 2,
                "warmup_max_count": 30,
                "warmup_min_count": 10,
                "is_warmup_blocked": False,
                "max_email_per_day": 50,
                "warmup_reputation": 95.0,
            },
            "campaign_ids": (101, 102, 103),
        },
    ),
    (
        "email_accounts.update_warmup",
        0,
        {"ok": True, "message": "Warmup settings updated successfully"},
    ),
    (
        "email_accounts.get_warmup_stats",
        0,
        {
            "total_sent": 140,
            "sent_count": 140,
            "spam_count": 3,
            "reputation_score": 95.0,
            "daily_stats": [
                {
                    "date": date(2025, 11, 20),
                    "sent": 15,
                    "spam": 0,
                    "delivered": 15,
                    "opened": 12,
                    "replied": 4,
                },
                {"date": date(2025, 11, 21), "sent": 18, "spam": 1, "delivered": 17},
                {"date": date(2025, 11, 22), "opened": 16, "replied": 6},
            ],
        },
    ),
    (
        "leads.list_by_campaign",
        0,
        [
            {
                "campaign_lead_map_id": None,
                "lead_category_id": 1,
                "category_name": "Interested",
                "status": "INPROGRESS",
                "created_at": utc("2025-01-15T10:00:00"),
                "last_sent_time": utc("2025-01-20T09:00:00"),
                "email_stats": {
                    "is_opened": True,
                    "is_clicked": True,
                    "is_replied": True,
                    "is_bounced": False,
                },
                "lead": {
                    "id": 789,
                    "email": "john@company.com",
                    "first_name": "John",
                    "last_name": "Doe",
                    "company_name": "ACME Corp",
                    "custom_fields": {"job_title": "CEO", "industry": "SaaS"},
                    "extra": {},
                },
                "extra": {},
            }
        ],
    ),
    (
        "leads.list_by_campaign",
        1,
        [
            {
                "campaign_lead_map_id": 2433664091,
                "lead_category_id": None,
                "status": "INPROGRESS",
                "created_at": utc("2025-11-25T12:54:54"),
                "lead": LEAD,
            }
        ],
    ),
    (
        "leads.get_by_email",
        0,
        {
            **LEAD,
            "created_at": utc("2025-11-25T12:54:54"),
            "lead_campaign_data": [
                {
                    "campaign_lead_map_id": 2433664091,
                    "campaign_id": 123,
                    "campaign_name": "Q4 Outreach",
                    "client_id": 456,
                    "client_email": "user@company.com",
                    "lead_category_id": 789,
                }
            ],
        },
    ),
    (
        "leads.list_categories",
        0,
        [
            {
                "id": 1,
                "name": "Interested",
                "sentiment_type": "positive",
                "created_at": utc("2024-01-15T10:30:00"),
            },
            {"id": 2, "name": "Not Interested", "sentiment_type": "negative"},
            {"id": 3, "name": "Meeting Booked", "sentiment_type": "positive"},
            {"id": 789, "name": "Follow Up Later", "sentiment_type": "neutral"},
        ],
    ),
    (
        "leads.add_to_campaign",
        0,
        {
            "success": True,
            "added_count": 2,
            "added": 2,
            "skipped_count": 0,
            "lead_ids": (789, 790),
            "message": "Leads added successfully",
            "extra": {},
        },
    ),
    (
        "leads.add_to_campaign",
        1,
        {"success": True, "added": 1, "skipped_count": 0, "skipped_leads": ()},
    ),
    ("leads.update", 0, {"ok": True, "message": "Lead updated successfully"}),
    ("leads.update", 1, {"ok": True, "message": None}),
    ("leads.pause", 0, {"ok": True, "message": "Lead paused successfully"}),
    ("leads.pause", 1, {"ok": True, "message": "success", "extra": {}}),
    (
        "leads.resume",
        0,
        {
            "ok": True,
            "message": "Lead resumed successfully",
            "will_resume_at": utc("2025-01-27T00:00:00"),
        },
    ),
    ("leads.resume", 1, {"ok": True, "message": "success"}),
    ("leads.delete", 0, {"ok": True, "message": "Lead deleted from campaign successfully"}),
    ("leads.delete", 1, {"ok": True, "message": "success"}),
    (
        "leads.unsubscribe_from_campaign",
        0,
        {"ok": True, "message": "Lead unsubscribed successfully"},
    ),
    ("leads.unsubscribe_global", 0, {"ok": True}),
    ("leads.unsubscribe_global", 1, {"ok": False}),
    (
        "utilities.add_to_block_list",
        0,
        {"ok": True, "message": "3 entries added to block list"},
    ),
    (
        "leads.get_message_history",
        0,
        [
            {
                "id": "msg_1",
                "message_id": "msg_1",
                "subject": "Partnership Opportunity",
                "type": "SENT",
                "direction": "outbound",
                "time": utc("2025-01-15T10:00:00"),
                "sent_at": utc("2025-01-15T10:00:00"),
                "received_at": None,
                "opened_at": utc("2025-01-15T10:30:00"),
            },
            {
                "id": "msg_2",
                "subject": "Re: Partnership Opportunity",
                "type": "REPLY",
                "direction": "inbound",
                "time": utc("2025-01-20T14:00:00"),
                "sent_at": None,
                "received_at": utc("2025-01-20T14:00:00"),
            },
        ],
    ),
    (
        "leads.get_message_history",
        1,
        [
            {
                "type": "SENT",
                "from_email": "vera@outbox.example",
                "to_email": "rosalind@garnet.example",
                "cc_emails": (),
                "email_seq_number": 1,
                "extra": {},
            },
            {
                "type": "REPLY",
                "from_email": "rosalind@garnet.example",
                "to_email": "vera@outbox.example",
                "cc_emails": ("emmy@garnet.example",),
                "extra": {
                    "cc_emails_as_sent": [{"name": "Emmy", "address": "emmy@garnet.example"}]
                },
            },
            {
                "type": "SENT",
                "from_email": "colleague@outbox.example",
                "to_email": "rosalind@garnet.example",
                "subject": None,
                "email_seq_number": None,
            },
        ],
    ),
    ("inbox.reply", 0, {"ok": True, "message": "Reply sent successfully"}),
    (
        "leads.export",
        0,
        [
            {
                "email": "john@company.com",
                "first_name": "John",
                "last_name": "Doe",
                "company_name": "ACME Corp",
                "phone_number": "+1-555-0100",
                "status": "INPROGRESS",
                "category": "Interested",
                "created_at": utc("2025-01-15T10:00:00"),
                "id": None,
            },
            {"email": "jane@startup.io", "phone_number": None, "status": "COMPLETED"},
        ],
    ),
    (
        "leads.export",
        1,
        [
            {
                **JOHN,
                "id": 2995276770,
                "campaign_lead_map_id": 2433664091,
                "status": "INPROGRESS",
                "category": "Interested",
                "is_interested": True,
                "created_at": utc("2025-11-25T12:54:54"),
                "location": "San Francisco",
                "custom_fields": {"job_title": "CEO"},
                "unsubscribed_client_id_map": None,
                "last_email_sequence_sent": 2,
                "open_count": 3,
                "click_count": 1,
                "reply_count": 1,
                "extra": {},
            }
        ],
    ),
    (
        "statistics.get_statistics",
        0,
        [
            {
                "campaign_id": 123,
                "sequence_number": 1,
                "sent": 1240,
                "opened": 372,
                "clicked": 89,
                "replied": 23,
                "unsubscribed": 4,
                "bounced": 18,
            },
            {"sequence_number": 2, "sent": 892, "opened": 267, "bounced": 9},
        ],
    ),
    (
        "statistics.get_statistics",
        1,
        [
            {
                "campaign_id": 123,
                "total_leads": 5240,
                "contacted": 4128,
                "opened": 1236,
                "clicked": 412,
                "replied": 312,
                "bounced": 58,
                "unsubscribed": 24,
                "open_rate": 29.9,
                "click_rate": 9.98,
                "reply_rate": 7.56,
            }
        ],
    ),
    (
        "statistics.get_statistics",
        2,
        [
            {
                "lead_email": "rosalind@garnet.example",
                "stats_id": "5d0c7a10-aaaa-4bbb-8ccc-000000000001",
                "open_time": utc("2026-08-03T11:00:00"),
                "click_time": None,
                "reply_time": utc("2026-08-04T08:30:00"),
                "opened": 1,
                "extra": {"lead_category": None},
            }
        ],
    ),
    ("statistics.get_analytics_by_date", 0, []),
    (
        "statistics.get_analytics_by_date",
        1,
        [
            {
                "campaign_id": 123,
                "start_date": date(2025, 1, 1),
                "end_date": date(2025, 1, 31),
                "total_sent": 500,
                "open_rate": 48.0,
                "click_rate": 13.0,
                "reply_rate": 9.0,
            }
        ],
    ),
    (
        "statistics.get_analytics",
        1,
        {
            "campaign_id": 123,
            "campaign_name": "Q1 Outreach",
            "total_sent": 1000,
            "total_opened": 450,
            "total_clicked": 120,
            "total_replied": 85,
            "open_rate": 45.0,
            "click_rate": 12.0,
            "reply_rate": 8.5,
            "bounce_rate": 2.0,
            "unsubscribe_rate": 0.5,
            "sent_count": 1000,
            "open_count": 450,
            "click_count": 120,
            "reply_count": 85,
            "id": 123,
            "name": "Q1 Outreach",
        },
    ),
    (
        "analytics.overall_stats",
        0,
        {
            "sent": 1250,
            "opened": 425,
            "replied": 94,
            "bounced": 23,
            "unique_lead_count": 1100,
            "unique_open_count": 380,
            "positive_replied": 52,
            "open_rate": 34.0,
            "reply_rate": 7.5,
            "positive_reply_rate": 4.2,
            "bounce_rate": 1.8,
            "extra": {},
        },
    ),
    (
        "webhooks.create_scoped",
        0,
        {"id": 456, "webhook_url": "https://your-domain.com/webhook", "extra": {}},
    ),
    (
        "webhooks.save_for_campaign",
        0,
        {
            "id": 456,
            "name": "CRM Integration",
            "webhook_url": "https://crm.example.com/webhook",
            "event_types": ("LEAD_REPLIED", "LEAD_OPENED"),
        },
    ),
    ("webhooks.list_for_campaign", 0, [{"id": 456, "is_active": True}]),
    (
        "webhooks.get",
        0,
        {
            "id": 456,
            "email_campaign_id": 123,
            "event_type_map": {
                "EMAIL_SENT": True,
                "EMAIL_OPEN": True,
                "EMAIL_LINK_CLICK": True,
                "EMAIL_REPLY": True,
            },
            "category_id_map": {},
            "created_at": utc("2026-03-15T10:30:00"),
            "updated_at": utc("2026-03-20T14:22:00"),
        },
    ),
    ("webhooks.update_scoped", 0, {"id": 12345, "extra": {}}),
]

_LABS: dict[str, Any] = {
    "id": 77,
    "scheduler_cron_value": {
        "tz": "Asia/Tokyo",
        "days": (2, 4),
        "start_hour": "08:00",
        "end_hour": "18:30",
    },
    "extra": {},
}
EXPECTED += [
    (
        "campaigns.get",
        1,
        {**_LABS, "track_settings": ("DONT_REPLY_TO_AN_EMAIL",), "follow_up_percentage": 25.0},
    ),
    ("campaigns.get", 2, _LABS),
    (
        "campaigns.get",
        3,
        {"status": "DRAFTED", "scheduler_cron_value": None, "max_leads_per_day": None},
    ),
    (
        "email_accounts.list",
        1,
        [
            {
                "id": 31,
                "warmup_details": None,
                "tags": [
                    {"tag_id": 4, "tag_name": "Warm", "tag_color": "#0a0"},
                    {"tag_id": 5, "tag_name": "Spare", "tag_color": None},
                ],
            }
        ],
    ),
    (
        "leads.get_by_email",
        2,
        {"lead_campaign_data": [{"campaign_id": 77, "last_reply_at": utc("2026-08-09T12:00:00")}]},
    ),
    (
        "leads.list_by_campaign",
        2,
        [
            {
                "campaign_lead_map_id": 3310000011,
                "is_removed": False,
                "lead": Lead(
                    id=4100000021,
                    first_name="Rosalind",
                    email="rosalind@garnet.example",
                    website="--",
                    custom_fields={"role": "Head of Labs"},
                    is_unsubscribed=False,
                    unsubscribed_client_id_map={},
                ),
            },
            {"campaign_lead_map_id": 3310000012, "is_removed": True, "lead": None},
            {"campaign_lead_map_id": 3310000013, "is_removed": True, "lead": None},
        ],
    ),
]

NOTHING = [("leads.get_by_email", 1), ("statistics.get_analytics", 0)]


def check(value: Any, expected: Any) -> None:
    if isinstance(expected, list):
        assert len(value) == len(expected)
        for item, wanted in zip(value, expected, strict=True):
            check(item, wanted)
    elif isinstance(expected, dict) and not isinstance(value, dict):
        for name, wanted in expected.items():
            check(getattr(value, name), wanted)
    else:
        assert value == expected


@pytest.mark.parametrize(("endpoint", "index", "expected"), EXPECTED)
def test_each_documented_example_decodes_field_by_field(endpoint: str, index: int, expected: Any):
    check(example(endpoint, index), expected)


@pytest.mark.parametrize(("endpoint", "index"), NOTHING)
def test_documented_examples_of_nothing(endpoint: str, index: int):
    with pytest.raises(NothingFound):
        example(endpoint, index)


def test_no_documented_example_is_left_out():
    tested = {(endpoint, index) for endpoint, index, _ in EXPECTED} | set(NOTHING)

    assert tested == {
        (name, index) for name, all_ in EXAMPLES.items() for index in range(len(all_))
    }


def test_saved_sequences_are_in_extra():
    assert [row["id"] for row in example("sequences.save").extra["data"]] == [1001, 1002]


CAMPAIGN = Campaign(id=5, name="Q1")
BARE = {"id": 5, "name": "Q1"}


@pytest.mark.parametrize(
    "payload",
    [
        BARE,
        {"id": "5", "name": "Q1"},
        {"ok": True, **BARE},
        {"success": True, "message": "done", **BARE},
        {"data": BARE},
        {"ok": True, "data": BARE},
        {"success": True, "message": "done", "data": BARE},
        {"campaign": BARE},
        {"success": True, "data": {"campaign": BARE}},
    ],
)
def test_each_envelope_gives_the_same_object(payload: Any):
    assert one(Campaign, "campaign")(payload) == CAMPAIGN
    assert lookup(Campaign, "campaign")(payload) == CAMPAIGN


@pytest.mark.parametrize("inner", [BARE, {"campaign": BARE}])
def test_an_unknown_key_beside_what_is_wrapped_changes_nothing(inner: Any):
    payload = {"ok": True, "data": inner, "trace": "x", "status": "success"}
    assert one(Campaign, "campaign")(payload) == CAMPAIGN
    assert lookup(Campaign, "campaign")(payload) == CAMPAIGN
    assert many(Campaign, "campaigns")({"data": {"campaigns": [BARE]}, "trace": "x"}) == [CAMPAIGN]
    assert many(Campaign)({"data": None, "trace": "x"}) == []
    assert one(AddLeadsResult)({"ok": True, "data": {"added_count": 3}, "trace": "x"}).added == 3


def test_an_unknown_key_beside_nothing_is_no_object():
    with pytest.raises(NothingFound):
        lookup(Campaign)({"ok": True, "data": {}, "trace": "x"})


@pytest.mark.parametrize("data", [None, {}, {"x": 1}])
def test_an_error_beside_nothing_is_no_envelope(data: Any):
    for read in (lookup(Campaign), many(Campaign)):
        with pytest.raises(DecodeProblem):
            read({"error": "broken", "data": data})


def test_a_field_named_like_an_envelope_is_no_envelope():
    campaign = one(Campaign, "campaign")({**BARE, "data": {"id": 9}, "campaign": {"id": 8}})

    assert campaign.id == 5
    assert campaign.extra == {"data": {"id": 9}, "campaign": {"id": 8}}


@pytest.mark.parametrize(
    "payload",
    [
        None,
        {},
        [],
        "",
        {"success": True, "data": {}},
        {"success": True, "data": None},
        {"data": []},
    ],
)
def test_a_lookup_without_an_answer_finds_nothing(payload: Any):
    with pytest.raises(NothingFound):
        lookup(Campaign, "campaign")(payload)
    with pytest.raises(DecodeProblem):
        one(Campaign, "campaign")(payload)


@pytest.mark.parametrize("payload", ["success", 5, True, [BARE], {"ok": True}, {"message": "no"}])
def test_a_lookup_of_something_else_is_a_problem(payload: Any):
    with pytest.raises(DecodeProblem):
        lookup(Campaign, "campaign")(payload)


@pytest.mark.parametrize(
    "payload",
    [
        [BARE],
        {"data": [BARE]},
        {"ok": True, "data": [BARE]},
        {"success": True, "campaigns": [BARE]},
        {"campaigns": [BARE], "total_count": 1},
        {"success": True, "data": {"campaigns": [BARE]}},
        {"success": True, "data": BARE},
        BARE,
    ],
)
def test_each_envelope_gives_the_same_list(payload: Any):
    assert many(Campaign, "campaigns")(payload) == [CAMPAIGN]


@pytest.mark.parametrize(
    "payload", [None, [], {}, {"success": True, "data": {}}, {"ok": True, "data": None}]
)
def test_no_list_is_an_empty_list(payload: Any):
    assert many(Campaign, "campaigns")(payload) == []
    assert page(Campaign)(payload) == Page(items=[], offset=0, limit=0)


@pytest.mark.parametrize(
    ("payload", "location"),
    [
        ("success", "$"),
        ("", "$"),
        (5, "$"),
        ({"data": "success"}, "$.data"),
        ({"data": [BARE, {"id": "x"}]}, "$.data[1].id"),
        ([BARE, None], "$[1]"),
    ],
)
def test_a_problem_in_a_list_has_its_location(payload: Any, location: str):
    with pytest.raises(DecodeProblem) as caught:
        many(Campaign, "campaigns")(payload)
    assert caught.value.location == location


def test_a_problem_in_an_envelope_has_its_location():
    with pytest.raises(DecodeProblem) as caught:
        one(Campaign, "campaign")({"ok": True, "data": {"id": 1, "tags": [{}]}})
    assert caught.value.location == "$.data.tags[0]"


@pytest.mark.parametrize(
    ("payload", "total"),
    [
        ({"total_leads": "42", "data": []}, 42),
        ({"total_leads": 42, "data": []}, 42),
        ({"total": 42, "leads": []}, 42),
        ({"total_leads": None, "total": "42", "data": []}, 42),
        ({"data": [], "offset": 0, "limit": 10}, None),
        ({"total_leads": "", "data": []}, None),
        ([], None),
    ],
)
def test_the_total_of_a_page(payload: Any, total: int | None):
    assert page(CampaignLead)(payload).total == total


@pytest.mark.parametrize("total", ["many", True, []])
def test_a_bad_total_has_its_location(total: Any):
    with pytest.raises(DecodeProblem) as caught:
        page(CampaignLead)({"total_leads": total, "data": []})
    assert caught.value.location == "$.total_leads"


def test_campaigns_of_a_lead():
    assert many(LeadCampaign, "campaigns")([{"id": "1", "status": "ACTIVE", "name": "A"}]) == [
        LeadCampaign(id=1, status="ACTIVE", name="A")
    ]


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (None, Acknowledgement()),
        ("", Acknowledgement()),
        ({}, Acknowledgement()),
        ("success", Acknowledgement(message="success")),
        (" success\n", Acknowledgement(message="success")),
        ("OK", Acknowledgement(message="OK")),
        ("Lead deleted successfully", Acknowledgement(message="Lead deleted successfully")),
        (
            "Email added to the queue, will be sent out soon!",
            Acknowledgement(message="Email added to the queue, will be sent out soon!"),
        ),
        ({"ok": True}, Acknowledgement()),
        ({"success": "true"}, Acknowledgement()),
        ({"ok": True, "data": "success"}, Acknowledgement(message="success")),
        ({"success": True, "message": "m"}, Acknowledgement(message="m")),
        ({"message": "m"}, Acknowledgement(message="m")),
        ({"ok": None, "message": "m"}, Acknowledgement(message="m")),
        ({"success": True, "data": {}}, Acknowledgement()),
        ({"success": True, "data": {"message": "m"}}, Acknowledgement(message="m")),
        ({"ok": False}, Acknowledgement(ok=False)),
        ({"uploadCount": 1}, Acknowledgement(extra={"uploadCount": 1})),
        ([{"id": 1}], Acknowledgement(extra={"data": [{"id": 1}]})),
    ],
)
def test_each_form_of_an_acknowledgement(payload: Any, expected: Acknowledgement):
    assert acknowledgement(payload) == expected


@pytest.mark.parametrize(
    "payload",
    [
        *(5, True, "<html>Bad</html>", {"ok": "perhaps"}, {"error": "no"}),
        "Something went wrong, please come back later",
        "Rate limit exceeded, 0 leads were updated",
        "Email could not be added to the queue",
        "The campaign wasn't saved",
        "Too many leads added at once",
        "unsuccessful",
        "Service Unavailable",
        "Internal Server Error",
    ],
)
def test_what_acknowledges_nothing(payload: Any):
    with pytest.raises(DecodeProblem):
        acknowledgement(payload)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["data", "ok", "success", "id", "lead", "total", "email", "x", "message"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=15,
)


@pytest.mark.parametrize("reader", [*READERS.values(), acknowledgement])
@settings(max_examples=40)
@given(payload=JSON)
def test_any_json_is_an_object_or_a_problem(reader: Callable[[Any], Any], payload: Any):
    if reader is rows:
        reader = one(ExportedLead)
    with contextlib.suppress(DecodeProblem, NothingFound):
        reader(payload)


@pytest.mark.parametrize("name", ["data", "leads"])
def test_keys_beside_a_list_of_rows_are_of_no_matter(name):
    payload = {name: [{"lead": {"id": 1}}], "total_leads": "1", "generated_by": {"node": 7}}
    result = page(CampaignLead)(payload)
    assert [row.lead.id for row in result] == [1]
    assert result.total == 1


@pytest.mark.parametrize("wrap", [lambda answer: answer, lambda answer: {"data": answer}])
@pytest.mark.parametrize("sender", ["a@example.com", {"name": "A", "email": "a@example.com"}])
def test_a_history_may_name_who_writes_to_whom(wrap: Any, sender: Any):
    payload = {"history": [{"type": "SENT"}], "from": sender, "to": "b@example.com"}
    (message,) = lead_messages._HISTORY.read(wrap(payload))
    assert message == Message(type="SENT", from_email="a@example.com", to_email="b@example.com")


@pytest.mark.parametrize(
    "row",
    [
        {"campaign_lead_map_id": 5, "lead": {}},
        {"campaign_lead_map_id": 5},
        {"lead_map_id": "5", "id": None, "email": None, "custom_fields": {}},
    ],
)
def test_the_row_of_a_removed_lead_is_kept_and_counted(row: Any):
    found = page(CampaignLead)({"total_leads": 2, "data": [row, {"lead": {"id": 7}}]})
    assert (len(found), found.removed, found.total) == (2, 1, 2)
    assert found.items[0] == CampaignLead(lead=None, campaign_lead_map_id=5)
    assert CampaignLead.from_dict(found.items[0].to_dict()) == found.items[0]
    assert page(Campaign)([BARE]).removed == 0


@pytest.mark.parametrize("row", [{"status": "error"}, {"id": None, "status": "x"}, {"error": "x"}])
def test_what_has_neither_a_lead_nor_a_place_is_no_row(row: Any):
    with pytest.raises(DecodeProblem):
        page(CampaignLead)([row])


@pytest.mark.parametrize("field", ["id", "created_at", "is_unsubscribed", "custom_fields"])
def test_two_dashes_are_no_value(field: str):
    lead = {"id": 1, "email": "a@example.com", field: "--"}
    if field == "id":
        with pytest.raises(DecodeProblem, match="null where a value is required"):
            one(Lead)(lead)
    else:
        assert one(Lead)(lead) == Lead(id=1, email="a@example.com")


def test_a_schedule_that_is_no_object_is_a_problem_with_its_location():
    with pytest.raises(DecodeProblem) as caught:
        one(Campaign)({"id": 5, "scheduler_cron_value": "0 9 * * 1-5"})
    assert caught.value.location == "$.scheduler_cron_value"
