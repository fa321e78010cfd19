from __future__ import annotations

import datetime as dt

import attrs
import pytest

from smartlead_async import EmailAccount, InvalidRequestError, Smartlead, WarmupDetails
from smartlead_async.helpers import (
    account_faults,
    attachable_accounts,
    inactive_leads,
    is_warm,
    shared_leads,
)
from smartlead_async.sandbox import Sandbox
from tests.support import Loopback, answer, client_of

WARM = EmailAccount(
    id=1,
    is_smtp_success=True,
    is_imap_success=True,
    warmup_details=WarmupDetails(status="ACTIVE", warmup_reputation=95.0),
)


@pytest.fixture
async def sandbox():
    async with Sandbox(rate_limits=()) as sandbox:
        yield sandbox


@pytest.fixture
async def smartlead(sandbox):
    async with Smartlead(sandbox.api_key, base_url=sandbox.base_url) as client:
        yield client


async def test_addresses_in_several_campaigns(smartlead, sandbox):
    first, second, third = (sandbox.seed_campaign(name) for name in "abc")
    for campaign, names in ((first, "xyz"), (second, "yz"), (third, "z")):
        for name in names:
            sandbox.put_lead(sandbox.campaigns[campaign], {"email": f"{name}@Example.com"})
    shared = await shared_leads(smartlead, [third, first, second, first])
    assert shared == {
        "y@example.com": (first, second),
        "z@example.com": (third, first, second),
    }
    assert await shared_leads(smartlead, [first]) == {}


async def test_leads_that_nothing_happened_to(smartlead, sandbox):
    campaign = sandbox.seed_campaign()
    sandbox.seed_leads(campaign, 4)  # the first was not mailed, the others were just now
    rows = list(sandbox.campaigns[campaign].leads.values())
    for row in rows:
        row.created_at = "2020-01-01T00:00:00.000Z"
    rows[3].history[0]["time"] = "2020-02-01T00:00:00.000Z"
    found = await inactive_leads(smartlead, campaign, days=30)
    assert [row.lead.id for row in found] == [rows[0].lead["id"], rows[3].lead["id"]]
    long_ago = dt.datetime(2020, 2, 15, tzinfo=dt.UTC)
    assert [
        row.lead.id for row in await inactive_leads(smartlead, campaign, days=30, now=long_ago)
    ] == [rows[0].lead["id"]]


async def test_rows_of_removed_leads_are_passed_over():
    rows = [
        {"campaign_lead_map_id": 1, "lead": None},
        {"campaign_lead_map_id": 2, "lead": {"id": 7, "email": "a@example.com"}},
    ]
    nobody = answer(200, {"total_leads": 0, "data": []})
    everybody = answer(200, {"total_leads": 2, "data": rows})
    async with Loopback(nobody, nobody, everybody) as server, client_of(server) as smartlead:
        assert [row.lead.id for row in await inactive_leads(smartlead, 5, days=1)] == [7]
        assert await shared_leads(smartlead, [5, 6]) == {"a@example.com": (5, 6)}


async def test_new_leads_are_not_inactive(smartlead, sandbox):
    campaign = sandbox.seed_campaign()
    sandbox.seed_leads(campaign, 1)
    assert await inactive_leads(smartlead, campaign, days=1) == []


@pytest.mark.parametrize("wrong", [{"days": 0}, {"days": 1, "now": dt.datetime(2020, 1, 1)}])  # noqa: DTZ001
async def test_days_that_make_no_sense_are_refused(smartlead, sandbox, wrong):
    with pytest.raises(InvalidRequestError):
        await inactive_leads(smartlead, 1, **wrong)
    assert sandbox.request_count == 0


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({}, []),
        ({"is_smtp_success": False}, ["SMTP not connected"]),
        ({"is_imap_success": None}, ["IMAP not connected"]),
        ({"is_suspended": True}, ["suspended"]),
        ({"warmup_details": None}, []),
        ({"warmup_details": WarmupDetails(blocked_reason="spam")}, ["warmup blocked"]),
        ({"warmup_details": WarmupDetails(is_warmup_blocked=True)}, ["warmup blocked"]),
    ],
)
def test_what_keeps_a_mailbox_from_sending(change, faults):
    assert account_faults(attrs.evolve(WARM, **change)) == faults


@pytest.mark.parametrize(
    ("change", "warm"),
    [
        ({}, True),
        ({"warmup_details": WarmupDetails(status="ACTIVE", warmup_reputation=89.0)}, False),
        ({"warmup_details": WarmupDetails(status="ACTIVE", warmup_reputation="Excellent")}, True),
        ({"warmup_details": WarmupDetails(status="ACTIVE", warmup_reputation="poor")}, False),
        ({"warmup_details": WarmupDetails(status="PAUSED", warmup_reputation=99.0)}, False),
        ({"warmup_details": WarmupDetails(status="ACTIVE")}, False),
        ({"warmup_details": None}, False),
        ({"warmup_details": None, "warmup_enabled": True, "warmup_reputation": 95.0}, True),
    ],
)
def test_what_is_warm(change, warm):
    assert is_warm(attrs.evolve(WARM, **change)) is warm


def test_how_warm_is_up_to_the_caller():
    assert not is_warm(WARM, min_reputation=96)


async def test_mailboxes_fit_to_attach(smartlead, sandbox):
    good, cold, broken, poor = sandbox.seed_email_accounts(4)
    sandbox.email_accounts[cold]["warmup_details"]["status"] = "INACTIVE"
    sandbox.email_accounts[broken]["is_imap_success"] = False
    sandbox.email_accounts[poor]["warmup_details"]["warmup_reputation"] = 50
    assert [account.id for account in await attachable_accounts(smartlead)] == [good]
    found = await attachable_accounts(smartlead, min_reputation=50)
    assert [account.id for account in found] == [good, poor]
