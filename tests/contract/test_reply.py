"""No prospect is mailed twice: how often a reply is sent, over real sockets."""

from __future__ import annotations

from typing import Any

import pytest

from smartlead_async import (
    BadRequestError,
    InvalidRequestError,
    NotFoundError,
    OutcomeUnknownError,
    ResponseDecodeError,
    Smartlead,
)
from smartlead_async._http import retry
from tests.support import TIMEOUT, Loopback, answer, client_of, drop, stall
from tests.virtual_sandbox import VirtualSandbox

OK = answer(200, {"success": True, "message": "Reply sent successfully"})
LATE = pytest.param("late", {"seconds": 5.0}, id="late")


async def reply(smartlead: Smartlead, campaign_id: int, lead_id: int, **more: Any) -> Any:
    return await smartlead.leads.reply(
        campaign_id,
        lead_id=lead_id,
        email_body="<p>Thanks</p>",
        reply_message_id="<1@example.com>",
        reply_email_time="2024-01-20T10:00:00Z",
        **more,
    )


@pytest.mark.parametrize(
    ("kind", "details"),
    [("reset", {"after": True}), ("html", {"after": True}), LATE, ("truncate", {})],
)
@pytest.mark.virtual_time
async def test_a_reply_whose_answer_is_lost_was_sent_once(kind: str, details: dict[str, Any]):
    async with VirtualSandbox(rate_limits=()) as sandbox, sandbox.session() as session:
        campaign_id = sandbox.seed_campaign("Q1")
        (lead_id,) = sandbox.seed_leads(campaign_id, 1)
        sandbox.fault(kind, times=None, **details)
        async with client_of(
            sandbox.base_url, sandbox.api_key, timeout=1.0, session=session
        ) as smartlead:
            with pytest.raises(OutcomeUnknownError):
                await reply(smartlead, campaign_id, lead_id)
        assert len(sandbox.campaigns[campaign_id].leads[lead_id].history) == 1


@pytest.mark.parametrize("lost", [drop(), stall()])
async def test_it_is_not_sent_again_on_a_connection_that_was_kept_alive(lost: Any):
    async with Loopback(OK, lost, OK) as server, client_of(server, timeout=TIMEOUT) as smartlead:
        await reply(smartlead, 5, 7)
        with pytest.raises(OutcomeUnknownError):
            await reply(smartlead, 5, 7)
    assert [request.connection for request in server.requests] == [1, 1]


async def test_it_is_sent_again_after_a_429(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(retry, "pause_after_429", lambda *_, **__: 0.001)
    limited = answer(429, {"error": "slow down"})
    async with Loopback(limited, OK) as server, client_of(server) as smartlead:
        assert (await reply(smartlead, 5, 7)).ok
    assert len(server.requests) == 2
    assert server.requests[0].body == server.requests[1].body


# -- the second form, by the sending -------------------------------------------------------------

REFUSED = answer(400, {"message": '"lead_id" is not allowed'})
QUEUED = answer(200, "Email added to the queue, will be sent out soon!")
HISTORY = answer(
    200,
    {
        "history": [
            {"type": "SENT", "message_id": "<0@example.com>", "stats_id": "other"},
            {"type": "REPLY", "message_id": "1@example.com", "stats_id": "sending"},
        ]
    },
)
REPLY = "/api/v1/campaigns/5/reply-email-thread"
READ = "/api/v1/campaigns/5/leads/7/message-history"


def paths(server: Loopback) -> list[str]:
    return [request.path for request in server.requests]


async def test_a_service_that_refuses_the_lead_is_told_the_sending():
    async with Loopback(REFUSED, QUEUED) as server, client_of(server) as smartlead:
        done = await reply(smartlead, 5, 7, email_stats_id="given", cc="b@example.com")
        await reply(smartlead.with_options(timeout=9), 5, 8, email_stats_id="next")
    assert done.message == "Email added to the queue, will be sent out soon!"
    assert paths(server) == [REPLY] * 3
    first, second, third = (request.json for request in server.requests)
    assert first.pop("lead_id") == 7
    assert first == second
    assert second["email_stats_id"] == "given"
    assert ("lead_id" in third, third["email_stats_id"]) == (False, "next")


@pytest.mark.parametrize(
    "refused", [REFUSED, answer(400, {"message": '"email_stats_id" is required'})]
)
async def test_the_sending_is_read_from_the_history_where_it_is_not_given(refused: Any):
    async with Loopback(refused, HISTORY, QUEUED) as server, client_of(server) as smartlead:
        assert (await reply(smartlead, 5, 7)).ok
    assert paths(server) == [REPLY, READ, REPLY]
    first, _, second = (request for request in server.requests)
    assert "email_stats_id" not in first.json
    assert second.json.pop("email_stats_id") == "sending"
    assert "lead_id" not in second.json


async def test_later_replies_read_the_history_at_once():
    server = Loopback(REFUSED, HISTORY, QUEUED, HISTORY, QUEUED)
    async with server, client_of(server) as smartlead:
        await reply(smartlead, 5, 7)
        await reply(smartlead, 5, 7)
    assert paths(server) == [REPLY, READ, REPLY, READ, REPLY]


async def test_a_service_that_takes_the_lead_is_asked_for_no_history():
    async with Loopback(OK) as server, client_of(server) as smartlead:
        await reply(smartlead, 5, 7)
    assert paths(server) == [REPLY]


@pytest.mark.parametrize(
    "history",
    [
        [],
        [{"type": "REPLY", "message_id": "<2@example.com>", "stats_id": "sending"}],
        [{"type": "REPLY", "message_id": "<1@example.com>", "stats_id": None}],
    ],
)
async def test_without_such_a_message_nothing_is_sent_and_the_error_says_what_helps(history: Any):
    read = answer(200, {"history": history})
    async with Loopback(REFUSED, read) as server, client_of(server) as smartlead:
        with pytest.raises(InvalidRequestError, match="or pass email_stats_id") as caught:
            await reply(smartlead, 5, 7)
    assert caught.value.field == "reply_message_id"
    assert "'<1@example.com>'" in str(caught.value)
    assert paths(server) == [REPLY, READ]


async def test_a_history_that_cannot_be_read_is_told():
    missing = answer(404, {"message": "Lead not found"})
    async with Loopback(REFUSED, missing) as server, client_of(server) as smartlead:
        with pytest.raises(NotFoundError, match="Lead not found"):
            await reply(smartlead, 5, 7)
    assert paths(server) == [REPLY, READ]


@pytest.mark.parametrize(
    ("first", "error"),
    [
        (drop(), OutcomeUnknownError),
        (answer(502, '"lead_id" is not allowed'), OutcomeUnknownError),
        (answer(200, '"lead_id" is not allowed'), ResponseDecodeError),
        (answer(400, {"message": '"email_body" is required'}), BadRequestError),
        (answer(404, "<html><pre>Cannot POST /x</pre></html>"), NotFoundError),
    ],
    ids=["lost", "gateway", "text", "other key", "route"],
)
async def test_only_a_definite_refusal_that_names_the_key_leads_to_the_second_form(
    first: Any, error: type[Exception]
):
    async with Loopback(first, QUEUED) as server, client_of(server) as smartlead:
        with pytest.raises(error):
            await reply(smartlead, 5, 7, email_stats_id="given")
    assert paths(server) == [REPLY]


async def test_a_second_form_whose_answer_is_lost_is_not_sent_again():
    async with Loopback(REFUSED, drop(), QUEUED) as server, client_of(server) as smartlead:
        with pytest.raises(OutcomeUnknownError):
            await reply(smartlead, 5, 7, email_stats_id="given")
    assert paths(server) == [REPLY, REPLY]


async def test_a_text_that_acknowledges_nothing_is_no_sent_reply():
    busy = answer(200, "Something went wrong, try again later")
    async with Loopback(busy, QUEUED) as server, client_of(server) as smartlead:
        with pytest.raises(ResponseDecodeError):
            await reply(smartlead, 5, 7)
    assert paths(server) == [REPLY]
