"""``smartlead campaigns``: list campaigns, show their figures, start, pause and stop them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, Unpack

import click

from smartlead_async import CampaignAnalytics, Smartlead, SmartleadError

from ._exit import CommandError, explained
from ._printing import Figures, json_option, print_figures, print_table, say, say_json, word
from ._service import ServiceOptions, fetch, service_options

__all__ = ["campaigns"]

_COLUMNS: Final = ("id", "name", "status", "created")
_IN_WORDS: Final = {"notStarted": "not started", "inprogress": "in progress"}
_NONE: Final = (
    "There are no campaigns. Create one in Smartlead, or with: "
    """smartlead api POST /campaigns/create --json '{"name": "Spring"}'"""
)


@click.group()
def campaigns() -> None:
    """List campaigns, show their figures, start, pause and stop them."""


@campaigns.command("list")
@json_option
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
    print_table(_COLUMNS, rows, right={"id"}, empty=_NONE)


@campaigns.command()
@click.argument("id", type=click.IntRange(min=1))
@json_option
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
    return [(_IN_WORDS.get(name, name), word(value)) for name, value in pairs if value is not None]


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


_ids_argument = click.argument(
    "ids", metavar="ID...", nargs=-1, required=True, type=click.IntRange(min=1)
)


@campaigns.command()
@_ids_argument
@service_options
def start(*, ids: tuple[int, ...], **options: Unpack[ServiceOptions]) -> None:
    """Start the campaigns ID..., or go on with those that were paused."""
    _set_status(ids, "ACTIVE", "started", options)


@campaigns.command()
@_ids_argument
@service_options
def pause(*, ids: tuple[int, ...], **options: Unpack[ServiceOptions]) -> None:
    """Pause the campaigns ID...: nothing is sent until they are started again."""
    _set_status(ids, "PAUSED", "paused", options)


@campaigns.command()
@_ids_argument
@click.option("--yes", is_flag=True, help="Do not ask.")
@service_options
def stop(*, ids: tuple[int, ...], yes: bool, **options: Unpack[ServiceOptions]) -> None:
    """Stop the campaigns ID... for good: a stopped campaign cannot be started again."""
    if not yes:
        click.confirm(f"Stop {', '.join(map(str, ids))} for good?", abort=True, err=True)
    _set_status(ids, "STOPPED", "stopped", options)


def _set_status(
    ids: tuple[int, ...],
    status: Literal["ACTIVE", "PAUSED", "STOPPED"],
    done: str,
    options: ServiceOptions,
) -> None:
    """Change the campaigns one after the other; a refused one does not keep the others back."""

    async def change(client: Smartlead) -> list[CommandError]:
        errors: list[CommandError] = []
        for id_ in dict.fromkeys(ids):
            try:
                await client.campaigns.update_status(id_, status)
            except SmartleadError as error:
                errors.append(explained(error))
            else:
                say(f"{id_} {done}")
        return errors

    if errors := fetch(options, change):
        for error in errors[:-1]:
            error.show()
        raise errors[-1]
