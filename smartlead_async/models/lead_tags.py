"""Tags of leads."""

from __future__ import annotations

from attrs import frozen

from .campaigns import Tag

__all__ = ["LeadTag"]


@frozen(kw_only=True, repr=False, eq=False)
class LeadTag(Tag):
    """A tag of a lead.

    Attributes:
        tag_mapping_id: Identifier of the tag on this lead, by which it is removed.
    """

    tag_mapping_id: int | None = None
