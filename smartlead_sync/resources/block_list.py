# Written by scripts/generate_sync.py from smartlead_async/resources/block_list.py.
"""Addresses and domains that are never written to: ``/leads/get-domain-block-list``."""

from __future__ import annotations

from typing import Unpack

from smartlead_async import Acknowledgement, Page
from smartlead_async.models import BlockListEntry, BlockListFilters
from smartlead_async.resources.block_list import BlockList as AsyncBlockList
from smartlead_sync._facade import Facade, Items, Later
from smartlead_sync._loop_thread import call

__all__ = ["BlockList"]


class BlockList(Facade[AsyncBlockList]):
    """Addresses and domains that are never written to. ``leads.block`` adds to them."""

    def list(
        self, *, offset: int = 0, limit: int = 100, **filters: Unpack[BlockListFilters]
    ) -> Page[BlockListEntry]:
        """Return one page of the block list.

        ``GET /leads/get-domain-block-list``
        ([API reference](https://api.smartlead.ai/api-reference/utilities/domain-block-list)). The
        service does not tell the total.

        Args:
            offset: Entries to pass over.
            limit: Entries to return at most, 1 to 1000.
            filters: See :class:`~smartlead_sync.models.BlockListFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return call(self._async.list(offset=offset, limit=limit, **filters))

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
            filters: See :class:`~smartlead_sync.models.BlockListFilters`.

        Raises:
            InvalidRequestError: An argument is out of range.
        """
        return Items(
            call(
                Later(
                    self._async.iterate,
                    page_size=page_size,
                    prefetch=prefetch,
                    patience=patience,
                    **filters,
                ).run()
            )
        )

    def delete(self, id: int) -> Acknowledgement:
        """Delete an entry: its address or domain may be written to again.

        ``DELETE /leads/delete-domain-block-list``
        ([API reference](https://api.smartlead.ai/api-reference/utilities/domain-block-list)).

        Args:
            id: Identifier of the entry, from :meth:`list`.

        Raises:
            InvalidRequestError: The id is not positive.
            NotFoundError: There is no such entry.
        """
        return call(self._async.delete(id))
