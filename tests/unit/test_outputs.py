"""Objects in the tools beside them: tables, notebooks, JSON, pydantic."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

import smartlead_sync
from smartlead_async import FailedLead, Page, Smartlead, UploadReport, models
from smartlead_async.helpers import BlockReport, MoveReport, RefusedEntry
from smartlead_async.models import Campaign, CampaignLead, EmailAccount, Lead, Model, Tag

ACCOUNT = EmailAccount.from_dict({"id": 1, "smtp_password": "c4nary", "tags": [{"tag_id": 2}]})
ROW = CampaignLead.from_dict(
    {
        "campaign_lead_map_id": 5,
        "status": "STARTED",
        "lead": {"id": 1, "email": "a@b.co", "custom_fields": {"Color": "<red>"}},
        "odd": {"password": "c4nary", "empty": {}},
    }
)


class TestPage:
    page = Page(items=[1, 2, 3], offset=0, limit=3, total=3000)

    def test_it_is_indexed_like_its_items(self):
        assert (self.page[0], self.page[-1], self.page[1:]) == (1, 3, [2, 3])
        with pytest.raises(IndexError):
            self.page[3]

    def test_it_shows_in_one_line(self):
        assert repr(self.page) == "<Page: 3 items of 3,000 from offset 0>"
        assert repr(Page(items=[], offset=5, limit=3)) == "<Page: 0 items from offset 5>"

    def test_it_is_a_table_in_a_notebook(self):
        table = Page(items=[ROW] * 30, offset=0, limit=30)._repr_html_()
        assert table.count("<tr>") == 21  # the head and twenty rows
        assert "<th>lead.custom_fields.Color</th>" in table
        assert "<td>&lt;red&gt;</td>" in table
        assert "lead.first_name" not in table  # nobody has one
        assert "c4nary" not in table

    def test_items_of_any_kind_are_in_it(self):
        assert "<td>2</td>" in self.page._repr_html_()
        assert "table" not in Page(items=[], offset=0, limit=3)._repr_html_()


class TestFlatDict:
    def test_names_are_dotted_and_secrets_masked(self):
        flat = ROW.to_flat_dict()
        assert flat["lead.custom_fields.Color"] == "<red>"
        assert (flat["campaign_lead_map_id"], flat["status"]) == (5, "STARTED")
        assert flat["odd.password"] == "***"
        assert not {"lead", "odd", "odd.empty"} & flat.keys()

    def test_a_lead_has_a_column_for_each_custom_field(self):
        assert ROW.lead is not None
        assert ROW.lead.to_flat_dict()["custom_fields.Color"] == "<red>"

    def test_lists_stay_lists(self):
        assert ACCOUNT.to_flat_dict()["tags"] == [
            {"tag_id": 2, "tag_name": None, "tag_color": None}
        ]


def test_what_a_user_put_into_a_model_is_json_too():
    lead = Lead(
        id=1,
        custom_fields={"day": dt.date(2024, 1, 20), "price": Decimal("1.5"), "in": [{1: {2}}]},
        extra={"status": models.LeadStatus.PAUSED},
    )
    written = json.loads(json.dumps(lead.to_dict()))
    assert written["custom_fields"] == {"day": "2024-01-20", "price": "1.5", "in": [{"1": "{2}"}]}
    assert written["status"] == "PAUSED"


class TestReports:
    report = UploadReport(
        total=10_000,
        added=9_999,
        skipped=0,
        skipped_by_reason={},
        failed=(FailedLead(position=3, lead={"email": "<b>"}, reason="invalid"),),
        not_attempted=0,
        stopped_by=None,
        chunks=25,
        requests=25,
        rate_limited=0,
        elapsed=5.0,
    )

    def test_they_show_in_one_line(self):
        assert repr(self.report) == f"<UploadReport: {self.report}>"
        move = MoveReport(total=1, copied=1, already_there=0, missing=())
        assert repr(move) == f"<MoveReport: {move}>"
        block = BlockReport(total=0, blocked=(), refused=(), repeated=0)
        assert repr(block) == f"<BlockReport: {block}>"

    def test_they_list_in_a_notebook_where_nothing_went(self):
        assert "<td>{&#x27;email&#x27;: &#x27;&lt;b&gt;&#x27;}</td>" in self.report._repr_html_()
        refused = RefusedEntry(position=0, entry="a.b", message="no domain", sent=False)
        block = BlockReport(total=1, blocked=(), refused=(refused,), repeated=0)
        assert "<td>no domain</td>" in block._repr_html_()
        move = MoveReport(total=0, copied=0, already_there=0, missing=())
        assert move._repr_html_() == f"<p>{move}</p>"


async def test_iterators_say_of_what():
    async with Smartlead(api_key="key", base_url="http://localhost:1") as smartlead:
        assert repr(smartlead.leads.iterate(5)) == "<Items of GET /campaigns/5/leads>"
        assert repr(smartlead.leads.export(5)) == "<Items of GET /campaigns/5/leads-export>"


def test_synchronous_iterators_do_too():
    with smartlead_sync.Smartlead(api_key="key", base_url="http://localhost:1") as smartlead:
        items = smartlead.leads.iterate(5)
        assert repr(items) == "<Items of GET /campaigns/5/leads>"
        items.close()


class Answer(BaseModel):
    rows: list[CampaignLead]


class TestPydantic:
    def test_a_model_is_written_with_secrets_masked(self):
        written = json.loads(Answer(rows=[ROW]).model_dump_json())
        assert written == {"rows": [ROW.to_dict()]}
        assert b"c4nary" not in TypeAdapter(EmailAccount).dump_json(ACCOUNT)

    def test_a_model_is_read_from_what_the_service_would_send(self):
        (row,) = Answer.model_validate({"rows": [{"lead": {"id": "1", "email": "a@b.co"}}]}).rows
        assert row.lead == Lead(id=1, email="a@b.co")
        assert Answer(rows=[row]).rows == [row]

    @pytest.mark.parametrize(
        ("wrong", "problem"), [({"id": "x"}, r"\$\.id"), (5, "not a Campaign")]
    )
    def test_what_is_no_model_is_refused(self, wrong: Any, problem: str):
        with pytest.raises(ValidationError, match=problem):
            TypeAdapter(Campaign).validate_python(wrong)

    def test_it_is_documented(self):
        schema = TypeAdapter(Campaign).json_schema(mode="serialization")
        assert (schema["title"], schema["required"]) == ("Campaign", ["id"])
        properties = schema["properties"]
        assert properties["id"] == {"type": "integer"}
        assert properties["name"] == {"anyOf": [{"type": "string"}, {"type": "null"}]}
        assert "ACTIVE" in properties["status"]["anyOf"][0]["examples"]
        assert properties["tags"]["items"]["title"] == Tag.__name__
        assert "startHour" in properties["scheduler_cron_value"]["anyOf"][0]["properties"]

    def test_every_model_is(self):
        for name in models.__all__:
            cls = getattr(models, name)
            if isinstance(cls, type) and issubclass(cls, Model):
                assert TypeAdapter(cls).json_schema()["title"] == name
