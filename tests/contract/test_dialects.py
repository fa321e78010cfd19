"""Every method against the sandbox, in both dialects, over real sockets."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from smartlead_async import NotFoundError, SequenceDelay, SequenceStep, SequenceVariant, Smartlead
from smartlead_async.sandbox import Sandbox
from tests.contract.calls import PAGES
from tests.support import client_of

ADDRESS = "ada@example.com"
STEPS = [
    SequenceStep(
        seq_number=number,
        seq_delay_details=SequenceDelay(delay_in_days=number),
        variant_distribution_type="MANUALLY_EQUAL",
        variants=[SequenceVariant(subject="Hi", email_body="<p>Hi</p>", variant_label="A")],
    )
    for number in (1, 2)
]


def days_until_tomorrow(count: int) -> dict[str, dt.date]:
    """Return a range of days that holds today, even if midnight comes before the answer."""
    last = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    return {"start_date": last - dt.timedelta(days=count), "end_date": last}


@pytest.fixture(params=["reference", "live"])
async def sandbox(request: pytest.FixtureRequest) -> AsyncIterator[Sandbox]:
    async with Sandbox(dialect=request.param, rate_limits=()) as sandbox:
        yield sandbox


@pytest.fixture
async def smartlead(sandbox: Sandbox) -> AsyncIterator[Smartlead]:
    async with client_of(sandbox.base_url, sandbox.api_key) as smartlead:
        yield smartlead


class World:
    """A sandbox with something in it, and what a client has done to it."""

    def __init__(self, sandbox: Sandbox, smartlead: Smartlead) -> None:
        self.sandbox, self.smartlead = sandbox, smartlead
        self.id = sandbox.seed_campaign("Q1", 7)
        self.leads = sandbox.seed_leads(self.id, 8)
        self.accounts = sandbox.seed_email_accounts(2)

    @property
    def state(self) -> Any:
        return self.sandbox.campaigns[self.id]

    @property
    def is_live(self) -> bool:
        return self.sandbox.dialect.name == "live"


@pytest.fixture
def world(sandbox: Sandbox, smartlead: Smartlead) -> World:
    return World(sandbox, smartlead)


async def campaigns_list(w: World):
    (campaign,) = await w.smartlead.campaigns.list(client_id=7, include_tags=True)
    assert (campaign.id, campaign.name, campaign.client_id) == (w.id, "Q1", 7)
    assert await w.smartlead.campaigns.list(client_id=8) == []


async def campaigns_get(w: World):
    assert (await w.smartlead.campaigns.get(w.id, include_tags=True)).name == "Q1"


async def campaigns_create(w: World):
    made = await w.smartlead.campaigns.create(name="Q2", client_id=None)
    assert w.sandbox.campaigns[made.id].fields["name"] == made.name == "Q2"


async def campaigns_update_status(w: World):
    for status in ("ACTIVE", "PAUSED"):
        assert (await w.smartlead.campaigns.update_status(w.id, status)).ok
        assert w.state.fields["status"] == status


async def campaigns_update_schedule(w: World):
    await w.smartlead.campaigns.update_schedule(
        w.id,
        timezone="America/New_York",
        days_of_the_week=[1, 5],
        start_hour="09:00",
        end_hour="19:00",
        min_time_btw_emails=24,
        max_leads_per_day=100,
    )
    campaign = await w.smartlead.campaigns.get(w.id)
    assert campaign.scheduler_cron_value.days == (1, 5)
    assert (campaign.min_time_btwn_emails, campaign.max_leads_per_day) == (24, 100)


async def campaigns_update_settings(w: World):
    await w.smartlead.campaigns.update_settings(
        w.id,
        track_settings=["DONT_EMAIL_OPEN", "DONT_LINK_CLICK"],
        stop_lead_settings="OPENED_EMAIL",
        follow_up_percentage=20,
        client_id=None,
    )
    campaign = await w.smartlead.campaigns.get(w.id)
    assert campaign.track_settings == ("DONT_EMAIL_OPEN", "DONT_LINK_CLICK")
    assert (campaign.stop_lead_settings, campaign.client_id) == ("OPENED_EMAIL", None)


async def campaigns_get_sequences(w: World):
    assert await w.smartlead.campaigns.get_sequences(w.id) == []


async def campaigns_save_sequences(w: World):
    await w.smartlead.campaigns.save_sequences(w.id, STEPS)
    first, second = await w.smartlead.campaigns.get_sequences(w.id)
    assert (first.seq_number, second.seq_delay_details.delay_in_days) == (1, 2)
    worded = second.variants[0] if second.variants else second  # live: the step's own text
    assert worded.subject == "Hi"
    await w.smartlead.campaigns.save_sequences(w.id, [first])


async def campaigns_delete(w: World):
    await w.smartlead.campaigns.delete(w.id)
    with pytest.raises(NotFoundError):
        await w.smartlead.campaigns.get(w.id)


async def campaigns_list_email_accounts(w: World):
    assert await w.smartlead.campaigns.list_email_accounts(w.id) == []
    await w.smartlead.campaigns.add_email_accounts(w.id, w.accounts)
    found = await w.smartlead.campaigns.list_email_accounts(w.id, include_tags=True)
    assert [account.id for account in found] == w.accounts
    assert found[0].warmup_enabled is True


async def campaigns_add_email_accounts(w: World):
    await w.smartlead.campaigns.add_email_accounts(w.id, w.accounts[:1])
    assert w.state.email_account_ids == w.accounts[:1]


async def campaigns_remove_email_accounts(w: World):
    w.state.email_account_ids = list(w.accounts)
    await w.smartlead.campaigns.remove_email_accounts(w.id, w.accounts[:1])
    assert w.state.email_account_ids == w.accounts[1:]


async def leads_list_campaigns(w: World):
    (campaign,) = await w.smartlead.leads.list_campaigns(w.leads[0])
    assert (campaign.id, campaign.name) == (w.id, "Q1")


async def leads_list(w: World):
    page = await w.smartlead.leads.list(w.id, limit=3, offset=1)
    assert [item.lead.id for item in page] == w.leads[1:4]
    assert (page.total, page.has_more) == (8, True)
    replied = await w.smartlead.leads.list(w.id, status="COMPLETED", email_status="is_replied")
    assert [item.lead.id for item in replied] == w.leads[2::4]


async def leads_get_by_email(w: World):
    lead = await w.smartlead.leads.get_by_email("lead0@company0.example")
    assert (lead.id, lead.lead_campaign_data[0].campaign_id) == (w.leads[0], w.id)
    with pytest.raises(NotFoundError):
        await w.smartlead.leads.get_by_email("nobody@example.com")


async def leads_list_categories(w: World):
    categories = await w.smartlead.leads.list_categories()
    assert categories[0].name == "Interested"


async def leads_add(w: World):
    result = await w.smartlead.leads.add(w.id, [{"email": ADDRESS, "custom_fields": {"age": 36}}])
    assert result.added == 1
    assert w.sandbox.leads_of(w.id)[-1]["custom_fields"] == {"age": "36"}


async def leads_update(w: World):
    lead = w.leads[0]
    await w.smartlead.leads.update(
        w.id, lead, email=ADDRESS, first_name="", custom_fields={"new": True}
    )
    fields = w.sandbox.leads[lead]
    assert (fields["email"], fields["first_name"]) == (ADDRESS, "")
    assert fields["custom_fields"] == {"row": "0", "new": "true"}


async def leads_pause(w: World):
    assert (await w.smartlead.leads.pause(w.id, w.leads[1])).ok
    assert w.state.leads[w.leads[1]].status == "PAUSED"


async def leads_resume(w: World):
    await w.smartlead.leads.pause(w.id, w.leads[1])
    await w.smartlead.leads.resume(w.id, w.leads[1], resume_lead_with_delay_days=2)
    assert w.state.leads[w.leads[1]].status == "INPROGRESS"
    await w.smartlead.leads.resume(w.id, w.leads[0])


async def leads_delete(w: World):
    assert (await w.smartlead.leads.delete(w.id, w.leads[0])).ok
    assert w.leads[0] not in w.state.leads


async def leads_unsubscribe(w: World):
    await w.smartlead.leads.unsubscribe(w.id, w.leads[0])
    assert w.state.leads[w.leads[0]].is_unsubscribed


async def leads_unsubscribe_globally(w: World):
    assert (await w.smartlead.leads.unsubscribe_globally(w.leads[0])).ok is True
    assert (await w.smartlead.leads.unsubscribe_globally(w.leads[0])).ok is False


async def leads_block(w: World):
    await w.smartlead.leads.block(email=ADDRESS)
    await w.smartlead.leads.block(domain="example.org")
    assert w.sandbox.block_list == {ADDRESS, "example.org"}


async def leads_get_message_history(w: World):
    sent, reply = await w.smartlead.leads.get_message_history(w.id, w.leads[2])
    assert (sent.type, reply.type) == ("SENT", "REPLY")
    assert sent.message_id is not None


async def leads_reply(w: World):
    _, received = await w.smartlead.leads.get_message_history(w.id, w.leads[2])
    await w.smartlead.leads.reply(
        w.id,
        lead_id=w.leads[2],
        email_body="<p>Thanks</p>",
        reply_message_id=received.message_id,
        reply_email_time=received.time,
        email_stats_id=received.stats_id,
    )
    assert w.state.leads[w.leads[2]].history[-1]["email_body"] == "<p>Thanks</p>"


async def leads_export(w: World):
    exported = [lead async for lead in w.smartlead.leads.export(w.id)]
    assert [lead.id for lead in exported] == w.leads
    assert exported[2].custom_fields == {"row": "2"}
    assert exported[2].is_interested is True


async def email_accounts_list(w: World):
    page = await w.smartlead.email_accounts.list(esp="GMAIL", is_smtp_success=True)
    assert [account.id for account in page] == w.accounts[:1]


async def email_accounts_create(w: World):
    made = await w.smartlead.email_accounts.create(
        from_name="Ada",
        from_email=ADDRESS,
        username="ada",
        password="hunter2",
        smtp_host="smtp.example.com",
        smtp_port=587,
        smtp_port_type="TLS",
        imap_host="imap.example.com",
        imap_port=993,
        max_email_per_day=50,
        bcc=None,
    )
    account = w.sandbox.email_accounts[made.id]
    assert (account["username"], account["password"]) == ("ada", "hunter2")
    assert account["message_per_day"] == 50


async def email_accounts_update(w: World):
    await w.smartlead.email_accounts.update(w.accounts[0], signature=None, max_email_per_day=9)
    assert w.sandbox.email_accounts[w.accounts[0]]["message_per_day"] == 9


async def email_accounts_get(w: World):
    account = await w.smartlead.email_accounts.get(w.accounts[0], fetch_campaigns=True)
    assert (account.id, account.campaign_ids) == (w.accounts[0], ())


async def email_accounts_configure_warmup(w: World):
    await w.smartlead.email_accounts.configure_warmup(
        w.accounts[0], warmup_enabled=False, total_warmup_per_day=20, reply_rate_percentage=30
    )
    assert w.sandbox.email_accounts[w.accounts[0]]["warmup_details"]["status"] == "INACTIVE"


async def email_accounts_get_warmup_stats(w: World):
    stats = await w.smartlead.email_accounts.get_warmup_stats(w.accounts[0])
    assert (stats.total_sent, stats.spam_count, len(stats.daily_stats)) == (140, 3, 7)


async def analytics_get_campaign_statistics(w: World):
    page = await w.smartlead.analytics.get_campaign_statistics(w.id, email_status="replied")
    assert {row.lead_email for row in page} == {
        "lead2@company2.example",
        "lead6@company6.example",
    }
    rows = w.smartlead.analytics.iterate_campaign_statistics(w.id, page_size=1)
    assert len([row async for row in rows]) == page.total + 4 == 6


async def analytics_get_campaign_by_date(w: World):
    rows = await w.smartlead.analytics.get_campaign_by_date(w.id, **days_until_tomorrow(30))
    assert sum(row.total_sent for row in rows) == 6


async def analytics_get_campaign(w: World):
    totals = await w.smartlead.analytics.get_campaign(w.id)
    assert (totals.id, totals.total_sent, totals.total_replied) == (w.id, 6, 2)


async def analytics_get_overview(w: World):
    overview = await w.smartlead.analytics.get_overview(**days_until_tomorrow(1))
    assert (overview.sent, overview.replied) == (6, 2)


async def webhooks_create(w: World):
    made = await w.smartlead.webhooks.create(
        webhook_url="https://example.com/hook",
        event_types=["EMAIL_REPLY"],
        name="CRM",
        email_campaign_id=w.id,
    )
    webhook = w.sandbox.webhooks[made.id]
    assert (webhook["webhook_url"], webhook["name"]) == ("https://example.com/hook", "CRM")
    assert webhook.get("association_type") == ("campaign" if w.is_live else None)


async def webhooks_list(w: World):
    made = await w.smartlead.webhooks.create(webhook_url="https://example.com/hook")
    if w.is_live:
        with pytest.raises(NotFoundError, match="Cannot GET"):
            await w.smartlead.webhooks.list()
    else:
        assert [webhook.id for webhook in await w.smartlead.webhooks.list()] == [made.id]


async def webhooks_update(w: World):
    made = await w.smartlead.webhooks.create(webhook_url="https://example.com/hook")
    await w.smartlead.webhooks.update(made.id, name="ERP", event_types=["EMAIL_SENT"])
    assert w.sandbox.webhooks[made.id]["name"] == "ERP"


async def webhooks_delete(w: World):
    made = await w.smartlead.webhooks.create(webhook_url="https://example.com/hook")
    assert (await w.smartlead.webhooks.delete(made.id)).ok
    assert w.sandbox.webhooks == {}


CALLS: dict[str, Callable[[World], Awaitable[None]]] = {
    call.method: globals()[call.method.replace(".", "_")] for call in PAGES if call.row.in_reference
}


@pytest.mark.parametrize("call", CALLS)
async def test_every_endpoint_works_in_both_dialects(call: str, world: World):
    await CALLS[call](world)


async def test_the_other_ways_lead_to_the_same(world: World, tmp_path: Any):
    smartlead, campaign_id = world.smartlead, world.id
    leads = [item.lead.id async for item in smartlead.leads.iterate(campaign_id, page_size=3)]
    accounts = [item.id async for item in smartlead.email_accounts.iterate(page_size=1)]
    path = await smartlead.leads.export_csv(campaign_id, tmp_path / "leads.csv")
    assert (leads, accounts) == (world.leads, world.accounts)
    assert len(path.read_text("utf-8").splitlines()) == 9
