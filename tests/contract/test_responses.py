"""Every documented answer, and what may become of it, read by the real methods."""

from __future__ import annotations

import contextlib
import json
from typing import Any, get_type_hints
from unittest.mock import ANY

import pytest

from smartlead_async import (
    Acknowledgement,
    APIError,
    AuthenticationError,
    BadRequestError,
    NotFoundError,
    ResponseDecodeError,
    ServerError,
    ValidationError,
)
from tests.contract import expected_campaigns, expected_leads, mutations
from tests.contract.calls import Call, arguments, call_of
from tests.contract.catalogue import ROWS, Row
from tests.contract.exceptions import READ_BY
from tests.contract.recording import RawResponse, answered, method_of, public_methods
from tests.for_each import for_each

pytestmark = pytest.mark.no_cover  # it would take twice as long

EXPECTED = expected_campaigns.EXPECTED | expected_leads.EXPECTED
ERRORS = {
    200: APIError,
    400: BadRequestError,
    401: AuthenticationError,
    404: NotFoundError,
    422: ValidationError,
    500: ServerError,
}


def reader_of(row: Row) -> Call | None:
    """Return the call whose answers the row's examples are."""
    method = row.python if row.python in public_methods() else READ_BY.get(row.id)
    return call_of(method) if method else None


ROWS_READ = [row for row in ROWS if reader_of(row)]
EACH_EXAMPLE = for_each(
    ("row", "example"),
    [
        pytest.param(row, example, id=f"{row.id}-{index}")
        for row in ROWS_READ
        for index, example in enumerate(row.responses)
    ],
)


async def read(row: Row, example: Any, status: int = 200) -> Any:
    """Return what the row's method makes of an answer."""
    call = reader_of(row)
    given = arguments(call)
    body = example if isinstance(example, str) else json.dumps(example)
    raw = RawResponse(status, {}, body.encode())
    return await answered(raw, call.method, *given.ids, **given.keywords)


@EACH_EXAMPLE
async def test_a_documented_answer_is_understood(row: Row, example: Any):
    expected = EXPECTED.get((row.id, row.responses.index(example)), ANY)
    if expected is NotFoundError:
        with pytest.raises(NotFoundError):
            await read(row, example)
    else:
        check(await read(row, example), expected)


def check(value: Any, expected: Any) -> None:
    """Compare a list item by item, an object attribute by attribute."""
    if isinstance(expected, list):
        assert len(value) == len(expected)
        for item, wanted in zip(value, expected, strict=True):
            check(item, wanted)
    elif isinstance(expected, dict) and not isinstance(value, dict):
        for name, wanted in expected.items():
            check(getattr(value, name), wanted)
    else:
        assert value == expected


ACKNOWLEDGED = [
    row
    for row in ROWS_READ
    if isinstance(answer := get_type_hints(method_of(row.python))["return"], type)
    and issubclass(answer, Acknowledgement)
]


@for_each("row", ACKNOWLEDGED, ids=lambda row: row.id)
async def test_a_word_of_success_is_enough(row: Row):
    for body in ("success", "", {"success": True}, {"ok": True, "message": "done"}):
        assert (await read(row, body)).ok


def test_nothing_that_sends_mail_fails_once_it_was_sent():
    sending = {"campaigns.send_test_email", "emails.send", "inbox.forward", "leads.reply"}
    assert sending <= {row.python for row in ACKNOWLEDGED}


async def test_saved_sequences_are_in_extra():
    (row,) = (row for row in ROWS if row.id == "sequences.save")
    saved = await read(row, row.responses[0])
    assert [step["id"] for step in saved.extra["data"]] == [1001, 1002]


@EACH_EXAMPLE
async def test_every_documented_field_is_known(row: Row, example: Any):
    with contextlib.suppress(NotFoundError):
        assert mutations.unknown_in(await read(row, example)) == {}


def test_every_answer_of_the_reference_has_its_expected_value():
    rows = [row for row in ROWS if row.in_reference]
    examples = {(row.id, index) for row in rows for index in range(len(row.responses))}
    assert examples <= EXPECTED.keys()


@EACH_EXAMPLE
async def test_ids_are_numbers(row: Row, example: Any):
    with contextlib.suppress(NotFoundError):
        result = await read(row, example)
        assert set(mutations.ids_in(example)) <= set(mutations.numbers_in(result))


@EACH_EXAMPLE
async def test_numbers_may_come_as_text(row: Row, example: Any):
    with contextlib.suppress(NotFoundError):
        result = await read(row, mutations.everywhere(example, mutations.number_as_text))
        assert mutations.fields_of(result) == mutations.fields_of(await read(row, example))


@EACH_EXAMPLE
async def test_words_may_be_new(row: Row, example: Any):
    with contextlib.suppress(NotFoundError):
        await read(row, mutations.everywhere(example, mutations.unknown_word))


@EACH_EXAMPLE
async def test_anything_else_is_a_value_or_a_decode_error(row: Row, example: Any):
    nulls = mutations.one_by_one(example, mutations.null)
    for other in (mutations.with_unknown_keys(example), *nulls):
        with contextlib.suppress(NotFoundError, ResponseDecodeError):
            await read(row, other)


def bare_example(row: Row) -> Any:
    """Return an example without its envelopes, of an endpoint that answers with JSON."""
    examples = [example for example in row.responses if not isinstance(example, str)]
    return next(filter(None, (mutations.unwrapped(each, row.accept) for each in examples)), None)


@pytest.mark.parametrize(
    ("row", "form"),
    [
        pytest.param(row, form, id=f"{row.id}-{form}")
        for row in ROWS_READ
        if bare_example(row)
        for form in row.accept
    ],
)
async def test_every_envelope_gives_the_same(row: Row, form: str):
    bare = bare_example(row)
    expected = await read(row, bare)
    found = await read(row, mutations.wrapped(bare, form))
    if not isinstance(expected, Acknowledgement):
        assert found == expected


@pytest.mark.parametrize(
    ("row", "error"),
    [
        pytest.param(row, error, id=f"{row.id}-{error['status']}")
        for row in ROWS_READ
        for error in row.errors
    ],
)
async def test_a_documented_error_is_the_error_of_its_status(row: Row, error: Any):
    status = error["status"] or 200  # a refusal whose status is not documented
    with pytest.raises(APIError) as caught:
        await read(row, error["body"], status)
    assert type(caught.value) is ERRORS[status]
    assert caught.value.status_code == status
    assert caught.value.body == error["body"]
    words = error["body"].get("error") or error["body"]["message"]
    assert (words["message"] if isinstance(words, dict) else words) in caught.value.message
