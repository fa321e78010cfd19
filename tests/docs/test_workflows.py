"""The public workflows: actions pinned by digest, least permissions, nothing that is not there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
USES = re.compile(r"uses: (\S+)(.*)")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_is_pinned_and_may_do_nothing_by_default(path: Path):
    text = path.read_text("utf-8")
    for action, comment in USES.findall(text):
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action
    assert "\npermissions: {}\n" in text
    assert text.count("persist-credentials: false") == text.count("actions/checkout@")


def test_an_action_has_one_digest():
    uses = {found for path in WORKFLOWS for found in USES.findall(path.read_text("utf-8"))}
    names = [action.partition("@")[0] for action, _ in uses]
    assert sorted(names) == sorted(set(names))


def test_what_the_workflows_run_is_there():
    text = "".join(path.read_text("utf-8") for path in WORKFLOWS)
    for name in re.findall(r"(?:scripts/\w+\.\w+|\./\.ci/run|tests/\w+)", text):
        assert (ROOT / name).exists(), name
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"make (\w+)", text):
        assert f"\n{target}: " in makefile, target


def test_every_supported_version_of_python_is_tested_and_the_next():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    supported = [line.rpartition(" ")[2] for line in project["classifiers"] if ":: 3." in line]
    (tested,) = re.findall(r"python: \[(.*)\]", (WORKFLOWS[-1]).read_text("utf-8"))
    assert tested.replace('"', "").split(", ") == [*supported, "3.14"]
