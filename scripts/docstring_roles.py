"""Turn the roles of docstrings into links: ``:class:`Page``` becomes ``Page``, with its place.

An extension of the docstring reader, used by ``make docs``.
"""

from __future__ import annotations

import re
from typing import Any, Final

import griffe

ROLE: Final = re.compile(r":(?:class|func|meth|attr):`~?([\w.]+)`")


class Roles(griffe.Extension):
    """Replaces the roles in every docstring of a package."""

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        """Go through a package that was read."""
        _replace_in(pkg)


def _replace_in(obj: griffe.Object) -> None:
    if obj.docstring is not None:
        obj.docstring.value = ROLE.sub(lambda role: linked(obj, role[1]), obj.docstring.value)
    for member in obj.members.values():
        if isinstance(member, griffe.Object):
            _replace_in(member)


def linked(obj: griffe.Object, name: str) -> str:
    """Return a name as HTML: a link, if the documentation holds it."""
    first, dot, rest = name.partition(".")
    try:
        path = obj.resolve(first) + dot + rest
    except griffe.NameResolutionError:
        path = name
    short = name.rpartition(".")[2] if name.startswith("smartlead_") else name
    return f'<autoref identifier="{path}" optional><code>{short}</code></autoref>'
