"""The API key shows nowhere: not in errors, logs, warnings, traces or pickles."""

from __future__ import annotations

import asyncio
import html
import logging
import pickle
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import aiohttp
import pytest

from smartlead_async import (
    APIConnectionError,
    AttemptInfo,
    ClientClosedError,
    ConfigurationError,
    RateLimit,
    Smartlead,
    SmartleadError,
)
from tests.support import (
    CANARY,
    Loopback,
    Received,
    answer,
    answer_with,
    assert_no_canary,
    client_of,
    drop,
    everything_of,
    never,
    raw,
    reset,
    truncated,
    unused_port,
)

_NO_CERTIFICATE = "no openssl to make a certificate with"


class Everything(logging.Handler):
    """Keeps all that any handler could make of the records."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts += [self.format(record), repr(vars(record)), repr(record.args)]


@pytest.fixture(autouse=True)
async def logged() -> Any:
    """Log as much as can be logged, and check all of it after the test."""
    loop = asyncio.get_running_loop()
    loop.set_debug(True)
    loop.slow_callback_duration = 0.0  # describes every callback, its arguments included
    handler = Everything()
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)
    assert handler.texts
    assert_no_canary(*handler.texts)


def spellings(key: str) -> Iterator[str]:
    """Yield the forms in which a server or a proxy may write the key."""
    yield key
    yield quote(key, safe="")
    yield quote(key, safe="/=?")
    yield quote(key, safe="").lower()
    yield quote(key)
    yield quote_plus(key)


def echo(spell: Any) -> Any:
    """Return the target of a request with the key spelled otherwise."""
    return lambda request: spell(request.target)


ECHOES = {
    "an HTML page": lambda r: (
        f"<html><title>Cannot GET {html.escape(r.target)}</title><pre>{r.target}</pre></html>",
        {"content-type": "text/html"},
    ),
    "JSON": lambda r: {
        "error": {"code": r.target, "message": r.target, "details": {"url": r.target}},
        "message": r.target,
        r.target: 1,
    },
    "the decoded key": lambda r: {"error": f"key {r.query['api_key']} is wrong"},
    "text": lambda r: f"no {r.target}",
    "headers": lambda r: ({"message": "no"}, {"x-url": r.target, "x-key": quote(CANARY)}),
    "a long text": lambda r: "x" * 290 + r.target,
}


@pytest.mark.parametrize("echo", ECHOES)
@pytest.mark.parametrize("status", [200, 302, 400, 401, 403, 404, 422, 429, 500, 502])
async def test_an_answer_that_echoes_the_url(status: int, echo: str) -> None:
    async with (
        Loopback(answer_with(ECHOES[echo], status)) as server,
        client_of(server, CANARY, max_retries=1, max_rate_limit_wait=0.0015) as smartlead,
    ):
        for call in (smartlead.campaigns.get(5), smartlead.campaigns.create(name="Q1")):
            with pytest.raises(SmartleadError) as caught:
                await call
            assert_no_canary(everything_of(caught.value))
    assert server.requests[0].query["api_key"] == CANARY


@pytest.mark.parametrize("spelling", list(spellings(CANARY)))
async def test_an_answer_that_spells_the_key_in_its_own_way(spelling: str) -> None:
    page = f'<html><title>No</title><a href="/?api_key={spelling}&amp;x=1">again</a></html>'
    answers = [answer(404, page), answer(400, f'{{"error": "{spelling}"}}'), answer(200, page)]
    answers += [answer(400, {"message": "no"}, {"x-echo": spelling})]
    async with Loopback(*answers) as server, client_of(server, CANARY) as smartlead:
        for _ in answers:
            with pytest.raises(SmartleadError) as caught:
                await smartlead.campaigns.get(5)
            assert_no_canary(everything_of(caught.value))


async def test_only_the_key_is_taken_out_of_an_answer() -> None:
    body = {"error": {"message": "Campaign & lead <5> not found", "details": {"id": 5}}}
    async with Loopback(answer(404, body)) as server, client_of(server, CANARY) as smartlead:
        with pytest.raises(SmartleadError) as caught:
            await smartlead.campaigns.get(5)
    assert caught.value.body == body  # type: ignore[attr-defined]


@pytest.mark.parametrize("target", ["/api/v1/moved?api_key={}", "/api/v1/{}/moved", "?x={}"])
async def test_a_redirect_that_echoes_the_key(target: str, logged: Everything) -> None:
    seen: list[AttemptInfo] = []

    def move(request: Received) -> tuple[str, dict[str, str]]:
        return "", {"location": target.format(quote(request.query["api_key"], safe=""))}

    behaviours = [answer_with(move, 302), answer(404, {"error": "gone"})]
    async with (
        Loopback(*behaviours) as server,
        client_of(server, CANARY, on_attempt=seen.append) as smartlead,
    ):
        with pytest.raises(SmartleadError) as caught:
            await smartlead.campaigns.get(5)
    assert server.requests[1].query["api_key"] == CANARY
    assert_no_canary(everything_of(caught.value), *map(repr, seen), *map(pickle.dumps, seen))


@pytest.mark.parametrize(
    "behaviour",
    [drop(), reset, truncated(), never, raw(b"banana\r\n\r\n"), raw(b"HTTP/1.1 99999 x\r\n\r\n")],
    ids=["dropped", "reset", "cut", "late", "no HTTP", "bad status"],
)
async def test_no_complete_answer(behaviour: Any) -> None:
    seen: list[AttemptInfo] = []
    async with (
        Loopback(behaviour) as server,
        client_of(server, CANARY, timeout=0.05, max_retries=1, on_attempt=seen.append) as smartlead,
    ):
        for call in (smartlead.campaigns.get(5), smartlead.campaigns.create(name="Q1")):
            with pytest.raises(SmartleadError) as caught:
                await call
            error = caught.value
            assert_no_canary(everything_of(error))
            assert error.__cause__ is None
            assert error.__context__ is None
    assert_no_canary(*map(repr, seen), *map(pickle.dumps, seen))


@pytest.mark.parametrize("base_url", ["http://127.0.0.1:{port}", "https://nowhere.invalid"])
async def test_no_connection(base_url: str) -> None:
    url = base_url.format(port=unused_port())
    async with client_of(url, CANARY, max_retries=1) as smartlead:
        with pytest.raises(APIConnectionError) as caught:
            await smartlead.campaigns.create(name="Q1")
    assert_no_canary(everything_of(caught.value))
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


async def test_a_certificate_that_nobody_signed(tmp_path: Path) -> None:
    async with (
        Loopback(ssl=_certificate(tmp_path)) as server,
        client_of(server, CANARY, max_retries=0) as smartlead,
    ):
        with pytest.raises(APIConnectionError, match="certificate") as caught:
            await smartlead.campaigns.get(5)
    assert server.requests == []
    assert_no_canary(everything_of(caught.value))


def _certificate(folder: Path) -> ssl.SSLContext:
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost"
    command += " -keyout key.pem -out cert.pem"
    try:
        subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip(_NO_CERTIFICATE)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


async def test_a_lookup_that_finds_nothing_and_an_answer_that_makes_no_sense() -> None:
    async with (
        Loopback(answer(200, {}), answer(200, b'{"id": ')) as server,
        client_of(server, CANARY) as smartlead,
    ):
        for _ in range(2):
            with pytest.raises(SmartleadError) as caught:
                await smartlead.campaigns.get(5)
            assert_no_canary(everything_of(caught.value))


async def test_a_closed_client() -> None:
    smartlead = client_of("https://nowhere.invalid", CANARY)
    await smartlead.aclose()
    with pytest.raises(ClientClosedError) as caught:
        await smartlead.campaigns.get(5)
    assert_no_canary(everything_of(caught.value))


@pytest.mark.parametrize(
    "options",
    [
        {"base_url": "http://example.com"},
        {"base_url": "::"},
        {"base_url": "https://[::1"},
        {"timeout": -1},
        {"max_retries": "many"},
        {"max_rate_limit_wait": float("nan")},
        {"rate_limits": ()},
        {"rate_limits": (1,)},
        {"user_agent": "a\nb"},
        {"api_key": CANARY + "\n" + CANARY},
        {"api_key": CANARY + " " + CANARY},
        {"api_key": CANARY + "\udc80"},
        {"api_key": CANARY.encode()},
    ],
    ids=str,
)
async def test_a_client_that_cannot_be_made(options: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError) as caught:
        Smartlead(**({"api_key": CANARY} | options))
    assert_no_canary(everything_of(caught.value))


async def test_a_key_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMARTLEAD_API_KEY", CANARY + "\n" + CANARY)
    with pytest.raises(ConfigurationError) as caught:
        Smartlead()
    assert_no_canary(everything_of(caught.value))


async def test_two_clients_that_disagree_about_the_rate_limit() -> None:
    async with Smartlead(CANARY):
        with pytest.raises(ConfigurationError, match="rate limits") as caught:
            Smartlead(CANARY, rate_limits=[RateLimit(1, 1)])
    assert_no_canary(everything_of(caught.value))


async def test_the_client_and_its_parts() -> None:
    async with (
        Loopback(answer(200, {"id": 5, "name": "Q1"})) as server,
        client_of(server, CANARY, proxy=None) as smartlead,
    ):
        await smartlead.campaigns.get(5)
        assert_no_canary(*_reprs(smartlead, set()))
        with pytest.raises(TypeError, match="pickle"):
            pickle.dumps(smartlead)


def _reprs(part: object, seen: set[int]) -> Iterator[str]:
    """Yield the reprs of an object and of all its attributes of ours, however deep."""
    if id(part) in seen:
        return
    seen.add(id(part))
    yield repr(part)
    yield str(part)
    if type(part).__module__.startswith("smartlead_async") and type(part).__name__ != "Secret":
        slots = [n for c in type(part).__mro__ for n in getattr(c, "__slots__", ())]
        names = {*getattr(part, "__dict__", {}), *slots} - {"__weakref__"}
        for name in names:
            yield from _reprs(getattr(part, name, None), seen)


async def test_what_was_sent_is_in_no_traceback() -> None:
    """Bodies hold the passwords of mailboxes and the data of leads."""
    async with Loopback(answer(400)) as server, client_of(server) as smartlead:
        call = smartlead.request("POST", "/x", json={"password": CANARY})
        with pytest.raises(SmartleadError) as caught:
            await call
    assert server.requests[0].json == {"password": CANARY}
    assert_no_canary(_beyond_the_call(caught.value))


def _beyond_the_call(error: SmartleadError) -> str:
    """Return what the frames show that the caller did not call."""
    assert error.__traceback__ is not None
    inner = error.__traceback__.tb_next
    assert inner is not None
    return everything_of(error.with_traceback(inner.tb_next))


async def test_proxy_credentials_are_hidden() -> None:
    proxy = f"http://user:c4nary@127.0.0.1:{unused_port()}"
    async with client_of("http://127.0.0.1:1", "key", proxy=proxy, max_retries=0) as smartlead:
        assert_no_canary(*_reprs(smartlead, set()))
        with pytest.raises(APIConnectionError) as caught:
            await smartlead.campaigns.get(5)
        assert_no_canary(everything_of(caught.value))


async def test_a_proxy_is_used_with_its_credentials() -> None:
    async with Loopback(answer(200, {"id": 5, "name": "Q1"})) as proxy:
        url = f"http://user:p%40ss@127.0.0.1:{proxy.port}"
        async with client_of("http://localhost:1/api/v1", proxy=url) as smartlead:
            assert (await smartlead.campaigns.get(5)).id == 5
    assert proxy.requests[0].target.startswith("http://localhost:1/api/v1/campaigns/5?")
    assert proxy.requests[0].headers["proxy-authorization"] == "Basic dXNlcjpwQHNz"


@pytest.mark.parametrize(
    "behaviour",
    [answer(200, {"id": 5, "name": "Q"}), answer(401), drop(), never, raw(b"banana\r\n\r\n")],
    ids=["answered", "refused", "dropped", "late", "no HTTP"],
)
async def test_trace_configs_of_a_session_passed_in_see_no_key(behaviour: Any) -> None:
    trace, seen = aiohttp.TraceConfig(), []

    async def note(_session: Any, _context: Any, params: Any) -> None:
        seen.append(f"{params!r} {params.url} {getattr(params, 'exception', '')!s}")

    for signal in (trace.on_request_start, trace.on_request_end, trace.on_request_exception):
        signal.append(note)
    async with Loopback(behaviour) as server, aiohttp.ClientSession(trace_configs=[trace]) as own:
        smartlead = client_of(server, CANARY, session=own, timeout=0.05, max_retries=0)
        try:
            await smartlead.campaigns.get(5)
        except SmartleadError as error:
            shown = everything_of(error)
        else:
            shown = ""
    assert len(seen) == 2
    assert_no_canary(shown, *seen)


async def test_an_exception_of_a_connection_that_took_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """aiohttp writes the whole URL into the text of this one."""
    trace, seen = aiohttp.TraceConfig(), []

    async def note(_session: Any, _context: Any, params: Any) -> None:
        seen.append(f"{params!r} {params.exception!s}")

    async def hang(*_: Any, **__: Any) -> None:
        await asyncio.Event().wait()

    trace.on_request_exception.append(note)
    async with aiohttp.ClientSession(trace_configs=[trace]) as own:
        monkeypatch.setattr(own.connector, "_create_connection", hang)
        smartlead = client_of(
            "http://127.0.0.1:1", CANARY, session=own, timeout=0.05, max_retries=0
        )
        with pytest.raises(APIConnectionError) as caught:
            await smartlead.campaigns.get(5)
    assert len(seen) == 1
    assert_no_canary(everything_of(caught.value), *seen)


@pytest.mark.parametrize("key", ["clé-ключ-鍵", "a%2Bb+c d".replace(" ", ""), "ü" * 50])
async def test_any_printable_key_arrives_intact(key: str) -> None:
    async with Loopback(answer(200, [])) as server, client_of(server, f"  {key}\n") as smartlead:
        assert await smartlead.campaigns.list() == []
    assert server.requests[0].query["api_key"] == key
