"""What the generators share: the areas of the client, formatting, and ``--check``."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Area:
    """An area of the client: ``smartlead.campaigns``.

    Attributes:
        name: The client's attribute.
        sentence: What it is about.
        cls: The name of its class, which is in the module ``resources.<name>``.
    """

    name: str
    sentence: str
    cls: str

    def class_(self, package: str) -> type:
        """Return the class that a package has for it."""
        found = getattr(importlib.import_module(self.module(package)), self.cls)
        assert isinstance(found, type)
        return found

    def module(self, package: str) -> str:
        """Return the module of that class."""
        return f"{package}.resources.{self.name}"

    def methods(self, package: str) -> list[str]:
        """Return the names of the public methods: its own as they are written, then inherited."""
        bases = self.class_(package).__mro__
        names = [name for base in bases for name, each in vars(base).items() if callable(each)]
        return [name for name in dict.fromkeys(names) if not name.startswith("_")]


def areas() -> Iterator[Area]:
    """Yield the areas of the client."""
    client = importlib.import_module("smartlead_async").Smartlead
    for name, each in vars(client).items():
        if isinstance(each, cached_property):
            sentence = " ".join((each.__doc__ or "").split())
            yield Area(name, sentence, each.func.__annotations__["return"])


def formatted(path: str, source: str) -> str:
    """Return the source as ruff leaves it: imports sorted, lines wrapped."""
    for command in (["check", "--select=I", "--fix-only", "--quiet"], ["format", "--quiet"]):
        run = [sys.executable, "-m", "ruff", *command, f"--stdin-filename={path}", "-"]
        done = subprocess.run(
            run, input=source, capture_output=True, text=True, cwd=ROOT, check=False
        )
        if done.returncode:
            raise SystemExit(f"{path}: {done.stderr}\n{source}")
        source = done.stdout
    return source


def written_before(paths: Iterable[Path], banner: str) -> set[str]:
    """Return those of some files that begin with the banner of a generator."""
    return {
        str(path.relative_to(ROOT)) for path in paths if path.read_text("utf-8").startswith(banner)
    }


def stale(texts: Mapping[str, str], there: set[str]) -> Iterator[str]:
    """Yield what is not as it should be.

    Args:
        texts: The files that should be there, by path.
        there: The files that a generator wrote before.
    """
    yield from sorted(there - texts.keys())
    for path, text in texts.items():
        if not (ROOT / path).is_file() or (ROOT / path).read_text("utf-8") != text:
            yield path


def run(script: str, texts: Mapping[str, str], there: set[str]) -> None:
    """Write what is not as it should be; with ``--check``, fail instead."""
    wrong = list(stale(texts, there))
    if "--check" in sys.argv[1:]:
        if wrong:
            raise SystemExit(f"run scripts/{script}: not up to date: {', '.join(wrong)}")
        return
    for path in wrong:
        if path in texts:
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(texts[path], "utf-8")
        else:
            (ROOT / path).unlink()
        print(path)
