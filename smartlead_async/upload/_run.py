"""Run an upload from start to end.

A *feeder* task reads the input and starts one task per chunk, at most ``max_in_flight`` at a time.
Every task that ends, the feeder included, goes into one queue. A single loop takes them out again:
it alone writes the account, and so it never calls ``on_progress`` twice at once.

For example, with ``max_in_flight=2`` and 1,600 leads (chunks 0 to 3)::

    start           the feeder reads 0 and starts it, reads 1 and starts it, reads 2 and waits
    1 is answered   the loop enters it and frees its place; the feeder starts 2, reads 3 and waits
    0 is answered   the same; the feeder starts 3, finds the end of the input, and ends
    3, 2 answered   the loop enters them; the feeder has ended and nothing is in flight: done

A chunk that is set aside goes back to the feeder, which starts it again after all others. If the
service does not answer at all, nothing else is started until nothing is in flight; then one chunk
after the other is sent as a probe, until one is answered or the patience is used up.

If the answer to 1 says that the plan is full, nothing more is started. Chunk 0 is taken back if it
still queues for the rate limit, and awaited if any of it has been sent. Chunks taken back or read
ahead (2) count as not attempted. So does the rest of the input (3), which is read to count it.

Whoever wants the outcomes of the leads gets those of each chunk as it is entered. The loop waits
until they are taken, and so a slow reader holds back the feeder.
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from typing import Any, TypeAlias

from .._errors import ConfigurationError, InvalidRequestError, SmartleadError
from .._patience import Patience
from .._validate import in_range, not_negative
from .._watch import watching
from . import CHUNK_SIZE, JournalFile, LeadSource, OnProgress
from ._accounting import ERROR, LEAD_LIMIT, Tally, lead_outcomes, tell
from ._chunking import Chunk, ChunkReader
from ._journal import Journal, open_journal
from ._records import Past
from ._report import LeadOutcome, UploadError, UploadReport
from ._sending import AddLeads, ChunkJob, Experience

__all__ = ["Upload"]

OnSettled: TypeAlias = Callable[[list[LeadOutcome]], Awaitable[None]]


class Upload:
    """An upload, to be run once; an earlier run of the same job may have left a journal.

    Args:
        add: Sends one request.
        leads: The leads.
        dedupe: Whether to leave out leads whose address came earlier in the input.
        max_in_flight: Chunks under way at a time.
        journal: Where to keep the journal, if any.
        patience: Seconds to wait for a service that does not answer.
        probe: Sends one request without repeating it; by default ``add``.

    Raises:
        InvalidRequestError: An argument makes no sense, or the leads are something else than leads.
    """

    def __init__(
        self,
        add: AddLeads,
        leads: LeadSource,
        *,
        dedupe: bool,
        max_in_flight: int,
        journal: JournalFile | None,
        patience: float = 0.0,
        probe: AddLeads | None = None,
    ) -> None:
        self._add = add
        self._probe = probe or add
        self._max_in_flight = in_range("max_in_flight", max_in_flight, 1, 1000)
        self._patience = Patience(not_negative("patience", patience))
        self._experience = Experience(self._patience)
        self._reader = ChunkReader(leads, size=CHUNK_SIZE, dedupe=dedupe)
        self._opening = open_journal(journal, chunk_size=CHUNK_SIZE, dedupe=dedupe)
        self._journal = Journal()
        self._tally = Tally()
        self._on_progress: OnProgress | None = None
        self._on_settled: OnSettled | None = None
        self._waiting: deque[ChunkJob] = deque()
        self._aside: deque[ChunkJob] = deque()
        self._jobs: dict[asyncio.Task[None], ChunkJob] = {}
        self._taken_back: set[asyncio.Task[None]] = set()
        self._ended: asyncio.Queue[asyncio.Task[None]] = asyncio.Queue()

    async def run(
        self, *, on_progress: OnProgress | None = None, on_settled: OnSettled | None = None
    ) -> UploadReport:
        """Send all leads in chunks and return the account of them.

        Args:
            on_progress: Called after each chunk.
            on_settled: Called with the outcomes of each chunk; the upload waits for it.

        Raises:
            InvalidRequestError: ``on_progress`` is not callable.
            ConfigurationError: The journal cannot be used for this upload.
            UploadError: Something stopped the upload.
        """
        if on_progress is not None and not callable(on_progress):
            raise InvalidRequestError("on_progress must be callable", field="on_progress")
        self._on_progress, self._on_settled = on_progress, on_settled
        async with self._opening as self._journal:
            self._tally.started = _now() - self._journal.elapsed
            stopped_by = await self._upload()
        report = self._tally.report(now=_now())
        if stopped_by is not None:
            raise self._error(report, stopped_by) from stopped_by
        return report

    async def outcomes(self) -> AsyncGenerator[list[LeadOutcome], None]:
        """Run it, and yield the outcomes of each chunk when it is settled.

        The upload waits for the caller of this generator. Meanwhile the chunks in flight come to
        their end, and no other is started in their place, so that memory stays flat.
        """
        pages: asyncio.Queue[list[LeadOutcome] | None] = asyncio.Queue()

        async def hand_over(page: list[LeadOutcome]) -> None:
            pages.put_nowait(page)
            await pages.join()

        job = asyncio.create_task(self.run(on_settled=hand_over), name="smartlead upload")
        job.add_done_callback(lambda _: pages.put_nowait(None))
        try:
            while (page := await pages.get()) is not None:
                yield page
                pages.task_done()
            await job
        finally:
            await _cancel([job])

    async def _upload(self) -> Exception | None:
        """Upload everything; return the error that stopped it, if any.

        Raises:
            InvalidRequestError: The input holds something else than leads; nothing was sent.
            ConfigurationError: The input is not that of the journal; nothing was sent.
        """
        try:
            stopped_by = await self._recall_and_send()
        finally:
            closing = await self._reader.aclose()
        if self._reader.refusal is not None:  # nothing was sent
            raise self._reader.refusal
        stopped_by = stopped_by or closing
        if stopped_by is not None:
            self._tally.stopped_by = ERROR
        await self._enter_waiting()
        return stopped_by

    def _error(self, report: UploadReport, stopped_by: Exception) -> UploadError:
        text, client = _told(stopped_by)
        words = f"{type(stopped_by).__name__}: {text}"
        patience = self._patience.seconds if self._patience.used_up else None
        if patience is not None:
            words = f"the patience of {patience:g} s is used up: {words}"
        error = UploadError(
            f"the upload stopped after {report.total} leads ({report.added} added, "
            f"{len(report.failed)} failed, {report.not_attempted} not attempted): {words}",
            report=report,
            patience=patience,
        )
        error.client = client
        return error

    async def _recall_and_send(self) -> Exception | None:
        try:
            await self._recall()
        except ConfigurationError:
            raise
        except Exception as error:  # noqa: BLE001 - the input and the callback are the caller's
            return error
        return await self._send()

    async def _recall(self) -> None:
        """Read the chunks of the journal again; those that are not settled wait to be sent."""
        for number in range(self._journal.chunks):
            chunk = await self._reader.next()
            past = await self._journal.recall(number, chunk, position=self._reader.position)
            if chunk is None:
                continue
            job = self._job(chunk, past)
            if past is None or not past.is_final:
                self._waiting.append(job)
                continue
            await self._enter(job)
            await self._show()

    async def _send(self) -> Exception | None:
        """Send everything else; return the error that stopped it, if any."""
        feeder = asyncio.create_task(self._feed(), name="smartlead upload: reading")
        feeder.add_done_callback(self._ended.put_nowait)
        try:
            stopped_by = await self._enter_until_done(feeder)
            if stopped_by is not None:
                await self._wind_down(feeder)
        finally:
            await _cancel([feeder, *self._jobs])
        return stopped_by

    async def _feed(self) -> None:
        """Start each chunk in its turn, those set aside last, until there are none left.

        A chunk is read before its turn comes.
        """
        await self._read()
        while await self._turn():
            self._start(self._next())
            await self._read()

    async def _turn(self) -> bool:
        """Wait until a chunk may be started; return False if none is to be.

        Raises:
            SmartleadError: The service does not answer.
        """
        patience = self._patience
        while self._tally.stopped_by is None:
            patience.moved.clear()
            startable = bool(self._waiting or self._aside)
            if not self._jobs:
                await patience.before_next_try()
                return startable
            if patience.error is None and startable and len(self._jobs) < self._max_in_flight:
                return True
            await patience.moved.wait()
        return False

    def _next(self) -> ChunkJob:
        """Return the chunk whose turn it is; probes take turns, so that none ends the wait."""
        if self._patience.error is not None and len(self._aside) > 1:
            return self._aside.popleft()
        return (self._waiting or self._aside).popleft()

    def _start(self, job: ChunkJob) -> None:
        probe = None if self._patience.error is None else self._probe
        task = asyncio.create_task(
            self._work(job, probe), name=f"smartlead upload: chunk {job.chunk.index}"
        )
        self._jobs[task] = job
        task.add_done_callback(self._ended.put_nowait)

    async def _read(self) -> None:
        """Read a chunk if none waits and there is one left; it then waits."""
        if not self._waiting and (chunk := await self._reader.next()) is not None:
            self._waiting.append(self._job(chunk))

    def _job(self, chunk: Chunk, past: Past | None = None) -> ChunkJob:
        return ChunkJob(chunk, self._add, self._experience, past)

    async def _work(self, job: ChunkJob, probe: AddLeads | None) -> None:
        """Send a chunk between two entries in the journal."""
        try:
            await self._journal.begin(job.chunk)
            await job.run(probe)
        finally:
            if not job.on_wire:  # cut off: its first entry, "in flight", is the truth
                elapsed = _now() - self._tally.started
                await self._journal.settle(job.chunk.index, job.verdict(), elapsed=elapsed)

    async def _enter_until_done(self, feeder: asyncio.Task[None]) -> Exception | None:
        """Enter chunks in the order of completion, until all are sent or something fails."""
        reading = True
        try:
            while reading or self._jobs:
                task = await self._ended.get()
                if task is feeder:
                    reading = False
                    task.result()  # raises the error of the input
                    continue
                await self._leave(task)
                if task not in self._taken_back:
                    _raise_error_of(task)
                await self._show()
                if self._tally.stopped_by == LEAD_LIMIT:
                    self._take_back()
            if self._tally.stopped_by == LEAD_LIMIT:
                await self._enter_waiting()
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
                self._taken_back.add(task)
                task.cancel()

    async def _wind_down(self, feeder: asyncio.Task[None]) -> None:
        """Await the chunks on their way, and take back the others."""
        feeder.cancel()
        self._take_back()
        await asyncio.gather(feeder, *self._jobs, return_exceptions=True)
        self._tally.stopped_by = ERROR
        for task in list(self._jobs):
            await self._leave(task)
        with contextlib.suppress(ConfigurationError):  # the journal itself may have failed
            await self._journal.end(total=None, stopped_by=ERROR)

    async def _leave(self, task: asyncio.Task[None]) -> None:
        job = self._jobs.pop(task)
        if not task.cancelled() and task.exception() is not None:
            self._tally.stopped_by = ERROR
        self._patience.moved.set()
        if job.is_aside:
            self._aside.append(job)
        else:
            await self._enter(job)

    async def _enter(self, job: ChunkJob) -> None:
        self._tally.chunks += job.is_settled
        if watching.watch is not None and not job.is_recalled:
            tell(watching.watch, job.outcome())
        await self._account_for(job)

    async def _account_for(self, job: ChunkJob) -> None:
        outcome = job.outcome()
        self._tally.add(outcome, requests=job.requests, rate_limited=job.rate_limited)
        if self._on_settled is not None:
            await self._on_settled(
                lead_outcomes(job.chunk.items, outcome, stopped_by=self._tally.stopped_by)
            )

    async def _enter_waiting(self) -> None:
        """Enter the leads that were read and not sent in this run, or are not settled."""
        if (rest := self._reader.cut()) is not None:
            self._waiting.append(self._job(rest))
        while self._waiting:
            await self._account_for(self._waiting.popleft())
        while self._aside:
            await self._enter(self._aside.popleft())

    async def _enter_rest(self) -> None:
        """Enter the leads that were not read yet, as far as they can be read."""
        self._reader.only_counts = True
        while (chunk := await self._reader.next()) is not None:
            await self._account_for(self._job(chunk))

    async def _show(self, *, done: bool = False) -> None:
        if self._on_progress is None:
            return
        progress = self._tally.progress(
            read=self._reader.position,
            total_hint=self._reader.total_hint,
            now=_now(),
            waiting_since=self._patience.waiting_since,
            done=done,
        )
        waiting = self._on_progress(progress)
        if inspect.isawaitable(waiting):
            await waiting


def _told(error: Exception) -> tuple[str, str | None]:
    """Return the text of an error, and the name of the client whose call failed with it."""
    return (error.text, error.client) if isinstance(error, SmartleadError) else (str(error), None)


def _raise_error_of(task: asyncio.Task[None]) -> None:
    """Raise the error of a task that failed; a limiter or a session of the caller's may cancel."""
    if task.cancelled():
        raise SmartleadError("a chunk was cancelled while it was sent, and not by the upload")
    task.result()


async def _cancel(tasks: Sequence[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _now() -> float:
    return asyncio.get_running_loop().time()
