"""Turn the markup of docstrings into Markdown: roles into links, ``::`` into the code after it.

``:class:`Page``` becomes ``Page``, with its place. An extension of the docstring reader, used by
``make docs``.
"""

from __future__ import annotations

import re
from typing import Any, Final

import griffe

ROLE: Final = re.compile(r":(?:class|func|meth|attr|data|mod|exc|obj):`~?([\w.]+)`")
# A paragraph `::`, or one that ends with it, announces the code that follows.
ANNOUNCED: Final = re.compile(r"^[ \t]*::\n+|(?<=\S:):(?=\n)", re.MULTILINE)


class Roles(griffe.Extension):
    """Replaces the markup in every docstring of a package."""

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        """Go through a package that was read."""
        _replace_in(pkg)


def _replace_in(obj: griffe.Object) -> None:
    if obj.docstring is not None:
        obj.docstring.value = markdown(obj, obj.docstring.value)
    for member in obj.members.values():
        if isinstance(member, griffe.Object):
            _replace_in(member)


def markdown(obj: griffe.Object, docstring: str) -> str:
    """Return the docstring of an object as Markdown."""
    return ROLE.sub(lambda role: linked(obj, role[1]), ANNOUNCED.sub("", docstring))


def linked(obj: griffe.Object, name: str) -> str:
    """Return a name as HTML: a link, if the documentation holds it."""
    first, dot, rest = name.partition(".")
    try:
        path = obj.resolve(first) + dot + rest
    except griffe.NameResolutionError:
        path = name
    short = name.rpartition(".")[2] if name.startswith("smartlead_") else name
    return f'<autoref identifier="{path}" optional><code>{short}</code></autoref>'
