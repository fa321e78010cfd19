"""What a user's test may ask about the requests, and how an account is put back."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest

from smartlead_async import ConfigurationError, Smartlead
from smartlead_async.sandbox import Sandbox
from smartlead_async.sandbox._requests import KEPT_BODIES, RequestLog, RequestRecord

PEOPLE = [{"email": "ada@example.com", "first_name": "Ada"}]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(rate_limits=()) as sandbox:
        yield sandbox


@pytest.fixture
async def smartlead(sandbox: Sandbox) -> AsyncIterator[Smartlead]:
    async with Smartlead(sandbox.api_key, base_url=sandbox.base_url) as smartlead:
        yield smartlead


async def test_requests_are_records_without_the_key(sandbox, smartlead):
    campaign = await smartlead.campaigns.create(name="Spring")
    await smartlead.leads.list(campaign.id, limit=5)
    created, listed = sandbox.requests
    assert (created.method, created.path, created.status) == ("POST", "/campaigns/create", 200)
    assert created.json == {"name": "Spring"}
    assert (listed.query["limit"], listed.json) == ("5", None)
    assert sandbox.request_count == 2
    assert list(sandbox.log) == sandbox.requests
    assert sandbox.api_key not in f"{sandbox.requests}{listed}"


async def test_a_request_is_asserted_by_what_is_given(sandbox, smartlead):
    campaign = await smartlead.campaigns.create(name="Spring")
    await smartlead.leads.upload(campaign.id, PEOPLE)
    (added,) = sandbox.assert_requested(
        "post", "/campaigns/{id}/leads", json={"lead_list": [{"email": "ada@example.com"}]}
    )
    assert added.json["lead_list"][0]["first_name"] == "Ada"
    sandbox.assert_requested("POST", "/campaigns/*/leads", times=1)
    await smartlead.leads.list(campaign.id, limit=5)
    sandbox.assert_requested("GET", f"/campaigns/{campaign.id}/leads", query={"limit": 5})
    sandbox.assert_not_requested("DELETE", "/campaigns/{id}")
    sandbox.assert_not_requested("GET", "/campaigns/{id}/leads", query={"limit": 6})


async def test_a_failure_shows_the_nearest_requests(sandbox, smartlead):
    campaign = await smartlead.campaigns.create(name="Spring")
    await smartlead.leads.upload(campaign.id, PEOPLE)
    with pytest.raises(AssertionError) as caught:
        sandbox.assert_requested(
            "POST", "/campaigns/{id}/leads", json={"lead_list": [{"email": "eve@example.com"}]}
        )
    lines = str(caught.value).splitlines()
    assert lines[0].startswith("expected at least once, but found 0 times: POST /campaigns/{id}")
    assert lines[1] == "  nearest:"
    assert re.match(r"    POST /campaigns/\d+/leads \{.*ada@example.com.*\} → 200", lines[2])
    assert lines[3].strip() == (
        'json.lead_list[0].email is "ada@example.com", not "eve@example.com"'
    )
    with pytest.raises(AssertionError, match="expected 2 times, but found 1 times") as twice:
        sandbox.assert_requested("POST", "/campaigns/create", times=2)
    assert '  as expected:\n    POST /campaigns/create {"name": "Spring"} → 200' in str(twice.value)
    with pytest.raises(AssertionError, match="expected 0 times, but found 1"):
        sandbox.assert_not_requested("POST", "/campaigns/create")


def test_only_the_newest_bodies_are_kept():
    log = RequestLog()
    for number in range(KEPT_BODIES + 2):
        log.append(RequestRecord(0.0, "POST", "/", body=b"%d" % number))
    assert [record.body for record in log][:3] == [None, None, b"2"]
    assert (log[0].json, log[2].json) == (None, 2)
    assert not list(RequestLog([log[5]], maxlen=0))


async def test_an_account_is_put_back(sandbox, smartlead):
    campaign = await smartlead.campaigns.create(name="Spring")
    state, before = sandbox.state, sandbox.snapshot()
    first = await smartlead.campaigns.create(name="Summer")
    await smartlead.leads.upload(campaign.id, PEOPLE)
    sandbox.restore(before)
    assert sandbox.state is state
    assert [each.id for each in await smartlead.campaigns.list()] == [campaign.id]
    assert sandbox.leads_of(campaign.id) == []
    assert (await smartlead.campaigns.create(name="Summer")).id == first.id
    sandbox.restore(before)  # a snapshot is not used up
    assert [each.id for each in await smartlead.campaigns.list()] == [campaign.id]


async def test_the_demo_data_set_has_everything_in_every_state():
    async with (
        Sandbox(seed="demo", rate_limits=()) as sandbox,
        Smartlead(sandbox.api_key, base_url=sandbox.base_url) as smartlead,
    ):
        campaigns = {each.name: each for each in await smartlead.campaigns.list()}
        assert {name: each.status for name, each in campaigns.items()} == {
            "Summer": "DRAFTED",
            "Spring": "ACTIVE",
            "Autumn": "PAUSED",
        }
        spring = campaigns["Spring"].id
        assert len(await smartlead.campaigns.get_sequences(spring)) == 3
        assert len(await smartlead.campaigns.list_email_accounts(spring)) == 3
        rows = [row async for row in smartlead.leads.iterate(spring)]
        assert {row.status for row in rows} >= {
            *("STARTED", "INPROGRESS", "COMPLETED", "BLOCKED", "PAUSED")
        }
        replies = [reply async for reply in smartlead.inbox.iterate_replies()]
        assert replies
        accounts = [account async for account in smartlead.email_accounts.iterate()]
        assert [account.is_smtp_success for account in accounts].count(False) == 1
        (client,) = await smartlead.clients.list()
        assert client.name == "Acme"
        await sandbox.advance(days=7)
        assert any(row.history[-1]["email_seq_number"] == 2 for row in _rows(sandbox, spring))


def _rows(sandbox, campaign_id):
    return [row for row in sandbox.campaigns[campaign_id].leads.values() if row.history]


async def test_the_demo_data_set_is_the_same_each_time():
    one, other = (Sandbox(seed="demo", start=None) for _ in range(2))
    assert one.state.lead_ids == other.state.lead_ids
    assert one.state.campaigns.keys() == other.state.campaigns.keys()


def test_an_unknown_data_set_is_refused_with_the_names():
    with pytest.raises(ConfigurationError, match="name of a data set: demo"):
        Sandbox(seed="dmeo")
