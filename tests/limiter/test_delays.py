"""What the limiter learns of the way to the server."""

from __future__ import annotations

import pytest

from smartlead_async._limiter.delays import Delays


def learned(*round_trips: float) -> Delays:
    delays = Delays()
    for round_trip in round_trips:
        delays.learn(round_trip)
    return delays


def test_on_a_steady_network_an_answer_tells_that_the_request_was_there_at_once():
    assert learned(*[0.08] * 10).arrived_within(0.08) == pytest.approx(0, abs=0.005)


def test_the_first_answer_tells_no_more_than_that_the_request_came_before_it():
    assert learned(0.08).arrived_within(0.08) == 0.08


def test_an_answer_that_came_late_leaves_a_late_arrival_possible():
    delays = learned(*[0.08] * 50)
    assert 0.22 <= delays.arrived_within(0.3) <= 0.23


def test_the_more_round_trips_differ_the_less_the_shortest_is_trusted():
    steady, jittery = learned(*[0.08] * 20), learned(*[0.08, 0.3] * 10)
    assert jittery.arrived_within(0.08) > steady.arrived_within(0.08)


def test_a_request_is_never_taken_to_be_longer_on_its_way_than_the_bound():
    assert learned(*[0.08] * 10).arrived_within(9.0) == 0.5


def test_a_tighter_bound_is_tried_where_most_answers_come_later_than_it_allows():
    assert learned(*[0.1] * 2, *[1.0] * 28).bound == 0.0625


def test_jitter_within_the_bound_is_no_reason_for_a_tighter_one():
    assert learned(*[0.05, 0.1, 0.3, 0.4] * 100).bound == 0.5


def test_the_bound_is_never_tighter_than_a_busy_event_loop():
    assert learned(0.1, *[1.0] * 300).bound == 0.02


def test_the_first_429_may_be_due_to_a_burst():
    delays = learned(0.1, *[1.0] * 29)
    delays.refused()
    assert (delays.bound, delays.widening) == (0.0625, 0.0)


def test_another_429_refutes_the_bound_and_all_tighter_ones():
    delays = learned(0.1, *[1.0] * 29)
    delays.refused()
    delays.refused()
    assert delays.bound == 0.125
    for _ in range(100):
        delays.learn(1.0)
    assert delays.bound == 0.125
    assert delays.widening == 0


def test_a_429_at_the_greatest_bound_widens_the_window():
    delays = Delays()
    delays.refused()
    delays.refused()
    assert (delays.bound, delays.widening) == (0.5, 0.02)


def test_what_was_refuted_is_forgotten_by_10_ms_in_1000_successes():
    delays = learned(0.1, *[1.0] * 29)
    for _ in range(4):
        delays.refused()
    assert (delays.bound, delays.widening) == (0.5, 0.0)
    delays.refused()
    for _ in range(3000):
        delays.succeeded()
        delays.learn(1.0)
    assert delays.widening == 0
    assert delays.bound == pytest.approx(0.47)


def jittery(successes: int) -> Delays:
    delays = learned(*[0.1] * 10_000)
    for _ in range(successes):
        delays.succeeded()
    return delays


def test_ever_less_of_a_late_answer_is_put_down_to_the_way_there():
    late = [jittery(successes).arrived_within(0.2) for successes in (199, 200, 1000, 10_000)]
    assert late == pytest.approx([0.1, 0.098, 0.09, 0.05], rel=0.01)


def test_a_429_puts_all_of_it_down_to_the_way_there_again():
    delays = jittery(4000)
    delays.refused()
    assert delays.arrived_within(0.2) == pytest.approx(0.1, rel=0.01)
    assert (delays.bound, delays.widening) == (0.5, 0.0)


def test_what_a_429_refuted_is_not_tried_again_soon():
    delays = jittery(4000)  # six tenths of it
    delays.refused()
    for _ in range(4000):
        delays.succeeded()
    assert delays.arrived_within(0.2) == pytest.approx(0.066, rel=0.02)
