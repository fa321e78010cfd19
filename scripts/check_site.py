"""Check the built documentation: all that is public is found by its search, and nothing else.

    python scripts/check_site.py

Run after the build, by ``make docs``. It reads ``site/search.json``, which has one entry for each
heading: its place, its title, and the text below it as HTML.
"""

from __future__ import annotations

import enum
import html
import inspect
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import smartlead_async
from scripts import _generating
from scripts.generate_docs import PACKAGE, anchor
from smartlead_async import models

CODE: Final = re.compile(r"<pre>.*?</pre>|<code>.*?</code>", re.DOTALL)
MARKUP: Final = re.compile(r":[a-z]+:`|``|(?<!\S)::(?!\S)")
PRIVATE: Final = re.compile(r"#smartlead_(?:\w+\.)*_")


def wrong(entries: Mapping[str, str]) -> Iterator[str]:
    """Yield what is not as it should be.

    Args:
        entries: The text below each heading by the heading's place, ``api/leads/#…Leads.list``.
    """
    for place, text in entries.items():
        if PRIVATE.search(place):
            yield f"{place} is private"
        if found := MARKUP.search(html.unescape(CODE.sub("", text))):
            yield f"{place} shows the markup {found[0]}"
    for place in methods():
        if place not in entries:
            yield f"{place} is missing"
    texts = {place.rpartition("#")[2]: text for place, text in entries.items()}
    for name, member in enum_members():
        if f"<code>{member}</code>" not in texts.get(name, ""):
            yield f"{name} does not show {member}"


def methods() -> Iterator[str]:
    """Yield the places of the methods of all areas."""
    for area in _generating.areas():
        for name in area.methods(PACKAGE):
            yield f"api/{area.name}/#{anchor(area, name)}"


def enum_members() -> Iterator[tuple[str, str]]:
    """Yield the anchor of each public enum with each of its members."""
    # the reference documents a name that both have with the models
    faces = {name: face for face in (smartlead_async, models) for name in face.__all__}
    for name, face in faces.items():
        value = getattr(face, name)
        if inspect.isclass(value) and issubclass(value, enum.Enum):
            yield from ((f"{face.__name__}.{name}", member) for member in value.__members__)


def main() -> None:
    index = json.loads((_generating.ROOT / "site" / "search.json").read_text("utf-8"))
    if found := list(wrong({item["location"]: item["text"] for item in index["items"]})):
        raise SystemExit("\n".join(found))


if __name__ == "__main__":
    main()
