"""The one way to the terminal: text from outside reaches it without what it would obey.

Headers, cells, file names and the service's words may hold escape sequences, other control
characters, and marks that reverse the direction of what follows.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Generator
from typing import Any

import click

__all__ = ["OutputError", "printable", "say", "say_json", "to_stdout"]


class OutputError(Exception):
    """Standard output cannot be written, such as to a disk that is full."""


def printable(text: str) -> str:
    """Return the text on one line, without what a terminal would take for a command (pure)."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else " " for character in text)


def say(text: str, *, err: bool = False) -> None:
    """Print a line.

    Args:
        text: The line.
        err: Whether it goes to stderr, where a line that cannot be written stops no work.

    Raises:
        OutputError: Standard output cannot be written.
    """
    with contextlib.suppress(OSError) if err else to_stdout():
        click.echo(printable(text), err=err)


def say_json(value: Any) -> None:
    """Print a value as JSON, with characters that are not printable as their escapes.

    Raises:
        OutputError: Standard output cannot be written.
    """
    lines = json.dumps(value, ensure_ascii=False, indent=2).split("\n")
    with to_stdout():
        click.echo("\n".join(map(_escaped, lines)))


def _escaped(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(each if each.isprintable() else json.dumps(each)[1:-1] for each in line)


@contextlib.contextmanager
def to_stdout() -> Generator[None]:
    """Tell what keeps standard output from being written; a closed pipe is click's affair.

    Raises:
        OutputError: It cannot be written.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write to standard output: {error.strerror or error}") from None
