"""Every lead ends in exactly one bin, whatever the service answers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from smartlead_async import FailedLead
from smartlead_async.models import AddLeadsResult, LeadInput
from smartlead_async.upload._accounting import ChunkOutcome, credited, merged, settle
from smartlead_async.upload._chunking import Chunk
from smartlead_async.upload._tally import Tally

counts = st.none() | st.integers(-5, 1000) | st.integers(0, 900).map(str)
addresses = [f"lead{i}@example.com" for i in range(30)]
COUNTS = (
    "added_count",
    "skipped_count",
    "upload_count",
    "total_leads",
    "block_count",
    "duplicate_count",
    "invalid_email_count",
    "already_added_to_campaign",
    "unsubscribed_leads",
    "bounce_count",
    "lead_import_stopped_count",
)
answers = st.fixed_dictionaries(
    {"success": st.just(True)},
    optional=dict.fromkeys(COUNTS, counts)
    | {
        "is_lead_limit_exhausted": st.booleans(),
        "invalid_emails": st.lists(st.sampled_from([*addresses, "stranger@example.com"])),
    },
).map(AddLeadsResult.from_dict)


def leads(count: int, start: int = 0) -> list[tuple[int, LeadInput]]:
    return [(start + i, LeadInput(addresses[i % len(addresses)])) for i in range(count)]


def chunk(sent: int, duplicates: int) -> Chunk:
    return Chunk(0, 0, sent + duplicates, tuple(leads(sent)), (), duplicates)


@given(st.integers(0, 40), answers, st.booleans())
def test_the_bins_add_up_to_the_leads_sent(count, answer, resent) -> None:
    outcome = settle(leads(count), answer, resent=resent)
    assert outcome.size == count
    assert outcome.added >= 0
    assert outcome.not_attempted >= 0
    assert all(number > 0 for number in outcome.skipped.values())


@given(st.lists(st.tuples(st.integers(0, 40), answers), max_size=6), st.integers(0, 9))
def test_a_report_adds_up_over_any_number_of_chunks(chunks, duplicates) -> None:
    tally = Tally(started=0.0)
    for count, answer in chunks:
        outcome = settle(leads(count), answer, resent=False)
        tally.add(chunk(count, duplicates).outcome(outcome))
    report = tally.report(now=1.0)
    assert report.total == sum(count + duplicates for count, _ in chunks)
    assert report.total == (
        report.added + report.skipped + len(report.failed) + report.not_attempted
    )
    assert report.skipped == sum(report.skipped_by_reason.values())


def test_the_first_generation_counts_what_was_added() -> None:
    answer = AddLeadsResult.from_dict({"success": True, "added_count": 8, "skipped_count": 2})
    outcome = settle(leads(10), answer, resent=False)
    assert outcome == ChunkOutcome(added=8, skipped={"unexplained": 2})


def test_of_two_disagreeing_counts_the_smaller_is_what_was_added() -> None:
    answer = AddLeadsResult.from_dict(
        {"ok": True, "upload_count": 10, "total_leads": "7", "duplicate_count": 2, "block_count": 1}
    )
    outcome = settle(leads(10), answer, resent=False)
    assert outcome == ChunkOutcome(added=7, skipped={"duplicate": 2, "blocked": 1})


def test_addresses_named_as_invalid_fail_one_by_one() -> None:
    answer = AddLeadsResult.from_dict(
        {
            "ok": True,
            "total_leads": 9,
            "upload_count": 10,
            "invalid_email_count": 1,
            "invalid_emails": ["LEAD3@example.com "],
        }
    )
    outcome = settle(leads(10), answer, resent=False)
    assert outcome.added == 9
    assert outcome.skipped == {}
    assert outcome.failed == (
        FailedLead(position=3, lead=LeadInput(addresses[3]), reason="invalid_email"),
    )


def test_a_full_plan_leaves_leads_not_attempted() -> None:
    answer = AddLeadsResult.from_dict(
        {
            "ok": True,
            "total_leads": 4,
            "upload_count": 10,
            "is_lead_limit_exhausted": True,
            "lead_import_stopped_count": 6,
        }
    )
    outcome = settle(leads(10), answer, resent=False)
    assert outcome == ChunkOutcome(added=4, not_attempted=6, lead_limit=True)


def test_what_is_present_after_an_ambiguous_attempt_was_ours() -> None:
    answer = AddLeadsResult.from_dict(
        {"ok": True, "total_leads": 0, "upload_count": 10, "already_added_to_campaign": 6}
    )
    assert settle(leads(10), answer, resent=True).skipped == {"present_after_retry": 10}
    assert settle(leads(10), answer, resent=False).skipped == {
        "already_in_campaign": 6,
        "unexplained": 4,
    }


def test_an_answer_without_counts_claims_nothing() -> None:
    outcome = settle(leads(3), AddLeadsResult.from_dict({"success": True}), resent=False)
    assert outcome == ChunkOutcome(skipped={"unexplained": 3})


def test_outcomes_of_parts_merge() -> None:
    parts = [
        ChunkOutcome(added=1, skipped={"duplicate": 1}),
        ChunkOutcome(skipped={"duplicate": 2}),
    ]
    assert merged(parts) == ChunkOutcome(added=1, skipped={"duplicate": 3})


@given(st.integers(0, 40), answers, st.booleans(), st.integers(0, 40))
def test_credit_for_an_earlier_run_moves_leads_and_loses_none(
    count, answer, resent, before
) -> None:
    outcome = settle(leads(count), answer, resent=resent)
    credit = credited(outcome, added_before=before)
    assert credit.size == outcome.size
    assert outcome.added <= credit.added <= outcome.added + before
    assert all(number > 0 for number in credit.skipped.values())
    assert credit.failed == outcome.failed
    other_reasons = {"duplicate", "blocked", "unsubscribed", "bounced", "invalid"}
    for reason in other_reasons:
        assert credit.skipped.get(reason) == outcome.skipped.get(reason)


def test_leads_that_an_earlier_run_added_are_the_ones_reported_as_present() -> None:
    answer = AddLeadsResult.from_dict(
        {
            "ok": True,
            "upload_count": 10,
            "total_leads": 3,
            "already_added_to_campaign": 5,
            "lead_import_stopped_count": 2,
        }
    )
    outcome = settle(leads(10), answer, resent=False)
    assert credited(outcome, added_before=4) == ChunkOutcome(
        added=7, skipped={"already_in_campaign": 1}, not_attempted=2
    )


def test_only_unknown_and_unattempted_leads_are_worth_another_run() -> None:
    unknown = FailedLead(position=0, lead=LeadInput("a@example.com"), reason="outcome_unknown")
    refused = FailedLead(position=0, lead=LeadInput("a@example.com"), reason="refused")
    assert ChunkOutcome(added=3, failed=(refused,)).is_final
    assert not ChunkOutcome(failed=(unknown,)).is_final
    assert not ChunkOutcome(not_attempted=1).is_final
    assert ChunkOutcome(failed=(unknown,)).is_ambiguous
    assert ChunkOutcome(skipped={"present_after_retry": 1}).is_ambiguous
    assert not ChunkOutcome(skipped={"already_in_campaign": 1}).is_ambiguous
