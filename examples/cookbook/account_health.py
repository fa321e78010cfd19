"""Report the health of email accounts.

It lists the faults that keep an email account from sending, and accounts that are not warm.
"""

import asyncio

from smartlead_async import Smartlead
from smartlead_async.helpers import account_faults, is_warm


async def main() -> None:
    healthy = 0
    async with Smartlead() as smartlead:
        async for account in smartlead.email_accounts.iterate():
            faults = account_faults(account)
            if not is_warm(account):
                faults.append("not warm")
            if faults:
                print(f"{account.from_email}: {', '.join(faults)}")
            else:
                healthy += 1
    print(f"{healthy} healthy")


asyncio.run(main())
