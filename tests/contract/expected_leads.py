"""The documented examples of leads, messages and email accounts, as they must be read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from smartlead_async import NotFoundError, Secret


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


EXPECTED: dict[tuple[str, int], Any] = {
    ("email_accounts.list", 0): [
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
    ("email_accounts.create", 0): {
        "id": 123,
        "from_email": "john@example.com",
        "is_smtp_success": True,
        "is_imap_success": True,
        "warmup_details": {"status": "ACTIVE", "total_warmup_per_day": 20},
    },
    ("email_accounts.update", 0): {"ok": True, "message": "Email account updated successfully"},
    ("email_accounts.get", 0): {
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
    ("email_accounts.update_warmup", 0): {
        "ok": True,
        "message": "Warmup settings updated successfully",
    },
    ("email_accounts.get_warmup_stats", 0): {
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
    ("leads.list_by_campaign", 0): [
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
    ("leads.list_by_campaign", 1): [
        {
            "campaign_lead_map_id": 2433664091,
            "lead_category_id": None,
            "status": "INPROGRESS",
            "created_at": utc("2025-11-25T12:54:54"),
            "lead": LEAD,
        }
    ],
    ("leads.get_by_email", 0): {
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
    ("leads.list_categories", 0): [
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
    ("leads.add_to_campaign", 0): {
        "success": True,
        "added_count": 2,
        "added": 2,
        "skipped_count": 0,
        "lead_ids": (789, 790),
        "message": "Leads added successfully",
        "extra": {},
    },
    ("leads.add_to_campaign", 1): {
        "success": True,
        "added": 1,
        "skipped_count": 0,
        "skipped_leads": (),
    },
    ("leads.update", 0): {"ok": True, "message": "Lead updated successfully"},
    ("leads.update", 1): {"ok": True, "message": None},
    ("leads.pause", 0): {"ok": True, "message": "Lead paused successfully"},
    ("leads.pause", 1): {"ok": True, "message": "success", "extra": {}},
    ("leads.resume", 0): {
        "ok": True,
        "message": "Lead resumed successfully",
        "will_resume_at": utc("2025-01-27T00:00:00"),
    },
    ("leads.resume", 1): {"ok": True, "message": "success"},
    ("leads.delete", 0): {"ok": True, "message": "Lead deleted from campaign successfully"},
    ("leads.delete", 1): {"ok": True, "message": "success"},
    ("leads.unsubscribe_from_campaign", 0): {
        "ok": True,
        "message": "Lead unsubscribed successfully",
    },
    ("leads.unsubscribe_global", 0): {"ok": True},
    ("leads.unsubscribe_global", 1): {"ok": False},
    ("utilities.add_to_block_list", 0): {"ok": True, "message": "3 entries added to block list"},
    ("leads.get_message_history", 0): [
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
    ("inbox.reply", 0): {"ok": True, "message": "Reply sent successfully"},
    ("leads.export", 0): [
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
    ("leads.export", 1): [
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
    ("leads.get_by_email", 1): NotFoundError,
}
"""A list is compared item by item, an object attribute by attribute."""
