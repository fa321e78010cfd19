"""The listings of the master inbox: two methods for each."""

from __future__ import annotations

from functools import partial
from typing import Final, Unpack

from .._http.pagination import Items
from .._validate import id_or_ids, positive_id
from ..models import (
    InboxMessage,
    InboxQuery,
    InboxReminderQuery,
    InboxScheduledQuery,
    InboxSentQuery,
    InboxViewQuery,
    Page,
)
from ..models.inbox_filters import ReminderSort, ScheduledSort
from ._base import Resource
from ._inbox_filters import SINGLE, UNBOUNDED, inbox_listing

__all__ = ["InboxLists"]

_REPLIES: Final = inbox_listing(
    "replies", "inbox-replies", filters={"emailAccountId": partial(id_or_ids, most=20)}
)
_UNREAD: Final = inbox_listing("unread", "unread-replies")
_IMPORTANT: Final = inbox_listing("important", "important")
_SNOOZED: Final = inbox_listing("snoozed", "snoozed")
_ARCHIVED: Final = inbox_listing("archived", "archived")
_SENT: Final = inbox_listing(
    "sent",
    "sent",
    InboxSentQuery,
    filters=UNBOUNDED | {"campaignId": partial(id_or_ids, most=15)},
)
_SCHEDULED: Final = inbox_listing(
    "scheduled", "scheduled", InboxScheduledQuery, sorts=ScheduledSort
)
_REMINDERS: Final = inbox_listing("reminders", "reminders", InboxReminderQuery, sorts=ReminderSort)
_ASSIGNED: Final = inbox_listing("assigned_to_me", "assigned-me", filters=SINGLE)
_VIEW: Final = inbox_listing(
    "view", "views", InboxViewQuery, filters=SINGLE | {"subSequenceId": positive_id}
)


class InboxLists(Resource):
    """The part of :class:`Inbox` that lists messages.

    The service is reported not to tell how many messages there are: the last page is then the
    first that is not full.
    """

    async def list_replies(
        self, *, offset: int = 0, limit: int = 20, **query: Unpack[InboxQuery]
    ) -> Page[InboxMessage]:
        """Return one page of the threads in which the lead has replied.

        ``POST /master-inbox/inbox-replies``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-messages)).

        Args:
            offset: Threads to pass over.
            limit: Threads to return at most, 1 to 20.
            query: See :class:`~smartlead_async.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return await self._list(_REPLIES, start=offset, limit=limit, filters=query)

    def iterate_replies(
        self,
        *,
        page_size: int = 20,
        prefetch: int | None = None,
        patience: float = 0.0,
        **query: Unpack[InboxQuery],
    ) -> Items[InboxMessage]:
        """Return all threads in which the lead has replied.

        Args:
            page_size: Threads to ask for at a time, 1 to 20.
            prefetch: Pages to read ahead, where the service tells the total.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            query: See :class:`~smartlead_async.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return self._iterate(
            _REPLIES, page_size=page_size, prefetch=prefetch, patience=patience, filters=query
        )

    async def list_unread(
        self, *, offset: int = 0, limit: int = 20, **query: Unpack[InboxQuery]
    ) -> Page[InboxMessage]:
        """Return one page of the threads with unread replies.

        ``POST /master-inbox/unread-replies``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-unread)).

        Args:
            offset: Threads to pass over.
            limit: Threads to return at most, 1 to 20.
            query: See :class:`~smartlead_async.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return await self._list(_UNREAD, start=offset, limit=limit, filters=query)

    def iterate_unread(
        self,
        *,
        page_size: int = 20,
        prefetch: int | None = None,
        patience: float = 0.0,
        **query: Unpack[InboxQuery],
    ) -> Items[InboxMessage]:
        """Return all threads with unread replies.

        Args:
            page_size: Threads to ask for at a time, 1 to 20.
            prefetch: Pages to read ahead, where the service tells the total.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            query: See :class:`~smartlead_async.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return self._iterate(
            _UNREAD, page_size=page_size, prefetch=prefetch, patience=patience, filters=query
        )

    async def list_important(
        self, *, offset: int = 0, limit: int = 20, **query: Unpack[InboxQuery]
    ) -> Page[InboxMessage]:
        """Return one page of the threads marked as important.

        ``POST /master-inbox/important``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-important)).

        Args:
            offset: Threads to pass over.
            limit: Threads to return at most, 1 to 20.
            query: See :class:`~smartlead_async.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return await self._list(_IMPORTANT, start=offset, limit=limit, filters=query)

    def iterate_important(
        self,
        *,
        page_size: int = 20,
        prefetch: int | None = None,
        patience: float = 0.0,
        **query: Unpack[InboxQuery],
    ) -> Items[InboxMessage]:
        """Return all threads marked as important.

        Args:
            page_size: Threads to ask for at a time, 1 to 20.
            prefetch: Pages to read ahead, where the service tells the total.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            query: See :class:`~smartlead_async.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return self._iterate(
            _IMPORTANT, page_size=page_size, prefetch=prefetch, patience=patience, filters=query
        )

    async def list_snoozed(
        self, *, offset: int = 0, limit: int = 20, **query: Unpack[InboxQuery]
    ) -> Page[InboxMessage]:
        """Return one page of the snoozed threads.

        ``POST /master-inbox/snoozed``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-snoozed)).

        Args:
            offset: Threads to pass over.
            limit: Threads to return at most, 1 to 20.
            query: See :class:`~smartlead_async.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return await self._list(_SNOOZED, start=offset, limit=limit, filters=query)

    def iterate_snoozed(
        self,
        *,
        page_size: int = 20,
        prefetch: int | None = None,
        patience: float = 0.0,
        **query: Unpack[InboxQuery],
    ) -> Items[InboxMessage]:
        """Return all snoozed threads.

        Args:
            page_size: Threads to ask for at a time, 1 to 20.
            prefetch: Pages to read ahead, where the service tells the total.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            query: See :class:`~smartlead_async.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return self._iterate(
            _SNOOZED, page_size=page_size, prefetch=prefetch, patience=patience, filters=query
        )

    async def list_archived(
        self, *, offset: int = 0, limit: int = 20, **query: Unpack[InboxQuery]
    ) -> Page[InboxMessage]:
        """Return one page of the archived threads.

        ``POST /master-inbox/archived``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-archived)).

        Args:
            offset: Threads to pass over.
            limit: Threads to return at most, 1 to 20.
            query: See :class:`~smartlead_async.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return await self._list(_ARCHIVED, start=offset, limit=limit, filters=query)

    def iterate_archived(
        self,
        *,
        page_size: int = 20,
        prefetch: int | None = None,
        patience: float = 0.0,
        **query: Unpack[InboxQuery],
    ) -> Items[InboxMessage]:
        """Return all archived threads.

        Args:
            page_size: Threads to ask for at a time, 1 to 20.
            prefetch: Pages to read ahead, where the service tells the total.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            query: See :class:`~smartlead_async.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return self._iterate(
            _ARCHIVED, page_size=page_size, prefetch=prefetch, patience=patience, filters=query
        )

    async def list_sent(
        self, *, offset: int = 0, limit: int = 20, **query: Unpack[InboxSentQuery]
    ) -> Page[InboxMessage]:
        """Return one page of the emails sent.

        ``POST /master-inbox/sent``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-sent)).

        Args:
            offset: Emails to pass over.
            limit: Emails to return at most, 1 to 20.
            query: See :class:`~smartlead_async.models.InboxSentQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return await self._list(_SENT, start=offset, limit=limit, filters=query)

    def iterate_sent(
        self,
        *,
        page_size: int = 20,
        prefetch: int | None = None,
        patience: float = 0.0,
        **query: Unpack[InboxSentQuery],
    ) -> Items[InboxMessage]:
        """Return all emails sent.

        Args:
            page_size: Emails to ask for at a time, 1 to 20.
            prefetch: Pages to read ahead, where the service tells the total.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            query: See :class:`~smartlead_async.models.InboxSentQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return self._iterate(
            _SENT, page_size=page_size, prefetch=prefetch, patience=patience, filters=query
        )

    async def list_scheduled(
        self, *, offset: int = 0, limit: int = 20, **query: Unpack[InboxScheduledQuery]
    ) -> Page[InboxMessage]:
        """Return one page of the emails that wait to be sent.

        ``POST /master-inbox/scheduled``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-scheduled)).

        Args:
            offset: Emails to pass over.
            limit: Emails to return at most, 1 to 20.
            query: See :class:`~smartlead_async.models.InboxScheduledQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return await self._list(_SCHEDULED, start=offset, limit=limit, filters=query)

    def iterate_scheduled(
        self,
        *,
        page_size: int = 20,
        prefetch: int | None = None,
        patience: float = 0.0,
        **query: Unpack[InboxScheduledQuery],
    ) -> Items[InboxMessage]:
        """Return all emails that wait to be sent.

        Args:
            page_size: Emails to ask for at a time, 1 to 20.
            prefetch: Pages to read ahead, where the service tells the total.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            query: See :class:`~smartlead_async.models.InboxScheduledQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return self._iterate(
            _SCHEDULED, page_size=page_size, prefetch=prefetch, patience=patience, filters=query
        )

    async def list_reminders(
        self, *, offset: int = 0, limit: int = 20, **query: Unpack[InboxReminderQuery]
    ) -> Page[InboxMessage]:
        """Return one page of the reminders.

        ``POST /master-inbox/reminders``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-reminders)).

        Args:
            offset: Reminders to pass over.
            limit: Reminders to return at most, 1 to 20.
            query: See :class:`~smartlead_async.models.InboxReminderQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return await self._list(_REMINDERS, start=offset, limit=limit, filters=query)

    def iterate_reminders(
        self,
        *,
        page_size: int = 20,
        prefetch: int | None = None,
        patience: float = 0.0,
        **query: Unpack[InboxReminderQuery],
    ) -> Items[InboxMessage]:
        """Return all reminders.

        Args:
            page_size: Reminders to ask for at a time, 1 to 20.
            prefetch: Pages to read ahead, where the service tells the total.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            query: See :class:`~smartlead_async.models.InboxReminderQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return self._iterate(
            _REMINDERS, page_size=page_size, prefetch=prefetch, patience=patience, filters=query
        )

    async def list_assigned_to_me(
        self, *, offset: int = 0, limit: int = 20, **query: Unpack[InboxQuery]
    ) -> Page[InboxMessage]:
        """Return one page of the threads assigned to the user of the key.

        ``POST /master-inbox/assigned-me``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-assigned)). Its
        filters take one value each, no lists. The service is reported to fail on it at times.

        Args:
            offset: Threads to pass over.
            limit: Threads to return at most, 1 to 20.
            query: See :class:`~smartlead_async.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return await self._list(_ASSIGNED, start=offset, limit=limit, filters=query)

    def iterate_assigned_to_me(
        self,
        *,
        page_size: int = 20,
        prefetch: int | None = None,
        patience: float = 0.0,
        **query: Unpack[InboxQuery],
    ) -> Items[InboxMessage]:
        """Return all threads assigned to the user of the key.

        Args:
            page_size: Threads to ask for at a time, 1 to 20.
            prefetch: Pages to read ahead, where the service tells the total.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            query: See :class:`~smartlead_async.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return self._iterate(
            _ASSIGNED, page_size=page_size, prefetch=prefetch, patience=patience, filters=query
        )

    async def list_view(
        self, *, offset: int = 0, limit: int = 20, **query: Unpack[InboxViewQuery]
    ) -> Page[InboxMessage]:
        """Return one page of the threads of a view, which its filters make up.

        ``POST /master-inbox/views``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-views)). Its filters
        take one value each, no lists.

        Args:
            offset: Threads to pass over.
            limit: Threads to return at most, 1 to 20.
            query: See :class:`~smartlead_async.models.InboxViewQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return await self._list(_VIEW, start=offset, limit=limit, filters=query)

    def iterate_view(
        self,
        *,
        page_size: int = 20,
        prefetch: int | None = None,
        patience: float = 0.0,
        **query: Unpack[InboxViewQuery],
    ) -> Items[InboxMessage]:
        """Return all threads of a view, which its filters make up.

        Args:
            page_size: Threads to ask for at a time, 1 to 20.
            prefetch: Pages to read ahead, where the service tells the total.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            query: See :class:`~smartlead_async.models.InboxViewQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return self._iterate(
            _VIEW, page_size=page_size, prefetch=prefetch, patience=patience, filters=query
        )
