"""Passwords, tokens and API keys among arguments and answers: in no repr, log or error."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from smartlead_async import BadRequestError, ResponseDecodeError
from tests.support import CANARY, Loopback, answer, assert_no_canary, client_of, everything_of
from tests.unit.test_resources import ACCOUNT

CLIENT = {"email": "ada@example.com", "name": "Ada"}
MAIL = {"email": "ada@example.com", "password": CANARY}

ARGUMENTS: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("clients.save", (), CLIENT | {"password": CANARY}),
    ("email_accounts.create", (), ACCOUNT | {"password": CANARY, "imap_password": CANARY}),
    ("email_accounts.update", (5,), {"password": CANARY, "imap_password": CANARY}),
    (
        "email_accounts.create_oauth",
        (),
        {
            "from_name": "Ada",
            "from_email": "ada@example.com",
            "username": "ada@example.com",
            "type": "GMAIL",
            "warmup_enabled": True,
            "use_whitelabel_credentials": False,
            "token": {
                "scope": "mail",
                "token_type": "Bearer",
                "expiry_date": 1,
                "access_token": CANARY,
                "refresh_token": CANARY,
            },
        },
    ),
    ("email_accounts.update", (5,), {"token": {"access_token": CANARY, "id_token": CANARY}}),
]
ANSWERS: list[tuple[str, tuple[Any, ...], dict[str, Any], Any]] = [
    ("clients.list", (), {}, [{"id": 5, "api_key": CANARY, "password": CANARY}]),
    ("clients.save", (), CLIENT, {"ok": True, "clientId": 5, "password": CANARY}),
    ("clients.list_api_keys", (), {}, {"data": [{"id": 5, "api_key": CANARY}]}),
    (
        "clients.create_api_key",
        (),
        {"client_id": 5, "key_name": "Q1"},
        {"data": {"id": 5, "apiKey": CANARY}},
    ),
    ("clients.reset_api_key", (5,), {}, {"ok": True, "data": {"newKey": CANARY}}),
    ("email_accounts.get", (5,), {}, {"id": 5, "password": CANARY, "imap_password": CANARY}),
    ("smart_senders.get_order", ("7",), {}, {"data": {"order_id": 7, "email_accounts": [MAIL]}}),
    ("smart_senders.get_otp", (), {"email_account": "a@b.co"}, {"data": {"otp": CANARY}}),
    ("webhooks.list", (), {}, [{"id": 5, "secret_key": CANARY}]),
]


def method_of(smartlead: Any, call: str) -> Any:
    area, name = call.split(".")
    return getattr(getattr(smartlead, area), name)


@pytest.mark.parametrize(("call", "ids", "keywords"), ARGUMENTS)
@pytest.mark.parametrize("status", [200, 400])
async def test_arguments_show_nowhere(
    call: str,
    ids: tuple[Any, ...],
    keywords: dict[str, Any],
    status: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    async with Loopback(answer(status, 5)) as server, client_of(server) as smartlead:
        with pytest.raises((BadRequestError, ResponseDecodeError)) as caught:
            await method_of(smartlead, call)(*ids, **keywords)
        assert CANARY in str(server.requests[0].json)
    assert_no_canary(everything_of(caught.value), caplog.text)


@pytest.mark.parametrize(("call", "ids", "keywords", "body"), ANSWERS)
async def test_answers_show_nowhere(
    call: str,
    ids: tuple[Any, ...],
    keywords: dict[str, Any],
    body: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    async with Loopback(answer(200, body)) as server, client_of(server) as smartlead:
        found = await method_of(smartlead, call)(*ids, **keywords)
    models = found if isinstance(found, list) else [found]
    assert CANARY in str([model.to_dict(reveal_secrets=True) for model in models])
    shown = [model.to_dict() for model in models]
    assert_no_canary(repr(found), str(found), shown, caplog.text)
