"""Addresses and domains that are never written to: ``/leads/get-domain-block-list``."""

from __future__ import annotations

from typing import Final, Unpack

from .._http.endpoint import Endpoint
from .._http.envelopes import acknowledgement, page
from .._http.pagination import Items
from .._validate import positive_id
from ..models import Acknowledgement, BlockListEntry, BlockListFilters, Page
from ._base import Listing, Resource

__all__ = ["BlockList"]

_LIST: Final = Listing(
    endpoint=Endpoint(
        "GET", "/leads/get-domain-block-list", "safe", page(BlockListEntry, (), ("total",))
    ),
    filters=BlockListFilters,
    most=1000,
    identity=lambda entry: entry.id,
    checks={"filter_client_id": positive_id},
)
_DELETE: Final = Endpoint(
    "DELETE", "/leads/delete-domain-block-list", "idempotent", acknowledgement
)


class BlockList(Resource):
    """Addresses and domains that are never written to. ``leads.block`` adds to them."""

    async def list(
        self, *, offset: int = 0, limit: int = 100, **filters: Unpack[BlockListFilters]
    ) -> Page[BlockListEntry]:
        """Return one page of the block list.

        ``GET /leads/get-domain-block-list``
        ([API reference](https://api.smartlead.ai/api-reference/utilities/domain-block-list)). The
        service does not tell the total.

        Args:
            offset: Entries to pass over.
            limit: Entries to return at most, 1 to 1000.
            filters: See :class:`~smartlead_async.models.BlockListFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return await self._list(_LIST, start=offset, limit=limit, filters=filters)

    def iterate(
        self,
        *,
        page_size: int = 100,
        prefetch: int | None = None,
        patience: float = 0.0,
        **filters: Unpack[BlockListFilters],
    ) -> Items[BlockListEntry]:
        """Return the whole block list, page by page, with one page read ahead.

        Args:
            page_size: Entries to ask for at a time, 1 to 1000.
            prefetch: Pages to read ahead where the service tells the total.
            patience: Seconds to wait while the service cannot be reached or answers 5xx.
            filters: See :class:`~smartlead_async.models.BlockListFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return self._iterate(
            _LIST, page_size=page_size, prefetch=prefetch, patience=patience, filters=filters
        )

    async def delete(self, id: int) -> Acknowledgement:
        """Delete an entry: its address or domain may be written to again.

        ``DELETE /leads/delete-domain-block-list``
        ([API reference](https://api.smartlead.ai/api-reference/utilities/domain-block-list)).

        Args:
            id: Identifier of the entry, from :meth:`list`.

        Raises:
            InvalidRequestError: The id is not positive.
            NotFoundError: There is no such entry.
        """
        return await self._call(_DELETE.request(query={"id": positive_id("id", id)}))
