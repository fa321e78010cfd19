"""``smartlead api``: any call from the shell."""

from __future__ import annotations

import json

import pytest

from smartlead_async.cli import _api


def test_a_read_prints_the_answer_on_one_line_in_a_pipe(invoke, sandbox, campaign):
    result = invoke("api", "get", f"/campaigns/{campaign}")
    assert result.exit_code == 0
    (line,) = result.stdout.splitlines()
    assert json.loads(line)["id"] == campaign


def test_on_a_terminal_it_is_indented(invoke, sandbox, campaign, monkeypatch):
    monkeypatch.setattr(_api, "is_terminal", lambda: True)
    lines = invoke("api", "GET", f"/campaigns/{campaign}").stdout.splitlines()
    assert lines[0] == "{"
    assert json.loads("".join(lines))["id"] == campaign


def test_the_query_and_the_body_are_sent(invoke, sandbox, campaign, tmp_path):
    (tmp_path / "body.json").write_text('{"status": "PAUSED"}')
    path = f"/campaigns/{campaign}/status"
    given = (("--json", f"@{tmp_path / 'body.json'}"), ("--json", '{"status": "PAUSED"}'))
    for words in (*given, ("--json", "-")):
        sandbox.campaigns[campaign].fields["status"] = "ACTIVE"
        invoke("api", "PATCH", path, *words, input='{"status": "PAUSED"}')
        assert sandbox.campaigns[campaign].fields["status"] == "PAUSED"
    sandbox.seed_leads(campaign, 3)
    result = invoke("api", "GET", f"/campaigns/{campaign}/leads", "--param", "limit=2")
    assert len(json.loads(result.stdout)["data"]) == 2


def test_a_text_is_printed_line_by_line(invoke, sandbox, campaign):
    sandbox.seed_leads(campaign, 2)
    result = invoke("api", "GET", f"/campaigns/{campaign}/leads-export")
    assert len(result.stdout.splitlines()) == 3


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("GET", "/campaigns/5"), 3, "found nothing"),
        (("GET", "/campaigns/5", "--param", "x"), 2, "'x' is not NAME=VALUE"),
        (("GET", "https://example.com/x"), 2, "path must be relative"),
        (("GET", "/x", "--param", "api_key=1"), 2, "adds api_key by itself"),
        (("POST", "/x", "--json", "{"), 2, "--json is not JSON"),
        (("POST", "/x", "--json", "@nowhere.json"), 2, "nowhere.json: No such file"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(invoke, sandbox, words, status, sentence):
    result = invoke("api", *words)
    assert (result.exit_code, sentence in result.stderr) == (status, True), result.stderr


@pytest.mark.parametrize(("method", "times"), [("GET", 3), ("POST", 1)])
def test_only_a_read_is_repeated_after_a_failure(invoke, sandbox, method, times):
    sandbox.fault("reset", after=True, times=9)
    assert invoke("api", method, "/campaigns/", "--max-retries", 2).exit_code == 4
    assert len(sandbox.log) == times


class TestStatus:
    @pytest.mark.parametrize(
        ("word", "status"), [("start", "ACTIVE"), ("pause", "PAUSED"), ("stop", "STOPPED")]
    )
    def test_of_several_campaigns(self, invoke, sandbox, word, status):
        ids = [sandbox.seed_campaign(), sandbox.seed_campaign()]
        yes = ["--yes"] if word == "stop" else []
        result = invoke("campaigns", word, *ids, ids[0], *yes)
        assert result.exit_code == 0
        assert [line.split()[0] for line in result.stdout.splitlines()] == list(map(str, ids))
        assert {sandbox.campaigns[id_].fields["status"] for id_ in ids} == {status}

    def test_a_refused_one_keeps_the_others_not_back(self, invoke, sandbox, campaign):
        result = invoke("campaigns", "pause", 98, campaign, 99)
        assert (result.exit_code, result.stdout) == (3, f"{campaign} paused\n")
        assert [f"/campaigns/{id_}/status" in result.stderr for id_ in (98, 99)] == [True, True]

    def test_to_stop_for_good_asks_first(self, invoke, sandbox, campaign):
        assert invoke("campaigns", "stop", campaign, input="n\n").exit_code == 130
        assert sandbox.requests == []
        assert invoke("campaigns", "stop", campaign, input="y\n").exit_code == 0
