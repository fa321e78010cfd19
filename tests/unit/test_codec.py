from __future__ import annotations

import json
import math
import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from attrs import field, frozen

from smartlead_async._codec import DecodeProblem, dumps, loads, structure, unstructure
from smartlead_async._errors import InvalidRequestError
from smartlead_async._secret import Secret
from smartlead_async.models import Model, OpenEnum
from smartlead_async.models._base import empty_object, names


class Color(OpenEnum):
    RED = "red"
    BLUE = "blue"


@frozen(kw_only=True, repr=False)
class Inner(Model):
    id: int


@frozen(kw_only=True, repr=False)
class Sample(Model):
    id: int
    text: str | None = None
    flag: bool | None = None
    number: int | None = None
    rate: float | None = None
    when: datetime | None = None
    day: date | None = None
    color: Color | None = None
    colors: tuple[Color, ...] = ()
    secret: Secret | None = None
    score: float | str | None = None
    key: int | str | None = None
    inner: Inner | None = None
    rows: tuple[Inner, ...] = ()
    words: tuple[str, ...] = ()
    custom: dict[str, Any] = field(factory=empty_object, hash=False)
    anything: Any = None
    renamed: int | None = field(default=None, metadata=names("camelCase", "snake_case", "other"))


@frozen(kw_only=True, repr=False)
class Strict(Model):
    text: str
    count: int


def read(**values: Any) -> Sample:
    return structure({"id": 1, **values}, Sample)


def problem(data: Any, cls: Any = Sample) -> DecodeProblem:
    with pytest.raises(DecodeProblem) as caught:
        structure(data, cls)
    return caught.value


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("text", "x", "x"),
        ("text", "", ""),
        ("text", 5, "5"),
        ("text", 1.5, "1.5"),
        ("text", None, None),
        ("flag", True, True),
        ("flag", "true", True),
        ("flag", "TRUE", True),
        ("flag", 1, True),
        ("flag", "1", True),
        ("flag", "False", False),
        ("flag", 0, False),
        ("flag", "0", False),
        ("flag", "", None),
        ("number", 42, 42),
        ("number", "42", 42),
        ("number", "2995276770", 2995276770),
        ("number", "-3", -3),
        ("number", 42.0, 42),
        ("number", "42.0", 42),
        ("number", " 7 ", 7),
        ("number", "", None),
        ("number", None, None),
        ("rate", 9, 9.0),
        ("rate", "9.98", 9.98),
        ("rate", "95%", 95.0),
        ("rate", "+25%", 25.0),
        ("rate", "NaN%", None),
        ("rate", "", None),
        ("color", "red", Color.RED),
        ("color", "", None),
        ("colors", ["red", "green"], (Color.RED, Color("green"))),
        ("colors", "red", (Color.RED,)),
        ("colors", None, ()),
        ("colors", '["blue"]', (Color.BLUE,)),
        ("secret", "s", Secret("s")),
        ("secret", 12345, Secret("12345")),
        ("secret", Secret("s"), Secret("s")),
        ("score", "95%", 95.0),
        ("score", 95, 95.0),
        ("score", "excellent", "excellent"),
        ("key", "17", 17),
        ("key", "quick-fox", "quick-fox"),
        ("inner", None, None),
        ("inner", {}, None),
        ("inner", {"id": "5"}, Inner(id=5)),
        ("inner", '{"id": 5}', Inner(id=5)),
        ("rows", {}, ()),
        ("rows", [{"id": 1}], (Inner(id=1),)),
        ("words", "one", ("one",)),
        ("custom", None, {}),
        ("custom", [], {}),
        ("custom", "", {}),
        ("custom", '{"a": 1}', {"a": 1}),
        ("custom", {"a": None}, {"a": None}),
        ("anything", [1, {"x": 2}], [1, {"x": 2}]),
        ("day", "2025-11-20", date(2025, 11, 20)),
        ("day", "2025-01-31T23:59:59Z", date(2025, 1, 31)),
    ],
)
def test_every_spelling_of_a_value_is_read(name: str, given: Any, expected: Any):
    value = getattr(read(**{name: given}), name)

    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2025-11-25T10:43:46.826Z", datetime(2025, 11, 25, 10, 43, 46, 826000, tzinfo=UTC)),
        ("2025-11-25T10:43:46Z", datetime(2025, 11, 25, 10, 43, 46, tzinfo=UTC)),
        ("2023-10-16 10:33:02.000Z", datetime(2023, 10, 16, 10, 33, 2, tzinfo=UTC)),
        ("2025-11-25T10:43:46", datetime(2025, 11, 25, 10, 43, 46, tzinfo=UTC)),
        ("2025-11-25", datetime(2025, 11, 25, tzinfo=UTC)),
        ("20251125", datetime(2025, 11, 25, tzinfo=UTC)),
        (1764067426, datetime(2025, 11, 25, 10, 43, 46, tzinfo=UTC)),
        (1764067426826, datetime(2025, 11, 25, 10, 43, 46, 826000, tzinfo=UTC)),
        ("1764067426826", datetime(2025, 11, 25, 10, 43, 46, 826000, tzinfo=UTC)),
        (date(2025, 11, 25), datetime(2025, 11, 25, tzinfo=UTC)),
        ("", None),
        ("  ", None),
    ],
)
def test_times_are_aware(given: Any, expected: datetime | None):
    assert read(when=given).when == expected


def test_an_offset_is_kept():
    when = read(when="2025-11-25T12:43:46+02:00").when

    assert when == datetime(2025, 11, 25, 12, 43, 46, tzinfo=timezone(timedelta(hours=2)))
    assert read(when=when).when == when


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("text", True),
        ("text", {}),
        ("text", ["a"]),
        pytest.param("text", 10**5000, id="huge-text"),
        ("flag", "yes"),
        ("flag", 2),
        ("flag", []),
        ("number", True),
        ("number", 1.5),
        ("number", "abc"),
        ("number", "1.5"),
        ("number", math.inf),
        ("number", "9" * 5000),
        ("number", {}),
        ("rate", True),
        ("rate", "fast"),
        ("rate", Secret("9")),
        pytest.param("rate", 10**400, id="huge-rate"),
        ("rate", "Infinity"),
        ("when", "soon"),
        ("when", "soon-ish"),
        ("when", "2025-13-45"),
        ("when", True),
        ("when", math.nan),
        pytest.param("when", 10**400, id="huge-when"),
        ("when", "9" * 400),
        ("when", {}),
        ("day", "x"),
        ("color", True),
        ("color", {}),
        ("color", ["red"]),
        ("secret", {"a": 1}),
        ("score", True),
        ("key", {}),
        ("inner", 5),
        ("inner", "text"),
        ("rows", 5),
        ("rows", "text"),
        ("custom", 5),
        ("custom", ["a"]),
        ("custom", "{{first_name}}"),
    ],
)
def test_what_is_not_understood_is_a_problem_at_its_place(name: str, given: Any):
    assert problem({"id": 1, name: given}).location == f"$.{name}"


@pytest.mark.parametrize("given", [None, "", math.nan])
def test_null_is_no_value_of_a_required_field(given: Any):
    assert problem({"text": "x", "count": given}, Strict).location == "$.count"


def test_null_in_required_text_is_not_the_text_none():
    assert problem({"text": None, "count": 1}, Strict).problem == "null where a value is required"


def test_a_missing_required_field_is_named():
    found = problem({"text": "x"}, Strict)

    assert (found.problem, found.location) == ("required but missing", "$.count")


@pytest.mark.parametrize("data", [None, {}, [], "", "text", 5, True, [{"id": 1}]])
def test_no_object_is_made_of_something_else(data: Any):
    assert problem(data).location == "$"


def test_locations_lead_through_objects_and_lists():
    data = [{"id": 1}, {"id": 2, "rows": [{"id": 1}, {"id": "x"}]}]

    assert problem(data, list[Sample]).location == "$[1].rows[1].id"
    assert problem({"id": 1, "camelCase": "x"}).location == "$.camelCase"
    assert problem({"id": 1, "other": "x"}).location == "$.camelCase"


def test_a_problem_never_repeats_a_value():
    found = problem({"id": 1, "secret": {"password": "hunter2"}})

    assert "hunter2" not in str(found)
    assert found.problem == "expected text, got an object"


def test_other_spellings_are_read_and_the_first_is_dumped():
    assert read(snake_case=3) == read(other="3") == read(camelCase=3)
    assert read(snake_case=3).extra == {}
    assert read(snake_case=3).to_dict()["camelCase"] == 3


def test_a_second_spelling_beside_the_first_is_not_lost():
    sample = read(camelCase=1, snake_case=2)

    assert (sample.renamed, sample.extra) == (1, {"snake_case": 2})
    assert read(camelCase=None, snake_case=2).renamed == 2


def test_unknown_fields_are_kept_and_dumped():
    sample = read(brand_new={"a": [1]}, extra=5)

    assert sample.extra == {"brand_new": {"a": [1]}, "extra": 5}
    assert Sample.from_dict(sample.to_dict()) == sample


def test_an_unknown_credential_is_wrapped():
    sample = read(smtp_password="hunter2", apiKey="k-123")

    assert "hunter2" not in repr(sample)
    assert "k-123" not in repr(sample)
    assert sample.to_dict()["smtp_password"] == "***"
    assert sample.to_dict(reveal_secrets=True)["smtp_password"] == "hunter2"


def test_dumping_gives_json_and_hides_secrets():
    sample = read(
        when="2025-11-25T10:43:46.826Z", day="2025-11-25", secret="s", color="new", rows=[{"id": 1}]
    )
    data = unstructure(sample, reveal_secrets=False)

    assert data["when"] == "2025-11-25T10:43:46.826000Z"
    assert (data["day"], data["secret"], data["color"]) == ("2025-11-25", "***", "new")
    assert type(data["color"]) is str
    assert data["rows"][0]["id"] == 1
    assert json.loads(json.dumps(data)) == data
    assert unstructure(sample, reveal_secrets=True)["secret"] == "s"


def test_dumping_does_not_follow_plain_json_all_the_way_down():
    nested: Any = 1
    for _ in range(100_000):
        nested = [nested]
    sample = read(anything=nested, custom={"a": nested}, unknown=nested)

    dumped, plain = sample.to_dict()["anything"], nested
    for _ in range(30):
        dumped, plain = dumped[0], plain[0]
    assert dumped is plain

    while isinstance(nested, list):  # taken apart from outside in, or freeing it takes the stack
        nested = nested.pop()


def test_objects_made_from_json_are_like_those_made_by_hand():
    made, given = read(text="x"), Sample(id=1, text="x")

    assert type(made) is Sample
    assert made == given
    assert hash(made) == hash(given)
    with pytest.raises(AttributeError):
        made.text = "y"
    with pytest.raises(AttributeError):
        del made.text
    assert not hasattr(made, "__dict__")


def test_defaults_are_not_shared():
    one, two = read(), read()
    one.custom["a"] = one.extra["b"] = 1

    assert (two.custom, two.extra) == ({}, {})


class TestOpenEnum:
    def test_an_unknown_value_is_a_member_that_keeps_it(self):
        color = Color("green")

        assert color == "green"
        assert color.value == color.name == "green"
        assert f"{color}" == "green"
        assert isinstance(color, Color)
        assert color == Color("green")
        assert len({color, Color("green"), "green"}) == 1
        assert [*Color] == [Color.RED, Color.BLUE]

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_pickling(self, protocol: int):
        for color in (Color.RED, Color("green")):
            assert pickle.loads(pickle.dumps(color, protocol)) == color
        assert pickle.loads(pickle.dumps(Color.RED, protocol)) is Color.RED

    def test_dumps(self):
        assert dumps([Color.RED, Color("green")]) == b'["red","green"]'

    @pytest.mark.parametrize("value", [5, None, [], {}])
    def test_only_text_is_a_value(self, value: Any):
        with pytest.raises(ValueError, match="is not a valid Color"):
            Color(value)


class TestBytes:
    @pytest.mark.parametrize(
        "body", [b"", b"{", b"nope", b"NaN", b'{"a": 1', b"\xff", b"[" * 5000, "\ud800"]
    )
    def test_what_is_not_json_is_a_problem(self, body: bytes | str):
        with pytest.raises(DecodeProblem, match="not JSON"):
            loads(body)

    def test_json_is_decoded(self):
        assert loads(b'{"a": [1, null, "x"]}') == {"a": [1, None, "x"]}

    def test_secrets_and_times_are_written(self):
        body = dumps({"password": Secret("s"), "time": datetime(2025, 1, 2, 3, tzinfo=UTC)})

        assert body == b'{"password":"s","time":"2025-01-02T03:00:00Z"}'

    @pytest.mark.parametrize("value", [object(), {1: 2}, 2**70, "\ud800"])
    def test_what_cannot_be_written_is_an_invalid_request(self, value: Any):
        with pytest.raises(InvalidRequestError, match="cannot be written as JSON"):
            dumps(value)
