"""When to send a request again: a pure policy, and the waits that backoff draws."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import backoff
from attrs import evolve, frozen

from .._headers import pause_after_429
from .._limiter.protocol import LONGEST_PAUSE
from .endpoint import Repeat
from .transport import Failure, Outcome, RawResponse

__all__ = [
    "Again",
    "OutcomeUnknown",
    "RetryPolicy",
    "RetryState",
    "Settled",
    "backoffs",
    "was_sent",
]

_FIRST_BACKOFF: Final = 0.5
_LONGEST_BACKOFF: Final = 30.0
_GATEWAY_FAILURES: Final = frozenset({502, 503, 504, *range(520, 531)})
"""An answer from in front of the service: the request may or may not have reached it."""


@frozen
class RetryState:
    """The history of one call.

    Attributes:
        retries: Repetitions that count against ``max_retries``.
        strikes: 429s.
        paused: Seconds of pauses after 429s.
        server_errors: Answers 500.
        ambiguous: Whether an attempt may have been carried out without an answer saying so.
    """

    retries: int = 0
    strikes: int = 0
    paused: float = 0.0
    server_errors: int = 0
    ambiguous: bool = False


@frozen
class Again:
    """Send the request again.

    Attributes:
        state: The state that the next attempt starts from.
        pause: Seconds to wait after a 429, exactly; None after a failure, to back off.
    """

    state: RetryState
    pause: float | None = None


@frozen
class Settled:
    """The last attempt is the answer.

    Attributes:
        outcome: Its answer, or why there is none.
        carried_out: A repeated DELETE found nothing left: an earlier attempt did it.
    """

    outcome: Outcome
    carried_out: bool = False


@frozen
class OutcomeUnknown:
    """The request must not be sent again, and may have been carried out.

    Attributes:
        cause: Why that is not known.
        answer: The answer, if a gateway gave one.
    """

    cause: str
    answer: RawResponse | None = None


@frozen
class RetryPolicy:
    """Decides after each attempt.

    Args:
        max_retries: Repetitions after failures; 429s do not count.
        max_rate_limit_wait: Seconds that the pauses of one call after 429s may add up to.
    """

    max_retries: int
    max_rate_limit_wait: float

    def decide(
        self,
        state: RetryState,
        outcome: Outcome,
        *,
        method: str,
        repeat: Repeat,
        retry_after: float | None = None,
        readable: bool = True,
        pause: float | None = None,
    ) -> Again | Settled | OutcomeUnknown:
        """Return the step to take after an attempt.

        Args:
            state: The history of the earlier attempts.
            outcome: The answer, or why there is none.
            method: HTTP method.
            repeat: The effect of a repetition.
            retry_after: Seconds that the body of a 429 asks to wait.
            readable: False for a 2xx without the JSON that is due.
            pause: Seconds that the rate limiter pauses the key after a 429, if it says so.
        """
        if isinstance(outcome, RawResponse):
            if outcome.status == 429:
                if pause is None:
                    pause = _asked_pause(state, outcome, retry_after)
                return self._after_429(state, outcome, pause)
            if outcome.status == 404 and method == "DELETE" and state.ambiguous:
                return Settled(outcome, carried_out=True)
        if readable and not _is_passing(state, outcome, repeat):
            return Settled(outcome)
        if repeat == "never" and was_sent(outcome):
            return _unknown(outcome)
        return self._after_failure(state, outcome)

    def _after_429(self, state: RetryState, answer: RawResponse, pause: float) -> Again | Settled:
        if state.paused + pause > self.max_rate_limit_wait:
            return Settled(answer)
        following = evolve(state, strikes=state.strikes + 1, paused=state.paused + pause)
        return Again(following, pause=pause)

    def _after_failure(self, state: RetryState, outcome: Outcome) -> Again | Settled:
        if state.retries >= self.max_retries:
            return Settled(outcome)
        following = evolve(
            state,
            retries=state.retries + 1,
            server_errors=state.server_errors + (_status(outcome) == 500),
            ambiguous=state.ambiguous or was_sent(outcome),
        )
        return Again(following)


def _asked_pause(state: RetryState, answer: RawResponse, retry_after: float | None) -> float:
    """Return how long to pause after a 429 if the rate limiter does not say."""
    asked = pause_after_429(answer.headers, retry_after=retry_after, strikes=state.strikes)
    return min(asked, LONGEST_PAUSE)


def _status(outcome: Outcome) -> int | None:
    return outcome.status if isinstance(outcome, RawResponse) else None


def was_sent(outcome: Outcome) -> bool:
    """Return whether a byte of the request may have left this machine."""
    return isinstance(outcome, RawResponse) or outcome.sent


def _is_passing(state: RetryState, outcome: Outcome, repeat: Repeat) -> bool:
    """Return whether the outcome is a passing failure.

    Only the first 500 to a write counts as passing: the service answers some refusals with 500.
    """
    status = _status(outcome)
    if status == 500:
        return repeat in {"safe", "deduplicated"} or state.server_errors == 0
    return status is None or status in _GATEWAY_FAILURES


def _unknown(outcome: Outcome) -> Settled | OutcomeUnknown:
    if isinstance(outcome, Failure):
        return OutcomeUnknown(outcome.description)
    if outcome.status not in _GATEWAY_FAILURES:
        return Settled(outcome)
    return OutcomeUnknown(f"a gateway answered {outcome.status}", outcome)


def backoffs() -> Iterator[float]:
    """Yield the seconds to wait before each repetition after a failure.

    The longest waits are 0.5, 1, 2, 4 … 30 seconds. Each is drawn with full jitter, so that tasks
    that failed together do not come back together.
    """
    longest = backoff.expo(factor=_FIRST_BACKOFF, max_value=_LONGEST_BACKOFF)
    next(longest)  # backoff's generators begin with a value that means nothing
    return map(backoff.full_jitter, longest)
