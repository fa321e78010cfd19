from __future__ import annotations

import logging

import pytest

from smartlead_async.cli import _log
from smartlead_async.cli._log import _Warnings


def record(text: str, *values: object) -> logging.LogRecord:
    return logging.LogRecord("smartlead_async", logging.WARNING, "", 0, text, values, None)


def test_an_outage_is_one_line(capsys, monkeypatch):
    now = 100.0
    monkeypatch.setattr(_log.time, "monotonic", lambda: now)
    handler = _Warnings(logging.WARNING)
    for chunk in range(10):
        handler.handle(record("POST %s: retry %d of %d in %.1f s", chunk, 1, 4, 0.5))
    handler.handle(record("the service answers again"))
    now += 31
    handler.handle(record("POST %s: retry %d of %d in %.1f s", 7, 2, 4, 0.5))
    assert capsys.readouterr().err.splitlines() == [
        "POST 0: retry 1 of 4 in 0.5 s",
        "the service answers again",
        "POST 7: retry 2 of 4 in 0.5 s",
    ]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_completes_commands(invoke, shell):
    result = invoke(env={"_SMARTLEAD_COMPLETE": f"{shell}_source"}, prog_name="smartlead")
    assert "_SMARTLEAD_COMPLETE" in result.stdout
