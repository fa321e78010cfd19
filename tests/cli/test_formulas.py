from __future__ import annotations

import csv
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartlead_async.cli.imports._formats import REJECTS, as_text, as_written
from smartlead_async.cli.imports._lead_file import LeadFile
from smartlead_async.cli.imports._rejects import Reject, write_rejects

FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
SEPARATORS = ";|\t\r\n"
cells = st.text(st.sampled_from(f"{FORMULA}{SEPARATORS}'ab ,\""), max_size=12) | st.text()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("a;=1+1", "a;'=1+1"),
        ("'=1", "''=1"),
        ("\uff1d1", "'\uff1d1"),
        ("ada@example.com", "ada@example.com"),
        ("'a", "'a"),
        ("", ""),
    ],
)
def test_what_begins_like_a_formula_is_marked_as_text(cell, text):
    assert as_text(cell) == text
    assert as_written(text) == cell


@given(cells)
def test_every_cell_comes_back_as_it_was(cell):
    assert as_written(as_text(cell)) == cell


@given(cells)
def test_no_part_that_a_program_may_take_for_a_cell_begins_like_a_formula(cell):
    text = as_text(cell)
    assert not text or text[0] not in FORMULA
    for before, after in itertools.pairwise(text):
        assert before not in SEPARATORS or after not in FORMULA


texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"))


@given(st.lists(st.tuples(texts, texts), min_size=1))
def test_cells_survive_a_file_of_rejects(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("rejects")
    with (folder / "leads.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("email", "=note", "id"), *((*row, "x") for row in rows)])
    leads = LeadFile(folder / "leads.csv")
    written = [
        Reject(leads.line(n), leads.line(n), "failed", "x", "=y") for n, _ in enumerate(leads)
    ]
    write_rejects(folder / "rejects.csv", written, leads)
    assert list(LeadFile(folder / "rejects.csv")) == list(leads)


def test_apostrophes_of_other_files_stay(tmp_path):
    path = tmp_path / "leads.csv"
    path.write_text("email,phone,_reason\na@example.com,'+49,'=x\n", "utf-8")
    (lead,) = LeadFile(path)
    assert lead == {
        "email": "a@example.com",
        "phone_number": "'+49",
        "custom_fields": {"_reason": "'=x"},
    }


ADDRESSES = ["=a@example.com", "+b@example.com", "-c@example.com", "'=d@example.com"]


def test_rejects_are_no_formulas_and_can_be_imported_again(invoke, sandbox, campaign, tmp_path):
    leads, rejects = tmp_path / "leads.csv", tmp_path / "rejects.csv"
    rows = (f'{address},"=HYPERLINK(""x"")",+49' for address in ADDRESSES)
    leads.write_text("\n".join(["email,=note,phone", *rows, "@bad,,"]) + "\n", "utf-8")
    sandbox.refused_emails = set(ADDRESSES)
    words = ("--campaign", campaign, "--quiet")
    assert invoke("leads", "import", leads, *words, "--rejects", rejects).exit_code == 1
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        header, *written = csv.reader(file)
    assert header[:3] == ["email", "'=note", "phone"]
    assert [row[0] for row in written] == [*(f"'{address}" for address in ADDRESSES), "'@bad"]
    assert written[0][1:3] == ['\'=HYPERLINK("x")', "'+49"]
    sandbox.refused_emails = set()
    assert invoke("leads", "import", rejects, *words).exit_code == 1  # one is still no address
    assert [lead["email"] for lead in sandbox.leads_of(campaign)] == ADDRESSES
    assert sandbox.leads_of(campaign)[0]["custom_fields"] == {"=note": '=HYPERLINK("x")'}


def test_in_json_lines_nothing_is_undone(tmp_path):
    path = tmp_path / "rejects.jsonl"
    fields = ", ".join(f'"{name}": "x"' for name in REJECTS)
    path.write_text(f'{{"email": "\'=a@example.com", {fields}}}\n', "utf-8")
    assert list(LeadFile(path)) == [{"email": "'=a@example.com"}]
