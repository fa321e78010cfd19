# Written by scripts/generate_sync.py from smartlead_async/_client.py.
"""The client: one API key, one session, all resources."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from smartlead_async import (
    NOT_GIVEN,
    AttemptInfo,
    KeyedRateLimiter,
    Model,
    NotGiven,
    RateLimit,
    RateLimiter,
    RateLimitState,
)
from smartlead_async._client import Smartlead as AsyncSmartlead
from smartlead_async._http.transport import ClientSession
from smartlead_async._options import Host
from smartlead_async._public import public
from smartlead_sync._arguments import in_list, no_session, watcher
from smartlead_sync._facade import Facade, Later
from smartlead_sync._loop_thread import call

if TYPE_CHECKING:
    from smartlead_sync.resources.analytics import Analytics
    from smartlead_sync.resources.block_list import BlockList
    from smartlead_sync.resources.campaigns import Campaigns
    from smartlead_sync.resources.clients import Clients
    from smartlead_sync.resources.email_account_tags import EmailAccountTags
    from smartlead_sync.resources.email_accounts import EmailAccounts
    from smartlead_sync.resources.emails import Emails
    from smartlead_sync.resources.inbox import Inbox
    from smartlead_sync.resources.lead_lists import LeadLists
    from smartlead_sync.resources.lead_notes import LeadNotes
    from smartlead_sync.resources.lead_tags import LeadTags
    from smartlead_sync.resources.lead_tasks import LeadTasks
    from smartlead_sync.resources.leads import Leads
    from smartlead_sync.resources.smart_delivery import SmartDelivery
    from smartlead_sync.resources.smart_prospect import SmartProspect
    from smartlead_sync.resources.smart_senders import SmartSenders
    from smartlead_sync.resources.webhooks import Webhooks

__all__ = ["Smartlead"]


class Smartlead(Facade[AsyncSmartlead]):
    """A client of the Smartlead API for one API key.

    ::

        with Smartlead() as smartlead:
            campaigns = smartlead.campaigns.list()

    All clients of a process that use one key share its rate limit: in any event loop
    (``asyncio.run`` again and again), in any thread, and of ``smartlead_sync`` too. Several
    processes keep the whole limit each, unless a :class:`HostRateLimiter` or a
    :class:`RedisRateLimiter` keeps it for all of them. The session is made at the first call, in
    the event loop that runs then. ``smartlead_sync`` has one event loop a process,
    in a thread of its own: any thread may call, and so may a child process after a fork.

    Args:
        api_key: The API key; by default the environment variable ``SMARTLEAD_API_KEY``.
        name: A name for the key, such as that of the client of an agency. It precedes the errors
            and log lines of calls, and is in the ``repr``.
        base_url: Base URL for all areas of the API; by default ``SMARTLEAD_BASE_URL``, else the
            service's own hosts. https, unless it is a loopback address.
        rate_limits: Limits of the key, all kept at once. All clients of one key must agree.
        timeout: Seconds for one attempt once the rate limiter has let it go, of which at most
            10 to connect. For exports, the longest silence between two reads.
        max_retries: Repetitions of a call after failures that pass; 429s do not count.
        max_rate_limit_wait: Seconds that the pauses of one call after 429s may add up to. A call
            whose key is paused for longer raises RateLimitError at once; nothing is sent.
        max_response_bytes: The longest body of an answer that is read, in bytes once it is
            decompressed; a longer one is a :class:`ResponseDecodeError`. Exports have no limit.
        max_queue_wait: Seconds that a call may wait for its first turn in the rate limiter. One
            that would wait longer raises QueueTimeoutError, and nothing is sent. None for no bound.
        user_agent: Value of the User-Agent header.
        proxy: URL of an HTTP proxy; it may hold credentials.
        trust_env: Whether to take proxies from ``HTTPS_PROXY`` and ``NO_PROXY``, and credentials
            from a ``.netrc`` file. It does not apply to a session passed in.
        session: An aiohttp session to use, which is never closed. ``smartlead_sync`` refuses it.
        limiter: A rate limiter to use instead of the one shared in the process, such as
            :class:`HostRateLimiter`, which the processes of a host share, or
            :class:`RedisRateLimiter`, which several hosts share.
        on_attempt: Called with an :class:`AttemptInfo` after each attempt of each call;
            ``smartlead_sync`` calls it on the thread that waits for the call.

    Raises:
        ConfigurationError: There is no key, or an option makes no sense.
    """

    def __init__(
        self,
        api_key: str | None = None,
        *,
        name: str | None = None,
        base_url: str | None = None,
        rate_limits: Sequence[RateLimit] = (RateLimit(10, 2.0),),
        timeout: float = 60.0,
        max_retries: int = 4,
        max_rate_limit_wait: float = 300.0,
        max_queue_wait: float | None = None,
        max_response_bytes: int = 64 * 2**20,
        user_agent: str | None = None,
        proxy: str | None = None,
        trust_env: bool = False,
        session: ClientSession | None = None,
        limiter: RateLimiter | KeyedRateLimiter | None = None,
        on_attempt: Callable[[AttemptInfo], None] | None = None,
    ) -> None:
        made = Later(
            AsyncSmartlead,
            api_key,
            name=name,
            base_url=base_url,
            rate_limits=in_list(rate_limits),
            timeout=timeout,
            max_retries=max_retries,
            max_rate_limit_wait=max_rate_limit_wait,
            max_queue_wait=max_queue_wait,
            max_response_bytes=max_response_bytes,
            user_agent=user_agent,
            proxy=proxy,
            trust_env=trust_env,
            limiter=limiter,
            on_attempt=watcher(on_attempt),
        )
        del api_key, proxy
        no_session(session)
        super().__init__(call(made.run()))

    @property
    def base_url(self) -> str:
        """The base URL that calls go to; those of other areas go to other hosts of the service."""
        return self._async.base_url

    @cached_property
    def campaigns(self) -> Campaigns:
        """Campaigns, their schedule, settings, sequences and email accounts."""
        from smartlead_sync.resources.campaigns import Campaigns

        return Campaigns(self._async.campaigns)

    @cached_property
    def leads(self) -> Leads:
        """Leads of campaigns: reading, adding, uploading, writing to them, exporting."""
        from smartlead_sync.resources.leads import Leads

        return Leads(self._async.leads)

    @cached_property
    def email_accounts(self) -> EmailAccounts:
        """Email accounts and their warmup."""
        from smartlead_sync.resources.email_accounts import EmailAccounts

        return EmailAccounts(self._async.email_accounts)

    @cached_property
    def analytics(self) -> Analytics:
        """Statistics of campaigns and totals."""
        from smartlead_sync.resources.analytics import Analytics

        return Analytics(self._async.analytics)

    @cached_property
    def webhooks(self) -> Webhooks:
        """Where the service reports events."""
        from smartlead_sync.resources.webhooks import Webhooks

        return Webhooks(self._async.webhooks)

    @cached_property
    def inbox(self) -> Inbox:
        """The master inbox: replies, their state, reminders and forwarding."""
        from smartlead_sync.resources.inbox import Inbox

        return Inbox(self._async.inbox)

    @cached_property
    def clients(self) -> Clients:
        """Clients of an agency, and their API keys."""
        from smartlead_sync.resources.clients import Clients

        return Clients(self._async.clients)

    @cached_property
    def block_list(self) -> BlockList:
        """Addresses and domains that are never written to."""
        from smartlead_sync.resources.block_list import BlockList

        return BlockList(self._async.block_list)

    @cached_property
    def lead_lists(self) -> LeadLists:
        """Lists of leads outside campaigns."""
        from smartlead_sync.resources.lead_lists import LeadLists

        return LeadLists(self._async.lead_lists)

    @cached_property
    def lead_tags(self) -> LeadTags:
        """Tags of leads."""
        from smartlead_sync.resources.lead_tags import LeadTags

        return LeadTags(self._async.lead_tags)

    @cached_property
    def lead_notes(self) -> LeadNotes:
        """Notes about leads."""
        from smartlead_sync.resources.lead_notes import LeadNotes

        return LeadNotes(self._async.lead_notes)

    @cached_property
    def lead_tasks(self) -> LeadTasks:
        """Tasks about leads."""
        from smartlead_sync.resources.lead_tasks import LeadTasks

        return LeadTasks(self._async.lead_tasks)

    @cached_property
    def email_account_tags(self) -> EmailAccountTags:
        """Tags of email accounts."""
        from smartlead_sync.resources.email_account_tags import EmailAccountTags

        return EmailAccountTags(self._async.email_account_tags)

    @cached_property
    def emails(self) -> Emails:
        """Single emails outside campaigns."""
        from smartlead_sync.resources.emails import Emails

        return Emails(self._async.emails)

    @cached_property
    def smart_delivery(self) -> SmartDelivery:
        """Smart Delivery: placement tests and their reports."""
        from smartlead_sync.resources.smart_delivery import SmartDelivery

        return SmartDelivery(self._async.smart_delivery)

    @cached_property
    def smart_prospect(self) -> SmartProspect:
        """Smart Prospect: the search for contacts."""
        from smartlead_sync.resources.smart_prospect import SmartProspect

        return SmartProspect(self._async.smart_prospect)

    @cached_property
    def smart_senders(self) -> SmartSenders:
        """Smart Senders: domains and email accounts to buy."""
        from smartlead_sync.resources.smart_senders import SmartSenders

        return SmartSenders(self._async.smart_senders)

    def with_options(
        self,
        *,
        timeout: float | NotGiven = NOT_GIVEN,
        max_retries: int | NotGiven = NOT_GIVEN,
        max_rate_limit_wait: float | NotGiven = NOT_GIVEN,
        max_queue_wait: float | NotGiven | None = NOT_GIVEN,
    ) -> Self:
        """Return a sibling that shares the session and the rate limit, with other options.

        Closing either closes both.

        Args:
            timeout: Seconds for one attempt.
            max_retries: Repetitions of a call after failures that pass.
            max_rate_limit_wait: Seconds that the pauses of one call after 429s may add up to.
            max_queue_wait: Seconds that a call may wait for its turn; None for no bound.

        Raises:
            ConfigurationError: An option makes no sense.
        """
        return self._sibling(
            call(
                Later(
                    self._async.with_options,
                    timeout=timeout,
                    max_retries=max_retries,
                    max_rate_limit_wait=max_rate_limit_wait,
                    max_queue_wait=max_queue_wait,
                ).run()
            )
        )

    def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        repeat: Literal["never", "safe"] = "never",
        into: type[Model] | None = None,
        host: Host = "main",
    ) -> Any:
        """Call any endpoint, with the key, rate limit, retries and errors of all other calls.

        Args:
            method: HTTP method.
            path: Path below the base URL, such as ``/campaigns/5/leads``.
            params: Query parameters.
            json: Body, sent as JSON.
            repeat: ``"safe"`` if sending it twice does no harm; ``"never"`` repeats it only
                where it was certainly not carried out.
            into: A model to decode the answer into, out of the envelopes that the API uses.
            host: The host of the service: ``main``, ``smart_delivery``, ``smart_prospect`` or
                ``smart_senders``.

        Returns:
            With ``into``, an object of that model, or a list of them if the answer is a list.
            Otherwise the decoded JSON, text if the answer is plain text, or None if it is empty.

        Raises:
            InvalidRequestError: The path is absolute or leaves the base URL.
            SmartleadError: Any error that other calls raise.
        """
        return call(
            self._async.request(
                method, path, params=params, json=json, repeat=repeat, into=into, host=host
            )
        )

    def rate_limit_state(self) -> RateLimitState:
        """Return what the rate limiter of the key knows now; may be called from any thread.

        A limiter of your own tells what its ``state()`` returns, if it has that method.

        Raises:
            ClientClosedError: The client was closed.
            ConfigurationError: Another client of the key keeps different limits.
        """
        return call(Later(self._async.rate_limit_state).run())

    def close(self) -> None:
        """Close the client and its siblings. Idempotent; a session passed in stays open.

        Their calls that wait (for a place, after a 429 or before a repetition) end with
        ClientClosedError.
        """
        call(self._async.aclose())

    def __enter__(self) -> Self:
        call(self._async.__aenter__())
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        call(self._async.__aexit__(exc_type, exc, traceback))


public("smartlead_sync", Smartlead)
