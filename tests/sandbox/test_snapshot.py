"""A snapshot of the account, and back to it."""

from __future__ import annotations

import pytest

import smartlead_sync.sandbox
from smartlead_async.sandbox import Sandbox

from .campaigns import active_campaign, sent


@pytest.fixture
def sandbox() -> Sandbox:
    """One that does not listen."""
    return Sandbox(seed=1)


def test_restoring_undoes_whatever_was_changed(sandbox: Sandbox):
    state = sandbox.state
    id_ = state.seed_campaign("Q1")
    state.seed_leads(id_, 2)
    before = sandbox.snapshot()
    state.campaigns[id_].fields["name"] = "Q2"
    state.seed_leads(id_, 1)
    state.block_list.add("example.org")
    state.lead_limit = 3
    sandbox.restore(before)
    assert sandbox.state is state
    assert (state.campaigns, state.leads) == (before.campaigns, before.leads)
    assert (state.block_list, state.lead_limit) == (set(), None)


def test_a_lead_is_still_one_object_for_the_account_and_its_campaigns(sandbox: Sandbox):
    id_ = sandbox.state.seed_campaign("Q1")
    (lead_id,) = sandbox.state.seed_leads(id_, 1)
    sandbox.restore(sandbox.snapshot())
    row = sandbox.state.campaigns[id_].leads[lead_id]
    assert row.lead is sandbox.state.leads[lead_id]


async def test_after_each_restore_the_same_happens_again(sandbox: Sandbox):
    campaign = active_campaign(sandbox, leads=20, steps=2, accounts=2)
    sandbox.behaviour(open=0.5, reply=0.3, unsubscribe=0.1)
    await sandbox.advance(hours=3)
    snapshot = sandbox.snapshot()
    runs = []
    for _ in range(2):
        await sandbox.advance(days=3)
        runs.append(sandbox.state.campaigns)
        sandbox.restore(snapshot)
    assert runs[0] == runs[1]
    restored = sandbox.state.campaigns[campaign.fields["id"]]
    assert 0 < len(sent(restored)) < len(sent(runs[0][campaign.fields["id"]]))
    assert sandbox.state.now() == "2026-01-05T12:00:00.000Z"


async def test_what_is_restored_has_no_part_in_the_snapshot(sandbox: Sandbox):
    snapshot = sandbox.snapshot()
    sandbox.restore(snapshot)
    sandbox.state.seed_campaign("Q1")
    assert not snapshot.campaigns


async def test_deliveries_that_are_due_are_given_up(sandbox: Sandbox):
    state = sandbox.state
    state.put_webhook(webhook_url="http://127.0.0.1:9/")
    id_ = state.seed_campaign("Q1")
    state.seed_leads(id_, 2)
    snapshot = sandbox.snapshot()
    sandbox.webhook_faults(delay=60)
    sandbox.reply(id_, "lead1@company1.example")
    sandbox.restore(snapshot)
    await sandbox.settle()
    assert [each.attempts for each in sandbox.deliveries] == [0]
    assert state.now() == "2026-01-05T09:00:00.000Z"


def test_another_sandbox_goes_on_with_the_same_ids(sandbox: Sandbox):
    sandbox.state.seed_campaign("Q1")
    snapshot = sandbox.snapshot()
    other = smartlead_sync.sandbox.Sandbox(seed=2)
    other.restore(snapshot)
    assert other.state.seed_campaign() == sandbox.state.seed_campaign()
    assert other.state.random.random() == sandbox.state.random.random()
