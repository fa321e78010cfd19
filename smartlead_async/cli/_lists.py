"""``smartlead campaigns`` and ``smartlead accounts``: tables of what an account holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Unpack

import click

from smartlead_async import CampaignAnalytics, EmailAccount, Smartlead, WarmupDetails
from smartlead_async.helpers import account_faults

from ._printing import Figures, print_figures, print_table, say_json, word
from ._service import ServiceOptions, fetch, service_options

__all__ = ["accounts", "campaigns"]

_CAMPAIGN_COLUMNS: Final = ("id", "name", "status", "created")
_ACCOUNT_COLUMNS: Final = ("id", "address", "warmup", "today", "faults")
_json_option = click.option("--json", "as_json", is_flag=True, help="Print every field as JSON.")


@click.group()
def campaigns() -> None:
    """List campaigns and show their figures."""


@campaigns.command("list")
@_json_option
@service_options
def list_campaigns(*, as_json: bool, **options: Unpack[ServiceOptions]) -> None:
    """List all campaigns, newest first."""
    found = fetch(options, lambda client: client.campaigns.list())
    if as_json:
        say_json([campaign.to_dict() for campaign in found])
        return
    rows = (
        (str(each.id), each.name or "", each.status or "", word(each.created_at)) for each in found
    )
    print_table(_CAMPAIGN_COLUMNS, rows, right={"id"})


@campaigns.command()
@click.argument("id", type=click.IntRange(min=1))
@_json_option
@service_options
def stats(*, id: int, as_json: bool, **options: Unpack[ServiceOptions]) -> None:
    """Show the figures of the campaign ID: emails by outcome, leads by status."""
    found = fetch(options, lambda client: client.analytics.get_campaign(id))
    if as_json:
        say_json(found.to_dict())
        return
    groups = {
        "Campaign": _campaign(found),
        "Emails": _emails(found),
        "Leads": _given((found.campaign_lead_stats or {}).items()),
    }
    print_figures({title: figures for title, figures in groups.items() if figures})


def _given(pairs: Iterable[tuple[str, object]]) -> Figures:
    return [(name, word(value)) for name, value in pairs if value is not None]


def _campaign(found: CampaignAnalytics) -> Figures:
    pairs = (("id", str(found.campaign_id)), ("name", found.campaign_name))
    return _given((*pairs, ("status", found.status), ("created", found.created_at)))


def _emails(found: CampaignAnalytics) -> Figures:
    counts = (
        ("sent", found.total_sent, None),
        ("opened", found.total_opened, found.open_rate),
        ("clicked", found.total_clicked, found.click_rate),
        ("replied", found.total_replied, found.reply_rate),
        ("bounced", found.total_bounced, found.bounce_rate),
        ("unsubscribed", found.total_unsubscribed, found.unsubscribe_rate),
    )
    return [
        (name, word(count) if rate is None else f"{word(count)} ({rate:g} %)")
        for name, count, rate in counts
        if count is not None
    ]


@click.group()
def accounts() -> None:
    """List the email accounts that campaigns send from."""


@accounts.command("list")
@click.option("--unhealthy", is_flag=True, help="List only the email accounts with faults.")
@_json_option
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
