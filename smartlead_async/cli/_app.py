"""The command ``smartlead`` and its groups of subcommands."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Generator
from typing import Any

import click

from smartlead_async import __version__

from ._api import api
from ._campaigns import campaigns
from ._demo import demo
from ._doctor import doctor
from ._exit import InternalError, Interrupted, explained
from ._export import export
from ._lists import accounts, clients, inbox
from ._log import show_warnings
from ._printing import printable
from ._sandbox import sandbox
from ._webhooks import webhooks
from .imports import import_, import_status

__all__ = ["app"]


class Application(click.Group):
    """A group of commands in which every error ends as one sentence and an exit status."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the arguments and make errors presentable."""
        with _presentable():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command and make errors presentable."""
        with _presentable():
            return super().invoke(ctx)


@contextlib.contextmanager
def _presentable() -> Generator[None]:
    try:
        yield
    except (KeyboardInterrupt, click.Abort):
        raise Interrupted from None
    except click.UsageError as error:  # it may quote an argument with control characters
        if _is_shown_as_it_is(error.message):
            raise
        raise click.UsageError(printable(error.format_message()), error.ctx) from None
    except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
        raise
    except Exception as error:
        ending = explained(error)
        if sys.flags.dev_mode and isinstance(ending, InternalError):
            raise
        raise ending from None


def _is_shown_as_it_is(text: str) -> bool:
    return all(line.isprintable() for line in text.split("\n"))


@click.group(cls=Application, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def app() -> None:
    """Import leads into Smartlead campaigns, export them, and look after the account.

    The API key is read from SMARTLEAD_API_KEY. Exit status: 0 done, 1 some leads are missing or
    failed, 2 wrong usage or unusable input, 3 the service refused, 4 no usable answer from the
    service (trying again may help), 5 internal error, 130 interrupted.
    """
    show_warnings()


@app.group()
def leads() -> None:
    """Import and export the leads of campaigns."""


leads.add_command(import_)
leads.add_command(import_status)
leads.add_command(export)
app.add_command(campaigns)
app.add_command(accounts)
app.add_command(clients)
app.add_command(inbox)
app.add_command(api)
app.add_command(doctor)
app.add_command(demo)
app.add_command(sandbox)
app.add_command(webhooks)
