"""The pytest plugins, as a user's project has them."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]

TESTS = """
import pytest
from smartlead_{kind} import APIError, Smartlead

@pytest.fixture
def smartlead_sandbox_options():
    return {{"api_key": "mine", "rate_limits": ()}}

{a}def test_with_a_client_of_its_own(smartlead_environment, smartlead_sandbox):
    {a}with Smartlead() as smartlead:
        {w}smartlead.campaigns.create(name="Q1")
    assert smartlead_environment is smartlead_sandbox
    assert smartlead_environment.api_key == "mine"
    smartlead_environment.assert_requested("POST", "/campaigns/create", json={{"name": "Q1"}})

{a}def ask(path):
    {a}with Smartlead() as smartlead:
        with pytest.raises(APIError):
            {w}smartlead.request("GET", path)

{a}def test_unknown_route(smartlead_environment):
    {w}ask("/campaings")

@pytest.mark.smartlead_unknown_routes
{a}def test_unknown_route_on_purpose(smartlead_environment):
    {w}ask("/campaings")

{a}def test_that_nothing_is_there(smartlead_environment):
    {w}ask("/campaigns/1")

{a}def test_other_failure(smartlead_environment):
    {w}ask("/campaings")
    smartlead_environment.assert_not_requested("GET", "/campaings")
"""

ASYNCIO = ["-o", "asyncio_mode=auto", "-o", "asyncio_default_fixture_loop_scope=function"]


@pytest.mark.parametrize(
    ("kind", "words", "options"),
    [
        ("async", {"a": "async ", "w": "await "}, ASYNCIO),
        ("sync", {"a": "", "w": ""}, ["-p", "no:asyncio"]),
    ],
)
def test_a_request_without_a_route_fails_the_test_unless_marked(
    pytester: pytest.Pytester, kind, words, options
):
    pytester.makeconftest(f'pytest_plugins = ["smartlead_{kind}.sandbox.pytest_plugin"]')
    pytester.makepyfile(TESTS.format(kind=kind, **words))
    result = pytester.runpytest("-p", "no:cacheprovider", "--strict-markers", *options)
    result.assert_outcomes(passed=3, failed=2)
    result.stdout.re_match_lines_random(
        [
            "The API has no route for:",
            "  GET /campaings → 404",
            "If that is meant, mark the test: @pytest.mark.smartlead_unknown_routes",
            "E +AssertionError: 1 request instead of 0: GET /campaings",
        ]
    )
    assert result.stdout.lines.count("The API has no route for:") == 1
