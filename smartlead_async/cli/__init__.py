"""The command ``smartlead`` (extra ``cli``). It uses only public names of the package."""

from __future__ import annotations

import io
import os
import sys
from importlib.util import find_spec
from typing import TextIO

__all__ = ["main"]


def main() -> None:
    """Run the command with the arguments of the process and exit with its status."""
    if any(find_spec(name) is None for name in ("click", "rich")):
        sys.exit("smartlead: this command needs an extra: pip install 'smartlead-async[cli]'")
    from ._app import app

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # print "?" for what the encoding lacks
            stream.reconfigure(errors="replace")
    try:
        app(prog_name="smartlead")
    finally:
        for stream in filter(None, (sys.stdout, sys.stderr)):  # None if it was closed at the start
            _let_go(stream)


def _let_go(stream: TextIO) -> None:
    """Flush, and drop what a full disk refuses: Python would retry and change the exit status."""
    try:
        stream.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
