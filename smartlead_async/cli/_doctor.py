"""``smartlead doctor``."""

from __future__ import annotations

import datetime as dt
import platform
import sys
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Final, Unpack

import click
from attrs import frozen
from click.core import ParameterSource

from smartlead_async import (
    APIError,
    AuthenticationError,
    BlockedByEdgeError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitState,
    Smartlead,
    SmartleadError,
    __version__,
)

from ._exit import explained
from ._printing import Figures, print_figures, say, say_json
from ._service import (
    LIMIT,
    ServiceOptions,
    fetch,
    key_source,
    read_key,
    service_options,
)

__all__ = ["clock_skew", "doctor", "masked"]

_LIBRARIES: Final = ("aiohttp", "aiolimiter", "attrs", "backoff", "cattrs", "orjson", "click")
_NOBODY: Final = "doctor@smartlead-async.invalid"  # a lead that no account can have
_SHOWN: Final = 4
_BASE_URL_FROM: Final = {
    ParameterSource.COMMANDLINE: "--base-url",
    ParameterSource.ENVIRONMENT: "SMARTLEAD_BASE_URL",
    ParameterSource.DEFAULT: "the default",
    None: "the default",
}
_SKEW_TOLERATED: Final = 2.0  # seconds; the Date header has no fractions


@frozen
class _Findings:
    """The findings of one request to the service.

    Attributes:
        error: The failure; None if the service answered as expected.
        base_url: Where the request went.
        headers: Headers of the answer; empty if there was none.
        limiter: State of the rate limiter after the request.
        skew: Seconds by which the local clock is ahead of the service's; None if unknown.
    """

    error: SmartleadError | None
    base_url: str
    headers: Mapping[str, str]
    limiter: RateLimitState
    skew: float | None

    @property
    def answered(self) -> bool:
        """Whether the service, or something in front of it, answered."""
        return self.error is None or isinstance(self.error, APIError)


@frozen
class _Check:
    """A thing that must be right.

    Attributes:
        name: The thing.
        passed: Whether it is.
        words: The finding, with the remedy if there is a fault.
    """

    name: str
    passed: bool
    words: str


@click.command(short_help="Check the installation, the key and the service.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@service_options
@click.pass_context
def doctor(context: click.Context, *, as_json: bool, **options: Unpack[ServiceOptions]) -> None:
    """Check the installation, the key and the connection to the service. Nothing is changed.

    The check makes one request: it looks up a lead with an address that cannot exist. The exit
    status is 0, or that of the failure.
    """
    key = read_key(options["api_key_file"])
    found = fetch(options, _examine, key=key)
    groups = {
        "Installation": _installation(),
        "Client": _client(context, options, key, found),
        "Service": _service(found),
    }
    checks = _checks(found)
    if as_json:
        figures = {title.lower(): dict(figures) for title, figures in groups.items()}
        say_json(figures | {"checks": {check.name: check.passed for check in checks}})
    else:
        print_figures(groups)
        for check in checks:
            _show(check)
    if found.error is not None:
        raise explained(found.error)
    context.exit(0)


def _client(context: click.Context, options: ServiceOptions, key: str, found: _Findings) -> Figures:
    source = key_source(options["api_key_file"])
    return [
        ("base URL", found.base_url),
        ("base URL from", _BASE_URL_FROM[context.get_parameter_source("base_url")]),
        ("key", masked(key.strip())),
        ("key from", source),
        ("rate limit kept", _limit()),
    ]


def _checks(found: _Findings) -> list[_Check]:
    """Return the checks; where nothing answers, there is no more to be known."""
    if not found.answered:
        fault = f"{found.base_url} does not answer: check the network, a proxy, and the base URL"
        return [_Check("connection", passed=False, words=fault)]
    return [
        _Check("connection", passed=True, words=f"{found.base_url} answers"),
        _check_key(found.error),
        _check_clock(found.skew),
        _check_limit(found.limiter),
    ]


def _check_key(error: SmartleadError | None) -> _Check:
    if isinstance(error, BlockedByEdgeError):
        fault = "the network edge blocks the request before it sees the key: try another network"
        return _Check("key", passed=False, words=fault)
    if isinstance(error, AuthenticationError | PermissionDeniedError):
        fault = "the key is not accepted: copy it from Settings → Activate API"
        return _Check("key", passed=False, words=fault)
    return _Check("key", passed=True, words="the key is accepted")


def _check_clock(skew: float | None) -> _Check:
    passed = skew is None or abs(skew) <= _SKEW_TOLERATED
    words = f"the clock is {_skew_in_words(skew)}"
    return _Check("clock", passed, words if passed else f"{words}: let the system set it (NTP)")


def _check_limit(limiter: RateLimitState) -> _Check:
    fault = "the limit is used up by something else: lower its load, or share the limit with it"
    passed = not limiter.rate_limited
    return _Check("rate limit", passed, "the rate limit has room" if passed else fault)


def _show(check: _Check) -> None:
    mark, color = ("✓", "green") if check.passed else ("✗", "red")
    if not _can_print(mark):
        mark = "ok" if check.passed else "FAILED"
    say(f"{mark} {check.words}", color=color)


def _can_print(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


async def _examine(client: Smartlead) -> _Findings:
    error, headers = await _ask(client)
    now = dt.datetime.now(dt.UTC)
    skew = clock_skew(headers, now)
    return _Findings(error, client.base_url, headers, client.rate_limit_state(), skew)


async def _ask(client: Smartlead) -> tuple[SmartleadError | None, Mapping[str, str]]:
    """Return the failure, if any, and the headers of the answer."""
    try:
        await client.leads.get_by_email(_NOBODY)
    except NotFoundError as expected:
        return None, expected.headers
    except APIError as error:
        return error, error.headers
    except SmartleadError as error:
        return error, {}
    return None, {}


def masked(key: str) -> str:
    """Return the length of a key, and its end if the key is long enough to stay secret."""
    end = key[-_SHOWN:] if len(key) > 4 * _SHOWN else ""
    return f"…{end} ({len(key)} characters)"


def clock_skew(headers: Mapping[str, str], now: dt.datetime) -> float | None:
    """Return how many seconds a clock is ahead of the server's; None if that is unknown.

    Args:
        headers: Headers of an answer, names in lower case.
        now: The time on the clock.
    """
    try:
        return (now - parsedate_to_datetime(headers["date"])).total_seconds()
    except (KeyError, ValueError, TypeError):  # TypeError: a date without a timezone
        return None


def _installation() -> Figures:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    system = f"{platform.system()} {platform.release()}"
    own = [("smartlead-async", __version__), ("Python", python), ("system", system)]
    return [*own, *((name, _version(name)) for name in _LIBRARIES)]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"


def _limit() -> str:
    return f"{LIMIT.max_requests} requests in {LIMIT.per_seconds:g} s"


def _service(found: _Findings) -> Figures:
    return [
        ("answer", "as it should be" if found.error is None else type(found.error).__name__),
        ("clock", _skew_in_words(found.skew)),
        ("limit it reports", _reported(found.limiter)),
        ("429s", str(found.limiter.rate_limited)),
    ]


def _skew_in_words(skew: float | None) -> str:
    if skew is None:
        return "unknown"
    if abs(skew) <= _SKEW_TOLERATED:
        return "right"
    return f"{abs(skew):,.0f} s {'ahead of' if skew > 0 else 'behind'} the service's"


def _reported(state: RateLimitState) -> str:
    limit, remaining = state.reported.limit, state.reported.remaining
    if limit is None:
        return "none"
    return f"{limit:g} requests" + ("" if remaining is None else f", {remaining:g} left")
