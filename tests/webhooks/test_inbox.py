"""An inbox hands each delivery over once, and acknowledges nothing before that is on the disk."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest

import smartlead_sync
from smartlead_async import (
    ConfigurationError,
    ResponseDecodeError,
    WebhookInbox,
    WebhookVerificationError,
)
from smartlead_async.webhooks import _sqlite

from .deliveries import SECRET, delivery

BODY, HEADERS = delivery(1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "webhooks.db"


@pytest.fixture
def inbox(path: Path) -> WebhookInbox:
    return WebhookInbox(path, secret=SECRET)


async def receive(inbox: Any, body: Any = BODY, headers: Any = HEADERS) -> Any:
    async with inbox.receive(body, headers) as event:
        return event


def known(path: Path) -> list[str]:
    with sqlite3.connect(path) as database:
        rows = database.execute("SELECT id FROM smartlead_deliveries").fetchall()
    database.close()
    return [name for (name,) in rows]


async def test_a_delivery_is_handed_over_once(inbox: WebhookInbox, path: Path):
    async with inbox.receive(BODY, HEADERS) as event:
        assert event.campaign_id == 1
        assert known(path) == []
    assert known(path) == ["r1"]
    assert await receive(inbox) is None
    assert await receive(WebhookInbox(str(path))) is None


async def test_a_delivery_that_was_not_handled_is_open(inbox: WebhookInbox, path: Path):
    for error in (ValueError, asyncio.CancelledError):
        with pytest.raises(error):
            async with inbox.receive(BODY, HEADERS):
                raise error
        assert known(path) == []
    assert await receive(inbox)


async def test_another_attempt_waits_for_the_end_of_the_first(inbox: WebhookInbox, path: Path):
    async with asyncio.TaskGroup() as tasks, inbox.receive(BODY, HEADERS):
        same = tasks.create_task(receive(inbox))
        process = tasks.create_task(receive(WebhookInbox(path)))
        await asyncio.wait({same, process}, timeout=0.02)
        assert not same.done()
        assert not process.done()
    assert same.result() is process.result() is None


async def test_after_a_failure_the_attempt_that_waits_has_its_turn(inbox: WebhookInbox):
    waiting = []

    async def fail(_: Any) -> None:
        waiting.append(asyncio.create_task(receive(inbox)))
        await asyncio.sleep(0)
        raise ValueError

    assert await inbox.handle(BODY, HEADERS, fail) == 500
    assert await waiting[0]


async def test_many_attempts_at_once_do_not_wait_for_each_other_for_ever(inbox: WebhookInbox):
    attempts = [delivery(number % 20) for number in range(60)]
    events = await asyncio.gather(*(receive(inbox, *attempt) for attempt in attempts))
    assert sorted(event.campaign_id for event in events if event) == list(range(20))


async def test_a_cancelled_attempt_that_waits_holds_nothing(inbox: WebhookInbox):
    async with inbox.receive(BODY, HEADERS):
        waiting = [asyncio.create_task(receive(inbox)) for _ in range(2)]
        await asyncio.wait(waiting, timeout=0.01)
        for task in waiting:
            task.cancel()
        await asyncio.wait(waiting)
    assert await receive(inbox, *delivery(2))


async def test_the_handler_may_write_in_the_same_transaction(inbox: WebhookInbox, path: Path):
    async with inbox.receive(*delivery(0)):
        inbox.transaction.execute("CREATE TABLE mine (id INTEGER)")

    def write_and_fail(_: Any) -> None:
        inbox.transaction.execute("INSERT INTO mine VALUES (1)")
        raise ValueError

    assert await inbox.handle(BODY, HEADERS, write_and_fail) == 500
    async with inbox.receive(BODY, HEADERS):
        assert inbox.transaction.execute("SELECT * FROM mine").fetchall() == []


async def test_only_the_inbox_ends_the_transaction(inbox: WebhookInbox):
    async with inbox.receive(BODY, HEADERS):
        with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
            inbox.transaction.commit()
    with pytest.raises(ConfigurationError, match="only while a delivery is handled"):
        _ = inbox.transaction


@pytest.mark.parametrize("headers", [None, {"X-Request-Id": ""}])
@pytest.mark.parametrize("body", [BODY, {"event_type": "EMAIL_REPLY"}])
async def test_without_a_request_id_equal_bodies_are_one_delivery(
    path: Path, headers: Any, body: Any
):
    inbox = WebhookInbox(path)
    assert await receive(inbox, body, headers)
    assert await receive(inbox, body, headers) is None
    assert await receive(inbox, delivery(2)[0], headers)


def test_what_is_not_an_event_of_the_service_is_not_noted(inbox: WebhookInbox, path: Path):
    with pytest.raises(WebhookVerificationError):
        inbox.receive(BODY, HEADERS | {"X-Smartlead-Signature": "0"})
    with pytest.raises(ResponseDecodeError):
        WebhookInbox(path).receive(b"{}")
    assert known(path) == []


async def test_no_connection_is_carried_across_a_fork(inbox: WebhookInbox):
    assert await receive(inbox)
    kept = inbox._store._store._idle
    assert len(kept) == 1
    _sqlite._before_fork()
    assert kept == []
    assert await receive(inbox) is None


async def test_old_ids_are_forgotten(inbox: WebhookInbox, path: Path):
    await receive(inbox)
    with sqlite3.connect(path) as database:
        database.execute("UPDATE smartlead_deliveries SET seen_at = seen_at - 91 * 86400")
    database.close()
    await receive(inbox, *delivery(2))
    assert known(path) == ["r2"]


@pytest.mark.parametrize("store", ["", ":memory:", "/nowhere/at/all.db"])
def test_a_store_that_cannot_remember_is_refused(store: str):
    with pytest.raises(ConfigurationError, match="store"):
        WebhookInbox(store)


def test_an_empty_secret_is_refused(path: Path):
    with pytest.raises(ConfigurationError, match="secret must be text"):
        WebhookInbox(path, secret="")


def test_a_file_that_is_no_database_is_refused(path: Path):
    path.write_text("no database " * 100)
    with pytest.raises(ConfigurationError, match="cannot be used: file is not a database"):
        WebhookInbox(path)


# ── the status to answer with ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (BODY, HEADERS, 200),
        (BODY, {}, 401),
        (b'{"secret_key": "hunter2"}', {}, 400),
        (b" " * 1001, {}, 413),
    ],
)
async def test_the_status_tells_the_service_whether_to_send_again(
    path: Path, body: bytes, headers: Any, status: int
):
    inbox, events = WebhookInbox(path, secret=SECRET, max_body_bytes=1000), []
    assert await inbox.handle(body, headers, events.append) == status
    assert len(events) == (status == 200)
    assert await inbox.handle(body, headers, events.append) == status
    assert len(events) == (status == 200)


@pytest.mark.parametrize("error", [OSError, WebhookVerificationError, ResponseDecodeError])
async def test_a_handler_that_fails_is_logged_and_called_again(
    inbox: WebhookInbox, caplog: pytest.LogCaptureFixture, error: type[Exception]
):
    async def fail(_: Any) -> None:
        raise error("the database is down")

    assert await inbox.handle(BODY, HEADERS, fail) == 500
    assert "the database is down" in caplog.text
    assert await inbox.handle(BODY, HEADERS, lambda _: None) == 200


async def test_a_store_that_does_not_answer_means_again(
    inbox: WebhookInbox, path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(_sqlite, "_BUSY_SECONDS", 0)
    async with WebhookInbox(path).receive(*delivery(2)):
        assert await inbox.handle(BODY, HEADERS, print) == 500
    monkeypatch.undo()  # without any patience, the end of the other delivery may be in the way
    assert await WebhookInbox(path).handle(BODY, HEADERS, lambda _: None) == 200


# ── a store of one's own ─────────────────────────────────────────────────────────────────────


class Memory:
    """A store with plain methods."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str]] = []
        self.seen: set[str] = set()

    def begin(self, name: str) -> str | None:
        self.calls.append(("begin", name))
        return None if name in self.seen else name

    def commit(self, name: str) -> None:
        self.calls.append(("commit", name))
        self.seen.add(name)

    def rollback(self, name: str) -> None:
        self.calls.append(("rollback", name))


class Remote(Memory):
    """A store with coroutine functions."""

    async def begin(self, name: str) -> str | None:
        await asyncio.sleep(0)
        return super().begin(name)

    async def commit(self, name: str) -> None:
        await asyncio.sleep(0)
        super().commit(name)


@pytest.mark.parametrize("store", [Memory(), Remote()])
async def test_any_object_with_three_methods_is_a_store(store: Any):
    inbox = WebhookInbox(store)
    transactions = []

    def fail(_: Any) -> None:
        transactions.append(inbox.transaction)
        raise ValueError

    assert await inbox.handle(BODY, HEADERS, fail) == 500
    assert transactions == ["r1"]
    assert await receive(inbox)
    assert await receive(inbox) is None
    assert [call for call, _ in store.calls] == ["begin", "rollback", "begin", "commit", "begin"]


# ── without await ────────────────────────────────────────────────────────────────────────────


def test_the_synchronous_inbox_hands_over_once(path: Path):
    inbox = smartlead_sync.WebhookInbox(path, secret=SECRET)
    with pytest.raises(ValueError, match="failed"), inbox.receive(BODY, HEADERS):
        raise ValueError("failed")
    with inbox.receive(BODY, HEADERS) as event:
        inbox.transaction.execute("CREATE TABLE mine (id INTEGER)")
        assert event.campaign_id == 1
    with inbox.receive(BODY, HEADERS) as event:
        assert event is None
    assert inbox.handle(*delivery(2), lambda _: None) == 200
    assert inbox.handle(BODY, {}, print) == 401
    assert known(path) == ["r1", "r2"]


def test_threads_may_share_a_synchronous_inbox(path: Path):
    inbox, handled = smartlead_sync.WebhookInbox(path), []

    def work() -> None:
        for number in range(5):
            inbox.handle(*delivery(number), lambda event: handled.append(event.campaign_id))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(handled) == [0, 1, 2, 3, 4]


def test_a_synchronous_inbox_says_that_it_awaits_nothing():
    store = Remote()
    inbox = smartlead_sync.WebhookInbox(store)
    with pytest.raises(ConfigurationError, match="takes plain functions"), inbox.receive(BODY):
        pass
