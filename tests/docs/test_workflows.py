"""The workflows of GitHub: what they run is there, and nobody can move it."""

from __future__ import annotations

import re
import subprocess
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from scripts._generating import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TEXTS = {path.name: path.read_text("utf-8") for path in FILES}
WORKFLOWS: dict[str, Any] = {name: yaml.safe_load(text) for name, text in TEXTS.items()}
JOBS = [
    pytest.param(job, id=f"{name}-{key}")
    for name, workflow in WORKFLOWS.items()
    for key, job in workflow["jobs"].items()
]
USES = re.compile(r"^\s*(?:- )?uses: (.+)$", re.MULTILINE)
PINNED = re.compile(r"[\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
OWN = re.compile(r"\$/(\.github/workflows/\w+\.yml)")
SCRIPT = re.compile(r"(?<![\w/])(?:scripts|tests)/[\w./]+")


def steps(workflows: dict[str, Any] = WORKFLOWS) -> Iterator[dict[str, Any]]:
    for workflow in workflows.values():
        for job in workflow["jobs"].values():
            yield from job.get("steps", ())


def commands() -> str:
    return "\n".join(step["run"] for step in steps() if "run" in step)


def test_every_action_is_pinned_to_one_commit_with_its_version() -> None:
    used = {use for text in TEXTS.values() for use in USES.findall(text)}
    pinned = {use for use in used if PINNED.fullmatch(use)}
    assert len({use.partition("@")[0] for use in pinned}) == len(pinned) == 5
    (own,) = used - pinned
    called = OWN.fullmatch(own)
    assert called is not None
    assert (ROOT / called[1]).is_file()


def test_all_that_the_commands_name_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"^make ((?:[a-z]+ ?)+)$", commands(), re.MULTILINE)
    assert {"pytest", "docs", "wheel", "api"} <= set(" ".join(targets).split())
    for target in " ".join(targets).split():
        assert re.search(rf"^{target}: ", makefile, re.MULTILINE), target
    named = SCRIPT.findall(commands())
    assert {"scripts/setup_venv.sh", "scripts/smoke_wheel.sh", "tests/sync"} <= set(named)
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("workflow", WORKFLOWS.values(), ids=WORKFLOWS)
def test_a_workflow_has_no_permissions_and_one_run_at_a_time(workflow: dict[str, Any]) -> None:
    assert workflow["permissions"] == {}
    assert "github.workflow" not in workflow["concurrency"]["group"]


@pytest.mark.parametrize("job", JOBS)
def test_a_job_may_read_or_publish_and_not_both(job: dict[str, Any]) -> None:
    publishes = job.get("environment") == "pypi"
    assert job["permissions"] == ({"id-token": "write"} if publishes else {"contents": "read"})
    runs = [step for step in job.get("steps", ()) if "run" in step]
    assert not (publishes and runs)


def test_no_checkout_keeps_its_credentials() -> None:
    checkouts = [step for step in steps() if step.get("uses", "").startswith("actions/checkout")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_the_versions_of_python_are_those_promised_and_the_next() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    promised = re.findall(r":: (3\.\d+)$", "\n".join(project["classifiers"]), re.MULTILINE)
    tested = WORKFLOWS["test.yml"]["jobs"]["linux"]["strategy"]["matrix"]["python"]
    assert tested == list(dict.fromkeys([*promised, "3.14"]))


@pytest.mark.parametrize(
    ("tag", "changelog", "refusal"),
    [
        ("v1.2.3", "## [1.2.3] - 2026-01-31", ""),
        ("v1.2.4", "## [1.2.3] - 2026-01-31", "the tag v1.2.4 is not v1.2.3"),
        ("v1.2.3", "## [Unreleased]", "no section for 1.2.3"),
    ],
)
def test_a_tag_that_is_not_the_version_is_not_released(
    tmp_path: Path, tag: str, changelog: str, refusal: str
) -> None:
    (script,) = (step["run"] for step in steps() if "GITHUB_REF_NAME" in step.get("run", ""))
    (tmp_path / "smartlead_async").mkdir()
    version = (ROOT / "smartlead_async" / "_version.py").read_text("utf-8")
    version = re.sub(r'(__version__ = )".+"', r'\1"1.2.3"', version)
    (tmp_path / "smartlead_async" / "_version.py").write_text(version, "utf-8")
    (tmp_path / "CHANGELOG.md").write_text(f"{changelog}\n", "utf-8")
    done = subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=tmp_path,
        env={"GITHUB_REF_NAME": tag, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) is (refusal == "")
    assert refusal in done.stderr


@pytest.mark.parametrize("path", sorted((ROOT / ".github").rglob("*.yml")), ids=lambda p: p.name)
def test_the_files_of_github_parse(path: Path) -> None:
    assert isinstance(yaml.safe_load(path.read_text("utf-8")), dict)


def test_an_issue_shows_the_doctor_and_no_key() -> None:
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/bug.yml").read_text("utf-8"))
    assert "smartlead doctor" in str(form["body"])
    assert "Never paste an API key" in form["body"][0]["attributes"]["value"]
