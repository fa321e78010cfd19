"""The master inbox: the filters and the order of its listings, and other arguments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, TypeAlias, TypedDict

from .._options import NotGiven
from .inbox import InboxEmailStatus

__all__ = [
    "InboxCategoryFilter",
    "InboxFilters",
    "InboxQuery",
    "InboxReminderQuery",
    "InboxScheduledQuery",
    "InboxSentQuery",
    "InboxViewFilters",
    "InboxViewQuery",
    "UntrackedReplyFilters",
]

EmailStatusName: TypeAlias = Literal[
    "Opened", "Clicked", "Replied", "Unsubscribed", "Bounced", "Accepted", "Not Replied"
]
InboxSort: TypeAlias = Literal["REPLY_TIME_DESC", "SENT_TIME_DESC"]
ReminderSort: TypeAlias = Literal["REMINDER_TIME_ASC", "REMINDER_TIME_DESC"]
ScheduledSort: TypeAlias = Literal["SCHEDULED_TIME_ASC", "SCHEDULED_TIME_DESC"]
BlockSource: TypeAlias = Literal["manual", "bounce", "complaint", "invalid"]


class InboxCategoryFilter(TypedDict, total=False):
    """Which categories the leads of a listing of the inbox have.

    Attributes:
        unassigned: Whether leads without a category are included.
        is_assigned: Whether leads with a category are included.
        category_ids_in: Only leads of these categories, at most 10.
        category_ids_not_in: No leads of these categories, at most 10.
    """

    unassigned: bool
    is_assigned: bool
    category_ids_in: Sequence[int]
    category_ids_not_in: Sequence[int]


class InboxFilters(TypedDict, total=False):
    """Which messages a listing of the inbox holds.

    Most filters take one value or a list. ``list_assigned_to_me`` and ``list_view`` take one
    value each; ``list_sent`` takes 15 campaigns and lists of any length; ``list_replies`` takes
    20 email accounts.

    Attributes:
        search: Only leads whose name or address contains this text, at most 30 characters.
        lead_categories: Only leads of some categories; see :class:`InboxCategoryFilter`.
        email_status: Only messages in this status: ``Opened``, ``Clicked``, ``Replied``,
            ``Unsubscribed``, ``Bounced``, ``Accepted`` or ``Not Replied``.
        campaign_id: Only these campaigns, at most 5.
        email_account_id: Only these email accounts, at most 10.
        campaign_team_member_id: Only campaigns of these team members, at most 10.
        campaign_tag_id: Only campaigns with these tags, at most 10.
        campaign_client_id: Only campaigns of these clients, at most 10.
        reply_time_between: Only replies between two times (ISO 8601, or datetimes; without a
            timezone they are UTC).
    """

    search: str
    lead_categories: InboxCategoryFilter
    email_status: InboxEmailStatus | EmailStatusName | Sequence[InboxEmailStatus | EmailStatusName]
    campaign_id: int | Sequence[int]
    email_account_id: int | Sequence[int]
    campaign_team_member_id: int | Sequence[int]
    campaign_tag_id: int | Sequence[int]
    campaign_client_id: int | Sequence[int]
    reply_time_between: Sequence[datetime | str]


class InboxViewFilters(InboxFilters, total=False):
    """Which messages the view of the inbox holds: as :class:`InboxFilters`, and one filter more.

    Attributes:
        sub_sequence_id: Only leads in this subsequence.
    """

    sub_sequence_id: int


class InboxSentQuery(TypedDict, total=False):
    """Which sent messages are listed, and in which order.

    Attributes:
        filters: See :class:`~smartlead_async.models.InboxFilters`.
        sort_by: ``REPLY_TIME_DESC``, the default, or ``SENT_TIME_DESC``.
    """

    filters: InboxFilters | NotGiven
    sort_by: InboxSort | NotGiven


class InboxQuery(TypedDict, total=False):
    """Which messages a listing of the inbox holds, and in which order.

    Attributes:
        filters: See :class:`~smartlead_async.models.InboxFilters`.
        sort_by: ``REPLY_TIME_DESC``, the default, or ``SENT_TIME_DESC``.
        fetch_message_history: Whether all messages of a thread come with it.
    """

    filters: InboxFilters | NotGiven
    sort_by: InboxSort | NotGiven
    fetch_message_history: bool | NotGiven


class InboxViewQuery(TypedDict, total=False):
    """Which messages the view of the inbox holds, and in which order.

    Attributes:
        filters: See :class:`~smartlead_async.models.InboxViewFilters`.
        sort_by: ``REPLY_TIME_DESC``, the default, or ``SENT_TIME_DESC``.
        fetch_message_history: Whether all messages of a thread come with it.
    """

    filters: InboxViewFilters | NotGiven
    sort_by: InboxSort | NotGiven
    fetch_message_history: bool | NotGiven


class InboxScheduledQuery(TypedDict, total=False):
    """Which scheduled emails are listed, and in which order.

    Attributes:
        filters: See :class:`~smartlead_async.models.InboxFilters`.
        sort_by: ``SCHEDULED_TIME_ASC`` or ``SCHEDULED_TIME_DESC``.
        fetch_message_history: Whether all messages of a thread come with it.
    """

    filters: InboxFilters | NotGiven
    sort_by: ScheduledSort | NotGiven
    fetch_message_history: bool | NotGiven


class InboxReminderQuery(TypedDict, total=False):
    """Which reminders are listed, and in which order.

    Attributes:
        filters: See :class:`~smartlead_async.models.InboxFilters`.
        sort_by: ``REMINDER_TIME_ASC`` or ``REMINDER_TIME_DESC``.
    """

    filters: InboxFilters | NotGiven
    sort_by: ReminderSort | NotGiven


class UntrackedReplyFilters(TypedDict, total=False):
    """Filters of untracked replies, and how much of each is sent.

    Attributes:
        fetch_attachments: Whether attachments are sent.
        fetch_body: Whether bodies are sent.
        from_email: Only from this address.
        to_email: Only to this address.
        subject_line: Only with this subject.
    """

    fetch_attachments: bool | NotGiven
    fetch_body: bool | NotGiven
    from_email: str | NotGiven
    to_email: str | NotGiven
    subject_line: str | NotGiven
