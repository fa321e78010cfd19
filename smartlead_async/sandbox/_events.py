"""The bodies of webhook deliveries."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import TypeAlias

from ._reference import KEYS, Json
from ._state import Campaign, CampaignLead, Event, State

PREVIEW = 150
Details: TypeAlias = Callable[[State, Event, CampaignLead], Json]


def payload(state: State, event: Event) -> Json:
    """Return an event as webhooks deliver it, without what differs from webhook to webhook."""
    row = event.row
    return {
        "event_type": event.type,
        "event_timestamp": event.time,
        **(_campaign(event.campaign) if event.campaign else {}),
        **(_lead(row) if row else {}),
        **(_message(event.message) if event.message else {}),
        **(DETAILS[event.type](state, event, row) if row else OTHERS[event.type](event)),
    }


def _campaign(campaign: Campaign) -> Json:
    fields = campaign.fields
    return {
        "campaign_id": fields["id"],
        "campaign_name": fields["name"],
        "campaign_status": fields["status"],
        "client_id": fields["client_id"],
    }


def _lead(row: CampaignLead) -> Json:
    return {
        "lead_id": row.lead["id"],
        "sl_email_lead_id": row.lead["id"],
        "sl_email_lead_map_id": row.campaign_lead_map_id,
        "sl_lead_email": row.lead["email"],
        "email_account_id": row.email_account_id,
    }


def _message(message: Json) -> Json:
    return {
        "sequence_number": message["email_seq_number"],
        "stats_id": message["stats_id"],
        "message_id": message["message_id"],
        "subject": message["subject"],
    }


def _sent(state: State, event: Event, row: CampaignLead) -> Json:
    message = event.message or {}
    return {
        **_ends(state, row),
        "time_sent": message["time"],
        "custom_subject": message["subject"],
        "custom_email_message": message["email_body"],
    }


def _opened(state: State, event: Event, row: CampaignLead) -> Json:
    count = (event.message or {})["open_count"]
    return {**_ends(state, row), "time_opened": event.time, "opened_count": count}


def _clicked(state: State, event: Event, row: CampaignLead) -> Json:
    return {**_ends(state, row), "time_clicked": event.time, "link_clicked": [event.link]}


def _replied(state: State, event: Event, row: CampaignLead) -> Json:
    sent, reply, ends = event.message or {}, event.reply or {}, _ends(state, row)
    lead = ends["to_email"]
    domain = lead.partition("@")[2]
    correspondence = {"targetLeadEmail": lead, "replyReceivedFrom": lead}
    return {
        **ends,
        "subject": reply["subject"],
        "message_id": reply["message_id"],
        "time_replied": reply["time"],
        "reply_body": reply["email_body"],
        "preview_text": _text(reply["email_body"])[:PREVIEW],
        "cc_emails": [],
        "reply_message": _mail(reply),
        "sent_message": _mail(sent),
        "sent_message_body": sent["email_body"],
        "leadCorrespondence": {**correspondence, "repliedCompanyDomain": domain},
    }


def _bounced(state: State, event: Event, row: CampaignLead) -> Json:
    text = f"<p>{_ends(state, row)['to_email']} does not exist.</p>"
    notice = {"message_id": f"<bounce-{state.next_id()}@sandbox.example>", "email_body": text}
    return {
        **_ends(state, row),
        "bounce_message": _mail({**notice, "time": event.time}),
        "is_sender_originated_bounce": False,
    }


def _unsubscribed(state: State, event: Event, row: CampaignLead) -> Json:
    ends = _ends(state, row)
    return {
        **ends,
        "lead_email": ends["to_email"],
        "lead_name": ends["to_name"],
        "unsubscribed_client_id_map": {},
    }


def _categorized(state: State, event: Event, row: CampaignLead) -> Json:
    id_, ends = row.lead_category_id, _ends(state, row)
    category = next((each for each in state.categories if each["id"] == id_), None)
    replies = [_short(each) for each in row.messages("REPLY")]
    named = {key: (category or {}).get(key) for key in ("name", "sentiment_type")}
    return {
        "lead_email": ends["to_email"],
        "lead_name": ends["to_name"],
        "lead_data": {
            **{key: row.lead[key] for key in (*KEYS["lead"], "custom_fields")},
            "category": named,
        },
        "category": named["name"],
        "lead_category_id": id_,
        "from": ends["from_email"],
        "to": ends["to_email"],
        "history": [_short(each) for each in row.history],
        "lastReply": replies[-1] if replies else None,
    }


def _status_changed(event: Event) -> Json:
    current = event.campaign.fields["status"] if event.campaign else None
    return {"previous_status": event.previous_status, "current_status": current}


def _untracked(event: Event) -> Json:
    reply, account = event.reply or {}, event.email_account or {}
    return {
        "sender_detail": reply["from_email"],
        "recipient_detail": account["from_email"],
        "cc": "",
        "bcc": "",
        "subject": reply["subject"],
        "reply_message": _mail(reply),
        "visible_text": _text(reply["email_body"]),
        "has_attachment": False,
    }


DETAILS: dict[str, Details] = {
    "EMAIL_SENT": _sent,
    "FIRST_EMAIL_SENT": _sent,
    "EMAIL_OPEN": _opened,
    "EMAIL_LINK_CLICK": _clicked,
    "EMAIL_REPLY": _replied,
    "EMAIL_BOUNCE": _bounced,
    "LEAD_UNSUBSCRIBED": _unsubscribed,
    "LEAD_CATEGORY_UPDATED": _categorized,
}
OTHERS: dict[str, Callable[[Event], Json]] = {
    "CAMPAIGN_STATUS_CHANGED": _status_changed,
    "UNTRACKED_REPLIES": _untracked,
}
"""Events that are about no lead."""


def _ends(state: State, row: CampaignLead) -> Json:
    """Return who writes, and to whom; a reply too has the lead as its recipient."""
    name = " ".join(filter(None, (row.lead["first_name"], row.lead["last_name"])))
    ends = {"from_email": state.sender(row), "to_email": row.lead["email"]}
    return {**ends, "to_name": name or None}


def _mail(message: Json) -> Json:
    html = message["email_body"]
    ids = {"message_id": message["message_id"], "time": message["time"]}
    return {**ids, "html": html, "text": _text(html)}


def _short(message: Json) -> Json:
    return {key: message[key] for key in ("type", "time", "email_body", "subject")}


def _text(html: str) -> str:
    """Return the words of a body."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
