"""Reading a listing to its end: pages in order, read ahead, none twice."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Hashable, Iterable
from types import TracebackType
from typing import Any, Generic, Self, TypeAlias, TypeVar

from ._validate import in_range
from .models import Page

__all__ = ["Items", "read_pages"]

T = TypeVar("T")
Fetch: TypeAlias = Callable[[int, int], Awaitable[Page[T]]]
"""Reads the page at an offset, of at most so many items."""

_log = logging.getLogger("smartlead_async")


class Items(Generic[T]):
    """The items of a listing, in order, over all its pages: an async iterator.

    Leaving an ``async for`` early cancels the pages being read ahead as soon as the iterator is
    dropped; ``async with`` or :meth:`aclose` does so at a known point.

    Offset paging is not a snapshot: changing what is listed while iterating shifts the items
    that are still to come. Collect first, then change.
    """

    def __init__(self, pages: AsyncGenerator[list[T], None]) -> None:
        self._pages = pages
        self._page: list[T] = []
        self._position = 0

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        while self._position >= len(self._page):
            self._page, self._position = await anext(self._pages), 0
        self._position += 1
        return self._page[self._position - 1]

    async def pages(self) -> AsyncGenerator[list[T], None]:
        """Yield the same items a page at a time, as lists."""
        if rest := self._page[self._position :]:
            self._page, self._position = [], 0
            yield rest
        try:
            async for page in self._pages:
                yield page
        finally:
            await self._pages.aclose()

    async def aclose(self) -> None:
        """Cancel the pages being read ahead. Idempotent."""
        await self._pages.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()


def read_pages(
    fetch: Fetch[T],
    *,
    page_size: int,
    prefetch: int,
    identity: Callable[[T], Hashable] | None = None,
    most: int = 100,
) -> Items[T]:
    """Return the items of all pages.

    Args:
        fetch: Reads one page.
        page_size: Items to ask for at a time, 1 to ``most``.
        prefetch: Pages to read ahead, where the listing tells its total.
        identity: Names an item, so that a shift between two pages does not yield it twice.
        most: The greatest page that the service gives.

    Raises:
        InvalidRequestError: A number is out of range.
    """
    in_range("page_size", page_size, 1, most)
    in_range("prefetch", prefetch, 1)
    return Items(_read(fetch, page_size, _Window(prefetch, identity)))


async def _read(
    fetch: Fetch[T], page_size: int, window: _Window[T]
) -> AsyncGenerator[list[T], None]:
    first = await fetch(0, page_size)
    if not first.items:
        return
    if first.total is None:
        rest = _one_ahead(fetch, page_size, first)
    else:
        rest = _window_ahead(fetch, page_size, first, window.size)
    try:
        async for items in rest:
            if fresh := window.fresh(items):
                yield fresh
            elif first.total is None:  # the server repeats itself, and would do so for ever
                return
    finally:
        await rest.aclose()


async def _one_ahead(
    fetch: Fetch[T], page_size: int, page: Page[T]
) -> AsyncGenerator[list[T], None]:
    """Yield the pages of a listing without a total, which ends with a short or an empty page."""
    offset = longest = 0
    while page.items and len(page.items) >= longest:
        longest = len(page.items)
        offset += longest
        following = asyncio.ensure_future(fetch(offset, page_size))
        try:
            yield page.items
            page = await following
        finally:
            await _cancel([following])
    if page.items:
        yield page.items


async def _window_ahead(
    fetch: Fetch[T], page_size: int, first: Page[T], window: int
) -> AsyncGenerator[list[T], None]:
    """Yield the pages of a listing that tells its total, reading a window of them at once."""
    total = _Total(first)
    stride = offset = len(first.items)  # what the server gives at a time, not what was asked for
    ahead: deque[asyncio.Task[list[T]]] = deque()
    try:
        yield first.items
        while True:
            while len(ahead) < window and offset < total.value:
                span = _read_span(fetch, offset, stride, page_size, total)
                ahead.append(asyncio.create_task(span))
                offset += stride
            if not ahead:
                return
            items = await ahead[0]
            ahead.popleft()
            if items:
                yield items
    finally:
        await _cancel(ahead)


async def _read_span(
    fetch: Fetch[T], offset: int, count: int, page_size: int, total: _Total
) -> list[T]:
    """Return the items from ``offset``, asking again where a page comes short."""
    items: list[T] = []
    while len(items) < count and offset + len(items) < total.value:
        page = await fetch(offset + len(items), min(page_size, max(1, count - len(items))))
        total.update(page)
        if not page.items:
            break
        items += page.items
    return items


async def _cancel(tasks: Iterable[asyncio.Future[Any]]) -> None:
    pending = list(tasks)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)


class _Total:
    """The newest total of a listing; warns once when it falls."""

    def __init__(self, first: Page[Any]) -> None:
        self.value = first.total or 0
        self._warned = False

    def update(self, page: Page[Any]) -> None:
        if page.total is None:
            return
        if page.total < self.value and not self._warned:
            self._warned = True
            _log.warning(
                "the listing shrank from %d to %d items while it was read: items may be "
                "skipped; collect first, then change",
                self.value,
                page.total,
            )
        self.value = page.total


class _Window(Generic[T]):
    """Remembers which items the latest pages held."""

    def __init__(self, size: int, identity: Callable[[T], Hashable] | None) -> None:
        self.size = size
        self._identity = identity
        self._recent: deque[set[Hashable]] = deque(maxlen=size + 1)

    def fresh(self, items: list[T]) -> list[T]:
        """Return the items that none of the latest pages held."""
        if self._identity is None:
            return items
        names = [self._identity(item) for item in items]
        fresh: list[T] = []
        seen: set[Hashable] = set()
        for name, item in zip(names, items, strict=True):
            if not any(name in page for page in (seen, *self._recent)):
                fresh.append(item)
            seen.add(name)
        self._recent.append(seen)
        return fresh
