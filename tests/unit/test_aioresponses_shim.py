from __future__ import annotations

import inspect

import aiohttp
import aioresponses
import aioresponses.core
import pytest

URL = "https://service.example/campaigns"


async def fetch() -> object:
    with aioresponses.aioresponses() as mocked:
        mocked.get(URL, payload={"id": 1})
        async with aiohttp.ClientSession() as session, session.get(URL) as response:
            return await response.json()


async def test_aioresponses_works_with_the_installed_aiohttp() -> None:
    assert await fetch() == {"id": 1}


@pytest.mark.skipif(
    "stream_writer" not in inspect.signature(aiohttp.ClientResponse).parameters,
    reason="this aiohttp is older than 3.14: the shim is not applied",
)
async def test_the_shim_is_still_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aioresponses.core, "ClientResponse", aiohttp.ClientResponse)
    with pytest.raises(TypeError, match="stream_writer"):  # if not: delete the shim in conftest
        await fetch()
