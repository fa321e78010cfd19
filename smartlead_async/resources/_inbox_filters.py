"""The filters of the master inbox's listings, each with its check."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any, Final, get_args

from .._http.endpoint import Endpoint, time_text
from .._http.envelopes import page
from .._validate import (
    bounded_list,
    bounded_text,
    each,
    id_or_ids,
    known_fields,
    moment,
    one_of,
    positive_id,
    true_or_false,
)
from ..models import InboxMessage, InboxQuery
from ..models.inbox_filters import EmailStatusName, InboxSort
from ._base import Listing

__all__ = ["SINGLE", "UNBOUNDED", "inbox_listing"]

_Check = Callable[[str, Any], Any]

_status: Final = partial(one_of, allowed=get_args(EmailStatusName))
_categories: Final = partial(bounded_list, check=positive_id, least=1, most=10)
_at_most_5: Final = partial(id_or_ids, most=5)
_at_most_10: Final = partial(id_or_ids, most=10)


def _statuses(name: str, value: Any) -> Any:
    return _status(name, value) if isinstance(value, str) else each(name, value, _status)


def _time(name: str, value: Any) -> Any:
    return time_text(moment(name, value))


_CATEGORIES: Final[dict[str, _Check | None]] = {
    "unassigned": true_or_false,
    "isAssigned": true_or_false,
    "categoryIdsIn": _categories,
    "categoryIdsNotIn": _categories,
}
_FILTERS: Final[dict[str, _Check | None]] = {
    "search": partial(bounded_text, least=0, most=30),
    "leadCategories": partial(known_fields, known=_CATEGORIES),
    "emailStatus": _statuses,
    "campaignId": _at_most_5,
    "emailAccountId": _at_most_10,
    "campaignTeamMemberId": _at_most_10,
    "campaignTagId": _at_most_10,
    "campaignClientId": _at_most_10,
    "replyTimeBetween": partial(bounded_list, check=_time, least=2, most=2),
}
_IDS: Final = tuple(name for name in _FILTERS if name.endswith("Id"))
SINGLE: Final[dict[str, _Check | None]] = {
    **dict.fromkeys(_IDS, positive_id),
    "emailStatus": _status,
}
UNBOUNDED: Final[dict[str, _Check | None]] = dict.fromkeys(_IDS, id_or_ids)


def _identity(message: InboxMessage) -> Hashable:
    """Name a row; a lead may have several reminders and scheduled emails."""
    return (
        message.campaign_lead_map_id,
        message.id,
        message.scheduled_time,
        message.reminder_time,
        message.reminder_message,
    )


def inbox_listing(
    name: str,
    route: str,
    query: type = InboxQuery,
    *,
    sorts: Any = InboxSort,
    filters: dict[str, _Check | None] | None = None,
) -> Listing[InboxMessage]:
    """Return a listing of the inbox.

    Args:
        name: Name of its methods, after ``list_`` and ``iterate_``.
        route: Last part of its path.
        query: The TypedDict of the keywords that they take.
        sorts: The orders that it knows.
        filters: Checks of the filters that differ from those of most listings.
    """
    known = _FILTERS | (filters or {})
    read = page(InboxMessage, ("messages",), ("total_count", "total"))
    return Listing(
        endpoint=Endpoint("POST", f"/master-inbox/{route}", "safe", read),
        filters=query,
        methods=(f"list_{name}", f"iterate_{name}"),
        paging="body",
        most=20,
        identity=_identity,
        wire={"sort_by": "sortBy"},
        checks={
            "filters": partial(known_fields, known=known),
            "sort_by": partial(one_of, allowed=get_args(sorts)),
        },
        in_query={"fetch_message_history"},
    )
