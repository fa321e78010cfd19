"""Listings and exports that wait for a service that does not answer, on virtual time."""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, contextmanager
from itertools import pairwise

import pytest

from smartlead_async import (
    APIConnectionError,
    AuthenticationError,
    InvalidRequestError,
    ServerError,
    Smartlead,
)
from smartlead_async._patience import Patience
from tests.virtual_sandbox import VirtualSandbox

pytestmark = pytest.mark.virtual_time

LEADS = 1500


@pytest.fixture(autouse=True)
def _warnings_are_kept(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)


class Trial:
    """A client of a sandbox whose service may be gone for some time."""

    def __init__(self, sandbox: VirtualSandbox, smartlead: Smartlead, sent: list[float]) -> None:
        self.sandbox, self.smartlead, self.sent = sandbox, smartlead, sent
        self.campaign = sandbox.seed_campaign()
        sandbox.seed_leads(self.campaign, LEADS)

    @contextmanager
    def outage(self, seconds: float, **answer: object):
        """Answer nothing but faults; that ends after so many seconds."""
        loop = asyncio.get_running_loop()
        fault = self.sandbox.fault(**answer or {"kind": "reset"})
        fault.times = None
        yield loop.call_later(seconds, setattr, fault, "times", 0)


@asynccontextmanager
async def trial(**options: object) -> AsyncGenerator[Trial]:
    sent: list[float] = []
    loop = asyncio.get_running_loop()
    async with (
        VirtualSandbox(latency=0.08) as sandbox,
        sandbox.session() as session,
        Smartlead(
            sandbox.api_key,
            base_url=sandbox.base_url,
            session=session,
            on_attempt=lambda _: sent.append(loop.time()),
            **options,
        ) as smartlead,
    ):
        yield Trial(sandbox, smartlead, sent)


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    texts = [record.getMessage() for record in caplog.records]
    return [text.partition(" for ")[0] for text in texts if text.startswith("the service")]


@pytest.mark.parametrize("answer", [{"kind": "reset"}, {"kind": "status", "status": 503}])
async def test_a_listing_goes_on_where_it_was_when_the_service_answers_again(answer, caplog):
    async with trial() as given:
        leads = given.smartlead.leads.iterate(given.campaign, page_size=50, patience=600)
        read = [await anext(leads) for _ in range(60)]
        with given.outage(120, **answer):
            began = asyncio.get_running_loop().time()
            read += [row async for row in leads]
    ids = [row.lead.id for row in read]
    assert len(ids) == len(set(ids)) == LEADS
    assert ids == sorted(ids)
    probes = [at for at in given.sent if began + 60 < at < began + 119]
    assert probes
    assert all(later - sooner >= 2 for sooner, later in pairwise(probes))
    begin, end = warnings(caplog)
    assert (begin, end[:26]) == ("the service has not answered", "the service answers again,")


async def test_a_listing_whose_patience_is_used_up_raises_the_error(caplog):
    async with trial(max_retries=0) as given:
        with given.outage(600), pytest.raises(APIConnectionError):
            async for _ in given.smartlead.leads.iterate(given.campaign, patience=60):
                pass
        assert 60 <= asyncio.get_running_loop().time() < 70
        assert warnings(caplog) == ["the service has not answered"] * 2
        assert caplog.messages[-1].endswith("giving up")


@pytest.mark.parametrize("patience", [None, 0])
async def test_without_patience_a_listing_ends_with_the_first_error(patience):
    options = {} if patience is None else {"patience": patience}
    async with trial(max_retries=0) as given:
        with given.outage(600, kind="status", status=500), pytest.raises(ServerError):
            await anext(given.smartlead.email_accounts.iterate(**options))
        assert len(given.sent) == 1


async def test_an_answer_that_is_an_error_ends_the_wait_and_the_listing(caplog):
    async with trial(max_retries=0) as given:
        given.smartlead = given.smartlead.with_options(max_retries=0)
        with given.outage(20):
            given.sandbox.fault("status", status=401).times = None
            with pytest.raises(AuthenticationError):
                await anext(given.smartlead.leads.iterate(given.campaign, patience=600))
        assert len(warnings(caplog)) == 2


async def test_an_export_waits_too(tmp_path):
    async with trial(max_retries=0) as given:
        with given.outage(50):
            exported = given.smartlead.leads.export(given.campaign, patience=600)
            assert len([lead async for lead in exported]) == LEADS
        path = tmp_path / "leads.csv"
        with given.outage(50, kind="status", status=502):
            await given.smartlead.leads.export_csv(given.campaign, path, patience=600)
        assert len(path.read_text("utf-8").splitlines()) == LEADS + 1
        assert len(given.sent) <= 2 * 27


async def test_each_listing_takes_patience():
    async with trial() as given:
        areas = [name for name in dir(type(given.smartlead)) if not name.startswith("_")]
        listings = {
            f"{area}.{name}": method
            for area in areas
            if not callable(found := getattr(given.smartlead, area)) and found is not None
            for name, method in inspect.getmembers(found, callable)
            if name.startswith(("iterate", "export"))
        }
        assert len(listings) >= 20
        for name, method in listings.items():
            parameters = inspect.signature(method).parameters
            assert "patience" not in parameters or parameters["patience"].default == 0, name
            if name != "email_accounts.export":
                assert "patience" in parameters, name
        with pytest.raises(InvalidRequestError, match="patience must be a number >= 0"):
            given.smartlead.leads.iterate(5, patience=-1)
        with pytest.raises(InvalidRequestError, match="patience must be a number >= 0"):
            given.smartlead.leads.export(5, patience=float("inf"))


async def test_of_several_calls_one_at_a_time_probes():
    patience, loop = Patience(600), asyncio.get_running_loop()
    under_way, most = 0, 0

    async def call() -> str:
        await asyncio.sleep(0.1)
        if loop.time() < 100:
            raise APIConnectionError("lost", method="GET", path="/")
        return "answer"

    async def probe() -> str:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        try:
            return await call()
        finally:
            under_way -= 1

    answers = await asyncio.gather(*(patience.outlast(call, probe) for _ in range(5)))
    assert (answers, most) == (["answer"] * 5, 1)
