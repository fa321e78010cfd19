from __future__ import annotations

import asyncio
import io
import json as jsonlib
import logging
import subprocess
import sys
import textwrap
from typing import Any

import aiohttp
import pytest
from yarl import URL

from smartlead_async import APIError, ConfigurationError, Fleet, InvalidRequestError
from smartlead_async._options import RateLimit
from smartlead_async.sandbox import Fault, Sandbox
from smartlead_async.sandbox._limits import FixedWindow, SlidingLog
from tests.support import NO_SLOW_CALLBACKS
from tests.virtual_sandbox import VirtualSandbox


class Api:
    """A bare client of a sandbox: path and body in, status and payload out."""

    def __init__(self, sandbox: Sandbox, session: aiohttp.ClientSession) -> None:
        self.sandbox = sandbox
        self.session = session

    async def response(
        self, method: str, path: str, json: Any = None, key: str | None = None, **params: Any
    ) -> tuple[aiohttp.ClientResponse, bytes]:
        params["api_key"] = self.sandbox.api_key if key is None else key
        body = {} if json is None else {"json": json}
        url = self.sandbox.base_url + path
        async with self.session.request(method, url, params=params, **body) as response:
            return response, await response.read()

    async def __call__(self, method: str, path: str, json: Any = None, **params: Any) -> Any:
        response, body = await self.response(method, path, json, **params)
        is_json = response.content_type == "application/json"
        return response.status, await response.json() if is_json else body.decode()


async def has_a_campaign(sandbox: Sandbox) -> None:
    while not sandbox.campaigns:  # noqa: ASYNC110 - nothing tells, and it is a matter of steps
        await asyncio.sleep(0)


async def is_met(fault: Fault) -> None:
    while fault.times:  # noqa: ASYNC110 - nothing tells, and it is a matter of steps
        await asyncio.sleep(0)


async def api_of(sandbox: Sandbox):
    async with sandbox, aiohttp.ClientSession() as session:
        yield Api(sandbox, session)


@pytest.fixture
async def api():
    async for each in api_of(Sandbox(rate_limits=())):
        yield each


# Key, limit, routes


async def test_a_wrong_or_missing_key_is_401(api):
    assert await api("GET", "/campaigns/", key="nope") == (401, {"message": "Invalid API Key"})
    async with api.session.get(api.sandbox.base_url + "/campaigns/") as response:
        assert response.status == 401


async def test_keys_are_random_unless_given():
    assert Sandbox().api_key != Sandbox().api_key
    assert Sandbox().api_key.startswith("sandbox-")
    assert Sandbox(api_key="mine").api_key == "mine"


async def test_an_unknown_route_is_answered_as_express_does(api):
    status, text = await api("PATCH", "/nowhere")
    assert status == 404
    assert "<pre>Cannot PATCH /api/v1/nowhere</pre>" in text
    assert (await api("PUT", "/campaigns/"))[0] == 404


@pytest.mark.parametrize("path", ["/campaigns", "/campaigns/", "/email-accounts", "/webhooks/"])
async def test_a_trailing_slash_is_indifferent(api, path):
    assert (await api("GET", path))[0] == 200


async def test_what_is_over_the_limit_is_429_with_every_hint():
    async for api in api_of(Sandbox(rate_limits=(RateLimit(2, 600.0),))):
        assert [(await api("GET", "/campaigns/"))[0] for _ in range(2)] == [200, 200]
        response, _ = await api.response("GET", "/campaigns/")
        error = (await response.json())["error"]
        assert response.status == 429
        assert error["code"] == "RATE_LIMIT_EXCEEDED"
        assert response.headers["Retry-After"] == str(error["retry_after"]) == "600"
        assert response.headers["X-RateLimit-Limit"] == "2"
        assert response.headers["X-RateLimit-Remaining"] == "0"
        assert int(response.headers["X-RateLimit-Reset"]) > 1_700_000_000
        assert (api.sandbox.request_count, api.sandbox.rate_limited) == (3, 1)
        assert [record.status for record in api.sandbox.log] == [200, 200, 429]


async def test_requests_with_a_wrong_key_take_no_room_in_the_limit():
    async for api in api_of(Sandbox(rate_limits=(RateLimit(1, 600.0),))):
        assert (await api("GET", "/campaigns/", key="nope"))[0] == 401
        assert (await api("GET", "/campaigns/"))[0] == 200


def test_the_sliding_log_forgets_an_arrival_exactly_one_window_later():
    window = SlidingLog(RateLimit(2, 2.0))
    window.take(100.0)
    window.take(101.5)
    assert window.wait(101.75) == 0.25
    assert window.wait(102.0) == 0.0
    window.take(102.0)
    assert window.wait(102.0) == 1.5


def test_the_fixed_window_starts_again_at_each_boundary():
    window = FixedWindow(RateLimit(1, 2.0))
    assert window.wait(101.5) == 0.0
    window.take(101.5)
    assert window.wait(101.5) == 0.5
    assert window.wait(102.0) == 0.0


async def test_several_limits_hold_at_once():
    limits = (RateLimit(5, 600.0), RateLimit(1, 0.000001))
    async for api in api_of(Sandbox(rate_limits=limits, window="fixed")):
        statuses = [(await api("GET", "/campaigns/"))[0] for _ in range(6)]
        assert statuses == [200] * 5 + [429]


async def test_the_latency_is_drawn_once_for_each_direction():
    draws = iter([0.0, 0.001, 0.0, 0.0])
    async for api in api_of(Sandbox(rate_limits=(), latency=lambda: next(draws))):
        await api("GET", "/campaigns/")
        assert len(list(draws)) == 2


class Slow(VirtualSandbox):
    """It takes 30 ms to work on a request."""

    def answer(self, *args):
        asyncio.get_running_loop()._now += 0.03
        return super().answer(*args)


async def times_of_answers(sandbox: VirtualSandbox, count: int) -> list[float]:
    """Ask at once, and return when each is answered."""
    loop = asyncio.get_running_loop()

    async def ask() -> float:
        await Api(sandbox, session)("GET", "/campaigns/")
        return round(loop.time() - began, 3)

    async with sandbox, sandbox.session() as session:
        began = loop.time()
        return await asyncio.gather(*(ask() for _ in range(count)))


@pytest.mark.virtual_time
async def test_what_arrives_at_once_is_answered_at_once():
    sandbox = Slow(latency=0.2)
    assert await times_of_answers(sandbox, 3) == [0.2] * 3
    assert [round(record.time, 3) for record in sandbox.requests] == [0.1] * 3


@pytest.mark.virtual_time
async def test_a_fault_that_delays_an_answer_adds_to_the_latency():
    sandbox = Slow(latency=0.2)
    sandbox.fault("late", seconds=0.5)
    assert await times_of_answers(sandbox, 1) == [0.73]


async def test_the_log_names_the_path_but_never_the_key(api):
    await api("GET", "/leads/", email="a@b.example")
    (record,) = api.sandbox.log
    assert (record.method, record.path, record.status) == ("GET", "/leads/", 200)
    assert record.time == pytest.approx(asyncio.get_running_loop().time(), abs=60)
    assert api.sandbox.api_key not in repr(api.sandbox.log)


async def test_the_log_keeps_the_newest_only():
    async for api in api_of(Sandbox(rate_limits=(), log_size=2)):
        for number in range(3):
            await api("GET", f"/campaigns/{number}")
        assert [record.path for record in api.sandbox.log] == ["/campaigns/1", "/campaigns/2"]
        assert api.sandbox.request_count == 3


async def test_a_body_beyond_a_megabyte_is_taken(api):
    custom = {f"field{number}": "x" * 40 for number in range(200)}
    leads = [{"email": f"l{n}@x.example", "custom_fields": custom} for n in range(400)]
    id_ = api.sandbox.seed_campaign()
    url = f"{api.sandbox.base_url}/campaigns/{id_}/leads?api_key={api.sandbox.api_key}"
    body = io.BytesIO(jsonlib.dumps({"lead_list": leads}).encode())
    async with api.session.post(url, data=body) as response:
        assert (await response.json())["added_count"] == 400


async def test_a_body_that_is_not_json_is_400(api):
    url = f"{api.sandbox.base_url}/campaigns/create?api_key={api.sandbox.api_key}"
    async with api.session.post(url, data=b"{") as response:
        assert response.status == 400


# Life and death


async def test_the_base_url_is_known_while_it_runs():
    sandbox = Sandbox()
    with pytest.raises(RuntimeError, match="async with Sandbox"):
        _ = sandbox.base_url
    async with sandbox:
        assert sandbox.base_url.startswith("http://127.0.0.1:")
        assert sandbox.base_url.endswith("/api/v1")
    await sandbox.aclose()


async def test_a_port_that_is_taken_is_an_oserror():
    async with Sandbox() as first:
        port = int(first.base_url.split(":")[2].split("/")[0])
        with pytest.raises(OSError, match=str(port)):
            await Sandbox(port=port).start()


async def test_state_survives_a_restart():
    sandbox = Sandbox(rate_limits=())
    id_ = sandbox.seed_campaign("kept")
    for _ in range(2):
        async for api in api_of(sandbox):
            assert (await api("GET", f"/campaigns/{id_}"))[1]["name"] == "kept"


async def test_closing_drops_hanging_requests_and_idle_connections(caplog):
    caplog.set_level(logging.DEBUG, "aiohttp")
    async with aiohttp.ClientSession() as session:
        sandbox = await Sandbox(rate_limits=()).start()
        api = Api(sandbox, session)
        sandbox.fault("hang", path="/campaigns/create", after=True)
        hanging = asyncio.create_task(api("POST", "/campaigns/create", {"name": "one"}))
        await api("GET", "/campaigns/")
        await has_a_campaign(sandbox)
        await sandbox.aclose()
        with pytest.raises(aiohttp.ClientConnectionError):
            await hanging
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [record.status for record in sandbox.log if record.method == "POST"] == [None]


async def test_a_sandbox_beside_another_has_a_key_and_an_account_of_its_own():
    limits = {"rate_limits": [RateLimit(1, 60)]}
    async with Sandbox(**limits) as one, Sandbox(beside=one, **limits) as other:
        assert other.base_url == one.base_url
        assert other.api_key != one.api_key
        one.seed_campaign("Q1")
        other.seed_campaign("Q2")
        one.fault("status", status=418)
        async with Fleet({"one": one.api_key, "other": other.api_key}, base_url=one.base_url) as it:
            with pytest.raises(APIError) as caught:
                await it["one"].campaigns.list()
            [campaign] = await it["other"].campaigns.list()
    assert caught.value.status_code == 418
    assert campaign.name == "Q2"
    assert (one.request_count, other.request_count) == (1, 1)
    assert (one.rate_limited, other.rate_limited) == (0, 0)


@pytest.mark.parametrize("first_to_close", [0, 1])
async def test_sandboxes_of_one_address_close_in_any_order(first_to_close):
    both = [first := Sandbox(), Sandbox(beside=first)]
    for sandbox in both:
        await sandbox.start()
    gone, left = both[first_to_close], both[1 - first_to_close]
    address = ("127.0.0.1", URL(first.base_url).port)
    fault = gone.fault("hang")
    async with aiohttp.ClientSession() as session:
        asking = asyncio.create_task(Api(gone, session)("POST", "/campaigns/create", {}))
        await is_met(fault)
        await gone.aclose()
        with pytest.raises(aiohttp.ClientError):
            await asking
        api = Api(left, session)
        assert (await api("GET", "/campaigns"))[0] == 200
        assert (await api.response("GET", "/campaigns", key=gone.api_key))[0].status == 401
        with pytest.raises(RuntimeError, match="not running"):
            gone.base_url  # noqa: B018 - a property
        await gone.start()
        assert (await Api(gone, session)("GET", "/campaigns"))[0] == 200
    for sandbox in both:
        await sandbox.aclose()
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection(*address)


def test_what_is_no_sandbox_has_none_beside_it():
    with pytest.raises(InvalidRequestError, match="beside must be a smartlead_async"):
        Sandbox(beside="http://127.0.0.1:8000")


async def test_two_sandboxes_of_one_address_have_two_keys():
    async with Sandbox(api_key="acme") as one:
        with pytest.raises(ConfigurationError, match="with this API key runs at this address"):
            await Sandbox(api_key="acme", beside=one).start()
        async with aiohttp.ClientSession() as session:
            assert (await Api(one, session)("GET", "/campaigns"))[0] == 200


def test_nothing_is_complained_about_at_shutdown():
    script = """
        import asyncio, aiohttp
        from smartlead_async.sandbox import Fault, Sandbox
        async def main():
            async with Sandbox() as sandbox, aiohttp.ClientSession() as session:
                for kind in ("hang", "reset", "truncate"):
                    sandbox.fault(kind)
                url = f"{sandbox.base_url}/campaigns/?api_key={sandbox.api_key}"
                hanging = asyncio.create_task(session.get(url))
                while not sandbox.request_count:
                    await asyncio.sleep(0)
                for _ in range(3):
                    try:
                        async with session.get(url) as response:
                            await response.read()
                    except aiohttp.ClientError:
                        pass
                await sandbox.aclose()
                await asyncio.gather(hanging, return_exceptions=True)
        asyncio.run(main())
        print("done")
    """
    command = [
        sys.executable,
        "-W",
        "error",
        "-X",
        "dev",
        "-c",
        NO_SLOW_CALLBACKS + textwrap.dedent(script),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("done\n", "", 0)


# Faults


async def test_faults_are_met_in_order_and_then_no_more(api):
    api.sandbox.fault("status", status=503, body={"error": "down"}, headers={"X-Why": "test"})
    api.sandbox.fault("rate_limited", retry_after=7)
    api.sandbox.fault("rate_limited", hints=False)
    first, _ = await api.response("GET", "/campaigns/")
    second, _ = await api.response("GET", "/campaigns/")
    third, _ = await api.response("GET", "/campaigns/")
    assert (first.status, first.headers["X-Why"], await first.json()) == (
        503,
        "test",
        {"error": "down"},
    )
    assert (second.status, second.headers["Retry-After"]) == (429, "7")
    assert (third.status, third.headers.get("Retry-After")) == (429, None)
    assert "retry_after" not in (await third.json())["error"]
    assert (await api("GET", "/campaigns/"))[0] == 200


async def test_a_fault_applies_to_its_method_and_path_only(api):
    fault = api.sandbox.fault("status", method="POST", path=r"/campaigns/\d+/status", times=None)
    assert (await api("GET", "/campaigns/"))[0] == 200
    assert (await api("POST", "/campaigns/create"))[0] == 200
    assert [(await api("POST", "/campaigns/1/status"))[0] for _ in range(3)] == [500] * 3
    assert fault.times is None


@pytest.mark.parametrize(("after", "campaigns"), [(False, 0), (True, 1)])
@pytest.mark.parametrize("kind", ["reset", "html"])
async def test_after_means_that_the_request_was_carried_out(api, kind, after, campaigns):
    api.sandbox.fault(kind, after=after)
    try:
        status, text = await api("POST", "/campaigns/create", {"name": "one"})
    except aiohttp.ClientConnectionError:
        assert kind == "reset"
        assert [record.status for record in api.sandbox.log] == [None]
    else:
        assert (kind, status) == ("html", 502)
        assert "502 Bad Gateway" in text
    assert len(api.sandbox.campaigns) == campaigns


async def test_a_late_answer_follows_what_was_carried_out_at_once(api):
    api.sandbox.fault("late", seconds=3600.0)
    waiting = asyncio.create_task(api("POST", "/campaigns/create", {"name": "one"}))
    await has_a_campaign(api.sandbox)
    assert not waiting.done()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    api.sandbox.fault("late", seconds=0.001)
    assert (await api("POST", "/campaigns/create", {"name": "two"}))[0] == 200


@pytest.mark.parametrize("kind", ["truncate", "bad_json"])
async def test_what_is_carried_out_anyway_is_carried_out_once(api, kind):
    api.sandbox.fault(kind, after=True)
    with pytest.raises((aiohttp.ClientPayloadError, ValueError)):
        await api("POST", "/campaigns/create", {"name": "one"})
    assert len(api.sandbox.campaigns) == 1


async def test_a_truncated_answer_is_shorter_than_it_says(api):
    api.sandbox.fault("truncate")
    with pytest.raises(aiohttp.ClientPayloadError):
        await api("POST", "/campaigns/create", {"name": "one"})
    assert len(api.sandbox.campaigns) == 1


async def test_bad_json_arrives_whole(api):
    api.sandbox.fault("bad_json")
    response, body = await api.response("POST", "/campaigns/create", {"name": "one"})
    assert response.status == 200
    assert response.headers["Content-Length"] == str(len(body))
    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        await response.json()
    assert len(api.sandbox.campaigns) == 1


@pytest.mark.parametrize(
    ("kind", "details", "error"),
    [
        ("explode", {}, KeyError),
        ("hang", {"seconds": 1}, TypeError),
        ("late", {}, TypeError),
        ("status", {"code": 1}, TypeError),
    ],
)
def test_an_impossible_fault_is_refused_at_once(kind, details, error):
    with pytest.raises(error):
        Sandbox().fault(kind, **details)


def test_the_state_is_reached_through_the_sandbox():
    sandbox = Sandbox(lead_limit=3)
    assert sandbox.campaigns is sandbox.state.campaigns
    sandbox.lead_limit = None
    assert sandbox.state.lead_limit is None
    assert vars(sandbox).keys().isdisjoint(vars(sandbox.state).keys() - {"_ids"})
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        sandbox.nonsense  # noqa: B018
    with pytest.raises(AttributeError):
        Sandbox.__new__(Sandbox).state  # noqa: B018
