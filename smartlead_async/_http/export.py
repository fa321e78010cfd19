"""The CSV export of a campaign's leads: on disk first, so that memory stays flat."""

from __future__ import annotations

import asyncio
import csv
import io
import itertools
import os
import secrets
import tempfile
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Final, ParamSpec, TypeAlias, TypeVar

from .._codec import DecodeProblem, structure
from .._errors import ResponseDecodeError
from ..models import ExportedLead
from .endpoint import Request
from .envelopes import NothingFound

__all__ = ["FileSink", "read_export", "save_export"]

T = TypeVar("T")
P = ParamSpec("P")

_WRITE_SIZE: Final = 256 * 1024
_IN_MEMORY: Final = 1024 * 1024
_ROWS_AT_A_TIME: Final = 500
_KEY_COLUMNS: Final = frozenset({"id", "email"})


class WriteFailed(Exception):
    """Carries an OSError of the disk past the code that takes OSErrors for the network's."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


class FileSink:
    """Writes a body to a file, in large pieces and off the event loop.

    Args:
        file: Where to; open for reading too.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self._size = 0
        self._waiting = bytearray()

    async def restart(self) -> None:
        """Forget everything written so far."""
        self._size = 0
        self._waiting.clear()
        await _on_disk(_guarded, _empty, self.file)

    async def write(self, data: bytes, /) -> None:
        """Take the next bytes."""
        self._size += len(data)
        self._waiting += data
        if len(self._waiting) >= _WRITE_SIZE:
            await self.flush()

    async def flush(self) -> None:
        """Write the bytes that are waiting to the file."""
        data, self._waiting = self._waiting, bytearray()
        await _on_disk(_guarded, _put, self.file, bytes(data))

    def accept(self, payload: Any) -> None:
        """Make sure that the answer went into the file; an answer that is JSON did not."""
        if payload:
            raise DecodeProblem("expected a CSV file")
        if not self._size:
            raise NothingFound


Download: TypeAlias = Callable[[FileSink], Awaitable[None]]
"""Lets a campaign's export be written into a sink."""


async def read_export(
    download: Download, request: Request[Any]
) -> AsyncGenerator[list[ExportedLead], None]:
    """Yield the leads of an export, some at a time.

    Args:
        download: Downloads the export; done before the first lead is yielded, so that a download
            which is cut off and starts again yields none twice.
        request: The request that it sends, to be named in errors.

    Raises:
        ResponseDecodeError: A row cannot be understood; ``location`` says which.
    """
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
        await _fill(file, download)
        leads = iter(await _on_disk(_Table, file, request))
        while True:
            batch, error = await _on_disk(_take, leads)
            if batch:
                yield batch
            if error is not None:
                raise error
            if not batch:
                return


async def save_export(
    download: Download, request: Request[Any], path: str | os.PathLike[str]
) -> Path:
    """Download an export into a file, which appears when it is complete, or not at all.

    Args:
        download: Downloads the export.
        request: The request that it sends, to be named in errors.
        path: The file, which is replaced if it exists.

    Returns:
        The path of the file.

    Raises:
        ResponseDecodeError: The answer is no export.
        OSError: The file cannot be written.
    """
    target = Path(path)
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("x+b") as file:
            await _fill(file, download)
            await _on_disk(_Table, file, request)
        await _on_disk(part.replace, target)
    finally:
        part.unlink(missing_ok=True)
    return target


async def _fill(file: IO[bytes], download: Download) -> None:
    sink = FileSink(file)
    try:
        await download(sink)
        await sink.flush()
    except WriteFailed as failure:
        error = failure.error
    else:
        return
    raise error


class _Table:
    """The leads of a CSV file, read by the names in its first row.

    Args:
        file: The file.
        request: The request that it answers, to be named in errors.

    Raises:
        ResponseDecodeError: The first row names no column that identifies a lead.
    """

    def __init__(self, file: IO[bytes], request: Request[Any]) -> None:
        file.seek(0)
        # Bytes that are not UTF-8 get as far as their row, which an error can then name.
        text = io.TextIOWrapper(file, "utf-8-sig", "surrogateescape", newline="")
        self._rows = filter(None, csv.reader(text, strict=True))
        self._request = request
        self._number = 0
        self._columns = [name.strip() for name in self._next_cells() or ()]
        if _KEY_COLUMNS.isdisjoint(self._columns):
            raise self._error("neither a column id nor a column email")

    def __iter__(self) -> Iterator[ExportedLead]:
        while (cells := self._next_cells()) is not None:
            yield self._lead(cells)

    def _next_cells(self) -> list[str] | None:
        """Return the cells of the next row that is not blank, or None at the end."""
        try:
            cells = next(self._rows, None)
            "".join(cells or ()).encode()
        except UnicodeError:
            problem = "not UTF-8"
        except csv.Error as error:
            problem = str(error)
        else:
            self._number += 1
            return cells
        self._number += 1
        raise self._error(problem)

    def _lead(self, cells: list[str]) -> ExportedLead:
        if len(cells) != len(self._columns):
            raise self._error(f"{len(cells)} cells under {len(self._columns)} columns", cells)
        try:
            return structure(dict(zip(self._columns, cells, strict=True)), ExportedLead)
        except DecodeProblem as found:
            problem = found
        raise self._error(problem.problem, cells, problem.location[1:])

    def _error(self, problem: str, cells: Sequence[str] = (), where: str = "") -> Exception:
        row = self._number - 1  # the first row under the names is row 1
        return ResponseDecodeError(
            problem,
            location=f"row {row}{where}" if row else "the first row",
            body=",".join(cells).encode(),
            method=self._request.method,
            path=self._request.path,
            status_code=200,
        )


def _take(leads: Iterator[ExportedLead]) -> tuple[list[ExportedLead], ResponseDecodeError | None]:
    """Return the next leads, and the error that follows them if one does."""
    batch: list[ExportedLead] = []
    try:
        for lead in itertools.islice(leads, _ROWS_AT_A_TIME):
            batch.append(lead)  # noqa: PERF402 - those before an error are kept
    except ResponseDecodeError as error:
        return batch, error
    return batch, None


def _guarded(work: Callable[..., object], *args: object) -> None:
    try:
        work(*args)
    except OSError as error:
        failure = WriteFailed(error)
    else:
        return
    raise failure


def _put(file: IO[bytes], data: bytes) -> None:
    file.write(data)


def _empty(file: IO[bytes]) -> None:
    file.seek(0)
    file.truncate()


async def _on_disk(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run work off the event loop; whoever is cancelled waits until it lets go of the file."""
    running = asyncio.ensure_future(asyncio.to_thread(work, *args, **kwargs))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.gather(running, return_exceptions=True)
        raise
