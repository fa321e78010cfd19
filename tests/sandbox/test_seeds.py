"""The data sets of the sandbox."""

from __future__ import annotations

from collections import Counter

import pytest

from smartlead_async import ConfigurationError
from smartlead_async.sandbox import Campaign, Sandbox
from tests.support import client_of

from .campaigns import sent


def campaign_of(sandbox: Sandbox, status: str) -> Campaign:
    campaigns = sandbox.state.campaigns.values()
    return next(each for each in campaigns if each.fields["status"] == status)


def test_the_demo_holds_a_lead_in_every_state():
    rows = campaign_of(Sandbox(seed="demo"), "ACTIVE").leads.values()
    assert Counter(row.status for row in rows) == {
        "STARTED": 3,
        "INPROGRESS": 2,  # one has left
        "COMPLETED": 4,  # three of them replied
        "PAUSED": 1,
        "BLOCKED": 2,  # one bounced
    }
    assert [row.is_unsubscribed for row in rows].count(True) == 1
    assert [row.is_bounced for row in rows].count(True) == 1
    assert Counter(row.lead_category_id for row in rows) == {None: 10, 1: 1, 2: 1}
    replies = [row for row in rows if row.messages("REPLY")]
    assert [row.inbox.is_read for row in replies] == [False, True, True]


def test_what_has_happened_lies_in_the_past():
    sandbox = Sandbox(seed="demo")
    assert sandbox.state.now() == "2026-01-05T09:00:00.000Z"
    assert not sandbox.state.outbox
    made = {each.fields["created_at"][:10] for each in sandbox.state.campaigns.values()}
    assert made == {"2025-12-15"}
    times = [time for campaign in sandbox.state.campaigns.values() for time, _ in sent(campaign)]
    assert "2025-12-22" < min(times) < max(times) < "2026-01-02"


def test_it_is_the_same_each_time():
    one, two = (Sandbox(seed="demo").state for _ in range(2))
    assert one.campaigns == two.campaigns
    assert one.email_accounts == two.email_accounts
    assert one.random.random() == two.random.random()


@pytest.mark.parametrize("dialect", ["reference", "live"])
async def test_clients_can_read_it(dialect: str):
    async with (
        Sandbox(seed="demo", dialect=dialect, rate_limits=()) as sandbox,
        client_of(sandbox.base_url, sandbox.api_key) as smartlead,
    ):
        statuses = {each.status: each for each in await smartlead.campaigns.list(include_tags=True)}
        assert statuses.keys() == {"ACTIVE", "PAUSED", "DRAFTED"}
        active = statuses["ACTIVE"]
        assert [tag.tag_name for tag in active.tags] == ["Priority"]
        assert len(await smartlead.campaigns.get_sequences(active.id)) == 3
        assert len(await smartlead.leads.list(active.id)) == 12
        accounts = await smartlead.email_accounts.list()
        assert [each.is_smtp_success for each in accounts] == [True, True, False, True]
        assert accounts.items[3].warmup_details.blocked_reason
        (client,) = await smartlead.clients.list()
        assert (client.id, client.name) == (active.client_id, "Acme")
        assert len([each async for each in smartlead.inbox.iterate_unread()]) == 2
        assert sandbox.state.webhooks


async def test_its_active_campaign_goes_on():
    async with Sandbox(seed="demo") as sandbox:
        campaign = campaign_of(sandbox, "ACTIVE")
        before = sent(campaign)
        await sandbox.advance(hours=8)
    new = [each for each in sent(campaign) if each not in before]
    assert Counter(step for _, step in new) == {1: 3, 2: 1}
    used = {row.email_account_id for row in campaign.leads.values()}
    assert used == set(campaign.email_account_ids[:2])  # the third cannot log in
    assert {each.event_type for each in sandbox.deliveries} == {"EMAIL_SENT"}


def test_an_unknown_name_is_refused():
    with pytest.raises(ConfigurationError, match="no data set 'dmeo'; there is demo"):
        Sandbox(seed="dmeo")
