"""The words of an upload's report, and the error that it raises on request."""

from __future__ import annotations

import pickle

import attrs
import pytest

from smartlead_async import FailedLead, UploadError, UploadReport

ALL_ADDED = UploadReport(
    total=1200,
    added=1200,
    skipped=0,
    skipped_by_reason={},
    failed=(),
    not_attempted=0,
    stopped_by=None,
    chunks=3,
    requests=3,
    rate_limited=0,
    elapsed=0.42,
)


def failed(position: int, reason: str) -> FailedLead:
    return FailedLead(position=position, lead={"email": "a@example.com"}, reason=reason)


MIXED = attrs.evolve(
    ALL_ADDED,
    added=1190,
    skipped=6,
    skipped_by_reason={"duplicate_in_input": 4, "blocked": 2, "unexplained": 0},
    failed=(failed(0, "refused"), failed(1, "invalid"), failed(2, "refused")),
    not_attempted=1,
    stopped_by="error",
)


def test_a_report_is_one_readable_line():
    assert str(ALL_ADDED) == (
        "1,200 leads: 1,200 added, 0 skipped, 0 failed, 0 not attempted; 3 requests in 0.4 s"
    )
    assert str(MIXED) == (
        "1,200 leads: 1,190 added, 6 skipped (2 blocked, 4 duplicate_in_input), "
        "3 failed (1 invalid, 2 refused), 1 not attempted; stopped; 3 requests in 0.4 s"
    )
    full = attrs.evolve(ALL_ADDED, added=1199, not_attempted=1, stopped_by="lead_limit")
    assert "1 not attempted; the plan is full; 3 requests" in str(full)


@pytest.mark.parametrize(
    "missing",
    [
        {"added": 1199, "failed": (failed(0, "refused"),)},
        {"added": 1199, "not_attempted": 1},
        {"added": 1199, "skipped": 1, "skipped_by_reason": {"unexplained": 1}},
    ],
)
def test_leads_that_are_missing_raise_an_error_with_the_report(missing):
    report = attrs.evolve(ALL_ADDED, **missing)
    with pytest.raises(UploadError) as caught:
        report.raise_for_failures()
    assert caught.value.report is report
    assert str(caught.value) == str(report)
    assert pickle.loads(pickle.dumps(caught.value)).report == report


def test_leads_that_were_skipped_for_a_reason_are_not_missing():
    skipped = {"skipped": 2, "skipped_by_reason": {"blocked": 2, "unexplained": 0}}
    attrs.evolve(ALL_ADDED, added=1198, **skipped).raise_for_failures()
