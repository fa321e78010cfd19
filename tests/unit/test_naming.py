"""The name of a client precedes its errors and log lines."""

from __future__ import annotations

import logging
import pickle

import pytest

from smartlead_async import (
    ConfigurationError,
    NotFoundError,
    ServerError,
    Smartlead,
    UploadError,
)
from smartlead_async.helpers import BlockError, block_many
from smartlead_async.sandbox import Sandbox


async def failing(sandbox: Sandbox, **options: object) -> NotFoundError:
    async with Smartlead(sandbox.api_key, base_url=sandbox.base_url, **options) as smartlead:
        with pytest.raises(NotFoundError) as caught:
            await smartlead.with_options(timeout=9).leads.get_by_email("nobody@example.com")
    return caught.value


async def test_errors_say_whose_call_failed():
    async with Sandbox() as sandbox:
        error = await failing(sandbox, name=" acme ")
        nameless = await failing(sandbox)
    assert str(error) == "acme: GET /leads/ → 200: no lead has the address nobody@example.com"
    assert (error.client, nameless.client) == ("acme", None)
    assert str(pickle.loads(pickle.dumps(error))) == str(error) == f"acme: {nameless}"


async def test_log_lines_and_attempts_say_whose_they_are(caplog):
    attempts = []
    async with Sandbox() as sandbox:
        sandbox.fault("status", status=503)
        sandbox.fault("rate_limited", retry_after=0.0)
        with caplog.at_level(logging.DEBUG, "smartlead_async"):
            async with Smartlead(
                sandbox.api_key, base_url=sandbox.base_url, name="50 %", on_attempt=attempts.append
            ) as smartlead:
                with pytest.raises(ServerError):
                    await smartlead.with_options(max_retries=0).campaigns.list()
    assert {info.client for info in attempts} == {"50 %"}
    lines = [record.getMessage() for record in caplog.records if record.name == "smartlead_async"]
    assert lines
    assert all(line.startswith("50 %: ") for line in lines)


async def test_the_name_is_in_the_repr():
    async with Smartlead("key", name="acme") as smartlead:
        assert repr(smartlead) == "<Smartlead acme https://server.smartlead.ai/api/v1>"
        assert repr(smartlead.campaigns) == "<Campaigns of acme>"
    async with Smartlead("key") as nameless:
        assert repr(nameless.leads) == "<Leads>"


@pytest.mark.parametrize("name", ["", " ", "a\nb", 5])
async def test_a_name_is_printable_text(name):
    with pytest.raises(ConfigurationError, match="name must be printable text"):
        Smartlead("key", name=name)


async def test_an_upload_that_stops_says_whose_it_is():
    async with Sandbox() as sandbox:
        campaign = sandbox.seed_campaign("Spring")
        sandbox.fault("status", status=503, times=None)
        async with Smartlead(
            sandbox.api_key, base_url=sandbox.base_url, name="acme", max_retries=0
        ) as smartlead:
            with pytest.raises(UploadError) as caught:
                await smartlead.leads.upload(campaign, [{"email": "ada@example.com"}], patience=0)
            with pytest.raises(BlockError) as blocking:
                await block_many(smartlead, ["rival.example"])
    assert caught.value.client == blocking.value.client == "acme"
    assert str(caught.value).startswith("acme: the upload stopped after 1 leads")
    assert str(caught.value).count("acme") == str(blocking.value).count("acme") == 1
