"""Notes about leads."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from ._base import Model

__all__ = ["LeadNote"]


@frozen(kw_only=True, repr=False, eq=False)
class LeadNote(Model):
    """A note about a lead.

    Attributes:
        id: Identifier.
        note_message: Text of the note.
        lead_id: The lead; sent in a list.
        email_lead_map_id: The lead's place in a campaign; sent when the note was written.
        created_by: Name of its author; sent in a list.
        created_at: When it was written.
    """

    id: int
    note_message: str | None = None
    lead_id: int | None = None
    email_lead_map_id: int | None = None
    created_by: str | None = None
    created_at: datetime | None = None
