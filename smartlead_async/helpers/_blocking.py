"""Blocking any number of addresses and domains."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable, Sequence
from typing import Any, Final

from attrs import define, field, frozen

from .. import NOT_GIVEN, APIError, InvalidRequestError, NotGiven, Smartlead, SmartleadError
from .._html import html_table
from .._public import public
from .._validate import block_entry, each, instance, positive_id
from ..resources._base import optional

__all__ = ["BlockError", "BlockReport", "RefusedEntry", "block_many"]

_CHUNK_SIZE: Final = 100  # no limit is documented
_REFUSED: Final = frozenset({200, 400, 409, 422})  # 200 with ``"ok": false``


@frozen(kw_only=True)
class RefusedEntry:
    """An entry that was not blocked.

    Attributes:
        position: Its position in the input, counted from 0.
        entry: The entry as it was given.
        message: The reason in words.
        sent: Whether the service refused it; False if it was not sent at all.
    """

    position: int
    entry: object
    message: str
    sent: bool


@frozen(kw_only=True)
class BlockReport:
    """The account of a block.

    ``total == len(blocked) + len(refused) + repeated + len(unconfirmed)``, always.

    Attributes:
        total: Entries given.
        blocked: Addresses and domains that the service has taken, those that were blocked before
            included, in input order.
        refused: Entries that were not blocked, in input order.
        repeated: Entries that came before in the input, upper and lower case being the same.
        unconfirmed: Addresses and domains that were not blocked, or not certainly, when an error
            ended the block; in input order.
    """

    total: int
    blocked: tuple[str, ...]
    refused: tuple[RefusedEntry, ...]
    repeated: int
    unconfirmed: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<BlockReport: {self}>"

    def _repr_html_(self) -> str:
        """Return the account and the first entries that were refused, for notebooks."""
        return html_table(str(self), self.refused)

    def __str__(self) -> str:
        """Return the account as one line."""
        unconfirmed = f", {len(self.unconfirmed):,} unconfirmed" if self.unconfirmed else ""
        return (
            f"{self.total:,} entries: {len(self.blocked):,} blocked, "
            f"{len(self.refused):,} refused, {self.repeated:,} repeated{unconfirmed}"
        )


class BlockError(SmartleadError):
    """A block ended before the end of its input; the cause is chained.

    Attributes:
        report: The account up to then; its numbers add up.
    """

    def __init__(self, message: str, *, report: BlockReport) -> None:
        super().__init__(message)
        self.report = report


async def block_many(
    smartlead: Smartlead,
    domains_or_addresses: Iterable[str],
    *,
    client_id: int | NotGiven | None = NOT_GIVEN,
) -> BlockReport:
    """Never again send emails to these addresses, or to any address of these domains.

    ``POST /leads/add-domain-block-list``, 100 entries at a time, or one where the service takes no
    lists. Of entries that the service refuses together, the good ones are blocked all the same.
    Blocking twice does no harm: after an error, repeat the call, or block what is ``unconfirmed``
    in the error's report.

    Args:
        smartlead: The client.
        domains_or_addresses: Bare domains, such as ``example.com``, and addresses.
        client_id: The client whose campaigns it applies to (agency accounts), or None.

    Returns:
        The addresses and domains that are blocked now, and what was refused and why. An entry that
        is neither is not sent; its message says what it would have to be.

    Raises:
        InvalidRequestError: That is no list, or the client's id is not positive.
        BlockError: The service failed, or refused more than an entry. It holds the report.
    """
    instance("smartlead", smartlead, Smartlead)
    given: list[Any] = each("domains_or_addresses", domains_or_addresses, lambda _, value: value)
    client = optional(positive_id, "client_id", client_id)
    job = _Block(smartlead, {} if client is NOT_GIVEN else {"client_id": client}, len(given))
    job.wanted.extend(job.checked(given))
    try:
        for start in range(0, len(job.wanted), _CHUNK_SIZE):
            await job.send(job.wanted[start : start + _CHUNK_SIZE])
    except SmartleadError as error:
        report = job.report()
        ending = BlockError(f"{error.text}; until then, {report}", report=report)
        ending.client = error.client
        raise ending from error
    return job.report()


@define
class _Block:
    """A block under way.

    Attributes:
        takes_lists: Whether the service takes lists of entries; None until that is known.
    """

    smartlead: Smartlead
    client: dict[str, Any]
    total: int
    wanted: list[tuple[int, str]] = field(factory=list[tuple[int, str]])
    blocked: list[str] = field(factory=list[str])
    refused: list[RefusedEntry] = field(factory=list[RefusedEntry])
    takes_lists: bool | None = None

    def report(self) -> BlockReport:
        """Return the account up to now."""
        done = {*self.blocked, *(each.entry for each in self.refused if each.sent)}
        unsent = sum(not each.sent for each in self.refused)
        return BlockReport(
            total=self.total,
            blocked=tuple(self.blocked),
            refused=tuple(sorted(self.refused, key=lambda refused: refused.position)),
            repeated=self.total - len(self.wanted) - unsent,
            unconfirmed=tuple(entry for _, entry in self.wanted if entry not in done),
        )

    def checked(self, given: Sequence[Any]) -> list[tuple[int, str]]:
        """Return the entries to send with their positions, each once; refuse what is none."""
        wanted: dict[str, tuple[int, str]] = {}
        for position, value in enumerate(given):
            try:
                entry = block_entry("the entry", value)
            except InvalidRequestError as error:
                self._refuse(position, value, str(error), sent=False)
            else:
                wanted.setdefault(entry.lower(), (position, entry))
        return list(wanted.values())

    async def send(self, entries: Sequence[tuple[int, str]]) -> None:
        """Block entries; halve them if they are refused, down to those that are refused alone."""
        if len(entries) < 2 or self.takes_lists is False:
            for position, entry in entries:
                await self._send_alone(position, entry)
            return
        if not await self._refusal(self._block_list([entry for _, entry in entries])):
            self.takes_lists = True
            self.blocked.extend(entry for _, entry in entries)
            return
        if self.takes_lists is None:
            entries = await self._tried(entries)
        middle = len(entries) // 2
        await self.send(entries[:middle])
        await self.send(entries[middle:])

    async def _tried(self, entries: Sequence[tuple[int, str]]) -> Sequence[tuple[int, str]]:
        """Send the first entry alone, and again in a list; return the others.

        Without this a service that takes no lists would cost two requests an entry.
        """
        position, entry = entries[0]
        if await self._send_alone(position, entry):
            self.takes_lists = not await self._refusal(self._block_list([entry]))
        return entries[1:]

    async def _send_alone(self, position: int, entry: str) -> bool:
        """Block an entry in the form that every service knows; return whether it was taken."""
        kind = "email" if "@" in entry else "domain"
        given: dict[str, Any] = {kind: entry, **self.client}
        if problem := await self._refusal(self.smartlead.leads.block(**given)):
            self._refuse(position, entry, problem, sent=True)
        else:
            self.blocked.append(entry)
        return not problem

    def _block_list(self, entries: Sequence[str]) -> Awaitable[object]:
        body = {"domain_block_list": entries, **self.client}
        path = "/leads/add-domain-block-list"
        return self.smartlead.request("POST", path, json=body, repeat="safe")

    @staticmethod
    async def _refusal(call: Awaitable[object]) -> str:
        """Return why the service refuses; an empty text if it does not."""
        try:
            await call
        except APIError as error:
            if error.status_code not in _REFUSED:
                raise
            return str(error)
        return ""

    def _refuse(self, position: int, entry: object, message: str, *, sent: bool) -> None:
        self.refused.append(
            RefusedEntry(position=position, entry=entry, message=message, sent=sent)
        )


public("smartlead_async.helpers", BlockError, BlockReport, RefusedEntry, block_many)
