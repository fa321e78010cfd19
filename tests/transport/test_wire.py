"""What is on the wire, and where it goes."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Any

import pytest

from smartlead_async import APIError, ConfigurationError, InvalidRequestError
from smartlead_async._version import __version__
from tests.support import KEY, Loopback, Received, answer, answer_with, client_of

OK = answer(200, {"id": 5, "name": "Q1"})


class Colour(enum.Enum):
    RED = "red&green"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a+b c&d=e%41/?#", "a+b c&d=e%41/?#"),
        ("żółw-亀-🐢", "żółw-亀-🐢"),
        ("", ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (2**63, str(2**63)),
        (1.5, "1.5"),
        (Colour.RED, "red&green"),
        (dt.date(2025, 3, 1), "2025-03-01"),
        (dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC), "2025-03-01T12:00:00.000Z"),
        (
            dt.datetime(2025, 3, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=2))),
            "2025-02-28T23:00:00.000Z",
        ),
    ],
)
async def test_query_values_arrive_intact(value: Any, text: str) -> None:
    async with Loopback(OK) as server, client_of(server) as smartlead:
        await smartlead.request("GET", "/x", params={"k&y": value})
    assert server.requests[0].query == {"k&y": text, "api_key": KEY}


async def test_what_is_none_is_left_out_of_a_query_and_a_list_repeats_its_name() -> None:
    async with Loopback(OK) as server, client_of(server) as smartlead:
        await smartlead.request("GET", "/x", params={"a": None, "b": [1, "x y"], "c": ()})
    assert server.requests[0].target.partition("?")[2].split("&") == [
        "b=1",
        "b=x+y",
        f"api_key={KEY}",
    ]


async def test_an_address_with_a_plus_arrives_intact() -> None:
    lead = {"id": "7", "email": "a+b@example.com"}
    async with Loopback(answer(200, lead)) as server, client_of(server) as smartlead:
        assert (await smartlead.leads.get_by_email(" a+b@example.com ")).email == lead["email"]
    assert server.requests[0].query["email"] == "a+b@example.com"


async def test_only_what_was_given_is_sent() -> None:
    async with Loopback(OK) as server, client_of(server) as smartlead:
        await smartlead.campaigns.create()
        await smartlead.campaigns.create(name="Q1")
        await smartlead.campaigns.create(client_id=None)
    assert [r.json for r in server.requests] == [{}, {"name": "Q1"}, {"client_id": None}]
    assert {r.headers["content-type"] for r in server.requests} == {"application/json"}


async def test_a_request_without_a_body_names_no_type_of_it() -> None:
    async with Loopback(OK) as server, client_of(server) as smartlead:
        await smartlead.campaigns.get(5)
        await smartlead.request("post", "x")
    assert [r.method for r in server.requests] == ["GET", "POST"]
    assert all("content-type" not in r.headers or not r.body for r in server.requests)
    assert server.requests[1].path == "/api/v1/x"


async def test_a_large_body_arrives_in_one_piece() -> None:
    body = {"text": "ü" * 3_000_000}
    async with (
        Loopback(answer_with(lambda r: {"bytes": len(r.body)})) as server,
        client_of(server) as smartlead,
    ):
        answered = await smartlead.request("POST", "/x", json=body)
    assert answered["bytes"] == int(server.requests[0].headers["content-length"])
    assert server.requests[0].json == body


async def test_a_large_body_is_sent_again_in_one_piece() -> None:
    body = {"text": "x" * 3_000_000}
    async with Loopback(answer(503), OK) as server, client_of(server) as smartlead:
        await smartlead.request("POST", "/x", json=body, repeat="safe")
    assert [r.json for r in server.requests] == [body, body]


async def test_a_large_answer_arrives_in_one_piece() -> None:
    rows = [{"id": n, "name": "x" * 1000} for n in range(1, 3001)]
    async with Loopback(answer(200, rows)) as server, client_of(server) as smartlead:
        assert [c.id for c in await smartlead.campaigns.list()] == list(range(1, 3001))


async def test_the_user_agent() -> None:
    async with Loopback(OK) as server:
        async with client_of(server) as smartlead:
            await smartlead.campaigns.get(5)
        async with client_of(server, user_agent=" me/1 ") as smartlead:
            await smartlead.campaigns.get(5)
    default, own = (request.headers["user-agent"] for request in server.requests)
    assert default.startswith(f"smartlead-async/{__version__}")
    assert own == "me/1"


async def test_no_cookie_is_kept() -> None:
    async with (
        Loopback(answer(200, {"id": 5, "name": "Q1"}, {"set-cookie": "a=b"})) as server,
        client_of("http://localhost:" + str(server.port)) as smartlead,
    ):
        await smartlead.campaigns.get(5)
        await smartlead.campaigns.get(5)
    assert "cookie" not in server.requests[1].headers


@pytest.mark.parametrize("path", ["/", ""])
async def test_a_base_url_with_and_without_a_slash_at_its_end(path: str) -> None:
    async with Loopback(OK) as server, client_of(server.url + path) as smartlead:
        await smartlead.campaigns.get(5)
    assert server.requests[0].path == "/api/v1/campaigns/5"


async def test_http_is_for_loopback_only() -> None:
    with pytest.raises(ConfigurationError, match="https"):
        client_of("http://server.smartlead.ai/api/v1")


# -- the escape hatch ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "https://elsewhere.invalid/x",
        "//elsewhere.invalid/x",
        "///elsewhere.invalid/x",
        "/x?api_key=1",
        "/x#y",
        "/../x",
        "/a/%2e%2E/x",
        "/a/..",
        "..",
        "/a\\..\\x",
    ],
)
async def test_paths_that_leave_the_base_url_are_refused(path: str) -> None:
    async with Loopback(OK) as server, client_of(server) as smartlead:
        with pytest.raises(InvalidRequestError) as caught:
            await smartlead.request("GET", path)
    assert caught.value.field == "path"
    assert server.requests == []


@pytest.mark.parametrize(
    ("path", "sent"),
    [("x", "/x"), ("/a b/ü", "/a%20b/%C3%BC"), ("/a%2Fb", "/a%2Fb"), ("/a@b:c", "/a@b:c")],
)
async def test_paths_below_the_base_url_are_quoted(path: str, sent: str) -> None:
    async with Loopback(OK) as server, client_of(server) as smartlead:
        await smartlead.request("GET", path)
    assert server.requests[0].path == "/api/v1" + sent


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"method": "GET /x HTTP/1.1\r\n"}, "method"),
        ({"method": ""}, "method"),
        ({"repeat": "always"}, "repeat"),
        ({"params": {"api_key": "x"}}, "params"),
        ({"params": {"x": "\ud800"}}, "x"),
    ],
)
async def test_what_the_escape_hatch_refuses(arguments: dict[str, Any], field: str) -> None:
    async with Loopback(OK) as server, client_of(server) as smartlead:
        with pytest.raises(InvalidRequestError) as caught:
            await smartlead.request(**({"method": "GET", "path": "/x"} | arguments))
    assert caught.value.field == field
    assert server.requests == []


@pytest.mark.parametrize("value", [object(), {1: 2}, 2**70, "\ud800", {"a": {1, 2}}])
async def test_a_body_that_is_no_json_is_refused(value: Any) -> None:
    async with Loopback(OK) as server, client_of(server) as smartlead:
        with pytest.raises(InvalidRequestError):
            await smartlead.request("POST", "/x", json=value)
    assert server.requests == []


@pytest.mark.parametrize(
    ("body", "value"),
    [(b"", None), (b" \n", None), (b"null", None), (b"success", "success"), (b"[1]", [1])],
)
async def test_what_the_escape_hatch_returns(body: bytes, value: Any) -> None:
    async with Loopback(answer(200, body)) as server, client_of(server) as smartlead:
        assert await smartlead.request("GET", "/x") == value


# -- redirects -----------------------------------------------------------------------------------


def to(location: str, status: int = 302) -> Any:
    return answer(status, "<html><title>Moved</title></html>", {"location": location})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_read_follows_a_redirect_on_the_same_host(status: int) -> None:
    async with (
        Loopback(to("/api/v1/campaigns/5/", status), OK) as server,
        client_of(server) as smartlead,
    ):
        assert (await smartlead.campaigns.get(5)).id == 5
    assert [r.path for r in server.requests] == ["/api/v1/campaigns/5", "/api/v1/campaigns/5/"]


async def test_the_query_survives_a_redirect_and_the_key_is_there_once() -> None:
    def move(request: Received) -> tuple[None, dict[str, str]]:
        return None, {"location": request.target.replace("/leads", "/leads/")}

    page = {"total_leads": 0, "data": []}
    async with (
        Loopback(answer_with(move, 301), to("/api/v1/x"), answer(200, page)) as server,
        client_of(server) as smartlead,
    ):
        await smartlead.leads.list(5, status="A&B+C")
    for request in server.requests:
        assert request.query["status"] == "A&B+C"
        assert request.target.count("api_key=") == 1


async def test_a_redirect_that_repeats_the_key_only_keeps_the_query() -> None:
    page = {"total_leads": 0, "data": []}
    async with (
        Loopback(to("/api/v1/x?api_key=another"), answer(200, page)) as server,
        client_of(server) as smartlead,
    ):
        await smartlead.leads.list(5, status="PAUSED")
    assert server.requests[1].query == server.requests[0].query


async def test_a_redirect_to_an_odd_path_is_quoted() -> None:
    async with Loopback(to("/api/v1/a b/\xfc"), OK) as server, client_of(server) as smartlead:
        await smartlead.campaigns.get(5)
    assert server.requests[1].path == "/api/v1/a%20b/%C3%BC"


@pytest.mark.parametrize(
    "location",
    [
        "http://elsewhere.invalid/api/v1/campaigns/5",
        "//elsewhere.invalid/api/v1/campaigns/5",
        "https://127.0.0.1:{port}/api/v1/campaigns/5",
        "http://127.0.0.1:1/api/v1/campaigns/5",
        "http://user@127.0.0.1:{port}/api/v1/x",
        "ftp://127.0.0.1/x",
        "http://[::1/",
        "",
    ],
)
async def test_no_redirect_is_followed_to_another_host(location: str) -> None:
    async with Loopback() as server:
        server.behaviours = (to(location.format(port=server.port)), OK)
        async with client_of(server) as smartlead:
            with pytest.raises(APIError) as caught:
                await smartlead.campaigns.get(5)
    assert caught.value.status_code == 302
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_no_write_follows_a_redirect(status: int) -> None:
    async with Loopback(to("/api/v1/x", status), OK) as server, client_of(server) as smartlead:
        for call in (smartlead.campaigns.create(), smartlead.campaigns.delete(5)):
            with pytest.raises(APIError, match=str(status)):
                await call
            assert server.requests[-1].method in {"POST", "DELETE"}
            server.requests.clear()


async def test_redirects_in_a_circle_end() -> None:
    async with Loopback(to("/api/v1/campaigns/5")) as server, client_of(server) as smartlead:
        with pytest.raises(APIError, match="302"):
            await smartlead.campaigns.get(5)
    assert len(server.requests) == 4
