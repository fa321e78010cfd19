"""The state of an upload job, read from its journal."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from typing import cast

from attrs import frozen

from .._public import public
from ..models import LeadDict, LeadInput
from ._accounting import NOT_ATTEMPTED, in_input_order, merged
from ._journal import journal_path
from ._journal_file import Ending, Header, Record, Store, in_words, open_to_read
from ._report import FailedLead, LeftOut

__all__ = ["JournalStatus", "read_journal"]


@frozen(kw_only=True)
class JournalStatus:
    """The state of an upload job, as its journal tells.

    ``read == added + skipped + len(failed) + not_attempted + in_flight``, always, and
    the counts in ``left_out`` add up to ``skipped + not_attempted``.

    Attributes:
        campaign_id: The campaign.
        settings: The settings of the import that are set.
        dedupe: Whether repeated addresses are left out.
        finished: Whether another run has nothing left to send.
        stopped_by: ``lead_limit`` if the plan was full at the last run, ``error`` if something
            else stopped it; None if it came to its end, was interrupted, or is under way.
        read: Leads read from the input, as far as the journal knows.
        added: Leads that the service added to the campaign.
        skipped: Leads that the service left out, or this client as duplicates in the input.
        skipped_by_reason: The same by reason, as in :class:`UploadReport`.
        failed: Leads that were refused or whose fate is unknown, in input order.
        not_attempted: Leads that were not taken because the plan was full, or not sent because
            of an error; the next run sends them.
        in_flight: Leads that were being sent when the journal was last written; the next run
            sends them again.
        chunks: Chunks whose outcome is known.
        chunks_in_flight: Chunks being sent.
        requests: HTTP requests made.
        rate_limited: How many of them were answered 429.
        elapsed: Seconds that all runs took.
        left_out: Where the skipped and the not attempted leads are, as in :class:`UploadReport`.
    """

    campaign_id: int
    settings: dict[str, bool]
    dedupe: bool
    finished: bool
    stopped_by: str | None
    read: int
    added: int
    skipped: int
    skipped_by_reason: dict[str, int]
    failed: tuple[FailedLead, ...]
    not_attempted: int
    in_flight: int
    chunks: int
    chunks_in_flight: int
    requests: int
    rate_limited: int
    elapsed: float
    left_out: tuple[LeftOut, ...]

    @property
    def done(self) -> int:
        """Leads that are accounted for: added, skipped or failed."""
        return self.added + self.skipped + len(self.failed)

    @property
    def failed_leads(self) -> list[LeadInput | LeadDict]:
        """The failed leads in the form that ``upload`` takes, to try them again."""
        leads: Iterable[object] = (failed.lead for failed in self.failed)
        return [
            cast("LeadInput | LeadDict", lead)
            for lead in leads
            if isinstance(lead, LeadInput | Mapping)
        ]


def read_journal(path: str | os.PathLike[str]) -> JournalStatus:
    """Return the state of an upload job, even while it is under way.

    Args:
        path: The journal, as it was given to ``leads.upload``.

    Raises:
        InvalidRequestError: It is not a path.
        ConfigurationError: There is no such journal, or it is damaged.
    """
    file = journal_path(path)
    with closing(open_to_read(file)) as database, in_words(file):
        store = Store(database)
        return _status(
            Header.read(database), store.ending(), list(store.records()), store.extent()[1]
        )


def _status(header: Header, ending: Ending, records: list[Record], elapsed: float) -> JournalStatus:
    settled = [record.past for record in records if not record.past.in_flight]
    sending = [record.fingerprint for record in records if record.past.in_flight]
    total = merged(past.outcome for past in settled)
    skipped = sum(total.skipped.values())
    in_flight = sum(chunk.end - chunk.start for chunk in sending)
    read = max([ending.total or 0, *(record.fingerprint.end for record in records)])
    not_attempted = read - total.added - skipped - len(total.failed) - in_flight
    final = all(past.outcome.is_final for past in settled)
    return JournalStatus(
        campaign_id=header.campaign_id,
        settings=dict(header.settings),
        dedupe=header.dedupe,
        finished=ending.total is not None and final and not (in_flight or not_attempted),
        stopped_by=ending.stopped_by,
        read=read,
        added=total.added,
        skipped=skipped,
        skipped_by_reason=dict(total.skipped),
        failed=tuple(sorted(total.failed, key=lambda failed: failed.position)),
        not_attempted=not_attempted,
        in_flight=in_flight,
        chunks=len(settled),
        chunks_in_flight=len(sending),
        requests=sum(record.past.requests for record in records),
        rate_limited=sum(record.past.rate_limited for record in records),
        elapsed=elapsed,
        left_out=in_input_order([*total.left_out, *_gaps(records, read)]),
    )


def _gaps(records: list[Record], read: int) -> Iterator[LeftOut]:
    """Return the stretches of the input that no chunk covers."""
    starts = [record.fingerprint.start for record in records]
    ends = [record.fingerprint.end for record in records]
    for end, start in zip([0, *ends], [*starts, read], strict=True):
        if start > end:
            yield LeftOut(end, start, NOT_ATTEMPTED, start - end)


public("smartlead_async", JournalStatus, read_journal)
