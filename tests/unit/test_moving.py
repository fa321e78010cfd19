"""Copying and moving leads between campaigns: nothing lost, nothing doubled, in both dialects."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from smartlead_async import (
    AuthenticationError,
    ConfigurationError,
    InvalidRequestError,
    NotFoundError,
    Smartlead,
    UploadError,
)
from smartlead_async.helpers import LeftLead, MoveReport, copy_leads, move_leads
from smartlead_async.sandbox import Sandbox
from smartlead_async.sandbox._answer import Answer
from tests.support import client_of

SETTING = "ignore_duplicate_leads_in_other_campaign"
MOVER = """
import asyncio, os, signal, sys
from smartlead_async import RateLimit, Smartlead
from smartlead_async.helpers import move_leads

async def main(api_key, base_url, source, target, journal, method, count):
    left = int(count)
    def watch(attempt):
        nonlocal left
        left -= attempt.method == method
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    options = {"rate_limits": [RateLimit(1000, 1.0)], "on_attempt": watch}
    async with Smartlead(api_key, base_url=base_url, **options) as smartlead:
        await move_leads(smartlead, int(source), int(target), journal=journal)

asyncio.run(main(*sys.argv[1:]))
"""


class Failing(Sandbox):
    """Answers one request with 401, once so many have been answered well."""

    fails_after = -1

    def answer(self, method: str, path: str, query: Mapping[str, str], body: bytes) -> Answer:
        self.fails_after -= 1
        if self.fails_after == -1:
            return Answer.of({"message": "Invalid API key"}, 401)
        return super().answer(method, path, query, body)


@pytest.fixture(params=["reference", "live"])
async def sandbox(request: pytest.FixtureRequest) -> AsyncIterator[Failing]:
    async with Failing(rate_limits=(), dialect=request.param) as sandbox:
        yield sandbox


@pytest.fixture
async def smartlead(sandbox: Sandbox) -> AsyncIterator[Smartlead]:
    async with client_of(sandbox.base_url, sandbox.api_key, max_retries=0) as client:
        yield client


def seed(sandbox: Sandbox, count: int) -> tuple[int, int]:
    source, target = sandbox.seed_campaign("source"), sandbox.seed_campaign("target")
    sandbox.seed_leads(source, count)
    return source, target


def addresses(sandbox: Sandbox, campaign: int) -> list[str]:
    return [lead["email"] for lead in sandbox.leads_of(campaign)]


async def test_a_copy_holds_all_fields_and_leaves_the_source_alone(
    sandbox: Sandbox, smartlead: Smartlead
) -> None:
    source, target = seed(sandbox, 3)
    report = await copy_leads(smartlead, source, target)
    assert report == MoveReport(total=3, copied=3, already_there=0, missing=())
    assert str(report) == "3 leads: 3 copied, 0 already there, 0 missing, 0 removed, 0 not removed"
    assert addresses(sandbox, source) == addresses(sandbox, target)
    listed = [row async for row in smartlead.leads.iterate(target)]
    assert [row.lead and row.lead.custom_fields for row in listed] == [
        {"row": "0"}, {"row": "1"}, {"row": "2"},
    ]  # fmt: skip


async def test_only_the_value_that_takes_them_is_sent_last(
    sandbox: Sandbox, smartlead: Smartlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []
    upload = smartlead.leads.upload

    async def watched(*args: Any, **kwargs: Any) -> Any:
        settings = kwargs["settings"].to_wire()
        sent.append((settings[SETTING], settings["ignore_unsubscribe_list"]))
        return await upload(*args, **kwargs)

    monkeypatch.setattr(smartlead.leads, "upload", watched)
    source, target = seed(sandbox, 2)
    await copy_leads(smartlead, source, target, settings={"ignore_unsubscribe_list": False})
    takes_with_false = sandbox.dialect.name == "live"
    assert sent == ([(False, False)] if takes_with_false else [(False, False), (True, False)])


async def test_a_move_removes_what_the_target_lists(sandbox: Sandbox, smartlead: Smartlead) -> None:
    source, target = seed(sandbox, 12)
    first, *_, last = sandbox.leads_of(source)
    sandbox.put_lead(sandbox.campaigns[target], first)
    sandbox.block_list.add(last["email"])
    report = await move_leads(smartlead, source, target)
    (left,) = report.missing
    assert left == LeftLead(lead_id=last["id"], email=last["email"], reason="blocked")
    assert (report.total, report.copied, report.already_there) == (12, 10, 1)
    assert (report.removed, report.not_removed) == (11, ())
    assert addresses(sandbox, source) == [last["email"]]
    assert len(addresses(sandbox, target)) == 11


async def test_who_left_the_source_is_not_written_to_again(
    sandbox: Sandbox, smartlead: Smartlead
) -> None:
    source, target = seed(sandbox, 2)
    left, stayed = sandbox.campaigns[source].leads.values()
    left.is_unsubscribed = True
    report = await move_leads(smartlead, source, target)
    assert [(lead.email, lead.reason) for lead in report.missing] == [
        (left.lead["email"], "unsubscribed")
    ]
    assert addresses(sandbox, target) == [stayed.lead["email"]]
    wanted = {"ignore_unsubscribe_list": True}
    assert (await copy_leads(smartlead, source, target, settings=wanted)).copied == 1


async def test_filters_say_which_leads(sandbox: Sandbox, smartlead: Smartlead) -> None:
    source, target = seed(sandbox, 8)
    report = await move_leads(smartlead, source, target, status="STARTED")
    assert (report.total, report.removed) == (2, 2)
    assert len(addresses(sandbox, source)) == 6


async def test_a_lead_that_cannot_be_removed_does_not_stop_the_others(
    sandbox: Sandbox, smartlead: Smartlead
) -> None:
    source, target = seed(sandbox, 3)
    stuck = sandbox.leads_of(source)[1]
    path = f"/campaigns/{source}/leads/{stuck['id']}"
    sandbox.fault("status", status=400, body={"message": "not now"}, path=path)
    report = await move_leads(smartlead, source, target)
    (left,) = report.not_removed
    assert (left.email, left.reason) == (stuck["email"], "not_removed")
    assert "not now" in (left.message or "")
    assert report.removed == 2
    assert addresses(sandbox, source) == [stuck["email"]]


@pytest.mark.parametrize("is_gone", [True, False])
async def test_a_404_counts_as_removed_if_the_lead_is_gone(
    sandbox: Sandbox, smartlead: Smartlead, is_gone: bool
) -> None:
    source, target = seed(sandbox, 1)
    (lead,) = sandbox.leads_of(source)
    path = f"/campaigns/{source}/leads/{lead['id']}"
    sandbox.fault("status", status=404, body={"error": "gone"}, path=path, after=is_gone)
    report = await move_leads(smartlead, source, target)
    assert (report.removed, len(report.not_removed)) == (is_gone, not is_gone)


async def test_cut_off_anywhere_and_run_again(
    sandbox: Failing, smartlead: Smartlead, tmp_path: Path
) -> None:
    """Fail each request of the job in turn: the next run with the journal finishes it."""
    for number in range({"live": 8, "reference": 10}[sandbox.dialect.name]):
        source, target = sandbox.seed_campaign(), sandbox.seed_campaign()
        sandbox.seed_leads(source, 3)
        expected = addresses(sandbox, source)
        journal = tmp_path / str(number)
        sandbox.fails_after = number
        with pytest.raises((AuthenticationError, UploadError)) as caught:
            await move_leads(smartlead, source, target, journal=journal)
        assert isinstance(caught.value.__cause__ or caught.value, AuthenticationError)
        assert {*addresses(sandbox, source), *addresses(sandbox, target)} == set(expected)
        report = await move_leads(smartlead, source, target, journal=journal)
        assert (report.total, report.removed, report.missing) == (3, 3, ())
        assert (addresses(sandbox, source), addresses(sandbox, target)) == ([], expected)


@pytest.mark.no_cover
@pytest.mark.parametrize(("method", "count"), [("GET", 1), ("POST", 1), ("DELETE", 7)])
async def test_killed_and_run_again(method: str, count: int, tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    async with Sandbox(rate_limits=()) as sandbox:
        source, target = seed(sandbox, 30)
        expected = addresses(sandbox, source)
        job = [sandbox.api_key, sandbox.base_url, source, target, journal, method, count]
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", MOVER, *map(str, job))
        assert await process.wait() == -signal.SIGKILL
        async with client_of(sandbox.base_url, sandbox.api_key) as smartlead:
            report = await move_leads(smartlead, source, target, journal=journal)
        assert (report.total, report.copied, report.removed) == (30, 30, 30)
        assert (addresses(sandbox, source), addresses(sandbox, target)) == ([], expected)


async def test_leads_that_come_later_are_no_part_of_the_job(
    sandbox: Sandbox, smartlead: Smartlead, tmp_path: Path
) -> None:
    source, target = seed(sandbox, 2)
    first = await move_leads(smartlead, source, target, journal=tmp_path / "journal")
    sandbox.seed_leads(source, 1)
    again = await move_leads(smartlead, source, target, journal=tmp_path / "journal")
    assert again == first
    assert len(addresses(sandbox, source)) == 1


async def test_a_journal_belongs_to_one_job(
    sandbox: Sandbox, smartlead: Smartlead, tmp_path: Path
) -> None:
    source, target = seed(sandbox, 1)
    journal = tmp_path / "journal"
    await copy_leads(smartlead, source, target, journal=journal)
    before = sandbox.request_count
    for run, text in [
        (copy_leads(smartlead, target, source, journal=journal), f"source is {source} there and"),
        (move_leads(smartlead, source, target, journal=journal), "removes is False there and True"),
        (copy_leads(smartlead, source, target, journal=journal, status="PAUSED"), "filters is {}"),
    ]:
        with pytest.raises(ConfigurationError, match=text):
            await run
    assert sandbox.request_count == before


async def test_one_job_at_a_time_uses_a_journal(
    sandbox: Sandbox, smartlead: Smartlead, tmp_path: Path
) -> None:
    source, target = seed(sandbox, 1)
    jobs = (copy_leads(smartlead, source, target, journal=tmp_path / "journal") for _ in range(2))
    outcomes = await asyncio.gather(*jobs, return_exceptions=True)
    (error,) = (each for each in outcomes if isinstance(each, BaseException))
    assert isinstance(error, ConfigurationError)
    assert "in use by another job" in str(error)


@pytest.mark.parametrize("content", [b"email\nada@example.com\n" * 100, "database"])
async def test_a_file_that_is_no_journal(content: bytes | str, tmp_path: Path) -> None:
    path = tmp_path / "journal"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        sqlite3.connect(path).execute("CREATE TABLE job (marks)").connection.close()
    before = path.read_bytes()
    async with client_of("http://127.0.0.1:9") as smartlead:
        with pytest.raises(ConfigurationError, match=r"journal .* cannot be used: .*database"):
            await copy_leads(smartlead, 1, 2, journal=path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("campaigns", "options", "field"),
    [
        ((1, 1), {}, "target"),
        ((0, 1), {}, "source"),
        ((1, "2"), {}, "target"),
        ((1, 2), {"settings": {SETTING: True}}, "settings"),
        ((1, 2), {"settings": {"ignore_all": True}}, "settings"),
        ((1, 2), {"journal": 5}, "journal"),
    ],
)
async def test_arguments_that_make_no_sense(
    campaigns: Any, options: dict[str, Any], field: str
) -> None:
    async with client_of("http://127.0.0.1:9") as smartlead:
        for call in (copy_leads, move_leads):
            with pytest.raises(InvalidRequestError) as caught:
                await call(smartlead, *campaigns, **options)
            assert caught.value.field == field


async def test_a_target_that_is_not_there(sandbox: Sandbox, smartlead: Smartlead) -> None:
    source, _ = seed(sandbox, 1)
    with pytest.raises(NotFoundError):
        await move_leads(smartlead, source, 77)
    assert len(addresses(sandbox, source)) == 1
