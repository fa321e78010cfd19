from __future__ import annotations

import contextlib
import datetime as dt
import re
import zoneinfo
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartlead_async import ConfigurationError, InvalidRequestError, RateLimit
from smartlead_async._codec import dumps, structure
from smartlead_async._http.endpoint import query_pairs
from smartlead_async._options import Options, read_max_response_bytes
from smartlead_async._validate import (
    bounded_list,
    bounded_text,
    date_span,
    day,
    email_address,
    exactly_one,
    file_path,
    hour,
    id_or_ids,
    in_range,
    is_finite,
    joined_ids,
    joined_texts,
    known_fields,
    mapping,
    moment,
    non_empty_text,
    non_empty_texts,
    one_of,
    percentage,
    positive_id,
    positive_ids,
    shown,
    timezone_name,
    true_or_false,
    weekdays,
)
from smartlead_async.helpers._campaigns import _days_before
from smartlead_async.models import SequenceStep
from smartlead_async.resources.inbox import _amount

ACCEPTED: list[tuple[Callable[..., Any], tuple[Any, ...], Any]] = [
    (positive_id, (1,), 1),
    (positive_id, (2995276770,), 2995276770),
    (positive_ids, ((1, 2),), [1, 2]),
    (positive_ids, ({3: None}.keys(),), [3]),
    (in_range, (1, 1, 5), 1),
    (in_range, (5, 1, 5), 5),
    (in_range, (10**9, 0), 10**9),
    (percentage, (0,), 0),
    (percentage, (100,), 100),
    (percentage, (12.5,), 12.5),
    (non_empty_text, (" a ",), " a "),
    (non_empty_texts, ([],), []),
    (non_empty_texts, (("a", "b"),), ["a", "b"]),
    (one_of, ("a", ("a", "b")), "a"),
    (email_address, (" ada@example.com\n",), "ada@example.com"),
    (email_address, ("zoë@bücher.example",), "zoë@bücher.example"),
    (hour, ("00:00",), "00:00"),
    (hour, ("23:59",), "23:59"),
    (weekdays, ((0, 6),), [0, 6]),
    (weekdays, (range(7),), [0, 1, 2, 3, 4, 5, 6]),
    (timezone_name, ("America/New_York",), "America/New_York"),
    (timezone_name, ("UTC",), "UTC"),
    (positive_id, (2**53 - 1,), 2**53 - 1),
    (true_or_false, (False,), False),
    (moment, (dt.date(2024, 1, 31),), dt.date(2024, 1, 31)),
    (moment, ("2024-01-31",), "2024-01-31"),
    (mapping, ({},), {}),
    (file_path, ("a/b",), Path("a/b")),
    (file_path, (Path("a/b"),), Path("a/b")),
    (day, (dt.date(2024, 1, 31),), "2024-01-31"),
    (day, (dt.datetime(2024, 1, 31, 23, 59, tzinfo=dt.UTC),), "2024-01-31"),
    (day, ("2024-01-31",), "2024-01-31"),
    (day, ("2024-01-31T12:00:00.000Z",), "2024-01-31"),
    (bounded_text, ("ab", 1, 2), "ab"),
    (bounded_list, ((1, 2), positive_id, 1, 2), [1, 2]),
    (id_or_ids, (5,), 5),
    (id_or_ids, ((5, 6), 2), [5, 6]),
    (joined_ids, ([5, 6],), "5,6"),
    (joined_texts, (["a", "b"],), "a,b"),
    (known_fields, ({"aB": 1}, {"aB": positive_id}), {"aB": 1}),
    (known_fields, ({"a_b": None}, {"aB": positive_id}), {"aB": None}),
    (known_fields, ({}, {"a": None}), {}),
]
REFUSED: list[tuple[Callable[..., Any], tuple[Any, ...], str]] = [
    (positive_id, (0,), "positive"),
    (positive_id, (-1,), "positive"),
    (positive_id, (True,), "positive"),
    (positive_id, (1.0,), "positive"),
    (positive_id, ("5",), "positive"),
    (positive_id, ("5/../6",), "positive"),
    (positive_id, (None,), "positive"),
    (positive_id, (2**53,), "positive"),
    (positive_id, (10**5000,), "positive"),
    (positive_id, (-(10**5000),), "positive"),
    (true_or_false, (1,), "true or false"),
    (true_or_false, (None,), "true or false"),
    (moment, ("",), "text"),
    (moment, (5,), "datetime or ISO 8601"),
    (moment, (None,), "datetime or ISO 8601"),
    (mapping, (None,), "mapping"),
    (mapping, ([("a", 1)],), "mapping, not 'list'"),
    (mapping, ({5: 1},), "text for keys"),
    (file_path, (5,), "path of a file"),
    (file_path, (None,), "path of a file"),
    (file_path, (b"x",), "path of a file"),
    (file_path, ("",), "path of a file"),
    (file_path, ("a\0b",), "path of a file"),
    (file_path, ("\ud800",), "path of a file"),
    (positive_ids, ([],), "empty"),
    (positive_ids, ([1, 0],), r"x\[1\] must be a positive"),
    (positive_ids, ("12",), "list"),
    (positive_ids, (b"12",), "list"),
    (positive_ids, ({1: 2},), "list"),
    (positive_ids, (12,), "list"),
    (in_range, (0, 1, 5), "from 1 to 5"),
    (in_range, (6, 1, 5), "from 1 to 5"),
    (in_range, (-1, 0), "at least 0"),
    (in_range, (True, 0), "integer"),
    (in_range, (2.0, 0), "integer"),
    (percentage, (-1,), "0 to 100"),
    (percentage, (100.1,), "0 to 100"),
    (percentage, (float("nan"),), "0 to 100"),
    (percentage, ("20",), "0 to 100"),
    (percentage, (True,), "0 to 100"),
    (non_empty_text, ("",), "text"),
    (non_empty_text, (" \n",), "text"),
    (non_empty_text, (5,), "text"),
    (non_empty_text, (None,), "text"),
    (non_empty_texts, ("ab",), "list"),
    (non_empty_texts, (["a", ""],), r"x\[1\]"),
    (one_of, ("c", ("a", "b")), "one of a, b"),
    (email_address, ("",), "text"),
    (email_address, ("ada",), "email"),
    (email_address, ("ada@localhost",), "email"),
    (email_address, ("a b@example.com",), "email"),
    (email_address, ("a@b@example.com",), "email"),
    (email_address, ("ada@example.com\x00",), "email"),
    (email_address, ("\ud800@example.com",), "email"),
    (email_address, ("a" * 250 + "@example.com",), "email"),
    (hour, ("24:00",), "time of day"),
    (hour, ("9:00",), "time of day"),
    (hour, ("09:60",), "time of day"),
    (hour, ("09:00\n",), "time of day"),
    (hour, ("\u0660\u0669:00",), "time of day"),
    (hour, (dt.time(9),), "time of day"),
    (hour, (None,), "time of day"),
    (weekdays, ([],), "empty"),
    (weekdays, ([7],), "from 0 to 6"),
    (weekdays, ([-1],), "from 0 to 6"),
    (weekdays, ("135",), "list"),
    (weekdays, (5,), "list"),
    (timezone_name, ("Mars/Olympus",), "IANA"),
    (timezone_name, ("America",), "IANA"),
    (timezone_name, ("../etc/passwd",), "IANA"),
    (timezone_name, ("\x00",), "IANA"),
    (timezone_name, ("",), "IANA"),
    (timezone_name, (None,), "IANA"),
    (day, ("31.1.2024",), "date"),
    (day, ("2024-02-30",), "date"),
    (day, ("",), "date"),
    (day, (20240131,), "date"),
    (day, (None,), "date"),
    (bounded_text, ("", 1, 2), "1 to 2 characters"),
    (bounded_text, ("abc", 1, 2), "1 to 2 characters"),
    (bounded_text, (5, 1, 2), "text"),
    (bounded_list, ([], positive_id, 1, 2), "1 to 2 items"),
    (bounded_list, ([1, 2, 3], positive_id, 1, 2), "1 to 2 items"),
    (bounded_list, ([1, 0], positive_id, 1, 2), r"x\[1\] must be a positive"),
    (id_or_ids, (0,), "positive"),
    (id_or_ids, ("5",), "list"),
    (id_or_ids, ([],), "items"),
    (id_or_ids, ([5, 6], 1), "1 to 1 items"),
    (joined_ids, ([],), "empty"),
    (joined_texts, ([],), "empty"),
    (joined_texts, (["a,b"],), "comma"),
    (known_fields, (5, {}), "mapping"),
    (known_fields, ({"emial": 1}, {"email": None}), "x.emial is unknown: did you mean email"),
    (known_fields, ({"zzz": 1}, {"aB": None}), "x.zzz is unknown; known are a_b, aB"),
    (known_fields, ({"a_b": 0}, {"aB": positive_id}), "x.a_b must be a positive"),
    (known_fields, ({}, {"aB": None}, ("aB",)), "x.a_b is missing"),
]


TAKES_MORE = {in_range, one_of, bounded_text, bounded_list, known_fields}


def name_of(value: Any) -> str:
    """Return a name that is the same in every process."""
    return getattr(value, "__name__", re.sub(" at 0x[0-9a-f]+", "", ascii(shown(value))))


@pytest.mark.parametrize(("check", "arguments", "sent"), ACCEPTED, ids=name_of)
def test_what_is_accepted_is_returned_as_it_is_sent(
    check: Callable[..., Any], arguments: tuple[Any, ...], sent: Any
):
    assert check("x", *arguments) == sent


@pytest.mark.parametrize(("check", "arguments", "rule"), REFUSED, ids=name_of)
def test_what_is_refused_names_the_argument_and_the_rule(
    check: Callable[..., Any], arguments: tuple[Any, ...], rule: str
):
    with pytest.raises(InvalidRequestError, match=rule) as caught:
        check("x", *arguments)
    assert caught.value.field == "x"


class TestDateSpan:
    def test_of_30_days_is_allowed(self):
        assert date_span("2024-01-01", dt.date(2024, 1, 31)) == ("2024-01-01", "2024-01-31")

    def test_of_one_day_is_allowed(self):
        assert date_span("2024-01-01", "2024-01-01") == ("2024-01-01", "2024-01-01")

    @pytest.mark.parametrize(
        ("end", "rule"), [("2024-02-01", "at most 30 days"), ("2023-12-31", "before start_date")]
    )
    def test_of_more_or_backwards_is_refused(self, end: str, rule: str):
        with pytest.raises(InvalidRequestError, match=rule) as caught:
            date_span("2024-01-01", end)
        assert caught.value.field == "end_date"


class TestExactlyOne:
    def test_of_two(self):
        exactly_one({"email": "a", "domain": None})
        exactly_one({"email": "", "domain": "b"})

    @pytest.mark.parametrize("values", [("a", "b"), (None, ""), (None, None)])
    def test_neither_or_both_is_refused(self, values: tuple[Any, Any]):
        with pytest.raises(InvalidRequestError, match="email or domain"):
            exactly_one(dict(zip(("email", "domain"), values, strict=True)))


class Silent:
    def __repr__(self) -> str:
        raise RuntimeError("no words")


def test_a_value_is_shown_in_few_words_whatever_it_is():
    assert shown("a") == "'a'"
    assert shown("a" * 1_000) == f"'{'a' * 199}…"
    assert shown(10**5000) == "a value of type int"
    assert shown(Silent()) == "a value of type Silent"


@pytest.mark.parametrize(
    ("value", "finite"),
    [
        *((0, True), (1.5, True), (-3, True)),
        *((10**400, False), (float("inf"), False), (float("nan"), False)),
        *((True, False), ("5", False), (None, False)),
    ],
    ids=name_of,
)
def test_numbers_that_a_float_can_hold(value: Any, finite: bool):
    assert is_finite(value) is finite


def test_without_a_timezone_database_the_service_decides(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(zoneinfo, "available_timezones", set)
    assert timezone_name("x", "Mars/Olympus") == "Mars/Olympus"


@given(
    st.one_of(st.text(), st.integers(), st.none(), st.floats(), st.binary(), st.lists(st.text()))
)
def test_any_value_is_sent_or_refused_and_nothing_else(value: Any):
    for check in {check for check, *_ in REFUSED} - TAKES_MORE:
        with contextlib.suppress(InvalidRequestError):
            check("x", value)


class Whole:
    """An integer as other libraries have them."""

    def __init__(self, value: int) -> None:
        self.value = value

    def __index__(self) -> int:
        return self.value


def test_integers_of_other_libraries_go_out_as_plain_ones() -> None:
    five: Any = Whole(5)
    for made in (
        positive_id("id", five),
        in_range("limit", five, 1, 9),
        percentage("percentage", five),
        structure({"seq_number": five, "subject": ""}, SequenceStep).seq_number,
        RateLimit(five, 2).max_requests,
        RateLimit(2, five).per_seconds,
        read_max_response_bytes(five),
        Options(max_retries=five).max_retries,
        Options(timeout=five).timeout,
        Options(max_rate_limit_wait=five).max_rate_limit_wait,
        Options(max_queue_wait=five).max_queue_wait,
        _amount("revenue", five),
    ):
        assert (type(made), made) == (int, 5)
    now = dt.datetime(2025, 1, 6, tzinfo=dt.UTC)
    assert _days_before(now, five) == now.replace(day=1)
    assert query_pairs({"a": five, "b": [five]}) == (("a", "5"), ("b", "5"))
    assert dumps({"a": five}) == b'{"a":5}'
    for wrong in (True, "5", 5.0, None, Whole(0)):
        with pytest.raises(InvalidRequestError):
            positive_id("id", wrong)


class bool_:  # noqa: N801 - as NumPy calls it
    """A truth value as other libraries have them; an index to Python, as in NumPy 1."""

    def __index__(self) -> int:
        return 1


def test_truth_values_of_other_libraries_are_no_integers() -> None:
    true: Any = bool_()
    with pytest.raises(InvalidRequestError):
        percentage("percentage", true)
    with pytest.raises(InvalidRequestError):
        query_pairs({"a": true})
    with pytest.raises(InvalidRequestError):
        dumps({"a": true})
    with pytest.raises(ConfigurationError):
        RateLimit(true, 2)
    with pytest.raises(ConfigurationError):
        Options(max_retries=true)
