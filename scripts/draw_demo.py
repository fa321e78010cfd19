"""Run `smartlead demo` and draw its final screen, the picture of the README.

The figures are those of the machine, so the picture is drawn by hand and not checked::

    python scripts/draw_demo.py
"""

from __future__ import annotations

import io
import os
import pty
import re
import sys
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

PICTURE: Final = Path(__file__).resolve().parents[1] / "docs" / "assets" / "demo.svg"
WIDTH: Final = 82
# rich's fonts come from another site; a picture in a README may load nothing
FONT_FACES: Final = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
LAST_FRAME: Final = re.compile(r".*\x1b\[2K", re.DOTALL)


def main() -> None:
    written = bytearray()

    def read(descriptor: int) -> bytes:
        chunk = os.read(descriptor, 4096)
        written.extend(chunk)
        return chunk

    os.environ.update(COLUMNS=str(WIDTH), TERM="xterm-256color")
    pty.spawn([str(Path(sys.executable).parent / "smartlead"), "demo"], read)
    screen = written.decode().replace("\r\n", "\n")
    console = Console(record=True, width=WIDTH, file=io.StringIO())
    console.print("[bold]$ make demo[/bold]")
    console.print(Text.from_ansi(LAST_FRAME.sub("", screen)))
    svg = console.export_svg(title="smartlead demo", theme=MONOKAI)
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(FONT_FACES.sub("", svg), "utf-8")


if __name__ == "__main__":
    main()
