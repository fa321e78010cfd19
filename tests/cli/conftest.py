from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from smartlead_async.sandbox import Sandbox
from tests.support import NO_SLOW_CALLBACKS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click.testing import Result

ROOT = Path(__file__).parents[2]
# A process started in the background inherits an ignored SIGINT, and the tests may be one.
COMMAND = f"""
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
{NO_SLOW_CALLBACKS}
from smartlead_async.cli import main
main()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command and its subprocesses keep the files of the rate limit."""
    path = tmp_path_factory.mktemp("temporary")
    monkeypatch.setenv("TMPDIR", str(path))
    monkeypatch.setattr(tempfile, "tempdir", str(path))
    return path


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """A loop beside the command, which runs its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def sandbox(loop: asyncio.AbstractEventLoop, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A server without a rate limit, which the environment points the command at."""
    sandbox = Sandbox(rate_limits=())
    asyncio.run_coroutine_threadsafe(sandbox.start(), loop).result()
    monkeypatch.setenv("SMARTLEAD_API_KEY", sandbox.api_key)
    monkeypatch.setenv("SMARTLEAD_BASE_URL", sandbox.base_url)
    yield sandbox
    asyncio.run_coroutine_threadsafe(sandbox.aclose(), loop).result()


@pytest.fixture
def campaign(sandbox: Sandbox) -> int:
    return sandbox.seed_campaign("Q1")


@pytest.fixture
def leads_csv(tmp_path: Path) -> Path:
    path = tmp_path / "leads.csv"
    path.write_text(
        "E-mail,First Name,Favourite colour\n"
        "ada@example.com,Ada,mauve\n"
        "grace@example.com,Grace,\n"
        "nobody,Nobody,\n"
        "ADA@example.com,Ada,\n",
        "utf-8",
    )
    return path


@pytest.fixture
def invoke() -> Callable[..., Result]:
    def run(*words: object, **options: object) -> Result:
        from smartlead_async.cli._app import app

        return CliRunner().invoke(app, [str(word) for word in words], **options)

    return run


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start the command as a process of its own, in which every warning is an error."""
    processes: list[subprocess.Popen[str]] = []

    def run(*words: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-W", "error", "-X", "dev", "-c", COMMAND, *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        )
        processes.append(process)
        return process

    yield run
    for process in processes:
        process.kill()
        process.communicate()


def wait_until(process: subprocess.Popen[str], happened: Callable[[], object]) -> None:
    """Wait for an event in a running command.

    A loop without a pause would starve the sandbox, whose thread shares this interpreter.
    """
    while not happened():
        with contextlib.suppress(subprocess.TimeoutExpired):
            pytest.fail(f"the command ended early: {process.wait(0.01)}")


@pytest.fixture
def run_to_end() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command as a process of its own, with streams of the test's choice."""

    def run(*words: object, **streams: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "smartlead_async.cli", *map(str, words)],
            check=False,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams},
        )

    return run
