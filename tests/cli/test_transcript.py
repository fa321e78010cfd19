"""The commands on the page about a messy workbook print this, in this order."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess

import pytest

from tests.workbooks import write_xlsx

from .conftest import ROOT

PAGE = ROOT / "docs" / "workbook.md"
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
VARYING = re.compile(r"[\d,]+(?= leads/s)|\d+\.\d(?= s\b)|(?<=in )\d:\d\d")


def value(cell):
    try:
        return float(cell)
    except ValueError:
        return cell


def table(text):
    header, _, *rows = re.findall(r"^\|(.*)\|$", text, re.MULTILINE)
    return [[value(cell.strip()) for cell in row.split("|")] for row in (header, *rows)]


@pytest.fixture
def run(invoke, campaign, tmp_path, monkeypatch):
    """Run a command of the page, in a folder with the workbook; return what it prints."""
    monkeypatch.chdir(tmp_path)
    sheets = {"Cover": [], "Leads": table(PAGE.read_text("utf-8")), "2024": [["email"]]}
    write_xlsx(tmp_path / "leads.xlsx", sheets)

    def run(line):
        program, *words = shlex.split(line)
        if program == "smartlead":
            printed = invoke(*(str(campaign) if word == "123" else word for word in words)).output
        else:
            printed = subprocess.run(
                line, shell=True, check=True, capture_output=True, encoding="utf-8-sig"
            ).stdout
        lines = printed.replace(str(campaign), "123").splitlines()
        return "\n".join(each.rstrip() for each in lines).strip("\n")

    return run


@pytest.mark.skipif(shutil.which("sed") is None, reason="the page uses it")
def test_the_page_shows_what_the_commands_print(run, sandbox, campaign):
    text = PAGE.read_text("utf-8")
    for block in BLOCK.findall(text):
        commands = re.findall(r"^\$ (.*)$", block, re.MULTILINE)
        shown = "".join(f"$ {line}\n{run(line)}".rstrip() + "\n" for line in commands)
        assert VARYING.sub("…", block) == VARYING.sub("…", shown)
    leads = sandbox.leads_of(campaign)
    assert [lead["first_name"] for lead in leads] == ["Ada", "Linus", "Grace", "Alan"]
    assert [lead["custom_fields"].get("Notes") for lead in leads] == [
        None,
        "+1 from Grace",
        "=good fit",
        "ask for his address",
    ]
    assert {lead["phone_number"] for lead in leads} == {
        "442071234567",
        "12025550143",
        "441908640404",
        "358401234567",
    }
