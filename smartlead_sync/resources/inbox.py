# Written by scripts/generate_sync.py from smartlead_async/resources/inbox.py.
"""The master inbox: ``/master-inbox``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Unpack

from smartlead_async import NOT_GIVEN, Acknowledgement, NotGiven, Page
from smartlead_async.models import (
    BlockedDomains,
    ForwardedEmail,
    InboxMessage,
    InboxQuery,
    InboxReminder,
    InboxReminderQuery,
    InboxScheduledQuery,
    InboxSentQuery,
    InboxUpdate,
    InboxViewQuery,
    ReplyStatus,
    UntrackedReply,
    UntrackedReplyFilters,
)
from smartlead_async.models.inbox_filters import BlockSource
from smartlead_async.resources.inbox import Inbox as AsyncInbox
from smartlead_sync._arguments import in_list
from smartlead_sync._facade import Facade, Items, Later
from smartlead_sync._loop_thread import call

__all__ = ["Inbox"]


class Inbox(Facade[AsyncInbox]):
    """The master inbox: replies, their state, reminders and forwarding.

    :meth:`Leads.reply` answers them. The methods that write take the lead's place in a campaign,
    :attr:`~smartlead_sync.models.InboxMessage.campaign_lead_map_id`, as ``email_lead_map_id``.
    """

    def list_untracked(
        self, *, offset: int = 0, limit: int = 20, **filters: Unpack[UntrackedReplyFilters]
    ) -> Page[UntrackedReply]:
        """Return one page of the emails received that belong to no campaign.

        ``GET /master-inbox/untracked-replies``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-untracked)).

        Args:
            offset: Replies to pass over.
            limit: Replies to return at most, 1 to 100.
            filters: See :class:`~smartlead_sync.models.UntrackedReplyFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return call(self._async.list_untracked(offset=offset, limit=limit, **filters))

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
            filters: See :class:`~smartlead_sync.models.UntrackedReplyFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return Items(
            call(
                Later(
                    self._async.iterate_untracked,
                    page_size=page_size,
                    prefetch=prefetch,
                    patience=patience,
                    **filters,
                ).run()
            )
        )

    def get(self, campaign_lead_map_id: int) -> InboxMessage:
        """Return the thread of a lead in a campaign.

        ``GET /master-inbox/{id}``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-by-id)).

        Args:
            campaign_lead_map_id: The lead's place in the campaign; not the lead's id.

        Raises:
            NotFoundError: There is no such thread.
        """
        return call(self._async.get(campaign_lead_map_id))

    def get_reply_status(self, *, message_id: str) -> ReplyStatus:
        """Return whether a reply was sent.

        ``GET /master-inbox/reply-status``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/reply-status)).

        Args:
            message_id: Identifier of the reply's message, with its angle brackets.

        Raises:
            NotFoundError: There is no such reply.
        """
        return call(self._async.get_reply_status(message_id=message_id))

    def set_read_status(self, *, email_lead_map_id: int, read_status: bool) -> InboxUpdate:
        """Mark the thread of a lead as read or unread.

        ``PATCH /master-inbox/change-read-status``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/mark-read)).

        Args:
            email_lead_map_id: The lead's place in the campaign.
            read_status: True for read.

        Raises:
            InvalidRequestError: The id is not positive.
        """
        return call(
            self._async.set_read_status(
                email_lead_map_id=email_lead_map_id, read_status=read_status
            )
        )

    def update_category(
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
        return call(
            self._async.update_category(
                email_lead_map_id=email_lead_map_id, category_id=category_id
            )
        )

    def update_revenue(self, *, email_lead_map_id: int, revenue: float) -> InboxUpdate:
        """Set the revenue of a lead in a campaign.

        ``PATCH /master-inbox/update-revenue``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/update-revenue)).

        Args:
            email_lead_map_id: The lead's place in the campaign.
            revenue: The amount, at least 0.

        Raises:
            InvalidRequestError: The id is not positive, or the amount is negative.
        """
        return call(
            self._async.update_revenue(email_lead_map_id=email_lead_map_id, revenue=revenue)
        )

    def update_team_member(self, *, email_lead_map_id: int, team_member_id: int) -> InboxUpdate:
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
        return call(
            self._async.update_team_member(
                email_lead_map_id=email_lead_map_id, team_member_id=team_member_id
            )
        )

    def resume_lead(
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
        return call(
            self._async.resume_lead(
                campaign_id=campaign_id,
                email_lead_map_id=email_lead_map_id,
                resume_delay_days=resume_delay_days,
            )
        )

    def push_to_subsequence(
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
        return call(
            self._async.push_to_subsequence(
                email_lead_map_id=email_lead_map_id,
                sub_sequence_id=sub_sequence_id,
                sub_sequence_delay_time=sub_sequence_delay_time,
                stop_lead_on_parent_campaign_reply=stop_lead_on_parent_campaign_reply,
            )
        )

    def set_reminder(
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
        return call(
            self._async.set_reminder(
                email_lead_map_id=email_lead_map_id,
                email_stats_id=email_stats_id,
                message=message,
                reminder_time=reminder_time,
            )
        )

    def block_domains(
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
        return call(self._async.block_domains(domains=in_list(domains), source=source))

    def forward(
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
        return call(
            self._async.forward(
                campaign_id,
                message_id=message_id,
                stats_id=stats_id,
                to_emails=in_list(to_emails),
                forward_email_body=forward_email_body,
                forward_email_subject=forward_email_subject,
            )
        )

    def list_replies(
        self, *, offset: int = 0, limit: int = 20, **query: Unpack[InboxQuery]
    ) -> Page[InboxMessage]:
        """Return one page of the threads in which the lead has replied.

        ``POST /master-inbox/inbox-replies``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-messages)).

        Args:
            offset: Threads to pass over.
            limit: Threads to return at most, 1 to 20.
            query: See :class:`~smartlead_sync.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return call(self._async.list_replies(offset=offset, limit=limit, **query))

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
            query: See :class:`~smartlead_sync.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return Items(
            call(
                Later(
                    self._async.iterate_replies,
                    page_size=page_size,
                    prefetch=prefetch,
                    patience=patience,
                    **query,
                ).run()
            )
        )

    def list_unread(
        self, *, offset: int = 0, limit: int = 20, **query: Unpack[InboxQuery]
    ) -> Page[InboxMessage]:
        """Return one page of the threads with unread replies.

        ``POST /master-inbox/unread-replies``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-unread)).

        Args:
            offset: Threads to pass over.
            limit: Threads to return at most, 1 to 20.
            query: See :class:`~smartlead_sync.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return call(self._async.list_unread(offset=offset, limit=limit, **query))

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
            query: See :class:`~smartlead_sync.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return Items(
            call(
                Later(
                    self._async.iterate_unread,
                    page_size=page_size,
                    prefetch=prefetch,
                    patience=patience,
                    **query,
                ).run()
            )
        )

    def list_important(
        self, *, offset: int = 0, limit: int = 20, **query: Unpack[InboxQuery]
    ) -> Page[InboxMessage]:
        """Return one page of the threads marked as important.

        ``POST /master-inbox/important``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-important)).

        Args:
            offset: Threads to pass over.
            limit: Threads to return at most, 1 to 20.
            query: See :class:`~smartlead_sync.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return call(self._async.list_important(offset=offset, limit=limit, **query))

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
            query: See :class:`~smartlead_sync.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return Items(
            call(
                Later(
                    self._async.iterate_important,
                    page_size=page_size,
                    prefetch=prefetch,
                    patience=patience,
                    **query,
                ).run()
            )
        )

    def list_snoozed(
        self, *, offset: int = 0, limit: int = 20, **query: Unpack[InboxQuery]
    ) -> Page[InboxMessage]:
        """Return one page of the snoozed threads.

        ``POST /master-inbox/snoozed``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-snoozed)).

        Args:
            offset: Threads to pass over.
            limit: Threads to return at most, 1 to 20.
            query: See :class:`~smartlead_sync.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return call(self._async.list_snoozed(offset=offset, limit=limit, **query))

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
            query: See :class:`~smartlead_sync.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return Items(
            call(
                Later(
                    self._async.iterate_snoozed,
                    page_size=page_size,
                    prefetch=prefetch,
                    patience=patience,
                    **query,
                ).run()
            )
        )

    def list_archived(
        self, *, offset: int = 0, limit: int = 20, **query: Unpack[InboxQuery]
    ) -> Page[InboxMessage]:
        """Return one page of the archived threads.

        ``POST /master-inbox/archived``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-archived)).

        Args:
            offset: Threads to pass over.
            limit: Threads to return at most, 1 to 20.
            query: See :class:`~smartlead_sync.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return call(self._async.list_archived(offset=offset, limit=limit, **query))

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
            query: See :class:`~smartlead_sync.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return Items(
            call(
                Later(
                    self._async.iterate_archived,
                    page_size=page_size,
                    prefetch=prefetch,
                    patience=patience,
                    **query,
                ).run()
            )
        )

    def list_sent(
        self, *, offset: int = 0, limit: int = 20, **query: Unpack[InboxSentQuery]
    ) -> Page[InboxMessage]:
        """Return one page of the emails sent.

        ``POST /master-inbox/sent``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-sent)).

        Args:
            offset: Emails to pass over.
            limit: Emails to return at most, 1 to 20.
            query: See :class:`~smartlead_sync.models.InboxSentQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return call(self._async.list_sent(offset=offset, limit=limit, **query))

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
            query: See :class:`~smartlead_sync.models.InboxSentQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return Items(
            call(
                Later(
                    self._async.iterate_sent,
                    page_size=page_size,
                    prefetch=prefetch,
                    patience=patience,
                    **query,
                ).run()
            )
        )

    def list_scheduled(
        self, *, offset: int = 0, limit: int = 20, **query: Unpack[InboxScheduledQuery]
    ) -> Page[InboxMessage]:
        """Return one page of the emails that wait to be sent.

        ``POST /master-inbox/scheduled``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-scheduled)).

        Args:
            offset: Emails to pass over.
            limit: Emails to return at most, 1 to 20.
            query: See :class:`~smartlead_sync.models.InboxScheduledQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return call(self._async.list_scheduled(offset=offset, limit=limit, **query))

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
            query: See :class:`~smartlead_sync.models.InboxScheduledQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return Items(
            call(
                Later(
                    self._async.iterate_scheduled,
                    page_size=page_size,
                    prefetch=prefetch,
                    patience=patience,
                    **query,
                ).run()
            )
        )

    def list_reminders(
        self, *, offset: int = 0, limit: int = 20, **query: Unpack[InboxReminderQuery]
    ) -> Page[InboxMessage]:
        """Return one page of the reminders.

        ``POST /master-inbox/reminders``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-reminders)).

        Args:
            offset: Reminders to pass over.
            limit: Reminders to return at most, 1 to 20.
            query: See :class:`~smartlead_sync.models.InboxReminderQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return call(self._async.list_reminders(offset=offset, limit=limit, **query))

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
            query: See :class:`~smartlead_sync.models.InboxReminderQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return Items(
            call(
                Later(
                    self._async.iterate_reminders,
                    page_size=page_size,
                    prefetch=prefetch,
                    patience=patience,
                    **query,
                ).run()
            )
        )

    def list_assigned_to_me(
        self, *, offset: int = 0, limit: int = 20, **query: Unpack[InboxQuery]
    ) -> Page[InboxMessage]:
        """Return one page of the threads assigned to the user of the key.

        ``POST /master-inbox/assigned-me``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-assigned)). Its
        filters take one value each, no lists. The service is reported to fail on it at times.

        Args:
            offset: Threads to pass over.
            limit: Threads to return at most, 1 to 20.
            query: See :class:`~smartlead_sync.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return call(self._async.list_assigned_to_me(offset=offset, limit=limit, **query))

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
            query: See :class:`~smartlead_sync.models.InboxQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return Items(
            call(
                Later(
                    self._async.iterate_assigned_to_me,
                    page_size=page_size,
                    prefetch=prefetch,
                    patience=patience,
                    **query,
                ).run()
            )
        )

    def list_view(
        self, *, offset: int = 0, limit: int = 20, **query: Unpack[InboxViewQuery]
    ) -> Page[InboxMessage]:
        """Return one page of the threads of a view, which its filters make up.

        ``POST /master-inbox/views``
        ([API reference](https://api.smartlead.ai/api-reference/inbox/get-views)). Its filters
        take one value each, no lists.

        Args:
            offset: Threads to pass over.
            limit: Threads to return at most, 1 to 20.
            query: See :class:`~smartlead_sync.models.InboxViewQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return call(self._async.list_view(offset=offset, limit=limit, **query))

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
            query: See :class:`~smartlead_sync.models.InboxViewQuery`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return Items(
            call(
                Later(
                    self._async.iterate_view,
                    page_size=page_size,
                    prefetch=prefetch,
                    patience=patience,
                    **query,
                ).run()
            )
        )
