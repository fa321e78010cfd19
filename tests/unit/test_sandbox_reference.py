from __future__ import annotations

import base64
import csv
import io
import json as jsonlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from smartlead_async.sandbox import REFERENCE, Sandbox
from smartlead_async.sandbox._server import ROUTES


@pytest.fixture
def sandbox():
    return Sandbox(api_key="key")


@pytest.fixture
def call(sandbox):
    """Carries a request out without sockets: status and payload."""

    def call(method, path, json=None, **query):
        body = b"" if json is None else jsonlib.dumps(json).encode()
        answer = sandbox.answer(method, path, {k: str(v) for k, v in query.items()}, body)
        is_json = "json" in answer.content_type
        return answer.status, jsonlib.loads(answer.body) if is_json else answer.body.decode()

    return call


@pytest.fixture
def campaign(sandbox):
    return sandbox.seed_campaign("Q1")


@pytest.fixture
def add(call, campaign):
    def add(*leads, to=campaign, **settings):
        rows = [{"email": lead} if isinstance(lead, str) else lead for lead in leads]
        return call("POST", f"/campaigns/{to}/leads", {"lead_list": rows, "settings": settings})

    return add


ENDPOINTS = """
    GET /campaigns/
    GET /campaigns/1
    POST /campaigns/create
    PATCH /campaigns/1/status
    POST /campaigns/1/schedule
    POST /campaigns/1/settings
    GET /campaigns/1/sequences
    POST /campaigns/1/sequences
    DELETE /campaigns/1
    GET /campaigns/1/email-accounts
    POST /campaigns/1/email-accounts
    DELETE /campaigns/1/email-accounts
    GET /leads/1/campaigns
    GET /email-accounts/
    POST /email-accounts/save
    POST /email-accounts/1
    GET /email-accounts/1/
    POST /email-accounts/1/warmup
    GET /email-accounts/1/warmup-stats
    GET /campaigns/1/leads
    GET /leads/
    GET /leads/fetch-categories
    POST /campaigns/1/leads
    POST /campaigns/1/leads/1
    POST /campaigns/1/leads/1/pause
    POST /campaigns/1/leads/1/resume
    DELETE /campaigns/1/leads/1
    POST /campaigns/1/leads/1/unsubscribe
    POST /leads/1/unsubscribe
    POST /leads/add-domain-block-list
    GET /campaigns/1/leads/1/message-history
    POST /campaigns/1/reply-email-thread
    GET /campaigns/1/leads-export
    GET /campaigns/1/statistics
    GET /campaigns/1/analytics-by-date
    GET /campaigns/1/analytics
    GET /analytics/overview
    POST /webhooks
    GET /webhooks
    PATCH /webhooks/1
    DELETE /webhooks/1
"""


def test_the_41_endpoints_of_the_reference_and_no_others_have_a_handler():
    wanted = [line.split() for line in ENDPOINTS.strip().splitlines()]
    assert len(wanted) == 41
    routes = [route for route in ROUTES if route.only != "live"]
    assert len(routes) == 41
    for method, path in wanted:
        matches = [r for r in routes if r.method == method and r.pattern.fullmatch(path)]
        assert len(matches) == 1, (method, path)


UNKNOWN_IDS = [
    line.split() for line in ENDPOINTS.splitlines() if "/1" in line and "warmup-stats" not in line
]


@pytest.mark.parametrize(("method", "path"), UNKNOWN_IDS)
def test_an_unknown_id_is_404_in_the_documented_form(call, method, path):
    status, body = call(method, path, {})
    assert status == 404
    assert isinstance(body["error"], str)


# Campaigns


def test_a_campaign_is_created_drafted_and_listed_newest_first(call):
    status, made = call("POST", "/campaigns/create", {"name": "One", "client_id": 7})
    assert status == 200
    assert made.keys() == {"ok", "id", "name", "created_at"}
    call("POST", "/campaigns/create")
    _, rows = call("GET", "/campaigns/")
    assert [row["name"] for row in rows] == ["Untitled Campaign", "One"]
    assert rows[0]["status"] == "DRAFTED"
    assert "tags" not in rows[0]
    assert call("GET", "/campaigns/", include_tags="true")[1][0]["tags"] == []
    assert [row["id"] for row in call("GET", "/campaigns/", client_id=7)[1]] == [made["id"]]
    assert call("GET", f"/campaigns/{made['id']}")[1]["name"] == "One"
    assert call("POST", "/campaigns/create", {"name": 5})[0] == 422


def test_status_schedule_and_settings_read_back(call, campaign):
    path = f"/campaigns/{campaign}"
    schedule = {
        "timezone": "Europe/Paris",
        "days_of_the_week": [1, 2],
        "start_hour": "09:00",
        "end_hour": "17:00",
        "min_time_btw_emails": 20,
        "max_leads_per_day": 30,
    }
    settings = {
        "track_settings": ["DONT_EMAIL_OPEN"],
        "stop_lead_settings": "NEVER",
        "follow_up_percentage": 40,
    }
    assert call("PATCH", f"{path}/status", {"status": "ACTIVE"})[1]["success"] is True
    assert call("POST", f"{path}/schedule", schedule)[0] == 200
    assert call("POST", f"{path}/settings", settings)[0] == 200
    _, got = call("GET", path)
    assert got["status"] == "ACTIVE"
    assert got["scheduler_cron_value"] == {
        "tz": "Europe/Paris",
        "days": [1, 2],
        "startHour": "09:00",
        "endHour": "17:00",
    }
    assert (got["min_time_btwn_emails"], got["max_leads_per_day"]) == (20, 30)
    assert {key: got[key] for key in settings} == settings


@pytest.mark.parametrize(
    ("request_line", "body", "error"),
    [
        ("PATCH status", {"status": "START"}, "status must be one of [ACTIVE, PAUSED, STOPPED]"),
        ("PATCH status", {}, "status is required"),
        ("POST schedule", {"timezone": "UTC"}, "days_of_the_week is required"),
        ("POST settings", {"track_settings": ["X"]}, "track_settings[0] must be one of"),
        ("POST settings", {"track_settings": "X"}, "track_settings must be an array"),
        ("POST settings", {"stop_lead_settings": "OPEN_AN_EMAIL"}, "stop_lead_settings must be"),
        ("POST settings", {"follow_up_percentage": 101}, "must be less than or equal to 100"),
        ("POST settings", {"follow_up_percentage": []}, "must be a number"),
        ("POST sequences", {"sequences": []}, "sequences must be an array"),
        ("POST sequences", [], "sequences must contain at least 1 items"),
        ("POST sequences", ["x"], "sequences[0] must be of type object"),
        ("POST sequences", [{"seq_number": 1}], "sequences[0].seq_delay_details is required"),
        ("POST email-accounts", {}, "email_account_ids is required"),
        ("POST email-accounts", {"email_account_ids": []}, "at least 1 items"),
    ],
)
def test_a_bad_body_is_422_with_a_sentence(call, campaign, request_line, body, error):
    method, path = request_line.split()
    status, answer = call(method, f"/campaigns/{campaign}/{path}", body)
    assert status == 422
    assert error in answer["error"]


def test_sequences_are_written_with_variants_and_read_with_sequence_variants(call, campaign):
    step = {
        "seq_number": 1,
        "seq_delay_details": {"delay_in_days": 3},
        "variant_distribution_type": "MANUALLY_EQUAL",
        "variants": [{"subject": "Hi", "email_body": "<p>x</p>", "variant_label": "A"}],
    }
    path = f"/campaigns/{campaign}/sequences"
    assert call("POST", path, [step])[1]["success"] is True
    ((status, (got,)),) = [call("GET", path)]
    assert status == 200
    assert got["seq_delay_details"] == {"delayInDays": 3}
    (variant,) = got["sequence_variants"]
    assert variant.pop("id") > 0
    assert variant == step["variants"][0]


def test_an_active_campaign_is_not_deleted(call, sandbox, campaign):
    sandbox.campaigns[campaign].fields["status"] = "ACTIVE"
    status, body = call("DELETE", f"/campaigns/{campaign}")
    assert status == 400
    assert body["error"]["code"] == "CAMPAIGN_ACTIVE"
    sandbox.campaigns[campaign].fields["status"] = "PAUSED"
    assert call("DELETE", f"/campaigns/{campaign}")[0] == 200
    assert call("GET", f"/campaigns/{campaign}")[0] == 404


def test_mailboxes_are_attached_once_and_detached(call, sandbox, campaign):
    first, second, broken = sandbox.seed_email_accounts(3)
    sandbox.email_accounts[broken]["is_smtp_success"] = False
    path = f"/campaigns/{campaign}/email-accounts"
    assert call("GET", path)[1] == {"success": True, "data": {}}
    ids = {"email_account_ids": [first, second]}
    assert call("POST", path, ids) == (200, {"success": True, "data": {}})
    assert call("POST", path, {"email_account_id": first})[0] == 200
    assert call("POST", path, {"email_account_ids": [broken]})[0] == 422
    assert call("POST", path, {"email_account_ids": [1]})[0] == 404
    rows = call("GET", path, include_tags="true")[1]
    assert [(row["id"], row["warmup_reputation"]) for row in rows] == [
        (first, "95%"),
        (second, "95%"),
    ]
    assert rows[0]["tags"] == []
    assert call("GET", "/email-accounts/", isInUse="true")[1][0]["campaign_count"] == 1
    assert call("DELETE", path, {"email_account_ids": [first]})[0] == 200
    assert [row["id"] for row in call("GET", path)[1]] == [second]


# Leads


def test_added_leads_are_counted_and_read_back(call, sandbox, campaign, add):
    custom = {"job": "CEO"}
    status, body = add({"email": " A@x.example ", "first_name": "A", "custom_fields": custom})
    assert status == 200
    assert body == {
        "success": True,
        "message": "Leads added successfully",
        "added_count": 1,
        "skipped_count": 0,
        "skipped_leads": [],
    }
    _, page = call("GET", f"/campaigns/{campaign}/leads")
    (row,) = page["data"]
    assert (page["total_leads"], page["offset"], page["limit"]) == (1, 0, 100)
    assert row["lead"]["email"] == "A@x.example"
    assert row["lead"]["custom_fields"] == custom
    assert row["lead"]["id"] > 2**31
    assert row["campaign_lead_map_id"] != row["lead"]["id"]
    assert sandbox.leads_of(campaign) == [row["lead"]]
    _, lead = call("GET", "/leads/", email="a@X.example")
    assert lead["lead_campaign_data"][0]["campaign_id"] == campaign
    assert call("GET", "/leads/", email="b@x.example") == (200, {})
    assert call("GET", "/leads/")[0] == 422
    assert call("GET", f"/leads/{lead['id']}/campaigns")[1] == [
        {"id": campaign, "status": "DRAFTED", "name": "Q1"}
    ]


def test_adding_again_adds_nothing_but_refreshes(sandbox, campaign, add):
    add({"email": "a@x.example", "first_name": "Old", "custom_fields": {"a": "1"}})
    _, body = add({"email": "A@x.example", "first_name": "New", "custom_fields": {"b": "2"}})
    assert (body["added_count"], body["skipped_count"]) == (0, 1)
    assert body["skipped_leads"] == [{"email": "A@x.example", "reason": "already_in_campaign"}]
    (lead,) = sandbox.leads_of(campaign)
    assert (lead["email"], lead["first_name"]) == ("a@x.example", "New")
    assert lead["custom_fields"] == {"a": "1", "b": "2"}


def test_each_reason_to_skip_a_lead(sandbox, add):
    other = sandbox.seed_campaign("other")
    add("elsewhere@x.example", to=other)
    sandbox.block_list |= {"blocked@x.example", "blocked.example"}
    sandbox.unsubscribed.add("left@x.example")
    sandbox.bounced.add("bounced@x.example")
    emails = ["ok@x.example", "OK@x.example", "blocked@x.example", "any@blocked.example"]
    emails += ["left@x.example", "bounced@x.example", "elsewhere@x.example"]
    _, body = add(*emails)
    assert body["added_count"] == 1
    assert [row["reason"] for row in body["skipped_leads"]] == [
        "duplicate",
        "blocked",
        "blocked",
        "unsubscribed",
        "bounced",
        "duplicate",
    ]
    ignore = dict.fromkeys(
        [
            "ignore_global_block_list",
            "ignore_unsubscribe_list",
            "ignore_community_bounce_list",
            "ignore_duplicate_leads_in_other_campaign",
        ],
        True,
    )
    _, body = add(*emails[2:], **ignore, return_lead_ids=True)
    assert (body["added_count"], body["skipped_count"]) == (5, 0)
    assert len(body["lead_ids"]) == 5


def test_a_full_plan_stops_the_import(sandbox, add):
    sandbox.lead_limit = 1
    _, body = add("a@x.example", "b@x.example", "c@x.example", "a@x.example")
    assert (body["added_count"], body["skipped_count"]) == (1, 1)
    assert body["is_lead_limit_exhausted"] is True
    assert body["lead_import_stopped_count"] == 2


def test_more_than_400_leads_are_refused(add, sandbox, campaign):
    status, body = add(*(f"l{n}@x.example" for n in range(401)))
    assert status == 422
    assert (body["provided_count"], body["max_allowed"]) == (401, 400)
    assert sandbox.leads_of(campaign) == []


@pytest.mark.parametrize(
    "email", ["no-at", "a@b", "a b@x.example", "a@@x.example", "a@-x.example", "a@x..example"]
)
def test_one_bad_address_fails_its_chunk_and_is_named(add, sandbox, campaign, email):
    status, body = add("ok@x.example", "fine@x.example", email)
    assert status == 422
    assert body["error"]["details"] == {"field": "lead_list[2].email"}
    assert email in body["error"]["message"]
    assert sandbox.leads_of(campaign) == []


def test_well_formed_addresses_can_be_refused_and_left_unnamed(add, sandbox):
    sandbox.dialect = replace(REFERENCE, names_refused_lead=False)
    sandbox.refused_emails.add("odd@x.example")
    expected = {"error": "Invalid email format for Odd@x.example"}
    assert add("Odd@x.example") == (422, expected)


@pytest.mark.parametrize(
    "email", ["o'brien+tag@sub.x-y.example", "jürgen@müller.example", "a@xn--80ak6aa92e.xn--p1ai"]
)
def test_unusual_addresses_are_taken(add, email):
    assert add(email)[1]["added_count"] == 1


@pytest.mark.parametrize(
    ("lead", "error"),
    [
        ("text", "lead_list[0].email"),
        ({}, "lead_list[0].email is required"),
        ({"email": 5}, "lead_list[0].email must be a string"),
        ({"email": "a@x.example", "custom_fields": []}, None),
        ({"email": "a@x.example", "custom_fields": "x"}, "custom_fields must be of type object"),
        ({"email": "a@x.example", "custom_fields": {"a": 1}}, "custom_fields.a must be a string"),
        (
            {"email": "a@x.example", "custom_fields": {str(n): "" for n in range(201)}},
            "must have less than or equal to 200 keys",
        ),
    ],
)
def test_what_is_wrong_with_a_lead_is_said(add, lead, error):
    status, body = add(lead)
    if error is None:
        assert status == 200
    else:
        assert status == 422
        assert error in str(body["error"])


def test_pages_filters_and_their_limits(call, sandbox, campaign):
    sandbox.seed_leads(campaign, 250)
    path = f"/campaigns/{campaign}/leads"

    def total(**query):
        return call("GET", path, **query)[1]["total_leads"]

    pages = [call("GET", path, offset=offset)[1] for offset in (0, 100, 200, 300)]
    assert [len(page["data"]) for page in pages] == [100, 100, 50, 0]
    assert len({row["lead"]["id"] for page in pages for row in page["data"]}) == 250
    assert total() == 250
    assert total(status="INPROGRESS") == 63
    assert total(lead_category_id=1) == total(emailStatus="is_replied") == 62
    assert total(emailStatus="is_bounced") == total(status="BLOCKED") == 62
    assert total(emailStatus="is_opened", status="STARTED") == total(emailStatus="is_spam") == 0
    assert total(created_at_gt="2020") == 250
    assert total(created_at_gt="2999") == total(event_time_gt="2999") == 0
    assert total(last_sent_time_gt="2020") == 187
    for query, word in (({"limit": 101}, "100"), ({"limit": 0}, "1"), ({"offset": -1}, "0")):
        status, body = call("GET", path, **query)
        assert status == 422
        assert body["error"].endswith(f"than or equal to {word}")
    assert call("GET", path, limit="x")[0] == 422
    assert call("GET", path, emailStatus="opened")[0] == 422


def test_a_lead_is_changed_paused_resumed_and_removed(call, sandbox, campaign, add):
    add("a@x.example")
    id_ = sandbox.leads_of(campaign)[0]["id"]
    path = f"/campaigns/{campaign}/leads/{id_}"
    row = sandbox.campaigns[campaign].leads[id_]
    assert call("POST", path, {"email": "b@x.example", "first_name": "B"})[0] == 200
    assert call("GET", "/leads/", email="b@x.example")[1]["first_name"] == "B"
    assert call("GET", "/leads/", email="a@x.example")[1] == {}
    assert call("POST", path, {"first_name": 1})[0] == 422
    assert call("POST", f"{path}/pause")[0] == 200
    assert row.status == "PAUSED"
    assert call("POST", f"{path}/resume", {"resume_lead_with_delay_days": 2})[0] == 200
    assert row.status == "STARTED"
    row.status = "COMPLETED"
    assert call("POST", f"{path}/resume")[0] == 500
    assert call("POST", f"/campaigns/{campaign}/leads/1/resume") == (
        500,
        {"error": "Invalid lead id"},
    )
    assert call("POST", f"/campaigns/{campaign}/leads/1", {})[1]["ok"] is False
    assert call("DELETE", path)[1]["success"] is True
    assert sandbox.leads_of(campaign) == []
    assert call("DELETE", path)[0] == 404


def test_unsubscribing_here_and_everywhere(call, sandbox, campaign, add):
    add("a@x.example")
    id_ = sandbox.leads_of(campaign)[0]["id"]
    assert call("POST", f"/campaigns/{campaign}/leads/{id_}/unsubscribe")[0] == 200
    page = call("GET", f"/campaigns/{campaign}/leads", emailStatus="is_unsubscribed")[1]
    assert page["total_leads"] == 1
    assert call("POST", f"/leads/{id_}/unsubscribe") == (200, {"ok": True})
    assert call("POST", f"/leads/{id_}/unsubscribe") == (200, {"ok": False})
    other = sandbox.seed_campaign()
    assert add("a@x.example", to=other)[1]["skipped_leads"][0]["reason"] == "unsubscribed"


def test_the_block_list_takes_an_address_or_a_domain(call, sandbox):
    path = "/leads/add-domain-block-list"
    assert call("POST", path, {"email": "A@x.example"})[1]["success"] is True
    assert call("POST", path, {"domain": "y.example"})[0] == 200
    assert sandbox.block_list == {"a@x.example", "y.example"}
    assert call("POST", path, {"email": "a@x.example", "domain": "y.example"})[0] == 422
    assert call("POST", path, {"domain_block_list": ["z.example"]})[0] == 422


def test_a_reply_is_appended_to_the_history_each_time(call, sandbox, campaign):
    ids = sandbox.seed_leads(campaign, 3)
    path = f"/campaigns/{campaign}/leads/{ids[2]}/message-history"
    _, body = call("GET", path)
    assert [message["type"] for message in body["history"]] == ["SENT", "REPLY"]
    answer = {
        "lead_id": ids[2],
        "email_body": "<p>Yes</p>",
        "reply_message_id": body["history"][1]["message_id"],
        "reply_email_time": body["history"][1]["time"],
    }
    reply = f"/campaigns/{campaign}/reply-email-thread"
    for _ in range(2):
        assert call("POST", reply, answer)[1]["success"] is True
    history = call("GET", path)[1]["history"]
    assert [message["email_body"] for message in history[2:]] == ["<p>Yes</p>"] * 2
    assert (history[2]["type"], history[2]["email_seq_number"]) == ("SENT", None)
    assert call("GET", path, event_time_gt="2999")[1]["history"] == []
    assert call("POST", reply, {**answer, "lead_id": 1})[0] == 404
    assert call("POST", reply, {"lead_id": ids[2], "email_body": "x"})[0] == 422


def test_the_export_is_csv_with_the_columns_of_the_reference(call, sandbox, campaign, add):
    add({"email": "a@x.example", "location": 'Paris, "FR"', "custom_fields": {"ü": "é"}})
    sandbox.seed_leads(campaign, 3)
    status, text = call("GET", f"/campaigns/{campaign}/leads-export")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert status == 200
    assert len(rows) == 4
    assert len(rows[0]) == 20
    assert rows[0]["location"] == 'Paris, "FR"'
    assert jsonlib.loads(rows[0]["custom_fields"]) == {"ü": "é"}
    by_status = {row["status"]: row for row in rows}
    assert by_status["COMPLETED"]["reply_count"] == "1"
    assert by_status["COMPLETED"]["is_interested"] == "true"
    assert by_status["STARTED"]["is_unsubscribed"] == "false"


def test_categories_are_a_bare_list(call):
    assert call("GET", "/leads/fetch-categories")[1][0]["sentiment_type"] == "positive"


# Mailboxes

MAILBOX = {
    "from_name": "Ann",
    "from_email": "ann@x.example",
    "username": "ann",
    "password": "pw",
    "smtp_host": "smtp.x.example",
    "smtp_port": 587,
    "smtp_port_type": "TLS",
    "imap_host": "imap.x.example",
    "imap_port": 993,
}


def test_a_mailbox_is_made_changed_and_read(call):
    status, made = call("POST", "/email-accounts/save", {**MAILBOX, "max_email_per_day": 9})
    assert status == 200
    path = f"/email-accounts/{made['data']['id']}"
    assert call("POST", path, {"bcc": "b@x.example", "time_to_wait_in_mins": 7})[1]["ok"] is True
    _, got = call("GET", f"{path}/", fetch_campaigns="true")
    assert (got["password"], got["message_per_day"], got["campaign_ids"]) == ("pw", 9, [])
    assert (got["bcc_email"], got["minTimeToWaitInMins"]) == ("b@x.example", 7)
    assert got["warmup_details"]["warmup_reputation"] == 95
    (row,) = call("GET", "/email-accounts/")[1]
    assert base64.b64decode(row["password"]) == b"pw"
    assert row["warmup_details"]["warmup_reputation"] == "95%"
    for key in MAILBOX:
        body = {name: value for name, value in MAILBOX.items() if name != key}
        assert call("POST", "/email-accounts/save", body) == (422, {"error": f"{key} is required"})
    broken = {**MAILBOX, "smtp_host": "smtp.invalid"}
    assert call("POST", "/email-accounts/save", broken)[1]["ok"] is False


def test_mailboxes_are_filtered_and_paged(call, sandbox):
    ids = sandbox.seed_email_accounts(130)
    sandbox.email_accounts[ids[0]]["is_smtp_success"] = False
    sandbox.email_accounts[ids[1]]["warmup_details"]["blocked_reason"] = "spam"
    sandbox.email_accounts[ids[2]]["client_id"] = 5

    def got(**query):
        return [row["id"] for row in call("GET", "/email-accounts/", **query)[1]]

    assert got() + got(offset=100) == ids
    assert got(isSmtpSuccess="false") == got(isSmtpSuccess="false", isInUse="false") == ids[:1]
    assert got(isWarmupBlocked="true") == [ids[1]]
    assert got(client_id=5) == [ids[2]]
    assert got(username="SENDER129") == [ids[129]]
    assert len(got(esp="GMAIL")) == 44
    assert got(emailWarmupStatus="INACTIVE") == []
    status, body = call("GET", "/email-accounts/", limit=101)
    assert (status, body) == (422, {"error": "limit must be less than or equal to 100"})


def test_warmup_is_configured_and_its_statistics_read(call, sandbox):
    (id_,) = sandbox.seed_email_accounts(1)
    path = f"/email-accounts/{id_}/warmup"
    body = {"warmup_enabled": False, "daily_rampup": 2, "reply_rate_percentage": 30}
    assert call("POST", path, body)[1]["ok"] is True
    details = sandbox.email_accounts[id_]["warmup_details"]
    assert (details["status"], details["reply_rate"], details["daily_rampup"]) == (
        "INACTIVE",
        30,
        2,
    )
    too_many = {"warmup_enabled": True, "total_warmup_per_day": 51}
    expected = {"error": "total_warmup_per_day must be less than or equal to 50"}
    assert call("POST", path, too_many) == (422, expected)
    assert call("POST", path, {})[0] == 422
    stats = call("GET", f"{path}-stats")[1]
    assert len(stats["daily_stats"]) == 7
    assert call("GET", "/email-accounts/1/warmup-stats") == (
        404,
        {"message": "Email account not found", "status": "error"},
    )


# Analytics


def test_statistics_are_one_row_a_sent_step(call, sandbox, campaign):
    sandbox.seed_leads(campaign, 8)
    path = f"/campaigns/{campaign}/statistics"
    _, body = call("GET", path)
    assert (body["total_stats"], len(body["data"])) == (6, 6)
    assert body["data"][0]["is_opened"] is False
    assert call("GET", path, email_status="replied")[1]["total_stats"] == 2
    assert call("GET", path, email_sequence_number=2)[1]["total_stats"] == 0
    assert len(call("GET", path, limit=1000, offset=4)[1]["data"]) == 2
    assert call("GET", path, limit=1001)[0] == 422
    assert call("GET", path, email_status="is_replied")[0] == 422
    assert call("GET", path, email_sequence_number="x")[0] == 422


def test_analytics_count_what_happened(call, sandbox, campaign):
    sandbox.seed_leads(campaign, 8)
    _, body = call("GET", f"/campaigns/{campaign}/analytics")
    assert (body["id"], body["sent_count"], body["open_count"], body["reply_count"]) == (
        campaign,
        6,
        4,
        2,
    )
    assert body["campaign_lead_stats"]["total"] == 8
    assert body["campaign_lead_stats"]["completed"] == 2
    _, overview = call("GET", "/analytics/overview")
    assert overview["overall_stats"]["sent"] == 6
    assert overview["overall_stats"]["reply_rate"] == 33.3
    old = call("GET", "/analytics/overview", start_date="2020-01-01", end_date="2020-01-02")[1]
    assert old["overall_stats"]["sent"] == old["overall_stats"]["open_rate"] == 0


def test_analytics_by_date_span_at_most_30_days(call, sandbox, campaign):
    sandbox.seed_leads(campaign, 4)
    today = str(datetime.now(UTC).date())
    path = f"/campaigns/{campaign}/analytics-by-date"
    (day,) = call("GET", path, start_date=today, end_date=today)[1]
    assert (day["date"], day["sent_count"]) == (today, 3)
    month = {"start_date": "2024-01-01", "end_date": "2024-01-31"}
    assert len(call("GET", path, **month)[1]) == 31
    for bad in ({**month, "end_date": "2024-02-01"}, {**month, "end_date": "x"}, {}):
        assert call("GET", path, **bad)[0] == 422


# Webhooks


def test_webhooks_are_made_listed_changed_and_deleted(call):
    hook = {"webhook_url": "https://x.example/hook", "event_types": ["EMAIL_REPLIED"], "name": "n"}
    _, made = call("POST", "/webhooks", hook)
    path = f"/webhooks/{made['data']['id']}"
    assert call("GET", "/webhooks")[1] == [made["data"]]
    assert call("PATCH", path, {"name": "m"})[1]["data"]["name"] == "m"
    assert call("DELETE", path)[0] == 200
    assert call("GET", "/webhooks")[1] == []
    assert call("POST", "/webhooks", {"name": "n"}) == (
        422,
        {"error": "webhook_url is required"},
    )
