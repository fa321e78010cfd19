"""``smartlead accounts``: a table of the email accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Unpack

import click

from smartlead_async import EmailAccount, Smartlead, WarmupDetails
from smartlead_async.helpers import account_faults

from ._printing import json_option, print_table, say_json, word
from ._service import ServiceOptions, fetch, service_options

__all__ = ["accounts"]

_ACCOUNT_COLUMNS: Final = ("id", "address", "warmup", "today", "faults")


@click.group()
def accounts() -> None:
    """List the email accounts that campaigns send from."""


@accounts.command("list")
@click.option("--unhealthy", is_flag=True, help="List only the email accounts with faults.")
@json_option
@service_options
def list_accounts(*, unhealthy: bool, as_json: bool, **options: Unpack[ServiceOptions]) -> None:
    """List all email accounts with warmup, emails sent today, and faults that stop sending."""
    found = [
        account
        for account in fetch(options, _read_accounts)
        if not unhealthy or account_faults(account)
    ]
    if as_json:  # passwords are written as ***
        say_json([each.to_dict() | {"faults": account_faults(each)} for each in found])
    else:
        print_table(_ACCOUNT_COLUMNS, map(_account, found), right={"id", "today"})


async def _read_accounts(client: Smartlead) -> list[EmailAccount]:
    return [account async for account in client.email_accounts.iterate()]


def _account(account: EmailAccount) -> Sequence[str]:
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
