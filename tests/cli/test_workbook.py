from __future__ import annotations

import datetime as dt
import sys

import pytest

from smartlead_async.cli._exit import UnusableInput
from smartlead_async.cli.imports._lead_file import LeadFile
from tests.workbooks import write_ods, write_xlsx

ROWS = [
    [],
    [None, "E-mail", "Phone", "Since", "VIP", "Score"],
    [None, " a@example.com ", 491512345678, dt.date(2025, 1, 31), True, 1.5],
    [],
    [None, "b@example.com", None, None, False, None],
]


@pytest.mark.parametrize("name", ["leads.xlsx", "leads.csv"])
def test_a_workbook_is_read_as_people_see_it_whatever_its_name(tmp_path, name):
    leads = LeadFile(write_xlsx(tmp_path / name, {"Leads": ROWS}))
    assert list(leads) == [
        {
            "email": "a@example.com",
            "phone_number": "491512345678",
            "custom_fields": {"Since": "2025-01-31", "VIP": "true", "Score": "1.5"},
        },
        {"email": "b@example.com", "custom_fields": {"VIP": "false"}},
    ]
    assert [leads.line(0), leads.line(1)] == [3, 5]


def test_a_workbook_of_libreoffice(tmp_path):
    path = write_ods(tmp_path / "leads.ods", [["Email", "Company"], ["a@example.com", "Ä & B"]])
    assert list(LeadFile(path)) == [{"email": "a@example.com", "company_name": "Ä & B"}]


def test_the_first_sheet_with_rows_is_read_and_the_others_are_told(invoke, campaign, tmp_path):
    sheets = {"Cover": [], "New": [["email"], ["a@example.com"]], "Old": [["email"], ["b@c"]]}
    path = write_xlsx(tmp_path / "leads.xlsx", sheets)
    words = ("leads", "import", path, "--campaign", campaign, "--dry-run")
    first = invoke(*words)
    assert first.exit_code == 0
    assert "Sheet: New; not read: Old (--sheet NAME reads another)" in first.stderr
    assert invoke(*words, "--sheet", "Old").exit_code == 1
    missing = invoke(*words, "--sheet", "Older")
    assert (missing.exit_code, missing.stderr.splitlines()[-1]) == (
        2,
        f"Error: {path}: there is no sheet 'Older': there are 'Cover', 'New', 'Old'",
    )


def refusal(path, **options):
    with pytest.raises(UnusableInput) as caught:
        LeadFile(path, **options)
    return caught.value.message


def test_what_is_no_workbook_is_told(tmp_path):
    path = tmp_path / "leads.xlsx"
    path.write_bytes(b"PK\x03\x04 something else")
    assert refusal(path).endswith("save the sheet as CSV UTF-8")
    path.write_text("email\na@example.com\n")
    assert "leave out --sheet" in refusal(path, sheet="Leads")
    assert "the file is empty" in refusal(write_xlsx(path, {"Leads": []}))


def test_without_the_extra_the_command_that_installs_it_is_told(tmp_path, monkeypatch):
    path = write_xlsx(tmp_path / "leads.xlsx", {"Leads": ROWS})
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    assert "pip install 'smartlead-async[excel]'" in refusal(path)


def test_rejects_of_a_workbook_have_its_columns(invoke, sandbox, campaign, tmp_path):
    rows = [["Email", "Phone", "Email"], ["a@example.com", 4912.0, ""], ["nobody", 49.0, "x"]]
    path, rejects = write_xlsx(tmp_path / "leads.xlsx", {"A": rows}), tmp_path / "rejects.csv"
    words = ("--campaign", campaign, "--map", "Email#2=")
    assert invoke("leads", "import", path, *words, "--rejects", rejects).exit_code == 1
    assert rejects.read_text("utf-8-sig").splitlines() == [
        "Email,Phone,Email#2,_line,_status,_reason,_message",
        "nobody,49,x,3,failed,invalid,not an email address",
    ]
    rejects.write_text(rejects.read_text("utf-8-sig").replace("nobody", "b@example.com"), "utf-8")
    assert invoke("leads", "import", rejects, *words).exit_code == 0
    assert [lead["phone_number"] for lead in sandbox.leads_of(campaign)] == ["4912", "49"]
