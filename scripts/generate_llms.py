"""Write docs/llms.txt: what language models read first, a line for each page of the documentation.

The form is that of https://llmstxt.org. Links are relative to the file, which is at the root of the
site. The pages are those of the navigation::

    python scripts/generate_llms.py [--check]
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts._generating import ROOT, run

DOCS: Final = ROOT / "docs"
COMMENT: Final = re.compile(r"<!--.*?-->\n*", re.DOTALL)
LINK: Final = re.compile(r"!?\[([^\]]+)\]\([^)]*\)")
SENTENCE: Final = re.compile(r".+?\.(?= |$)")
ABOUT: Final = """\
The distribution `smartlead-async` holds two packages with the same names: `smartlead_async`, and
`smartlead_sync` without `await`. Copy from the cookbook, whose programs are executed by tests.
Signatures are in the API reference."""

Entry: TypeAlias = Mapping[str, Any]


def text(project: Mapping[str, Any]) -> str:
    """Return the file for what zensical.toml says of the site."""
    nav: Sequence[Entry] = project["nav"]
    pages = [entry for entry in nav if isinstance(_target(entry), str)]
    parts = [f"# {project['site_name']}", f"> {project['site_description']}", ABOUT]
    parts.append(section("Start", pages))
    parts += [section(title, entries) for title, entries in sections(nav)]
    return "\n\n".join(parts) + "\n"


def sections(nav: Sequence[Entry]) -> Iterator[tuple[str, Sequence[Entry]]]:
    """Yield title and pages of each part of the navigation that has several."""
    for entry in nav:
        for title, target in entry.items():
            if not isinstance(target, str):
                yield title, target


def _target(entry: Entry) -> Any:
    return next(iter(entry.values()))


def section(title: str, entries: Sequence[Entry]) -> str:
    """Return the lines of some pages."""
    lines = [line(name, path) for entry in entries for name, path in entry.items()]
    return "\n".join([f"## {title}", "", *lines])


def line(name: str, path: str) -> str:
    """Return the line of a page."""
    return f"- [{name}]({address(path)}): {first_sentence((DOCS / path).read_text('utf-8'))}"


def address(path: str) -> str:
    """Return where the site has a page."""
    return f"{Path(path).with_suffix('')}/".removesuffix("index/") or "./"


def first_sentence(page: str) -> str:
    """Return the first sentence of a page, which is the one below its title."""
    paragraph = COMMENT.sub("", page).split("\n\n")[1]
    found = SENTENCE.match(LINK.sub(r"\1", " ".join(paragraph.split())))
    if not found:
        raise SystemExit(f"a page begins without a sentence: {paragraph}")
    return found[0]


def main() -> None:
    project = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]
    run("generate_llms.py", {"docs/llms.txt": text(project)}, set())


if __name__ == "__main__":
    main()
