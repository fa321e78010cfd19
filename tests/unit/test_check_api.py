"""What breaks programs is found, and only a version that says so may do it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from scripts import check_api

BEFORE = "def kept(one, two=2): ...\ndef removed(): ...\n"
NOW = "def kept(one, two=2, three=3): ...\ndef added(): ...\n"


def git(folder: Path, *words: str) -> None:
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"]
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    package = tmp_path / "of_a_test"
    package.mkdir()
    (package / "__init__.py").write_text(BEFORE)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "First")
    return tmp_path


def test_a_removed_name_is_a_breakage_and_a_new_one_is_none(repository: Path):
    assert check_api.last_release(repository) is None
    git(repository, "tag", "v0.1.0")
    git(repository, "tag", "other")
    assert check_api.last_release(repository) == "v0.1.0"
    assert list(check_api.breakages(repository, "v0.1.0", ("of_a_test",))) == []
    (repository / "of_a_test" / "__init__.py").write_text(NOW)
    (line,) = check_api.breakages(repository, "v0.1.0", ("of_a_test",))
    assert "removed" in line


@pytest.mark.parametrize(
    ("before", "now", "may"),
    [
        ("v0.1.0", "0.1.1", False),
        ("v0.1.0", "0.2.0", True),
        ("v0.2.0", "1.0.0", True),
        ("v1.0.0", "1.1.0", False),
        ("v1.9.3", "2.0.0", True),
    ],
)
def test_which_versions_may_break_programs(before: str, now: str, may: bool):
    assert check_api.may_break(before, now) is may
