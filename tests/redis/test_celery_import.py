"""The example of an import on Celery: real Redis, real workers, a strict server."""

from __future__ import annotations

import csv
import importlib
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from redis import Redis

from benchmarks._server import sandbox_process
from smartlead_async import Smartlead, UploadReport
from tests.redis.server import RedisServer

EXAMPLE = Path(__file__).parents[2] / "examples" / "celery_import"
ROOT = EXAMPLE.parents[1]
COLUMNS = ["email", "first_name", "Industry"]


@pytest.fixture
def server() -> Iterator[dict[str, str]]:
    with sandbox_process(rate_limits=[(10, 1.0)]) as server:
        yield server


@pytest.fixture
def environment(own_server: RedisServer, server: dict[str, str]) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "REDIS_URL": own_server.url,
        "SMARTLEAD_API_KEY": server["api_key"],
        "SMARTLEAD_BASE_URL": server["base_url"],
    }


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, *arguments]
        options = {"stdout": subprocess.PIPE, "start_new_session": True}
        started.append(subprocess.Popen(command, cwd=EXAMPLE, env=environment, **options))
        return started[-1]

    yield start
    for process in started:
        process.terminate()
    for process in started:
        with process:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:  # Celery's own shutdown hangs at times
                os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture
def tasks(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The module of the tasks, as a worker imports it."""
    for name in ("REDIS_URL", "SMARTLEAD_API_KEY", "SMARTLEAD_BASE_URL"):
        monkeypatch.setenv(name, environment[name])
    monkeypatch.syspath_prepend(EXAMPLE)
    tasks = importlib.import_module("tasks")
    yield tasks
    runner, smartlead = tasks.client()
    runner.run(smartlead.aclose())
    runner.close()
    tasks.app.close()
    del sys.modules["tasks"]


def worker(start: Callable[..., subprocess.Popen[bytes]], name: str) -> subprocess.Popen[bytes]:
    options = ["--concurrency", "2", "--hostname", name, "--loglevel", "error"]
    return start("-m", "celery", "--app", "tasks", "worker", *options)


def write(path: Path, count: int) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        rows.writerows([f"lead{i}@example.com", "Ann", "Law"] for i in range(count))
        rows.writerow(["LEAD7@example.com ", "Ann", "Law"])
        rows.writerow(["", "Nobody", ""])


async def test_workers_share_the_key_and_the_report_is_that_of_one_upload(
    server, own_server, start, tmp_path
):
    async with Smartlead(**server) as smartlead:
        campaign = await smartlead.campaigns.create(name="big")
        write(tmp_path / "leads.csv", 4_400)
        workers = [worker(start, name) for name in ("one@%h", "two@%h")]
        arguments = [str(tmp_path / "leads.csv"), "--campaign", str(campaign.id), "--job", "spring"]
        first = json.loads(start("import_csv.py", *arguments).communicate(timeout=90)[0])
        again = json.loads(start("import_csv.py", *arguments).communicate(timeout=90)[0])
        emails = Counter([it.lead.email async for it in smartlead.leads.iterate(campaign.id)])
    assert all(process.poll() is None for process in workers)
    assert emails == Counter(f"lead{i}@example.com" for i in range(4_400))
    assert (first["total"], first["added"], first["chunks"]) == (4_402, 4_400, 12)
    assert first["skipped_by_reason"] == {"duplicate_in_input": 1}
    assert [(lead["position"], lead["reason"]) for lead in first["failed"]] == [(4_401, "invalid")]
    assert again | {"elapsed": 0} == first | {"elapsed": 0}


def test_a_chunk_is_added_once_however_often_it_is_delivered(tasks, own_server):
    runner, smartlead = tasks.client()
    campaign = runner.run(smartlead.campaigns.create(name="small"))
    rows = [(5, {"email": "ann@example.com", "Industry": "Law"}), (9, {"first_name": "Nobody"})]

    def deliver() -> UploadReport:
        tasks.add_chunk("job", "chunk", campaign.id, rows)
        with Redis.from_url(own_server.url) as store:
            return tasks.load(store.hget(tasks.reports_key("job"), "chunk"))

    first, second = deliver(), deliver()
    assert first == second
    assert (first.total, first.added, first.requests) == (2, 1, 1)
    [failed] = first.failed
    assert (failed.position, failed.lead) == (9, {"first_name": "Nobody"})

    with Redis.from_url(own_server.url) as store:
        store.delete(tasks.reports_key("job"))  # as if the worker had died before its report
    third = deliver()
    assert third.added == 0
    assert third.skipped_by_reason == {"present_after_retry": 1}
    assert third.total == third.added + third.skipped + len(third.failed)
