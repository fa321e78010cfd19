"""The pages of the API reference; `make generated` compares all that is written."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import smartlead_async
from scripts import _generating, generate_docs

ROOT = Path(__file__).parents[2]
LEADS = next(area for area in _generating.areas() if area.name == "leads")
ROWS = [
    {
        "python": "leads.list",
        "iterate": "leads.iterate",
        "method": "GET",
        "path": "/leads",
        "host": "server",
        "docs": ["https://example.com/leads"],
    },
    {"python": "leads.never", "method": "POST", "path": "/never", "host": "smart-senders"},
    {
        "python": "leads.list",
        "method": "POST",
        "path": "/list",
        "host": "server",
        "second_form": True,
    },
]


@pytest.mark.parametrize(
    ("docstring", "expected"),
    [
        ("Return it.\n\n``GET /it``.", "Return it."),
        ("Return it, as\n  ``{}``.", "Return it, as `{}`."),
        (
            "See :class:`~smartlead_async.models.Page` and :meth:`upload`.",
            "See `Page` and `upload`.",
        ),
        ("", ""),
    ],
)
def test_a_summary_is_one_paragraph_of_markdown(docstring: str, expected: str):
    assert generate_docs.summary(docstring) == expected


def test_a_bar_stays_within_its_cell():
    lines = generate_docs.table(("one", "two"), [("`a|b`", "c")]).splitlines()
    assert lines == ["| one | two |", "|---|---|", r"| `a\|b` | c |"]


def test_a_method_that_iterates_has_the_route_of_its_page():
    page = generate_docs.area_page(LEADS, ROWS)
    assert re.search(
        r"^\| \[`iterate`\]\(#smartlead_async\S+\) \| `GET /leads` \|", page, re.MULTILINE
    )


def cells(row: dict[str, Any]) -> tuple[str, str]:
    return generate_docs._coverage_cells(row, LEADS, ROWS)


def test_an_endpoint_is_linked_to_its_page_and_its_methods():
    there = "api/leads.md#smartlead_async.resources.leads.Leads"
    assert cells(ROWS[0]) == (
        "[`GET /leads`](https://example.com/leads)",
        f"[`leads.list`]({there}.list), [`leads.iterate`]({there}.iterate)",
    )


def test_a_method_that_is_missing_is_named_without_a_link():
    assert cells(ROWS[1]) == ("`POST /never` on `smart_senders`", "`leads.never`")


def test_a_second_form_names_the_first():
    endpoint, method = cells(ROWS[2])
    assert endpoint == "`POST /list`"
    assert method.endswith("leads.Leads.list): second form of `GET /leads`")


def test_every_endpoint_is_in_the_coverage_table():
    rows = json.loads(generate_docs.CATALOGUE.read_text("utf-8"))
    lines = (ROOT / "docs" / "coverage.md").read_text("utf-8").splitlines()
    table = [line for line in lines if re.match(r"\| \[?`[A-Z]+ /", line)]
    assert len(table) == len(rows) == 201


def test_every_page_is_in_the_navigation():
    navigation = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]["nav"]
    listed = re.findall(r"'([\w/-]+\.md)'", str(navigation))
    docs = ROOT / "docs"
    assert sorted(listed) == sorted(str(page.relative_to(docs)) for page in docs.rglob("*.md"))


def test_every_public_name_is_in_the_reference():
    pages = [ROOT / "docs" / "reference.md", ROOT / "docs" / "api" / "models.md"]
    words = re.findall(r"\w+", "\n".join(page.read_text("utf-8") for page in pages))
    assert set(smartlead_async.__all__) - {"__version__"} - set(words) == set()
