"""Read and write leads with pandas.

Columns are recognized by their names; others become custom fields. NaN means that a value is not
given.
"""

import asyncio

import pandas as pd

from smartlead_async import Smartlead


async def main() -> None:
    people = pd.DataFrame(
        {
            "E-mail": ["ada@example.com", "grace@example.com"],
            "First Name": ["Ada", None],
            "Colour": ["mauve", "blue"],
        }
    )
    async with Smartlead() as smartlead:
        campaign = await smartlead.campaigns.create(name="From pandas")
        report = await smartlead.leads.upload(campaign.id, people)
        print(report.added, "added")
        rows = [row.to_flat_dict() async for row in smartlead.leads.iterate(campaign.id)]
    frame = pd.DataFrame(rows)
    print(frame[["lead.email", "lead.custom_fields.Colour", "status"]].to_string(index=False))


asyncio.run(main())
