"""What the readers of answers make of envelopes, and of what is no answer at all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartlead_async._codec import DecodeProblem
from smartlead_async._http.envelopes import NothingFound, acknowledgement, lookup, many, one, page
from smartlead_async.models import (
    Acknowledgement,
    AddLeadsResult,
    Campaign,
    CampaignLead,
    Lead,
    LeadCampaign,
    Message,
    Page,
)
from smartlead_async.resources import lead_messages

CAMPAIGN = Campaign(id=5, name="Q1")
BARE = {"id": 5, "name": "Q1"}


@pytest.mark.parametrize(
    "payload",
    [
        BARE,
        {"id": "5", "name": "Q1"},
        {"ok": True, **BARE},
        {"success": True, "message": "done", **BARE},
        {"data": BARE},
        {"ok": True, "data": BARE},
        {"success": True, "message": "done", "data": BARE},
        {"campaign": BARE},
        {"success": True, "data": {"campaign": BARE}},
    ],
)
def test_each_envelope_gives_the_same_object(payload: Any):
    assert one(Campaign, "campaign")(payload) == CAMPAIGN
    assert lookup(Campaign, "campaign")(payload) == CAMPAIGN


@pytest.mark.parametrize("inner", [BARE, {"campaign": BARE}])
def test_an_unknown_key_beside_what_is_wrapped_changes_nothing(inner: Any):
    payload = {"ok": True, "data": inner, "trace": "x", "status": "success"}
    assert one(Campaign, "campaign")(payload) == CAMPAIGN
    assert lookup(Campaign, "campaign")(payload) == CAMPAIGN
    assert many(Campaign, "campaigns")({"data": {"campaigns": [BARE]}, "trace": "x"}) == [CAMPAIGN]
    assert many(Campaign)({"data": None, "trace": "x"}) == []
    assert one(AddLeadsResult)({"ok": True, "data": {"added_count": 3}, "trace": "x"}).added == 3


def test_an_unknown_key_beside_nothing_is_no_object():
    with pytest.raises(NothingFound):
        lookup(Campaign)({"ok": True, "data": {}, "trace": "x"})


@pytest.mark.parametrize("data", [None, {}, {"x": 1}])
def test_an_error_beside_nothing_is_no_envelope(data: Any):
    for read in (lookup(Campaign), many(Campaign)):
        with pytest.raises(DecodeProblem):
            read({"error": "broken", "data": data})


def test_a_field_named_like_an_envelope_is_no_envelope():
    campaign = one(Campaign, "campaign")({**BARE, "data": {"id": 9}, "campaign": {"id": 8}})

    assert campaign.id == 5
    assert campaign.extra == {"data": {"id": 9}, "campaign": {"id": 8}}


@pytest.mark.parametrize(
    "payload",
    [
        None,
        {},
        [],
        "",
        {"success": True, "data": {}},
        {"success": True, "data": None},
        {"data": []},
    ],
)
def test_a_lookup_without_an_answer_finds_nothing(payload: Any):
    with pytest.raises(NothingFound):
        lookup(Campaign, "campaign")(payload)
    with pytest.raises(DecodeProblem):
        one(Campaign, "campaign")(payload)


@pytest.mark.parametrize("payload", ["success", 5, True, [BARE], {"ok": True}, {"message": "no"}])
def test_a_lookup_of_something_else_is_a_problem(payload: Any):
    with pytest.raises(DecodeProblem):
        lookup(Campaign, "campaign")(payload)


@pytest.mark.parametrize(
    "payload",
    [
        [BARE],
        {"data": [BARE]},
        {"ok": True, "data": [BARE]},
        {"success": True, "campaigns": [BARE]},
        {"campaigns": [BARE], "total_count": 1},
        {"success": True, "data": {"campaigns": [BARE]}},
        {"success": True, "data": BARE},
        BARE,
    ],
)
def test_each_envelope_gives_the_same_list(payload: Any):
    assert many(Campaign, "campaigns")(payload) == [CAMPAIGN]


@pytest.mark.parametrize(
    "payload", [None, [], {}, {"success": True, "data": {}}, {"ok": True, "data": None}]
)
def test_no_list_is_an_empty_list(payload: Any):
    assert many(Campaign, "campaigns")(payload) == []
    assert page(Campaign)(payload) == Page(items=[], offset=0, limit=0)


@pytest.mark.parametrize(
    ("payload", "location"),
    [
        ("success", "$"),
        ("", "$"),
        (5, "$"),
        ({"data": "success"}, "$.data"),
        ({"data": [BARE, {"id": "x"}]}, "$.data[1].id"),
        ([BARE, None], "$[1]"),
    ],
)
def test_a_problem_in_a_list_has_its_location(payload: Any, location: str):
    with pytest.raises(DecodeProblem) as caught:
        many(Campaign, "campaigns")(payload)
    assert caught.value.location == location


def test_a_problem_in_an_envelope_has_its_location():
    with pytest.raises(DecodeProblem) as caught:
        one(Campaign, "campaign")({"ok": True, "data": {"id": 1, "tags": [{}]}})
    assert caught.value.location == "$.data.tags[0]"


@pytest.mark.parametrize(
    ("payload", "total"),
    [
        ({"total_leads": "42", "data": []}, 42),
        ({"total_leads": 42, "data": []}, 42),
        ({"total": 42, "leads": []}, 42),
        ({"total_leads": None, "total": "42", "data": []}, 42),
        ({"data": [], "offset": 0, "limit": 10}, None),
        ({"total_leads": "", "data": []}, None),
        ([], None),
    ],
)
def test_the_total_of_a_page(payload: Any, total: int | None):
    assert page(CampaignLead)(payload).total == total


@pytest.mark.parametrize("total", ["many", True, []])
def test_a_bad_total_has_its_location(total: Any):
    with pytest.raises(DecodeProblem) as caught:
        page(CampaignLead)({"total_leads": total, "data": []})
    assert caught.value.location == "$.total_leads"


def test_campaigns_of_a_lead():
    assert many(LeadCampaign, "campaigns")([{"id": "1", "status": "ACTIVE", "name": "A"}]) == [
        LeadCampaign(id=1, status="ACTIVE", name="A")
    ]


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (None, Acknowledgement()),
        ("", Acknowledgement()),
        ({}, Acknowledgement()),
        ("success", Acknowledgement(message="success")),
        (" success\n", Acknowledgement(message="success")),
        ("OK", Acknowledgement(message="OK")),
        ("Lead deleted successfully", Acknowledgement(message="Lead deleted successfully")),
        (
            "Email added to the queue, will be sent out soon!",
            Acknowledgement(message="Email added to the queue, will be sent out soon!"),
        ),
        ({"ok": True}, Acknowledgement()),
        ({"success": "true"}, Acknowledgement()),
        ({"ok": True, "data": "success"}, Acknowledgement(message="success")),
        ({"success": True, "message": "m"}, Acknowledgement(message="m")),
        ({"message": "m"}, Acknowledgement(message="m")),
        ({"ok": None, "message": "m"}, Acknowledgement(message="m")),
        ({"success": True, "data": {}}, Acknowledgement()),
        ({"success": True, "data": {"message": "m"}}, Acknowledgement(message="m")),
        ({"ok": False}, Acknowledgement(ok=False)),
        ({"uploadCount": 1}, Acknowledgement(extra={"uploadCount": 1})),
        ([{"id": 1}], Acknowledgement(extra={"data": [{"id": 1}]})),
    ],
)
def test_each_form_of_an_acknowledgement(payload: Any, expected: Acknowledgement):
    assert acknowledgement(payload) == expected


@pytest.mark.parametrize(
    "payload",
    [
        *(5, True, "<html>Bad</html>", {"ok": "perhaps"}, {"error": "no"}),
        "Something went wrong, please come back later",
        "Rate limit exceeded, 0 leads were updated",
        "Email could not be added to the queue",
        "The campaign wasn't saved",
        "Too many leads added at once",
        "unsuccessful",
        "Service Unavailable",
        "Internal Server Error",
    ],
)
def test_what_acknowledges_nothing(payload: Any):
    with pytest.raises(DecodeProblem):
        acknowledgement(payload)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["data", "ok", "success", "id", "lead", "total", "email", "x", "message"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=15,
)


READERS = (
    one(Campaign, "campaign"),
    lookup(Lead, "lead"),
    many(Message, "history"),
    page(CampaignLead),
    acknowledgement,
)


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=40)
@given(payload=JSON)
def test_any_json_is_an_object_or_a_problem(reader: Callable[[Any], Any], payload: Any):
    with contextlib.suppress(DecodeProblem, NothingFound):
        reader(payload)


@pytest.mark.parametrize("name", ["data", "leads"])
def test_keys_beside_a_list_of_rows_are_of_no_matter(name):
    payload = {name: [{"lead": {"id": 1}}], "total_leads": "1", "generated_by": {"node": 7}}
    result = page(CampaignLead)(payload)
    assert [row.lead.id for row in result] == [1]
    assert result.total == 1


@pytest.mark.parametrize("wrap", [lambda answer: answer, lambda answer: {"data": answer}])
@pytest.mark.parametrize("sender", ["a@example.com", {"name": "A", "email": "a@example.com"}])
def test_a_history_may_name_who_writes_to_whom(wrap: Any, sender: Any):
    payload = {"history": [{"type": "SENT"}], "from": sender, "to": "b@example.com"}
    (message,) = lead_messages._HISTORY.read(wrap(payload))
    assert message == Message(type="SENT", from_email="a@example.com", to_email="b@example.com")


@pytest.mark.parametrize(
    ("from_", "to"), [("from", "to"), ("from_email", "to_email"), ("sent_from", "sent_to")]
)
def test_a_message_keeps_its_parties_in_every_form(from_: str, to: str):
    sender, recipients = {"name": "A", "address": "a@b.co"}, ["b@b.co", {"email": "c@b.co"}]
    message = Message.from_dict({from_: sender, to: recipients})
    assert (message.from_email, message.to_email) == ("a@b.co", "b@b.co, c@b.co")
    assert message.extra == {f"{from_}_as_sent": sender, f"{to}_as_sent": recipients}


@pytest.mark.parametrize(
    "row",
    [
        {"campaign_lead_map_id": 5, "lead": {}},
        {"campaign_lead_map_id": 5},
        {"lead_map_id": "5", "id": None, "email": None, "custom_fields": {}},
    ],
)
def test_the_row_of_a_removed_lead_is_kept_and_counted(row: Any):
    found = page(CampaignLead)({"total_leads": 2, "data": [row, {"lead": {"id": 7}}]})
    assert (len(found), found.removed, found.total) == (2, 1, 2)
    assert found.items[0] == CampaignLead(lead=None, campaign_lead_map_id=5)
    assert CampaignLead.from_dict(found.items[0].to_dict()) == found.items[0]
    assert page(Campaign)([BARE]).removed == 0


@pytest.mark.parametrize("row", [{"status": "error"}, {"id": None, "status": "x"}, {"error": "x"}])
def test_what_has_neither_a_lead_nor_a_place_is_no_row(row: Any):
    with pytest.raises(DecodeProblem):
        page(CampaignLead)([row])


@pytest.mark.parametrize("field", ["id", "created_at", "is_unsubscribed", "custom_fields"])
def test_two_dashes_are_no_value(field: str):
    lead = {"id": 1, "email": "a@example.com", field: "--"}
    if field == "id":
        with pytest.raises(DecodeProblem, match="null where a value is required"):
            one(Lead)(lead)
    else:
        assert one(Lead)(lead) == Lead(id=1, email="a@example.com")


def test_a_schedule_that_is_no_object_is_a_problem_with_its_location():
    with pytest.raises(DecodeProblem) as caught:
        one(Campaign)({"id": 5, "scheduler_cron_value": "0 9 * * 1-5"})
    assert caught.value.location == "$.scheduler_cron_value"
