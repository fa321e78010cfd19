"""Send one chunk, and narrow it down if the service refuses it or fails over it."""

from __future__ import annotations

import asyncio
import math
import random
import re
from collections import deque
from collections.abc import Awaitable, Sequence
from typing import Final, Protocol

from attrs import define, evolve, frozen

from .._codec import json_object
from .._errors import APIConnectionError, APIError, ResponseDecodeError, ServerError
from .._options import AttemptInfo
from .._patience import Patience
from ..models import AddLeadsResult, LeadInput
from ._accounting import (
    INVALID_EMAIL,
    OUTCOME_UNKNOWN,
    REFUSED,
    SERVER_ERROR,
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

_REFUSALS_OF_LEADS: Final = frozenset({400, 409, 413, 422})
_FRUITLESS_REFUSALS: Final = 32  # of one chunk, with nothing accepted: another one is tried
_FRUITLESS_CHUNKS: Final = 3  # times that this happens: it is not about single leads
_ENOUGH_FAILURES: Final = 3  # of one request: smaller ones may tell more
_ENOUGH_PROBES: Final = 10  # of one request, while nothing is answered
_MOST_UNANSWERED: Final = 10  # requests of one chunk in a row (halving it takes 9): an outage
_OWN_FAILURES: Final = frozenset({500, 501})  # of the service itself, not of a gateway before it
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
        fruitless: How often a chunk was set aside because it was refused again and again.
        patience: Whether the service answers at all: takes leads, or refuses them.
    """

    patience: Patience

    accepted: bool = False
    misnamed: bool = False
    fruitless: int = 0


@frozen
class _Try:
    """A request to make.

    Attributes:
        leads: The leads to send.
        set_aside: Leads that were left out of it because a refusal named them.
        message: The message of that refusal.
        is_named: Whether it holds one named lead, to see if the name was right.
        failures: How often the service failed over it.
        failed_at: Loop time of its first failure.
        since: Loop time at which it was first sent, or the request that it was part of.
        is_part: Whether it is part of a request that failed.
        is_unknown: Whether its leads may have been added without an answer that says so.
    """

    leads: Group
    set_aside: Group = ()
    message: str | None = None
    is_named: bool = False
    failures: int = 0
    failed_at: float = math.inf
    since: float = math.inf
    is_part: bool = False
    is_unknown: bool = False

    @property
    def is_new_failure(self) -> bool:
        """Whether it failed for the first time, and no request that it was part of had failed."""
        return self.failures == 1 and not self.is_part

    def failed(self, sent_at: float, *, is_unknown: bool) -> _Try:
        """Return the same request after another failure."""
        return evolve(
            self,
            failures=self.failures + 1,
            failed_at=min(self.failed_at, _now()),
            since=min(self.since, sent_at),
            is_unknown=self.is_unknown or is_unknown,
        )

    def split(self) -> list[_Try]:
        """Return the requests to make in its place."""
        halves = [
            _Try(half, since=self.since, is_part=True, is_unknown=self.is_unknown)
            for half in _halves(self.leads)
        ]
        return [*halves, *_alone(self.set_aside)]


class ChunkJob:
    """Send one chunk to the service.

    A refused group of leads is split until only the offending leads fail: the leads that the
    refusal names are set aside, or the group is halved. For k offenders among n leads that takes
    O(k log n) requests, or 2k if the refusals name them. A lead fails only if it was refused
    alone, or if the others were accepted without it. Once a refusal has named a wrong lead, the
    upload ignores all names.

    A chunk over which the service fails is set aside, to be sent again when there is no other. If
    it fails again, while others are answered, it is halved like a refused one. A lead fails for
    this only if the service answered something else in the meantime.

    Attributes:
        chunk: The chunk.
        past: Its record from earlier runs, if there is one.
        requests: Requests made, in earlier runs too.
        rate_limited: How many of them were answered 429.
        on_wire: Whether a request is under way now.
        is_aside: Whether it has been set aside, so that :meth:`run` is to be called again.
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
        self.is_aside = False
        self._add = add
        self._experience = experience
        self._patience = experience.patience
        self._probing = False
        self._resent = known.in_flight or known.outcome.is_ambiguous
        self._added_before = known.outcome.added
        self._refused = _refused(known.outcome)
        self._pending: deque[_Try] = deque()
        self._settled: list[ChunkOutcome] = []
        self._ambiguous = False
        self._refusals = 0
        self._unreadable = 0
        self._sent_at = math.inf
        self._lost = False
        self._unanswered = 0
        out = {lead.position for lead in self._refused}
        if group := [item for item in chunk.leads if item[0] not in out]:
            self._pending.append(_Try(group))
        experience.accepted |= known.outcome.was_answered

    @property
    def is_recalled(self) -> bool:
        """Whether an earlier run has settled it for good."""
        return self.past is not None and self.past.is_final

    @property
    def is_untouched(self) -> bool:
        """Whether there are leads to send and this run has changed nothing for any of them."""
        return bool(self._pending) and not (self._settled or self.is_ambiguous)

    @property
    def is_settled(self) -> bool:
        """Whether this run, or an earlier one for good, has changed something for its leads."""
        return not self.is_untouched or self.is_recalled

    @property
    def is_ambiguous(self) -> bool:
        """Whether a request of this run may have been carried out without saying so."""
        return self._ambiguous or self.on_wire

    def departed(self) -> None:
        """Note that a request is going out."""
        self.on_wire = True
        self._sent_at = min(self._sent_at, _now())

    def attempted(self, info: AttemptInfo) -> None:
        """Note that an attempt is over."""
        self.on_wire = False
        self._sent_at = min(self._sent_at, _now() - info.elapsed_s)  # if it could not be sent
        self.requests += 1
        self.rate_limited += info.status == 429
        self._ambiguous = self._ambiguous or info.ambiguous
        self._lost |= info.ambiguous and info.status not in _OWN_FAILURES

    async def run(self, probe: AddLeads | None = None) -> None:
        """Send the chunk until each of its leads is settled, or it is set aside.

        Args:
            probe: Sends a request just once, to see whether the service answers.

        Raises:
            SmartleadError: An error that concerns all chunks; :meth:`outcome` accounts for this.
        """
        self.is_aside = False
        self._probing = probe is not None
        while self._pending and not self.is_aside:
            add = probe if probe is not None and self._probing else self._add
            await self._send(add, self._pending[0])

    async def _send(self, add: AddLeads, tried: _Try) -> None:
        self._sent_at, self._lost = math.inf, self._resent
        try:
            answer = await add([lead for _, lead in tried.leads], self)
        except (ServerError, APIConnectionError) as error:
            self._fail(tried, error)
        except ResponseDecodeError as error:
            # the leads were added; sending them again tells which of them
            self._ambiguous = self._lost = True
            self._unreadable += 1
            if self._unreadable > _UNREADABLE_ANSWERS:
                if self._patience.answered_at <= min(tried.since, self._sent_at):
                    raise
                self._unreadable = 0
                self._fail(tried, error)
        except APIError as refusal:
            if refusal.status_code not in _REFUSALS_OF_LEADS:
                self._answered()
                raise
            self._narrow(tried, refusal)
        else:
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
        self._answered()
        self._experience.accepted = True
        self._experience.misnamed |= tried.is_named
        resent = self._resent or self._ambiguous
        self._settled.append(settle(tried.leads, answer, resent=resent))
        if len(tried.set_aside) == 1:
            self._refuse(tried.set_aside, tried.message)
        else:
            self._pending.extendleft(_alone(tried.set_aside))

    def _answered(self) -> None:
        self._patience.answered()
        self._unanswered = 0
        self._probing = False

    def _narrow(self, tried: _Try, refusal: APIError) -> None:
        """Replace a refused group by smaller ones, or settle it if it is a single lead."""
        self._answered()
        self._refusals += 1
        group, message = tried.leads, refusal.message
        named = [] if self._experience.misnamed else _named(group, refusal)
        if not named and _is_about_the_request(refusal):
            raise refusal
        if not named and self._is_fruitless():
            self._experience.fruitless += 1
            if self._experience.fruitless >= _FRUITLESS_CHUNKS:
                raise refusal
            self.is_aside = True
            return
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

    def _is_fruitless(self) -> bool:
        return not self._experience.accepted and self._refusals > _FRUITLESS_REFUSALS

    def _fail(self, tried: _Try, error: Exception) -> None:
        """Split a group over which the service failed, or try it again later.

        In an outage nothing is to blame for, and each probe is the turn of another chunk.
        """
        self._pending.popleft()
        sent_at = min(self._sent_at, _now())  # it may have failed before any attempt
        others_answered = self._patience.answered_at > sent_at
        self._unanswered = 0 if others_answered else self._unanswered + 1
        tried = tried.failed(sent_at, is_unknown=self._lost)
        if not self._is_to_blame(tried, others_answered=others_answered):
            self._pending.append(tried)
            self.is_aside = tried.is_new_failure or (
                self._pending[0].failures > 0 and self._patience.answered_at <= tried.since
            )
        elif len(tried.leads) > 1:
            self._pending.extendleft(tried.split())
        else:
            reason = OUTCOME_UNKNOWN if tried.is_unknown else SERVER_ERROR
            self._settled.append(ChunkOutcome(failed=_failed(tried.leads, reason, str(error))))
            self._pending.extendleft(_alone(tried.set_aside))
        is_outage = self._patience.error is not None or self._unanswered >= _MOST_UNANSWERED
        self.is_aside |= bool(self._pending) and is_outage
        if self.is_aside and not others_answered:
            self._patience.failed(error, sent_at=sent_at)

    def _is_to_blame(self, tried: _Try, *, others_answered: bool) -> bool:
        """Return whether the leads of a request, and not an outage, let the service fail.

        To halve a group in an outage does no harm, but to give up a lead does.
        """
        if self._patience.error is not None:
            return tried.failures >= _ENOUGH_PROBES and len(tried.leads) > 1
        if tried.is_new_failure:
            return False
        answered_at = self._patience.answered_at
        enough, answered = tried.failures >= _ENOUGH_FAILURES, answered_at > tried.since
        if len(tried.leads) > 1:
            return enough or answered
        return others_answered or answered_at > tried.failed_at or (enough and answered)


def _is_about_the_request(refusal: APIError) -> bool:
    field = json_object(refusal.details).get("field")
    return isinstance(field, str) and bool(field) and not field.startswith("lead_list")


def _now() -> float:
    return asyncio.get_running_loop().time()


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
