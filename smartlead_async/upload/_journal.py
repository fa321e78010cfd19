"""The journal of an upload: a record of each chunk, kept in a file."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

from .._errors import ConfigurationError, InvalidRequestError
from . import JournalFile
from ._chunking import Chunk
from ._journal_file import Header, Record, Store, in_words, open_to_write
from ._records import Past

__all__ = ["Journal", "journal_path", "open_journal"]

P = ParamSpec("P")
T = TypeVar("T")


def journal_path(given: str | os.PathLike[str]) -> Path:
    """Return the path of a journal, the same for every name of the file.

    Raises:
        InvalidRequestError: It is not a path.
    """
    try:
        return Path(given).resolve()
    except (TypeError, ValueError, OSError, RuntimeError) as error:
        problem = f"journal must be the path of a file: {error}"
    raise InvalidRequestError(problem, field="journal")


@asynccontextmanager
async def open_journal(
    file: JournalFile | None, *, chunk_size: int, dedupe: bool
) -> AsyncGenerator[Journal]:
    """Open a journal for one run.

    Args:
        file: Its file; None for no journal.
        chunk_size: Leads in a chunk.
        dedupe: Whether repeated addresses are left out.

    Raises:
        InvalidRequestError: Its path is not a path.
        ConfigurationError: It is in use, of another job, damaged, or not a journal.
    """
    if file is None:
        yield Journal()
        return
    header = Header(
        campaign_id=file.campaign_id,
        settings=file.settings,
        chunk_size=chunk_size,
        dedupe=dedupe,
    )
    journal = _FileJournal(journal_path(file.path))
    try:
        await journal.open(header)
        yield journal
    finally:
        await journal.close()


class Journal:
    """A journal that remembers nothing, for an upload without one.

    Attributes:
        chunks: How many chunks to recall before any is sent.
        total: Length of the input, if an earlier run came to its end.
        elapsed: Seconds that earlier runs took.
    """

    chunks: int = 0
    total: int | None = None
    elapsed: float = 0.0

    async def recall(self, number: int, chunk: Chunk | None, *, position: int) -> Past | None:
        """Return the record of a chunk that was read again, if there is one.

        Args:
            number: Number of the chunk.
            chunk: The chunk; None if the input has ended before it.
            position: How far the input was read.

        Raises:
            ConfigurationError: The chunk is not the one that the journal knows.
        """

    async def begin(self, chunk: Chunk) -> None:
        """Record that a chunk is about to be sent."""

    async def settle(self, number: int, past: Past | None, *, elapsed: float) -> None:
        """Record a chunk that was begun, after so many seconds of the job.

        Args:
            number: Number of the chunk.
            past: Its record; None to take back that it was begun.
            elapsed: Seconds.
        """

    async def end(self, *, total: int | None, stopped_by: str | None) -> None:
        """Record how the run ended."""


class _FileJournal(Journal):
    """A journal in a file, on which a thread of its own works.

    The thread takes the steps in the order of the calls, even if a caller is cancelled meanwhile.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened = ExitStack()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="smartlead journal")

    async def open(self, header: Header) -> None:
        """Open the file; make it if there is none."""
        await self._run(self._open, header)

    def _open(self, header: Header) -> None:
        database, self._opened = open_to_write(self._path, header)
        self._store = Store(database)
        self.total = self._store.ending().total
        recorded, self.elapsed = self._store.extent()
        self.chunks = recorded + 1  # the next one too: the input may be known to end before it
        self._store.end(None, None)

    async def close(self) -> None:
        """Close the file and give up the lock after the last step."""
        try:
            await self._run(self._close)
        finally:
            self._thread.shutdown(wait=False)

    def _close(self) -> None:
        self._opened.close()

    async def recall(self, number: int, chunk: Chunk | None, *, position: int) -> Past | None:
        return await self._run(self._recall, number, chunk, position)

    def _recall(self, number: int, chunk: Chunk | None, position: int) -> Past | None:
        record = self._store.record(number)
        where = self._difference(record, chunk, position)
        if where is not None:
            raise ConfigurationError(
                f"the input is not that of the journal {self._path}: it differs at position "
                f"{where} (counted from 0)"
            )
        return None if record is None else record.past

    def _difference(self, record: Record | None, chunk: Chunk | None, position: int) -> int | None:
        if record is None:
            went_on = chunk is not None and chunk.start == self.total
            return self.total if went_on else None
        return position if chunk is None else record.fingerprint.first_difference(chunk)

    async def begin(self, chunk: Chunk) -> None:
        await self._run(self._store.begin, chunk)

    async def settle(self, number: int, past: Past | None, *, elapsed: float) -> None:
        if past is None:
            await self._run(self._store.forget, number)
        else:
            await self._run(self._store.finish, number, past, elapsed)

    async def end(self, *, total: int | None, stopped_by: str | None) -> None:
        await self._run(self._store.end, total, stopped_by)

    async def _run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        work = partial(step, *args, **kwargs)
        with in_words(self._path):
            loop = asyncio.get_running_loop()
            return await asyncio.shield(loop.run_in_executor(self._thread, work))
