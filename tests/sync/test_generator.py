"""The generator of smartlead_sync; `make generated` compares all that it writes."""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

import smartlead_async
from smartlead_sync._arguments import in_lists

ROOT = Path(__file__).parents[2]


@pytest.fixture
def generator(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    path = ROOT / "scripts" / "generate_sync.py"
    spec = importlib.util.spec_from_file_location("generate_sync", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)  # its dataclass looks itself up
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("async with Smartlead() as smartlead:", "with Smartlead() as smartlead:"),
        (
            "async for lead in smartlead.leads.iterate(5):",
            "for lead in smartlead.leads.iterate(5):",
        ),
        ("page = await smartlead.leads.list(5)", "page = smartlead.leads.list(5)"),
        ("or `await aclose()`", "or `close()`"),
        ("from smartlead_async import Smartlead", "from smartlead_sync import Smartlead"),
        ("smartlead_asynchronous", "smartlead_asynchronous"),
    ],
)
def test_examples_become_synchronous(generator: ModuleType, written: str, expected: str):
    assert generator.in_sync(written) == expected


@pytest.mark.parametrize(
    ("argument", "passed_on"),
    [
        ("name: str | NotGiven", "name"),
        ("ids: Sequence[int]", "in_list(ids)"),
        ("on_progress: OnProgress | None", "progress_hook(on_progress)"),
        ("leads: LeadSource", "source"),
        ("latency: float | Callable[[], float]", "latency"),
    ],
)
def test_what_belongs_to_the_caller_is_replaced(
    generator: ModuleType, argument: str, passed_on: str
):
    assert stand_in(generator, argument) == passed_on


@pytest.mark.parametrize("kind", ["Callable[[], None]", "Iterator[int] | None", "OnSomething"])
def test_a_new_kind_of_callback_needs_a_decision(generator: ModuleType, kind: str):
    with pytest.raises(SystemExit, match="on which thread"):
        stand_in(generator, f"given: {kind}")


def stand_in(generator: ModuleType, argument: str) -> str:
    definition = ast.parse(f"def method(self, {argument}): ...").body[0]
    assert isinstance(definition, ast.FunctionDef)
    return str(generator.Twin(object)._stand_in(definition.args.args[1]))


LISTING = """
from __future__ import annotations

from typing import TypedDict, Unpack

from smartlead_async import Items, NotGiven

class Filters(TypedDict, total=False):
    status: str | NotGiven

class Listing:
    \"\"\"A listing.\"\"\"

    async def list(self, campaign_id: int, **filters: Unpack[Filters]) -> list[int]:
        \"\"\"Return one page.\"\"\"
        return []

    def iterate(self, campaign_id: int, **filters: Unpack[Filters]) -> Items[int]:
        \"\"\"Return all.\"\"\"
        return self._items
"""


def test_filters_of_a_typed_dict_are_passed_on(
    generator: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    (tmp_path / "listing.py").write_text(LISTING, "utf-8")
    monkeypatch.setattr(generator, "ROOT", tmp_path)
    monkeypatch.setattr(smartlead_async, "__path__", [*smartlead_async.__path__, str(tmp_path)])

    path, source = generator.module_of_twins("smartlead_async.listing", "Listing")
    monkeypatch.delitem(sys.modules, "smartlead_async.listing")

    assert path == "smartlead_sync/listing.py"
    assert "from smartlead_async.listing import Filters\n" in source
    assert "from typing import Unpack\n" in source
    assert "def list(self, campaign_id: int, **filters: Unpack[Filters])" in source
    assert "call(self._async.list(campaign_id, **filters))" in source
    assert "Items(call(Later(self._async.iterate, campaign_id, **filters).run()))" in source


def test_filters_that_hold_a_sequence_are_read_on_the_thread_of_the_caller(
    generator: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    listing = LISTING.replace("status: str", "ids: Sequence[int]")
    listing = listing.replace("from typing", "from collections.abc import Sequence\nfrom typing", 1)
    (tmp_path / "lazy_listing.py").write_text(listing, "utf-8")
    monkeypatch.setattr(generator, "ROOT", tmp_path)
    monkeypatch.setattr(smartlead_async, "__path__", [*smartlead_async.__path__, str(tmp_path)])

    _, source = generator.module_of_twins("smartlead_async.lazy_listing", "Listing")
    monkeypatch.delitem(sys.modules, "smartlead_async.lazy_listing")

    assert "from smartlead_sync._arguments import in_lists\n" in source
    assert "call(self._async.list(campaign_id, **in_lists(filters)))" in source


def test_lazy_sequences_among_keywords_are_read_at_once():
    given = {"ids": iter([1, 2]), "name": "ab", "tags": (3,), "none": None}
    assert in_lists(given) == {"ids": [1, 2], "name": "ab", "tags": (3,), "none": None}
