"""What the methods refuse before sending, and what they make of their arguments."""

from __future__ import annotations

import datetime as dt
import traceback
from typing import Any

import pytest

from smartlead_async import (
    BadRequestError,
    InvalidRequestError,
    LeadImportSettings,
    LeadInput,
    LeadStatus,
    Secret,
    SequenceDelay,
    SequenceStep,
    SequenceVariant,
    TrackSetting,
    WebhookEventType,
)
from smartlead_async._options import NOT_GIVEN
from tests.contract.recording import body_of, requested
from tests.support import Loopback, answer, client_of, everything_of

SCHEDULE = {
    "timezone": "America/New_York",
    "days_of_the_week": [1],
    "start_hour": "09:00",
    "end_hour": "17:00",
    "min_time_btw_emails": 24,
    "max_leads_per_day": 100,
}
REPLY = {
    "lead_id": 7,
    "email_body": "<p>Hi</p>",
    "reply_message_id": "msg",
    "reply_email_time": "2024-01-20T10:00:00Z",
}
ACCOUNT = {
    "from_name": "Ada Lovelace",
    "from_email": "ada@example.com",
    "username": "ada@example.com",
    "password": "hunter2",
    "smtp_host": "smtp.example.com",
    "smtp_port": 587,
    "smtp_port_type": "TLS",
    "imap_host": "imap.example.com",
    "imap_port": 993,
}
STEP = {"seq_number": 1, "seq_delay_details": {"delay_in_days": 0}}

REFUSED: list[tuple[str, tuple[Any, ...], dict[str, Any], str]] = [
    ("campaigns.list", (), {"client_id": 0}, "client_id"),
    ("campaigns.create", (), {"client_id": -1}, "client_id"),
    ("campaigns.update_status", (5, ""), {}, "status"),
    ("campaigns.update_schedule", (5,), {**SCHEDULE, "timezone": "EST5"}, "timezone"),
    ("campaigns.update_schedule", (5,), {**SCHEDULE, "days_of_the_week": [7]}, "days_of_the_week"),
    ("campaigns.update_schedule", (5,), {**SCHEDULE, "days_of_the_week": []}, "days_of_the_week"),
    ("campaigns.update_schedule", (5,), {**SCHEDULE, "start_hour": "9"}, "start_hour"),
    ("campaigns.update_schedule", (5,), {**SCHEDULE, "end_hour": "24:00"}, "end_hour"),
    (
        "campaigns.update_schedule",
        (5,),
        {**SCHEDULE, "min_time_btw_emails": -1},
        "min_time_btw_emails",
    ),
    (
        "campaigns.update_schedule",
        (5,),
        {**SCHEDULE, "max_leads_per_day": 1.5},
        "max_leads_per_day",
    ),
    ("campaigns.update_settings", (5,), {"follow_up_percentage": 101}, "follow_up_percentage"),
    ("campaigns.update_settings", (5,), {"client_id": 0}, "client_id"),
    ("campaigns.update_settings", (5,), {"track_settings": "DONT_EMAIL_OPEN"}, "track_settings"),
    ("campaigns.update_settings", (5,), {"stop_lead_settings": ""}, "stop_lead_settings"),
    ("campaigns.save_sequences", (5, []), {}, "steps"),
    ("campaigns.save_sequences", (5, [{**STEP, "seq_number": 0}]), {}, "steps"),
    ("campaigns.save_sequences", (5, [STEP, {"seq_number": "x"}]), {}, "steps[1]"),
    ("campaigns.save_sequences", (5, ["step"]), {}, "steps[0]"),
    (
        "campaigns.save_sequences",
        (5, [{**STEP, "seq_delay_details": {"delay_in_days": 366}}]),
        {},
        "steps",
    ),
    ("campaigns.add_email_accounts", (5, []), {}, "email_account_ids"),
    ("campaigns.add_email_accounts", (5, [1, "2"]), {}, "email_account_ids"),
    ("campaigns.remove_email_accounts", (5, [0]), {}, "email_account_ids"),
    ("leads.list", (5,), {"limit": 101}, "limit"),
    ("leads.list", (5,), {"limit": 0}, "limit"),
    ("leads.list", (5,), {"offset": -1}, "offset"),
    ("leads.list", (5,), {"lead_category_id": 0}, "lead_category_id"),
    ("leads.list", (5,), {"email_status": "opened"}, "email_status"),
    ("leads.iterate", (5,), {"page_size": 101}, "page_size"),
    ("leads.iterate", (5,), {"email_status": "opened"}, "email_status"),
    ("leads.get_by_email", ("ada",), {}, "email"),
    ("leads.add", (5, []), {}, "leads"),
    ("leads.add", (5, [LeadInput("a@b.co")] * 401), {}, "leads"),
    ("leads.add", (5, [{"email": "ada"}]), {}, "leads[0].email"),
    ("leads.add", (5, [{"email": "a@b.co"}]), {"settings": {"ignore": True}}, "settings"),
    ("leads.add", (5, [{"email": "a@b.co"}]), {"lead_list_ids": []}, "lead_list_ids"),
    ("leads.update", (5, 7), {"email": "ada"}, "email"),
    ("leads.update", (5, 7), {"email": None}, "email"),
    ("leads.update", (5, 7), {"first_name": ["Ada"]}, "first_name"),
    ("leads.update", (5, 7), {"custom_fields": dict.fromkeys(map(str, range(201)), "")}, "custom_"),
    ("leads.update", (5, 7), {"custom_fields": {"a": "\x00"}}, "custom_fields"),
    ("leads.resume", (5, 7), {"resume_lead_with_delay_days": -1}, "resume_lead_with_delay_days"),
    ("leads.block", (), {}, "email"),
    ("leads.block", (), {"email": "a@b.co", "domain": "b.co"}, "email"),
    ("leads.block", (), {"email": "b.co"}, "email"),
    ("leads.block", (), {"domain": " "}, "domain"),
    ("leads.reply", (5,), {**REPLY, "lead_id": 0}, "lead_id"),
    ("leads.reply", (5,), {**REPLY, "email_body": ""}, "email_body"),
    ("leads.reply", (5,), {**REPLY, "reply_message_id": " "}, "reply_message_id"),
    ("leads.reply", (5,), {**REPLY, "reply_email_time": ""}, "reply_email_time"),
    ("leads.reply", (5,), {**REPLY, "to_email": "ada"}, "to_email"),
    ("email_accounts.list", (), {"limit": 101}, "limit"),
    ("email_accounts.list", (), {"email_warmup_status": "active"}, "email_warmup_status"),
    ("email_accounts.list", (), {"client_id": 0}, "client_id"),
    ("email_accounts.create", (), {**ACCOUNT, "from_email": "ada"}, "from_email"),
    ("email_accounts.create", (), {**ACCOUNT, "username": ""}, "username"),
    ("email_accounts.create", (), {**ACCOUNT, "smtp_port": 65536}, "smtp_port"),
    ("email_accounts.update", (5,), {"imap_port": 0}, "imap_port"),
    (
        "email_accounts.configure_warmup",
        (5,),
        {"warmup_enabled": True, "total_warmup_per_day": 51},
        "total_warmup_per_day",
    ),
    (
        "email_accounts.configure_warmup",
        (5,),
        {"warmup_enabled": True, "reply_rate_percentage": 101},
        "reply_rate_percentage",
    ),
    ("analytics.get_campaign_statistics", (5,), {"limit": 1001}, "limit"),
    ("analytics.get_campaign_statistics", (5,), {"email_status": "is_opened"}, "email_status"),
    ("analytics.get_campaign_statistics", (5,), {"email_sequence_number": 21}, "email_sequence_"),
    ("analytics.iterate_campaign_statistics", (5,), {"page_size": 1001}, "page_size"),
    (
        "analytics.get_campaign_by_date",
        (5,),
        {"start_date": "2024-01-01", "end_date": "2024-02-01"},
        "end_date",
    ),
    ("analytics.get_overview", (), {"start_date": "yesterday"}, "start_date"),
    ("analytics.get_overview", (), {"timezone": "Mars"}, "timezone"),
    ("analytics.get_overview", (), {"campaign_ids": [0]}, "campaign_ids"),
    ("webhooks.create", (), {"webhook_url": ""}, "webhook_url"),
    ("webhooks.create", (), {"webhook_url": "u", "event_types": "EMAIL_SENT"}, "event_types"),
    ("webhooks.update", (5,), {"webhook_url": ""}, "webhook_url"),
]


@pytest.mark.parametrize(("call", "args", "kwargs", "field"), REFUSED)
async def test_what_the_api_is_known_to_refuse_is_not_sent(
    call: str, args: tuple[Any, ...], kwargs: dict[str, Any], field: str
):
    with pytest.raises(InvalidRequestError) as caught:
        await requested(call, *args, **kwargs)
    assert (caught.value.field or "").startswith(field)


class TestVocabularies:
    async def test_both_generations_of_settings_are_passed_on_as_they_are(self):
        given = [TrackSetting.DONT_LINK_CLICK, "DONT_TRACK_EMAIL_OPEN", "A_NEW_ONE"]
        request = await requested(
            "campaigns.update_settings", 5, track_settings=given, stop_lead_settings="ANYTHING"
        )
        assert body_of(request) == {"track_settings": given, "stop_lead_settings": "ANYTHING"}

    async def test_the_rampup_is_left_to_the_service(self):
        for value in (1, 2, 500):
            request = await requested(
                "email_accounts.configure_warmup", 5, warmup_enabled=True, daily_rampup=value
            )
            assert body_of(request) == {"warmup_enabled": True, "daily_rampup": value}

    async def test_enums_and_text_say_the_same(self):
        for status in ("PAUSED", LeadStatus.PAUSED):
            assert dict((await requested("leads.list", 5, status=status)).query)["status"] == status
        request = await requested(
            "webhooks.create", webhook_url="u", event_types=(WebhookEventType.EMAIL_REPLY,)
        )
        assert body_of(request)["event_types"] == ["EMAIL_REPLY"]


class TestSteps:
    async def test_models_and_mappings_say_the_same(self):
        model = SequenceStep(
            seq_number=1,
            seq_delay_details=SequenceDelay(delay_in_days=3),
            variant_distribution_type="MANUALLY_EQUAL",
            lead_distribution_percentage=20,
            variants=[SequenceVariant(subject="", email_body="<p/>", variant_label="A")],
        )
        mapping = {
            "seq_number": 1,
            "seq_delay_details": {"delayInDays": 3},
            "variant_distribution_type": "MANUALLY_EQUAL",
            "lead_distribution_percentage": 20,
            "seq_variants": [{"subject": "", "email_body": "<p/>", "variant_label": "A"}],
        }
        bodies = [
            body_of(await requested("campaigns.save_sequences", 5, [s])) for s in (model, mapping)
        ]
        assert bodies[0] == bodies[1]
        assert bodies[0][0]["variants"] == mapping["seq_variants"]
        assert bodies[0][0]["seq_delay_details"] == {"delay_in_days": 3}

    async def test_what_the_caller_adds_is_kept_and_what_was_read_is_not(self):
        read = SequenceStep.from_dict({**STEP, "user_id": 4, "created_at": "2024-01-01"})
        added = {**STEP, "a_new_field": 1}
        request = await requested("campaigns.save_sequences", 5, [read, added])
        assert body_of(request) == [STEP, added]


class TestLeads:
    async def test_settings_are_taken_as_a_mapping_too(self):
        lead = LeadInput("a@b.co")
        for settings in (
            {"ignore_unsubscribe_list": True},
            LeadImportSettings(ignore_unsubscribe_list=True),
        ):
            request = await requested("leads.add", 5, [lead], settings=settings)
            assert body_of(request)["settings"] == {"ignore_unsubscribe_list": True}

    async def test_an_update_sends_text_empty_text_and_null(self):
        request = await requested(
            "leads.update",
            5,
            7,
            email=" a@b.co ",
            first_name="",
            location=None,
            phone_number=123,
            custom_fields={"a": 1, "b": None, "c": ""},
        )
        assert body_of(request) == {
            "email": "a@b.co",
            "first_name": "",
            "location": None,
            "phone_number": "123",
            "custom_fields": {"a": "1", "b": None, "c": ""},
        }

    async def test_times_without_a_timezone_are_utc(self):
        naive = dt.datetime(2024, 1, 20, 10)  # noqa: DTZ001 - that is the point
        request = await requested("leads.reply", 5, **{**REPLY, "reply_email_time": naive})
        assert body_of(request)["reply_email_time"] == "2024-01-20T10:00:00.000Z"

    async def test_bodies_are_absent_where_the_reference_has_none(self):
        assert (await requested("leads.pause", 5, 7)).json is NOT_GIVEN
        assert body_of(await requested("leads.resume", 5, 7)) == {}


class TestCredentials:
    async def test_passwords_show_in_no_traceback(self):
        given = {
            **ACCOUNT,
            "password": "c4nary-one",
            "imap_password": Secret("c4nary-two"),
            "token": {"access_token": "c4nary-three", "expiry_date": 1},
            "smtp_port": 0,
        }
        for call, args in (("email_accounts.create", ()), ("email_accounts.update", (5,))):
            with pytest.raises(InvalidRequestError) as caught:
                await requested(call, *args, **given)
            frames = [
                (frame, line)
                for frame, line in traceback.walk_tb(caught.value.__traceback__)
                if "smartlead_async" in frame.f_code.co_filename
            ]
            stack = traceback.StackSummary.extract(iter(frames), capture_locals=True)
            assert "c4nary" not in "".join(str(frame.locals) for frame in stack)
            assert len(stack) > 1

    async def test_nor_when_the_service_refuses_both_forms(self):
        given = {
            **ACCOUNT,
            "password": "c4nary-one",
            "imap_password": "c4nary-two",
            "token": {"access_token": "c4nary-three"},
        }
        refusals = [answer(400, {"error": f'"{name}" is bad'}) for name in ("username", "x")]
        async with Loopback(*refusals) as server, client_of(server) as smartlead:
            with pytest.raises(BadRequestError) as caught:
                await smartlead.email_accounts.create(**given)
        assert b"c4nary-three" in server.requests[1].body
        assert "c4nary" not in everything_of(caught.value)

    async def test_passwords_are_sent_in_clear(self):
        given = {**ACCOUNT, "imap_password": Secret("two"), "token": {"id_token": "three"}}
        request = await requested("email_accounts.create", **given)
        body = body_of(request)
        assert (body["password"], body["imap_password"]) == ("hunter2", "two")
        assert body["token"] == {"id_token": "three"}
        assert "hunter2" not in repr(request)
        assert "hunter2" not in repr(request.json)
