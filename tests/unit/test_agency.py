"""Clients, lists of leads, the block list, single emails and Smart Senders: beyond their rows."""

from __future__ import annotations

import json
import traceback
from typing import Any

import pytest

from smartlead_async import InvalidRequestError, LeadInput, Secret
from smartlead_async.models import Client, ClientApiKey, Model, OneTimePassword
from tests.contract.recording import RawResponse, answered, body_of, requested

CLIENT = {"email": "ada@example.com", "name": "Ada"}
EMAIL = {"from_email_id": 7, "to": "ada@example.com", "subject": "Hi", "body": "<p>Hi</p>"}
FILE = {"filename": "a.txt", "content": b"hi", "mime_type": "text/plain"}
ACCOUNT = {"mailbox": "ada@example.com", "first_name": "Ada", "last_name": "Lovelace"}
DOMAIN = {"domain_name": "example.com", "mailbox_details": [ACCOUNT]}
ORDER = {
    "vendor_id": 2,
    "forwarding_domain": "example.com",
    "user_details": {"first_name": "Ada", "phone_cc": "+44"},
    "domains": [DOMAIN],
}
IMPORT = {"file_name": "a.csv", "lead_list": [{"email": "ada@example.com"}]}


async def read(answer: Any, call: str, *args: Any, **kwargs: Any) -> Any:
    return await answered(RawResponse(200, {}, json.dumps(answer).encode()), call, *args, **kwargs)


@pytest.mark.parametrize(
    ("call", "keywords", "field"),
    [
        ("clients.save", CLIENT | {"password": 5}, "password"),
        ("clients.save", CLIENT | {"email": "ada"}, "email"),
        ("clients.create_api_key", {"client_id": 1, "key_name": "a/b"}, "key_name"),
        ("clients.create_api_key", {"client_id": 1, "key_name": "a\n"}, "key_name"),
        ("emails.send", EMAIL | {"attachments": [FILE | {"content": "é"}]}, "attachments"),
        ("emails.send", EMAIL | {"attachments": [FILE | {"content": 5}]}, "attachments"),
        ("emails.send", EMAIL | {"attachments": [{"filename": "a"}]}, "attachments"),
        ("smart_senders.place_order", ORDER | {"domains": [{"domain_name": "a.b"}]}, "domains"),
        ("smart_senders.place_order", ORDER | {"user_details": {"name": "Ada"}}, "user_details"),
        ("smart_senders.auto_generate_mailboxes", {"vendor_id": 0}, "vendor_id"),
        (
            "smart_senders.auto_generate_mailboxes",
            {"vendor_id": 1, "domains": {"a.b": {"counts": 3}}},
            "domains",
        ),
        (
            "lead_lists.push_to_campaign",
            {"action": "copy", "campaign_id": 5, "lead_list": {"id": 1}},
            "lead_list",
        ),
        ("lead_lists.push_to_campaign", {"action": "copy"}, "campaign_id"),
        (
            "lead_lists.push_to_campaign",
            {"action": "copy", "campaign_id": 5, "campaign_name": "Q1"},
            "campaign_id",
        ),
        ("lead_lists.push_between_lists", {"action": "copy", "to_list_id": 5}, "lead_ids"),
        ("emails.send", EMAIL | {"from_email": "ada@example.com"}, "from_email"),
    ],
)
async def test_a_wrong_argument_is_refused(call: str, keywords: dict[str, Any], field: str):
    with pytest.raises(InvalidRequestError) as caught:
        await requested(call, **keywords)
    assert (caught.value.field or "").startswith(field)


class TestSecrets:
    @pytest.mark.parametrize("password", ["hunter2", Secret("hunter2")])
    async def test_a_password_is_sent(self, password: Any):
        request = await requested("clients.save", **CLIENT, password=password)
        assert body_of(request) == CLIENT | {"password": "hunter2"}
        assert "hunter2" not in repr(request)

    async def test_no_traceback_shows_a_password(self):
        with pytest.raises(InvalidRequestError) as caught:
            await requested("clients.save", email="ada", name="Ada", password="hunter2")
        frames = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
        own = [each for each in frames.stack if "smartlead_async" in each.filename]
        assert own
        assert not [each for each in own if "hunter2" in str(each.locals)]

    @pytest.mark.parametrize(
        "model",
        [
            Client.from_dict({"clientId": 3, "password": "hunter2", "api_key": "hunter3"}),
            ClientApiKey.from_dict({"id": 3, "api_key": "hunter2"}),
            OneTimePassword.from_dict({"otp": "hunter2", "expires_in": "300"}),
            Client.from_dict({"id": 3, "mailboxes": [{"password": "hunter2", "n": [{}]}]}),
            Model.from_dict({"a": {"b": [{"apiKey": ["hunter2"]}]}}),
        ],
        ids=lambda model: type(model).__name__,
    )
    def test_they_show_nowhere(self, model: Model):
        assert "hunter" not in f"{model!r} {model} {json.dumps(model.to_dict())}"
        assert type(model).from_dict(model.to_dict(reveal_secrets=True)) == model

    async def test_the_passwords_of_an_order_are_wrapped(self):
        answer = {"order_id": 7, "email_accounts": [{"email": "a@b.co", "password": "hunter2"}]}
        order = await read({"ok": True, "data": answer}, "smart_senders.get_order", "7")
        assert (order.order_id, order.email_accounts[0].password) == ("7", Secret("hunter2"))

    async def test_a_new_key_is_wrapped_wherever_it_is(self):
        for name in ("api_key", "key", "newKey", "new_key"):
            for answer in ({"ok": True, "data": {name: "cl_2"}}, {name: "cl_2"}):
                found = await read(answer, "clients.reset_api_key", 45)
                assert found.extra[name] == Secret("cl_2")
                assert "cl_2" not in f"{found!r} {found.to_dict()}"
                assert found.to_dict(reveal_secrets=True)[name] == "cl_2"


class TestEmails:
    async def test_bytes_are_sent_in_base64(self):
        files = [FILE, FILE | {"content": "aGk="}]
        sent = {"filename": "a.txt", "content": "aGk=", "mimeType": "text/plain"}
        request = await requested("emails.send", **EMAIL, attachments=files)
        assert body_of(request)["attachments"] == [sent, sent]


class TestImport:
    @pytest.mark.parametrize(
        "lead",
        [
            LeadInput("ada@example.com", company_name="Engines"),
            {"email": "ada@example.com", "company_name": "Engines"},
            {"email": "ada@example.com", "company": "Engines"},
        ],
    )
    async def test_the_company_has_the_name_that_lists_use(self, lead: Any):
        given = IMPORT | {"lead_list": [lead]}
        request = await requested("lead_lists.import_leads", 500, **given)
        assert body_of(request)["leadList"] == [{"email": "ada@example.com", "company": "Engines"}]

    @pytest.mark.parametrize("lead", [{"email": "ada"}, {"email": "a@b.co", "no": 1}, {}, 5])
    async def test_a_wrong_lead_is_named(self, lead: Any):
        given = IMPORT | {"lead_list": [*IMPORT["lead_list"], lead]}
        with pytest.raises(InvalidRequestError, match=r"^lead_list\[1\]: "):
            await requested("lead_lists.import_leads", 500, **given)


async def test_leads_are_pushed_also_where_the_answer_has_no_figures():
    answer = {"ok": True, "message": "Leads pushed to campaign successfully"}
    found = await read(answer, "lead_lists.push_to_campaign", action="copy", campaign_id=5)
    assert (found.pushed, found.message) == (None, "Leads pushed to campaign successfully")


class TestSmartSenders:
    async def test_an_order_is_sent_under_the_apis_names(self):
        request = await requested("smart_senders.place_order", **ORDER)
        sent = ORDER | {"user_details": {"firstName": "Ada", "phoneCc": "+44"}}
        assert body_of(request) == sent
        assert request.repeat == "never"

    async def test_a_vendor_may_be_named_by_number(self):
        request = await requested("smart_senders.auto_generate_mailboxes", vendor_id=2)
        assert body_of(request) == {"vendor_id": "2"}

    @pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"ok": True, "data": rows}])
    async def test_rows_of_which_nothing_is_documented_are_kept_whole(self, wrap: Any):
        rows = await read(wrap([{"id": 9, "api_key": "k"}]), "smart_senders.list_vendors")
        assert rows == [Model(extra={"id": 9, "api_key": Secret("k")})]

    async def test_the_number_of_an_order_is_kept(self):
        answer = {"status": "success", "order_id": "895641"}
        found = await read(answer, "smart_senders.place_order", **ORDER)
        assert (found.ok, found.extra["order_id"]) == (True, "895641")
