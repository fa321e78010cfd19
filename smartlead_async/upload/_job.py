"""An upload from start to end."""

from __future__ import annotations

from .._errors import InvalidRequestError
from .._validate import in_range
from ._arguments import CHUNK_SIZE, JournalFile, LeadSource, OnProgress
from ._chunking import ChunkReader
from ._journal import open_journal
from ._report import UploadError, UploadReport
from ._run import Run
from ._sending import AddLeads

__all__ = ["upload_leads"]


async def upload_leads(
    add: AddLeads,
    leads: LeadSource,
    *,
    dedupe: bool,
    max_in_flight: int,
    journal: JournalFile | None,
    on_progress: OnProgress | None,
) -> UploadReport:
    """Send all leads in chunks and return what became of each.

    Args:
        add: Sends one request.
        leads: The leads.
        dedupe: Whether to leave out leads whose address came earlier in the input.
        max_in_flight: Chunks under way at a time.
        journal: Where to keep the journal, if any.
        on_progress: Called after each chunk.

    Raises:
        InvalidRequestError: An argument makes no sense.
        ConfigurationError: The journal cannot be used for this upload.
        UploadError: Something stopped the upload.
    """
    in_range("max_in_flight", max_in_flight, 1, 1000)
    if on_progress is not None and not callable(on_progress):
        raise InvalidRequestError("on_progress must be callable", field="on_progress")
    reader = ChunkReader(leads, size=CHUNK_SIZE, dedupe=dedupe)
    async with open_journal(journal, chunk_size=CHUNK_SIZE, dedupe=dedupe) as opened:
        run = Run(add, reader, max_in_flight, opened, on_progress)
        stopped_by = await run.run()
    report = run.report()
    if stopped_by is None:
        return report
    words = f"{type(stopped_by).__name__}: {stopped_by}"
    raise UploadError(
        f"the upload stopped after {report.total} leads ({report.added} added, "
        f"{len(report.failed)} failed, {report.not_attempted} not attempted): {words}",
        report=report,
    ) from stopped_by
