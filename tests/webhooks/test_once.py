"""Whatever fails and however often the service sends: each event is handled, and noted once."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import smartlead_sync
from smartlead_async import WebhookInbox
from smartlead_async.sandbox import Delivery, Sandbox
from smartlead_async.sandbox._deliveries import signed
from smartlead_async.webhooks._sqlite import InThread, SQLiteStore

from .deliveries import SECRET, delivery


class Killed(BaseException):
    """The process is dead; nobody gets an answer."""


class Mortal(InThread):
    """A store whose process may die between the handler and the commit."""

    doomed: sqlite3.Connection | None = None

    async def commit(self, database: sqlite3.Connection) -> None:
        if database is self.doomed:
            database.close()  # as the operating system does
            raise Killed
        await super().commit(database)


class World:
    """A service that sends until it gets a 2xx, and a receiver that notes events in its store."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = Mortal(SQLiteStore(path))
        self.inbox = WebhookInbox(self.store, secret=SECRET)
        self.handled: Counter[int] = Counter()
        with closing(sqlite3.connect(path)) as database:
            database.execute("CREATE TABLE notes (number INTEGER)")

    def noted(self) -> Counter[int]:
        with closing(sqlite3.connect(self.path)) as database:
            return Counter(number for (number,) in database.execute("SELECT * FROM notes"))

    async def send(self, number: int, fate: str) -> bool:
        """Send an event once; return whether it was acknowledged."""
        return await self.answer(*delivery(number), number, fate) == 200

    async def answer(
        self, body: bytes, headers: dict[str, str], number: int, fate: str
    ) -> int | None:
        """Return the status that a delivery is answered with, None without an answer."""

        async def handler(event: Any) -> None:
            self.inbox.transaction.execute("INSERT INTO notes VALUES (?)", (event.campaign_id,))
            await asyncio.sleep(0)
            if fate == "crash":
                raise ValueError
            self.handled[event.campaign_id] += 1
            if fate == "kill":
                self.store.doomed = self.inbox.transaction

        try:
            status = await self.inbox.handle(body, headers, handler)
        except Killed:
            return None
        assert status == 500 or self.noted()[number] == 1, "acknowledged before it was noted"
        return status

    async def run(self, batches: list[list[tuple[int, str]]]) -> None:
        open_ = {number for batch in batches for number, _ in batch}
        for batch in batches:
            answers = await asyncio.gather(*(self.send(*attempt) for attempt in batch))
            open_ -= {number for (number, _), ok in zip(batch, answers, strict=True) if ok}
        for number in open_:
            assert await self.send(number, "fine")


ATTEMPTS = st.tuples(st.integers(0, 3), st.sampled_from(["fine", "crash", "kill"]))


@settings(max_examples=15)
@given(st.lists(st.lists(ATTEMPTS, min_size=1, max_size=3), min_size=1, max_size=5))
def test_every_event_is_handled_and_noted_once(batches: list[list[tuple[int, str]]]):
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder) / "webhooks.db")
        asyncio.run(world.run(batches))
        sent = {number for batch in batches for number, _ in batch}
        assert world.handled.keys() == sent
        assert world.noted() == dict.fromkeys(sent, 1)


async def let_leads_reply(
    world: World, fates: list[str], seed: int, faults: dict[str, Any]
) -> set[int]:
    """Have four leads answer, in a campaign each; return the campaigns."""
    sandbox = Sandbox(seed=seed, webhook_secret=SECRET)
    state, left = sandbox.state, list(fates)
    state.put_webhook(webhook_url="http://127.0.0.1:9/", event_types=["EMAIL_REPLY"])

    async def post(sending: Delivery) -> int | None:
        body, headers = signed(sending, SECRET)
        number = sending.body["campaign_id"]
        return await world.answer(body, headers, number, left.pop() if left else "fine")

    sandbox._deliveries._post = post
    sandbox.webhook_faults(**faults)
    campaigns = {state.seed_campaign() for _ in range(4)}
    for id_ in campaigns:
        _, lead = state.seed_leads(id_, 2)
        sandbox.reply(id_, state.leads[lead]["email"])
    await sandbox.settle()
    assert all(each.delivered for each in sandbox.deliveries)
    return campaigns


FAULTS = st.fixed_dictionaries(
    {"duplicate": st.sampled_from([0.0, 0.5, 1.0]), "reorder": st.booleans()}
)


@settings(max_examples=15)
@given(st.lists(st.sampled_from(["fine", "crash", "kill"]), max_size=3), st.integers(0, 99), FAULTS)
def test_every_reply_in_the_sandbox_is_noted_once(
    fates: list[str], seed: int, faults: dict[str, Any]
):
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder) / "webhooks.db")
        campaigns = asyncio.run(let_leads_reply(world, fates, seed, faults))
        assert world.handled.keys() == campaigns
        assert world.noted() == dict.fromkeys(campaigns, 1)


RECEIVER = """
import os, signal, sys
from smartlead_sync import WebhookInbox

inbox = WebhookInbox(sys.argv[1])

def note(event):
    inbox.transaction.execute("INSERT INTO notes VALUES (?)", (event.campaign_id,))
    if sys.argv[2] == "before the commit":
        os.kill(os.getpid(), signal.SIGKILL)

inbox.handle(sys.argv[3], None, note)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_process_leaves_the_event_open_or_noted(tmp_path: Path):
    world, body = World(tmp_path / "webhooks.db"), delivery(1)[0]
    for moment, noted in (("before the commit", {}), ("after it", {1: 1})):
        command = [sys.executable, "-c", RECEIVER, str(world.path), moment, body.decode()]
        assert subprocess.run(command, check=False).returncode == -9
        assert world.noted() == noted
    assert smartlead_sync.WebhookInbox(world.path).handle(body, None, world.handled.update) == 200
    assert world.noted() == {1: 1}
    assert not world.handled
