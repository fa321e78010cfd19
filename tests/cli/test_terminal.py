"""What is printed: nothing from outside commands the terminal, and a full disk is told."""

from __future__ import annotations

import ast
import contextlib
import errno
import io
import json
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartlead_async import CampaignAnalytics, EmailAccount, WarmupDetails
from smartlead_async.cli import _campaigns, _lists, _printing
from smartlead_async.cli._printing import printable, say_json

EVIL = "\x1b]0;owned\x07\x1b[31m[red]x[/]\x9b5n\u202eabc\u2066\x7f"
FULL = Path("/dev/full")
needs_a_full_device = pytest.mark.skipif(not FULL.exists(), reason="Linux has one")


def obeyed(text: str) -> list[str]:
    """Return the characters of an output that a terminal does not simply show."""
    return [each for each in text if not each.isprintable() and each != "\n"]


def test_every_line_goes_through_the_one_place():
    source = Path(_printing.__file__).parent
    for path in source.rglob("*.py"):
        if path.name == "_printing.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            assert name not in {"print", "click.echo", "click.secho"}, path
            assert not name.endswith(".print"), path


@given(st.text())
def test_a_printable_text_is_one_line_that_a_terminal_shows(text):
    assert printable(text).isprintable()
    assert len(printable(text)) == len(text)


@given(st.recursive(st.text() | st.integers(), partial(st.dictionaries, st.text()), max_leaves=9))
def test_json_is_shown_and_read_as_it_was(value):
    with contextlib.redirect_stdout(io.StringIO()) as stdout:
        say_json(value)
    printed = stdout.getvalue()
    assert obeyed(printed) == []
    assert json.loads(printed) == value


@pytest.mark.parametrize("how", [(), ("--json",), ("--dry-run",)])
def test_a_file_of_leads_commands_nothing(invoke, sandbox, campaign, tmp_path, how):
    path = tmp_path / "evil\x1b[31m\u202e.csv"
    path.write_text(f"email,{EVIL}\nada@example.com,x\n{EVIL},y\n", "utf-8")
    result = invoke("leads", "import", path, "--campaign", campaign, *how)
    assert result.exit_code == 1
    assert obeyed(result.output) == []
    assert "[red]x[/]" in result.output


@pytest.mark.parametrize("how", [(), ("--json",)])
def test_what_the_service_says_commands_nothing(invoke, sandbox, campaign, leads_csv, how):
    sandbox.seed_campaign(EVIL)
    sandbox.fault("status", status=400, body={"error": EVIL}, method="POST", times=None)
    words = ("leads", "import", leads_csv, "--campaign", campaign, "--max-retries", 0)
    journal = f"{leads_csv}.{campaign}.journal"
    for result in (
        invoke("campaigns", "list", *how),
        invoke(*words, *how),
        invoke("leads", "import-status", journal, *how),
    ):
        assert obeyed(result.output) == []
        assert "red" in result.output


@pytest.mark.parametrize("how", [(), ("--json",)])
def test_names_and_figures_command_nothing(invoke, sandbox, monkeypatch, how):
    stats = CampaignAnalytics(campaign_id=5, campaign_name=EVIL, campaign_lead_stats={EVIL: EVIL})
    account = EmailAccount(id=5, from_email=EVIL, warmup_details=WarmupDetails(status=EVIL))
    monkeypatch.setattr(_campaigns, "fetch", lambda *_: stats)
    monkeypatch.setattr(_lists, "fetch", lambda *_: [account])
    for words in (("campaigns", "stats", 5), ("accounts", "list")):
        result = invoke(*words, *how)
        assert result.exit_code == 0
        assert obeyed(result.output) == []
        assert "[red]x[/]" in result.output


def test_the_doctor_and_an_export_command_nothing(invoke, sandbox, campaign, tmp_path):
    path = tmp_path / "evil\x1b[31m\u202e.csv"
    result = invoke("leads", "export", "--campaign", campaign, "-o", path)
    assert (result.exit_code, obeyed(result.output)) == (0, [])
    sandbox.fault("status", status=403, body={"error": EVIL}, times=1)
    result = invoke("doctor")
    assert (result.exit_code, obeyed(result.output)) == (3, [])


def test_without_a_command_help_is_shown(invoke):
    result = invoke()
    assert (result.exit_code, obeyed(result.output)) == (2, [])
    assert "\n  leads " in result.output


@pytest.mark.parametrize(
    "words",
    [
        ["\x1b[31m"],
        ["--\x1b[31m"],
        ["leads", "import", "\x1b[31m"],
        ["leads", "import", "x", "--campaign", "\x1b[31m"],
    ],
)
def test_wrong_usage_commands_nothing(invoke, words):
    result = invoke(*words)
    assert (result.exit_code, obeyed(result.output)) == (2, [])


# -- a disk that is full -------------------------------------------------------------------------


@needs_a_full_device
@pytest.mark.parametrize("how", [(), ("--json",)])
@pytest.mark.parametrize("command", [("campaigns", "list"), ("accounts", "list"), ("doctor",)])
def test_a_full_output_is_told(run_to_end, sandbox, command, how):
    with FULL.open("wb") as full:
        result = run_to_end(*command, *how, stdout=full)
    assert result.returncode == 2
    assert result.stderr == ("Error: cannot write to standard output: No space left on device\n")


@needs_a_full_device
def test_help_for_a_full_output_is_an_error(run_to_end):
    with FULL.open("wb") as full:
        result = run_to_end("--help", stdout=full)
    assert (result.returncode, result.stderr) == (2, "Error: No space left on device\n")


@needs_a_full_device
@pytest.mark.parametrize("how", [(), ("--json",)])
def test_an_import_is_done_whatever_its_output_takes(run_to_end, sandbox, campaign, leads_csv, how):
    rejects = leads_csv.with_name("rejects.csv")
    words = ("leads", "import", leads_csv, "--campaign", campaign, "--rejects", rejects)
    with FULL.open("wb") as full:
        result = run_to_end(*words, *how, stdout=full)
    assert result.returncode == 2
    assert result.stderr.splitlines()[-1] == (
        "Error: cannot write to standard output: No space left on device. The import is done: "
        "2 leads added, 1 skipped, 1 failed, 0 read but not sent."
    )
    assert "nobody" in rejects.read_text("utf-8-sig")
    assert len(sandbox.leads_of(campaign)) == 2


@needs_a_full_device
def test_what_stopped_an_import_is_told_before_a_full_output(
    run_to_end, sandbox, campaign, leads_csv
):
    sandbox.fault("html", method="POST", times=None)
    words = ("leads", "import", leads_csv, "--campaign", campaign, "--max-retries", 0)
    words += ("--patience", 0)
    with FULL.open("wb") as full:
        result = run_to_end(*words, stdout=full)
    assert result.returncode == 4
    sentence = result.stderr.splitlines()[-1]
    assert sentence.startswith("Error: the service failed, try again later")
    assert sentence.endswith("Also: cannot write to standard output: No space left on device.")


@needs_a_full_device
def test_a_full_stderr_stops_no_work(run_to_end, sandbox, campaign, leads_csv):
    with FULL.open("wb") as full:
        result = run_to_end("leads", "import", leads_csv, "--campaign", campaign, stderr=full)
        assert (result.returncode, len(sandbox.leads_of(campaign))) == (1, 2)
        assert "added" in result.stdout
        assert run_to_end("campaigns", "stats", 99, stderr=full).returncode == 3


@pytest.mark.parametrize("filename", [None, "/tmp/x\x1b"])
def test_what_the_system_refuses_is_no_internal_error(invoke, sandbox, monkeypatch, filename):
    def refuse(*_):
        raise OSError(errno.ENOSPC, "No space left on device", filename)

    monkeypatch.setattr(_campaigns, "fetch", refuse)
    result = invoke("campaigns", "list")
    where = "/tmp/x : " if filename else ""
    assert (result.exit_code, result.stderr) == (2, f"Error: {where}No space left on device\n")
