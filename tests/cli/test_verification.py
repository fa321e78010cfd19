from __future__ import annotations

import attrs
import pytest

from smartlead_async import Lead, UploadReport
from smartlead_async.cli._demo import differences, expect
from smartlead_async.cli.imports._lead_file import BadRow

FILE = (
    "E-mail,First Name,Industry\r\n",
    'ada@example.com,Ada,"Ships\r\n',
    'and such"\r\n',
    "nobody,Nobody,\r\n",
    "ADA@example.com,Ada,\r\n",
    "zoe@example.com,Zoë,\r\n",
)
EXPECTED = expect(FILE)
ADA = Lead(id=1, email="ada@example.com", first_name="Ada", custom_fields={"Industry": "Ships\r\nand such"})  # fmt: skip  # noqa: E501
ZOE = Lead(id=2, email="zoe@example.com", first_name="Zoë")
ROWS = (BadRow(4, "nobody", "invalid"),)
REPORT = UploadReport(
    total=4,
    added=2,
    skipped=1,
    skipped_by_reason={"duplicate_in_input": 1},
    failed=(object(),),
    not_attempted=0,
    stopped_by=None,
    chunks=1,
    requests=1,
    rate_limited=0,
    elapsed=0.1,
)


def test_expectations_come_from_the_file_alone():
    assert EXPECTED.leads == {
        "ada@example.com": ("Ada", "Ships\r\nand such"),
        "zoe@example.com": ("Zoë", ""),
    }
    assert (EXPECTED.repeated, EXPECTED.bad_lines) == (1, (4,))


def test_a_faithful_import_shows_no_difference():
    assert differences(EXPECTED, REPORT, ROWS, [ADA, ZOE]) == []


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([ADA], "1 missing: zoe@example.com"),
        ([ADA, ZOE, attrs.evolve(ZOE, email="eve@example.com")], "1 extra: eve@example.com"),
        ([ADA, ZOE, ZOE], "1 in the campaign twice: zoe@example.com"),
        ([ADA, attrs.evolve(ZOE, first_name="Zo?")], "1 altered: zoe@example.com"),
        ([attrs.evolve(ADA, custom_fields={}), ZOE], "1 altered: ada@example.com"),
    ],
)
def test_every_difference_in_the_campaign_is_found(found, words):
    assert differences(EXPECTED, REPORT, ROWS, found) == [words]


@pytest.mark.parametrize(
    ("report", "rows", "words"),
    [
        ({"added": 3, "skipped": 0, "skipped_by_reason": {}}, ROWS, ["added", "skipped"]),
        ({"total": 5, "added": 3}, ROWS, ["rows", "rows accounted for", "added"]),
        ({"skipped_by_reason": {"unexplained": 1}}, ROWS, ["skipped"]),
        ({}, (), ["failed lines"]),
    ],
)
def test_every_claim_of_the_report_is_checked(report, rows, words):
    problems = differences(EXPECTED, attrs.evolve(REPORT, **report), rows, [ADA, ZOE])
    assert [problem.split(":")[0] for problem in problems] == [
        f"the report says {word}" for word in words
    ]


def test_many_differences_are_abridged():
    found = [ADA, ZOE, *(Lead(id=n, email=f"l{n}@x.example") for n in range(3, 13))]
    (problem,) = differences(EXPECTED, REPORT, ROWS, found)
    assert problem.startswith("10 extra: l10@x.example, ")
    assert problem.endswith(", …")
