"""Read leads lazily, check each, and fill chunks."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncGenerator, AsyncIterable, Iterable, Mapping, Sequence, Sized
from contextlib import AsyncExitStack
from operator import itemgetter

from attrs import field, frozen

from .._errors import InvalidRequestError
from .._validate import shown
from ..models import GivenLead, LeadInput
from ..models.data_frames import lead_rows
from ..models.lead_input import check, to_lead
from . import LeadSource
from ._accounting import DUPLICATE_IN_INPUT, INVALID, ChunkOutcome, merged, unattempted
from ._report import FailedLead, LeftOut

__all__ = ["Chunk", "ChunkReader"]

_ITEMS_BETWEEN_YIELDS = 50  # half a millisecond of reading


@frozen
class Chunk:
    """A stretch of the input.

    Attributes:
        index: Number of the chunk, from 0.
        start: Position of its first item in the input.
        end: Position behind its last item.
        leads: The leads to send, with their positions.
        failed: The items that are not valid leads.
        duplicates: The leads left out as duplicates of earlier ones, with their positions.
        unread: Items that are not to be sent, whatever they are, with their positions.
    """

    index: int
    start: int
    end: int
    leads: tuple[tuple[int, LeadInput], ...] = field(repr=False)
    failed: tuple[FailedLead, ...] = field(repr=False)
    duplicates: tuple[tuple[int, LeadInput], ...] = field(repr=False)
    unread: tuple[tuple[int, GivenLead], ...] = field(default=(), repr=False)

    @property
    def items(self) -> Sequence[tuple[int, object]]:
        """All items with their positions, in input order."""
        if self.end - self.start == len(self.leads):
            return self.leads
        failed = [(lead.position, lead.lead) for lead in self.failed]
        every = [*self.leads, *failed, *self.duplicates, *self.unread]
        return sorted(every, key=itemgetter(0))

    def outcome(self, of_leads: ChunkOutcome) -> ChunkOutcome:
        """Return the outcome of the whole chunk, given that of the leads to send."""
        unsent = ChunkOutcome(
            skipped={DUPLICATE_IN_INPUT: len(self.duplicates)} if self.duplicates else {},
            failed=self.failed,
            left_out=tuple(
                LeftOut(position, position + 1, DUPLICATE_IN_INPUT, 1, lead.email)
                for position, lead in self.duplicates
            ),
        )
        parts = [unsent, of_leads, unattempted(self.unread)]
        return merged(parts).placed(self.start, self.end)


class ChunkReader:
    """Read an input once, from start to end, a chunk at a time.

    Args:
        source: The leads.
        size: Leads in a chunk.
        dedupe: Whether to leave out leads whose address came earlier in the input.

    Attributes:
        total_hint: Length of the source, if it has one.
        position: Items read.
        only_counts: Whether items are read without a look at them: they will not be sent.
        refusal: The error that refuses a source that holds something else than leads. It comes with
            the first chunk: if none of its items is a lead, all for the same reason, or if none of
            the two or more items of a shorter source even has the form of one.

    Raises:
        InvalidRequestError: The source is not an iterable of leads.
    """

    def __init__(self, source: LeadSource, *, size: int, dedupe: bool) -> None:
        rows = lead_rows(source)
        if not _is_source(rows):
            raise InvalidRequestError(
                "leads must be an iterable of LeadInput or mappings, or a data frame", field="leads"
            )
        self.total_hint = len(rows) if isinstance(rows, Sized) else None
        self.position = 0
        self.only_counts = False
        self.refusal: InvalidRequestError | None = None
        self._misfits = 0
        self._reasons: set[str | None] = set()
        self._items = _iterate(rows)
        self._size = size
        self._seen: set[int] | None = set() if dedupe else None
        self._index = 0
        self._begin()

    def _begin(self) -> None:
        self._start = self.position
        self._leads: list[tuple[int, LeadInput]] = []
        self._failed: list[FailedLead] = []
        self._duplicates: list[tuple[int, LeadInput]] = []
        self._unread: list[tuple[int, GivenLead]] = []

    async def next(self) -> Chunk | None:
        """Return the next chunk, or None at the end of the input.

        Raises:
            InvalidRequestError: The source holds something else than leads; it is :attr:`refusal`.
        """
        while len(self._leads) + len(self._unread) < self._size:
            try:
                item = await anext(self._items)
            except StopAsyncIteration:
                if 1 < self._misfits == self.position < self._size:
                    self._refuse()
                break
            self._take(item)
            if len(self._failed) == self.position == self._size:
                self._refuse()
            await self._let_others_run()
        return self.cut()

    def _refuse(self) -> None:
        """Refuse a source of which all items so far are invalid, if that is for one reason."""
        if len(self._reasons) == 1:
            first = self._failed[0]
            self.refusal = InvalidRequestError(
                f"none of the first {self.position} items is a lead: {first.message}; the first "
                f"one is {shown(first.lead)}",
                field="leads",
            )
            raise self.refusal

    def cut(self) -> Chunk | None:
        """Return the items read since the last chunk as a chunk, if there are any."""
        if self._start == self.position:
            return None
        chunk = Chunk(
            index=self._index,
            start=self._start,
            end=self.position,
            leads=tuple(self._leads),
            failed=tuple(self._failed),
            duplicates=tuple(self._duplicates),
            unread=tuple(self._unread),
        )
        self._index += 1
        self._begin()
        return chunk

    async def aclose(self) -> Exception | None:
        """Close the input; return the error that its clean-up raised, if any."""
        try:
            await self._items.aclose()
        except Exception as error:  # noqa: BLE001 - the input is the caller's
            return error
        return None

    async def _let_others_run(self) -> None:
        """Let earlier chunks go out now and then while reading goes on."""
        if self.position % _ITEMS_BETWEEN_YIELDS == 0:
            await asyncio.sleep(0)

    def _take(self, item: GivenLead) -> None:
        position = self.position
        self.position += 1
        if self.only_counts:
            self._unread.append((position, item))
            return
        lead: LeadInput | None = None
        try:
            lead = to_lead(item)
            check(lead)
        except InvalidRequestError as error:
            self._misfits += lead is None
            self._reasons.add(error.field)
            given = item if lead is None or isinstance(item, Mapping) else lead
            failed = FailedLead(position=position, lead=given, reason=INVALID, message=str(error))
            self._failed.append(failed)
            return
        if self._is_new(lead.email):
            self._leads.append((position, lead))
        else:
            self._duplicates.append((position, lead))

    def _is_new(self, email: str) -> bool:
        if self._seen is None:
            return True
        digest = hashlib.blake2b(email.strip().lower().encode(), digest_size=8).digest()
        name = int.from_bytes(digest, "big")  # takes less memory than bytes
        if name in self._seen:
            return False
        self._seen.add(name)
        return True


def _is_source(value: object) -> bool:
    """Return whether a value is an iterable of leads, and not a single lead or a file name."""
    return isinstance(value, Iterable | AsyncIterable) and not isinstance(
        value, str | bytes | Mapping
    )


async def _iterate(
    source: Iterable[GivenLead] | AsyncIterable[GivenLead],
) -> AsyncGenerator[GivenLead]:
    if not isinstance(source, AsyncIterable):
        for item in source:
            yield item
        return
    async with AsyncExitStack() as opened:
        items = aiter(source)
        if isinstance(items, AsyncGenerator):
            opened.push_async_callback(items.aclose)
        async for item in items:
            yield item
