"""The command ``smartlead`` (extra ``cli``). Its parts use only public names of the package."""

from __future__ import annotations

import io
import sys
from importlib.util import find_spec

__all__ = ["main"]


def main() -> None:
    """Run the command with the arguments of the process, and exit with its status."""
    if any(find_spec(name) is None for name in ("click", "rich")):
        sys.exit("smartlead: this command needs an extra: pip install 'smartlead-async[cli]'")
    from ._app import app

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what a terminal cannot show ends nothing
            stream.reconfigure(errors="replace")
    app(prog_name="smartlead")
