"""The client: one API key, one session, all resources."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Literal, NoReturn, Self, cast

from ._errors import ConfigurationError
from ._http.call import Caller
from ._http.channel import Channel
from ._http.endpoint import raw_request
from ._http.envelopes import one_or_many
from ._http.transport import ClientSession, Transport
from ._limiter import KeyedRateLimiter, RateLimiter, RateLimitState
from ._naming import read_name
from ._options import (
    NOT_GIVEN,
    AttemptInfo,
    Host,
    NotGiven,
    Options,
    RateLimit,
    read_api_key,
    read_base_urls,
    read_limiter,
    read_max_response_bytes,
    read_proxy,
    read_rate_limits,
    read_trust_env,
    set_up_logging,
)
from ._public import public
from ._secret import Secret
from ._version import __version__
from .models import Model

if TYPE_CHECKING:
    from .resources.analytics import Analytics
    from .resources.block_list import BlockList
    from .resources.campaigns import Campaigns
    from .resources.clients import Clients
    from .resources.email_account_tags import EmailAccountTags
    from .resources.email_accounts import EmailAccounts
    from .resources.emails import Emails
    from .resources.inbox import Inbox
    from .resources.lead_lists import LeadLists
    from .resources.lead_notes import LeadNotes
    from .resources.lead_tags import LeadTags
    from .resources.lead_tasks import LeadTasks
    from .resources.leads import Leads
    from .resources.smart_delivery import SmartDelivery
    from .resources.smart_prospect import SmartProspect
    from .resources.smart_senders import SmartSenders
    from .resources.webhooks import Webhooks

__all__ = ["Smartlead"]

_USER_AGENT: Final = f"smartlead-async/{__version__} (+https://pypi.org/project/smartlead-async/)"


class Smartlead:
    """A client of the Smartlead API for one API key.

    ::

        async with Smartlead() as smartlead:
            campaigns = await smartlead.campaigns.list()

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
        # from here on no local variable holds a credential that a traceback could show
        given = None if api_key is None else Secret(api_key)
        proxy_url = None if proxy is None else Secret(str(proxy))
        del api_key, proxy
        set_up_logging()
        options = Options(
            *(timeout, max_retries, max_rate_limit_wait, max_queue_wait, on_attempt),
            name=read_name(name),
        )
        transport = Transport(
            read_api_key(given),
            base_urls=read_base_urls(base_url),
            user_agent=_read_user_agent(user_agent),
            max_response_bytes=read_max_response_bytes(max_response_bytes),
            proxy=read_proxy(proxy_url),
            trust_env=read_trust_env(trust_env),
            session=_read_session(session),
        )
        limits = read_rate_limits(rate_limits)
        channel = Channel(transport, rate_limits=limits, limiter=read_limiter(limiter))
        channel.join_running_loop()
        self._caller = Caller(channel, options)

    @property
    def base_url(self) -> str:
        """The base URL that calls go to; those of other areas go to other hosts of the service."""
        return self._caller.channel.transport.base_url()

    @cached_property
    def campaigns(self) -> Campaigns:
        """Campaigns, their schedule, settings, sequences and email accounts."""
        from .resources.campaigns import Campaigns

        return Campaigns(self._caller)

    @cached_property
    def leads(self) -> Leads:
        """Leads of campaigns: reading, adding, uploading, writing to them, exporting."""
        from .resources.leads import Leads

        return Leads(self._caller)

    @cached_property
    def email_accounts(self) -> EmailAccounts:
        """Email accounts and their warmup."""
        from .resources.email_accounts import EmailAccounts

        return EmailAccounts(self._caller)

    @cached_property
    def analytics(self) -> Analytics:
        """Statistics of campaigns and totals."""
        from .resources.analytics import Analytics

        return Analytics(self._caller)

    @cached_property
    def webhooks(self) -> Webhooks:
        """Where the service reports events."""
        from .resources.webhooks import Webhooks

        return Webhooks(self._caller)

    @cached_property
    def inbox(self) -> Inbox:
        """The master inbox: replies, their state, reminders and forwarding."""
        from .resources.inbox import Inbox

        return Inbox(self._caller)

    @cached_property
    def clients(self) -> Clients:
        """Clients of an agency, and their API keys."""
        from .resources.clients import Clients

        return Clients(self._caller)

    @cached_property
    def block_list(self) -> BlockList:
        """Addresses and domains that are never written to."""
        from .resources.block_list import BlockList

        return BlockList(self._caller)

    @cached_property
    def lead_lists(self) -> LeadLists:
        """Lists of leads outside campaigns."""
        from .resources.lead_lists import LeadLists

        return LeadLists(self._caller)

    @cached_property
    def lead_tags(self) -> LeadTags:
        """Tags of leads."""
        from .resources.lead_tags import LeadTags

        return LeadTags(self._caller)

    @cached_property
    def lead_notes(self) -> LeadNotes:
        """Notes about leads."""
        from .resources.lead_notes import LeadNotes

        return LeadNotes(self._caller)

    @cached_property
    def lead_tasks(self) -> LeadTasks:
        """Tasks about leads."""
        from .resources.lead_tasks import LeadTasks

        return LeadTasks(self._caller)

    @cached_property
    def email_account_tags(self) -> EmailAccountTags:
        """Tags of email accounts."""
        from .resources.email_account_tags import EmailAccountTags

        return EmailAccountTags(self._caller)

    @cached_property
    def emails(self) -> Emails:
        """Single emails outside campaigns."""
        from .resources.emails import Emails

        return Emails(self._caller)

    @cached_property
    def smart_delivery(self) -> SmartDelivery:
        """Smart Delivery: placement tests and their reports."""
        from .resources.smart_delivery import SmartDelivery

        return SmartDelivery(self._caller)

    @cached_property
    def smart_prospect(self) -> SmartProspect:
        """Smart Prospect: the search for contacts."""
        from .resources.smart_prospect import SmartProspect

        return SmartProspect(self._caller)

    @cached_property
    def smart_senders(self) -> SmartSenders:
        """Smart Senders: domains and email accounts to buy."""
        from .resources.smart_senders import SmartSenders

        return SmartSenders(self._caller)

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
        options = self._caller.options.replace(
            timeout=timeout,
            max_retries=max_retries,
            max_rate_limit_wait=max_rate_limit_wait,
            max_queue_wait=max_queue_wait,
        )
        sibling = type(self).__new__(type(self))
        sibling._caller = Caller(self._caller.channel, options)  # noqa: SLF001 - of its class
        return sibling

    async def request(
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
        return await self._caller.send(
            raw_request(
                method,
                path,
                params=params,
                json=json,
                repeat=repeat,
                host=host,
                read=None if into is None else one_or_many(into),
            )
        )

    def rate_limit_state(self) -> RateLimitState:
        """Return what the rate limiter of the key knows now; may be called from any thread.

        A limiter of your own tells what its ``state()`` returns, if it has that method.

        Raises:
            ClientClosedError: The client was closed.
            ConfigurationError: Another client of the key keeps different limits.
        """
        return self._caller.channel.rate_limit_state()

    async def aclose(self) -> None:
        """Close the client and its siblings. Idempotent; a session passed in stays open.

        Their calls that wait (for a place, after a 429 or before a repetition) end with
        ClientClosedError.
        """
        await self._caller.channel.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    if not TYPE_CHECKING:  # for type checkers there is nothing that fails

        def __enter__(self) -> NoReturn:
            raise TypeError("use async with, or smartlead_sync for a plain with")

        def __exit__(self, *exc_info: object) -> None:
            pass

    def __repr__(self) -> str:
        if not hasattr(self, "_caller"):  # __init__ failed, and a traceback shows its locals
            return "<Smartlead>"
        transport = self._caller.channel.transport
        state = " closed" if transport.closed else ""
        name = f"{self._caller.options.name} " if self._caller.options.name else ""
        return f"<Smartlead {name}{transport.base_url()}{state}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Smartlead client cannot be pickled: make one in each process")


def _read_user_agent(given: str | None) -> str:
    agent = _USER_AGENT if given is None else given
    if not isinstance(cast("object", agent), str) or not (text := agent.strip()).isprintable():
        raise ConfigurationError("user_agent must be printable text")
    if not text:
        raise ConfigurationError("user_agent must not be empty")
    return text


def _read_session(given: ClientSession | None) -> ClientSession | None:
    if given is not None and not isinstance(given, ClientSession):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise ConfigurationError(
            f"session must be an aiohttp.ClientSession, not {type(given).__name__}"
        )
    return given


public("smartlead_async", Smartlead)
