"""A page of a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, SupportsIndex, TypeVar, overload

from attrs import frozen

__all__ = ["Page"]

T = TypeVar("T")


@frozen(repr=False)
class Page(Generic[T]):
    """One page of a list: iterable, sized and indexed like the list of its items.

    Attributes:
        items: The items, in the service's order.
        offset: Number of items before this page.
        limit: Number of items that were asked for; where the service chose it, the number of items.
        total: Number of items on all pages; None where the service does not say.
        scroll_id: The place of the next page, where pages follow one another by such an id.
        filter_id: The search that the items are of, where the service says (Smart Prospect).
    """

    items: list[T]
    offset: int
    limit: int
    total: int | None = None
    scroll_id: str | None = None
    filter_id: int | None = None

    @property
    def has_more(self) -> bool:
        """Whether another page may follow.

        Without a ``total``, a full page is taken to mean so. How long a full page is can only be
        told where a limit was given: without one, only an empty page is the last for certain.
        """
        if not self.items or self.scroll_id:
            return bool(self.items)
        if self.total is None:
            return len(self.items) >= self.limit
        return self.offset + len(self.items) < self.total

    @property
    def removed(self) -> int:
        """Number of items that are only the row of a removed lead: ``lead`` is None."""
        return sum(getattr(item, "is_removed", False) for item in self.items)

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @overload
    def __getitem__(self, index: SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: SupportsIndex | slice) -> T | list[T]:
        return self.items[index]

    def __repr__(self) -> str:
        total = "" if self.total is None else f" of {self.total:,}"
        return f"<Page: {len(self.items):,} items{total} from offset {self.offset:,}>"

    def _repr_html_(self) -> str:
        """Return the first items as a table, for notebooks."""
        from .._html import html_table  # noqa: PLC0415 - only notebooks need it

        return html_table(repr(self), self.items)
