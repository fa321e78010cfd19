from __future__ import annotations

import csv
import datetime as dt
import json
import re
import signal

import pytest
from rich.console import Console

from smartlead_async import CampaignAnalytics, EmailAccount, WarmupDetails
from smartlead_async.cli import _campaigns, _doctor, _export, _lists, _printing, _progress
from smartlead_async.cli._doctor import clock_skew, masked
from smartlead_async.cli._printing import print_figures, print_table, word
from smartlead_async.cli._progress import LivePulse, PlainPulse, Pulse, make_pulse, size

from .conftest import wait_until


def words(result) -> str:
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


# -- campaigns -----------------------------------------------------------------------------------


def test_campaigns_are_listed(invoke, sandbox, campaign):
    assert f"{campaign} Q1 DRAFTED {dt.datetime.now(dt.UTC):%Y-}" in words(
        invoke("campaigns", "list")
    )
    (found,) = json.loads(invoke("campaigns", "list", "--json").stdout)
    assert (found["id"], found["name"]) == (campaign, "Q1")


def test_no_campaigns_are_an_empty_list(invoke, sandbox):
    assert json.loads(invoke("campaigns", "list", "--json").stdout) == []
    assert words(invoke("campaigns", "list")).startswith("There are no campaigns. Create one")


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("accounts", "list"), "There are no email accounts. Connect one in Smartlead"),
        (("accounts", "list", "--unhealthy"), "No email account has a fault."),
        (("clients", "list"), "There are no clients."),
        (("inbox", "list"), "There are no replies yet."),
        (("inbox", "list", "--unread"), "There are no unread replies."),
    ],
)
def test_an_empty_table_says_what_is_missing(invoke, sandbox, command, says):
    assert words(invoke(*command)).startswith(says)


def test_a_table_too_wide_for_the_terminal_breaks_no_word(capsys, monkeypatch):
    monkeypatch.setattr(_printing, "_console", lambda: Console(width=40))
    row = ("7", "somebody.with.a.long.name@company.example", "not an address")
    print_table(("line", "address", "message"), [row], title="Failed rows")
    assert capsys.readouterr().out == (
        "Failed rows\n\nline: 7\naddress: somebody.with.a.long.name@company.example\n"
        "message: not an address\n"
    )
    print_table(("line", "message"), [("7", "not an address, nor a name of one at all")])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 40
    assert " ".join(" ".join(lines).split()[3:]) == "7 not an address, nor a name of one at all"


@pytest.mark.parametrize("width", range(28, 50))
def test_a_table_keeps_words_and_dates_whole_at_any_width(capsys, monkeypatch, width):
    monkeypatch.setattr(_printing, "_console", lambda: Console(width=width))
    row = ("2710302", "Sandbox campaign", "DRAFTED", "2026-01-05 09:00")
    print_table(("id", "name", "status", "created"), [row], right=["id"])
    assert set(" ".join(row).split()) <= set(capsys.readouterr().out.split())


def test_figures_too_wide_for_the_terminal_are_a_list(capsys, monkeypatch):
    groups = {"Client": [("base URL", "http://127.0.0.1:8080/api/v1"), ("key", "…5b5b")]}
    monkeypatch.setattr(_printing, "_console", lambda: Console(width=40))
    print_figures(groups)
    assert capsys.readouterr().out == (
        "\nClient\n  base URL: http://127.0.0.1:8080/api/v1\n  key: …5b5b\n"
    )
    monkeypatch.setattr(_printing, "_console", lambda: Console(width=50))
    print_figures(groups)
    assert "base URL  " in capsys.readouterr().out


def test_what_the_terminal_would_obey_is_not_printed(invoke, sandbox):
    sandbox.seed_campaign("\x1b[31mred")
    assert "\x1b" not in words(invoke("campaigns", "list"))


def test_the_figures_of_a_campaign(invoke, sandbox, campaign):
    sandbox.seed_leads(campaign, 8)
    shown = words(invoke("campaigns", "stats", campaign))
    assert "name Q1" in shown
    assert "sent 6 opened 4" in shown
    assert re.search(r"total 8 .*not started \d .*in progress \d", shown)
    figures = json.loads(invoke("campaigns", "stats", campaign, "--json").stdout)
    assert (figures["total_sent"], figures["campaign_id"]) == (6, campaign)


def test_rates_stand_beside_their_counts(invoke, sandbox, campaign, monkeypatch):
    found = CampaignAnalytics(campaign_id=5, total_sent=1_000, total_opened=345, open_rate=34.5)
    monkeypatch.setattr(_campaigns, "fetch", lambda *_: found)
    assert "sent 1,000 opened 345 (34.5 %)" in words(invoke("campaigns", "stats", 5))


def test_an_unknown_campaign_has_no_figures(invoke, sandbox):
    result = invoke("campaigns", "stats", 99)
    assert result.exit_code == 3
    assert "Error: the service found nothing under this id or name" in result.stderr


def test_a_table_in_a_pipe_is_not_folded(invoke, sandbox):
    sandbox.seed_campaign(name := "a name that is " + "long " * 50 + "and has no end")
    assert name in invoke("campaigns", "list").stdout


# -- accounts ------------------------------------------------------------------------------------


@pytest.fixture
def two_accounts(sandbox):
    good, bad = sandbox.seed_email_accounts(2)
    sandbox.email_accounts[bad]["is_smtp_success"] = False
    return good, bad


def test_email_accounts_are_listed_with_their_faults(invoke, two_accounts):
    good, bad = two_accounts
    shown = words(invoke("accounts", "list"))
    assert f"{good} sender0@outreach.example ACTIVE 95 % 0/50 {bad}" in shown
    assert "ACTIVE 95 % 0/50 SMTP not connected" in shown


def test_only_unhealthy_email_accounts(invoke, two_accounts):
    result = invoke("accounts", "list", "--unhealthy", "--json")
    (account,) = json.loads(result.stdout)
    assert (account["id"], account["faults"]) == (two_accounts[1], ["SMTP not connected"])
    assert account["password"] == "***"


@pytest.mark.parametrize(
    ("details", "shown"),
    [
        (None, "a@b.c / SMTP"),
        (WarmupDetails(warmup_reputation="good"), "a@b.c good / SMTP"),
        (WarmupDetails(status="PAUSED"), "a@b.c PAUSED / SMTP"),
    ],
)
def test_email_accounts_without_figures_are_listed_too(
    invoke, sandbox, monkeypatch, details, shown
):
    found = [EmailAccount(id=5, from_email="a@b.c", warmup_details=details)]
    monkeypatch.setattr(_lists, "fetch", lambda *_: found)
    assert shown in words(invoke("accounts", "list"))


# -- exports -------------------------------------------------------------------------------------


@pytest.fixture
def filled(sandbox, campaign):
    sandbox.seed_leads(campaign, 1_234)
    return campaign


def test_leads_are_exported_as_the_service_sends_them(invoke, filled, tmp_path):
    path = tmp_path / "out.csv"
    assert f"1,234 leads in {path} (" in words(
        invoke("leads", "export", "--campaign", filled, "-o", path)
    ).replace("\n", "")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 1_234
    assert rows[0]["email"] == "lead0@company0.example"
    assert [each.name for each in tmp_path.iterdir()] == ["out.csv"]


def test_leads_are_exported_as_json_lines(invoke, filled, tmp_path):
    path = tmp_path / "out.JSONL"
    result = invoke("leads", "export", "--campaign", filled, "-o", path, "--json")
    told = json.loads(result.stdout)
    assert told == {"file": str(path), "leads": 1_234, "bytes": path.stat().st_size}
    leads = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert len(leads) == 1_234
    assert (leads[7]["email"], leads[7]["custom_fields"]) == (
        "lead7@company7.example",
        {"row": "7"},
    )


def test_a_failed_export_leaves_what_was_there(invoke, sandbox, filled, tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("old", "utf-8")
    sandbox.fault("truncate", path=".*export", times=None)
    result = invoke("leads", "export", "--campaign", filled, "-o", path, "--max-retries", 0)
    assert result.exit_code == 4
    assert path.read_text("utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["out.csv"]


@pytest.mark.parametrize("name", ["out.xlsx", "out", "nowhere/out.csv"])
def test_an_export_to_nowhere_is_refused_first(invoke, sandbox, filled, tmp_path, name):
    result = invoke("leads", "export", "--campaign", filled, "-o", tmp_path / name)
    assert result.exit_code == 2
    assert sandbox.request_count == 0


def test_a_disk_that_is_full_is_told(invoke, filled, tmp_path, monkeypatch):
    async def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(_export._WRITERS, ".csv", fail)
    result = invoke("leads", "export", "--campaign", filled, "-o", tmp_path / "out.csv")
    assert result.exit_code == 2
    assert "No space left on device" in result.stderr


def test_an_export_to_standard_output_is_nothing_but_csv(invoke, filled, tmp_path):
    to_file = tmp_path / "out.csv"
    invoke("leads", "export", "--campaign", filled, "-o", to_file)
    result = invoke("leads", "export", "--campaign", filled, "-o", "-")
    assert result.stdout_bytes == to_file.read_bytes()
    assert "leads in standard output" in result.stderr
    both = invoke("leads", "export", "--campaign", filled, "-o", "-", "--json")
    assert both.exit_code == 2


def test_an_export_to_a_terminal_commands_nothing(invoke, sandbox, monkeypatch):
    campaign = sandbox.seed_campaign()
    sandbox.state.put_lead(
        sandbox.campaigns[campaign], {"email": "a@b.co", "first_name": "\x1b[31m"}
    )
    words = ("leads", "export", "--campaign", campaign, "-o", "-")
    assert "\x1b" in invoke(*words).stdout
    monkeypatch.setattr(_export, "is_terminal", lambda: True)
    shown = invoke(*words).stdout
    assert "a@b.co" in shown
    assert "\x1b" not in shown


def test_an_export_can_be_quiet(invoke, filled, tmp_path):
    words = ("--campaign", filled, "-o", tmp_path / "out.csv", "--quiet")
    assert invoke("leads", "export", *words).output == ""


def test_bytes_in_words():
    assert [size(n) for n in (0, 999, 1_500, 12_345_678)] == [
        "0 bytes",
        "999 bytes",
        "1.5 kB",
        "12.3 MB",
    ]


def test_the_plain_pulse_prints_a_line_every_10_megabytes(capsys):
    pulse = PlainPulse("Exporting")
    for done in range(0, 25_000_001, 1_000_000):
        pulse.update(done)
    assert capsys.readouterr().err == "Exporting: 10.0 MB\nExporting: 20.0 MB\n"


@pytest.mark.parametrize(("live", "kind"), [(True, LivePulse), (False, PlainPulse)])
def test_the_pulse_suits_the_terminal(monkeypatch, live, kind):
    monkeypatch.setattr(_progress, "is_live", lambda: live)
    with make_pulse("Exporting", quiet=False) as pulse:
        assert type(pulse) is kind
    assert type(make_pulse("Exporting", quiet=True)) is Pulse


def test_the_live_pulse_shows_the_bytes():
    import io

    from rich.console import Console

    console = Console(file=io.StringIO(), force_terminal=True, width=80)
    with LivePulse("Exporting", console=console) as pulse:
        pulse.update(4_200_000)
        pulse._progress.refresh()
    assert "4.2 MB" in console.file.getvalue()


# -- the doctor ----------------------------------------------------------------------------------


def test_the_doctor_finds_nothing(invoke, sandbox):
    shown = words(invoke("doctor"))
    assert "answer as it should be clock right limit it reports" in shown
    assert f"key …{sandbox.api_key[-4:]} (" in shown
    assert sandbox.api_key not in shown
    assert sandbox.request_count == 1


def test_the_doctor_shows_where_base_url_and_key_come_from(invoke, sandbox, tmp_path):
    shown = words(invoke("doctor"))
    assert f"base URL {sandbox.base_url} base URL from SMARTLEAD_BASE_URL" in shown
    assert "key from SMARTLEAD_API_KEY" in shown
    file = tmp_path / "key"
    file.write_text(sandbox.api_key)
    options = ("--api-key-file", file, "--base-url", sandbox.base_url)
    shown = words(invoke("doctor", *options))
    assert "base URL from --base-url" in shown
    assert f"key from {file}" in shown


def test_the_doctor_has_a_checklist(invoke, sandbox, monkeypatch):
    shown = invoke("doctor").stdout.splitlines()
    assert shown[-4:] == [
        f"✓ {sandbox.base_url} answers",
        "✓ the key is accepted",
        "✓ the clock is right",
        "✓ the rate limit has room",
    ]
    monkeypatch.setenv("SMARTLEAD_API_KEY", "wrong")
    fault = "the key is not accepted: copy it from Settings → Activate API"
    assert f"✗ {fault}" in invoke("doctor").stdout.splitlines()
    monkeypatch.setattr(_doctor, "_can_print", lambda _: False)
    assert f"FAILED {fault}" in invoke("doctor").stdout.splitlines()


def test_the_doctor_for_programs(invoke, sandbox):
    found = json.loads(invoke("doctor", "--json").stdout)
    assert found["checks"] == {"connection": True, "key": True, "clock": True, "rate limit": True}
    assert found["service"]["answer"] == "as it should be"
    assert set(found["installation"]) > {"smartlead-async", "Python", "aiohttp"}


def test_the_doctor_tells_an_edge_from_a_wrong_key(invoke, sandbox, monkeypatch):
    sandbox.fault("html", status=403, times=1)
    result = invoke("doctor")
    assert result.exit_code == 3
    assert "BlockedByEdgeError" in result.stdout
    assert "clock" in result.stdout
    assert "network edge blocked" in result.stderr
    monkeypatch.setenv("SMARTLEAD_API_KEY", "wrong")
    result = invoke("doctor")
    assert result.exit_code == 3
    assert "API key was not accepted" in result.stderr


def test_the_doctor_finds_no_way(invoke, sandbox):
    result = invoke("doctor", "--base-url", "http://127.0.0.1:1", "--max-retries", 0)
    assert result.exit_code == 4
    assert "clock unknown" in " ".join(result.stdout.split())
    assert result.stdout.splitlines()[-1].startswith("✗ http://127.0.0.1:1 does not answer: check")
    assert "cannot be reached" in result.stderr


def test_the_doctor_tells_limit_and_clock(invoke, sandbox):
    headers = {
        "Date": "Wed, 01 Jan 2020 00:00:00 GMT",
        "X-RateLimit-Limit": "10",
        "X-RateLimit-Remaining": "7",
    }
    sandbox.fault("status", status=404, body={"error": "none"}, headers=headers)
    shown = words(invoke("doctor"))
    assert "s ahead of the service's limit it reports 10 requests, 7 left" in shown


def test_a_doctor_whose_lead_exists_is_not_upset(invoke, sandbox, campaign):
    sandbox.put_lead(sandbox.campaigns[campaign], {"email": "doctor@smartlead-async.invalid"})
    assert "answer as it should be clock unknown" in words(invoke("doctor"))


NOW = dt.datetime(2026, 1, 1, 12, 0, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("headers", "skew"),
    [
        ({"date": "Thu, 01 Jan 2026 12:00:00 GMT"}, 30.0),
        ({"date": "Thu, 01 Jan 2026 12:01:00 GMT"}, -30.0),
        ({"date": "Thu, 01 Jan 2026 12:01:00 -0000"}, None),
        ({"date": "yesterday"}, None),
        ({}, None),
    ],
)
def test_the_clock_is_compared_with_the_date_header(headers, skew):
    assert clock_skew(headers, NOW) == skew


def test_a_short_key_is_not_shown_at_all():
    assert masked("k" * 16) == "… (16 characters)"
    assert masked("0123456789abcdefg") == "…defg (17 characters)"


def test_values_in_words():
    assert [word(value) for value in (None, True, False, 1_000, "x", NOW)] == [
        "",
        "yes",
        "no",
        "1,000",
        "x",
        "2026-01-01 12:00",
    ]


def test_a_library_without_metadata_is_no_reason_to_fail(invoke, sandbox, monkeypatch):
    monkeypatch.setattr(_doctor, "_LIBRARIES", ("none-of-that-name",))
    assert "none-of-that-name unknown" in words(invoke("doctor"))


def test_an_export_that_is_interrupted_leaves_nothing(start, sandbox, filled, tmp_path):
    sandbox.fault("hang", times=None)
    process = start("leads", "export", "--campaign", filled, "-o", tmp_path / "out.csv")
    wait_until(process, lambda: sandbox.request_count)
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=60)
    assert (process.returncode, rest) == (130, "Interrupted.\n")
    assert list(tmp_path.iterdir()) == []
