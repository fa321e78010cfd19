"""The example in the documentation is the code that it quotes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "contributing.md").read_text("utf-8")
QUOTES = re.findall(
    r"<!-- not run: part of (\S+) -->\n```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE
)


def test_every_part_of_the_example_is_quoted():
    assert [path.split("/")[-1] for path, _ in QUOTES] == [
        "leads.py",
        "leads.py",
        "leads.py",
        "exceptions.py",
        "wire_forms.py",
    ]


@pytest.mark.parametrize(("path", "quote"), QUOTES)
def test_every_line_is_in_the_file_it_is_said_to_be_from(path: str, quote: str):
    lines = (ROOT / path).read_text("utf-8").splitlines()
    source = {line.strip().rstrip(",") for line in lines}
    assert [line for line in quote.splitlines() if line.strip().rstrip(",") not in source] == []
