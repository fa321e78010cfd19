"""A campaign that sends, made without requests."""

from __future__ import annotations

from typing import Any

from smartlead_async.sandbox import Campaign, CampaignLead, Sandbox


def step(number: int, *, days: int = 1, **fields: Any) -> dict[str, Any]:
    """Return a step of a sequence, as it reads back."""
    words = {"subject": f"Step {number}", "email_body": "<p>Hello</p>", "sequence_variants": []}
    return {"id": number, "seq_number": number, "seq_delay_details": {"delayInDays": days}} | (
        words | fields
    )


def active_campaign(
    sandbox: Sandbox, *, leads: int = 1, steps: int = 1, accounts: int = 1, **fields: Any
) -> Campaign:
    """Return a campaign that has written to nobody yet; it may send at any time."""
    state = sandbox.state
    campaign = state.campaigns[state.seed_campaign("Q1")]
    for number in range(leads):
        state.put_lead(campaign, {"email": f"lead{number}@example.com", "first_name": "Ada"})
    campaign.email_account_ids = state.seed_email_accounts(accounts)
    campaign.sequences = [step(number + 1) for number in range(steps)]
    campaign.fields.update(status="ACTIVE", **fields)
    return campaign


def sent(campaign: Campaign) -> list[tuple[str, int]]:
    """Return time and step of each email, in the order of time."""
    messages = [each for row in campaign.leads.values() for each in row.messages("SENT")]
    return sorted((each["time"][:16], each["email_seq_number"]) for each in messages)


def first(campaign: Campaign) -> CampaignLead:
    """Return the first lead of a campaign."""
    return next(iter(campaign.leads.values()))
