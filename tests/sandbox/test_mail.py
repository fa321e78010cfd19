"""The campaigns of the sandbox send in simulated time, within their schedule and limits."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import smartlead_sync.sandbox
from smartlead_async import InvalidRequestError
from smartlead_async.sandbox import Sandbox
from smartlead_async.sandbox._schedule import Schedule

from .campaigns import active_campaign, first, sent, step

EMAIL = "lead0@example.com"
NEW_YORK = {"tz": "America/New_York", "days": [1, 5], "startHour": "09:00", "endHour": "17:30"}


@pytest.fixture
def sandbox() -> Sandbox:
    """One that does not listen, on Monday at nine."""
    return Sandbox(seed=1)


@pytest.mark.parametrize(
    ("now", "opening"),
    [
        ("2026-03-02T13:59:00", "2026-03-02T14:00:00"),
        ("2026-03-02T22:29:00", "2026-03-02T22:29:00"),
        ("2026-03-02T22:30:00", "2026-03-06T14:00:00"),  # it closes; on to Friday
        ("2026-03-07T00:00:00", "2026-03-09T13:00:00"),  # summer time from Sunday on
        ("2026-03-03T03:00:00", "2026-03-06T14:00:00"),  # still Monday in New York
    ],
)
def test_a_schedule_opens_by_the_clocks_of_its_timezone(now: str, opening: str):
    schedule = Schedule.of({"schedule_start_time": None, "scheduler_cron_value": NEW_YORK})
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert schedule.opening(at) == datetime.fromisoformat(opening).replace(tzinfo=UTC)


def test_a_schedule_may_begin_later_or_never():
    fields = {"schedule_start_time": "2026-03-05T00:00:00Z", "scheduler_cron_value": NEW_YORK}
    now = datetime(2026, 3, 2, 15, tzinfo=UTC)
    assert Schedule.of(fields).opening(now) == datetime(2026, 3, 6, 14, tzinfo=UTC)
    never = {**fields, "scheduler_cron_value": {**NEW_YORK, "endHour": "09:00"}}
    assert Schedule.of(never).opening(now) is None


async def test_steps_follow_one_another_after_their_delays(sandbox: Sandbox):
    campaign = active_campaign(sandbox)
    row = first(campaign)
    campaign.sequences = [
        step(1, subject="Hello {{first_name}}", email_body="{{ row }}{{nobody}}!"),
        step(2, days=3, subject=""),
    ]
    row.lead["custom_fields"]["row"] = "<p>7</p>"
    await sandbox.advance(hours=1)
    assert (row.status, sent(campaign)) == ("INPROGRESS", [("2026-01-05T09:00", 1)])
    await sandbox.advance(days=2, hours=22)
    assert len(sent(campaign)) == 1
    await sandbox.advance(hours=1)
    assert (row.status, sent(campaign)[1:]) == ("COMPLETED", [("2026-01-08T09:00", 2)])
    messages = [(each["subject"], each["email_body"]) for each in row.history]
    assert messages == [("Hello Ada", "<p>7</p>!"), ("Re: Hello Ada", "<p>Hello</p>")]
    assert sandbox.state.sender(row) == "sender0@outreach.example"


async def test_no_limit_is_exceeded(sandbox: Sandbox):
    limits = {"min_time_btwn_emails": 60, "max_leads_per_day": 4}
    campaign = active_campaign(sandbox, leads=20, steps=2, accounts=3, **limits)
    weak, *strong = sandbox.state.email_accounts.values()
    weak["message_per_day"] = 1
    for _ in range(15):  # however the time is cut into pieces
        await sandbox.advance(hours=6)
    assert _a_day([time for time, _ in sent(campaign)]) == [4] * 5
    by_account = {
        account["id"]: sorted(
            message["time"]
            for row in campaign.leads.values()
            for message in row.history
            if row.email_account_id == account["id"]
        )
        for account in (weak, *strong)
    }
    assert _a_day(by_account[weak["id"]]) == [1] * 5
    assert sorted(each["daily_sent_count"] for each in strong) == [1, 2]
    for times in by_account.values():  # at the first hour all three, then one
        pairs = itertools.pairwise(map(datetime.fromisoformat, times))
        assert min(later - earlier for earlier, later in pairs) >= timedelta(hours=1)
    campaign.fields["status"] = "PAUSED"
    await sandbox.advance(days=1)
    assert [each["daily_sent_count"] for each in strong] == [0, 0]


def _a_day(times: list[str]) -> list[int]:
    """Return the number of emails of each day."""
    days = Counter(time[:10] for time in times)
    return [days[day] for day in sorted(days)]


@pytest.mark.parametrize(
    "change",
    [
        lambda campaign, account: campaign.fields.update(status="PAUSED"),
        lambda campaign, account: campaign.fields.update(max_leads_per_day=0),
        lambda campaign, account: account.update(message_per_day=0),
        lambda campaign, account: account.update(is_smtp_success=False),
        lambda campaign, account: account.update(is_suspended=True),
        lambda campaign, account: setattr(first(campaign), "status", "PAUSED"),
        lambda campaign, account: setattr(first(campaign), "is_unsubscribed", True),
    ],
)
async def test_nothing_is_sent_where_it_cannot_be(sandbox: Sandbox, change: Any):
    campaign = active_campaign(sandbox)
    change(campaign, next(iter(sandbox.state.email_accounts.values())))
    await sandbox.advance(days=3)
    assert sent(campaign) == []


async def test_a_blocked_address_gets_nothing(sandbox: Sandbox):
    campaign = active_campaign(sandbox, leads=2)
    sandbox.state.block_list.add(EMAIL)
    await sandbox.advance(days=1)
    assert len(sent(campaign)) == 1
    assert first(campaign).history == []


@pytest.mark.parametrize(
    ("stops_on", "reaction", "status"),
    [
        ("REPLY_TO_AN_EMAIL", "reply", "COMPLETED"),
        ("OPENED_EMAIL", "open", "COMPLETED"),
        ("CLICKED_LINK", "click", "COMPLETED"),
        ("NEVER", "bounce", "BLOCKED"),
        ("NEVER", "unsubscribe", "INPROGRESS"),
    ],
)
async def test_a_reaction_ends_the_sequence(
    sandbox: Sandbox, stops_on: str, reaction: str, status: str
):
    campaign = active_campaign(sandbox, leads=2, steps=2, stop_lead_settings=stops_on)
    await sandbox.advance(hours=1)
    getattr(sandbox, reaction)(campaign.fields["id"], EMAIL)
    await sandbox.advance(days=2)
    stopped, other = campaign.leads.values()
    assert (stopped.status, len(stopped.messages("SENT"))) == (status, 1)
    assert (other.status, len(other.messages("SENT"))) == ("COMPLETED", 2)


@pytest.mark.parametrize(
    ("reaction", "at"),
    [
        (None, "2026-01-06T09:00:00.000Z"),  # with its last email
        ("reply", "2026-01-05T10:00:00.000Z"),
        ("bounce", "2026-01-05T10:00:00.000Z"),
        ("unsubscribe", "2026-01-05T10:00:00.000Z"),
    ],
)
async def test_a_campaign_whose_leads_are_finished_is_completed(
    sandbox: Sandbox, reaction: str | None, at: str
):
    campaign = active_campaign(sandbox, steps=2)
    await sandbox.advance(hours=1)
    if reaction:
        getattr(sandbox, reaction)(campaign.fields["id"], EMAIL)
    assert campaign.fields["status"] == "ACTIVE"
    await sandbox.advance(days=2)
    assert (campaign.fields["status"], campaign.fields["updated_at"]) == ("COMPLETED", at)


async def test_a_reaction_of_chance_completes_a_campaign_at_once(sandbox: Sandbox):
    campaign = active_campaign(sandbox, leads=5, steps=2)
    campaign.sequences[1]["seq_delay_details"]["delayInDays"] = 9
    sandbox.behaviour(reply=1)
    await sandbox.advance(days=2)
    last = max(row.history[-1]["time"] for row in campaign.leads.values())
    assert (campaign.fields["status"], campaign.fields["updated_at"]) == ("COMPLETED", last)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"status": "PAUSED"}, "ACTIVE"),
        ({"status": "COMPLETED"}, "COMPLETED"),
        ({"status": "INPROGRESS"}, "COMPLETED"),  # it has got the only step
        ({"status": "INPROGRESS", "steps": 0}, "ACTIVE"),
        ({"status": "COMPLETED", "leads": 0}, "ACTIVE"),
        ({"status": "PAUSED", "blocked": "example.com"}, "COMPLETED"),
        ({"status": "PAUSED", "removed": True}, "COMPLETED"),
    ],
)
async def test_only_leads_that_get_nothing_more_are_finished(
    sandbox: Sandbox, change: Any, status: str
):
    campaign = active_campaign(sandbox, leads=change.get("leads", 1), steps=change.get("steps", 1))
    for row in campaign.leads.values():
        row.status = change["status"]
        row.history.append(sandbox.state.message(email_seq_number=1))
        if change.get("removed"):
            sandbox.state.remove_lead(row.lead["id"])
    sandbox.state.block_list |= {change.get("blocked", "example.org")}
    await sandbox.advance()
    assert campaign.fields["status"] == status


async def test_new_leads_of_a_completed_campaign_wait_until_it_is_started(sandbox: Sandbox):
    campaign = active_campaign(sandbox)
    await sandbox.advance(hours=1)
    sandbox.state.put_lead(campaign, {"email": "eve@example.com"})
    await sandbox.advance(days=1)
    assert (campaign.fields["status"], len(sent(campaign))) == ("COMPLETED", 1)
    campaign.fields["status"] = "ACTIVE"
    await sandbox.advance(days=1)
    assert (campaign.fields["status"], len(sent(campaign))) == ("COMPLETED", 2)


async def test_other_reactions_do_not_end_it(sandbox: Sandbox):
    campaign = active_campaign(sandbox, steps=2, stop_lead_settings="NEVER")
    await sandbox.advance(hours=1)
    first(campaign).inbox.is_read = True
    for reaction in (sandbox.open, sandbox.click, sandbox.reply):
        reaction(campaign.fields["id"], EMAIL)
    assert not first(campaign).inbox.is_read
    await sandbox.advance(days=2)
    assert first(campaign).status == "COMPLETED"
    assert len(sent(campaign)) == 2


async def test_what_is_not_tracked_is_not_known(sandbox: Sandbox):
    untracked = ["DONT_EMAIL_OPEN", "DONT_LINK_CLICK"]
    campaign = active_campaign(sandbox, track_settings=untracked)
    await sandbox.advance(hours=1)
    sandbox.open(campaign.fields["id"], EMAIL)
    sandbox.click(campaign.fields["id"], EMAIL)
    (message,) = first(campaign).history
    assert (message["open_count"], message["click_count"]) == (0, 0)


async def test_variants_and_follow_ups_go_to_their_shares(sandbox: Sandbox):
    campaign = active_campaign(sandbox, leads=40, steps=2, follow_up_percentage=0)
    campaign.fields.update(min_time_btwn_emails=5)
    variants = [{"subject": name, "email_body": ""} for name in "ABC"]
    for variant, share in zip(variants, (75, 25, 0), strict=True):
        variant["variant_distribution_percentage"] = share
    campaign.sequences[0]["sequence_variants"] = variants
    await sandbox.advance(days=3)
    subjects = Counter(row.history[0]["subject"] for row in campaign.leads.values())
    assert 22 <= subjects["A"] <= 36
    assert subjects.keys() == {"A", "B"}
    assert {row.status for row in campaign.leads.values()} == {"COMPLETED"}
    assert len(sent(campaign)) == 40


async def test_leads_behave_the_same_with_the_same_seed():
    async def histories(seed: int) -> list[Any]:
        sandbox = Sandbox(seed=seed)
        campaign = active_campaign(sandbox, leads=30, steps=3)
        sandbox.behaviour(open=0.5, click=0.3, reply=0.2, bounce=0.1, unsubscribe=0.1)
        await sandbox.advance(days=2)
        await sandbox.advance(days=28)
        return [(row.status, row.is_unsubscribed, row.history) for row in campaign.leads.values()]

    once = await histories(7)
    assert once == await histories(7) != await histories(8)
    messages = [message for *_, history in once for message in history]
    opened = [message for message in messages if message["open_count"]]
    assert 15 <= len(opened) <= 60
    assert all(message["time"] < message["opened_at"] for message in opened)
    both = [message for message in opened if message["click_count"]]
    assert len(both) > 5
    assert all(message["opened_at"] < message["clicked_at"] for message in both)
    assert {message["type"] for message in messages} == {"SENT", "REPLY"}
    assert any(status == "BLOCKED" for status, *_ in once)
    assert any(has_left for _, has_left, _ in once)


async def test_a_lead_that_is_gone_does_nothing(sandbox: Sandbox):
    campaign = active_campaign(sandbox)
    sandbox.behaviour(reply=1)
    await sandbox.advance(minutes=0)
    row = campaign.leads.pop(first(campaign).lead["id"])
    await sandbox.advance(days=2)
    assert len(row.history) == 1


async def test_the_remedy_is_told_where_nothing_was_sent(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture
):
    campaign = active_campaign(sandbox)
    id_, row = campaign.fields["id"], first(campaign)

    def remedy(email: str = EMAIL, campaign_id: int = id_) -> str:
        with pytest.raises(InvalidRequestError) as raised:
            sandbox.reply(campaign_id, email)
        return str(raised.value)

    assert "advance the clock first" in remedy()
    campaign.fields["status"] = "DRAFTED"
    assert "start it" in remedy()
    row.status = "PAUSED"
    assert "the lead is PAUSED" in remedy()
    row.status, campaign.email_account_ids = "STARTED", []
    assert "no email account" in remedy()
    campaign.sequences = []
    assert "no steps" in remedy()
    assert "add it first" in remedy("eve@example.com")
    assert "no campaign 1" in remedy(campaign_id=1)
    campaign.fields["status"] = "ACTIVE"
    await sandbox.advance(days=1)
    assert "is active but sends nothing: the campaign has no steps" in caplog.text


async def test_impossible_wishes_are_refused(sandbox: Sandbox):
    with pytest.raises(InvalidRequestError, match="cannot go back"):
        await sandbox.advance(days=-1)
    with pytest.raises(InvalidRequestError, match="open must be from 0 to 1"):
        sandbox.behaviour(open=40)
    with pytest.raises(InvalidRequestError, match="duplicate must be from 0 to 1"):
        sandbox.webhook_faults(duplicate=-1)
    with pytest.raises(InvalidRequestError, match="delay must not be negative"):
        sandbox.webhook_faults(delay=-1)
    campaign = active_campaign(sandbox)
    await sandbox.advance(hours=1)
    with pytest.raises(InvalidRequestError, match="there are Interested"):
        sandbox.reply(campaign.fields["id"], EMAIL, category="Thrilled")


async def test_the_clock_follows_real_time_or_stands_still():
    start = datetime(2026, 7, 1, tzinfo=UTC)
    still, real = Sandbox(start=start), Sandbox()
    await still.advance(days=1, hours=2, minutes=3)
    assert still.state.now() == "2026-07-02T02:03:00.000Z"
    before = datetime.now(UTC)
    assert before <= real.state.clock.now() <= datetime.now(UTC)


def test_it_works_without_await():
    with smartlead_sync.sandbox.Sandbox(seed=1) as sandbox:
        campaign = active_campaign(sandbox)
        sandbox.advance(days=1)
        sandbox.reply(campaign.fields["id"], EMAIL, email_body="<p>No.</p>")
        sandbox.untracked_reply("sender0@outreach.example", "eve@example.com")
        sandbox.settle()
        assert campaign.fields["status"] == "COMPLETED"
        assert len(sandbox.state.untracked_replies) == 1
        assert [each["type"] for each in first(campaign).history] == ["SENT", "REPLY"]
