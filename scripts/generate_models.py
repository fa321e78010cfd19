"""Write smartlead_async/models/__init__.py: the names of all models, each imported when it is used.

The names are those in ``__all__`` of the modules beside it. Type checkers read them from import
statements and from ``__all__``; at run time a table says which module has a name. Run it after any
change of an ``__all__`` there::

    python scripts/generate_models.py [--check]
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Final

from _generating import ROOT, formatted, run

MODELS: Final = ROOT / "smartlead_async" / "models"
TARGET: Final = MODELS / "__init__.py"
ELSEWHERE: Final = frozenset({"webhook_events"})  # public in smartlead_async itself
HEAD: Final = '''# Written by scripts/generate_models.py from the modules beside it.
"""The objects that the API sends and takes."""

from __future__ import annotations

import typing
'''


def names_of(module: Path) -> list[str]:
    """Return the public names of a module; its functions serve the package alone."""
    for node in ast.parse(module.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            names: list[str] = ast.literal_eval(node.value)
            return [name for name in names if not name.islower()]
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


def main() -> None:
    path = str(TARGET.relative_to(ROOT))
    run("generate_models.py", {path: formatted(path, source())}, set())


if __name__ == "__main__":
    main()
