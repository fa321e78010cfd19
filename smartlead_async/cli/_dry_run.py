"""What an import would send, without sending it."""

from __future__ import annotations

from smartlead_async import FailedLead, InvalidRequestError, LeftOut, UploadReport
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
    duplicates: list[LeftOut] = []
    for position, item in enumerate(leads):
        try:
            email = check(to_lead(item)).email
        except InvalidRequestError as error:
            failed.append(
                FailedLead(position=position, lead=item, reason="invalid", message=str(error))
            )
            continue
        address = email.strip().lower()
        if dedupe and address in seen:
            again = LeftOut(position, position + 1, "duplicate_in_input", 1, email)
            duplicates.append(again)
        seen.add(address)
    skipped = len(duplicates)
    unsent = len(leads) - skipped - len(failed)
    rest = [LeftOut(0, len(leads), "not_attempted", unsent)] if unsent else []
    return UploadReport(
        total=len(leads),
        added=0,
        skipped=skipped,
        skipped_by_reason={"duplicate_in_input": skipped} if skipped else {},
        failed=tuple(failed),
        not_attempted=unsent,
        stopped_by="dry_run",
        chunks=0,
        requests=0,
        rate_limited=0,
        elapsed=0.0,
        left_out=(*duplicates, *rest),
    )
