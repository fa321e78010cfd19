"""The second forms over real sockets: how often what was sent."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from smartlead_async import (
    BadRequestError,
    NotFoundError,
    OutcomeUnknownError,
    Smartlead,
    ValidationError,
)
from smartlead_async.sandbox import Sandbox
from tests.contract.test_dialects import STEPS
from tests.support import CountingLimiter, Loopback, Received, answer, client_of, drop, http, raw

ACCOUNT = {
    "from_name": "Ada",
    "from_email": "ada@example.com",
    "username": "ada",
    "password": "hunter2",
    "smtp_host": "smtp.example.com",
    "smtp_port": 587,
    "smtp_port_type": "TLS",
    "imap_host": "imap.example.com",
    "imap_port": 993,
}
SCHEDULE = {
    "timezone": "Europe/Berlin",
    "days_of_the_week": [1],
    "start_hour": "09:00",
    "end_hour": "17:00",
    "min_time_btw_emails": 10,
    "max_leads_per_day": 9,
}
DATES = {"start_date": "2024-01-01", "end_date": "2024-01-31"}
Call = Callable[[Smartlead, int], Awaitable[Any]]
HOOK = {"webhook_url": "https://example.com/hook"}

SAME_ROUTE: dict[str, Call] = {
    "schedule": lambda s, id_: s.campaigns.update_schedule(id_, **SCHEDULE),
    "settings": lambda s, id_: s.campaigns.update_settings(
        id_, track_settings=["DONT_LINK_CLICK"], stop_lead_settings="NEVER"
    ),
    "sequences": lambda s, id_: s.campaigns.save_sequences(id_, STEPS),
    "account": lambda s, _: s.email_accounts.create(**ACCOUNT),
    "block list": lambda s, _: s.leads.block(domain="example.com"),
}
OTHER_ROUTE: dict[str, Call] = {
    "status": lambda s, id_: s.campaigns.update_status(id_, "ACTIVE"),
    "overview": lambda s, _: s.analytics.get_overview(**DATES),
    "webhook": lambda s, _: s.webhooks.create(**HOOK),
}
EXPRESS = answer(404, "<html><body><pre>Cannot POST /api/v1/x</pre></body></html>")


@pytest.fixture
async def live() -> AsyncIterator[Sandbox]:
    async with Sandbox(dialect="live", rate_limits=()) as sandbox:
        yield sandbox


@pytest.fixture
async def reference() -> AsyncIterator[Sandbox]:
    async with Sandbox(rate_limits=()) as sandbox:
        yield sandbox


def statuses(sandbox: Sandbox) -> list[int | None]:
    return [record.status for record in sandbox.log]


@pytest.mark.parametrize("call", SAME_ROUTE | OTHER_ROUTE)
async def test_the_reference_form_alone_is_sent_to_a_service_that_knows_it(
    call: str, reference: Sandbox
):
    id_ = reference.seed_campaign("Q1")
    async with client_of(reference.base_url, reference.api_key) as smartlead:
        await (SAME_ROUTE | OTHER_ROUTE)[call](smartlead, id_)
    assert statuses(reference) == [200]


@pytest.mark.parametrize("call", SAME_ROUTE | OTHER_ROUTE)
async def test_the_second_form_is_found_once_and_kept(
    call: str, live: Sandbox, caplog: pytest.LogCaptureFixture
):
    id_ = live.seed_campaign("Q1")
    limiter = CountingLimiter()
    with caplog.at_level(logging.INFO, "smartlead_async"):
        async with client_of(live.base_url, live.api_key, limiter=limiter) as smartlead:
            await (SAME_ROUTE | OTHER_ROUTE)[call](smartlead, id_)
            sibling = smartlead.with_options(timeout=30)
            await (SAME_ROUTE | OTHER_ROUTE)[call](sibling, id_)
    assert statuses(live) == [400 if call in SAME_ROUTE else 404, 200, 200]
    assert limiter.sent == 3
    assert len(caplog.records) == 1


async def test_what_is_not_repeatable_is_carried_out_once(live: Sandbox):
    id_ = live.seed_campaign("Q1")
    async with client_of(live.base_url, live.api_key) as smartlead:
        await smartlead.email_accounts.create(**ACCOUNT)
        await smartlead.campaigns.save_sequences(id_, STEPS)
        await smartlead.webhooks.create(**HOOK)
    assert len(live.email_accounts) == 1
    assert len(live.campaigns[id_].sequences) == 2
    assert len(live.webhooks) == 1


@pytest.mark.parametrize("second", [drop(), answer(502, "<html>Bad gateway</html>")])
async def test_a_second_form_that_may_have_been_carried_out_is_not_sent_again(second: Any):
    server = Loopback(EXPRESS, second, answer(200, {"id": 1}))
    async with server, client_of(server) as smartlead:
        with pytest.raises(OutcomeUnknownError):
            await smartlead.webhooks.create(**HOOK)
    assert [request.path for request in server.requests] == [
        "/api/v1/webhooks",
        "/api/v1/webhook/create",
    ]


async def test_a_first_form_that_may_have_been_carried_out_leads_to_no_other():
    async with Loopback(drop(), answer(200, {"id": 1})) as server, client_of(server) as smartlead:
        with pytest.raises(OutcomeUnknownError):
            await smartlead.email_accounts.create(**ACCOUNT)
    assert len(server.requests) == 1


TYPOS: dict[str, Call] = {
    "status": lambda s, id_: s.campaigns.update_status(id_, "PAUSE"),
    "track settings": lambda s, id_: s.campaigns.update_settings(
        id_, track_settings=["DONT_EMAIL_OPEN", "DONT_EMAIL_OPENED"]
    ),
    "stop settings": lambda s, id_: s.campaigns.update_settings(
        id_, stop_lead_settings="OPEN_EMAIL"
    ),
}


@pytest.mark.parametrize("typo", TYPOS)
async def test_a_typo_is_refused_at_once_without_a_hunt(typo: str, reference: Sandbox):
    id_ = reference.seed_campaign("Q1")
    async with client_of(reference.base_url, reference.api_key) as smartlead:
        with pytest.raises(ValidationError, match="must be one of") as caught:
            await TYPOS[typo](smartlead, id_)
    assert statuses(reference) == [422]
    assert not hasattr(caught.value, "__notes__")


async def test_what_concerns_both_forms_is_refused_at_once(live: Sandbox):
    id_ = live.seed_campaign("Q1")
    async with client_of(live.base_url, live.api_key) as smartlead:
        await smartlead.campaigns.save_sequences(id_, STEPS)
        with pytest.raises(BadRequestError, match="seq_number"):
            await smartlead.campaigns.save_sequences(
                id_, [{**STEPS[0].to_dict(), "seq_number": 99}]
            )
    assert statuses(live) == [400, 200, 400]


async def test_the_overview_without_dates_has_one_form(live: Sandbox):
    async with client_of(live.base_url, live.api_key) as smartlead:
        with pytest.raises(NotFoundError, match="Cannot GET"):
            await smartlead.analytics.get_overview()
    assert statuses(live) == [404]


async def test_both_forms_refused_is_the_first_error_with_a_note():
    other = answer(400, {"error": "the second problem"})
    async with Loopback(EXPRESS, other) as server, client_of(server) as smartlead:
        with pytest.raises(NotFoundError, match="Cannot POST") as caught:
            await smartlead.campaigns.update_status(5, "ACTIVE")
    assert "the second problem" in caught.value.__notes__[0]


async def test_a_webhook_is_not_hunted_for_when_it_does_not_exist(reference: Sandbox):
    async with client_of(reference.base_url, reference.api_key) as smartlead:
        for call in (smartlead.webhooks.delete(9), smartlead.webhooks.update(9, name="x")):
            with pytest.raises(NotFoundError, match="Webhook not found"):
                await call
    assert statuses(reference) == [404, 404]


@pytest.fixture
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    from smartlead_async._http import retry

    monkeypatch.setattr(retry.backoff, "full_jitter", lambda _: 0.0)


@pytest.mark.usefixtures("_no_waiting")
async def test_a_route_unknown_after_a_lost_answer_did_not_delete_anything():
    gone = answer(404, {"error": "Webhook not found"})
    async with Loopback(drop(), EXPRESS, gone) as server, client_of(server) as smartlead:
        with pytest.raises(NotFoundError, match="Cannot POST"):
            await smartlead.webhooks.delete(31)
    assert len(server.requests) == 3


@pytest.mark.usefixtures("_no_waiting")
async def test_a_delete_in_the_second_form_is_repeated_like_any_other():
    gone = answer(404, {"error": "Webhook not found"})
    lost = raw(http(200, b"{")[:-1])
    async with Loopback(EXPRESS, lost, gone) as server, client_of(server) as smartlead:
        assert (await smartlead.webhooks.delete(31)).ok
    assert server.requests[-1].json == {"id": 31}


async def test_two_calls_that_find_the_second_form_at_once_do_not_forget_it() -> None:
    unknown = answer(404, "<pre>Cannot PATCH /x</pre>", {"content-type": "text/html"})
    done = answer(200, {"ok": True})

    async def by_method(request: Received, writer: asyncio.StreamWriter) -> None:
        await (unknown if request.method == "PATCH" else done)(request, writer)

    async with Loopback(by_method) as server, client_of(server) as smartlead:
        await asyncio.gather(*(smartlead.campaigns.update_status(i, "ACTIVE") for i in (1, 2)))
        await smartlead.campaigns.update_status(3, "ACTIVE")
    methods = [request.method for request in server.requests]
    assert sorted(methods[:4]) == ["PATCH", "PATCH", "POST", "POST"]
    assert methods[4:] == ["POST"]
