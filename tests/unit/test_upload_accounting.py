"""Every lead ends in exactly one bin, whatever the service answers."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartlead_async import FailedLead, LeftOut
from smartlead_async.models import AddLeadsResult, LeadInput
from smartlead_async.upload._accounting import (
    ChunkOutcome,
    Tally,
    credited,
    merged,
    settle,
    unattempted,
)
from smartlead_async.upload._chunking import Chunk

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
UNKNOWN_COUNTS = (
    "skipped_in_other_campaign_count",
    "not_attempted_count",
    "unexplained_count",
    "duplicate_in_input_count",
    "present_after_retry_count",
    "blocked_count",
    "already_in_campaign_count",
    "_count",
)
SKIPPED = [{"email": "A lead with no address"}, {"id": 7}] + [
    {"email": email, "reason": reason}
    for email in [*addresses, "STRANGER@example.com"]
    for reason in ("duplicate", "duplicate_in_campaign", "blocked", "who knows")
]
answers = st.fixed_dictionaries(
    {"success": st.booleans()},
    optional=dict.fromkeys([*COUNTS, *UNKNOWN_COUNTS], counts)
    | {
        "is_lead_limit_exhausted": st.booleans(),
        "invalid_emails": st.lists(st.sampled_from([*addresses, "stranger@example.com"])),
        "skipped_leads": st.lists(st.sampled_from(SKIPPED)),
    },
).map(AddLeadsResult.from_dict)


def leads(count: int, start: int = 0) -> list[tuple[int, LeadInput]]:
    return [(start + i, LeadInput(addresses[i % len(addresses)])) for i in range(count)]


def chunk(sent: int, duplicates: int) -> Chunk:
    repeated = leads(duplicates, start=sent)
    return Chunk(0, 0, sent + duplicates, tuple(leads(sent)), (), tuple(repeated))


def counted(items: tuple[LeftOut, ...]) -> dict[str, int]:
    """How many leads were left out for each reason; whatever is impossible fails."""
    totals: Counter[str] = Counter()
    for item in items:
        assert 0 < item.count <= item.end - item.start
        assert item.email is None or item.count == item.end - item.start == 1
        totals[item.reason] += item.count
    exact = [item for item in items if item.count == item.end - item.start]
    places = [position for item in exact for position in range(item.start, item.end)]
    assert len(places) == len(set(places))
    return dict(totals)


def reported(skipped: dict[str, int], not_attempted: int) -> dict[str, int]:
    return {**skipped, **({"not_attempted": not_attempted} if not_attempted else {})}


@given(st.integers(0, 40), answers, st.booleans())
def test_the_bins_add_up_to_the_leads_sent(count, answer, resent) -> None:
    outcome = settle(leads(count), answer, resent=resent)
    assert outcome.size == count
    assert outcome.added >= 0
    assert outcome.not_attempted >= 0
    assert all(number > 0 for number in outcome.skipped.values())
    failed = {lead.position for lead in outcome.failed}
    assert failed.isdisjoint(item.start for item in outcome.left_out)
    placed = outcome.placed(0, count)
    assert counted(placed.left_out) == reported(dict(outcome.skipped), outcome.not_attempted)
    assert placed.placed(0, count) == placed


@given(st.integers(0, 40), answers)
def test_reasons_of_an_answer_are_counts(count, answer) -> None:
    assert all(number > 0 for number in answer.skipped_by_reason.values())
    outcome = settle(leads(count), answer, resent=False)
    assert outcome.lead_limit or not answer.is_lead_limit_exhausted
    assert not (outcome.lead_limit and outcome.skipped.get("unexplained"))


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
    totals = Counter[str]()
    for item in report.left_out:
        totals[item.reason] += item.count
    assert totals == reported(report.skipped_by_reason, report.not_attempted)
    assert [item.start for item in report.left_out] == sorted(i.start for i in report.left_out)


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


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("duplicate_in_campaign", "already_in_campaign"),
        ("Duplicate in this campaign", "already_in_campaign"),
        ("Lead already exists (duplicate)", "already_in_campaign"),
        ("duplicate", "duplicate"),
        ("duplicate_in_other_campaign", "duplicate"),
        ("Already in another campaign", "duplicate"),
    ],
)
def test_a_lead_that_is_in_the_campaign_is_told_from_one_that_is_elsewhere(words, reason) -> None:
    answer = skipping(("lead1@example.com", words), added=9)
    assert answer.skipped_by_reason == {reason: 1}
    resent = "present_after_retry" if reason == "already_in_campaign" else reason
    assert settle(leads(10), answer, resent=True).skipped == {resent: 1}
    before = credited(settle(leads(10), answer, resent=False), added_before=1)
    assert before.added == (10 if reason == "already_in_campaign" else 9)


def test_unknown_counts_fill_what_is_left_and_no_more() -> None:
    counts = {"seen_count": 10, "held_count": 2, "odd_count": "1", "not_attempted_count": 1}
    form = {"ok": True, "upload_count": 6, "total_leads": 6, "text_count": "x", **counts}
    outcome = settle(leads(10), AddLeadsResult.from_dict(form), resent=False)
    assert outcome.skipped == {"held": 2, "odd": 1, "unexplained": 1}


def test_a_full_plan_explains_what_nothing_else_does() -> None:
    answer = skipping(("lead1@example.com", "blocked"), added=4, is_lead_limit_exhausted=1)
    outcome = settle(leads(10), answer, resent=True)
    assert (outcome.skipped, outcome.not_attempted) == ({"blocked": 1}, 5)


def test_an_answer_without_counts_claims_nothing() -> None:
    outcome = settle(leads(3), AddLeadsResult.from_dict({"success": True}), resent=False)
    assert outcome == ChunkOutcome(
        skipped={"unexplained": 3}, left_out=(LeftOut(0, 3, "unexplained", 3),)
    )


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
    placed = credit.placed(0, count)
    assert counted(placed.left_out) == reported(dict(credit.skipped), credit.not_attempted)


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


# -- where the leads are that were left out -------------------------------------------------------


def skipping(*named: tuple[str, str], added: int = 0, **counts: int) -> AddLeadsResult:
    listed = [{"email": email, "reason": reason} for email, reason in named]
    form = {"success": True, "added_count": added, "skipped_leads": listed, **counts}
    return AddLeadsResult.from_dict(form)


def test_leads_that_the_answer_names_are_located() -> None:
    answer = skipping(
        ("LEAD3@example.com ", "already in campaign"),
        ("lead1@example.com", "because"),
        added=8,
    )
    outcome = settle(leads(10, start=400), answer, resent=False)
    assert outcome.skipped == {"already_in_campaign": 1, "unexplained": 1}
    assert outcome.left_out == (
        LeftOut(403, 404, "already_in_campaign", 1, "lead3@example.com"),
        LeftOut(401, 402, "unexplained", 1, "lead1@example.com"),
    )


def test_a_lead_named_twice_is_left_out_once() -> None:
    answer = skipping(("lead1@example.com", "blocked"), ("lead1@example.com", "duplicate"), added=8)
    outcome = settle(leads(10), answer, resent=False)
    assert outcome.left_out == (LeftOut(1, 2, "blocked", 1, "lead1@example.com"),)
    assert outcome.placed(0, 10).left_out[1:] == (LeftOut(0, 10, "duplicate", 1),)


def test_of_a_repeated_address_the_later_one_was_left_out() -> None:
    answer = skipping(("lead1@example.com", "duplicate"), added=39)
    outcome = settle(leads(40), answer, resent=False)
    assert outcome.left_out == (LeftOut(31, 32, "duplicate", 1, "lead1@example.com"),)


def test_names_that_contradict_the_counts_are_not_believed() -> None:
    named = [(email, "duplicate") for email in addresses[:3]]
    outcome = settle(leads(10), skipping(*named, added=8), resent=False)
    assert outcome.placed(0, 10).left_out == (LeftOut(0, 10, "duplicate", 2),)


def test_leads_named_in_an_answer_to_a_second_attempt_were_ours() -> None:
    answer = skipping(("lead1@example.com", "already in campaign"), added=9)
    outcome = settle(leads(10), answer, resent=True)
    assert outcome.left_out == (LeftOut(1, 2, "present_after_retry", 1, "lead1@example.com"),)


def test_leads_are_known_when_all_but_the_named_ones_were_left_out() -> None:
    answer = skipping(("lead4@example.com", "blocked"), lead_import_stopped_count=9)
    outcome = settle(leads(10), answer, resent=False)
    assert outcome.left_out == (
        LeftOut(4, 5, "blocked", 1, "lead4@example.com"),
        LeftOut(0, 4, "not_attempted", 4),
        LeftOut(5, 10, "not_attempted", 5),
    )


def test_leads_that_were_not_sent_are_known() -> None:
    outcome = unattempted([*leads(2, start=7), *leads(3)])
    assert outcome.left_out == (
        LeftOut(0, 3, "not_attempted", 3),
        LeftOut(7, 9, "not_attempted", 2),
    )
    assert outcome.not_attempted == 5


def test_which_of_the_leads_an_earlier_run_added_is_not_known() -> None:
    named = [(email, "already in campaign") for email in addresses[:5]]
    outcome = settle(leads(10), skipping(*named, added=5), resent=False)
    assert len(outcome.left_out) == 5
    credit = credited(outcome, added_before=3).placed(0, 10)
    assert credit.left_out == (LeftOut(0, 10, "already_in_campaign", 2),)
