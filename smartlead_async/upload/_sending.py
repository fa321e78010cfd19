"""Send one chunk, and narrow it down if the service refuses it."""

from __future__ import annotations

import random
import re
from collections import deque
from collections.abc import Awaitable, Sequence
from typing import Final, Protocol

from attrs import define, evolve, frozen

from .._codec import json_object
from .._errors import APIError, BadRequestError, ResponseDecodeError, ValidationError
from .._options import AttemptInfo
from ..models import AddLeadsResult, LeadInput
from ._accounting import (
    INVALID_EMAIL,
    OUTCOME_UNKNOWN,
    REFUSED,
    ChunkOutcome,
    Group,
    credited,
    merged,
    settle,
    unattempted,
)
from ._chunking import Chunk
from ._records import Past
from ._report import FailedLead

__all__ = ["AddLeads", "ChunkJob", "Experience"]

_FRUITLESS_REFUSALS: Final = 32  # with nothing accepted: it is not about single leads
_UNREADABLE_ANSWERS: Final = 2
_LEAD_INDEX: Final = re.compile(r"lead_list(?:\[|\.)(\d+)")


class AddLeads(Protocol):
    """Send one request that adds leads, and report its attempts to the observer."""

    def __call__(
        self, leads: Sequence[LeadInput], observer: ChunkJob, /
    ) -> Awaitable[AddLeadsResult]:
        """Send the request."""
        ...


@define
class Experience:
    """The lessons that all chunks of an upload share.

    Attributes:
        accepted: Whether any leads were accepted.
        misnamed: Whether a refusal named a lead that was accepted later.
    """

    accepted: bool = False
    misnamed: bool = False


@frozen
class _Try:
    """A request to make.

    Attributes:
        leads: The leads to send.
        set_aside: Leads that were left out of it because a refusal named them.
        message: The message of that refusal.
        is_named: Whether it holds one named lead, to see if the name was right.
    """

    leads: Group
    set_aside: Group = ()
    message: str | None = None
    is_named: bool = False


class ChunkJob:
    """Send one chunk to the service.

    A refused group of leads is split until only the offending leads fail: the leads that the
    refusal names are set aside, or the group is halved. For k offenders among n leads that takes
    O(k log n) requests, or 2k if the refusals name them. A lead fails only if it was refused
    alone, or if the others were accepted without it. Once a refusal has named a wrong lead, the
    upload ignores all names.

    Attributes:
        chunk: The chunk.
        past: Its record from earlier runs, if there is one.
        requests: Requests made, in earlier runs too.
        rate_limited: How many of them were answered 429.
        on_wire: Whether a request is under way now.
    """

    def __init__(
        self, chunk: Chunk, add: AddLeads, experience: Experience, past: Past | None = None
    ) -> None:
        self.chunk = chunk
        self.past = past
        known = past or Past()
        self.requests = known.requests
        self.rate_limited = known.rate_limited
        self.on_wire = False
        self._add = add
        self._experience = experience
        self._resent = known.in_flight or known.outcome.is_ambiguous
        self._added_before = known.outcome.added
        self._refused = _refused(known.outcome)
        self._pending: deque[_Try] = deque()
        self._settled: list[ChunkOutcome] = []
        self._ambiguous = False
        self._refusals = 0
        self._unreadable = 0
        out = {lead.position for lead in self._refused}
        if group := [item for item in chunk.leads if item[0] not in out]:
            self._pending.append(_Try(group))
        experience.accepted |= known.outcome.was_answered

    @property
    def is_untouched(self) -> bool:
        """Whether there are leads to send and this run has changed nothing for any of them."""
        return bool(self._pending) and not (self._settled or self.is_ambiguous)

    @property
    def is_settled(self) -> bool:
        """Whether this run, or an earlier one for good, has changed something for its leads."""
        return not self.is_untouched or (self.past is not None and self.past.is_final)

    @property
    def is_ambiguous(self) -> bool:
        """Whether a request of this run may have been carried out without saying so."""
        return self._ambiguous or self.on_wire

    def departed(self) -> None:
        """Note that a request is going out."""
        self.on_wire = True

    def attempted(self, info: AttemptInfo) -> None:
        """Note that an attempt is over."""
        self.on_wire = False
        self.requests += 1
        self.rate_limited += info.status == 429
        self._ambiguous = self._ambiguous or info.ambiguous

    async def run(self) -> None:
        """Send the chunk until each of its leads is settled.

        Raises:
            SmartleadError: The error that stopped it; :meth:`outcome` accounts for it.
        """
        while self._pending:
            tried = self._pending[0]
            try:
                answer = await self._add([lead for _, lead in tried.leads], self)
            except (BadRequestError, ValidationError) as refusal:
                self._narrow(tried, refusal)
                continue
            except ResponseDecodeError:
                # the leads were added; sending them again tells which of them
                self._ambiguous = True
                self._unreadable += 1
                if self._unreadable > _UNREADABLE_ANSWERS:
                    raise
                continue
            self._pending.popleft()
            self._accept(tried, answer)

    def outcome(self) -> ChunkOutcome:
        """Return the outcome of the chunk up to now."""
        if self.is_untouched and self.past is not None and self.past.outcome.size:
            return self.past.outcome
        pending = [item for each in self._pending for item in (*each.leads, *each.set_aside)]
        if self._resent or self.is_ambiguous:
            rest = ChunkOutcome(failed=_failed(pending, OUTCOME_UNKNOWN))
        else:
            rest = unattempted(pending)
        sent = credited(merged([*self._settled, rest]), added_before=self._added_before)
        return self.chunk.outcome(merged([ChunkOutcome(failed=self._refused), sent]))

    def verdict(self) -> Past | None:
        """Return the record of the chunk up to now; None if there is nothing to record."""
        known = self.past if self.is_untouched else Past(outcome=self.outcome())
        if known is None:
            return None
        return evolve(known, requests=self.requests, rate_limited=self.rate_limited)

    def _accept(self, tried: _Try, answer: AddLeadsResult) -> None:
        """Settle the leads of a request; a single lead that was set aside is the offender."""
        self._experience.accepted = True
        self._experience.misnamed |= tried.is_named
        resent = self._resent or self._ambiguous
        self._settled.append(settle(tried.leads, answer, resent=resent))
        if len(tried.set_aside) == 1:
            self._refuse(tried.set_aside, tried.message)
        else:
            self._pending.extendleft(_alone(tried.set_aside))

    def _narrow(self, tried: _Try, refusal: APIError) -> None:
        """Replace a refused group by smaller ones, or settle it if it is a single lead."""
        self._refusals += 1
        group, message = tried.leads, refusal.message
        named = [] if self._experience.misnamed else _named(group, refusal)
        if not named and self._is_about_the_request(refusal):
            raise refusal
        self._pending.popleft()
        if len(group) == 1:
            self._refuse(group, message)
        elif 0 < len(named) < len(group):
            rest = [item for index, item in enumerate(group) if index not in set(named)]
            self._pending.appendleft(_Try(rest, [group[index] for index in named], message))
        else:
            # one half to the end before the other, so that single leads are soon refused
            self._pending.extendleft(map(_Try, _halves(group)))
        self._pending.extendleft(_alone(tried.set_aside))

    def _refuse(self, group: Group, message: str | None) -> None:
        self._settled.append(ChunkOutcome(failed=_failed(group, REFUSED, message)))

    def _is_about_the_request(self, refusal: APIError) -> bool:
        field = json_object(refusal.details).get("field")
        if isinstance(field, str) and field and not field.startswith("lead_list"):
            return True
        return not self._experience.accepted and self._refusals > _FRUITLESS_REFUSALS


def _named(group: Group, refusal: APIError) -> list[int]:
    """Return the indexes of the leads that a refusal names, by position or by address."""
    text = f"{refusal.details} {refusal.message}"
    indexes = {int(found) for found in _LEAD_INDEX.findall(text)}
    if not indexes:
        words = set(re.split(r"[\s'\"<>(),;:]+", refusal.message.lower()))
        indexes = {i for i, (_, lead) in enumerate(group) if lead.email.lower() in words}
    return sorted(index for index in indexes if index < len(group))


def _alone(group: Group) -> list[_Try]:
    return [_Try([item], is_named=True) for item in group]


def _halves(group: Group) -> list[Group]:
    """Split a group at random, the same way each time; no regular pattern can fill one half."""
    size = len(group)
    drawn = set(random.Random(size).sample(range(size), size // 2))
    return [
        [item for i, item in enumerate(group) if (i in drawn) == half] for half in (True, False)
    ]


def _refused(outcome: ChunkOutcome) -> tuple[FailedLead, ...]:
    """Return the leads that the service would refuse again."""
    return tuple(lead for lead in outcome.failed if lead.reason in {REFUSED, INVALID_EMAIL})


def _failed(group: Group, reason: str, message: str | None = None) -> tuple[FailedLead, ...]:
    return tuple(
        FailedLead(position=position, lead=lead, reason=reason, message=message)
        for position, lead in group
    )
