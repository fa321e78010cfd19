"""Uploading any number of leads to a campaign, with an account of each of them."""

from __future__ import annotations

from ._accounting import FailedLead, UploadProgress, UploadReport
from ._chunking import LeadSource
from ._job import CHUNK_SIZE, OnProgress, upload_leads

__all__ = [
    "CHUNK_SIZE",
    "FailedLead",
    "LeadSource",
    "OnProgress",
    "UploadProgress",
    "UploadReport",
    "upload_leads",
]
