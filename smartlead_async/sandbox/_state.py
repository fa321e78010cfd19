"""The account that the server keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any, TypeAlias

from .._public import public
from ._answer import Refusal, lookup
from ._clock import Clock, stamp
from ._reference import LEAD_KEYS, Json, shape

SENDER = "sender0@outreach.example"


@dataclass(slots=True)
class InboxItem:
    """How the conversation with a lead stands in the inbox.

    Args:
        is_read: Whether its last reply was read.
        is_important: Whether it is listed as important.
        is_archived: Whether it is archived.
        snoozed_until: Until when it is snoozed, None if it is not.
        scheduled_time: When its next email goes out, None if none is scheduled.
        reminder: Its reminder, with `reminder_time` and `message`.
        team_member_id: Whom it is assigned to.
        revenue: Money that it earned.
    """

    is_read: bool = False
    is_important: bool = False
    is_archived: bool = False
    snoozed_until: str | None = None
    scheduled_time: str | None = None
    reminder: Json | None = None
    team_member_id: int | None = None
    revenue: float | None = None


@dataclass(slots=True)
class CampaignLead:
    """A lead in one campaign.

    Args:
        lead: The lead's own fields; one dict, shared by all campaigns that hold the lead.
        campaign_lead_map_id: Identifies the pair of campaign and lead.
        created_at: When the lead was added to the campaign.
        status: STARTED, INPROGRESS, COMPLETED, PAUSED or BLOCKED.
        lead_category_id: The category in this campaign.
        is_bounced: Whether a mail came back.
        is_unsubscribed: Whether the lead left this campaign.
        email_account_id: The email account that writes to the lead, None before the first email.
        history: The messages in order, with the keys of the message history.
        inbox: How the conversation stands in the inbox.
    """

    lead: Json
    campaign_lead_map_id: int
    created_at: str
    status: str = "STARTED"
    lead_category_id: int | None = None
    is_bounced: bool = False
    is_unsubscribed: bool = False
    email_account_id: int | None = None
    history: list[Json] = field(default_factory=list[Json])
    inbox: InboxItem = field(default_factory=InboxItem)

    @property
    def has_left(self) -> bool:
        """Whether the lead unsubscribed, here or everywhere."""
        return bool(self.is_unsubscribed or self.lead["is_unsubscribed"])

    @property
    def last_step(self) -> Json | None:
        """The last step of the sequence that the lead got."""
        return next(self.steps(), None)

    def steps(self) -> Iterator[Json]:
        """Return the steps of the sequence that the lead got, the last one first."""
        return filter(is_step, reversed(self.history))

    def resume(self) -> None:
        """Let the lead go on where it stopped."""
        self.status = "INPROGRESS" if self.messages("SENT") else "STARTED"

    def total(self, key: str) -> int:
        """Return the sum of a count, such as `open_count`, over the messages."""
        return sum(message[key] for message in self.history)

    def messages(self, kind: str) -> list[Json]:
        """Return the messages of a kind, SENT or REPLY."""
        return [message for message in self.history if message["type"] == kind]


def is_step(message: Json) -> bool:
    """Whether a message is a step of the sequence."""
    return message["type"] == "SENT" and message["email_seq_number"] is not None


@dataclass(slots=True)
class Campaign:
    """A campaign.

    Args:
        fields: The campaign as the API gives it, tags included.
        leads: The leads by lead id, oldest first.
        sequences: The steps, as they read back.
        email_account_ids: The email accounts it sends from.
    """

    fields: Json
    leads: dict[int, CampaignLead] = field(default_factory=dict[int, CampaignLead])
    sequences: list[Json] = field(default_factory=list[Json])
    email_account_ids: list[int] = field(default_factory=list[int])


@dataclass(frozen=True, slots=True)
class Event:
    """Something that webhooks report.

    Args:
        type: Its name.
        time: When it happened.
        campaign: The campaign, None if it is about an email account.
        row: The lead in it, None if it is about the campaign.
        message: The message that was sent, opened, clicked or answered.
        reply: The reply of the lead, or of somebody who is in no campaign.
        link: The link that was clicked.
        previous_status: The status that the campaign had before.
        email_account: The email account that an untracked reply came to.
    """

    type: str
    time: str
    campaign: Campaign | None = None
    row: CampaignLead | None = None
    message: Json | None = None
    reply: Json | None = None
    link: str | None = None
    previous_status: str | None = None
    email_account: Json | None = None


Reaction: TypeAlias = tuple[datetime, int, str, int, int, str]
"""When, a number that orders reactions of one moment, and which; campaign, lead, `stats_id`."""


class State:
    """One Smartlead account. Tests may read and change everything here.

    Attributes:
        campaigns: The campaigns by id.
        deleted_campaigns: The ids of deleted campaigns.
        leads: The fields of all leads by lead id.
        lead_ids: The ids of all leads by address, in lower case.
        email_accounts: The email accounts by id, with the fields of `GET /email-accounts/`.
        categories: The lead categories.
        clients: The clients of an agency, as they are listed.
        client_api_keys: The API keys of clients by id.
        webhooks: The webhooks by id.
        tags: The tags of leads and email accounts by id.
        lead_tags: The lead and the tag (`lead_id`, `tag_id`) by the id of their mapping.
        account_tags: The ids of tags by email account.
        lead_lists: The lead lists by id, with their `lead_ids` and `tag_ids`.
        lead_notes: The notes about leads, oldest first.
        lead_tasks: The tasks about leads, oldest first.
        untracked_replies: The mails that no campaign knows, as they are listed.
        sent_emails: The bodies of the requests that sent a single email.
        block_list: Blocked addresses and domains, in lower case.
        unsubscribed: Globally unsubscribed addresses, in lower case.
        bounced: Addresses that bounced for the community, in lower case.
        refused_emails: Addresses in lower case that the server calls invalid, well-formed or not.
        lead_limit: How many leads the plan allows, None for any number.
        clock: Its time.
        random: The source of everything random.
        rates: The share of emails that leads open, click, … by themselves.
        reactions: A heap of what they will do: when, with which message.
        outbox: The events that were not passed on to webhooks yet.
    """

    def __init__(
        self,
        *,
        lead_limit: int | None = None,
        clock: Clock | None = None,
        seed: int | str | None = None,
    ) -> None:
        self.campaigns: dict[int, Campaign] = {}
        self.deleted_campaigns: set[int] = set()
        self.leads: dict[int, Json] = {}
        self.lead_ids: dict[str, int] = {}
        self.email_accounts: dict[int, Json] = {}
        self.categories: list[Json] = shape("categories")["data"]
        self.clients: list[Json] = []
        self.client_api_keys: dict[int, Json] = {}
        self.webhooks: dict[int, Json] = {}
        self.tags: dict[int, Json] = {}
        self.lead_tags: dict[int, Json] = {}
        self.account_tags: dict[int, list[int]] = {}
        self.lead_lists: dict[int, Json] = {}
        self.lead_notes: list[Json] = []
        self.lead_tasks: list[Json] = []
        self.untracked_replies: list[Json] = []
        self.sent_emails: list[Json] = []
        self.block_list: set[str] = set()
        self.unsubscribed: set[str] = set()
        self.bounced: set[str] = set()
        self.refused_emails: set[str] = set()
        self.lead_limit = lead_limit
        self.clock = clock or Clock()
        self.random = Random(0 if seed is None else seed)
        self.rates: dict[str, float] = {}
        self.reactions: list[Reaction] = []
        self.outbox: list[Event] = []
        # Far apart, so that none passes for another; ids of leads exceed 32 bits, as in reality.
        self._next_lead_id = 2_995_276_770
        self._next_map_id = 9_433_664_091
        self._next_id = 2_710_262
        self._blocked: dict[str, Json] = {}

    def next_id(self) -> int:
        """Return a new id for anything but a lead."""
        self._next_id += 1
        return self._next_id - 1

    def now(self) -> str:
        """Return the present time in the format of the API."""
        return stamp(self.clock.now())

    def happened(self, type_: str, campaign: Campaign | None = None, **about: Any) -> None:
        """Note an event, now, for the webhooks that there are; see `Event`."""
        if self.webhooks:
            self.outbox.append(Event(type_, self.now(), campaign, **about))

    def leads_of(self, campaign_id: int) -> list[Json]:
        """Return the leads of a campaign, oldest first.

        Args:
            campaign_id: The campaign.

        Returns:
            Each lead's own fields (`id`, `email`, `custom_fields`, …): the server's own dicts.
        """
        rows = list(self.campaigns[campaign_id].leads.values())  # at once: another thread may add
        return [row.lead for row in rows]

    def seed_campaign(self, name: str = "Untitled Campaign", client_id: int | None = None) -> int:
        """Make a campaign without a request.

        Args:
            name: Its name.
            client_id: The client it belongs to.

        Returns:
            Its id.
        """
        id_, made = self.next_id(), self.now()
        named = {"id": id_, "name": name, "client_id": client_id}
        self.campaigns[id_] = Campaign(shape("campaign", **named, created_at=made, updated_at=made))
        return id_

    def seed_leads(self, campaign_id: int, count: int) -> list[int]:
        """Add leads to a campaign without requests.

        They go round four stages: not mailed yet, mailed once, mailed and replied, bounced.

        Args:
            campaign_id: The campaign.
            count: How many.

        Returns:
            Their ids.
        """
        campaign, first = self.campaigns[campaign_id], len(self.leads)
        rows = [self._seed_lead(campaign, first + number) for number in range(count)]
        return [row.lead["id"] for row in rows]

    def _seed_lead(self, campaign: Campaign, number: int) -> CampaignLead:
        email, names = (
            f"lead{number}@company{number % 97}.example",
            {"first_name": f"First{number}"},
        )
        custom = {"row": str(number)}
        row = self.put_lead(campaign, {"email": email, **names, "custom_fields": custom})
        row.status = ("STARTED", "INPROGRESS", "COMPLETED", "BLOCKED")[number % 4]
        row.is_bounced = row.status == "BLOCKED"
        if row.status != "STARTED":
            row.history.append(self.message(email_seq_number=1))
        if row.status == "COMPLETED":
            row.lead_category_id = 1
            row.history[0].update(open_count=2, click_count=1)
            thread = row.history[0]["stats_id"]
            said = "<p>Tell me more.</p>"
            row.history.append(self.message(type="REPLY", email_body=said, stats_id=thread))
        return row

    def remove_lead(self, lead_id: int) -> None:
        """Remove a lead from the account without a request.

        Its campaigns keep a row for it, which the live dialect shows with `lead` null.

        Args:
            lead_id: The lead.
        """
        del self.lead_ids[self.leads.pop(lead_id)["email"].lower()]

    def seed_email_accounts(self, count: int) -> list[int]:
        """Make email accounts, connected and warming up, without requests.

        Args:
            count: How many.

        Returns:
            Their ids.
        """
        first = len(self.email_accounts)
        return [self._seed_email_account(first + number)["id"] for number in range(count)]

    def _seed_email_account(self, number: int) -> Json:
        kind, address = ("GMAIL", "OUTLOOK", "SMTP")[number % 3], f"sender{number}@outreach.example"
        account = self.put_email_account(from_email=address, from_name="Jane Doe", type=kind)
        account["warmup_details"]["status"] = "ACTIVE"
        return account

    def message(self, **fields: Any) -> Json:
        """Make a message of a thread, of `type` SENT and of now by default."""
        id_ = self.next_id()
        ids = {"stats_id": f"stats-{id_}", "message_id": f"<{id_}@sandbox.example>"}
        return shape("message", **{**ids, **fields, "time": fields.get("time") or self.now()})

    def put_lead(self, campaign: Campaign, fields: Json, at: str | None = None) -> CampaignLead:
        """Add a lead to a campaign, now or at that time, or refresh the one that is there."""
        made = at or self.now()
        lead = self.put_own_lead(fields, made)
        if lead["id"] not in campaign.leads:
            campaign.leads[lead["id"]] = CampaignLead(lead, self._next_map_id, made)
            self._next_map_id += 1
        return campaign.leads[lead["id"]]

    def put_own_lead(self, fields: Json, made: str) -> Json:
        """Add a lead to the account alone, or refresh the one that is there."""
        email = fields["email"].strip()
        id_ = self.lead_ids.get(email.lower())
        if id_ is None:
            id_ = self.lead_ids[email.lower()] = self._next_lead_id
            self._next_lead_id += 1
            self.leads[id_] = shape("lead", id=id_, email=email, created_at=made)
        lead = self.leads[id_]
        address = lead["email"]
        self.refresh_lead(lead, fields)
        lead["email"] = address
        return lead

    def refresh_lead(self, lead: Json, fields: Json) -> None:
        """Overwrite the fields that are given; custom fields are merged."""
        for key, value in fields.items():
            if key in LEAD_KEYS:
                lead[key] = value
        lead["custom_fields"].update(fields.get("custom_fields") or {})

    def put_email_account(self, **fields: Any) -> Json:
        """Make an email account with the given fields, named as in `GET /email-accounts/`."""
        id_, made, login = self.next_id(), self.now(), fields["from_email"]
        given = {"username": login, "imap_username": login, **fields}
        account = shape("email_account", **given, id=id_, created_at=made, updated_at=made)
        self.email_accounts[id_] = account
        return account

    def put_webhook(self, /, **fields: Any) -> Json:
        """Make a webhook with the given fields, named as in `POST /webhooks`."""
        id_ = self.next_id()
        made = {"id": id_, "created_at": self.now()}
        self.webhooks[id_] = shape("webhook", **{**fields, **made})
        return self.webhooks[id_]

    def email_account(self, id_: int) -> Json:
        """Return an email account by id, or refuse with 404."""
        return lookup(self.email_accounts, id_, "Email account")

    def sender(self, row: CampaignLead) -> str:
        """Return the address that a lead is written to from."""
        account = self.email_accounts.get(row.email_account_id or 0)
        return account["from_email"] if account else SENDER

    def category_name(self, id_: int | None) -> str | None:
        """Return the name of a lead category."""
        return next((each["name"] for each in self.categories if each["id"] == id_), None)

    def campaigns_of_account(self, id_: int) -> list[int]:
        """Return the ids of the campaigns that send from an email account."""
        return [key for key, each in self.campaigns.items() if id_ in each.email_account_ids]

    def campaign(self, id_: int) -> Campaign:
        """Return a campaign by id, or refuse with 404."""
        try:
            return self.campaigns[id_]
        except KeyError:
            raise Refusal(404, {"error": "Campaign not found - Invalid campaign_id."}) from None

    def tags_of_account(self, id_: int) -> list[Json]:
        """Return the tags of an email account."""
        return [self.tags[tag] for tag in self.account_tags.get(id_, ()) if tag in self.tags]

    def lead(self, id_: int) -> Json:
        """Return a lead by id, or refuse with 404."""
        try:
            return self.leads[id_]
        except KeyError:
            raise Refusal(404, {"error": "Lead not found - Invalid lead_id."}) from None

    def mapped(self, map_id: int) -> tuple[Campaign, CampaignLead]:
        """Return a campaign and its lead by the id of the pair, or refuse with 404."""
        for campaign in self.campaigns.values():
            for row in campaign.leads.values():
                if row.campaign_lead_map_id == map_id:
                    return campaign, row
        raise Refusal(404, {"error": f"Inbox item not found with ID {map_id}"})

    def blocked(self, source: str = "manual") -> list[Json]:
        """Return the rows of the block list, oldest first; entries without a row get one."""
        for entry in sorted(self.block_list - self._blocked.keys()):
            row = {"id": self.next_id(), "email_or_domain": entry, "created_at": self.now()}
            self._blocked[entry] = {**row, "source": source, "client_id": None}
        return [row for entry, row in self._blocked.items() if entry in self.block_list]


public("smartlead_async.sandbox", Campaign, CampaignLead, InboxItem, State)
