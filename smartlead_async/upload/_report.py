"""The reports of an upload."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, TypeAlias, cast

from attrs import frozen

from .._errors import SmartleadError
from .._html import html_table
from .._public import public
from .._scalars import as_text
from ..models import LeadInput

__all__ = [
    "FailedLead",
    "LeadOutcome",
    "LeadOutcomeStatus",
    "LeftOut",
    "UploadError",
    "UploadProgress",
    "UploadReport",
]

LeadOutcomeStatus: TypeAlias = Literal["added", "skipped", "failed", "not_attempted", "unexplained"]


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
        return _address_of(self.lead)


class LeadOutcome(NamedTuple):
    """The outcome of one lead of an upload.

    Attributes:
        position: The lead's position in the input, counted from 0.
        lead: The lead, or the item that was given in its place.
        status: ``added``, ``skipped``, ``failed``, ``not_attempted``, or ``unexplained``: the
            service did not say what became of this lead.
        reason: Why it was skipped or failed, as in :attr:`UploadReport.skipped_by_reason` and
            :attr:`FailedLead.reason`. For a lead that was not attempted ``lead_limit`` (the plan
            is full) or ``error`` (the upload was stopped). None for an added one.
        message: More words, if there are any.
        lead_id: Identifier of the lead, if this run's answer tells it.
    """

    position: int
    lead: LeadInput | Mapping[str, Any] | object
    status: LeadOutcomeStatus
    reason: str | None = None
    message: str | None = None
    lead_id: int | None = None

    @property
    def email(self) -> str | None:
        """The lead's address, if there is one."""
        return _address_of(self.lead)


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


def _address_of(lead: object) -> str | None:
    """Return the address of a lead, or of what was given in its place, if there is one."""
    if isinstance(lead, Mapping):
        email: object = cast("Mapping[str, Any]", lead).get("email")
    else:
        email = getattr(lead, "email", None)
    return None if email is None else as_text(email)


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
        patience: The ``patience`` of the upload, if it was used up; else None.
    """

    def __init__(
        self, message: str, *, report: UploadReport, patience: float | None = None
    ) -> None:
        super().__init__(message)
        self.report = report
        self.patience = patience


public(
    "smartlead_async", FailedLead, LeadOutcome, LeftOut, UploadError, UploadProgress, UploadReport
)
