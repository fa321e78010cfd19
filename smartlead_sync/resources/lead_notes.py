# Written by scripts/generate_sync.py from smartlead_async/resources/lead_notes.py.
"""Notes about leads."""

from __future__ import annotations

import builtins

from smartlead_async.models import LeadNote
from smartlead_async.resources.lead_notes import LeadNotes as AsyncLeadNotes
from smartlead_sync._facade import Facade
from smartlead_sync._loop_thread import call

__all__ = ["LeadNotes"]


class LeadNotes(Facade[AsyncLeadNotes]):
    """Notes about leads."""

    def list(self, lead_id: int) -> builtins.list[LeadNote]:
        """Return the notes about a lead.

        ``GET /crm/leads/notes/{id}``
        ([API reference](https://api.smartlead.ai/api-reference/lead-notes/get-all)).

        Raises:
            NotFoundError: There is no such lead; or the service does not know the route, which is
                reported of all that begin with ``/crm``.
        """
        return call(self._async.list(lead_id))

    def create(self, *, email_lead_map_id: int, note_message: str) -> LeadNote:
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
        return call(
            self._async.create(email_lead_map_id=email_lead_map_id, note_message=note_message)
        )
