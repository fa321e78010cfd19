"""Emails exchanged with leads: the message history, and replies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any, Final, TypeVar

from attrs import evolve

from .._codec import DecodeProblem, is_object, json_object
from .._errors import InvalidRequestError
from .._http import wire_forms
from .._http.endpoint import Endpoint, time_text
from .._http.envelopes import acknowledgement, many
from .._options import NOT_GIVEN, NotGiven
from .._scalars import mismatch
from .._validate import (
    each,
    email_address,
    instance,
    known_fields,
    moment,
    non_empty_text,
    positive_id,
    positive_ids,
)
from ..models import Acknowledgement, Message, ReplyAttachmentDict
from ..models._addresses import with_plain_addresses
from ._base import Resource, optional

__all__ = ["LeadMessages"]

T = TypeVar("T")


def _history(payload: Any) -> list[Message]:
    """Read a history. Old answers name the email account and the lead beside it: from, to."""
    envelope = json_object(payload)
    told = with_plain_addresses({**json_object(envelope.get("data")), **envelope})
    account, lead = (told[name] if isinstance(told.get(name), str) else None for name in _PARTIES)
    return [_addressed(message, account, lead) for message in _read_messages(payload)]


def _histories(payload: Any) -> dict[int, list[Message]]:
    """Read the histories of several leads, each under the lead's id."""
    is_wrapped = is_object(payload) and "data" in payload
    found = payload["data"] if is_wrapped else payload
    location = ".data" if is_wrapped else ""
    if found is None or found == []:
        return {}
    if not is_object(found):
        raise mismatch("an object", found).within(location)
    return dict(_of_lead(name, value, location) for name, value in found.items())


def _of_lead(name: str, value: Any, location: str) -> tuple[int, list[Message]]:
    if not name.isdecimal():
        raise DecodeProblem("expected names that are ids of leads", f"${location}")
    try:
        return int(name), _history(value)
    except DecodeProblem as found:
        problem = found
    raise problem.within(f"{location}.{name}")


def _addressed(message: Message, account: str | None, lead: str | None) -> Message:
    sender, recipient = (lead, account) if message.direction == "inbound" else (account, lead)
    return evolve(
        message,
        from_email=message.from_email or sender,
        to_email=message.to_email or recipient,
    )


_PARTIES: Final = ("from", "to")
_read_messages: Final = many(Message, "history", "messages")
_HISTORY: Final = Endpoint(
    "GET",
    "/campaigns/{campaign_id}/leads/{lead_id}/message-history",
    "safe",
    _history,
)
_HISTORIES: Final = Endpoint(
    "POST",
    "/campaigns/{campaign_id}/message-history-for-leads/bbfbdsFGHlBr76ruhjvh6fhHL",
    "safe",
    _histories,
)
_REPLY: Final = Endpoint(
    "POST",
    "/campaigns/{campaign_id}/reply-email-thread",
    "never",
    acknowledgement,
    other=wire_forms.REPLY_BY_SENDING,
)
_attachment: Final = partial[dict[str, Any]](
    known_fields,
    known=dict.fromkeys(ReplyAttachmentDict.__annotations__) | {"file_url": non_empty_text},
    required=("file_url",),
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

        ``GET /campaigns/{campaign_id}/leads/{lead_id}/message-history``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/get-lead-history)).

        Args:
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

    async def get_message_history_bulk(
        self,
        campaign_id: int,
        *,
        lead_ids: Sequence[int] | NotGiven | None = NOT_GIVEN,
        event_time_gt: dt.datetime | str | NotGiven = NOT_GIVEN,
    ) -> dict[int, list[Message]]:
        """Return the emails exchanged with several leads of a campaign.

        ``POST /campaigns/{campaign_id}/message-history-for-leads/bbfbdsFGHlBr76ruhjvh6fhHL``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/get-leads-history-bulk)).
        The last part of the path is the same for every account.

        Args:
            lead_ids: The leads; None for all leads of the campaign.
            event_time_gt: Only messages after this time (ISO 8601, or a datetime; without a
                timezone it is UTC).

        Returns:
            The messages of each lead, under the lead's id.

        Raises:
            InvalidRequestError: The list is empty, or an id is not a positive integer.
            NotFoundError: There is no such campaign.
        """
        request = _HISTORIES.request(
            campaign_id,
            query={"event_time_gt": optional(moment, "event_time_gt", event_time_gt)},
            json={"lead_ids": optional(positive_ids, "lead_ids", lead_ids)},
        )
        return await self._call(request)

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
        attachments: Sequence[ReplyAttachmentDict] | NotGiven = NOT_GIVEN,
    ) -> Acknowledgement:
        """Send a reply into the thread with a lead.

        ``POST /campaigns/{campaign_id}/reply-email-thread``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/reply-email-thread)).
        Never repeated once it may have been carried out, so that no prospect is mailed twice.
        :meth:`get_message_history` tells the ids and times to refer to.

        Where the service refuses ``lead_id``, the reply is sent without it and with
        ``email_stats_id`` instead, from then on at once. A refused reply was not sent. If
        ``email_stats_id`` is not given, it is read from the message history first.

        Args:
            lead_id: Id of the lead in the account, ``row.lead.id`` of :meth:`list`.
            email_body: HTML of the reply.
            reply_message_id: ``message_id`` of the message that is replied to.
            reply_email_time: Its time (ISO 8601, or a datetime; without a timezone it is UTC).
            email_stats_id: Its ``stats_id``. Where the service asks for it, giving it saves
                reading the message history.
            to_email: Address to send to, if another.
            to_first_name: First name of the recipient.
            to_last_name: Last name of the recipient.
            cc: Addresses that get a copy, separated by commas.
            bcc: Addresses that get a hidden copy, separated by commas.
            reply_email_body: HTML of the message that is replied to, to be quoted.
            scheduled_time: When to send; at once if not given.
            schedule_condition: Under what condition to send.
            add_signature: Whether to append the email account's signature.
            seq_type: Kind of step that the reply counts as.
            attachments: Files; see :class:`~smartlead_async.models.ReplyAttachmentDict`.

        Raises:
            InvalidRequestError: A required text is empty, an id is not positive, or an attachment
                has an unknown key or no ``file_url``; or the service asks for ``email_stats_id``,
                and the lead's message history holds no message ``reply_message_id`` that tells it.
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
            "attachments": optional(each, "attachments", attachments, _attachment),
        }
        request = _REPLY.request(campaign_id, json=body)
        if request.other is not None and isinstance(email_stats_id, NotGiven):
            look_up = partial(self._stats_id, campaign_id, lead_id, reply_message_id)
            request = evolve(request, other=evolve(request.other, look_up=look_up))
        return await self._call(request)

    async def reply_to(
        self,
        campaign_id: int,
        lead_id: int,
        message: Message,
        *,
        email_body: str,
        cc: str | NotGiven = NOT_GIVEN,
        bcc: str | NotGiven = NOT_GIVEN,
        scheduled_time: dt.datetime | str | NotGiven = NOT_GIVEN,
        add_signature: bool | NotGiven = NOT_GIVEN,
        attachments: Sequence[ReplyAttachmentDict] | NotGiven = NOT_GIVEN,
    ) -> Acknowledgement:
        """Send a reply to a message of a lead's history, which tells the ids and the time.

        ``POST /campaigns/{campaign_id}/reply-email-thread``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/reply-email-thread)).
        :meth:`reply` is the same call with each of them by hand, and takes more keywords. Never
        repeated once it may have been carried out, so that no prospect is mailed twice.

        Args:
            message: The message, as :meth:`get_message_history` returns it.
            email_body: HTML of the reply.
            cc: Addresses that get a copy, separated by commas.
            bcc: Addresses that get a hidden copy, separated by commas.
            scheduled_time: When to send; at once if not given.
            add_signature: Whether to append the email account's signature.
            attachments: Files; see :class:`~smartlead_async.models.ReplyAttachmentDict`.

        Raises:
            InvalidRequestError: The message tells no id or no time, or :meth:`reply` refuses an
                argument.
            OutcomeUnknownError: The reply may or may not have been sent: look at the message
                history before sending it again.
        """
        instance("message", message, Message)
        return await self.reply(
            campaign_id,
            lead_id=lead_id,
            email_body=email_body,
            reply_message_id=_told(message.message_id, "message_id", "reply_message_id"),
            reply_email_time=_told(message.time, "time", "reply_email_time"),
            email_stats_id=message.stats_id or NOT_GIVEN,
            cc=cc,
            bcc=bcc,
            scheduled_time=scheduled_time,
            add_signature=add_signature,
            attachments=attachments,
        )

    async def _stats_id(self, campaign_id: int, lead_id: int, message_id: str) -> dict[str, str]:
        for message in await self.get_message_history(campaign_id, lead_id):
            if message.stats_id and _bare(message.message_id or "") == _bare(message_id):
                return {"email_stats_id": message.stats_id}
        raise InvalidRequestError(
            f"the service asks for email_stats_id, and the history of lead {lead_id} in campaign "
            f"{campaign_id} holds no message {message_id!r} with a stats_id: check "
            "reply_message_id, or pass email_stats_id",
            field="reply_message_id",
        )


def _told(value: T | None, name: str, keyword: str) -> T:
    if not value:
        raise InvalidRequestError(
            f"message has no {name}: call reply() with {keyword}", field="message"
        )
    return value


def _bare(message_id: str) -> str:
    return message_id.strip().removeprefix("<").removesuffix(">")
