"""Whatever an endpoint answers, its caller gets a value or a SmartleadError and nothing else."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartlead_async import (
    AddLeadsResult,
    Campaign,
    CampaignLead,
    CampaignStatistics,
    EmailAccount,
    Lead,
    Message,
    ResponseDecodeError,
    SequenceStep,
    SmartleadError,
    WarmupStats,
    Webhook,
)
from tests.contract.calls import PAGES, Call, arguments, call_of
from tests.contract.recording import (
    FileSink,
    RawResponse,
    field_names,
    interpret,
    read_export,
    requested,
)

MODELS = (
    AddLeadsResult,
    Campaign,
    CampaignLead,
    CampaignStatistics,
    EmailAccount,
    Lead,
    Message,
    SequenceStep,
    WarmupStats,
    Webhook,
)
EACH_PAGE = pytest.mark.parametrize("call", PAGES, ids=str)
# names that some model knows, so that examples get further than the first field
NAMES = sorted({name for model in MODELS for name in field_names(model)} | {"data", "ok", "error"})
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
SCALARS |= st.sampled_from(["42", "95%", "true", "", "2024-01-31T10:00:00Z", "ACTIVE"])
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), inner, max_size=5)
    ),
    max_leaves=12,
)
STATUSES = st.sampled_from([200, 201, 204, 400, 403, 404, 422, 500])


@functools.cache
def request_of(call: Call) -> Any:
    given = arguments(call)
    return asyncio.run(requested(call.method, *given.ids, **given.keywords))


@EACH_PAGE
@settings(max_examples=3)  # of each endpoint
@given(JSON, STATUSES)
def test_any_json(call: Call, value: Any, status: int):
    body = json.dumps(value).encode()
    assert_understood(request_of(call), RawResponse(status, {}, body))


@EACH_PAGE
@settings(max_examples=3)  # of each endpoint
@given(st.binary(), STATUSES)
def test_any_bytes(call: Call, body: bytes, status: int):
    assert_understood(request_of(call), RawResponse(status, {}, body))


def assert_understood(request: Any, raw: RawResponse) -> None:
    result = interpret(request, raw)
    if isinstance(result, SmartleadError):
        assert str(result)
    elif raw.status >= 400:
        raise AssertionError(result)


REQUEST = request_of(call_of("leads.export"))
CELLS = st.text(st.characters(codec="utf-8")) | st.sampled_from(["1", "true", "{}", '{"a": 1}'])
COLUMNS = st.sampled_from(["id", "email", "custom_fields", "open_count", "status", "new"])


@given(
    st.lists(COLUMNS, max_size=6),
    st.lists(st.lists(CELLS, max_size=6), max_size=5),
    st.binary(max_size=20),
)
async def test_any_table(columns: list[str], rows: list[list[str]], tail: bytes):
    text = "\n".join(",".join(row) for row in [columns, *rows])

    async def download(sink: FileSink) -> None:
        await sink.write(text.encode() + tail)

    with contextlib.suppress(ResponseDecodeError):
        async for leads in read_export(download, REQUEST):
            assert leads
