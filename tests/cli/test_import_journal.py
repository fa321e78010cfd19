from __future__ import annotations

import csv
import json
import signal
from pathlib import Path

import pytest

from smartlead_async import read_journal
from smartlead_async.sandbox._dialect import DIALECTS

from .conftest import wait_until


@pytest.fixture
def many(tmp_path):
    path = tmp_path / "many.csv"
    path.write_text("email\n" + "".join(f"l{n}@example.com\n" for n in range(1_000)), "utf-8")
    return path


@pytest.fixture
def import_(invoke, campaign, many):
    return lambda *words: invoke("leads", "import", many, "--campaign", campaign, *words)


@pytest.fixture
def journal(many, campaign):
    return many.with_name(f"many.csv.{campaign}.journal")


def account(result):
    return json.loads(result.stdout)


def test_an_import_that_stopped_goes_on(import_, sandbox, campaign, journal):
    sandbox.lead_limit = 400
    first = import_("--json", "--max-in-flight", 1)
    assert (first.exit_code, account(first)["added"]) == (1, 400)
    assert f"Journal: {journal}\n" in first.stderr
    sandbox.lead_limit = None
    requests = sandbox.request_count
    second = import_("--json")
    assert (second.exit_code, account(second)["added"]) == (0, 1_000)
    assert sandbox.request_count - requests == 3  # the campaign, two missing chunks
    assert "continuing the last run: 400 leads are done" in second.stderr
    assert len(sandbox.leads_of(campaign)) == 1_000


def test_a_finished_import_sends_nothing_and_says_so(import_, sandbox):
    assert import_("--quiet").exit_code == 0
    requests = sandbox.request_count
    result = import_("--json")
    assert account(result)["added"] == 1_000
    assert sandbox.request_count - requests == 1
    assert "this import of 1,000 leads is finished, and nothing is left to send (delete" in (
        result.stderr
    )


def test_time_and_speed_are_those_of_all_runs(import_, journal, monkeypatch):
    from smartlead_async.cli.imports import _job

    import_("--quiet")
    given = []
    make_meter = _job.make_meter

    def note(*args, **options):
        given.append(options["elapsed"])
        return make_meter(*args, **options)

    monkeypatch.setattr(_job, "make_meter", note)
    import_("--quiet")
    assert given == [read_journal(journal).elapsed]
    assert given[0] > 0


def test_the_journal_can_be_elsewhere_or_nowhere(import_, many, journal, tmp_path):
    import_("--quiet", "--no-journal")
    assert [path.name for path in tmp_path.iterdir()] == ["many.csv"]
    import_("--quiet", "--journal", tmp_path / "mine")
    assert (tmp_path / "mine").exists()
    assert not journal.exists()
    assert import_("--journal", "mine", "--no-journal").exit_code == 2


def test_another_file_is_refused_naming_the_position(import_, many, sandbox):
    import_("--quiet")
    many.write_text(many.read_text("utf-8").replace("l7@", "l7000@"), "utf-8")
    requests = sandbox.request_count
    result = import_("--quiet")
    assert result.exit_code == 2
    assert "differs at position 7" in result.stderr
    assert "--no-journal" in result.stderr
    assert sandbox.request_count - requests == 1


def test_a_file_that_is_no_journal_is_refused(import_, sandbox, journal, campaign):
    journal.write_bytes(b"a letter to my mother, longer than a header of a database has to be" * 99)
    result = import_()
    assert result.exit_code == 2
    assert "cannot be used" in result.stderr
    assert sandbox.leads_of(campaign) == []


def test_what_stops_an_import_says_how_it_goes_on(import_, sandbox, journal):
    sandbox.fault("status", status=500, method="POST", times=None)
    result = import_("--max-retries", 0, "--patience", 0)
    assert result.exit_code == 4
    assert result.stderr.endswith(
        f"Run the same command to continue: {journal} records what was sent.\n"
    )
    result = import_("--max-retries", 0, "--patience", 0, "--no-journal")
    assert "Repeating the import is safe" in result.stderr


def test_ctrl_c_and_then_the_same_command_finishes(start, import_, sandbox, campaign, many):
    sandbox.lead_limit = 400
    import_("--quiet", "--max-in-flight", 1)
    sandbox.lead_limit = None
    fault = sandbox.fault("hang", method="POST", times=None)
    requests = sandbox.request_count
    process = start("leads", "import", many, "--campaign", campaign)
    wait_until(process, lambda: sandbox.request_count >= requests + 3)
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=60)
    assert "400 were added" in rest.splitlines()[-1]
    assert process.returncode == 130
    fault.times = 0
    result = import_("--json")
    assert account(result)["added"] + account(result)["skipped"] == 1_000
    assert len(sandbox.leads_of(campaign)) == 1_000


# -- the status ----------------------------------------------------------------------------------


@pytest.fixture
def with_failures(import_, sandbox, journal):
    sandbox.refused_emails = {"l3@example.com", "l500@example.com"}
    assert import_("--quiet").exit_code == 1
    return journal


def test_the_status_of_an_import_is_shown(invoke, with_failures, campaign):
    result = invoke("leads", "import-status", with_failures)
    words = " ".join(result.stdout.split())
    assert f"campaign {campaign} state finished" in words
    assert "read 1,000 done 1,000 added 998 skipped 0 failed 2 in flight 0 not attempted 0" in words
    assert "lead address reason message" in words
    assert "4 l3@example.com refused" in words
    assert "501 l500@example.com refused" in words
    assert result.exit_code == 1


def test_the_status_for_programs(invoke, with_failures):
    status = account(invoke("leads", "import-status", with_failures, "--json"))
    assert (status["finished"], status["added"]) == (True, 998)
    assert [(row["lead"], row["reason"]) for row in status["failed"]] == [
        (4, "refused"),
        (501, "refused"),
    ]


def test_the_status_is_0_when_all_is_well(invoke, import_, journal):
    import_("--quiet")
    assert invoke("leads", "import-status", journal).exit_code == 0


def test_an_import_that_is_not_finished(invoke, import_, sandbox, journal):
    sandbox.lead_limit = 400
    import_("--quiet", "--max-in-flight", 1)
    result = invoke("leads", "import-status", journal)
    assert result.exit_code == 1
    assert "not finished stopped by lead_limit" in " ".join(result.stdout.split())


def test_the_status_of_what_is_no_journal(invoke, leads_csv):
    result = invoke("leads", "import-status", leads_csv)
    assert result.exit_code == 2
    assert "leads.csv" in result.stderr


# -- failed leads again --------------------------------------------------------------------------


def test_only_failed_leads_are_sent_again(import_, with_failures, sandbox, campaign, tmp_path):
    sandbox.refused_emails = {"l500@example.com"}
    result = import_("--retry-failed", "--json", "--rejects", tmp_path / "rejects.csv")
    (left,) = read_rejects(tmp_path / "rejects.csv")
    assert (left["email"], left["_line"], left["_reason"]) == ("l500@example.com", "502", "refused")
    assert "Sending 2 failed leads again." in result.stderr
    retried = account(result)
    assert (retried["total"], retried["added"]) == (2, 1)
    assert [(row["line"], row["email"]) for row in retried["failed"]] == [(502, "l500@example.com")]
    assert len(sandbox.leads_of(campaign)) == 999


def test_failed_leads_must_be_where_they_were(import_, with_failures, many, sandbox):
    many.write_text("email\nnew@example.com\n" + many.read_text("utf-8")[6:], "utf-8")
    requests = sandbox.request_count
    result = import_("--retry-failed")
    assert result.exit_code == 2
    assert "l3@example.com" in result.stderr
    assert sandbox.request_count == requests


def test_failed_leads_of_another_campaign(invoke, with_failures, many, sandbox):
    other = sandbox.seed_campaign("Q2")
    words = ("--retry-failed", "--journal", with_failures)
    result = invoke("leads", "import", many, "--campaign", other, *words)
    assert result.exit_code == 2
    assert "belongs to campaign" in result.stderr


def test_without_a_journal_there_is_nothing_to_send_again(import_):
    assert import_("--retry-failed", "--no-journal").exit_code == 2
    assert "there is no journal" in import_("--retry-failed").stderr


# -- rejects -------------------------------------------------------------------------------------


def read_rejects(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def reject(lines, status, reason, email="", message=""):
    return {
        "email": email,
        "_line": str(lines),
        "_status": status,
        "_reason": reason,
        "_message": message,
    }


def test_rejects_are_all_leads_that_were_left_out(import_, sandbox, many, tmp_path):
    with many.open("a", encoding="utf-8") as file:
        file.write("L1@example.com\nnobody\nx@example.com,too,many\ny@example.com\n")
    sandbox.refused_emails = {"l3@example.com"}
    sandbox.block_list = {"l4@example.com", "l5@example.com"}
    sandbox.lead_limit = 990
    result = import_("--json", "--max-in-flight", 1, "--rejects", tmp_path / "rejects.csv")
    rows = read_rejects(tmp_path / "rejects.csv")
    messages = [row["_message"] for row in rows]
    assert [bool(message) for message in messages] == [True, *[False] * 3, *[True] * 3]
    assert rows.pop(5).pop(None) == ["too", "many"]
    assert [row | {"_message": ""} for row in rows] == [
        reject(5, "failed", "refused", "l3@example.com"),
        reject(6, "skipped", "blocked", "l4@example.com"),
        reject(7, "skipped", "blocked", "l5@example.com"),
        reject(1002, "skipped", "duplicate_in_input", "L1@example.com"),
        reject(1003, "failed", "invalid", "nobody"),
        reject("802-1005", "not_attempted", "not_attempted"),
    ]
    assert messages[-1] == "8 of these rows"
    assert "left_out" not in account(result)


def test_what_is_only_counted_is_a_row_for_each_chunk_and_reason(import_, sandbox, tmp_path):
    sandbox.dialect = DIALECTS["live"]
    sandbox.block_list = {f"l{n}@example.com" for n in (4, 5, 700)}
    sandbox.bounced = {"l6@example.com"}
    import_("--quiet", "--rejects", tmp_path / "rejects.csv")
    assert read_rejects(tmp_path / "rejects.csv") == [
        reject("2-401", "skipped", "blocked", message="2 of these rows"),
        reject("2-401", "skipped", "bounced", message="1 of these rows"),
        reject("402-801", "skipped", "blocked", message="1 of these rows"),
    ]


def test_rejects_of_an_import_that_goes_on_are_those_of_all_runs(import_, sandbox, tmp_path):
    sandbox.block_list = {"l7@example.com"}
    sandbox.lead_limit = 500
    path = tmp_path / "rejects.csv"
    import_("--quiet", "--max-in-flight", 1, "--rejects", path)
    blocked = reject(9, "skipped", "blocked", "l7@example.com")
    unsent = [
        reject(n + 2, "not_attempted", "not_attempted", f"l{n}@example.com")
        for n in range(800, 1000)
    ]
    some = reject("402-801", "not_attempted", "not_attempted", message="299 of these rows")
    assert read_rejects(path) == [blocked, *unsent, some]
    sandbox.lead_limit = None
    import_("--quiet", "--rejects", path)
    assert read_rejects(path) == [blocked]


def test_the_status_for_programs_tells_what_was_left_out(invoke, import_, sandbox, journal):
    sandbox.block_list = {"l7@example.com"}
    sandbox.lead_limit = 799
    import_("--quiet", "--max-in-flight", 1)
    status = account(invoke("leads", "import-status", journal, "--json"))
    assert status["left_out"] == [
        {
            "first_lead": 8,
            "last_lead": 8,
            "count": 1,
            "reason": "blocked",
            "email": "l7@example.com",
        },
        {
            "first_lead": 801,
            "last_lead": 1000,
            "count": 200,
            "reason": "not_attempted",
            "email": "",
        },
    ]


def test_a_dry_run_rejects_only_what_is_wrong(import_, many, tmp_path):
    with many.open("a", encoding="utf-8") as file:
        file.write("nobody\nL3@example.com\n")
    import_("--dry-run", "--rejects", tmp_path / "rejects.csv")
    rows = read_rejects(tmp_path / "rejects.csv")
    assert [(row["_line"], row["_reason"], row["email"]) for row in rows] == [
        ("1002", "invalid", "nobody"),
        ("1003", "duplicate_in_input", "L3@example.com"),
    ]


def test_corrected_rejects_are_imported_and_leave_the_journal_alone(
    invoke, sandbox, campaign, tmp_path
):
    leads, rejects = tmp_path / "leads.csv", tmp_path / "rejects.csv"
    leads.write_text(
        "Mail;Town\na@example.com;Bonn\nb(at)example.com;Köln\nA@example.com;Bonn\n", "utf-8"
    )
    words = ("--campaign", campaign, "--json")
    assert invoke("leads", "import", leads, *words, "--rejects", rejects).exit_code == 1
    journal = leads.with_name(f"leads.csv.{campaign}.journal").read_bytes()
    text = rejects.read_text("utf-8-sig")
    assert text == (
        "Mail,Town,_line,_status,_reason,_message\n"
        "b(at)example.com,Köln,3,failed,invalid,not an email address\n"
        "A@example.com,Bonn,4,skipped,duplicate_in_input,\n"
    )
    text += ",,2-9,skipped,blocked,3 of these rows\n"  # tells of rows and is none
    rejects.write_text(text.replace("(at)", "@"), "utf-8")
    again = invoke("leads", "import", rejects, *words)
    assert again.exit_code == 0
    assert account(again)["skipped_by_reason"] == {"already_in_campaign": 1}
    assert "not sent: _line, _status, _reason, _message" in again.stderr
    assert [(lead["email"], lead["custom_fields"]) for lead in sandbox.leads_of(campaign)] == [
        ("a@example.com", {"Town": "Bonn"}),
        ("b@example.com", {"Town": "Köln"}),
    ]
    assert leads.with_name(f"leads.csv.{campaign}.journal").read_bytes() == journal


def test_leads_found_present_by_a_second_attempt_are_no_rejects(import_, sandbox, tmp_path):
    sandbox.fault("reset", method="POST", times=1, after=True)
    result = import_("--json", "--max-in-flight", 1, "--rejects", tmp_path / "rejects.csv")
    assert account(result)["skipped_by_reason"] == {"present_after_retry": 400}
    assert read_rejects(tmp_path / "rejects.csv") == []


@pytest.mark.parametrize("place", ["nowhere/rejects.csv", "many.csv", "."])
def test_rejects_that_cannot_be_written_are_refused_first(import_, sandbox, tmp_path, place):
    assert import_("--rejects", tmp_path / place).exit_code == 2
    assert sandbox.request_count == 0
    assert (tmp_path / "many.csv").read_text("utf-8").startswith("email")


def symlink(path, other):
    path.symlink_to(other)


def hardlink(path, other):
    path.hardlink_to(other)


@pytest.fixture(params=["leads", "journal", "lock", "key", "new journal"])
def precious(request, many, journal, tmp_path):
    """A file that rejects must not overwrite, and the words that make it one."""
    if request.param == "leads":
        return many, ()
    if request.param == "key":
        (tmp_path / "key").write_text("key", "utf-8")
        return tmp_path / "key", ("--api-key-file", tmp_path / "key")
    if request.param == "new journal":
        return tmp_path / "new", ("--journal", tmp_path / "new")
    journal.write_bytes(b"x")
    lock = journal.with_name(f"{journal.name}-lock")
    lock.write_bytes(b"x")
    return (journal if request.param == "journal" else lock), ()


@pytest.mark.parametrize("link", [None, symlink, hardlink], ids=["itself", "symlink", "hardlink"])
def test_rejects_overwrite_nothing_that_is_needed(import_, precious, link, sandbox, tmp_path):
    path, words = precious
    if link is None:
        (tmp_path / "folder").mkdir()
        rejects = tmp_path / "folder" / ".." / path.name
    else:
        if link is hardlink:
            path.touch()
        link(rejects := tmp_path / "rejects.csv", path)
    before = path.read_bytes() if path.exists() else None
    for more in ((), ("--dry-run",)):
        result = import_("--rejects", rejects, *words, *more)
        assert result.exit_code == 2
        assert f"the rejects would overwrite {path}" in result.stderr
    assert sandbox.request_count == 0
    assert (path.read_bytes() if path.exists() else None) == before


def test_rejects_may_go_to_a_device_and_over_older_rejects(import_, many, tmp_path):
    path = tmp_path / "rejects.csv"
    path.write_text("older", "utf-8")
    assert import_("--dry-run", "--quiet", "--rejects", path).exit_code == 0
    assert read_rejects(path) == []
    assert import_("--dry-run", "--quiet", "--rejects", "/dev/null").exit_code == 0


@pytest.mark.skipif(not Path("/dev/stdin").exists(), reason="the system does not name it")
def test_rejects_do_not_overwrite_what_standard_input_is_read_from(run_to_end, many):
    words = ("leads", "import", "-", "--campaign", "1", "--dry-run", "--rejects", many)
    before = many.read_bytes()
    with many.open("rb") as file:
        result = run_to_end(*words, stdin=file)
    assert result.returncode == 2
    assert "the rejects would overwrite" in result.stderr
    assert many.read_bytes() == before


def test_a_disk_that_is_full_is_told(many, tmp_path, monkeypatch):
    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    path = tmp_path / "rejects.csv"
    from smartlead_async.cli._exit import UnusableInput
    from smartlead_async.cli.imports import LeadFile
    from smartlead_async.cli.imports._rejects import write_rejects

    leads = LeadFile(many)
    monkeypatch.setattr("smartlead_async.cli.imports._rejects.Path.open", fail)
    with pytest.raises(UnusableInput, match="No space left"):
        write_rejects(path, [], leads)
