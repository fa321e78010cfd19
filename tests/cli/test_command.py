from __future__ import annotations

import os
import subprocess
import sys
from types import SimpleNamespace

import click
import pytest

from smartlead_async import __version__
from smartlead_async.cli import _app

from .conftest import ROOT


def run(*words: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, check=False, env=env
    )


@pytest.mark.parametrize("missing", ["click", "rich"])
def test_without_the_extra_a_sentence_says_how_to_get_it(missing):
    code = (
        f"import sys; sys.modules[{missing!r}] = None; from smartlead_async.cli import main; main()"
    )
    result = run("-c", code, "--help")
    assert result.returncode != 0
    assert result.stdout == ""
    (sentence,) = result.stderr.splitlines()
    assert "smartlead-async[cli]" in sentence


def test_it_runs_as_a_module():
    result = run("-W", "error", "-m", "smartlead_async.cli", "--version")
    assert (result.stdout, result.stderr) == (f"smartlead {__version__}\n", "")


def test_what_the_terminal_cannot_show_ends_nothing(tmp_path):
    path = tmp_path / "leads.csv"
    path.write_text("email,陽子\nnobody,x\n", "utf-8")
    code = (
        "import sys\n"
        "for stream in (sys.stdout, sys.stderr): stream.reconfigure(encoding='cp1252')\n"
        "from smartlead_async.cli import main; main()"
    )
    result = run("-c", code, "leads", "import", str(path), "--campaign", "1", "--dry-run")
    assert result.returncode == 1
    assert "email ? email; custom fields: ??" in result.stderr
    assert "nobody" in result.stdout


def test_help_needs_neither_rich_nor_the_sandbox():
    code = (
        "import sys; from smartlead_async.cli import main\n"
        "try: main()\n"
        "finally: print([n for n in sys.modules if n == 'rich' or n.endswith('async.sandbox')])"
    )
    result = run("-c", code, "--help")
    assert result.returncode == 0
    assert result.stdout.endswith("[]\n")


def test_every_command_has_help(invoke):
    def walk(command, *words):
        assert invoke(*words, "--help").exit_code == 0
        for name, each in getattr(command, "commands", {}).items():
            assert each.help
            walk(each, *words, name)

    walk(_app.app)


@pytest.fixture
def failing(monkeypatch):
    def install(error):
        @click.command()
        def fail() -> None:
            raise error

        monkeypatch.setitem(_app.app.commands, "fail", fail)

    return install


def set_dev_mode(monkeypatch, value):
    monkeypatch.setattr(_app.sys, "flags", SimpleNamespace(dev_mode=value))


def test_an_internal_error_is_one_sentence(invoke, failing, monkeypatch):
    set_dev_mode(monkeypatch, False)
    failing(TypeError("this\x1b[31m\nis"))
    result = invoke("fail")
    assert result.exit_code == 5
    (sentence,) = result.stderr.splitlines()
    assert sentence.startswith(
        "Error: an internal error, please report it: TypeError: this [31m is"
    )


def test_an_internal_error_is_shown_to_developers(invoke, failing, monkeypatch):
    set_dev_mode(monkeypatch, True)
    failing(TypeError("this"))
    assert isinstance(invoke("fail").exception, TypeError)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_an_interruption_is_one_word(invoke, failing, error):
    failing(error)
    result = invoke("fail")
    assert (result.exit_code, result.stderr) == (130, "Interrupted.\n")
