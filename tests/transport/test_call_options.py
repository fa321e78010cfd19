from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
from typing import Any

import pytest

from smartlead_async import (
    AttemptInfo,
    ConfigurationError,
    InvalidRequestError,
    NotFoundError,
    OutcomeUnknownError,
    QueueTimeoutError,
    RateLimit,
    ResponseDecodeError,
    Smartlead,
)
from smartlead_async._http.endpoint import Endpoint
from smartlead_async._options import HOSTS
from smartlead_async.models import Campaign
from tests.support import (
    CANARY,
    KEY,
    CountingLimiter,
    Loopback,
    answer,
    assert_no_canary,
    client_of,
)

OK = answer(200, {"id": 5, "name": "Q1"})
NAMED = {"X-Request-Id": "r-17", "Set-Cookie": "session=secret", "X-Echo": CANARY}


class TestHeaders:
    async def test_a_hook_sees_the_answers_headers_without_secrets(self) -> None:
        seen: list[AttemptInfo] = []
        async with (
            Loopback(answer(200, {"id": 5}, NAMED)) as server,
            client_of(server, CANARY, on_attempt=seen.append) as smartlead,
        ):
            await smartlead.campaigns.get(5)
        (info,) = seen
        assert (info.request_id, info.headers["x-request-id"]) == ("r-17", "r-17")
        assert "set-cookie" not in info.headers
        assert_no_canary(info)

    async def test_an_answer_without_a_name_has_none(self) -> None:
        seen: list[AttemptInfo] = []
        async with Loopback(OK) as server, client_of(server, on_attempt=seen.append) as smartlead:
            await smartlead.campaigns.get(5)
        assert seen[0].request_id is None

    @pytest.mark.parametrize(
        ("behaviour", "error"),
        [
            (answer(404, {"message": "no"}, NAMED), NotFoundError),
            (answer(502, "", NAMED), OutcomeUnknownError),
            (answer(200, "{", NAMED), ResponseDecodeError),
        ],
    )
    async def test_errors_name_the_request(self, behaviour: Any, error: Any) -> None:
        async with Loopback(behaviour) as server, client_of(server) as smartlead:
            with pytest.raises(error) as caught:
                await smartlead.campaigns.create(name="Q1")
        assert caught.value.request_id == "r-17"


class TestInto:
    @pytest.mark.parametrize("body", [{"id": 5}, {"ok": True, "data": {"id": "5"}, "trace": 1}])
    async def test_an_object_is_decoded(self, body: Any) -> None:
        async with Loopback(answer(200, body)) as server, client_of(server) as smartlead:
            assert await smartlead.request("GET", "/x", into=Campaign) == Campaign(id=5)

    @pytest.mark.parametrize("body", [[{"id": 5}], {"data": [{"id": 5}], "total": 1}])
    async def test_a_list_is_decoded(self, body: Any) -> None:
        async with Loopback(answer(200, body)) as server, client_of(server) as smartlead:
            assert await smartlead.request("GET", "/x", into=Campaign) == [Campaign(id=5)]

    async def test_nothing_is_not_found(self) -> None:
        async with Loopback(answer(200, {})) as server, client_of(server) as smartlead:
            with pytest.raises(NotFoundError):
                await smartlead.request("GET", "/x", into=Campaign)

    @pytest.mark.parametrize("into", [dict, 5, Campaign(id=1)])
    async def test_what_is_no_model_is_refused(self, into: Any) -> None:
        async with Loopback(OK) as server, client_of(server) as smartlead:
            with pytest.raises(InvalidRequestError, match="into"):
                await smartlead.request("GET", "/x", into=into)
            assert server.requests == []


class TestHosts:
    @pytest.mark.parametrize("host", list(HOSTS))
    async def test_a_base_url_of_ones_own_serves_all_of_them(self, host: Any) -> None:
        async with Loopback(OK) as server, client_of(server) as smartlead:
            await smartlead.request("GET", "/x", host=host)
        assert [request.path for request in server.requests] == ["/api/v1/x"]

    def test_without_one_each_host_has_its_own(self) -> None:
        transport = Smartlead(KEY)._caller.channel.transport
        assert {host: transport.base_url(host) for host in HOSTS} == HOSTS
        assert len(set(HOSTS.values())) == 4
        assert all(url.endswith(".smartlead.ai/api/v1") for url in HOSTS.values())

    async def test_another_host_is_refused(self) -> None:
        async with Loopback(OK) as server, client_of(server) as smartlead:
            with pytest.raises(InvalidRequestError, match="host must be one of main"):
                await smartlead.request("GET", "/x", host="elsewhere")  # type: ignore[arg-type]
            assert server.requests == []


class TestTextIds:
    ENDPOINT = Endpoint("GET", "/tests/{testId}/replies/{replyId:text}", "safe", str)

    @pytest.mark.parametrize(
        ("given", "segment"),
        [(7, "7"), ("abc-1", "abc-1"), ("a/b?c", "a%2Fb%3Fc"), ("ü", "%C3%BC"), ("%2e", "%252e")],
    )
    def test_a_text_is_one_segment(self, given: str, segment: str) -> None:
        assert self.ENDPOINT.request(5, given).path == f"/tests/5/replies/{segment}"

    @pytest.mark.parametrize("given", ["", " ", ".", "..", 0, True, None, "\ud800"])
    def test_what_names_nothing_is_refused(self, given: Any) -> None:
        with pytest.raises(InvalidRequestError, match="replyId"):
            self.ENDPOINT.request(5, given)


class TestQueueWait:
    async def test_a_call_whose_turn_is_too_far_off_is_not_sent(self) -> None:
        options = {"limiter": None, "rate_limits": [RateLimit(1, 60)], "max_queue_wait": 5}
        async with Loopback(OK) as server, client_of(server, **options) as smartlead:
            await smartlead.campaigns.get(5)
            with pytest.raises(QueueTimeoutError, match="max_queue_wait") as caught:
                await smartlead.campaigns.get(5)
            assert 50 < caught.value.foreseen_s <= 62
            with pytest.raises(QueueTimeoutError):
                await smartlead.with_options(max_queue_wait=0).campaigns.get(5)
        assert len(server.requests) == 1

    @pytest.mark.virtual_time
    async def test_a_limiter_of_ones_own_is_not_waited_for_any_longer(self) -> None:
        class Never(CountingLimiter):
            async def acquire(self, lane: Any) -> Any:
                await asyncio.Event().wait()

        smartlead = client_of("http://127.0.0.1:1", limiter=Never(), max_queue_wait=7)
        with pytest.raises(QueueTimeoutError):
            await smartlead.campaigns.get(5)
        assert asyncio.get_running_loop().time() == 7
        await smartlead.aclose()

    @pytest.mark.virtual_time
    async def test_a_time_out_of_the_limiters_own_is_not_taken_for_it(self) -> None:
        class Slow(CountingLimiter):
            async def acquire(self, lane: Any) -> Any:
                raise TimeoutError("mine")

        smartlead = client_of("http://127.0.0.1:1", limiter=Slow(), max_queue_wait=7)
        with pytest.raises(TimeoutError, match="mine"):
            await smartlead.campaigns.get(5)
        await smartlead.aclose()

    @pytest.mark.parametrize("wait", [-1, "5", float("nan"), True])
    def test_what_is_no_number_of_seconds_is_refused(self, wait: Any) -> None:
        with pytest.raises(ConfigurationError, match="max_queue_wait"):
            Smartlead(KEY, max_queue_wait=wait)


class TestEnvironment:
    @pytest.mark.parametrize(("trust", "through_proxy"), [(True, 1), (False, 0)])
    async def test_a_proxy_of_the_environment_is_used_if_it_is_trusted(
        self, monkeypatch: pytest.MonkeyPatch, trust: bool, through_proxy: int
    ) -> None:
        async with Loopback(OK) as server, Loopback(OK) as proxy:
            monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
            monkeypatch.setenv("NO_PROXY", "")
            async with client_of(server, trust_env=trust) as smartlead:
                await smartlead.campaigns.get(5)
            assert (len(proxy.requests), len(server.requests)) == (through_proxy, 1 - through_proxy)

    def test_what_is_no_truth_value_is_refused(self) -> None:
        with pytest.raises(ConfigurationError, match="trust_env"):
            Smartlead(KEY, trust_env=1)  # type: ignore[arg-type]


LOG = """
import asyncio, sys
from smartlead_async import Smartlead
async def main():
    async with Smartlead("key", base_url=sys.argv[1]) as smartlead:
        await smartlead.campaigns.get(5)
        await smartlead.with_options(timeout=9).campaigns.get(5)
    Smartlead("other", base_url=sys.argv[1])
asyncio.run(main())
"""


@pytest.mark.parametrize(("level", "lines"), [("debug", 2), (" DEBUG ", 2), ("info", 0), ("", 0)])
async def test_the_environment_may_ask_for_a_log(level: str, lines: int) -> None:
    async with Loopback(OK) as server:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", LOG, server.url),
            env=os.environ | {"SMARTLEAD_LOG": level},
            stderr=asyncio.subprocess.PIPE,
        )
        _, text = await process.communicate()
    assert process.returncode == 0, text
    assert text.decode().count("smartlead_async DEBUG GET /campaigns/5 → 200") == lines
    assert len(text.splitlines()) == lines


LOG_BESIDE_THE_PROGRAM = """
import logging, sys
from smartlead_async import Smartlead
logging.basicConfig(format="program %(message)s")
Smartlead("key")
logger = logging.getLogger("smartlead_async")
logger.info("one")
logger.setLevel(logging.ERROR)
Smartlead("other")
logger.info("two")
"""


def test_a_log_that_the_program_set_up_is_left_to_it() -> None:
    process = subprocess.run(
        [sys.executable, "-c", LOG_BESIDE_THE_PROGRAM],
        env=os.environ | {"SMARTLEAD_LOG": "info"},
        capture_output=True,
        check=True,
    )
    assert process.stderr.decode().splitlines() == ["program one"]


def test_another_level_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMARTLEAD_LOG", "loud")
    with pytest.raises(ConfigurationError, match="SMARTLEAD_LOG must be info or debug"):
        Smartlead(KEY)
    assert logging.getLogger("smartlead_async").handlers == []
