"""No prospect is mailed twice: how often a reply is sent, over real sockets."""

from __future__ import annotations

from typing import Any

import pytest

from smartlead_async import OutcomeUnknownError, Smartlead, _retry
from smartlead_async.sandbox import Sandbox
from tests.support import Loopback, answer, client_of, drop, never

OK = answer(200, {"success": True, "message": "Reply sent successfully"})
LATE = pytest.param("late", {"seconds": 5.0}, id="late")


async def reply(smartlead: Smartlead, campaign_id: int, lead_id: int) -> Any:
    return await smartlead.leads.reply(
        campaign_id,
        lead_id=lead_id,
        email_body="<p>Thanks</p>",
        reply_message_id="<1@example.com>",
        reply_email_time="2024-01-20T10:00:00Z",
    )


@pytest.mark.parametrize(
    ("kind", "details"),
    [("reset", {"after": True}), ("html", {"after": True}), LATE, ("truncate", {})],
)
async def test_a_reply_whose_answer_is_lost_was_sent_once(kind: str, details: dict[str, Any]):
    async with Sandbox(rate_limits=()) as sandbox:
        campaign_id = sandbox.seed_campaign("Q1")
        (lead_id,) = sandbox.seed_leads(campaign_id, 1)
        sandbox.fault(kind, times=None, **details)
        async with client_of(sandbox.base_url, sandbox.api_key, timeout=0.1) as smartlead:
            with pytest.raises(OutcomeUnknownError):
                await reply(smartlead, campaign_id, lead_id)
        assert len(sandbox.campaigns[campaign_id].leads[lead_id].history) == 1


@pytest.mark.parametrize("lost", [drop(), never])
async def test_it_is_not_sent_again_on_a_connection_that_was_kept_alive(lost: Any):
    async with Loopback(OK, lost, OK) as server, client_of(server, timeout=0.1) as smartlead:
        await reply(smartlead, 5, 7)
        with pytest.raises(OutcomeUnknownError):
            await reply(smartlead, 5, 7)
    assert [request.connection for request in server.requests] == [1, 1]


async def test_it_is_sent_again_after_a_429(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(_retry, "pause_after_429", lambda *_, **__: 0.001)
    limited = answer(429, {"error": "slow down"})
    async with Loopback(limited, OK) as server, client_of(server) as smartlead:
        assert (await reply(smartlead, 5, 7)).ok
    assert len(server.requests) == 2
    assert server.requests[0].body == server.requests[1].body
