"""Imports over a network and a service where everything goes wrong once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from smartlead_async import (
    AttemptInfo,
    RateLimit,
    Smartlead,
    UploadError,
    UploadReport,
    read_journal,
)
from tests.scripted_service import adds_up
from tests.virtual_sandbox import VirtualSandbox

pytestmark = pytest.mark.virtual_time

LEADS = 6_000
ADD = r"/campaigns/\d+/leads$"
LIMITS = (RateLimit(1000, 1.0),)
ADDRESSES = [f"lead{number}@example.com" for number in range(LEADS)]
POISON = {ADDRESSES[position] for position in (0, 401, 1199, 1500, 1501, 1502, 2001)}
GOOD = [address for address in ADDRESSES if address not in POISON]
FAULTS = [
    ("reset", {}),
    ("reset", {"after": True}),
    ("rate_limited", {"retry_after": 1.0}),
    ("html", {}),
    ("html", {"after": True}),
    ("status", {"status": 500}),
    ("status", {"status": 500, "after": True}),
    ("hang", {}),
    ("hang", {"after": True}),
    ("late", {"seconds": 3.0}),
    ("truncate", {}),
    ("bad_json", {}),
    ("status", {"status": 503, "body": ""}),
    ("rate_limited", {"hints": False}),
]


@asynccontextmanager
async def client_of(sandbox: VirtualSandbox, **options: Any) -> AsyncIterator[Smartlead]:
    options = {"max_retries": len(FAULTS), **options}  # one chunk may meet them all
    async with (
        sandbox.session() as session,
        Smartlead(
            sandbox.api_key,
            base_url=sandbox.base_url,
            rate_limits=LIMITS,
            timeout=1.0,
            session=session,
            **options,
        ) as smartlead,
    ):
        yield smartlead


def rows() -> list[dict[str, str]]:
    return [{"email": address} for address in ADDRESSES]


def arrived(report: UploadReport) -> int:
    return report.added + report.skipped_by_reason.get("present_after_retry", 0)


@pytest.mark.parametrize("dialect", ["reference", "live"])
async def test_whatever_goes_wrong_the_server_holds_the_right_leads(dialect, tmp_path: Path):
    journal = tmp_path / "leads.journal"
    seen: list[AttemptInfo] = []
    async with VirtualSandbox(rate_limits=LIMITS, dialect=dialect, latency=0.01) as sandbox:
        campaign_id = sandbox.seed_campaign()
        sandbox.refused_emails |= POISON
        sandbox.lead_limit = len(GOOD) - 150
        faults = [
            sandbox.fault(kind, method="POST", path=ADD, **details) for kind, details in FAULTS
        ]
        async with client_of(sandbox, on_attempt=seen.append) as smartlead:
            report = await smartlead.leads.upload(campaign_id, rows(), journal=journal)
            assert [fault.times for fault in faults] == [0] * len(faults)
            assert report.stopped_by == "lead_limit"
            assert report.total == LEADS
            assert adds_up(report)
            held = [lead["email"] for lead in sandbox.leads_of(campaign_id)]
            assert len(held) == len(set(held)) == sandbox.lead_limit == arrived(report)
            assert {lead.email for lead in report.failed} == POISON
            assert report.not_attempted == 150
            assert report.rate_limited == 2
            assert report.requests == len(seen)

            sandbox.lead_limit = None
            report = await smartlead.leads.upload(campaign_id, rows(), journal=journal)
        assert adds_up(report)
        assert arrived(report) == len(GOOD)
        assert (report.total, report.not_attempted, report.stopped_by) == (LEADS, 0, None)
        assert {lead.email for lead in report.failed} == POISON
        assert sorted(lead["email"] for lead in sandbox.leads_of(campaign_id)) == sorted(GOOD)
        assert read_journal(journal).finished


@pytest.mark.parametrize("journal", [None, "leads.journal"])
async def test_a_chunk_that_cannot_be_delivered_stops_an_upload_without_patience(journal, tmp_path):
    path = tmp_path / journal if journal else None
    async with VirtualSandbox(rate_limits=LIMITS, latency=0.01) as sandbox:
        campaign_id = sandbox.seed_campaign()
        fault = sandbox.fault("html", status=500, path=ADD, times=2, after=True)
        async with client_of(sandbox, max_retries=1) as smartlead:
            with pytest.raises(UploadError) as caught:
                await smartlead.leads.upload(
                    campaign_id, rows(), journal=path, max_in_flight=1, patience=0
                )
            assert fault.times == 0
            report = caught.value.report
            assert adds_up(report)
            assert {lead.reason for lead in report.failed} == {"outcome_unknown"}
            assert len(report.failed) == 400
            report = await smartlead.leads.upload(campaign_id, rows(), journal=path)
        held = [lead["email"] for lead in sandbox.leads_of(campaign_id)]
    assert sorted(held) == sorted(ADDRESSES)
    assert report.skipped_by_reason == {
        "present_after_retry" if journal else "already_in_campaign": 400
    }


async def test_after_ctrl_c_in_the_middle_the_next_run_finishes(tmp_path: Path):
    journal = tmp_path / "leads.journal"
    async with VirtualSandbox(rate_limits=LIMITS, latency=0.05) as sandbox:
        campaign_id = sandbox.seed_campaign()
        async with client_of(sandbox) as smartlead:
            middle = asyncio.Event()

            def show(progress) -> None:
                if progress.added >= LEADS // 2:
                    middle.set()

            task = asyncio.create_task(
                smartlead.leads.upload(campaign_id, rows(), journal=journal, on_progress=show)
            )
            await middle.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            status = read_journal(journal)
            assert LEADS // 2 <= status.added < LEADS
            assert status.chunks_in_flight <= 8
            report = await smartlead.leads.upload(campaign_id, rows(), journal=journal)
            assert report.requests - status.requests == LEADS // 400 - status.chunks
        held = [lead["email"] for lead in sandbox.leads_of(campaign_id)]
    assert sorted(held) == sorted(ADDRESSES)
    assert arrived(report) == report.total == LEADS


async def test_a_power_cut_just_before_a_request_leaves_its_entry(tmp_path: Path):
    """The files as they are when a request comes in are enough to go on."""
    journal, copy = tmp_path / "leads.journal", tmp_path / "copy.journal"

    class Snapshot(VirtualSandbox):
        def answer(self, *args):
            if len(self.leads) == 800:
                for end in ("", "-wal"):
                    Path(f"{copy}{end}").write_bytes(Path(f"{journal}{end}").read_bytes())
            return super().answer(*args)

    async with Snapshot(rate_limits=LIMITS) as sandbox:
        campaign_id = sandbox.seed_campaign()
        async with client_of(sandbox) as smartlead:
            await smartlead.leads.upload(
                campaign_id, rows()[:2000], journal=journal, max_in_flight=1
            )
            status = read_journal(copy)
            assert (status.added, status.in_flight, status.chunks_in_flight) == (800, 400, 1)
            report = await smartlead.leads.upload(campaign_id, rows()[:2000], journal=copy)
    assert report.added == 800
    assert report.skipped_by_reason == {"present_after_retry": 400, "already_in_campaign": 800}
