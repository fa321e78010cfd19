from __future__ import annotations

import csv
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartlead_async.cli.imports._account import Reject, write_rejects
from smartlead_async.cli.imports._formats import as_text, as_written
from smartlead_async.cli.imports._lead_file import LeadFile

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


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=1))
def test_addresses_and_messages_survive_a_file_of_rejects(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("rejects") / "rejects.csv"
    write_rejects(path, [Reject(n, n, 1, "invalid", text, text) for n, text in enumerate(texts)])
    read = [(lead["email"], lead["custom_fields"].get("message", "")) for lead in LeadFile(path)]
    assert read == [(text.strip(), text.strip()) for text in texts]


def test_apostrophes_of_other_files_stay(tmp_path):
    path = tmp_path / "leads.csv"
    path.write_text("email,phone,reason\na@example.com,'+49,'=x\n", "utf-8")
    (lead,) = LeadFile(path)
    assert lead == {
        "email": "a@example.com",
        "phone_number": "'+49",
        "custom_fields": {"reason": "'=x"},
    }


def test_only_the_columns_of_rejects_are_unmarked(tmp_path):
    path = tmp_path / "rejects.csv"
    path.write_text(
        "first_line;last_line;count;reason;email;message;phone\n2;2;1;x;'=a@example.com;;'+49\n",
        "utf-8",
    )
    (lead,) = LeadFile(path)
    assert (lead["email"], lead["phone_number"]) == ("=a@example.com", "'+49")


ADDRESSES = ["=a@example.com", "+b@example.com", "-c@example.com", "'=d@example.com"]


def test_rejects_are_no_formulas_and_can_be_imported_again(invoke, sandbox, campaign, tmp_path):
    leads, rejects = tmp_path / "leads.csv", tmp_path / "rejects.csv"
    leads.write_text("\n".join(["email", *ADDRESSES, "@bad"]) + "\n", "utf-8")
    sandbox.refused_emails = set(ADDRESSES)
    words = ("--campaign", campaign, "--quiet")
    assert invoke("leads", "import", leads, *words, "--rejects", rejects).exit_code == 1
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        written = [row["email"] for row in csv.DictReader(file)]
    assert written == [*(f"'{address}" for address in ADDRESSES), "'@bad"]
    sandbox.refused_emails = set()
    assert invoke("leads", "import", rejects, *words).exit_code == 1  # one is still no address
    assert [lead["email"] for lead in sandbox.leads_of(campaign)] == ADDRESSES


def test_in_json_lines_nothing_is_undone(tmp_path):
    path = tmp_path / "rejects.jsonl"
    names = "first_line", "last_line", "count", "reason", "message"
    fields = ", ".join(f'"{name}": "x"' for name in names)
    path.write_text(f'{{"email": "\'=a@example.com", {fields}}}\n', "utf-8")
    (lead,) = LeadFile(path)
    assert lead["email"] == "'=a@example.com"
