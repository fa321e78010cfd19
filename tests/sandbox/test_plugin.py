"""The pytest plugin, in a project of a user's."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]

CONFTEST = 'pytest_plugins = ["smartlead_async.sandbox.pytest_plugin"]'
TESTS = """
import pytest
from smartlead_async import NotFoundError, Smartlead

def client_of(sandbox):
    return Smartlead(sandbox.api_key, base_url=sandbox.base_url)

@pytest.mark.asyncio
async def test_async(smartlead_sandbox):
    async with client_of(smartlead_sandbox) as smartlead:
        await smartlead.campaigns.create(name="Spring")
    smartlead_sandbox.assert_requested("POST", "/campaigns/create")

@pytest.mark.asyncio
async def test_environment(smartlead_environment):
    async with Smartlead() as smartlead:
        await smartlead.campaigns.create(name="Spring")
    smartlead_environment.assert_requested("POST", "/campaigns/create", json={"name": "Spring"})

async def ask(sandbox):
    async with client_of(sandbox) as smartlead:
        with pytest.raises(NotFoundError):
            await smartlead.request("GET", "/campains")

@pytest.mark.asyncio
async def test_unknown(smartlead_sandbox):
    await ask(smartlead_sandbox)

@pytest.mark.asyncio
@pytest.mark.smartlead_unknown_routes
async def test_unknown_on_purpose(smartlead_sandbox):
    await ask(smartlead_sandbox)
"""


def test_fixtures_and_unknown_routes(pytester: pytest.Pytester):
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(TESTS)
    result = pytester.runpytest_subprocess("-q", "--strict-markers", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=4, errors=1)
    result.stdout.fnmatch_lines(
        ["no route of the API has these requests:", "  GET /campains → 404", "Mark the test with *"]
    )


SYNC_TESTS = """
from smartlead_sync import Smartlead

def test_environment(smartlead_environment):
    with Smartlead() as smartlead:
        smartlead.campaigns.create(name="Spring")
    smartlead_environment.assert_requested("POST", "/campaigns/create", json={"name": "Spring"})

def test_unknown(smartlead_sandbox):
    with Smartlead(smartlead_sandbox.api_key, base_url=smartlead_sandbox.base_url) as smartlead:
        smartlead.request("GET", "/campains")
"""


def test_fixtures_without_await(pytester: pytest.Pytester):
    pytester.makeconftest('pytest_plugins = ["smartlead_sync.sandbox.pytest_plugin"]')
    pytester.makepyfile(SYNC_TESTS)
    result = pytester.runpytest_subprocess("-q", "--strict-markers", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, failed=1, errors=1)
