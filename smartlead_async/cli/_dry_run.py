"""What an import would send, without sending it."""

from __future__ import annotations

from smartlead_async import FailedLead, InvalidRequestError, UploadReport
from smartlead_async.models import check, to_lead

from ._lead_file import LeadSource

__all__ = ["rehearse"]


def rehearse(leads: LeadSource, *, dedupe: bool) -> UploadReport:
    """Return the account of an import that attempts nothing (pure, but for reading).

    Args:
        leads: The leads.
        dedupe: Whether repeated addresses are left out.
    """
    seen: set[str] = set()
    failed: list[FailedLead] = []
    duplicates = 0
    for position, item in enumerate(leads):
        try:
            address = check(to_lead(item)).email.strip().lower()
        except InvalidRequestError as error:
            failed.append(
                FailedLead(position=position, lead=item, reason="invalid", message=str(error))
            )
            continue
        duplicates += dedupe and address in seen
        seen.add(address)
    return UploadReport(
        total=len(leads),
        added=0,
        skipped=duplicates,
        skipped_by_reason={"duplicate_in_input": duplicates} if duplicates else {},
        failed=tuple(failed),
        not_attempted=len(leads) - duplicates - len(failed),
        stopped_by="dry_run",
        chunks=0,
        requests=0,
        rate_limited=0,
        elapsed=0.0,
    )
