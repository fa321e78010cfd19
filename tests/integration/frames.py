"""What every kind of data frame must give: the leads of these rows, and the same rows back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from smartlead_async import Smartlead
from smartlead_async.sandbox import Sandbox

COLUMNS: dict[str, list[Any]] = {
    "E-mail": ["ada@example.com", "grace@example.com", "nobody"],
    "First Name": ["Ada", None, "No"],
    "Phone": [442071234567, None, 1],
    "Joined": [dt.date(2026, 1, 2), None, None],
    "Score": [1.5, None, 2.0],
    "Customer": [True, False, True],
}
# As the service gets them: whole floats without .0, no nulls, text everywhere.
SENT = {
    "ada@example.com": {
        "first_name": "Ada",
        "phone_number": "442071234567",
        "custom_fields": {"Joined": "2026-01-02", "Score": "1.5", "Customer": "true"},
    },
    "grace@example.com": {
        "first_name": None,
        "phone_number": None,
        "custom_fields": {"Customer": "false"},
    },
}


async def upload(smartlead: Smartlead, sandbox: Sandbox, frame: Any) -> None:
    """Upload a frame of the columns and compare what arrives; its last row holds no address."""
    campaign = await smartlead.campaigns.create(name="Frame")
    report = await smartlead.leads.upload(campaign.id, frame)
    assert (report.total, report.added) == (3, 2)
    assert [(each.position, each.reason) for each in report.failed] == [(2, "invalid")]
    arrived = {lead["email"]: lead for lead in sandbox.leads_of(campaign.id)}
    assert arrived.keys() == SENT.keys()
    for email, fields in SENT.items():
        assert {name: arrived[email][name] for name in fields} == fields


async def rows(smartlead: Smartlead) -> list[dict[str, Any]]:
    """Return the leads of a campaign as rows for a frame."""
    campaign = await smartlead.campaigns.create(name="Rows")
    people = [
        {"email": "ada@example.com", "custom_fields": {"Colour": "mauve"}},
        {"email": "grace@example.com", "first_name": "Grace"},
    ]
    await smartlead.leads.upload(campaign.id, people)
    return [row.to_flat_dict() async for row in smartlead.leads.iterate(campaign.id)]
