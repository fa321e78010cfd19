"""What the generators share; `make generated` compares all that they write."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from scripts import _generating

BANNER = "# Written by a generator"


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(_generating, "ROOT", tmp_path)
    (tmp_path / "old.py").write_text(f"{BANNER}\nold", "utf-8")
    (tmp_path / "current.py").write_text(f"{BANNER}\ncurrent", "utf-8")
    (tmp_path / "dropped.py").write_text(f"{BANNER}\ndropped", "utf-8")
    (tmp_path / "by_hand.py").write_text("by hand", "utf-8")
    return tmp_path


TEXTS = {f"{name}.py": f"{BANNER}\n{name}" for name in ("current", "folder/new")}
TEXTS["old.py"] = f"{BANNER}\nnewer"


def generate(monkeypatch: pytest.MonkeyPatch, root: Path, *options: str) -> None:
    monkeypatch.setattr(sys, "argv", ["generate.py", *options])
    _generating.run("generate.py", TEXTS, _generating.written_before(root.glob("*.py"), BANNER))


def test_check_names_what_is_old_new_and_dropped_and_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, root: Path
):
    with pytest.raises(SystemExit, match=r"generate\.py: .*: dropped\.py, folder/new\.py, old\.py"):
        generate(monkeypatch, root, "--check")
    assert (root / "old.py").read_text("utf-8") == f"{BANNER}\nold"
    assert (root / "dropped.py").exists()
    assert not (root / "folder").exists()


def test_what_is_written_passes_the_check(monkeypatch: pytest.MonkeyPatch, root: Path):
    generate(monkeypatch, root)
    assert {path: (root / path).read_text("utf-8") for path in TEXTS} == TEXTS
    assert not (root / "dropped.py").exists()
    assert (root / "by_hand.py").exists()
    generate(monkeypatch, root, "--check")


def test_every_area_has_a_class_in_both_packages():
    for area in _generating.areas():
        assert area.sentence.endswith(".")
        assert area.methods("smartlead_sync") == area.methods("smartlead_async")


def test_methods_of_a_base_class_come_last():
    (leads,) = (area for area in _generating.areas() if area.name == "leads")
    methods = leads.methods("smartlead_async")
    assert methods.index("list") < methods.index("add")
    assert [name for name in methods if name.startswith("_")] == []
