"""What all resources share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from attrs import evolve

from .._http.call import Caller, Observer
from .._http.endpoint import Endpoint, Request
from .._http.transport import Sink
from .._limiter import Lane
from .._options import NotGiven
from .._validate import in_range
from ..models import Page

__all__ = ["Resource", "optional"]

T = TypeVar("T")
GivenT = TypeVar("GivenT")
P = ParamSpec("P")

_MOST_PREFETCH: Final = 32


class Resource:
    """A group of endpoints of one client."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def _call(
        self,
        request: Request[T],
        *,
        lane: Lane = "interactive",
        observer: Observer | None = None,
        sink: Sink | None = None,
    ) -> T:
        return await self._caller.send(request, lane=lane, observer=observer, sink=sink)

    async def _call_page(
        self,
        endpoint: Endpoint[Page[T]],
        *ids: int,
        query: Mapping[str, Any],
        offset: int,
        limit: int,
        lane: Lane,
        most: int = 100,
    ) -> Page[T]:
        """Return a page of a listing; ``most`` is the greatest limit that the service takes."""
        in_range("offset", offset, 0)
        in_range("limit", limit, 1, most)
        request = endpoint.request(*ids, query={"offset": offset, "limit": limit, **query})
        return evolve(await self._call(request, lane=lane), offset=offset, limit=limit)

    def _prefetch(self, given: int | None) -> int:
        """Return how many pages to read ahead: by default what one burst of the key allows."""
        if given is not None:
            return given
        limits = self._caller.channel.rate_limits
        return min(_MOST_PREFETCH, *(limit.max_requests for limit in limits))


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
        args: What the check takes besides.
        kwargs: What the check takes besides.

    Raises:
        InvalidRequestError: The check fails.
    """
    if value is None or isinstance(value, NotGiven):
        return value
    return check(name, value, *args, **kwargs)
