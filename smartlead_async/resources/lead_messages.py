"""Emails exchanged with leads: the message history, and replies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from .._answers import acknowledgement, many
from .._endpoint import Endpoint, time_text
from .._options import NOT_GIVEN, NotGiven
from .._validate import email_address, moment, non_empty_text, positive_id
from ..models import Acknowledgement, Message
from ._base import Resource, optional

__all__ = ["LeadMessages"]

_HISTORY: Final = Endpoint(
    "GET",
    "/campaigns/{campaign_id}/leads/{lead_id}/message-history",
    "safe",
    many(Message, "history", "messages"),
)
_REPLY: Final = Endpoint(
    "POST", "/campaigns/{campaign_id}/reply-email-thread", "never", acknowledgement
)


class LeadMessages(Resource):
    """The part of :class:`Leads` that reads and writes emails."""

    async def get_message_history(
        self,
        campaign_id: int,
        lead_id: int,
        *,
        event_time_gt: dt.datetime | str | NotGiven = NOT_GIVEN,
        show_plain_text_response: bool | NotGiven = NOT_GIVEN,
    ) -> list[Message]:
        """Return the emails exchanged with a lead in a campaign.

        ``GET /campaigns/{campaign_id}/leads/{lead_id}/message-history`` (reference document 004).

        Args:
            campaign_id: The campaign.
            lead_id: The lead.
            event_time_gt: Only messages after this time (ISO 8601, or a datetime; without a
                timezone it is UTC).
            show_plain_text_response: Whether bodies come as plain text.

        Raises:
            NotFoundError: There is no such campaign or lead.
        """
        query = {
            "event_time_gt": optional(moment, "event_time_gt", event_time_gt),
            "show_plain_text_response": show_plain_text_response,
        }
        return await self._call(_HISTORY.request(campaign_id, lead_id, query=query))

    async def reply(
        self,
        campaign_id: int,
        *,
        lead_id: int,
        email_body: str,
        reply_message_id: str,
        reply_email_time: dt.datetime | str,
        email_stats_id: str | NotGiven = NOT_GIVEN,
        to_email: str | NotGiven = NOT_GIVEN,
        to_first_name: str | NotGiven = NOT_GIVEN,
        to_last_name: str | NotGiven = NOT_GIVEN,
        cc: str | NotGiven = NOT_GIVEN,
        bcc: str | NotGiven = NOT_GIVEN,
        reply_email_body: str | NotGiven = NOT_GIVEN,
        scheduled_time: dt.datetime | str | NotGiven = NOT_GIVEN,
        schedule_condition: str | NotGiven = NOT_GIVEN,
        add_signature: bool | NotGiven = NOT_GIVEN,
        seq_type: str | NotGiven = NOT_GIVEN,
        attachments: Sequence[Mapping[str, str | int]] | NotGiven = NOT_GIVEN,
    ) -> Acknowledgement:
        """Send a reply into the thread with a lead.

        ``POST /campaigns/{campaign_id}/reply-email-thread`` (reference document 004). Never
        repeated once it may have been carried out, so that no prospect is mailed twice.
        :meth:`get_message_history` tells the ids and times to refer to.

        Args:
            campaign_id: The campaign.
            lead_id: The lead.
            email_body: HTML of the reply.
            reply_message_id: ``message_id`` of the message that is replied to.
            reply_email_time: Its time (ISO 8601, or a datetime; without a timezone it is UTC).
            email_stats_id: Its ``stats_id``; some deployments ask for it.
            to_email: Address to send to, if another.
            to_first_name: First name of the recipient.
            to_last_name: Last name of the recipient.
            cc: Addresses that get a copy, separated by commas.
            bcc: Addresses that get a hidden copy, separated by commas.
            reply_email_body: HTML of the message that is replied to, to be quoted.
            scheduled_time: When to send; at once if not given.
            schedule_condition: Under what condition to send.
            add_signature: Whether to append the mailbox's signature.
            seq_type: Kind of step that the reply counts as.
            attachments: Files: ``file_url``, and optionally ``file_name``, ``file_type`` and
                ``file_size`` (bytes).

        Raises:
            InvalidRequestError: A required text is empty, or an id is not positive.
            OutcomeUnknownError: The reply may or may not have been sent: look at the message
                history before sending it again.
        """
        body = {
            "lead_id": positive_id("lead_id", lead_id),
            "email_body": non_empty_text("email_body", email_body),
            "reply_message_id": non_empty_text("reply_message_id", reply_message_id),
            "reply_email_time": non_empty_text("reply_email_time", time_text(reply_email_time)),
            "email_stats_id": email_stats_id,
            "to_email": optional(email_address, "to_email", to_email),
            "to_first_name": to_first_name,
            "to_last_name": to_last_name,
            "cc": cc,
            "bcc": bcc,
            "reply_email_body": reply_email_body,
            "scheduled_time": time_text(scheduled_time),
            "schedule_condition": schedule_condition,
            "add_signature": add_signature,
            "seq_type": seq_type,
            "attachments": attachments,
        }
        return await self._call(_REPLY.request(campaign_id, json=body))
