"""Each row of the page of likely mistakes is made, and ends as the page says."""

from __future__ import annotations

import ast
import datetime as dt
import gc
import inspect
import logging
import re
import warnings
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

import smartlead_async
from smartlead_async import RateLimit, Smartlead
from smartlead_async.sandbox import Sandbox
from tests.webhooks.deliveries import delivery

PAGE = Path(__file__).parents[2] / "docs" / "mistakes.md"
ROW = re.compile(r"^\| `(?P<written>.+?)` \| `(?P<comes>.+?)` \| .+ \|$", re.MULTILINE)
ROWS = [(row["written"], row["comes"]) for row in ROW.finditer(PAGE.read_text("utf-8"))]


@pytest.fixture
async def names(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[dict[str, Any]]:
    """What the rows take for granted."""
    body, headers = delivery(1)
    async with Sandbox(rate_limits=()) as sandbox:
        monkeypatch.setenv("SMARTLEAD_API_KEY", sandbox.api_key)
        monkeypatch.setenv("SMARTLEAD_BASE_URL", sandbox.base_url)
        campaign_id = sandbox.state.seed_campaign("Spring")
        async with Smartlead() as smartlead:
            yield {
                **vars(smartlead_async),
                "smartlead": smartlead,
                "campaign_id": campaign_id,
                "datetime": dt,
                "RateLimit": RateLimit,
                "parse_webhook": smartlead_async.parse_webhook,
                "body": body,
                "headers": headers,
                "leads": [{"email": "a@b.co"}] * 401,
            }


async def made(written: str, names: dict[str, Any]) -> None:
    code = compile(written, str(PAGE), "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    result = eval(code, names)
    if code.co_flags & inspect.CO_COROUTINE:
        await result


async def outcome(written: str, names: dict[str, Any], caplog: pytest.LogCaptureFixture) -> str:
    """Make a mistake and return the last line of what comes out."""
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            await made(written, names)
            names.pop("client", None)
            gc.collect()
    except Exception as error:  # noqa: BLE001 - whatever comes out
        return f"{type(error).__name__}: {error}"
    told = [f"{each.category.__name__}: {each.message}" for each in warned]
    told += [f"{record.levelname}: {record.getMessage()}" for record in caplog.records]
    return told[0] if told else "nothing"


@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited")
@pytest.mark.parametrize(("written", "comes"), ROWS, ids=[written[:50] for written, _ in ROWS])
async def test_a_mistake_ends_as_the_page_says(
    written: str,
    comes: str,
    names: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
):
    if "no API key" in comes:
        monkeypatch.delenv("SMARTLEAD_API_KEY")
    with warnings.catch_warnings(action="ignore"):  # of clients left open by mistake
        with caplog.at_level(logging.WARNING):
            told = await outcome(written, names, caplog)
        names.clear()
        gc.collect()
    pattern = ".*".join(map(re.escape, comes.split("…")))
    assert re.fullmatch(pattern, told, re.DOTALL), told


def test_there_are_at_least_fifteen():
    assert len(ROWS) >= 15
