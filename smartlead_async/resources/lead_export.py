"""The leads of a campaign as CSV: ``GET /campaigns/{campaign_id}/leads-export``."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import Any, Final

from attrs import evolve

from .._http.call import Caller
from .._http.endpoint import Endpoint, Request
from .._http.export import FileSink, read_export, save_export
from .._http.pagination import Items
from .._validate import file_path
from ..models import ExportedLead
from ._base import Resource

__all__ = ["LeadExport"]


def _streamed(_: Any) -> None:
    """Read nothing: the answer goes to disk."""


_EXPORT: Final = Endpoint("GET", "/campaigns/{campaign_id}/leads-export", "safe", _streamed)


class LeadExport(Resource):
    """The part of :class:`Leads` that exports them."""

    def export(self, campaign_id: int, *, patience: float = 0.0) -> Items[ExportedLead]:
        """Return all leads of a campaign with their figures, read from one CSV download.

        ``GET /campaigns/{campaign_id}/leads-export``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/export-leads)). The file
        is downloaded to disk when the first lead is asked for, and then read row by row.
        ``timeout`` is the longest silence of the service.

        Args:
            patience: Seconds to wait for a service that cannot be reached or answers 5xx, before
                the download begins again.

        Raises:
            NotFoundError: There is no such campaign.
            ResponseDecodeError: A row cannot be understood; ``location`` says which.
        """
        request = _EXPORT.request(campaign_id)
        download = partial(_download, self._patient(patience), request)
        return Items(read_export(download, request), f"{request.method} {request.path}")

    async def export_csv(
        self, campaign_id: int, path: str | os.PathLike[str], *, patience: float = 0.0
    ) -> Path:
        """Download all leads of a campaign with their figures into a CSV file.

        ``GET /campaigns/{campaign_id}/leads-export``
        ([API reference](https://api.smartlead.ai/api-reference/campaigns/export-leads)). The file
        appears when it is complete; a failure leaves what was there before. ``timeout`` is the
        longest silence of the service.

        Args:
            path: The file, which is replaced if it exists.
            patience: Seconds to wait for a service that cannot be reached or answers 5xx, before
                the download begins again.

        Returns:
            The path of the file.

        Raises:
            NotFoundError: There is no such campaign.
            OSError: The file cannot be written.
        """
        request, target = _EXPORT.request(campaign_id), file_path("path", path)
        download = partial(_download, self._patient(patience), request)
        return await save_export(download, request, target)


async def _download(caller: Caller, request: Request[Any], sink: FileSink) -> None:
    await caller.send(evolve(request, read=sink.accept), sink=sink)
