"""Import a name of a package when it is first used, so that unused areas cost nothing (PEP 562)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module

__all__ = ["lazy"]


def lazy(
    package: str, places: Mapping[str, Iterable[str]]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Return the ``__getattr__`` and the ``__dir__`` of a package.

    Args:
        package: Its name.
        places: Modules, relative to the package or absolute, and the names that come from them.
    """
    namespace = vars(sys.modules[package])
    place_of = {name: place for place, names in places.items() for name in names}

    def get(name: str) -> object:
        if name not in place_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = namespace[name] = getattr(import_module(place_of[name], package), name)
        return value

    def listed() -> list[str]:
        return sorted({*namespace, *place_of})

    return get, listed
