"""One run of an upload: chunks read ahead, several in flight, everything accounted for."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
from collections import deque

from .._errors import ConfigurationError
from ._accounting import ChunkOutcome
from ._arguments import OnProgress
from ._chunking import Chunk, ChunkReader
from ._journal import Journal
from ._report import UploadReport
from ._sending import AddLeads, ChunkJob, Experience, Past
from ._tally import ERROR, LEAD_LIMIT, Tally

__all__ = ["Run"]


class Run:
    """One run of an upload job.

    Args:
        add: Sends one request.
        reader: Reads the leads.
        max_in_flight: Chunks under way at a time.
        journal: Remembers earlier runs and this one.
        on_progress: Called after each chunk.
    """

    def __init__(
        self,
        add: AddLeads,
        reader: ChunkReader,
        max_in_flight: int,
        journal: Journal,
        on_progress: OnProgress | None,
    ) -> None:
        self._add = add
        self._reader = reader
        self._journal = journal
        self._on_progress = on_progress
        self._experience = Experience()
        self._places = asyncio.Semaphore(max_in_flight)
        self._tally = Tally(started=_now() - journal.elapsed)
        self._waiting: deque[ChunkJob] = deque()
        self._jobs: dict[asyncio.Task[None], ChunkJob] = {}
        self._finished: asyncio.Queue[asyncio.Task[None]] = asyncio.Queue()

    async def run(self) -> Exception | None:
        """Upload everything; return what stopped it, if anything did.

        Raises:
            ConfigurationError: The input is not the one of the journal; nothing was sent.
        """
        try:
            stopped_by = await self._recall_and_send()
        finally:
            closing = await self._reader.aclose()
        stopped_by = stopped_by or closing
        if stopped_by is not None:
            self._tally.stopped_by = ERROR
        self._enter_waiting()
        return stopped_by

    async def _recall_and_send(self) -> Exception | None:
        try:
            await self._recall()
        except ConfigurationError:
            raise
        except Exception as error:  # noqa: BLE001 - the input and the callback are the caller's
            return error
        return await self._send()

    def report(self) -> UploadReport:
        """Return the account of everything read."""
        return self._tally.report(now=_now())

    async def _recall(self) -> None:
        """Read again what the journal knows, and keep the chunks that are still to be sent."""
        for number in range(self._journal.chunks):
            chunk = await self._reader.next()
            past = await self._journal.recall(number, chunk, position=self._reader.position)
            if chunk is None:
                continue
            job = self._job(chunk, past)
            if past is None or not past.is_final:
                self._waiting.append(job)
                continue
            self._enter(job)
            await self._show()

    async def _send(self) -> Exception | None:
        """Send what is to be sent; return what stopped it, if anything did."""
        feeder = asyncio.create_task(self._feed(), name="smartlead upload: reading")
        feeder.add_done_callback(self._finished.put_nowait)
        try:
            stopped_by = await self._settle_until_done(feeder)
            if stopped_by is not None:
                await self._wind_down(feeder)
        finally:
            await _cancel([feeder, *self._jobs])
        return stopped_by

    async def _feed(self) -> None:
        """Start sending chunks, as places become free; the next one is read by then."""
        while self._waiting or await self._read():
            await self._places.acquire()
            if self._tally.stopped_by is not None:
                return
            job = self._waiting.popleft()
            task = asyncio.create_task(
                self._work(job), name=f"smartlead upload: chunk {job.chunk.index}"
            )
            self._jobs[task] = job
            task.add_done_callback(self._finished.put_nowait)

    async def _read(self) -> bool:
        """Read a chunk, which then waits; return whether there was one."""
        chunk = await self._reader.next()
        if chunk is not None:
            self._waiting.append(self._job(chunk))
        return chunk is not None

    def _job(self, chunk: Chunk, past: Past | None = None) -> ChunkJob:
        return ChunkJob(chunk, self._add, self._experience, past)

    async def _work(self, job: ChunkJob) -> None:
        """Send a chunk between two entries in the journal."""
        try:
            await self._journal.begin(job.chunk)
            await job.run()
        finally:
            await self._journal.settle(job, elapsed=_now() - self._tally.started)

    async def _settle_until_done(self, feeder: asyncio.Task[None]) -> Exception | None:
        """Enter outcomes in the order of completion, until all is sent or something fails."""
        reading = True
        try:
            while reading or self._jobs:
                task = await self._finished.get()
                if task is feeder:
                    reading = False
                    task.result()
                    continue
                self._leave(task)
                if not task.cancelled():
                    task.result()
                await self._show()
                if self._tally.stopped_by == LEAD_LIMIT:
                    self._take_back()
            if self._tally.stopped_by == LEAD_LIMIT:
                self._enter_waiting()
                await self._enter_rest()
            await self._journal.end(total=self._reader.position, stopped_by=self._tally.stopped_by)
            await self._show(done=True)
        except Exception as error:  # noqa: BLE001 - the input and the callback are the caller's
            return error
        return None

    def _take_back(self) -> None:
        """Cancel the chunks of which nothing was sent."""
        for task, job in self._jobs.items():
            if job.is_untouched:
                task.cancel()

    async def _wind_down(self, feeder: asyncio.Task[None]) -> None:
        """Wait for the chunks that are on their way, and take back the others."""
        feeder.cancel()
        self._take_back()
        await asyncio.gather(feeder, *self._jobs, return_exceptions=True)
        for task in list(self._jobs):
            self._leave(task)
        with contextlib.suppress(ConfigurationError):  # the journal may be what has failed
            await self._journal.end(total=None, stopped_by=ERROR)

    def _leave(self, task: asyncio.Task[None]) -> None:
        self._places.release()
        self._enter(self._jobs.pop(task))

    def _enter(self, job: ChunkJob) -> None:
        self._tally.chunks += job.is_settled
        self._add_to_tally(job)

    def _add_to_tally(self, job: ChunkJob) -> None:
        self._tally.add(job.outcome(), requests=job.requests, rate_limited=job.rate_limited)

    def _enter_waiting(self) -> None:
        """Count the leads that were read and not sent in this run."""
        if (rest := self._reader.cut()) is not None:
            self._waiting.append(self._job(rest))
        for job in self._waiting:
            self._add_to_tally(job)
        self._waiting.clear()

    async def _enter_rest(self) -> None:
        """Count the leads that were not read yet, as far as they can be read."""
        start = self._reader.position
        try:
            await self._reader.skip_rest()
        finally:
            end = self._reader.position
            self._tally.add(ChunkOutcome(not_attempted=end - start).placed(start, end))

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
