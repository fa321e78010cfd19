"""Talk to the service: the shared options, the key, the client and the event loop."""

from __future__ import annotations

import asyncio
import math
import os
import sys
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any, Final, TypedDict, TypeVar

import click
from attrs import define

from smartlead_async import (
    AttemptInfo,
    ConfigurationError,
    HostRateLimiter,
    KeyedRateLimiter,
    RateLimit,
    RedisRateLimiter,
    Smartlead,
)

from ._exit import UnusableInput

__all__ = [
    "LIMIT",
    "CommandT",
    "ServiceOptions",
    "Traffic",
    "connect",
    "fetch",
    "key_source",
    "read_key",
    "run_async",
    "service_options",
]

T = TypeVar("T")
CommandT = TypeVar("CommandT", bound=Callable[..., Any])

LIMIT: Final = RateLimit(10, 2.0)
"""The rate limit of the service for one key."""
_KEY_VARIABLE: Final = "SMARTLEAD_API_KEY"
_REDIS: Final = ("redis://", "rediss://", "unix://")
_OPTIONS: Final = (
    click.option(
        "--base-url",
        envvar="SMARTLEAD_BASE_URL",
        show_envvar=True,
        help="Use another server, for example `smartlead sandbox`.",
    ),
    click.option(
        "--api-key-file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help=f"Read the API key from this file instead of {_KEY_VARIABLE}.",
    ),
    click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        default=60.0,
        show_default=True,
        help="Seconds to wait for one answer.",
    ),
    click.option(
        "--max-retries",
        type=click.IntRange(min=0),
        default=4,
        show_default=True,
        help="Retries of a request after a temporary failure.",
    ),
    click.option(
        "--limit-scope",
        envvar="SMARTLEAD_LIMIT_SCOPE",
        show_envvar=True,
        metavar="host|process|redis://…",
        default="host" if sys.platform in ("linux", "darwin") else "process",
        show_default=True,
        help="Whose requests count together: those of this host, of this process, or of all "
        "processes that use this Redis.",
    ),
)


@define
class Traffic:
    """Counts the requests of a client; pass it as ``on_attempt``.

    Attributes:
        requests: Requests made.
        rate_limited: Requests answered with 429.
        round_trip: Seconds of the fastest request.
    """

    requests: int = 0
    rate_limited: int = 0
    round_trip: float = math.inf

    def __call__(self, info: AttemptInfo) -> None:
        """Count an attempt."""
        self.requests += 1
        self.rate_limited += info.status == 429
        self.round_trip = min(self.round_trip, info.elapsed_s)


class ServiceOptions(TypedDict):
    """The values of the shared options."""

    base_url: str | None
    api_key_file: Path | None
    timeout: float
    max_retries: int
    limit_scope: str


def service_options(command: CommandT) -> CommandT:
    """Add the shared options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def read_key(file: Path | None) -> str:
    """Return the API key from the file, the environment, or a prompt at the terminal.

    No option takes the key itself: the process list and the shell history would show it.

    Args:
        file: The file, if one is given.

    Raises:
        UnusableInput: There is no key.
    """
    source = key_source(file)
    if file is not None:
        key = _text(file)
    elif source == _KEY_VARIABLE:
        key = os.environ.get(_KEY_VARIABLE, "")
    else:
        key = click.prompt("API key", hide_input=True, err=True)
    if key.strip():
        return key
    raise UnusableInput(f"no API key: {source} is empty or not set (or use --api-key-file FILE)")


def key_source(file: Path | None) -> str:
    """Return where :func:`read_key` reads the API key: a file, a variable, or the input."""
    if file is not None:
        return str(file)
    return _KEY_VARIABLE if _KEY_VARIABLE in os.environ or not _is_terminal() else "the input"


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problem = error.strerror if isinstance(error, OSError) else "not a text file"
    raise UnusableInput(f"cannot read the API key from {file}: {problem}")


def connect(key: str, traffic: Traffic, options: ServiceOptions) -> Smartlead:
    """Return a client.

    Args:
        key: The API key.
        traffic: Counts the requests.
        options: The values of the shared options.
    """
    return Smartlead(
        key,
        base_url=options["base_url"],
        timeout=options["timeout"],
        max_retries=options["max_retries"],
        rate_limits=(LIMIT,),
        limiter=_limiter(options["limit_scope"]),
        on_attempt=traffic,
    )


def _limiter(scope: str) -> KeyedRateLimiter | None:
    """Return the limiter that counts the requests of a scope."""
    if scope == "process":
        return None
    if scope != "host" and not scope.startswith(_REDIS):  # a password in it is not shown
        raise UnusableInput(f"--limit-scope must be host, process or an address ({_REDIS[0]}…)")
    try:
        return HostRateLimiter() if scope == "host" else RedisRateLimiter(scope)
    except (ConfigurationError, ImportError) as error:
        problem = str(error)
    raise UnusableInput(f"{problem} (or use --limit-scope process)")


def fetch(
    options: ServiceOptions, read: Callable[[Smartlead], Awaitable[T]], *, key: str | None = None
) -> T:
    """Run a read with a client of its own, and return the result.

    Args:
        options: The values of the shared options.
        read: Reads with the client.
        key: The API key, if it is known already.
    """
    api_key = key or read_key(options["api_key_file"])

    async def job() -> T:
        async with connect(api_key, Traffic(), options) as client:
            return await read(client)

    return run_async(job())


def run_async(job: Coroutine[Any, Any, T]) -> T:
    """Run a job in its own event loop. Ctrl-C cancels it and lets it clean up.

    Args:
        job: The job.

    Raises:
        KeyboardInterrupt: The user pressed Ctrl-C.
    """
    return asyncio.run(job)
