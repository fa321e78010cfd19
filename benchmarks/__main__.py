"""All benchmarks in one table, written to ``results.json`` too, with the comparison beside them.

::

    python -m benchmarks [--quick] [--only NAME …]

A quick run shows that the benchmarks work. Its figures mean nothing, and are written nowhere unless
``--write`` is given.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import json
import os
import platform
import subprocess
from pathlib import Path
from typing import Any

from benchmarks import compare
from benchmarks._rows import Row, show

RESULTS = Path(__file__).with_name("results.json")
NAMES = (
    *("upload", "outage", "host_limiter", "limiter_sim", "interactive", "call_cost", "decode"),
    *("sync_overhead", "million", "import_time"),
)


def circumstances() -> dict[str, Any]:
    """Return where and when the figures were measured."""
    commit = ["git", "rev-parse", "--short", "HEAD"]
    return {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "commit": subprocess.check_output(commit, text=True).strip(),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs",
    }


def measured(names: list[str], *, quick: bool) -> list[Row]:
    rows = list[Row]()
    for name in names:
        print(f"== {name}", flush=True)
        new = importlib.import_module(f"benchmarks.{name}").measure(quick=quick)
        show(new)
        rows += new
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true", help="write results.json after a quick run")
    parser.add_argument("--only", nargs="+", choices=NAMES)
    given = parser.parse_args()
    rows = measured(given.only or list(NAMES), quick=given.quick)
    if given.only:
        return
    compared = compare.measure(quick=given.quick)
    print("\n== all")
    show(rows)
    compare.show(compared)
    if given.write or not given.quick:
        results = {
            **circumstances(),
            "quick": given.quick,
            "rows": [row.to_dict() for row in rows],
            "compared": compared,
        }
        RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
