"""Whose requests count together."""

from __future__ import annotations

import pytest

LISTING = ("campaigns", "list")


@pytest.fixture(autouse=True)
def _sandbox(sandbox) -> None:
    """Every command needs a server."""


def test_the_requests_of_all_commands_of_the_host_count_together(invoke, temporary):
    assert [invoke(*LISTING).exit_code for _ in range(3)] == [0, 0, 0]
    [directory] = temporary.iterdir()
    [file] = directory.iterdir()
    assert file.stat().st_size == 64 + 3 * 16  # a record for each request


@pytest.mark.parametrize("how", ["option", "variable"])
def test_a_command_may_count_its_own_requests_only(invoke, temporary, monkeypatch, how):
    if how == "variable":
        monkeypatch.setenv("SMARTLEAD_LIMIT_SCOPE", "process")
    words = ("--limit-scope", "process") if how == "option" else ()
    assert invoke(*LISTING, *words).exit_code == 0
    assert not list(temporary.iterdir())


def test_a_redis_that_does_not_answer(invoke):
    shown = invoke(*LISTING, "--limit-scope", "redis://:s3cret@127.0.0.1:1?nonsense=1")
    assert shown.exit_code == 2
    assert "nonsense (or use --limit-scope process)" in shown.stderr
    assert "s3cret" not in shown.output


@pytest.mark.parametrize("scope", ["", "hosts", "http://:s3cret@localhost"])
def test_an_unknown_scope(invoke, scope):
    shown = invoke(*LISTING, "--limit-scope", scope)
    assert shown.exit_code == 2
    assert "--limit-scope must be host, process or an address (redis://…)" in shown.stderr
    assert "s3cret" not in shown.output


def test_a_host_without_a_place_for_the_file(invoke, temporary):
    temporary.rmdir()
    temporary.write_text("a file")
    shown = invoke(*LISTING)
    assert shown.exit_code == 2
    assert str(temporary) in shown.stderr
    assert "(or use --limit-scope process)" in shown.stderr
