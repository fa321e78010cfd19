from __future__ import annotations

import importlib
import logging
import pickle
import pkgutil
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
    ValidationError,
    resources,
)
from smartlead_async._http.call import Caller
from smartlead_async._http.channel import Channel
from smartlead_async._http.endpoint import Endpoint, Request
from smartlead_async._http.response import is_unknown_route, refuses_form
from smartlead_async._http.transport import Failure, RawResponse
from smartlead_async._options import Options, RateLimit
from tests.support import CountingLimiter

EXPRESS = "<!DOCTYPE html>\n<html><body>\n<pre>Cannot PATCH /api/v1/x</pre>\n</body></html>\n"


MODULES = [
    importlib.import_module(f"{resources.__name__}.{module.name}")
    for module in pkgutil.iter_modules(resources.__path__)
]
OTHER_FORMS = {
    (each.method, each.path): each.other
    for module in MODULES
    for each in vars(module).values()
    if isinstance(each, Endpoint)
}


def request(method: str, path: str, *ids: int, json: Any = None, query: Any = None) -> Request[Any]:
    other = OTHER_FORMS[method, path]
    return Endpoint(method, path, "never", lambda payload: payload, other=other).request(
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
    json=[
        {"seq_number": 1, "variants": [{"subject": "Hi", "email_body": "A", "variant_label": "A"}]},
        {"seq_number": 2},
        {"seq_number": 3, "variants": [{"subject": "a"}, {"subject": "b"}]},
    ],
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
    """Takes the place of the transport: gives scripted answers, and remembers the routes."""

    key_id = "id"
    closed = False

    def __init__(self, *answers: RawResponse) -> None:
        self.answers = list(answers)
        self.sent: list[tuple[str, str]] = []

    async def exchange(self, _host, method, path, *_, on_sent, **__) -> RawResponse:
        on_sent()
        self.sent.append((method, path))
        return self.answers[min(len(self.sent), len(self.answers)) - 1]

    def redact(self, raw: RawResponse) -> RawResponse:
        return raw

    def safe_headers(self, headers: Any) -> Any:
        return headers

    def channel(self) -> Channel:
        return Channel(self, rate_limits=[RateLimit(10, 2)], limiter=CountingLimiter())


DONE = RawResponse(200, {}, b'"done"')
NO_ROUTE = RawResponse(404, {"content-type": "text/html"}, EXPRESS.encode())
BY_PATCH = ("PATCH", "/campaigns/5/status")
BY_POST = ("POST", "/campaigns/5/status")


async def send(channel: Channel, sent: Request[Any], *answers: RawResponse) -> Any:
    """Send a request to a service that gives these answers from now on."""
    service: Any = channel.transport
    service.answers, service.sent = list(answers), []
    return await Caller(channel, Options(max_retries=0)).send(sent)


def other(sent: Request[Any]) -> Request[Any]:
    assert sent.other is not None
    return sent.other


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
                        {"seq_number": 1, "subject": "Hi", "email_body": "A"},
                        {"seq_number": 2},
                        {"seq_number": 3, "seq_variants": [{"subject": "a"}, {"subject": "b"}]},
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
        assert request("GET", "/analytics/overview").other is None
        one = {"start_date": "2024-01-01"}
        assert request("GET", "/analytics/overview", query=one).other is None

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
        assert sent.other is None


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
    def test_after_a_refusal_of_the_form(self, sent: Request[Any], refused: APIError):
        assert refuses_form(refused, sent, other(sent))

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
    def test_not_after_anything_else(self, sent: Request[Any], answer: Any):
        assert not refuses_form(answer, sent, other(sent))

    async def test_both_refused_gives_the_first_error_with_the_other_as_a_note(self):
        second = RawResponse(400, {}, b'{"error": "the second problem"}')
        with pytest.raises(NotFoundError) as caught:
            await send(Service().channel(), STATUS, NO_ROUTE, second)
        for error in (caught.value, pickle.loads(pickle.dumps(caught.value))):
            assert "the second problem" in "".join(error.__notes__)

    @pytest.mark.parametrize(
        ("second", "error"),
        [
            (RawResponse(500, {}, b'{"error": "x"}'), ServerError),
            (RawResponse(429, {"retry-after": "999"}, b'{"error": "x"}'), RateLimitError),
            (RawResponse(502, {}, b""), OutcomeUnknownError),
            (Failure("timeout", sent=True, description="late"), OutcomeUnknownError),
        ],
    )
    async def test_what_is_no_refusal_is_not_hidden_behind_the_first(self, second: Any, error: Any):
        with pytest.raises(error):
            await send(Service().channel(), STATUS, NO_ROUTE, second)


class TestRemembering:
    async def test_the_form_that_succeeded_is_sent_first(self):
        channel = Service().channel()
        assert await send(channel, STATUS, NO_ROUTE, DONE) == "done"
        assert channel.transport.sent == [BY_PATCH, BY_POST]
        await send(channel, STATUS, DONE)
        assert channel.transport.sent == [BY_POST]

    async def test_the_reference_is_sent_again_where_the_remembered_form_is_refused(self):
        channel = Service().channel()
        await send(channel, STATUS, NO_ROUTE, DONE)
        await send(channel, STATUS, NO_ROUTE, DONE)
        assert channel.transport.sent == [BY_POST, BY_PATCH]
        await send(channel, STATUS, DONE)
        assert channel.transport.sent == [BY_PATCH]

    async def test_a_form_that_failed_is_not_remembered(self):
        channel = Service().channel()
        with pytest.raises(NotFoundError):
            await send(channel, STATUS, NO_ROUTE, NO_ROUTE)
        await send(channel, STATUS, DONE)
        assert channel.transport.sent == [BY_PATCH]

    async def test_endpoints_are_remembered_apart(self):
        channel = Service().channel()
        await send(channel, STATUS, NO_ROUTE, DONE)
        await send(channel, SCHEDULE, DONE)
        assert channel.transport.sent == [("POST", "/campaigns/5/schedule")]

    async def test_a_move_is_told_in_one_line(self, caplog: pytest.LogCaptureFixture):
        with caplog.at_level(logging.INFO, "smartlead_async"):
            await send(Service().channel(), STATUS, NO_ROUTE, DONE)
        (line,) = [record.getMessage() for record in caplog.records]
        assert line.endswith("trying the other reported form, POST /campaigns/5/status")


@pytest.mark.parametrize(
    "answer", ["Cannot GET /x", None, ValueError("Cannot GET /x"), refusal(400, EXPRESS)]
)
def test_only_a_404_or_405_says_that_a_route_is_unknown(answer: Any):
    assert not is_unknown_route(answer)
