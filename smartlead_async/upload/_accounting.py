"""What became of each lead of an upload (pure).

Every lead read ends in exactly one of four places: added, skipped (with a reason), failed (with
its position and a reason) or not attempted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

from attrs import define, field, frozen

from ..models import AddLeadsResult, LeadInput

__all__ = [
    "LEAD_LIMIT",
    "OUTCOME_UNKNOWN",
    "ChunkOutcome",
    "FailedLead",
    "Tally",
    "UploadProgress",
    "UploadReport",
    "merged",
    "settle",
]

LEAD_LIMIT: Final = "lead_limit"
OUTCOME_UNKNOWN: Final = "outcome_unknown"
_DUPLICATE_IN_INPUT: Final = "duplicate_in_input"
_PRESENT_AFTER_RETRY: Final = "present_after_retry"
_UNEXPLAINED: Final = "unexplained"
_REASONS: Final = (
    "duplicate",
    "already_in_campaign",
    "blocked",
    "unsubscribed",
    "bounced",
    "invalid",
)


@frozen(kw_only=True)
class FailedLead:
    """A lead that was refused, or whose fate is unknown.

    Attributes:
        position: Its position in the input, counted from 0.
        lead: The lead, or what was given in place of one.
        reason: ``invalid`` (refused before sending), ``refused`` (by the service),
            ``invalid_email`` (named in the service's answer) or ``outcome_unknown``.
        message: The same in words, where there are any.
    """

    position: int
    lead: LeadInput | Mapping[str, Any] | object
    reason: str
    message: str | None = None

    @property
    def email(self) -> str | None:
        """The lead's address, if there is one."""
        if isinstance(self.lead, Mapping):
            email: object = cast("Mapping[str, Any]", self.lead).get("email")
        else:
            email = getattr(self.lead, "email", None)
        return None if email is None else str(email)


@frozen(kw_only=True)
class UploadReport:
    """What became of the leads of an upload.

    ``total == added + skipped + len(failed) + not_attempted``, always.

    Attributes:
        total: Leads read from the input.
        added: Leads that the service added to the campaign.
        skipped: Leads that the service, or the search for duplicates, left out.
        skipped_by_reason: The same by reason: ``duplicate_in_input``, ``duplicate``,
            ``already_in_campaign``, ``blocked``, ``unsubscribed``, ``bounced``, ``invalid``,
            ``present_after_retry`` (sent twice after a lost answer, and there by then), and
            ``unexplained`` (left out without a reason in the answer).
        failed: Leads that were refused or whose fate is unknown, in input order.
        not_attempted: Leads that were read but not sent, or not taken because the plan is full.
        stopped_by: ``lead_limit`` if the plan is full, ``error`` in the report of an
            :class:`UploadError`, else None.
        chunks: Chunks settled.
        requests: HTTP requests made.
        rate_limited: How many of them were answered 429.
        elapsed: Seconds.
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


@frozen(kw_only=True)
class UploadProgress:
    """How far an upload is.

    Attributes:
        read: Leads read from the input.
        added: Leads added so far.
        skipped: Leads left out so far.
        failed: Leads refused so far.
        total_hint: Length of the input, if it has one.
        requests: HTTP requests made.
        rate_limited: How many of them were answered 429.
        elapsed: Seconds.
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
    done: bool = False


@frozen(kw_only=True)
class ChunkOutcome:
    """What became of a number of leads; the four numbers add up to them."""

    added: int = 0
    skipped: Mapping[str, int] = field(factory=dict[str, int])
    failed: tuple[FailedLead, ...] = ()
    not_attempted: int = 0
    lead_limit: bool = False

    @property
    def size(self) -> int:
        """How many leads it accounts for."""
        return self.added + sum(self.skipped.values()) + len(self.failed) + self.not_attempted


def settle(
    leads: Iterable[tuple[int, LeadInput]], answer: AddLeadsResult, *, resent: bool
) -> ChunkOutcome:
    """Distribute the leads of one request over the bins that its answer names.

    The bins are filled in a fixed order and never hold more leads than were sent; what no bin
    takes is skipped as ``unexplained``.

    Args:
        leads: The leads that were sent, with their positions.
        answer: The answer.
        resent: Whether an earlier attempt at the same request may have been carried out, so
            that leads it added are reported as present.
    """
    sent = list(leads)
    failed = _named_invalid(sent, answer)
    bins = _Bins(len(sent) - len(failed))
    added = bins.take(answer.added)
    not_attempted = bins.take(answer.lead_import_stopped_count)
    reported = dict(answer.skipped_by_reason)
    if failed:  # those are the ones that the count of invalid addresses means
        reported["invalid"] = max(0, reported.get("invalid", 0) - len(failed))
    skipped: Counter[str] = Counter()
    for reason in _REASONS:
        present = resent and reason == "already_in_campaign"
        skipped[_PRESENT_AFTER_RETRY if present else reason] += bins.take(reported.get(reason, 0))
    skipped[_PRESENT_AFTER_RETRY if resent else _UNEXPLAINED] += bins.left
    return ChunkOutcome(
        added=added,
        skipped={reason: count for reason, count in skipped.items() if count},
        failed=failed,
        not_attempted=not_attempted,
        lead_limit=answer.is_lead_limit_exhausted,
    )


def _named_invalid(
    sent: list[tuple[int, LeadInput]], answer: AddLeadsResult
) -> tuple[FailedLead, ...]:
    """Return the leads whose addresses the answer names as invalid, each name used once."""
    named = Counter(address.strip().lower() for address in answer.invalid_emails)
    failed: list[FailedLead] = []
    for position, lead in sent:
        address = lead.email.strip().lower()
        if named[address] > 0:
            named[address] -= 1
            failed.append(FailedLead(position=position, lead=lead, reason="invalid_email"))
    return tuple(failed)


@define
class _Bins:
    """Leads that are not accounted for yet."""

    left: int

    def take(self, count: int) -> int:
        """Take up to ``count`` of them."""
        taken = max(0, min(count, self.left))
        self.left -= taken
        return taken


def merged(outcomes: Iterable[ChunkOutcome]) -> ChunkOutcome:
    """Return the sum of several outcomes."""
    total = ChunkOutcome()
    for outcome in outcomes:
        total = ChunkOutcome(
            added=total.added + outcome.added,
            skipped=dict(Counter(total.skipped) + Counter(outcome.skipped)),
            failed=total.failed + outcome.failed,
            not_attempted=total.not_attempted + outcome.not_attempted,
            lead_limit=total.lead_limit or outcome.lead_limit,
        )
    return total


@define
class Tally:
    """The running account of an upload."""

    started: float
    added: int = 0
    skipped: Counter[str] = field(factory=Counter[str])
    failed: list[FailedLead] = field(factory=list[FailedLead])
    not_attempted: int = 0
    chunks: int = 0
    requests: int = 0
    rate_limited: int = 0
    stopped_by: str | None = None

    def add(self, outcome: ChunkOutcome, *, duplicates: int = 0) -> None:
        """Enter the outcome of a chunk.

        Args:
            outcome: What became of its leads.
            duplicates: Leads that were left out as duplicates while it was filled.
        """
        self.added += outcome.added
        self.skipped.update(outcome.skipped)
        if duplicates:
            self.skipped[_DUPLICATE_IN_INPUT] += duplicates
        self.failed.extend(outcome.failed)
        self.not_attempted += outcome.not_attempted
        if outcome.lead_limit:
            self.stopped_by = LEAD_LIMIT

    def progress(
        self, *, read: int, total_hint: int | None, now: float, done: bool
    ) -> UploadProgress:
        """Return where the upload stands at the loop time ``now``."""
        return UploadProgress(
            read=read,
            added=self.added,
            skipped=self.skipped.total(),
            failed=len(self.failed),
            total_hint=total_hint,
            requests=self.requests,
            rate_limited=self.rate_limited,
            elapsed=now - self.started,
            done=done,
        )

    def report(self, *, now: float) -> UploadReport:
        """Return the account as it stands at the loop time ``now``."""
        skipped = self.skipped.total()
        return UploadReport(
            total=self.added + skipped + len(self.failed) + self.not_attempted,
            added=self.added,
            skipped=skipped,
            skipped_by_reason=dict(self.skipped),
            failed=tuple(sorted(self.failed, key=lambda failed: failed.position)),
            not_attempted=self.not_attempted,
            stopped_by=self.stopped_by,
            chunks=self.chunks,
            requests=self.requests,
            rate_limited=self.rate_limited,
            elapsed=now - self.started,
        )
