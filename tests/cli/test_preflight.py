from __future__ import annotations

import json

import pytest


@pytest.fixture
def check(invoke, campaign, leads_csv):
    return lambda *words: invoke(
        "leads", "import", leads_csv, "--campaign", campaign, "--dry-run", *words
    )


def test_a_dry_run_tells_all_that_an_import_would_do(check, sandbox):
    result = check()
    words = " ".join(result.stdout.split())
    assert (
        "rows 4 can be sent 2 duplicates 1 cannot be sent 1 not an email address 1 "
        "Import requests 2 time at the rate limit 0:00" in words
    )
    assert "4 nobody invalid not an email address" in words
    assert words.endswith(
        'The first lead as it would be sent: {"email": "ada@example.com", "first_name": "Ada", '
        '"custom_fields": {"Favourite colour": "mauve"}}'
    )
    assert (result.exit_code, sandbox.request_count) == (1, 0)


def test_the_same_for_programs(check, leads_csv):
    with leads_csv.open("a", encoding="utf-8") as file:
        file.writelines(f"l{number}@example.com\n" for number in range(16_000))
    account = json.loads(check("--json").stdout)
    assert (account["can_be_sent"], account["requests"], account["minutes"]) == (16_002, 42, 0.13)
    assert account["invalid"] == {"not an email address": 1}
    assert account["first_lead"]["first_name"] == "Ada"
    assert "in_other_campaigns" not in account


@pytest.fixture
def others(invoke, sandbox, campaign, tmp_path):
    """Add campaigns: one has an address of the file, that of the import has it and another."""

    def add(count):
        ids = [sandbox.seed_campaign(f"Other {number}") for number in range(count)]
        for place, addresses in (
            (ids[0], "Ada@example.com"),
            (campaign, "ada@example.com\ng@b.co"),
        ):
            path = tmp_path / "earlier.csv"
            path.write_text(f"email\n{addresses}\n", "utf-8")
            invoke("leads", "import", path, "--campaign", place, "--no-journal")
        return ids

    return add


def test_existing_addresses_are_looked_for_in_downloads_of_the_other_campaigns(
    check, sandbox, others
):
    other, _ = others(2)
    before = sandbox.request_count
    result = check("--check-existing")
    assert (
        "Looking for 2 addresses in 2 other campaigns: 2 downloads of campaigns, at least 0:00"
    ) in result.stderr
    words = " ".join(result.stdout.split())
    assert "can be sent 2 in other campaigns 1" in words
    assert f"2 ada@example.com {other}" in words
    assert sandbox.request_count - before == 3


def test_or_looked_up_if_that_makes_fewer_requests(check, sandbox, others):
    other, *_ = others(3)
    before = sandbox.request_count
    result = check("--check-existing", "--json")
    assert "3 other campaigns: 2 look-ups" in result.stderr
    assert json.loads(result.stdout)["in_other_campaigns"] == {"ada@example.com": [other]}
    assert sandbox.request_count - before == 3


def test_nothing_else_looks_for_existing_addresses(invoke, leads_csv):
    words = ("leads", "import", leads_csv, "--campaign", "1", "--check-existing")
    assert "--check-existing needs --dry-run" in invoke(*words).stderr
