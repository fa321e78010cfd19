from __future__ import annotations

import json
import pickle
from datetime import UTC, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartlead_async import models
from smartlead_async._errors import ResponseDecodeError
from smartlead_async._secret import Secret
from smartlead_async.models import (
    AddLeadsResult,
    AnalyticsOverview,
    Campaign,
    CampaignAnalytics,
    CampaignLead,
    CampaignStatistics,
    CampaignStatus,
    EmailAccount,
    ExportedLead,
    Lead,
    Message,
    Model,
    Page,
    SequenceDelay,
    SequenceStep,
    SequenceVariant,
    SkippedLead,
    WarmupStats,
    Webhook,
    webhook_events,
)
from tests.for_each import for_each

pytestmark = pytest.mark.no_cover  # it would take twice as long

ALL = [
    cls
    for module in (models, webhook_events)
    for name in module.__all__
    if isinstance(cls := getattr(module, name), type)
    and issubclass(cls, Model)
    and cls is not Model
]

# One object of each model with every kind of value that needs care.
OBJECTS: list[Model] = [
    Campaign.from_dict(
        {
            "id": 1,
            "status": "BRAND_NEW",
            "track_settings": ["DONT_EMAIL_OPEN", "NEW"],
            "scheduler_cron_value": {"tz": "UTC", "days": [1], "startHour": "09:00"},
            "created_at": "2025-11-25T10:43:46.826Z",
            "tags": [{"tag_id": 1, "tag_name": "Q1"}],
            "unknown": {"nested": [1]},
        }
    ),
    EmailAccount.from_dict(
        {
            "id": 2,
            "password": "cGFzcw==",
            "imap_password": "hunter2",
            "smtp_password": "hunter3",
            "minTimeToWaitInMins": 5,
            "warmup_details": {"warmup_reputation": "95%", "warmup_key_id": "quick-fox"},
        }
    ),
    Lead.from_dict(
        {
            "id": "2995276770",
            "email": "a@b.co",
            "custom_fields": '{"a": "b"}',
            "unsubscribed_client_id_map": {"1": True},
            "lead_campaign_data": [{"campaign_id": 5}],
        }
    ),
    CampaignLead.from_dict({"id": 3, "email": "a@b.co", "status": "STARTED", "odd": 1}),
    Message.from_dict({"direction": "inbound", "received_at": "2025-01-20T14:00:00Z"}),
    SequenceStep.from_dict(
        {"seq_number": 1, "seq_delay_details": {"delayInDays": 3}, "seq_variants": [{"id": 1}]}
    ),
    WarmupStats.from_dict({"sent_count": "5", "stats_by_date": [{"date": "2025-11-20"}]}),
    AddLeadsResult.from_dict({"upload_count": 1, "unsubscribed_leads": ["a@b.co"]}),
    AnalyticsOverview.from_dict({"overall_stats": {"sent": 1}, "monthly": []}),
    Webhook.from_dict({"id": 1, "secret_key": "hunter4", "event_types": ["EMAIL_REPLY"]}),
    ExportedLead.from_dict({"email": "a@b.co", "custom_fields": "{}", "open_count": ""}),
]


@pytest.mark.parametrize("model", OBJECTS, ids=lambda model: type(model).__name__)
class TestEveryModel:
    def test_round_trip(self, model: Model):
        data = model.to_dict(reveal_secrets=True)

        assert json.loads(json.dumps(data)) == data
        assert type(model).from_dict(data) == model
        assert type(model).from_dict(data).to_dict(reveal_secrets=True) == data

    @pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
    def test_pickle(self, model: Model, protocol: int):
        copy = pickle.loads(pickle.dumps(model, protocol))

        assert copy == model
        assert copy.to_dict(reveal_secrets=True) == model.to_dict(reveal_secrets=True)

    def test_it_is_hashable(self, model: Model):
        assert len({model, pickle.loads(pickle.dumps(model))}) == 1

    def test_secrets_show_nowhere(self, model: Model):
        assert "hunter" not in f"{model!r} {model} {json.dumps(model.to_dict())}"

    def test_it_is_frozen(self, model: Model):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            model.extra = {}


@for_each("cls", ALL)
def test_no_model_is_made_of_a_wrong_object(cls: type[Model]):
    for data in ({}, {"error": "no"}, {"wrong": 1, "object": 2}):
        # An error is a field of two of them, and any object without one acknowledges.
        if "error" in data and cls in {AddLeadsResult, SkippedLead}:
            continue
        if "wrong" in data and issubclass(cls, models.Acknowledgement):
            continue
        with pytest.raises(ResponseDecodeError) as caught:
            cls.from_dict(data)
        assert caught.value.location.startswith("$")


NAMES = sorted(
    {name for cls in ALL for name in attrs.fields_dict(cls)}
    | {"startHour", "minTimeToWaitInMins", "direction", "seq_variants", "overall_stats", "reply"}
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=10**300, max_value=10**310)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        ["42", "95%", "true", "2025-11-25T10:43:46Z", "[1]", '{"id": 1}', "{", "9" * 5000]
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("cls", ALL, ids=lambda cls: cls.__name__)
@settings(max_examples=3)  # of each model
@given(st.data())
def test_any_json_gives_a_model_that_round_trips_or_a_decode_error(cls: type[Model], data: Any):
    names = st.sampled_from([*attrs.fields_dict(cls), "id", "data", "unknown"])
    value = data.draw(st.dictionaries(names, JSON, max_size=8) | JSON)
    try:
        model = cls.from_dict(value)
    except ResponseDecodeError:
        return
    dumped = model.to_dict(reveal_secrets=True)

    # Compared as text: NaN is not equal to itself.
    assert repr(cls.from_dict(dumped).to_dict(reveal_secrets=True)) == repr(dumped)


def test_models_are_equal_if_they_are_of_one_class_and_all_their_fields_are_equal():
    campaign = Campaign(id=1, name="Q1", extra={"new": 1})

    assert campaign == Campaign(id=1, name="Q1", extra={"new": 1})
    assert campaign != Campaign(id=1, name="Q2", extra={"new": 1})
    assert campaign != Campaign(id=1, name="Q1", extra={"new": 2})
    untracked = webhook_events.UntrackedReplyEvent(event_type="X")
    assert untracked != webhook_events.ManualStepReachedEvent(event_type="X")
    assert campaign != {"id": 1, "name": "Q1"}


def test_the_hash_is_of_all_fields_but_those_that_hold_objects():
    campaign = Campaign(id=1, name="Q1", extra={"new": 1})

    assert hash(campaign) == hash(Campaign(id=1, name="Q1", extra={"new": 2}))
    assert hash(campaign) != hash(Campaign(id=1, name="Q2", extra={"new": 1}))


def test_repr_shows_what_is_set():
    campaign = Campaign(id=1, status=CampaignStatus.ACTIVE)

    assert repr(campaign) == "Campaign(id=1, status=<CampaignStatus.ACTIVE: 'ACTIVE'>)"


def test_all_is_complete_and_sorted():
    assert models.__all__ == sorted(models.__all__)
    assert all(hasattr(models, name) for name in models.__all__)


class TestBothGenerations:
    def test_of_a_campaign_lead(self):
        nested = CampaignLead.from_dict(
            {
                "lead_category_id": 1,
                "status": "STARTED",
                "created_at": "2025-01-15T10:00:00Z",
                "lead": {"id": 789, "email": "a@b.co", "custom_fields": {"x": "y"}},
            }
        )
        flat = CampaignLead.from_dict(
            {
                "category_id": "1",
                "status": "STARTED",
                "created_at": "2025-01-15T10:00:00Z",
                "id": "789",
                "email": "a@b.co",
                "custom_fields": {"x": "y"},
            }
        )

        assert flat == nested

    def test_of_messages(self):
        live = Message.from_dict(
            {"type": "REPLY", "message_id": "m", "time": "2025-01-20T14:00:00Z", "subject": "Hi"}
        )
        page = Message.from_dict(
            {
                "direction": "inbound",
                "id": "m",
                "received_at": "2025-01-20T14:00:00Z",
                "subject": "Hi",
            }
        )

        assert live == page
        assert Message.from_dict({"direction": "sideways"}).type == "sideways"
        assert Message.from_dict({"direction": "sideways"}).direction is None
        assert Message.from_dict({"type": "SENT", "direction": "inbound"}).direction == "outbound"

    def test_of_message_history_values(self):
        message = Message.from_dict(
            {"type": "SENT", "email_seq_number": "2", "open_count": "3", "stats_id": 77}
        )

        assert (message.email_seq_number, message.open_count) == (2, 3)
        assert message.stats_id == "77"

    def test_of_warmup_stats(self):
        first = WarmupStats.from_dict(
            {
                "total_sent": 140,
                "spam_count": 3,
                "daily_stats": [{"date": "2025-11-20", "sent": 15, "replied": 4}],
            }
        )
        second = WarmupStats.from_dict(
            {
                "sent_count": "140",
                "spam_count": "3",
                "stats_by_date": [{"date": "2025-11-20", "sent_count": "15", "reply_count": 4}],
            }
        )

        assert first == second
        assert second.sent_count == 140
        assert second.stats_by_date == first.daily_stats

    def test_of_analytics(self):
        live = CampaignAnalytics.from_dict(
            {
                "id": "123",
                "name": "Q1",
                "sent_count": "1000",
                "open_count": "450",
                "bounce_count": "2",
                "unsubscribed_count": "0",
                "unique_sent_count": "900",
                "campaign_lead_stats": {"total": 5},
            }
        )
        page = CampaignAnalytics.from_dict(
            {
                "campaign_id": 123,
                "campaign_name": "Q1",
                "total_sent": 1000,
                "total_opened": 450,
                "total_bounced": 2,
                "total_unsubscribed": 0,
                "unique_sent_count": 900,
                "campaign_lead_stats": {"total": 5},
            }
        )

        assert live == page
        assert (live.bounce_count, live.unsubscribed_count) == (2, 0)
        assert live.total_opened == live.open_count == 450

    def test_of_statistics_rows(self):
        row = CampaignStatistics.from_dict(
            {
                "lead_email": "a@b.co",
                "sequence_number": "1",
                "sent_time": "2023-10-16 10:33:02.000Z",
                "is_opened": "true",
                "is_bounced": "false",
            }
        )

        assert row.sent_time == datetime(2023, 10, 16, 10, 33, 2, tzinfo=UTC)
        assert (row.sequence_number, row.is_opened, row.is_bounced) == (1, True, False)

    @pytest.mark.parametrize("key", ["sequence_variants", "seq_variants", "variants"])
    @pytest.mark.parametrize("delay", ["delayInDays", "delay_in_days"])
    def test_of_sequences(self, key: str, delay: str):
        step = SequenceStep.from_dict(
            {"seq_number": "1", "seq_delay_details": {delay: "3"}, key: [{"variant_name": "A"}]}
        )

        assert step.seq_delay_details == SequenceDelay(delay_in_days=3)
        assert step.variants == step.sequence_variants == (SequenceVariant(variant_label="A"),)

    @pytest.mark.parametrize(
        "cron",
        [
            {"tz": "UTC", "days": [1], "startHour": "09:00", "endHour": "17:00"},
            {"tz": "UTC", "days": ["1"], "start_hour": "09:00", "end_hour": "17:00"},
            '{"tz": "UTC", "days": [1], "startHour": "09:00", "endHour": "17:00"}',
        ],
    )
    def test_of_schedules(self, cron: Any):
        schedule = Campaign.from_dict({"id": 1, "scheduler_cron_value": cron}).scheduler_cron_value

        assert schedule == models.Schedule(
            tz="UTC", days=(1,), start_hour="09:00", end_hour="17:00"
        )

    @pytest.mark.parametrize(
        ("spelling", "attribute"),
        [
            ("minTimeToWaitInMins", "min_time_to_wait_in_mins"),
            ("time_to_wait_in_mins", "min_time_to_wait_in_mins"),
            ("max_email_per_day", "message_per_day"),
            ("emailAccountId", "id"),
        ],
    )
    def test_of_account_fields(self, spelling: str, attribute: str):
        account = EmailAccount.from_dict(
            {"id": 1, spelling: "7"} if attribute != "id" else {spelling: 7}
        )

        assert getattr(account, attribute) == 7

    @pytest.mark.parametrize(("given", "expected"), [("95%", 95.0), (95, 95.0), ("good", "good")])
    def test_of_warmup_reputation(self, given: Any, expected: Any):
        account = EmailAccount.from_dict(
            {"id": 1, "warmup_reputation": given, "warmup_details": {"warmup_reputation": given}}
        )

        assert account.warmup_reputation == expected
        assert account.warmup_details.warmup_reputation == expected

    def test_an_account_without_warmup(self):
        assert EmailAccount.from_dict({"id": 1, "warmup_details": None}).warmup_details is None
        assert EmailAccount.from_dict({"id": 1, "warmup_details": {}}).warmup_details is None


class TestSequenceStep:
    def test_it_is_written_in_the_form_of_the_reference(self):
        step = SequenceStep(
            seq_number=1,
            seq_delay_details=SequenceDelay(delay_in_days=0),
            variant_distribution_type="MANUALLY_EQUAL",
            variants=[
                SequenceVariant(subject="Quick question", email_body="<p>Hi</p>", variant_label="A")
            ],
        )

        assert step.to_wire() == {
            "seq_number": 1,
            "seq_delay_details": {"delay_in_days": 0},
            "variant_distribution_type": "MANUALLY_EQUAL",
            "variants": [
                {"subject": "Quick question", "email_body": "<p>Hi</p>", "variant_label": "A"}
            ],
        }

    def test_what_was_read_can_be_written_back(self):
        step = SequenceStep.from_dict(
            {
                "id": 1001,
                "created_at": "2026-02-10T10:30:00Z",
                "email_campaign_id": 123,
                "seq_number": 2,
                "subject": "",
                "sequence_variants": [{"id": 5001, "is_deleted": False, "distribution": 50}],
                "unknown": 1,
            }
        )

        assert step.to_wire() == {
            "id": 1001,
            "seq_number": 2,
            "subject": "",
            "variants": [{"id": 5001, "variant_distribution_percentage": 50.0}],
        }


def test_a_step_without_variants_is_written_with_its_own_text():
    step = SequenceStep(seq_number=1, subject="Hi", email_body="<p>Hi</p>")

    assert step.to_wire() == {"seq_number": 1, "subject": "Hi", "email_body": "<p>Hi</p>"}


class TestAddLeadsResult:
    def test_first_generation(self):
        result = AddLeadsResult.from_dict(
            {
                "success": True,
                "added_count": "1",
                "skipped_count": 3,
                "skipped_leads": [
                    {"email": "a@b.co", "reason": "Lead already exists in campaign"},
                    {"lead_email": "c@d.co", "error": "duplicate"},
                    "e@f.co",
                    7,
                ],
            }
        )

        assert result.added == 1
        assert result.skipped_leads == (
            SkippedLead(email="a@b.co", reason="Lead already exists in campaign"),
            SkippedLead(email="c@d.co", reason="duplicate"),
            SkippedLead(email="e@f.co"),
            SkippedLead(id=7),
        )
        assert result.skipped_by_reason == {"already_in_campaign": 1, "duplicate": 1}
        assert result.is_lead_limit_exhausted is False
        assert result.lead_import_stopped_count == 0

    def test_second_generation(self):
        result = AddLeadsResult.from_dict(
            {
                "ok": True,
                "upload_count": 10,
                "total_leads": "3",
                "block_count": 1,
                "duplicate_count": "2",
                "invalid_email_count": 1,
                "invalid_emails": ["bad@", {"email": "worse@"}],
                "already_added_to_campaign": 1,
                "unsubscribed_leads": ["u@v.co"],
                "is_lead_limit_exhausted": "true",
                "lead_import_stopped_count": "4",
                "bounce_count": 0,
                "emailToLeadIdMap": {"a@b.co": "1"},
            }
        )

        assert result.added == 3
        assert result.skipped_by_reason == {
            "unsubscribed": 1,
            "invalid": 2,
            "blocked": 1,
            "already_in_campaign": 1,
            "duplicate": 2,
        }
        assert result.invalid_emails == ("bad@", "worse@")
        assert result.unsubscribed_leads == 1
        assert result.skipped_leads == (SkippedLead(email="u@v.co", reason="unsubscribed"),)
        assert result.is_lead_limit_exhausted is True
        assert result.lead_import_stopped_count == 4
        assert result.email_to_lead_id_map == {"a@b.co": "1"}

    @pytest.mark.parametrize(
        ("counts", "added"),
        [
            ({"upload_count": 3, "total_leads": 10}, 3),
            ({"upload_count": 10, "total_leads": 3}, 3),
            ({"upload_count": 5}, 5),
            ({"total_leads": 5}, 5),
            ({"added_count": 0, "upload_count": 5}, 0),
            ({"added_count": [1, 2]}, 2),
            ({"ok": True}, 0),
        ],
    )
    def test_added(self, counts: dict[str, Any], added: int):
        assert AddLeadsResult.from_dict(counts).added == added

    def test_nulls_and_odd_fillers(self):
        result = AddLeadsResult.from_dict(
            {
                "ok": True,
                "added_count": None,
                "is_lead_limit_exhausted": None,
                "lead_import_stopped_count": None,
                "invalid_emails": None,
                "skipped_leads": 2,
                "block_count": "",
            }
        )

        assert result.skipped_count == 2
        assert (result.skipped_leads, result.skipped_by_reason) == ((), {})
        assert result.is_lead_limit_exhausted is False

    def test_what_cannot_be_a_lead(self):
        with pytest.raises(ResponseDecodeError) as caught:
            AddLeadsResult.from_dict({"skipped_leads": [["a"]]})
        assert caught.value.location == "$.skipped_leads"


class TestExportedLead:
    def test_empty_cells_are_null(self):
        lead = ExportedLead.from_dict(
            {
                "id": "2995276770",
                "email": "",
                "first_name": "",
                "custom_fields": "",
                "open_count": "",
                "is_unsubscribed": "",
                "category": "",
                "new_column": "x",
            }
        )

        assert lead == ExportedLead(id=2995276770, extra={"new_column": "x"})

    def test_a_row_of_nobody(self):
        with pytest.raises(ResponseDecodeError, match="neither an email nor an id"):
            ExportedLead.from_dict({"email": "", "first_name": "John"})


class TestPage:
    def test_it_is_like_the_list_of_its_items(self):
        page = Page(items=[1, 2], offset=0, limit=2)

        assert [*page] == [1, 2]
        assert len(page) == 2
        assert pickle.loads(pickle.dumps(page)) == page

    @pytest.mark.parametrize(
        ("items", "offset", "limit", "total", "more"),
        [
            (2, 0, 2, None, True),
            (1, 0, 2, None, False),
            (0, 0, 0, None, False),
            (2, 0, 2, 3, True),
            (2, 1, 2, 3, False),
            (1, 0, 2, 3, True),
            (0, 0, 2, 3, False),
        ],
    )
    def test_has_more(self, items: int, offset: int, limit: int, total: int | None, more: bool):
        page = Page(items=[0] * items, offset=offset, limit=limit, total=total)

        assert page.has_more is more


def test_a_decode_error_has_the_location_and_no_value():
    with pytest.raises(ResponseDecodeError) as caught:
        EmailAccount.from_dict({"id": 1, "password": ["hunter2"]})

    assert caught.value.location == "$.password"
    assert "hunter2" not in str(caught.value)
    assert caught.value.__context__ is None


def test_keys_that_are_no_text_break_nothing():
    assert Lead.from_dict({"id": 1, None: "x", 5: "y"}).extra == {None: "x", 5: "y"}


def test_passwords_are_secrets():
    account = EmailAccount.from_dict({"id": 1, "password": "cGFzcw==", "imap_password": "p"})

    assert account.password == Secret("cGFzcw==")
    assert account.password.decode() == "pass"
    assert account.to_dict()["imap_password"] == "***"
