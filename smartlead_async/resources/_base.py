"""The base of all resources."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from functools import partial
from typing import Any, Concatenate, Final, Generic, Literal, ParamSpec, TypeAlias, TypeVar, cast

from attrs import evolve, field, frozen

from .._http.call import Caller, Observer
from .._http.endpoint import Endpoint, Request, fill
from .._http.pagination import Items, read_by_cursor, read_pages
from .._http.transport import Sink
from .._limiter import Lane
from .._options import NOT_GIVEN, NotGiven
from .._validate import in_range, nearest, non_empty_text, not_negative, plain
from ..models import Page

__all__ = ["Listing", "Resource", "check_filters", "optional"]

T = TypeVar("T")
GivenT = TypeVar("GivenT")
P = ParamSpec("P")

Start: TypeAlias = int | str | NotGiven | None
"""Where a page starts: an offset, or the ``scroll_id`` of the page before (none at first)."""

_MOST_PREFETCH: Final = 32


@frozen(kw_only=True)
class Listing(Generic[T]):
    """An endpoint that gives a list page by page, stated once for the methods that read it.

    Attributes:
        endpoint: The endpoint; it reads a page.
        filters: The TypedDict of the filters that its methods take.
        methods: Names of the method that returns a page and of the one that returns all items.
        paging: Where offset and limit go; ``cursor`` sends limit and ``scroll_id`` in the body.
        most: The greatest limit that the service takes.
        identity: Names an item, so that a shift between two pages does not yield it twice; an
            item named None is like no other.
        wire: The API's name of a filter, where it differs.
        checks: The check of a filter, where it has one.
        in_query: Filters that go in the query although paging goes in the body.
    """

    endpoint: Endpoint[Page[T]]
    filters: type
    methods: tuple[str, str] = ("list", "iterate")
    paging: Literal["query", "body", "cursor"] = "query"
    most: int = 100
    identity: Callable[[T], Hashable | None] | None = None
    wire: Mapping[str, str] = field(factory=dict[str, str])
    checks: Mapping[str, Callable[[str, Any], Any]] = field(factory=dict[str, Any])
    in_query: Collection[str] = ()

    def check(self, method: str, filters: Mapping[str, object], *others: str) -> dict[str, Any]:
        """Return the filters as they are sent, still under the names that the caller gave them.

        Args:
            method: The method they were passed to.
            filters: The filters.
            others: The method's own keywords, for the error.

        Raises:
            TypeError: There is no such filter.
            InvalidRequestError: A value is wrong.
        """
        return check_filters(method, filters, self.filters, self.checks, others)

    def request(
        self, ids: tuple[int, ...], filters: Mapping[str, Any], start: Start, limit: int
    ) -> Request[Page[T]]:
        """Return the request for a page.

        Raises:
            InvalidRequestError: ``start`` or ``limit`` is out of range.
        """
        page: dict[str, Any] = {"limit": in_range("limit", limit, 1, self.most)}
        if self.paging == "cursor":
            page["scroll_id"] = NOT_GIVEN if start is None else _cursor(start)
        else:
            page["offset"] = in_range("offset", cast("int", start), 0)
        named = {name: (self.wire.get(name, name), value) for name, value in filters.items()}
        if self.paging == "query":
            return self.endpoint.request(*ids, query=page | dict(named.values()))
        query = dict(sent for name, sent in named.items() if name in self.in_query)
        body = dict(sent for name, sent in named.items() if name not in self.in_query)
        return self.endpoint.request(*ids, query=query, json=page | body)


class Resource:
    """A group of endpoints of one client."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def __repr__(self) -> str:
        name = self._caller.options.name
        return f"<{type(self).__name__}{f' of {name}' if name else ''}>"

    async def _call(
        self,
        request: Request[T],
        *,
        lane: Lane = "interactive",
        observer: Observer | None = None,
        sink: Sink | None = None,
    ) -> T:
        return await self._caller.send(request, lane=lane, observer=observer, sink=sink)

    async def _list(
        self,
        listing: Listing[T],
        *ids: int,
        start: Start,
        limit: int,
        filters: Mapping[str, object],
    ) -> Page[T]:
        """Return one page of a listing."""
        method = f"{type(self).__name__}.{listing.methods[0]}"
        own = "scroll_id" if listing.paging == "cursor" else "offset"
        checked = listing.check(method, filters, own, "limit")
        request = partial(listing.request, ids, checked)
        return await _page(self._caller, request, "interactive", start, limit)

    def _iterate(
        self,
        listing: Listing[T],
        *ids: int,
        page_size: int,
        prefetch: int | None,
        patience: float,
        filters: Mapping[str, object],
    ) -> Items[T]:
        """Return the items of all pages of a listing."""
        method = f"{type(self).__name__}.{listing.methods[1]}"
        checked = listing.check(method, filters, "page_size", "prefetch", "patience")
        path = fill(listing.endpoint.path, ids)
        page_size = in_range("page_size", page_size, 1, listing.most)
        window = in_range("prefetch", self._prefetch(prefetch), 1)
        request = partial(listing.request, ids, checked)
        fetch = partial(_page, self._patient(patience), request, "bulk")
        if listing.paging == "cursor":
            return read_by_cursor(
                fetch,
                page_size=page_size,
                identity=listing.identity,
                path=path,
                method=listing.endpoint.method,
            )
        return read_pages(
            fetch,
            page_size=page_size,
            prefetch=window,
            identity=listing.identity,
            most=listing.most,
            path=path,
            method=listing.endpoint.method,
        )

    def _patient(self, seconds: float) -> Caller:
        """Return a caller that waits so long for a service that does not answer."""
        given = not_negative("patience", seconds)
        return self._caller.patient(given) if given else self._caller

    def _prefetch(self, given: int | None) -> int:
        """Return how many pages to read ahead: by default what one burst of the key allows."""
        if given is not None:
            return given
        limits = self._caller.channel.rate_limits
        return min(_MOST_PREFETCH, *(limit.max_requests for limit in limits))


async def _page(
    caller: Caller,
    request: Callable[[Start, int], Request[Page[T]]],
    lane: Lane,
    start: Start,
    limit: int,
) -> Page[T]:
    page = await caller.send(request(start, limit), lane=lane)
    offset = plain(start)
    return evolve(page, offset=offset if isinstance(offset, int) else 0, limit=plain(limit))


def check_filters(
    method: str,
    given: Mapping[str, object],
    known: type,
    checks: Mapping[str, Callable[[str, Any], Any]],
    others: Collection[str] = (),
    *,
    required: Collection[str] = (),
) -> dict[str, Any]:
    """Return keywords that a TypedDict states, each of them checked.

    Args:
        method: The method they were passed to.
        given: The keywords.
        known: The TypedDict.
        checks: The check of a keyword, where it has one.
        others: The method's own keywords, for the error.
        required: Keywords that must be there, and not be None.

    Raises:
        TypeError: There is no such keyword, or one is missing.
        InvalidRequestError: A value is wrong.
    """
    names = known.__annotations__
    for name in given:
        if name not in names:
            raise TypeError(_unexpected(method, name, (*names, *others)))
    if missing := [name for name in required if given.get(name, NOT_GIVEN) is NOT_GIVEN]:
        raise TypeError(f"{method}() missing required keyword arguments: {', '.join(missing)}")
    return {
        name: value if name not in checks else _checked(checks[name], name, value, required)
        for name, value in given.items()
    }


def _checked(
    check: Callable[[str, Any], Any], name: str, value: object, required: Collection[str]
) -> Any:
    return check(name, value) if name in required else optional(check, name, value)


def optional(
    check: Callable[Concatenate[str, GivenT, P], T],
    name: str,
    value: GivenT | NotGiven | None,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T | NotGiven | None:
    """Return an argument as it is sent, checked if it was given.

    Args:
        check: One of the checks of ``_validate``.
        name: The argument's name.
        value: The argument.
        args: More arguments of the check.
        kwargs: More arguments of the check.

    Raises:
        InvalidRequestError: The check fails.
    """
    if value is None or isinstance(value, NotGiven):
        return value
    return check(name, value, *args, **kwargs)


def _cursor(value: object) -> str:
    return non_empty_text("scroll_id", cast("str", value))


def _unexpected(method: str, name: str, known: Collection[str]) -> str:
    """Return Python's own sentence about a keyword that a method does not take."""
    near = nearest(name, known)
    hint = f". Did you mean {near!r}?" if near else ""
    return f"{method}() got an unexpected keyword argument {name!r}{hint}"
