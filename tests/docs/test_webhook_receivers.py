"""The receivers in the documentation receive."""

from __future__ import annotations

import re
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from tests.webhooks.deliveries import delivery
from tests.webhooks.test_servers import call

PAGE = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text("utf-8")
URL = "/webhooks/smartlead"
BODY, HEADERS = delivery(1)


async def fastapi(file: dict[str, Any]) -> int:
    scope = {"path": URL, "root_path": "", "query_string": b""}
    status, _ = await call(file["app"], BODY, scope=scope)
    return status


async def flask(file: dict[str, Any]) -> int:
    return file["app"].test_client().post(URL, data=BODY, headers=HEADERS).status_code


async def aiohttp(file: dict[str, Any]) -> int:
    async with (
        TestClient(TestServer(file["main"]([]))) as client,
        client.post(URL, data=BODY, headers=HEADERS) as answer,
    ):
        return answer.status


def run_file(title: str) -> dict[str, Any]:
    """Run the first file under a heading and return its names."""
    found = re.search(rf"^## {title}\n.*?^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    file: dict[str, Any] = {"__name__": "app"}
    exec(found[1], file)
    return file


@pytest.mark.parametrize(
    ("title", "post"), [("FastAPI", fastapi), ("Flask", flask), ("aiohttp", aiohttp)]
)
async def test_a_receiver_handles_a_delivery_once(
    title: str,
    post: Callable[[dict[str, Any]], Awaitable[int]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SMARTLEAD_WEBHOOK_SECRET", "hunter2")
    file = run_file(title)
    assert [await post(file), await post(file)] == [200, 200]
    assert capsys.readouterr().out.count("wrote:") == 1


async def test_the_test_of_a_handler_is_green(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SMARTLEAD_WEBHOOK_SECRET", "hunter2")
    app = ModuleType("app")
    vars(app).update(run_file("aiohttp"))
    monkeypatch.setitem(sys.modules, "app", app)
    await run_file("Testing a handler")["test_a_reply_is_printed"](capsys)
