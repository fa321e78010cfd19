"""The base of the generated classes: an object in front of an asynchronous one.

Every method of such an object runs on the loop thread; :mod:`._arguments` keeps the caller's
callbacks and iterables on the caller's thread.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from operator import length_hint
from types import TracebackType
from typing import TYPE_CHECKING, Generic, NoReturn, ParamSpec, Self, TypeVar, cast

from smartlead_async import InvalidRequestError
from smartlead_async import Items as AsyncItems
from smartlead_async._public import public

from ._loop_thread import PageIterator

__all__ = ["Facade", "Items", "Later", "behind"]

P = ParamSpec("P")
T = TypeVar("T")


class Facade(Generic[T]):
    """The synchronous twin of an asynchronous object, which lives on the loop thread."""

    def __init__(self, behind: T) -> None:
        self._async = behind

    @classmethod
    def _sibling(cls, behind: T) -> Self:
        sibling = cls.__new__(cls)
        sibling._async = behind  # noqa: SLF001  # one of our own
        return sibling

    def __repr__(self) -> str:
        if not hasattr(self, "_async"):  # __init__ failed, and a traceback shows its locals
            return f"<{type(self).__name__}>"
        return repr(self._async)

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} cannot be pickled: make one in each process")

    if not TYPE_CHECKING:  # for type checkers there is nothing that fails

        def __aenter__(self) -> NoReturn:
            raise TypeError("use a plain with: only smartlead_async is async")

        def __aexit__(self, *exc_info: object) -> None:
            pass


class Items(Generic[T]):
    """The items of a listing, in order, or outcomes as they come: an iterator.

    ::

        for lead in smartlead.leads.iterate(campaign.id):
            print(lead.lead.email)

    One page at a time crosses from the event loop. Leaving the ``for`` early cancels the pages
    being read ahead before control returns. If a name still holds the iterator, ``with`` or
    :meth:`close` does so.

    Threads may share it: each item goes to one of them, and all see the end. Each thread calls
    :meth:`pages` for itself.

    Offset paging is not a snapshot: changing what is listed while iterating shifts the items
    that are still to come. Collect first, then change.
    """

    def __init__(self, items: AsyncItems[T], held: ExitStack | None = None) -> None:
        self._pages = PageIterator(items.pages(), held)
        self._repr = repr(items)
        self._page: Iterator[T] = iter([])

    def __iter__(self) -> Self:
        return self

    def __repr__(self) -> str:
        return self._repr

    def __next__(self) -> T:
        while True:
            for item in self._page:
                return item
            self._turn()

    def _turn(self) -> None:
        """Begin the next page, unless another thread has done so."""
        with self._pages.alone():
            if not length_hint(self._page):
                self._page = iter(next(self._pages))

    def pages(self) -> Generator[list[T], None, None]:
        """Yield the same items a page at a time, as lists."""
        if rest := list(self._page):
            yield rest
        yield from self._pages

    def close(self) -> None:
        """Cancel the pages being read ahead. Idempotent; the iteration is over."""
        self._page = iter([])
        self._pages.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    if not TYPE_CHECKING:  # for type checkers there is nothing that fails

        def __aiter__(self) -> NoReturn:
            raise TypeError("read these items with a plain for: only smartlead_async is async")


def behind(facade: Facade[T], field: str = "smartlead", kind: str = "Smartlead") -> T:
    """Return the asynchronous object behind a synchronous one, given as an argument.

    Raises:
        InvalidRequestError: It is not a synchronous object.
    """
    if not isinstance(cast("object", facade), Facade):
        given: type = type(facade)
        raise InvalidRequestError(
            f"{field} must be a smartlead_sync.{kind}, not {given.__module__}.{given.__name__}",
            field=field,
        )
    return facade._async  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # one of our own


class Later(Generic[T]):
    """A function call that is made on the loop thread; no traceback shows its arguments."""

    __slots__ = ("_args", "_function", "_kwargs")

    def __init__(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> None:
        self._function: Callable[..., T] = function
        self._args = args
        self._kwargs = kwargs

    async def run(self) -> T:
        """Call the function in the running event loop."""
        return self._function(*self._args, **self._kwargs)


public("smartlead_sync", Items)
