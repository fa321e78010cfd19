"""The master inbox: ``/master-inbox``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any, Final, Unpack, get_args

from .._errors import InvalidRequestError
from .._http.endpoint import Endpoint, time_text
from .._http.envelopes import NothingFound, acknowledged, acknowledgement, lookup, many, page
from .._http.pagination import Items
from .._options import NOT_GIVEN, NotGiven
from .._validate import (
    block_entry,
    bounded_list,
    each,
    email_address,
    in_range,
    is_finite,
    joined_texts,
    moment,
    non_empty_text,
    one_of,
    plain,
    positive_id,
    shown,
    true_or_false,
)
from ..models import (
    Acknowledgement,
    BlockedDomains,
    ForwardedEmail,
    InboxMessage,
    InboxReminder,
    InboxUpdate,
    Page,
    ReplyStatus,
    UntrackedReply,
    UntrackedReplyFilters,
)
from ..models.inbox_filters import BlockSource
from ._base import Listing, optional
from .inbox_lists import InboxLists

__all__ = ["Inbox"]

_read_messages: Final = many(InboxMessage)


def _message(payload: Any) -> InboxMessage:
    """Read a thread. The service is reported to send it as a list of one."""
    found = _read_messages(payload) if payload != "" else []
    if not found:
        raise NothingFound
    return found[0]


def _amount(name: str, value: float) -> float:
    number = plain(value)
    if not is_finite(number) or number < 0:
        raise InvalidRequestError(
            f"{name} must be a number of at least 0, not {shown(value)}", field=name
        )
    return number


_INBOX: Final = "/master-inbox"
_UNTRACKED: Final = Listing(
    endpoint=Endpoint(
        "GET",
        f"{_INBOX}/untracked-replies",
        "safe",
        page(UntrackedReply, ("untracked_replies", "replies"), ("total_count", "totalCount")),
    ),
    filters=UntrackedReplyFilters,
    methods=("list_untracked", "iterate_untracked"),
    identity=lambda reply: reply.id,
    wire={"fetch_attachments": "fetchAttachments", "fetch_body": "fetchBody"},
)
_GET: Final = Endpoint("GET", f"{_INBOX}/{{campaign_lead_map_id}}", "safe", _message)
_REPLY_STATUS: Final = Endpoint("GET", f"{_INBOX}/reply-status", "safe", lookup(ReplyStatus))
_READ_STATUS: Final = Endpoint(
    "PATCH", f"{_INBOX}/change-read-status", "idempotent", acknowledged(InboxUpdate)
)
_CATEGORY: Final = Endpoint("PATCH", f"{_INBOX}/update-category", "idempotent", acknowledgement)
_REVENUE: Final = Endpoint(
    "PATCH", f"{_INBOX}/update-revenue", "idempotent", acknowledged(InboxUpdate)
)
_TEAM_MEMBER: Final = Endpoint(
    "POST", f"{_INBOX}/update-team-member", "idempotent", acknowledged(InboxUpdate)
)
_RESUME: Final = Endpoint("PATCH", f"{_INBOX}/resume-lead", "idempotent", acknowledged(InboxUpdate))
_PUSH: Final = Endpoint("POST", f"{_INBOX}/push-to-subsequence", "never", acknowledged(InboxUpdate))
_REMINDER: Final = Endpoint("POST", f"{_INBOX}/set-reminder", "never", acknowledged(InboxReminder))
_BLOCK: Final = Endpoint(
    "POST", f"{_INBOX}/block-domains", "deduplicated", acknowledged(BlockedDomains)
)
_FORWARD: Final = Endpoint(
    "POST", "/campaigns/{campaign_id}/forward-email", "never", acknowledged(ForwardedEmail)
)


class Inbox(InboxLists):
    """The master inbox: replies, their state, reminders and forwarding.

    :meth:`Leads.reply` answers them. The methods that write take the lead's place in a campaign,
    :attr:`~smartlead_async.models.InboxMessage.campaign_lead_map_id`, as ``email_lead_map_id``.
    """

    async def list_untracked(
        self, *, offset: int = 0, limit: int = 20, **filters: Unpack[UntrackedReplyFilters]
    ) -> Page[UntrackedReply]:
        """Return one page of the emails received that belong to no campaign.

        ``GET /master-inbox/untracked-replies``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-untracked)).

        Args:
            offset: Replies to pass over.
            limit: Replies to return at most, 1 to 100.
            filters: See :class:`~smartlead_async.models.UntrackedReplyFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return await self._list(_UNTRACKED, start=offset, limit=limit, filters=filters)

    def iterate_untracked(
        self,
        *,
        page_size: int = 20,
        prefetch: int | None = None,
        patience: float = 0.0,
        **filters: Unpack[UntrackedReplyFilters],
    ) -> Items[UntrackedReply]:
        """Return all emails received that belong to no campaign.

        Args:
            page_size: Replies to ask for at a time, 1 to 100.
            prefetch: Pages to read ahead; by default what one burst of the key's limit allows.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            filters: See :class:`~smartlead_async.models.UntrackedReplyFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return self._iterate(
            _UNTRACKED, page_size=page_size, prefetch=prefetch, patience=patience, filters=filters
        )

    async def get(self, campaign_lead_map_id: int) -> InboxMessage:
        """Return the thread of a lead in a campaign.

        ``GET /master-inbox/{id}``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-by-id)).

        Args:
            campaign_lead_map_id: The lead's place in the campaign; not the lead's id.

        Raises:
            NotFoundError: There is no such thread.
        """
        return await self._call(_GET.request(campaign_lead_map_id))

    async def get_reply_status(self, *, message_id: str) -> ReplyStatus:
        """Return whether a reply was sent.

        ``GET /master-inbox/reply-status``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/reply-status)).

        Args:
            message_id: Identifier of the reply's message, with its angle brackets.

        Raises:
            NotFoundError: There is no such reply.
        """
        query = {"message_id": non_empty_text("message_id", message_id)}
        return await self._call(_REPLY_STATUS.request(query=query))

    async def set_read_status(self, *, email_lead_map_id: int, read_status: bool) -> InboxUpdate:
        """Mark the thread of a lead as read or unread.

        ``PATCH /master-inbox/change-read-status``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/mark-read)).

        Args:
            email_lead_map_id: The lead's place in the campaign.
            read_status: True for read.

        Raises:
            InvalidRequestError: The id is not positive.
        """
        body = {
            "email_lead_map_id": positive_id("email_lead_map_id", email_lead_map_id),
            "read_status": true_or_false("read_status", read_status),
        }
        return await self._call(_READ_STATUS.request(json=body))

    async def update_category(
        self, *, email_lead_map_id: int, category_id: int | None
    ) -> Acknowledgement:
        """Change the category of a lead in a campaign.

        ``PATCH /master-inbox/update-category``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/update-category)).

        Args:
            email_lead_map_id: The lead's place in the campaign.
            category_id: The category, or None for none. :meth:`Leads.list_categories` lists them.

        Raises:
            InvalidRequestError: An id is not positive.
            NotFoundError: There is no such lead.
        """
        body = {
            "email_lead_map_id": positive_id("email_lead_map_id", email_lead_map_id),
            "category_id": optional(positive_id, "category_id", category_id),
        }
        return await self._call(_CATEGORY.request(json=body))

    async def update_revenue(self, *, email_lead_map_id: int, revenue: float) -> InboxUpdate:
        """Set the revenue of a lead in a campaign.

        ``PATCH /master-inbox/update-revenue``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/update-revenue)).

        Args:
            email_lead_map_id: The lead's place in the campaign.
            revenue: The amount, at least 0.

        Raises:
            InvalidRequestError: The id is not positive, or the amount is negative.
        """
        body = {
            "email_lead_map_id": positive_id("email_lead_map_id", email_lead_map_id),
            "revenue": _amount("revenue", revenue),
        }
        return await self._call(_REVENUE.request(json=body))

    async def update_team_member(
        self, *, email_lead_map_id: int, team_member_id: int
    ) -> InboxUpdate:
        """Assign a lead in a campaign to a team member.

        ``POST /master-inbox/update-team-member``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/update-team-member)).

        Args:
            email_lead_map_id: The lead's place in the campaign.
            team_member_id: Id of the team member, as in ``assigned_to.id`` of a thread.

        Raises:
            InvalidRequestError: An id is not positive.
            NotFoundError: There is no such team member.
        """
        body = {
            "email_lead_map_id": positive_id("email_lead_map_id", email_lead_map_id),
            "team_member_id": positive_id("team_member_id", team_member_id),
        }
        return await self._call(_TEAM_MEMBER.request(json=body))

    async def resume_lead(
        self,
        *,
        campaign_id: int,
        email_lead_map_id: int,
        resume_delay_days: int | NotGiven = NOT_GIVEN,
    ) -> InboxUpdate:
        """Go on sending to a paused lead.

        ``PATCH /master-inbox/resume-lead``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/resume-lead)).

        Args:
            campaign_id: Id of the campaign in which the lead is paused.
            email_lead_map_id: The lead's place in it.
            resume_delay_days: Days to wait first.

        Raises:
            InvalidRequestError: An id is not positive, or the delay is negative.
        """
        days = resume_delay_days
        body = {
            "campaign_id": positive_id("campaign_id", campaign_id),
            "email_lead_map_id": positive_id("email_lead_map_id", email_lead_map_id),
            "resume_delay_days": optional(in_range, "resume_delay_days", days, 0),
        }
        return await self._call(_RESUME.request(json=body))

    async def push_to_subsequence(
        self,
        *,
        email_lead_map_id: int,
        sub_sequence_id: int,
        sub_sequence_delay_time: int | NotGiven = NOT_GIVEN,
        stop_lead_on_parent_campaign_reply: bool | NotGiven = NOT_GIVEN,
    ) -> InboxUpdate:
        """Move a lead into a subsequence, which then sends to it.

        ``POST /master-inbox/push-to-subsequence``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/push-to-subsequence)). Never
        repeated once it may have been carried out, so that no lead is mailed twice.

        Args:
            email_lead_map_id: The lead's place in the campaign.
            sub_sequence_id: Id that ``campaigns.create_subsequence`` gave the subsequence.
            sub_sequence_delay_time: Seconds to wait first; the service's default is 0.
            stop_lead_on_parent_campaign_reply: Whether a reply to the campaign ends the
                subsequence for the lead; the service's default is False.

        Raises:
            InvalidRequestError: An id is not positive, or the delay is negative.
            OutcomeUnknownError: The lead may or may not have been moved.
        """
        seconds = sub_sequence_delay_time
        body = {
            "email_lead_map_id": positive_id("email_lead_map_id", email_lead_map_id),
            "sub_sequence_id": positive_id("sub_sequence_id", sub_sequence_id),
            "sub_sequence_delay_time": optional(in_range, "sub_sequence_delay_time", seconds, 0),
            "stop_lead_on_parent_campaign_reply": stop_lead_on_parent_campaign_reply,
        }
        return await self._call(_PUSH.request(json=body))

    async def set_reminder(
        self,
        *,
        email_lead_map_id: int,
        email_stats_id: str,
        message: str,
        reminder_time: dt.datetime | str,
    ) -> InboxReminder:
        """Set a reminder about the thread of a lead.

        ``POST /master-inbox/set-reminder``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/set-reminder)). Never
        repeated once it may have been carried out.

        Args:
            email_lead_map_id: The lead's place in the campaign.
            email_stats_id: ``stats_id`` of the message that it is about.
            message: Text of the reminder.
            reminder_time: When to remind (ISO 8601, or a datetime; without a timezone it is UTC).

        Raises:
            InvalidRequestError: The id is not positive, or a text is empty.
            OutcomeUnknownError: The reminder may or may not have been set.
        """
        body = {
            "email_lead_map_id": positive_id("email_lead_map_id", email_lead_map_id),
            "email_stats_id": non_empty_text("email_stats_id", email_stats_id),
            "message": non_empty_text("message", message),
            "reminder_time": time_text(moment("reminder_time", reminder_time)),
        }
        return await self._call(_REMINDER.request(json=body))

    async def block_domains(
        self, *, domains: Sequence[str], source: BlockSource | NotGiven = NOT_GIVEN
    ) -> BlockedDomains:
        """Block domains, so that no campaign sends to them.

        ``POST /master-inbox/block-domains``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/block-domains)).

        Args:
            domains: The domains, such as ``example.com``, at least one; no URLs, and no ``www.``.
            source: Why they are blocked: ``manual``, the service's default, ``bounce``,
                ``complaint`` or ``invalid``.

        Raises:
            InvalidRequestError: There is no domain, or one is no bare domain, or the source is
                unknown.
        """
        check = partial(block_entry, only="domain")
        body = {
            "domains": bounded_list("domains", domains, check, least=1),
            "source": optional(partial(one_of, allowed=get_args(BlockSource)), "source", source),
        }
        return await self._call(_BLOCK.request(json=body))

    async def forward(
        self,
        campaign_id: int,
        *,
        message_id: str,
        stats_id: str,
        to_emails: Sequence[str],
        forward_email_body: str | NotGiven = NOT_GIVEN,
        forward_email_subject: str | NotGiven = NOT_GIVEN,
    ) -> ForwardedEmail:
        """Forward an email of a lead's thread, which sends it at once.

        ``POST /campaigns/{campaign_id}/forward-email``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/forward)). Never repeated
        once it may have been carried out, so that nobody is mailed twice.

        Args:
            message_id: ``message_id`` of the email.
            stats_id: Its ``stats_id``.
            to_emails: Addresses to forward it to, at least one.
            forward_email_body: HTML to put before it.
            forward_email_subject: Subject, if another.

        Raises:
            InvalidRequestError: A text is empty, or an address is invalid.
            ServerError: The email account is not found; the service answers that with 500.
            OutcomeUnknownError: The email may or may not have been forwarded.
        """
        addresses = each("to_emails", to_emails, email_address)
        body = {
            "message_id": non_empty_text("message_id", message_id),
            "stats_id": non_empty_text("stats_id", stats_id),
            "to_emails": joined_texts("to_emails", addresses),
            "forward_email_body": forward_email_body,
            "forward_email_subject": forward_email_subject,
        }
        return await self._call(_FORWARD.request(campaign_id, json=body))
