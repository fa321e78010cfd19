"""The part of the sandbox that sends mail, lets time pass, and reports to webhooks."""

from __future__ import annotations

import asyncio
import logging
import secrets
from copy import deepcopy
from datetime import timedelta
from typing import TypeAlias

from .._errors import InvalidRequestError
from ._clock import NEVER
from ._deliveries import Deliveries, Delivery, Faults
from ._mail import Mail
from ._reactions import (
    LINK,
    REPLY,
    Reactions,
    bounced,
    categorize,
    clicked,
    last_email,
    opened,
    replied,
    shortcoming,
    unsubscribed,
    untracked,
)
from ._reference import Json
from ._state import Campaign, State

Sources: TypeAlias = tuple[Deliveries | Reactions | Mail, ...]

_log = logging.getLogger("smartlead_async")


class Mailing:
    """An account whose campaigns send while its clock is moved, and whose webhooks deliver."""

    def __init__(self, state: State, webhook_secret: str | None) -> None:
        self._state = state
        self._reactions = Reactions(state)
        self._deliveries = Deliveries(state, webhook_secret or secrets.token_hex(16))
        self._mail: Mail | None = None
        self._turn = asyncio.Lock()
        self._pump: asyncio.Task[None] | None = None

    @property
    def webhook_secret(self) -> str:
        """The secret that deliveries are signed with; `secret_key` in their bodies."""
        return self._deliveries.secret

    @property
    def deliveries(self) -> list[Delivery]:
        """A record of each delivery to a webhook, in the order in which the events happened."""
        return self._deliveries.records

    async def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> None:
        """Move the clock forward; what is due meanwhile happens in its order.

        Active campaigns send their steps, within their schedule and all limits. One whose leads
        are all finished is `COMPLETED`. Leads react, if `behaviour` lets them. Webhooks are
        delivered, and delivered again.

        Args:
            days: Days.
            hours: Hours.
            minutes: Minutes.

        Raises:
            InvalidRequestError: The time is negative.
        """
        span = timedelta(days=days, hours=hours, minutes=minutes)
        if span < timedelta():
            raise InvalidRequestError(f"the clock cannot go back, by {span}", field="days")
        async with self._turn:
            self._warn()
            await self._run(span)

    async def settle(self) -> None:
        """Wait until every delivery is answered.

        The clock moves on through the attempts that are pending: a delivery that the receiver
        fails to take ends about 36 minutes later. No mail is sent meanwhile; the next
        `advance` sends what was due.
        """
        async with self._turn:
            self._deliveries.take()
            while self._deliveries.due < NEVER:
                self._state.clock.move_to(self._deliveries.due)
                await self._deliveries.step()
                self._deliveries.take()

    def snapshot(self) -> State:
        """Return a copy of the account as it stands: data, clock, ids and randomness.

        Records of requests and deliveries, faults and the rate limit are no part of it.

        Returns:
            A copy, for `restore`; it may be given to another sandbox, too.
        """
        return deepcopy(self._state)

    def restore(self, snapshot: State) -> None:
        """Make the account what it was; what happens next happens as it did then.

        Deliveries that are still due are given up: what they report has not happened now. Objects
        that were read from `state` before are no longer part of it.

        Args:
            snapshot: The copy; it can be restored again.
        """
        vars(self._state).update(vars(deepcopy(snapshot)))
        self._mail = None  # it was planned for the other account
        self._deliveries.give_up()

    def behaviour(
        self,
        *,
        open: float = 0.0,
        click: float = 0.0,
        reply: float = 0.0,
        bounce: float = 0.0,
        unsubscribe: float = 0.0,
    ) -> None:
        """Let leads react to the emails that are sent from now on, each within a day.

        Args:
            open: The share of emails that are opened, 0 to 1.
            click: The share in which a link is clicked.
            reply: The share that is answered.
            bounce: The share that comes back; nobody reacts to these.
            unsubscribe: The share after which the lead unsubscribes.

        Raises:
            InvalidRequestError: A share is not from 0 to 1.
        """
        rates = {"open": open, "click": click, "reply": reply, "bounce": bounce}
        self._state.rates = {**rates, "unsubscribe": unsubscribe}
        for name, rate in self._state.rates.items():
            _share(name, rate)

    def open(self, campaign_id: int, email: str) -> None:
        """Let a lead open the last email that it has got.

        Args:
            campaign_id: The campaign.
            email: The lead's address.

        Raises:
            InvalidRequestError: The lead has got no email yet.
        """
        opened(self._state, last_email(self._state, campaign_id, email))
        self._report()

    def click(self, campaign_id: int, email: str, *, link: str = LINK) -> None:
        """Let a lead click a link in the last email that it has got.

        Args:
            campaign_id: The campaign.
            email: The lead's address.
            link: The link.

        Raises:
            InvalidRequestError: The lead has got no email yet.
        """
        clicked(self._state, last_email(self._state, campaign_id, email), link)
        self._report()

    def reply(
        self,
        campaign_id: int,
        email: str,
        *,
        email_body: str = REPLY,
        subject: str | None = None,
        category: int | str | None = None,
    ) -> None:
        """Let a lead answer the last email that it has got.

        Args:
            campaign_id: The campaign.
            email: The lead's address.
            email_body: HTML body of the reply.
            subject: Its subject; None for that of the email, after `Re:`.
            category: The category that the reply puts the lead into, its id or name.

        Raises:
            InvalidRequestError: The lead has got no email yet, or there is no such category.
        """
        received = last_email(self._state, campaign_id, email)
        id_ = None if category is None else self._category_id(category)
        replied(self._state, received, email_body, subject)
        if id_ is not None:
            categorize(self._state, received.campaign, received.row, id_)
        self._report()

    def untracked_reply(
        self,
        email_account: int | str,
        from_email: str,
        *,
        email_body: str = REPLY,
        subject: str = "A question",
    ) -> None:
        """Let somebody who is in no campaign write to an email account.

        The email is in `untracked_replies`. `UNTRACKED_REPLIES` reports it to the webhooks of the
        user, of the email account's client, and of the campaigns that send from the account.

        Args:
            email_account: The email account, its id or address.
            from_email: Who writes.
            email_body: HTML body of the email.
            subject: Its subject.

        Raises:
            InvalidRequestError: There is no such email account.
        """
        untracked(self._state, self._account(email_account), from_email, email_body, subject)
        self._report()

    def bounce(self, campaign_id: int, email: str) -> None:
        """Let the last email to a lead come back; the lead is blocked then.

        Args:
            campaign_id: The campaign.
            email: The lead's address.

        Raises:
            InvalidRequestError: The lead has got no email yet.
        """
        bounced(self._state, last_email(self._state, campaign_id, email))
        self._report()

    def unsubscribe(self, campaign_id: int, email: str) -> None:
        """Let a lead follow the link that unsubscribes it from the campaign.

        Args:
            campaign_id: The campaign.
            email: The lead's address.

        Raises:
            InvalidRequestError: The lead has got no email yet.
        """
        unsubscribed(self._state, last_email(self._state, campaign_id, email))
        self._report()

    def webhook_faults(
        self, *, duplicate: float = 0.0, reorder: bool = False, delay: float | timedelta = 0.0
    ) -> None:
        """Make the deliveries of events to come worse, as the service does at times.

        Args:
            duplicate: The share of deliveries that are sent twice, with the same `X-Request-Id`.
            reorder: Whether each is late by up to ten minutes of simulated time, so that a later
                event may arrive first.
            delay: How late each is besides, in seconds of simulated time.

        Raises:
            InvalidRequestError: The share is not from 0 to 1, or the delay is negative.
        """
        late = delay if isinstance(delay, timedelta) else timedelta(seconds=delay)
        if late < timedelta():
            raise InvalidRequestError(f"delay must not be negative, not {delay}", field="delay")
        self._deliveries.faults = Faults(_share("duplicate", duplicate), reorder, late)

    async def _run(self, span: timedelta) -> None:
        """Let everything happen that is due within a time, in its order."""
        clock = self._state.clock
        until, self._mail = clock.now() + span, None
        self._deliveries.take()
        while True:
            mail = self._planned()
            sources: Sources = (self._deliveries, self._reactions, mail)
            source = min(sources, key=lambda each: each.due)  # of two at once, the first
            if source.due > until:
                break
            clock.move_to(source.due)
            campaign = await source.step()
            self._deliveries.take()
            if campaign is not None:
                self._complete(mail, campaign)
        clock.move_to(until)
        mail.show_sent_today()

    def _planned(self) -> Mail:
        """Return the mail to come, planned anew if anything has changed."""
        if self._mail is None:
            self._mail = Mail(self._state)
            for campaign in self._state.campaigns.values():
                self._complete(self._mail, campaign)
        return self._mail

    def _complete(self, mail: Mail, campaign: Campaign) -> None:
        mail.complete(campaign)
        self._deliveries.take()

    def _report(self) -> None:
        """Pass events on to the webhooks; they are delivered at once if a loop is running."""
        self._mail = None  # it was planned without what has changed
        self._deliveries.take()
        if self._deliveries.due > self._state.clock.now():
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        if self._pump is None or self._pump.done():
            self._pump = loop.create_task(self._deliver())

    async def _deliver(self) -> None:
        async with self._turn:
            while self._deliveries.due <= self._state.clock.now():
                await self._deliveries.step()

    async def _stop_delivering(self) -> None:
        pump, self._pump = self._pump, None
        if pump is not None:
            pump.cancel()
            await asyncio.wait([pump])
        await self._deliveries.aclose()

    def _category_id(self, category: int | str) -> int:
        for each in self._state.categories:
            if category in {each["id"], each["name"]}:
                return int(each["id"])
        names = ", ".join(each["name"] for each in self._state.categories)
        raise InvalidRequestError(f"no category {category!r}; there are {names}", field="category")

    def _account(self, email_account: int | str) -> Json:
        for each in self._state.email_accounts.values():
            if email_account in {each["id"], each["from_email"]}:
                return each
        message = f"there is no email account {email_account!r}; add it first"
        raise InvalidRequestError(message, field="email_account")

    def _warn(self) -> None:
        """Say which active campaigns can send nothing."""
        for id_, campaign in self._state.campaigns.items():
            if campaign.fields["status"] == "ACTIVE" and (lacks := shortcoming(campaign)):
                _log.warning("campaign %d is active but sends nothing: %s", id_, lacks)


def _share(name: str, value: float) -> float:
    if not 0 <= value <= 1:
        raise InvalidRequestError(f"{name} must be from 0 to 1, not {value}", field=name)
    return value
