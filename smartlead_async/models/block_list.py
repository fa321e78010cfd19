"""Addresses and domains that are never written to."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict

from attrs import frozen

from .._options import NotGiven
from ._base import Model

__all__ = ["BlockListEntry", "BlockListFilters"]


@frozen(kw_only=True, repr=False, eq=False)
class BlockListEntry(Model):
    """An entry of the block list (``GET /leads/get-domain-block-list``).

    Attributes:
        id: Identifier.
        email_or_domain: The address, or the domain.
        source: Where the entry comes from, such as ``manual`` or
            ``Smartlead.ai Bounce Detection``.
        client_id: The client whose campaigns it applies to; None for all campaigns.
        created_at: When it was added.
    """

    id: int
    email_or_domain: str | None = None
    source: str | None = None
    client_id: int | None = None
    created_at: dt.datetime | None = None


class BlockListFilters(TypedDict, total=False):
    """Filters of the block list.

    Attributes:
        filter_client_id: Only entries of this client (agency accounts).
        filter_email_or_domain: Only entries that are this address or domain.
        filter_email_with_domain: Only addresses of this domain.
    """

    filter_client_id: int | NotGiven
    filter_email_or_domain: str | NotGiven
    filter_email_with_domain: str | NotGiven
