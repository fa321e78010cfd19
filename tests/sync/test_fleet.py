"""Several keys without ``await``: the calls run at once, each on a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import pytest

from smartlead_async.sandbox import Sandbox as AsyncSandbox
from smartlead_sync import (
    AttemptInfo,
    AuthenticationError,
    ConfigurationError,
    Fleet,
    InvalidRequestError,
    RateLimit,
    Smartlead,
    _loop_thread,
)
from smartlead_sync.sandbox import Sandbox
from tests.support import CANARY, assert_no_canary, everything_of

KEYS = {"acme": "key-a", "globex": "key-g"}
colour: ContextVar[str] = ContextVar("colour", default="none")


@pytest.fixture
def fleet(sandbox: Sandbox) -> Iterator[Fleet]:
    """A fleet of the sandbox's key and one that it does not know."""
    with Fleet({"acme": sandbox.api_key, "globex": "wrong"}, base_url=sandbox.base_url) as fleet:
        yield fleet


def test_a_fleet_asks_two_sandboxes_of_one_address(sandbox: Sandbox):
    with Sandbox(beside=sandbox) as other:
        other.seed_campaign("Q2")
        keys = {"acme": sandbox.api_key, "globex": other.api_key}
        with Fleet(keys, base_url=sandbox.base_url) as fleet:
            names = dict(fleet.each(lambda it: [each.name for each in it.campaigns.list()]))
    assert names == {"acme": [], "globex": ["Q2"]}


def test_an_asynchronous_sandbox_has_no_synchronous_one_beside_it():
    with pytest.raises(InvalidRequestError, match=r"beside must be a smartlead_sync\.sandbox\.San"):
        Sandbox(beside=AsyncSandbox())


async def sleep_long(ended: list[str], name: str = "call") -> None:
    try:
        await asyncio.sleep(1000)
    finally:
        ended.append(name)


def test_a_fleet_maps_names_to_synchronous_clients():
    fleet = Fleet(KEYS)
    assert list(fleet) == ["acme", "globex"]
    assert len(fleet) == 2
    assert isinstance(fleet["acme"], Smartlead)
    assert fleet["acme"] is fleet["acme"]
    assert repr(fleet) == "<Fleet of 2 keys: acme, globex>"


def test_a_key_that_is_refused_does_not_stop_the_others(fleet: Fleet):
    fleet["acme"].campaigns.create(name="Q1")
    results = dict(fleet.each(lambda client: client.campaigns.list()))
    assert isinstance(results["globex"], AuthenticationError)
    assert [each.name for each in results["acme"]] == ["Q1"]


def test_an_iterator_is_read_to_its_end_on_the_thread_of_its_key(fleet: Fleet):
    results = dict(fleet.each(lambda client: client.email_accounts.iterate()))
    assert results["acme"] == []
    assert isinstance(results["globex"], AuthenticationError)


def test_the_function_runs_with_all_clients_at_once_in_the_context_of_the_caller():
    meeting = threading.Barrier(2, timeout=10)

    def work(client: Smartlead) -> tuple[Smartlead, str, str]:
        meeting.wait()
        return client, colour.get(), threading.current_thread().name

    colour.set("mauve")
    fleet = Fleet(KEYS)
    results: dict[str, Any] = dict(fleet.each(work))
    assert {name: each[0] for name, each in results.items()} == dict(fleet)
    assert {each[1:] for each in results.values()} == {("mauve", "smartlead_sync.each")}
    assert not isinstance(dict(Fleet(KEYS).each(work, max_concurrency=2))["acme"], Exception)


def test_so_many_work_at_once_and_no_more():
    running: list[int] = []

    def work(_: Smartlead) -> int:
        running.append(1)
        most = len(running)
        _loop_thread.call(asyncio.sleep(0.001))
        running.pop()
        return most

    assert dict(Fleet(KEYS).each(work, max_concurrency=1)) == {"acme": 1, "globex": 1}
    with pytest.raises(InvalidRequestError, match="max_concurrency"):
        Fleet(KEYS).each(work, max_concurrency=0)


def leave_by_break(fleet: Fleet, work: Callable[[Smartlead], str]) -> None:
    for _ in fleet.each(work):
        break


def leave_by_with(fleet: Fleet, work: Callable[[Smartlead], str]) -> None:
    with fleet.each(work) as results:
        next(results)


@pytest.mark.parametrize("leave", [leave_by_break, leave_by_with])
def test_leaving_early_cancels_the_calls_under_way(leave: Callable[..., None]):
    fleet, ended, waiting = Fleet(KEYS), list[str](), threading.Event()

    async def sleep() -> None:
        waiting.set()
        await sleep_long(ended)

    def work(client: Smartlead) -> str:
        if client is fleet["globex"]:
            try:
                _loop_thread.call(sleep())
            finally:
                ended.append("function")
        waiting.wait(10)
        return "done"

    leave(fleet, work)
    assert ended == ["call", "function"]


def test_an_interrupt_cancels_all_calls_under_way_and_comes_to_the_caller():
    fleet, ended, waiting = Fleet(KEYS), list[str](), threading.Event()

    async def sleep() -> None:
        waiting.set()
        await sleep_long(ended)

    def work(client: Smartlead) -> None:
        if client is fleet["globex"]:
            _loop_thread.call(sleep())
        waiting.wait(10)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(fleet.each(work))
    assert ended == ["call"]
    assert _loop_thread.call(one()) == 1  # the loop thread lives


def test_a_function_that_is_between_two_calls_ends_with_the_next_one():
    fleet, left, ended = Fleet(KEYS), threading.Event(), list[str]()

    def work(client: Smartlead) -> None:
        if client is fleet["globex"]:
            left.wait(10)
            try:
                _loop_thread.call(one())
            except asyncio.CancelledError:
                ended.append(f"cleaned up {_loop_thread.call(one())}")
                raise

    async def leave() -> None:
        task = asyncio.create_task(_loop_thread.in_thread(lambda: work(fleet["globex"])))
        await asyncio.sleep(0)
        task.cancel()
        asyncio.get_running_loop().call_soon(left.set)
        await asyncio.wait([task])

    _loop_thread.call(leave())
    assert ended == ["cleaned up 1"]


async def one() -> int:
    return 1


def test_hooks_run_on_the_threads_and_options_are_read_by_the_caller(sandbox: Sandbox):
    threads: list[str] = []

    def note(_: AttemptInfo) -> None:
        threads.append(threading.current_thread().name)

    with Fleet(
        {"acme": sandbox.api_key},
        base_url=sandbox.base_url,
        on_attempt=note,
        rate_limits=(limit for limit in [RateLimit(5, 1.0)]),
    ) as fleet:
        list(fleet.each(lambda client: client.campaigns.list()))
        assert fleet["acme"].rate_limit_state().free_slots == 4
    assert threads == ["smartlead_sync.each"]


def test_keys_come_from_a_file_and_are_never_shown(tmp_path: Path):
    path = tmp_path / "keys.toml"
    path.write_text(f'acme = "{CANARY}"', "utf-8")
    assert list(Fleet.from_file(path)) == ["acme"]
    path.write_text(f'acme = "{CANARY}"\nglobex = "{CANARY}"', "utf-8")
    for session in (None, object()):
        with pytest.raises(ConfigurationError) as refused:
            Fleet.from_file(path, session=session)
        assert_no_canary(everything_of(refused.value))
