"""What a call ends with, for each way in which an exchange can go."""

from __future__ import annotations

import asyncio
import gc
import socket
from typing import Any

import pytest

from smartlead_async import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    AttemptInfo,
    ClientClosedError,
    Lane,
    NotFoundError,
    OutcomeUnknownError,
    RateLimitError,
    ResponseDecodeError,
    ServerError,
)
from tests.support import (
    TIMEOUT,
    CountingLimiter,
    CountingPermit,
    Loopback,
    answer,
    client_of,
    drop,
    http,
    never,
    raw,
    reset,
    stall,
    truncated,
    unused_port,
)

OK = answer(200, {"id": 5, "name": "Q1", "upload_count": 1})
PASSING = {
    "429": answer(429, {"error": "slow down"}),
    "500": answer(500, {"error": "oops"}),
    "502": answer(502, "<html>Bad gateway</html>"),
    "503": answer(503),
    "504": answer(504),
    "cloudflare": answer(522),
    "dropped": drop(),
    "reset": reset,
    "cut body": truncated(),
    "no HTTP": raw(b"HTTP/1.1 banana\r\n\r\n"),
    "cut head": raw(b"HTTP/1.1 200 OK\r\ncontent-le"),
    "bad chunks": raw(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nbanana\r\n"),
    "bad encoding": raw(
        b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\n\r\nabc"
    ),
}
UNKNOWN = sorted(set(PASSING) - {"429", "500"})


@pytest.mark.parametrize("first", PASSING)
@pytest.mark.parametrize(
    "call",
    [
        lambda c: c.campaigns.get(5),
        lambda c: c.request("POST", "/reports", repeat="safe"),
        lambda c: c.leads.add(5, [{"email": "ada@example.com"}]),
        lambda c: c.campaigns.delete(5),
    ],
    ids=["safe", "raw safe", "deduplicated", "idempotent"],
)
async def test_repeatable_calls_are_sent_again_after_a_passing_failure(
    first: str, call: Any
) -> None:
    async with Loopback(PASSING[first], OK) as server, client_of(server) as smartlead:
        await call(smartlead)
    assert len(server.requests) == 2
    assert server.requests[0].target == server.requests[1].target
    assert server.requests[0].body == server.requests[1].body


@pytest.mark.parametrize("first", UNKNOWN)
async def test_what_must_not_be_repeated_is_sent_once_and_its_outcome_is_unknown(
    first: str,
) -> None:
    async with Loopback(PASSING[first], OK) as server, client_of(server) as smartlead:
        with pytest.raises(OutcomeUnknownError) as caught:
            await smartlead.campaigns.create(name="Q1")
    assert len(server.requests) == 1
    assert not isinstance(caught.value, APIConnectionError)
    assert (caught.value.method, caught.value.path) == ("POST", "/campaigns/create")
    assert caught.value.cause
    assert caught.value.cause in str(caught.value)


@pytest.mark.parametrize(("first", "status"), [("502", 502), ("504", 504), ("dropped", None)])
async def test_an_unknown_outcome_names_the_status_of_a_gateway(
    first: str, status: int | None
) -> None:
    async with Loopback(PASSING[first]) as server, client_of(server) as smartlead:
        with pytest.raises(OutcomeUnknownError) as caught:
            await smartlead.campaigns.create(name="Q1")
    assert caught.value.status_code == status


async def test_a_late_answer_to_a_create_leaves_one_create() -> None:
    async with Loopback(stall()) as server, client_of(server, timeout=TIMEOUT) as smartlead:
        with pytest.raises(OutcomeUnknownError):
            await smartlead.campaigns.create(name="Q1")
    assert len(server.requests) == 1


async def test_a_create_is_sent_again_after_a_429() -> None:
    async with Loopback(PASSING["429"], OK) as server, client_of(server) as smartlead:
        assert (await smartlead.campaigns.create(name="Q1")).id == 5
    assert len(server.requests) == 2


async def test_a_create_is_sent_again_when_no_connection_was_made() -> None:
    server = Loopback(OK, port=unused_port())
    attempts: list[AttemptInfo] = []
    refused = asyncio.Event()

    def on_attempt(info: AttemptInfo) -> None:
        attempts.append(info)
        refused.set()

    async with client_of(server, on_attempt=on_attempt, max_retries=1000) as smartlead:
        creating = asyncio.ensure_future(smartlead.campaigns.create(name="Q1"))
        await refused.wait()
        async with server:
            assert (await creating).id == 5
    assert [r.method for r in server.requests] == ["POST"]
    assert not attempts[0].sent
    assert not attempts[0].ambiguous
    assert attempts[0].status is None


async def test_a_create_answered_500_is_a_server_error() -> None:
    async with Loopback(PASSING["500"], OK) as server, client_of(server) as smartlead:
        with pytest.raises(ServerError, match="oops"):
            await smartlead.campaigns.create(name="Q1")
    assert len(server.requests) == 1


async def test_a_create_answered_with_cut_json_was_carried_out() -> None:
    async with Loopback(answer(200, b'{"id": 5')) as server, client_of(server) as smartlead:
        with pytest.raises(ResponseDecodeError) as caught:
            await smartlead.campaigns.create(name="Q1")
    assert len(server.requests) == 1
    assert caught.value.body == b'{"id": 5'
    assert caught.value.status_code == 200


async def test_a_500_says_where_the_call_may_have_been_carried_out() -> None:
    async with Loopback(PASSING["500"]) as server, client_of(server, max_retries=0) as smartlead:
        with pytest.raises(ServerError, match="may have been carried out") as creating:
            await smartlead.campaigns.create(name="Q1")
        with pytest.raises(ServerError) as pausing:
            await smartlead.leads.pause(5, 7)
    assert creating.value.message == "oops"
    assert "carried out" not in str(pausing.value)


@pytest.mark.parametrize(
    ("call", "requests"),
    [
        (lambda c: c.campaigns.get(5), 5),
        (lambda c: c.leads.add(5, [{"email": "ada@example.com"}]), 5),
        (lambda c: c.leads.pause(5, 7), 2),
        (lambda c: c.campaigns.create(name="Q1"), 1),
    ],
    ids=["safe", "deduplicated", "idempotent", "never"],
)
async def test_how_often_a_500_is_repeated(call: Any, requests: int) -> None:
    async with Loopback(PASSING["500"]) as server, client_of(server) as smartlead:
        with pytest.raises(ServerError):
            await call(smartlead)
    assert len(server.requests) == requests


NO_JSON = [b"", b" \n", b"Rate limit exceeded, retry later", b'"Something went wrong"', b"<html>"]
READS = [
    lambda c: c.campaigns.list(),
    lambda c: c.leads.list(5),
    lambda c: c.analytics.get_overview(),
    lambda c: c.leads.get_message_history(5, 7),
    lambda c: c.leads.add(5, [{"email": "ada@example.com"}]),
]


@pytest.mark.parametrize("body", NO_JSON)
@pytest.mark.parametrize("call", READS, ids=["list", "page", "one", "history", "add"])
async def test_a_body_without_json_is_asked_for_again_and_then_an_error(
    call: Any, body: bytes
) -> None:
    no_json, due = answer(200, body), answer(200, {"data": [], "sent": 1, "upload_count": 1})
    async with Loopback(no_json, no_json, due) as server, client_of(server) as smartlead:
        await call(smartlead)
    assert len(server.requests) == 3
    async with Loopback(no_json) as server, client_of(server) as smartlead:
        with pytest.raises(ResponseDecodeError) as caught:
            await call(smartlead)
    assert len(server.requests) == 5
    assert (caught.value.body, caught.value.status_code) == (body, 200)


@pytest.mark.parametrize("body", [b"[]", b"{}", b"null"])
async def test_json_that_says_nothing_is_no_failure(body: bytes) -> None:
    async with Loopback(answer(200, body)) as server, client_of(server) as smartlead:
        assert await smartlead.campaigns.list() == []
        assert list(await smartlead.leads.list(5)) == []
        with pytest.raises(NotFoundError):
            await smartlead.campaigns.get(5)
        with pytest.raises(ResponseDecodeError):
            await smartlead.analytics.get_overview()
    assert len(server.requests) == 4


@pytest.mark.parametrize("body", [b"", b'""'])
async def test_an_empty_answer_to_a_lookup_is_not_repeated(body: bytes) -> None:
    async with Loopback(answer(200, body)) as server, client_of(server) as smartlead:
        with pytest.raises(NotFoundError):
            await smartlead.campaigns.get(5)
    assert len(server.requests) == 1


async def test_a_text_in_place_of_a_looked_up_object_is_repeated() -> None:
    async with Loopback(answer(200, b"busy"), OK) as server, client_of(server) as smartlead:
        assert (await smartlead.campaigns.get(5)).id == 5
    assert len(server.requests) == 2


@pytest.mark.parametrize("text", [b"Something went wrong", b'"Rate limit exceeded"'])
async def test_a_text_that_acknowledges_nothing_is_no_success_of_a_write(text: bytes) -> None:
    async with Loopback(answer(200, text)) as server, client_of(server) as smartlead:
        with pytest.raises(ResponseDecodeError):
            await smartlead.campaigns.save_sequences(5, [{"seq_number": 1, "email_body": "x"}])
        assert len(server.requests) == 1
        with pytest.raises(ResponseDecodeError):
            await smartlead.leads.pause(5, 7)
    assert len(server.requests) == 1 + 5


@pytest.mark.parametrize("body", [b"", b"success", b"{}", b'{"ok": true}'])
async def test_an_acknowledgement_may_be_empty_or_a_word(body: bytes) -> None:
    async with Loopback(answer(200, body)) as server, client_of(server) as smartlead:
        assert (await smartlead.leads.delete(5, 7)).ok
    assert len(server.requests) == 1


async def test_leads_sent_again_after_an_answer_without_json_count_as_arrived() -> None:
    again = answer(200, {"ok": True, "upload_count": 0, "already_added_to_campaign": 1})
    seen: list[AttemptInfo] = []
    async with (
        Loopback(answer(200, b""), again) as server,
        client_of(server, on_attempt=seen.append) as smartlead,
    ):
        report = await smartlead.leads.upload(5, [{"email": "ada@example.com"}])
    assert report.skipped_by_reason == {"present_after_retry": 1}
    assert [(info.status, info.readable, info.ambiguous) for info in seen] == [
        (200, False, True),
        (200, True, False),
    ]


async def test_the_log_says_that_there_was_no_json(caplog: pytest.LogCaptureFixture) -> None:
    async with Loopback(answer(200, b"busy"), OK) as server, client_of(server) as smartlead:
        await smartlead.campaigns.get(5)
    (line,) = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert "→ 200 without JSON: retry 1 of 4" in line
    assert "busy" not in caplog.text


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 408, 409, 418, 422, 451, 501])
async def test_refusals_are_not_repeated(status: int) -> None:
    async with (
        Loopback(answer(status, {"message": "no"})) as server,
        client_of(server) as smartlead,
    ):
        with pytest.raises(APIError, match=f"GET /campaigns/5 → {status}: no"):
            await smartlead.campaigns.get(5)
    assert len(server.requests) == 1


@pytest.mark.parametrize("failure", ["503", "dropped", "reset", "cut body"])
async def test_max_retries_repetitions_and_no_more(failure: str) -> None:
    async with Loopback(PASSING[failure]) as server, client_of(server, max_retries=2) as smartlead:
        with pytest.raises((ServerError, APIConnectionError)) as caught:
            await smartlead.campaigns.get(5)
    assert len(server.requests) == 3
    assert type(caught.value) is (ServerError if failure == "503" else APIConnectionError)


async def test_a_server_that_never_answers_is_a_timeout() -> None:
    async with (
        Loopback(stall()) as server,
        client_of(server, timeout=TIMEOUT, max_retries=1) as smartlead,
    ):
        with pytest.raises(APITimeoutError, match=r"no complete answer in time \(2 attempts\)"):
            await smartlead.campaigns.get(5)
    assert len(server.requests) == 2


async def test_the_timeout_covers_the_body() -> None:
    async with (
        Loopback(stall(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{")) as server,
        client_of(server, timeout=TIMEOUT, max_retries=0) as smartlead,
    ):
        with pytest.raises(APITimeoutError):
            await smartlead.campaigns.get(5)


async def test_nobody_listens() -> None:
    async with client_of(f"http://127.0.0.1:{unused_port()}", max_retries=1) as smartlead:
        with pytest.raises(APIConnectionError, match=r"cannot connect to 127\.0\.0\.1") as caught:
            await smartlead.campaigns.create(name="Q1")
    assert not isinstance(caught.value, APITimeoutError)


async def test_no_such_host() -> None:
    async with client_of("https://nowhere.invalid/api/v1", max_retries=0) as smartlead:
        with pytest.raises(APIConnectionError, match=r"cannot connect to nowhere\.invalid"):
            await smartlead.campaigns.get(5)


async def test_a_lookup_error_is_told_in_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    async def as_on_macos(*_: object, **__: object) -> None:
        raise socket.gaierror(8, "nodename nor servname provided")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", as_on_macos)
    async with client_of("https://nowhere.invalid/api/v1", max_retries=0) as smartlead:
        with pytest.raises(APIConnectionError, match="nodename nor servname provided"):
            await smartlead.campaigns.get(5)


async def test_tls_to_a_port_without_it() -> None:
    async def refuse(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(http(400, "this is no HTTPS"))
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(refuse, "127.0.0.1") as server:
        plain = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with client_of(plain, max_retries=0) as smartlead:
            with pytest.raises(APIConnectionError, match="cannot connect"):
                await smartlead.campaigns.create(name="Q1")


async def test_a_delete_that_finds_nothing_after_an_ambiguous_attempt_succeeded() -> None:
    async with (
        Loopback(drop(), answer(404, {"error": "Campaign not found"})) as server,
        client_of(server) as smartlead,
    ):
        assert (await smartlead.campaigns.delete(5)).ok
    assert len(server.requests) == 2


async def test_a_delete_that_finds_nothing_at_once_failed() -> None:
    async with (
        Loopback(answer(404, {"error": "Campaign not found"})) as server,
        client_of(server) as smartlead,
    ):
        with pytest.raises(APIError, match="Campaign not found"):
            await smartlead.campaigns.delete(5)


async def test_a_delete_that_finds_nothing_after_a_429_failed() -> None:
    async with (
        Loopback(PASSING["429"], answer(404, {"error": "Campaign not found"})) as server,
        client_of(server) as smartlead,
    ):
        with pytest.raises(APIError, match="Campaign not found"):
            await smartlead.campaigns.delete(5)


async def test_429s_do_not_count_as_retries_but_their_pauses_add_up() -> None:
    async with Loopback(PASSING["429"]) as server:
        options = {"max_retries": 0, "max_rate_limit_wait": 0.0095}
        async with client_of(server, **options) as smartlead:
            with pytest.raises(RateLimitError):
                await smartlead.campaigns.create(name="Q1")
    assert len(server.requests) == 10


# -- permits -------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
async def test_each_request_that_reaches_the_server_took_a_permit(method: str) -> None:
    """On a dropped keep-alive connection aiohttp sends idempotent methods again by itself."""
    limiter = CountingLimiter()
    async with (
        Loopback(OK, drop(), reset, OK) as server,
        client_of(server, limiter=limiter) as smartlead,
    ):
        for _ in range(2):
            await smartlead.request(method, "/campaigns/5", repeat="safe")
    assert len(server.requests) == 4
    assert server.requests[0].connection == server.requests[1].connection
    assert limiter.sent == 4


async def test_the_silent_repetition_of_a_call_that_must_not_be_repeated_is_refused() -> None:
    async with Loopback(drop(), OK) as server, client_of(server) as smartlead:
        with pytest.raises(OutcomeUnknownError):
            await smartlead.request("DELETE", "/campaigns/5")
    assert len(server.requests) == 1


async def test_every_permit_is_settled_exactly_once() -> None:
    limiter = CountingLimiter()
    behaviours = [PASSING[name] for name in ("429", "503", "dropped", "cut body")]
    async with Loopback(*behaviours, OK) as server, client_of(server, limiter=limiter) as smartlead:
        await smartlead.campaigns.get(5)
    assert [permit.said for permit in limiter.permits] == [
        ["sent", "done"],
        ["sent", "done"],
        ["sent", "cancelled"],
        ["sent", "cancelled"],
        ["sent", "done"],
    ]


async def test_a_permit_is_given_back_unsent_when_no_connection_was_made() -> None:
    limiter = CountingLimiter()
    async with client_of("http://127.0.0.1:1", limiter=limiter, max_retries=0) as smartlead:
        with pytest.raises(APIConnectionError):
            await smartlead.campaigns.get(5)
    assert [permit.said for permit in limiter.permits] == [["cancelled"]]


@pytest.mark.filterwarnings("error::ResourceWarning")
async def test_a_limiter_that_fails_as_a_request_goes_out_costs_the_request_alone() -> None:
    class Broken(CountingPermit):
        def sent(self) -> None:
            raise LookupError("broken")

    class BrokenOnce(CountingLimiter):
        async def acquire(self, lane: Lane) -> CountingPermit:
            self.permits.append(CountingPermit() if self.permits else Broken())
            return self.permits[-1]

    limiter = BrokenOnce()
    async with Loopback(OK) as server, client_of(server, limiter=limiter) as smartlead:
        with pytest.raises(LookupError):
            await smartlead.campaigns.get(5)
        gc.collect()  # would warn about a connection that nobody closed
        await smartlead.campaigns.get(5)
    assert (len(server.requests), server.connections) == (1, 2)
    assert [permit.said for permit in limiter.permits] == [["cancelled"], ["sent", "done"]]


async def test_an_upload_counts_the_attempts_of_its_calls() -> None:
    added = answer(200, {"ok": True, "upload_count": 1, "total_leads": 1})
    async with Loopback(PASSING["429"], added) as server, client_of(server) as smartlead:
        report = await smartlead.leads.upload(5, [{"email": "ada@example.com"}])
    assert (report.added, report.requests, report.rate_limited) == (1, 2, 1)


async def test_a_cancelled_call_settles_its_permit() -> None:
    limiter = CountingLimiter()
    arrived = asyncio.Event()

    async def arrive(request: Any, writer: asyncio.StreamWriter) -> None:
        arrived.set()
        await never(request, writer)

    async with Loopback(arrive) as server, client_of(server, limiter=limiter) as smartlead:
        call = asyncio.ensure_future(smartlead.campaigns.get(5))
        await arrived.wait()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
    assert [permit.said for permit in limiter.permits] == [["sent", "cancelled"]]


async def test_closing_the_client_in_mid_call() -> None:
    arrived = asyncio.Event()

    async def arrive(request: Any, writer: asyncio.StreamWriter) -> None:
        arrived.set()
        await never(request, writer)

    async with Loopback(arrive) as server, client_of(server) as smartlead:
        call = asyncio.ensure_future(smartlead.campaigns.get(5))
        await arrived.wait()
        await smartlead.aclose()
        with pytest.raises(ClientClosedError):
            await call


# -- what on_attempt sees ------------------------------------------------------------------------


async def test_each_attempt_is_reported() -> None:
    seen: list[AttemptInfo] = []
    async with (
        Loopback(PASSING["503"], drop(), answer(200, b'{"id":5,"name":"Q1"}')) as server,
        client_of(server, on_attempt=seen.append) as smartlead,
    ):
        await smartlead.campaigns.get(5)
    assert [(i.attempt, i.status, i.sent, i.bytes, i.ambiguous) for i in seen] == [
        (1, 503, True, 0, True),
        (2, None, True, 0, True),
        (3, 200, True, 20, False),
    ]
    assert len({info.call_id for info in seen}) == 1
    assert {(info.method, info.path) for info in seen} == {("GET", "/campaigns/5")}


async def test_a_hook_that_raises_costs_nobody_an_answer(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(_: AttemptInfo) -> None:
        raise ZeroDivisionError

    async with Loopback(OK) as server, client_of(server, on_attempt=broken) as smartlead:
        assert (await smartlead.campaigns.get(5)).id == 5
    assert "on_attempt raised" in caplog.text
