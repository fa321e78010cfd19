"""Activities of leads, over all campaigns."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final, Unpack

from .._http.endpoint import Endpoint
from .._http.envelopes import page
from .._http.pagination import Items
from .._validate import moment
from ..models import LeadActivity, LeadActivityFilters, Page
from ._base import Listing, Resource

__all__ = ["LeadActivities"]


def _identity(row: LeadActivity) -> Hashable | None:
    """Name an event, or a lead's place in a campaign; what tells neither is like no other."""
    if row.event_time is None:
        return row.email_lead_map_id
    lead = row.email_lead_map_id or row.lead_email or row.lead_id
    return (lead, row.campaign_id, row.activity_type, row.event_time)


_ACTIVITIES: Final = Listing(
    endpoint=Endpoint(
        "GET", "/campaigns/all-leads-activities", "safe", page(LeadActivity, (), ("total",))
    ),
    filters=LeadActivityFilters,
    methods=("list_activities", "iterate_activities"),
    most=1000,
    identity=_identity,
    checks={"event_time_from": moment, "event_time_to": moment},
)


class LeadActivities(Resource):
    """The part of :class:`Leads` that reads activities."""

    async def list_activities(
        self, *, offset: int = 0, limit: int = 100, **filters: Unpack[LeadActivityFilters]
    ) -> Page[LeadActivity]:
        """Return one page of the activities of leads, over all campaigns.

        ``GET /campaigns/all-leads-activities``
        ([API reference](https://api.smartlead.ai/api-reference/leads/activities)).

        Args:
            offset: Activities to pass over.
            limit: Activities to return at most, 1 to 1000.
            filters: See :class:`~smartlead_async.models.LeadActivityFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
            BadRequestError: The service does not understand a time.
        """
        return await self._list(_ACTIVITIES, start=offset, limit=limit, filters=filters)

    def iterate_activities(
        self,
        *,
        page_size: int = 100,
        prefetch: int | None = None,
        patience: float = 0.0,
        **filters: Unpack[LeadActivityFilters],
    ) -> Items[LeadActivity]:
        """Return the activities of all leads, page by page, in order.

        Args:
            page_size: Activities to ask for at a time, 1 to 1000.
            prefetch: Pages to read ahead where the service tells the total.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            filters: See :class:`~smartlead_async.models.LeadActivityFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return self._iterate(
            _ACTIVITIES, page_size=page_size, prefetch=prefetch, patience=patience, filters=filters
        )
