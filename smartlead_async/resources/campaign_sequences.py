"""Sequences of campaigns, and subsequences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from .._errors import InvalidRequestError, ResponseDecodeError
from .._http import wire_forms
from .._http.endpoint import Endpoint
from .._http.envelopes import acknowledgement, many, one
from .._options import NOT_GIVEN, NotGiven
from .._validate import each, in_range, positive_id
from ..models import Acknowledgement, Campaign, SequenceStep
from ._base import Resource, optional

__all__ = ["CampaignSequences"]

_SEQUENCES: Final = Endpoint(
    "GET", "/campaigns/{campaign_id}/sequences", "safe", many(SequenceStep, "sequences")
)
_SAVE_SEQUENCES: Final = Endpoint(
    "POST",
    "/campaigns/{campaign_id}/sequences",
    "never",
    acknowledgement,
    other=wire_forms.WRAPPED_SEQUENCES,
)
_CREATE_SUBSEQUENCE: Final = Endpoint(
    "POST", "/campaigns/create-subsequence", "never", one(Campaign)
)


class CampaignSequences(Resource):
    """The part of :class:`Campaigns` that reads and writes sequences."""

    async def get_sequences(self, campaign_id: int) -> list[SequenceStep]:
        """Return the steps of a campaign's sequence, with their variants.

        ``GET /campaigns/{campaign_id}/sequences``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/get-sequences)).

        Raises:
            NotFoundError: There is no such campaign.
        """
        return await self._call(_SEQUENCES.request(campaign_id))

    async def save_sequences(
        self, campaign_id: int, steps: Sequence[SequenceStep | Mapping[str, Any]]
    ) -> Acknowledgement:
        """Replace the steps of a campaign's sequence.

        ``POST /campaigns/{campaign_id}/sequences``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/update-sequences)); where
        the service refuses the bare list, ``{"sequences": […]}`` with ``seq_variants``, or a single
        variant as the text of its step. Never
        repeated once it may have been carried out. The service refuses it for an active campaign.

        Args:
            steps: All steps, as :class:`SequenceStep` or as mappings with the same names:
                ``seq_number`` from 1, ``seq_delay_details.delay_in_days`` from 0 to 365,
                ``variant_distribution_type``, and ``variants``.

        Raises:
            InvalidRequestError: There are no steps, or a number is out of range.
            OutcomeUnknownError: The steps may or may not have been saved.
        """
        body = each("steps", steps, _step)
        if not body:
            raise InvalidRequestError("steps must hold at least one step", field="steps")
        return await self._call(_SAVE_SEQUENCES.request(campaign_id, json=body))

    async def create_subsequence(
        self,
        *,
        parent_campaign_id: int,
        subsequence_name: str | NotGiven = NOT_GIVEN,
        condition_events: Sequence[Any] | NotGiven = NOT_GIVEN,
    ) -> Campaign:
        """Create a subsequence: a campaign that leads enter on events of another one.

        ``POST /campaigns/create-subsequence``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/create-subsequence)).
        Never repeated once it may have been carried out.

        Args:
            parent_campaign_id: Id of the campaign whose events move leads into it.
            subsequence_name: Its name.
            condition_events: Events on which leads enter it. Their form is not documented, so they
                are sent as they are.

        Returns:
            The subsequence with only its id set; :meth:`get` returns the rest.

        Raises:
            InvalidRequestError: The id is not positive, or the events are not a list.
            NotFoundError: There is no such campaign.
            OutcomeUnknownError: The subsequence may or may not have been created.
        """
        body = {
            "parent_campaign_id": positive_id("parent_campaign_id", parent_campaign_id),
            "subsequence_name": subsequence_name,
            "condition_events": optional(each, "condition_events", condition_events, _as_it_is),
        }
        return await self._call(_CREATE_SUBSEQUENCE.request(json=body))


def _as_it_is(_: str, value: Any) -> Any:
    return value


def _step(where: str, given: SequenceStep | Mapping[str, Any]) -> dict[str, Any]:
    """Return a step as it is written; of a mapping, fields that are not documented too."""
    if isinstance(given, SequenceStep):
        step, unknown = given, dict[str, Any]()
    else:
        step = _read_step(where, given)
        unknown = step.extra
    in_range(f"{where}.seq_number", step.seq_number, 1)
    if step.seq_delay_details is not None:
        in_range(f"{where}.delay_in_days", step.seq_delay_details.delay_in_days, 0, 365)
    return step.to_wire() | unknown


def _read_step(where: str, given: Mapping[str, Any]) -> SequenceStep:
    if not isinstance(given, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InvalidRequestError(f"{where} must be a SequenceStep or a mapping", field=where)
    try:
        return SequenceStep.from_dict(dict(given))
    except ResponseDecodeError as error:
        problem = f"{where}{error.location[1:]}: {error.problem}"
    raise InvalidRequestError(problem, field=where)
