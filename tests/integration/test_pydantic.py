"""Models as types of pydantic fields."""

from __future__ import annotations

import json

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from smartlead_async import Campaign, CampaignLead, EmailAccount, Smartlead

ACCOUNT = {"id": 7, "from_email": "jane@example.com", "password": "hunter2", "type": "SMTP"}


class Report(BaseModel):
    """What a program of a user's returns."""

    title: str
    campaigns: list[Campaign]
    sender: EmailAccount | None = None


def test_objects_and_data_are_taken():
    account = EmailAccount.from_dict(ACCOUNT)
    from_object = Report(title="t", campaigns=[], sender=account)
    assert from_object.sender is account
    from_data = Report.model_validate({"title": "t", "campaigns": [{"id": "5"}], "sender": ACCOUNT})
    assert from_data.sender == account
    assert from_data.campaigns == [Campaign(id=5)]


def test_what_cannot_be_read_is_an_error_of_pydantic():
    with pytest.raises(ValidationError, match=r"\$\.id"):
        Report.model_validate({"title": "t", "campaigns": [{"id": "five"}]})
    with pytest.raises(ValidationError, match="not a Campaign"):
        Report.model_validate({"title": "t", "campaigns": [5]})


def test_secrets_are_masked_when_written():
    report = Report(title="t", campaigns=[], sender=EmailAccount.from_dict(ACCOUNT))
    text = report.model_dump_json()
    assert "hunter2" not in text
    assert json.loads(text)["sender"]["password"] == "***"
    assert report.model_dump()["sender"]["from_email"] == "jane@example.com"


def test_the_schema_marks_secrets_and_leaves_enums_open():
    schema = Report.model_json_schema()
    sender = schema["properties"]["sender"]["anyOf"][0]
    assert sender["properties"]["password"] == {
        "anyOf": [{"type": "string", "format": "password"}, {"type": "null"}]
    }
    kinds = sender["properties"]["type"]["anyOf"][0]
    assert kinds["type"] == "string"
    assert "GMAIL" in kinds["examples"]
    assert sender["required"] == ["id"]


async def test_a_page_of_leads_goes_through_json(smartlead: Smartlead):
    campaign = await smartlead.campaigns.create(name="Round trip")
    await smartlead.leads.upload(campaign.id, [{"email": "ada@example.com"}])
    leads = list(await smartlead.leads.list(campaign.id))
    adapter = TypeAdapter(list[CampaignLead])
    assert adapter.validate_json(adapter.dump_json(leads)) == leads
