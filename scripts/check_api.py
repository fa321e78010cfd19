"""Compare the public names of both packages with those of the last release.

    python scripts/check_api.py

The last release is the last tag ``v*``. A change that breaks users must be in the changelog, above
the section of that release, under "Changed" or "Removed", as `Class.method` or `function` in a code
span; and the version must be one that may break (see docs/promises.md). Griffe finds the changes.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import griffe

ROOT: Final = Path(__file__).resolve().parents[1]
PACKAGES: Final = ("smartlead_async", "smartlead_sync")
# Modules that users name; those in `resources` hold the classes of the areas of the client.
FACES: Final = {"helpers", "models", "pytest_plugin", "resources", "sandbox", "telemetry"}
VERSION: Final = re.compile(r'^__version__ = "(.+)"$', re.MULTILINE)
PART: Final = re.compile(r"^### (.+)\n((?:(?!##).*\n?)*)", re.MULTILINE)
CODE: Final = re.compile(r"`([^`]+)`")


def last_release(root: Path) -> str | None:
    """Return the last tag ``v*`` of a repository, if it has one."""
    run = ["git", "tag", "--list", "v*", "--merged", "HEAD", "--sort=-version:refname"]
    tags = subprocess.run(run, cwd=root, capture_output=True, text=True, check=True).stdout.split()
    return tags[0] if tags else None


def unpack(root: Path, tag: str, folder: str) -> None:
    """Write the packages into a folder, as they were at a tag."""
    run = ["git", "archive", tag, *PACKAGES]
    archive = subprocess.run(run, cwd=root, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")


def packages(folder: str | Path) -> list[griffe.Object | griffe.Alias]:
    """Read the packages in a folder; nothing is imported."""
    loader = griffe.GriffeLoader(search_paths=[folder], allow_inspection=False)
    found = [loader.load(name, try_relative_path=False) for name in PACKAGES]
    loader.resolve_aliases(implicit=True, external=False)
    for package in found:
        hide_inner_modules(package)
    return found


def hide_inner_modules(module: griffe.Object | griffe.Alias) -> None:
    """Let nothing count that users reach by another module: it may move from file to file."""
    for inner in module.modules.values():
        if not inner.is_alias:
            inner.public = inner.name in FACES or module.name == "resources"
            hide_inner_modules(inner)


def changes(old: str | Path, new: str | Path) -> Iterator[griffe.Breakage]:
    """Yield the changes between two folders that break users."""
    for before, after in zip(packages(old), packages(new), strict=True):
        yield from griffe.find_breaking_changes(before, after)


def public_name(change: griffe.Breakage) -> str:
    """Return how the changelog names an object: without its modules, ``Leads.add``."""
    parent = change.obj.parent  # a name that was only imported belongs to where it was imported
    assert parent is not None
    return change.obj.path.removeprefix(f"{parent.module.path}.")


def names_listed(changelog: str, tag: str) -> set[str]:
    """Return what stands in code spans under Changed and Removed since a release."""
    since, heading, _ = changelog.partition(f"\n## [{tag[1:]}]")
    if not heading:
        raise SystemExit(f"CHANGELOG.md has no section for {tag}")
    parts = (text for title, text in PART.findall(since) if title in {"Changed", "Removed"})
    return {span.partition("(")[0] for text in parts for span in CODE.findall(text)}


def may_break(tag: str, version: str) -> bool:
    """Tell whether a version may break what a release had, or is not raised yet."""
    old, new = tag[1:].split("."), version.split(".")
    compared = 2 if old[0] == "0" else 1
    return new == old or new[:compared] != old[:compared]


def faults(
    found: Iterable[griffe.Breakage], changelog: str, tag: str, version: str
) -> Iterator[str]:
    """Yield what is not as it should be."""
    listed = names_listed(changelog, tag)
    broken = {(public_name(change), change.obj.path, change.kind.value) for change in found}
    for name, path, kind in sorted(broken):
        if name not in listed:
            yield f"{path}: {kind}; CHANGELOG.md lists no `{name}` under Changed or Removed"
    if broken and not may_break(tag, version):
        yield f"{version} may not break what {tag} had: raise more than the patch number"


def check(root: Path) -> str:
    """Return what was compared; exit with what is wrong."""
    tag = last_release(root)
    if tag is None:
        return "no release yet: there is no tag v* to compare the public names with"
    version = VERSION.findall((root / "smartlead_async" / "_version.py").read_text("utf-8"))[0]
    changelog = (root / "CHANGELOG.md").read_text("utf-8")
    with tempfile.TemporaryDirectory() as old:
        unpack(root, tag, old)
        found = list(changes(old, root))
    if wrong := list(faults(found, changelog, tag, version)):
        raise SystemExit("\n".join(wrong))
    return f"compared with {tag}: {len(found)} breaking changes, each in the changelog"


if __name__ == "__main__":
    sys.stdout.write(f"{check(ROOT)}\n")
