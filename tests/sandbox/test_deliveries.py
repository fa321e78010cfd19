"""The webhooks of the sandbox deliver: to whom, how often, and when."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientTimeout, web
from aiohttp.test_utils import TestServer

from smartlead_async import (
    CampaignStatusChangedEvent,
    EmailBouncedEvent,
    EmailClickedEvent,
    EmailOpenedEvent,
    EmailRepliedEvent,
    EmailSentEvent,
    InvalidRequestError,
    LeadCategoryUpdatedEvent,
    LeadUnsubscribedEvent,
    NotFoundError,
    UntrackedReplyEvent,
    WebhookEvent,
    WebhookInbox,
    parse_webhook,
)
from smartlead_async.sandbox import Sandbox, _deliveries
from tests.support import Loopback, answer, client_of, drop, never, unused_port

from .campaigns import active_campaign, first

EMAIL = "lead0@example.com"
NOWHERE = "http://127.0.0.1:9/"


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(seed=1, rate_limits=()) as sandbox:
        yield sandbox


@pytest.mark.parametrize("dialect", ["reference", "live"])
async def test_a_reply_reaches_the_receiver(dialect: Any, tmp_path: Path):
    events: list[WebhookEvent] = []
    async with Sandbox(dialect=dialect, seed=1, rate_limits=()) as sandbox:
        inbox = WebhookInbox(tmp_path / "webhooks.db", secret=sandbox.webhook_secret)
        app = web.Application()
        app.router.add_post("/smartlead", inbox.aiohttp(events.append))
        async with (
            TestServer(app) as receiver,
            client_of(sandbox.base_url, sandbox.api_key) as smartlead,
        ):
            url = str(receiver.make_url("/smartlead"))
            campaign = await smartlead.campaigns.create(name="Q1")
            accounts = sandbox.state.seed_email_accounts(1)
            await smartlead.campaigns.add_email_accounts(campaign.id, accounts)
            steps = [
                {
                    "seq_number": number,
                    "seq_delay_details": {"delay_in_days": 1},
                    "subject": "Hello {{first_name}}",
                    "email_body": "<p>Hello</p>",
                }
                for number in (1, 2)
            ]
            await smartlead.campaigns.save_sequences(campaign.id, steps)
            await smartlead.campaigns.update_schedule(
                campaign.id,
                timezone="Europe/Berlin",
                days_of_the_week=[1, 2, 3, 4, 5],
                start_hour="09:00",
                end_hour="17:00",
                min_time_btw_emails=10,
                max_leads_per_day=100,
            )
            await smartlead.webhooks.create(webhook_url=url, event_types=["EMAIL_REPLY"])
            lead = {"email": EMAIL, "first_name": "Ada"}
            await smartlead.leads.add(campaign.id, [lead, {"email": "eve@example.com"}])
            await smartlead.campaigns.update_status(campaign.id, "ACTIVE")
            await sandbox.advance(days=3)
            sandbox.reply(campaign.id, EMAIL, email_body="<p>Yes,&nbsp;please.</p>")
            await sandbox.settle()

            (event,) = events
            assert isinstance(event, EmailRepliedEvent)
            assert event.preview_text == "Yes, please."
            row = next(iter(sandbox.state.campaigns[campaign.id].leads.values()))
            ids = (event.campaign_id, event.sl_email_lead_id, event.sl_email_lead_map_id)
            assert ids == (campaign.id, row.lead["id"], row.campaign_lead_map_id)
            assert (event.lead_address, event.email_account_id) == (EMAIL, accounts[0])
            history = await smartlead.leads.get_message_history(campaign.id, row.lead["id"])
            assert [each.type for each in history] == ["SENT", "SENT", "REPLY"]
            last, reply = history[-2:]
            assert (event.stats_id, event.message_id) == (last.stats_id, reply.message_id)
            assert event.time_replied == datetime.fromisoformat("2026-01-08T09:00:00Z")
            statistics = await smartlead.analytics.get_campaign(campaign.id)
            assert (statistics.total_sent, statistics.total_replied) == (4, 1)
            (delivery,) = sandbox.deliveries
            assert (delivery.event_type, delivery.url) == ("EMAIL_REPLY", url)
            assert (delivery.attempts, delivery.statuses, delivery.delivered) == (1, [200], True)


async def test_every_event_is_told_as_the_reference_describes_it(sandbox: Sandbox):
    async with Loopback() as receiver:
        sandbox.put_webhook(webhook_url=receiver.url)
        campaign = active_campaign(sandbox)
        id_, row = campaign.fields["id"], first(campaign)
        async with client_of(sandbox.base_url, sandbox.api_key) as smartlead:
            await smartlead.campaigns.update_status(id_, "PAUSED")
            await smartlead.campaigns.update_status(id_, "ACTIVE")
            await sandbox.advance(hours=1)
            sandbox.open(id_, EMAIL)
            sandbox.click(id_, EMAIL, link="https://example.com/demo")
            sandbox.reply(id_, EMAIL, subject="Fine", category="Interested")
            for _ in range(2):  # the second time nothing changes
                await smartlead.leads.update_category(id_, row.lead["id"], category_id=2)
                sandbox.unsubscribe(id_, EMAIL)
            sandbox.bounce(id_, EMAIL)
            sandbox.untracked_reply("sender0@outreach.example", "eve@example.com")
            await sandbox.settle()
    events = [
        parse_webhook(request.body, headers=request.headers, secret=sandbox.webhook_secret)
        for request in receiver.requests
    ]
    assert [type(event) for event in events] == [
        *(CampaignStatusChangedEvent, CampaignStatusChangedEvent, EmailSentEvent, EmailSentEvent),
        *(CampaignStatusChangedEvent, EmailOpenedEvent, EmailClickedEvent, EmailRepliedEvent),
        *(
            LeadCategoryUpdatedEvent,
            LeadCategoryUpdatedEvent,
            LeadUnsubscribedEvent,
            EmailBouncedEvent,
        ),
        UntrackedReplyEvent,
    ]
    assert [event.event_type for event in events[2:4]] == ["EMAIL_SENT", "FIRST_EMAIL_SENT"]
    assert not [event.extra for event in events if event.extra]
    *of_campaign, untracked = events
    paused, active, mailed, first_mailed, completed, *reactions = of_campaign
    about_lead = [mailed, first_mailed, *reactions]
    assert {event.campaign_id for event in of_campaign} == {id_}
    assert {event.lead_address for event in about_lead} == {EMAIL}
    assert {event.lead_id for event in about_lead} == {row.lead["id"]}
    opened, clicked, replied, interested, other, _, bounced = reactions
    changes = [(each.previous_status, each.current_status) for each in (paused, active, completed)]
    assert changes == [("ACTIVE", "PAUSED"), ("PAUSED", "ACTIVE"), ("ACTIVE", "COMPLETED")]
    assert (untracked.campaign_id, untracked.sender_detail) == (None, "eve@example.com")
    assert (untracked.recipient_detail, untracked.visible_text) == (
        "sender0@outreach.example",
        "Tell me more.",
    )
    assert (mailed.custom_subject, mailed.time_sent) == ("Step 1", first_mailed.time_sent)
    assert (opened.opened_count, clicked.link_clicked) == (1, ("https://example.com/demo",))
    assert (replied.subject, replied.sent_message.message_id) == ("Fine", mailed.message_id)
    assert (interested.category, interested.lead_category_id) == ("Interested", 1)
    assert interested.last_reply.subject == "Fine"
    assert (other.category, bounced.is_sender_originated_bounce) == ("Not Interested", False)
    assert {request.headers["x-webhook-level"] for request in receiver.requests} == {"user"}
    assert len({request.headers["x-request-id"] for request in receiver.requests}) == len(events)
    assert receiver.connections == len(events)  # an idle one might be closed as it is used


@pytest.mark.parametrize(
    ("answers", "statuses", "minutes"),
    [
        ([answer(200)], [200], 0),
        ([answer(404)], [404], 0),
        ([answer(302, headers={"Location": "/"})], [302], 0),
        ([answer(503), drop(), answer(204)], [503, None, 204], 6),
        ([answer(500)], [500] * 4, 36),
    ],
)
async def test_a_delivery_is_sent_again_in_simulated_time(
    sandbox: Sandbox, answers: list[Any], statuses: list[int | None], minutes: int
):
    async with Loopback(*answers) as receiver:
        sandbox.put_webhook(webhook_url=receiver.url, event_types=["EMAIL_OPEN"])
        campaign = active_campaign(sandbox)
        await sandbox.advance(hours=1)
        before = sandbox.state.clock.now()
        sandbox.open(campaign.fields["id"], EMAIL)
        await sandbox.settle()
    (delivery,) = sandbox.deliveries
    assert delivery.statuses == statuses
    assert delivery.delivered == (statuses[-1] in {200, 204}) == (not delivery.failed)
    assert sandbox.state.clock.now() - before == timedelta(minutes=minutes)
    assert len({request.headers["x-request-id"] for request in receiver.requests}) == 1


@pytest.mark.parametrize("dialect", ["reference", "live"])
async def test_failed_deliveries_are_counted_and_sent_again(dialect: Any):
    async with (
        Loopback(answer(400), answer(200), *[answer(500)] * 5, answer(200)) as receiver,
        Sandbox(dialect=dialect, seed=1, rate_limits=()) as sandbox,
        client_of(sandbox.base_url, sandbox.api_key) as smartlead,
    ):
        sandbox.put_webhook(webhook_url=receiver.url, event_types=["EMAIL_OPEN"])
        campaign, other = active_campaign(sandbox), active_campaign(sandbox)
        id_, since = campaign.fields["id"], sandbox.state.clock.now()
        await sandbox.advance(hours=1)
        at = sandbox.state.clock.now()

        async def summary(
            until: datetime, of: int = id_, since: datetime = since
        ) -> tuple[Any, ...]:
            found = await smartlead.webhooks.get_summary_for_campaign(
                of, from_time=since, to_time=until
            )
            counts = (found.total_calls, found.successful_calls, found.failed_calls)
            return (*counts, found.success_rate)

        async def retrigger(until: datetime) -> int | None:
            answered = await smartlead.webhooks.retrigger_failed_for_campaign(
                id_, from_time=since, to_time=until
            )
            return answered.retriggered_count

        for _ in range(3):
            sandbox.open(id_, EMAIL)
        await sandbox.advance()
        assert await summary(at) == (3, 1, 1, 33.3)  # one is to be sent again
        await sandbox.settle()
        assert await summary(at) == (3, 1, 2, 33.3)
        assert await summary(at - timedelta(seconds=1)) == (0, 0, 0, 0)
        assert await summary(at, since=at + timedelta(seconds=1)) == (0, 0, 0, 0)
        assert await summary(at, other.fields["id"]) == (0, 0, 0, 0)
        assert await retrigger(at - timedelta(seconds=1)) == 0
        assert await retrigger(at) == 2
        assert await retrigger(at) == 0  # they are under way
        await sandbox.settle()
        assert await summary(at) == (3, 3, 0, 100)
        assert await retrigger(at) == 0
        statuses = [delivery.statuses for delivery in sandbox.deliveries]
        assert statuses == [[400, 500, 200], [200], [500, 500, 500, 500, 200]]
        ids = [request.headers["x-request-id"] for request in receiver.requests]
        assert len(set(ids)) == 3
        with pytest.raises(NotFoundError):
            await summary(at, 1)


async def test_the_times_of_a_summary_are_checked(sandbox: Sandbox):
    path = f"/campaigns/{sandbox.seed_campaign()}/webhooks/summary"
    refused = sandbox.answer("GET", path, {"fromTime": "soon", "toTime": "later"}, b"")
    assert (refused.status, b"fromTime" in refused.body) == (422, True)


@pytest.mark.parametrize(
    ("fields", "levels"),
    [
        ({}, ["user"]),
        ({"event_types": ["EMAIL_REPLY"]}, []),
        ({"email_campaign_id": "sends"}, ["campaign"]),
        ({"email_campaign_id": "other"}, []),
        ({"client_id": 5}, ["client"]),
        ({"client_id": 6}, []),
    ],
)
async def test_a_reply_that_no_campaign_knows_is_reported(
    sandbox: Sandbox, fields: dict[str, Any], levels: list[str]
):
    campaigns = {"sends": active_campaign(sandbox), "other": active_campaign(sandbox, accounts=0)}
    (account,) = sandbox.state.email_accounts.values()
    account["client_id"] = 5
    if "email_campaign_id" in fields:
        fields = {"email_campaign_id": campaigns[fields["email_campaign_id"]].fields["id"]}
    sandbox.put_webhook(webhook_url=NOWHERE, **fields)
    sandbox.untracked_reply(account["id"], "eve@example.com", subject="Hm", email_body="<p>No</p>")
    assert [delivery.level for delivery in sandbox.deliveries] == levels
    (row,) = sandbox.state.untracked_replies
    mail = [row[key] for key in ("from_email", "to_email", "subject", "body")]
    assert mail == ["eve@example.com", "sender0@outreach.example", "Hm", "<p>No</p>"]
    with pytest.raises(InvalidRequestError, match="no email account 7"):
        sandbox.untracked_reply(7, "eve@example.com")


async def test_a_receiver_that_does_not_answer_is_given_up(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(_deliveries, "TIMEOUT", ClientTimeout(total=0.01))
    async with Loopback(never) as receiver:
        sandbox.put_webhook(webhook_url=receiver.url, event_types=["EMAIL_OPEN"])
        campaign = active_campaign(sandbox)
        await sandbox.advance(hours=1)
        sandbox.open(campaign.fields["id"], EMAIL)
        await sandbox.settle()
    assert sandbox.deliveries[0].statuses == [None] * 4


async def test_a_retry_waits_until_the_clock_passes_it(sandbox: Sandbox):
    sandbox.put_webhook(
        webhook_url=f"http://127.0.0.1:{unused_port()}/", event_types=["EMAIL_SENT"]
    )
    active_campaign(sandbox)
    for minutes, attempts in ((0, 1), (0.5, 1), (0.5, 2), (4, 2), (1, 3)):
        await sandbox.advance(minutes=minutes)
        assert sandbox.deliveries[0].attempts == attempts


async def test_a_delivery_leaves_without_being_waited_for(sandbox: Sandbox):
    async with Loopback() as receiver:
        sandbox.put_webhook(webhook_url=receiver.url, event_types=["CAMPAIGN_STATUS_CHANGED"])
        campaign = active_campaign(sandbox)
        async with client_of(sandbox.base_url, sandbox.api_key) as smartlead:
            await smartlead.campaigns.update_status(campaign.fields["id"], "PAUSED")
            async with asyncio.timeout(30):
                while not receiver.requests:
                    await smartlead.campaigns.list()


def test_outside_of_a_loop_a_delivery_waits():
    sandbox = Sandbox()
    campaign_id = sandbox.seed_campaign()
    sandbox.seed_leads(campaign_id, 2)
    sandbox.put_webhook(webhook_url=NOWHERE)
    sandbox.open(campaign_id, "lead1@company1.example")
    assert [delivery.attempts for delivery in sandbox.deliveries] == [0]


async def test_deliveries_are_doubled_reordered_and_late(sandbox: Sandbox):
    async with Loopback() as receiver:
        sandbox.put_webhook(webhook_url=receiver.url, event_types=["EMAIL_OPEN"])
        campaign = active_campaign(sandbox)
        await sandbox.advance(hours=1)
        before = sandbox.state.clock.now()
        sandbox.webhook_faults(duplicate=0.5, reorder=True, delay=3600)
        for _ in range(10):
            sandbox.open(campaign.fields["id"], EMAIL)
        await sandbox.advance(minutes=59)
        assert not receiver.requests
        await sandbox.settle()
    counts = [request.json["opened_count"] for request in receiver.requests]
    ids = [request.headers["x-request-id"] for request in receiver.requests]
    assert len(set(ids)) == 10 < len(ids) < 20
    assert counts != sorted(counts)
    assert len(set(zip(ids, counts, strict=True))) == 10  # a duplicate is the same event
    assert sandbox.state.clock.now() - before <= timedelta(minutes=70)


async def test_what_a_handler_changes_counts_at_once(sandbox: Sandbox):
    campaign = active_campaign(sandbox, leads=2, steps=2)
    id_, (one, two) = campaign.fields["id"], campaign.leads.values()

    async def handler(request: web.Request) -> web.Response:
        event = parse_webhook(await request.read())
        if event.lead_id == one.lead["id"]:
            await smartlead.leads.pause(id_, one.lead["id"])
            await smartlead.leads.add(id_, [{"email": "new@example.com"}])
        return web.Response()

    app = web.Application()
    app.router.add_post("/", handler)
    async with (
        TestServer(app) as receiver,
        client_of(sandbox.base_url, sandbox.api_key) as smartlead,
    ):
        sandbox.put_webhook(
            webhook_url=str(receiver.make_url("/")), event_types=["FIRST_EMAIL_SENT"]
        )
        await sandbox.advance(days=5)
    assert [len(row.history) for row in campaign.leads.values()] == [1, 2, 2]
    assert (one.status, two.status) == ("PAUSED", "COMPLETED")


async def test_a_handler_may_change_the_state_itself(sandbox: Sandbox):
    campaign = active_campaign(sandbox, leads=4)
    _, two, *_ = campaign.leads.values()

    async def handler(_: web.Request) -> web.Response:
        if two.status == "STARTED":
            two.status = "PAUSED"
        else:
            campaign.fields["status"] = "PAUSED"
        return web.Response()

    app = web.Application()
    app.router.add_post("/", handler)
    async with TestServer(app) as receiver:
        url = str(receiver.make_url("/"))
        sandbox.put_webhook(webhook_url=url, event_types=["EMAIL_SENT"])
        await sandbox.advance(days=1)
    assert [len(row.history) for row in campaign.leads.values()] == [1, 0, 1, 0]


@pytest.mark.parametrize(
    ("fields", "levels"),
    [
        ({}, ["user"]),
        ({"event_types": ["EMAIL_OPEN"]}, []),
        ({"event_types": ["LEAD_CATEGORY_UPDATED"]}, ["user"]),
        ({"event_type_map": {"LEAD_CATEGORY_UPDATED": True}}, ["user"]),
        ({"event_type_map": {"LEAD_CATEGORY_UPDATED": False, "EMAIL_OPEN": True}}, []),
        ({"event_type": "LEAD_CATEGORY_UPDATED", "category_id": 1}, ["user"]),
        ({"event_type": "EMAIL_OPEN"}, []),
        ({"is_active": False}, []),
        ({"webhook_url": ""}, []),
        ({"event_type_map": ["EMAIL_OPEN"], "association_type": 9}, ["user"]),
        ({"email_campaign_id": "own"}, ["campaign"]),
        ({"email_campaign_id": 1}, []),
        ({"association_type": 3, "email_campaign_id": "own"}, ["campaign"]),
        ({"client_id": 5}, ["client"]),
        ({"association_type": "client", "client_id": 6}, []),
        ({"categories": ["Interested"]}, ["user"]),
        ({"categories": ["Not Interested"]}, []),
        ({"category_id_map": {"1": True, "2": False}}, ["user"]),
        ({"category_id_map": {"2": True}}, []),
        ({"category_id": 2}, []),
    ],
)
async def test_a_webhook_gets_what_it_asks_for(
    sandbox: Sandbox, fields: dict[str, Any], levels: list[str]
):
    campaign = active_campaign(sandbox, client_id=5)
    await sandbox.advance(hours=1)
    own = {"email_campaign_id": campaign.fields["id"]}
    is_own = fields.get("email_campaign_id") == "own"
    sandbox.put_webhook(**({"webhook_url": NOWHERE} | fields | (own if is_own else {})))
    sandbox.reply(campaign.fields["id"], EMAIL, category=1)
    found = [each for each in sandbox.deliveries if each.event_type == "LEAD_CATEGORY_UPDATED"]
    assert [delivery.level for delivery in found] == levels


async def test_a_webhook_of_the_user_takes_events_from_others(sandbox: Sandbox):
    campaign = active_campaign(sandbox, client_id=5)
    await sandbox.advance(hours=1)
    sandbox.put_webhook(webhook_url=NOWHERE, event_types=["LEAD_OPENED"])
    for event in ("EMAIL_OPEN", "EMAIL_LINK_CLICK"):
        sandbox.put_webhook(
            webhook_url=NOWHERE, event_types=[event], email_campaign_id=campaign.fields["id"]
        )
        sandbox.put_webhook(webhook_url=NOWHERE, event_types=[event], client_id=5)
    sandbox.open(campaign.fields["id"], EMAIL)
    sandbox.click(campaign.fields["id"], EMAIL)
    levels = [(each.event_type, each.level) for each in sandbox.deliveries]
    clicked = [("EMAIL_LINK_CLICK", level) for level in ("campaign", "client")]
    assert levels == [("EMAIL_OPEN", "user"), *clicked]
