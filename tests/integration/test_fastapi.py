"""A FastAPI service that serves models and receives webhooks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import httpx
import pytest
from fastapi import Body, FastAPI

from smartlead_async import CampaignLead, EmailAccount, Smartlead, WebhookInbox
from tests.webhooks.deliveries import delivery


def ask(app: FastAPI) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://service")


@pytest.fixture
def app(smartlead: Smartlead) -> FastAPI:
    app = FastAPI()

    @app.get("/campaigns/{campaign_id}/leads")
    async def leads(campaign_id: int) -> list[CampaignLead]:
        return list(await smartlead.leads.list(campaign_id))

    @app.post("/echo")
    async def echo(account: Annotated[EmailAccount, Body()]) -> EmailAccount:
        return account

    return app


async def test_models_are_served(app: FastAPI, smartlead: Smartlead):
    campaign = await smartlead.campaigns.create(name="Served")
    await smartlead.leads.upload(campaign.id, [{"email": "ada@example.com"}])
    async with ask(app) as service:
        answer = await service.get(f"/campaigns/{campaign.id}/leads")
    (row,) = await smartlead.leads.list(campaign.id)
    assert answer.json() == [row.to_dict()]


async def test_models_are_bodies_and_their_secrets_are_masked(app: FastAPI):
    async with ask(app) as service:
        answer = await service.post("/echo", json={"id": "7", "password": "hunter2"})
        refused = await service.post("/echo", json={"id": "seven"})
    assert (answer.json()["id"], answer.json()["password"]) == (7, "***")
    assert refused.status_code == 422


async def test_models_are_documented_in_openapi(app: FastAPI):
    async with ask(app) as service:
        paths = (await service.get("/openapi.json")).json()["paths"]
    listed = paths["/campaigns/{campaign_id}/leads"]["get"]["responses"]["200"]
    item = listed["content"]["application/json"]["schema"]["items"]
    assert item["title"] == "CampaignLead"
    assert "email" in str(item["properties"]["lead"])
    body = paths["/echo"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body["properties"]["password"]["anyOf"][0]["format"] == "password"


async def test_an_inbox_is_mounted(tmp_path: Path):
    received: list[object] = []
    inbox = WebhookInbox(tmp_path / "webhooks.db", secret="hunter2")
    app = FastAPI()
    app.mount("/webhooks", inbox.asgi(received.append))
    body, headers = delivery(1)
    async with ask(app) as service:
        first = await service.post("/webhooks/", content=body, headers=headers)
        again = await service.post("/webhooks/", content=body, headers=headers)
        forged = await service.post("/webhooks/", content=body + b" ", headers=headers)
    assert [answer.status_code for answer in (first, again, forged)] == [200, 200, 401]
    assert len(received) == 1
