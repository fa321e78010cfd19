"""The documented examples of campaigns, their figures, and webhooks, as they must be read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from smartlead_async import NotFoundError
from smartlead_async.models import Campaign, Schedule


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


EXPECTED: dict[tuple[str, int], Any] = {
    ("campaigns.list", 0): [
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
    ("campaigns.list", 1): [{"id": 12345, "user_id": 67890, "track_settings": (), "tags": ()}],
    ("campaigns.get", 0): {
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
    ("campaigns.create", 0): {
        "id": 125,
        "name": "Q1 2024 Cold Outreach",
        "created_at": utc("2024-01-25T10:30:00"),
        "extra": {},
    },
    ("campaigns.update_status", 0): {
        "ok": True,
        "message": "Campaign status updated successfully",
        "campaign": Campaign(id=123, status="ACTIVE"),
        "extra": {},
    },
    ("campaigns.update_schedule", 0): {
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
    ("campaigns.update_settings", 0): {"ok": True, "message": "Settings updated successfully"},
    ("sequences.get", 0): [
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
    ("sequences.save", 0): {"ok": True, "message": None},
    ("campaigns.delete", 0): {"ok": True, "message": "Campaign deleted successfully"},
    ("campaigns.list_email_accounts", 0): [
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
    ("campaigns.list_email_accounts", 1): [],
    ("campaigns.add_email_accounts", 0): {"ok": True, "message": None, "extra": {}},
    ("campaigns.add_email_accounts", 1): {"ok": True, "message": None, "extra": {}},
    ("campaigns.remove_email_accounts", 0): {"ok": True},
    ("statistics.get_statistics", 0): [
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
    ("statistics.get_statistics", 1): [
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
    ("statistics.get_analytics_by_date", 0): [],
    ("statistics.get_analytics_by_date", 1): [
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
    ("statistics.get_analytics", 1): {
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
    ("analytics.overall_stats", 0): {
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
    ("webhooks.create_scoped", 0): {
        "id": 456,
        "webhook_url": "https://your-domain.com/webhook",
        "extra": {},
    },
    ("webhooks.save_for_campaign", 0): {
        "id": 456,
        "name": "CRM Integration",
        "webhook_url": "https://crm.example.com/webhook",
        "event_types": ("LEAD_REPLIED", "LEAD_OPENED"),
    },
    ("webhooks.list_for_campaign", 0): [{"id": 456, "is_active": True}],
    ("webhooks.get", 0): {
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
    ("webhooks.update_scoped", 0): {
        "ok": True,
        "message": "Webhook saved successfully",
        "extra": {"id": 12345},
    },
    ("statistics.get_analytics", 0): NotFoundError,
}
"""A list is compared item by item, an object attribute by attribute."""
