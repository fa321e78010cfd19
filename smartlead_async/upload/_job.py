"""An upload from start to end: chunks read ahead, several in flight, everything accounted for."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

from .._errors import UploadError
from .._validate import in_range
from ._accounting import LEAD_LIMIT, ChunkOutcome, Tally, UploadProgress, UploadReport
from ._chunking import Chunk, ChunkReader, LeadSource
from ._sending import AddLeads, ChunkJob

__all__ = ["CHUNK_SIZE", "OnProgress", "upload_leads"]

CHUNK_SIZE: Final = 400
OnProgress: TypeAlias = Callable[[UploadProgress], Awaitable[None] | None]


async def upload_leads(
    add: AddLeads,
    leads: LeadSource,
    *,
    dedupe: bool,
    max_in_flight: int,
    on_progress: OnProgress | None,
) -> UploadReport:
    """Send all leads in chunks and return what became of each.

    Args:
        add: Sends one request.
        leads: The leads.
        dedupe: Whether to leave out leads whose address came earlier in the input.
        max_in_flight: Chunks under way at a time.
        on_progress: Called after each chunk.

    Raises:
        InvalidRequestError: An argument makes no sense.
        UploadError: Something stopped the upload.
    """
    in_range("max_in_flight", max_in_flight, 1, 1000)
    reader = ChunkReader(leads, size=CHUNK_SIZE, dedupe=dedupe)
    upload = _Upload(add, reader, max_in_flight, on_progress)
    stopped_by = await upload.run()
    report = upload.report()
    if stopped_by is None:
        return report
    words = f"{type(stopped_by).__name__}: {stopped_by}"
    raise UploadError(
        f"the upload stopped after {report.total} leads ({report.added} added, "
        f"{len(report.failed)} failed, {report.not_attempted} not attempted): {words}",
        report=report,
    ) from stopped_by


class _Upload:
    """The state of one upload."""

    def __init__(
        self,
        add: AddLeads,
        reader: ChunkReader,
        max_in_flight: int,
        on_progress: OnProgress | None,
    ) -> None:
        self._add = add
        self._reader = reader
        self._on_progress = on_progress
        self._places = asyncio.Semaphore(max_in_flight)
        self._tally = Tally(started=asyncio.get_running_loop().time())
        self._jobs: dict[asyncio.Task[None], ChunkJob] = {}
        self._unsent: list[Chunk] = []
        self._finished: asyncio.Queue[asyncio.Task[None]] = asyncio.Queue()

    async def run(self) -> Exception | None:
        """Upload everything; return what stopped it, if anything did."""
        self._feeder = asyncio.create_task(self._feed(), name="smartlead upload: reading")
        self._feeder.add_done_callback(self._finished.put_nowait)
        try:
            stopped_by = await self._settle_until_done()
            if stopped_by is not None:
                self._tally.stopped_by = "error"
                await self._wind_down()
        finally:
            await _cancel([self._feeder, *self._jobs])
        self._enter_unsent()
        return stopped_by

    def report(self) -> UploadReport:
        """Return the account of everything read."""
        return self._tally.report(now=_now())

    async def _feed(self) -> None:
        """Read chunks and start sending them, as places become free."""
        while True:
            await self._places.acquire()
            chunk = await self._reader.next()
            if chunk is None:
                return
            if self._tally.stopped_by is not None:
                self._unsent.append(chunk)
                return
            job = ChunkJob(chunk, self._add)
            task = asyncio.create_task(job.run(), name=f"smartlead upload: chunk {chunk.index}")
            self._jobs[task] = job
            task.add_done_callback(self._finished.put_nowait)
            await asyncio.sleep(0)  # let it go out before the next chunk is read

    async def _settle_until_done(self) -> Exception | None:
        """Enter outcomes in the order of completion, until all is sent or something fails."""
        reading = True
        try:
            while reading or self._jobs:
                task = await self._finished.get()
                if task is self._feeder:
                    reading = False
                    task.result()
                    continue
                self._enter(task)
                if not task.cancelled():
                    task.result()
                await self._show()
                if self._tally.stopped_by == LEAD_LIMIT:
                    self._take_back()
            if self._tally.stopped_by == LEAD_LIMIT:
                self._enter_unsent()
                self._tally.not_attempted += await self._reader.count_rest()
            await self._show(done=True)
        except Exception as error:  # noqa: BLE001 - the input and the callback are the caller's
            return error
        return None

    def _take_back(self) -> None:
        """Cancel the chunks of which nothing is on the wire."""
        for task, job in self._jobs.items():
            if not job.on_wire:
                task.cancel()

    async def _wind_down(self) -> None:
        """Wait for the chunks that are on the wire, and take back the others."""
        self._feeder.cancel()
        self._take_back()
        await asyncio.gather(self._feeder, *self._jobs, return_exceptions=True)
        for task in list(self._jobs):
            self._enter(task)

    def _enter(self, task: asyncio.Task[None]) -> None:
        job = self._jobs.pop(task)
        self._places.release()
        self._tally.chunks += 1
        self._tally.requests += job.requests
        self._tally.rate_limited += job.rate_limited
        self._tally.add(job.outcome(), duplicates=job.chunk.duplicates)

    def _enter_unsent(self) -> None:
        """Count the leads that were read and never made it into a job."""
        if (rest := self._reader.cut()) is not None:
            self._unsent.append(rest)
        for chunk in self._unsent:
            outcome = chunk.outcome(ChunkOutcome(not_attempted=len(chunk.leads)))
            self._tally.add(outcome, duplicates=chunk.duplicates)
        self._unsent.clear()

    async def _show(self, *, done: bool = False) -> None:
        if self._on_progress is None:
            return
        progress = self._tally.progress(
            read=self._reader.position,
            total_hint=self._reader.total_hint,
            now=_now(),
            done=done,
        )
        waiting = self._on_progress(progress)
        if inspect.isawaitable(waiting):
            await waiting


async def _cancel(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _now() -> float:
    return asyncio.get_running_loop().time()
