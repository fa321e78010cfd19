"""Change a custom field by address.

A lead is changed in one campaign at a time, so find its campaigns first. Other custom fields stay
as they are.
"""

import asyncio

from smartlead_async import NotFoundError, Smartlead

CHANGES = {
    "lead0@company0.example": {"plan": "pro"},
    "nobody@example.com": {"plan": "free"},
}


async def main() -> None:
    async with Smartlead() as smartlead:
        for email, fields in CHANGES.items():
            try:
                lead = await smartlead.leads.get_by_email(email)
            except NotFoundError:
                print(f"{email}: no such lead")
                continue
            for campaign in await smartlead.leads.list_campaigns(lead.id):
                await smartlead.leads.update(
                    campaign.id, lead.id, email=email, custom_fields=fields
                )
                print(f"{email}: changed in {campaign.name}")


asyncio.run(main())
