"""Serve a campaign with FastAPI.

One client lives as long as the app, and all requests share it: its connections, and the rate limit
of the key. Models are answers as they are; `/docs` describes their fields. An error of the service
becomes an answer with a sentence, and a full queue becomes 503. Save it as `service.py`, and start
it with `uvicorn service:app`; run as a program, it asks itself.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

import httpx
from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse

from smartlead_async import (
    Campaign,
    LeadInput,
    NotFoundError,
    QueueTimeoutError,
    Smartlead,
    SmartleadError,
)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    async with Smartlead(max_queue_wait=5.0) as smartlead:
        app.state.smartlead = smartlead
        yield


app = FastAPI(lifespan=lifespan)


def get_smartlead(request: Request) -> Smartlead:
    smartlead: Smartlead = request.app.state.smartlead
    return smartlead


Client = Annotated[Smartlead, Depends(get_smartlead)]


@app.get("/campaigns")
async def campaigns(smartlead: Client) -> list[Campaign]:
    return await smartlead.campaigns.list()


@app.post("/campaigns/{campaign_id}/leads", status_code=201)
async def add_lead(campaign_id: int, email: str, smartlead: Client) -> dict[str, object]:
    result = await smartlead.leads.add(campaign_id, [LeadInput(email=email)])
    return {"added": result.added, "skipped": result.skipped_by_reason}


STATUS = {NotFoundError: 404, QueueTimeoutError: 503}


@app.exception_handler(SmartleadError)
async def explain(_: Request, error: SmartleadError) -> JSONResponse:
    return JSONResponse({"error": str(error)}, status_code=STATUS.get(type(error), 502))


async def try_it() -> None:
    app_itself = httpx.ASGITransport(app)
    async with lifespan(app), httpx.AsyncClient(transport=app_itself, base_url="http://x") as web:
        found = (await web.get("/campaigns")).json()
        print([campaign["name"] for campaign in found])
        added = await web.post(f"/campaigns/{found[0]['id']}/leads?email=ada@example.com")
        print(added.status_code, added.json())
        missing = await web.post("/campaigns/7/leads?email=ada@example.com")
        print(missing.status_code, missing.json())


if __name__ == "__main__":
    asyncio.run(try_it())
