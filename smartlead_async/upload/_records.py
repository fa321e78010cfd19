"""The record of a chunk in a journal, and its stored form."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Mapping
from datetime import date
from itertools import zip_longest
from typing import Any, Final, Self, TypeAlias, cast

import attrs
from attrs import astuple, field, frozen

from .._codec import dumps
from .._scalars import as_text
from ..models import LeadInput
from ._accounting import ChunkOutcome
from ._chunking import Chunk
from ._report import FailedLead, LeftOut

__all__ = ["Fingerprint", "Past", "Row", "dump_outcome", "intact", "load_outcome", "sealed"]

Row: TypeAlias = tuple[Any, ...]

_CHECKSUM_BYTES: Final = 4
_DEEPEST: Final = 20  # levels of mappings; a mapping may hold itself
_WIDEST: Final = 2**63


@frozen(kw_only=True)
class Past:
    """The record of a chunk; later runs go by it.

    Attributes:
        in_flight: Whether it was being sent when the record was written.
        outcome: Its outcome by then, as far as that is known.
        requests: Requests made.
        rate_limited: How many of them were answered 429.
    """

    in_flight: bool = False
    outcome: ChunkOutcome = field(factory=ChunkOutcome)
    requests: int = 0
    rate_limited: int = 0

    @property
    def is_final(self) -> bool:
        """Whether the chunk need not be sent again."""
        return not self.in_flight and self.outcome.is_final


@frozen
class Fingerprint:
    """The marks of a chunk, to recognise it when the input is read again.

    Attributes:
        start: Position of its first item in the input.
        end: Position behind its last item.
        sha256: Digest of the leads to send as JSON, with their positions.
        checksums: A CRC-32 of each of them, to find the one that differs.
    """

    start: int
    end: int
    sha256: bytes = field(repr=False)
    checksums: bytes = field(repr=False)

    @classmethod
    def of(cls, chunk: Chunk) -> Self:
        """Return the fingerprint of a chunk."""
        digest, checksums = hashlib.sha256(), bytearray()
        for position, lead in chunk.leads:
            wire = dumps([position, lead.to_wire()])
            digest.update(wire)
            checksums += zlib.crc32(wire).to_bytes(_CHECKSUM_BYTES, "big")
        return cls(chunk.start, chunk.end, digest.digest(), bytes(checksums))

    def first_difference(self, chunk: Chunk) -> int | None:
        """Return the first position at which a chunk differs from this one, if it does."""
        other = Fingerprint.of(chunk)
        if other == self:
            return None
        positions = [position for position, _ in chunk.leads]
        sums = zip_longest(_parts(self.checksums), _parts(other.checksums), positions)
        differing = (where for ours, theirs, where in sums if ours != theirs)
        found = next(differing, None)
        return min(self.end, other.end) if found is None else found


def _parts(checksums: bytes) -> list[bytes]:
    starts = range(0, len(checksums), _CHECKSUM_BYTES)
    return [checksums[start : start + _CHECKSUM_BYTES] for start in starts]


def sealed(row: Row) -> Row:
    """Return a row with its checksum appended."""
    return (*row, _checksum(row))


def intact(row: Row | None) -> Row:
    """Return a row without its checksum.

    Raises:
        sqlite3.DatabaseError: It has changed since it was written.
    """
    if row is None or row[-1] != _checksum(row[:-1]):
        raise sqlite3.DatabaseError("it is damaged: a row does not match its checksum")
    return row[:-1]


def _checksum(row: Row) -> int:
    return zlib.crc32(repr(row).encode())


def dump_outcome(outcome: ChunkOutcome) -> str:
    """Return an outcome as JSON."""
    form = {
        "added": outcome.added,
        "skipped": dict(outcome.skipped),
        "not_attempted": outcome.not_attempted,
        "failed": [_failed_form(lead) for lead in outcome.failed],
        "left_out": [astuple(item) for item in outcome.left_out],
    }
    return json.dumps(form, separators=(",", ":"))


def load_outcome(text: str | None) -> ChunkOutcome:
    """Return the outcome that was dumped, an empty one for None."""
    if text is None:
        return ChunkOutcome()
    form: dict[str, Any] = json.loads(text)
    return ChunkOutcome(
        added=form["added"],
        skipped=form["skipped"],
        not_attempted=form["not_attempted"],
        failed=tuple(_failed_lead(lead) for lead in form["failed"]),
        left_out=tuple(LeftOut(*item) for item in form["left_out"]),
    )


def _failed_form(failed: FailedLead) -> dict[str, Any]:
    form = {"position": failed.position, "reason": failed.reason, "message": failed.message}
    if isinstance(failed.lead, LeadInput):
        given = attrs.asdict(failed.lead, recurse=False)
        return form | {"lead": _plain({name: v for name, v in given.items() if v is not None})}
    return form | {"item": _plain(failed.lead)}


def _failed_lead(form: Mapping[str, Any]) -> FailedLead:
    lead = LeadInput(**form["lead"]) if "lead" in form else form["item"]
    return FailedLead(
        position=form["position"], lead=lead, reason=form["reason"], message=form["message"]
    )


def _plain(value: object, depth: int = 0) -> Any:
    """Return a value that JSON can hold; anything else becomes text."""
    if depth < _DEEPEST and isinstance(value, Mapping):
        items = cast("Mapping[object, object]", value).items()
        return {as_text(name): _plain(item, depth + 1) for name, item in items}
    if value is None or isinstance(value, str | float):
        return value
    if isinstance(value, int) and abs(value) < _WIDEST:
        return value
    return value.isoformat() if isinstance(value, date) else as_text(value)
