from __future__ import annotations

import json
import math
import pickle
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartlead_async._errors import InvalidRequestError
from smartlead_async.models import CampaignLead, ExportedLead, Lead, LeadImportSettings, LeadInput
from smartlead_async.models.lead_input import check, to_lead


class NAType:
    """Like the value that pandas puts into an empty cell: comparing it gives no answer."""

    def __eq__(self, other: object) -> bool:
        raise TypeError("boolean value of NA is ambiguous")

    __hash__ = None


class NaTType:
    """Like the time that pandas puts into an empty cell: it equals nothing."""

    def __eq__(self, other: object) -> bool:
        return False

    __hash__ = None


def field_of(lead: Any) -> str | None:
    with pytest.raises(InvalidRequestError) as caught:
        check(to_lead(lead))
    return caught.value.field


class TestToWire:
    def test_only_what_is_set_is_sent(self):
        assert LeadInput("a@b.co").to_wire() == {"email": "a@b.co"}

    def test_every_field(self):
        lead = LeadInput(
            email=" a@b.co\n",
            first_name="John",
            last_name="Smith",
            company_name="Acme Corp",
            phone_number="+1234567890",
            website="https://acme.com",
            location="New York, USA",
            linkedin_profile="https://linkedin.com/in/johnsmith",
            company_url="https://acme.com",
            custom_fields={"job_title": "VP of Sales"},
        )

        assert lead.to_wire() == {
            "email": "a@b.co",
            "first_name": "John",
            "last_name": "Smith",
            "company_name": "Acme Corp",
            "phone_number": "+1234567890",
            "website": "https://acme.com",
            "location": "New York, USA",
            "linkedin_profile": "https://linkedin.com/in/johnsmith",
            "company_url": "https://acme.com",
            "custom_fields": {"job_title": "VP of Sales"},
        }

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (5, "5"),
            (1.5, "1.5"),
            (491512345678.0, "491512345678"),
            (Decimal("2.0"), "2.0"),
            (True, "true"),
            (False, "false"),
            (Decimal("1.10"), "1.10"),
            (date(2025, 1, 2), "2025-01-02"),
            (datetime(2025, 1, 2, tzinfo=UTC), "2025-01-02T00:00:00+00:00"),
            (" spaced ", " spaced "),
        ],
    )
    def test_values_become_text(self, value: Any, text: str):
        lead = LeadInput("a@b.co", phone_number=value, custom_fields={"x": value})

        assert check(lead).to_wire() == {
            "email": "a@b.co",
            "phone_number": text,
            "custom_fields": {"x": text},
        }

    @pytest.mark.parametrize("value", [None, "", "  ", math.nan, NAType()])
    def test_empty_values_are_left_out(self, value: Any):
        lead = LeadInput("a@b.co", first_name=value, custom_fields={"x": value})

        assert lead.to_wire() == {"email": "a@b.co"}


class TestFromMapping:
    def test_known_keys(self):
        given_ = {"email": "a@b.co", "first_name": "A", "custom_fields": {"x": 1}, "website": None}

        assert to_lead(given_) == LeadInput("a@b.co", first_name="A", custom_fields={"x": 1})
        assert to_lead(MappingProxyType(given_)) == to_lead(given_)

    def test_unknown_keys_are_named(self):
        with pytest.raises(InvalidRequestError, match="unknown lead fields: Title, 5") as caught:
            LeadInput.from_mapping({"email": "a@b.co", "Title": "CEO", 5: "x"})
        assert caught.value.field == "Title"

    def test_the_email_is_required(self):
        assert field_of({"first_name": "A"}) == "email"
        assert field_of({"email": None}) == "email"

    def test_a_lead_is_taken_as_it_is(self):
        lead = LeadInput("a@b.co")

        assert to_lead(lead) is lead
        assert check(lead) is lead


class TestFromRow:
    def test_unknown_columns_are_custom_fields(self):
        row = {
            "email": "a@b.co",
            "first_name": "A",
            "last_name": "",
            "Title": "CEO",
            "Notes": None,
            "custom_fields": {"x": 1},
        }

        assert LeadInput.from_row(row) == LeadInput(
            "a@b.co", first_name="A", custom_fields={"x": 1, "Title": "CEO"}
        )

    def test_custom_fields_must_be_a_mapping(self):
        with pytest.raises(InvalidRequestError) as caught:
            LeadInput.from_row({"email": "a@b.co", "custom_fields": "x"})
        assert caught.value.field == "custom_fields"

    def test_the_email_is_required(self):
        with pytest.raises(InvalidRequestError) as caught:
            LeadInput.from_row({"email": " ", "first_name": "A"})
        assert caught.value.field == "email"

    def test_columns_are_recognized_by_name(self):
        row = {"E-mail": "a@b.co", "First Name": "A", "Company": "C", "Company Size": 5, "": "x"}

        assert LeadInput.from_row(row) == LeadInput(
            "a@b.co", first_name="A", company_name="C", custom_fields={"Company Size": 5}
        )

    def test_columns_can_be_chosen(self):
        row = {"Contact": "a@b.co", "email": "old", "City": "Bonn", "Team": "Red"}
        columns = {"Contact": "E-mail", "email": "", "City": "location", "Team": "Squad"}

        assert LeadInput.from_row(row, columns=columns) == LeadInput(
            "a@b.co", location="Bonn", custom_fields={"Squad": "Red"}
        )

    @pytest.mark.parametrize(
        ("row", "words"),
        [
            ({"adress": "a@b.co"}, "no column holds the email addresses: there are 'adress'"),
            ({"email": "a@b.co", "E-mail": ""}, "'email', 'E-mail' all mean email"),
            ({"email": "a@b.co", "Web": 1, "Web#2": 2}, "'Web', 'Web#2' all mean website"),
            ({"a@b.co": "c@d.co"}, "the first row holds 'a@b.co'"),
            ({"email": "a@b.co", None: ["x"]}, "the names of columns must be text, not None"),
            ("a@b.co", "a row must be a mapping"),
        ],
    )
    def test_what_is_no_row(self, row: Any, words: str):
        with pytest.raises(InvalidRequestError, match=re.escape(words)):
            LeadInput.from_row(row)

    @pytest.mark.parametrize("missing", [None, " ", math.nan, NAType(), NaTType(), Decimal("nan")])
    def test_empty_cells_are_not_given(self, missing: Any):
        row = {"email": "a@b.co", "phone": missing, "x": missing, "custom_fields": missing}

        assert LeadInput.from_row(row) == LeadInput("a@b.co")


class TestOfTheService:
    LEAD = Lead(id=5, email="a@b.co", company_name="C", custom_fields={"x": "1"})

    @pytest.mark.parametrize(
        "item",
        [
            LEAD,
            CampaignLead(lead=LEAD),
            ExportedLead(email="a@b.co", company_name="C", custom_fields={"x": "1"}),
        ],
        ids=["lead", "in a campaign", "exported"],
    )
    def test_a_lead_that_was_read_can_be_added(self, item: Any):
        assert to_lead(item) == LeadInput("a@b.co", company_name="C", custom_fields={"x": "1"})

    def test_a_removed_lead_cannot(self):
        assert field_of(CampaignLead(lead=None)) == "leads"


class TestCheck:
    @pytest.mark.parametrize(
        "email",
        [
            "a@b.co",
            " a@b.co ",
            "first.last+tag@sub-domain.example.com",
            "o'brien@example.co.uk",
            "x@bücher.example",
            "x@xn--bcher-kva.example",
            "josé@example.com",
            f"{'a' * 64}@{'b' * 60}.com",
            "a_b@1und1.de",
        ],
    )
    def test_plausible_addresses(self, email: str):
        check(LeadInput(email))

    @pytest.mark.parametrize(
        "email",
        [
            "",
            " ",
            None,
            5,
            b"a@b.co",
            ["a@b.co"],
            math.nan,
            "a",
            "a@b",
            "@b.co",
            "a@",
            "a@@b.co",
            "a@b@c.co",
            "a b@c.co",
            "a@b c.co",
            "a@b..co",
            "a@.co",
            "a@b.co.",
            "a@-b.co",
            "a@b-.co",
            "a@b_.co",
            "a@b.c",
            "a@b.co\nx",
            "a\x00@b.co",
            "a\x7f@b.co",
            "a\ud800@b.co",
            "John <a@b.co>",
            "a@b.co,c@d.co",
            "a@b.co; c@d.co",
            "mailto:a@b.co",
            f"{'a' * 250}@b.co",
        ],
    )
    def test_what_is_no_address(self, email: Any):
        assert field_of(LeadInput(email)) == "email"

    @pytest.mark.parametrize("item", [None, "a@b.co", 5, ["a@b.co"], ("a@b.co",), object()])
    def test_what_is_no_lead(self, item: Any):
        assert field_of(item) == "leads"

    @pytest.mark.parametrize(
        "custom", [None, [], "x", 5, {5: "x"}, {"x": {}}, {"x": [1]}, {"x": b"y"}, {"x": "\x00"}]
    )
    def test_what_are_no_custom_fields(self, custom: Any):
        assert field_of(LeadInput("a@b.co", custom_fields=custom)) == "custom_fields"

    @pytest.mark.parametrize(
        "value", ["a\x00b", "\ud800", {}, [], b"x", pytest.param(10**5000, id="huge")]
    )
    def test_what_cannot_be_sent(self, value: Any):
        assert field_of(LeadInput("a@b.co", first_name=value)) == "first_name"
        assert field_of(LeadInput("a@b.co", custom_fields={"x": value})) == "custom_fields"

    def test_names_of_custom_fields_are_checked(self):
        assert field_of(LeadInput("a@b.co", custom_fields={"a\x00": "x"})) == "custom_fields"

    def test_the_number_of_custom_fields(self):
        fields = {f"field_{number}": "x" for number in range(200)}

        check(LeadInput("a@b.co", custom_fields=fields))
        assert field_of(LeadInput("a@b.co", custom_fields=fields | {"one_more": "x"})) == (
            "custom_fields"
        )

    ANY = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=5,
    )

    @given(
        ANY
        | st.fixed_dictionaries(
            {"email": st.just("a@b.co") | ANY}, optional={"first_name": ANY, "custom_fields": ANY}
        )
    )
    def test_anything_is_a_sendable_lead_or_an_invalid_request(self, item: Any):
        try:
            lead = check(to_lead(item))
        except InvalidRequestError:
            return
        wire = lead.to_wire()
        custom = wire.pop("custom_fields", {})

        assert all(isinstance(text, str) and text for text in [*wire.values(), *custom.values()])
        json.dumps(wire).encode()


def test_leads_are_frozen_hashable_and_picklable():
    lead = LeadInput("a@b.co", custom_fields={"x": 1})

    assert pickle.loads(pickle.dumps(lead)) == lead
    assert hash(lead) == hash(LeadInput("a@b.co", custom_fields={"x": 1}))
    with pytest.raises(AttributeError):
        lead.email = "x"


def test_settings_send_only_what_is_set():
    settings = LeadImportSettings(ignore_global_block_list=False, return_lead_ids=True)

    assert LeadImportSettings().to_wire() == {}
    assert settings.to_wire() == {"ignore_global_block_list": False, "return_lead_ids": True}
    assert LeadImportSettings(
        ignore_unsubscribe_list=True,
        ignore_community_bounce_list=True,
        ignore_duplicate_leads_in_other_campaign=True,
    ).to_wire() == {
        "ignore_unsubscribe_list": True,
        "ignore_community_bounce_list": True,
        "ignore_duplicate_leads_in_other_campaign": True,
    }
