"""The calls for the type checkers; `make types` says whether they are right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Required, TypedDict, TypeVar

import pytest

from scripts import _generating, generate_typing
from smartlead_async import NotGiven
from smartlead_async.models import LeadInput, Webhook, WebhookEventType

Kind = Literal["a", "b"]


class Inner(TypedDict, total=False):
    kind: Kind
    needed: Required[int]
    time: dt.date | str


@pytest.fixture
def calls() -> generate_typing.Calls:
    area = next(_generating.areas())
    return generate_typing.Calls("smartlead_async", area, "list", set())


@pytest.mark.parametrize(
    ("hint", "values"),
    [
        (bool | NotGiven, ["True"]),
        (int | str | None, ["5", '"text"', "None"]),
        (dt.date | NotGiven, ["dt.date(2024, 1, 20)"]),
        (Kind | NotGiven, ['"a"']),
        (Sequence[WebhookEventType | str], ["[WebhookEventType.EMAIL_SENT]", '["text"]']),
        (Mapping[str, bool], ['{"text": True}']),
        (Callable[[int], None] | None, ["print", "None"]),
        (LeadInput | Mapping[str, Any], ["lead_input", '{"text": "anything"}']),
        (
            Inner,
            [
                '{"kind": "a", "needed": 5, "time": dt.date(2024, 1, 20)}',
                '{"needed": 5, "time": "text"}',
            ],
        ),
    ],
)
def test_there_is_a_value_of_every_kind(calls: generate_typing.Calls, hint: Any, values: list[str]):
    assert calls.values(hint) == values


def test_a_kind_that_no_value_is_known_of_is_an_error(calls: generate_typing.Calls):
    with pytest.raises(SystemExit, match=r"campaigns\.list: which value is a ~T"):
        calls.values(TypeVar("T"))


@pytest.mark.parametrize(
    ("hint", "wrong"),
    [
        (Kind | NotGiven | None, [('"no such value"', "arg-type")]),
        (Kind | str, []),
        (str | int, []),
        (Sequence[Kind] | NotGiven, [('["no such value"]', "list-item")]),
        (Sequence[Kind | str], []),
        (Inner, [('{"needed": 5, "kind": "no such value"}', "typeddict-item")]),
        (Inner | NotGiven, [('{"needed": 5, "kind": "no such value"}', "arg-type")]),
        (Inner | Mapping[str, Any], []),
        (Sequence[Inner], [('[{"needed": 5, "kind": "no such value"}]', "typeddict-item")]),
    ],
)
def test_another_text_is_wrong_where_some_are_named(
    calls: generate_typing.Calls, hint: Any, wrong: list[tuple[str, str]]
):
    assert list(calls.wrong_values(hint)) == wrong


def test_every_value_is_in_a_call_and_every_required_one_in_all():
    keywords = {"a": (True, ["a1"]), "b": (False, ["b1", "b2", "b3"]), "c": (False, ["c1"])}
    assert list(generate_typing.choices(keywords)) == [
        {"a": "a1", "b": "b1", "c": "c1"},
        {"a": "a1", "b": "b2"},
        {"a": "a1", "b": "b3"},
    ]


def test_types_are_written_with_their_imports():
    imports = set[str]()
    calls = generate_typing.Calls("smartlead_sync", next(_generating.areas()), "list", imports)
    imports.clear()
    written = calls.written(dict[str, list[Webhook] | Kind | Path | None])
    assert written == 'dict[str, list[Webhook] | Literal["a", "b"] | Path | None]'
    assert imports == {
        "from pathlib import Path",
        "from smartlead_sync.models import Webhook",
        "from typing import Literal",
    }
