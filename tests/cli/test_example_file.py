from __future__ import annotations

import gzip
import runpy
from collections import Counter

import pytest

from smartlead_async.cli.imports._lead_file import LeadFile

from .conftest import ROOT

PLAIN = ROOT / "examples" / "leads.csv"
PACKED = ROOT / "smartlead_async" / "cli" / "data" / "leads.csv.gz"


@pytest.fixture(scope="module")
def rows():
    return list(LeadFile(PACKED))


def test_both_copies_are_what_the_generator_writes(monkeypatch):
    written = {}
    monkeypatch.setattr("pathlib.Path.write_bytes", lambda path, data: written.update({path: data}))
    runpy.run_path(str(ROOT / "examples" / "make_leads.py"), run_name="__main__")
    plain, packed = written.values()
    assert plain == PLAIN.read_bytes()
    assert gzip.decompress(packed) == gzip.decompress(PACKED.read_bytes()) == plain


def test_it_holds_what_real_files_hold(rows):
    data = PLAIN.read_bytes()
    assert len(rows) == 10_000
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    assert any("," in row.get("company_name", "") for row in rows)
    assert any("\n" in row.get("company_name", "") for row in rows)
    assert any(not row.get("first_name", "").isascii() for row in rows)
    assert any(row.get("custom_fields") for row in rows)
    assert not any("Notes" in row.get("custom_fields", {}) for row in rows)
    assert any("@" not in row["email"] for row in rows)
    addresses = Counter(row["email"].lower() for row in rows if row["email"])
    assert max(addresses.values()) == 2
