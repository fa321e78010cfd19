"""Notes about leads."""

from __future__ import annotations

import builtins
from typing import Final

from .._http.endpoint import Endpoint
from .._http.envelopes import many, one
from .._validate import non_empty_text, positive_id
from ..models import LeadNote
from ._base import Resource

__all__ = ["LeadNotes"]

_LIST: Final = Endpoint("GET", "/crm/leads/notes/{lead_id}", "safe", many(LeadNote))
_CREATE: Final = Endpoint("POST", "/master-inbox/create-note", "never", one(LeadNote))


class LeadNotes(Resource):
    """Notes about leads."""

    async def list(self, lead_id: int) -> builtins.list[LeadNote]:
        """Return the notes about a lead.

        ``GET /crm/leads/notes/{id}``
        ([API reference](https://api.smartlead.ai/api-reference/lead-notes/get-all)).

        Raises:
            NotFoundError: There is no such lead; or the service does not know the route, which is
                reported of all that begin with ``/crm``.
        """
        return await self._call(_LIST.request(lead_id))

    async def create(self, *, email_lead_map_id: int, note_message: str) -> LeadNote:
        """Write a note about a lead.

        ``POST /master-inbox/create-note``
        ([API reference](https://api.smartlead.ai/api-reference/lead-notes/create)). Never
        repeated once it may have been carried out.

        Args:
            email_lead_map_id: The lead's place in a campaign; not the lead's id.
            note_message: Text of the note.

        Raises:
            InvalidRequestError: The id is not positive, or the text is empty.
            OutcomeUnknownError: The note may or may not have been written.
        """
        body = {
            "email_lead_map_id": positive_id("email_lead_map_id", email_lead_map_id),
            "note_message": non_empty_text("note_message", note_message),
        }
        return await self._call(_CREATE.request(json=body))
