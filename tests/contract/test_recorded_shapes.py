"""Shapes of answers that the live service is reported to give, read by the real methods."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from smartlead_async.models import Lead
from tests.contract.catalogue import ROWS
from tests.contract.expected_leads import utc
from tests.contract.test_responses import check, read

SHAPES: dict[str, list[Any]] = json.loads(
    (Path(__file__).parents[1] / "data" / "recorded_shapes.json").read_text("utf-8")
)
ROW_OF = {row.id: row for row in ROWS}

LABS: dict[str, Any] = {
    "id": 77,
    "scheduler_cron_value": {
        "tz": "Asia/Tokyo",
        "days": (2, 4),
        "start_hour": "08:00",
        "end_hour": "18:30",
    },
    "extra": {},
}

EXPECTED: dict[tuple[str, int], Any] = {
    ("campaigns.get", 0): {
        **LABS,
        "track_settings": ("DONT_REPLY_TO_AN_EMAIL",),
        "follow_up_percentage": 25.0,
    },
    ("campaigns.get", 1): LABS,
    ("campaigns.get", 2): {
        "status": "DRAFTED",
        "scheduler_cron_value": None,
        "max_leads_per_day": None,
    },
    ("email_accounts.list", 0): [
        {
            "id": 31,
            "warmup_details": None,
            "tags": [
                {"tag_id": 4, "tag_name": "Warm", "tag_color": "#0a0"},
                {"tag_id": 5, "tag_name": "Spare", "tag_color": None},
            ],
        }
    ],
    ("leads.get_by_email", 0): {
        "lead_campaign_data": [{"campaign_id": 77, "last_reply_at": utc("2026-08-09T12:00:00")}]
    },
    ("leads.list_by_campaign", 0): [
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
    ("leads.get_message_history", 0): [
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
            "extra": {"cc_emails_as_sent": [{"name": "Emmy", "address": "emmy@garnet.example"}]},
        },
        {
            "type": "SENT",
            "from_email": "colleague@outbox.example",
            "to_email": "rosalind@garnet.example",
            "subject": None,
            "email_seq_number": None,
        },
    ],
    ("statistics.get_statistics", 0): [
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
}


@pytest.mark.parametrize(("endpoint", "index"), EXPECTED, ids=str)
async def test_a_shape_of_the_live_service_is_understood(endpoint: str, index: int):
    check(await read(ROW_OF[endpoint], SHAPES[endpoint][index]), EXPECTED[endpoint, index])


def test_every_shape_has_its_expectation():
    assert {(name, i) for name, each in SHAPES.items() for i in range(len(each))} == set(EXPECTED)
