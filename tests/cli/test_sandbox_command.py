from __future__ import annotations

import asyncio
import signal
import socket

import pytest

from smartlead_async import AuthenticationError, Smartlead


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
