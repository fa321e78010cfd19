from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartlead_async import NOT_GIVEN, InvalidRequestError
from smartlead_async._http.endpoint import Endpoint, raw_request

ENDPOINT = Endpoint("POST", "/campaigns/{campaign_id}/leads/{lead_id}", "never", lambda x: x)


def test_ids_are_filled_in_by_position() -> None:
    request = ENDPOINT.request(5, 2_995_276_770)
    assert request.path == "/campaigns/5/leads/2995276770"
    assert (request.method, request.repeat, request.query) == ("POST", "never", ())
    assert request.json is NOT_GIVEN


@pytest.mark.parametrize("value", [0, -1, "7", None, 1.0, True, "7/../../x"])
def test_what_is_no_id_is_refused_by_name(value: object) -> None:
    with pytest.raises(InvalidRequestError, match="lead_id must be a positive integer") as caught:
        ENDPOINT.request(5, value)  # type: ignore[arg-type]
    assert caught.value.field == "lead_id"


def test_what_is_not_given_is_not_sent_and_none_is_null() -> None:
    request = ENDPOINT.request(
        1, 2, query={"a": NOT_GIVEN, "b": False}, json={"c": NOT_GIVEN, "d": None, "e": 0}
    )
    assert request.query == (("b", "false"),)
    assert request.json == {"d": None, "e": 0}


def test_a_list_as_body_is_passed_on() -> None:
    assert ENDPOINT.request(1, 2, json=[{"a": NOT_GIVEN}]).json == [{"a": NOT_GIVEN}]


def test_a_request_shows_no_body() -> None:
    assert "hunter2" not in repr(ENDPOINT.request(1, 2, json={"password": "hunter2"}))


@given(st.text())
def test_any_raw_path_stays_below_the_base_url_or_is_refused(path: str) -> None:
    try:
        request = raw_request("GET", path, params=None, json=None, repeat="never")
    except InvalidRequestError:
        return
    assert request.path.startswith("/")
    assert not request.path.startswith("//")
    assert request.path.isascii()
    assert not set(request.path) & set(" ?#\\\r\n\t")
    assert ".." not in request.path.split("/")


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.booleans() | st.none()))
def test_any_parameters_become_text_or_are_refused(params: dict[str, object]) -> None:
    try:
        request = raw_request("GET", "/x", params=params, json=None, repeat="never")
    except InvalidRequestError:
        return
    assert all(isinstance(text, str) for pair in request.query for text in pair)
