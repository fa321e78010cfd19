"""``smartlead sandbox``."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Literal

import click

from ._exit import UnusableInput
from ._printing import say
from ._service import LIMIT, run_async

if TYPE_CHECKING:
    from smartlead_async.sandbox import Sandbox

__all__ = ["sandbox"]


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
def sandbox(
    *,
    port: int,
    api_key: str | None,
    dialect: Literal["reference", "live"],
    latency: float,
    no_rate_limit: bool,
) -> None:
    """Run a local server that speaks the API, until Ctrl-C.

    It prints two export lines for your shell, which point the command and the library at this
    server, and the id of an empty campaign.
    """
    from smartlead_async.sandbox import Sandbox

    server = Sandbox(
        api_key=api_key,
        port=port,
        dialect=dialect,
        latency=latency,
        rate_limits=() if no_rate_limit else (LIMIT,),
    )
    try:
        run_async(_serve(server))
    except KeyboardInterrupt:
        say(f"Stopped after {server.request_count:,} requests.", err=True)
    except OSError as error:
        raise UnusableInput(f"cannot listen on port {port}: {error.strerror}") from None


async def _serve(server: Sandbox) -> None:
    campaign = server.seed_campaign("Sandbox campaign")
    async with server:
        say(f"export SMARTLEAD_BASE_URL={server.base_url}")
        say(f"export SMARTLEAD_API_KEY={server.api_key}")
        say(f"# leads import leads.csv --campaign {campaign}")
        say("Press Ctrl-C to stop.", err=True)
        await asyncio.Event().wait()
