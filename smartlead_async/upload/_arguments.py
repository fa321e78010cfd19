"""What an upload is given."""

from __future__ import annotations

import os
from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias

from attrs import frozen

from ..models import LeadInput
from ._report import UploadProgress

__all__ = ["CHUNK_SIZE", "Item", "JournalFile", "LeadSource", "OnProgress"]

CHUNK_SIZE: Final = 400
"""Leads that the service takes in one request."""

Item: TypeAlias = LeadInput | Mapping[str, Any]
LeadSource: TypeAlias = Iterable[Item] | AsyncIterable[Item]
OnProgress: TypeAlias = Callable[[UploadProgress], Awaitable[None] | None]


@frozen
class JournalFile:
    """Where to keep the journal of an upload, and what the upload is for."""

    path: str | os.PathLike[str]
    campaign_id: int
    settings: Mapping[str, bool]
