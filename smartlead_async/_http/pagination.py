"""Reading a listing to its end: pages in order, read ahead, none twice.

A listing may be wrong about itself. Its total is believed until a page contradicts it; an empty
page before the total is asked for again, and then an error. Nothing is left out in silence.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Hashable, Iterable
from contextlib import aclosing
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Generic, NoReturn, Self, TypeAlias, TypeVar

from attrs import evolve

from .._errors import ResponseDecodeError
from .._public import public
from .._validate import in_range
from ..models import Page

__all__ = ["Items", "cancel", "read_by_cursor", "read_pages"]

T = TypeVar("T")
Fetch: TypeAlias = Callable[[int, int], Awaitable[Page[T]]]
"""Reads the page at an offset, of at most so many items."""
FetchNext: TypeAlias = Callable[[str | None, int], Awaitable[Page[T]]]
"""Reads the page of a ``scroll_id`` (the first page for None), of at most so many items."""

_PAUSES: Final = (0.5, 1.0, 2.0)
"""Seconds before each repetition of a request for a page that is empty and should not be."""

_log = logging.getLogger("smartlead_async")


class Items(Generic[T]):
    """The items of a listing, in order, or outcomes as they come: an async iterator.

    Leaving an ``async for`` early cancels the requests under way as soon
    as the iterator is dropped; ``async with`` or :meth:`aclose` does so at a known point.

    Offset paging is not a snapshot: changing what is listed while iterating shifts the items
    that are still to come. Collect first, then change.
    """

    def __init__(self, pages: AsyncGenerator[list[T], None], listing: str) -> None:
        self._pages = pages
        self._listing = listing
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

    def __repr__(self) -> str:
        return f"<Items of {self._listing}>"

    if not TYPE_CHECKING:  # for type checkers there is nothing that fails

        def __iter__(self) -> NoReturn:
            raise TypeError("read these items with async for, or use smartlead_sync")

        def __await__(self) -> NoReturn:
            raise TypeError("items are not awaited: read them with async for")

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
    identity: Callable[[T], Hashable | None] | None = None,
    most: int = 100,
    path: str = "",
    method: str = "GET",
) -> Items[T]:
    """Return the items of all pages.

    Args:
        fetch: Reads one page.
        page_size: Items to ask for at a time, 1 to ``most``.
        prefetch: Pages to read ahead, where the listing tells its total.
        identity: Names an item, so that a shift between two pages does not yield it twice; an
            item named None is like no other.
        most: The greatest page that the service gives.
        path: Path of the listing, to be named in errors.
        method: HTTP method of the listing, likewise.

    Raises:
        InvalidRequestError: A number is out of range.
    """
    in_range("page_size", page_size, 1, most)
    in_range("prefetch", prefetch, 1)
    listing = _Listing(fetch, page_size, path, method)
    pages = _read(listing, _Window(prefetch, identity), _pages(listing, prefetch))
    return Items(pages, f"{method} {path}")


def read_by_cursor(
    fetch: FetchNext[T],
    *,
    page_size: int,
    identity: Callable[[T], Hashable | None] | None = None,
    path: str = "",
    method: str = "GET",
) -> Items[T]:
    """Return the items of all pages, of which each names the next by a ``scroll_id``.

    Args:
        fetch: Reads one page.
        page_size: Items to ask for at a time.
        identity: As for :func:`read_pages`.
        path: Path of the listing, to be named in errors.
        method: HTTP method of the listing, likewise.
    """
    scroll = _Scroll(fetch)
    listing = _Listing(scroll.page, page_size, path, method)
    pages = _read(listing, _Window(1, identity), _pages_by_cursor(listing, scroll))
    return Items(pages, f"{method} {path}")


async def _read(
    listing: _Listing[T], window: _Window[T], pages: AsyncGenerator[list[T], None]
) -> AsyncGenerator[list[T], None]:
    """Yield the new items of each page, and end when a server keeps repeating itself."""
    count = 0
    async with aclosing(pages):
        async for items in pages:
            if fresh := window.fresh(items):
                count += len(fresh)
                yield fresh
            elif window.stuck:
                listing.warn("repeats the same items whatever is asked for: items may be missing")
                return
    if listing.lacks(count) and not listing.shrank:
        listing.warn(
            f"tells of {listing.total} items and gave {count} different ones: "
            "items may be missing; collect first, then change"
        )


async def _pages_by_cursor(
    listing: _Listing[T], scroll: _Scroll[T]
) -> AsyncGenerator[list[T], None]:
    """Yield a page while the next is read, up to one that names none, or an empty one."""
    size = listing.page_size
    items, held, short = await listing.page(0, size), 0, False
    while True:
        if not items and (listing.untrue or listing.lacks(held)):
            items = await listing.missing(held, size, short=short)
        if not items:
            return
        if scroll.following is None:
            yield items
            return
        held, short = held + len(items), len(items) < size
        following = asyncio.ensure_future(listing.page(held, size))
        try:
            yield items
            items = await following
        finally:
            await cancel([following])


async def _pages(listing: _Listing[T], window: int) -> AsyncGenerator[list[T], None]:
    size = listing.page_size
    first = await listing.page(0, size) or await listing.complete(0, [], size)
    if listing.total is None or listing.untrue:
        pages = _one_ahead(listing, 0, first)
    else:
        pages = _window_ahead(listing, first, window)
    async with aclosing(pages):
        async for items in pages:
            yield items


async def _one_ahead(
    listing: _Listing[T], offset: int, items: list[T]
) -> AsyncGenerator[list[T], None]:
    """Yield pages from an offset to the end, which is a short or an empty page.

    An empty page is the end where no total was told; where one was and is untrue, the page is
    asked for again.
    """
    longest = 0
    while True:
        if not items and listing.untrue:
            items = await listing.insist(offset, listing.page_size)
        if not items or len(items) < longest:
            break
        longest = len(items)
        offset += longest
        following = asyncio.ensure_future(listing.page(offset, listing.page_size))
        try:
            yield items
            items = await following
        finally:
            await cancel([following])
    if items:
        yield items


async def _window_ahead(
    listing: _Listing[T], items: list[T], window: int
) -> AsyncGenerator[list[T], None]:
    """Yield the pages of a listing that tells its total, reading a window of them at once."""
    start, stride = 0, len(items)  # the server's page size, which may differ from the one asked for
    offset = stride
    ahead: deque[tuple[int, asyncio.Task[list[T]]]] = deque()
    try:
        while not listing.untrue:
            if items:
                yield items
            if listing.over:
                return
            while len(ahead) < window and listing.may_go_on(offset, stride):
                ahead.append((offset, asyncio.create_task(_read_span(listing, offset, stride))))
                offset += stride
            if not ahead:
                return
            start, span = ahead[0]
            items = await listing.complete(start, await span, stride)
            ahead.popleft()
    finally:
        await cancel(span for _, span in ahead)
    async with aclosing(_one_ahead(listing, start, items)) as rest:
        async for items in rest:
            yield items


async def _read_span(listing: _Listing[T], offset: int, count: int) -> list[T]:
    """Return items from an offset, asking on where a page comes short, up to an empty one."""
    items: list[T] = []
    while page := await listing.page(offset + len(items), count - len(items)):
        items += page
        if len(items) >= count or not listing.lacks(offset + len(items)):
            break
    return items


async def cancel(tasks: Iterable[asyncio.Future[Any]]) -> None:
    """Cancel tasks and wait for their clean-up."""
    pending = list(tasks)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)


class _Listing(Generic[T]):
    """A listing on the server, and how far it is to be believed.

    Attributes:
        total: The newest total, if it tells one.
        untrue: Whether a page held items beyond the total that came with it.
        over: Whether the items end before the total.
        shrank: Whether it told a lower total than before.
    """

    def __init__(self, fetch: Fetch[T], page_size: int, path: str, method: str) -> None:
        self.page_size = page_size
        self.total: int | None = None
        self.untrue = False
        self.over = False
        self.shrank = False
        self._fetch = fetch
        self._path = path
        self._method = method

    def lacks(self, offset: int) -> bool:
        """Return whether the listing should hold more than the items before an offset."""
        believed = self.total is not None and not self.untrue and not self.over
        return believed and offset < (self.total or 0)

    def may_go_on(self, offset: int, stride: int) -> bool:
        """Return whether a page at an offset is worth a request.

        One is right at the total, if all pages up to there are full: a service that counts whole
        pages only tells 200 of 250 items.
        """
        full = stride == self.page_size or offset > stride
        return self.lacks(offset) or (full and offset == self.total)

    def warn(self, text: str) -> None:
        """Log a problem of the listing."""
        _log.warning("%s: the listing %s", self._path, text)

    async def page(self, offset: int, limit: int) -> list[T]:
        """Return the items of a page."""
        page = await self._fetch(offset, min(limit, self.page_size))
        if page.total is not None and not self.untrue:
            self._learn(page.total, offset + len(page.items) if page.items else 0)
        return page.items

    def _learn(self, total: int, held: int) -> None:
        if held > max(total, 0):
            self.untrue = True
            self.warn(f"tells of {total} items and holds at least {held}: reading it to its end")
        elif self.total is not None and total < self.total and not self.shrank:
            self.shrank = True
            self.warn(
                f"shrank from {self.total} to {total} items while it was read: items may be "
                "skipped; collect first, then change"
            )
        self.total = total

    async def complete(self, start: int, items: list[T], count: int) -> list[T]:
        """Return the items of a span, with those that an empty page left out.

        Raises:
            ResponseDecodeError: The page stays empty.
        """
        while len(items) < count and self.lacks(end := start + len(items)):
            short = bool(items) or count < self.page_size
            items += await self.missing(end, count - len(items), short=short)
        return items

    async def missing(self, offset: int, limit: int, *, short: bool) -> list[T]:
        """Return the items of a page that came empty, none if that is the end.

        Args:
            offset: Where it starts.
            limit: Items to ask for.
            short: Whether the page before was short.

        Raises:
            ResponseDecodeError: The page stays empty.
        """
        items = await self.insist(offset, limit)
        if not items and self.lacks(offset):
            await self._give_up(offset, short=short)
        return items

    async def insist(self, offset: int, limit: int) -> list[T]:
        """Ask again for a page that came empty although the listing should go on."""
        items: list[T] = []
        for pause in _PAUSES:
            self.warn(f"has an empty page at offset {offset}: asking again in {pause} s")
            await asyncio.sleep(pause)
            items = await self.page(offset, limit)
            if items or not self.lacks(offset):
                break
        return items

    async def _give_up(self, offset: int, *, short: bool) -> None:
        """Accept an offset as the end if only the total contradicts it.

        Raises:
            ResponseDecodeError: The page before was full, or the last page is not empty.
        """
        total = self.total or 0
        if not short or await self.page(total - 1, 1):
            raise ResponseDecodeError(
                f"the page at offset {offset} stays empty in a listing of {total} items",
                method=self._method if self._path else "",
                path=self._path,
                status_code=200,
            )
        self.over = True
        self.warn(f"tells of {total} items and ends after {offset}: the total is wrong")


class _Scroll(Generic[T]):
    """Reads pages that name the next one, in their order, whatever offset is asked for.

    Attributes:
        following: Id of the page to read next; None for the first, and after the last.
    """

    def __init__(self, fetch: FetchNext[T]) -> None:
        self.following: str | None = None
        self._total: int | None = None
        self._fetch = fetch

    async def page(self, _: int, limit: int) -> Page[T]:
        """Return the next page, with the first total that was told."""
        page = await self._fetch(self.following, limit)
        if page.items:  # an empty page is asked for again by the same id
            self.following = page.scroll_id
        self._total = page.total if self._total is None else self._total
        return evolve(page, total=self._total)


class _Window(Generic[T]):
    """Remembers which items the latest pages held."""

    def __init__(self, size: int, identity: Callable[[T], Hashable | None] | None) -> None:
        self.size = size
        self._identity = identity
        self._recent: deque[set[Hashable]] = deque(maxlen=size + 1)
        self._stale = 0

    @property
    def stuck(self) -> bool:
        """Whether too many pages in a row held nothing new for a shift to explain it."""
        return self._stale > self.size + 1

    def fresh(self, items: list[T]) -> list[T]:
        """Return the items that none of the latest pages held."""
        if self._identity is None:
            return items
        fresh: list[T] = []
        seen: set[Hashable] = set()
        for item in items:
            name = self._identity(item)
            if name is None or not any(name in page for page in (seen, *self._recent)):
                fresh.append(item)
            seen.add(name)
        self._recent.append(seen)
        self._stale = 0 if fresh else self._stale + 1
        return fresh


public("smartlead_async", Items)
