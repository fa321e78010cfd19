"""Campaigns, their schedule and their sequences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias

import attrs
from attrs import field, frozen

from ._base import Model, OpenEnum, names

__all__ = [
    "Campaign",
    "CampaignStatus",
    "Schedule",
    "SequenceDelay",
    "SequenceStep",
    "SequenceVariant",
    "StopLeadSetting",
    "Tag",
    "TrackSetting",
    "VariantDistribution",
]

_BARE_NAME: Final = re.compile(r"([{,]\s*)(\w+)\s*:")


CampaignStatusName: TypeAlias = Literal["ACTIVE", "START", "PAUSED", "STOPPED"]
"""The words that set the status of a campaign; ``START`` means the same as ``ACTIVE``."""


class CampaignStatus(OpenEnum):
    """State of a campaign. ``STOPPED`` is final."""

    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    STOPPED = "STOPPED"
    ARCHIVED = "ARCHIVED"
    DRAFTED = "DRAFTED"
    COMPLETED = "COMPLETED"


TrackSettingName: TypeAlias = Literal[
    "DONT_EMAIL_OPEN",
    "DONT_LINK_CLICK",
    "DONT_REPLY_TO_AN_EMAIL",
    "DONT_TRACK_EMAIL_OPEN",
    "DONT_TRACK_LINK_CLICK",
    "DONT_TRACK_REPLY_TO_AN_EMAIL",
]


class TrackSetting(OpenEnum):
    """A thing that a campaign does not track, in both vocabularies the service uses."""

    DONT_EMAIL_OPEN = "DONT_EMAIL_OPEN"
    DONT_LINK_CLICK = "DONT_LINK_CLICK"
    DONT_REPLY_TO_AN_EMAIL = "DONT_REPLY_TO_AN_EMAIL"
    DONT_TRACK_EMAIL_OPEN = "DONT_TRACK_EMAIL_OPEN"
    DONT_TRACK_LINK_CLICK = "DONT_TRACK_LINK_CLICK"
    DONT_TRACK_REPLY_TO_AN_EMAIL = "DONT_TRACK_REPLY_TO_AN_EMAIL"


StopLeadSettingName: TypeAlias = Literal[
    "REPLY_TO_AN_EMAIL", "OPENED_EMAIL", "CLICKED_LINK", "NEVER", "OPEN_AN_EMAIL", "CLICK_ON_A_LINK"
]


class StopLeadSetting(OpenEnum):
    """An event that ends the sequence for a lead, in both vocabularies the service uses."""

    REPLY_TO_AN_EMAIL = "REPLY_TO_AN_EMAIL"
    OPENED_EMAIL = "OPENED_EMAIL"
    CLICKED_LINK = "CLICKED_LINK"
    NEVER = "NEVER"
    OPEN_AN_EMAIL = "OPEN_AN_EMAIL"
    CLICK_ON_A_LINK = "CLICK_ON_A_LINK"


VariantDistributionName: TypeAlias = Literal["MANUALLY_EQUAL", "MANUAL_EQUAL"]


class VariantDistribution(OpenEnum):
    """How the variants of a step are shared out among leads."""

    MANUALLY_EQUAL = "MANUALLY_EQUAL"
    MANUAL_EQUAL = "MANUAL_EQUAL"


@frozen(kw_only=True, repr=False, eq=False)
class Tag(Model):
    """A label of a campaign or of an email account.

    Attributes:
        tag_id: Identifier.
        tag_name: Text of the label.
        tag_color: Hex color, such as ``#FF5733``.
    """

    tag_id: int = field(metadata=names("tag_id", "id"))
    tag_name: str | None = field(default=None, metadata=names("tag_name", "name"))
    tag_color: str | None = field(default=None, metadata=names("tag_color", "color"))


@frozen(kw_only=True, repr=False, eq=False)
class Schedule(Model):
    """When a campaign sends: ``scheduler_cron_value``.

    Attributes:
        tz: IANA timezone, such as ``America/New_York``.
        days: Days of the week, 0 = Sunday to 6 = Saturday.
        start_hour: First sending time of a day, ``HH:MM`` in ``tz``.
        end_hour: Last sending time of a day, ``HH:MM`` in ``tz``.
        min_time_between_emails: Minutes between two emails; sent when a schedule was updated.
    """

    tz: str | None = field(default=None, metadata=names("tz", "timezone", "time_zone"))
    days: tuple[int, ...] = field(
        default=(), metadata=names("days", "days_of_week", "days_of_the_week")
    )
    start_hour: str | None = field(
        default=None, metadata=names("startHour", "start_hour", "start_time")
    )
    end_hour: str | None = field(default=None, metadata=names("endHour", "end_hour", "end_time"))
    min_time_between_emails: int | None = None


@frozen(kw_only=True, repr=False, eq=False)
class Campaign(Model):
    """A campaign.

    The answer to a creation holds ``id``, ``name`` and ``created_at`` at most, that to a
    duplication or the creation of a subsequence ``id`` alone.

    Attributes:
        id: Identifier.
        name: Name.
        status: State.
        created_at: When it was created.
        updated_at: When it was last changed.
        user_id: Its owner.
        client_id: The client it belongs to, if any.
        parent_campaign_id: The campaign it is a subsequence of, if any.
        track_settings: Things that are not tracked; empty means that everything is.
        scheduler_cron_value: When it sends.
        schedule_start_time: When it starts; None means at once.
        min_time_btwn_emails: Minutes between two emails, at least.
        max_leads_per_day: Leads contacted a day, at most, over all accounts.
        stop_lead_settings: The event that ends the sequence for a lead.
        enable_ai_esp_matching: Whether accounts are matched to leads by provider.
        send_as_plain_text: Whether emails are plain text instead of HTML.
        follow_up_percentage: Share of leads that get follow-ups, 0 to 100.
        unsubscribe_text: Text appended to emails.
        tags: Labels; sent only when asked for with ``include_tags``.
        sending_limit: Emails a day, at most.
        total_leads: Number of leads.
        leads_contacted: Number of leads contacted so far.
        leads_replied: Number of leads that have replied.
    """

    id: int = field(metadata=names("id", "campaign_id", "newCampaignId", "subsequence_id"))
    name: str | None = field(default=None, metadata=names("name", "campaign_name"))
    status: CampaignStatus | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    user_id: int | None = None
    client_id: int | None = None
    parent_campaign_id: int | None = None
    track_settings: tuple[TrackSetting, ...] = ()
    scheduler_cron_value: Schedule | None = None
    schedule_start_time: datetime | None = None
    min_time_btwn_emails: int | None = field(
        default=None,
        metadata=names("min_time_btwn_emails", "min_time_btw_emails", "min_time_between_emails"),
    )
    max_leads_per_day: int | None = field(
        default=None, metadata=names("max_leads_per_day", "max_new_leads_per_day")
    )
    stop_lead_settings: StopLeadSetting | None = None
    enable_ai_esp_matching: bool | None = None
    send_as_plain_text: bool | None = None
    follow_up_percentage: float | None = None
    unsubscribe_text: str | None = None
    tags: tuple[Tag, ...] = ()
    sending_limit: int | None = None
    total_leads: int | None = None
    leads_contacted: int | None = None
    leads_replied: int | None = None

    @classmethod
    def _reshape(cls, data: dict[str, Any]) -> dict[str, Any]:
        schedule = data.get("scheduler_cron_value")
        if not isinstance(schedule, str) or '"' in schedule:
            return data
        return data | {"scheduler_cron_value": _json_of_script(schedule)}


def _json_of_script(text: str) -> str:
    """Return an object literal of JavaScript, whose names are bare, as JSON."""
    return _BARE_NAME.sub(r'\1"\2":', text).replace("'", '"')


@frozen(kw_only=True, repr=False, eq=False)
class SequenceDelay(Model):
    """How long a step waits after the one before.

    Attributes:
        delay_in_days: Days, 0 to 365.
    """

    delay_in_days: int = field(metadata=names("delayInDays", "delay_in_days"))

    def to_wire(self) -> dict[str, Any]:
        """Return the form in which the delay is written."""
        return {"delay_in_days": self.delay_in_days}


@frozen(kw_only=True, repr=False, eq=False)
class SequenceVariant(Model):
    """One wording of a step, for A/B tests.

    Attributes:
        id: Identifier; None for a variant that is to be created.
        subject: Subject, with merge tags like ``{{first_name}}``. Empty means the same thread.
        email_body: HTML body, with merge tags.
        variant_label: Label, such as ``A``.
        variant_distribution_percentage: Share of leads that get it, 0 to 100.
        email_campaign_seq_id: The step it belongs to.
        is_deleted: Whether it was deleted.
    """

    id: int | None = field(default=None, metadata=names("id", "variant_id"))
    subject: str | None = None
    email_body: str | None = None
    variant_label: str | None = field(default=None, metadata=names("variant_label", "variant_name"))
    variant_distribution_percentage: float | None = field(
        default=None, metadata=names("variant_distribution_percentage", "distribution")
    )
    email_campaign_seq_id: int | None = None
    is_deleted: bool | None = None

    @property
    def variant_name(self) -> str | None:
        """The label under the name that ``GET …/sequences`` uses."""
        return self.variant_label

    def to_wire(self) -> dict[str, Any]:
        """Return the form in which the variant is written: what is set, nothing read-only."""
        return _given(
            self, "id", "subject", "email_body", "variant_label", "variant_distribution_percentage"
        )


def _distribution(value: VariantDistribution | str | None) -> VariantDistribution | None:
    return None if value is None else VariantDistribution(value)


def _variants(values: Iterable[SequenceVariant]) -> tuple[SequenceVariant, ...]:
    return tuple(values)


@frozen(kw_only=True, repr=False, eq=False)
class SequenceStep(Model):
    """One email of a campaign's sequence, as read and as written.

    Attributes:
        seq_number: Position in the sequence, from 1.
        id: Identifier; None for a step that is to be created.
        seq_delay_details: How long it waits after the step before.
        variant_distribution_type: How variants are shared out.
        variants: Wordings.
        subject: Subject of a step without variants.
        email_body: HTML body of a step without variants.
        lead_distribution_percentage: Share of leads on which variants are tried, 0 to 100.
        winning_metric_property: The figure that decides between variants.
        seq_type: Kind of step.
        email_campaign_id: The campaign it belongs to.
        created_at: When it was created.
        updated_at: When it was last changed.
    """

    seq_number: int
    id: int | None = None
    seq_delay_details: SequenceDelay | None = None
    variant_distribution_type: VariantDistribution | None = field(
        default=None, converter=_distribution
    )
    variants: tuple[SequenceVariant, ...] = field(
        default=(),
        converter=_variants,
        metadata=names("sequence_variants", "seq_variants", "variants"),
    )
    subject: str | None = None
    email_body: str | None = None
    lead_distribution_percentage: float | None = None
    winning_metric_property: str | None = None
    seq_type: str | None = None
    email_campaign_id: int | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def sequence_variants(self) -> tuple[SequenceVariant, ...]:
        """The variants under the name that ``GET …/sequences`` uses."""
        return self.variants

    def to_wire(self) -> dict[str, Any]:
        """Return the step as it is sent to the service.

        Only what is set is in it, and nothing that the service sets itself.
        """
        wire = _given(
            self,
            "id",
            "seq_number",
            "subject",
            "email_body",
            "variant_distribution_type",
            "lead_distribution_percentage",
            "winning_metric_property",
            "seq_type",
        )
        if self.seq_delay_details is not None:
            wire["seq_delay_details"] = self.seq_delay_details.to_wire()
        if self.variants:
            wire["variants"] = [variant.to_wire() for variant in self.variants]
        return wire


def _given(model: Model, *fields: str) -> dict[str, Any]:
    values = attrs.asdict(model, recurse=False)
    return {name: values[name] for name in fields if values[name] is not None}
