"""What all commands that talk to the service share: their options, the client, the event loop."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any, Final, TypedDict, TypeVar

import click

from smartlead_async import Smartlead

from ._exit import UnusableInput
from ._traffic import LIMIT, Traffic

__all__ = [
    "CommandT",
    "ServiceOptions",
    "connect",
    "fetch",
    "read_key",
    "run_async",
    "service_options",
]

T = TypeVar("T")
CommandT = TypeVar("CommandT", bound=Callable[..., Any])

_KEY_VARIABLE: Final = "SMARTLEAD_API_KEY"
_OPTIONS: Final = (
    click.option(
        "--base-url",
        envvar="SMARTLEAD_BASE_URL",
        show_envvar=True,
        help="Another server, such as the one of `smartlead sandbox`.",
    ),
    click.option(
        "--api-key-file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help=f"File that holds the API key; by default {_KEY_VARIABLE} does.",
    ),
    click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        default=60.0,
        show_default=True,
        help="Seconds for one attempt at a request.",
    ),
    click.option(
        "--max-retries",
        type=click.IntRange(min=0),
        default=4,
        show_default=True,
        help="Repetitions of a request after failures that pass.",
    ),
)


class ServiceOptions(TypedDict):
    """The values of the shared options."""

    base_url: str | None
    api_key_file: Path | None
    timeout: float
    max_retries: int


def service_options(command: CommandT) -> CommandT:
    """Add the shared options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def read_key(file: Path | None) -> str:
    """Return the API key: of the file, else of the environment, else typed at the terminal.

    There is no option that takes the key itself: the list of processes and the shell's history
    would show it.

    Args:
        file: The file, if one is given.

    Raises:
        UnusableInput: There is no key.
    """
    if file is not None:
        key, source = _text(file), str(file)
    elif _KEY_VARIABLE in os.environ or not _is_terminal():
        key, source = os.environ.get(_KEY_VARIABLE, ""), _KEY_VARIABLE
    else:
        key, source = click.prompt("API key", hide_input=True, err=True), "what was typed"
    if key.strip():
        return key
    raise UnusableInput(f"no API key: {source} is empty or not set (or use --api-key-file FILE)")


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
        traffic: Counts its requests.
        options: The values of the shared options.
    """
    return Smartlead(
        key,
        base_url=options["base_url"],
        timeout=options["timeout"],
        max_retries=options["max_retries"],
        rate_limits=(LIMIT,),
        on_attempt=traffic,
    )


def fetch(
    options: ServiceOptions, read: Callable[[Smartlead], Awaitable[T]], *, key: str | None = None
) -> T:
    """Return what is read with a client made for it.

    Args:
        options: The values of the shared options.
        read: Reads it.
        key: The API key, if it has been read already.
    """
    api_key = key or read_key(options["api_key_file"])

    async def job() -> T:
        async with connect(api_key, Traffic(), options) as client:
            return await read(client)

    return run_async(job())


def run_async(job: Coroutine[Any, Any, T]) -> T:
    """Run a job in an event loop of its own; Ctrl-C cancels it and lets it clean up.

    Args:
        job: The job.

    Raises:
        KeyboardInterrupt: The user pressed Ctrl-C.
    """
    return asyncio.run(job)
