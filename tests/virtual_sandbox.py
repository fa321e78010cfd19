"""The sandbox on virtual time: no stall of the machine can make an answer late.

Bytes on a Unix socket are there as soon as they are sent, while TCP takes its own time, even on
loopback. So the clock of :mod:`tests.virtual_loop` may jump whenever no socket has any::

    @pytest.mark.virtual_time
    async def test_hang() -> None:
        async with VirtualSandbox() as sandbox, sandbox.session() as session:
            smartlead = Smartlead(sandbox.api_key, base_url=sandbox.base_url, session=session)
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
from aiohttp import web

from smartlead_async.sandbox import Sandbox
from smartlead_async.sandbox._listener import Listener


class UnixListener(Listener):
    """An address that is a Unix socket."""

    def __init__(self, path: str) -> None:
        super().__init__("", 0)
        self.path = path

    def _site(self, runner: web.ServerRunner) -> web.UnixSite:
        return web.UnixSite(runner, self.path)


class VirtualSandbox(Sandbox):
    """A sandbox that listens on a Unix socket."""

    def __init__(self, **options) -> None:
        super().__init__(**options)
        self._folder = tempfile.TemporaryDirectory()
        self._path = str(Path(self._folder.name) / "socket")
        self._listener = UnixListener(self._path)

    @property
    def base_url(self) -> str:
        return "http://localhost/api/v1"

    async def aclose(self) -> None:
        await super().aclose()
        self._folder.cleanup()

    @contextmanager
    def refusing_connections(self) -> Iterator[None]:
        """Refuse new connections meanwhile; those that are open stay so."""
        path = Path(self._path)
        away = path.rename(path.with_name("away"))
        try:
            yield
        finally:
            away.rename(path)

    def session(self) -> aiohttp.ClientSession:
        """Return a session whose every connection leads here."""
        return aiohttp.ClientSession(connector=aiohttp.UnixConnector(self._path))
