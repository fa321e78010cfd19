"""Requests as other public clients send them, to the live dialect over real sockets.

Nothing here goes through the SDK. The shapes are those of answers that were recorded.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncIterator, Mapping
from typing import Any, TypeAlias

import aiohttp
import pytest
from attrs import field, frozen

from smartlead_async.sandbox import Sandbox

Shape: TypeAlias = Any
"""A type or a union, a pattern, a value, [the shape of each item], or {key: shape} of all keys."""

NUMBER_TEXT = re.compile(r"\d+")
TEXT_OR_NONE = str | None
OK = {"ok": True}

CAMPAIGN = {
    "id": int,
    "user_id": int,
    "created_at": str,
    "updated_at": str,
    "status": "DRAFTED",
    "name": "Q3",
    "track_settings": [],
    "scheduler_cron_value": None,
    "min_time_btwn_emails": None,
    "max_leads_per_day": None,
    "stop_lead_settings": "REPLY_TO_AN_EMAIL",
    "schedule_start_time": None,
    "enable_ai_esp_matching": bool,
    "send_as_plain_text": bool,
    "follow_up_percentage": int,
    "unsubscribe_text": str,
    "parent_campaign_id": None,
    "client_id": None,
}
LEAD = {
    "id": int,
    "first_name": str,
    "last_name": TEXT_OR_NONE,
    "email": str,
    "phone_number": TEXT_OR_NONE,
    "company_name": TEXT_OR_NONE,
    "website": TEXT_OR_NONE,
    "location": TEXT_OR_NONE,
    "custom_fields": dict,
    "linkedin_profile": TEXT_OR_NONE,
    "company_url": TEXT_OR_NONE,
    "is_unsubscribed": bool,
    "unsubscribed_client_id_map": {},
}
LEADS = {
    "total_leads": "4",
    "data": [
        {
            "campaign_lead_map_id": NUMBER_TEXT,
            "lead_category_id": int | None,
            "status": str,
            "created_at": str,
            "lead": LEAD,
        }
    ],
    "offset": 0,
    "limit": 100,
}
MEMBERSHIP = {
    "campaign_lead_map_id": int,
    "campaign_id": int,
    "campaign_name": "Q3",
    "client_id": None,
    "client_email": None,
    "lead_category_id": 1,
    "last_reply_at": str,
}
ADDED = {
    "ok": True,
    "upload_count": 1,
    "total_leads": 1,
    "block_count": 0,
    "duplicate_count": 0,
    "invalid_email_count": 0,
    "invalid_emails": [],
    "already_added_to_campaign": 0,
    "unsubscribed_leads": [],
    "is_lead_limit_exhausted": False,
    "lead_import_stopped_count": 0,
    "bounce_count": 0,
}
STATISTICS = {
    "total_stats": "3",
    "data": [
        {
            "lead_name": str,
            "lead_email": str,
            "lead_category": TEXT_OR_NONE,
            "sequence_number": 1,
            "stats_id": str,
            "email_campaign_seq_id": int | None,
            "seq_variant_id": int | None,
            "email_subject": str,
            "email_message": str,
            "sent_time": str,
            "open_time": TEXT_OR_NONE,
            "click_time": TEXT_OR_NONE,
            "reply_time": TEXT_OR_NONE,
            "open_count": int,
            "click_count": int,
            "is_unsubscribed": bool,
            "is_bounced": bool,
            "ignore_reply": False,
        }
    ],
    "offset": 0,
    "limit": 500,
}
WEBHOOK = {
    "id": int,
    "name": "CRM",
    "created_at": str,
    "updated_at": str,
    "webhook_url": "https://crm.example/in",
    "email_campaign_id": int,
    "event_types": ["EMAIL_REPLY"],
    "categories": ["Interested"],
}
CATEGORY = {"id": int, "name": str, "sentiment_type": str, "created_at": str}

NEW_LEAD = {
    "first_name": "Mira",
    "last_name": "Solberg",
    "email": "mira@fjordmail.example",
    "company_name": "Fjordmail",
    "custom_fields": {"title": "CTO"},
}
IMPORT = {
    "lead_list": [NEW_LEAD],
    "settings": {
        "ignore_global_block_list": False,
        "ignore_unsubscribe_list": False,
        "ignore_duplicate_leads_in_other_campaign": False,
        "ignore_community_bounce_list": False,
    },
}
SCHEDULE = {
    "timezone": "America/New_York",
    "days_of_the_week": [1, 2, 3, 4, 5],
    "start_hour": "09:00",
    "end_hour": "17:00",
    "min_time_btw_emails": 10,
    "max_new_leads_per_day": 20,
    "schedule_start_time": "2026-09-01T09:00:00.000Z",
}
SETTINGS = {
    "track_settings": ["DONT_TRACK_EMAIL_OPEN", "DONT_TRACK_LINK_CLICK"],
    "stop_lead_settings": "REPLY_TO_AN_EMAIL",
    "unsubscribe_text": "",
    "send_as_plain_text": True,
    "follow_up_percentage": 40,
    "add_unsubscribe_tag": True,
}
VARIANTS = [
    {"subject": "Hi {{first_name}}", "email_body": f"<p>{label}</p>", "variant_label": label}
    for label in "AB"
]
STEPS = [
    {"seq_number": 1, "seq_delay_details": {"delay_in_days": 0}, "seq_variants": VARIANTS},
    {
        "seq_number": 2,
        "seq_delay_details": {"delay_in_days": 3},
        "subject": "",
        "email_body": "<p>Any news?</p>",
    },
]
SAVE_WEBHOOK = {
    "id": None,
    "name": "CRM",
    "webhook_url": "https://crm.example/in",
    "event_types": ["EMAIL_REPLY"],
    "categories": ["Interested"],
}
ACCOUNT = {
    "id": None,
    "from_name": "Ida Voss",
    "from_email": "ida@sender.example",
    "user_name": "ida@sender.example",
    "password": "invented",
    "smtp_host": "smtp.sender.example",
    "smtp_port": 465,
    "imap_host": "imap.sender.example",
    "imap_port": 993,
    "max_email_per_day": 40,
    "warmup_enabled": True,
    "total_warmup_per_day": 20,
    "daily_rampup": 5,
    "reply_rate_percentage": 30,
}


@frozen
class Exchange:
    """A request, and the status and shape that it is answered with."""

    line: str
    shape: Shape
    json: Any = None
    query: Mapping[str, str] = field(factory=dict[str, str])
    status: int = 200


EXCHANGES = [
    Exchange("GET /campaigns", [CAMPAIGN]),
    Exchange("GET /campaigns/{campaign}", CAMPAIGN),
    Exchange(
        "POST /campaigns/create",
        {"ok": True, "id": int, "name": "Q4", "created_at": str},
        {"name": "Q4", "client_id": None},
    ),
    Exchange("POST /campaigns/{campaign}/status", OK, {"status": "START"}),
    Exchange("POST /campaigns/{campaign}/schedule", OK, SCHEDULE),
    Exchange("POST /campaigns/{campaign}/settings", OK, SETTINGS),
    Exchange(
        "POST /campaigns/{campaign}/sequences",
        {"ok": True, "data": "success"},
        {"sequences": STEPS},
    ),
    Exchange("GET /campaigns/{campaign}/sequences", []),
    Exchange("GET /campaigns/{campaign}/leads", LEADS, query={"offset": "0", "limit": "100"}),
    Exchange("POST /campaigns/{campaign}/leads", ADDED, IMPORT),
    Exchange(
        "POST /campaigns/{campaign}/leads",
        ADDED | {"emailToLeadIdMap": {"newlyAddedLeads": {"mira@fjordmail.example": int}}},
        IMPORT | {"settings": {"return_lead_ids": True}},
    ),
    Exchange("POST /campaigns/{campaign}/leads/{lead}", OK, NEW_LEAD),
    Exchange("POST /campaigns/{campaign}/leads/{lead}/pause", {"ok": True, "data": "success"}),
    Exchange("POST /campaigns/{campaign}/leads/{lead}/unsubscribe", OK),
    Exchange("DELETE /campaigns/{campaign}/leads/{lead}", "success"),
    Exchange("GET /campaigns/{campaign}/statistics", STATISTICS, query={"limit": "500"}),
    Exchange("GET /campaigns/{campaign}/webhooks", []),
    Exchange("POST /campaigns/{campaign}/webhooks", WEBHOOK, SAVE_WEBHOOK),
    Exchange(
        "GET /leads/",
        LEAD
        | {
            "created_at": str,
            "unsubscribed_client_id_map": None,
            "lead_campaign_data": [MEMBERSHIP],
        },
        query={"email": "lead2@company2.example"},
    ),
    Exchange("GET /leads/", {}, query={"email": "nobody@company2.example"}),
    Exchange("GET /leads/fetch-categories", [CATEGORY]),
    Exchange("GET /leads/{lead}/campaigns", [{"id": int, "status": str, "name": "Q3"}]),
    Exchange("POST /leads/{lead}/unsubscribe", OK),
    Exchange(
        "POST /leads/add-domain-block-list",
        {"uploadCount": 1, "totalDomainAdded": 1},
        {"domain_block_list": ["rival.example"], "client_id": None},
    ),
    Exchange("GET /client/", []),
    Exchange(
        "POST /email-accounts/save",
        {"ok": True, "message": str, "emailAccountId": int, "warmupKey": str},
        ACCOUNT,
    ),
    Exchange("POST /campaigns/{campaign}/email-accounts", OK, {"email_account_ids": ["{account}"]}),
    Exchange(
        "DELETE /campaigns/{campaign}/email-accounts", OK, {"email_account_ids": ["{account}"]}
    ),
    Exchange("GET /campaigns/{campaign}/email-accounts", []),
    # refusals
    Exchange("GET /campaigns/{deleted}", ""),
    Exchange(
        "GET /campaigns/{campaign}/statistics",
        {"message": '"start_date" is not allowed'},
        query={"start_date": "2026-09-01"},
        status=400,
    ),
    Exchange(
        "POST /campaigns/{campaign}/leads",
        {"message": '"return_lead_ids" is not allowed'},
        IMPORT | {"return_lead_ids": True},
        status=400,
    ),
    Exchange(
        "POST /campaigns/{campaign}/reply-email-thread",
        {"message": '"lead_id" is not allowed'},
        {"lead_id": "{lead}", "email_body": "<p>Hi</p>"},
        status=400,
    ),
    Exchange(
        "POST /campaigns/{campaign}/webhooks",
        {"message": '"categories" does not contain 1 required value(s)'},
        SAVE_WEBHOOK | {"categories": []},
        status=400,
    ),
    Exchange(
        "POST /campaigns/{campaign}/webhooks",
        {"error": "Invalid event_types - EMAIL_BOUNCED"},
        SAVE_WEBHOOK | {"event_types": ["EMAIL_BOUNCED"]},
        status=400,
    ),
]
UNKNOWN_ROUTES = ["PATCH /campaigns/{campaign}/status", "GET /webhooks", "POST /webhooks"]


class Client:
    """A client in a few lines: a query with the key, a body, and no idea of what comes back."""

    def __init__(self, sandbox: Sandbox, session: aiohttp.ClientSession) -> None:
        self.sandbox, self.session = sandbox, session
        self.campaign, deleted = sandbox.seed_campaign("Q3"), sandbox.seed_campaign("gone")
        self.leads = sandbox.seed_leads(self.campaign, 4)
        (account,) = sandbox.seed_email_accounts(1)
        self.ids = {"campaign": self.campaign, "lead": self.leads[1], "account": account}
        self.ids["deleted"] = deleted
        del sandbox.campaigns[deleted]
        sandbox.deleted_campaigns.add(deleted)

    async def __call__(
        self, line: str, json: Any = None, query: Mapping[str, str] | None = None
    ) -> tuple[int, Any]:
        method, path = line.format(**self.ids).split(" ")
        params = {"api_key": self.sandbox.api_key, **(query or {})}
        body = {} if json is None else {"json": self._filled(json)}
        url = self.sandbox.base_url + path
        async with self.session.request(method, url, params=params, **body) as response:
            is_json = response.content_type == "application/json"
            return response.status, await (response.json() if is_json else response.text())

    def _filled(self, value: Any) -> Any:
        """Put an id where its name stands."""
        if isinstance(value, dict):
            return {key: self._filled(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self._filled(each) for each in value]
        return {f"{{{name}}}": id_ for name, id_ in self.ids.items()}.get(value, value)


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    sandbox = Sandbox(dialect="live", rate_limits=())
    async with sandbox, aiohttp.ClientSession() as session:
        yield Client(sandbox, session)


def assert_shape(value: Any, shape: Shape, at: str = "$") -> None:
    """Compare a value with a shape, key by key."""
    if isinstance(shape, re.Pattern):
        assert shape.fullmatch(value), at
    elif isinstance(shape, dict):
        assert value.keys() == shape.keys(), at
        for key, each in shape.items():
            assert_shape(value[key], each, f"{at}.{key}")
    elif isinstance(shape, list):
        assert isinstance(value, list), at
        assert bool(value) == bool(shape), at
        for index, each in enumerate(value):
            assert_shape(each, shape[0], f"{at}[{index}]")
    elif shape is None or isinstance(shape, (str, int)):
        assert (type(value), value) == (type(shape), shape), at
    else:
        assert isinstance(value, shape), at


@pytest.mark.parametrize("exchange", EXCHANGES, ids=lambda each: each.line.replace("/", "_"))
async def test_a_request_of_public_code_is_answered_in_the_recorded_shape(
    client: Client, exchange: Exchange
):
    status, answer = await client(exchange.line, exchange.json, exchange.query)
    assert status == exchange.status, answer
    assert_shape(answer, exchange.shape)


@pytest.mark.parametrize("line", UNKNOWN_ROUTES)
async def test_a_route_that_only_the_reference_has_is_answered_by_express(
    client: Client, line: str
):
    status, text = await client(line, {"status": "ACTIVE"})
    assert status == 404
    assert "<pre>Cannot " + line.format(**client.ids).replace(" ", " /api/v1") + "</pre>" in text


async def test_a_campaign_from_its_creation_to_its_end(client: Client):
    _, made = await client("POST /campaigns/create", {"name": "Q4", "client_id": None})
    client.ids["campaign"] = made["id"]
    path, account = "/campaigns/{campaign}", client.ids["account"]
    await client(f"POST {path}/schedule", SCHEDULE)
    await client(f"POST {path}/sequences", {"sequences": STEPS})
    await client(f"POST {path}/email-accounts", {"email_account_ids": [account]})
    await client(f"POST {path}/leads", IMPORT)
    await client(f"POST {path}/status", {"status": "START"})
    campaign = (await client(f"GET {path}"))[1]
    assert (campaign["status"], campaign["max_leads_per_day"]) == ("ACTIVE", 20)
    assert campaign["scheduler_cron_value"]["days"] == SCHEDULE["days_of_the_week"]
    first, second = (await client(f"GET {path}/sequences"))[1]
    assert (second["sequence_variants"], second["subject"]) == (None, "")
    assert first["sequence_variants"][0]["variant_label"] == "A"
    assert [row["id"] for row in (await client(f"GET {path}/email-accounts"))[1]] == [account]
    assert (await client(f"POST {path}/sequences", {"sequences": STEPS}))[0] == 400
    await client(f"POST {path}/status", {"status": "STOPPED"})
    assert await client(f"DELETE {path}") == (200, OK)
    assert await client(f"GET {path}") == (200, "")


async def test_all_pages_of_leads_by_the_total_that_comes_as_text(client: Client):
    client.sandbox.seed_leads(client.campaign, 246)
    ids: list[int] = []
    total = 1
    while len(ids) < total:
        query = {"offset": str(len(ids)), "limit": "100"}
        _, page = await client("GET /campaigns/{campaign}/leads", query=query)
        total = int(page["total_leads"])
        ids += [row["lead"]["id"] for row in page["data"]]
    assert (total, len(set(ids))) == (250, 250)


async def test_a_reply_by_the_stats_id_of_the_message_it_answers(client: Client):
    client.ids["lead"] = client.leads[2]
    history_of = "GET /campaigns/{campaign}/leads/{lead}/message-history"
    _, answer = await client(history_of)
    received = answer["history"][1]
    assert (received["type"], answer["to"]) == ("REPLY", "lead2@company2.example")
    done = await client(
        "POST /campaigns/{campaign}/reply-email-thread",
        {
            "email_stats_id": received["stats_id"],
            "email_body": "<p>Gladly.</p>",
            "reply_message_id": received["message_id"],
            "reply_email_time": received["time"],
            "reply_email_body": received["email_body"],
        },
    )
    assert done == (200, "Email added to the queue, will be sent out soon!")
    typed = (await client(history_of))[1]["history"][2]
    assert_shape(
        typed, dict.fromkeys(["stats_id", "type", "message_id", "time", "email_body"], str)
    )
    assert typed["stats_id"] == received["stats_id"]


async def test_a_reply_by_the_stats_id_of_a_row_of_the_statistics(client: Client):
    _, answer = await client("GET /campaigns/{campaign}/statistics", query={"limit": "1000"})
    (row,) = [row for row in answer["data"] if row["reply_time"]]
    body = {"email_stats_id": row["stats_id"], "email_body": "<p>Gladly.</p>"}
    status, _ = await client("POST /campaigns/{campaign}/reply-email-thread", body)
    history = client.sandbox.campaigns[client.campaign].leads[client.leads[2]].history
    assert (status, history[-1]["email_body"]) == (200, "<p>Gladly.</p>")


@pytest.mark.parametrize("by", ["path", "body"])
async def test_webhooks_of_a_campaign_are_deleted_by_path_or_body(client: Client, by: str):
    path = "/campaigns/{campaign}/webhooks"
    _, made = await client(f"POST {path}", SAVE_WEBHOOK)
    assert await client(f"GET {path}") == (200, [made])
    line, body = (f"{path}/{made['id']}", None) if by == "path" else (path, {"id": made["id"]})
    assert await client(f"DELETE {line}", body) == (200, OK)
    assert await client(f"GET {path}") == (200, [])


async def test_the_export_is_read_by_its_header(client: Client):
    _, text = await client("GET /campaigns/{campaign}/leads-export")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [int(row["id"]) for row in rows] == client.leads
    assert rows[2]["category"] == "Interested"
