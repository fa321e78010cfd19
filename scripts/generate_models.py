"""Write smartlead_async/models/__init__.py: the names of all models, each imported when it is used.

The names are those in ``__all__`` of the modules beside it. Type checkers read them from import
statements and from ``__all__``; at run time a table says which module has a name. Run it after any
change of an ``__all__`` there::

    python scripts/generate_models.py [--check]
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
MODELS: Final = ROOT / "smartlead_async" / "models"
TARGET: Final = MODELS / "__init__.py"
ELSEWHERE: Final = frozenset({"webhook_events"})  # public in smartlead_async itself
HEAD: Final = '''# Written by scripts/generate_models.py from the modules beside it.
"""The objects that the API sends and takes."""

from __future__ import annotations

import typing
'''


def names_of(module: Path) -> list[str]:
    """Return what a module offers, of a private one only its classes."""
    for node in ast.parse(module.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            names: list[str] = ast.literal_eval(node.value)
            return [name for name in names if module.stem[0] != "_" or not name.islower()]
    raise SystemExit(f"{module} has no __all__")


def tables() -> dict[str, list[str]]:
    """Return the names of each module that has any."""
    modules = sorted(MODELS.glob("*.py"))
    found = {module.stem: names_of(module) for module in modules if module != TARGET}
    return {module: names for module, names in found.items() if names and module not in ELSEWHERE}


def source() -> str:
    """Return the source of the package."""
    table = tables()
    names = sorted(name for each in table.values() for name in each)
    imports = [f"    from .{module} import {', '.join(each)}" for module, each in table.items()]
    lazily = {f".{module}": tuple(each) for module, each in table.items()}
    lines = [HEAD, f"__all__ = {names!r}", "if typing.TYPE_CHECKING:", *imports, "else:"]
    lines += ["    from .. import _lazy", ""]
    lines += [f"    __getattr__, __dir__ = _lazy.lazy(__name__, {lazily!r})"]
    return "\n".join(lines)


def formatted(text: str) -> str:
    """Return the source as ruff leaves it."""
    for command in (["check", "--select=I,RUF022", "--fix-only", "--quiet"], ["format", "--quiet"]):
        run = [sys.executable, "-m", "ruff", *command, f"--stdin-filename={TARGET}", "-"]
        done = subprocess.run(run, input=text, capture_output=True, text=True, check=True, cwd=ROOT)
        text = done.stdout
    return text


def main() -> None:
    text = formatted(source())
    if "--check" not in sys.argv[1:]:
        TARGET.write_text(text, "utf-8")
    elif TARGET.read_text("utf-8") != text:
        raise SystemExit(f"run scripts/generate_models.py: {TARGET} is not up to date")


if __name__ == "__main__":
    main()
