"""``smartlead api``: any call of the service, with the key, limit, retries and errors of all."""

from __future__ import annotations

import json
import sys
from typing import Any, Unpack

import click

from smartlead_async import Smartlead

from ._exit import UnusableInput
from ._printing import is_terminal, say, say_json
from ._service import ServiceOptions, fetch, service_options

__all__ = ["api"]

_READS = frozenset({"GET", "HEAD"})


@click.command()
@click.argument("method")
@click.argument("path")
@click.option(
    "--param", "params", metavar="NAME=VALUE", multiple=True, help="A query parameter; repeatable."
)
@click.option("--json", "body", metavar="JSON", help="The body; @FILE reads a file, - stdin.")
@click.option(
    "--host",
    type=click.Choice(["main", "smart_delivery", "smart_prospect", "smart_senders"]),
    default="main",
    show_default=True,
    help="The host of the service that has the path.",
)
@service_options
def api(
    *,
    method: str,
    path: str,
    params: tuple[str, ...],
    body: str | None,
    host: Any,
    **options: Unpack[ServiceOptions],
) -> None:
    """Call METHOD PATH of the service and print its answer.

    PATH is below the base URL, such as /campaigns/123/leads. The key is added by itself. A call
    other than GET is repeated only if it was certainly not carried out.
    """
    query, content = _query(params), _json(body)

    async def call(client: Smartlead) -> Any:
        return await client.request(
            method,
            path,
            params=query,
            json=content,
            repeat="safe" if method.upper() in _READS else "never",
            host=host,
        )

    answer = fetch(options, call)
    if isinstance(answer, str):
        for line in answer.splitlines():
            say(line)
    elif answer is not None:
        say_json(answer, compact=not is_terminal())


def _query(params: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the query: a name that comes twice has two values."""
    query: dict[str, list[str]] = {}
    for each in params:
        name, equals, value = each.partition("=")
        if not (name and equals):
            raise click.BadParameter(f"{each!r} is not NAME=VALUE", param_hint="--param")
        query.setdefault(name, []).append(value)
    return query


def _json(given: str | None) -> Any:
    if given is None:
        return None
    try:
        return json.loads(_content(given))
    except (ValueError, RecursionError) as error:
        raise UnusableInput(f"--json is not JSON: {error}") from None


def _content(given: str) -> str:
    """Return the text of the option, or of the file or the stream that it names."""
    if given == "-":
        return sys.stdin.read()
    if not given.startswith("@"):
        return given
    with open(given[1:], encoding="utf-8") as file:  # noqa: PTH123 - errors name it as given
        return file.read()
