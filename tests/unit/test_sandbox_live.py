from __future__ import annotations

import csv
import io
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
CAMPAIGN_HOOK = {
    "name": "CRM",
    "webhook_url": "https://x.example",
    "event_types": ["EMAIL_REPLY", "EMAIL_BOUNCE"],
    "categories": ["Interested"],
}


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
            "/campaigns/{}/schedule",
            {**SCHEDULE, "max_new_leads_per_day": 5, "client_id": 7},
            '"client_id" is not allowed',
            {**SCHEDULE, "max_new_leads_per_day": 5},
        ),
        (
            "/campaigns/{}/schedule",
            {**SCHEDULE, "max_new_leads_per_day": 5, "min_time_btw_emails": 2},
            '"min_time_btw_emails" must be greater than or equal to 3',
            {**SCHEDULE, "max_new_leads_per_day": 5, "min_time_btw_emails": 3},
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
            {"sequences": [{**STEP, "seq_variants": [{"subject": "Hi", "email_body": "x"}] * 2}]},
        ),
        (
            "/campaigns/{}/sequences",
            {"sequences": [{**STEP, "seq_variants": [{"subject": "Hi", "email_body": "x"}]}]},
            '"sequences[0].seq_variants" must contain at least 2 items',
            {"sequences": [{**STEP, "seq_variants": []}]},
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
            "/campaigns/{}/leads",
            {"lead_list": [{"email": "a@x.example"}], "return_lead_ids": True},
            '"return_lead_ids" is not allowed',
            {"lead_list": [{"email": "a@x.example"}], "lead_list_ids": [3], "type": "csv"},
        ),
        (
            "/campaigns/{}/webhooks",
            {**CAMPAIGN_HOOK, "categories": []},
            '"categories" does not contain 1 required value(s)',
            {"id": None, **CAMPAIGN_HOOK},
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
    assert call("POST", path, refused) == (400, {"message": error})
    assert call("POST", path, taken)[0] == 200


def test_several_unknown_keys_are_refused_in_the_order_in_which_they_were_sent(call, campaign):
    body = {"zeta": 1, "alpha": 2}
    refusal = call("POST", f"/campaigns/{campaign}/settings", body)
    assert refusal == (400, {"message": '"zeta" is not allowed'})


def test_what_is_written_in_the_second_vocabulary_reads_back_in_the_first(call, sandbox, campaign):
    path = f"/campaigns/{campaign}"
    track = ["DONT_TRACK_LINK_CLICK", "DONT_TRACK_REPLY_TO_AN_EMAIL"]
    settings = {"track_settings": track, "stop_lead_settings": "OPEN_AN_EMAIL"}
    assert call("POST", f"{path}/settings", settings) == (200, {"ok": True})
    schedule = {**SCHEDULE, "max_new_leads_per_day": 5}
    assert call("POST", f"{path}/schedule", schedule) == (200, {"ok": True})
    assert call("POST", f"{path}/status", {"status": "START"}) == (200, {"ok": True})
    _, got = call("GET", path)
    assert got["status"] == "ACTIVE"
    assert got["track_settings"] == ["DONT_LINK_CLICK", "DONT_REPLY_TO_AN_EMAIL"]
    assert (got["stop_lead_settings"], got["max_leads_per_day"]) == ("OPENED_EMAIL", 5)


def test_a_campaign_that_was_never_scheduled_has_no_limits(call, campaign):
    limits = {"scheduler_cron_value", "min_time_btwn_emails", "max_leads_per_day"}
    (listed,) = call("GET", "/campaigns/")[1]
    for got in (listed, call("GET", f"/campaigns/{campaign}")[1]):
        assert {key for key, value in got.items() if value is None} >= limits


def test_steps_read_back_with_variants_null_or_without_a_body_of_their_own(call, campaign):
    path = f"/campaigns/{campaign}/sequences"
    variants = [{"subject": label, "email_body": "x", "variant_label": label} for label in "AB"]
    delay = {"seq_delay_details": {"delay_in_days": 2}}
    tested = {"seq_number": 2, **delay, "seq_variants": variants}
    saved = call("POST", path, {"sequences": [{**STEP, "subject": "Hi"}, tested]})
    assert saved == (200, {"ok": True, "data": "success"})
    plain, tested = call("GET", path)[1]
    assert plain.keys() == tested.keys() | {"email_body"}
    assert (plain["email_body"], plain["sequence_variants"]) == ("x", None)
    assert (plain["email_campaign_id"], plain["seq_delay_details"]) == (
        campaign,
        {"delayInDays": 0},
    )
    assert [each["subject"] for each in tested["sequence_variants"]] == ["A", "B"]


def test_sequences_are_not_saved_while_the_campaign_is_active(call, sandbox, campaign):
    path, body = f"/campaigns/{campaign}", {"sequences": [STEP]}
    call("POST", f"{path}/status", {"status": "START"})
    status, refusal = call("POST", f"{path}/sequences", body)
    assert (status, list(refusal)) == (400, ["message"])
    assert sandbox.campaigns[campaign].sequences == []
    call("POST", f"{path}/status", {"status": "PAUSED"})
    assert call("POST", f"{path}/sequences", body)[0] == 200


def test_a_deleted_campaign_is_an_empty_answer_and_an_unknown_one_is_404(call, campaign):
    assert call("DELETE", f"/campaigns/{campaign}") == (200, {"ok": True})
    assert call("GET", f"/campaigns/{campaign}") == (200, "")
    assert call("GET", "/campaigns/1")[0] == 404


def test_lists_are_bare(call, sandbox, campaign):
    (id_, *_) = sandbox.seed_leads(campaign, 4)
    (account,) = sandbox.seed_email_accounts(1)
    sandbox.clients.append({"id": 7, "name": "Acme", "email": "ops@acme.example"})
    accounts = f"/campaigns/{campaign}/email-accounts"
    assert call("GET", accounts) == (200, [])
    sandbox.campaigns[campaign].email_account_ids.append(account)
    paths = ["/campaigns", "/email-accounts/", "/leads/fetch-categories", "/client/", accounts]
    lists = [call("GET", path)[1] for path in [*paths, f"/leads/{id_}/campaigns"]]
    assert [len(rows) for rows in lists] == [1, 1, 4, 1, 1, 1]
    assert lists[4][0]["warmup_reputation"] == "excellent"


def test_counts_are_text(call, sandbox, campaign):
    sandbox.seed_leads(campaign, 4)
    (account,) = sandbox.seed_email_accounts(1)
    path = f"/campaigns/{campaign}"
    assert call("GET", f"{path}/leads")[1]["total_leads"] == "4"
    assert call("GET", f"{path}/statistics")[1]["total_stats"] == "3"
    assert call("GET", f"{path}/analytics")[1]["sent_count"] == "3"
    dates = {"start_date": "2024-01-01", "end_date": "2024-01-02"}
    by_date = call("GET", f"{path}/analytics-by-date", **dates)[1]
    assert (by_date["start_date"], by_date["sent_count"]) == ("2024-01-01", "0")
    overview = call("GET", "/analytics/overall-stats-v2", **dates)[1]
    assert overview["data"]["overall_stats"]["open_rate"] == "0%"
    assert call("GET", "/analytics/overall-stats-v2")[0] == 400
    stats = call("GET", f"/email-accounts/{account}/warmup-stats")[1]
    assert (stats["sent_count"], len(stats["stats_by_date"])) == ("140", 7)


def test_a_row_of_a_campaign_has_its_map_id_as_text_and_outlives_its_lead(call, sandbox, campaign):
    kept, removed = sandbox.seed_leads(campaign, 2)
    email = sandbox.leads[removed]["email"]
    sandbox.remove_lead(removed)
    page = call("GET", f"/campaigns/{campaign}/leads", limit=2)[1]
    first, second = page.pop("data")
    assert page == {"total_leads": "2", "offset": 0, "limit": 2}
    assert int(first["campaign_lead_map_id"]) == (
        sandbox.campaigns[campaign].leads[kept].campaign_lead_map_id
    )
    assert first["lead"]["unsubscribed_client_id_map"] == {}
    assert "created_at" not in first["lead"]
    assert (second["status"], second["lead"]) == ("INPROGRESS", None)
    assert call("GET", "/leads/", email=email) == (200, {})
    call("POST", f"/campaigns/{campaign}/leads", {"lead_list": [{"email": email}]})
    assert call("GET", "/leads/", email=email)[1]["id"] not in {kept, removed}


def test_a_lead_tells_when_it_last_replied_in_each_campaign(call, sandbox, campaign):
    ids = sandbox.seed_leads(campaign, 3)
    history = sandbox.campaigns[campaign].leads[ids[2]].history
    for number, replied in ((1, None), (2, history[1]["time"])):
        lead = call("GET", "/leads/", email=sandbox.leads[ids[number]]["email"])[1]
        assert [each["last_reply_at"] for each in lead["lead_campaign_data"]] == [replied]


def test_in_statistics_the_time_of_a_reply_is_its_only_mark(call, sandbox, campaign):
    sandbox.seed_leads(campaign, 4)
    path = f"/campaigns/{campaign}"
    call("POST", f"{path}/sequences", {"sequences": [STEP]})
    (step,) = sandbox.campaigns[campaign].sequences
    sent, replied, bounced = call("GET", f"{path}/statistics")[1]["data"]
    assert (sent["reply_time"], sent["lead_category"]) == (None, None)
    assert (replied["reply_time"] is None, replied["lead_category"]) == (False, "Interested")
    assert (bounced["is_bounced"], bounced["is_unsubscribed"]) == (True, False)
    assert sent["email_campaign_seq_id"] == step["id"]
    assert not {"is_opened", "is_clicked", "is_replied"} & sent.keys()


def test_statistics_refuse_a_parameter_that_they_do_not_know(call, campaign):
    path = f"/campaigns/{campaign}/statistics"
    refusal = call("GET", path, api_key="key", start_date="2026-07-01")
    assert refusal == (400, {"message": '"start_date" is not allowed'})
    assert call("GET", path, api_key="key", sent_time_start_date="2026-07-01")[0] == 200


def test_the_export_has_the_category_and_no_counts_for_who_was_never_mailed(
    call, sandbox, campaign
):
    sandbox.seed_leads(campaign, 3)
    _, text = call("GET", f"/campaigns/{campaign}/leads-export")
    fresh, _, replied = csv.DictReader(io.StringIO(text))
    assert list(fresh)[2:5] == ["status", "category", "is_interested"]
    assert len(fresh) == 22
    counts = ("last_email_sequence_sent", "open_count", "click_count", "reply_count")
    assert [fresh[key] for key in counts] == [""] * 4
    assert [replied[key] for key in ("category", *counts)] == ["Interested", "1", "2", "1", "1"]


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


def test_an_import_is_counted_in_numbers_and_lists(call, sandbox, campaign):
    sandbox.block_list.add("blocked.example")
    sandbox.unsubscribed.add("left@x.example")
    names = ["a@x.example", "a@x.example", "bad", "z@blocked.example", "left@x.example"]
    path = f"/campaigns/{campaign}/leads"
    body = {
        "lead_list": [{"email": email} for email in [*names, "b@x.example"]],
        "settings": {"return_lead_ids": True},
    }
    _, first = call("POST", path, body)
    assert first.pop("emailToLeadIdMap")["newlyAddedLeads"].keys() == {"a@x.example", "b@x.example"}
    assert first == {
        "ok": True,
        "upload_count": 6,
        "total_leads": 2,
        "block_count": 1,
        "duplicate_count": 1,
        "invalid_email_count": 1,
        "invalid_emails": ["bad"],
        "already_added_to_campaign": 0,
        "unsubscribed_leads": ["left@x.example"],
        "is_lead_limit_exhausted": False,
        "lead_import_stopped_count": 0,
        "bounce_count": 0,
    }
    assert call("POST", path, body)[1]["already_added_to_campaign"] == 2


def test_a_full_plan_is_200_with_ok_false_and_the_counters(call, sandbox, campaign):
    sandbox.lead_limit = 2
    body = {"lead_list": [{"email": f"l{number}@x.example"} for number in range(5)]}
    status, answer = call("POST", f"/campaigns/{campaign}/leads", body)
    assert (status, answer["ok"], answer["is_lead_limit_exhausted"]) == (200, False, True)
    assert (answer["total_leads"], answer["lead_import_stopped_count"]) == (2, 3)


def test_to_ignore_leads_of_other_campaigns_is_to_leave_them_out(call, sandbox, campaign):
    other, lead = sandbox.seed_campaign("Q2"), {"email": "a@x.example"}
    call("POST", f"/campaigns/{other}/leads", {"lead_list": [lead]})
    ignore = {"ignore_duplicate_leads_in_other_campaign": True}
    path = f"/campaigns/{campaign}/leads"
    _, skipped = call("POST", path, {"lead_list": [lead], "settings": ignore})
    assert (skipped["total_leads"], skipped["skipped_in_other_campaign_count"]) == (0, 1)
    _, taken = call("POST", path, {"lead_list": [lead]})
    assert (taken["total_leads"], "skipped_in_other_campaign_count" in taken) == (1, False)


def test_a_dialect_of_ones_own(campaign):
    strict = Sandbox(dialect=replace(LIVE, refuses_invalid_emails=True))
    id_ = strict.seed_campaign()
    body = jsonlib.dumps({"lead_list": [{"email": "bad"}]}).encode()
    assert strict.answer("POST", f"/campaigns/{id_}/leads", {}, body).status == 422


def test_each_kind_of_message_has_its_fields_and_its_spelling_of_time(call, sandbox, campaign):
    id_ = sandbox.seed_leads(campaign, 3)[2]
    row = sandbox.campaigns[campaign].leads[id_]
    row.history.append(sandbox.message(email_body="Coffee?"))
    for message in row.history:
        message["time"] = "2026-07-01T10:20:30.456Z"
    _, answer = call("GET", f"/campaigns/{campaign}/leads/{id_}/message-history")
    sent, received, typed = answer["history"]
    common = {"stats_id", "type", "message_id", "time", "email_body"}
    assert answer.keys() == {"history", "from", "to"}
    assert answer["to"] == row.lead["email"]
    assert (sent.keys(), sent["time"]) == (
        common | {"subject", "email_seq_number"},
        "2026-07-01T10:20:30.456Z",
    )
    assert (received.keys(), received["time"]) == (common, "2026-07-01T10:20:30.000Z")
    assert (typed.keys(), typed["time"]) == (common, "2026-07-01T10:20:30.456+00:00")
    assert (typed["type"], received["type"]) == ("SENT", "REPLY")
    assert sent["stats_id"] == received["stats_id"]


def test_a_reply_names_its_thread_by_the_stats_id(call, sandbox, campaign):
    id_ = sandbox.seed_leads(campaign, 3)[2]
    history = sandbox.campaigns[campaign].leads[id_].history
    path, thread = f"/campaigns/{campaign}/reply-email-thread", history[1]["stats_id"]
    reply = {
        "email_body": "Yes",
        "reply_message_id": history[1]["message_id"],
        "reply_email_time": history[1]["time"],
    }
    refused = call("POST", path, {**reply, "lead_id": id_})
    assert refused == (400, {"message": '"lead_id" is not allowed'})
    assert call("POST", path, reply) == (400, {"message": '"email_stats_id" is required'})
    assert call("POST", path, {**reply, "email_stats_id": "none"})[0] == 404
    assert len(history) == 2
    done = call("POST", path, {**reply, "email_stats_id": thread})
    assert done == (200, "Email added to the queue, will be sent out soon!")
    assert (history[2]["email_body"], history[2]["stats_id"]) == ("Yes", thread)


def test_webhooks_of_a_campaign_are_saved_listed_and_deleted(call, sandbox, campaign):
    path, other = f"/campaigns/{campaign}/webhooks", sandbox.seed_campaign("Q2")
    status, made = call("POST", path, {"id": None, **CAMPAIGN_HOOK})
    assert (status, made["email_campaign_id"]) == (200, campaign)
    times = {"id", "created_at", "updated_at", "email_campaign_id"}
    assert made.keys() == CAMPAIGN_HOOK.keys() | times
    _, changed = call("POST", path, {**CAMPAIGN_HOOK, "id": made["id"], "name": "ERP"})
    assert (changed["id"], changed["name"]) == (made["id"], "ERP")
    assert call("GET", path) == (200, [changed])
    assert call("GET", f"/campaigns/{other}/webhooks") == (200, [])
    assert call("DELETE", f"{path}/{made['id']}") == (200, {"ok": True})
    assert call("DELETE", path, {"id": made["id"]})[0] == 404
    assert call("GET", path) == (200, [])


@pytest.mark.parametrize("event", ["EMAIL_BOUNCED", "EMAIL_OPENED"])
def test_event_names_of_the_other_generation_are_refused(call, sandbox, campaign, event):
    body = {**CAMPAIGN_HOOK, "event_types": ["EMAIL_SENT", event]}
    refusal = call("POST", f"/campaigns/{campaign}/webhooks", body)
    assert refusal == (400, {"error": f"Invalid event_types - {event}"})
    assert sandbox.webhooks == {}


def test_webhooks_live_under_other_paths(call, sandbox, campaign):
    scoped = {**HOOK, "association_type": "campaign", "email_campaign_id": campaign}
    _, made = call("POST", "/webhook/create", scoped)
    call("POST", "/webhook/create", HOOK)
    (listed,) = call("GET", f"/campaigns/{campaign}/webhooks")[1]
    assert listed["id"] == made["id"]
    changed = call("PUT", f"/webhook/update/{made['id']}", {"name": "m"})[1]
    assert (changed["ok"], changed["id"]) == (True, made["id"])
    assert call("DELETE", "/webhook/delete", {"id": made["id"]}) == (200, {"ok": True})
    assert call("DELETE", f"/webhook/delete/{made['id']}")[0] == 404
    assert len(sandbox.webhooks) == 1
