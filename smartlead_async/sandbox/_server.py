"""The server: key, rate limit, faults and the log of requests."""

from __future__ import annotations

import asyncio
import json
import os
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache, partial
from typing import Any, Literal, Self

from aiohttp import web

from .._options import NOT_GIVEN, RateLimit
from .._public import public
from .._validate import instance
from . import (
    _analytics,
    _block_list,
    _campaigns,
    _clients,
    _email_accounts,
    _inbox,
    _inbox_lists,
    _lead_import,
    _lead_lists,
    _lead_records,
    _leads,
    _messages,
    _tags,
    _webhooks,
)
from ._answer import Answer, Refusal
from ._assertions import Wanted, requested
from ._catalogue import find_page
from ._clock import Clock
from ._dialect import DIALECTS, Dialect
from ._faults import Exchange, Fault
from ._limits import WINDOWS, too_many_requests
from ._listener import Listener
from ._mailing import Mailing
from ._requests import RequestLog, RequestRecord
from ._routing import Call, Handler, find, unknown_route
from ._seeds import plant
from ._state import State

__all__ = ["Sandbox"]

PREFIX = "/api/v1"
ROUTES = [
    *_campaigns.routes,
    *_lead_import.routes,
    *_leads.routes,
    *_messages.routes,
    *_email_accounts.routes,
    *_analytics.routes,
    *_webhooks.routes,
    *_clients.routes,
]
PAGES = {
    **_analytics.pages,
    **_block_list.pages,
    **_campaigns.pages,
    **_clients.pages,
    **_email_accounts.pages,
    **_inbox.pages,
    **_inbox_lists.pages,
    **_lead_lists.pages,
    **_lead_records.pages,
    **_leads.pages,
    **_messages.pages,
    **_tags.pages,
    **_webhooks.pages,
}


class Sandbox(Mailing):
    """A local server that speaks the Smartlead API and keeps an account.

    Use it as `async with Sandbox() as sandbox`, or `await start()` and `await aclose()`. It runs
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
        log_size: int | None = 100_000,
        start: datetime | None = None,
        seed: int | str | None = None,
        webhook_secret: str | None = None,
    ) -> None:
        state = State(lead_limit=lead_limit, clock=Clock.of(start, seed), seed=seed)
        plant(state, seed)
        super().__init__(state, webhook_secret)
        self._api_key = api_key or "sandbox-" + secrets.token_hex(16)
        self.dialect = dialect if isinstance(dialect, Dialect) else DIALECTS[dialect]
        self._log = RequestLog(log_size)
        self._rate_limited = 0
        self._latency = latency
        self._max_requests = min((limit.max_requests for limit in rate_limits), default=0)
        self._windows = [WINDOWS[window](limit) for limit in rate_limits]
        self._faults: list[Fault] = []
        self._listener: Listener = Listener(host, port)
        if beside is not None:
            instance("beside", beside, Sandbox)
            self._listener = beside._listener  # noqa: SLF001 - of this class
        self._is_running = False
        self._pid = os.getpid()

    @property
    def state(self) -> State:
        """The account that the server keeps: campaigns, leads, email accounts and all else."""
        return self._state

    @property
    def api_key(self) -> str:
        """The key it accepts."""
        return self._api_key

    @property
    def requests(self) -> list[RequestRecord]:
        """A record of each request, in order of arrival; `clear()` it between two phases."""
        return self._log

    @property
    def log(self) -> list[RequestRecord]:
        """The same as `requests`."""
        return self._log

    @property
    def request_count(self) -> int:
        """How many requests arrived, kept in `requests` or not."""
        return self._log.arrived

    @property
    def rate_limited(self) -> int:
        """How many requests the rate limit answered with 429; faults are not counted."""
        return self._rate_limited

    @property
    def base_url(self) -> str:
        """The base URL to give to a client, such as `http://127.0.0.1:40123/api/v1`."""
        if not self._is_running:
            raise RuntimeError("the sandbox is not running; use `async with Sandbox()`")
        return f"{self._listener.origin}{PREFIX}"

    async def start(self) -> Self:
        """Start listening.

        Returns:
            The sandbox itself.

        Raises:
            ConfigurationError: A sandbox with the same key runs at this address.
            OSError: The port is taken.
        """
        await self._listener.add(self._api_key, self._serve)
        self._is_running = True
        return self

    async def aclose(self) -> None:
        """Stop listening and drop every connection; the state remains. Idempotent.

        Sandboxes beside it go on. In a forked child it does nothing: the server is the parent's.
        """
        was_running, self._is_running = self._is_running, False
        if self._pid != os.getpid():
            return
        await self._stop_delivering()
        if was_running:
            await self._listener.remove(self._api_key)

    def __getattr__(self, name: str) -> Any:
        if name == "state" or name.startswith("_"):  # asked before __init__ has set it
            raise AttributeError(name)
        return getattr(self.state, name)

    def __setattr__(self, name: str, value: Any) -> None:
        of_state = not name.startswith("_") and hasattr(self.state, name)
        object.__setattr__(self.state if of_state else self, name, value)

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *exc_info: object) -> None:
        await self.aclose()

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
        fault = Fault(kind, details, method, re.compile(path or ""), times, after)
        self._faults.append(fault)
        return fault

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
        __tracebackhide__ = True
        return requested(self._log, Wanted(method, path, json, query or {}), times)

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
        __tracebackhide__ = True
        requested(self._log, Wanted(method, path, json, query or {}), 0)

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
        try:
            found = _route(self.dialect, method, path)
            if found is None:
                raise unknown_route(method, path)
            handler, ids = found
            of_account = (self._state, self._deliveries, self.dialect)
            return Answer.of(handler(Call(*of_account, ids, query, _json(body))))
        except Refusal as refusal:
            return refusal.answer
        finally:
            if method != "GET":
                self._report()

    async def _serve(self, request: web.BaseRequest) -> web.Response:
        loop = asyncio.get_running_loop()
        body = await request.content.read()
        await self._travel(loop.time())
        record = _record(request, body)
        self._log.add(record)
        answer, since = await self._answered(request, record)
        if request.transport is not None and not request.transport.is_closing():
            record.status = answer.status
        record.elapsed = loop.time() - record.time
        await self._travel(since)
        return _response(answer)

    async def _travel(self, since: float) -> None:
        """Let half a round trip pass since a moment."""
        seconds = self._latency() if callable(self._latency) else self._latency
        if seconds > 0:
            await asyncio.sleep(since + seconds / 2 - asyncio.get_running_loop().time())

    async def _answered(
        self, request: web.BaseRequest, record: RequestRecord
    ) -> tuple[Answer, float]:
        """Return the answer, and the moment since which it travels.

        That is the arrival, unless a fault delays it: requests that arrive at once are worked on
        one after the other, and the service has many servers.
        """
        refusal = self._refusal(record.time, request.query)
        await asyncio.sleep(0)  # all that arrive at once are noted before one is worked on
        if refusal is not None:
            return refusal, record.time
        # Cached: a fault may ask for the answer twice, and the request must be carried out once.
        process = cache(partial(self._processed, record))
        for fault in self._faults:
            if fault.takes(record.method, record.path):
                answer = await fault.act(Exchange(request, process))
                return answer, asyncio.get_running_loop().time()
        return process(), record.time

    def _refusal(self, now: float, query: Mapping[str, str]) -> Answer | None:
        if query.get("api_key") != self._api_key:
            return Answer.of({"message": "Invalid API Key"}, 401)
        wait = max((window.wait(now) for window in self._windows), default=0.0)
        if wait > 0:
            self._rate_limited += 1
            return too_many_requests(wait, self._max_requests)
        for window in self._windows:
            window.take(now)
        return None

    def _processed(self, record: RequestRecord) -> Answer:
        answer = self.answer(record.method, record.path, record.query, record.body)
        record.has_route = answer.status != 404 or _is_known(record.method, record.path)
        return answer


def _record(request: web.BaseRequest, body: bytes) -> RequestRecord:
    """Return a record of a request, without the key."""
    query = {name: value for name, value in request.query.items() if name != "api_key"}
    path, now = request.path.removeprefix(PREFIX), asyncio.get_running_loop().time()
    return RequestRecord(now, request.method, path, query, body)


def _route(dialect: Dialect, method: str, path: str) -> tuple[Handler, dict[str, int]] | None:
    """Return the handler of a request and the ids in its path."""
    return find(ROUTES, dialect, method, path) or find_page(PAGES, dialect, method, path)


def _is_known(method: str, path: str) -> bool:
    """Whether any dialect has the route: the client tries the form of one, then of the other."""
    return any(_route(dialect, method, path) for dialect in DIALECTS.values())


def _json(body: bytes) -> Any:
    try:
        return json.loads(body) if body else None
    except ValueError:
        raise Refusal(400, {"error": "Unexpected token in JSON"}) from None


def _response(answer: Answer) -> web.Response:
    headers = {"Content-Type": answer.content_type, **answer.headers}
    response = web.Response(body=answer.body, status=answer.status, headers=headers)
    if answer.cut:
        response.force_close()
    return response


public("smartlead_async.sandbox", Sandbox)
