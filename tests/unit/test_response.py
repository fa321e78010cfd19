"""From an answer to a value or a typed error."""

from __future__ import annotations

import importlib
import json
import pickle
import pkgutil
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from smartlead_async import (
    APIConnectionError,
    APIError,
    AuthenticationError,
    BadRequestError,
    BlockedByEdgeError,
    Campaign,
    ConflictError,
    NotFoundError,
    OutcomeUnknownError,
    PermissionDeniedError,
    RateLimitError,
    ResponseDecodeError,
    ServerError,
    SmartleadError,
    ValidationError,
    resources,
)
from smartlead_async._http.endpoint import Endpoint, Request, raw_request
from smartlead_async._http.response import asked_to_wait, interpret
from smartlead_async._http.transport import RawResponse
from tests.for_each import for_each

pytestmark = pytest.mark.no_cover  # it would take twice as long

JSON = {"content-type": "application/json; charset=utf-8"}
HTML = {"content-type": "text/html; charset=utf-8"}
RAW = raw_request("GET", "/things/5", params=None, json=None, repeat="safe")

MODULES = [
    importlib.import_module(f"{resources.__name__}.{module.name}")
    for module in pkgutil.iter_modules(resources.__path__)
]
ENDPOINTS: dict[str, Request[Any]] = {
    f"{module.__name__.rpartition('.')[2]}{name}": evolve(endpoint, other=None).request(
        *range(1, endpoint.path.count("{") + 1)
    )
    for module in MODULES
    for name, endpoint in vars(module).items()
    if isinstance(endpoint, Endpoint)
}
LOOKUPS = ["campaigns_GET", "leads_GET_BY_EMAIL"]


def answer(status: int, body: Any, headers: dict[str, str] | None = None) -> RawResponse:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return RawResponse(status, JSON if headers is None else headers, content)


def refused(status: int, body: Any, headers: dict[str, str] | None = None) -> APIError:
    error = interpret(RAW, answer(status, body, headers))
    assert isinstance(error, APIError)
    return error


@pytest.mark.parametrize(
    ("status", "cls"),
    [
        (400, BadRequestError),
        (401, AuthenticationError),
        (402, APIError),
        (403, PermissionDeniedError),
        (404, NotFoundError),
        (405, APIError),
        (409, ConflictError),
        (418, APIError),
        (422, ValidationError),
        (429, RateLimitError),
        (500, ServerError),
        (503, ServerError),
        (599, ServerError),
        (301, APIError),
        (304, APIError),
    ],
)
def test_the_status_gives_the_class(status: int, cls: type) -> None:
    error = refused(status, {"message": "No"})
    assert type(error) is cls
    assert str(error).startswith(f"GET /things/5 → {status}: No")
    assert (error.status_code, error.method, error.path) == (status, "GET", "/things/5")
    assert error.headers == JSON


@pytest.mark.parametrize(
    ("body", "message", "code", "details"),
    [
        ({"message": "Invalid API Key"}, "Invalid API Key", None, None),
        ({"error": "Lead not found"}, "Lead not found", None, None),
        (
            {
                "error": {
                    "code": "VALIDATION",
                    "message": "Bad email",
                    "details": {"field": "email", "constraint": "format"},
                }
            },
            "Bad email",
            "VALIDATION",
            {"field": "email", "constraint": "format"},
        ),
        (
            {"success": False, "error": {"code": "CAMPAIGN_ACTIVE", "message": "It runs"}},
            "It runs",
            "CAMPAIGN_ACTIVE",
            None,
        ),
        (
            {"statusCode": 400, "error": "Bad Request", "message": '"tz" must be a string'},
            'Bad Request: "tz" must be a string',
            None,
            None,
        ),
        (
            {"statusCode": 401, "success": False, "message": "No key", "error": "Unauthorized"},
            "Unauthorized: No key",
            None,
            None,
        ),
        ({"success": False, "message": "No key", "data": None}, "No key", None, None),
        (
            {"ok": False, "message": "SMTP failed", "error": "EAUTH"},
            "EAUTH: SMTP failed",
            None,
            None,
        ),
        ({"ok": False, "error": "No lead", "status": "error"}, "No lead", None, None),
        (
            {"ok": False, "message": "Gone", "errorCode": "ACCOUNT_GONE", "emailAccountId": 7},
            "Gone",
            "ACCOUNT_GONE",
            {"errorCode": "ACCOUNT_GONE", "emailAccountId": 7},
        ),
        ({"message": "Stats failed", "status": "error"}, "Stats failed", None, None),
        (
            {"error": "Invalid value", "field": "esp", "provided_value": "X"},
            "Invalid value",
            None,
            {"field": "esp", "provided_value": "X"},
        ),
        (
            {"error": "Too many", "provided_count": 401, "max_allowed": 400},
            "Too many",
            None,
            {"provided_count": 401, "max_allowed": 400},
        ),
        ({"error": {"code": "E1"}}, "E1", "E1", None),
        ({"error": {}}, "no message", None, None),
        ({"error": None, "message": None}, "no message", None, None),
        ({"error": "same", "message": "same"}, "same", None, None),
        ([], "no message", None, None),
        (None, "no message", None, None),
        (17, "no message", None, None),
    ],
)
def test_each_form_of_error_body(body: Any, message: str, code: str, details: Any) -> None:
    error = refused(400, body)
    assert (error.message, error.code, error.details) == (message, code, details)
    assert error.body == body


@pytest.mark.parametrize(
    ("body", "headers", "message"),
    [
        (b"", {}, "no message"),
        (b"Not allowed\n", {"content-type": "text/plain"}, "Not allowed"),
        (b'{"message": "cut o', JSON, '{"message": "cut o'),
        (
            b"<!DOCTYPE html>\n<html><body><pre>Cannot PATCH /api/v1/x</pre></body></html>",
            HTML,
            "an HTML page: Cannot PATCH /api/v1/x",
        ),
        (b"<html><title>502\n Bad Gateway</title></html>", {}, "an HTML page: 502 Bad Gateway"),
        (b"<html></html>", HTML, "an HTML page"),
        (b"\xff\xfe", {}, "\ufffd\ufffd"),
    ],
)
def test_bodies_that_are_no_json(body: bytes, headers: dict[str, str], message: str) -> None:
    assert refused(404, body, headers).message == message


def test_a_long_text_is_shortened_in_the_message_and_kept_in_the_body() -> None:
    error = refused(500, b"x" * 5000, {})
    assert len(str(error)) < 400
    assert error.body == "x" * 5000


def test_a_403_in_html_is_the_network_edge() -> None:
    edge = refused(403, b"<html><title>Attention</title></html>", HTML)
    assert type(edge) is BlockedByEdgeError
    assert "user_agent" in str(edge)
    assert type(refused(403, b"  <html>", {})) is BlockedByEdgeError
    assert type(refused(403, {"message": "no"})) is PermissionDeniedError


def test_a_wrong_key_says_where_to_find_it() -> None:
    assert "Settings" in str(refused(401, {"message": "Invalid API Key"}))


@pytest.mark.parametrize(
    ("headers", "body", "seconds"),
    [
        ({"retry-after": "7"}, {"error": {"retry_after": 9}}, 7),
        ({}, {"error": {"retry_after": 9}}, 9),
        ({}, {"error": {"retry_after": "9.5"}}, 9.5),
        ({}, {"error": "slow", "retry_after": 3}, 3),
        ({"retry-after": "1e12"}, {}, 1e9),
        ({}, {"error": {"retry_after": 1e9}}, 1e9),
        ({}, {"retry_after": "1800000000000"}, 1e9),
        ({}, {"error": {"retry_after": None}}, None),
        ({}, {"error": {"retry_after": "soon"}}, None),
        ({}, {"error": {"retry_after": -1}}, None),
        ({}, {"error": {"retry_after": [1]}}, None),
        ({}, b'{"error": {"retry_after": 1' + b"0" * 400 + b"}}", None),
        ({}, b'{"error": {"retry_after": 1e999}}', None),
        ({}, b"<html>", None),
        ({}, b"", None),
    ],
)
def test_how_long_a_429_asks_to_wait(headers: Any, body: Any, seconds: float | None) -> None:
    assert refused(429, body, headers).retry_after == seconds
    if "retry-after" not in headers:
        assert asked_to_wait(answer(429, body)) == seconds


@for_each("name", [n for n, r in ENDPOINTS.items() if not r.failure_is_answer({})])
def test_a_2xx_that_says_it_failed_did(name: str) -> None:
    for flag in ("ok", "success"):
        error = interpret(ENDPOINTS[name], answer(200, {flag: False, "message": "No"}))
        assert type(error) is APIError, flag
        assert (error.status_code, error.message) == (200, "No"), flag


def test_an_endpoint_may_take_it_for_an_answer() -> None:
    endpoint = Endpoint(
        "POST",
        "/x",
        "idempotent",
        lambda payload: payload,
        failure_is_answer=lambda payload: "count" in payload,
    )
    full = {"ok": False, "count": 3}
    assert interpret(endpoint.request(), answer(200, full)) == full
    assert type(interpret(endpoint.request(), answer(200, {"ok": False}))) is APIError


@pytest.mark.parametrize(
    "body", [b"", b" \n", b"{}", b"[]", b"null", b'""', b'{"success": true, "data": {}}']
)
@pytest.mark.parametrize("name", LOOKUPS)
def test_a_lookup_answered_with_nothing_found_nothing(name: str, body: bytes) -> None:
    error = interpret(ENDPOINTS[name], answer(200, body))
    assert type(error) is NotFoundError
    assert error.status_code == 200
    assert error.message in {"there is no campaign 1", "no lead has the address"}


def test_what_a_lookup_was_answered_is_kept() -> None:
    error = interpret(ENDPOINTS["campaigns_GET"], answer(200, {"success": True, "data": {}}))
    assert isinstance(error, NotFoundError)
    assert error.body == {"success": True, "data": {}}


@for_each("name", ENDPOINTS)
def test_cut_json_is_a_decode_error_that_keeps_the_body(name: str) -> None:
    for body in (b'{"id": 5', b'[{"id":', b'"abc', b"<html></html>"):
        error = interpret(ENDPOINTS[name], answer(200, body))
        assert isinstance(error, ResponseDecodeError), body
        assert error.body == body
        assert error.status_code == 200, body


def test_a_decode_error_says_where() -> None:
    error = interpret(
        ENDPOINTS["campaigns_LIST"], answer(200, [{"id": 1, "name": "x"}, {"id": []}])
    )
    assert isinstance(error, ResponseDecodeError)
    assert error.location == "$[1].id"
    assert "GET /campaigns/ → 200: cannot understand the answer at $[1].id" in str(error)


@pytest.mark.parametrize("body", [b"\xef\xbb\xbf[]", b" \n[]\n "])
def test_marks_and_space_around_json_are_passed_over(body: bytes) -> None:
    assert interpret(ENDPOINTS["campaigns_LIST"], answer(200, body)) == []


def test_any_2xx_is_an_answer() -> None:
    for status in (200, 201, 202, 204):
        result = interpret(ENDPOINTS["campaigns_GET"], answer(status, {"id": 5, "name": "x"}))
        assert isinstance(result, Campaign)


# -- whatever comes, a model or a typed error ----------------------------------------------------

FIELDS = [
    *("id", "data", "campaign", "campaigns", "leads", "lead", "email", "name", "status", "ok"),
    *("total_leads", "total", "success", "error", "message", "code", "details", "retry_after"),
    *("campaign_lead_map_id", "created_at", "custom_fields", "scheduler_cron_value", "tags"),
    *("warmup_details", "upload_count", "lead_campaign_data", "track_settings", "days"),
]
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["95%", "true", "7", "2025-01-01T00:00:00Z", "ACTIVE", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=4), inner, max_size=5)
    ),
    max_leaves=12,
)
bodies = st.binary(max_size=40) | values.map(lambda value: json.dumps(value).encode())
statuses = st.sampled_from([200, 200, 200, 201, 204, 302, 400, 401, 403, 404, 422, 429, 500, 502])


@pytest.mark.parametrize("name", ENDPOINTS)
@settings(max_examples=3)  # of each endpoint
@given(body=bodies, status=statuses, html=st.booleans())
def test_any_answer_is_a_value_or_a_typed_error(
    name: str, body: bytes, status: int, html: bool
) -> None:
    result = interpret(ENDPOINTS[name], RawResponse(status, HTML if html else JSON, body))
    if isinstance(result, SmartleadError):
        assert str(result).startswith(f"{ENDPOINTS[name].method} /")
        assert pickle.loads(pickle.dumps(result)).args == result.args
    else:
        assert status < 300


HOSTILE = [
    b"[" * 100_000,
    b'{"data":' * 5000 + b"1" + b"}" * 5000,
    b'{"data":' * 200 + b"{}" + b"}" * 200,
    b'{"id": 1' + b"0" * 5000 + b"}",
    b'{"id": 1e999, "name": -1e999}',
    b'{"id": NaN}',
    b'{"id": "\\ud800"}',
    b'{"id": "' + b"9" * 5000 + b'", "name": "x"}',
    b'[{"id": 5, "created_at": "99999-99-99"}]',
    b'[{"id": 5, "created_at": 1e300, "name": "x"}]',
]


@for_each("name", ENDPOINTS)
def test_hostile_answers(name: str) -> None:
    for body in HOSTILE:
        result = interpret(ENDPOINTS[name], answer(200, body))
        assert isinstance(result, SmartleadError) or not isinstance(result, Exception), body


def test_every_error_can_be_pickled() -> None:
    errors = [refused(status, {"error": {"code": "X"}}) for status in (400, 401, 403, 404, 429)]
    call = {"method": "GET", "path": "/x"}
    errors += [APIConnectionError("lost", **call), OutcomeUnknownError(cause="late", **call)]  # type: ignore[list-item]
    errors += [ResponseDecodeError("bad", body=b"x", **call)]  # type: ignore[list-item]
    for error in errors:
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is type(error)
        assert vars(again) == vars(error)
        assert str(again) == str(error)


def test_an_unknown_outcome_is_not_caught_with_lost_connections() -> None:
    assert not issubclass(OutcomeUnknownError, APIConnectionError)
    assert not issubclass(OutcomeUnknownError, APIError)
