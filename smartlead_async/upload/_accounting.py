"""What became of each lead of an upload (pure).

Every lead read ends in exactly one of four places: added, skipped (with a reason), failed (with
its position and a reason) or not attempted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from attrs import define, evolve, field, frozen

from ..models import AddLeadsResult, LeadInput
from ._report import FailedLead

__all__ = [
    "DUPLICATE_IN_INPUT",
    "INVALID",
    "INVALID_EMAIL",
    "OUTCOME_UNKNOWN",
    "REFUSED",
    "ChunkOutcome",
    "credited",
    "merged",
    "settle",
]

INVALID: Final = "invalid"
INVALID_EMAIL: Final = "invalid_email"
REFUSED: Final = "refused"
OUTCOME_UNKNOWN: Final = "outcome_unknown"

DUPLICATE_IN_INPUT: Final = "duplicate_in_input"
_ALREADY_IN_CAMPAIGN: Final = "already_in_campaign"
_PRESENT_AFTER_RETRY: Final = "present_after_retry"
_UNEXPLAINED: Final = "unexplained"
_REASONS: Final = (
    "duplicate",
    _ALREADY_IN_CAMPAIGN,
    "blocked",
    "unsubscribed",
    "bounced",
    "invalid",
)


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

    @property
    def is_final(self) -> bool:
        """Whether sending the leads again would change nothing."""
        return not self.not_attempted and not self._has_unknown

    @property
    def is_ambiguous(self) -> bool:
        """Whether leads may be present that no answer counted as added."""
        return self._has_unknown or _PRESENT_AFTER_RETRY in self.skipped

    @property
    def _has_unknown(self) -> bool:
        return any(lead.reason == OUTCOME_UNKNOWN for lead in self.failed)


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
        present = resent and reason == _ALREADY_IN_CAMPAIGN
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
            failed.append(FailedLead(position=position, lead=lead, reason=INVALID_EMAIL))
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


def credited(outcome: ChunkOutcome, *, added_before: int) -> ChunkOutcome:
    """Count as added what an earlier run of the job added.

    Sent again, those leads are reported as present, or they were not reached again.

    Args:
        outcome: What became of the leads in this run.
        added_before: How many of them an earlier run added.
    """
    known = _Bins(added_before)
    skipped = dict(outcome.skipped)
    for reason in (_ALREADY_IN_CAMPAIGN, _PRESENT_AFTER_RETRY, _UNEXPLAINED):
        skipped[reason] = skipped.get(reason, 0) - known.take(skipped.get(reason, 0))
    not_attempted = outcome.not_attempted - known.take(outcome.not_attempted)
    return evolve(
        outcome,
        added=outcome.added + added_before - known.left,
        skipped={reason: count for reason, count in skipped.items() if count},
        not_attempted=not_attempted,
    )


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
