"""Public names say where users import them from, in tracebacks and reprs too."""

from __future__ import annotations

import inspect
import sys
import typing
from typing import Any, Final

__all__ = ["home", "public"]

_HOMES: Final[dict[object, str]] = {}


def public(face: str, *things: Any) -> None:
    """Give classes and functions the module that users import them from.

    Args:
        face: The module: ``smartlead_async._errors.APIError`` becomes ``smartlead_async.APIError``.
        things: Classes and functions of the calling module.
    """
    for thing in things:
        if inspect.isclass(thing) and (hints := vars(thing).get("__annotations__")):
            # they are texts, which nobody could resolve from the other module
            known = typing.get_type_hints(thing, vars(sys.modules[thing.__module__]))
            thing.__annotations__ = {name: known[name] for name in hints}
        _HOMES[thing], thing.__module__ = thing.__module__, face


def home(thing: Any) -> str:
    """Return the module that a class or a function is written in."""
    return _HOMES.get(thing) or str(thing.__module__)
