"""Distil the vendor catalogue into ``catalogue.json`` of the sandbox, one row an endpoint.

The catalogue was gathered from the vendor's documentation: ``endpoints.json`` says what each page
documents, ``surface.json`` beside it which method of the SDK an endpoint belongs to. Neither is in
this repository; what the tests and the sandbox need of them is.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

TARGET = Path(__file__).parents[1] / "smartlead_async" / "sandbox" / "catalogue.json"
DOCUMENTATION = "https://api.smartlead.ai/"
LIMITS = (
    *("enum", "min", "max", "minLength", "maxLength", "minItems", "maxItems", "maxProperties"),
    *("pattern", "format", "items", "nullable"),
)
REPEAT = {"non_idempotent": "never"}  # the SDK uses the other words as they are

Json: TypeAlias = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("path", type=Path, help="the catalogue's endpoints.json")
    source: Path = parser.parse_args().path
    methods = {row["id"]: row for row in load(source.with_name("surface.json"))}
    rows = sorted((distil(row, methods[row["id"]]) for row in load(source)), key=by_id)
    TARGET.write_text(written(rows), encoding="utf-8")
    print(f"{len(rows)} endpoints, {TARGET.stat().st_size // 1024} KB")


def load(path: Path) -> list[Json]:
    return json.loads(path.read_text(encoding="utf-8"))


def by_id(row: Json) -> str:
    return row["id"]


def distil(row: Json, method: Json) -> Json:
    """Return what is needed of an endpoint; what is empty is left out."""
    semantics = row["idempotent_semantics"]
    reference = row["seed_form"]
    distilled = {
        **{name: row[name] for name in ("id", "method", "path")},
        "host": method["host"],
        "python": method["python"],
        "iterate": method["iterate"],
        "second_form": method["state"].startswith("second form"),
        "repeat": REPEAT.get(semantics, semantics),
        "ids": parameters(row["path_params"]),
        "query": parameters(row["query_params"]),
        "body_kind": row["body_kind"],
        "body": parameters(row["body_params"]),
        "cursor": (row["pagination"] or {}).get("cursor_param"),
        "reference": reference and form(reference),
        "responses": responses(row),
        "accept": (row["recommended"] or {}).get("accept"),
        "errors": row["error_examples"],
        "docs": sorted(links(row["sources"])),
    }
    return given(distilled)


def form(reference: Json) -> Json:
    """Return how the reference writes a request."""
    return given(
        {
            "method": reference["method"],
            "path": reference["path"],
            "query": parameters(reference["query_params"]),
            "body_kind": reference["body_kind"],
            "body": parameters(reference["body_params"]),
        }
    )


def given(fields: Json) -> Json:
    return {name: value for name, value in fields.items() if value}


def parameters(documented: list[Json]) -> list[Json]:
    return [parameter(each) for each in documented]


def parameter(documented: Json) -> Json:
    """Return a parameter with its limits, and with the fields inside it."""
    kept: Json = {"name": documented["name"], "type": documented["type"]}
    if documented.get("required"):
        kept["required"] = True
    kept |= {name: documented[name] for name in LIMITS if name in documented}
    if fields := documented.get("fields"):
        kept["fields"] = parameters(fields)
    return kept


def responses(row: Json) -> list[Any]:
    """Return the examples of the pages, then those of the reference; a CSV file is its text."""
    of_reference = (row["seed_form"] or {}).get("response_examples", [])
    found: list[Any] = []
    for example in map(whole, [*row["response_examples"], *of_reference]):
        if example not in found:
            found.append(example)
    return [each.get("_csv", each) if isinstance(each, dict) else each for each in found]


def whole(example: Any) -> Any:
    """Return an example; of one that is no JSON because it leaves parts out, the other parts."""
    if not isinstance(example, dict) or "_unparsed" not in example:
        return example
    text = re.sub(r'"[^"]*": (?:\{\.{3}\}|"\.{3}")(?:,\s*)?', "", example["_unparsed"])
    return json.loads(re.sub(r",(\s*[}\]])", r"\1", text))


def links(sources: list[str]) -> Iterator[str]:
    for source in sources:
        if source.startswith("docs:api-reference/"):
            yield DOCUMENTATION + source.removeprefix("docs:").removesuffix(".mdx")


def written(rows: list[Json]) -> str:
    """Return the rows as JSON: a line for a field, and for each item of its list."""
    return "[\n" + ",\n".join(map(written_row, rows)) + "\n]\n"


def written_row(row: Json) -> str:
    fields = [f" {compact(name)}: {written_value(value)}" for name, value in row.items()]
    return "{\n" + ",\n".join(fields) + "\n}"


def written_value(value: Any) -> str:
    if not isinstance(value, list):
        return compact(value)
    return "[\n  " + ",\n  ".join(map(compact, value)) + "\n ]"


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    main()
