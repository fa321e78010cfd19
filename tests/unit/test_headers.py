from __future__ import annotations

import time
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartlead_async import _headers as hints
from smartlead_async._headers import (
    LEAST_PAUSE,
    MOST_ASKED,
    ReportedLimit,
    asked_by_header,
    pause_after_429,
    remaining_is_zero,
    reported_limit,
    seconds_until_reset,
)

NOW = 1_800_000_000
DATE = formatdate(NOW, usegmt=True)


def pause(retry_after: float | None = None, strikes: int = 0, **headers: str) -> float:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return pause_after_429(named, retry_after=retry_after, strikes=strikes)


def test_retry_after_in_seconds_comes_first() -> None:
    headers = {"retry-after": "5", "x-ratelimit-reset": str(NOW + 9), "date": DATE}
    assert pause_after_429(headers, retry_after=7, strikes=3) == 5


def test_retry_after_as_a_date_is_read_by_the_clock_of_the_server() -> None:
    headers = {"retry-after": formatdate(NOW + 30, usegmt=True), "date": DATE}
    assert asked_by_header(headers) == 30


def test_a_date_without_date_header_is_read_by_our_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hints.time, "time", lambda: NOW + 10.0)
    assert asked_by_header({"retry-after": formatdate(NOW + 30, usegmt=True)}) == 20


@pytest.mark.parametrize("zone", ["GMT", "+0000", "-0000", "", "UTC"])
def test_a_date_without_a_zone_is_universal_time(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        moment = formatdate(NOW + 30, usegmt=True).removesuffix("GMT") + zone
        assert asked_by_header({"retry-after": moment.strip(), "date": DATE}) == 30
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_reset_is_read_by_the_clock_of_the_server() -> None:
    assert seconds_until_reset({"x-ratelimit-reset": str(NOW + 12), "date": DATE}) == 12
    assert seconds_until_reset({"x-ratelimit-reset": str(NOW - 12), "date": DATE}) == 0
    assert seconds_until_reset({}) is None


def test_the_order_of_the_hints() -> None:
    assert pause(7, x_ratelimit_reset=str(NOW + 9), date=DATE) == 7
    assert pause(None, x_ratelimit_reset=str(NOW + 9), date=DATE) == 9


def test_without_a_hint_the_pause_doubles_up_to_a_minute() -> None:
    assert [pause(strikes=n) for n in range(7)] == [2, 4, 8, 16, 32, 60, 60]
    assert pause(strikes=10_000) == 60


@pytest.mark.parametrize("value", ["0", "0.5", "-3", "1.99"])
def test_no_pause_is_shorter_than_two_seconds(value: str) -> None:
    headers = {"retry-after": value}
    assert pause_after_429(headers, retry_after=None, strikes=5) == LEAST_PAUSE == 2
    assert pause(float(value), strikes=5) == 2


@pytest.mark.parametrize("value", ["3600", "86400.5", "2.01"])
def test_no_pause_is_shorter_than_asked(value: str) -> None:
    headers = {"retry-after": value}
    assert pause_after_429(headers, retry_after=None, strikes=0) == float(value)


@pytest.mark.parametrize("value", ["1e12", "99999999999999", "1e300"])
def test_a_pause_beyond_all_measure_is_a_long_one(value: str) -> None:
    headers = {"retry-after": value}
    assert pause_after_429(headers, retry_after=None, strikes=0) == MOST_ASKED


@pytest.mark.parametrize("value", ["1800000000000", "-1e12"])
def test_a_reset_in_milliseconds_is_passed_over(value: str) -> None:
    headers = {"x-ratelimit-reset": value, "x-ratelimit-limit": "1e12"}
    assert seconds_until_reset(headers) is None
    assert reported_limit(headers) == ReportedLimit(1e12)


@pytest.mark.parametrize("value", ["", "soon", "nan", "inf", "1e400", "Mon, 99 Foo 20"])
def test_what_makes_no_sense_is_passed_over(value: str) -> None:
    assert asked_by_header({"retry-after": value}) is None
    assert pause_after_429({"retry-after": value}, retry_after=None, strikes=1) == 4


@pytest.mark.parametrize(
    ("value", "used_up"), [("0", True), ("0.0", True), ("1", False), ("", False), ("x", False)]
)
def test_remaining(value: str, used_up: bool) -> None:
    assert remaining_is_zero({"x-ratelimit-remaining": value}) is used_up
    assert not remaining_is_zero({})


@given(
    st.dictionaries(
        st.sampled_from(["retry-after", "date", "x-ratelimit-reset", "x-ratelimit-remaining"]),
        st.text() | st.integers().map(str) | st.floats().map(str),
    ),
    st.none() | st.floats(min_value=0, max_value=1e9),
    st.integers(min_value=0, max_value=10_000),
)
def test_whatever_the_headers_say_the_pause_is_a_finite_number(
    headers: dict[str, str], retry_after: float | None, strikes: int
) -> None:
    remaining_is_zero(headers)
    seconds = pause_after_429(headers, retry_after=retry_after, strikes=strikes)
    assert 2 <= seconds < 2e12
