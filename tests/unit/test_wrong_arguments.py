"""Arguments of the wrong type: a typed error that names them, before anything is sent."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import AsyncIterator, Callable
from types import SimpleNamespace
from typing import Any

import pytest
from attrs import frozen

import smartlead_sync
import smartlead_sync.helpers
from smartlead_async import (
    ConfigurationError,
    EmailAccount,
    HostRateLimiter,
    InvalidRequestError,
    RateLimit,
    RedisRateLimiter,
    Smartlead,
    helpers,
)
from tests.support import KEY, CountingLimiter, Loopback, client_of, everything_of

HUGE = 10**5000  # more digits than Python writes out


@frozen
class Thing:
    """What no argument may be."""


async def watch(_: object) -> None: ...


# -- options of the client -----------------------------------------------------------------------

OPTIONS: dict[str, list[Any]] = {
    "api_key": [5, b"key", Thing(), [KEY]],
    "base_url": [5, b"https://example.com", Thing(), ["https://example.com"]],
    "rate_limits": [5, None, Thing(), "10", [5], [None], {10: 2.0}, RateLimit],
    "timeout": ["60", None, b"60", [60], True, HUGE, Thing()],
    "max_retries": ["4", None, 1.5, [4], True, -HUGE, Thing()],
    "max_rate_limit_wait": ["300", None, b"300", [300], True, HUGE, Thing()],
    "user_agent": [5, b"agent", ["agent"], "a\r\nb: c", "a\nb", "", Thing()],
    "proxy": [5, b"http://127.0.0.1:1", Thing(), ["http://127.0.0.1:1"]],
    "session": [5, "session", Thing(), SimpleNamespace(request=None)],
    "limiter": [
        *(5, "redis://127.0.0.1", Thing(), RateLimit(10, 2), CountingLimiter, RedisRateLimiter),
        HostRateLimiter,
        SimpleNamespace(acquire=5),
    ],
    "on_attempt": [5, "print", Thing(), [print], watch],
}
CASES = [(name, value) for name, values in OPTIONS.items() for value in values]


def name_of(value: Any) -> str:
    return value if isinstance(value, str) and value.isidentifier() else type(value).__name__


def test_every_option_is_tried() -> None:
    parameters = inspect.signature(Smartlead).parameters
    assert set(OPTIONS) <= set(parameters)


@pytest.mark.parametrize(("option", "value"), CASES, ids=name_of)
def test_an_option_of_the_wrong_type(option: str, value: Any) -> None:
    with pytest.raises(ConfigurationError, match=option):
        Smartlead(**{"api_key": KEY, option: value})


@pytest.mark.parametrize(("option", "value"), CASES, ids=name_of)
def test_an_option_of_the_wrong_type_for_the_synchronous_client(option: str, value: Any) -> None:
    with pytest.raises(ConfigurationError, match=option):
        smartlead_sync.Smartlead(**{"api_key": KEY, option: value})


@pytest.mark.parametrize(
    ("option", "value"),
    [case for case in CASES if case[0] in {"timeout", "max_retries", "max_rate_limit_wait"}],
    ids=name_of,
)
def test_an_option_of_the_wrong_type_for_a_sibling(option: str, value: Any) -> None:
    with pytest.raises(ConfigurationError, match=option):
        Smartlead(KEY).with_options(**{option: value})


def test_a_limit_out_of_all_proportion() -> None:
    with pytest.raises(ConfigurationError, match="per_seconds"):
        RateLimit(10, HUGE)
    with pytest.raises(ConfigurationError, match="max_requests"):
        RateLimit(-HUGE, 1.0)


# -- arguments of calls --------------------------------------------------------------------------

ANY: list[Any] = [None, 5.5, b"x", Thing(), [Thing()], HUGE]
NOT_AN_ID = [*ANY, "5", 0, -1, True, [], {}]
NOT_A_LIST = [None, 5, "x", b"x", Thing(), {"a": 1}, [None], [Thing()], HUGE]
NOT_A_TEXT = [*ANY, 5, "", True, [], {}]
NOT_A_DATE = [*ANY, 5, "", True, [], {}]
NOT_A_FILTER = [value for value in NOT_A_DATE if value is not None]
NOT_A_MAPPING = [5, "x", b"x", Thing(), [("a", 1)], {5: True}, True]
NOT_A_PATH = [None, 5, b"x", Thing(), "", "a\0b", ["x"]]

LEAD = {"email": "ada@example.com"}
ACCOUNT = {
    "from_name": "Ada", "from_email": "ada@example.com", "username": "ada", "password": "hunter2",
    "smtp_host": "smtp.example.com", "smtp_port": 587, "smtp_port_type": "TLS",
    "imap_host": "imap.example.com", "imap_port": 993,
}  # fmt: skip
SCHEDULE = {
    "campaign_id": 1, "timezone": "UTC", "days_of_the_week": [1], "start_hour": "09:00",
    "end_hour": "17:00", "min_time_btw_emails": 5, "max_leads_per_day": 5,
}  # fmt: skip
REPLY = {
    "campaign_id": 1, "lead_id": 1, "email_body": "x", "reply_message_id": "x",
    "reply_email_time": dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
}  # fmt: skip
IDS = {"campaign_id": 1, "lead_id": 1}
SPAN = {"campaign_id": 1, "start_date": "2026-01-01", "end_date": "2026-01-02"}

# Method → arguments that make sense, and for some of them values that do not.
CALLS: dict[str, tuple[dict[str, Any], dict[str, list[Any]]]] = {
    "request": (
        {"method": "GET", "path": "/x"},
        {
            "method": [*NOT_A_TEXT, "G T"],
            "path": [*NOT_A_TEXT, "//x", "/a/../x"],
            "params": [*NOT_A_MAPPING, *({"params": each} for each in (Thing(), b"x", HUGE, {}))],
            "json": [Thing(), b"x", {"a": Thing()}, HUGE],
            "repeat": [*ANY, [], "always"],
        },
    ),
    "campaigns.list": ({}, {"client_id": [v for v in NOT_AN_ID if v is not None]}),
    "campaigns.get": ({"campaign_id": 1}, {"campaign_id": NOT_AN_ID}),
    "campaigns.update_status": (
        {"campaign_id": 1, "status": "ACTIVE"},
        {"campaign_id": NOT_AN_ID, "status": NOT_A_TEXT},
    ),
    "campaigns.update_schedule": (
        SCHEDULE,
        {
            "timezone": [*NOT_A_TEXT, "Mars/Olympus"],
            "days_of_the_week": NOT_A_LIST,
            "start_hour": NOT_A_TEXT,
            "end_hour": NOT_A_TEXT,
            "min_time_btw_emails": [*ANY, "5", -1, True],
            "max_leads_per_day": [*ANY, "5", -1, True],
        },
    ),
    "campaigns.save_sequences": (
        {"campaign_id": 1, "steps": [{"seq_number": 1, "email_body": "Hi"}]},
        {"campaign_id": NOT_AN_ID, "steps": [*NOT_A_LIST, [], [{"seq_number": Thing()}]]},
    ),
    "campaigns.add_email_accounts": (
        {"campaign_id": 1, "email_account_ids": [1]},
        {"campaign_id": NOT_AN_ID, "email_account_ids": [*NOT_A_LIST, [], ["1"], [0]]},
    ),
    "leads.list": (
        {"campaign_id": 1},
        {
            "campaign_id": NOT_AN_ID,
            "offset": [*ANY, -1, "0"],
            "limit": [*ANY, 0, 101, "5"],
            "status": [Thing(), b"x", {}, HUGE],
            "created_at_gt": NOT_A_FILTER,
            "last_sent_time_gt": NOT_A_FILTER,
            "event_time_gt": NOT_A_FILTER,
        },
    ),
    "leads.iterate": (
        {"campaign_id": 1},
        {
            "campaign_id": NOT_AN_ID,
            "page_size": [*ANY, 0, "5"],
            "prefetch": [5.5, b"x", Thing(), HUGE, 0, "5"],
        },
    ),
    "leads.get_by_email": ({"email": "ada@example.com"}, {"email": [*NOT_A_TEXT, "ada"]}),
    "leads.list_campaigns": ({"lead_id": 1}, {"lead_id": NOT_AN_ID}),
    "leads.update": (IDS, {"lead_id": NOT_AN_ID, "custom_fields": [5, "x", b"x", Thing(), [1]]}),
    "leads.add": (
        {"campaign_id": 1, "leads": [LEAD]},
        {
            "campaign_id": NOT_AN_ID,
            "leads": [*NOT_A_LIST, [], LEAD, [LEAD, 5]],
            "settings": [*NOT_A_MAPPING, {"unknown": True}, {"return_lead_ids": "yes"}],
            "lead_list_ids": [v for v in NOT_A_LIST if v is not None],
        },
    ),
    "leads.upload": (
        {"campaign_id": 1, "leads": [LEAD]},
        {
            "campaign_id": NOT_AN_ID,
            "leads": [None, 5, "x", b"x", Thing(), LEAD],
            "settings": [*NOT_A_MAPPING, {"unknown": True}, {"return_lead_ids": "yes"}],
            "max_in_flight": [*ANY, 0, "5"],
            "journal": [path for path in NOT_A_PATH if path is not None],
        },
    ),
    "leads.export": ({"campaign_id": 1}, {"campaign_id": NOT_AN_ID}),
    "leads.export_csv": (
        {"campaign_id": 1, "path": "x"},
        {"campaign_id": NOT_AN_ID, "path": NOT_A_PATH},
    ),
    "leads.get_message_history": (IDS, {"lead_id": NOT_AN_ID, "event_time_gt": NOT_A_FILTER}),
    "leads.reply": (
        REPLY,
        {
            "campaign_id": NOT_AN_ID,
            "lead_id": NOT_AN_ID,
            "email_body": NOT_A_TEXT,
            "reply_message_id": NOT_A_TEXT,
            "reply_email_time": NOT_A_DATE,
        },
    ),
    "email_accounts.create": (
        ACCOUNT,
        {
            "from_email": NOT_A_TEXT,
            "username": NOT_A_TEXT,
            "smtp_port": [*ANY, "587", 0, True],
            "client_id": [v for v in NOT_AN_ID if v is not None],
        },
    ),
    "email_accounts.configure_warmup": (
        {"email_account_id": 1, "warmup_enabled": True},
        {"email_account_id": NOT_AN_ID, "warmup_enabled": [*ANY, 1, "true"]},
    ),
    "analytics.get_campaign_by_date": (
        SPAN,
        {"campaign_id": NOT_AN_ID, "start_date": NOT_A_DATE, "end_date": NOT_A_DATE},
    ),
    "analytics.iterate_campaign_statistics": (
        {"campaign_id": 1},
        {"sent_time_start_date": NOT_A_FILTER, "sent_time_end_date": NOT_A_FILTER},
    ),
    "analytics.get_overview": ({}, {"campaign_ids": [v for v in NOT_A_LIST if v is not None]}),
    "webhooks.create": (
        {"webhook_url": "https://example.com"},
        {"webhook_url": NOT_A_TEXT, "event_types": [v for v in NOT_A_LIST if v is not None]},
    ),
    "webhooks.delete": ({"webhook_id": 1}, {"webhook_id": NOT_AN_ID}),
}


async def carry_out(made: Any) -> None:
    """Await what a method returns, and read the first item of an iterator."""
    if inspect.isawaitable(made):
        await made
    elif isinstance(made, AsyncIterator):
        await anext(made)


@pytest.mark.parametrize(
    ("method", "argument"), [(name, each) for name, (_, wrong) in CALLS.items() for each in wrong]
)
async def test_an_argument_of_the_wrong_type(method: str, argument: str) -> None:
    arguments, wrong = CALLS[method]
    async with Loopback() as server, client_of(server) as smartlead:
        call: Callable[..., Any] = smartlead
        for name in method.split("."):
            call = getattr(call, name)
        for value in wrong[argument]:
            with pytest.raises(InvalidRequestError) as caught:
                await carry_out(call(**{**arguments, argument: value}))
            if argument != "json":  # a body is refused as a whole
                assert argument in str(caught.value) or caught.value.field == argument
        assert server.requests == []


CREDENTIALS = [5, None, b"hunter2", ["hunter2"], {"a": "hunter2"}]


@pytest.mark.parametrize("value", CREDENTIALS, ids=name_of)
@pytest.mark.parametrize("name", ["password", "imap_password"])
async def test_a_credential_of_the_wrong_type_is_refused_and_not_shown(
    name: str, value: Any
) -> None:
    async with Loopback() as server, client_of(server) as smartlead:
        for call, arguments in (
            (smartlead.email_accounts.create, {**ACCOUNT, name: value}),
            (smartlead.email_accounts.update, {"email_account_id": 1, name: value}),
        ):
            with pytest.raises(InvalidRequestError, match=f"{name} must be text") as caught:
                await call(**arguments)
            assert "hunter2" not in everything_of(caught.value)
        assert server.requests == []


@pytest.mark.parametrize("token", [5, None, b"hunter2", "hunter2", ["hunter2"]], ids=name_of)
async def test_a_token_that_is_no_mapping_is_refused_and_not_shown(token: Any) -> None:
    async with Loopback() as server, client_of(server) as smartlead:
        with pytest.raises(InvalidRequestError, match="token must be a mapping") as caught:
            await smartlead.email_accounts.update(1, token=token)
        assert "hunter2" not in everything_of(caught.value)
        assert server.requests == []


# -- helpers -------------------------------------------------------------------------------------

HELPERS: list[tuple[str, Callable[..., Any], dict[str, Any], list[Any]]] = [
    ("campaign_ids", helpers.shared_leads, {}, [*NOT_A_LIST, ["1"], [0]]),
    ("campaign_id", helpers.inactive_leads, {"days": 1}, NOT_AN_ID),
    ("days", helpers.inactive_leads, {"campaign_id": 1}, [*ANY[:1], *ANY[2:], 0, 1e9, "5", True]),
    ("now", helpers.inactive_leads, {"campaign_id": 1, "days": 1}, [5, "x", dt.date(2026, 1, 1)]),
    ("min_reputation", helpers.attachable_accounts, {}, [*ANY[:1], *ANY[2:], -1, "90"]),
    ("source", helpers.copy_leads, {"target": 1}, NOT_AN_ID),
    ("target", helpers.move_leads, {"source": 1}, NOT_AN_ID),
    ("domains_or_addresses", helpers.block_many, {}, NOT_A_LIST[:6]),
    ("client_id", helpers.block_many, {"domains_or_addresses": ["a.com"]}, [0, -1, "5"]),
]


@pytest.mark.parametrize(("argument", "call", "arguments", "wrong"), HELPERS)
async def test_a_helper_given_the_wrong_type(
    argument: str, call: Callable[..., Any], arguments: dict[str, Any], wrong: list[Any]
) -> None:
    async with Loopback() as server, client_of(server) as smartlead:
        for value in wrong:
            with pytest.raises(InvalidRequestError) as caught:
                await call(smartlead, **arguments, **{argument: value})
            assert caught.value.field == argument
        assert server.requests == []


@pytest.mark.parametrize("value", [None, 5, Thing(), smartlead_sync.Smartlead], ids=name_of)
async def test_a_helper_given_no_client(value: Any) -> None:
    for waiting in (
        helpers.shared_leads(value, [1]),
        helpers.inactive_leads(value, 1, days=1),
        helpers.attachable_accounts(value),
        helpers.copy_leads(value, 1, 2),
        helpers.move_leads(value, 1, 2),
        helpers.block_many(value, ["a.com"]),
    ):
        with pytest.raises(InvalidRequestError, match=r"must be a smartlead_async\.Smartlead"):
            await waiting


def test_a_synchronous_helper_given_no_client() -> None:
    client: Any = Smartlead(KEY)
    with pytest.raises(InvalidRequestError, match=r"must be a smartlead_sync\.Smartlead"):
        smartlead_sync.helpers.shared_leads(client, [1])


@pytest.mark.parametrize("value", [None, 5, Thing()], ids=name_of)
def test_a_helper_given_no_email_account(value: Any) -> None:
    for call in (helpers.account_faults, helpers.is_warm):
        with pytest.raises(InvalidRequestError, match="account must be"):
            call(value)


@pytest.mark.parametrize("value", [None, "90", -1, Thing()], ids=name_of)
def test_a_reputation_that_is_no_percentage(value: Any) -> None:
    with pytest.raises(InvalidRequestError, match="min_reputation"):
        helpers.is_warm(EmailAccount(id=1), min_reputation=value)
