"""``smartlead campaigns``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Unpack

import click

from smartlead_async import CampaignAnalytics

from ._printing import say_json
from ._service import ServiceOptions, fetch, service_options
from ._summary import Figures, print_account
from ._tables import print_table, word

__all__ = ["campaigns"]

_COLUMNS: Final = ("id", "name", "status", "created")


@click.group()
def campaigns() -> None:
    """Campaigns and their figures."""


@campaigns.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print all there is to know as JSON.")
@service_options
def list_(*, as_json: bool, **options: Unpack[ServiceOptions]) -> None:
    """List all campaigns, newest first."""
    found = fetch(options, lambda client: client.campaigns.list())
    if as_json:
        say_json([campaign.to_dict() for campaign in found])
        return
    rows = (
        (str(each.id), each.name or "", each.status or "", word(each.created_at)) for each in found
    )
    print_table(_COLUMNS, rows, right={"id"})


@campaigns.command()
@click.argument("id", type=click.IntRange(min=1))
@click.option("--json", "as_json", is_flag=True, help="Print all there is to know as JSON.")
@service_options
def stats(*, id: int, as_json: bool, **options: Unpack[ServiceOptions]) -> None:
    """Show what became of the emails and leads of the campaign ID."""
    found = fetch(options, lambda client: client.analytics.get_campaign(id))
    if as_json:
        say_json(found.to_dict())
        return
    groups = {
        "Campaign": _campaign(found),
        "Emails": _emails(found),
        "Leads": _given((found.campaign_lead_stats or {}).items()),
    }
    print_account({title: figures for title, figures in groups.items() if figures}, [])


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
