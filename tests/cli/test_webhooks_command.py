from __future__ import annotations

import asyncio
import json
import signal
from functools import partial
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import RawTestServer, TestClient

from smartlead_async import WebhookInbox
from smartlead_async.cli import _webhooks
from smartlead_async.cli._exit import UnusableInput
from smartlead_async.cli._webhooks import _Receiver
from tests.webhooks.deliveries import SECRET, delivery


def receiver(folder: Path, forward: str | None = None, *, as_json: bool = False) -> _Receiver:
    inbox = WebhookInbox(folder / "deliveries.db", secret=SECRET)
    return _Receiver(inbox, forward, is_verified=True, as_json=as_json)


async def answers(receiver: _Receiver, *numbers: int) -> list[int]:
    async with TestClient(RawTestServer(receiver._answer)) as client:
        found = []
        for number in numbers:
            body, headers = delivery(number)
            async with client.post("/", data=body, headers=headers) as answer:
                found.append(answer.status)
        return found


async def test_events_are_shown_once(tmp_path, capsys):
    assert await answers(receiver(tmp_path), 1, 2, 1) == [200, 200, 200]
    assert capsys.readouterr().out.splitlines() == [
        "EMAIL_REPLY  campaign 1  (verified)",
        "EMAIL_REPLY  campaign 2  (verified)",
    ]


async def test_events_are_lines_of_json(tmp_path, capsys):
    await answers(receiver(tmp_path, as_json=True), 1)
    assert json.loads(capsys.readouterr().out)["campaign_id"] == 1


async def test_what_is_not_the_services_is_refused(tmp_path, capsys):
    body, headers = delivery(1)
    async with TestClient(RawTestServer(receiver(tmp_path)._answer)) as client:
        async with client.post("/", data=body + b" ", headers=headers) as forged:
            assert forged.status == 401
        async with client.get("/") as read:
            assert read.status == 405
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("status", "times"), [(204, 1), (404, 1), (503, 2)])
async def test_a_delivery_is_passed_on_and_answered_alike(tmp_path, capsys, status, times):
    received = []

    async def take(request: web.BaseRequest) -> web.Response:
        received.append((await request.read(), request.headers["X-Smartlead-Signature"]))
        return web.Response(status=status)

    async with RawTestServer(take) as target, ClientSession() as session:
        passing_on = receiver(tmp_path, str(target.make_url("/")))
        passing_on._post = partial(_webhooks._posted, session, passing_on.forward)
        again = status if status >= 500 else 200  # then it comes again, and is passed on again
        assert await answers(passing_on, 1, 1) == [status, again]
    body, headers = delivery(1)
    assert received == [(body, headers["X-Smartlead-Signature"])] * times
    assert f"→ {status}" in capsys.readouterr().out


async def test_a_target_that_is_not_there_is_a_bad_gateway(tmp_path):
    async with ClientSession() as session:
        passing_on = receiver(tmp_path, "http://127.0.0.1:1/")
        passing_on._post = partial(_webhooks._posted, session, passing_on.forward)
        assert await answers(passing_on, 1) == [502]


def test_it_listens_until_ctrl_c(start, monkeypatch):
    monkeypatch.setenv("SMARTLEAD_WEBHOOK_SECRET", SECRET)
    process = start("webhooks", "listen", "--port", 0)
    url = process.stderr.readline().removeprefix("Listening on ").strip()
    body, headers = delivery(7)
    with urlopen(Request(url, body, headers)) as answer:
        assert answer.status == 200
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "Stopped after 1 event.\n")
    assert out == "EMAIL_REPLY  campaign 7  (verified)\n"


def test_where_the_secret_comes_from(tmp_path, monkeypatch):
    monkeypatch.delenv("SMARTLEAD_WEBHOOK_SECRET", raising=False)
    assert _webhooks._read_secret(None, None) is None
    monkeypatch.setenv("NAME", "swordfish")
    assert _webhooks._read_secret("NAME", None) == "swordfish"
    file = tmp_path / "secret"
    file.write_text("hunter2\n")
    assert _webhooks._read_secret("NAME", file) == "hunter2"
    file.write_text("\n")
    with pytest.raises(UnusableInput, match="is empty"):
        _webhooks._read_secret(None, file)


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--secret-env", "hunter2", "names no environment variable that holds a secret"),
        ("--forward", "ftp://me:hunter2@host/", "must be a URL such as http://"),
        ("--forward", "http://me:hunter2@[host", "must be a URL such as http://"),
    ],
)
def test_what_may_be_a_secret_is_not_repeated(invoke, option, value, sentence):
    result = invoke("webhooks", "listen", option, value)
    assert result.exit_code == 2
    assert sentence in " ".join(result.output.split())
    assert "hunter2" not in result.output


@pytest.fixture
def _closed_output(monkeypatch: pytest.MonkeyPatch) -> None:
    """Output of which nobody reads on, as in ``listen | head``."""

    def fail(line: str) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(_webhooks, "say", fail)


@pytest.mark.usefixtures("_closed_output")
async def test_an_event_that_cannot_be_shown_is_not_acknowledged(tmp_path):
    listening = receiver(tmp_path)
    end = asyncio.ensure_future(listening._until_it_cannot_print())
    assert await answers(listening, 1) == [500]
    with pytest.raises(BrokenPipeError):
        await end
    assert listening.shown == 0


@pytest.mark.usefixtures("_closed_output")
async def test_what_was_passed_on_is_acknowledged_shown_or_not(tmp_path):
    async def take(*_: object) -> int:
        return 204

    passing_on = receiver(tmp_path, "http://127.0.0.1:1/")
    passing_on._post = take
    assert await answers(passing_on, 1) == [204]
