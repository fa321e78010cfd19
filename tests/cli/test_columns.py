from __future__ import annotations

import pytest

from smartlead_async import LeadInput
from smartlead_async.cli._exit import UnusableInput
from smartlead_async.cli.imports._lead_file import described, lead_of, map_columns


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("email", "email"),
        ("E-Mail", "email"),
        ("Email Address", "email"),
        ("First Name", "first_name"),
        ("firstName", "first_name"),
        ("Surname", "last_name"),
        ("Company", "company_name"),
        ("LinkedIn URL", "linkedin_profile"),
        ("Company Website", "company_url"),
        ("PHONE", "phone_number"),
    ],
)
def test_headers_that_people_use_are_recognised(header, field):
    columns = map_columns([header, *(["email"] if field != "email" else [])], {})
    assert (columns[0].target, columns[0].is_custom) == (field, False)


def test_an_unknown_column_becomes_a_custom_field():
    columns = map_columns(["email", "Favourite colour"], {})
    lead = lead_of(["a@example.com", "mauve"], columns)
    assert LeadInput.from_mapping(lead) == LeadInput(
        "a@example.com", custom_fields={"Favourite colour": "mauve"}
    )


def test_empty_cells_and_nameless_columns_are_left_out():
    columns = map_columns(["email", "Company", "Notes", ""], {})
    assert lead_of(["a@example.com", "", "", "stray"], columns) == {"email": "a@example.com"}


def test_a_short_row_is_a_row_with_empty_cells():
    assert lead_of(["a@example.com"], map_columns(["email", "Company"], {})) == {
        "email": "a@example.com"
    }


def test_the_user_decides_what_a_column_is():
    chosen = {"Contact": "E-mail", "City": "location", "Team": "Squad", "email": ""}
    columns = map_columns(["Contact", "City", "Team", "email"], chosen)
    assert lead_of(["a@example.com", "Oslo", "Red", "old"], columns) == {
        "email": "a@example.com",
        "location": "Oslo",
        "custom_fields": {"Squad": "Red"},
    }


@pytest.mark.parametrize(
    ("header", "chosen", "words"),
    [
        (["name", "address"], {}, ["no column holds the email", "'address'"]),
        (["email"], {"Mail": "email"}, ["no column 'Mail'", "'email'"]),
        (["email", "Company", "Company Name"], {}, ["'Company', 'Company Name'", "company_name"]),
        (["email", "Note", "Note#2"], {}, ["'Note', 'Note#2' all mean Note"]),
        (
            ["email", "Company", "Company#2"],
            {},
            ["'Company#2'", "company_name", "--map 'Company#2='"],
        ),
        (["ada@example.com", "Ada"], {}, ["'ada@example.com'", "add a row with names"]),
        (["email", "Contact"], {"Contact": "email"}, ["'email', 'Contact'", "--map 'Contact='"]),
        (["email", "b"], {"email": ""}, ["no column holds the email"]),
    ],
)
def test_a_header_that_does_not_fit_is_explained(header, chosen, words):
    with pytest.raises(UnusableInput) as caught:
        map_columns(header, chosen)
    assert all(word in caught.value.message for word in words)


def test_one_of_two_equal_columns_can_be_left_out_or_renamed():
    header = ["email", "Company", "Company#2", "#2"]
    chosen = {"Company#2": "", "#2": "Second"}
    assert [column.target for column in map_columns(header, chosen)] == [
        "email",
        "company_name",
        None,
        "Second",
    ]
    assert map_columns(header, {"Company": "Firm"})[2].target == "company_name"


def test_what_becomes_of_the_columns_is_told():
    columns = map_columns(["Mail", "Colour", "Team", "Secret", ""], {"Team": "T", "Secret": ""})
    assert described(columns) == (
        "Columns: Mail → email; custom fields: Colour, Team → T; not sent: Secret, (no name)"
    )
