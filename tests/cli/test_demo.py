from __future__ import annotations

import gzip

import pytest

from smartlead_async.cli._demo import run_demo
from smartlead_async.sandbox import Sandbox, _server
from smartlead_async.sandbox._state import State

ROWS = (
    "E-mail,First Name,Company,Industry,Notes\r\n"
    'zoe@example.com,Zoë,"Klein, Moreau",Law,\r\n'
    'ada@example.com,Ada,"Ships\r\nLtd",,\r\n'
    "nobody,Nobody,,,\r\n"
    "ADA@example.com,Ada,,,\r\n"
    "old@192.0.2.10,Old,,,\r\n"
)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "leads.csv.gz"
    path.write_bytes(gzip.compress(b"\xef\xbb\xbf" + ROWS.encode()))
    return path


def test_a_faithful_server_passes(path, capsys):
    assert run_demo(path, Sandbox())
    out, err = capsys.readouterr()
    words = " ".join(out.split())
    assert "rows 5 added 2 skipped 1 duplicate_in_input 1 failed 2 not attempted 0" in words
    assert "5 nobody invalid" in words
    assert "7 old@192.0.2.10 refused" in words
    assert "All 2 expected leads are in the campaign" in out
    assert "Importing: 5 of 5" in err
    assert "Reading: 2 of 2" in err


class Forgetful(State):
    def put_lead(self, campaign, fields, at=None):
        row = super().put_lead(campaign, fields)
        if fields["email"].startswith("zoe"):
            del campaign.leads[row.lead["id"]]
        return row


class Inventive(State):
    def put_lead(self, campaign, fields, at=None):
        super().put_lead(campaign, {"email": "eve@example.com"})
        return super().put_lead(campaign, fields)


class Careless(State):
    def put_lead(self, campaign, fields, at=None):
        return super().put_lead(campaign, {**fields, "first_name": "?"})


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (Forgetful, "1 missing: zoe@example.com"),
        (Inventive, "1 extra: eve@example.com"),
        (Careless, "2 altered: ada@example.com, zoe@example.com"),
    ],
)
def test_a_server_that_loses_invents_or_alters_leads_fails(path, capsys, monkeypatch, state, words):
    monkeypatch.setattr(_server, "State", state)
    assert not run_demo(path, Sandbox())
    out, err = capsys.readouterr()
    assert f"WRONG: {words}" in err
    assert "All 2 leads" not in out


@pytest.mark.parametrize(("passes", "status"), [(True, 0), (False, 1)])
def test_the_exit_status_tells(invoke, monkeypatch, passes, status):
    shown = []

    def run(path, server):
        shown.append(path.name)
        return passes

    monkeypatch.setattr("smartlead_async.cli._demo.run_demo", run)
    assert invoke("demo").exit_code == status
    assert shown == ["leads.csv.gz"]
