"""Sequences of campaigns, and subsequences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast, get_args

from attrs import evolve

from .._codec import field_names, is_list
from .._errors import InvalidRequestError, ResponseDecodeError
from .._http import wire_forms
from .._http.endpoint import Endpoint
from .._http.envelopes import acknowledgement, many, one
from .._options import NOT_GIVEN, NotGiven
from .._validate import documented, each, in_range, mapping, positive_id, unknown
from ..models import (
    Acknowledgement,
    Campaign,
    Model,
    SequenceDelay,
    SequenceStep,
    SequenceStepDict,
    SequenceVariant,
    VariantDistribution,
)
from ..models.campaigns import VariantDistributionName
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


_DISTRIBUTIONS: Final = get_args(VariantDistributionName)
_VARIANTS: Final = {"variants", "seq_variants", "sequence_variants"}


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
        self, campaign_id: int, steps: Sequence[SequenceStep | SequenceStepDict]
    ) -> Acknowledgement:
        """Save the steps of a campaign's sequence.

        ``POST /campaigns/{campaign_id}/sequences``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/update-sequences)); where
        the service refuses the bare list, ``{"sequences": […]}`` with ``seq_variants``, or a single
        variant as the text of its step. Never repeated once it may have been carried out. The
        service refuses it for an active campaign.

        Pass all steps, not only those that change. The documentation does not say what becomes of
        steps that are left out; the call is reported to replace the whole list, which deletes them.
        A step with the ``id`` of a saved one changes it, a step without is created anew. So read
        the steps with :meth:`get_sequences`, change them, and save all.

        Args:
            steps: All steps, as :class:`SequenceStep` or as mappings with the same names:
                ``seq_number`` from 1, ``seq_delay_details.delay_in_days`` from 0 to 365,
                ``variant_distribution_type``, and ``variants``. A step with a ``subject`` and an
                ``email_body`` of its own is sent as one with a single variant.

        Raises:
            InvalidRequestError: There are no steps, a number is missing, doubled or out of range,
                a body is empty, or a mapping has a key that is unknown.
            OutcomeUnknownError: The steps may or may not have been saved.
        """
        body = each("steps", steps, _step)
        if not body:
            raise InvalidRequestError("steps must hold at least one step", field="steps")
        _check_numbers(body)
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


def _step(where: str, given: SequenceStep | SequenceStepDict) -> dict[str, Any]:
    """Return a step as it is written."""
    step = given if isinstance(given, SequenceStep) else _read_step(where, given)
    in_range(f"{where}.seq_number", step.seq_number, 1)
    if step.seq_delay_details is not None:
        in_range(f"{where}.delay_in_days", step.seq_delay_details.delay_in_days, 0, 365)
    if step.variant_distribution_type is not None:
        documented(
            f"{where}.variant_distribution_type", step.variant_distribution_type, _DISTRIBUTIONS
        )
    _check_bodies(where, step)
    return _in_variants(step).to_wire()


def _read_step(where: str, given: Mapping[str, Any]) -> SequenceStep:
    if not isinstance(given, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InvalidRequestError(f"{where} must be a SequenceStep or a mapping", field=where)
    _check_keys(where, given, SequenceStep)
    _check_keys(f"{where}.seq_delay_details", given.get("seq_delay_details"), SequenceDelay)
    for name in _VARIANTS & given.keys():
        for index, variant in enumerate(given[name] if is_list(given[name]) else ()):
            _check_keys(f"{where}.{name}[{index}]", variant, SequenceVariant)
    if "seq_number" not in given:
        raise InvalidRequestError(f"{where}.seq_number is missing", field=where)
    try:
        return SequenceStep.from_dict(dict(given))
    except ResponseDecodeError as error:
        problem = f"{where}{error.location[1:]}: {error.problem}"
    raise InvalidRequestError(problem, field=where)


def _check_keys(where: str, given: object, model: type[Model]) -> None:
    """Make sure that a mapping holds no key that would be dropped, nor one field twice."""
    if not isinstance(given, Mapping):
        return
    names, there = field_names(cast("Any", model)), dict[str, str]()
    for key in mapping(where, cast("Mapping[str, object]", given)):
        if key not in names:
            raise unknown(where, key, names)
        first = there.setdefault(names[key], key)
        if first != key:
            raise InvalidRequestError(
                f"{where}.{key} says the same as {first}: pass one of them", field=where
            )


def _check_bodies(where: str, step: SequenceStep) -> None:
    """Make sure that no email is blank; steps of other kinds, such as manual ones, may be."""
    if (step.seq_type or "EMAIL").upper() != "EMAIL":
        return
    variants = {
        f"{where}.variants[{index}]": variant.email_body
        for index, variant in enumerate(step.variants)
    }
    for at, body in (variants or {where: step.email_body}).items():
        if not (body or "").strip():
            raise InvalidRequestError(
                f"{at}.email_body is empty: the email would be blank", field=where
            )


def _in_variants(step: SequenceStep) -> SequenceStep:
    """Return a step whose text of its own, if it has one, is its only variant."""
    if step.variants or not step.email_body:
        return step
    only = SequenceVariant(
        subject=step.subject or "", email_body=step.email_body, variant_label="A"
    )
    distribution = step.variant_distribution_type or VariantDistribution.MANUALLY_EQUAL
    return evolve(
        step,
        subject=None,
        email_body=None,
        variants=[only],
        variant_distribution_type=distribution,
    )


def _check_numbers(steps: Sequence[Mapping[str, Any]]) -> None:
    numbers = [step["seq_number"] for step in steps]
    for index, number in enumerate(numbers):
        if number in numbers[:index]:
            raise InvalidRequestError(
                f"steps[{index}].seq_number is {number}, as is "
                f"steps[{numbers.index(number)}].seq_number: number each step once",
                field=f"steps[{index}]",
            )
