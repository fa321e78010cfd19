"""``smartlead webhooks listen``."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import click
from attrs import define

from smartlead_async import ConfigurationError, WebhookEvent, WebhookInbox

from ._exit import UnusableInput
from ._printing import OutputError, say, say_json
from ._service import run_async

if TYPE_CHECKING:
    from aiohttp import ClientSession, web

__all__ = ["webhooks"]

_PATH: Final = "/"
_SECRET: Final = "SMARTLEAD_WEBHOOK_SECRET"  # noqa: S105  # the name of a variable
_BAD_GATEWAY: Final = 502
_OWN_HEADERS: Final = frozenset({"host", "content-length", "connection", "transfer-encoding"})


def _checked_url(_: click.Context, __: click.Parameter, url: str | None) -> str | None:
    """Return a URL that deliveries can go to. Do not repeat another one: it may hold a password.

    Raises:
        BadParameter: It is none.
    """
    try:
        parsed = urlsplit(url or "http://none")
        is_usable = parsed.scheme in {"http", "https"} and parsed.hostname
    except ValueError:
        is_usable = False
    if not is_usable:
        raise click.BadParameter("it must be a URL such as http://127.0.0.1:8001/webhooks")
    return url


@click.group()
def webhooks() -> None:
    """Receive webhooks on this machine."""


@webhooks.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: a free one."
)
@click.option(
    "--secret-env",
    metavar="NAME",
    help="Environment variable with the secret of the webhook.  "
    "[default: SMARTLEAD_WEBHOOK_SECRET, if it is set]",
)
@click.option(
    "--secret-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read the secret from this file instead.",
)
@click.option(
    "--store",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Remember deliveries here, so that none is shown twice. By default until Ctrl-C.",
)
@click.option(
    "--forward",
    metavar="URL",
    callback=_checked_url,
    help="Pass each delivery on, and answer what it answers.",
)
@click.option("--json", "as_json", is_flag=True, help="Print each event as a line of JSON.")
def listen(
    *,
    port: int,
    secret_env: str | None,
    secret_file: Path | None,
    store: Path | None,
    forward: str | None,
    as_json: bool,
) -> None:
    """Print the events that webhooks deliver to this machine, until Ctrl-C.

    It listens on loopback: let a tunnel lead there, or the sandbox. With a secret, deliveries are
    verified. A delivery that comes again is shown once.
    """
    secret = _read_secret(secret_env, secret_file)
    with ExitStack() as stack:
        place = store or Path(stack.enter_context(tempfile.TemporaryDirectory()), "deliveries.db")
        try:
            inbox = WebhookInbox(place, secret=secret)
        except ConfigurationError as error:
            raise UnusableInput(str(error)) from None
        receiver = _Receiver(inbox, forward, is_verified=secret is not None, as_json=as_json)
        try:
            run_async(receiver.serve(port))
        except KeyboardInterrupt:
            events = "event" if receiver.shown == 1 else "events"
            say(f"Stopped after {receiver.shown:,} {events}.", err=True)
        except BrokenPipeError:
            raise  # click ends the command
        except OSError as error:
            raise UnusableInput(f"cannot listen on port {port}: {error.strerror}") from None


def _read_secret(name: str | None, file: Path | None) -> str | None:
    """Return the secret, None for no verification.

    Raises:
        UnusableInput: There is none where there must be one. The sentence does not repeat the name:
            it may be the secret itself.
    """
    given = os.environ.get(name or _SECRET, "") if file is None else file.read_text("utf-8")
    if secret := given.strip():
        return secret
    if file is not None:
        raise UnusableInput(f"{file} is empty")
    if name is not None:
        raise UnusableInput("--secret-env names no environment variable that holds a secret")
    return None


@define
class _Receiver:
    """Receives deliveries, and passes them on."""

    inbox: WebhookInbox
    forward: str | None
    is_verified: bool
    as_json: bool
    shown: int = 0
    _post: Callable[[bytes, Mapping[str, str]], Awaitable[int]] | None = None
    _end: asyncio.Future[None] | None = None

    async def serve(self, port: int) -> None:
        """Listen until cancelled."""
        from aiohttp import ClientSession, web

        runner = web.ServerRunner(web.Server(self._answer, access_log=None), shutdown_timeout=1.0)
        async with ClientSession() as session:
            self._post = partial(_posted, session, self.forward) if self.forward else None
            await runner.setup()
            try:
                site = web.TCPSite(runner, "127.0.0.1", port)
                await site.start()
                say(f"Listening on http://127.0.0.1:{runner.addresses[0][1]}{_PATH}", err=True)
                if not self.is_verified:
                    say("Deliveries are not verified: there is no secret.", err=True)
                await self._until_it_cannot_print()
            finally:
                await runner.cleanup()

    async def _until_it_cannot_print(self) -> None:
        self._end = asyncio.get_running_loop().create_future()
        await self._end

    async def _answer(self, request: web.BaseRequest) -> web.Response:
        from aiohttp import web

        if request.method != "POST":
            return web.Response(status=405, headers={"Allow": "POST"})
        body = await request.read()
        answers: list[int] = []

        async def take(event: WebhookEvent) -> None:
            if self._post is None:
                self._show(event)  # or it fails, and the event is delivered again
                return
            answers.append(await self._post(body, request.headers))
            with suppress(OutputError, BrokenPipeError):  # it was passed on, shown or not
                self._show(event, f" → {answers[0]}")
            if answers[0] >= 500:  # not handled: the service will send it again
                raise ConnectionError(f"{self.forward} answered {answers[0]}")

        handled = await self.inbox.handle(body, request.headers, take)
        # in place of 200 for what was passed on, and of 500 for what failed there
        passed_on = answers and (handled == 200 or answers[0] >= 500)
        return web.Response(status=answers[0] if passed_on else handled)

    def _show(self, event: WebhookEvent, end: str = "") -> None:
        """Print an event; the command ends where that fails, as in ``listen | head``."""
        try:
            self._print(event, end)
        except (OutputError, BrokenPipeError) as error:
            if self._end is not None and not self._end.done():
                self._end.set_exception(error)
            raise
        self.shown += 1

    def _print(self, event: WebhookEvent, end: str) -> None:
        if self.as_json:
            say_json(event.to_dict(), compact=True)
            return
        facts: list[Any] = [event.event_type, _campaign(event), _lead(event)]
        verified = "verified" if self.is_verified else "not verified"
        say(f"{'  '.join(str(fact) for fact in facts if fact)}  ({verified}){end}")


async def _posted(session: ClientSession, url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Pass a delivery on, with the service's headers, and return the status of the answer."""
    from aiohttp import ClientError

    kept = {name: each for name, each in headers.items() if name.lower() not in _OWN_HEADERS}
    try:
        async with session.post(url, data=body, headers=kept) as answer:
            return answer.status
    except (ClientError, TimeoutError, OSError):
        return _BAD_GATEWAY


def _campaign(event: WebhookEvent) -> str:
    name = getattr(event, "campaign_name", None) or getattr(event, "campaign_id", None)
    return f"campaign {name}" if name else ""


def _lead(event: WebhookEvent) -> str:
    return getattr(event, "lead_address", None) or ""
