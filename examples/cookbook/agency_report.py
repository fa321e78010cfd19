"""Report on every key of an agency.

`keys.toml` has a line for each customer, such as `acme = "the key"`. The customers are asked at
once, each within the rate limit of its own key, over one pool of connections. A key that fails
takes nothing from the others.
"""

import asyncio

from smartlead_async import EmailAccount, Fleet, Smartlead


async def report(smartlead: Smartlead) -> str:
    campaigns = await smartlead.campaigns.list()
    active = [campaign for campaign in campaigns if campaign.status == "ACTIVE"]
    accounts = [account async for account in smartlead.email_accounts.iterate()]
    faulty = sum(map(is_faulty, accounts))
    return f"active campaigns: {len(active)}, faulty email accounts: {faulty} of {len(accounts)}"


def is_faulty(account: EmailAccount) -> bool:
    return account.is_smtp_success is False or account.is_imap_success is False


async def main() -> None:
    lines: dict[str, str] = {}
    async with Fleet.from_file("keys.toml") as fleet:
        async for name, result in fleet.each(report):
            failed = isinstance(result, Exception)
            lines[name] = f"failed: {type(result).__name__}" if failed else str(result)
    for name, line in sorted(lines.items()):
        print(f"{name:8} {line}")


asyncio.run(main())
