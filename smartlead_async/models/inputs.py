"""Mappings that are taken in place of objects: their keys, for editors and type checkers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Required, TypedDict

from .campaigns import VariantDistribution, VariantDistributionName

__all__ = [
    "LeadDict",
    "LeadImportSettingsDict",
    "OutOfOfficeSettingsDict",
    "ReplyAttachmentDict",
    "SequenceDelayDict",
    "SequenceStepDict",
    "SequenceVariantDict",
]


class LeadDict(TypedDict, total=False):
    """A lead as a mapping: the fields of :class:`~smartlead_async.LeadInput`.

    Attributes:
        email: Address.
        first_name: First name.
        last_name: Last name.
        company_name: Company.
        phone_number: Phone number.
        website: Website.
        location: Location.
        linkedin_profile: LinkedIn profile URL.
        company_url: The company's website.
        custom_fields: Custom fields by name, 200 at most.
    """

    email: Required[str]
    first_name: str | None
    last_name: str | None
    company_name: str | None
    phone_number: str | None
    website: str | None
    location: str | None
    linkedin_profile: str | None
    company_url: str | None
    custom_fields: Mapping[str, object]


class LeadImportSettingsDict(TypedDict, total=False):
    """How leads are imported, as a mapping: see :class:`~smartlead_async.LeadImportSettings`.

    Attributes:
        ignore_global_block_list: Skip the check against the global block list.
        ignore_unsubscribe_list: Skip the check against unsubscribed leads.
        ignore_community_bounce_list: Skip the check against the community's bounces.
        ignore_duplicate_leads_in_other_campaign: What becomes of leads in other campaigns.
        return_lead_ids: Ask for the ids of the leads added.
    """

    ignore_global_block_list: bool | None
    ignore_unsubscribe_list: bool | None
    ignore_community_bounce_list: bool | None
    ignore_duplicate_leads_in_other_campaign: bool | None
    return_lead_ids: bool | None


class OutOfOfficeSettingsDict(TypedDict, total=False):
    """How a campaign treats out-of-office replies, under the API's names.

    Attributes:
        ignoreOOOasReply: Whether such a reply does not count as one.
        autoReactivateOOO: Whether the lead is resumed later.
        reactivateOOOwithDelay: After how many days it is resumed.
        autoCategorizeOOO: Whether the lead gets the category of such replies.
    """

    ignoreOOOasReply: bool
    autoReactivateOOO: bool
    reactivateOOOwithDelay: float
    autoCategorizeOOO: bool


class ReplyAttachmentDict(TypedDict, total=False):
    """A file that goes with a reply.

    Attributes:
        file_url: Where the service finds it.
        file_name: Its name.
        file_type: Its type, such as ``application/pdf``.
        file_size: Its size in bytes.
    """

    file_url: Required[str]
    file_name: str
    file_type: str
    file_size: int


class SequenceDelayDict(TypedDict):
    """How long a step waits after the one before.

    Attributes:
        delay_in_days: Days, 0 to 365.
    """

    delay_in_days: int


class SequenceVariantDict(TypedDict, total=False):
    """One wording of a step, as a mapping: see :class:`~smartlead_async.SequenceVariant`.

    Attributes:
        id: Identifier; not given or None for a variant that is to be created.
        subject: Subject, with merge tags like ``{{first_name}}``. Empty means the same thread.
        email_body: HTML body, with merge tags.
        variant_label: Label, such as ``A``.
        variant_distribution_percentage: Share of leads that get it, 0 to 100.
    """

    id: int | None
    subject: str
    email_body: Required[str]
    variant_label: str
    variant_distribution_percentage: float


class SequenceStepDict(TypedDict, total=False):
    """One email of a sequence, as a mapping: see :class:`~smartlead_async.SequenceStep`.

    Attributes:
        seq_number: Position in the sequence, from 1.
        id: Identifier; not given or None for a step that is to be created.
        seq_delay_details: How long it waits after the step before.
        variant_distribution_type: How variants are shared out.
        variants: Wordings; or ``subject`` and ``email_body`` of the only one.
        subject: Subject of a step without ``variants``.
        email_body: HTML body of a step without ``variants``.
        lead_distribution_percentage: Share of leads on which variants are tried, 0 to 100.
        winning_metric_property: The figure that decides between variants.
        seq_type: Kind of step.
    """

    seq_number: Required[int]
    id: int | None
    seq_delay_details: SequenceDelayDict
    variant_distribution_type: VariantDistribution | VariantDistributionName
    variants: Sequence[SequenceVariantDict]
    subject: str
    email_body: str
    lead_distribution_percentage: float
    winning_metric_property: str
    seq_type: str
