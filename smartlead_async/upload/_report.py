"""The reports of an upload."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, cast

from attrs import frozen

from .._errors import SmartleadError
from .._html import html_table
from .._scalars import as_text
from ..models import LeadInput

__all__ = ["FailedLead", "LeftOut", "UploadError", "UploadProgress", "UploadReport"]


@frozen(kw_only=True)
class FailedLead:
    """A lead that was refused, or whose fate is unknown.

    Attributes:
        position: Its position in the input, counted from 0.
        lead: The lead, or the item that was given in its place.
        reason: ``invalid`` (refused before sending), ``refused`` (by the service),
            ``invalid_email`` (named in the service's answer), ``server_error`` (the service
            failed over this lead and answered others) or ``outcome_unknown`` (it may have been
            added).
        message: The reason in words, if there are any.
    """

    position: int
    lead: LeadInput | Mapping[str, Any] | object
    reason: str
    message: str | None = None

    @property
    def email(self) -> str | None:
        """The lead's address, if there is one."""
        lead: object = self.lead
        if isinstance(lead, Mapping):
            email: object = cast("Mapping[str, Any]", lead).get("email")
        else:
            email = getattr(lead, "email", None)
        return None if email is None else as_text(email)


@frozen
class LeftOut:
    """Leads that were skipped or not attempted: a single one, or several of a stretch.

    The stretch holds the positions from ``start`` up to, but not including, ``end``. All of them
    are meant if ``count == end - start``; otherwise it is not known which ``count`` of them.

    Attributes:
        start: Position of the first lead, counted from 0.
        end: Position behind the last one, so that ``end == start + 1`` for a single lead.
        reason: A key of :attr:`UploadReport.skipped_by_reason`, or ``not_attempted``.
        count: Number of leads left out.
        email: Address of a single lead that the service named or that came twice, else None.
    """

    start: int
    end: int
    reason: str
    count: int
    email: str | None = None


@frozen(kw_only=True)
class UploadReport:
    """The account of an upload.

    ``total == added + skipped + len(failed) + not_attempted``, always, and the counts in
    ``left_out`` add up to ``skipped + not_attempted``.

    Attributes:
        total: Leads read from the input.
        added: Leads that the service added to the campaign.
        skipped: Leads that the service left out, or this client as duplicates in the input.
        skipped_by_reason: The same by reason: ``duplicate_in_input``, ``duplicate``,
            ``already_in_campaign``, ``blocked``, ``unsubscribed``, ``bounced``, ``invalid``,
            ``present_after_retry`` (sent twice after a lost answer, and there by then),
            ``unexplained`` (not counted as added, without a reason in the answer), and any other
            count of an answer under its own name, such as ``skipped_in_other_campaign``.
        failed: Leads that were refused or whose fate is unknown, in input order.
        not_attempted: Leads that were read but not sent, or not taken because the plan is full.
        stopped_by: ``lead_limit`` if the plan is full, ``error`` in the report of an
            :class:`UploadError`, else None.
        chunks: Chunks settled.
        requests: HTTP requests made.
        rate_limited: How many of them were answered 429.
        elapsed: Seconds.
        left_out: Where the skipped and the not attempted leads are, in input order: an item for
            each lead that an answer names or that came twice, one for each stretch that was not
            attempted, and one for each chunk and reason if only their number is known.
    """

    total: int
    added: int
    skipped: int
    skipped_by_reason: dict[str, int]
    failed: tuple[FailedLead, ...]
    not_attempted: int
    stopped_by: str | None
    chunks: int
    requests: int
    rate_limited: int
    elapsed: float
    left_out: tuple[LeftOut, ...] = ()

    def raise_for_failures(self) -> None:
        """Raise an error if leads are missing for which nobody gave a reason to leave them out.

        Those are the leads that failed, that were not attempted, or that are ``unexplained``.

        Raises:
            UploadError: There are such leads; its text is that of this report.
        """
        if self.failed or self.not_attempted or self.skipped_by_reason.get("unexplained"):
            raise UploadError(str(self), report=self)

    def __repr__(self) -> str:
        return f"<UploadReport: {self}>"

    def _repr_html_(self) -> str:
        """Return the account and the first leads that failed, for notebooks."""
        return html_table(str(self), self.failed)

    def __str__(self) -> str:
        """Return the account as one line."""
        reasons = Counter(lead.reason for lead in self.failed)
        stopped = {None: "", "lead_limit": "; the plan is full"}.get(self.stopped_by, "; stopped")
        return (
            f"{self.total:,} leads: {self.added:,} added, "
            f"{self.skipped:,} skipped{_by_reason(self.skipped_by_reason)}, "
            f"{len(self.failed):,} failed{_by_reason(reasons)}, "
            f"{self.not_attempted:,} not attempted{stopped}; "
            f"{self.requests:,} requests in {self.elapsed:,.1f} s"
        )


def _by_reason(counts: Mapping[str, int]) -> str:
    words = ", ".join(f"{count:,} {reason}" for reason, count in sorted(counts.items()) if count)
    return f" ({words})" if words else ""


@frozen(kw_only=True)
class UploadProgress:
    """The progress of an upload.

    Attributes:
        read: Leads read from the input.
        added: Leads added so far.
        skipped: Leads left out so far.
        failed: Leads refused so far.
        total_hint: Length of the input, if it has one.
        requests: HTTP requests made.
        rate_limited: How many of them were answered 429.
        elapsed: Seconds.
        waiting_since: While the service does not answer, the value of ``elapsed`` at which it
            stopped doing so; else None.
        done: Whether this is the last report.
    """

    read: int
    added: int
    skipped: int
    failed: int
    total_hint: int | None
    requests: int
    rate_limited: int
    elapsed: float
    waiting_since: float | None = None
    done: bool = False


class UploadError(SmartleadError):
    """An upload stopped before the end of its input; the cause is chained.

    :meth:`UploadReport.raise_for_failures` raises it too, without a cause.

    Attributes:
        report: The account up to then; its numbers add up.
    """

    def __init__(self, message: str, *, report: UploadReport) -> None:
        super().__init__(message)
        self.report = report
