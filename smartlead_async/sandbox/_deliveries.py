"""Deliveries of webhooks: signed, sent again in simulated time, and made worse on request."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush
from typing import TypeAlias
from uuid import uuid4

import aiohttp

from .._public import public
from ._clock import NEVER, moment
from ._events import payload
from ._reference import Json
from ._state import State
from ._subscriptions import asking, level

Pauses: TypeAlias = tuple[timedelta, ...]

AGAIN_AFTER: Pauses = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30))
TIMEOUT = aiohttp.ClientTimeout(total=10)
REORDERED_WITHIN = timedelta(minutes=10)


@dataclass(slots=True)
class Delivery:
    """An event on its way to a webhook.

    Args:
        event_type: The event.
        url: Where it is sent.
        webhook_id: The webhook that asked for it.
        request_id: Its `X-Request-Id`, the same at each attempt and in a duplicate.
        level: Whose webhook it is: `user`, `client` or `campaign`.
        body: The body, `secret_key` included.
        statuses: The status that each attempt was answered with; None for no answer.
        failed: Whether it was given up: its last answer is final, or was the last attempt.
    """

    event_type: str
    url: str
    webhook_id: int
    request_id: str = field(compare=False)
    level: str
    body: Json = field(repr=False)
    statuses: list[int | None] = field(default_factory=list[int | None])
    failed: bool = False

    @property
    def attempts(self) -> int:
        """How often it was sent."""
        return len(self.statuses)

    @property
    def delivered(self) -> bool:
        """Whether the receiver has accepted it."""
        return any(status is not None and 200 <= status < 300 for status in self.statuses)


Attempt: TypeAlias = tuple[datetime, int, Delivery, Pauses]
"""When, a number that orders attempts of one moment, and which; the pauses before others."""


@dataclass(frozen=True, slots=True)
class Faults:
    """What goes wrong with deliveries.

    Args:
        duplicate: The share that is sent twice.
        reorder: Whether each is late by a random time.
        delay: How late each is.
    """

    duplicate: float = 0.0
    reorder: bool = False
    delay: timedelta = timedelta()


class Deliveries:
    """The deliveries of an account, and those that are due."""

    def __init__(self, state: State, secret: str) -> None:
        self._state = state
        self.secret = secret
        self.faults = Faults()
        self.records: list[Delivery] = []
        self._pending: list[Attempt] = []
        self._order = itertools.count()
        self._session: aiohttp.ClientSession | None = None

    @property
    def due(self) -> datetime:
        """When the next attempt is due."""
        return self._pending[0][0] if self._pending else NEVER

    def take(self) -> None:
        """Take the account's events over, for the webhooks that ask for them."""
        events, self._state.outbox = self._state.outbox, []
        for event in events:
            for webhook in asking(self._state, event):
                self._add(webhook, payload(self._state, event))

    async def step(self) -> None:
        """Make the attempt that is due next."""
        _, _, delivery, pauses = heappop(self._pending)
        status = await self._post(delivery)
        delivery.statuses.append(status)
        if (status is None or status >= 500) and pauses:
            self._schedule(delivery, pauses[0], pauses[1:])
        else:
            delivery.failed = not delivery.delivered

    def of_campaign(self, id_: int, since: datetime, until: datetime) -> list[Delivery]:
        """Return those that were sent about a campaign's events between two moments."""
        return [
            each
            for each in self.records
            if each.attempts
            and each.body.get("campaign_id") == id_
            and since <= moment(each.body["event_timestamp"]) <= until
        ]

    def send_again(self, delivery: Delivery) -> None:
        """Begin anew with one that has failed."""
        delivery.failed = False
        self._schedule(delivery)

    def give_up(self) -> None:
        """Make no more attempts for what has happened until now."""
        self._pending.clear()

    async def aclose(self) -> None:
        """Close the connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def _add(self, webhook: Json, event: Json) -> None:
        of_webhook = {
            "webhook_id": webhook["id"],
            "webhook_name": webhook["name"],
            "webhook_url": webhook["webhook_url"],
            "secret_key": self.secret,
        }
        random, id_ = self._state.random, str(uuid4())
        is_twice = random.random() < self.faults.duplicate
        for _ in range(1 + is_twice):
            names = (event["event_type"], webhook["webhook_url"], webhook["id"])
            delivery = Delivery(*names, id_, level(webhook), {**event, **of_webhook})
            self.records.append(delivery)
            late = REORDERED_WITHIN * random.random() if self.faults.reorder else timedelta()
            self._schedule(delivery, self.faults.delay + late)

    def _schedule(
        self, delivery: Delivery, after: timedelta = timedelta(), pauses: Pauses = AGAIN_AFTER
    ) -> None:
        due = self._state.clock.now() + after
        heappush(self._pending, (due, next(self._order), delivery, pauses))

    async def _post(self, delivery: Delivery) -> int | None:
        """Send a delivery and return the status of the answer, None without one."""
        if self._session is None:
            # A connection of its own, as a receiver may close an idle one in that very moment.
            connector = aiohttp.TCPConnector(force_close=True)
            self._session = aiohttp.ClientSession(connector=connector, timeout=TIMEOUT)
        body, headers = signed(delivery, self.secret)
        request = self._session.post(
            delivery.url, data=body, headers=headers, allow_redirects=False
        )
        try:
            async with request as answer:
                return answer.status
        except (aiohttp.ClientError, TimeoutError):
            return None


def signed(delivery: Delivery, secret: str) -> tuple[bytes, dict[str, str]]:
    """Return the body and the headers of a delivery."""
    body = json.dumps(delivery.body).encode()
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return body, {
        "Content-Type": "application/json",
        "X-Smartlead-Signature": f"sha256={signature}",
        "X-Request-Id": delivery.request_id,
        "X-Webhook-Level": delivery.level,
    }


public("smartlead_async.sandbox", Delivery)
