from __future__ import annotations

import gzip
import json
import signal

import pytest

from smartlead_async.cli import _service

from .conftest import wait_until


@pytest.fixture
def import_(invoke, campaign, leads_csv):
    return lambda *words, **options: invoke(
        "leads", "import", leads_csv, "--campaign", campaign, *words, **options
    )


def test_leads_are_imported_and_accounted_for(import_, sandbox, campaign):
    result = import_()
    assert result.exit_code == 1
    assert result.exception.args == (1,)
    ada, grace = sandbox.leads_of(campaign)
    assert (ada["email"], ada["first_name"]) == ("ada@example.com", "Ada")
    assert ada["custom_fields"] == {"Favourite colour": "mauve"}
    assert grace["custom_fields"] == {}
    words = " ".join(result.stdout.split())
    assert "rows 4 added 2 skipped 1 duplicate_in_input 1 failed 1 not attempted 0" in words
    assert "4 nobody invalid not an email address" in words
    assert "E-mail → email, First Name → first_name; custom fields: Favourite colour" in (
        result.stderr
    )
    assert "Importing: 4 of 4" in result.stderr


def test_status_is_0_when_every_row_found_its_place(invoke, campaign, tmp_path):
    path = tmp_path / "leads.csv"
    path.write_text("email\na@example.com\nA@example.com\n", "utf-8")
    assert invoke("leads", "import", path, "--campaign", campaign).exit_code == 0


@pytest.mark.parametrize("limit", [0, 1])
def test_a_full_plan_is_told(import_, sandbox, limit):
    sandbox.lead_limit = limit
    result = import_("--json")
    account = json.loads(result.stdout)
    assert (account["added"], account["not_attempted"]) == (limit, 2 - limit)
    assert account["stopped_by"] == "lead_limit"
    assert result.exit_code == 1
    assert f"The plan is full: {2 - limit} leads were not sent." in result.stderr


def test_json_is_all_there_is_on_stdout(import_):
    account = json.loads(import_("--json").stdout)
    assert account["added"] == 2
    assert [row["line"] for row in account["failed"]] == [4]


def test_quiet_prints_nothing(import_):
    assert import_("--quiet").output == ""


def test_a_dry_run_sends_nothing(import_, sandbox):
    result = import_("--dry-run", "--json")
    account = json.loads(result.stdout)
    assert sandbox.request_count == 0
    assert (account["stopped_by"], account["added"]) == ("dry_run", 0)
    assert (account["not_attempted"], account["skipped"]) == (2, 1)
    assert [row["line"] for row in account["failed"]] == [4]
    assert result.exit_code == 1


def test_a_dry_run_needs_no_key(import_, monkeypatch):
    monkeypatch.delenv("SMARTLEAD_API_KEY")
    assert "can be sent" in import_("--dry-run").stdout


def test_columns_can_be_mapped(invoke, sandbox, campaign, tmp_path):
    path = tmp_path / "leads.csv"
    path.write_text("Contact,A=B\na@example.com,x\n", "utf-8")
    options = ["--map", "Contact=email", "--map", "A=B=Code", "--quiet"]
    assert invoke("leads", "import", path, "--campaign", campaign, *options).exit_code == 0
    (lead,) = sandbox.leads_of(campaign)
    assert (lead["email"], lead["custom_fields"]) == ("a@example.com", {"Code": "x"})


def test_settings_reach_the_service(import_, sandbox, campaign):
    sandbox.block_list.add("ada@example.com")
    assert json.loads(import_("--json").stdout)["skipped_by_reason"]["blocked"] == 1
    again = import_("--json", "--ignore-global-block-list", "--no-journal")
    assert json.loads(again.stdout)["added"] == 1
    assert len(sandbox.leads_of(campaign)) == 2


def test_repeated_addresses_can_be_sent(import_):
    account = json.loads(import_("--json", "--no-dedupe").stdout)
    assert account["skipped_by_reason"] == {"duplicate": 1}


def test_the_key_can_come_from_a_file(import_, monkeypatch, tmp_path):
    key = tmp_path / "key"
    key.write_text(_environment_key(monkeypatch) + "\n", "utf-8")
    assert "added" in import_("--api-key-file", key).stdout
    key.write_text("wrong", "utf-8")
    assert import_("--api-key-file", key).exit_code == 3


def test_the_key_can_be_typed(import_, monkeypatch):
    key = _environment_key(monkeypatch)
    monkeypatch.setattr(_service, "_is_terminal", lambda: True)
    result = import_(input=f"{key}\n")
    assert "added" in result.stdout
    assert key not in result.output


def _environment_key(monkeypatch) -> str:
    import os

    key = os.environ["SMARTLEAD_API_KEY"]
    monkeypatch.delenv("SMARTLEAD_API_KEY")
    return key


def failure(result, status: int) -> str:
    """Return the one sentence that a failed command ends with."""
    assert result.exit_code == status
    assert isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    last = result.stderr.splitlines()[-1]
    assert last.startswith("Error: ")
    return last


def test_a_wrong_key(import_, monkeypatch):
    monkeypatch.setenv("SMARTLEAD_API_KEY", "wrong")
    sentence = failure(import_(), 3)
    assert "API key was not accepted" in sentence
    assert "Settings → Activate API" in sentence


@pytest.mark.parametrize("key", ["", "  ", None])
def test_no_key(import_, monkeypatch, key):
    if key is None:
        monkeypatch.delenv("SMARTLEAD_API_KEY")
    else:
        monkeypatch.setenv("SMARTLEAD_API_KEY", key)
    assert "SMARTLEAD_API_KEY is empty or not set" in failure(import_(), 2)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe"])
def test_a_useless_key_file(import_, tmp_path, content):
    (tmp_path / "key").write_bytes(content)
    assert str(tmp_path / "key") in failure(import_("--api-key-file", tmp_path / "key"), 2)


def test_an_unreachable_host(import_):
    sentence = failure(import_("--base-url", "http://127.0.0.1:1/api/v1", "--max-retries", 0), 4)
    assert "cannot be reached" in sentence


def test_a_base_url_that_is_none(import_):
    assert "https" in failure(import_("--base-url", "http://elsewhere.example/api"), 2)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"kind": "html"}, "failed, try again later"),
        ({"kind": "bad_json"}, "unreadable answer"),
        ({"kind": "truncate"}, "cannot be reached"),
        ({"kind": "hang"}, "did not answer in time"),
        ({"kind": "reset"}, "cannot be reached"),
        ({"kind": "rate_limited", "retry_after": 10_000}, "rate limit"),
    ],
    ids=lambda fault: fault["kind"] if isinstance(fault, dict) else "",
)
def test_a_service_that_fails(import_, sandbox, method, fault, words):
    sandbox.fault(**fault, method=method, times=None)
    timeout = 0.5 if fault["kind"] == "hang" else 60
    sentence = failure(
        result := import_("--max-retries", 0, "--patience", 0, "--timeout", timeout), 4
    )
    assert words in sentence
    if method == "POST":
        assert "The import stopped: 0 leads added" in sentence
        assert "Run the same command to continue" in sentence
        assert "rows" in result.stdout


def test_a_service_that_fails_for_a_moment_does_not_stop_the_import(import_, sandbox, campaign):
    sandbox.fault("status", status=503, method="POST")
    result = import_("--json", "--max-retries", 0, "--max-in-flight", 1)
    assert [row["reason"] for row in json.loads(result.stdout)["failed"]] == ["invalid"]
    assert len(sandbox.leads_of(campaign)) == 2


def test_patience_that_is_used_up_is_told(import_, sandbox):
    sandbox.fault("status", status=503, method="POST", times=None)
    sentence = failure(import_("--max-retries", 0, "--patience", 0.1), 4)
    assert "Error. --patience 0.1 is used up. The import stopped: 0 leads added" in sentence


def test_an_unknown_campaign(invoke, sandbox, leads_csv):
    sentence = failure(invoke("leads", "import", leads_csv, "--campaign", 99), 3)
    assert sentence == "Error: this account has no campaign 99"
    assert sandbox.request_count == 1


def test_unusable_input_is_refused_before_anything_is_sent(import_, sandbox, leads_csv):
    leads_csv.write_bytes(b"email\nZo\xeb@example.com\n")
    assert "line 2 is not utf-8" in failure(import_(), 2)
    leads_csv.write_text("name\nZoe\n", "utf-8")
    assert "no column holds the email addresses" in failure(import_(), 2)
    leads_csv.unlink()
    assert "does not exist" in failure(import_(), 2)
    assert sandbox.request_count == 0


@pytest.mark.parametrize("given", ["Company", "=email", "  =email"])
def test_a_mapping_that_is_none(import_, given):
    assert "is not COLUMN=FIELD" in failure(import_("--map", given), 2)


@pytest.mark.parametrize("given", ["utf-16", "klingon", "base64"])
def test_an_encoding_that_is_none(import_, given):
    assert given in failure(import_("--encoding", given), 2)


def test_a_file_that_changes_meanwhile(import_, sandbox, leads_csv, monkeypatch):
    from smartlead_async.cli.imports import _job

    def spoil(*_):
        leads_csv.write_bytes(b"email\nZo\xeb@example.com\n")
        return sandbox.api_key

    monkeypatch.setattr(_job, "read_key", spoil)
    sentence = failure(import_(), 2)
    assert "line 2 is not utf-8" in sentence
    assert "The import stopped" in sentence


def test_ctrl_c_ends_cleanly_and_says_how_far(start, sandbox, campaign, tmp_path):
    path = tmp_path / "many.csv"
    path.write_text("email\n" + "".join(f"l{n}@example.com\n" for n in range(6_000)), "utf-8")
    sandbox.fault("late", seconds=0, method="POST", times=3)
    sandbox.fault("hang", method="POST", times=None)  # so that the signal finds it at work
    process = start("leads", "import", path, "--campaign", campaign)
    for line in process.stderr:
        if line.startswith("Importing"):
            break
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=60)
    *_, sentence = rest.splitlines()
    assert sentence.startswith("Interrupted: of 6,000 leads, ")
    journal = tmp_path / f"many.csv.{campaign}.journal"
    assert sentence.endswith(f"Run the same command to continue: {journal} records what was sent.")
    assert all(text.startswith(("Importing", "Interrupted")) for text in rest.splitlines())
    assert process.returncode == 130
    counts = sentence.partition("not known")[0].split()
    numbers = [int(word.replace(",", "")) for word in counts if word[0].isdigit()]
    _, added, skipped, failed, unknown = numbers
    assert (skipped, failed) == (0, 0)
    assert 0 < added <= len(sandbox.leads_of(campaign)) <= added + unknown


def test_ctrl_c_before_anything_was_sent(start, sandbox, campaign, leads_csv):
    sandbox.fault("hang", times=None)
    process = start("leads", "import", leads_csv, "--campaign", campaign)
    assert process.stderr.readline().startswith("Columns")
    assert process.stderr.readline().startswith("Journal")
    wait_until(process, lambda: sandbox.request_count)
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=60)
    assert rest == "Interrupted before any lead was sent.\n"
    assert process.returncode == 130


# -- standard input ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"email\ta\nx@example.com\t1\n",
        b'{"email": "x@example.com", "a": 1}\n',
        gzip.compress(b"email,a\nx@example.com,1\n"),
    ],
    ids=["tsv", "jsonl", "gzip"],
)
def test_leads_can_be_piped(invoke, sandbox, campaign, content):
    result = invoke("leads", "import", "-", "--campaign", campaign, "--quiet", input=content)
    assert (result.exit_code, result.output) == (0, "")
    (lead,) = sandbox.leads_of(campaign)
    assert (lead["email"], lead["custom_fields"]) == ("x@example.com", {"a": "1"})


def test_what_is_piped_can_have_a_journal(invoke, sandbox, campaign, tmp_path):
    words = ("leads", "import", "-", "--campaign", campaign, "--json", "--journal", tmp_path / "j")
    for _ in range(2):
        account = json.loads(invoke(*words, input=b"email\nx@example.com\n").stdout)
        assert account["added"] == 1
    assert sandbox.request_count == 3


def test_what_is_wrong_with_standard_input_names_it(invoke, campaign):
    sentence = failure(
        invoke("leads", "import", "-", "--campaign", campaign, input=b"email\n\xff"), 2
    )
    assert sentence.startswith("Error: standard input: line 2 is not utf-8")


def test_an_export_as_json_lines_can_be_imported_again(invoke, sandbox, campaign, tmp_path):
    sandbox.seed_leads(campaign, 3)
    other, path = sandbox.seed_campaign("Q2"), tmp_path / "leads.jsonl"
    assert invoke("leads", "export", "--campaign", campaign, "-o", path).exit_code == 0
    words = ("--quiet", "--ignore-duplicate-leads-in-other-campaign", "--map", "status=")
    assert invoke("leads", "import", path, "--campaign", other, *words).exit_code == 0
    (first, *_), (same, *_) = sandbox.leads_of(other), sandbox.leads_of(campaign)
    assert len(sandbox.leads_of(other)) == 3
    assert (first["email"], first["first_name"]) == (same["email"], "First0")
    assert first["custom_fields"]["row"] == "0"
    assert "status" not in first["custom_fields"]


def test_the_help_warns_of_the_setting_that_is_reported_to_do_the_reverse(invoke):
    words = " ".join(invoke("leads", "import", "--help").stdout.split())
    assert "Reported from the live service: skip them." in words
