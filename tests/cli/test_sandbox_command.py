from __future__ import annotations

import asyncio
import re
import signal
import socket

import pytest

from smartlead_async import AuthenticationError, Smartlead
from smartlead_async.cli import _sandbox
from smartlead_async.sandbox import Sandbox
from tests.virtual_sandbox import VirtualSandbox


def test_it_serves_until_ctrl_c(start):
    process = start("sandbox", "--api-key", "pretend", "--no-rate-limit", "--dialect", "live")
    url = process.stdout.readline().removeprefix("export SMARTLEAD_BASE_URL=").strip()
    key = process.stdout.readline().removeprefix("export SMARTLEAD_API_KEY=").strip()
    campaign = int(process.stdout.readline().rpartition("--campaign ")[2])

    async def use() -> list[int]:
        async with Smartlead(key, base_url=url) as smartlead:
            return [each.id for each in await smartlead.campaigns.list()]

    async def misuse() -> None:
        async with Smartlead("another", base_url=url) as smartlead:
            with pytest.raises(AuthenticationError):
                await smartlead.campaigns.list()

    assert key == "pretend"
    assert asyncio.run(use()) == [campaign]
    asyncio.run(misuse())
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, "")
    assert err.splitlines() == ["Press Ctrl-C to stop.", "Stopped after 2 requests."]


def test_a_port_that_is_taken(invoke):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = invoke("sandbox", "--port", port)
    assert result.exit_code == 2
    assert f"cannot listen on port {port}" in result.stderr
    assert result.stdout == ""


@pytest.mark.virtual_time
async def test_the_log_shows_requests_days_and_deliveries(capsys):
    server = VirtualSandbox(seed="demo", rate_limits=())
    serving = asyncio.create_task(_sandbox._serve(server, 10.0, log=True))
    await asyncio.sleep(1)
    async with server.session() as session:
        smartlead = Smartlead(server.api_key, base_url=server.base_url, session=session)
        active = next(c for c in await smartlead.campaigns.list() if c.status == "ACTIVE")
        lead = await smartlead.leads.get_by_email("ada@lovelace.example")
        await smartlead.leads.update_category(active.id, lead.id, category_id=1)
    await asyncio.sleep(10)
    serving.cancel()
    await asyncio.wait([serving])
    out, err = capsys.readouterr()
    assert [line.partition("=")[0] for line in out.splitlines()[:2]] == [
        "export SMARTLEAD_BASE_URL",
        "export SMARTLEAD_API_KEY",
    ]
    assert re.search(r"^GET /campaigns/ → 200, \d+ ms$", err, re.MULTILINE)
    assert "\n2026-01-06 09:00, a day later\n" in err
    delivery = "LEAD_CATEGORY_UPDATED to http://127.0.0.1:9/webhooks → no answer\n"
    assert err.count(delivery) == 4
    assert server.api_key not in err
    assert server.requests == []


@pytest.mark.parametrize(
    ("words", "seed", "given"),
    [
        ([], None, (None, False)),
        (["--log"], None, (None, True)),
        (["--seed", "demo"], "demo", (None, True)),
        (["--seed", "7", "--no-log"], 7, (None, False)),
        (["--advance-every", "1.5m"], None, (90.0, True)),
    ],
)
def test_a_seed_and_days_are_watched_unless_told_otherwise(invoke, monkeypatch, words, seed, given):
    seen = []

    async def serve(server, every, *, log):
        seen.append((server.state.now()[:10], len(server.state.campaigns), (every, log)))

    monkeypatch.setattr(_sandbox, "_serve", serve)
    assert invoke("sandbox", *words).exit_code == 0
    like = Sandbox(seed=seed).state
    assert seen == [(like.now()[:10], len(like.campaigns), given)]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--seed", "dmeo"], "no data set 'dmeo'; there is demo"),
        (["--advance-every", "soon"], "'soon' is no time such as 500ms, 10s or 1m"),
        (["--advance-every", "0s"], "'0s' is no time"),
    ],
)
def test_what_cannot_be_is_refused(invoke, words, message):
    result = invoke("sandbox", *words)
    assert result.exit_code == 2
    assert message in result.stderr
