# Written by scripts/generate_sync.py from smartlead_async/sandbox/_server.py.
"""The server: sockets, key, rate limit, faults and the log of requests."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, Self

from smartlead_async import RateLimit
from smartlead_async._public import public
from smartlead_async.sandbox import Dialect, Fault, RequestRecord, State
from smartlead_async.sandbox._answer import Answer
from smartlead_async.sandbox._server import Sandbox as AsyncSandbox
from smartlead_sync._arguments import in_list
from smartlead_sync._facade import Facade, Later
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
            for each direction, which takes half the result.
        lead_limit: How many leads the plan allows; None for any number.
        host: Where to listen.
        port: Where to listen; 0 for any free port.
        log_size: How many requests `log` keeps, the newest; None for all, 0 for none.
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
    def state(self) -> State:
        """The account that the server keeps: campaigns, leads, email accounts and all else."""
        return self._async.state

    @property
    def api_key(self) -> str:
        """The key it accepts."""
        return self._async.api_key

    @property
    def log(self) -> deque[RequestRecord]:
        """A record of each request, in order of arrival."""
        return self._async.log

    @property
    def requests(self) -> int:
        """How many requests arrived."""
        return self._async.requests

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
            OSError: The port is taken.
        """
        call(self._async.start())
        return self

    def close(self) -> None:
        """Stop listening and drop every connection; the state remains. Idempotent.

        In a forked child it does nothing: the server is the parent's.
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


public("smartlead_sync.sandbox", Sandbox)
