"""Upload any number of leads to a campaign, and account for each of them.

This file holds the names that callers use. The first upload imports the rest.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Mapping
from typing import Final, TypeAlias

from attrs import frozen

from ..models import LeadDict, LeadInput
from ._report import FailedLead, LeftOut, UploadError, UploadProgress, UploadReport

__all__ = [
    "CHUNK_SIZE",
    "FailedLead",
    "Item",
    "JournalFile",
    "LeadSource",
    "LeftOut",
    "OnProgress",
    "UploadError",
    "UploadProgress",
    "UploadReport",
]

CHUNK_SIZE: Final = 400
"""Leads that the service takes in one request."""

Item: TypeAlias = LeadInput | LeadDict
LeadSource: TypeAlias = Iterable[Item] | AsyncIterable[Item]
OnProgress: TypeAlias = Callable[[UploadProgress], Awaitable[None] | None]


@frozen
class JournalFile:
    """The file of a journal, and the job that it is for."""

    path: str | os.PathLike[str]
    campaign_id: int
    settings: Mapping[str, bool]
