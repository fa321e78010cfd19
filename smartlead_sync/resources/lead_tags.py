# Written by scripts/generate_sync.py from smartlead_async/resources/lead_tags.py.
"""Tags of leads."""

from __future__ import annotations

import builtins
from collections.abc import Sequence

from smartlead_async import NOT_GIVEN, Acknowledgement, NotGiven
from smartlead_async.models import LeadTag
from smartlead_async.resources.lead_tags import LeadTags as AsyncLeadTags
from smartlead_sync._arguments import in_list
from smartlead_sync._facade import Facade
from smartlead_sync._loop_thread import call

__all__ = ["LeadTags"]


class LeadTags(Facade[AsyncLeadTags]):
    """Tags of leads.

    The service is reported not to know routes that begin with ``/crm`` everywhere; there, all
    methods raise :class:`NotFoundError`.
    """

    def list(self, *, lead_id: int | NotGiven = NOT_GIVEN) -> builtins.list[LeadTag]:
        """Return the tags of a lead, or all tags.

        ``GET /crm/leads/tags``
        ([API reference](https://api.smartlead.ai/api-reference/lead-tags/get-all)).

        Args:
            lead_id: Only tags of this lead.

        Raises:
            InvalidRequestError: The id is not positive.
        """
        return call(self._async.list(lead_id=lead_id))

    def add_to_lead(self, *, lead_id: int, tag_ids: Sequence[int]) -> Acknowledgement:
        """Add tags to a lead.

        ``POST /crm/leads/tags``
        ([API reference](https://api.smartlead.ai/api-reference/lead-tags/add-to-lead)).

        Args:
            lead_id: Id of the lead in the account, ``row.lead.id`` of ``leads.list``.
            tag_ids: Ids of tags that exist, at least one.

        Raises:
            InvalidRequestError: An id is not positive, or there is no tag.
        """
        return call(self._async.add_to_lead(lead_id=lead_id, tag_ids=in_list(tag_ids)))

    def remove_from_lead(self, tag_mapping_id: int) -> Acknowledgement:
        """Remove a tag from a lead.

        ``DELETE /crm/leads/tags/{tagMappingId}``
        ([API reference](https://api.smartlead.ai/api-reference/lead-tags/remove-from-lead)).

        Args:
            tag_mapping_id: Identifier of the tag on this lead; not the tag's own, see
                :class:`~smartlead_sync.models.LeadTag`.

        Raises:
            NotFoundError: The lead has no such tag.
        """
        return call(self._async.remove_from_lead(tag_mapping_id))
