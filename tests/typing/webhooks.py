from __future__ import annotations

from typing import assert_never, assert_type

import smartlead_async
import smartlead_sync
from smartlead_async import (
    CampaignStatusChangedEvent,
    EmailAccountDisconnectedEvent,
    EmailBouncedEvent,
    EmailClickedEvent,
    EmailOpenedEvent,
    EmailRepliedEvent,
    EmailSentEvent,
    LeadCategoryUpdatedEvent,
    LeadUnsubscribedEvent,
    LinkedInDisconnectedEvent,
    ManualStepReachedEvent,
    UnknownEvent,
    UntrackedReplyEvent,
    WebhookEvent,
)


def a_match_over_all_events_is_complete(event: WebhookEvent) -> str | None:
    match event:
        case EmailSentEvent():
            return event.custom_subject
        case EmailOpenedEvent() | EmailClickedEvent() | EmailBouncedEvent():
            return event.lead_address
        case EmailRepliedEvent():
            return event.preview_text
        case LeadUnsubscribedEvent() | LeadCategoryUpdatedEvent():
            return event.lead_email
        case CampaignStatusChangedEvent() | UntrackedReplyEvent() | ManualStepReachedEvent():
            return event.campaign_status
        case EmailAccountDisconnectedEvent() | LinkedInDisconnectedEvent() | UnknownEvent():
            return event.event_type
        case _:
            assert_never(event)


def a_match_that_lacks_one_is_not(event: WebhookEvent) -> None:
    match event:
        case EmailSentEvent() | EmailOpenedEvent() | EmailClickedEvent() | EmailRepliedEvent():
            pass
        case _:
            assert_never(event)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def answer(event: WebhookEvent) -> None:
    assert_type(event.campaign_id, int | None)


async def an_inbox_gives_an_event_or_none(inbox: smartlead_async.WebhookInbox) -> None:
    async with inbox.receive(b"{}", {"X-Request-Id": "1"}) as event:
        assert_type(event, WebhookEvent | None)
    assert_type(await inbox.handle(b"{}", None, answer), int)


def a_synchronous_inbox_too(inbox: smartlead_sync.WebhookInbox) -> None:
    with inbox.receive({"event_type": "EMAIL_SENT"}) as event:
        assert_type(event, WebhookEvent | None)
    assert_type(inbox.handle(b"{}", None, print), int)
