"""Compare the public API with that of the last release: what breaks programs needs a new version.

    python scripts/check_api.py

The last release is the newest tag ``v*`` that HEAD has. Before 1.0 a new minor version may break
programs, afterwards a new major version; see docs/contributing.md.
"""

from __future__ import annotations

import runpy
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import griffe

ROOT: Final = Path(__file__).resolve().parents[1]
PACKAGES: Final = ("smartlead_async", "smartlead_sync")


def last_release(root: Path) -> str | None:
    """Return the newest tag of a version that HEAD has; None before the first release."""
    describe = ["git", "describe", "--tags", "--abbrev=0", "--match=v*"]
    done = subprocess.run(describe, cwd=root, capture_output=True, text=True, check=False)
    return done.stdout.strip() or None


def breakages(root: Path, tag: str, packages: tuple[str, ...] = PACKAGES) -> Iterator[str]:
    """Yield in a line each what breaks programs that were written for a tag."""
    for package in packages:
        before = griffe.load_git(package, ref=tag, repo=root)
        now = griffe.load(package, search_paths=[root])
        for each in griffe.find_breaking_changes(before, now):
            yield each.explain(griffe.ExplanationStyle.ONE_LINE)


def may_break(before: str, now: str) -> bool:
    """Whether a version may break programs that were written for another one."""
    (major, minor), new = _parts(before), _parts(now)
    return new[0] > major or (major == 0 and new > (major, minor))


def _parts(version: str) -> tuple[int, int]:
    major, minor, *_ = version.removeprefix("v").split(".")
    return int(major), int(minor)


def main() -> None:
    tag = last_release(ROOT)
    if tag is None:
        print("There is no release yet to compare with.")
        return
    version = runpy.run_path(str(ROOT / "smartlead_async" / "_version.py"))["__version__"]
    found = list(breakages(ROOT, tag))
    for line in found:
        print(line)
    if found and not may_break(tag, version):
        raise SystemExit(f"Version {version} breaks programs written for {tag}.")
    print(f"{len(found)} breaking changes from {tag} to {version}")


if __name__ == "__main__":
    main()
