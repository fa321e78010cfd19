"""``smartlead accounts``, ``clients`` and ``inbox``: tables of what an account holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Unpack

import click

from smartlead_async import EmailAccount, Smartlead, WarmupDetails
from smartlead_async.helpers import account_faults
from smartlead_async.models import InboxMessage

from ._printing import json_option, print_table, say_json, word
from ._service import ServiceOptions, fetch, service_options

__all__ = ["accounts", "clients", "inbox"]

_ACCOUNT_COLUMNS: Final = ("id", "address", "warmup", "today", "faults")
_NO_ACCOUNTS: Final = (
    "There are no email accounts. Connect one in Smartlead: a campaign needs one to send from."
)
_CLIENT_COLUMNS: Final = ("id", "name", "email", "created")
_INBOX_COLUMNS: Final = ("replied", "lead", "campaign", "category", "subject")


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
        empty = "No email account has a fault." if unhealthy else _NO_ACCOUNTS
        print_table(_ACCOUNT_COLUMNS, map(_account, found), right={"id", "today"}, empty=empty)


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


@click.group()
def clients() -> None:
    """List the clients of an agency."""


@clients.command("list")
@json_option
@service_options
def list_clients(*, as_json: bool, **options: Unpack[ServiceOptions]) -> None:
    """List all clients."""
    found = fetch(options, lambda client: client.clients.list())
    if as_json:
        say_json([each.to_dict() for each in found])
        return
    rows = (
        (str(each.id), each.name or "", each.email or "", word(each.created_at)) for each in found
    )
    empty = "There are no clients. Only accounts of agencies have some."
    print_table(_CLIENT_COLUMNS, rows, right={"id"}, empty=empty)


@click.group()
def inbox() -> None:
    """List the replies in the master inbox."""


@inbox.command("list")
@click.option("--unread", is_flag=True, help="List only the replies that nobody has read.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    help="Most replies to list.",
)
@json_option
@service_options
def list_inbox(
    *, unread: bool, limit: int, as_json: bool, **options: Unpack[ServiceOptions]
) -> None:
    """List the replies, newest first."""

    async def read(client: Smartlead) -> list[InboxMessage]:
        iterate = client.inbox.iterate_unread if unread else client.inbox.iterate_replies
        found: list[InboxMessage] = []
        async with iterate(page_size=min(limit, 20), sort_by="REPLY_TIME_DESC") as items:
            async for each in items:
                found.append(each)
                if len(found) == limit:
                    break
        return found

    messages = fetch(options, read)
    if as_json:
        say_json([each.to_dict() for each in messages])
    else:
        empty = "There are no unread replies." if unread else "There are no replies yet."
        print_table(_INBOX_COLUMNS, map(_message, messages), empty=empty)


def _message(message: InboxMessage) -> Sequence[str]:
    last = message.last_message
    replied = message.last_reply_time or (last.time if last else None)
    return (
        word(replied),
        (message.lead.email if message.lead else None) or "",
        (message.campaign.name if message.campaign else None) or "",
        (message.category.name if message.category else None) or "",
        (last.subject if last else None) or "",
    )
