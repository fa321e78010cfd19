"""What the methods refuse before sending, and what they make of their arguments."""

from __future__ import annotations

import datetime as dt
import traceback
from typing import Any, get_args

import pytest

from smartlead_async import (
    AccountType,
    BadRequestError,
    InvalidRequestError,
    LeadImportSettings,
    LeadInput,
    LeadStatus,
    OpenEnum,
    PortType,
    Secret,
    SequenceDelay,
    SequenceStep,
    SequenceVariant,
    StopLeadSetting,
    TrackSetting,
    VariantDistribution,
    WebhookEventType,
)
from smartlead_async._options import NOT_GIVEN
from smartlead_async.models.campaigns import (
    StopLeadSettingName,
    TrackSettingName,
    VariantDistributionName,
)
from smartlead_async.models.email_accounts import AccountTypeName, PortTypeName
from smartlead_async.models.leads import LeadStatusName
from smartlead_async.models.webhooks import WebhookEventName
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
STEP = {
    "seq_number": 1,
    "seq_delay_details": {"delay_in_days": 0},
    "variants": [{"email_body": "<p>Hi</p>"}],
}

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
    ("campaigns.save_sequences", (5, [STEP, {**STEP, "seq_number": "x"}]), {}, "steps[1]"),
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


class TestUnknownKeys:
    @pytest.mark.parametrize(
        ("call", "args", "given", "problem"),
        [
            (
                "campaigns.update_settings",
                (5,),
                {"out_of_office_detection_settings": {"ignoreOOOAsReply": True}},
                "ignoreOOOAsReply is unknown: did you mean ignoreOOOasReply?",
            ),
            (
                "email_accounts.create",
                (),
                {**ACCOUNT, "token": {"acess_token": "c4nary"}},
                "token.acess_token is unknown: did you mean access_token?",
            ),
            (
                "email_accounts.update",
                (5,),
                {"token": {"acess_token": "c4nary"}},
                "token.acess_token is unknown: did you mean access_token?",
            ),
            (
                "webhooks.create",
                (),
                {"webhook_url": "https://a.co", "event_type_map": {"EMAIL_REPLYY": True}},
                "event_type_map.EMAIL_REPLYY is unknown: did you mean EMAIL_REPLY?",
            ),
            (
                "leads.add",
                (5, [{"email": "a@b.co"}]),
                {"settings": {"ignore_unsubscribed_list": True}},
                "settings.ignore_unsubscribed_list is unknown: did you mean ignore_unsub",
            ),
            ("leads.add", (5, [{"emial": "a@b.co"}]), {}, "emial (did you mean email?)"),
            (
                "lead_lists.import_leads",
                (5,),
                {
                    "file_name": "a.csv",
                    "lead_list": [{"email": "a@b.co", "company": "A", "company_name": "B"}],
                },
                "lead_list[0].company says the same as company_name",
            ),
        ],
    )
    async def test_a_key_is_refused_with_its_path_and_the_one_that_was_meant(
        self, call: str, args: tuple[Any, ...], given: dict[str, Any], problem: str
    ):
        with pytest.raises(InvalidRequestError) as caught:
            await requested(call, *args, **given)
        assert problem in str(caught.value)
        assert "c4nary" not in str(caught.value)


class TestUndocumentedWords:
    @pytest.mark.parametrize(
        ("call", "args", "given", "problem"),
        [
            (
                "campaigns.update_status",
                (5, "STRAT"),
                {},
                "status 'STRAT' is sent, though it is not documented: did you mean START?",
            ),
            (
                "campaigns.update_settings",
                (5,),
                {"track_settings": ["DONT_EMAIL_OPENED"]},
                "track_settings[0] 'DONT_EMAIL_OPENED' is sent",
            ),
            (
                "campaigns.update_settings",
                (5,),
                {"stop_lead_settings": "REPLY_TO_EMAIL"},
                "did you mean REPLY_TO_AN_EMAIL?",
            ),
            (
                "campaigns.save_sequences",
                (5, [{**STEP, "variant_distribution_type": "MANUALEQUAL"}]),
                {},
                "did you mean MANUAL_EQUAL?",
            ),
            ("leads.list", (5,), {"status": "paused"}, "did you mean PAUSED?"),
            ("email_accounts.list", (), {"esp": "gmail"}, "did you mean GMAIL?"),
            ("email_accounts.update", (5,), {"smtp_port_type": "tls"}, "did you mean TLS?"),
            (
                "email_accounts.update",
                (5,),
                {"type": "GOOGLE"},
                "known are GMAIL, OUTLOOK, SMTP, ZOHO",
            ),
            (
                "webhooks.update",
                (5,),
                {"event_types": ["EMAIL_REPLYY"]},
                "event_types[0] 'EMAIL_REPLYY' is sent",
            ),
            (
                "webhooks.create",
                (),
                {"webhook_url": "https://a.co", "association_type": "campain"},
                "did you mean campaign?",
            ),
        ],
    )
    async def test_a_word_is_sent_with_a_warning(
        self,
        call: str,
        args: tuple[Any, ...],
        given: dict[str, Any],
        problem: str,
        caplog: pytest.LogCaptureFixture,
    ):
        with caplog.at_level("WARNING", "smartlead_async"):
            await requested(call, *args, **given)
        assert [problem in message for message in caplog.messages] == [True]

    async def test_a_documented_word_is_sent_without_one(self, caplog: pytest.LogCaptureFixture):
        with caplog.at_level("WARNING", "smartlead_async"):
            await requested("campaigns.update_status", 5, "START")
            await requested("leads.list", 5, status=LeadStatus.PAUSED)
            await requested("webhooks.create", webhook_url="https://a.co", association_type=3)
        assert caplog.messages == []

    @pytest.mark.parametrize(
        ("words", "enum"),
        [
            (AccountTypeName, AccountType),
            (LeadStatusName, LeadStatus),
            (PortTypeName, PortType),
            (StopLeadSettingName, StopLeadSetting),
            (TrackSettingName, TrackSetting),
            (VariantDistributionName, VariantDistribution),
            (WebhookEventName, WebhookEventType),
        ],
    )
    def test_the_words_are_those_of_the_enum(self, words: Any, enum: type[OpenEnum]):
        assert list(get_args(words)) == list(enum)


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

    async def test_what_only_the_service_sets_is_not_sent_back(self):
        read = SequenceStep.from_dict({**STEP, "user_id": 4, "created_at": "2024-01-01"})
        again = {**STEP, "seq_number": 2, "created_at": "2024-01-01"}
        request = await requested("campaigns.save_sequences", 5, [read, again])
        assert body_of(request) == [STEP, {**STEP, "seq_number": 2}]

    async def test_a_text_of_its_own_is_the_only_variant(self):
        step = {"seq_number": 1, "subject": "Hi", "email_body": "<p>Hi</p>"}
        for given in (step, SequenceStep(**step)):
            request = await requested("campaigns.save_sequences", 5, [given])
            only = {"subject": "Hi", "email_body": "<p>Hi</p>", "variant_label": "A"}
            assert body_of(request) == [
                {
                    "seq_number": 1,
                    "variant_distribution_type": "MANUALLY_EQUAL",
                    "variants": [only],
                }
            ]

    async def test_a_step_that_is_no_email_has_no_body(self):
        request = await requested(
            "campaigns.save_sequences", 5, [{"seq_number": 1, "seq_type": "MANUAL"}]
        )
        assert body_of(request) == [{"seq_number": 1, "seq_type": "MANUAL"}]

    @pytest.mark.parametrize(
        ("changes", "problem"),
        [
            (
                {"variants": [{"emailBody": "x"}]},
                "variants[0].emailBody is unknown: did you mean email_body?",
            ),
            ({"seq_nmber": 1}, "seq_nmber is unknown: did you mean seq_number?"),
            (
                {"seq_delay_details": {"delay_days": 1}},
                "seq_delay_details.delay_days is unknown: did you mean delay_in_days?",
            ),
            ({"variants": [{"email_body": " "}]}, "variants[0].email_body is empty"),
            ({"variants": []}, "email_body is empty: the email would be blank"),
            ({"seq_variants": []}, "seq_variants says the same as variants"),
            ({"seq_number": 2}, "seq_number is 2, as is steps[0].seq_number"),
            ({3: 4}, "must have text for keys"),
        ],
    )
    async def test_nothing_of_a_step_is_dropped(self, changes: dict[Any, Any], problem: str):
        steps = [{**STEP, "seq_number": 2}, {**STEP, **changes}]
        with pytest.raises(InvalidRequestError) as caught:
            await requested("campaigns.save_sequences", 5, steps)
        assert str(caught.value).startswith("steps[1]")
        assert problem in str(caught.value)

    async def test_each_step_has_a_number(self):
        with pytest.raises(InvalidRequestError, match=r"steps\[0\].seq_number is missing"):
            await requested("campaigns.save_sequences", 5, [{"email_body": "x"}])


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
