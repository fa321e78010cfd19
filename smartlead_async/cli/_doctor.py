"""``smartlead doctor``."""

from __future__ import annotations

import datetime as dt
import platform
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Final, Unpack

import click
from attrs import frozen

from smartlead_async import (
    APIError,
    NotFoundError,
    RateLimitState,
    Smartlead,
    SmartleadError,
    __version__,
)

from ._exit import explained
from ._printing import Figures, print_figures, say_json
from ._service import LIMIT, ServiceOptions, fetch, read_key, service_options

__all__ = ["clock_skew", "doctor", "masked"]

_LIBRARIES: Final = ("aiohttp", "aiolimiter", "attrs", "backoff", "cattrs", "orjson", "click")
_NOBODY: Final = "doctor@smartlead-async.invalid"  # a lead that no account can have
_SHOWN: Final = 4
_SKEW_TOLERATED: Final = 2.0  # seconds; the Date header has no fractions


@frozen
class _Findings:
    """The findings of one request to the service.

    Attributes:
        error: The failure; None if the service answered as expected.
        headers: Headers of the answer; empty if there was none.
        limiter: State of the rate limiter after the request.
        skew: Seconds by which the local clock is ahead of the service's; None if unknown.
    """

    error: SmartleadError | None
    headers: Mapping[str, str]
    limiter: RateLimitState
    skew: float | None


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
        "Client": [("key", masked(key.strip())), ("rate limit kept", _limit())],
        "Service": _service(found),
    }
    if as_json:
        say_json({title.lower(): dict(figures) for title, figures in groups.items()})
    else:
        print_figures(groups)
    if found.error is not None:
        raise explained(found.error)
    context.exit(0)


async def _examine(client: Smartlead) -> _Findings:
    error, headers = await _ask(client)
    now = dt.datetime.now(dt.UTC)
    return _Findings(error, headers, client.rate_limit_state(), clock_skew(headers, now))


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
