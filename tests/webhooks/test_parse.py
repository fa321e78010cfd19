from __future__ import annotations

import hashlib
import hmac
import json
import pickle
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartlead_async import (
    ConfigurationError,
    ResponseDecodeError,
    Secret,
    UnknownEvent,
    WebhookEvent,
    WebhookVerificationError,
    parse_webhook,
)
from smartlead_async.models import WebhookEventType
from smartlead_async.models import webhook_events as webhooks

DATA = json.loads(
    (Path(__file__).parents[1] / "data" / "responses_webhooks.json").read_text(encoding="utf-8")
)
CLASSES = {
    webhooks.EmailSentEvent: {"EMAIL_SENT", "FIRST_EMAIL_SENT"},
    webhooks.EmailOpenedEvent: {"EMAIL_OPEN", "EMAIL_OPENED", "LEAD_OPENED"},
    webhooks.EmailClickedEvent: {"EMAIL_LINK_CLICK", "EMAIL_CLICKED", "LEAD_CLICKED"},
    webhooks.EmailRepliedEvent: {"EMAIL_REPLY", "EMAIL_REPLIED", "LEAD_REPLIED"},
    webhooks.EmailBouncedEvent: {"EMAIL_BOUNCE", "EMAIL_BOUNCED", "LEAD_BOUNCED"},
    webhooks.LeadUnsubscribedEvent: {"LEAD_UNSUBSCRIBED", "EMAIL_UNSUBSCRIBED"},
    webhooks.LeadCategoryUpdatedEvent: {"LEAD_CATEGORY_UPDATED"},
    webhooks.CampaignStatusChangedEvent: {"CAMPAIGN_STATUS_CHANGED"},
    webhooks.UntrackedReplyEvent: {"UNTRACKED_REPLIES"},
    webhooks.ManualStepReachedEvent: {"MANUAL_STEP_REACHED"},
    webhooks.EmailAccountDisconnectedEvent: {"EMAIL_ACCOUNT_DISCONNECTED"},
    webhooks.LinkedInDisconnectedEvent: {"LINKEDIN_DISCONNECTED"},
}
BY_NAME = {name: cls for cls, names in CLASSES.items() for name in names}


def parse(**fields: Any) -> Any:
    return parse_webhook(json.dumps(fields).encode())


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def documented(name: str, index: int = 0) -> Any:
    found = [e for e in DATA["examples"] if name in {e.get("event_type"), e.get("event")}]
    return parse_webhook(json.dumps(found[index]))


def test_every_documented_name_is_known():
    assert set(DATA["names"]) == BY_NAME.keys() == {str(name) for name in WebhookEventType}


@pytest.mark.parametrize("name", sorted(BY_NAME))
@pytest.mark.parametrize("key", ["event_type", "event"])
def test_each_name_has_its_class(name: str, key: str):
    event = parse(**{key: name, "campaign_id": "5"})

    assert type(event) is BY_NAME[name]
    assert event.event_type == name
    assert event.campaign_id == 5


@pytest.mark.parametrize("data", DATA["examples"])
def test_each_documented_example_round_trips(data: dict[str, Any]):
    event = parse_webhook(json.dumps(data))

    assert type(event) is BY_NAME[data.get("event_type") or data["event"]]
    assert type(event).from_dict(event.to_dict(reveal_secrets=True)) == event
    assert pickle.loads(pickle.dumps(event)) == event
    assert event.extra == {}


BOUNCE = {
    "event_type": "EMAIL_BOUNCE",
    "sl_email_lead_id": "4100000021",
    "to_email": "rosalind@garnet.example",
    "is_bounced": True,
    "is_sender_originated_bounce": "false",
    "bounce_message": {
        "message_id": "<gone@garnet.example>",
        "text": "no such mailbox",
        "time": "2026-08-03T10:00:07.000Z",
    },
}


def test_bounced():
    event = parse(**BOUNCE)
    assert event.is_sender_originated_bounce is False
    assert event.bounce_message == webhooks.WebhookMessage(
        message_id="<gone@garnet.example>",
        text="no such mailbox",
        time=utc("2026-08-03T10:00:07"),
    )
    assert event.lead_address == "rosalind@garnet.example"
    assert event.extra == {"is_bounced": True}


def test_copies_come_as_text_or_as_objects():
    emmy = {"name": "Emmy", "address": "emmy@garnet.example"}
    copies = [emmy, "max@garnet.example", {"email": "lise@garnet.example"}, {"name": "Nobody"}]
    event = parse(event_type="EMAIL_REPLY", cc_emails=copies)
    assert event.cc_emails == ("emmy@garnet.example", "max@garnet.example", "lise@garnet.example")
    assert event.extra == {"cc_emails_as_sent": copies}
    assert type(event).from_dict(event.to_dict()) == event
    reply = {"type": "REPLY", "cc_emails": [emmy]}
    event = parse(event_type="LEAD_CATEGORY_UPDATED", last_reply=reply, history=[reply])
    assert event.last_reply.cc_emails == event.history[0].cc_emails == ("emmy@garnet.example",)


def test_an_unsubscription_may_name_no_lead_by_id():
    event = parse(event_type="LEAD_UNSUBSCRIBED", from_email="", to_email="a@example.com")
    assert (event.lead_address, event.sl_email_lead_id) == ("a@example.com", None)


def attributes(event: WebhookEvent, *names: str) -> list[Any]:
    return [getattr(event, name) for name in names]


def test_sent():
    event = documented("EMAIL_SENT")

    assert event.time_sent == utc("2025-01-15T09:00:00")
    assert event.custom_subject == "Quick question about Acme Corp"
    assert event.custom_email_message == "<html>Email body content...</html>"
    assert attributes(event, "campaign_name", "sequence_number") == ["Q1 Outreach", 1]
    assert attributes(event, "from_email", "to_email", "to_name", "message_id", "lead_address") == [
        "sender@yourcompany.com",
        "lead@example.com",
        "John Doe",
        "abc123def456",
        "lead@example.com",
    ]


def test_sent_of_the_older_generation():
    event = documented("EMAIL_SENT", 2)

    assert event.event_timestamp == utc("2024-01-15T09:00:00")
    assert attributes(event, "campaign_id", "lead_id", "email_account_id") == [123, 789, 456]
    assert (event.lead.email, event.lead.first_name) == ("lead@example.com", "Jane")
    assert event.lead_address == "lead@example.com"


def test_opened():
    assert documented("EMAIL_OPEN").time_opened == utc("2025-01-15T10:30:00")

    older = documented("EMAIL_OPENED")
    assert older.opened_count == 3
    assert older.first_opened_at == utc("2024-01-15T10:30:00")
    assert older.last_opened_at == older.time_opened == utc("2024-01-15T14:20:00")


@pytest.mark.parametrize(
    ("name", "time"),
    [("EMAIL_LINK_CLICK", "2025-01-15T10:45:00"), ("EMAIL_CLICKED", "2024-01-15T10:45:00")],
)
def test_clicked(name: str, time: str):
    event = documented(name)

    assert event.link_clicked == ("https://example.com/demo",)
    assert event.time_clicked == utc(time)


def test_replied():
    event = documented("EMAIL_REPLY")

    assert event.time_replied == utc("2025-01-15T11:00:00")
    assert event.reply_body == "<html>Thanks for reaching out. I'm interested...</html>"
    assert event.preview_text == "Thanks for reaching out. I'm interested..."
    assert event.subject == "Re: Quick question about Acme Corp"
    assert event.client_id == 456


def test_replied_of_the_older_generation():
    event = documented("EMAIL_REPLIED")

    assert event.subject == "Re: Quick question"
    assert event.reply_body == "Thanks for reaching out..."
    assert event.time_replied == utc("2024-01-15T10:30:00")
    assert event.message_id == "abc123@smartlead.ai"
    assert event.lead.custom_fields == {"job_title": "CEO"}
    assert documented("EMAIL_REPLIED", 1).message_id == "reply-abc123"


def test_replied_as_integrators_report_it():
    event = parse(
        event_type="EMAIL_REPLY",
        campaign_status="ACTIVE",
        sl_email_lead_id="2995276770",
        sl_email_lead_map_id=2433664091,
        sl_lead_email="lead@example.com",
        from_email="lead@example.com",
        to_email="me@own.example",
        cc_emails=["c@d.co"],
        sequence_number="2",
        stats_id="st-1",
        message_id="<m@x>",
        reply_message={"message_id": "<r@x>", "html": "<p>", "text": "t", "time": 1736938800000},
        sent_message={"message_id": "<s@x>"},
        sent_message_body="<p>",
        event_timestamp="2025-01-15T11:00:00.000Z",
        leadCorrespondence={
            "targetLeadEmail": "lead@example.com",
            "replyReceivedFrom": "boss@example.com",
            "repliedCompanyDomain": "example.com",
        },
        secret_key="hunter2",
        webhook_id=7,
        webhook_name="n",
        webhook_url="https://own.example/hook",
        app_url="https://app",
        ui_master_inbox_link="https://inbox",
        metadata={"a": [1]},
        client_id=None,
        brand_new=1,
    )

    assert attributes(event, "sl_email_lead_id", "sl_email_lead_map_id") == [2995276770, 2433664091]
    assert event.lead_address == "lead@example.com"
    assert event.cc_emails == ("c@d.co",)
    assert event.sequence_number == 2
    assert event.reply_message.time == utc("2025-01-15T11:00:00")
    assert event.sent_message.message_id == "<s@x>"
    assert event.lead_correspondence.reply_received_from == "boss@example.com"
    assert event.secret_key.reveal() == "hunter2"
    assert "hunter2" not in f"{event!r}{event.to_dict()}"
    assert event.metadata == {"a": [1]}
    assert event.extra == {"brand_new": 1}


def test_unsubscribed():
    event = documented("LEAD_UNSUBSCRIBED")

    assert attributes(event, "lead_address", "lead_name", "unsubscribed_client_id_map") == [
        "lead@example.com",
        "John Doe",
        {},
    ]


def test_category_updated():
    event = documented("LEAD_CATEGORY_UPDATED")

    assert attributes(event, "category", "lead_category_id", "lead_id") == ["Interested", 5, 789]
    assert attributes(event, "from_email", "to_email", "lead_address") == [
        "sender@yourcompany.com",
        "lead@example.com",
        "lead@example.com",
    ]
    assert event.lead_data.category.sentiment_type == "positive"
    assert event.lead_data.linkedin_profile == "https://linkedin.com/in/johndoe"
    assert [message.type for message in event.history] == ["SENT", "REPLY"]
    assert event.history[0].subject == "Quick question"
    assert event.last_reply == event.history[1]
    assert event.last_reply.time == utc("2025-01-15T11:00:00")


def test_an_unknown_event_is_kept():
    event = parse(event_type="SEQUENCE_COMPLETED", lead_email="a@b.co", steps=3)

    assert type(event) is UnknownEvent
    assert isinstance(event, WebhookEvent)
    assert event.event_type == "SEQUENCE_COMPLETED"
    assert event.extra == {"steps": 3}


def test_the_lead_is_found_wherever_it_is():
    assert (
        parse(event="X", leadCorrespondence={"targetLeadEmail": "a@b.co"}).lead_address == "a@b.co"
    )
    assert parse(event="X").lead_address is None


@pytest.mark.parametrize(
    ("body", "location"),
    [
        (b"", "$"),
        (b"not json", "$"),
        ("not json \ud800", "$"),
        (b"null", "$"),
        (b"[]", "$"),
        (b"5", "$"),
        (b"{}", "$"),
        (b'{"campaign_id": 5}', "$.event_type"),
        (b'{"event_type": null}', "$.event_type"),
        (b'{"event_type": {"a": 1}}', "$.event_type"),
        (b'{"event_type": ""}', "$.event_type"),
    ],
)
def test_what_is_no_event(body: bytes | str, location: str):
    with pytest.raises(ResponseDecodeError) as caught:
        parse_webhook(body)

    assert caught.value.location == location
    assert caught.value.body == (body if isinstance(body, bytes) else b"not json ?")
    assert "answer" not in str(caught.value)


def test_a_missing_event_type_is_named():
    with pytest.raises(
        ResponseDecodeError, match=r"cannot understand the delivery .* event_type is missing"
    ):
        parse(campaign_id=5)


@pytest.mark.parametrize(
    ("fields", "extra"),
    [
        ({"campaign_id": "x"}, {"campaign_id": "x"}),
        ({"timestamp": [1], "new": 2}, {"event_timestamp": [1], "new": 2}),
        ({"history": [5]}, {"history": [5]}),
        ({"reply": {"received_at": []}}, {"time_replied": []}),
        ({"lead": {"email": [1]}}, {"lead": {"email": [1]}}),
    ],
)
def test_an_optional_field_that_cannot_be_read_is_kept(fields: Any, extra: Any):
    kinds = {"history": "LEAD_CATEGORY_UPDATED", "reply": "EMAIL_REPLY"}
    name = kinds.get(next(iter(fields)), "EMAIL_OPEN")

    event = parse(event_type=name, client_id="7", **fields)

    assert event.client_id == 7
    assert event.extra == extra
    assert type(event).from_dict(event.to_dict()) == event


def test_in_a_part_only_the_field_that_cannot_be_read_is_left_out():
    event = parse(event_type="EMAIL_OPEN", lead={"email": "a@b.co", "phone_number": [1]})
    assert (event.lead.email, event.lead.extra) == ("a@b.co", {"phone_number": [1]})


# ── where it comes from ──────────────────────────────────────────────────────────────────────

BODY = b'{"event_type": "EMAIL_OPEN", "secret_key": "hunter2"}'
UNSIGNED = b'{"event_type": "EMAIL_OPEN"}'


def signature(body: bytes, secret: str = "hunter2") -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


@pytest.mark.parametrize("prefix", ["sha256=", "", "SHA256="])
@pytest.mark.parametrize("name", ["X-Smartlead-Signature", "x-smartlead-signature"])
@pytest.mark.parametrize("secret", ["hunter2", Secret("hunter2")])
def test_a_signed_delivery_is_verified(prefix: str, name: str, secret: str):
    headers = {"Content-Type": "application/json", name: prefix + signature(UNSIGNED)}
    for body in (UNSIGNED, UNSIGNED.decode()):
        assert parse_webhook(body, headers=headers, secret=secret).event_type == "EMAIL_OPEN"


@pytest.mark.parametrize("headers", [None, {}, {"X-Smartlead-Signature": ""}])
@pytest.mark.parametrize("body", [BODY, BODY.decode(), json.loads(BODY)])
def test_without_a_signature_the_secret_key_counts(headers: Any, body: Any):
    assert parse_webhook(body, headers=headers, secret="hunter2").event_type == "EMAIL_OPEN"


def test_a_signature_says_nothing_of_a_body_decoded_already():
    headers = {"X-Smartlead-Signature": signature(BODY)}
    assert parse_webhook(json.loads(BODY), headers=headers, secret="hunter2")
    with pytest.raises(WebhookVerificationError, match="neither"):
        parse_webhook(json.loads(UNSIGNED), headers=headers, secret="hunter2")


@pytest.mark.parametrize(
    ("body", "header", "check"),
    [
        (BODY, signature(BODY, "other"), "X-Smartlead-Signature is not"),
        (BODY, signature(BODY + b" "), "X-Smartlead-Signature is not"),
        (BODY, "sha256=\xfc\ud800", "X-Smartlead-Signature is not"),
        (BODY.replace(b"hunter2", b"hunter3"), None, "secret_key in the body is not"),
        (BODY.replace(b'"hunter2"', b"2"), None, "neither"),
        (UNSIGNED, None, "neither"),
        (b"[]", None, "neither"),
    ],
)
def test_a_delivery_that_proves_nothing_is_refused(body: bytes, header: Any, check: str):
    headers = {"X-Smartlead-Signature": header} if header else None
    with pytest.raises(WebhookVerificationError, match=check) as caught:
        parse_webhook(body, headers=headers, secret="hunter2")
    assert "hunter" not in str(caught.value)
    assert caught.value.__context__ is None


def test_nothing_is_read_of_a_body_with_a_wrong_signature():
    with pytest.raises(WebhookVerificationError):
        parse_webhook(b"no json", headers={"X-Smartlead-Signature": "0"}, secret="hunter2")


@pytest.mark.parametrize("secret", ["", " ", Secret(""), 5])
def test_an_empty_secret_verifies_nothing_and_is_refused(secret: Any):
    with pytest.raises(ConfigurationError, match="secret must be text"):
        parse_webhook(BODY, secret=secret)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
KEYS = ["reply", "link", "email", "lead", "campaign_id", "history", "timestamp", "metadata", "to"]


@settings(max_examples=50)
@given(st.sampled_from(DATA["names"]), st.dictionaries(st.sampled_from(KEYS), JSON))
def test_no_optional_field_costs_a_delivery(name: str, fields: dict[str, Any]):
    event = parse(event_type=name, **fields)
    assert event.event_type == name
    assert type(event).from_dict(event.to_dict(reveal_secrets=True)) == event


@given(st.binary(max_size=50))
def test_any_bytes_are_an_event_or_a_decode_error(body: bytes):
    with pytest.raises(ResponseDecodeError):
        parse_webhook(body)
