"""A Redis of one's own: on a free loopback port, without persistence, gone when it is stopped."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

EXECUTABLE = shutil.which("redis-server")


def _free_port() -> int:
    """Return a free port whose cluster bus, 10,000 above it, is a port too."""
    while True:
        with socket.socket() as sock:
            sock.bind(("127.0.0.1", 0))
            port: int = sock.getsockname()[1]
        if port + 10_000 < 65_536:
            return port


class RedisServer:
    """A redis-server process; ``with`` starts and stops it, and it can be restarted meanwhile.

    Args:
        options: Further options of redis-server.
    """

    def __init__(self, *options: str) -> None:
        self.port = _free_port()
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None
        self._folder = tempfile.mkdtemp(prefix="smartlead-redis-")

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        assert EXECUTABLE is not None
        settings = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        command = [EXECUTABLE, *settings, "--dir", self._folder, *self._options]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 20
        while not self._answers():
            if time.monotonic() > deadline:
                self.stop()
                raise AssertionError("redis-server does not start")
            time.sleep(0.02)

    def stop(self) -> None:
        """Kill it: it forgets everything."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as sock:
                sock.sendall(b"PING\r\n")
                return sock.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(Path(self._folder), ignore_errors=True)
