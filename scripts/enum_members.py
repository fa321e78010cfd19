"""Name the members of an enum in its docstring, where readers and the search find them.

An extension of the docstring reader, used by ``make docs``.
"""

from __future__ import annotations

import ast
from typing import Any

import griffe


class EnumMembers(griffe.Extension):
    """Adds the members to the docstring of every enum."""

    def on_class(self, *, cls: griffe.Class, **_: Any) -> None:
        """Look at a class that was read."""
        bases = {str(base).rpartition(".")[2] for base in cls.bases}
        if cls.docstring and bases & {"Enum", "OpenEnum", "StrEnum"} and cls.attributes:
            cls.docstring.value += (
                f"\n\nMembers: {', '.join(map(member, cls.attributes.values()))}."
            )


def member(attribute: griffe.Attribute) -> str:
    """Return a member as Markdown, with its text if that is not its name."""
    value = str(attribute.value)
    same = value.strip("'\"") == attribute.name or not value.startswith(("'", '"'))
    return f"`{attribute.name}`" if same else f"`{attribute.name}` (`{ast.literal_eval(value)!r}`)"
