"""The sandbox answers every documented endpoint, in both dialects, and checks what is sent."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import aiohttp
import pytest
from attrs import evolve, field, frozen

from smartlead_async import RateLimit
from smartlead_async.sandbox import LIVE, REFERENCE, Dialect, Sandbox, State
from smartlead_async.sandbox._catalogue import find_page
from smartlead_async.sandbox._deliveries import Deliveries
from smartlead_async.sandbox._routing import Call, find
from smartlead_async.sandbox._server import PAGES, ROUTES
from tests.contract.catalogue import DATA, Parameter
from tests.contract.values import value_of
from tests.for_each import for_each

pytestmark = pytest.mark.no_cover  # it would take twice as long

ROWS: dict[str, Any] = {row["id"]: row for row in json.loads(DATA.read_text(encoding="utf-8"))}
DIALECTS = {dialect.name: dialect for dialect in (REFERENCE, LIVE)}


def _with_ids(path: str) -> str:
    return re.sub(r"\{\w+\}", "1", path)


@frozen
class Request:
    """A request as a page documents it: all of its parameters that a user must give."""

    method: str
    path: str
    query: dict[str, str] = field(factory=dict)
    body: Any = field(factory=dict)


class World:
    """A sandbox with something of everything, and the ids that requests name."""

    def __init__(self, dialect: Dialect) -> None:
        self.sandbox = Sandbox(dialect=dialect)
        state = self.state = self.sandbox.state
        campaign = state.seed_campaign("Q1")
        *_, lead, replied = state.seed_leads(campaign, 3)
        account = state.seed_email_accounts(1)[0]
        row = state.campaigns[campaign].leads[replied]
        row.inbox.reminder = {"reminder_time": "2024-01-20T10:00:00.000Z", "message": "Call"}
        row.inbox.is_important = row.inbox.is_archived = True
        row.inbox.snoozed_until = row.inbox.scheduled_time = "2025-01-25T09:00:00Z"
        row.inbox.team_member_id, row.lead_category_id, row.status = 456, 1, "PAUSED"
        state.campaigns[campaign].email_account_ids.append(account)
        state.block_list.add("example.org")
        state.untracked_replies.append(
            ROWS["inbox.list_untracked"]["responses"][0]["untracked_replies"][0]
        )
        state.tags[7] = {"id": 7, "name": "VIP", "color": "#FF5733"}
        state.account_tags[account] = [7]
        state.lead_tags[9] = {"lead_id": replied, "tag_id": 7}
        state.webhooks[456] = {
            "id": 456,
            "name": "CRM",
            "webhook_url": "https://example.com/hook",
            "event_types": ["EMAIL_REPLY"],
            "email_campaign_id": campaign,
            "sub_sequence_id": campaign,
            "is_active": True,
            "created_at": "2024-01-20T10:00:00.000Z",
        }
        self.ids: dict[str, Any] = {
            **dict.fromkeys(("campaign_id", "campaignId", "parent_campaign_id"), campaign),
            "email_campaign_id": campaign,
            "sub_sequence_id": campaign,
            **dict.fromkeys(("lead_id", "leadId", "email_lead_id"), replied),
            **dict.fromkeys(("email_lead_map_id", "lead_map_id"), row.campaign_lead_map_id),
            "leadIds": [lead],
            "email_account_id": account,
            "email_account_ids": [account],
            "email_ids": ["sender0@outreach.example"],
            "tagMappingId": 9,
            "tag_ids": [7],
            "tagIds": [7],
            "webhook_id": 456,
            "message_id": row.history[0]["message_id"],
            "email_stats_id": row.history[0]["stats_id"],
        }
        self._with_made()
        self.of_row = self._ids_of_rows(lead)

    def _with_made(self) -> None:
        """Make what has no other way in than a request."""
        client = self.send("POST", "/client/save", {"email": "a@b.example", "name": "Acme"})
        self.ids["clientId"] = client["data"]["id"]
        key = {"clientId": self.ids["clientId"], "keyName": "Q1 key"}
        self.api_key = self.send("POST", "/client/api-key", key)["data"]["id"]
        self.list = self.send("POST", "/lead-list/", {"listName": "Q1"})["data"]["id"]
        self.ids |= {"toListId": self.list, "fromListId": self.list, "listIds": [self.list]}
        map_id = {"email_lead_map_id": self.ids["email_lead_map_id"]}
        self.send("POST", "/master-inbox/create-note", {**map_id, "note_message": "Said yes"})
        self.send("POST", "/master-inbox/create-task", {**map_id, "name": "Call"})

    def _ids_of_rows(self, lead: int) -> dict[str, Any]:
        """Return what `id` stands for in each row that has one."""
        (entry,) = self.state.blocked()
        of_map = self.ids["email_lead_map_id"]
        replied = next(
            row.lead["id"] for row in self._leads() if row.campaign_lead_map_id == of_map
        )
        return {
            "clients.save": self.ids["clientId"],
            "clients.": self.api_key,
            "lead_lists.": self.list,
            "lead_notes.": replied,
            "lead_tasks.": replied,
            "email_account_tags.": 7,
            "inbox.get": of_map,
            "utilities.delete_from_block_list": entry["id"],
            "webhooks.delete_scoped": 456,
            "webhooks.save_for_campaign": 456,
        }

    def _leads(self) -> list[Any]:
        return [row for each in self.state.campaigns.values() for row in each.leads.values()]

    def send(self, method: str, path: str, body: Any = None) -> Any:
        status, answer = self.answer(Request(method, path, body=body))
        assert status == 200, answer
        return answer

    def answer(self, request: Request) -> tuple[int, Any]:
        body = json.dumps(request.body).encode() if request.body else b""
        answer = self.sandbox.answer(request.method, request.path, request.query, body)
        text = answer.body.decode()
        return answer.status, json.loads(text) if "json" in answer.content_type else text

    def request(self, row: Mapping[str, Any], *, every: bool = False) -> Request:
        """Return the smallest request that the row allows, or one with every parameter."""
        form = self.form(row)
        ids = {each["name"]: self._value(row, each) for each in row.get("ids", ())}
        path = re.sub(r"\{(\w+)\}", lambda name: str(ids[name[1]]), form["path"])
        query, body = (self._values(row, form, place, every) for place in ("query", "body"))
        body |= MEANT.get(row["id"], lambda _: {})(self)
        instead = INSTEAD.get((self.sandbox.dialect.name, row["id"]))
        sent: Any = {**body, **(instead or {})} if every else instead or body
        return Request(form["method"], path, {name: _text(query[name]) for name in query}, sent)

    def form(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        is_first = self.sandbox.dialect.generation == 1
        return {**row, **row.get("reference", {})} if is_first else row

    def _values(self, row: Any, form: Any, place: str, every: bool) -> dict[str, Any]:
        needed = [each for each in form.get(place, ()) if every or each.get("required")]
        return {each["name"]: self._value(row, each) for each in needed}

    def _value(self, row: Mapping[str, Any], documented: Mapping[str, Any]) -> Any:
        of_row = [value for of, value in self.of_row.items() if row["id"].startswith(of)]
        if documented["name"] == "id" and of_row:
            return of_row[0]
        if documented["name"] in self.ids:
            return self.ids[documented["name"]]
        hint = list if documented["type"].endswith("[]") else Any
        return value_of(Parameter.read(documented), hint).sent


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


MEANT: Mapping[str, Callable[[World], dict[str, Any]]] = {
    "lead_lists.import_leads": lambda _: {"leadList": [{"email": "ada@example.com"}]},
    "lead_lists.push_between_lists": lambda world: {"leadIds": world.ids["leadIds"]},
    "lead_lists.push_to_campaign": lambda world: {
        "campaignId": world.ids["campaign_id"],
        "leadList": {"allLeads": True},
    },
}
"""Parameters of which a request needs one or the other, and objects without documented fields."""

STEP = {"seq_number": 1, "email_body": "<p>Hi</p>", "seq_delay_details": {"delay_in_days": 0}}
VARIANTS = {"variant_distribution_type": "MANUALLY_EQUAL", "variants": [{"subject": "Hi"}]}
WARMUP = {"total_warmup_per_day": 20, "daily_rampup": 5, "reply_rate_percentage": 30}
SCHEDULE = {
    "timezone": "UTC",
    "days_of_the_week": [1],
    "start_hour": "09:00",
    "end_hour": "17:00",
    "min_time_btw_emails": 5,
    "max_new_leads_per_day": 9,
}
HOOK = {"name": "CRM", "webhook_url": "https://example.com/hook"}
INSTEAD: Mapping[tuple[str, str], Any] = {
    ("reference", "email_accounts.update_warmup"): {"warmup_enabled": True, **WARMUP},
    ("reference", "sequences.save"): [{**STEP, **VARIANTS}],
    ("reference", "utilities.add_to_block_list"): {"domain": "example.net"},
    ("reference", "webhooks.create"): HOOK,
    ("live", "campaigns.update_schedule"): SCHEDULE,
    ("live", "sequences.save"): {"sequences": [STEP]},
    ("live", "webhooks.save_for_campaign"): {
        **HOOK,
        "event_types": ["EMAIL_REPLY"],
        "categories": ["Interested"],
    },
}
"""Bodies where a dialect keeps to a form or a limit that the row does not state."""

GONE = [id_ for id_, row in ROWS.items() if not row.get("docs") and id_ != "leads.list_campaigns"]
DOCUMENTED = [id_ for id_ in ROWS if not ROWS[id_].get("reference")]
"""Rows that no older handler answers: the row alone says what they take."""
RECORDED = {
    ("live", row["id"])
    for row in ROWS.values()
    if row["id"] in DOCUMENTED and find(ROUTES, LIVE, row["method"], _with_ids(row["path"]))
}
"""Rows that the live dialect answers as it was recorded."""


def by_page(ids: Iterable[str]) -> list[tuple[str, str]]:
    """Return each row with the dialects that answer it as its page documents."""
    return [(name, id_) for id_ in ids for name in DIALECTS if (name, id_) not in RECORDED]


EACH_DIALECT = pytest.mark.parametrize("dialect", DIALECTS)


@pytest.fixture(params=DIALECTS)
def world(request: pytest.FixtureRequest) -> World:
    return World(DIALECTS[request.param])


@EACH_DIALECT
@for_each("id_", ROWS)
def test_every_documented_endpoint_is_answered(dialect: str, id_: str):
    world = World(DIALECTS[dialect])
    status, answer = world.answer(world.request(ROWS[id_]))
    if world.sandbox.dialect is LIVE and id_ in GONE:
        assert "<pre>Cannot " in answer
    else:
        assert status == 200, answer


@EACH_DIALECT
@for_each("id_", DOCUMENTED)
def test_every_documented_parameter_is_taken(dialect: str, id_: str):
    world = World(DIALECTS[dialect])
    status, answer = world.answer(world.request(ROWS[id_], every=True))
    assert status == 200, answer


@for_each(("dialect", "id_"), by_page(sorted(PAGES)))
def test_a_handler_answers_with_the_keys_of_the_documented_example(dialect: str, id_: str):
    world = World(DIALECTS[dialect])
    _, answer = world.answer(world.request(ROWS[id_]))
    examples = ROWS[id_].get("responses", ())
    assert not examples or any(has_keys(answer, example) for example in examples)


OPEN = {"custom_fields", "event_type_map", "category_id_map"}


def has_keys(answer: Any, example: Any) -> bool:
    """Whether an answer has all keys of an example; null stands for any object or list."""
    if answer is None:
        return True
    if isinstance(example, dict):
        if all(map(str.isdecimal, example)):  # the keys are ids
            answers = [each for each in answer.values() if each]
            return has_keys(answers, list(example.values()))
        missing = example.keys() - answer.keys()
        inside = example.keys() - OPEN - missing
        return not missing and all(has_keys(answer[key], example[key]) for key in inside)
    if isinstance(example, list) and example:
        return bool(answer) and all(any(has_keys(a, e) for e in example) for a in answer)
    return True


@EACH_DIALECT
@for_each("id_", DOCUMENTED)
def test_what_is_required_must_be_there(dialect: str, id_: str):
    world = World(DIALECTS[dialect])
    request = world.request(ROWS[id_])
    for place in ("query", "body"):
        for name in _required(ROWS[id_].get(place, ())):
            given = getattr(request, place)
            short = evolve(request, **{place: {key: given[key] for key in given if key != name}})
            assert_refused(world, short, f"{name} is required")


def _required(parameters: Any) -> list[str]:
    return [each["name"] for each in parameters if each.get("required")]


def assert_refused(world: World, request: Request, text: str) -> None:
    """Check the refusal: 422 with a sentence, or 400 with the text of Joi."""
    name, _, rule = text.partition(" ")
    first = (422, {"error": f"{name} {rule}"}), (400, {"message": f'"{name}" {rule}'})
    assert world.answer(request) == first[world.sandbox.dialect.generation - 1]


WRONG: Mapping[str, tuple[Any, str]] = {
    "string": ({}, "must be a string"),
    "number": ("x", "must be a number"),
    "integer": ("x", "must be a number"),
    "boolean": ("x", "must be a boolean"),
    "array": ({}, "must be an array"),
    "object": ([], "must be of type object"),
    "date": ("x", "must be a valid date"),
}


@for_each(("dialect", "id_"), by_page(DOCUMENTED))
def test_values_must_have_the_documented_types(dialect: str, id_: str):
    world = World(DIALECTS[dialect])
    row = ROWS[id_]
    request = world.request(row)
    for each in row.get("body", ()):
        wrong, rule = WRONG[_kind(each)]
        sent = evolve(request, body={**request.body, each["name"]: wrong})
        assert_refused(world, sent, f"{each['name']} {rule}")
    for each in row.get("query", ()):
        wrong, rule = WRONG[each["type"]]
        if each.get("format") == "YYYY-MM-DD":
            wrong, rule = "x", "must be in YYYY-MM-DD format"
        if isinstance(wrong, str):
            sent = evolve(request, query={**request.query, each["name"]: wrong})
            assert_refused(world, sent, f"{each['name']} {rule}")


def _kind(parameter: Mapping[str, Any]) -> str:
    kind = parameter["type"].split(" or ")[0]
    return "array" if kind.endswith("[]") else kind


@EACH_DIALECT
@for_each("id_", [id_ for id_ in DOCUMENTED if ROWS[id_].get("body")])
def test_unknown_keys_of_a_body_are_refused_where_the_dialect_does(dialect: str, id_: str):
    world = World(DIALECTS[dialect])
    request = world.request(ROWS[id_])
    sent = evolve(request, body={**request.body, "no_such_key": 1})
    if world.sandbox.dialect.refuses_unknown_keys:
        assert_refused(world, sent, "no_such_key is not allowed")
    else:
        assert world.answer(sent)[0] == 200


ORDER = "/smart-senders/place-order"
DOMAIN = {"domain_name": "a.example", "mailbox_details": [{"mailbox": "a", "first_name": "A"}]}


def test_what_stands_inside_is_checked_too(world: World):
    order = world.request(ROWS["smart_senders.place_order"])
    missing = evolve(order, body={**order.body, "domains": [DOMAIN]})
    assert_refused(world, missing, "domains[0].mailbox_details[0].last_name is required")
    wrong = evolve(order, body={**order.body, "user_details": {"city": 5}})
    assert_refused(world, wrong, "user_details.city must be a string")
    listed = {"email_ids": ["a@b.example", 5]}
    request = Request("POST", "/email-accounts/tag-list", body=listed)
    assert_refused(world, request, "email_ids[1] must be a string")


def test_one_value_or_a_list_is_taken_where_the_page_says_so(world: World):
    for filters in ({"campaignId": 5}, {"campaignId": [5, 6]}, {"emailStatus": "Replied"}):
        body = {"filters": filters}
        assert world.answer(Request("POST", "/master-inbox/inbox-replies", body=body))[0] == 200
    wrong = Request("POST", "/master-inbox/inbox-replies", body={"filters": {"campaignId": "x"}})
    assert_refused(world, wrong, "filters.campaignId must be a number")


def test_null_is_taken_where_the_page_says_so(world: World):
    of_map = {"email_lead_map_id": world.ids["email_lead_map_id"]}
    path = "/master-inbox/update-category"
    request = Request("PATCH", path, body={**of_map, "category_id": None})
    assert world.answer(request)[0] == 200
    assert_refused(world, evolve(request, body=of_map), "category_id is required")
    assert world.answer(Request("POST", "/lead-list/", body={"listName": None}))[0] in {400, 422}


# Routes


def test_a_fixed_path_comes_before_one_with_an_id(world: World):
    for row in ROWS.values():
        if "{" not in row["path"] and not row.get("reference"):
            by_id: Any = {id_: id_ for id_ in ROWS}  # a name where a handler would be
            found: Any = find_page(by_id, world.sandbox.dialect, row["method"], row["path"])
            assert found[0].keywords["handler"] == row["id"]


@pytest.mark.parametrize("path", ["/lead-list", "/lead-list/", "/smart-senders/get-vendors/"])
def test_a_slash_at_the_end_makes_no_difference(world: World, path: str):
    assert world.answer(Request("GET", path))[0] == 200


def test_text_and_numbers_in_a_path_are_told_apart(world: World):
    for method, path in (("GET", "/master-inbox/abc"), ("DELETE", "/lead-list/abc")):
        status, text = world.answer(Request(method, path))
        assert (status, f"Cannot {method} /api/v1{path}" in text) == (404, True)
    text_id = next(row for row in ROWS.values() if _has_text_id(row))
    path = re.sub(r"\{\w+\}", "a-b.c", text_id["path"])
    assert world.answer(evolve(world.request(text_id), path=path))[0] == 200


def _has_text_id(row: Mapping[str, Any]) -> bool:
    return any(each["type"] == "string" and "pattern" not in each for each in row.get("ids", ()))


@pytest.mark.parametrize(("method", "path"), [("GET", "/nowhere"), ("PUT", "/master-inbox/sent")])
def test_an_unknown_route_is_answered_by_express(world: World, method: str, path: str):
    status, text = world.answer(Request(method, path))
    assert (status, f"<pre>Cannot {method} /api/v1{path}</pre>" in text) == (404, True)


def test_every_handler_of_a_page_has_a_row_and_none_is_also_a_route_of_the_reference():
    assert PAGES.keys() <= ROWS.keys()
    documented = [
        find(ROUTES, REFERENCE, row["method"], _with_ids(row["path"])) for row in _pages()
    ]
    assert documented == [None] * len(PAGES)


def _pages() -> list[Any]:
    return [ROWS[id_] for id_ in PAGES]


def test_an_example_is_a_new_copy_each_time():
    found = find_page({}, REFERENCE, "GET", "/smart-senders/get-vendors")
    assert found is not None
    first, second = found[0](CALL), found[0](CALL)
    assert first == second == {"ok": True, "data": []}
    assert first["data"] is not second["data"]


STATE = State()
CALL = Call(STATE, Deliveries(STATE, ""), REFERENCE, {}, {}, None)


def test_the_catalogue_is_not_read_by_an_import_nor_for_an_older_route():
    code = (
        "from smartlead_async.sandbox import Sandbox, _catalogue\n"
        "sandbox = Sandbox()\n"
        "sandbox.answer('GET', '/campaigns/', {}, b'')\n"
        "assert not _catalogue.rows.cache_info().currsize\n"
        "sandbox.answer('GET', '/lead-list/', {}, b'')\n"
        "assert _catalogue.rows.cache_info().currsize\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


async def test_key_and_limit_hold_for_every_host():
    limit = RateLimit(1, 60.0)
    path = "/smart-senders/get-vendors"
    async with Sandbox(rate_limits=[limit]) as sandbox, aiohttp.ClientSession() as session:
        answers = []
        for query in ({}, {"api_key": sandbox.api_key}, {"api_key": sandbox.api_key}):
            async with session.get(sandbox.base_url + path, params=query) as response:
                answers.append(response.status)
    assert answers == [401, 200, 429]
