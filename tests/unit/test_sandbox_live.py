from __future__ import annotations

import json as jsonlib
from dataclasses import replace

import pytest

from smartlead_async.sandbox import LIVE, Sandbox

ID = 2_710_262  # the first that a sandbox gives


@pytest.fixture
def sandbox():
    return Sandbox(dialect="live")


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


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PATCH", "/campaigns/{}/status"),
        ("GET", "/webhooks"),
        ("POST", "/webhooks"),
        ("PATCH", "/webhooks/1"),
        ("DELETE", "/webhooks/1"),
        ("GET", "/analytics/overview"),
    ],
)
def test_routes_of_the_reference_that_do_not_exist(call, campaign, method, path):
    path = path.format(campaign)
    status, text = call(method, path, {"status": "ACTIVE"})
    assert (status, f"Cannot {method} /api/v1{path}" in text) == (404, True)


SCHEDULE = {
    "timezone": "UTC",
    "days_of_the_week": [1],
    "start_hour": "09:00",
    "end_hour": "17:00",
    "min_time_btw_emails": 20,
}
STEP = {"seq_number": 1, "seq_delay_details": {"delay_in_days": 0}, "email_body": "x"}
MAILBOX = {
    "from_name": "Ann",
    "from_email": "ann@x.example",
    "password": "pw",
    "smtp_host": "smtp.x.example",
    "smtp_port": 587,
    "imap_host": "imap.x.example",
    "imap_port": 993,
}
HOOK = {"webhook_url": "https://x.example", "association_type": "user"}


@pytest.mark.parametrize(
    ("path", "refused", "error", "taken"),
    [
        (
            "/campaigns/{}/status",
            {"status": "ACTIVE"},
            '"status" must be one of [START, PAUSED, STOPPED]',
            {"status": "START"},
        ),
        (
            "/campaigns/{}/schedule",
            {**SCHEDULE, "max_leads_per_day": 5},
            '"max_new_leads_per_day" is required',
            {**SCHEDULE, "max_new_leads_per_day": 5},
        ),
        (
            "/campaigns/{}/settings",
            {"track_settings": ["DONT_EMAIL_OPEN"]},
            f'"track_settings[0]" must be one of [{", ".join(LIVE.track_settings)}]',
            {"track_settings": ["DONT_TRACK_EMAIL_OPEN"], "stop_lead_settings": "OPEN_AN_EMAIL"},
        ),
        (
            "/campaigns/{}/settings",
            {"typo": 1},
            '"typo" is not allowed',
            {"send_as_plain_text": True},
        ),
        (
            "/campaigns/{}/sequences",
            [STEP],
            '"sequences" is required',
            {"sequences": [{**STEP, "seq_variants": [{"subject": "Hi", "email_body": "x"}]}]},
        ),
        (
            "/campaigns/{}/sequences",
            {"sequences": [{**STEP, "variants": []}]},
            '"sequences[0].variants" is not allowed',
            {"sequences": [STEP]},
        ),
        (
            "/email-accounts/save",
            {**MAILBOX, "username": "ann"},
            '"user_name" is required',
            {**MAILBOX, "user_name": "ann"},
        ),
        (
            "/leads/add-domain-block-list",
            {"domain": "x.example"},
            '"domain_block_list" is required',
            {"domain_block_list": ["x.example"]},
        ),
        (
            "/campaigns/{}/leads",
            {"lead_list": [{"email": "a@x.example"}], "settings": {"typo": True}},
            '"settings.typo" is not allowed',
            {"lead_list": [{"email": "a@x.example"}], "settings": {"return_lead_ids": True}},
        ),
        (
            "/webhook/create",
            {**HOOK, "association_type": 3},
            '"email_campaign_id" is required',
            {**HOOK, "association_type": 1},
        ),
    ],
)
@pytest.mark.usefixtures("campaign")
def test_the_form_that_is_refused_and_the_one_that_is_taken(call, path, refused, error, taken):
    path = path.format(ID)
    assert call("POST", path, refused) == (400, {"error": error})
    assert call("POST", path, taken)[0] == 200


def test_what_is_written_in_the_second_vocabulary_reads_back_in_the_first(call, sandbox, campaign):
    path = f"/campaigns/{campaign}"
    settings = {"track_settings": ["DONT_TRACK_LINK_CLICK"], "stop_lead_settings": "OPEN_AN_EMAIL"}
    assert call("POST", f"{path}/status", {"status": "START"}) == (200, {"ok": True})
    call("POST", f"{path}/settings", settings)
    call("POST", f"{path}/schedule", {**SCHEDULE, "max_new_leads_per_day": 5})
    call("POST", f"{path}/sequences", {"sequences": [{**STEP, "seq_variants": [{"subject": "s"}]}]})
    _, got = call("GET", path)
    assert (got["status"], got["track_settings"]) == ("ACTIVE", ["DONT_LINK_CLICK"])
    assert (got["stop_lead_settings"], got["max_leads_per_day"]) == ("OPENED_EMAIL", 5)
    (step,) = call("GET", f"{path}/sequences")[1]["data"]
    assert step["seq_variants"][0]["subject"] == "s"


def test_a_deleted_campaign_is_an_empty_answer_and_an_unknown_one_is_404(call, campaign):
    assert call("DELETE", f"/campaigns/{campaign}") == (200, {"ok": True})
    assert call("GET", f"/campaigns/{campaign}") == (200, "")
    assert call("GET", "/campaigns/1")[0] == 404


def test_lists_are_wrapped_and_counts_are_text(call, sandbox, campaign):
    ids = sandbox.seed_leads(campaign, 4)
    (account,) = sandbox.seed_email_accounts(1)
    sandbox.campaigns[campaign].email_account_ids.append(account)
    path = f"/campaigns/{campaign}"
    assert len(call("GET", "/campaigns/")[1]["campaigns"]) == 1
    assert len(call("GET", "/email-accounts/")[1]["email_accounts"]) == 1
    assert len(call("GET", "/leads/fetch-categories")[1]["data"]) == 4
    assert len(call("GET", f"/leads/{ids[0]}/campaigns")[1]["campaigns"]) == 1
    (mailbox,) = call("GET", f"{path}/email-accounts")[1]["data"]
    assert mailbox["warmup_reputation"] == "excellent"
    assert call("GET", f"{path}/leads")[1]["total_leads"] == "4"
    statistics = call("GET", f"{path}/statistics")[1]
    assert (statistics["total_stats"], statistics["data"][0]["is_opened"]) == ("3", "false")
    assert call("GET", f"{path}/analytics")[1]["sent_count"] == "3"
    dates = {"start_date": "2024-01-01", "end_date": "2024-01-02"}
    by_date = call("GET", f"{path}/analytics-by-date", **dates)[1]
    assert (by_date["start_date"], by_date["sent_count"]) == ("2024-01-01", "0")
    overview = call("GET", "/analytics/overall-stats-v2", **dates)[1]
    assert overview["data"]["overall_stats"]["open_rate"] == "0%"
    assert call("GET", "/analytics/overall-stats-v2")[0] == 400
    stats = call("GET", f"/email-accounts/{account}/warmup-stats")[1]
    assert (stats["sent_count"], len(stats["stats_by_date"])) == ("140", 7)


def test_acknowledgements_differ(call, sandbox, campaign):
    (id_,) = sandbox.seed_leads(campaign, 1)
    (account,) = sandbox.seed_email_accounts(1)
    path = f"/campaigns/{campaign}"
    assert call("POST", f"{path}/leads/{id_}/pause") == (200, {"ok": True, "data": "success"})
    assert call("DELETE", f"{path}/leads/{id_}") == (200, "success")
    attached = call("POST", f"{path}/email-accounts", {"email_account_ids": [account]})
    assert attached == (200, {"ok": True})
    only = {"email_account_id": account}
    assert call("DELETE", f"{path}/email-accounts", only)[0] == 400
    made = call("POST", "/email-accounts/save", {**MAILBOX, "user_name": "ann"})[1]
    assert made["emailAccountId"] in sandbox.email_accounts


def test_an_import_is_counted_in_the_second_generation(call, sandbox, campaign):
    sandbox.block_list.add("blocked.example")
    sandbox.lead_limit = 2
    emails = [
        "a@x.example",
        "a@x.example",
        "bad",
        "z@blocked.example",
        "b@x.example",
        "c@x.example",
    ]
    path = f"/campaigns/{campaign}/leads"
    body = {
        "lead_list": [{"email": email} for email in emails],
        "settings": {"return_lead_ids": True},
    }
    _, first = call("POST", path, body)
    assert first.pop("emailToLeadIdMap")["newlyAddedLeads"].keys() == {"a@x.example", "b@x.example"}
    assert first == {
        "ok": True,
        "upload_count": "6",
        "total_leads": "2",
        "block_count": "1",
        "duplicate_count": "1",
        "invalid_email_count": "1",
        "invalid_emails": ["bad"],
        "already_added_to_campaign": "0",
        "unsubscribed_leads": "0",
        "is_lead_limit_exhausted": True,
        "lead_import_stopped_count": "1",
        "bounce_count": "0",
    }
    assert call("POST", path, body)[1]["already_added_to_campaign"] == "2"


def test_a_dialect_of_ones_own(campaign):
    strict = Sandbox(dialect=replace(LIVE, refuses_invalid_emails=True))
    id_ = strict.seed_campaign()
    body = jsonlib.dumps({"lead_list": [{"email": "bad"}]}).encode()
    assert strict.answer("POST", f"/campaigns/{id_}/leads", {}, body).status == 422


def test_the_thread_is_told_and_answered_in_the_second_generation(call, sandbox, campaign):
    id_ = sandbox.seed_leads(campaign, 3)[2]
    path = f"/campaigns/{campaign}/leads/{id_}/message-history"
    sent, received = call("GET", path)[1]["messages"]
    assert (sent["direction"], received["direction"]) == ("outbound", "inbound")
    assert "sent_at" in sent
    assert "received_at" in received
    reply = {"email_stats_id": sent["stats_id"], "email_body": "Yes"}
    assert call("POST", f"/campaigns/{campaign}/reply-email-thread", reply)[0] == 200
    assert len(call("GET", path)[1]["messages"]) == 3


def test_webhooks_live_under_other_paths(call, sandbox, campaign):
    scoped = {**HOOK, "association_type": "campaign", "email_campaign_id": campaign}
    _, made = call("POST", "/webhook/create", scoped)
    call("POST", "/webhook/create", HOOK)
    (listed,) = call("GET", f"/campaigns/{campaign}/webhooks")[1]["data"]
    assert listed["id"] == made["id"]
    changed = call("PUT", f"/webhook/update/{made['id']}", {"name": "m"})[1]
    assert (changed["ok"], changed["id"]) == (True, made["id"])
    assert call("DELETE", "/webhook/delete", {"id": made["id"]}) == (200, {"ok": True})
    assert call("DELETE", f"/webhook/delete/{made['id']}")[0] == 404
    assert len(sandbox.webhooks) == 1
