"""Bodies that are too large, compressed, or cut short."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Iterable
from typing import Any

import aiohttp
import pytest

from smartlead_async import (
    APIConnectionError,
    APIError,
    AttemptInfo,
    ConfigurationError,
    ResponseDecodeError,
    Smartlead,
)
from tests.support import (
    CANARY,
    Behaviour,
    Loopback,
    answer,
    assert_no_canary,
    client_of,
    everything_of,
    http,
    raw,
)

CAMPAIGN = b'{"id": 5, "name": "Q1"}'
MIB = 2**20


def gzipped(size: int) -> bytes:
    """Return so many spaces, compressed, without holding them at any time."""
    stream = zlib.compressobj(wbits=31)
    pieces = [stream.compress(b" " * MIB) for _ in range(size // MIB)]
    return b"".join(pieces) + stream.flush()


def compressed(body: bytes, encoding: str = "gzip", status: int = 200) -> Behaviour:
    return answer(status, body, {"content-encoding": encoding})


async def get(server: Loopback, **options: Any) -> str:
    async with client_of(server, **options) as smartlead:
        return (await smartlead.campaigns.get(5)).name or ""


@pytest.mark.parametrize("body", [b'{"id": 5, "name": "' + b"x" * 5000 + b'"}', b"x" * 5000])
@pytest.mark.parametrize("chunked", [False, True])
async def test_a_body_that_is_too_large_is_an_error_and_not_read_again(
    chunked: bool, body: bytes
) -> None:
    large = answer(200, body)
    if chunked:
        head = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
        large = raw(head + b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body))
    attempts: list[AttemptInfo] = []
    async with Loopback(large) as server:
        with pytest.raises(ResponseDecodeError, match=r"more than 1,000 bytes.*max_response_bytes"):
            await get(server, max_response_bytes=1000, on_attempt=attempts.append)
    assert len(server.requests) == 1
    assert [attempt.status for attempt in attempts] == [200]


async def test_the_error_of_a_body_that_is_too_large_shows_its_beginning() -> None:
    async with Loopback(answer(200, b"[" * 5000)) as server:
        with pytest.raises(ResponseDecodeError) as caught:
            await get(server, max_response_bytes=1000)
    error = caught.value
    assert (error.method, error.path, error.status_code) == ("GET", "/campaigns/5", 200)
    assert 0 < len(error.body) <= 1000
    assert set(error.body) == set(b"[")


async def test_a_body_of_just_the_greatest_size_is_read() -> None:
    async with Loopback(answer(200, CAMPAIGN)) as server:
        assert await get(server, max_response_bytes=len(CAMPAIGN)) == "Q1"
        with pytest.raises(ResponseDecodeError):
            await get(server, max_response_bytes=len(CAMPAIGN) - 1)


async def test_a_body_that_inflates_without_end_is_given_up_while_it_is_read() -> None:
    async with Loopback(compressed(gzipped(256 * MIB))) as server:
        await get_too_much(server)
        tracemalloc.start()
        await get_too_much(server)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 6 * MIB


async def get_too_much(server: Loopback) -> None:
    with pytest.raises(ResponseDecodeError, match="max_response_bytes"):
        await get(server, max_response_bytes=MIB)


async def test_the_connection_of_a_body_that_is_too_large_is_not_used_again() -> None:
    large = answer(200, b" " * MIB)
    async with (
        Loopback(large, answer(200, CAMPAIGN)) as server,
        client_of(server, max_response_bytes=1000) as smartlead,
    ):
        with pytest.raises(ResponseDecodeError):
            await smartlead.campaigns.get(5)
        assert (await smartlead.campaigns.get(5)).name == "Q1"
    assert server.connections == 2


@pytest.mark.parametrize("status", [400, 404, 422, 500])
@pytest.mark.parametrize("most", [1000, 64 * MIB])
async def test_a_refusal_is_told_with_the_beginning_of_its_body(status: int, most: int) -> None:
    async with Loopback(compressed(gzipped(4 * MIB), status=status)) as server:
        with pytest.raises(APIError) as caught:
            await get(server, max_response_bytes=most, max_retries=0)
    assert caught.value.status_code == status
    assert len(str(caught.value.body)) <= min(most, MIB)


@pytest.mark.parametrize("status", [200, 400])
@pytest.mark.parametrize("size", range(990, 1040, 7))
async def test_no_piece_of_the_key_is_left_where_a_body_is_cut(status: int, size: int) -> None:
    body = b"x" * size + CANARY.encode() * 100
    async with (
        Loopback(answer(status, body)) as server,
        client_of(server, api_key=CANARY, max_response_bytes=1100) as smartlead,
    ):
        with pytest.raises((APIError, ResponseDecodeError)) as caught:
            await smartlead.campaigns.get(5)
    assert_no_canary(everything_of(caught.value))


@pytest.mark.parametrize("given", [0, -1, 1.5, True, "1", None])
def test_a_greatest_size_that_is_none_is_refused(given: Any) -> None:
    with pytest.raises(ConfigurationError, match="max_response_bytes"):
        Smartlead("key", max_response_bytes=given)


# -- compression ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(CAMPAIGN), "gzip"),
        (gzip.compress(CAMPAIGN), "X-GZIP"),
        (zlib.compress(CAMPAIGN), "deflate"),
        (gzip.compress(CAMPAIGN[:9]) + gzip.compress(b"") + gzip.compress(CAMPAIGN[9:]), "gzip"),
        (CAMPAIGN, "identity"),
    ],
    ids=["gzip", "x-gzip", "deflate", "three streams", "identity"],
)
async def test_compressed_bodies(body: bytes, encoding: str) -> None:
    async with Loopback(compressed(body, encoding)) as server:
        assert await get(server) == "Q1"


@pytest.mark.parametrize("inflates", [True, False])
async def test_compressed_bodies_on_a_session_of_the_callers(inflates: bool) -> None:
    async with (
        Loopback(compressed(gzip.compress(CAMPAIGN))) as server,
        aiohttp.ClientSession(auto_decompress=inflates) as session,
    ):
        assert await get(server, session=session) == "Q1"
        with pytest.raises(ResponseDecodeError, match="max_response_bytes"):
            await get(server, session=session, max_response_bytes=len(CAMPAIGN) - 1)


async def test_a_body_that_fills_the_pieces_it_is_inflated_in() -> None:
    for size in (2**16, 2**17, 2**17 + 1):
        body = CAMPAIGN.ljust(size)
        async with Loopback(compressed(gzip.compress(body))) as server:
            assert await get(server, max_response_bytes=size) == "Q1"


async def test_a_body_in_many_packets() -> None:
    body = gzip.compress(CAMPAIGN)
    chunks = b"".join(b"1\r\n%c\r\n" % byte for byte in body) + b"0\r\n\r\n"
    head = b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n"
    async with Loopback(raw(head + chunks)) as server:
        assert await get(server) == "Q1"


async def test_no_body_is_as_empty_when_it_is_called_compressed() -> None:
    async with Loopback(compressed(b"")) as server, client_of(server) as smartlead:
        assert await smartlead.request("GET", "/campaigns/5") is None


def cut_bodies() -> Iterable[Any]:
    whole = gzip.compress(CAMPAIGN)
    for encoding, body in (("gzip", whole), ("deflate", zlib.compress(CAMPAIGN))):
        for length in (1, 9, len(body) // 2, len(body) - 1):
            yield pytest.param(compressed(body[:length], encoding), id=f"{encoding}-{length}")
    yield pytest.param(compressed(whole + b"rest"), id="something behind")
    short = {"content-encoding": "gzip", "content-length": str(len(whole) + 1)}
    yield pytest.param(raw(http(200, whole, short)), id="content-length")


@pytest.mark.parametrize("cut", list(cut_bodies()))
async def test_a_compressed_body_that_is_cut_is_a_lost_connection(cut: Behaviour) -> None:
    async with Loopback(cut, answer(200, CAMPAIGN)) as server:
        assert await get(server) == "Q1"
    assert len(server.requests) == 2
    async with Loopback(cut) as server:
        with pytest.raises(APIConnectionError, match="the connection was lost"):
            await get(server, max_retries=0)


async def test_answers_are_asked_for_in_gzip() -> None:
    async with Loopback(answer(200, CAMPAIGN)) as server:
        await get(server)
    assert server.requests[0].headers["accept-encoding"] == "gzip"
