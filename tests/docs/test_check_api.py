"""The check of the public names, on a repository with two packages of a few lines."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from scripts import check_api

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FACE = 'from ._secret import Secret\nfrom ._parts import Part\n__all__ = ["Part", "Secret"]\n'
AREA = "class Leads:\n    def add(self, id, *, name=None): ...\n    def _send(self): ...\n"
FILES = {
    "smartlead_async/__init__.py": FACE,
    "smartlead_async/_secret.py": "class Secret: ...\n",
    "smartlead_async/_parts.py": "class Part: ...\ndef inner(): ...\n",
    "smartlead_async/_version.py": '__version__ = "0.1.0"\n',
    "smartlead_async/upload/__init__.py": "class Inner: ...\n",
    "smartlead_async/resources/__init__.py": "",
    "smartlead_async/resources/leads.py": AREA,
    "smartlead_sync/__init__.py": "from smartlead_async._secret import Secret\n"
    '__all__ = ["Secret"]\n',
    "CHANGELOG.md": "## [Unreleased]\n\n## [0.1.0]\n\n### Changed\n\n- `Leads.add`\n",
}
WITHOUT_NAME = ("smartlead_async/resources/leads.py", ", *, name=None", "")
WITHOUT_SECRET = (
    "smartlead_async/__init__.py",
    FACE,
    'from ._parts import Part\n__all__ = ["Part"]\n',
)


def git(root: Path, *words: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    subprocess.run(["git", *identity, *words], cwd=root, check=True, capture_output=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--no-gpg-sign", "--message=1")
    return tmp_path


@pytest.fixture
def change(root: Path) -> Callable[[str, str, str], None]:
    git(root, "tag", "v0.1.0")

    def replace(path: str, old: str, new: str) -> None:
        text = (root / path).read_text("utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new, 1), "utf-8")

    return replace


def test_before_the_first_release_there_is_nothing_to_compare(root: Path) -> None:
    assert check_api.check(root).startswith("no release yet")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("smartlead_async/resources/leads.py", "name=None", "name=None, more=None"),
        ("smartlead_async/resources/leads.py", "_send", "_post"),
        ("smartlead_async/_parts.py", "def inner(): ...\n", ""),
        ("smartlead_async/upload/__init__.py", "Inner", "Other"),
        ("smartlead_async/_version.py", "0.1.0", "0.1.1"),
    ],
    ids=["added", "private method", "private module", "no face", "version"],
)
def test_what_breaks_nobody_needs_no_line(
    root: Path, change: Callable[[str, str, str], None], path: str, old: str, new: str
) -> None:
    change(path, old, new)
    assert (
        check_api.check(root) == "compared with v0.1.0: 0 breaking changes, each in the changelog"
    )


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (WITHOUT_NAME, r"resources\.leads\.Leads\.add: Parameter was removed; .* `Leads\.add`"),
        (WITHOUT_SECRET, r"^smartlead_async\.Secret: Public object was removed; .* `Secret`"),
    ],
)
@pytest.mark.parametrize("part", ["", "### Added\n\n- `Leads.add` and `Secret`\n\n"])
def test_a_breaking_change_that_is_not_listed_since_the_release_fails(
    root: Path,
    change: Callable[[str, str, str], None],
    edit: tuple[str, str, str],
    message: str,
    part: str,
) -> None:
    change(*edit)
    change("CHANGELOG.md", "## [0.1.0]", f"{part}## [0.1.0]")
    with pytest.raises(SystemExit, match=message):
        check_api.check(root)


@pytest.mark.parametrize("heading", ["Changed", "Removed"])
def test_a_listed_change_passes_until_the_version_is_a_patch(
    root: Path, change: Callable[[str, str, str], None], heading: str
) -> None:
    change(*WITHOUT_NAME)
    change("CHANGELOG.md", "## [0.1.0]", f"### {heading}\n\n- `Leads.add(name=…)`\n\n## [0.1.0]")
    assert "1 breaking changes" in check_api.check(root)
    change("smartlead_async/_version.py", "0.1.0", "0.1.1")
    with pytest.raises(SystemExit, match=r"0\.1\.1 may not break what v0\.1\.0 had"):
        check_api.check(root)


@pytest.mark.parametrize(
    ("tag", "version", "expected"),
    [
        ("v0.1.0", "0.2.0", True),
        ("v0.1.0", "1.0.0", True),
        ("v0.1.1", "0.1.2", False),
        ("v1.1.0", "1.1.0", True),
        ("v1.1.0", "1.2.0", False),
        ("v1.1.0", "2.0.0", True),
    ],
)
def test_which_versions_may_break(tag: str, version: str, expected: bool) -> None:
    assert check_api.may_break(tag, version) is expected


def test_the_release_needs_its_section() -> None:
    with pytest.raises(SystemExit, match=r"no section for v0\.3\.0"):
        check_api.names_listed(FILES["CHANGELOG.md"], "v0.3.0")


def test_the_last_release_is_the_highest_version(root: Path) -> None:
    for tag in ("v0.9.0", "v0.10.0", "w1"):
        git(root, "tag", tag)
    assert check_api.last_release(root) == "v0.10.0"
