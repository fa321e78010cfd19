"""Data sets: what an account holds when its sandbox starts, by the name of the seed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from .._errors import ConfigurationError
from ._mail import write
from ._reactions import KINDS, React, Received, categorize
from ._reference import Json
from ._state import Campaign, CampaignLead, State

Story: TypeAlias = tuple[tuple[int, str], ...]
"""Whatever has happened to a lead: how many days ago, and a name in `DEEDS`."""

AGE = timedelta(days=21)
STEPS = (
    (0, "A question, {{first_name}}", "<p>Who looks after hiring at {{company_name}}?</p>"),
    (3, "", "<p>Shall I send you two numbers, {{first_name}}?</p>"),
    (5, "", "<p>I will not write again. Here we are: https://example.com/</p>"),
)
HOURS = {"tz": "Europe/London", "days": [1, 2, 3, 4, 5], "startHour": "09:00", "endHour": "17:00"}
PEOPLE = (
    "Ada Lovelace",
    "Grace Hopper",
    "Alan Turing",
    "Barbara Liskov",
    "Edsger Dijkstra",
    "Frances Allen",
    "Donald Knuth",
    "Radia Perlman",
    "Tony Hoare",
    "Karen Jones",
    "John Backus",
    "Jean Bartik",
    "Niklaus Wirth",
    "Mary Jackson",
    "Ken Thompson",
    "Annie Easley",
    "Dennis Ritchie",
    "Evelyn Boyd",
)
NOT_STARTED: Story = ()
IN_PROGRESS: Story = ((5, "send"), (4, "open"))
COMPLETED: Story = ((14, "send"), (11, "send"), (6, "send"), (6, "open"), (5, "click"))
REPLIED: Story = ((7, "send"), (6, "open"), (4, "reply"))
ACTIVE = (
    IN_PROGRESS,
    COMPLETED,
    REPLIED,
    (*REPLIED, (3, "read"), (3, "interested")),
    (*REPLIED, (3, "read"), (3, "not interested")),
    ((7, "send"), (7, "bounce")),
    ((7, "send"), (6, "unsubscribe")),
    ((7, "send"), (5, "pause")),
    ((7, "send"), (5, "block")),
    *[NOT_STARTED] * 3,
)
PAUSED = (IN_PROGRESS, COMPLETED, REPLIED)
DRAFT = [NOT_STARTED] * 3


def plant(state: State, seed: int | str | None) -> None:
    """Fill an account with the data set that the seed names; a number names none.

    Raises:
        ConfigurationError: There is no such data set.
    """
    if isinstance(seed, str):
        if seed not in SEEDS:
            hint = "a number makes runs the same, without data"
            raise ConfigurationError(f"no data set {seed!r}; there is {', '.join(SEEDS)}; {hint}")
        SEEDS[seed](state)


def demo(state: State) -> None:
    """Campaigns that are active, paused and a draft; leads and email accounts in every state."""
    state.clock.moved = -AGE
    healthy = state.seed_email_accounts(2)
    broken = _broken_accounts(state)
    client = {"id": state.next_id(), "name": "Acme", "email": "owner@acme.example"}
    state.clients.append({**client, "created_at": state.now()})
    people = iter(PEOPLE)
    active = _campaign(state, "Hiring Q1", "ACTIVE", [*healthy, broken[0]])
    active.fields["client_id"] = client["id"]
    Past(state, active).tell(zip(people, ACTIVE, strict=False))
    paused = _campaign(state, "Hiring Q4", "PAUSED", healthy)
    Past(state, paused).tell(zip(people, PAUSED, strict=False))
    draft = _campaign(state, "Ideas", "DRAFTED", [])
    Past(state, draft).tell(zip(people, DRAFT, strict=False))
    _tag(state, active, healthy)
    state.clock.moved = timedelta()
    # Last, as it must not report the past. Nobody listens there.
    events = ["EMAIL_SENT", "EMAIL_REPLY", "LEAD_CATEGORY_UPDATED"]
    state.put_webhook(name="CRM", webhook_url="http://127.0.0.1:9/webhooks", event_types=events)


SEEDS: dict[str, Callable[[State], None]] = {"demo": demo}


@dataclass(frozen=True, slots=True)
class Past:
    """The days of a campaign before the sandbox starts."""

    state: State
    campaign: Campaign

    def tell(self, stories: Iterable[tuple[str, Story]]) -> None:
        """Add leads by their names, and let happen to them what their stories say."""
        for name, story in stories:
            row = self._lead(name, story)
            for days, deed in story:
                self._go_back(days, len(self.campaign.leads))
                self._do(deed, row)

    def _go_back(self, days: int, number: int) -> None:
        """Set the clock to a day in the past; each lead has minutes of its own."""
        self.state.clock.moved = timedelta(minutes=10 * number) - timedelta(days=days)

    def _lead(self, name: str, story: Story) -> CampaignLead:
        self._go_back(max((days for days, _ in story), default=1), 0)
        first, last = name.split()
        company = f"{last} Works"
        email = f"{first}@{last}.example".lower()
        named = {"first_name": first, "last_name": last, "company_name": company}
        return self.state.put_lead(self.campaign, {"email": email, **named})

    def _do(self, deed: str, row: CampaignLead) -> None:
        if deed == "send":
            self._send(row)
        else:
            DEEDS[deed](self.state, Received(self.campaign, row, row.messages("SENT")[-1]))

    def _send(self, row: CampaignLead) -> None:
        number, accounts = len(row.messages("SENT")), self.campaign.email_account_ids
        account = row.email_account_id or accounts[len(self.campaign.leads) % 2]
        step = self.campaign.sequences[number]
        write(self.state, row, step, account, self.state.clock.now())
        row.status = "COMPLETED" if number + 1 == len(STEPS) else "INPROGRESS"


def _read(state: State, email: Received) -> None:
    email.row.inbox.is_read = True


def _pause(state: State, email: Received) -> None:
    email.row.status = "PAUSED"


def _block(state: State, email: Received) -> None:
    email.row.status = "BLOCKED"
    state.block_list.add(email.row.lead["email"])


def _interested(state: State, email: Received) -> None:
    categorize(state, email.campaign, email.row, 1)


def _not_interested(state: State, email: Received) -> None:
    categorize(state, email.campaign, email.row, 2)


DEEDS: dict[str, React] = {
    **KINDS,
    "read": _read,
    "pause": _pause,
    "block": _block,
    "interested": _interested,
    "not interested": _not_interested,
}


def _campaign(state: State, name: str, status: str, email_account_ids: list[int]) -> Campaign:
    state.clock.moved = -AGE
    campaign = state.campaigns[state.seed_campaign(name)]
    campaign.fields.update(status=status, scheduler_cron_value=HOURS, min_time_btwn_emails=10)
    campaign.email_account_ids = list(email_account_ids)
    campaign.sequences = [_step(state, campaign, number) for number in range(len(STEPS))]
    return campaign


def _step(state: State, campaign: Campaign, number: int) -> Json:
    days, subject, body = STEPS[number]
    return {
        "id": state.next_id(),
        "created_at": state.now(),
        "updated_at": state.now(),
        "email_campaign_id": campaign.fields["id"],
        "seq_number": number + 1,
        "seq_delay_details": {"delayInDays": days},
        "subject": subject,
        "email_body": body,
        "sequence_variants": [],
    }


def _broken_accounts(state: State) -> list[int]:
    """Make an email account that cannot log in, and one whose warmup is blocked."""
    refused, blocked = (state.email_accounts[id_] for id_ in state.seed_email_accounts(2))
    refused.update(is_smtp_success=False, smtp_failure_error="535 Authentication failed")
    blocked["warmup_details"].update(status="INACTIVE", blocked_reason="Too many bounces")
    return [refused["id"], blocked["id"]]


def _tag(state: State, campaign: Campaign, email_account_ids: list[int]) -> None:
    """Tag a campaign, its first lead and its email accounts."""
    id_ = state.next_id()
    tag = state.tags[id_] = {"id": id_, "name": "Priority", "color": "#FF5733"}
    campaign.fields["tags"] = [tag]
    state.lead_tags[state.next_id()] = {"lead_id": next(iter(campaign.leads)), "tag_id": id_}
    state.account_tags = {account: [id_] for account in email_account_ids}
