from __future__ import annotations

import json

import pytest

from smartlead_async import AttemptInfo, FailedLead, UploadReport
from smartlead_async.cli._printing import print_figures
from smartlead_async.cli._service import Traffic
from smartlead_async.cli.imports._account import (
    as_json,
    bad_rows,
    leads_figures,
    print_failed,
    share_of_limit,
    shown,
)
from smartlead_async.cli.imports._lead_file import BadRow, LeadFile

REPORT = UploadReport(
    total=1_005,
    added=1_000,
    skipped=4,
    skipped_by_reason={"duplicate_in_input": 3, "blocked": 1},
    failed=(FailedLead(position=1, lead={"email": "x"}, reason="invalid", message="no address"),),
    not_attempted=0,
    stopped_by=None,
    chunks=3,
    requests=3,
    rate_limited=0,
    elapsed=1.5,
)


@pytest.mark.parametrize(
    ("requests", "elapsed", "share"),
    [(25, 4.1, 1.0), (25, 8.2, 0.5), (11, 2.1, 1.0), (10, 1.0, None), (0, 0.0, None)],
)
def test_share_of_the_limit(requests, elapsed, share):
    assert share_of_limit(requests, elapsed, round_trip=0.1) == (share and pytest.approx(share))


def test_a_share_is_shown_in_per_cent():
    assert (shown(0.9876), shown(None)) == ("98.8%", "n/a")


def test_traffic_counts_attempts():
    traffic = Traffic()
    for status, seconds in [(200, 0.5), (429, 0.2), (None, 3.0)]:
        traffic(
            AttemptInfo(
                call_id=1,
                attempt=1,
                method="GET",
                path="/",
                status=status,
                bytes=0,
                waited_s=0,
                elapsed_s=seconds,
                sent=True,
            )
        )
    assert traffic == Traffic(requests=3, rate_limited=1, round_trip=0.2)


def test_rows_that_failed_are_named_by_line(tmp_path):
    path = tmp_path / "leads.csv"
    path.write_text('email,n\n\na@b.example,1,2\n"x",\ny,\n', "utf-8")
    file = LeadFile(path)
    list(file)
    failed = [
        FailedLead(position=1, lead={"email": "y"}, reason="refused", message="no"),
        FailedLead(position=0, lead={"email": "x"}, reason="invalid"),
    ]
    assert [(row.line, row.email, row.reason) for row in bad_rows(failed, file)] == [
        (3, "a@b.example", "malformed"),
        (4, "x", "invalid"),
        (5, "y", "refused"),
    ]


def test_malformed_rows_count_as_rows_and_as_failed():
    figures = dict(leads_figures(REPORT, failed=3))
    assert (figures["rows"], figures["failed"]) == ("1,007", "3")
    assert (figures["added"], figures["skipped"], figures["  blocked"]) == ("1,000", "4", "1")


def test_json_holds_the_whole_account():
    rows = [BadRow(2, "x", "invalid", "no address"), BadRow(7, "", "malformed")]
    account = json.loads(json.dumps(as_json(REPORT, rows)))
    assert account["total"] == 1_006
    assert account["failed"] == [
        {"line": 2, "email": "x", "reason": "invalid", "message": "no address"},
        {"line": 7, "email": "", "reason": "malformed", "message": None},
    ]
    assert account["skipped_by_reason"] == {"duplicate_in_input": 3, "blocked": 1}


def test_the_account_shows_data_as_it_is_and_no_control_codes(capsys):
    rows = [BadRow(3, "[bold]x[/bold]\x1b[31m", "invalid", "no address")]
    print_figures({"Leads": leads_figures(REPORT, 1)})
    print_failed(rows)
    text = capsys.readouterr().out
    assert "[bold]x[/bold]" in text
    assert "\x1b" not in text


def test_of_many_failed_rows_some_are_shown_and_the_rest_counted(capsys):
    print_failed([BadRow(line, f"row{line}", "invalid") for line in range(1, 101)])
    text = capsys.readouterr().out
    assert "row20" in text
    assert "row21" not in text
    assert "80 more" in text
