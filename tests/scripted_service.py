"""A service that takes leads, without HTTP, and does to each request what a test tells it to."""

from __future__ import annotations

import asyncio
import math
from collections import Counter
from collections.abc import Callable, Sequence

from attrs import field, mutable

from smartlead_async import (
    AttemptInfo,
    JournalStatus,
    LeadInput,
    UploadReport,
    ValidationError,
)
from smartlead_async.models import AddLeadsResult
from smartlead_async.upload._run import Upload


def refusal(message: str, **details) -> ValidationError:
    return ValidationError(
        status_code=422, message=message, method="POST", path="/", details=details or None
    )


def nothing(_number: int, _leads: Sequence[LeadInput]) -> Exception | None:
    return None


@mutable
class Service:
    """Takes leads into a list.

    Args:
        script: What a request (its number, its leads) is refused with.
        afterwards: What it is broken with once it has been carried out.
        poison: Addresses that are refused.
        names_poison: Whether the refusal says which one.
        misnames: What the refusal makes of the index of that one.
        seconds: How long a request takes.
        room: How many leads the plan allows.
    """

    script: Callable[[int, Sequence[LeadInput]], Exception | None] = nothing
    afterwards: Callable[[int, Sequence[LeadInput]], Exception | None] = nothing
    poison: set[str] = field(factory=set)
    names_poison: bool = False
    misnames: Callable[[int], int] = int
    seconds: float = 0.1
    room: float = math.inf
    campaign: list[str] = field(factory=list)
    sent: list[list[str]] = field(factory=list)
    under_way: int = 0
    most_under_way: int = 0

    @property
    def sizes(self) -> list[int]:
        return [len(leads) for leads in self.sent]

    async def add(self, leads: Sequence[LeadInput], observer) -> AddLeadsResult:
        number = len(self.sent)
        self.sent.append([lead.email for lead in leads])
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        observer.departed()
        try:
            await asyncio.sleep(self.seconds)
        finally:
            self.under_way -= 1
        error = self.script(number, leads) or self.refuse(leads)
        answer = None if error else self.take(leads)
        error = error or self.afterwards(number, leads)
        observer.attempted(attempt(getattr(error, "status_code", None) if error else 200))
        if error:
            raise error
        return AddLeadsResult.from_dict(answer)

    def take(self, leads: Sequence[LeadInput]) -> dict[str, object]:
        present = set(self.campaign)
        new = [e for e in dict.fromkeys(lead.email for lead in leads) if e not in present]
        fresh = new[: int(min(len(new), max(0, self.room - len(self.campaign))))]
        self.campaign += fresh
        return {
            "ok": True,
            "total_leads": len(fresh),
            "upload_count": len(leads),
            "already_added_to_campaign": len(leads) - len(new),
            "is_lead_limit_exhausted": len(fresh) < len(new),
            "lead_import_stopped_count": len(new) - len(fresh),
        }

    def refuse(self, leads: Sequence[LeadInput]) -> Exception | None:
        for index, lead in enumerate(leads):
            if lead.email in self.poison:
                if self.names_poison:
                    named = self.misnames(index)
                    return refusal("bad", field=f"lead_list[{named}].email")
                return refusal("one of the leads is bad")
        return None


def attempt(status: int | None) -> AttemptInfo:
    return AttemptInfo(
        call_id=1,
        attempt=1,
        method="POST",
        path="/",
        status=status,
        bytes=0,
        waited_s=0,
        elapsed_s=0,
        sent=True,
    )


def rows(count: int, start: int = 0) -> list[dict[str, str]]:
    return [{"email": f"lead{i}@example.com"} for i in range(start, start + count)]


async def upload_leads(add, leads, *, on_progress=None, **options) -> UploadReport:
    return await Upload(add, leads, **options).run(on_progress=on_progress)


async def upload(service: Service, leads, **options) -> UploadReport:
    given = {"dedupe": True, "max_in_flight": 10, "journal": None, "on_progress": None} | options
    return await upload_leads(service.add, leads, **given)


def adds_up(report: UploadReport) -> bool:
    return (
        report.total == report.added + report.skipped + len(report.failed) + report.not_attempted
        and report.skipped == sum(report.skipped_by_reason.values())
        and is_placed(report)
    )


def is_placed(report: UploadReport | JournalStatus) -> bool:
    """Whether the items that were left out are as many for each reason as the report counts."""
    items: Counter[str] = Counter(not_attempted=0)
    for item in report.left_out:
        assert 0 < item.count <= item.end - item.start
        items[item.reason] += item.count
    starts = [item.start for item in report.left_out]
    counts = {**report.skipped_by_reason, "not_attempted": report.not_attempted}
    return items == counts and starts == sorted(starts)
