"""Time of decoding: bytes of an answer to objects, ``orjson.loads`` included.

Bars: at most 5 µs for one lead of a page, at most 1.5 ms for a page of 100 accounts.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable

from benchmarks._rows import Row, show
from smartlead_async._codec import loads
from smartlead_async._http.envelopes import many, page
from smartlead_async.models import CampaignLead, EmailAccount

LEAD = {
    "campaign_lead_map_id": 2433664091,
    "lead_category_id": None,
    "status": "INPROGRESS",
    "created_at": "2025-11-25T12:54:54.000Z",
    "lead": {
        "id": 2995276770,
        "first_name": "John",
        "last_name": "Doe",
        "email": "john@example.com",
        "phone_number": "+1234567890",
        "company_name": "Acme Corp",
        "website": "https://acme.com",
        "location": "San Francisco, CA",
        "linkedin_profile": "https://linkedin.com/in/johndoe",
        "company_url": "https://acme.com",
        "custom_fields": {"job_title": "CEO", "industry": "Technology"},
        "is_unsubscribed": False,
        "unsubscribed_client_id_map": None,
    },
}
ACCOUNT = {
    "id": 123,
    "created_at": "2025-01-15T10:30:00.000Z",
    "updated_at": "2025-11-26T08:00:00.000Z",
    "user_id": 456,
    "from_name": "John Doe",
    "from_email": "john@example.com",
    "minTimeToWaitInMins": 5,
    "username": "john@example.com",
    "password": "encrypted_password",
    "smtp_host": "smtp.gmail.com",
    "smtp_port": 587,
    "smtp_port_type": "TLS",
    "message_per_day": 50,
    "different_reply_to_address": None,
    "is_different_imap_account": False,
    "imap_username": "john@example.com",
    "imap_password": "encrypted_password",
    "imap_host": "imap.gmail.com",
    "imap_port": 993,
    "imap_port_type": "SSL",
    "signature": "<p>Best regards,<br>John</p>",
    "custom_tracking_domain": None,
    "bcc_email": None,
    "is_smtp_success": True,
    "is_imap_success": True,
    "smtp_failure_error": None,
    "imap_failure_error": None,
    "type": "GMAIL",
    "daily_sent_count": 25,
    "client_id": None,
    "campaign_count": 3,
    "warmup_details": {
        "status": "ACTIVE",
        "total_sent_count": 450,
        "total_spam_count": 2,
        "warmup_reputation": "95%",
        "warmup_key_id": 789,
        "warmup_created_at": "2025-01-15T10:30:00.000Z",
        "reply_rate": 15,
        "blocked_reason": None,
    },
}


def best(function: Callable[[], object], runs: int = 300) -> float:
    """Return the shortest duration of a call in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times)


def measure(*, quick: bool = False) -> list[Row]:
    """Return the rows."""
    runs = 30 if quick else 300
    leads = json.dumps(
        {"total_leads": "100", "offset": 0, "limit": 100, "data": [LEAD] * 100}
    ).encode()
    accounts = json.dumps([ACCOUNT] * 100).encode()
    read_page, read_list = page(CampaignLead), many(EmailAccount)
    lead = best(lambda: read_page(loads(leads)), runs) / 100 * 1e6
    account = best(lambda: read_list(loads(accounts)), runs) * 1e3
    return [
        Row("decode one lead of a page of 100", lead, 5, "µs"),
        Row("decode a page of 100 email accounts", account, 1.5, "ms"),
    ]


if __name__ == "__main__":
    show(measure(quick="--quick" in sys.argv))
