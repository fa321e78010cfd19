"""Write docs/api/, a page for each area of the client and one of models, and docs/coverage.md.

The pages hold tables; signatures and docstrings are put in when the documentation is built::

    python scripts/generate_docs.py [--check]
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, get_origin

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts import _generating
from scripts._generating import ROOT, Area

PACKAGE: Final = "smartlead_async"
CATALOGUE: Final = ROOT / PACKAGE / "sandbox" / "catalogue.json"
MODELS: Final = ROOT / PACKAGE / "models"
BANNER: Final = "<!-- Written by scripts/generate_docs.py -->"
# What `request` calls the hosts that the catalogue's rows name.
HOSTS: Final = {
    "server": "main",
    "smartdelivery": "smart_delivery",
    "prospect-api": "smart_prospect",
    "smart-senders": "smart_senders",
}
ROUTE: Final = re.compile(r"``((?:GET|POST|PUT|PATCH|DELETE) /\S*)``")
ROLE: Final = re.compile(r":\w+:`~?(?:[\w.]+\.)?(\w+)`")

Row: TypeAlias = Mapping[str, Any]


def area_page(area: Area, rows: Iterable[Row]) -> str:
    """Return the page of an area."""
    parts = [f"# {title(area)}", f"{area.sentence} In the client: `smartlead.{area.name}`."]
    if methods := area.methods(PACKAGE):
        cells = [_method_cells(area, name, rows) for name in methods]
        parts.append(table(("method", "HTTP", "what it does"), cells))
    cls = f"{area.module(PACKAGE)}.{area.cls}"
    # the classes that an area inherits from are how its source is divided
    options = {"inherited_members": "true", "filters": '["!^_"]', "show_bases": "false"}
    parts.append(directive(cls, options))
    return page(*parts)


def _method_cells(area: Area, name: str, rows: Iterable[Row]) -> tuple[str, str, str]:
    docstring = inspect.getdoc(getattr(area.class_(PACKAGE), name)) or ""
    iterates = [row for row in rows if row.get("iterate") == f"{area.name}.{name}"]
    found = ROUTE.search(docstring)
    route = found[1] if found else next(map(route_of, iterates), "")
    return f"[`{name}`](#{anchor(area, name)})", route and f"`{route}`", summary(docstring)


def models_page() -> str:
    """Return the page of the models, one section for each module that has public ones."""
    about = (
        "The objects that the API sends and takes. All of them can be imported from "
        f"`{PACKAGE}.models`, those of webhook events from `{PACKAGE}`."
    )
    modules = (path.stem for path in sorted(MODELS.glob("*.py")) if path.stem != "__init__")
    sections = [part for module in modules for part in _models_section(module)]
    return page("# Models", about, *sections)


def _models_section(stem: str) -> list[str]:
    """Return heading and directives of a module; nothing, if it has no public models."""
    module = f"{PACKAGE}.models.{stem}"
    names = [*public_models(module), *vocabularies(module)]
    if not names:
        return []
    sentence = summary(inspect.getdoc(import_module(module)) or "")
    shown = [f"### ::: {face(module, name)}.{name}" for name in names]
    return [f"## {words(stem.strip('_'))}", sentence, *shown]


def face(module: str, name: str) -> str:
    """Return the module that users import a name of a module of models from."""
    faces = (f"{PACKAGE}.models", PACKAGE)
    return next((each for each in faces if name in import_module(each).__all__), module)


def public_models(name: str) -> list[str]:
    """Return what a module of models has for users; the functions beside them are the SDK's own."""
    module = import_module(name)
    return [
        each
        for each in module.__all__
        if face(name, each) != name and not inspect.isfunction(getattr(module, each))
    ]


def vocabularies(name: str) -> list[str]:
    """Return the unions of words in the signatures of methods that are not public models too."""
    module = import_module(name)
    return [
        each
        for each, value in vars(module).items()
        if get_origin(value) is Literal and face(name, each) == name
    ]


def coverage_page(rows: list[Row]) -> str:
    """Return the page that lists every documented endpoint."""
    about = (
        f"All {len(rows)} endpoints of the API's documentation, and the methods that call them. "
        "An endpoint links to the documentation of the service, a method to its own."
    )
    parts = ["# Coverage", about]
    for area in _generating.areas():
        cells = [_coverage_cells(row, area, rows) for row in rows if area_of(row) == area.name]
        parts.append(f"## [{title(area)}](api/{area.name}.md)")
        parts.append(table(("endpoint", "method"), cells))
    return page(*parts)


def _coverage_cells(row: Row, area: Area, rows: Iterable[Row]) -> tuple[str, str]:
    endpoint, host = f"`{route_of(row)}`", HOSTS[row["host"]]
    if docs := row.get("docs"):
        endpoint = f"[{endpoint}]({docs[0]})"
    if host != "main":
        endpoint += f" on `{host}`"
    names = [row[key].partition(".")[2] for key in ("python", "iterate") if key in row]
    methods = ", ".join(_link(area, name) for name in names)
    if row.get("second_form"):
        first = next(each for each in rows if each["python"] == row["python"])
        return endpoint, f"{methods}: second form of `{route_of(first)}`"
    return endpoint, methods


def _link(area: Area, name: str) -> str:
    """Return a method's name, with a link if there is such a method."""
    text = f"`{area.name}.{name}`"
    there = name in area.methods(PACKAGE)
    return f"[{text}](api/{area.name}.md#{anchor(area, name)})" if there else text


def title(area: Area) -> str:
    """Return the title of an area's page; Smart Delivery and its like are names."""
    return words(area.name)


def words(name: str) -> str:
    """Return a name as the words of a heading."""
    spaced = name.replace("_", " ")
    return spaced.title() if spaced.startswith("smart ") else spaced.capitalize()


def anchor(area: Area, method: str) -> str:
    """Return the anchor that mkdocstrings gives to a method."""
    return f"{area.module(PACKAGE)}.{area.cls}.{method}"


def area_of(row: Row) -> str:
    return str(row["python"].partition(".")[0])


def route_of(row: Row) -> str:
    """Return method and path as the SDK sends them: in the reference's form, if it has one."""
    form = {**row, **row.get("reference", {})}
    return f"{form['method']} {form['path']}"


def summary(docstring: str) -> str:
    """Return the first paragraph of a docstring as Markdown."""
    first = " ".join(docstring.partition("\n\n")[0].split())
    return ROLE.sub(r"`\1`", first).replace("``", "`")


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    escaped = [[cell.replace("|", r"\|") for cell in line] for line in (head, *rows)]
    first, *lines = [f"| {' | '.join(line)} |" for line in escaped]
    return "\n".join([first, "|---" * len(head) + "|", *lines])


def directive(name: str, options: Mapping[str, str]) -> str:
    """Return the lines that put an object's documentation in."""
    lines = [f"      {option}: {value}" for option, value in options.items()]
    return "\n".join([f"::: {name}", "    options:", *lines])


def page(*parts: str) -> str:
    return "\n\n".join([BANNER, *parts]) + "\n"


def pages() -> Iterator[tuple[str, str]]:
    """Yield path and text of every generated page."""
    rows = json.loads(CATALOGUE.read_text("utf-8"))
    for area in _generating.areas():
        yield f"docs/api/{area.name}.md", area_page(area, rows)
    yield "docs/api/models.md", models_page()
    yield "docs/coverage.md", coverage_page(rows)


def main() -> None:
    there = _generating.written_before((ROOT / "docs").rglob("*.md"), BANNER)
    _generating.run("generate_docs.py", dict(pages()), there)


if __name__ == "__main__":
    main()
