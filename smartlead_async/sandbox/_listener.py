"""The address at which sandboxes are reached, one or several, each by its key."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from aiohttp import web

from .._errors import ConfigurationError

Serve: TypeAlias = Callable[[web.BaseRequest], Awaitable[web.Response]]


class Listener:
    """A server on one port. It listens while one of its sandboxes runs.

    Attributes:
        origin: Scheme, host and port, once it listens.
    """

    def __init__(self, host: str, port: int) -> None:
        self.origin = ""
        self._address = (host, port)
        self._accounts: dict[str, Serve] = {}
        self._active: dict[asyncio.Task[object], str] = {}
        self._runner: web.ServerRunner | None = None
        self._turn = asyncio.Lock()

    async def add(self, key: str, serve: Serve) -> None:
        """Give requests with this key to an account, and listen.

        Raises:
            ConfigurationError: Another account has the key.
            OSError: The port is taken.
        """
        async with self._turn:
            if key in self._accounts:
                raise ConfigurationError("a sandbox with this API key runs at this address already")
            if self._runner is None:
                self._runner = await self._listen()
            self._accounts[key] = serve

    async def remove(self, key: str) -> None:
        """Drop the connections whose requests an account is answering; the last stops all."""
        async with self._turn:
            runner = self._runner if self._accounts.keys() == {key} else None
            for site in runner.sites if runner else ():
                await site.stop()
            for task, of in self._active.items():
                if of == key:
                    task.cancel()
            if runner:
                await runner.cleanup()
                self._runner = None
            del self._accounts[key]

    async def _listen(self) -> web.ServerRunner:
        server = web.Server(self._serve, access_log=None)
        runner = web.ServerRunner(server, shutdown_timeout=0.2)
        await runner.setup()
        try:
            await self._site(runner).start()
        except OSError:
            await runner.cleanup()
            raise
        self.origin = f"http://{self._address[0]}:{runner.addresses[0][1]}"
        return runner

    def _site(self, runner: web.ServerRunner) -> web.BaseSite:
        return web.TCPSite(runner, *self._address)

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        key = request.query.get("api_key", "")
        if key not in self._accounts:
            key = next(iter(self._accounts))  # this account refuses it
        if task := asyncio.current_task():  # one answers all requests of a connection
            if task not in self._active:
                task.add_done_callback(self._active.pop)
            self._active[task] = key
        return await self._accounts[key](request)
