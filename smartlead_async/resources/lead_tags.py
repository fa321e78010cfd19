"""Tags of leads."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import Final

from .._http.endpoint import Endpoint
from .._http.envelopes import acknowledgement, many
from .._options import NOT_GIVEN, NotGiven
from .._validate import positive_id, positive_ids
from ..models import Acknowledgement, LeadTag
from ._base import Resource, optional

__all__ = ["LeadTags"]

_TAGS: Final = "/crm/leads/tags"
_LIST: Final = Endpoint("GET", _TAGS, "safe", many(LeadTag))
_ADD: Final = Endpoint("POST", _TAGS, "idempotent", acknowledgement)
_REMOVE: Final = Endpoint("DELETE", f"{_TAGS}/{{tag_mapping_id}}", "idempotent", acknowledgement)


class LeadTags(Resource):
    """Tags of leads.

    The service is reported not to know routes that begin with ``/crm`` everywhere; there, all
    methods raise :class:`NotFoundError`.
    """

    async def list(self, *, lead_id: int | NotGiven = NOT_GIVEN) -> builtins.list[LeadTag]:
        """Return the tags of a lead, or all tags.

        ``GET /crm/leads/tags``
        ([API reference](https://api.smartlead.ai/api-reference/lead-tags/get-all)).

        Args:
            lead_id: Only tags of this lead.

        Raises:
            InvalidRequestError: The id is not positive.
        """
        query = {"leadId": optional(positive_id, "lead_id", lead_id)}
        return await self._call(_LIST.request(query=query))

    async def add_to_lead(self, *, lead_id: int, tag_ids: Sequence[int]) -> Acknowledgement:
        """Add tags to a lead.

        ``POST /crm/leads/tags``
        ([API reference](https://api.smartlead.ai/api-reference/lead-tags/add-to-lead)).

        Args:
            lead_id: Id of the lead in the account, ``row.lead.id`` of ``leads.list``.
            tag_ids: Ids of tags that exist, at least one.

        Raises:
            InvalidRequestError: An id is not positive, or there is no tag.
        """
        body = {
            "leadId": positive_id("lead_id", lead_id),
            "tagIds": positive_ids("tag_ids", tag_ids),
        }
        return await self._call(_ADD.request(json=body))

    async def remove_from_lead(self, tag_mapping_id: int) -> Acknowledgement:
        """Remove a tag from a lead.

        ``DELETE /crm/leads/tags/{tagMappingId}``
        ([API reference](https://api.smartlead.ai/api-reference/lead-tags/remove-from-lead)).

        Args:
            tag_mapping_id: Identifier of the tag on this lead; not the tag's own, see
                :class:`~smartlead_async.models.LeadTag`.

        Raises:
            NotFoundError: The lead has no such tag.
        """
        return await self._call(_REMOVE.request(tag_mapping_id))
