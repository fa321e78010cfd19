"""``smartlead accounts``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Unpack

import click

from smartlead_async import EmailAccount, Smartlead, WarmupDetails
from smartlead_async.helpers import account_faults

from ._printing import say_json
from ._service import ServiceOptions, fetch, service_options
from ._tables import print_table, word

__all__ = ["accounts"]

_COLUMNS: Final = ("id", "address", "warmup", "today", "faults")


@click.group()
def accounts() -> None:
    """The mailboxes that campaigns send from."""


@accounts.command("list")
@click.option("--unhealthy", is_flag=True, help="List only mailboxes with faults.")
@click.option("--json", "as_json", is_flag=True, help="Print all there is to know as JSON.")
@service_options
def list_(*, unhealthy: bool, as_json: bool, **options: Unpack[ServiceOptions]) -> None:
    """List all mailboxes: warmup and reputation, emails sent today, and what keeps from sending."""
    found = [
        account for account in fetch(options, _read) if not unhealthy or account_faults(account)
    ]
    if as_json:  # passwords are written as ***
        say_json([each.to_dict() | {"faults": account_faults(each)} for each in found])
    else:
        print_table(_COLUMNS, map(_row, found), right={"id", "today"})


async def _read(client: Smartlead) -> list[EmailAccount]:
    return [account async for account in client.email_accounts.iterate()]


def _row(account: EmailAccount) -> Sequence[str]:
    return (
        str(account.id),
        account.from_email or "",
        _warmup(account.warmup_details),
        f"{word(account.daily_sent_count)}/{word(account.message_per_day)}",
        ", ".join(account_faults(account)),
    )


def _warmup(details: WarmupDetails | None) -> str:
    if details is None:
        return ""
    reputation = details.warmup_reputation
    percent = f"{reputation:g} %" if isinstance(reputation, float) else word(reputation)
    return f"{details.status or ''} {percent}".strip()
