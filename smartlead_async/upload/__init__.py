"""Uploading any number of leads to a campaign, with an account of each of them."""

from __future__ import annotations

from ._chunking import LeadSource
from ._job import CHUNK_SIZE, upload_leads
from ._journal import JournalFile
from ._report import FailedLead, LeftOut, UploadError, UploadProgress, UploadReport
from ._run import OnProgress
from ._status import JournalStatus, read_journal

__all__ = [
    "CHUNK_SIZE",
    "FailedLead",
    "JournalFile",
    "JournalStatus",
    "LeadSource",
    "LeftOut",
    "OnProgress",
    "UploadError",
    "UploadProgress",
    "UploadReport",
    "read_journal",
    "upload_leads",
]
