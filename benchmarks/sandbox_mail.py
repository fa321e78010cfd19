"""Time in which the sandbox sends a campaign: 10,000 leads, three steps, 90 days.

Bar: under 10 s, and the same twice by its seed.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from typing import Any

from smartlead_async.sandbox import Sandbox

LEADS, ACCOUNTS, DAYS, BAR_S = 10_000, 20, 90, 10.0
WEEKDAYS = [1, 2, 3, 4, 5]


def make_campaign(sandbox: Sandbox) -> Any:
    """Make an active campaign whose leads were not written to yet."""
    state = sandbox.state
    campaign = state.campaigns[state.seed_campaign("Q1")]
    for number in range(LEADS):
        state.put_lead(campaign, {"email": f"lead{number}@example.com", "first_name": "Ada"})
    campaign.email_account_ids = state.seed_email_accounts(ACCOUNTS)
    campaign.sequences = [
        {
            "id": number,
            "seq_number": number,
            "subject": "Hello {{first_name}}",
            "email_body": "<p>Hello {{first_name}}</p>",
            "seq_delay_details": {"delayInDays": 3},
            "sequence_variants": [],
        }
        for number in (1, 2, 3)
    ]
    hours = {"tz": "America/New_York", "days": WEEKDAYS, "startHour": "09:00", "endHour": "17:00"}
    limits = {"min_time_btwn_emails": 5, "max_leads_per_day": 1_000}
    campaign.fields.update(status="ACTIVE", scheduler_cron_value=hours, **limits)
    return campaign


async def run() -> tuple[float, list[Any]]:
    """Send the campaign; return the seconds that it took, and everything that happened."""
    sandbox = Sandbox(seed=7)
    campaign = make_campaign(sandbox)
    sandbox.behaviour(open=0.4, click=0.05, reply=0.03, bounce=0.02, unsubscribe=0.01)
    started = time.perf_counter()
    await sandbox.advance(days=DAYS)
    elapsed = time.perf_counter() - started
    return elapsed, [(row.status, row.history) for row in campaign.leads.values()]


async def main() -> None:
    first_s, first = await run()
    second_s, second = await run()
    assert first == second, "the same seed gave another history"
    messages = Counter(message["type"] for _, history in first for message in history)
    print(
        f"{LEADS:,} leads, {DAYS} days: {messages['SENT']:,} emails, {messages['REPLY']:,} replies"
    )
    print(f"leads by status: {dict(Counter(status for status, _ in first))}")
    print(f"{first_s:.1f} s and {second_s:.1f} s (bar {BAR_S:g} s), the same twice")
    assert max(first_s, second_s) < BAR_S


if __name__ == "__main__":
    asyncio.run(main())
