"""The emails that active campaigns send: to whom, when, from which account."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from heapq import heappop, heappush

from ._campaigns import change_status
from ._clock import LONG_AGO, NEVER, moment, stamp
from ._lead_import import is_listed
from ._reactions import foresee
from ._reference import Json
from ._schedule import Schedule
from ._state import Campaign, CampaignLead, State
from ._wording import wording

A_DAY = timedelta(hours=25)  # on one day of the year


@dataclass(slots=True)
class Account:
    """An email account, and what it has sent, whatever the campaign."""

    fields: Json
    sent: Counter[date] = field(default_factory=Counter[date])
    last: datetime = LONG_AGO


@dataclass(slots=True)
class Queue:
    """A campaign that sends, and its leads that were not written to yet."""

    campaign: Campaign
    schedule: Schedule
    contacted: Counter[date] = field(default_factory=Counter[date])
    new: deque[CampaignLead] = field(default_factory=deque[CampaignLead])

    def next_step(self, row: CampaignLead) -> Json | None:
        """Return the step of the sequence that a lead gets next, None after the last."""
        last = row.last_step
        number = last["email_seq_number"] if last else 0
        later = (step for step in self.campaign.sequences if step["seq_number"] > number)
        return min(later, key=lambda step: step["seq_number"], default=None)

    def note(self, at: datetime, account: Account | None) -> None:
        """Count an email towards the limits."""
        day = self.schedule.day(at)
        self.contacted[day] += 1
        if account is not None:
            account.sent[day] += 1
            account.last = max(account.last, at)


@dataclass(slots=True)
class Sender:
    """One email account of a campaign, and the leads that wait for its next email."""

    queue: Queue
    account: Account
    follow_ups: list[tuple[datetime, int, CampaignLead]] = field(
        default_factory=list[tuple[datetime, int, CampaignLead]]
    )

    def wanted(self, at: datetime) -> datetime | None:
        """Return when it has something to send, from `at` on; None for never."""
        if self.queue.new:
            return at
        return max(at, self.follow_ups[0][0]) if self.follow_ups else None

    def free(self, at: datetime) -> datetime | None:
        """Return when it may send, from `at` on, by schedule and limits; None for never."""
        schedule, least = self.queue.schedule, self.account.last + self._pause()
        opening = schedule.opening(max(at, least))
        if opening is None or min(limit for limit, _ in self._limits()) < 1:
            return None
        day = schedule.day(opening)
        used_up = any(sent[day] >= limit for limit, sent in self._limits())
        return schedule.opening_after(day) if used_up else opening

    def _pause(self) -> timedelta:
        """Return the time between two emails."""
        of_campaign = self.queue.campaign.fields["min_time_btwn_emails"]
        of_account = self.account.fields["minTimeToWaitInMins"]
        return timedelta(minutes=max(of_campaign or 0, of_account or 0))

    def _limits(self) -> tuple[tuple[int, Counter[date]], ...]:
        """Return how many emails a day may have, and has, for the account and the campaign."""
        return (
            (self.account.fields["message_per_day"], self.account.sent),
            (self.queue.campaign.fields["max_leads_per_day"], self.queue.contacted),
        )

    def take(self, at: datetime, state: State) -> CampaignLead | None:
        """Take out the lead to write to at a moment: a follow-up comes before a new lead."""
        while self.follow_ups and self.follow_ups[0][0] <= at:
            row = heappop(self.follow_ups)[2]
            if is_waiting(state, row):
                return row
        while self.queue.new:
            row = self.queue.new.popleft()
            if is_waiting(state, row):
                return row
        return None


class Mail:
    """The emails to come, planned from the account as it stands."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._order = itertools.count()
        self._slots: list[tuple[datetime, int, Sender]] = []
        self._unfinished: defaultdict[int, list[CampaignLead]] = defaultdict(list)
        self._accounts = {id_: Account(fields) for id_, fields in state.email_accounts.items()}
        queues = [Queue(each, Schedule.of(each.fields)) for each in state.campaigns.values()]
        for queue in queues:
            self._remember(queue)
        for queue in queues:
            if queue.campaign.fields["status"] == "ACTIVE":
                self._plan(queue)

    @property
    def due(self) -> datetime:
        """When the next email may be sent."""
        return self._slots[0][0] if self._slots else NEVER

    async def step(self) -> Campaign | None:
        """Send the next email, if it still may be sent then; return its campaign."""
        at, _, sender = heappop(self._slots)
        campaign = sender.queue.campaign
        if campaign.fields["status"] != "ACTIVE":
            return None
        if sender.free(at) == at:
            row = sender.take(at, self._state)
            step = sender.queue.next_step(row) if row else None
            if row and step:
                self._send(sender, row, step, at)
        self._line_up(sender, at)
        return campaign

    def complete(self, campaign: Campaign) -> None:
        """Complete an active campaign if it has leads, and all of them are finished."""
        if campaign.fields["status"] != "ACTIVE" or not campaign.leads:
            return
        # Asked after each email, so it looks on from the lead that was unfinished the last time.
        rows = self._unfinished[campaign.fields["id"]]
        while rows and is_finished(self._state, rows[-1]):
            rows.pop()
        if not rows:
            each = campaign.leads.values()
            rows += [row for row in each if not is_finished(self._state, row)]
        if not rows:
            change_status(self._state, campaign, "COMPLETED")

    def show_sent_today(self) -> None:
        """Forget the daily counts of accounts that have sent nothing today."""
        today = self._state.clock.now().date()
        for account in self._accounts.values():
            if account.last.date() != today:
                account.fields["daily_sent_count"] = 0

    def _remember(self, queue: Queue) -> None:
        """Count what was sent lately towards the limits."""
        since = stamp(self._state.clock.now() - A_DAY)
        for row in queue.campaign.leads.values():
            account = self._accounts.get(row.email_account_id or 0)
            for message in row.steps():
                if message["time"] < since:
                    break
                queue.note(moment(message["time"]), account)

    def _plan(self, queue: Queue) -> None:
        accounts = map(self._accounts.get, queue.campaign.email_account_ids)
        working = [each for each in accounts if each and _works(each.fields)]
        senders = {each.fields["id"]: Sender(queue, each) for each in working}
        if not senders or not queue.campaign.sequences:
            return
        others = itertools.cycle(senders.values())
        for row in queue.campaign.leads.values():
            if not is_waiting(self._state, row):
                continue
            if row.last_step is None:
                queue.new.append(row)
            elif not self._follow_up(senders.get(row.email_account_id or 0) or next(others), row):
                row.status = "COMPLETED"
        for sender in senders.values():
            self._line_up(sender, self._state.clock.now())

    def _line_up(self, sender: Sender, at: datetime) -> None:
        """Note when a sender may send next."""
        wanted = sender.wanted(at)
        free = None if wanted is None else sender.free(wanted)
        if free is not None:
            heappush(self._slots, (free, next(self._order), sender))

    def _follow_up(self, sender: Sender, row: CampaignLead) -> bool:
        """Let a lead wait for the next step of the sequence; return whether there is one."""
        step, last = sender.queue.next_step(row), row.last_step
        if step is None or last is None:
            return False
        delay = timedelta(days=step["seq_delay_details"]["delayInDays"])
        entry = (moment(last["time"]) + delay, next(self._order), row)
        heappush(sender.follow_ups, entry)
        return True

    def _send(self, sender: Sender, row: CampaignLead, step: Json, at: datetime) -> None:
        state, campaign, account = self._state, sender.queue.campaign, sender.account
        is_first = row.last_step is None
        message = write(state, row, step, account.fields["id"], at)
        sender.queue.note(at, account)
        account.fields["daily_sent_count"] = account.sent[sender.queue.schedule.day(at)]
        for event in ("EMAIL_SENT", "FIRST_EMAIL_SENT") if is_first else ("EMAIL_SENT",):
            state.happened(event, campaign, row=row, message=message)
        goes_on = not is_first or self._gets_follow_ups(campaign)
        row.status = "INPROGRESS" if goes_on and self._follow_up(sender, row) else "COMPLETED"
        foresee(state, campaign, row, message, at)

    def _gets_follow_ups(self, campaign: Campaign) -> bool:
        percentage = campaign.fields["follow_up_percentage"]
        return self._state.random.random() * 100 < float(percentage)


def write(state: State, row: CampaignLead, step: Json, email_account_id: int, at: datetime) -> Json:
    """Put a step of the sequence, as sent at a moment, into the history of a lead."""
    words = wording(step, row, state.random)
    message = state.message(time=stamp(at), email_seq_number=step["seq_number"], **words)
    row.history.append(message)
    row.email_account_id = email_account_id
    return message


def is_waiting(state: State, row: CampaignLead) -> bool:
    """Whether a lead may be written to: it has neither left, nor stopped, nor is it blocked."""
    return row.status in {"STARTED", "INPROGRESS"} and not _is_gone(state, row)


def is_finished(state: State, row: CampaignLead) -> bool:
    """Whether a lead will get nothing more; one that is paused may go on."""
    return row.status not in {"STARTED", "INPROGRESS", "PAUSED"} or _is_gone(state, row)


def _is_gone(state: State, row: CampaignLead) -> bool:
    if row.is_bounced or row.has_left or row.lead["id"] not in state.leads:
        return True
    email, lists = row.lead["email"].lower(), (state.block_list, state.unsubscribed)
    return any(is_listed(email, each) for each in lists)


def _works(account: Json) -> bool:
    return bool(account["is_smtp_success"] and not account.get("is_suspended"))
