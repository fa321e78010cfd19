from __future__ import annotations

import logging
import pickle
from typing import Any

import pytest

from smartlead_async import (
    APIError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    NotFoundError,
    OutcomeUnknownError,
    RateLimitError,
    ServerError,
    SmartleadError,
    ValidationError,
)
from smartlead_async._http.endpoint import Endpoint, Request
from smartlead_async._http.wire_forms import OTHER_FORMS, FormMemory, is_unknown_route, other_form

EXPRESS = "<!DOCTYPE html>\n<html><body>\n<pre>Cannot PATCH /api/v1/x</pre>\n</body></html>\n"


def request(method: str, path: str, *ids: int, json: Any = None, query: Any = None) -> Request[Any]:
    return Endpoint(method, path, "never", lambda payload: payload).request(
        *ids, json=json, query=query
    )


STATUS = request("PATCH", "/campaigns/{campaign_id}/status", 5, json={"status": "ACTIVE"})
SCHEDULE = request(
    "POST",
    "/campaigns/{campaign_id}/schedule",
    5,
    json={"timezone": "UTC", "max_leads_per_day": 9},
)
SETTINGS = request(
    "POST",
    "/campaigns/{campaign_id}/settings",
    5,
    json={"track_settings": ["DONT_EMAIL_OPEN"], "unsubscribe_text": "out"},
)
SEQUENCES = request(
    "POST",
    "/campaigns/{campaign_id}/sequences",
    5,
    json=[{"seq_number": 1, "variants": [{"subject": "Hi"}]}, {"seq_number": 2}],
)
WEBHOOK = request("POST", "/webhooks", json={"webhook_url": "u", "event_types": ["EMAIL_SENT"]})


def refusal(
    status: int = 400, body: Any = None, error: type[APIError] = BadRequestError, **headers: str
) -> APIError:
    message = body if isinstance(body, str) else str((body or {}).get("error", ""))
    return error(
        status_code=status,
        message=message,
        method="POST",
        path="/x",
        body=body,
        headers=headers,
    )


class Service:
    """Gives scripted answers, and remembers what it was sent."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.sent: list[Request[Any]] = []

    async def __call__(self, request: Request[Any]) -> Any:
        self.sent.append(request)
        return self.answers[min(len(self.sent), len(self.answers)) - 1]


def other(sent: Request[Any]) -> Request[Any]:
    found = other_form(sent)
    assert found is not None
    return found


class TestTheTable:
    @pytest.mark.parametrize(
        ("first", "method", "path", "json"),
        [
            (STATUS, "POST", "/campaigns/5/status", {"status": "START"}),
            (
                request("PATCH", "/campaigns/{campaign_id}/status", 5, json={"status": "PAUSED"}),
                "POST",
                "/campaigns/5/status",
                {"status": "PAUSED"},
            ),
            (
                SCHEDULE,
                "POST",
                "/campaigns/5/schedule",
                {"timezone": "UTC", "max_new_leads_per_day": 9},
            ),
            (
                request(
                    "POST",
                    "/campaigns/{campaign_id}/settings",
                    5,
                    json={
                        "track_settings": ["DONT_LINK_CLICK", "DONT_TRACK_EMAIL_OPEN", "NEW"],
                        "stop_lead_settings": "CLICKED_LINK",
                        "client_id": None,
                    },
                ),
                "POST",
                "/campaigns/5/settings",
                {
                    "track_settings": ["DONT_TRACK_LINK_CLICK", "DONT_TRACK_EMAIL_OPEN", "NEW"],
                    "stop_lead_settings": "CLICK_ON_A_LINK",
                    "client_id": None,
                },
            ),
            (
                SEQUENCES,
                "POST",
                "/campaigns/5/sequences",
                {
                    "sequences": [
                        {"seq_number": 1, "seq_variants": [{"subject": "Hi"}]},
                        {"seq_number": 2},
                    ]
                },
            ),
            (
                request("POST", "/email-accounts/save", json={"username": "ada", "id": 1}),
                "POST",
                "/email-accounts/save",
                {"user_name": "ada", "id": 1},
            ),
            (
                request(
                    "POST", "/leads/add-domain-block-list", json={"email": "a@b.co", "client_id": 7}
                ),
                "POST",
                "/leads/add-domain-block-list",
                {"domain_block_list": ["a@b.co"], "client_id": 7},
            ),
            (
                request("POST", "/leads/add-domain-block-list", json={"domain": "b.co"}),
                "POST",
                "/leads/add-domain-block-list",
                {"domain_block_list": ["b.co"]},
            ),
            (
                WEBHOOK,
                "POST",
                "/webhook/create",
                {
                    "webhook_url": "u",
                    "association_type": "user",
                    "event_type_map": {"EMAIL_SENT": True},
                },
            ),
            (
                request("POST", "/webhooks", json={"webhook_url": "u", "client_id": 7}),
                "POST",
                "/webhook/create",
                {"webhook_url": "u", "client_id": 7, "association_type": "client"},
            ),
            (
                request("POST", "/webhooks", json={"association_type": 3, "email_campaign_id": 5}),
                "POST",
                "/webhook/create",
                {"association_type": 3, "email_campaign_id": 5},
            ),
            (
                request("PATCH", "/webhooks/{webhook_id}", 31, json={"name": "CRM"}),
                "PUT",
                "/webhook/update/31",
                {"name": "CRM"},
            ),
            (
                request(
                    "POST",
                    "/campaigns/{campaign_id}/reply-email-thread",
                    5,
                    json={"lead_id": 7, "email_body": "Hi", "email_stats_id": "s"},
                ),
                "POST",
                "/campaigns/5/reply-email-thread",
                {"email_body": "Hi", "email_stats_id": "s"},
            ),
            (
                request("DELETE", "/webhooks/{webhook_id}", 31),
                "DELETE",
                "/webhook/delete",
                {"id": 31},
            ),
        ],
    )
    def test_the_other_form_says_the_same(
        self, first: Request[Any], method: str, path: str, json: Any
    ):
        before = repr(first.json)
        found = other(first)
        assert (found.method, found.path, found.json) == (method, path, json)
        assert repr(first.json) == before

    def test_the_overview_has_one_only_with_dates(self):
        dates = {"start_date": "2024-01-01", "end_date": "2024-01-31"}
        found = other(request("GET", "/analytics/overview", query=dates))
        assert found.path == "/analytics/overall-stats-v2"
        assert dict(found.query) == dates
        assert other_form(request("GET", "/analytics/overview")) is None
        one = {"start_date": "2024-01-01"}
        assert other_form(request("GET", "/analytics/overview", query=one)) is None

    @pytest.mark.parametrize(
        "sent",
        [
            request("POST", "/campaigns/{campaign_id}/settings", 5, json={"unsubscribe_text": ""}),
            request(
                "POST",
                "/campaigns/{campaign_id}/settings",
                5,
                json={"track_settings": ["DONT_TRACK_LINK_CLICK"], "stop_lead_settings": "NEVER"},
            ),
            request("GET", "/campaigns/{campaign_id}", 5),
            request("GET", "/webhooks"),
        ],
    )
    def test_there_is_none_where_it_would_be_the_same(self, sent: Request[Any]):
        assert other_form(sent) is None

    def test_rows_are_named_by_routes_that_endpoints_have(self):
        from tests.contract.catalogue import ROWS

        assert set(OTHER_FORMS) <= {(row.method, row.path) for row in ROWS}


class TestMovingOn:
    @pytest.mark.parametrize(
        ("sent", "refused"),
        [
            (STATUS, refusal(405, {"error": "no"}, APIError)),
            (STATUS, refusal(404, EXPRESS, NotFoundError)),
            (STATUS, refusal(404, "gone", NotFoundError, **{"content-type": "text/html"})),
            (STATUS, refusal(404, "Cannot PATCH /api/v1/x", NotFoundError)),
            (STATUS, refusal(404, {"error": "Cannot PATCH /api/v1/x"}, NotFoundError)),
            (STATUS, refusal(422, {"error": "ACTIVE is no status"}, ValidationError)),
            (STATUS, refusal(400, {"error": '"status" must be one of [START, PAUSED]'})),
            (SCHEDULE, refusal(400, {"error": '"max_leads_per_day" is not allowed'})),
            (SCHEDULE, refusal(400, {"error": '"max_new_leads_per_day" is required'})),
            (
                SCHEDULE,
                refusal(
                    422,
                    {"error": {"message": "bad", "details": {"field": "max_leads_per_day"}}},
                    ValidationError,
                ),
            ),
            (SEQUENCES, refusal(400, {"error": '"sequences" is required'})),
            (SEQUENCES, refusal(400, {"error": '"value" must be of type object'})),
            (SEQUENCES, refusal(400, {"error": '"sequences[0].variants" is not allowed'})),
            (
                SETTINGS,
                refusal(400, {"error": "it must be one of [DONT_TRACK_X, DONT_TRACK_EMAIL_OPEN]"}),
            ),
            (WEBHOOK, refusal(404, EXPRESS, NotFoundError)),
        ],
    )
    async def test_after_a_refusal_of_the_form(self, sent: Request[Any], refused: APIError):
        service = Service(refused, "done")
        assert await FormMemory().send(sent, service) == "done"
        assert service.sent == [sent, other(sent)]

    @pytest.mark.parametrize(
        ("sent", "answer"),
        [
            (STATUS, "done"),
            (STATUS, refusal(404, {"error": "Campaign not found"}, NotFoundError)),
            (STATUS, refusal(404, "not found", NotFoundError)),
            (STATUS, refusal(400, {"error": "the campaign has no leads"})),
            (STATUS, refusal(401, {"message": "Invalid API Key"}, AuthenticationError)),
            (STATUS, refusal(409, {"error": "ACTIVE already"}, ConflictError)),
            (STATUS, refusal(500, {"error": "ACTIVE failed"}, ServerError)),
            (STATUS, refusal(200, {"ok": False, "message": "ACTIVE"}, APIError)),
            (STATUS, APITimeoutError("late", method="PATCH", path="/x")),
            (STATUS, OutcomeUnknownError(method="PATCH", path="/x", cause="ACTIVE")),
            (SCHEDULE, refusal(400, {"error": '"timezone" must be known'})),
            (SCHEDULE, refusal(400, {"error": '"value" is odd'})),
            (SETTINGS, refusal(422, {"error": "unsubscribe_text is too long"}, ValidationError)),
            (
                SETTINGS,
                refusal(
                    422,
                    {"error": "x must be one of [DONT_EMAIL_OPEN, DONT_LINK_CLICK]"},
                    ValidationError,
                ),
            ),
            (SEQUENCES, refusal(400, {"error": '"seq_number" must be a number'})),
            (SEQUENCES, refusal(400, {"error": '"sequences[0].seq_number" must be a number'})),
            (WEBHOOK, refusal(400, {"error": '"event_types" is not allowed'})),
            (SCHEDULE, refusal(404, EXPRESS, NotFoundError)),
        ],
    )
    async def test_not_after_anything_else(self, sent: Request[Any], answer: Any):
        service = Service(answer, "never asked")
        assert await FormMemory().send(sent, service) is answer
        assert service.sent == [sent]

    async def test_both_refused_gives_the_first_error_with_the_other_as_a_note(self):
        first = refusal(404, EXPRESS, NotFoundError)
        second = refusal(400, {"error": "the second problem"})
        answer = await FormMemory().send(STATUS, Service(first, second))
        assert answer is first
        for error in (first, pickle.loads(pickle.dumps(first))):
            assert "the second problem" in "".join(error.__notes__)

    @pytest.mark.parametrize(
        "second",
        [
            refusal(500, {"error": "x"}, ServerError),
            refusal(429, {"error": "x"}, RateLimitError),
            OutcomeUnknownError(method="POST", path="/x", cause="x"),
            APITimeoutError("late", method="POST", path="/x"),
        ],
    )
    async def test_what_is_no_refusal_is_not_hidden_behind_the_first(self, second: SmartleadError):
        first = refusal(404, EXPRESS, NotFoundError)
        assert await FormMemory().send(STATUS, Service(first, second)) is second


class TestRemembering:
    async def test_the_form_that_succeeded_is_sent_first(self):
        memory, first = FormMemory(), refusal(405, {}, APIError)
        await memory.send(STATUS, Service(first, "done"))
        service = Service("done")
        await memory.send(STATUS, service)
        assert service.sent == [other(STATUS)]

    async def test_the_reference_is_sent_again_where_the_remembered_form_is_refused(self):
        memory, no = FormMemory(), refusal(405, {}, APIError)
        await memory.send(STATUS, Service(no, "done"))
        service = Service(no, "done", "done")
        await memory.send(STATUS, service)
        await memory.send(STATUS, service)
        assert service.sent == [other(STATUS), STATUS, STATUS]

    async def test_a_form_that_failed_is_not_remembered(self):
        memory, no = FormMemory(), refusal(405, {}, APIError)
        await memory.send(STATUS, Service(no, no))
        service = Service("done")
        await memory.send(STATUS, service)
        assert service.sent == [STATUS]

    async def test_endpoints_are_remembered_apart(self):
        memory, no = FormMemory(), refusal(405, {}, APIError)
        await memory.send(STATUS, Service(no, "done"))
        service = Service("done")
        await memory.send(SCHEDULE, service)
        assert service.sent == [SCHEDULE]

    async def test_the_first_move_is_told_in_one_line(self, caplog: pytest.LogCaptureFixture):
        memory, no = FormMemory(), refusal(405, {}, APIError)
        with caplog.at_level(logging.INFO, "smartlead_async"):
            for answers in ((no, no), (no, "done"), (no, "done"), (no, "done")):
                await memory.send(STATUS, Service(*answers))
        (line,) = [record.getMessage() for record in caplog.records]
        assert "POST /campaigns/5/status" in line


@pytest.mark.parametrize(
    "answer", ["Cannot GET /x", None, ValueError("Cannot GET /x"), refusal(400, EXPRESS)]
)
def test_only_a_404_or_405_says_that_a_route_is_unknown(answer: Any):
    assert not is_unknown_route(answer)
