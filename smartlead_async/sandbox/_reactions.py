"""What leads do with an email: open it, click, reply, leave; or it comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heappop, heappush
from typing import TypeAlias

from .._errors import InvalidRequestError
from ._clock import NEVER
from ._reference import Json
from ._state import Campaign, CampaignLead, State

WITHIN = timedelta(days=1)
LINK = "https://example.com/"
REPLY = "<p>Tell me more.</p>"


@dataclass(frozen=True, slots=True)
class Received:
    """An email that a lead has got."""

    campaign: Campaign
    row: CampaignLead
    message: Json

    def stops(self, on: str) -> None:
        """End the sequence for the lead if the campaign stops leads on this."""
        is_under_way = self.row.status in {"STARTED", "INPROGRESS"}
        if is_under_way and self.campaign.fields["stop_lead_settings"] == on:
            self.row.status = "COMPLETED"

    def tracks(self, flag: str) -> bool:
        """Whether the campaign does not switch this kind of tracking off."""
        return flag not in self.campaign.fields["track_settings"]


def opened(state: State, email: Received) -> None:
    """Note that an email was opened, unless the campaign does not track that."""
    if email.tracks("DONT_EMAIL_OPEN"):
        email.message["open_count"] += 1
        email.message.setdefault("opened_at", state.now())
        email.stops("OPENED_EMAIL")
        state.happened("EMAIL_OPEN", email.campaign, row=email.row, message=email.message)


def opened_at(message: Json) -> str | None:
    """Return when an email was first opened, None if it was not."""
    return message.get("opened_at", message["time"]) if message["open_count"] else None


def clicked_at(message: Json) -> str | None:
    """Return when a link was first clicked, None if none was."""
    return message.get("clicked_at", message["time"]) if message["click_count"] else None


def clicked(state: State, email: Received, link: str = LINK) -> None:
    """Note that a link was clicked, unless the campaign does not track that."""
    if email.tracks("DONT_LINK_CLICK"):
        email.message["click_count"] += 1
        email.message.setdefault("clicked_at", state.now())
        email.stops("CLICKED_LINK")
        about = {"row": email.row, "message": email.message, "link": link}
        state.happened("EMAIL_LINK_CLICK", email.campaign, **about)


def replied(
    state: State, email: Received, email_body: str = REPLY, subject: str | None = None
) -> None:
    """Put a reply into the thread, unread."""
    thread = {"stats_id": email.message["stats_id"], "email_body": email_body}
    about = subject or "Re: " + str(email.message["subject"]).removeprefix("Re: ")
    reply = state.message(type="REPLY", subject=about, **thread)
    email.row.history.append(reply)
    email.row.inbox.is_read = False
    email.stops("REPLY_TO_AN_EMAIL")
    about_it = {"row": email.row, "message": email.message, "reply": reply}
    state.happened("EMAIL_REPLY", email.campaign, **about_it)


def untracked(state: State, account: Json, from_email: str, email_body: str, subject: str) -> None:
    """Put an email that belongs to no campaign into the inbox of an email account."""
    words = {"subject": subject, "email_body": email_body}
    reply = {**state.message(type="REPLY", **words), "from_email": from_email}
    state.untracked_replies.append(
        {
            "id": f"untracked_{state.next_id()}",
            "from_email": from_email,
            "to_email": account["from_email"],
            "subject": subject,
            "received_at": reply["time"],
            "has_attachments": False,
            "body": email_body,
            "attachments": [],
        }
    )
    state.happened("UNTRACKED_REPLIES", reply=reply, email_account=account)


def bounced(state: State, email: Received) -> None:
    """Note that an email came back: the lead is blocked."""
    email.row.is_bounced, email.row.status = True, "BLOCKED"
    state.happened("EMAIL_BOUNCE", email.campaign, row=email.row, message=email.message)


def unsubscribed(state: State, email: Received) -> None:
    """Let the lead leave the campaign."""
    leave(state, email.campaign, email.row)


def leave(state: State, campaign: Campaign, row: CampaignLead) -> None:
    """Let a lead leave a campaign, whether or not it has got an email."""
    if not row.is_unsubscribed:
        row.is_unsubscribed = True
        state.happened("LEAD_UNSUBSCRIBED", campaign, row=row)


def categorize(state: State, campaign: Campaign, row: CampaignLead, id_: int | None) -> None:
    """Give a lead a category, or none."""
    if id_ != row.lead_category_id:
        row.lead_category_id = id_
        state.happened("LEAD_CATEGORY_UPDATED", campaign, row=row)


React: TypeAlias = Callable[[State, Received], None]

# In the order in which one lead does several.
REACTIONS: dict[str, React] = {
    "open": opened,
    "click": clicked,
    "reply": replied,
    "unsubscribe": unsubscribed,
}
KINDS: dict[str, React] = {**REACTIONS, "bounce": bounced}


def foresee(
    state: State, campaign: Campaign, row: CampaignLead, message: Json, at: datetime
) -> None:
    """Draw what a lead will do with an email, within a day; one that bounces reaches nobody."""
    rates, random = state.rates, state.random
    if not rates:
        return
    kinds = [kind for kind in REACTIONS if random.random() < rates[kind]]
    if random.random() < rates["bounce"]:
        kinds = ["bounce"]
    times = sorted(at + WITHIN * random.random() for _ in kinds)
    which = (campaign.fields["id"], row.lead["id"], message["stats_id"])
    for time, kind in zip(times, kinds, strict=True):
        heappush(state.reactions, (time, state.next_id(), kind, *which))


class Reactions:
    """What leads will do by themselves."""

    def __init__(self, state: State) -> None:
        self._state = state

    @property
    def due(self) -> datetime:
        """When the next lead does something."""
        return self._state.reactions[0][0] if self._state.reactions else NEVER

    async def step(self) -> Campaign | None:
        """Do what is due next, unless the lead is gone; return the campaign."""
        _, _, kind, campaign_id, lead_id, stats_id = heappop(self._state.reactions)
        campaign = self._state.campaigns.get(campaign_id)
        row = campaign.leads.get(lead_id) if campaign else None
        if campaign is None or row is None:
            return None
        for message in row.steps():
            if message["stats_id"] == stats_id:
                KINDS[kind](self._state, Received(campaign, row, message))
        return campaign


def last_email(state: State, campaign_id: int, email: str) -> Received:
    """Return the last email that a lead of a campaign has got.

    Raises:
        InvalidRequestError: There is none.
    """
    campaign = state.campaigns.get(campaign_id)
    if campaign is None:
        raise InvalidRequestError(f"there is no campaign {campaign_id}", field="campaign_id")
    row = campaign.leads.get(state.lead_ids.get(email.strip().lower(), 0))
    if row is None:
        message = f"{email} is no lead of campaign {campaign_id}; add it first"
        raise InvalidRequestError(message, field="email")
    sent = row.messages("SENT")
    if not sent:
        why = _remedy(campaign, row)
        message = f"nothing was sent to {email} in campaign {campaign_id} yet; {why}"
        raise InvalidRequestError(message, field="email")
    return Received(campaign, row, sent[-1])


def _remedy(campaign: Campaign, row: CampaignLead) -> str:
    """Say how a lead gets an email."""
    if row.status not in {"STARTED", "INPROGRESS"}:
        return f"the lead is {row.status}"
    if lacks := shortcoming(campaign):
        return lacks
    if campaign.fields["status"] != "ACTIVE":
        return f"the campaign is {campaign.fields['status']}: start it, then advance the clock"
    return "advance the clock first, with `sandbox.advance(days=1)`"


def shortcoming(campaign: Campaign) -> str | None:
    """Say why a campaign can send nothing, None if it can."""
    if not campaign.sequences:
        return "the campaign has no steps: save its sequences"
    if not campaign.email_account_ids:
        return "the campaign has no email account: add one"
    return None
