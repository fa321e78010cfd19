"""Start a campaign from zero.

Create it, write its sequence, set its schedule, attach email accounts, add leads, and start it. The
service starts a campaign only when all of these are there.
"""

import asyncio

from smartlead_async import LeadDict, SequenceStepDict, Smartlead
from smartlead_async.helpers import attachable_accounts

STEPS: list[SequenceStepDict] = [
    {
        "seq_number": 1,
        "seq_delay_details": {"delay_in_days": 0},
        "subject": "A question, {{first_name}}",
        "email_body": "<p>Hi {{first_name}}, who looks after email at {{company_name}}?</p>",
    },
    {
        "seq_number": 2,
        "seq_delay_details": {"delay_in_days": 3},
        "subject": "",  # empty: a reply in the same thread
        "email_body": "<p>Did you see my question?</p>",
    },
]
LEADS: list[LeadDict] = [
    {"email": "ada@example.com", "first_name": "Ada", "company_name": "Engines"},
    {"email": "grace@example.com", "first_name": "Grace", "company_name": "Navy"},
]


async def main() -> None:
    async with Smartlead() as smartlead:
        campaign = await smartlead.campaigns.create(name="Spring")
        await smartlead.campaigns.save_sequences(campaign.id, STEPS)
        await smartlead.campaigns.update_schedule(
            campaign.id,
            timezone="Europe/Berlin",
            days_of_the_week=[1, 2, 3, 4, 5],  # 0 is Sunday
            start_hour="09:00",
            end_hour="17:00",
            min_time_btw_emails=10,
            max_leads_per_day=50,
        )
        accounts = await attachable_accounts(smartlead)
        await smartlead.campaigns.add_email_accounts(campaign.id, [each.id for each in accounts])
        report = await smartlead.leads.upload(campaign.id, LEADS)
        await smartlead.campaigns.update_status(campaign.id, "ACTIVE")
        started = await smartlead.campaigns.get(campaign.id)
        print(f"{started.name}: {started.status}, {report.added} leads, {len(accounts)} accounts")


asyncio.run(main())
