"""``smartlead leads import-status``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import click

from smartlead_async import JournalStatus, LeftOut, read_journal

from ._exit import LEADS_MISSING
from ._lead_file import BadRow
from ._printing import say_json
from ._summary import Figures, print_account

__all__ = ["import_status"]


@click.command(short_help="Show how far an import is.")
@click.argument("journal", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def import_status(context: click.Context, *, journal: Path, as_json: bool) -> None:
    """Show how far an import is, from its JOURNAL, also while it is under way.

    Failed leads are listed with their position in the file, counted from 1. Exit status 1 if the
    import is not finished or leads failed.
    """
    status = read_journal(journal)
    if as_json:
        say_json(_as_json(status))
    else:
        groups = {"Job": _job(status), "Leads": _leads(status), "Cost": _cost(status)}
        print_account(groups, _failed(status), place="lead")
    context.exit(LEADS_MISSING if status.failed or not status.finished else 0)


def _failed(status: JournalStatus) -> list[BadRow]:
    return [
        BadRow(failed.position + 1, failed.email or "", failed.reason, failed.message)
        for failed in status.failed
    ]


def _as_json(status: JournalStatus) -> Mapping[str, Any]:
    failed = [
        {"lead": row.line, "email": row.email, "reason": row.reason, "message": row.message}
        for row in _failed(status)
    ]
    left_out = [
        {"first_lead": item.start + 1, "last_lead": item.end, **_what(item)}
        for item in status.left_out
    ]
    return attrs.asdict(status, recurse=False) | {"failed": failed, "left_out": left_out}


def _what(item: LeftOut) -> Mapping[str, Any]:
    return {"count": item.count, "reason": item.reason, "email": item.email or ""}


def _job(status: JournalStatus) -> Figures:
    state = "finished" if status.finished else "not finished"
    stopped = [("stopped by", status.stopped_by)] if status.stopped_by else []
    return [("campaign", str(status.campaign_id)), ("state", state), *stopped]


def _leads(status: JournalStatus) -> Figures:
    return [
        ("read", f"{status.read:,}"),
        ("done", f"{status.done:,}"),
        ("  added", f"{status.added:,}"),
        ("  skipped", f"{status.skipped:,}"),
        *((f"    {reason}", f"{n:,}") for reason, n in sorted(status.skipped_by_reason.items())),
        ("  failed", f"{len(status.failed):,}"),
        ("in flight", f"{status.in_flight:,}"),
        ("not attempted", f"{status.not_attempted:,}"),
    ]


def _cost(status: JournalStatus) -> Figures:
    return [
        ("elapsed", f"{status.elapsed:,.1f} s"),
        ("requests", f"{status.requests:,}"),
        ("429s", f"{status.rate_limited:,}"),
    ]
