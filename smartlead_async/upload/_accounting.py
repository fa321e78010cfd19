"""Account for each lead of an upload.

Every lead read ends in exactly one of four bins: added, skipped (with a reason), failed (with its
position and a reason) or not attempted. The account also tells where the skipped and the not
attempted leads are in the input, as far as that is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, groupby
from typing import Final, TypeAlias

from attrs import define, evolve, field, frozen

from .._watch import Watch
from ..models import AddLeadsResult, LeadInput
from ..models.add_leads import explaining
from ._report import (
    FailedLead,
    LeadOutcome,
    LeadOutcomeStatus,
    LeftOut,
    UploadProgress,
    UploadReport,
)

__all__ = [
    "DUPLICATE_IN_INPUT",
    "ERROR",
    "INVALID",
    "INVALID_EMAIL",
    "LEAD_LIMIT",
    "NOT_ATTEMPTED",
    "OUTCOME_UNKNOWN",
    "REFUSED",
    "SERVER_ERROR",
    "ChunkOutcome",
    "Group",
    "Tally",
    "credited",
    "in_input_order",
    "lead_outcomes",
    "merged",
    "settle",
    "tell",
    "unattempted",
]

Group: TypeAlias = Sequence[tuple[int, LeadInput]]

INVALID: Final = "invalid"
INVALID_EMAIL: Final = "invalid_email"
REFUSED: Final = "refused"
SERVER_ERROR: Final = "server_error"
OUTCOME_UNKNOWN: Final = "outcome_unknown"

LEAD_LIMIT: Final = "lead_limit"
ERROR: Final = "error"

NOT_ATTEMPTED: Final = "not_attempted"
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
_OWN_REASONS: Final = frozenset(
    {NOT_ATTEMPTED, DUPLICATE_IN_INPUT, _PRESENT_AFTER_RETRY, _UNEXPLAINED}
)
_STATUSES: Final[Mapping[str, LeadOutcomeStatus]] = {
    NOT_ATTEMPTED: "not_attempted",
    _UNEXPLAINED: "unexplained",
}
_Place: TypeAlias = tuple[LeadOutcomeStatus, str | None, str | None]


@frozen(kw_only=True)
class ChunkOutcome:
    """The outcome of some leads; each of them is in one of the four bins.

    Attributes:
        left_out: Where the skipped and the not attempted leads are, as far as that is known.
        lead_ids: Identifiers of leads by position, as far as answers of this run tell them.
    """

    added: int = 0
    skipped: Mapping[str, int] = field(factory=dict[str, int])
    failed: tuple[FailedLead, ...] = ()
    not_attempted: int = 0
    lead_limit: bool = False
    left_out: tuple[LeftOut, ...] = ()
    lead_ids: Mapping[int, int] = field(factory=dict[int, int])

    @property
    def counts(self) -> dict[str, int]:
        """Number of leads left out, by reason."""
        return {**self.skipped, NOT_ATTEMPTED: self.not_attempted}

    def placed(self, start: int, end: int) -> ChunkOutcome:
        """Return a copy whose ``left_out`` covers every lead left out.

        Args:
            start: Position of the first lead.
            end: Position behind the last one.
        """
        known = _totals(self.left_out)
        counted = [
            LeftOut(start, end, reason, count - known[reason])
            for reason, count in self.counts.items()
            if count > known[reason]
        ]
        return evolve(self, left_out=(*self.left_out, *counted))

    @property
    def was_answered(self) -> bool:
        """Whether the service took a request, be it to add the leads or to skip them."""
        return self.added > 0 or any(reason != DUPLICATE_IN_INPUT for reason in self.skipped)

    @property
    def size(self) -> int:
        """Number of leads it accounts for."""
        return self.added + sum(self.skipped.values()) + len(self.failed) + self.not_attempted

    @property
    def is_final(self) -> bool:
        """Whether sending the leads again would change nothing."""
        return not self.not_attempted and not self._has_failed({SERVER_ERROR, OUTCOME_UNKNOWN})

    @property
    def is_ambiguous(self) -> bool:
        """Whether leads may be present that no answer counted as added."""
        return self._has_failed({OUTCOME_UNKNOWN}) or _PRESENT_AFTER_RETRY in self.skipped

    def _has_failed(self, reasons: AbstractSet[str]) -> bool:
        return any(lead.reason in reasons for lead in self.failed)


def tell(watch: Watch, outcome: ChunkOutcome) -> None:
    """Tell telemetry how some leads ended."""
    watch.leads(
        added=outcome.added, skipped=sum(outcome.skipped.values()), failed=len(outcome.failed)
    )


def settle(sent: Group, answer: AddLeadsResult, *, resent: bool) -> ChunkOutcome:
    """Distribute the leads of one request over the bins that its answer names.

    The bins are filled in a fixed order and never hold more leads than were sent. The leads left
    over were not attempted if the plan is full; otherwise they are skipped as ``unexplained``.

    Args:
        sent: The leads that were sent, with their positions.
        answer: The answer.
        resent: Whether an earlier attempt may have added leads, which are now reported as
            present.
    """
    failed = _named_invalid(sent, answer)
    bins = _Bins(len(sent) - len(failed))
    added = bins.take(answer.added)
    not_attempted = bins.take(answer.lead_import_stopped_count)
    refused = False in (answer.ok, answer.success)
    lead_limit = answer.is_lead_limit_exhausted or (refused and not_attempted > 0)
    skipped = _take_skipped(bins, answer, invalid=len(failed), resent=resent)
    if lead_limit:
        not_attempted += bins.take(bins.left)
    skipped[_counted_as(_UNEXPLAINED, resent=resent)] += bins.left
    outcome = ChunkOutcome(
        added=added,
        skipped={reason: count for reason, count in skipped.items() if count},
        failed=failed,
        not_attempted=not_attempted,
        lead_limit=lead_limit,
        lead_ids=_named_ids(sent, answer),
    )
    out = {lead.position for lead in failed}
    rest = [item for item in sent if item[0] not in out]
    named = _named_skipped(rest, answer, resent=resent)
    return evolve(outcome, left_out=_located(rest, outcome.counts, named))


def _take_skipped(
    bins: _Bins, answer: AddLeadsResult, *, invalid: int, resent: bool
) -> Counter[str]:
    """Return the leads that the answer counts as skipped, by reason; fill known reasons first."""
    reported = Counter(answer.skipped_by_reason)
    reported["invalid"] -= invalid  # these are named, and have failed
    skipped: Counter[str] = Counter()
    for reason in _REASONS:
        skipped[_counted_as(reason, resent=resent)] += bins.take(reported[reason])
    for reason, count in explaining(_other_reasons(answer), bins.left).items():
        skipped[_counted_as(reason, resent=resent)] += bins.take(count)
    return skipped


def _other_reasons(answer: AddLeadsResult) -> dict[str, int]:
    """Return the counts under unknown names, except the names that the account itself uses."""
    return {name: n for name, n in answer.other_counts.items() if name not in _OWN_REASONS}


def _counted_as(reason: str, *, resent: bool) -> str:
    present = resent and reason in {_ALREADY_IN_CAMPAIGN, _UNEXPLAINED}
    return _PRESENT_AFTER_RETRY if present else reason


def _named_invalid(sent: Group, answer: AddLeadsResult) -> tuple[FailedLead, ...]:
    """Return the leads whose addresses the answer names as invalid; use each name once."""
    named = Counter(map(_plain, answer.invalid_emails))
    failed: list[FailedLead] = []
    for position, lead in sent:
        address = _plain(lead.email)
        if named[address] > 0:
            named[address] -= 1
            failed.append(FailedLead(position=position, lead=lead, reason=INVALID_EMAIL))
    return tuple(failed)


def _named_skipped(sent: Group, answer: AddLeadsResult, *, resent: bool) -> list[LeftOut]:
    """Return the leads that the answer names as skipped; use each name once.

    If an address was sent more than once, its name means the later ones.
    """
    places: dict[str, list[tuple[int, LeadInput]]] = {}
    for position, lead in sent:
        places.setdefault(_plain(lead.email), []).append((position, lead))
    named: list[LeftOut] = []
    for skipped in answer.skipped_leads:
        if found := places.get(_plain(skipped.email or "")):
            position, lead = found.pop()
            reason = _counted_as(skipped.reason_key or _UNEXPLAINED, resent=resent)
            named.append(LeftOut(position, position + 1, reason, 1, lead.email))
    return named


def _named_ids(sent: Group, answer: AddLeadsResult) -> dict[int, int]:
    """Return the identifiers of leads that the answer tells with their addresses."""
    ids = {_plain(email): lead_id for email, lead_id in answer.ids_by_email.items()}
    if not ids:
        return {}
    named = ((position, ids.get(_plain(lead.email))) for position, lead in sent)
    return {position: lead_id for position, lead_id in named if lead_id is not None}


def _located(sent: Group, counts: Mapping[str, int], named: list[LeftOut]) -> tuple[LeftOut, ...]:
    """Return where leads were left out; drop the names that contradict the counts.

    If all the leads without a name were left out for one reason, their places are known too.
    """
    claimed = _totals(named)
    named = [item for item in named if claimed[item.reason] <= counts.get(item.reason, 0)]
    known, places = _totals(named), {item.start for item in named}
    others = [position for position, _ in sent if position not in places]
    reason = next((key for key, n in counts.items() if n - known[key] == len(others)), None)
    return (*named, *(_runs(others, reason) if reason else ()))


def _plain(address: str) -> str:
    return address.strip().lower()


def _totals(items: Iterable[LeftOut]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for item in items:
        totals[item.reason] += item.count
    return totals


def _runs(positions: Iterable[int], reason: str) -> Iterator[LeftOut]:
    """Return an item for each stretch of consecutive positions."""
    pairs = enumerate(sorted(positions))
    for _, run in groupby(pairs, lambda pair: pair[1] - pair[0]):
        stretch = [position for _, position in run]
        yield LeftOut(stretch[0], stretch[-1] + 1, reason, len(stretch))


def unattempted(leads: Sequence[tuple[int, object]]) -> ChunkOutcome:
    """Return the outcome of leads that were not sent."""
    stretches = _runs((position for position, _ in leads), NOT_ATTEMPTED)
    return ChunkOutcome(not_attempted=len(leads), left_out=tuple(stretches))


def in_input_order(items: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    """Return the items by position; join adjacent stretches that were not attempted."""
    ordered: list[LeftOut] = []
    for item in sorted(items, key=lambda item: (item.start, item.end, item.reason)):
        if ordered and _continues(ordered[-1], item):
            start = ordered.pop().start
            ordered.append(LeftOut(start, item.end, NOT_ATTEMPTED, item.end - start))
        else:
            ordered.append(item)
    return tuple(ordered)


def _continues(before: LeftOut, item: LeftOut) -> bool:
    return before.end == item.start and all(
        each.reason == NOT_ATTEMPTED and each.count == each.end - each.start
        for each in (before, item)
    )


@define
class _Bins:
    """Count down the leads that are in no bin yet."""

    left: int

    def take(self, count: int) -> int:
        """Take up to ``count`` of them."""
        taken = max(0, min(count, self.left))
        self.left -= taken
        return taken


def credited(outcome: ChunkOutcome, *, added_before: int) -> ChunkOutcome:
    """Count the leads that an earlier run of the job added as added.

    In this run they were reported as present, or not reached again. Which leads they are is not
    known.

    Args:
        outcome: The outcome of the leads in this run.
        added_before: How many of them an earlier run added.
    """
    known = _Bins(added_before)
    skipped = dict(outcome.skipped)
    for reason in (_ALREADY_IN_CAMPAIGN, _PRESENT_AFTER_RETRY, _UNEXPLAINED):
        skipped[reason] = skipped.get(reason, 0) - known.take(skipped.get(reason, 0))
    not_attempted = outcome.not_attempted - known.take(outcome.not_attempted)
    credit = evolve(
        outcome,
        added=outcome.added + added_before - known.left,
        skipped={reason: count for reason, count in skipped.items() if count},
        not_attempted=not_attempted,
    )
    same = credit.counts.items() & outcome.counts.items()
    reasons = {reason for reason, _ in same}
    return evolve(credit, left_out=tuple(i for i in outcome.left_out if i.reason in reasons))


def merged(outcomes: Iterable[ChunkOutcome]) -> ChunkOutcome:
    """Return the sum of several outcomes."""
    parts = list(outcomes)
    skipped: Counter[str] = Counter()
    for part in parts:
        skipped.update(part.skipped)
    return ChunkOutcome(
        added=sum(part.added for part in parts),
        skipped=dict(skipped),
        failed=tuple(chain.from_iterable(part.failed for part in parts)),
        not_attempted=sum(part.not_attempted for part in parts),
        lead_limit=any(part.lead_limit for part in parts),
        left_out=tuple(chain.from_iterable(part.left_out for part in parts)),
        lead_ids=dict(chain.from_iterable(part.lead_ids.items() for part in parts)),
    )


def lead_outcomes(
    items: Iterable[tuple[int, object]], outcome: ChunkOutcome, *, stopped_by: str | None
) -> list[LeadOutcome]:
    """Return the outcome of each lead of a chunk.

    If only a number is known of some reason, any lead without a place of its own may be one of
    these, or may have been added. For example, of an answer "399 added, 1 blocked" to 400 leads,
    all 400 are unexplained.

    Args:
        items: The leads with their positions.
        outcome: Their outcome, placed.
        stopped_by: Why leads were not attempted.
    """
    known, unplaced = _places(outcome, stopped_by)
    rest: _Place = ("added", None, None)
    if unplaced:
        rest = ("unexplained", _UNEXPLAINED, _without_place(outcome.added, unplaced))
    ids = outcome.lead_ids
    if not known and not ids:  # as of most chunks, and in half the time
        return [LeadOutcome(position, lead, *rest) for position, lead in items]
    return [
        LeadOutcome(position, lead, *known.get(position, rest), ids.get(position))
        for position, lead in items
    ]


def _places(
    outcome: ChunkOutcome, stopped_by: str | None
) -> tuple[dict[int, _Place], Counter[str]]:
    """Return the leads whose place is known, and the numbers of those left out elsewhere."""
    known: dict[int, _Place] = {
        lead.position: ("failed", lead.reason, lead.message) for lead in outcome.failed
    }
    unplaced: Counter[str] = Counter()
    for item in outcome.left_out:
        if item.count < item.end - item.start:
            unplaced[item.reason] += item.count
            continue
        reason = (stopped_by or LEAD_LIMIT) if item.reason == NOT_ATTEMPTED else item.reason
        place: _Place = (_STATUSES.get(item.reason, "skipped"), reason, None)
        known.update(dict.fromkeys(range(item.start, item.end), place))
    return known, unplaced


def _without_place(added: int, unplaced: Mapping[str, int]) -> str:
    counts = [f"{count} {reason}" for reason, count in sorted(unplaced.items())]
    return f"one of {added} added, {', '.join(counts)}: the service did not say which"


@define
class Tally:
    """The running account of an upload."""

    started: float = 0.0
    added: int = 0
    skipped: Counter[str] = field(factory=Counter[str])
    failed: list[FailedLead] = field(factory=list[FailedLead])
    not_attempted: int = 0
    left_out: list[LeftOut] = field(factory=list[LeftOut])
    chunks: int = 0
    requests: int = 0
    rate_limited: int = 0
    stopped_by: str | None = None

    def add(self, outcome: ChunkOutcome, *, requests: int = 0, rate_limited: int = 0) -> None:
        """Enter the outcome of a chunk and the requests it took."""
        self.added += outcome.added
        self.skipped.update(outcome.skipped)
        self.failed.extend(outcome.failed)
        self.not_attempted += outcome.not_attempted
        self.left_out.extend(outcome.left_out)
        self.requests += requests
        self.rate_limited += rate_limited
        if outcome.lead_limit:
            self.stopped_by = LEAD_LIMIT

    def progress(
        self,
        *,
        read: int,
        total_hint: int | None,
        now: float,
        waiting_since: float | None,
        done: bool,
    ) -> UploadProgress:
        """Return the progress at the loop time ``now``."""
        return UploadProgress(
            read=read,
            added=self.added,
            skipped=self.skipped.total(),
            failed=len(self.failed),
            total_hint=total_hint,
            requests=self.requests,
            rate_limited=self.rate_limited,
            elapsed=now - self.started,
            waiting_since=None if waiting_since is None else waiting_since - self.started,
            done=done,
        )

    def report(self, *, now: float) -> UploadReport:
        """Return the account at the loop time ``now``."""
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
            left_out=in_input_order(self.left_out),
        )
