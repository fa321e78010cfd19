"""Journals on virtual time: what is sent again, and that the report covers the whole job."""

from __future__ import annotations

import asyncio
import contextlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartlead_async import (
    APIConnectionError,
    AuthenticationError,
    ConfigurationError,
    InvalidRequestError,
    JournalStatus,
    LeadInput,
    LeftOut,
    UploadError,
    UploadReport,
    read_journal,
)
from smartlead_async.upload import JournalFile
from smartlead_async.upload._journal_file import (
    Ending,
    Header,
    Store,
    open_to_read,
    open_to_write,
)
from tests.scripted_service import (
    Service,
    adds_up,
    is_placed,
    refusal,
    rows,
    upload,
    upload_leads,
)
from tests.virtual_loop import run_virtual

pytestmark = pytest.mark.virtual_time

UNAUTHORIZED = AuthenticationError(status_code=401, message="no", method="POST", path="/")
LOST = APIConnectionError("lost", method="POST", path="/")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "leads.journal"


async def run(service: Service, leads, path: Path, campaign_id: int = 5, **options) -> UploadReport:
    import_settings = options.pop("settings", {})
    file = JournalFile(path, campaign_id, import_settings)
    return await upload(service, leads, journal=file, **options)


async def interrupted(service: Service, leads, path: Path, after: float, **options) -> None:
    task = asyncio.create_task(run(service, leads, path, **options))
    await asyncio.sleep(after)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def without_elapsed(report: UploadReport) -> UploadReport:
    return attrs.evolve(report, elapsed=0.0)


def adds_up_too(status: JournalStatus) -> bool:
    parts = (status.added, status.skipped, len(status.failed))
    return (
        status.read == sum(parts) + status.not_attempted + status.in_flight
        and status.skipped == sum(status.skipped_by_reason.values())
        and status.done == sum(parts)
        and is_placed(status)
    )


# -- a job that is finished ----------------------------------------------------------------------


async def test_a_finished_job_sends_nothing_again_and_returns_the_whole_report(path):
    service = Service(poison={"lead7@example.com"})
    leads = [*rows(1000), {"email": "none"}, *rows(10)]
    first = await run(service, leads, path)
    requests = len(service.sent)
    second = await run(service, leads, path)
    assert len(service.sent) == requests
    assert without_elapsed(second) == without_elapsed(first)
    assert second.elapsed == pytest.approx(first.elapsed)
    assert (second.total, second.added, second.requests) == (1011, 999, requests)


async def test_progress_of_a_job_that_goes_on_begins_with_what_was_done(path):
    await run(Service(), rows(1200), path)
    seen = []
    await run(Service(), rows(1200), path, on_progress=seen.append)
    assert [progress.added for progress in seen] == [400, 800, 1200, 1200]
    assert [progress.done for progress in seen] == [False, False, False, True]


async def test_an_empty_input_is_a_job_too(path):
    assert (await run(Service(), [], path)).total == 0
    assert (await run(Service(), [], path)).total == 0
    assert read_journal(path).finished


# -- what is on the disk when --------------------------------------------------------------------


async def test_a_chunk_is_committed_before_it_is_sent(path):
    service, recorded = Service(), []

    def script(number, _leads):
        status = read_journal(path)
        recorded.append((number, status.chunks, status.chunks_in_flight, status.in_flight))

    service.script = script
    await run(service, rows(1000), path, max_in_flight=1)
    assert recorded == [(0, 0, 1, 400), (1, 1, 1, 400), (2, 2, 1, 200)]


def test_commits_are_on_the_disk_before_they_return(path):
    header = Header(campaign_id=5, settings={}, chunk_size=400, dedupe=True)
    database, opened = open_to_write(path, header)
    with opened:
        assert database.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
        assert database.execute("PRAGMA fullfsync").fetchone() == (1,)
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert not database.in_transaction


async def test_a_finished_job_knows_what_was_left_out(path):
    service = Service(campaign=["lead2@example.com"], room=401)
    leads = [*rows(300), *rows(1), *rows(300, start=300), *rows(1000, start=600)]
    first = await run(service, leads, path, max_in_flight=1)
    requests = len(service.sent)
    assert (
        first.left_out
        == read_journal(path).left_out
        == (
            LeftOut(0, 401, "already_in_campaign", 1),
            LeftOut(300, 301, "duplicate_in_input", 1, "lead0@example.com"),
            LeftOut(401, 801, "not_attempted", 399),
            LeftOut(801, 1601, "not_attempted", 800),
        )
    )
    service.script = lambda *_: UNAUTHORIZED
    with pytest.raises(UploadError) as caught:
        await run(service, leads, path, max_in_flight=1)
    assert len(service.sent) == requests + 1
    assert caught.value.report.left_out[:3] == first.left_out[:3]
    assert adds_up(caught.value.report)
    service.script, service.room = (lambda *_: None), 5000
    second = await run(service, leads, path, max_in_flight=1)
    assert second.left_out == first.left_out[:2]
    assert without_elapsed(await run(service, leads, path)).left_out == second.left_out


async def test_what_no_chunk_covers_was_not_attempted(path):
    await run(Service(), rows(1200), path)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DELETE FROM chunks WHERE number IN (0, 2)")
    assert read_journal(path).left_out == (
        LeftOut(0, 400, "not_attempted", 400),
        LeftOut(800, 1200, "not_attempted", 400),
    )


async def test_only_failed_leads_are_stored(path):
    await run(Service(poison={"lead3@example.com"}), rows(400), path)
    content = path.read_bytes()
    assert b"lead3@example.com" in content
    assert b"lead4@example.com" not in content


async def test_the_work_on_the_file_is_done_in_a_thread_of_its_own(path, monkeypatch):
    import threading

    threads = set()
    begin = Store.begin

    def watched(*args):
        threads.add(threading.current_thread())
        begin(*args)

    monkeypatch.setattr(Store, "begin", watched)
    await run(Service(), rows(2000), path)
    assert len(threads) == 1
    assert threads.isdisjoint({threading.main_thread()})


# -- going on after an interruption --------------------------------------------------------------


async def test_after_an_error_the_same_call_finishes_the_job(path):
    service = Service()
    service.script = lambda number, _leads: UNAUTHORIZED if number == 5 else None
    with pytest.raises(UploadError) as caught:
        await run(service, rows(4000), path, max_in_flight=3)
    assert adds_up(caught.value.report)
    assert read_journal(path).stopped_by == "error"
    assert read_journal(path).added == caught.value.report.added == len(service.campaign)
    service.script = lambda *_: None
    report = await run(service, rows(4000), path, max_in_flight=3)
    assert report.total == report.added == len(service.campaign) == 4000
    assert report.stopped_by is None
    most = Counter(email for leads in service.sent for email in leads)
    assert max(most.values()) == 2  # those that were refused with 401
    assert sum(count == 2 for count in most.values()) == 400


async def test_after_ctrl_c_only_what_was_on_the_wire_is_sent_again(path):
    service = Service(seconds=1)
    await interrupted(service, rows(4000), path, after=2.5, max_in_flight=3)
    status = read_journal(path)
    assert (status.added, status.in_flight, status.chunks_in_flight) == (2400, 1200, 3)
    assert not status.finished
    assert status.stopped_by is None
    service.campaign += [row["email"] for row in rows(400, start=2400)]  # arrived nevertheless
    report = await run(service, rows(4000), path)
    assert report.added == 3600
    assert report.skipped_by_reason == {"present_after_retry": 400}
    assert sorted(service.campaign) == sorted(row["email"] for row in rows(4000))
    assert service.sizes == [400] * 13  # 10 chunks, and 3 of them twice


async def test_chunks_that_were_not_sent_when_the_run_ended_are_forgotten(path):
    service = Service()

    async def queued(leads, observer):
        if len(service.sent) >= 2:
            await asyncio.sleep(1000)  # waits for a permit
        return await service.add(leads, observer)

    file = JournalFile(path, 5, {})
    task = asyncio.create_task(
        upload_leads(
            queued, rows(4000), dedupe=True, max_in_flight=4, journal=file, on_progress=None
        )
    )
    await asyncio.sleep(10)
    assert read_journal(path).chunks_in_flight == 4
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    status = read_journal(path)
    assert (status.chunks, status.chunks_in_flight, status.read) == (2, 0, 800)
    service.campaign.append("lead900@example.com")
    report = await run(service, rows(4000), path)
    assert report.skipped_by_reason == {"already_in_campaign": 1}


async def test_impatient_ctrl_c_does_not_cut_the_settling_short(path, monkeypatch):
    begin, busy, loop = Store.begin, asyncio.Event(), asyncio.get_running_loop()

    def slow(*args) -> None:
        loop.call_soon_threadsafe(busy.set)
        time.sleep(0.02)  # in the journal's thread, while the loop's clock stands still
        begin(*args)

    monkeypatch.setattr(Store, "begin", slow)
    service = Service(seconds=10)
    task = asyncio.create_task(run(service, rows(4000), path))
    await busy.wait()
    for _ in range(3):
        task.cancel()
        await asyncio.sleep(0)
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.sleep(1)
    assert read_journal(path).chunks_in_flight == len(service.sent)
    assert (await run(service, rows(4000), path)).added == 4000


async def test_what_was_forgotten_between_two_chunks_is_sent(path):
    service = Service()

    async def second_waits(leads, observer):
        if leads[0].email == "lead400@example.com":
            await asyncio.sleep(1000)
        return await service.add(leads, observer)

    file = JournalFile(path, 5, {})
    task = asyncio.create_task(
        upload_leads(
            second_waits, rows(1200), dedupe=True, max_in_flight=4, journal=file, on_progress=None
        )
    )
    await asyncio.sleep(10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (read_journal(path).read, read_journal(path).not_attempted) == (1200, 400)
    assert (await run(service, rows(1200), path)).added == 1200
    assert service.sizes == [400, 400, 400]


async def test_leads_of_unknown_outcome_are_sent_again(path):
    service = Service()
    service.afterwards = lambda number, _leads: LOST if number == 1 else None
    with pytest.raises(UploadError):
        await run(service, rows(1200), path, max_in_flight=1)
    status = read_journal(path)
    assert (status.added, len(status.failed), status.not_attempted) == (400, 400, 0)
    assert {lead.reason for lead in status.failed} == {"outcome_unknown"}
    assert not status.finished
    service.afterwards = lambda *_: None
    report = await run(service, rows(1200), path)
    assert report.added == 800
    assert report.skipped_by_reason == {"present_after_retry": 400}
    assert report.failed == ()
    assert read_journal(path).finished


async def test_an_interrupted_repetition_takes_nothing_back(path):
    service = Service(room=100)
    first = await run(service, rows(400), path)
    assert (first.added, first.not_attempted) == (100, 300)
    service.room, service.script = 400, lambda *_: UNAUTHORIZED
    with pytest.raises(UploadError) as caught:
        await run(service, rows(400), path)
    assert (caught.value.report.added, caught.value.report.not_attempted) == (100, 300)
    assert (read_journal(path).added, read_journal(path).not_attempted) == (100, 300)
    service.script, service.seconds = (lambda *_: None), 10
    await interrupted(service, rows(400), path, after=5)
    service.seconds = 0.1
    service.campaign += [row["email"] for row in rows(200, start=100)]  # arrived nevertheless
    report = await run(service, rows(400), path)
    assert report.added == 200
    assert report.skipped_by_reason == {"present_after_retry": 200}


async def test_a_chunk_that_was_in_flight_stays_so_until_it_is_sent(path):
    service = Service(seconds=10)
    await interrupted(service, rows(400), path, after=5)
    service.campaign += [row["email"] for row in rows(400)]
    service.seconds, service.script = 0.1, lambda *_: UNAUTHORIZED
    with pytest.raises(UploadError) as caught:
        await run(service, rows(400), path)
    assert {lead.reason for lead in caught.value.report.failed} == {"outcome_unknown"}
    assert read_journal(path).in_flight == 400
    service.script = lambda *_: None
    report = await run(service, rows(400), path)
    assert report.skipped_by_reason == {"present_after_retry": 400}


async def test_an_error_of_the_input_while_it_is_read_again_is_an_upload_error(path):
    service = Service()
    await run(service, rows(1200), path)

    def broken():
        yield from rows(500)
        raise OSError("disk gone")

    with pytest.raises(UploadError, match="disk gone") as caught:
        await run(service, broken(), path)
    report = caught.value.report
    assert (report.total, report.added, report.not_attempted) == (500, 400, 100)
    assert report.stopped_by == "error"
    assert (await run(service, rows(1200), path)).added == 1200


async def test_a_full_disk_stops_the_upload_with_a_report_that_adds_up(path, monkeypatch):
    service = Service()
    finish = Store.finish

    def full(self, number, past, elapsed):
        if number == 1:
            monkeypatch.setattr(Store, "end", full_too)
            full_too()
        finish(self, number, past, elapsed)

    def full_too(*_):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Store, "finish", full)
    with pytest.raises(UploadError, match="disk is full") as caught:
        await run(service, rows(4000), path, max_in_flight=1)
    assert isinstance(caught.value.__cause__, ConfigurationError)
    assert caught.value.report.added == 800
    assert adds_up(caught.value.report)
    monkeypatch.undo()
    report = await run(service, rows(4000), path)
    assert (report.added, report.skipped_by_reason) == (3600, {"present_after_retry": 400})


# -- a full plan ---------------------------------------------------------------------------------


async def test_after_a_full_plan_the_next_run_sends_what_was_not_attempted(path):
    service = Service(room=1000, poison={"lead850@example.com", "lead2000@example.com"})
    first = await run(service, rows(4000), path, max_in_flight=1)
    assert first.stopped_by == "lead_limit"
    assert (first.total, first.added, len(first.failed)) == (4000, 1000, 1)
    status = read_journal(path)
    assert status.stopped_by == "lead_limit"
    assert (status.read, status.added, status.not_attempted) == (4000, 1000, 2999)
    assert not status.finished

    again = await run(service, rows(4000), path, max_in_flight=1)
    assert again.stopped_by == "lead_limit"
    assert (again.added, again.not_attempted, again.skipped) == (1000, 2999, 0)

    service.room, before = 5000, len(service.sent)
    reasons = []
    service.script = lambda *_: reasons.append(read_journal(path).stopped_by)
    last = await run(service, rows(4000), path, max_in_flight=1)
    assert (last.total, last.added, last.skipped, last.not_attempted) == (4000, 3998, 0, 0)
    assert [lead.position for lead in last.failed] == [850, 2000]
    assert last.stopped_by is None
    assert set(reasons) == {None}
    assert "lead850@example.com" not in [e for leads in service.sent[before:] for e in leads]
    assert read_journal(path).finished


async def test_a_job_is_not_finished_while_leads_are_in_flight_or_were_not_sent(path):
    service = Service(room=400)
    await run(service, rows(1600), path, max_in_flight=1)
    service.room, service.seconds = 5000, 10
    await interrupted(service, rows(1600), path, after=15, max_in_flight=1)
    status = read_journal(path)
    assert (status.read, status.added, status.in_flight, status.not_attempted) == (
        1600,
        800,
        400,
        400,
    )
    assert adds_up_too(status)
    assert not status.finished


# -- another job ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "named"),
    [
        ({"campaign_id": 7}, "campaign_id is 5 there and 7 here"),
        ({"dedupe": False}, "dedupe is True there and False here"),
        ({"settings": {"ignore_global_block_list": True}}, "settings is {} there and {'ignore"),
    ],
)
async def test_the_journal_of_another_job_is_refused(path, other, named):
    service = Service()
    await run(service, rows(10), path)
    with pytest.raises(ConfigurationError) as caught:
        await run(service, rows(10), path, **other)
    assert named in str(caught.value)
    assert str(path) in str(caught.value)
    assert len(service.sent) == 1


async def test_another_chunk_size_is_another_job(path, monkeypatch):
    await run(Service(), rows(10), path)
    monkeypatch.setattr("smartlead_async.upload._run.CHUNK_SIZE", 100)
    with pytest.raises(ConfigurationError, match="chunk_size is 400 there and 100 here"):
        await run(Service(), rows(10), path)


def edited(leads: list, position: int) -> list:
    return [*leads[:position], {"email": "other@example.com"}, *leads[position + 1 :]]


@pytest.mark.parametrize(
    ("leads", "position"),
    [
        (edited(rows(1000), 0), 0),
        (edited(rows(1000), 523), 523),
        (edited(rows(1000), 999), 999),
        ([*rows(523), {"email": "other@example.com"}, *rows(477, start=523)], 523),
        ([*rows(523), *rows(476, start=524)], 523),
        ([{**row, "first_name": "Ann"} for row in rows(1000)], 0),
        ([*rows(1000), {"email": "no address"}], 1000),
        (rows(1001), 1000),
        (rows(999), 999),
        (rows(800), 800),
        (rows(30), 30),
        ([], 0),
    ],
)
async def test_another_input_is_refused_where_it_first_differs(path, leads, position):
    service = Service()
    await run(service, rows(1000), path)
    with pytest.raises(ConfigurationError, match=rf"differs at position {position} "):
        await run(service, leads, path)
    assert len(service.sent) == 3


async def test_an_input_that_goes_on_behind_its_recorded_end_is_refused(path):
    service = Service()
    await run(service, rows(800), path)
    with pytest.raises(ConfigurationError, match="differs at position 800 "):
        await run(service, rows(1200), path)
    assert len(service.sent) == 2


async def test_the_recorded_end_of_the_input_outlives_an_interrupted_run(path):
    await run(Service(), rows(800), path)

    def broken(_progress) -> None:
        raise ZeroDivisionError

    with pytest.raises(UploadError):
        await run(Service(), rows(800), path, on_progress=broken)
    with pytest.raises(ConfigurationError, match="differs at position 800 "):
        await run(Service(), rows(1200), path)


async def test_nothing_is_sent_before_all_that_is_recorded_is_compared(path):
    service = Service()
    service.script = lambda number, _leads: UNAUTHORIZED if number == 0 else None
    with pytest.raises(UploadError):
        await run(service, rows(1600), path, max_in_flight=4)
    sent = len(service.sent)
    with pytest.raises(ConfigurationError, match="position 1500 "):
        await run(service, edited(rows(1600), 1500), path)
    assert len(service.sent) == sent


# -- one writer ----------------------------------------------------------------------------------


async def test_a_second_upload_in_the_same_process_is_refused_at_once(path):
    service = Service(seconds=100)
    task = asyncio.create_task(run(service, rows(400), path))
    await asyncio.sleep(1)
    with pytest.raises(ConfigurationError, match="in use by another upload"):
        await run(service, rows(400), path)
    link = path.with_name("link")
    link.symlink_to(path)
    with pytest.raises(ConfigurationError, match="in use by another upload"):
        await run(service, rows(400), link)
    assert (await task).added == 400
    assert len(service.sent) == 1


HOLDER = """
import sys
from pathlib import Path
from smartlead_async.upload._journal_file import Header, open_to_read, open_to_write
header = Header(campaign_id=5, settings={}, chunk_size=400, dedupe=True)
opened = open_to_write(Path(sys.argv[1]), header)
print("holding", flush=True)
sys.stdin.read()
"""


async def test_another_process_is_refused_and_its_end_by_kill_frees_the_journal(path):
    with subprocess.Popen(  # noqa: ASYNC220 - on virtual time, nothing else has to run meanwhile
        [sys.executable, "-c", HOLDER, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"holding\n"
        with pytest.raises(ConfigurationError, match="in use by another upload"):
            await run(Service(), rows(400), path)
        process.kill()
        process.wait()
        assert (await run(Service(), rows(400), path)).added == 400


@pytest.mark.parametrize("after", [0.0, 0.05, 0.15])
async def test_the_journal_is_free_as_soon_as_an_upload_has_ended(path, after):
    service = Service()
    for _ in range(3):
        await interrupted(service, rows(4000), path, after=after, max_in_flight=1)
    assert (await run(service, rows(4000), path)).total == 4000


# -- files that are no journals ------------------------------------------------------------------


def text_file(path: Path) -> None:
    path.write_text("email\nada@example.com\n" * 100)


def foreign_database(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE job (campaign_id)")
        database.execute("PRAGMA user_version = 1")
    database.close()


def journal_of_the_future(path: Path) -> None:
    run_virtual(run(Service(), rows(10), path))
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()


def damaged(path: Path) -> None:
    run_virtual(run(Service(), rows(12_000), path))
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * len(content[4096:])
    path.write_bytes(content)


def cut_off(path: Path) -> None:
    run_virtual(run(Service(), rows(12_000), path))
    path.write_bytes(path.read_bytes()[: 3 * 4096])


@pytest.mark.parametrize(
    "make", [text_file, foreign_database, journal_of_the_future, damaged, cut_off, Path.mkdir]
)
def test_what_is_no_journal_is_refused_with_a_sentence_and_left_alone(path, make):
    make(path)
    before = path.read_bytes() if path.is_file() else None
    service = Service()
    with pytest.raises(ConfigurationError, match=str(path)):
        run_virtual(run(service, rows(10), path))
    with pytest.raises(ConfigurationError, match=str(path)):
        read_journal(path)
    assert service.sent == []
    assert before is None or path.read_bytes() == before
    assert before is not None or not path.with_name(f"{path.name}-lock").exists()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE job SET settings = '{'",
        "UPDATE job SET total = 9",
        "DELETE FROM job",
        "UPDATE chunks SET outcome = '{\"add'",
        "UPDATE chunks SET requests = 2",
        "UPDATE chunks SET number = 10000000000",
        "UPDATE chunks SET elapsed = 0.5, checksum = checksum + 1",
    ],
)
async def test_a_journal_in_which_a_row_is_damaged_is_refused(path, change):
    await run(Service(), rows(10), path)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(change)
    with pytest.raises(ConfigurationError, match="damaged"):
        read_journal(path)
    service = Service()
    with pytest.raises(ConfigurationError, match="damaged"):
        await run(service, rows(10), path)
    assert service.sent == []


@pytest.mark.parametrize("seed", range(4))
async def test_a_journal_with_a_flipped_bit_is_refused_or_tells_the_truth(path, seed):
    service = Service(room=900, poison={"lead3@example.com"})
    given = [*rows(700), {"email": "none"}, *rows(1), *rows(600, start=700)]
    await run(service, given, path, max_in_flight=1)
    content, truth = path.read_bytes(), read_journal(path)
    drawn = random.Random(seed)
    copy = path.with_name("copy")
    service.script = lambda *_: UNAUTHORIZED
    for _ in range(8):
        damaged = bytearray(content)
        damaged[drawn.randrange(len(content))] ^= 1 << drawn.randrange(8)
        for end in ("", "-wal", "-shm"):
            copy.with_name(f"copy{end}").unlink(missing_ok=True)
        copy.write_bytes(damaged)
        with contextlib.suppress(ConfigurationError):
            assert read_journal(copy) == truth
        try:
            report = await run(service, given, copy)
        except ConfigurationError:
            continue
        except UploadError as error:
            report = error.report
        assert (report.added, report.failed) == (truth.added, truth.failed)
        assert report.skipped_by_reason == truth.skipped_by_reason


async def test_the_journal_of_an_older_release_is_refused_with_the_way_on(path):
    await run(Service(), rows(10), path)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA user_version = 1")
    with pytest.raises(ConfigurationError, match=r"version 1, not 2: another release .* finish"):
        read_journal(path)


async def test_too_long_a_path_is_refused(tmp_path):
    for name in ("x" * 300, "x" * 250, "/".join(["x" * 200] * 30)):
        service = Service()
        with pytest.raises(ConfigurationError, match=r"cannot be used|no journal"):
            await run(service, rows(10), tmp_path / name)
        with pytest.raises(ConfigurationError, match=r"cannot be used|no journal"):
            read_journal(tmp_path / name)
        assert service.sent == []


async def test_a_journal_whose_making_was_cut_short_is_made_again(path):
    path.touch()
    with pytest.raises(ConfigurationError, match="it is empty"):
        read_journal(path)
    assert (await run(Service(), rows(10), path)).added == 10


async def test_a_lock_that_is_no_lock_is_not_taken_for_one_in_use(path):
    text_file(path.with_name(f"{path.name}-lock"))
    with pytest.raises(ConfigurationError, match="file is not a database"):
        await run(Service(), rows(10), path)


async def test_a_folder_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match="nowhere"):
        await run(Service(), rows(10), tmp_path / "nowhere" / "leads.journal")


@pytest.mark.parametrize("given", [5, b"leads.journal", "with\0nul"])
async def test_what_is_no_path_is_refused(given):
    with pytest.raises(InvalidRequestError):
        await run(Service(), rows(10), given)


def test_reading_a_journal_that_does_not_exist_makes_none(path):
    with pytest.raises(ConfigurationError, match="no journal"):
        read_journal(path)
    assert not path.exists()


# -- reading a journal ---------------------------------------------------------------------------


async def test_a_journal_tells_which_leads_failed_and_why(path):
    service = Service(poison={"b@example.com"})
    leads = [
        LeadInput("a@example.com"),
        LeadInput("b@example.com", first_name="Bea", custom_fields={"size": 47}),
        {"email": "none", "first_name": "Nil"},
        LeadInput("c@example.com", custom_fields={str(i): "x" for i in range(201)}),
        "d@example.com",
        {"email": "A@example.com"},
    ]
    report = await run(service, leads, path, settings={"ignore_global_block_list": True})
    status = read_journal(str(path))
    assert status.campaign_id == 5
    assert status.settings == {"ignore_global_block_list": True}
    assert status.dedupe
    assert status.finished
    assert (status.read, status.done, status.added, status.in_flight) == (6, 6, 1, 0)
    assert status.skipped_by_reason == {"duplicate_in_input": 1}
    assert (status.chunks, status.requests) == (1, report.requests)
    assert status.elapsed == pytest.approx(report.elapsed)
    assert status.failed == report.failed
    assert [(lead.position, lead.reason) for lead in status.failed] == [
        (1, "refused"),
        (2, "invalid"),
        (3, "invalid"),
        (4, "invalid"),
    ]
    assert status.failed_leads == leads[1:4]
    service.poison.clear()
    retried = await upload(service, status.failed_leads)
    assert (retried.added, len(retried.failed)) == (1, 2)
    assert service.campaign == ["a@example.com", "b@example.com"]


async def test_a_journal_is_read_as_it_was_at_one_moment(path):
    await run(Service(), rows(400), path)
    header = Header(campaign_id=5, settings={}, chunk_size=400, dedupe=True)
    with closing(open_to_read(path)) as database:
        read = Store(database)
        assert read.ending() == Ending(400, None)
        written, opened = open_to_write(path, header)
        with opened:
            Store(written).end(None, "error")
            assert Store(written).ending() == Ending(400, "error")
            assert read.ending() == Ending(400, None)
    assert read_journal(path).stopped_by == "error"


async def test_items_that_json_cannot_hold_are_stored_as_text(path):
    class Odd:
        def __str__(self) -> str:
            return "odd"

    import datetime as dt

    leads = [
        {"email": "none", "when": dt.date(2026, 1, 2), "what": Odd(), 5: [6, 7]},
        Odd(),
        LeadInput("none", first_name=Odd()),
        {"email": "\ud800@example.com"},
    ]
    await run(Service(), leads, path)
    assert [failed.lead for failed in read_journal(path).failed] == [
        {"email": "none", "when": "2026-01-02", "what": "odd", "5": "[6, 7]"},
        "odd",
        LeadInput("none", first_name="odd"),
        {"email": "\ud800@example.com"},
    ]


async def test_items_that_nothing_can_hold_fail_and_are_stored(path):
    loop: dict[str, object] = {"email": "a@example.com"}
    loop["custom_fields"] = loop
    ring: list[object] = []
    ring.append(ring)
    huge = 10**5000

    class Mute:
        def __str__(self) -> str:
            raise RuntimeError

    leads = [
        loop,
        ring,
        huge,
        {"email": huge},
        {huge: "x"},
        {"email": "a@example.com", "first_name": huge},
        {"email": "a@example.com", "custom_fields": {"x": huge}},
        {"email": "a@example.com", "custom_fields": {"x": ring}},
        {"email": "a@example.com", "custom_fields": {"x": Mute()}},
        LeadInput("a@example.com", custom_fields={"x": huge}),
        *rows(3),
    ]
    report = await run(Service(), leads, path)
    assert (report.added, len(report.failed)) == (3, 10)
    assert {lead.reason for lead in report.failed} == {"invalid"}
    assert [failed.email for failed in report.failed][3] == "<int>"
    status = read_journal(path)
    assert [failed.position for failed in status.failed] == list(range(10))
    assert status.failed[6].lead == {"email": "a@example.com", "custom_fields": {"x": "<int>"}}


# -- any number of interruptions -----------------------------------------------------------------

stops = st.tuples(
    st.sampled_from(["cancel", "refused", "lost", "lost_after", "unauthorized", "full"]),
    st.integers(0, 12),
)


@settings(max_examples=8)
@given(st.integers(0, 2100), st.lists(stops, max_size=4), st.integers(1, 5))
def test_however_often_a_job_is_interrupted_each_lead_arrives_once(count, interruptions, most):
    with tempfile.TemporaryDirectory() as folder:
        run_virtual(_interrupt_and_finish(Path(folder) / "j", count, interruptions, most))


async def _interrupt_and_finish(path: Path, count: int, interruptions, most: int) -> None:
    service = Service(poison={"lead3@example.com", "lead401@example.com"}, names_poison=True)
    for kind, number in interruptions:
        job = run(service, rows(count), path, max_in_flight=most)
        result = await _interrupted_by(kind, number, service, job)
        report = getattr(result, "report", result)
        if isinstance(report, UploadReport):
            assert adds_up(report)
        assert adds_up_too(read_journal(path))
    service.script = service.afterwards = lambda *_: None
    service.room = 10_000
    report = await run(service, rows(count), path, max_in_flight=most)
    good = [row["email"] for row in rows(count) if row["email"] not in service.poison]
    assert sorted(service.campaign) == sorted(good)
    assert report.total == count
    assert report.added + report.skipped_by_reason.get("present_after_retry", 0) == len(good)
    assert [failed.email for failed in report.failed] == [
        row["email"] for row in rows(count) if row["email"] in service.poison
    ]
    assert adds_up(report)
    status = read_journal(path)
    assert status.finished
    assert adds_up_too(status)
    assert without_elapsed(await run(service, rows(count), path)) == without_elapsed(report)


async def _interrupted_by(kind: str, after: int, service: Service, job) -> object:
    """Run a job that something may happen to after some requests, and return how it ended."""
    errors = {
        "refused": refusal("no", field="settings"),
        "lost": LOST,
        "unauthorized": UNAUTHORIZED,
    }
    number = len(service.sent) + after
    service.script = lambda n, _leads: errors.get(kind) if n == number else None
    service.afterwards = lambda n, _leads: LOST if kind == "lost_after" and n == number else None
    service.room = 600 if kind == "full" else 10_000
    task = asyncio.create_task(job)
    if kind == "cancel":
        await asyncio.sleep(after * 0.05)
        task.cancel()
    (result,) = await asyncio.gather(task, return_exceptions=True)
    return result


async def test_leads_that_an_earlier_run_saw_skipped_show_that_the_service_takes_requests(path):
    service = Service(campaign=[row["email"] for row in rows(400)])
    service.script = lambda number, _: UNAUTHORIZED if number == 1 else None
    with pytest.raises(UploadError):
        await run(service, rows(800), path, max_in_flight=1)
    service.script = lambda *_: None
    service.poison = {row["email"] for row in rows(400, start=400)}
    report = await run(service, rows(800), path)
    assert report.skipped_by_reason == {"already_in_campaign": 400}
    assert len(report.failed) == 400
