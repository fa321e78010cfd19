"""Several keys: one session, a rate limit and a result for each."""

from __future__ import annotations

import asyncio
import inspect
import json
import logging
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from smartlead_async import (
    AuthenticationError,
    Campaign,
    ClientClosedError,
    ConfigurationError,
    Fleet,
    InvalidRequestError,
    Smartlead,
)
from smartlead_async._fleet import ClientOptions
from tests.for_each import for_each
from tests.support import (
    CANARY,
    Loopback,
    Received,
    answer,
    assert_no_canary,
    everything_of,
    never,
    unused_port,
)

KEYS = {"acme": "key-a", "globex": "key-g", "initech": "key-i"}
CAMPAIGN = {"id": 5, "name": "Q1"}


def fleet_of(server: Loopback, **options: Any) -> Fleet:
    return Fleet(KEYS, base_url=server.url, max_retries=0, **options)


def test_a_fleet_is_a_mapping_of_names_to_clients():
    fleet = Fleet(KEYS)
    assert list(fleet) == ["acme", "globex", "initech"]
    assert len(fleet) == 3
    assert "acme" in fleet
    assert "umbrella" not in fleet
    assert all(isinstance(client, Smartlead) for client in fleet.values())
    assert dict(fleet.items())["globex"] is fleet["globex"]
    assert repr(fleet) == "<Fleet of 3 keys: acme, globex, initech>"
    assert repr(Fleet(KEYS | {"umbrella": "key-u"})).endswith("initech, …>")


def test_all_options_of_a_client_may_be_given():
    own = {"self", "api_key", "name"}
    expected = inspect.signature(Smartlead.__init__).parameters
    kinds = {name: each.annotation for name, each in expected.items() if name not in own}
    given = {name: each.__forward_arg__ for name, each in ClientOptions.__annotations__.items()}
    assert given == kinds


async def test_each_key_is_in_the_requests_of_its_client_alone_on_a_shared_session():
    async with Loopback(answer(200, CAMPAIGN)) as server, fleet_of(server) as fleet:
        for name, client in fleet.items():
            await client.request("GET", f"/{name}")
        assert server.connections == 1
    asked = {
        request.path.rpartition("/")[2]: request.query["api_key"] for request in server.requests
    }
    assert asked == KEYS
    for request in server.requests:
        others = set(KEYS.values()) - {request.query["api_key"]}
        assert not any(key in repr(request) for key in others)


async def test_a_key_that_is_refused_does_not_stop_the_others():
    def status(request: Received) -> int:
        return 401 if request.query["api_key"] == "key-g" else 200

    async def behave(request: Received, writer: asyncio.StreamWriter) -> None:
        await answer(status(request), CAMPAIGN)(request, writer)

    async with Loopback(behave) as server, fleet_of(server) as fleet:
        results = {n: r async for n, r in fleet.each(lambda client: client.campaigns.get(5))}
    assert isinstance(results.pop("globex"), AuthenticationError)
    assert [type(result) for result in results.values()] == [Campaign, Campaign]


@pytest.mark.virtual_time
async def test_results_come_in_the_order_of_completion_with_so_many_at_once():
    fleet, running, most = Fleet(KEYS), 0, 0
    seconds = dict(zip(fleet.values(), (3.0, 1.0, 2.0), strict=True))

    async def work(client: Smartlead) -> float:
        nonlocal running, most
        running, most = running + 1, max(most, running + 1)
        await asyncio.sleep(seconds[client])
        running -= 1
        return asyncio.get_running_loop().time()

    async def run(**options: Any) -> list[tuple[str, float]]:
        nonlocal most
        began, most = asyncio.get_running_loop().time(), 0
        return [(n, round(end - began, 3)) async for n, end in fleet.each(work, **options)]

    assert await run() == [("globex", 1.0), ("initech", 2.0), ("acme", 3.0)]
    assert most == 3
    assert await run(max_concurrency=1) == [("acme", 3.0), ("globex", 4.0), ("initech", 6.0)]
    assert most == 1
    with pytest.raises(InvalidRequestError, match="max_concurrency"):
        fleet.each(work, max_concurrency=0)


@pytest.mark.virtual_time
async def test_leaving_early_cancels_what_is_under_way():
    ended: list[str] = []
    fleet = Fleet(KEYS)
    names = {client: name for name, client in fleet.items()}

    async def work(client: Smartlead) -> str:
        if names[client] != "acme":
            try:
                await asyncio.sleep(1000)
            finally:
                ended.append(names[client])
        return "done"

    async with fleet.each(work) as results:
        assert await anext(results) == ("acme", "done")
    assert ended == ["globex", "initech"]

    results = fleet.each(work)
    async for _ in results:
        break
    del results
    for _ in range(5):
        await asyncio.sleep(0)
    assert len(ended) == 4


async def test_an_iterator_is_read_to_its_end():
    async def numbers(client: Smartlead) -> AsyncIterator[int]:
        yield 1
        yield 2

    assert [r async for _, r in Fleet(KEYS).each(numbers)] == [[1, 2]] * 3


async def test_what_cannot_be_awaited_is_an_error_that_says_what_to_return():
    [(_, error), *_] = [each async for each in Fleet(KEYS).each(lambda _: 5)]
    assert isinstance(error, InvalidRequestError)
    assert "client.campaigns.list(), not 5" in str(error)


@for_each("stop", [asyncio.CancelledError, GeneratorExit])
async def test_what_is_no_exception_of_a_key_passes(stop: type[BaseException]):
    async def work(_: Smartlead) -> None:
        raise stop

    with pytest.raises(stop):
        async for _ in Fleet(KEYS).each(work):
            pass


async def test_closing_one_client_leaves_the_others_open():
    async with Loopback(answer(200, CAMPAIGN)) as server, fleet_of(server) as fleet:
        await fleet["acme"].campaigns.get(5)
        await fleet["acme"].aclose()
        await fleet["acme"].aclose()
        assert (await fleet["globex"].campaigns.get(5)).id == 5
        assert server.connections == 1
        await fleet.aclose()
        await fleet.aclose()
        results = [r async for _, r in fleet.each(lambda client: client.campaigns.get(5))]
    assert [type(result) for result in results] == [ClientClosedError] * 3


async def test_closing_the_fleet_ends_calls_that_are_under_way():
    async def behave(request: Received, writer: asyncio.StreamWriter) -> None:
        if len(server.requests) == 3:
            all_there.set()
        await never(request, writer)

    all_there = asyncio.Event()
    async with Loopback(behave) as server, fleet_of(server) as fleet:
        results = asyncio.create_task(_results(fleet))
        await all_there.wait()
        await fleet.aclose()
        assert all(isinstance(result, Exception) for result in await results)


async def _results(fleet: Fleet) -> list[object]:
    return [r async for _, r in fleet.each(lambda client: client.campaigns.get(5))]


def test_a_fleet_works_in_one_event_loop_after_another():
    async def use(fleet: Fleet | None, *, close: bool) -> Fleet:
        async with Loopback(answer(200, CAMPAIGN), port=port) as server:
            fleet = fleet or fleet_of(server)
            assert {type(result) for result in await _results(fleet)} == {Campaign}
            if close:
                await fleet.aclose()
        return fleet

    port = unused_port()
    fleet = asyncio.run(use(None, close=False))
    asyncio.run(use(fleet, close=True))


WRONG: list[tuple[Any, str]] = [
    ({}, "hold one at least"),
    ([CANARY], "keys must map names to API keys"),
    (CANARY, "keys must map names to API keys"),
    ({"acme": CANARY, "globex": f" {CANARY}\n"}, "'acme' and 'globex' have the same key"),
    ({"acme": CANARY, "globex": ""}, "the key of 'globex' must be text, not empty"),
    ({"acme": CANARY, "globex": None}, "the key of 'globex' must be text, not NoneType"),
    ({"acme": {"api_key": CANARY}}, "the key of 'acme' must be text, not dict"),
    ({"acme": f"{CANARY} {CANARY}"}, "the key of 'acme': the API key contains whitespace"),
    ({"": CANARY}, "the name of a key must be printable text"),
    ({5: CANARY}, "the name of a key must be printable text, not 5"),
]


@for_each(("keys", "message"), WRONG)
def test_keys_that_make_no_sense_are_refused_and_never_shown(keys: Any, message: str):
    with pytest.raises(ConfigurationError, match=message) as refused:
        Fleet(keys)
    assert_no_canary(everything_of(refused.value))


def test_an_option_that_makes_no_sense_shows_no_key():
    with pytest.raises(ConfigurationError, match="timeout") as refused:
        Fleet({"acme": CANARY}, timeout=-1)
    assert_no_canary(everything_of(refused.value))


def key_file(folder: Path, name: str, text: str, mode: int = 0o600) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    path.chmod(mode)
    return path


def test_a_file_maps_names_to_keys(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    toml = "".join(f'{name} = "{key}"\n' for name, key in KEYS.items())
    for name, text in (("keys.json", json.dumps(KEYS)), ("keys.TOML", "\ufeff" + toml)):
        assert list(Fleet.from_file(key_file(tmp_path, name, text), timeout=5.0)) == list(KEYS)
    assert caplog.records == []


@pytest.mark.skipif(os.name != "posix", reason="other systems have other permissions")
def test_a_file_that_others_may_read_is_used_with_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    path = key_file(tmp_path, "keys.json", json.dumps({"acme": CANARY}), 0o644)
    assert len(Fleet.from_file(path)) == 1
    [record] = caplog.records
    assert record.levelno == logging.WARNING
    assert f"chmod 600 {path}" in record.getMessage()
    assert_no_canary(caplog.text)


@for_each(
    ("name", "text", "message"),
    [
        (".env", f"ACME={CANARY}", r"ends with neither \.json nor \.toml"),
        ("a.yaml", f"acme: {CANARY}", r"ends with neither \.json nor \.toml"),
        ("a.json", f'{{"acme": "{CANARY}"', r"a\.json is not valid JSON at line 1 column"),
        ("a.json", f'{{"acme": "{CANARY}", "acme": "x"}}', "names 'acme' twice"),
        ("a.json", f'["{CANARY}"]', "keys must map names to API keys"),
        ("a.toml", f'acme = "x"\nglobex = {CANARY}', r"a\.toml is not valid TOML at line 2, col"),
        ("a.toml", f'acme = "{CANARY}"\nacme = "x"', r"a\.toml is not valid TOML"),
        ("a.toml", f'[acme]\napi_key = "{CANARY}"', "the key of 'acme' must be text, not dict"),
    ],
)
def test_another_file_is_refused_and_never_shown(
    tmp_path: Path, name: str, text: str, message: str
):
    path = key_file(tmp_path, name, text)
    with pytest.raises(ConfigurationError, match=message) as refused:
        Fleet.from_file(path)
    assert_no_canary(everything_of(refused.value))


def test_a_file_that_cannot_be_read_or_decoded_is_refused(tmp_path: Path):
    with pytest.raises(ConfigurationError, match=r"keys\.toml cannot be read: No such file"):
        Fleet.from_file(tmp_path / "keys.toml")
    (tmp_path / "keys.toml").write_bytes(b'acme = "\xff"')
    with pytest.raises(ConfigurationError, match=r"keys\.toml is not valid TOML$"):
        Fleet.from_file(tmp_path / "keys.toml")
