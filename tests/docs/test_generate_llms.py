"""The index of pages for language models; `make generated` compares all that is written."""

from __future__ import annotations

import tomllib

import pytest

from scripts import generate_llms
from scripts._generating import ROOT


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("# T\n\nA page of 1.5 lines. More.\n", "A page of 1.5 lines."),
        ("<!-- Written -->\n\n# T\n\nSee [it\ntoo](a.md).\n\nMore.\n", "See it too."),
    ],
)
def test_the_first_sentence_says_what_a_page_is_about(page: str, sentence: str):
    assert generate_llms.first_sentence(page) == sentence


def test_a_page_without_one_is_an_error():
    with pytest.raises(SystemExit, match="without a sentence"):
        generate_llms.first_sentence("# T\n\n## Below\n\nA sentence.\n")


def test_every_page_of_the_navigation_has_a_line():
    project = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]
    lines = generate_llms.text(project).splitlines()
    pages = [path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md")]
    for page in pages:
        address = generate_llms.address(str(page))
        assert sum(f"]({address}): " in line for line in lines) == 1, page
