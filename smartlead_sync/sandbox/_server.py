# Written by scripts/generate_sync.py from smartlead_async/sandbox/_server.py.
"""The server: key, rate limit, faults and the log of requests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, Self

from smartlead_async import NOT_GIVEN, RateLimit
from smartlead_async._public import public
from smartlead_async.sandbox import Delivery, Dialect, Fault, RequestRecord, State
from smartlead_async.sandbox._answer import Answer
from smartlead_async.sandbox._reactions import LINK, REPLY
from smartlead_async.sandbox._server import Sandbox as AsyncSandbox
from smartlead_sync._arguments import in_list
from smartlead_sync._facade import Facade, Later, behind
from smartlead_sync._loop_thread import call

__all__ = ["Sandbox"]


class Sandbox(Facade[AsyncSandbox]):
    """A local server that speaks the Smartlead API and keeps an account.

    Use it as `with Sandbox() as sandbox`, or `start()` and `close()`. It runs
    in the event loop that starts it; in `smartlead_sync`, that is the one of all clients.

    Its account is `sandbox.state`, which can be read and changed while it runs. For short, every
    attribute and method of the `State` can be reached through the sandbox: `sandbox.campaigns`.

    Args:
        api_key: The one key it accepts; None for a random one.
        rate_limits: Limits that hold at once, on arrival; an empty sequence means none. A request
            answered 429 does not count.
        window: How a limit counts: a sliding log, or fixed windows that follow one another.
        dialect: "reference" answers as documented, "live" as the service was recorded to answer;
            or a `Dialect` of your own.
        latency: The round trip of the network in seconds: a number, or a function that is called
            for each direction, which takes half the result. The time that the sandbox takes to
            answer is part of it.
        lead_limit: How many leads the plan allows; None for any number.
        host: Where to listen.
        port: Where to listen; 0 for any free port.
        beside: A sandbox at whose address this one answers too, with a key and an account of its
            own; `host` and `port` are those of that one. So a `Fleet` can be tested.
        log_size: How many requests `requests` keeps, the newest, with their bodies; None for all,
            0 for none.
        start: Where its clock stands until `advance` moves it; None to follow the real time.
        seed: A number makes everything random the same in each run, and the clock start on a
            Monday, 2026-01-05 09:00 UTC, unless `start` says otherwise. A name does so too, and
            fills the account: "demo" with campaigns, leads and email accounts in every state.
        webhook_secret: Signs the deliveries of webhooks; None for a random one.

    Raises:
        ConfigurationError: There is no data set of that name.
        InvalidRequestError: `beside` is no sandbox.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        rate_limits: Sequence[RateLimit] = (RateLimit(10, 2.0),),
        window: Literal["sliding", "fixed"] = "sliding",
        dialect: Literal["reference", "live"] | Dialect = "reference",
        latency: float | Callable[[], float] = 0.0,
        lead_limit: int | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        beside: Sandbox | None = None,
        log_size: int | None = 100000,
        start: datetime | None = None,
        seed: int | str | None = None,
        webhook_secret: str | None = None,
    ) -> None:
        made = Later(
            AsyncSandbox,
            api_key=api_key,
            rate_limits=in_list(rate_limits),
            window=window,
            dialect=dialect,
            latency=latency,
            lead_limit=lead_limit,
            host=host,
            port=port,
            beside=None if beside is None else behind(beside, "beside", "sandbox.Sandbox"),
            log_size=log_size,
            start=start,
            seed=seed,
            webhook_secret=webhook_secret,
        )
        del api_key
        super().__init__(call(made.run()))

    @property
    def state(self) -> State:
        """The account that the server keeps: campaigns, leads, email accounts and all else."""
        return self._async.state

    @property
    def api_key(self) -> str:
        """The key it accepts."""
        return self._async.api_key

    @property
    def requests(self) -> list[RequestRecord]:
        """A record of each request, in order of arrival; `clear()` it between two phases."""
        return self._async.requests

    @property
    def log(self) -> list[RequestRecord]:
        """The same as `requests`."""
        return self._async.log

    @property
    def request_count(self) -> int:
        """How many requests arrived, kept in `requests` or not."""
        return self._async.request_count

    @property
    def rate_limited(self) -> int:
        """How many requests the rate limit answered with 429; faults are not counted."""
        return self._async.rate_limited

    @property
    def base_url(self) -> str:
        """The base URL to give to a client, such as `http://127.0.0.1:40123/api/v1`."""
        return self._async.base_url

    def start(self) -> Self:
        """Start listening.

        Returns:
            The sandbox itself.

        Raises:
            ConfigurationError: A sandbox with the same key runs at this address.
            OSError: The port is taken.
        """
        call(self._async.start())
        return self

    def close(self) -> None:
        """Stop listening and drop every connection; the state remains. Idempotent.

        Sandboxes beside it go on. In a forked child it does nothing: the server is the parent's.
        """
        call(self._async.aclose())

    def __getattr__(self, name: str) -> Any:
        if name == "state" or name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.state, name)

    def __setattr__(self, name: str, value: Any) -> None:
        of_state = not name.startswith("_") and hasattr(self.state, name)
        object.__setattr__(self.state if of_state else self, name, value)

    def __enter__(self) -> Self:
        call(self._async.__aenter__())
        return self

    def __exit__(self, *exc_info: object) -> None:
        call(self._async.__aexit__(*exc_info))

    def fault(
        self,
        kind: str,
        *,
        method: str | None = None,
        path: str | None = None,
        times: int | None = 1,
        after: bool = False,
        **details: Any,
    ) -> Fault:
        """Make coming requests fail; of several faults, the first that was registered comes first.

        A request meets a fault only if the key and the rate limit let it through.

        Args:
            kind: "status" (details: `status`, `body`, `headers`), "html" (a proxy's 502 page),
                "rate_limited" (`retry_after` seconds, `hints=False` to leave them out), "reset"
                (the connection drops), "hang" (no answer), "late" (`seconds`; the request is
                carried out first), "truncate" (the body is cut short of its Content-Length),
                "bad_json" (JSON that ends in the middle).
            method: Only requests with this method.
            path: Only requests whose path below the base URL begins like this (a regular
                expression, so a plain prefix will do).
            times: How many requests meet it; None for all.
            after: Whether the request is carried out before it goes wrong.
            **details: See `kind`.

        Returns:
            The fault; its `times` counts down.

        Raises:
            KeyError: There is no such kind.
            TypeError: The kind has no such detail.
        """
        return call(
            Later(
                self._async.fault,
                kind,
                method=method,
                path=path,
                times=times,
                after=after,
                **details,
            ).run()
        )

    def assert_requested(
        self,
        method: str,
        path: str,
        *,
        json: Any = NOT_GIVEN,
        query: Mapping[str, Any] | None = None,
        times: int | None = None,
    ) -> list[RequestRecord]:
        """Assert that a request has arrived, among those that `requests` keeps.

        Args:
            method: The HTTP method.
            path: The path below the base URL. `{id}`, or any name in braces, and `*` stand for
                one segment.
            json: What the body must hold. Objects, at any depth, may hold more keys; arrays are
                compared item by item. None for a request without a body.
            query: What the query must hold; it may hold more. Values are compared as text.
            times: How often it must have arrived; None for at least once.

        Returns:
            The records of these requests, in order of arrival.

        Raises:
            AssertionError: There is no such request, or not that many. The text shows the nearest
                ones, and how they differ.
            InvalidRequestError: The path holds a query or the base URL.
        """
        return call(
            Later(
                self._async.assert_requested, method, path, json=json, query=query, times=times
            ).run()
        )

    def assert_not_requested(
        self,
        method: str,
        path: str,
        *,
        json: Any = NOT_GIVEN,
        query: Mapping[str, Any] | None = None,
    ) -> None:
        """Assert that no such request has arrived; the arguments are those of `assert_requested`.

        Args:
            method: The HTTP method.
            path: The path below the base URL.
            json: What the body holds.
            query: What the query holds.

        Raises:
            AssertionError: There is such a request; the text shows it.
            InvalidRequestError: The path holds a query or the base URL.
        """
        call(Later(self._async.assert_not_requested, method, path, json=json, query=query).run())

    def answer(self, method: str, path: str, query: Mapping[str, str], body: bytes) -> Answer:
        """Carry out a request by its handler alone: no key, no limit, no fault.

        Args:
            method: The HTTP method.
            path: The path below the base URL.
            query: The query, without the key.
            body: The bytes of the body.

        Returns:
            The answer.
        """
        return call(Later(self._async.answer, method, path, query, body).run())

    @property
    def webhook_secret(self) -> str:
        """The secret that deliveries are signed with; `secret_key` in their bodies."""
        return self._async.webhook_secret

    @property
    def deliveries(self) -> list[Delivery]:
        """A record of each delivery to a webhook, in the order in which the events happened."""
        return self._async.deliveries

    def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> None:
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
        call(self._async.advance(days=days, hours=hours, minutes=minutes))

    def settle(self) -> None:
        """Wait until every delivery is answered.

        The clock moves on through the attempts that are pending: a delivery that the receiver
        fails to take ends about 36 minutes later. No mail is sent meanwhile; the next
        `advance` sends what was due.
        """
        call(self._async.settle())

    def snapshot(self) -> State:
        """Return a copy of the account as it stands: data, clock, ids and randomness.

        Records of requests and deliveries, faults and the rate limit are no part of it.

        Returns:
            A copy, for `restore`; it may be given to another sandbox, too.
        """
        return call(Later(self._async.snapshot).run())

    def restore(self, snapshot: State) -> None:
        """Make the account what it was; what happens next happens as it did then.

        Deliveries that are still due are given up: what they report has not happened now. Objects
        that were read from `state` before are no longer part of it.

        Args:
            snapshot: The copy; it can be restored again.
        """
        call(Later(self._async.restore, snapshot).run())

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
        call(
            Later(
                self._async.behaviour,
                open=open,
                click=click,
                reply=reply,
                bounce=bounce,
                unsubscribe=unsubscribe,
            ).run()
        )

    def open(self, campaign_id: int, email: str) -> None:
        """Let a lead open the last email that it has got.

        Args:
            campaign_id: The campaign.
            email: The lead's address.

        Raises:
            InvalidRequestError: The lead has got no email yet.
        """
        call(Later(self._async.open, campaign_id, email).run())

    def click(self, campaign_id: int, email: str, *, link: str = LINK) -> None:
        """Let a lead click a link in the last email that it has got.

        Args:
            campaign_id: The campaign.
            email: The lead's address.
            link: The link.

        Raises:
            InvalidRequestError: The lead has got no email yet.
        """
        call(Later(self._async.click, campaign_id, email, link=link).run())

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
        call(
            Later(
                self._async.reply,
                campaign_id,
                email,
                email_body=email_body,
                subject=subject,
                category=category,
            ).run()
        )

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
        call(
            Later(
                self._async.untracked_reply,
                email_account,
                from_email,
                email_body=email_body,
                subject=subject,
            ).run()
        )

    def bounce(self, campaign_id: int, email: str) -> None:
        """Let the last email to a lead come back; the lead is blocked then.

        Args:
            campaign_id: The campaign.
            email: The lead's address.

        Raises:
            InvalidRequestError: The lead has got no email yet.
        """
        call(Later(self._async.bounce, campaign_id, email).run())

    def unsubscribe(self, campaign_id: int, email: str) -> None:
        """Let a lead follow the link that unsubscribes it from the campaign.

        Args:
            campaign_id: The campaign.
            email: The lead's address.

        Raises:
            InvalidRequestError: The lead has got no email yet.
        """
        call(Later(self._async.unsubscribe, campaign_id, email).run())

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
        call(
            Later(
                self._async.webhook_faults, duplicate=duplicate, reorder=reorder, delay=delay
            ).run()
        )


public("smartlead_sync.sandbox", Sandbox)
