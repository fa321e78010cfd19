"""The tests in the documentation are green."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

PAGE = (Path(__file__).parents[2] / "docs" / "sandbox.md").read_text("utf-8")
FILE = re.compile(r"^```python\n# (\w+\.py)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROJECTS = {
    section.partition("\n")[0]: dict(FILE.findall(section))
    for section in PAGE.split("\n## ")
    if FILE.search(section)
}
OPTIONS = ("asyncio_mode=auto", "asyncio_default_fixture_loop_scope=function")


@pytest.mark.parametrize("title", PROJECTS)
def test_a_project_of_the_page_is_green(pytester: pytest.Pytester, title: str):
    pytester.syspathinsert()
    for name, source in (PROJECTS["A first test"] | PROJECTS[title]).items():
        pytester.path.joinpath(name).write_text(source, "utf-8")
    options = [word for option in OPTIONS for word in ("-o", option)]
    result = pytester.runpytest("-p", "no:cacheprovider", *options)
    result.assert_outcomes(passed=1)


def test_there_are_projects_of_each_kind():
    assert list(PROJECTS) == ["A first test", "A first test without await", "With unittest"]
