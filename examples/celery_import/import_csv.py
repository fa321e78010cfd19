"""Split a CSV file into chunks for Celery workers, and print one report when all are done.

The columns are named as the API names them (``email``, ``first_name``, …); all others become
custom fields. Run again with the same ``--job``, it goes on where it was: a chunk whose report is
there is not given out again.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import itertools
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias, TypeVar, cast

import attrs
from redis import Redis
from tasks import REDIS_URL, add_chunk, load, reports_key

from smartlead_async import UploadReport

CHUNK_SIZE = 400
MOST_AHEAD = 200  # chunks given out and not reported yet: what the broker has to hold

Row: TypeAlias = dict[str, str]
T = TypeVar("T")


class Import:
    """One job: which chunks it has given out, and what has become of them.

    Args:
        store: Redis, where the workers leave their reports.
        job: The job's name.
        campaign_id: Where the leads go.
    """

    def __init__(self, store: Redis, job: str, campaign_id: int) -> None:
        self._store = store
        self._job = job
        self._campaign_id = campaign_id
        self._chunk_ids: list[str] = []
        self._pending: set[str] = set()
        self._seen: set[bytes] = set()
        self.duplicates = 0

    def give_out(self, rows: Iterable[Row]) -> None:
        """Give out all chunks, never too many at a time."""
        for chunk in batched(self._without_duplicates(rows), CHUNK_SIZE):
            while len(self._pending) >= MOST_AHEAD:
                self._wait()
            chunk_id = digest(json.dumps([self._campaign_id, chunk])).hex()
            self._chunk_ids.append(chunk_id)
            if not self._store.hexists(reports_key(self._job), chunk_id):
                add_chunk.delay(self._job, chunk_id, self._campaign_id, chunk)
                self._pending.add(chunk_id)

    def finish(self) -> UploadReport:
        """Wait for the workers and return the report of the whole job."""
        while self._pending:
            self._wait()
        texts = [self._store.hget(reports_key(self._job), each) for each in self._chunk_ids]
        return combined([load(str(text)) for text in texts], duplicates=self.duplicates)

    def _without_duplicates(self, rows: Iterable[Row]) -> Iterator[tuple[int, Row]]:
        for position, row in enumerate(rows):
            email = (row.get("email") or "").strip().lower()
            if email and digest(email) in self._seen:
                self.duplicates += 1
                continue
            self._seen.add(digest(email))
            yield position, row

    def _wait(self) -> None:
        time.sleep(0.5)
        self._pending.difference_update(
            cast("list[str]", self._store.hkeys(reports_key(self._job)))
        )
        done = len(self._chunk_ids) - len(self._pending)
        print(f"{done} of {len(self._chunk_ids)} chunks done", file=sys.stderr)


def batched(items: Iterator[T], size: int) -> Iterator[list[T]]:
    """Give the items in lists; a shorter one is the last."""
    while batch := list(itertools.islice(items, size)):
        yield batch


def digest(text: str) -> bytes:
    """Return what a long text is known by."""
    return hashlib.blake2b(text.encode(), digest_size=8).digest()


def combined(reports: Sequence[UploadReport], *, duplicates: int) -> UploadReport:
    """Return the report of a job whose chunks have these reports."""
    reasons: Counter[str] = Counter(duplicate_in_input=duplicates)
    for report in reports:
        reasons.update(report.skipped_by_reason)
    return UploadReport(
        total=duplicates + sum(report.total for report in reports),
        added=sum(report.added for report in reports),
        skipped=reasons.total(),
        skipped_by_reason={reason: count for reason, count in reasons.items() if count},
        failed=tuple(lead for report in reports for lead in report.failed),
        not_attempted=sum(report.not_attempted for report in reports),
        stopped_by=next((report.stopped_by for report in reports if report.stopped_by), None),
        chunks=len(reports),
        requests=sum(report.requests for report in reports),
        rate_limited=sum(report.rate_limited for report in reports),
        elapsed=0.0,
    )


def main() -> None:
    """Import a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--campaign", type=int, required=True, help="id of the campaign")
    parser.add_argument(
        "--job", required=True, help="name of the import; the same to go on with it"
    )
    options = parser.parse_args()
    started = time.perf_counter()
    with (
        Redis.from_url(REDIS_URL, decode_responses=True) as store,
        options.file.open(newline="", encoding="utf-8-sig") as file,
    ):
        job = Import(store, options.job, options.campaign)
        job.give_out(csv.DictReader(file))
        report = attrs.evolve(job.finish(), elapsed=time.perf_counter() - started)
    print(json.dumps(attrs.asdict(report), indent=2))


if __name__ == "__main__":
    main()
