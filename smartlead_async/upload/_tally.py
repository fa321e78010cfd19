"""The running account of an upload (pure)."""

from __future__ import annotations

from collections import Counter
from typing import Final

from attrs import define, field

from ._accounting import ChunkOutcome, in_input_order
from ._report import FailedLead, LeftOut, UploadProgress, UploadReport

__all__ = ["ERROR", "LEAD_LIMIT", "Tally"]

LEAD_LIMIT: Final = "lead_limit"
ERROR: Final = "error"


@define
class Tally:
    """The running account of an upload."""

    started: float
    added: int = 0
    skipped: Counter[str] = field(factory=Counter[str])
    failed: list[FailedLead] = field(factory=list[FailedLead])
    not_attempted: int = 0
    left_out: list[LeftOut] = field(factory=list[LeftOut])
    chunks: int = 0
    requests: int = 0
    rate_limited: int = 0
    stopped_by: str | None = None

    def add(self, outcome: ChunkOutcome, *, requests: int = 0, rate_limited: int = 0) -> None:
        """Enter what became of a chunk, and what it took."""
        self.added += outcome.added
        self.skipped.update(outcome.skipped)
        self.failed.extend(outcome.failed)
        self.not_attempted += outcome.not_attempted
        self.left_out.extend(outcome.left_out)
        self.requests += requests
        self.rate_limited += rate_limited
        if outcome.lead_limit:
            self.stopped_by = LEAD_LIMIT

    def progress(
        self, *, read: int, total_hint: int | None, now: float, done: bool
    ) -> UploadProgress:
        """Return where the upload stands at the loop time ``now``."""
        return UploadProgress(
            read=read,
            added=self.added,
            skipped=self.skipped.total(),
            failed=len(self.failed),
            total_hint=total_hint,
            requests=self.requests,
            rate_limited=self.rate_limited,
            elapsed=now - self.started,
            done=done,
        )

    def report(self, *, now: float) -> UploadReport:
        """Return the account as it stands at the loop time ``now``."""
        skipped = self.skipped.total()
        return UploadReport(
            total=self.added + skipped + len(self.failed) + self.not_attempted,
            added=self.added,
            skipped=skipped,
            skipped_by_reason=dict(self.skipped),
            failed=tuple(sorted(self.failed, key=lambda failed: failed.position)),
            not_attempted=self.not_attempted,
            stopped_by=self.stopped_by,
            chunks=self.chunks,
            requests=self.requests,
            rate_limited=self.rate_limited,
            elapsed=now - self.started,
            left_out=in_input_order(self.left_out),
        )
