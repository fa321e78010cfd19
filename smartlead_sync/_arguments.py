"""Keep the caller's callbacks and iterables on the caller's thread."""

from __future__ import annotations

import inspect
import logging
from asyncio import Future
from collections.abc import (
    AsyncGenerator,
    Callable,
    Generator,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
    Sized,
)
from contextlib import contextmanager
from typing import Any, Final, Self, TypeAlias, TypeVar, cast

from smartlead_async import AttemptInfo, ConfigurationError, UploadProgress
from smartlead_async._http.transport import ClientSession
from smartlead_async.models import GivenLead
from smartlead_async.models.data_frames import lead_rows
from smartlead_async.upload import LeadSource

from ._loop_thread import batches, on_caller

__all__ = [
    "OnProgress",
    "in_list",
    "in_lists",
    "lead_source",
    "no_session",
    "progress_hook",
    "watcher",
]

T = TypeVar("T")
KeywordsT = TypeVar("KeywordsT", bound=Mapping[str, object])
OnProgress: TypeAlias = Callable[[UploadProgress], None]

_LEADS_AT_A_TIME: Final = 100

_log = logging.getLogger("smartlead_async")


def no_session(session: ClientSession | None) -> None:
    """Refuse a session: it belongs to the event loop that it was made in.

    Raises:
        ConfigurationError: There is one.
    """
    if session is not None:
        raise ConfigurationError(
            "smartlead_sync takes no session: an aiohttp session belongs to the event loop it was "
            "made in, and synchronous clients run on one of their own"
        )


def watcher(
    on_attempt: Callable[[AttemptInfo], None] | None,
) -> Callable[[AttemptInfo], None] | None:
    """Run a hook that only watches on the caller's thread; nobody waits for it."""
    if not callable(on_attempt) or inspect.iscoroutinefunction(cast("object", on_attempt)):
        return on_attempt  # None, or what the client refuses
    watch = on_attempt

    def guarded(info: AttemptInfo) -> None:
        try:
            watch(info)
        except Exception:  # noqa: BLE001  # a hook that only watches must not cost an answer
            _log.exception("on_attempt raised")

    submit = on_caller(guarded)

    def tell(info: AttemptInfo) -> None:
        submit(info)

    return tell


def progress_hook(
    on_progress: OnProgress | None,
) -> Callable[[UploadProgress], Future[None]] | None:
    """Run a progress callback on the caller's thread; the upload waits for it."""
    if not callable(on_progress):
        return on_progress  # None, or what the upload refuses
    return on_caller(on_progress)


def in_list(values: T) -> T:
    """Read a lazy sequence (a database query, say) here and now, and leave all else alone."""
    given = cast("object", lead_rows(cast("Any", values)))
    lazy = isinstance(given, Iterable) and not isinstance(given, Mapping | Sequence)
    return cast("T", list(cast("Iterable[Any]", given))) if lazy else values


def in_lists(keywords: KeywordsT) -> KeywordsT:
    """Read the lazy sequences among keywords here and now."""
    return cast("KeywordsT", {name: in_list(value) for name, value in keywords.items()})


@contextmanager
def lead_source(leads: LeadSource) -> Generator[LeadSource, None, None]:
    """Give an upload its leads, read on the caller's thread, and let go of them there too.

    An asynchronous iterable is left to the upload, and so is anything that it will refuse.
    """
    rows = lead_rows(leads)
    if not isinstance(rows, Iterable) or isinstance(rows, str | bytes | Mapping):
        yield rows
        return
    source = _SizedLeads(rows) if isinstance(rows, Sized) else _Leads(rows)
    try:
        yield source
    finally:
        source.release()


class _Leads:
    """The caller's leads as an asynchronous iterable, to be read once.

    The loop thread holds this object and never what it reads from, whose clean-up might otherwise
    run there.
    """

    def __init__(self, leads: Iterable[GivenLead]) -> None:
        self._leads: Iterable[GivenLead] = leads
        self._iterator: Iterator[GivenLead] | None = None

    def release(self) -> None:
        self._leads, self._iterator = (), None

    async def __aiter__(self) -> AsyncGenerator[GivenLead, None]:
        async for batch in batches(self, _LEADS_AT_A_TIME):
            for lead in batch:
                yield lead

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> GivenLead:
        if self._iterator is None:
            self._iterator = iter(self._leads)
        return next(self._iterator)


class _SizedLeads(_Leads):
    def __init__(self, leads: Iterable[GivenLead]) -> None:
        super().__init__(leads)
        self._size = len(cast("Sized", leads))

    def __len__(self) -> int:
        return self._size
