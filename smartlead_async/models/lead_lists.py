"""Lists of leads outside campaigns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TypedDict

from attrs import field, frozen

from .._options import NotGiven
from ._base import Model, names
from .acknowledgement import Acknowledgement

__all__ = [
    "LeadList",
    "LeadListFilters",
    "LeadListImport",
    "LeadListImportSettings",
    "LeadSelection",
    "MovedLeads",
    "PushedLeads",
]


@frozen(kw_only=True, repr=False, eq=False)
class LeadList(Model):
    """A list of leads (``/lead-list/``).

    Attributes:
        id: Identifier.
        name: Name; it is written as ``list_name``.
        lead_count: Number of leads in it.
        created_at: When it was created.
        updated_at: When it was last changed.
    """

    id: int
    name: str | None = field(default=None, metadata=names("name", "listName", "list_name"))
    lead_count: int | None = None
    created_at: dt.datetime | None = None
    updated_at: dt.datetime | None = None


@frozen(kw_only=True, repr=False, eq=False)
class LeadListImport(Acknowledgement):
    """The service has imported leads into a list.

    Attributes:
        total_leads: Leads that were sent.
        imported: How many of them were added.
        duplicates: How many were there already.
        blocked: How many are on the block list.
    """

    total_leads: int | None = None
    imported: int | None = None
    duplicates: int | None = None
    blocked: int | None = None


@frozen(kw_only=True, repr=False, eq=False)
class PushedLeads(Acknowledgement):
    """The service has pushed leads to a campaign.

    Attributes:
        total_leads: Leads that were chosen.
        pushed: How many of them were added to the campaign.
        duplicates: How many were in it already.
    """

    total_leads: int | None = None
    pushed: int | None = None
    duplicates: int | None = None


@frozen(kw_only=True, repr=False, eq=False)
class MovedLeads(Acknowledgement):
    """The service has copied or moved leads from list to list.

    Attributes:
        total_leads_moved: Leads that were copied or moved.
    """

    total_leads_moved: int | None = None


class LeadListFilters(TypedDict, total=False):
    """Filters of lists of leads.

    Attributes:
        list_name: Only lists of this name.
        tag_ids: Only lists with these tags.
    """

    list_name: str | NotGiven
    tag_ids: Sequence[int] | NotGiven


class LeadListImportSettings(TypedDict, total=False):
    """How leads are imported into a list.

    Attributes:
        ignore_global_block_list: Skip the check against the global block list.
    """

    ignore_global_block_list: bool


class LeadSelection(TypedDict, total=False):
    """The leads that are pushed to a campaign.

    Attributes:
        list_id: Those of this list.
        lead_ids: These, 1 to 10,000.
        all_leads: All leads.
    """

    list_id: int
    lead_ids: Sequence[int]
    all_leads: bool
