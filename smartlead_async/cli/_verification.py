"""Whether a campaign holds exactly the leads of the bundled file (pure).

What to expect is worked out here from the file alone, with none of the code that imported it.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from attrs import frozen

from smartlead_async import Lead, UploadReport

from ._lead_file import BadRow

__all__ = ["Expectation", "differences", "expect"]

_ADDRESS = re.compile(r"[^@\s]+@(?:[a-z0-9-]+\.)+[a-z]{2,}")
_SHOWN = 5

Traits = tuple[str, str]


@frozen
class Expectation:
    """What the import of a file must come to.

    Attributes:
        leads: Address in lower case → first name and industry (a custom field).
        repeated: Rows that repeat an earlier address.
        bad_lines: Lines of the rows that are no leads.
    """

    leads: dict[str, Traits]
    repeated: int
    bad_lines: tuple[int, ...]


def expect(lines: Iterable[str]) -> Expectation:
    """Return what must come of a file in the form of the bundled one."""
    leads: dict[str, Traits] = {}
    repeated = 0
    bad: list[int] = []
    for line, row in _numbered(csv.DictReader(lines)):
        address = row["E-mail"].strip().lower()
        if not _ADDRESS.fullmatch(address):
            bad.append(line)
        elif address in leads:
            repeated += 1
        else:
            leads[address] = (row["First Name"], row["Industry"])
    return Expectation(leads, repeated, tuple(bad))


def _numbered(reader: csv.DictReader[str]) -> Iterator[tuple[int, dict[str, str]]]:
    before = 1
    for row in reader:
        yield before + 1, row
        before = reader.line_num


def differences(
    expected: Expectation, report: UploadReport, rows: Iterable[BadRow], found: Iterable[Lead]
) -> list[str]:
    """Return in sentences what is not as it must be; nothing if all is well.

    Args:
        expected: What must come of the import.
        report: What the upload reports.
        rows: The rows that it reports as failed.
        found: The leads that the campaign holds.
    """
    leads = list(found)
    times = Counter((lead.email or "").lower() for lead in leads)
    held = {(lead.email or "").lower(): _traits(lead) for lead in leads}
    groups = {
        "missing": expected.leads.keys() - held.keys(),
        "extra": held.keys() - expected.leads.keys(),
        "in the campaign twice": {address for address, count in times.items() if count > 1},
        "altered": {
            address
            for address, traits in held.items()
            if expected.leads.get(address, traits) != traits
        },
    }
    problems = [_named(what, addresses) for what, addresses in groups.items() if addresses]
    return [*problems, *_misreported(expected, report, [row.line for row in rows])]


def _traits(lead: Lead) -> Traits:
    return lead.first_name or "", str(lead.custom_fields.get("Industry", ""))


def _named(what: str, addresses: Collection[str]) -> str:
    some = ", ".join(sorted(addresses)[:_SHOWN])
    return f"{len(addresses):,} {what}: {some}{', …' if len(addresses) > _SHOWN else ''}"


def _misreported(expected: Expectation, report: UploadReport, lines: list[int]) -> list[str]:
    accounted = report.added + report.skipped + len(report.failed) + report.not_attempted
    repeated = {"duplicate_in_input": expected.repeated} if expected.repeated else {}
    rows = len(expected.leads) + expected.repeated + len(expected.bad_lines)
    claims = (
        ("rows", report.total, rows),
        ("rows accounted for", accounted, rows),
        ("added", report.added, len(expected.leads)),
        ("skipped", report.skipped_by_reason, repeated),
        ("failed lines", tuple(lines), expected.bad_lines),
    )
    return [
        f"the report says {name}: {claimed}, the file says {true}"
        for name, claimed, true in claims
        if claimed != true
    ]
