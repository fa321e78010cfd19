"""Uploading any number of leads to a campaign, with an account of each of them.

Imported with the package is only what callers name; the first upload imports the rest.
"""

from __future__ import annotations

from ._arguments import CHUNK_SIZE, JournalFile, LeadSource, OnProgress
from ._report import FailedLead, LeftOut, UploadError, UploadProgress, UploadReport

__all__ = [
    "CHUNK_SIZE",
    "FailedLead",
    "JournalFile",
    "LeadSource",
    "LeftOut",
    "OnProgress",
    "UploadError",
    "UploadProgress",
    "UploadReport",
]
