# Written by scripts/generate_sync.py; change smartlead_async/sandbox/_server.py instead.
"""The server: sockets, key, rate limit, faults and the record of what came in."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, Self

from smartlead_async import RateLimit
from smartlead_async.sandbox._answer import Answer
from smartlead_async.sandbox._dialect import Dialect
from smartlead_async.sandbox._faults import Fault
from smartlead_async.sandbox._reference import Json
from smartlead_async.sandbox._server import RequestRecord
from smartlead_async.sandbox._server import Sandbox as AsyncSandbox
from smartlead_async.sandbox._state import Campaign, CampaignLead
from smartlead_sync._arguments import in_list
from smartlead_sync._facade import Facade, Later
from smartlead_sync._loop_thread import call

__all__ = ["Sandbox"]


class Sandbox(Facade[AsyncSandbox]):
    """A local server that speaks the Smartlead API and remembers what it is told.

    Use it as `with Sandbox() as sandbox`, or `start()` and `close()`. It lives
    in the event loop that starts it. Its state (see `State`) can be read and changed meanwhile.

    Args:
        api_key: The one key it accepts; None for a random one.
        rate_limits: Limits that hold at once, on arrival; an empty sequence means none. A request
            answered 429 does not count.
        window: How a limit counts: a sliding log, or fixed windows that follow one another.
        dialect: "reference" for the vendor's documents, "live" for what the service was recorded
            to answer, or a `Dialect` of one's own.
        latency: The network's round trip in seconds: a number, or a function drawn once for each
            direction, of which half is taken.
        lead_limit: How many leads the plan allows; None for any number.
        host: Where to listen.
        port: Where to listen; 0 for any free port.
        log_size: How many requests `log` keeps, the newest; None for all, 0 for none.

    Attributes:
        api_key: The key it accepts.
        log: A `RequestRecord` of each request, in order of arrival.
        requests: How many requests arrived.
        rate_limited: How many were answered 429 by the rate limit (faults are not counted).
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
        log_size: int | None = 100000,
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
            log_size=log_size,
        )
        del api_key
        super().__init__(call(made.run()))

    @property
    def base_url(self) -> str:
        """The base URL to give to a client, such as `http://127.0.0.1:40123/api/v1`."""
        return self._async.base_url

    def start(self) -> Self:
        """Listen.

        Returns:
            The sandbox itself.

        Raises:
            OSError: The port is taken.
        """
        call(self._async.start())
        return self

    def close(self) -> None:
        """Stop listening and drop every connection; the state remains. Harmless if repeated.

        In a forked child it does nothing: the server is the parent's.
        """
        call(self._async.aclose())

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
        """Make coming requests go wrong; of several faults the one registered first is met first.

        A fault is met by requests that the key and the rate limit let through.

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

    def answer(self, method: str, path: str, query: Mapping[str, str], body: bytes) -> Answer:
        """Carry a request out, as far as the handlers go: no key, no limit, no fault.

        Args:
            method: The HTTP method.
            path: The path below the base URL.
            query: The query, without the key.
            body: The bytes of the body.

        Returns:
            What to answer.
        """
        return call(Later(self._async.answer, method, path, query, body).run())

    def next_id(self) -> int:
        """An id for anything but a lead."""
        return call(Later(self._async.next_id).run())

    def leads_of(self, campaign_id: int) -> list[Json]:
        """The leads of a campaign, oldest first.

        Args:
            campaign_id: The campaign.

        Returns:
            Each lead's own fields (`id`, `email`, `custom_fields`, …): the server's own dicts.
        """
        return call(Later(self._async.leads_of, campaign_id).run())

    def seed_campaign(self, name: str = "Untitled Campaign", client_id: int | None = None) -> int:
        """Make a campaign without a request.

        Args:
            name: Its name.
            client_id: The client it belongs to.

        Returns:
            Its id.
        """
        return call(Later(self._async.seed_campaign, name, client_id).run())

    def seed_leads(self, campaign_id: int, count: int) -> list[int]:
        """Add leads to a campaign without requests.

        They go round four stages: not mailed yet, mailed once, mailed and replied, bounced.

        Args:
            campaign_id: The campaign.
            count: How many.

        Returns:
            Their ids.
        """
        return call(Later(self._async.seed_leads, campaign_id, count).run())

    def remove_lead(self, lead_id: int) -> None:
        """Remove a lead from the account without a request.

        Its campaigns keep a row for it, which the live dialect shows with `lead` null.

        Args:
            lead_id: The lead.
        """
        call(Later(self._async.remove_lead, lead_id).run())

    def seed_email_accounts(self, count: int) -> list[int]:
        """Make mailboxes, connected and warming up, without requests.

        Args:
            count: How many.

        Returns:
            Their ids.
        """
        return call(Later(self._async.seed_email_accounts, count).run())

    def message(self, **fields: Any) -> Json:
        """A message of a thread; of `type` SENT unless told otherwise."""
        return call(Later(self._async.message, **fields).run())

    def put_lead(self, campaign: Campaign, fields: Json, at: str | None = None) -> CampaignLead:
        """Add a lead to a campaign, now or at that time, or refresh the one that is there."""
        return call(Later(self._async.put_lead, campaign, fields, at).run())

    def refresh_lead(self, lead: Json, fields: Json) -> None:
        """Overwrite the fields that are given; custom fields are merged."""
        call(Later(self._async.refresh_lead, lead, fields).run())

    def put_email_account(self, **fields: Any) -> Json:
        """Make a mailbox with the given fields, in the names of document 002."""
        return call(Later(self._async.put_email_account, **fields).run())

    def email_account(self, id_: int) -> Json:
        """A mailbox by id, or 404."""
        return call(Later(self._async.email_account, id_).run())

    def category_name(self, id_: int | None) -> str | None:
        """The name of a lead category."""
        return call(Later(self._async.category_name, id_).run())

    def campaigns_of_account(self, id_: int) -> list[int]:
        """The ids of the campaigns that send from a mailbox."""
        return call(Later(self._async.campaigns_of_account, id_).run())

    @property
    def api_key(self) -> str:
        """The key it accepts."""
        return self._async.api_key

    @api_key.setter
    def api_key(self, value: str) -> None:
        self._async.api_key = value

    @property
    def log(self) -> deque[RequestRecord]:
        """A `RequestRecord` of each request, in order of arrival."""
        return self._async.log

    @log.setter
    def log(self, value: deque[RequestRecord]) -> None:
        self._async.log = value

    @property
    def requests(self) -> int:
        """How many requests arrived."""
        return self._async.requests

    @requests.setter
    def requests(self, value: int) -> None:
        self._async.requests = value

    @property
    def rate_limited(self) -> int:
        """How many were answered 429 by the rate limit (faults are not counted)."""
        return self._async.rate_limited

    @rate_limited.setter
    def rate_limited(self, value: int) -> None:
        self._async.rate_limited = value

    @property
    def campaigns(self) -> dict[int, Campaign]:
        """The campaigns by id."""
        return self._async.campaigns

    @campaigns.setter
    def campaigns(self, value: dict[int, Campaign]) -> None:
        self._async.campaigns = value

    @property
    def deleted_campaigns(self) -> set[int]:
        """Ids that were campaigns once."""
        return self._async.deleted_campaigns

    @deleted_campaigns.setter
    def deleted_campaigns(self, value: set[int]) -> None:
        self._async.deleted_campaigns = value

    @property
    def leads(self) -> dict[int, Json]:
        """The fields of all leads by lead id."""
        return self._async.leads

    @leads.setter
    def leads(self, value: dict[int, Json]) -> None:
        self._async.leads = value

    @property
    def lead_ids(self) -> dict[str, int]:
        """The ids of all leads by address, in lower case."""
        return self._async.lead_ids

    @lead_ids.setter
    def lead_ids(self, value: dict[str, int]) -> None:
        self._async.lead_ids = value

    @property
    def email_accounts(self) -> dict[int, Json]:
        """The mailboxes by id, in the form of document 002."""
        return self._async.email_accounts

    @email_accounts.setter
    def email_accounts(self, value: dict[int, Json]) -> None:
        self._async.email_accounts = value

    @property
    def categories(self) -> list[Json]:
        """The lead categories."""
        return self._async.categories

    @categories.setter
    def categories(self, value: list[Json]) -> None:
        self._async.categories = value

    @property
    def clients(self) -> list[Json]:
        """The clients of an agency, as the live dialect lists them."""
        return self._async.clients

    @clients.setter
    def clients(self, value: list[Json]) -> None:
        self._async.clients = value

    @property
    def webhooks(self) -> dict[int, Json]:
        """The webhooks by id."""
        return self._async.webhooks

    @webhooks.setter
    def webhooks(self, value: dict[int, Json]) -> None:
        self._async.webhooks = value

    @property
    def block_list(self) -> set[str]:
        """Blocked addresses and domains, in lower case."""
        return self._async.block_list

    @block_list.setter
    def block_list(self, value: set[str]) -> None:
        self._async.block_list = value

    @property
    def unsubscribed(self) -> set[str]:
        """Globally unsubscribed addresses, in lower case."""
        return self._async.unsubscribed

    @unsubscribed.setter
    def unsubscribed(self, value: set[str]) -> None:
        self._async.unsubscribed = value

    @property
    def bounced(self) -> set[str]:
        """Addresses that bounced for the community, in lower case."""
        return self._async.bounced

    @bounced.setter
    def bounced(self, value: set[str]) -> None:
        self._async.bounced = value

    @property
    def refused_emails(self) -> set[str]:
        """Addresses in lower case that the server calls invalid, well-formed or not."""
        return self._async.refused_emails

    @refused_emails.setter
    def refused_emails(self, value: set[str]) -> None:
        self._async.refused_emails = value

    @property
    def lead_limit(self) -> int | None:
        """How many leads the plan allows, None for any number."""
        return self._async.lead_limit

    @lead_limit.setter
    def lead_limit(self, value: int | None) -> None:
        self._async.lead_limit = value
