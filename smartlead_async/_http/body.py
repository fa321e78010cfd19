"""The body of an answer: in pieces of a bounded size, decompressed, and cut where it is too large.

Bodies are inflated here, because before 3.14 aiohttp inflates what has come at once, whatever it
comes to, and in no version sees that a gzip stream ends too early.
"""

from __future__ import annotations

import zlib
from collections.abc import Awaitable, Callable
from typing import Final, Protocol, TypeAlias

__all__ = ["LONGEST_SHOWN", "Body", "BodyCutError", "CompressedBody", "Sink", "is_compressed"]

Read: TypeAlias = Callable[[int], Awaitable[bytes]]
"""Reads at most so many bytes, and none at the end."""

LONGEST_SHOWN: Final = 2**20
"""Bytes to keep of a body that only an error shows."""

_PIECE: Final = 2**16
_COMPRESSED: Final = frozenset({"gzip", "x-gzip", "deflate"})
_ZLIB_OR_GZIP: Final = 32 + zlib.MAX_WBITS


class BodyCutError(Exception):
    """The compressed body of an answer ends too early, or is none."""


class Sink(Protocol):
    """Takes a body too large for memory."""

    async def restart(self) -> None:
        """Forget what an earlier attempt wrote."""

    async def write(self, data: bytes, /) -> None:
        """Take the next bytes."""


def is_compressed(encoding: str) -> bool:
    """Return whether a body of this ``Content-Encoding`` has to be inflated."""
    return encoding.strip().lower() in _COMPRESSED


class Body:
    """The body of an answer, in pieces of at most 64 KiB.

    Args:
        read: Reads it as it comes.
    """

    def __init__(self, read: Read) -> None:
        self._read = read

    async def read(self) -> bytes:
        """Return the next piece, or nothing at the end."""
        return await self._read(_PIECE)

    async def pour(self, piece: bytes, sink: Sink) -> int:
        """Write all into a sink, beginning with a piece that was read, and return the size."""
        size = 0
        while piece:
            await sink.write(piece)
            size += len(piece)
            piece = await self.read()
        return size

    async def keep(self, piece: bytes, most: int) -> tuple[bytes, bool]:
        """Return all, beginning with a piece that was read, and whether that is too large.

        If it is, the rest is not read, and only the beginning is returned.
        """
        kept = bytearray(piece)
        while len(kept) <= most and (piece := await self.read()):
            kept += piece
        if len(kept) > most:
            return bytes(kept[: min(most, LONGEST_SHOWN)]), True
        return bytes(kept), False


class CompressedBody(Body):
    """A body that has to be inflated.

    Raises:
        BodyCutError: From all methods: it ends too early, or is not compressed as it says.
    """

    def __init__(self, read: Read) -> None:
        super().__init__(read)
        self._inflater = zlib.decompressobj(_ZLIB_OR_GZIP)
        self._begun = False
        self._waiting = b""

    async def read(self) -> bytes:
        """Return the next piece, inflated, or nothing at the end."""
        while not (piece := self._inflate()):
            if not self._waiting and not await self._fetch():
                break
        return piece

    def _inflate(self) -> bytes:
        if self._waiting and self._inflater.eof:  # another stream follows the first
            self._inflater = zlib.decompressobj(_ZLIB_OR_GZIP)
        try:
            piece = self._inflater.decompress(self._waiting, _PIECE)
        except zlib.error:
            raise BodyCutError from None
        self._waiting = self._inflater.unconsumed_tail or self._inflater.unused_data
        return piece

    async def _fetch(self) -> bool:
        """Return whether more has come."""
        self._waiting = await self._read(_PIECE)
        if self._waiting:
            self._begun = True
        elif self._begun and not self._inflater.eof:
            raise BodyCutError
        return bool(self._waiting)
