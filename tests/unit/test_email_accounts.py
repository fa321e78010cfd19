"""Email accounts: OAuth tokens, and tags."""

from __future__ import annotations

from typing import Any

import pytest

from smartlead_async import InvalidRequestError, Secret
from tests.contract.recording import body_of, requested
from tests.support import everything_of

TOKEN = {"scope": "mail", "token_type": "Bearer", "access_token": "hunter2", "expiry_date": 1}
ACCOUNT = {
    "from_name": "Ada",
    "from_email": "ada@example.com",
    "username": "ada@example.com",
    "type": "GMAIL",
    "warmup_enabled": True,
    "use_whitelabel_credentials": False,
}


@pytest.mark.parametrize("token", [TOKEN, {**TOKEN, "access_token": Secret("hunter2")}])
async def test_a_token_is_sent_in_clear_and_shown_nowhere(token: Any):
    request = await requested("email_accounts.create_oauth", **ACCOUNT, token=token)
    assert body_of(request) == {**ACCOUNT, "token": TOKEN}
    assert "hunter2" not in repr(request) + repr(request.json)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"token": {**TOKEN, "acces_token": "hunter2"}}, "did you mean access_token?"),
        ({"token": {"scope": "mail", "access_token": "hunter2"}}, "token.token_type is missing"),
        ({"token": "hunter2"}, "token must be a mapping"),
        ({"token": {**TOKEN, "id_token": [{"x": "hunter2"}]}, "id": 0}, "id must be a positive"),
        ({"type": "SMTP"}, "type must be one of GMAIL, OUTLOOK"),
        ({"warmup_enabled": "yes"}, "warmup_enabled must be true or false"),
        ({"id": 0}, "id must be a positive integer"),
        ({"from_email": "ada"}, "not an email address"),
    ],
)
async def test_a_token_shows_in_no_error(wrong: dict[str, Any], words: str):
    with pytest.raises(InvalidRequestError) as caught:
        await requested("email_accounts.create_oauth", **{**ACCOUNT, "token": TOKEN, **wrong})
    assert words in str(caught.value)
    assert "hunter2" not in everything_of(caught.value)


@pytest.mark.parametrize("color", ["4CAF50", "#4CAF5", "#4CAF5G", "#4CAF50\n", "green", 5, None])
async def test_a_color_has_six_hexadecimal_digits(color: Any):
    with pytest.raises(InvalidRequestError, match="must be a color such as #4CAF50"):
        await requested("email_account_tags.update", id=1, name="VIP", color=color)


async def test_tags_are_asked_for_with_an_address_at_least():
    with pytest.raises(InvalidRequestError, match="email_ids must have at least 1 items"):
        await requested("email_account_tags.list_for_emails", email_ids=[])
