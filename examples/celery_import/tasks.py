"""The Celery side of the import: one task a chunk, run by any number of workers on any host.

Start workers with ``celery --app tasks worker``. They take their settings from the environment:
``REDIS_URL`` (broker, results and the shared rate limit) and ``SMARTLEAD_API_KEY``.
"""

from __future__ import annotations

import asyncio
import functools
import json
import os
from collections.abc import Sequence
from typing import Any, TypeAlias

from attrs import evolve
from celery import Celery, Task
from redis import Redis

from smartlead_async import (
    FailedLead,
    LeadInput,
    RateLimit,
    RedisRateLimiter,
    Smartlead,
    UploadError,
    UploadReport,
)

REDIS_URL = os.environ.get("REDIS_URL", "redis://localhost:6379/0")
RATE_LIMITS = (RateLimit(10, 2.0),)  # or RateLimit.STANDARD, RateLimit.PRO

Rows: TypeAlias = Sequence[tuple[int, dict[str, str]]]
"""Leads by the names of their columns, each with its position in the input."""

app = Celery("smartlead_import", broker=REDIS_URL)
app.conf.update(
    broker_connection_retry_on_startup=True,
    # A chunk whose worker dies is given to another one; adding leads twice does no harm.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    broker_transport_options={"visibility_timeout": 3600},
    # A worker that waits for its turn at the API keeps no chunks from others.
    worker_prefetch_multiplier=1,
    task_ignore_result=True,
)


@app.task(bind=True, max_retries=5)
def add_chunk(task: Task[Any, Any], job: str, chunk_id: str, campaign_id: int, rows: Rows) -> None:
    """Add the leads of one chunk to a campaign and keep the report of it.

    Args:
        task: The task itself.
        job: Name of the import.
        chunk_id: What the chunk is known by in that import.
        campaign_id: Where the leads go.
        rows: The leads.
    """
    with Redis.from_url(REDIS_URL) as store:
        if store.hexists(reports_key(job), chunk_id):
            return
        sent_before = not store.sadd(f"import:{{{job}}}:sent", chunk_id)
        try:
            report = upload(campaign_id, rows)
        except UploadError as error:
            if task.request.retries < task.max_retries:
                raise task.retry(countdown=2**task.request.retries) from error
            report = error.report
        if sent_before:
            report = credit_present(report)
        store.hsetnx(reports_key(job), chunk_id, dump(report, rows))


def reports_key(job: str) -> str:
    """Return the key of the hash that holds the report of each chunk."""
    return f"import:{{{job}}}:reports"


def upload(campaign_id: int, rows: Rows) -> UploadReport:
    """Upload one chunk within the budget that all workers share."""
    runner, smartlead = client()
    leads = [LeadInput.from_row(row) if row.get("email") else row for _, row in rows]
    return runner.run(smartlead.leads.upload(campaign_id, leads))


@functools.cache
def client() -> tuple[asyncio.Runner, Smartlead]:
    """Return this worker process's event loop and client, made when the first chunk comes."""
    runner = asyncio.Runner()
    return runner, Smartlead(limiter=RedisRateLimiter(REDIS_URL), rate_limits=RATE_LIMITS)


def credit_present(report: UploadReport) -> UploadReport:
    """Return the report of a chunk sent again: leads found there came from the first time."""
    reasons = dict(report.skipped_by_reason)
    found = sum(reasons.pop(name, 0) for name in ("already_in_campaign", "unexplained"))
    reasons["present_after_retry"] = reasons.get("present_after_retry", 0) + found
    return evolve(report, skipped_by_reason={name: n for name, n in reasons.items() if n})


def dump(report: UploadReport, rows: Rows) -> str:
    """Return the report of a chunk as JSON, with the rows that failed."""
    numbers = {
        "total": report.total,
        "added": report.added,
        "skipped_by_reason": dict(report.skipped_by_reason),
        "not_attempted": report.not_attempted,
        "stopped_by": report.stopped_by,
        "requests": report.requests,
        "rate_limited": report.rate_limited,
    }
    failed = [[*rows[each.position], each.reason, each.message] for each in report.failed]
    return json.dumps({**numbers, "failed": failed})


def load(text: str) -> UploadReport:
    """Return the report of a chunk, positions being those in the input."""
    data = json.loads(text)
    failed = [
        FailedLead(position=position, lead=row, reason=reason, message=message)
        for position, row, reason, message in data.pop("failed")
    ]
    skipped = sum(data["skipped_by_reason"].values())
    return UploadReport(**data, skipped=skipped, failed=tuple(failed), chunks=1, elapsed=0.0)
