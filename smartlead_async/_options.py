"""Options of a client, rate limits among them, and where they come from."""

from __future__ import annotations

import enum
import inspect
import logging
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, ClassVar, Final, Literal, TypeAlias, TypeVar, cast
from urllib.parse import SplitResult, urlsplit

from attrs import evolve, field, frozen
from attrs.converters import optional

from ._errors import ConfigurationError
from ._public import public
from ._secret import Secret
from ._validate import is_finite, is_whole, plain, shown

__all__ = [
    "DEFAULT_BASE_URL",
    "HOSTS",
    "NOT_GIVEN",
    "AttemptInfo",
    "Host",
    "NotGiven",
    "Options",
    "RateLimit",
    "read_api_key",
    "read_base_urls",
    "read_limiter",
    "read_max_response_bytes",
    "read_proxy",
    "read_rate_limits",
    "read_trust_env",
    "set_up_logging",
]

Host: TypeAlias = Literal["main", "smart_delivery", "smart_prospect", "smart_senders"]
"""One of the hosts of the service, which share the API key."""

HOSTS: Final[Mapping[Host, str]] = {
    "main": "https://server.smartlead.ai/api/v1",
    "smart_delivery": "https://smartdelivery.smartlead.ai/api/v1",
    "smart_prospect": "https://prospect-api.smartlead.ai/api/v1",
    "smart_senders": "https://smart-senders.smartlead.ai/api/v1",
}
"""Base URL of each host."""

DEFAULT_BASE_URL: Final = HOSTS["main"]
LimiterT = TypeVar("LimiterT")

_LOOPBACK_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class NotGiven(enum.Enum):
    """Type of :data:`NOT_GIVEN`: an argument the caller did not set, as opposed to None."""

    NOT_GIVEN = "NOT_GIVEN"

    def __repr__(self) -> str:
        return self.value

    def __bool__(self) -> Literal[False]:
        return False


NOT_GIVEN: Final = NotGiven.NOT_GIVEN
"""Default of optional arguments: what is not given is not sent; None is sent as null."""


def _whole(value: int) -> int:
    return plain(value)


def _seconds(value: float) -> float:
    return plain(value)


@frozen
class RateLimit:
    """So many requests in any window of so many seconds, for one API key.

    Several may apply to a key at once: :attr:`STANDARD` and :attr:`PRO` are such tuples.

    Attributes:
        max_requests: Requests that may reach the server in one window; at least 1.
        per_seconds: Length of the window in seconds; above 0.

    Raises:
        ConfigurationError: A value is out of range.
    """

    STANDARD: ClassVar[tuple[RateLimit, ...]]
    """The published standard plan: 10 a second, 60 a minute and 1,000 an hour."""
    PRO: ClassVar[tuple[RateLimit, ...]]
    """The published pro plan: 20 a second, 120 a minute and 3,000 an hour."""

    max_requests: int = field(converter=_whole)
    per_seconds: float = field(converter=_seconds)

    def __attrs_post_init__(self) -> None:
        requests, seconds = self.max_requests, self.per_seconds
        if not is_whole(requests) or requests < 1:
            raise ConfigurationError(
                f"RateLimit.max_requests must be at least 1, not {shown(requests)}"
            )
        if not is_finite(seconds) or seconds <= 0:
            raise ConfigurationError(f"RateLimit.per_seconds must be above 0, not {shown(seconds)}")


RateLimit.STANDARD = (RateLimit(10, 1.0), RateLimit(60, 60.0), RateLimit(1000, 3600.0))
RateLimit.PRO = (RateLimit(20, 1.0), RateLimit(120, 60.0), RateLimit(3000, 3600.0))


@frozen
class AttemptInfo:
    """Record of one attempt of a call, given to ``on_attempt``.

    Attributes:
        call_id: Number of the call in this process; its attempts share it.
        attempt: 1 for the first attempt of the call.
        method: HTTP method.
        path: Path below the base URL, without the query.
        status: HTTP status, or None if there was no complete answer.
        bytes: Size of the answer's body in bytes.
        waited_s: Seconds spent waiting for a permit of the rate limiter.
        elapsed_s: Seconds from the permit to the end of the answer.
        sent: Whether a byte of the request may have left this machine.
        readable: False for a 2xx with a text, or nothing, in place of the JSON that is due.
        headers: The answer's headers, names in lower case, without cookies and the key.
        client: The name of the client, None if it has none.
    """

    call_id: int
    attempt: int
    method: str
    path: str
    status: int | None
    bytes: int
    waited_s: float
    elapsed_s: float
    sent: bool
    readable: bool = True
    headers: Mapping[str, str] = field(factory=dict[str, str])
    client: str | None = None

    @property
    def request_id(self) -> str | None:
        """The service's name for the request (``X-Request-Id``), None if it sent none."""
        return self.headers.get("x-request-id")

    @property
    def ambiguous(self) -> bool:
        """Whether the server may have carried the request out without confirming it."""
        return self.sent and (self.status is None or self.status >= 500 or not self.readable)


def _non_negative(option: str, value: float) -> None:
    if not is_finite(value) or value < 0:
        raise ConfigurationError(f"{option} must be a number of seconds >= 0, not {shown(value)}")


def _hook(option: str, value: object) -> None:
    if value is not None and not callable(value):
        raise ConfigurationError(f"{option} must be a function, not {type(value).__name__}")
    if inspect.iscoroutinefunction(value):
        raise ConfigurationError(f"{option} is not awaited: it must be a plain function")


@frozen
class Options:
    """The options that siblings made by ``with_options`` may differ in."""

    timeout: float = field(default=60.0, converter=_seconds)
    max_retries: int = field(default=4, converter=_whole)
    max_rate_limit_wait: float = field(default=300.0, converter=_seconds)
    max_queue_wait: float | None = field(default=None, converter=optional(_seconds))
    on_attempt: Callable[[AttemptInfo], None] | None = field(default=None, repr=False)
    name: str | None = None

    def __attrs_post_init__(self) -> None:
        if not is_finite(self.timeout) or self.timeout <= 0:
            raise ConfigurationError(
                f"timeout must be a number of seconds > 0, not {shown(self.timeout)}"
            )
        retries = self.max_retries
        if not is_whole(retries) or retries < 0:
            raise ConfigurationError(
                f"max_retries must be a whole number >= 0, not {shown(retries)}"
            )
        _non_negative("max_rate_limit_wait", self.max_rate_limit_wait)
        if self.max_queue_wait is not None:
            _non_negative("max_queue_wait", self.max_queue_wait)
        _hook("on_attempt", self.on_attempt)

    def replace(
        self,
        *,
        timeout: float | NotGiven = NOT_GIVEN,
        max_retries: int | NotGiven = NOT_GIVEN,
        max_rate_limit_wait: float | NotGiven = NOT_GIVEN,
        max_queue_wait: float | NotGiven | None = NOT_GIVEN,
    ) -> Options:
        """Return a copy that differs in what is given."""
        changes: dict[str, Any] = {
            "timeout": timeout,
            "max_retries": max_retries,
            "max_rate_limit_wait": max_rate_limit_wait,
            "max_queue_wait": max_queue_wait,
        }
        return evolve(self, **{name: v for name, v in changes.items() if v is not NOT_GIVEN})


def read_api_key(given: Secret | None) -> Secret:
    """Return the key to use: the given one, else ``SMARTLEAD_API_KEY``, without stray whitespace.

    Raises:
        ConfigurationError: There is none, it is empty, or it holds characters no key has.
    """
    if given is not None and not isinstance(given.reveal(), str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise ConfigurationError("api_key must be text")
    key = (given.reveal() if given else os.environ.get("SMARTLEAD_API_KEY", "")).strip()
    secret, usable, empty = Secret(key), key.isprintable() and " " not in key, not key
    del key  # the traceback of an error raised here must not show it
    if empty:
        raise ConfigurationError("no API key: pass api_key=… or set SMARTLEAD_API_KEY")
    if not usable:
        raise ConfigurationError("the API key contains whitespace or control characters")
    return secret


def read_base_urls(given: str | None) -> Mapping[Host, str]:
    """Return the base URL of each host, without a trailing slash.

    A URL of the caller's own, or ``SMARTLEAD_BASE_URL``, serves all of them.

    Raises:
        ConfigurationError: It is not an absolute https URL (http is allowed for loopback only),
            or it carries credentials, a query or a fragment.
    """
    text = given if given is not None else os.environ.get("SMARTLEAD_BASE_URL")
    if text is None:
        return HOSTS
    if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise ConfigurationError(f"base_url must be text, not {type(text).__name__}")
    try:
        url = urlsplit(text.strip())
        _ = url.port, (url.hostname or "").encode("idna")
    except ValueError:
        raise ConfigurationError("base_url is not a valid URL") from None
    if problem := _base_url_problem(url):
        raise ConfigurationError(f"base_url {problem}")
    base_url = url.geturl().rstrip("/")
    return HOSTS if base_url == DEFAULT_BASE_URL else dict.fromkeys(HOSTS, base_url)


def read_proxy(given: Secret | None) -> Secret | None:
    """Return the URL of a proxy as it is.

    Raises:
        ConfigurationError: It is not an absolute http or https URL.
    """
    if given is not None and not _is_proxy_url(given):
        raise ConfigurationError("proxy must be an absolute http or https URL")
    return given


def read_max_response_bytes(given: int) -> int:
    """Return the longest body of an answer.

    Raises:
        ConfigurationError: It is no whole number above 0.
    """
    longest = plain(given)
    if not is_whole(longest) or longest < 1:
        raise ConfigurationError(
            f"max_response_bytes must be a whole number >= 1, not {shown(given)}"
        )
    return longest


def _is_proxy_url(given: Secret) -> bool:
    try:
        url = urlsplit(given.reveal())
        return url.scheme in {"http", "https"} and bool(url.hostname) and url.port != 0
    except ValueError:
        return False


def _base_url_problem(url: SplitResult) -> str | None:
    if url.scheme not in {"http", "https"} or not url.hostname:
        return "must be absolute, such as https://server.smartlead.ai/api/v1"
    if url.username or url.password or url.query or url.fragment:
        return "must not carry credentials, a query or a fragment"
    if url.scheme == "http" and url.hostname not in _LOOPBACK_NAMES:
        return "must use https: the API key travels in the URL (http is allowed for loopback only)"
    return None


def read_rate_limits(given: Sequence[RateLimit]) -> tuple[RateLimit, ...]:
    """Return the limits as a tuple, in canonical order.

    Raises:
        ConfigurationError: There is none, or an item is not a :class:`RateLimit`.
    """
    limits = (given,) if isinstance(given, RateLimit) else tuple(_iterable(given))
    if not limits:
        raise ConfigurationError("rate_limits must name at least one RateLimit")
    for limit in limits:
        if not isinstance(limit, RateLimit):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise ConfigurationError(f"rate_limits must hold RateLimit values, not {shown(limit)}")
    return tuple(sorted(set(limits), key=lambda limit: (limit.per_seconds, limit.max_requests)))


def _iterable(limits: Iterable[RateLimit]) -> Iterable[RateLimit]:
    if not isinstance(cast("object", limits), Iterable):
        raise ConfigurationError(f"rate_limits must be a list of RateLimit, not {shown(limits)}")
    return limits


def read_limiter(given: LimiterT) -> LimiterT:
    """Return a rate limiter of the caller's, or None.

    Raises:
        ConfigurationError: It can neither grant permits nor make a limiter that does.
    """
    methods = (getattr(given, name, None) for name in ("acquire", "for_key"))
    if given is not None and (isinstance(given, type) or not any(map(callable, methods))):
        kind = f"the class {given.__name__}" if isinstance(given, type) else type(given).__name__
        raise ConfigurationError(
            f"limiter must be an object with a method acquire or for_key, not {kind}"
        )
    return given


def read_trust_env(given: bool) -> bool:  # noqa: FBT001 - an option to check, not a switch
    """Return whether the environment is trusted.

    Raises:
        ConfigurationError: It is no truth value.
    """
    if not isinstance(given, bool):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise ConfigurationError(f"trust_env must be True or False, not {shown(given)}")
    return given


def set_up_logging() -> None:
    """Log to stderr if ``SMARTLEAD_LOG`` says so: ``info``, or ``debug`` for every attempt.

    Raises:
        ConfigurationError: It says something else.
    """
    level = os.environ.get("SMARTLEAD_LOG", "").strip().upper()
    if not level:
        return
    if level not in {"INFO", "DEBUG"}:
        raise ConfigurationError(f"SMARTLEAD_LOG must be info or debug, not {shown(level)}")
    _log_at(level)


@cache
def _log_at(level: str) -> None:
    """Log from a level on: once in a process, so that the program may set another level later."""
    logger = logging.getLogger("smartlead_async")
    logger.setLevel(level)
    if not logger.hasHandlers():  # the program's own, such as the root's, would print a line twice
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
        logger.addHandler(handler)


public("smartlead_async", AttemptInfo, NotGiven, RateLimit)
