"""``smartlead sandbox``."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from typing import TYPE_CHECKING, Final, Literal

import click

from ._exit import UnusableInput
from ._printing import say
from ._service import LIMIT, run_async

if TYPE_CHECKING:
    from smartlead_async.sandbox import Delivery, RequestRecord, Sandbox

__all__ = ["sandbox"]

_SECONDS: Final = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "": 1.0}
_AT_ONCE: Final = 0.1
"""Seconds between two looks at what is new."""


def _seconds(text: str) -> float:
    """Return the seconds of a time such as `10s`."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(ms|s|m|h|)", text)
    seconds = float(match[1]) * _SECONDS[match[2]] if match else 0.0
    if not seconds:
        raise click.BadParameter(f"{text!r} is no time such as 500ms, 10s or 1m")
    return seconds


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="Port to listen on; 0 picks a free one.",
)
@click.option("--api-key", help="Key to accept (not your real one); random by default.")
@click.option(
    "--dialect",
    type=click.Choice(["reference", "live"]),
    default="reference",
    show_default=True,
    help="Answer as the API is documented, or as users see it live.",
)
@click.option(
    "--latency",
    type=click.FloatRange(min=0),
    default=0.0,
    show_default=True,
    help="Simulated network round trip in seconds.",
)
@click.option("--no-rate-limit", is_flag=True, help="Do not limit the rate of requests.")
@click.option(
    "--seed",
    help="Start with a data set, such as demo; or make everything random the same by a number.",
)
@click.option(
    "--advance-every",
    type=_seconds,
    metavar="TIME",
    help="Let a day of the simulated clock pass every so often, for example 10s.",
)
@click.option(
    "--log/--no-log",
    default=None,
    help="Show requests and deliveries as they happen; the default with --seed or --advance-every.",
)
def sandbox(
    *,
    port: int,
    api_key: str | None,
    dialect: Literal["reference", "live"],
    latency: float,
    no_rate_limit: bool,
    seed: str | None,
    advance_every: float | None,
    log: bool | None,
) -> None:
    """Run a local server that speaks the API, until Ctrl-C.

    It prints two export lines for your shell, which point the command and the library at this
    server, and the id of an empty campaign. With --advance-every, active campaigns send, and
    webhooks deliver.
    """
    from smartlead_async.sandbox import Sandbox

    server = Sandbox(
        api_key=api_key,
        port=port,
        dialect=dialect,
        latency=latency,
        rate_limits=() if no_rate_limit else (LIMIT,),
        seed=int(seed) if seed and seed.isdecimal() else seed,
    )
    is_watched = bool(seed or advance_every) if log is None else log
    try:
        run_async(_serve(server, advance_every, log=is_watched))
    except KeyboardInterrupt:
        say(f"Stopped after {server.request_count:,} requests.", err=True)
    except OSError as error:
        raise UnusableInput(f"cannot listen on port {port}: {error.strerror}") from None


async def _serve(server: Sandbox, advance_every: float | None, *, log: bool) -> None:
    campaign = server.seed_campaign("Sandbox campaign")
    async with server:
        say(f"export SMARTLEAD_BASE_URL={server.base_url}")
        say(f"export SMARTLEAD_API_KEY={server.api_key}")
        say(f"# leads import leads.csv --campaign {campaign}")
        say("Press Ctrl-C to stop.", err=True)
        await asyncio.gather(_show(server, log=log), _pass_days(server, advance_every, log=log))


async def _pass_days(server: Sandbox, every: float | None, *, log: bool) -> None:
    """Let a day pass every so often, if at all."""
    while every:
        await asyncio.sleep(every)
        await server.advance(days=1)
        if log:
            say(f"{server.state.now()[:16].replace('T', ' ')}, a day later", err=True)


async def _show(server: Sandbox, *, log: bool) -> None:
    """Print what is new, again and again; requests are forgotten then, printed or not."""
    attempts: Counter[int] = Counter()
    while True:
        await asyncio.sleep(_AT_ONCE)
        for line in (*_answered(server.requests), *_delivered(server.deliveries, attempts)):
            if log:
                say(line, err=True)


def _answered(requests: list[RequestRecord]) -> list[str]:
    """Take out the requests that were answered, as lines."""
    over = [each for each in requests if each.elapsed is not None]
    requests[:] = [each for each in requests if each.elapsed is None]
    return [f"{each}, {(each.elapsed or 0) * 1000:.0f} ms" for each in over]


def _delivered(deliveries: list[Delivery], attempts: Counter[int]) -> list[str]:
    """Return the attempts to deliver that were made since the last time, as lines."""
    lines: list[str] = []
    for number, each in enumerate(deliveries):
        statuses, attempts[number] = each.statuses[attempts[number] :], each.attempts
        line = f"{each.event_type} to {each.url}"
        lines += [f"{line} → {status or 'no answer'}" for status in statuses]
    return lines
